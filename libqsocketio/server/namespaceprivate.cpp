// SPDX-License-Identifier: MIT
#include "namespace_p.h"

#include "../core/logging_p.h"
#include "../core/names_p.h"
#include "answercollector_p.h"
#include "connection_p.h"
#include "server_p.h"
#include "socket_p.h"

namespace QSocketIo {

Namespace *NamespacePrivate::create(ServerPrivate *server, const QByteArray &name)
{
    auto *nsp = new Namespace(server->q, name);
    nsp->d->setAdapter(server->makeAdapter(nsp->d.get()));
    return nsp;
}

void NamespacePrivate::setAdapter(std::unique_ptr<Adapter> newAdapter)
{
    adapter = std::move(newAdapter);
    adapter->init();
}

AdapterMember *NamespacePrivate::member(const QString &id) const
{
    Socket *socket = m_connected.value(id);
    if (!socket)
        socket = m_pending.value(id);
    return socket ? SocketPrivate::get(socket) : nullptr;
}

QList<EnginePacket> NamespacePrivate::encode(const Packet &packet) const
{
    return PacketEncoder::encode(packet);
}

// ---- joining ---------------------------------------------------------------------------------

void NamespacePrivate::add(Connection *connection, const QCborMap &auth)
{
    Socket *socket = SocketPrivate::create(this, connection, auth);
    m_pending.insert(socket->id(), socket);
    ConnectionPrivate::get(connection)->reserve(name, socket);

    const QPointer<Socket> guard(socket);
    const auto isPending = [guard] {
        return guard && SocketPrivate::get(guard)->state() == SocketPrivate::State::Pending;
    };
    m_middlewares.run(
        [guard, isPending](const std::function<void(Socket *)> &call) {
            if (!isPending())
                return false;
            call(guard);
            return true;
        },
        [guard, isPending](const Error &error) {
            if (!isPending())
                return;
            // One tick later, so that a join is never complete before a client can know of it.
            NamespacePrivate *nsp = get(guard->nsp());
            nsp->server->ticks.post([guard, isPending, error] {
                if (isPending())
                    get(guard->nsp())->decide(guard, error);
            });
        });
}

void NamespacePrivate::decide(Socket *socket, const Error &error)
{
    SocketPrivate *d = SocketPrivate::get(socket);
    Connection *connection = d->connection();
    if (!connection || !ConnectionPrivate::get(connection)->isOpen()) {
        d->drop();
    } else if (error) {
        const QPointer<Connection> guard(connection);
        d->drop();
        if (guard)
            ConnectionPrivate::get(guard)->refuse(name, error);
    } else {
        d->admit();
    }
}

void NamespacePrivate::insert(Socket *socket)
{
    m_pending.remove(socket->id());
    m_connected.insert(socket->id(), socket);
}

void NamespacePrivate::remove(Socket *socket)
{
    const QString id = SocketPrivate::get(socket)->id();
    m_pending.remove(id);
    m_connected.remove(id);
}

// ---- broadcasting ----------------------------------------------------------------------------

bool NamespacePrivate::broadcast(QAnyStringView event, const Payload &arguments,
                                 const BroadcastOptions &options,
                                 const BroadcastAckHandler &handler)
{
    Packet packet;
    packet.event = toUtf8(event);
    if (isReservedEvent(packet.event)) {
        qCWarning(lcServer, "emitEvent: \"%s\" is a reserved event name", packet.event.constData());
        return false;
    }
    packet.nsp = name;
    packet.payload = arguments;
    if (!handler) {
        adapter->broadcast(packet, options);
        return true;
    }
    packet.id = takePacketId();
    const auto collector = std::make_shared<AnswerCollector>(this, *packet.id, options, handler);
    m_collectors.insert(*packet.id, collector);
    collector->start();
    const std::weak_ptr<AnswerCollector> weak = collector;
    adapter->broadcastWithAck(
        packet, options,
        [weak](int count) {
            if (const auto alive = weak.lock())
                alive->expect(count);
        },
        [weak](const QCborValue &answer) {
            if (const auto alive = weak.lock())
                alive->add(answer);
        });
    return true;
}

void NamespacePrivate::release(quint64 packetId)
{
    m_collectors.remove(packetId);
}

} // namespace QSocketIo
