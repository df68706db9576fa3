// SPDX-License-Identifier: MIT
#include "adminlink.h"

#include "clientsetup.h"
#include "connectionprobe.h"

#include <QSocketIo/ClientSocket>
#include <QSocketIo/Manager>
#include <QSocketIo/Result>

#include <utility>

namespace QsioAdmin {

using QSocketIo::ClientSocket;
using QSocketIo::DisconnectReason;
using QSocketIo::Error;
using QSocketIo::Manager;
using QSocketIo::Payload;

constexpr qint64 longestDelay = 10'000; // ms of a message on its way

AdminLink::AdminLink(std::shared_ptr<LinkQueue> queue, Clock clock)
    : m_queue(std::move(queue))
    , m_clock(std::move(clock))
    , m_deadline(this)
{
    m_deadline.setSingleShot(true);
    m_deadline.callOnTimeout(this, [this] { deadlineReached(); });
}

AdminLink::~AdminLink()
{
    release();
}

// ---- opening and closing ---------------------------------------------------------------------

static bool isSameServer(const ConnectionSettings &a, const ConnectionSettings &b)
{
    return a.url == b.url && a.path == b.path && a.nsp == b.nsp;
}

void AdminLink::open(const ConnectionSettings &settings, quint64 generation)
{
    release();
    end();
    if (!m_settings.url.isEmpty() && !isSameServer(m_settings, settings))
        push(ServerChanged());
    m_settings = settings;
    m_sessionId = settings.sessionId;
    m_status = {};
    m_status.generation = generation;
    m_isProbed = false;
    setState(LinkState::Connecting);
    if (!settings.fingerprint.isEmpty() && settings.url.scheme() == QLatin1StringView("https"))
        checkPin();
    else
        start(QSslCertificate());
}

// The certificate with the fingerprint that is wanted has to be known before anything is said.
void AdminLink::checkPin()
{
    dropProbe();
    m_probe = new ConnectionProbe(m_settings, this);
    connect(m_probe, &ConnectionProbe::finished, this, [this](Failure why, const QString &detail) {
        const QSslCertificate pinned = m_probe->pinned();
        dropProbe();
        if (why == Failure::None) {
            start(pinned);
            return;
        }
        fail(why, detail);
        if (m_status.state == LinkState::Retrying)
            m_deadline.start(m_settings.reconnectionDelayMax);
    });
    m_probe->start();
}

void AdminLink::start(const QSslCertificate &pinned)
{
    m_manager = new Manager(m_settings.url, clientOptions(m_settings, pinned), this);
    connectManager();
    m_socket = m_manager->socket(m_settings.nsp);
    m_socket->setAuth([this] { return loginData(m_settings, m_sessionId); });
    connectSocket();
    m_socket->connectToServer();
}

void AdminLink::close(quint64 generation)
{
    release();
    end();
    m_status = {};
    m_status.generation = generation;
    setState(LinkState::Idle);
}

void AdminLink::release()
{
    m_deadline.stop();
    dropProbe();
    if (m_socket)
        m_socket->disconnect(this);
    if (Manager *manager = m_manager.data()) {
        m_manager = nullptr;
        manager->disconnect(this);
        delete manager; // it says goodbye on its own
    }
    m_hasConfig = false;
    m_isResyncing = false;
    m_isLoggingOut = false;
}

void AdminLink::retryNow()
{
    if (m_status.state == LinkState::Refused)
        open(m_settings, m_status.generation);
    else if (m_status.state == LinkState::Retrying && m_manager)
        m_manager->open();
    else if (m_status.state == LinkState::Retrying)
        checkPin();
}

void AdminLink::resync()
{
    if (m_status.state != LinkState::Online || !m_socket)
        return;
    m_isResyncing = true;
    m_socket->disconnectFromServer();
}

void AdminLink::connectManager()
{
    connect(m_manager, &Manager::opened, this, [this] { managerOpened(); });
    connect(m_manager, &Manager::closed, this, &AdminLink::managerClosed);
    connect(m_manager, &Manager::reconnectAttempt, this, [this](int attempt) {
        m_status.attempt = attempt;
        setState(LinkState::Retrying);
    });
    connect(m_manager, &Manager::reconnectFailed, this, [this] {
        release();
        setState(LinkState::Refused); // failure and detail are of the last attempt
    });
    connect(m_manager, &Manager::upgraded, this, [this](const QString &transport) {
        m_status.transport = transport;
        setState(m_status.state);
    });
}

void AdminLink::connectSocket()
{
    connect(m_socket, &ClientSocket::connected, this, &AdminLink::joined);
    connect(m_socket, &ClientSocket::connectError, this, &AdminLink::refused);
    connect(m_socket, &ClientSocket::disconnected, this, &AdminLink::disconnected);
    connect(m_socket, &ClientSocket::eventReceived, this, &AdminLink::received);
}

// ---- the way up ------------------------------------------------------------------------------

void AdminLink::managerOpened()
{
    dropProbe();
    m_isProbed = false;
    m_status.maxPayload = m_manager->maxPayload();
    m_status.transport = m_manager->transportName();
    m_deadline.start(m_settings.loginTimeout);
    setState(LinkState::LoggingIn);
}

void AdminLink::joined()
{
    begin();
    m_status.socketId = m_socket->id().toUtf8();
    m_status.failure = Failure::None;
    m_status.detail.clear();
    m_status.attempt = 0;
    if (m_hasConfig) {
        m_deadline.stop();
        setState(LinkState::Online);
    } else {
        m_deadline.start(m_settings.configTimeout);
        setState(LinkState::AwaitingConfig);
    }
}

void AdminLink::deadlineReached()
{
    if (m_isLoggingOut) {
        endLogOut(false);
        return;
    }
    if (m_status.state == LinkState::Retrying) {
        retryNow();
        return;
    }
    fail(m_status.state == LinkState::AwaitingConfig ? Failure::NotAnAdminNamespace
                                                     : Failure::LoginTimeout);
}

// ---- and down --------------------------------------------------------------------------------

void AdminLink::refused(const Error &error)
{
    m_deadline.stop();
    if (error.code() == Error::Code::Network || error.code() == Error::Code::Timeout)
        return findOutWhy(error.message());
    if (error.code() == Error::Code::InvalidUsage)
        return fail(Failure::InvalidUrl);
    if (error.code() == Error::Code::InvalidPacket)
        return fail(Failure::IncompatibleServer, error.message());
    const bool isLogin = error.message() == QLatin1StringView("invalid credentials")
        || error.message() == QLatin1StringView("authentication failed"); // Python's
    if (isLogin && !m_sessionId.isEmpty()) {
        m_sessionId.clear();
        Q_EMIT sessionIssued(QString(), m_status.generation);
        if (hasLogin(m_settings)) {
            setState(LinkState::LoggingIn);
            m_deadline.start(m_settings.loginTimeout);
            m_socket->connectToServer();
            return;
        }
    }
    if (isLogin)
        fail(Failure::WrongCredentials);
    else if (error.message() == QLatin1StringView("Invalid namespace"))
        fail(Failure::NoSuchNamespace);
    else
        fail(Failure::LoginRefused, error.message());
}

// Before the answer to the login there is no word of the socket's about it.
void AdminLink::managerClosed(DisconnectReason reason, const QString &description)
{
    Q_UNUSED(reason)
    if (!m_socket || m_socket->isConnected() || m_status.state != LinkState::LoggingIn)
        return;
    fail(Failure::ClosedDuringLogin, description);
}

void AdminLink::disconnected(DisconnectReason reason, const QString &description)
{
    end();
    m_hasConfig = false;
    m_deadline.stop();
    if (m_isLoggingOut) {
        endLogOut(reason == DisconnectReason::ServerNamespaceDisconnect);
        return;
    }
    if (std::exchange(m_isResyncing, false) && m_manager->state() == Manager::State::Open) {
        m_deadline.start(m_settings.loginTimeout);
        setState(LinkState::LoggingIn);
        m_socket->connectToServer();
        return;
    }
    if (reason == DisconnectReason::ServerNamespaceDisconnect)
        fail(Failure::DisconnectedByServer);
    else if (reason == DisconnectReason::PingTimeout)
        fail(Failure::ServerSilent);
    else if (reason == DisconnectReason::ParseError)
        fail(Failure::MalformedMessage, description);
    else
        fail(Failure::ServerGone, description);
}

void AdminLink::findOutWhy(const QString &detail)
{
    if (m_isProbed) {
        setState(m_settings.reconnects ? LinkState::Retrying : m_status.state);
        return;
    }
    m_isProbed = true;
    dropProbe();
    m_probe = new ConnectionProbe(m_settings, this);
    connect(m_probe, &ConnectionProbe::finished, this,
            [this, detail](Failure why, const QString &text) {
                dropProbe();
                if (why == Failure::None)
                    fail(Failure::WebSocketFailed, detail);
                else
                    fail(why, text);
            });
    m_probe->start();
}

// It may be in the middle of its signal.
void AdminLink::dropProbe()
{
    if (ConnectionProbe *probe = m_probe.data()) {
        m_probe = nullptr;
        probe->disconnect(this);
        probe->deleteLater();
    }
}

void AdminLink::fail(Failure failure, const QString &detail)
{
    m_status.failure = failure;
    m_status.detail = detail;
    m_status.socketId.clear();
    if (m_settings.reconnects && isTemporary(failure)) {
        setState(LinkState::Retrying);
        if (failure == Failure::LoginTimeout) { // the manager sees nothing wrong
            m_manager->close();
            m_deadline.start(m_settings.reconnectionDelayMax);
        }
        return;
    }
    release();
    end();
    setState(LinkState::Refused);
}

void AdminLink::setState(LinkState state)
{
    m_status.state = state;
    m_status.retryAt = 0;
    Q_EMIT statusChanged(m_status);
    if (state == LinkState::Retrying) // the manager makes its plans once it has told everybody
        QMetaObject::invokeMethod(this, &AdminLink::updateRetryTime, Qt::QueuedConnection);
}

void AdminLink::updateRetryTime()
{
    if (m_status.state != LinkState::Retrying)
        return;
    const auto delay = m_deadline.isActive() ? m_deadline.remainingTimeAsDuration()
        : m_manager                          ? m_manager->reconnectDelay()
                                             : std::chrono::milliseconds(0);
    if (delay.count() <= 0)
        return;
    m_status.retryAt = m_clock() + delay.count();
    Q_EMIT statusChanged(m_status);
}

// ---- in --------------------------------------------------------------------------------------

void AdminLink::received(const QString &event, const Payload &payload)
{
    const QByteArray name = event.toUtf8();
    if (m_capture)
        record(name, payload);
    std::optional<AdminEvent> decoded
        = m_decoder.decode(name, payload.json(), payload.attachments());
    if (decoded)
        deliver(std::move(*decoded));
    if (m_decoder.malformedCount() != m_reportedProblems) {
        m_reportedProblems = m_decoder.malformedCount();
        Q_EMIT problemFound(m_reportedProblems, m_decoder.lastProblem());
    }
}

void AdminLink::deliver(AdminEvent &&event)
{
    if (const auto *session = std::get_if<SessionIssued>(&event)) {
        m_sessionId = QString::fromUtf8(session->sessionId);
        Q_EMIT sessionIssued(m_sessionId, m_status.generation);
        return;
    }
    compareClocks(event);
    begin(); // events may come before the socket is connected
    const bool isConfig = std::holds_alternative<Features>(event);
    push(std::move(event));
    if (!isConfig)
        return;
    m_hasConfig = true;
    if (m_status.state == LinkState::AwaitingConfig) {
        m_deadline.stop();
        setState(LinkState::Online);
    }
}

// What takes its time on the way makes the difference smaller, never greater.
void AdminLink::compareClocks(const AdminEvent &event)
{
    const qint64 at = std::visit(
        [](const auto &known) -> qint64 {
            if constexpr (requires { known.at; })
                return known.at;
            else
                return 0;
        },
        event);
    if (at <= 0)
        return;
    const qint64 difference = at - m_clock();
    std::optional<qint64> &known = m_status.clockDifference;
    if (known && (difference < *known + 50 || difference > *known + longestDelay))
        return;
    known = difference;
    Q_EMIT statusChanged(m_status);
}

void AdminLink::begin()
{
    if (std::exchange(m_hasBegun, true))
        return;
    if (m_capture)
        record("#connect", {});
    push(ConnectionBegan());
}

void AdminLink::end()
{
    if (!std::exchange(m_hasBegun, false))
        return;
    if (m_capture)
        record("#disconnect", {});
    push(ConnectionEnded());
}

void AdminLink::push(LinkItem &&item)
{
    if (m_queue->push(std::move(item)))
        Q_EMIT itemsWaiting();
}

void AdminLink::record(const QByteArray &event, const Payload &payload)
{
    const CaptureEntry entry{m_clock(), {}, event, payload.json(), payload.attachments()};
    if (m_capture->write(entry) && m_capture->flush())
        return;
    m_capture.reset();
    Q_EMIT captureFailed();
}

void AdminLink::setCapture(std::shared_ptr<CaptureWriter> capture)
{
    m_capture = std::move(capture);
}

// ---- out -------------------------------------------------------------------------------------

// The socket would keep for later what it cannot send: a kick that arrives after a reconnection
// hits whoever is there by then.
void AdminLink::send(quint64 number, const QByteArray &event, const Payload &arguments)
{
    const bool isReady = m_status.state == LinkState::Online && m_socket && m_socket->isConnected();
    QSocketIo::AckHandler handler;
    if (number) {
        handler = [guard = QPointer(this), number](const QSocketIo::Result<Payload> &answer) {
            if (guard && answer) // else the connection has ended, which is told elsewhere
                Q_EMIT guard->commandAnswered(number, CommandAnswer::read(*answer));
            return Error();
        };
    }
    const bool wasSent
        = isReady && m_socket->emitPayload(QString::fromUtf8(event), arguments, std::move(handler));
    Q_EMIT commandDone(number, wasSent);
}

void AdminLink::logOut()
{
    if (m_status.state != LinkState::Online || !m_socket || m_isLoggingOut)
        return;
    m_isLoggingOut = true;
    m_deadline.start(m_settings.configTimeout);
    m_socket->emitPayload(QStringLiteral("logout"), {},
                          [guard = QPointer(this)](const QSocketIo::Result<Payload> &answer) {
                              if (guard && guard->m_isLoggingOut)
                                  guard->endLogOut(answer && CommandAnswer::read(*answer).isOk);
                              return Error();
                          });
}

// The connection is left when the socket is no longer in the middle of its signal.
void AdminLink::endLogOut(bool isConfirmed)
{
    m_isLoggingOut = false;
    m_deadline.stop();
    if (m_socket) // the server ends the connection, which is no failure
        m_socket->disconnect(this);
    m_sessionId.clear();
    m_settings.sessionId.clear();
    m_settings.password.clear();
    Q_EMIT sessionIssued(QString(), m_status.generation);
    QMetaObject::invokeMethod(
        this,
        [this, generation = m_status.generation, isConfirmed] {
            if (generation == m_status.generation)
                close(generation);
            Q_EMIT loggedOut(isConfirmed);
        },
        Qt::QueuedConnection);
}

} // namespace QsioAdmin
