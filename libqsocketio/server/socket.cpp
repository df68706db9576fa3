// SPDX-License-Identifier: MIT
#include "socket.h"

#include "../core/names_p.h"
#include "connection.h"
#include "namespace_p.h"
#include "socket_p.h"

namespace QSocketIo {

Socket::Socket(Namespace *nsp)
    : QObject(nsp)
    , d(std::make_unique<SocketPrivate>())
{ }

Socket::~Socket()
{
    d->abandon();
}

QString Socket::id() const
{
    return d->m_id;
}

Namespace *Socket::nsp() const
{
    return d->m_nsp->q;
}

const Handshake &Socket::handshake() const
{
    return d->m_handshake;
}

QSet<QString> Socket::rooms() const
{
    const QStringList rooms = d->m_nsp->adapter->socketRooms(d->m_id);
    return QSet<QString>(rooms.begin(), rooms.end());
}

QCborMap &Socket::data()
{
    return d->m_data;
}

const QCborMap &Socket::data() const
{
    return d->m_data;
}

bool Socket::isConnected() const
{
    return d->isConnected();
}

Connection *Socket::connection() const
{
    return d->m_connection;
}

Session *Socket::conn() const
{
    return d->m_connection ? d->m_connection->session() : nullptr;
}

const HttpRequest &Socket::request() const
{
    return d->m_handshake.request();
}

quint64 Socket::volatileDropped() const
{
    return d->m_volatileDropped;
}

Subscription Socket::addHandler(QAnyStringView event, QObject *context, EventHandler handler)
{
    if (!checkContext(this, context, "Socket::on"))
        return {};
    return d->m_events.add(toUtf8(event), context, std::move(handler),
                           EventTable::Lifetime::Permanent);
}

Subscription Socket::addOnceHandler(QAnyStringView event, QObject *context, EventHandler handler)
{
    if (!checkContext(this, context, "Socket::once"))
        return {};
    return d->m_events.add(toUtf8(event), context, std::move(handler), EventTable::Lifetime::Once);
}

void Socket::off(QAnyStringView event)
{
    d->m_events.removeAll(toUtf8(event));
}

void Socket::off(QAnyStringView event, Subscription subscription)
{
    d->m_events.remove(toUtf8(event), subscription);
}

void Socket::removeAllListeners()
{
    d->m_events.clear();
}

void Socket::removeAllListeners(QAnyStringView event)
{
    off(event);
}

QStringList Socket::eventNames() const
{
    return d->m_events.eventNames();
}

Subscription Socket::onAny(QObject *context, CatchAllHandler handler)
{
    if (!checkContext(this, context, "Socket::onAny"))
        return {};
    return d->m_incoming.append(context, std::move(handler));
}

Subscription Socket::prependAny(QObject *context, CatchAllHandler handler)
{
    if (!checkContext(this, context, "Socket::prependAny"))
        return {};
    return d->m_incoming.prepend(context, std::move(handler));
}

void Socket::offAny()
{
    d->m_incoming.clear();
}

void Socket::offAny(Subscription subscription)
{
    d->m_incoming.remove(subscription);
}

QList<Subscription> Socket::listenersAny() const
{
    return d->m_incoming.subscriptions();
}

Subscription Socket::onAnyOutgoing(QObject *context, CatchAllHandler handler)
{
    if (!checkContext(this, context, "Socket::onAnyOutgoing"))
        return {};
    return d->m_outgoing.append(context, std::move(handler));
}

Subscription Socket::prependAnyOutgoing(QObject *context, CatchAllHandler handler)
{
    if (!checkContext(this, context, "Socket::prependAnyOutgoing"))
        return {};
    return d->m_outgoing.prepend(context, std::move(handler));
}

void Socket::offAnyOutgoing()
{
    d->m_outgoing.clear();
}

void Socket::offAnyOutgoing(Subscription subscription)
{
    d->m_outgoing.remove(subscription);
}

QList<Subscription> Socket::listenersAnyOutgoing() const
{
    return d->m_outgoing.subscriptions();
}

void Socket::use(QObject *context, EventMiddleware middleware)
{
    if (checkContext(this, context, "Socket::use"))
        d->m_middlewares.append(context, std::move(middleware));
}

SocketOperator Socket::compress(Compression compression) const
{
    return SocketOperator(this, {}).compress(compression);
}

SocketOperator Socket::asVolatile() const
{
    return SocketOperator(this, {}).asVolatile();
}

SocketOperator Socket::timeout(std::chrono::milliseconds timeout) const
{
    return SocketOperator(this, {}).timeout(timeout);
}

BroadcastOperator Socket::to(const Rooms &rooms) const
{
    return SocketOperator(this, {}).to(rooms);
}

BroadcastOperator Socket::in(const Rooms &rooms) const
{
    return SocketOperator(this, {}).in(rooms);
}

BroadcastOperator Socket::except(const Rooms &rooms) const
{
    return SocketOperator(this, {}).except(rooms);
}

BroadcastOperator Socket::broadcast() const
{
    return SocketOperator(this, {}).broadcast();
}

BroadcastOperator Socket::local() const
{
    return SocketOperator(this, {}).local();
}

void Socket::join(const Rooms &rooms)
{
    using State = SocketPrivate::State;
    if (d->m_state == State::Pending || d->m_state == State::Connected)
        d->m_nsp->adapter->addAll(d->m_id, rooms.names());
}

void Socket::leave(const QString &room)
{
    d->m_nsp->adapter->del(d->m_id, room);
}

void Socket::disconnectClient(DisconnectMode mode)
{
    d->disconnectClient(mode);
}

bool Socket::emitPayload(QAnyStringView event, const Payload &arguments, AckHandler handler) const
{
    return d->emitPacket(event, arguments, handler, {});
}

} // namespace QSocketIo
