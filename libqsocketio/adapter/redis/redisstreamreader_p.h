// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISSTREAMREADER_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISSTREAMREADER_P_H

#include "redisconnection_p.h"
#include "redisstreamentry_p.h"

#include <QtCore/QBasicTimer>
#include <QtCore/QHash>

#include <chrono>
#include <functional>
#include <optional>

namespace QSocketIo {

// Gets a namespace's entries. May destroy the reader, and itself.
class RedisStreamListener
{
public:
    virtual ~RedisStreamListener() = default;
    virtual void entryRead(const RedisStreamEntry &entry) = 0;
};

// Reads a stream from what is its end at first, on a connection of its own, for all namespaces. A
// connection that comes back goes on where the last one was lost.
class RedisStreamReader : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RedisStreamReader)
public:
    struct Settings
    {
        QByteArray stream;
        int readCount;
        int longBatch; // with as many entries it is behind, and some may be gone
        std::chrono::milliseconds blockTime;
        qint64 maxMessageBytes;
    };

    RedisStreamReader(const RedisOptions &options, const Settings &settings);
    ~RedisStreamReader() override;

    void open();
    [[nodiscard]] const QByteArray &stream() const { return m_settings.stream; }
    // It knows from where on it reads: nothing that is written from now on is missed.
    [[nodiscard]] bool hasBegun() const { return m_hasBegun; }
    // The last entry that has been handed out.
    [[nodiscard]] RedisStreamId position() const { return m_position; }
    // When entries came last: milliseconds of the monotonic clock.
    [[nodiscard]] qint64 lastRead() const { return m_lastRead; }
    void attach(const QByteArray &nsp, RedisStreamListener *listener);
    void detach(const QByteArray &nsp);
    // Hands out nothing before what has been posted to this thread so far is done.
    void hold();

Q_SIGNALS:
    void begun();
    void advanced();
    // Entries were gone before they were read.
    void messagesLost();
    void errorOccurred(const QSocketIo::Error &error);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void examine();
    void examined(const RespValue &reply);
    void lookForGap(const RedisStreamId &behind, const std::function<void(bool)> &then);
    void endExamination(bool isLost);
    void read();
    void readAnswered(const RespValue &reply);
    void release();
    void handOut(const RespValue &reply);
    bool isRefused(const RespValue &reply);
    void fail(const Error &error);

    const Settings m_settings;
    const std::chrono::milliseconds m_patience; // beyond the time that XREAD waits
    RedisConnection m_connection;
    QHash<QByteArray, RedisStreamListener *> m_listeners; // by namespace
    RedisStreamId m_position;
    bool m_hasBegun = false;
    bool m_wasAway = false; // since the last examination
    bool m_isOneByOne = false; // the next one is too long to come with others
    qint64 m_lastRead = 0;
    quint64 m_losses = 0; // of the connection
    int m_holds = 0;
    std::optional<RespValue> m_held;
    QBasicTimer m_retryTimer; // of what was refused
};

} // namespace QSocketIo

#endif
