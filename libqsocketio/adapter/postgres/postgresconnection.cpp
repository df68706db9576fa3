// SPDX-License-Identifier: MIT
#include "postgresconnection_p.h"

#include <QtCore/QPointer>
#include <QtCore/QRandomGenerator>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTimerEvent>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QHostInfo>

#include <libpq-fe.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace QSocketIo {

using std::chrono::milliseconds;

namespace {
// Given to libpq at a time; more would only make its buffers grow.
constexpr std::size_t statementsAtOnce = 256;

Error networkError(const QString &text)
{
    return Error(Error::Code::Network, text);
}

QString trimmedText(const char *text)
{
    return QString::fromUtf8(text).trimmed();
}

QByteArray sslModeName(PostgresOptions::SslMode mode)
{
    switch (mode) {
    case PostgresOptions::SslMode::Disable:
        return "disable";
    case PostgresOptions::SslMode::Prefer:
        return "prefer";
    case PostgresOptions::SslMode::Require:
        return "require";
    case PostgresOptions::SslMode::VerifyCa:
        return "verify-ca";
    case PostgresOptions::SslMode::VerifyFull:
        return "verify-full";
    }
    return "verify-full";
}

// Of two values for one keyword libpq takes the last.
class Keywords
{
public:
    void add(const QByteArray &keyword, const QByteArray &value)
    {
        if (!value.isEmpty())
            m_pairs.append({keyword, value});
    }
    [[nodiscard]] PGconn *connectStart() const
    {
        std::vector<const char *> keywords;
        std::vector<const char *> values;
        for (const auto &[keyword, value] : m_pairs) {
            keywords.push_back(keyword.constData());
            values.push_back(value.constData());
        }
        keywords.push_back(nullptr);
        values.push_back(nullptr);
        return PQconnectStartParams(keywords.data(), values.data(), 0);
    }

private:
    QList<QPair<QByteArray, QByteArray>> m_pairs;
};

void ignoreNotice(void *, const PGresult *) { }
} // namespace

PostgresConnection::PostgresConnection(const PostgresOptions &options, const QString &nameSuffix,
                                       QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_nameSuffix(nameSuffix)
{ }

PostgresConnection::~PostgresConnection()
{
    if (isReady()) {
        while (!m_waiting.empty() && sendStatement(m_waiting.front())) {
            m_sent.push_back(std::move(m_waiting.front()));
            m_waiting.pop_front();
        }
        PQflush(m_session);
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
    m_retryTimer.stop();
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
    startTimer(m_connectTimer, m_options.connectTimeout);
    const QPointer<PostgresConnection> guard(this);
    setState(State::Connecting);
    if (!guard || m_state != State::Connecting || m_session || m_lookup != -1)
        return;
    const QByteArray host = m_options.host.toUtf8();
    if (host.startsWith('/'))
        return startConnecting(host, {});
    if (QHostAddress address; address.setAddress(m_options.host))
        return startConnecting(host, host);
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
    startConnecting(hosts.join(','), addresses.join(','));
}

void PostgresConnection::startConnecting(const QByteArray &hosts, const QByteArray &addresses)
{
    Keywords keywords;
    keywords.add("host", hosts);
    keywords.add("hostaddr", addresses);
    keywords.add("port", QByteArray::number(m_options.port));
    keywords.add("user", m_options.username.toUtf8());
    keywords.add("password", m_options.password.toUtf8());
    keywords.add("dbname", m_options.database.toUtf8());
    keywords.add("sslmode", sslModeName(m_options.sslMode));
    keywords.add("gssencmode", "disable"); // blocks
    if (!m_options.applicationName.isEmpty())
        keywords.add("application_name", (m_options.applicationName + m_nameSuffix).toUtf8());
    for (auto it = m_options.parameters.constBegin(); it != m_options.parameters.constEnd(); ++it)
        keywords.add(it.key().toUtf8(), it.value().toUtf8());
    keywords.add("client_encoding", "UTF8");
    ++m_sessions;
    m_session = keywords.connectStart();
    if (!m_session)
        return lose(networkError(QStringLiteral("there is no memory for a connection")));
    if (PQstatus(m_session) == CONNECTION_BAD)
        return lose(sessionError());
    PQsetNoticeReceiver(m_session, ignoreNotice, nullptr); // else they go to stderr
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
        return lose(sessionError());
    }
}

void PostgresConnection::becomeReady()
{
    if (PQsetnonblocking(m_session, 1) != 0 || PQenterPipelineMode(m_session) != 1)
        return lose(sessionError());
    m_connectTimer.stop();
    startTimer(m_pingTimer, m_options.pingInterval);
    m_failures = 0;
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
    m_connectTimer.stop();
    m_pingTimer.stop();
    m_deadlineTimer.stop();
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
    if (m_deadlineTimer.isActive())
        startTimer(m_deadlineTimer, m_options.pingTimeout);
    if (PQconsumeInput(m_session) != 1)
        return lose(sessionError());
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
            keepResult(result.get());
            continue;
        }
        finishStatement();
        if (!guard || !m_session || session != m_sessions || !deliverNotifications())
            return false;
    }
    return true;
}

void PostgresConnection::keepResult(const PGresult *result)
{
    std::optional<Result<Rows>> &answer = m_sent.front().answer;
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY) {
        const char *const text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
        const QString code = QString::fromUtf8(PQresultErrorField(result, PG_DIAG_SQLSTATE));
        answer = Error(Error::Code::Adapter,
                       text ? trimmedText(text) : trimmedText(PQresultErrorMessage(result)), code);
        return;
    }
    Rows rows;
    for (int row = 0; row < PQntuples(result); ++row) {
        QByteArrayList columns;
        for (int column = 0; column < PQnfields(result); ++column) {
            if (PQgetisnull(result, row, column) == 1)
                columns.append(QByteArray());
            else
                columns.append(
                    QByteArray(PQgetvalue(result, row, column), PQgetlength(result, row, column)));
        }
        rows.append(columns);
    }
    answer = rows;
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
        if (!sendStatement(m_waiting.front())) {
            // Not from inside of execute(): whoever calls it would hear of it before it returns.
            QMetaObject::invokeMethod(
                this,
                [this, session = m_sessions, error = sessionError()] {
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

// A transaction of its own: PostgreSQL leaves out the second of two equal notifications in one.
bool PostgresConnection::sendStatement(const Statement &statement)
{
    std::vector<const char *> values;
    std::vector<int> lengths;
    for (const QByteArray &parameter : statement.parameters) {
        values.push_back(parameter.isNull() ? nullptr : parameter.constData());
        lengths.push_back(int(parameter.size()));
    }
    const std::vector<int> formats(values.size(), 1);
    return PQsendQueryParams(m_session, statement.sql.constData(), int(values.size()), nullptr,
                             values.data(), lengths.data(), formats.data(), 1)
        == 1
        && PQpipelineSync(m_session) == 1;
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
    if (m_deadlineTimer.isActive())
        return;
    startTimer(m_deadlineTimer, m_options.pingTimeout);
    Statement statement{"SELECT 1", {}, [this](const Result<Rows> &rows) {
                            if (rows) // else this may be gone
                                m_deadlineTimer.stop();
                        }};
    m_waiting.push_back(std::move(statement));
    sendWaiting();
}

void PostgresConnection::startTimer(QBasicTimer &timer, milliseconds time)
{
    timer.start(int(std::clamp<qint64>(time.count(), 0, std::numeric_limits<int>::max())), this);
}

void PostgresConnection::timerEvent(QTimerEvent *event)
{
    const int id = event->timerId();
    if (id == m_pingTimer.timerId()) {
        ping();
    } else if (id == m_retryTimer.timerId()) {
        m_retryTimer.stop();
        connectToServer();
    } else if (id == m_connectTimer.timerId()) {
        lose(networkError(QStringLiteral("PostgreSQL did not answer in time")));
    } else if (id == m_deadlineTimer.timerId()) {
        lose(networkError(QStringLiteral("PostgreSQL does not answer any more")));
    }
}

Error PostgresConnection::sessionError() const
{
    return networkError(trimmedText(PQerrorMessage(m_session)));
}

void PostgresConnection::lose(const Error &error)
{
    if (m_state == State::Closed || m_state == State::Waiting)
        return;
    letSessionGo();
    // Full jitter: the servers of a cluster shall not all come back at once.
    const int doublings = std::min(m_failures++, 20);
    const qint64 longest = std::min<qint64>(m_options.reconnectDelay.count() << doublings,
                                            m_options.reconnectDelayMax.count());
    const qint64 chosen = QRandomGenerator::global()->bounded(std::max<qint64>(longest, 0) + 1);
    startTimer(m_retryTimer, milliseconds(chosen));
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
