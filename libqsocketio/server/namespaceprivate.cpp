// SPDX-License-Identifier: MIT
#include "namespace_p.h"

#include "../core/logging_p.h"
#include "../core/names_p.h"
#include "../core/whenanswered_p.h"
#include "answercollector_p.h"
#include "connection_p.h"
#include "parentnamespace.h"
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
    Q_EMIT q->adapterChanged();
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
    return server->parser->encode(packet);
}

// ---- joining ---------------------------------------------------------------------------------

void NamespacePrivate::add(Connection *connection, const QCborMap &auth)
{
    if (!tryToRestore(connection, auth))
        begin(connection, auth, {});
}

// Connection state recovery: a client that has a session says so in its CONNECT packet.
bool NamespacePrivate::tryToRestore(Connection *connection, const QCborMap &auth)
{
    const QCborValue pid = auth[QStringLiteral("pid")];
    const QCborValue offset = auth[QStringLiteral("offset")];
    if (!server->options.connectionStateRecovery || !pid.isString() || !offset.isString())
        return false;
    ConnectionPrivate::get(connection)->reserve(name);
    const auto proceed
        = [this, auth, guard = QPointer<Connection>(connection)](const Session &session) {
              if (guard && ConnectionPrivate::get(guard)->isOpen())
                  begin(guard, auth, session);
          };
    whenAnswered<Session>(
        q, adapter->restoreSession(pid.toString(), offset.toString()),
        [proceed](const Result<Session> &restored) { proceed(restored.valueOr({})); });
    return true;
}

void NamespacePrivate::begin(Connection *connection, const QCborMap &auth, const Session &session)
{
    Socket *socket = SocketPrivate::create(this, connection, auth, session);
    m_pending.insert(socket->id(), socket);
    ConnectionPrivate::get(connection)->reserve(name, socket);
    const QPointer<Socket> guard(socket);
    if (session)
        socket->join(session->rooms);
    if (!guard || SocketPrivate::get(guard)->state() != SocketPrivate::State::Pending)
        return; // a room's listener has thrown it out
    if (session && server->options.connectionStateRecovery->skipMiddlewares)
        SocketPrivate::get(guard)->admit();
    else
        runMiddlewares(guard);
}

void NamespacePrivate::runMiddlewares(Socket *socket)
{
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
        const QPointer<Socket> refused(socket);
        notify([&](NamespaceObserver *observer) {
            if (refused)
                observer->socketRefused(refused, error);
        });
        if (!refused)
            return;
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
    // A client that has recovered may have the id of one whose end is still to be noticed.
    if (m_pending.value(id) == socket)
        m_pending.remove(id);
    if (m_connected.value(id) == socket)
        m_connected.remove(id);
    if (parent && isEmpty())
        server->removeIfEmpty(q);
}

void NamespacePrivate::inherit(ParentNamespace *from)
{
    parent = from;
    m_middlewares = get(from)->m_middlewares;
    m_events = get(from)->m_events;
    exposed = get(from)->exposed;
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
    if (qobject_cast<ParentNamespace *>(q)) {
        qCWarning(lcServer, "emitEvent: parent namespaces do not support acknowledgements");
        return false;
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

void NamespacePrivate::answersIncomplete(quint64 packetId, const Error &error)
{
    if (const auto collector = m_collectors.value(packetId))
        collector->fail(error);
}

const ConnectionStateRecoveryOptions *NamespacePrivate::connectionStateRecovery() const
{
    const auto &recovery = server->options.connectionStateRecovery;
    return recovery ? &*recovery : nullptr;
}

void NamespacePrivate::release(quint64 packetId)
{
    m_collectors.remove(packetId);
}

// ---- servers of a cluster --------------------------------------------------------------------

bool NamespacePrivate::serverSideEmit(const QString &event, const Payload &arguments,
                                      const BroadcastAckHandler &handler)
{
    static const QStringList reserved{QStringLiteral("connect"), QStringLiteral("connection"),
                                      QStringLiteral("new_namespace")};
    if (reserved.contains(event)) {
        qCWarning(lcServer, "serverSideEmit: \"%s\" is a reserved event name",
                  qUtf8Printable(event));
        return false;
    }
    if (const Error error = adapter->serverSideEmit(event, arguments, handler)) {
        qCWarning(lcServer, "serverSideEmit \"%s\": %s", qUtf8Printable(event),
                  qUtf8Printable(error.message()));
        return false;
    }
    return true;
}

void NamespacePrivate::serverSideEvent(const QString &event, const Payload &arguments,
                                       const Ack &ack)
{
    m_events.dispatch(event.toUtf8(), arguments, ack, q, [&event](const Error &error) {
        qCWarning(lcServer, "event \"%s\" from another server: %s", qUtf8Printable(event),
                  qUtf8Printable(error.message()));
    });
}

} // namespace QSocketIo
