// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISSTREAMSADAPTER_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISSTREAMSADAPTER_P_H

#include "../cluster/outbox_p.h"
#include "redishub_p.h"
#include "redisrestore_p.h"
#include "redisstreamreader_p.h"
#include "redisstreamsadapter.h"

#include <QtCore/QBasicTimer>
#include <QtCore/QPromise>

#include <deque>
#include <memory>
#include <optional>

namespace QSocketIo {

class RedisStreamsAdapterPrivate final : public RedisStreamListener
{
public:
    using Kind = RedisSubscription::Kind;

    RedisStreamsAdapterPrivate(RedisStreamsAdapter *adapter, const std::shared_ptr<RedisHub> &hub,
                               const std::shared_ptr<RedisStreamReader> &reader,
                               const RedisStreamsOptions &options);
    ~RedisStreamsAdapterPrivate() override;
    Q_DISABLE_COPY_MOVE(RedisStreamsAdapterPrivate)

    [[nodiscard]] static Kind kindFor(const RedisStreamsOptions &options)
    {
        return options.useShardedPubSub ? Kind::Shard : Kind::Channel;
    }
    [[nodiscard]] static QByteArray generalChannel(const RedisStreamsOptions &options,
                                                   const QString &nsp);
    [[nodiscard]] static RedisStreamReader::Settings readerFor(const RedisStreamsOptions &options,
                                                               const QString &nsp);
    [[nodiscard]] QByteArray channelOf(const QString &name) const
    {
        return general + name.toUtf8() + '#';
    }

    void begin();
    void updateReady();
    QFuture<void> close();
    void entryRead(const RedisStreamEntry &entry) override;

    // Clients learn offsets: broadcasts go to them when they come back from the stream.
    [[nodiscard]] bool recovers() const { return q->host()->connectionStateRecovery() != nullptr; }
    // Changes must not overtake broadcasts.
    [[nodiscard]] bool mustWait(const BroadcastOptions &broadcastOptions) const
    {
        return !awaited.empty() && !broadcastOptions.isLocal && q->isReady();
    }
    void sendAndAwait(const ClusterMessage &message);
    bool add(const ClusterMessage &message);
    bool keep(const ClusterMessage &message);
    void readyChanged(bool ready);
    void persist(const RecoverableSession &session, std::chrono::milliseconds time);
    void deliverLate();

    RedisStreamsAdapter *const q;
    const RedisStreamsOptions options;
    const QByteArray uid;
    const QByteArray nsp;
    const QByteArray general;
    // Destroyed last: what it hands out refers to it.
    const std::shared_ptr<RedisHub> hub;
    const std::shared_ptr<RedisStreamReader> reader;
    std::unique_ptr<RedisSubscription> subscription;
    std::unique_ptr<Outbox> outbox; // null: there is none
    QBasicTimer lateTimer;

private:
    // This server's own, on its way to the stream and back.
    struct Awaited
    {
        quint64 number;
        QByteArray type;
        QByteArray data;
        ClusterMessage message;
        qint64 sentAt; // milliseconds of the monotonic clock, as all of these
        bool isAdded = false; // it is in the stream
        bool isFailed = false; // it will not come back
    };

    void ownRead(const RedisStreamEntry &entry);
    bool write(const QByteArrayList &fields, const RedisConnection::Callback &answered);
    void addAnswered(quint64 number, const Result<RespValue> &reply);
    bool writeKept(const QByteArrayList &fields, const Outbox::Done &done);
    void await(quint64 number, const QByteArrayList &fields, const ClusterMessage &message);
    Awaited *find(quint64 number);
    void added(quint64 number);
    void notAdded(quint64 number);
    [[nodiscard]] qint64 lateAt(const Awaited &own) const;
    void startLateTimer();
    void deliverFirst(const std::optional<RedisStreamId> &offset = {});
    void deliverFailed();
    void deliverAll();
    void apply(const ClusterMessage &message);
    void saved();

    std::deque<Awaited> awaited;
    quint64 lastNumber = 0;
    qint64 lastAdded = 0;
    bool isAwaiting = false; // what is just being sent
    int unsaved = 0; // sessions
    std::unique_ptr<QPromise<void>> closing;
};

} // namespace QSocketIo

#endif
