// SPDX-License-Identifier: MIT
#include "manager_p.h"

#include "../core/logging_p.h"
#include "clientsocket_p.h"
#include "farewell_p.h"

namespace QSocketIo {

using State = Manager::State;

static std::unique_ptr<PacketParser> makeParser(const ClientOptions &options)
{
    std::unique_ptr<PacketParser> parser = options.parser ? options.parser() : nullptr;
    return parser ? std::move(parser) : PacketParser::json();
}

static PacketLimits limitsOf(const ClientOptions &options)
{
    PacketLimits limits;
    limits.maxAttachments = options.maxAttachments;
    limits.maxNestingDepth = options.maxNestingDepth;
    limits.maxAttachmentBytes = options.maxMessageSize;
    return limits;
}

ManagerPrivate::ManagerPrivate(Manager *manager, const QUrl &url, const ClientOptions &options)
    : q(manager)
    , m_url(url)
    , m_options(options)
    , m_parser(makeParser(options))
    , m_decoder(m_parser->createDecoder(limitsOf(options)))
    , m_network(std::make_shared<ClientNetwork>(url, options))
    , m_backoff(options.reconnectionDelay, options.reconnectionDelayMax,
                options.randomizationFactor)
    , m_connectTimer(manager)
    , m_reconnectTimer(manager)
{
    m_connectTimer.setSingleShot(true);
    m_connectTimer.callOnTimeout(q, [this] {
        releaseEngine();
        attemptFailed(Error(Error::Code::Timeout, QStringLiteral("timeout")));
    });
    m_reconnectTimer.setSingleShot(true);
    m_reconnectTimer.callOnTimeout(q, [this] { reconnect(); });
}

ClientSocket *ManagerPrivate::socket(QByteArray nsp)
{
    if (!nsp.startsWith('/'))
        nsp.prepend('/');
    ClientSocket *socket = m_sockets.value(nsp);
    if (!socket)
        socket = ClientSocketPrivate::create(q, nsp, q);
    if (m_options.autoConnect)
        socket->connectToServer();
    return socket;
}

template<typename F>
bool ManagerPrivate::forEachSocket(const F &function)
{
    const QPointer<Manager> guard(q);
    QList<QPointer<ClientSocket>> sockets;
    for (ClientSocket *socket : std::as_const(m_sockets))
        sockets.append(socket);
    for (const QPointer<ClientSocket> &socket : std::as_const(sockets)) {
        if (socket)
            function(ClientSocketPrivate::get(socket));
        if (!guard)
            return false;
    }
    return true;
}

void ManagerPrivate::socketActive()
{
    if (!m_isReconnecting) // it will have its turn then
        open();
}

void ManagerPrivate::socketIdle()
{
    for (ClientSocket *socket : std::as_const(m_sockets)) {
        if (socket->isActive())
            return;
    }
    close();
}

// ---- opening ---------------------------------------------------------------------------------

void ManagerPrivate::open()
{
    if (m_state != State::Closed)
        return;
    m_reconnectTimer.stop();
    m_skipsReconnection = false;
    m_state = State::Opening;
    if (const Error error = m_network->error()) {
        m_skipsReconnection = true; // it will not get better
        QMetaObject::invokeMethod(
            q,
            [this, error] {
                if (m_state == State::Opening && !m_engine)
                    attemptFailed(error);
            },
            Qt::QueuedConnection);
        return;
    }
    startEngine();
}

void ManagerPrivate::startEngine()
{
    m_engine = new ClientEngine(m_network, m_options, m_prefersWebSocket, q);
    QObject::connect(m_engine, &ClientEngine::opened, q, [this] { engineOpened(); });
    QObject::connect(m_engine, &ClientEngine::closed, q,
                     [this](DisconnectReason reason, const QString &description) {
                         engineClosed(reason, description);
                     });
    QObject::connect(
        m_engine, &ClientEngine::messageReceived, q, [this](const QByteArray &data, bool isBinary) {
            receive(isBinary ? m_decoder->decodeBinary(data) : m_decoder->decodeText(data));
        });
    QObject::connect(m_engine, &ClientEngine::pinged, q, &Manager::pingReceived);
    QObject::connect(m_engine, &ClientEngine::upgraded, q, [this](const QString &name) {
        m_prefersWebSocket = m_options.rememberUpgrade;
        Q_EMIT q->upgraded(name);
    });
    m_connectTimer.start(m_options.timeout);
    // In a later turn: whoever opens it does not expect it to fail in the middle of that.
    QMetaObject::invokeMethod(m_engine, &ClientEngine::open, Qt::QueuedConnection);
}

void ManagerPrivate::engineOpened()
{
    m_connectTimer.stop();
    m_decoder->reset();
    m_leaving.clear();
    m_state = State::Open;
    m_prefersWebSocket
        = m_options.rememberUpgrade && m_engine->transportName() == QLatin1StringView("websocket");
    const bool isReconnection = std::exchange(m_isReconnecting, false);
    const int attempts = m_backoff.attempts();
    m_backoff.reset();
    const QPointer<Manager> guard(q);
    Q_EMIT q->opened();
    if (!guard || !isOpen() || !forEachSocket([](ClientSocketPrivate *d) { d->managerOpened(); }))
        return;
    if (isReconnection)
        Q_EMIT q->reconnected(attempts);
}

// ---- packets ---------------------------------------------------------------------------------

void ManagerPrivate::receive(const Result<std::optional<Packet>> &decoded)
{
    if (!decoded) {
        m_engine->closeNow(DisconnectReason::ParseError, decoded.error().message());
        return;
    }
    if (!decoded->has_value())
        return;
    const Packet &packet = **decoded;
    if (isLeaving(packet.nsp))
        receiveForLeaving(packet);
    else if (ClientSocket *socket = m_sockets.value(packet.nsp))
        ClientSocketPrivate::get(socket)->handlePacket(packet);
    else
        qCDebug(lcClient) << "packet for a namespace without a socket:" << packet.nsp;
}

void ManagerPrivate::receiveForLeaving(const Packet &packet)
{
    if (packet.type == Packet::Type::Event || packet.type == Packet::Type::Ack)
        return; // nobody is there any longer
    m_leaving.remove(packet.nsp);
    if (packet.type == Packet::Type::Connect) {
        Packet goodbye;
        goodbye.type = Packet::Type::Disconnect;
        goodbye.nsp = packet.nsp;
        write(goodbye);
    }
    if (ClientSocket *successor = m_sockets.value(packet.nsp))
        ClientSocketPrivate::get(successor)->managerOpened(); // it has waited for that
}

void ManagerPrivate::write(const Packet &packet)
{
    if (isOpen())
        m_engine->send(m_parser->encode(packet));
}

// ---- end, and a new beginning ----------------------------------------------------------------

void ManagerPrivate::engineClosed(DisconnectReason reason, const QString &description)
{
    m_connectTimer.stop();
    releaseEngine();
    if (m_state == State::Open)
        connectionLost(reason, description);
    else
        attemptFailed(Error(Error::Code::Network, description));
}

// It goes on alone with what it still has to send, for a while, but not beyond its thread.
void ManagerPrivate::releaseEngine()
{
    ClientEngine *engine = std::exchange(m_engine, nullptr);
    if (!engine)
        return;
    engine->disconnect(q);
    if (engine->state() == ClientEngine::State::Idle) {
        delete engine; // before it has begun
    } else if (engine->state() == ClientEngine::State::Open) {
        engine->setParent(nullptr);
        QObject::connect(engine, &ClientEngine::closed, engine, &QObject::deleteLater);
        engine->close();
        deleteWithThread(engine);
    } else {
        engine->closeNow(DisconnectReason::ForcedClose, {});
        deleteSoon(engine);
    }
}

void ManagerPrivate::attemptFailed(const Error &error)
{
    m_state = State::Closed;
    m_prefersWebSocket = false;
    const QPointer<Manager> guard(q);
    qCDebug(lcClient) << "connecting to" << m_url.host() << "failed:" << error;
    Q_EMIT q->errorOccurred(error);
    if (!guard || !forEachSocket([&error](ClientSocketPrivate *d) { d->attemptFailed(error); }))
        return;
    if (m_isReconnecting)
        Q_EMIT q->reconnectError(error);
    if (guard && m_state == State::Closed)
        scheduleReconnection();
}

void ManagerPrivate::connectionLost(DisconnectReason reason, const QString &description)
{
    m_state = State::Closed;
    m_backoff.reset();
    const QPointer<Manager> guard(q);
    Q_EMIT q->closed(reason, description);
    const auto tell = [&](ClientSocketPrivate *d) { d->connectionLost(reason, description); };
    if (!guard || !forEachSocket(tell))
        return;
    if (m_state == State::Closed)
        scheduleReconnection();
}

void ManagerPrivate::scheduleReconnection()
{
    if (m_skipsReconnection || !m_options.reconnection || m_reconnectTimer.isActive()) {
        m_isReconnecting = m_reconnectTimer.isActive();
        return;
    }
    if (m_options.reconnectionAttempts && m_backoff.attempts() >= *m_options.reconnectionAttempts) {
        m_backoff.reset();
        m_isReconnecting = false;
        Q_EMIT q->reconnectFailed();
        return;
    }
    m_isReconnecting = true;
    m_reconnectTimer.start(m_backoff.next());
}

void ManagerPrivate::reconnect()
{
    const QPointer<Manager> guard(q);
    Q_EMIT q->reconnectAttempt(m_backoff.attempts());
    if (guard && m_isReconnecting)
        open();
}

void ManagerPrivate::close()
{
    m_skipsReconnection = true;
    m_isReconnecting = false;
    m_reconnectTimer.stop();
    m_connectTimer.stop();
    m_backoff.reset();
    releaseEngine();
    const State state = std::exchange(m_state, State::Closed);
    if (state == State::Open)
        connectionLost(DisconnectReason::ForcedClose, {});
}

void ManagerPrivate::abandon()
{
    m_connectTimer.stop();
    m_reconnectTimer.stop();
    m_skipsReconnection = true;
    m_state = State::Closed;
    for (ClientSocket *socket : std::as_const(m_sockets))
        ClientSocketPrivate::get(socket)->managerGone();
    m_sockets.clear();
    releaseEngine();
}

} // namespace QSocketIo
