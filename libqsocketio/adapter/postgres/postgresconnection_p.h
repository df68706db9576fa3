// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_POSTGRES_POSTGRESCONNECTION_P_H
#define QSOCKETIO_ADAPTER_POSTGRES_POSTGRESCONNECTION_P_H

#include "../../core/result.h"
#include "../cluster/brokertimers_p.h"
#include "postgresoptions.h"

#include <QtCore/QByteArrayList>
#include <QtCore/QObject>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

class QHostInfo;
class QSocketNotifier;
struct pg_conn;

namespace QSocketIo {

// One session of PostgreSQL, which comes back by itself and never blocks the event loop. Statements
// run one after the other, each in a transaction of its own; each is answered once, by an error of
// code Network where the session has ended before, of code Adapter where PostgreSQL refuses it (its
// data is the SQLSTATE). It may be destroyed in any of its signals and callbacks.
//
//     PostgresConnection connection(options);
//     connect(&connection, &PostgresConnection::ready, this, [&connection] {
//         connection.execute("SELECT pg_notify($1, $2)", {"channel", "text"},
//                            [](const Result<PostgresConnection::Rows> &rows) { ... });
//     });
//     connection.open();
class QSOCKETIO_POSTGRES_AUTOTEST_EXPORT PostgresConnection : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PostgresConnection)
public:
    enum class State { Closed, Connecting, Ready, Waiting };
    Q_ENUM(State)
    using Rows = QList<QByteArrayList>; // NULL is a null QByteArray
    using Callback = std::function<void(const Result<Rows> &rows)>;

    explicit PostgresConnection(const PostgresOptions &options, const QString &nameSuffix = {},
                                QObject *parent = nullptr);
    // What is still to be sent is, as far as the socket takes it.
    ~PostgresConnection() override;

    void open();
    void close();
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isReady() const { return m_state == State::Ready; }
    [[nodiscard]] int pendingStatements() const { return int(m_waiting.size() + m_sent.size()); }

    // One statement. The parameters and the columns of the rows are in PostgreSQL's binary form,
    // which text and bytea are as they are; cast others: $1::text::bigint. False: not sent, and
    // callback has been called with the error.
    bool execute(const QByteArray &sql, const QByteArrayList &parameters = {},
                 const Callback &callback = {});
    // "text", as the name of a channel or a table.
    [[nodiscard]] static QByteArray quotedIdentifier(const QByteArray &text);

Q_SIGNALS:
    void stateChanged(QSocketIo::PostgresConnection::State state);
    void ready(); // the state has become Ready
    void lost(const QSocketIo::Error &error); // each time an attempt or a session ends
    void notified(const QByteArray &channel, const QByteArray &payload);

private:
    struct Statement
    {
        QByteArray sql;
        QByteArrayList parameters;
        Callback callback = {};
        qint64 bytes = 0;
        std::optional<Result<Rows>> answer = {};
    };

    void connectToServer();
    void hostLookedUp(const QHostInfo &info);
    void startConnecting(const QByteArrayList &hosts, const QByteArrayList &addresses);
    void pollConnecting();
    void letSessionGo();
    void becomeReady();
    void watch(bool readable, bool writable);
    std::unique_ptr<QSocketNotifier> makeNotifier(bool isWriter);
    void dropNotifier(std::unique_ptr<QSocketNotifier> &notifier);
    void activated(bool isWriter);
    void readFromServer();
    bool deliverNotifications(); // false: this is gone, or the session
    bool takeResults(); // the same
    void finishStatement();
    void sendWaiting();
    void flush();
    void ping();
    void lose(const Error &error);
    void failPending(const Error &error);
    void setState(State state);

    const PostgresOptions m_options;
    const QString m_nameSuffix;
    pg_conn *m_session = nullptr;
    std::unique_ptr<QSocketNotifier> m_readNotifier;
    std::unique_ptr<QSocketNotifier> m_writeNotifier;
    std::deque<Statement> m_waiting;
    std::deque<Statement> m_sent;
    qint64 m_pendingBytes = 0;
    State m_state = State::Closed;
    int m_lookup = -1;
    quint64 m_sessions = 0; // how many there have been
    int m_activations = 0; // of notifiers, on the stack
    bool m_isReading = false;
    bool m_isFlushing = false; // the socket takes no more
    BrokerTimers m_timers;
};

} // namespace QSocketIo

#endif
