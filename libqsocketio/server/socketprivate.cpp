// SPDX-License-Identifier: MIT
#include "socket_p.h"

#include "../core/failwhendestroyed_p.h"
#include "../core/logging_p.h"
#include "../core/names_p.h"
#include "../engineio/session_p.h"
#include "connection_p.h"
#include "namespace_p.h"
#include "server_p.h"

#include <QtCore/QMetaMethod>

namespace QSocketIo {

// Socket.IO protocol v4 makes the ids of the session's; later versions keep the two apart.
static QString legacyId(const QByteArray &nsp, const QString &sessionId)
{
    return nsp == "/" ? sessionId : QString::fromUtf8(nsp) + QLatin1Char('#') + sessionId;
}

Socket *SocketPrivate::create(NamespacePrivate *nsp, Connection *connection, const QCborMap &auth,
                              const std::optional<RecoverableSession> &session)
{
    auto *socket = new Socket(nsp->q);
    SocketPrivate *d = socket->d.get();
    const ConnectionPrivate *client = ConnectionPrivate::get(connection);
    d->q = socket;
    d->m_nsp = nsp;
    d->m_connection = connection;
    d->m_session = SessionPrivate::of(connection->session());
    d->m_handshake = Handshake(connection->request(), auth, QDateTime::currentDateTimeUtc());
    if (session) {
        d->m_id = session->sid;
        d->m_pid = session->pid;
        d->m_data = session->data;
        d->m_missedPackets = session->missedPackets;
        d->m_isRecovered = true;
        return socket;
    }
    d->m_id = client->isLegacy() ? legacyId(nsp->name, client->id()) : nsp->server->ids.next();
    if (nsp->server->options.connectionStateRecovery && !client->isLegacy())
        d->m_pid = nsp->server->ids.next();
    return socket;
}

// ---- in: from the client ---------------------------------------------------------------------

void SocketPrivate::handlePacket(const Packet &packet)
{
    if (m_state != State::Connected)
        return;
    switch (packet.type) {
    case Packet::Type::Event:
        receive(packet);
        break;
    case Packet::Type::Ack:
        receiveAnswer(packet);
        break;
    case Packet::Type::Disconnect:
        close(DisconnectReason::ClientNamespaceDisconnect, {});
        break;
    case Packet::Type::Connect:
    case Packet::Type::ConnectError:
        break; // the connection has refused them
    }
}

// Tells the observers of this socket, as long as it lives. False: it does not any longer.
template<typename F>
bool SocketPrivate::observe(const F &call)
{
    if (m_nsp->observers.isEmpty())
        return true;
    const QPointer<Socket> guard(q);
    m_nsp->notify([&](NamespaceObserver *observer) {
        if (guard)
            call(observer);
    });
    return !guard.isNull();
}

void SocketPrivate::receiveAnswer(const Packet &packet)
{
    if (!packet.id || !observe([&](NamespaceObserver *observer) {
            observer->answerReceived(q, *packet.id, packet.payload);
        }))
        return;
    answerPending(*packet.id, packet.payload);
}

void SocketPrivate::receive(const Packet &packet)
{
    if (!observe([&](NamespaceObserver *observer) {
            observer->eventReceived(q, packet.event, packet.payload, packet.id);
        }))
        return;
    const QPointer<Socket> guard(q);
    m_incoming.dispatch(packet.event, packet.payload, q);
    if (!guard || packet.event.isNull())
        return; // an event without payload names nothing to call
    Event event(packet.event, packet.payload, ackFor(packet));
    if (m_middlewares.isEmpty()) {
        m_nsp->server->enqueueEvent(q, event);
        return;
    }
    const auto shared = std::make_shared<Event>(std::move(event));
    m_middlewares.run(
        [guard, shared](const std::function<void(Event &)> &call) {
            if (!guard)
                return false;
            call(*shared);
            return true;
        },
        [guard, shared](const Error &error) {
            if (!guard)
                return;
            SocketPrivate *d = get(guard);
            if (error)
                d->reportError(error);
            else
                d->m_nsp->server->enqueueEvent(guard, *shared);
        });
}

void SocketPrivate::handleEvent(const Event &event)
{
    if (m_state != State::Connected)
        return; // disconnected between the two ticks
    static const QMetaMethod eventReceived = QMetaMethod::fromSignal(&Socket::eventReceived);
    const QPointer<Socket> guard(q);
    if (q->isSignalConnected(eventReceived))
        Q_EMIT q->eventReceived(event.name(), event.payload());
    if (!guard)
        return;
    const std::function<void(const Error &)> failed = [this, &event](const Error &error) {
        reportError(Error(error.code(),
                          QStringLiteral("event \"%1\": %2").arg(event.name(), error.message())));
    };
    m_events.dispatch(event.utf8Name(), event.payload(), event.ack(), q, failed);
    if (guard)
        m_exposed.dispatch(event, q, failed);
    if (guard)
        m_nsp->exposed.dispatch(event, q, failed, m_exposedUpTo);
}

Ack SocketPrivate::ackFor(const Packet &packet)
{
    if (!packet.id)
        return {};
    return Ack([guard = QPointer<Socket>(q), id = packet.id](const Payload &payload) {
        if (!guard)
            return;
        SocketPrivate *d = get(guard);
        if (!d->observe(
                [&](NamespaceObserver *observer) { observer->answerSent(guard, *id, payload); }))
            return;
        Packet answer;
        answer.type = Packet::Type::Ack;
        answer.nsp = d->m_nsp->name;
        answer.id = id;
        answer.payload = payload;
        d->write(d->m_nsp->encode(answer), false);
    });
}

void SocketPrivate::reportError(const Error &error)
{
    qCDebug(lcServer) << "socket" << m_id << error;
    Q_EMIT q->errorOccurred(error);
}

// ---- out: to the client ----------------------------------------------------------------------

bool SocketPrivate::emitPacket(QAnyStringView event, const Payload &arguments,
                               const AckHandler &handler, const SocketEmitOptions &options)
{
    Packet packet;
    packet.event = toUtf8(event);
    if (isReservedEvent(packet.event)) {
        qCWarning(lcServer, "emitEvent: \"%s\" is a reserved event name", packet.event.constData());
        return false;
    }
    packet.nsp = m_nsp->name;
    packet.payload = arguments;
    if (handler)
        packet.id = expect(handler, options.timeout);
    if (m_nsp->server->options.connectionStateRecovery) {
        // So that it is kept for a client that is away. Without answer: it is as good as a message.
        BroadcastOptions toItself;
        toItself.rooms = QStringList{m_id};
        toItself.isVolatile = options.isVolatile;
        toItself.compress = options.compress;
        m_nsp->adapter->broadcast(packet, toItself);
        return true;
    }
    if (!passesListeners(packet))
        return true;
    QList<EnginePacket> encoded = m_nsp->encode(packet);
    for (EnginePacket &part : encoded)
        part.compress = options.compress;
    write(encoded, options.isVolatile);
    return true;
}

void SocketPrivate::deliver(const Packet &packet, const QList<EnginePacket> &encoded,
                            bool isVolatile)
{
    if (m_state == State::Pending)
        keepMissed(packet);
    else if (passesListeners(packet))
        write(encoded, isVolatile);
}

// For as long as its middlewares run. Where that becomes too much the client has to start anew.
void SocketPrivate::keepMissed(const Packet &packet)
{
    const auto &recovery = m_nsp->server->options.connectionStateRecovery;
    m_keptBytes += qint64(sizeof(Packet)) + packet.event.size() + packet.payload.json().size();
    for (const QByteArray &attachment : packet.payload.attachments())
        m_keptBytes += attachment.size();
    if (m_keptBytes <= recovery->maxStoredBytes)
        return m_missedPackets.append(packet);
    const QPointer<Connection> connection(m_connection);
    drop();
    if (connection)
        ConnectionPrivate::get(connection)->close();
}

// False: one of those who watch outgoing events has destroyed the socket.
bool SocketPrivate::passesListeners(const Packet &packet)
{
    if (!observe([&](NamespaceObserver *observer) {
            observer->eventSent(q, packet.event, packet.payload, packet.id);
        }))
        return false;
    if (m_outgoing.isEmpty())
        return true;
    const QPointer<Socket> guard(q);
    m_outgoing.dispatch(packet.event, packet.payload, q);
    return !guard.isNull();
}

void SocketPrivate::write(const QList<EnginePacket> &packets, bool isVolatile)
{
    // Also when disconnected from the namespace: as long as the connection is open, what the
    // application says goes out.
    if (m_session->write(packets, isVolatile) == SessionPrivate::WriteResult::VolatileDropped)
        ++m_volatileDropped;
}

// ---- acknowledgements ------------------------------------------------------------------------

quint64 SocketPrivate::expect(const AckHandler &handler,
                              std::optional<std::chrono::milliseconds> timeout)
{
    const quint64 id = m_nsp->takePacketId();
    auto pending = std::make_shared<PendingAnswer>(this, id, handler);
    m_answers.insert(id, pending);
    if (timeout)
        m_nsp->server->deadlines.start(pending.get(), *timeout);
    if (m_state == State::Disconnected || !m_connection) {
        // Nobody will answer; say so, but never from inside the call that asks.
        m_nsp->server->ticks.post([guard = QPointer<Socket>(q), id] {
            if (guard)
                get(guard)->answerPending(id, disconnectedError());
        });
    }
    return id;
}

Error SocketPrivate::disconnectedError()
{
    return Error(Error::Code::Disconnected, QStringLiteral("the socket has been disconnected"));
}

void SocketPrivate::expectAnswer(quint64 packetId, std::function<void(const QCborValue &)> answer)
{
    const AckHandler handler = [answer = std::move(answer)](const Result<Payload> &result) {
        if (result)
            answer(result->at(0));
        return Error();
    };
    m_answers.insert(packetId, std::make_shared<PendingAnswer>(this, packetId, handler));
}

void SocketPrivate::forgetAnswer(quint64 packetId)
{
    m_answers.remove(packetId);
}

void SocketPrivate::answerPending(quint64 packetId, const Result<Payload> &answer)
{
    const std::shared_ptr<PendingAnswer> pending = m_answers.take(packetId);
    if (!pending)
        return; // unknown, or answered already
    const QPointer<Socket> guard(q);
    const Error error = pending->handler(answer);
    if (error && guard)
        reportError(Error(error.code(), QStringLiteral("acknowledgement: ") + error.message()));
}

void SocketPrivate::abandonAnswers()
{
    const auto answers = std::exchange(m_answers, {});
    for (const std::shared_ptr<PendingAnswer> &pending : answers)
        pending->handler(disconnectedError());
}

void SocketPrivate::PendingAnswer::deadlineReached()
{
    m_socket->answerPending(m_packetId,
                            Error(Error::Code::Timeout, QStringLiteral("operation has timed out")));
}

// ---- life ------------------------------------------------------------------------------------

void SocketPrivate::admit()
{
    const QPointer<Socket> guard(q);
    m_state = State::Connected;
    m_exposedUpTo = m_nsp->exposed.lastId();
    m_nsp->insert(q);
    m_nsp->adapter->addAll(m_id, {m_id});
    if (!guard || m_state != State::Connected)
        return; // a room's listener has thrown it out
    for (const Packet &missed : std::exchange(m_missedPackets, {}))
        write(m_nsp->encode(missed), false);
    Packet packet;
    packet.type = Packet::Type::Connect;
    packet.nsp = m_nsp->name;
    packet.data = connectData();
    write(m_nsp->encode(packet), false);
    if (!guard || m_state != State::Connected)
        return;
    ConnectionPrivate::get(m_connection)->joined(q);
    if (!observe([this](NamespaceObserver *observer) { observer->socketConnected(q); })
        || m_state != State::Connected)
        return;
    Q_EMIT m_nsp->q->connection(q);
}

// Order matters: clients of any kind may rely on it.
QCborValue SocketPrivate::connectData() const
{
    if (ConnectionPrivate::get(m_connection)->isLegacy())
        return QCborValue(QCborValue::Undefined);
    QCborMap data{{QStringLiteral("sid"), m_id}};
    if (!m_pid.isEmpty())
        data.insert(QStringLiteral("pid"), m_pid);
    return data;
}

void SocketPrivate::drop()
{
    if (m_state != State::Pending)
        return;
    m_state = State::Dropped;
    leaveEverything();
    q->deleteLater();
}

void SocketPrivate::leaveEverything()
{
    m_nsp->adapter->delAll(m_id);
    m_nsp->remove(q);
    if (m_connection)
        ConnectionPrivate::get(m_connection)->remove(q);
}

void SocketPrivate::close(DisconnectReason reason, const QString &description)
{
    if (m_state == State::Pending) {
        if (m_isRecovered)
            persist(reason); // it may come back once more
        drop();
        return;
    }
    if (m_state != State::Connected || m_isClosing)
        return;
    m_isClosing = true;
    const QPointer<Socket> guard(q);
    Q_EMIT q->disconnecting(reason, description);
    if (!guard
        || !observe([&](NamespaceObserver *observer) { observer->socketDisconnected(q, reason); }))
        return;
    persist(reason);
    leaveEverything();
    if (!guard)
        return;
    m_state = State::Disconnected;
    abandonAnswers();
    if (!guard)
        return;
    Q_EMIT q->disconnected(reason, description);
    if (guard)
        q->deleteLater();
}

// Where neither side has said that it is over, the client may come back.
void SocketPrivate::persist(DisconnectReason reason)
{
    switch (reason) {
    case DisconnectReason::TransportError:
    case DisconnectReason::TransportClose:
    case DisconnectReason::ForcedClose:
    case DisconnectReason::PingTimeout:
    case DisconnectReason::ServerShuttingDown:
    case DisconnectReason::ForcedServerClose:
        break;
    default:
        return;
    }
    if (!m_pid.isEmpty())
        m_nsp->adapter->persistSession(
            {m_id, m_pid, m_nsp->adapter->socketRooms(m_id), m_data, {}});
}

void SocketPrivate::disconnectClient(DisconnectMode mode)
{
    if (m_state != State::Connected || m_isClosing)
        return;
    if (mode == DisconnectMode::CloseConnection) {
        ConnectionPrivate::get(m_connection)->disconnectAll();
        return;
    }
    sendDisconnect();
    close(DisconnectReason::ServerNamespaceDisconnect, {});
}

void SocketPrivate::sendDisconnect()
{
    Packet packet;
    packet.type = Packet::Type::Disconnect;
    packet.nsp = m_nsp->name;
    write(m_nsp->encode(packet), false);
}

void SocketPrivate::abandon()
{
    // The application deletes a socket: its client leaves the namespace.
    if (m_state == State::Connected && !m_isClosing) {
        sendDisconnect();
        m_nsp->notify([this](NamespaceObserver *observer) {
            observer->socketDisconnected(q, DisconnectReason::ServerNamespaceDisconnect);
        });
    }
    if (m_state == State::Connected || m_state == State::Pending) {
        m_state = State::Disconnected;
        leaveEverything();
    }
    QList<AckHandler> handlers;
    for (const auto &pending : std::exchange(m_answers, {}))
        handlers.append(pending->handler);
    failWhenDestroyed(q, handlers, disconnectedError());
}

} // namespace QSocketIo
