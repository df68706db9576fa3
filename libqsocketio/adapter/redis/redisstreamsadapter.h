// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISSTREAMSADAPTER_H
#define QSOCKETIO_ADAPTER_REDIS_REDISSTREAMSADAPTER_H

#include "../cluster/countedclusteradapter.h"
#include "redisglobal.h"
#include "redisoptions.h"
#include "redisstreamsoptions.h"

#include <memory>

namespace QSocketIo {

class RedisHub;
class RedisStreamReader;
class RedisStreamsAdapterPrivate;

// A cluster on a stream of Redis, with connection state recovery from one server to another, together
// with servers on Node.js with @socket.io/redis-streams-adapter.
class QSOCKETIO_REDIS_EXPORT RedisStreamsAdapter : public CountedClusterAdapter
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RedisStreamsAdapter)
public:
    ~RedisStreamsAdapter() override;

    [[nodiscard]] static AdapterFactory factory(const RedisOptions &redis = {},
                                                const RedisStreamsOptions &options = {});

    // The stream of the namespace.
    [[nodiscard]] QString streamName() const;
    QFuture<void> close() override;
    void broadcast(const Packet &packet, const BroadcastOptions &options) override;
    void addSockets(const BroadcastOptions &options, const QStringList &rooms) override;
    void delSockets(const BroadcastOptions &options, const QStringList &rooms) override;
    void disconnectSockets(const BroadcastOptions &options, DisconnectMode mode) override;
    void persistSession(const RecoverableSession &session) override;
    [[nodiscard]] QFuture<std::optional<RecoverableSession>>
    restoreSession(const QString &pid, const QString &offset) override;

Q_SIGNALS:
    void messagesLost();

protected:
    bool publish(const ClusterMessage &message) override;
    bool keep(const ClusterMessage &message) override;
    bool respond(const QString &requesterUid, const ClusterMessage &message) override;
    [[nodiscard]] QFuture<Result<int>> queryServerCount() const override;
    void readyChanged(bool ready) override;
    void timerEvent(QTimerEvent *event) override;

private:
    friend class RedisStreamsAdapterPrivate;
    RedisStreamsAdapter(AdapterHost *host, const std::shared_ptr<RedisHub> &hub,
                        const std::shared_ptr<RedisStreamReader> &reader,
                        const RedisStreamsOptions &options);

    const std::unique_ptr<RedisStreamsAdapterPrivate> d;
};

} // namespace QSocketIo

#endif
