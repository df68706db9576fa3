// SPDX-License-Identifier: MIT
#include "server_p.h"

#include "../adapter/inmemoryadapter.h"
#include "../adapter/sessionawareadapter.h"
#include "../core/logging_p.h"
#include "../core/names_p.h"
#include "../core/whenanswered_p.h"
#include "../engineio/clientfiles_p.h"
#include "connection_p.h"
#include "namespace_p.h"
#include "namespacerule_p.h"
#include "socket_p.h"

#include <QtCore/QPromise>

#include <memory>

namespace QSocketIo {

QByteArray namespaceName(QAnyStringView name)
{
    QByteArray utf8 = toUtf8(name);
    return utf8.startsWith('/') ? utf8 : utf8.prepend('/');
}

static QString withoutSlash(QString path)
{
    if (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    return path;
}

static ServerOptions normalized(ServerOptions options)
{
    options.path = withoutSlash(options.path);
    if (options.connectTimeout.count() <= 0)
        options.connectTimeout = ServerOptions().connectTimeout;
    return options;
}

ServerPrivate::ServerPrivate(Server *server, const ServerOptions &serverOptions)
    : q(server)
    , options(normalized(serverOptions))
    , adapterFactory(options.adapter)
    , parser(options.parser ? options.parser() : nullptr)
    , ownEngine(std::make_unique<Engine>(options))
{
    if (!parser)
        parser = PacketParser::json();
}

ServerPrivate::~ServerPrivate() = default;

void ServerPrivate::start()
{
    QObject::connect(ownEngine.get(), &Engine::connection, q,
                     [this](Session *session) { accept(session); });
    Namespace *root = findOrCreate(QByteArrayLiteral("/"));
    QObject::connect(root, &Namespace::connection, q, &Server::connection);
}

void ServerPrivate::accept(Session *session)
{
    Connection *connection = ConnectionPrivate::create(this, session);
    connections.insert(connection);
    if (ConnectionPrivate::get(connection)->isLegacy())
        ConnectionPrivate::get(connection)->joinRoot();
}

void ServerPrivate::bind(Engine *engine)
{
    boundEngine = engine == ownEngine.get() ? nullptr : engine;
    if (boundEngine)
        QObject::connect(boundEngine, &Engine::connection, q, &Server::onConnection,
                         Qt::UniqueConnection);
}

void ServerPrivate::setPath(const QString &path)
{
    if (!path.isEmpty() && !path.startsWith(QLatin1Char('/'))) {
        qCWarning(lcServer, "Server::setPath: \"%s\" does not begin with a slash",
                  qPrintable(path));
        return;
    }
    options.path = withoutSlash(path);
    if (!ownEngine->isListening())
        ownEngine->setPath(options.path);
}

void ServerPrivate::setServeClient(bool on)
{
    if (on && !ClientFiles::areAvailable())
        qCWarning(lcServer,
                  "Server::setServeClient: this library was built without the client files");
    options.serveClient = on;
}

Engine *ServerPrivate::preparedEngine()
{
    ownEngine->setPath(options.path);
    if (options.serveClient && !ClientFiles::areAvailable())
        qCDebug(lcServer, "the JavaScript client is not served: the library was built without it");
    clientFiles.reset();
    if (options.serveClient && ClientFiles::areAvailable())
        clientFiles = std::make_unique<ClientFiles>(ownEngine.get(), options.path);
    return ownEngine.get();
}

Engine *ServerPrivate::currentEngine() const
{
    return boundEngine ? boundEngine.data() : ownEngine.get();
}

// ---- namespaces ------------------------------------------------------------------------------

Namespace *ServerPrivate::findOrCreate(const QByteArray &name)
{
    if (Namespace *nsp = find(name))
        return nsp;
    for (ParentNamespace *parent : std::as_const(parents)) {
        if (parent->m_rule->matches(QString::fromUtf8(name))) {
            ++m_childCount;
            return registered(parent->createChild(name));
        }
    }
    return registered(NamespacePrivate::create(this, name));
}

Namespace *ServerPrivate::registered(Namespace *nsp)
{
    const QByteArray name = NamespacePrivate::get(nsp)->name;
    namespaces.insert(name, nsp);
    namespaceOrder.append(nsp);
    if (name != "/")
        Q_EMIT q->newNamespace(nsp);
    return nsp;
}

ParentNamespace *ServerPrivate::createParent(std::unique_ptr<NamespaceRule> rule)
{
    // A name that no client can ask for: it is in no table.
    const QByteArray name = "/_" + QByteArray::number(parents.size());
    auto *parent = new ParentNamespace(q, name, std::move(rule));
    parents.append(parent);
    return parent;
}

Namespace *ServerPrivate::createChild(ParentNamespace *parent, const QByteArray &name)
{
    if (options.maxChildNamespaces > 0 && m_childCount >= options.maxChildNamespaces) {
        qCDebug(lcServer) << "no namespace" << name << "made: there are" << m_childCount;
        return nullptr;
    }
    ++m_childCount;
    return registered(parent->createChild(name));
}

// Not at once: the last socket has yet to say that it is gone.
void ServerPrivate::removeIfEmpty(Namespace *child)
{
    if (!options.cleanupEmptyChildNamespaces)
        return;
    ticks.post([this, guard = QPointer<Namespace>(child)] {
        if (guard && NamespacePrivate::get(guard)->isEmpty()
            && find(NamespacePrivate::get(guard)->name) == guard)
            removeChild(guard);
    });
}

void ServerPrivate::removeChild(Namespace *child)
{
    NamespacePrivate *d = NamespacePrivate::get(child);
    --m_childCount;
    namespaces.remove(d->name);
    namespaceOrder.removeOne(child);
    if (d->parent)
        d->parent->m_children.removeOne(child);
    d->adapter->close();
    child->deleteLater();
}

std::unique_ptr<Adapter> ServerPrivate::makeAdapter(AdapterHost *host) const
{
    std::unique_ptr<Adapter> adapter = adapterFactory ? adapterFactory(host) : nullptr;
    if (adapter)
        return adapter;
    if (options.connectionStateRecovery)
        return std::make_unique<SessionAwareAdapter>(host, *options.connectionStateRecovery);
    return std::make_unique<InMemoryAdapter>(host);
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

void ServerPrivate::closeSessions()
{
    const QPointer<Server> guard(q);
    if (boundEngine)
        boundEngine->close();
    if (guard)
        ownEngine->close();
    if (!guard)
        return;
    // Sessions that came by Server::onConnection().
    QList<QPointer<Session>> foreign;
    for (const Connection *connection : std::as_const(connections))
        foreign.append(connection->session());
    for (const QPointer<Session> &session : std::as_const(foreign)) {
        if (session)
            session->close(Session::CloseMode::Discard);
    }
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
            return QtFuture::makeReadyFuture();
    }

    QList<QFuture<void>> pending;
    for (Namespace *nsp : std::as_const(namespaceOrder)) {
        const QFuture<void> closed = nsp->adapter()->close();
        if (!closed.isFinished())
            pending.append(closed);
    }
    if (pending.isEmpty()) {
        closeSessions();
        return QtFuture::makeReadyFuture();
    }
    // Cancelled by its end where the server is deleted before.
    const auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    whenFinished(q, QtFuture::whenAll(pending.begin(), pending.end()),
                 [this, promise](const auto &) {
                     closeSessions();
                     promise->finish();
                 });
    return promise->future();
}

} // namespace QSocketIo
