// SPDX-License-Identifier: MIT
#include "postgresconnection_p.h"

#include "libpq_p.h"
#include "postgresfarewell_p.h"

#include <QtCore/QPointer>
#include <QtCore/QSocketNotifier>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QHostInfo>

#include <libpq-fe.h>

namespace QSocketIo {

namespace {
// Given to libpq at a time; more would only make its buffers grow.
constexpr std::size_t statementsAtOnce = 256;

Error networkError(const QString &text)
{
    return Error(Error::Code::Network, text);
}
} // namespace

PostgresConnection::PostgresConnection(const PostgresOptions &options, const QString &nameSuffix,
                                       QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_nameSuffix(nameSuffix)
    , m_timers(BrokerTimers::settingsOf(options), QStringLiteral("PostgreSQL"))
{
    connect(&m_timers, &BrokerTimers::connectDue, this, &PostgresConnection::connectToServer);
    connect(&m_timers, &BrokerTimers::pingDue, this, &PostgresConnection::ping);
    connect(&m_timers, &BrokerTimers::givenUp, this, &PostgresConnection::lose);
}

PostgresConnection::~PostgresConnection()
{
    if (isReady()) {
        while (!m_waiting.empty()
               && Libpq::send(m_session, m_waiting.front().sql, m_waiting.front().parameters)) {
            m_sent.push_back(std::move(m_waiting.front()));
            m_waiting.pop_front();
        }
        PQflush(m_session);
        dropNotifier(m_readNotifier); // there is one for a descriptor
        dropNotifier(m_writeNotifier);
        PostgresFarewell::begin(std::exchange(m_session, nullptr), m_sent.size());
    }
    m_state = State::Closed;
    letSessionGo();
    failPending(networkError(QStringLiteral("the connection to PostgreSQL has been closed")));
}

void PostgresConnection::open()
{
    if (m_state == State::Closed)
        connectToServer();
}

void PostgresConnection::close()
{
    if (m_state == State::Closed)
        return;
    letSessionGo();
    const QPointer<PostgresConnection> guard(this);
    setState(State::Closed);
    if (guard)
        failPending(networkError(QStringLiteral("the connection to PostgreSQL has been closed")));
}

QByteArray PostgresConnection::quotedIdentifier(const QByteArray &text)
{
    QByteArray escaped = text;
    escaped.replace('"', "\"\"");
    return '"' + escaped + '"';
}

// ---- connecting ------------------------------------------------------------------------------

// libpq would look names up in the middle of the event loop: it gets addresses.
void PostgresConnection::connectToServer()
{
    m_timers.connecting();
    const QPointer<PostgresConnection> guard(this);
    setState(State::Connecting);
    if (!guard || m_state != State::Connecting || m_session || m_lookup != -1)
        return;
    const QByteArray host = m_options.host.toUtf8();
    if (host.startsWith('/'))
        return startConnecting({host}, {});
    if (QHostAddress address; address.setAddress(m_options.host))
        return startConnecting({host}, {host});
    m_lookup = QHostInfo::lookupHost(m_options.host, this, &PostgresConnection::hostLookedUp);
}

void PostgresConnection::hostLookedUp(const QHostInfo &info)
{
    if (info.lookupId() != m_lookup)
        return; // late
    m_lookup = -1;
    QByteArrayList hosts;
    QByteArrayList addresses;
    const QList<QHostAddress> found = info.addresses();
    for (const QHostAddress &address : found) {
        hosts.append(m_options.host.toUtf8());
        addresses.append(address.toString().toUtf8());
    }
    if (addresses.isEmpty())
        return lose(networkError(info.errorString()));
    startConnecting(hosts, addresses);
}

void PostgresConnection::startConnecting(const QByteArrayList &hosts,
                                         const QByteArrayList &addresses)
{
    ++m_sessions;
    m_session = Libpq::startSession(m_options, m_nameSuffix.toUtf8(), hosts, addresses);
    if (!m_session)
        return lose(networkError(QStringLiteral("there is no memory for a connection")));
    if (PQstatus(m_session) == CONNECTION_BAD)
        return lose(Libpq::errorOf(m_session));
    watch(false, true);
}

void PostgresConnection::pollConnecting()
{
    switch (PQconnectPoll(m_session)) {
    case PGRES_POLLING_READING:
        return watch(true, false);
    case PGRES_POLLING_WRITING:
        return watch(false, true);
    case PGRES_POLLING_OK:
        return becomeReady();
    default:
        return lose(Libpq::errorOf(m_session));
    }
}

void PostgresConnection::becomeReady()
{
    if (PQsetnonblocking(m_session, 1) != 0 || PQenterPipelineMode(m_session) != 1)
        return lose(Libpq::errorOf(m_session));
    m_timers.ready();
    watch(true, false);
    const QPointer<PostgresConnection> guard(this);
    setState(State::Ready);
    if (guard && isReady())
        Q_EMIT ready();
}

// The descriptor may be another one after each step of connecting.
void PostgresConnection::watch(bool readable, bool writable)
{
    dropNotifier(m_readNotifier);
    dropNotifier(m_writeNotifier);
    if (readable)
        m_readNotifier = makeNotifier(false);
    if (writable)
        m_writeNotifier = makeNotifier(true);
}

std::unique_ptr<QSocketNotifier> PostgresConnection::makeNotifier(bool isWriter)
{
    auto notifier = std::make_unique<QSocketNotifier>(
        PQsocket(m_session), isWriter ? QSocketNotifier::Write : QSocketNotifier::Read);
    connect(notifier.get(), &QSocketNotifier::activated, this, [this, isWriter] {
        const QPointer<PostgresConnection> guard(this);
        ++m_activations;
        activated(isWriter);
        if (guard)
            --m_activations;
    });
    return notifier;
}

// It may be the one that is just being activated.
void PostgresConnection::dropNotifier(std::unique_ptr<QSocketNotifier> &notifier)
{
    if (!notifier)
        return;
    notifier->setEnabled(false);
    notifier->disconnect(this);
    if (m_activations > 0)
        notifier.release()->deleteLater();
    else
        notifier.reset();
}

void PostgresConnection::activated(bool isWriter)
{
    if (m_state == State::Connecting) {
        dropNotifier(isWriter ? m_writeNotifier : m_readNotifier);
        pollConnecting();
    } else if (isWriter) {
        flush();
        if (m_session && !m_isFlushing)
            sendWaiting();
    } else {
        readFromServer();
    }
}

void PostgresConnection::letSessionGo()
{
    m_timers.stop();
    m_isFlushing = false;
    if (const int lookup = std::exchange(m_lookup, -1); lookup != -1)
        QHostInfo::abortHostLookup(lookup);
    dropNotifier(m_readNotifier);
    dropNotifier(m_writeNotifier);
    if (PGconn *const session = std::exchange(m_session, nullptr))
        PQfinish(session);
}

// ---- reading ---------------------------------------------------------------------------------

void PostgresConnection::readFromServer()
{
    m_timers.heard();
    if (PQconsumeInput(m_session) != 1)
        return lose(Libpq::errorOf(m_session));
    if (m_isReading) // a callback runs an event loop
        return;
    const QPointer<PostgresConnection> guard(this);
    const quint64 session = m_sessions;
    m_isReading = true;
    const bool isSame = deliverNotifications() && takeResults();
    if (!guard)
        return;
    m_isReading = false;
    if (!isSame || !m_session || session != m_sessions)
        return;
    flush();
    if (m_session)
        sendWaiting();
}

// In the order of the server: a notification that came before an answer is told before it.
bool PostgresConnection::deliverNotifications()
{
    const QPointer<PostgresConnection> guard(this);
    const quint64 session = m_sessions;
    while (PGnotify *const notification = PQnotifies(m_session)) {
        const QByteArray channel(notification->relname);
        const QByteArray payload(notification->extra);
        PQfreemem(notification);
        Q_EMIT notified(channel, payload);
        if (!guard || !m_session || session != m_sessions)
            return false;
    }
    return true;
}

// For each statement there are a result, an end of the results and the end of its transaction.
bool PostgresConnection::takeResults()
{
    const QPointer<PostgresConnection> guard(this);
    const quint64 session = m_sessions;
    int ends = 0;
    while (!m_sent.empty() && ends < 2 && PQisBusy(m_session) == 0) {
        const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQgetResult(m_session), PQclear);
        if (!result) {
            ++ends; // the second one would only say that nothing is there
            continue;
        }
        ends = 0;
        if (PQresultStatus(result.get()) != PGRES_PIPELINE_SYNC) {
            m_sent.front().answer = Libpq::rowsOf(result.get());
            continue;
        }
        finishStatement();
        if (!guard || !m_session || session != m_sessions || !deliverNotifications())
            return false;
    }
    return true;
}

void PostgresConnection::finishStatement()
{
    const Statement statement = std::move(m_sent.front());
    m_sent.pop_front();
    m_pendingBytes -= statement.bytes;
    if (statement.callback)
        statement.callback(
            statement.answer.value_or(networkError(QStringLiteral("there was no answer"))));
}

// ---- writing ---------------------------------------------------------------------------------

bool PostgresConnection::execute(const QByteArray &sql, const QByteArrayList &parameters,
                                 const Callback &callback)
{
    qint64 bytes = sql.size();
    for (const QByteArray &parameter : parameters)
        bytes += parameter.size();
    Error error;
    if (!isReady()) {
        error = networkError(QStringLiteral("there is no connection to PostgreSQL"));
    } else if (pendingStatements() >= m_options.maxPendingStatements
               || m_pendingBytes > m_options.maxQueuedBytes) {
        error = Error(Error::Code::LimitExceeded, QStringLiteral("PostgreSQL is too slow"));
    } else {
        m_pendingBytes += bytes;
        m_waiting.push_back({sql, parameters, callback, bytes});
        sendWaiting();
        return true;
    }
    if (callback)
        callback(error);
    return false;
}

void PostgresConnection::sendWaiting()
{
    if (m_isFlushing || !isReady())
        return;
    bool isSent = false;
    while (!m_waiting.empty() && m_sent.size() < statementsAtOnce && !m_isFlushing) {
        if (!Libpq::send(m_session, m_waiting.front().sql, m_waiting.front().parameters)) {
            // Not from inside of execute(): whoever calls it would hear of it before it returns.
            QMetaObject::invokeMethod(
                this,
                [this, session = m_sessions, error = Libpq::errorOf(m_session)] {
                    if (session == m_sessions)
                        lose(error);
                },
                Qt::QueuedConnection);
            return;
        }
        isSent = true;
        m_sent.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
        m_sent.back().parameters.clear();
    }
    if (isSent)
        flush();
}

void PostgresConnection::flush()
{
    m_isFlushing = PQflush(m_session) == 1; // an error is read soon
    if (m_isFlushing && !m_writeNotifier)
        m_writeNotifier = makeNotifier(true);
    else if (!m_isFlushing)
        dropNotifier(m_writeNotifier);
}

// ---- liveness --------------------------------------------------------------------------------

void PostgresConnection::ping()
{
    if (m_timers.isExpecting())
        return;
    m_timers.expectAnswer();
    Statement statement{"SELECT 1", {}, [this](const Result<Rows> &rows) {
                            if (rows) // else this may be gone
                                m_timers.expectNothing();
                        }};
    m_waiting.push_back(std::move(statement));
    sendWaiting();
}

void PostgresConnection::lose(const Error &error)
{
    if (m_state == State::Closed || m_state == State::Waiting)
        return;
    letSessionGo();
    m_timers.lost();
    const QPointer<PostgresConnection> guard(this);
    setState(State::Waiting);
    if (guard) {
        failPending(networkError(QStringLiteral("the connection to PostgreSQL was lost: ")
                                 + error.message()));
    }
    if (guard)
        Q_EMIT lost(error);
}

// Callbacks may execute again, which fails at once, or destroy this.
void PostgresConnection::failPending(const Error &error)
{
    m_pendingBytes = 0;
    for (const std::deque<Statement> &statements :
         {std::exchange(m_sent, {}), std::exchange(m_waiting, {})}) {
        for (const Statement &statement : statements) {
            if (statement.callback)
                statement.callback(error);
        }
    }
}

void PostgresConnection::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace QSocketIo
