// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_REDISCLUSTER_H
#define QSOCKETIO_TESTS_REDISCLUSTER_H

#include "adapter/redis/redisadapter.h"
#include "adapter/redis/redisstreamsadapter.h"
#include "adapter/redis/shardedredisadapter.h"
#include "shared/clusterchecks.h"
#include "shared/redisserver.h"

namespace QSocketIo {

// Two servers on one Redis, which know of each other.
class RedisCluster : public ClusterChecks
{
    Q_OBJECT
public:
    ~RedisCluster() override { tearDown(); } // before Redis

protected:
    virtual AdapterFactory factory() const = 0;

    RedisOptions options() const
    {
        RedisOptions local;
        local.port = redis.port();
        local.reconnectDelayMax = std::chrono::milliseconds(100);
        return local;
    }
    void startRedis()
    {
        QVERIFY2(redis.isRunning() || redis.start(),
                 "redis-server is needed (Debian: redis-server)");
    }
    void startNodes()
    {
        ClusterNodes::startNodes(factory());
        if (!QTest::currentTestFailed())
            QVERIFY(knowEachOther());
    }
    // By asking: there is no moment at which a server hears of another.
    bool knowEachOther()
    {
        for (auto &node : nodes) {
            if (!waitFor([&node] { return node->adapter()->isReady(); }, 20'000))
                return false;
        }
        return waitFor([this] { return countOf(*nodes[0]) == 2 && countOf(*nodes[1]) == 2; },
                       20'000);
    }
    static int countOf(ClusterNode &node)
    {
        const QFuture<Result<int>> future = node.io.sockets()->adapter()->serverCount();
        return waitFor([&future] { return future.isFinished(); }) ? future.result().valueOr(0) : 0;
    }

    RedisServer redis;
};

} // namespace QSocketIo

#endif
