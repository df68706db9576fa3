// SPDX-License-Identifier: MIT
#include "redisconnection_p.h"

#include "redisfarewell_p.h"
#include "respcommand_p.h"

#include <QtCore/QPointer>
#include <QtNetwork/QSslError>
#include <QtNetwork/QSslSocket>

namespace QSocketIo {

using std::chrono::milliseconds;

namespace {
Error networkError(const QString &text)
{
    return Error(Error::Code::Network, text);
}

// On a connection of RESP2, what comes unasked looks like an answer.
bool isMessage(const QByteArray &kind)
{
    return kind == "message" || kind == "pmessage" || kind == "smessage";
}

bool isConfirmation(const QByteArray &kind)
{
    return kind.endsWith("subscribe");
}
} // namespace

RedisConnection::RedisConnection(const RedisOptions &options, const QString &nameSuffix,
                                 QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_nameSuffix(nameSuffix)
    , m_timers(BrokerTimers::settingsOf(options), QStringLiteral("Redis"))
{
    connect(&m_timers, &BrokerTimers::connectDue, this, &RedisConnection::connectToServer);
    connect(&m_timers, &BrokerTimers::pingDue, this, &RedisConnection::ping);
    connect(&m_timers, &BrokerTimers::givenUp, this, &RedisConnection::lose);
}

RedisConnection::~RedisConnection()
{
    letSocketGo(Parting::Polite);
    m_state = State::Closed;
    failPending(networkError(QStringLiteral("the connection to Redis has been closed")));
}

void RedisConnection::open()
{
    if (m_state == State::Closed)
        connectToServer();
}

void RedisConnection::close()
{
    if (m_state == State::Closed)
        return;
    letSocketGo(Parting::Polite);
    const QPointer<RedisConnection> guard(this);
    setState(State::Closed);
    if (guard)
        failPending(networkError(QStringLiteral("the connection to Redis has been closed")));
}

void RedisConnection::connectToServer()
{
    m_parser = RespParser(
        {.maxStringBytes = m_maxMessageBytes, .maxValueBytes = m_options.maxReplyBytes});
    m_version = 2;
    m_isSubscriber = false;
    m_socket = new QSslSocket(this);
    // At once: what subscribers wait for in vain is small.
    const auto onSignal = [this](const std::function<void()> &handle) {
        return [this, handle] {
            const QPointer<RedisConnection> self(this);
            ++m_socketSignals;
            handle();
            if (self)
                --m_socketSignals;
        };
    };
    connect(m_socket, &QSslSocket::readyRead, this, onSignal([this] { read(); }));
    connect(m_socket, &QAbstractSocket::errorOccurred, this,
            onSignal([this] { lose(networkError(m_socket->errorString())); }));
    connect(m_socket, &QSslSocket::disconnected, this, onSignal([this] {
                lose(networkError(QStringLiteral("Redis has closed the connection")));
            }));
    m_timers.connecting();
    const QPointer<QSslSocket> socket(m_socket);
    const QPointer<RedisConnection> guard(this);
    setState(State::Connecting);
    if (!guard || !socket || socket != m_socket)
        return;
    if (m_options.tls) {
        connect(m_socket, &QSslSocket::encrypted, this, onSignal([this] { greet(); }));
        m_socket->setSslConfiguration(*m_options.tls);
        m_socket->connectToHostEncrypted(m_options.host, m_options.port);
    } else {
        connect(m_socket, &QAbstractSocket::connected, this, onSignal([this] { greet(); }));
        m_socket->connectToHost(m_options.host, m_options.port);
    }
}

// Commands that Redis may not have read.
bool RedisConnection::hasLastWords() const
{
    return isReady() && !m_isSubscriber && !m_isBlocked && !m_pending.empty();
}

// A socket must not be deleted inside of its own signals, and says goodbye while it is.
void RedisConnection::letSocketGo(Parting parting)
{
    const bool isAwaited = parting == Parting::Polite && hasLastWords();
    m_timers.stop();
    m_isBlocked = false;
    if (QSslSocket *const socket = std::exchange(m_socket, nullptr)) {
        socket->disconnect(this);
        socket->setParent(nullptr);
        if (isAwaited)
            return RedisFarewell::begin(socket);
        socket->abort();
        if (m_socketSignals > 0)
            return socket->deleteLater();
        delete socket;
    }
}

// ---- the handshake ---------------------------------------------------------------------------

void RedisConnection::greet()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    if (m_options.protocol == RedisOptions::Protocol::Resp2)
        return authenticate();
    QByteArrayList hello{"HELLO", "3"};
    if (!m_options.password.isEmpty()) {
        const QString user
            = m_options.username.isEmpty() ? QStringLiteral("default") : m_options.username;
        hello << "AUTH" << user.toUtf8() << m_options.password.toUtf8();
    }
    transmit(hello, {[this](const Result<RespValue> &reply) { helloAnswered(reply); }});
}

void RedisConnection::helloAnswered(const Result<RespValue> &reply)
{
    if (!reply)
        return; // lost
    if (!reply->isError()) {
        m_version = 3;
        return introduce();
    }
    // A Redis before version 6, or a user that may not say HELLO.
    const bool isRefused = reply->bytes.startsWith("ERR unknown command")
        || reply->bytes.startsWith("NOPROTO") || reply->bytes.startsWith("NOPERM");
    if (m_options.protocol == RedisOptions::Protocol::Auto && isRefused)
        return authenticate();
    check(reply, QStringLiteral("HELLO"));
}

void RedisConnection::authenticate()
{
    if (m_options.password.isEmpty())
        return introduce();
    QByteArrayList command{"AUTH"};
    if (!m_options.username.isEmpty())
        command << m_options.username.toUtf8();
    command << m_options.password.toUtf8();
    transmit(command, {[this](const Result<RespValue> &reply) {
                 if (check(reply, QStringLiteral("AUTH")))
                     introduce();
             }});
}

void RedisConnection::introduce()
{
    // Only for those who read CLIENT LIST: it may fail.
    if (!m_options.clientName.isEmpty()) {
        const QString name = m_options.clientName + m_nameSuffix;
        transmit({"CLIENT", "SETNAME", name.toUtf8()}, {});
    }
    if (m_options.database != 0) {
        transmit(
            {"SELECT", QByteArray::number(m_options.database)},
            {[this](const Result<RespValue> &reply) { check(reply, QStringLiteral("SELECT")); }});
    }
    transmit({"PING"}, {[this](const Result<RespValue> &reply) {
                 if (check(reply, QStringLiteral("PING")))
                     becomeReady();
             }});
}

bool RedisConnection::check(const Result<RespValue> &reply, const QString &what)
{
    if (!reply || !m_socket)
        return false;
    if (reply->isError()) {
        lose(Error(
            Error::Code::Adapter,
            QStringLiteral("Redis refuses %1: %2").arg(what, QString::fromUtf8(reply->bytes))));
    }
    return !reply->isError();
}

void RedisConnection::becomeReady()
{
    m_timers.ready();
    const QPointer<RedisConnection> guard(this);
    setState(State::Ready);
    if (guard && isReady())
        Q_EMIT ready();
}

// ---- reading ---------------------------------------------------------------------------------

void RedisConnection::read()
{
    if (m_isReading) // by a callback that runs an event loop
        return;
    const QPointer<RedisConnection> guard(this);
    const QPointer<QSslSocket> socket(m_socket);
    if (!m_isBlocked)
        m_timers.heard();
    m_isReading = true;
    while (socket && socket->bytesAvailable() > 0 && !m_parser.hasFailed()) {
        m_parser.feed(socket->read(256 * 1024));
        while (std::optional<RespValue> value = m_parser.next()) {
            if (!handle(*value) || !guard || m_socket != socket) {
                if (guard)
                    m_isReading = false;
                return;
            }
        }
    }
    m_isReading = false;
    if (m_parser.hasFailed())
        lose(networkError(QStringLiteral("Redis sent what is not understood: ")
                          + m_parser.errorString()));
}

bool RedisConnection::handle(const RespValue &value)
{
    const QPointer<RedisConnection> guard(this);
    const bool isArray = value.type == RespValue::Type::Array && m_version == 2 && m_isSubscriber;
    const QByteArray kind = value.stringAt(0);
    if (value.type == RespValue::Type::Push || (isArray && isMessage(kind))) {
        if (isConfirmation(kind))
            confirm(value);
        else
            Q_EMIT pushed(value);
    } else if (isArray && isConfirmation(kind)) {
        confirm(value);
    } else if (m_pending.empty()) {
        lose(networkError(QStringLiteral("Redis sent an answer to nothing")));
    } else {
        answer(value);
    }
    return !guard.isNull();
}

// Also comes unasked: when a slot of a Redis Cluster moves away.
void RedisConnection::confirm(const RespValue &push)
{
    if (m_pending.empty() || m_pending.front().subscription != push.stringAt(0)) {
        Q_EMIT pushed(push);
        return;
    }
    if (--m_pending.front().confirmations <= 0)
        answer(push);
}

void RedisConnection::answer(const Result<RespValue> &reply)
{
    const Callback callback = std::move(m_pending.front().callback);
    m_pending.pop_front();
    if (m_isBlocked && m_pending.empty()) {
        m_isBlocked = false;
        m_timers.expectNothing();
    }
    if (callback)
        callback(reply);
}

// ---- writing ---------------------------------------------------------------------------------

bool RedisConnection::send(const QByteArrayList &command, const Callback &callback)
{
    return enqueue(command, {callback});
}

// Half of one would make Redis keep all that follows for later.
bool RedisConnection::sendTransaction(const QList<QByteArrayList> &commands,
                                      const Callback &callback)
{
    if (const Error error = refusal()) {
        if (callback)
            callback(error);
        return false;
    }
    transmit({"MULTI"}, {});
    for (const QByteArrayList &command : commands)
        transmit(command, {});
    transmit({"EXEC"}, {callback});
    return true;
}

bool RedisConnection::sendBlocking(const QByteArrayList &command, milliseconds deadline,
                                   const Callback &callback)
{
    if (!enqueue(command, {callback}))
        return false;
    m_isBlocked = true;
    m_timers.expectWithin(deadline);
    return true;
}

bool RedisConnection::sendSubscription(const QByteArray &verb, const QByteArrayList &channels,
                                       const Callback &callback)
{
    m_isSubscriber = true;
    return enqueue(QByteArrayList{verb} + channels, {callback, verb.toLower(), channels.size()});
}

Error RedisConnection::refusal() const
{
    if (!isReady())
        return networkError(QStringLiteral("there is no connection to Redis"));
    if (pendingCommands() >= m_options.maxPendingCommands
        || m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite() > m_options.maxQueuedBytes)
        return Error(Error::Code::LimitExceeded, QStringLiteral("Redis is too slow"));
    return {};
}

bool RedisConnection::enqueue(const QByteArrayList &command, Pending &&pending)
{
    const Error error = refusal();
    if (!error)
        transmit(command, std::move(pending));
    else if (pending.callback)
        pending.callback(error);
    return !error;
}

void RedisConnection::transmit(const QByteArrayList &command, Pending &&pending)
{
    m_pending.push_back(std::move(pending));
    m_socket->write(respCommand(command));
}

// ---- liveness --------------------------------------------------------------------------------

void RedisConnection::ping()
{
    if (m_isBlocked || m_timers.isExpecting())
        return;
    m_timers.expectAnswer();
    transmit({"PING"}, {[this](const Result<RespValue> &reply) {
                 if (reply && !m_isBlocked) // else this may be gone, or waits for something else
                     m_timers.expectNothing();
             }});
}

void RedisConnection::lose(const Error &error)
{
    if (!m_socket)
        return;
    letSocketGo();
    m_timers.lost();
    const QPointer<RedisConnection> guard(this);
    setState(State::Waiting);
    if (guard)
        failPending(
            networkError(QStringLiteral("the connection to Redis was lost: ") + error.message()));
    if (guard)
        Q_EMIT lost(error);
}

// Callbacks may send again, which fails at once, or destroy this.
void RedisConnection::failPending(const Error &error)
{
    const std::deque<Pending> pending = std::exchange(m_pending, {});
    for (const Pending &command : pending) {
        if (command.callback)
            command.callback(error);
    }
}

void RedisConnection::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace QSocketIo
