// SPDX-License-Identifier: MIT
#include "server_p.h"

#include "../adapter/inmemoryadapter.h"
#include "../core/names_p.h"
#include "connection_p.h"
#include "namespace_p.h"
#include "socket_p.h"

#include <QtCore/QPromise>

namespace QSocketIo {

QByteArray namespaceName(QAnyStringView name)
{
    QByteArray utf8 = toUtf8(name);
    return utf8.startsWith('/') ? utf8 : utf8.prepend('/');
}

static ServerOptions normalized(ServerOptions options)
{
    if (options.path.endsWith(QLatin1Char('/')))
        options.path.chop(1);
    if (options.connectTimeout.count() <= 0)
        options.connectTimeout = ServerOptions().connectTimeout;
    return options;
}

ServerPrivate::ServerPrivate(Server *server, const ServerOptions &serverOptions)
    : q(server)
    , options(normalized(serverOptions))
    , engine(std::make_unique<Engine>(options))
{ }

void ServerPrivate::start()
{
    QObject::connect(engine.get(), &Engine::connection, q,
                     [this](Session *session) { accept(session); });
    Namespace *root = findOrCreate(QByteArrayLiteral("/"));
    QObject::connect(root, &Namespace::connection, q, &Server::connection);
}

void ServerPrivate::accept(Session *session)
{
    connections.insert(ConnectionPrivate::create(this, session));
}

Namespace *ServerPrivate::findOrCreate(const QByteArray &name)
{
    if (Namespace *nsp = find(name))
        return nsp;
    Namespace *nsp = NamespacePrivate::create(this, name);
    namespaces.insert(name, nsp);
    namespaceOrder.append(nsp);
    if (name != "/")
        Q_EMIT q->newNamespace(nsp);
    return nsp;
}

std::unique_ptr<Adapter> ServerPrivate::makeAdapter(AdapterHost *host) const
{
    std::unique_ptr<Adapter> adapter = adapterFactory ? adapterFactory(host) : nullptr;
    return adapter ? std::move(adapter) : std::make_unique<InMemoryAdapter>(host);
}

// ---- ticks -----------------------------------------------------------------------------------

void ServerPrivate::enqueuePacket(Socket *socket, const Packet &packet)
{
    if (m_packets.empty())
        ticks.post([this] { handlePackets(); });
    m_packets.push_back({socket, packet});
}

void ServerPrivate::enqueueEvent(Socket *socket, const Event &event)
{
    if (m_events.empty())
        ticks.post([this] { handleEvents(); });
    m_events.push_back({socket, event});
}

void ServerPrivate::handlePackets()
{
    const QPointer<Server> guard(q);
    const std::vector<InboundPacket> batch = std::exchange(m_packets, {});
    for (const InboundPacket &inbound : batch) {
        if (inbound.socket)
            SocketPrivate::get(inbound.socket)->handlePacket(inbound.packet);
        if (!guard)
            return;
    }
}

void ServerPrivate::handleEvents()
{
    const QPointer<Server> guard(q);
    const std::vector<InboundEvent> batch = std::exchange(m_events, {});
    for (const InboundEvent &inbound : batch) {
        if (inbound.socket)
            SocketPrivate::get(inbound.socket)->handleEvent(inbound.event);
        if (!guard)
            return;
    }
}

// ---- closing ---------------------------------------------------------------------------------

static QFuture<void> finishedFuture()
{
    QPromise<void> promise;
    promise.start();
    promise.finish();
    return promise.future();
}

QFuture<void> ServerPrivate::close()
{
    const QPointer<Server> guard(q);
    QList<QPointer<Socket>> sockets;
    for (Namespace *nsp : std::as_const(namespaceOrder)) {
        for (Socket *socket : nsp->sockets())
            sockets.append(socket);
    }
    for (const QPointer<Socket> &socket : std::as_const(sockets)) {
        if (socket)
            SocketPrivate::get(socket)->close(DisconnectReason::ServerShuttingDown, {});
        if (!guard)
            return finishedFuture();
    }

    QList<QFuture<void>> pending;
    for (Namespace *nsp : std::as_const(namespaceOrder)) {
        const QFuture<void> closed = nsp->adapter()->close();
        if (!closed.isFinished())
            pending.append(closed);
    }
    if (pending.isEmpty()) {
        engine->close();
        return finishedFuture();
    }
    return QtFuture::whenAll(pending.begin(), pending.end())
        .then(q, [this](const QList<QFuture<void>> &) { engine->close(); });
}

} // namespace QSocketIo
