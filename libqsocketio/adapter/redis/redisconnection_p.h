// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISCONNECTION_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISCONNECTION_P_H

#include "../../core/result.h"
#include "../cluster/brokertimers_p.h"
#include "redisoptions.h"
#include "respparser_p.h"

#include <QtCore/QByteArrayList>
#include <QtCore/QObject>

#include <deque>
#include <functional>

class QSslSocket;

namespace QSocketIo {

// One connection to Redis, which comes back by itself. Commands are pipelined; each is answered
// once, by an error of code Network where the connection has ended before. It may be destroyed in
// any of its signals and callbacks.
class QSOCKETIO_REDIS_AUTOTEST_EXPORT RedisConnection : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RedisConnection)
public:
    enum class State { Closed, Connecting, Ready, Waiting };
    Q_ENUM(State)
    using Callback = std::function<void(const Result<RespValue> &reply)>;

    explicit RedisConnection(const RedisOptions &options, const QString &nameSuffix = {},
                             QObject *parent = nullptr);
    ~RedisConnection() override;

    // See ClusterOptions. From the next connection on.
    void setMaxMessageBytes(qint64 bytes) { m_maxMessageBytes = bytes; }
    void open();
    void close();
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isReady() const { return m_state == State::Ready; }
    [[nodiscard]] int protocolVersion() const { return m_version; }
    [[nodiscard]] int pendingCommands() const { return int(m_pending.size()); }

    // False: not sent, and callback has been called with the error.
    bool send(const QByteArrayList &command, const Callback &callback = {});
    // MULTI, the commands and EXEC, whose answer callback gets: all of it or nothing is sent.
    bool sendTransaction(const QList<QByteArrayList> &commands, const Callback &callback);
    // A command that may take that long on purpose, which PING would not wait for.
    bool sendBlocking(const QByteArrayList &command, std::chrono::milliseconds deadline,
                      const Callback &callback);
    // (P|S)SUBSCRIBE and (P|S)UNSUBSCRIBE: answered once all channels are confirmed.
    bool sendSubscription(const QByteArray &verb, const QByteArrayList &channels,
                          const Callback &callback = {});

Q_SIGNALS:
    void stateChanged(QSocketIo::RedisConnection::State state);
    void ready(); // the state has become Ready
    void lost(const QSocketIo::Error &error); // each time an attempt or a connection ends
    // message, pmessage, smessage and what RESP3 pushes besides, not the confirmations
    void pushed(const QSocketIo::RespValue &push);

private:
    struct Pending
    {
        Callback callback = {};
        QByteArray subscription = {}; // lower case; empty: an ordinary command
        qsizetype confirmations = 0;
    };

    void connectToServer();
    enum class Parting { Abrupt, Polite };
    void letSocketGo(Parting parting = Parting::Abrupt);
    [[nodiscard]] bool hasLastWords() const;
    void greet();
    void helloAnswered(const Result<RespValue> &reply);
    void authenticate();
    void introduce();
    bool check(const Result<RespValue> &reply, const QString &what);
    void becomeReady();
    void read();
    bool handle(const RespValue &value); // false: this is gone, or the connection
    void confirm(const RespValue &push);
    void answer(const Result<RespValue> &reply);
    [[nodiscard]] Error refusal() const; // null: commands can be sent
    bool enqueue(const QByteArrayList &command, Pending &&pending);
    void transmit(const QByteArrayList &command, Pending &&pending);
    void ping();
    void lose(const Error &error);
    void failPending(const Error &error);
    void setState(State state);

    const RedisOptions m_options;
    const QString m_nameSuffix;
    qint64 m_maxMessageBytes = RespParser::Limits().maxStringBytes;
    QSslSocket *m_socket = nullptr;
    RespParser m_parser;
    std::deque<Pending> m_pending;
    State m_state = State::Closed;
    int m_version = 2;
    int m_socketSignals = 0; // on the stack
    bool m_isReading = false;
    bool m_isSubscriber = false;
    bool m_isBlocked = false; // by a command of sendBlocking()
    BrokerTimers m_timers;
};

} // namespace QSocketIo

#endif
