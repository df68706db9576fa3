// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_REDISCLUSTER_H
#define QSOCKETIO_TESTS_REDISCLUSTER_H

#include "adapter/cluster/clusteradapter.h"
#include "adapter/redis/redisadapter.h"
#include "adapter/redis/redisstreamsadapter.h"
#include "adapter/redis/shardedredisadapter.h"
#include "server/namespace.h"
#include "server/server.h"
#include "shared/redisserver.h"
#include "shared/socketioclients.h"
#include "shared/waitfor.h"

#include <QtTest/QTest>

#include <array>
#include <memory>

namespace QSocketIo {

// A server of a cluster, with a client.
class ClusterNode
{
public:
    explicit ClusterNode(const AdapterFactory &factory)
        : ClusterNode(ServerOptions{.adapter = factory})
    { }
    explicit ClusterNode(const ServerOptions &options)
        : io(options)
    {
        QObject::connect(io.sockets(), &Namespace::connection, io.sockets(),
                         [this](Socket *joined) {
                             joined->on("sync", joined, [](const Ack &ack) { ack(); });
                             socket = joined;
                         });
        isListening = io.listen(QHostAddress(QHostAddress::LocalHost));
    }
    bool addClient()
    {
        return client.open(io.serverPort()) && !client.join().isEmpty()
            && waitFor([this] { return !socket.isNull(); });
    }
    ClusterAdapter *adapter() { return qobject_cast<ClusterAdapter *>(io.sockets()->adapter()); }

    Server io;
    bool isListening = false;
    WsClient client;
    QPointer<Socket> socket;
};

// Two servers on one Redis, which know of each other.
class RedisCluster : public QObject
{
    Q_OBJECT
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
        for (auto &node : nodes) {
            node = std::make_unique<ClusterNode>(factory());
            QVERIFY(node->isListening);
            QVERIFY(node->addClient());
        }
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
    template<typename T>
    static T resultOf(const QFuture<T> &future)
    {
        if (!waitFor([&future] { return future.isFinished(); }, 20'000))
            return T(Error("nothing came"));
        return future.result();
    }
    void tearDown()
    {
        for (auto &node : nodes)
            node.reset();
    }

    RedisServer redis;
    std::array<std::unique_ptr<ClusterNode>, 2> nodes;
};

} // namespace QSocketIo

#endif
