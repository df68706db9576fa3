// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_SHARDEDREDISADAPTER_H
#define QSOCKETIO_ADAPTER_REDIS_SHARDEDREDISADAPTER_H

#include "../cluster/countedclusteradapter.h"
#include "redisglobal.h"
#include "redisoptions.h"
#include "shardedredisadapteroptions.h"

#include <memory>

namespace QSocketIo {

class RedisHub;
class ShardedRedisAdapterPrivate;

// A cluster on the sharded channels of Redis 7, together with servers on Node.js with
// createShardedAdapter() of @socket.io/redis-adapter.
class QSOCKETIO_REDIS_EXPORT ShardedRedisAdapter : public CountedClusterAdapter
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ShardedRedisAdapter)
public:
    ~ShardedRedisAdapter() override;

    [[nodiscard]] static AdapterFactory factory(const RedisOptions &redis = {},
                                                const ShardedRedisAdapterOptions &options = {});

    QFuture<void> close() override;

protected:
    bool publish(const ClusterMessage &message) override;
    bool respond(const QString &requesterUid, const ClusterMessage &message) override;
    [[nodiscard]] QFuture<Result<int>> queryServerCount() const override;

private:
    friend class ShardedRedisAdapterPrivate;
    ShardedRedisAdapter(AdapterHost *host, const std::shared_ptr<RedisHub> &hub,
                        const ShardedRedisAdapterOptions &options);

    const std::unique_ptr<ShardedRedisAdapterPrivate> d;
};

} // namespace QSocketIo

#endif
