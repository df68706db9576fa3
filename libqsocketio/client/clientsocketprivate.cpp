// SPDX-License-Identifier: MIT
#include "clientsocket_p.h"

#include "../core/logging_p.h"
#include "../core/whenanswered_p.h"
#include "manager_p.h"

#include <QtCore/QCborMap>
#include <QtCore/QMetaMethod>

namespace QSocketIo {

// Joining, and what comes from the server. What goes there: clientsocketemitting.cpp.

ClientSocketPrivate::ClientSocketPrivate(ClientSocket *socket, Manager *manager,
                                         const QByteArray &nsp)
    : q(socket)
    , m_manager(manager)
    , m_nsp(nsp)
    , m_options(manager->options())
    , m_auth(m_options.auth)
    , m_acks([this](quint64 id) { ackExpired(id); })
    , m_early(m_options.maxBufferedEvents, m_options.maxBufferedBytes)
    , m_buffered(m_options.maxBufferedEvents, m_options.maxBufferedBytes)
{
    ManagerPrivate::get(manager)->insert(nsp, socket);
}

ClientSocket *ClientSocketPrivate::create(Manager *manager, const QByteArray &nsp, QObject *parent)
{
    return new ClientSocket(manager, nsp, parent);
}

// ---- joining ---------------------------------------------------------------------------------

void ClientSocketPrivate::connectToServer()
{
    if (m_isActive || !m_manager)
        return;
    m_isActive = true;
    ManagerPrivate *manager = ManagerPrivate::get(m_manager);
    if (manager->isOpen())
        join();
    else
        manager->socketActive();
}

void ClientSocketPrivate::managerOpened()
{
    if (m_isActive)
        join();
}

void ClientSocketPrivate::join()
{
    if (m_isJoining || ManagerPrivate::get(m_manager)->isLeaving(m_nsp))
        return; // the answer to come will do, or has to come first
    const quint64 attempt = ++m_attempt;
    const QPointer<ClientSocket> guard(q);
    const ClientAuth copy = m_auth; // the application's function may do anything
    const ValueOrFuture<QCborMap> value = copy.value();
    if (!guard)
        return;
    whenAnswered<QCborMap>(q, value, [this, attempt](const Result<QCborMap> &auth) {
        if (attempt != m_attempt || !m_isActive || m_isJoining || m_isConnected)
            return;
        if (auth)
            sendConnect(*auth);
        else
            refused(auth.error());
    });
}

void ClientSocketPrivate::sendConnect(const QCborMap &auth)
{
    QCborMap data;
    if (!m_pid.isEmpty()) {
        data.insert(QStringLiteral("pid"), m_pid);
        if (!m_offset.isEmpty())
            data.insert(QStringLiteral("offset"), m_offset);
    }
    for (const auto &member : auth)
        data.insert(member.first, QCborValue(member.second));
    Packet packet = controlPacket(Packet::Type::Connect);
    if (!data.isEmpty())
        packet.data = data;
    m_isJoining = true;
    write(packet);
}

Packet ClientSocketPrivate::controlPacket(Packet::Type type) const
{
    Packet packet;
    packet.type = type;
    packet.nsp = m_nsp;
    return packet;
}

void ClientSocketPrivate::handleConnect(const QCborMap &data)
{
    m_id = data.value(QStringLiteral("sid")).toString();
    if (m_id.isEmpty()) {
        refused(Error(Error::Code::InvalidPacket,
                      QStringLiteral("the server has sent no id; is it one of Socket.IO 2?")));
        return;
    }
    const QString pid = data.value(QStringLiteral("pid")).toString();
    m_isRecovered = !pid.isEmpty() && pid == m_pid;
    if (!m_isRecovered)
        m_offset.clear(); // of a session that is no more
    m_pid = pid;
    m_isConnected = true;
    if (!m_retried.isEmpty())
        m_retried.first().isPending = false;
    const QPointer<ClientSocket> guard(q);
    if (!deliverEarlyEvents() || !sendBufferedEvents())
        return;
    sendRetried();
    if (guard && m_isConnected)
        Q_EMIT q->connected();
}

void ClientSocketPrivate::handleRefusal(const QCborValue &data)
{
    if (data.isString()) { // servers of Socket.IO 2
        refused(Error(data.toString()));
        return;
    }
    const QCborMap map = data.toMap();
    refused(Error(Error::Code::Custom, map.value(QStringLiteral("message")).toString(),
                  map.value(QStringLiteral("data"))));
}

void ClientSocketPrivate::refused(const Error &error)
{
    endAttempt();
    m_isActive = false;
    const QPointer<ClientSocket> guard(q);
    Q_EMIT q->connectError(error);
    if (guard)
        becomeIdle();
}

// Unless a handler has thought better of it.
void ClientSocketPrivate::becomeIdle()
{
    if (!m_isActive && m_manager)
        ManagerPrivate::get(m_manager)->socketIdle();
}

void ClientSocketPrivate::endAttempt()
{
    ++m_attempt;
    m_early.clear();
}

// ---- leaving ---------------------------------------------------------------------------------

void ClientSocketPrivate::disconnectFromServer()
{
    if (!m_isActive)
        return;
    m_isActive = false;
    const QPointer<ClientSocket> guard(q);
    if (m_isConnected) {
        write(controlPacket(Packet::Type::Disconnect));
        close(DisconnectReason::ClientNamespaceDisconnect, {});
    } else {
        endAttempt();
    }
    if (guard)
        becomeIdle();
}

void ClientSocketPrivate::close(DisconnectReason reason, const QString &description)
{
    m_isConnected = false;
    m_id.clear();
    endAttempt();
    if (abandonAcks())
        Q_EMIT q->disconnected(reason, description);
}

void ClientSocketPrivate::attemptFailed(const Error &error)
{
    if (m_isActive && !m_isConnected)
        Q_EMIT q->connectError(error);
}

void ClientSocketPrivate::connectionLost(DisconnectReason reason, const QString &description)
{
    m_isJoining = false;
    if (m_isConnected)
        close(reason, description);
    else
        endAttempt();
}

void ClientSocketPrivate::managerGone()
{
    m_manager = nullptr;
    m_isActive = false;
    m_isJoining = false;
    m_isConnected = false;
    m_id.clear();
    endAttempt();
}

// ---- in: from the server ---------------------------------------------------------------------

void ClientSocketPrivate::handlePacket(const Packet &packet)
{
    const bool isAnswer
        = packet.type == Packet::Type::Connect || packet.type == Packet::Type::ConnectError;
    if (isAnswer && !std::exchange(m_isJoining, false))
        return; // nobody has asked
    if (!m_isActive) {
        if (packet.type == Packet::Type::Connect) // we have changed our mind meanwhile
            write(controlPacket(Packet::Type::Disconnect));
        return;
    }
    switch (packet.type) {
    case Packet::Type::Connect:
        handleConnect(packet.data.toMap());
        break;
    case Packet::Type::ConnectError:
        handleRefusal(packet.data);
        break;
    case Packet::Type::Event:
        handleEvent(packet);
        break;
    case Packet::Type::Ack:
        if (packet.id)
            answer(*packet.id, packet.payload);
        break;
    case Packet::Type::Disconnect:
        handleDisconnect();
        break;
    }
}

void ClientSocketPrivate::handleDisconnect()
{
    if (!m_isConnected) {
        m_isJoining = false;
        refused(Error(Error::Code::Disconnected, QStringLiteral("the server has disconnected")));
        return;
    }
    m_isActive = false;
    const QPointer<ClientSocket> guard(q);
    close(DisconnectReason::ServerNamespaceDisconnect, {});
    if (guard)
        becomeIdle();
}

void ClientSocketPrivate::handleEvent(const Packet &packet)
{
    if (m_isConnected) {
        dispatch(packet);
    } else if (!m_early.append(packet)) {
        ++m_eventsDropped;
        reportError(Error(Error::Code::LimitExceeded,
                          QStringLiteral("too many events came before the socket was connected")));
    }
}

bool ClientSocketPrivate::deliverEarlyEvents()
{
    const QPointer<ClientSocket> guard(q);
    while (!m_early.isEmpty()) {
        dispatch(m_early.takeFirst());
        if (!guard || !m_isConnected)
            return false;
    }
    return true;
}

void ClientSocketPrivate::dispatch(const Packet &packet)
{
    static const QMetaMethod eventReceived = QMetaMethod::fromSignal(&ClientSocket::eventReceived);
    if (!m_pid.isEmpty() && !packet.payload.isEmpty()) {
        // Connection state recovery: the last argument says how far we are.
        const QCborValue last = packet.payload.at(packet.payload.count() - 1);
        if (last.isString())
            m_offset = last.toString();
    }
    const QPointer<ClientSocket> guard(q);
    m_incoming.dispatch(packet.event, packet.payload, q);
    if (!guard || packet.event.isNull())
        return; // an event without payload names nothing to call
    if (q->isSignalConnected(eventReceived))
        Q_EMIT q->eventReceived(QString::fromUtf8(packet.event), packet.payload);
    if (!guard)
        return;
    m_events.dispatch(
        packet.event, packet.payload, ackFor(packet), q,
        [this, event = packet.event](const Error &error) {
            reportError(Error(
                error.code(),
                QStringLiteral("event \"%1\": %2").arg(QString::fromUtf8(event), error.message())));
        });
}

Ack ClientSocketPrivate::ackFor(const Packet &packet)
{
    if (!packet.id)
        return {};
    return Ack([guard = QPointer<ClientSocket>(q), id = packet.id,
                attempt = m_attempt](const Payload &payload) {
        if (!guard)
            return;
        ClientSocketPrivate *d = get(guard);
        if (d->m_attempt != attempt || !d->m_isConnected)
            return; // who asked is not there any longer
        Packet answer = d->controlPacket(Packet::Type::Ack);
        answer.id = id;
        answer.payload = payload;
        d->write(answer);
    });
}

void ClientSocketPrivate::reportError(const Error &error)
{
    qCDebug(lcClient) << "socket" << m_nsp << error;
    Q_EMIT q->errorOccurred(error);
}

} // namespace QSocketIo
