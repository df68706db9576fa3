// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISRESTORE_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISRESTORE_P_H

#include "../adapterhost.h"
#include "../recoverablesession.h"
#include "redishub_p.h"
#include "redisstreamreader_p.h"

#include <QtCore/QBasicTimer>
#include <QtCore/QObject>
#include <QtCore/QPromise>

#include <deque>
#include <memory>
#include <optional>

namespace QSocketIo {

// Brings back one session, with what its client has missed up to where the reader is: what comes
// behind that the client gets with all others. Destroys itself when it is done.
class RedisRestore : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RedisRestore)
public:
    using Restored = std::optional<RecoverableSession>;
    struct Source
    {
        std::shared_ptr<RedisHub> hub;
        std::shared_ptr<RedisStreamReader> reader;
        QString sessionKeyPrefix;
        AdapterHost *host;
        int maxPackets;
        qint64 maxBytes;
        std::chrono::milliseconds timeout; // for the reader to come as far as the client
    };

    RedisRestore(const Source &source, const QString &pid, QObject *parent);
    ~RedisRestore() override;

    // Nullopt: unknown, or too late.
    [[nodiscard]] QFuture<Restored> start(const QString &offset);

Q_SIGNALS:
    void failed(const QSocketIo::Error &error);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    struct Missed
    {
        RedisStreamId id;
        Packet packet;
    };
    using Step = void (RedisRestore::*)(const RespValue &reply);

    void ask(const QByteArrayList &command, Step next);
    [[nodiscard]] RedisConnection::Callback answered(Step next);
    void offsetFound(const RespValue &reply);
    void sessionFound(const RespValue &reply);
    void readOn();
    void pageRead(const RespValue &reply);
    bool take(const RedisStreamEntry &entry);
    void meetReader();
    void finish(const Restored &restored);

    const Source m_source;
    const QString m_nsp;
    const QString m_pid;
    QPromise<Restored> m_promise;
    RedisStreamId m_offset; // the client's
    RedisStreamId m_last; // looked at
    RecoverableSession m_session;
    std::deque<Missed> m_missed;
    qint64 m_bytes = 0;
    int m_rounds = 0;
    bool m_isOneByOne = false;
    bool m_isFinished = false;
    QBasicTimer m_timer;
};

} // namespace QSocketIo

#endif
