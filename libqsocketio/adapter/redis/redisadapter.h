// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISADAPTER_H
#define QSOCKETIO_ADAPTER_REDIS_REDISADAPTER_H

#include "../cluster/countedclusteradapter.h"
#include "redisadapteroptions.h"
#include "redisglobal.h"
#include "redisoptions.h"

#include <memory>

namespace QSocketIo {

class RedisAdapterPrivate;
class RedisHub;

// A cluster on Redis's channels, together with servers on Node.js with @socket.io/redis-adapter.
class QSOCKETIO_REDIS_EXPORT RedisAdapter : public CountedClusterAdapter
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RedisAdapter)
public:
    ~RedisAdapter() override;

    [[nodiscard]] static AdapterFactory factory(const RedisOptions &redis = {},
                                                const RedisAdapterOptions &options = {});

    QFuture<void> close() override;

protected:
    bool publish(const ClusterMessage &message) override;
    bool respond(const QString &requesterUid, const ClusterMessage &message) override;
    [[nodiscard]] QFuture<Result<int>> queryServerCount() const override;
    [[nodiscard]] QString timeoutText(ClusterMessage::Type type, int received,
                                      int expected) const override;

private:
    friend class RedisAdapterPrivate;
    RedisAdapter(AdapterHost *host, const std::shared_ptr<RedisHub> &hub,
                 const RedisAdapterOptions &options);

    const std::unique_ptr<RedisAdapterPrivate> d;
};

} // namespace QSocketIo

#endif
