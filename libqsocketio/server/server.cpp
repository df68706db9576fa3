// SPDX-License-Identifier: MIT
#include "server.h"

#include "../core/eventtable_p.h"
#include "../engineio/clientfiles_p.h"
#include "namespace_p.h"
#include "namespacerule_p.h"
#include "server_p.h"
#include "socket_p.h"

namespace QSocketIo {

/*!
    \class QSocketIo::Server
    \inmodule QSocketIo
    \inheaderfile QSocketIo/Server
    \brief A Socket.IO server.

    It accepts clients over long polling and WebSocket on a port of its own (listen()), on a
    QTcpServer or QSslServer of the application's, or beside the routes of a QHttpServer (attach()).

    \code
    int main(int argc, char **argv)
    {
        QCoreApplication app(argc, argv);
        QSocketIo::Server io;

        QObject::connect(&io, &QSocketIo::Server::connection, &io, [&io](QSocketIo::Socket *socket) {
            socket->on("chat message", &io, [&io](const QString &text) {
                io.emitEvent("chat message", text);
            });
        });

        return io.listen(3000) ? app.exec() : 1;
    }
    \endcode

    The verbs of a namespace, such as emitEvent(), to() and use(), act on the namespace "/".

    \section1 Thread affinity
    A server and all that belongs to it live in the thread it was made in; use them there. The
    thread needs a running event loop.

    \sa Namespace, Socket, ServerOptions
*/

/*!
    \fn void Server::connection(QSocketIo::Socket *socket)
    A client, \a socket, has joined the namespace "/"; the same as the signal of sockets().
*/

/*!
    \fn void Server::newNamespace(QSocketIo::Namespace *nsp)
    The namespace \a nsp, other than "/", has been made.

    \code
    connect(&io, &QSocketIo::Server::newNamespace, this, [](QSocketIo::Namespace *nsp) {
        qInfo() << "made" << nsp->name();
    });
    \endcode
*/

/*! Creates a server with \a options and \a parent that does not listen yet. */
Server::Server(const ServerOptions &options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<ServerPrivate>(this, options))
{
    d->start();
}

/*! Closes the server as close() does, and deletes its namespaces and sockets. */
Server::~Server()
{
    close();
    // In this order: sockets use their connection, connections their session.
    qDeleteAll(findChildren<Namespace *>(Qt::FindDirectChildrenOnly));
    qDeleteAll(findChildren<Connection *>(Qt::FindDirectChildrenOnly));
}

/*! Listens on \a address and \a port for HTTP, or HTTPS where ServerOptions::ssl is set. Port 0
    takes a free one: see serverPort(). Returns false, and sets errorString(), where that fails.

    \code
    if (!io.listen(QHostAddress::LocalHost, 3000))
        qWarning() << io.errorString();
    qInfo() << io.isListening() << io.serverPort();
    \endcode */
bool Server::listen(const QHostAddress &address, quint16 port)
{
    return d->preparedEngine()->listen(address, port);
}

/*! \overload
    Without it, listen(QHostAddress::LocalHost) would be taken for a port of all addresses. */
bool Server::listen(QHostAddress::SpecialAddress address, quint16 port)
{
    return listen(QHostAddress(address), port);
}

/*! \overload
    Listens on \a port of all addresses. */
bool Server::listen(quint16 port)
{
    return listen(QHostAddress(QHostAddress::Any), port);
}

/*! Takes the connections that \a server accepts; for TLS it is a QSslServer. The application keeps
    the server and decides where it listens. Returns false, with a warning, where that is not possible.

    \code
    auto *tcpServer = new QTcpServer(this);
    io.attach(tcpServer);
    tcpServer->listen(QHostAddress::LocalHost, 3000);
    \endcode */
bool Server::attach(QTcpServer *server)
{
    return d->preparedEngine()->attach(server);
}

/*! \fn bool Server::attach(QHttpServer *server)
    Shares the port of \a server, an application's QHttpServer: requests under path() are
    Socket.IO's, all others the application's. It works before and after \c{server->listen()}. Include
    <QSocketIo/HttpServer> and link \c QSocketIo::HttpServer. Returns false, with a warning, where that
    is not possible.

    \sa {Sharing a port with QHttpServer}
*/

/*! Takes the sessions of \a engine, too, which stays the application's; engine() is that one from
    now on, as long as it lives. The server's own options do not apply to it, and close() closes it.

    \code
    auto *engine = new QSocketIo::Engine({.pingInterval = 10s}, this);
    io.bind(engine);
    engine->listen(QHostAddress::LocalHost, 3000);
    Q_ASSERT(io.engine() == engine);
    \endcode */
void Server::bind(Engine *engine)
{
    d->bind(engine);
}

/*! Serves \a session, an Engine.IO session that the server does not know of. It must be handed over
    from a slot of Engine::connection(), before it can have received anything.

    \code
    connect(engine, &QSocketIo::Engine::connection, &io, [&io](QSocketIo::Session *session) {
        if (session->request().query().contains("beta"))
            io.onConnection(session);
    });
    \endcode */
void Server::onConnection(Session *session)
{
    d->accept(session);
}

/*! Returns whether a port is open, be it an attached server's. */
bool Server::isListening() const
{
    return d->ownEngine->isListening();
}

/*! Returns the port, or 0. */
quint16 Server::serverPort() const
{
    return d->ownEngine->serverPort();
}

/*! Returns why the last listen() failed. */
QString Server::errorString() const
{
    return d->ownEngine->errorString();
}

/*! Disconnects every socket (\c{server shutting down}, signals are emitted before this returns),
    ends the adapters, closes every session and stops listening. Returns a future that is finished
    when all that is done. A server that never listened may be closed, too, and a closed one may listen
    again.

    \code
    io.close().then(this, [] { QCoreApplication::quit(); });
    \endcode */
QFuture<void> Server::close()
{
    return d->close();
}

/*! Returns the options, as they are now.

    \code
    io.setConnectTimeout(10s);
    Q_ASSERT(io.connectTimeout() == io.options().connectTimeout);
    qInfo() << "clients use" << io.path();
    \endcode */
const ServerOptions &Server::options() const
{
    return d->options;
}

/*! Returns the path of requests, without the trailing slash: "/socket.io". */
QString Server::path() const
{
    return d->options.path;
}

/*! Sets the path of requests to \a path, of the client files as well; one slash at its end is
    dropped. A server that listens changes it with the next listen() or attach(). A path that does not
    begin with a slash gives a warning and changes nothing.

    \code
    io.setPath("/chat");
    Q_ASSERT(io.path() == QStringLiteral("/chat"));
    io.listen(3000); // http://localhost:3000/chat/
    \endcode */
void Server::setPath(QAnyStringView path)
{
    d->setPath(path.toString());
}

/*! Returns whether the JavaScript client is served below path(), as \c{socket.io.js},
    \c{socket.io.min.js}, \c{socket.io.esm.min.js}, \c{socket.io.msgpack.min.js} and their source
    maps: \c{<script src="/socket.io/socket.io.min.js">}. True by default; always false where the
    library was built without the files, which come from npm.

    They carry the client's version as \c ETag and are compressed as browsers like it. The fields of
    ServerOptions::cors are in their answers; Engine::use() and ServerOptions::allowRequest do not see
    such requests. */
bool Server::isServeClient() const
{
    return d->options.serveClient && ClientFiles::areAvailable();
}

/*! Sets isServeClient() to \a on, from the next listen() or attach() on. Where the library was built
    without the files, true gives a warning.

    \code
    io.setServeClient(false);
    Q_ASSERT(!io.isServeClient());
    io.listen(3000);
    \endcode */
void Server::setServeClient(bool on)
{
    d->setServeClient(on);
}

/*! Returns how long a connection may stay without joining a namespace. Default: 45 s. */
std::chrono::milliseconds Server::connectTimeout() const
{
    return d->options.connectTimeout;
}

/*! Sets connectTimeout() for connections to come to \a timeout; 0 and less mean the default. */
void Server::setConnectTimeout(std::chrono::milliseconds timeout)
{
    d->options.connectTimeout = timeout.count() > 0 ? timeout : ServerOptions().connectTimeout;
}

/*! Makes the adapters of all namespaces anew with \a factory, and those of namespaces to come. Do
    so before clients connect: the rooms of connected sockets are lost. Null: an
    InMemoryAdapter, or a SessionAwareAdapter where ServerOptions::connectionStateRecovery is set.

    \code
    io.setAdapter([](QSocketIo::AdapterHost *host) {
        return std::make_unique<QSocketIo::InMemoryAdapter>(host);
    });
    \endcode */
void Server::setAdapter(const AdapterFactory &factory)
{
    d->adapterFactory = factory;
    for (Namespace *nsp : std::as_const(d->namespaceOrder)) {
        NamespacePrivate *nspPrivate = NamespacePrivate::get(nsp);
        nspPrivate->setAdapter(d->makeAdapter(nspPrivate));
    }
}

/*! Returns the Engine.IO server below this one: its own, or the last one given to bind(). */
Engine *Server::engine() const
{
    return d->currentEngine();
}

/*! Returns the namespaces that clients can be in, in the order in which they were made: "/", those of
    of() with a name, and those made for clients as long as they exist.

    \code
    for (const QSocketIo::Namespace *nsp : io.namespaces())
        qInfo() << nsp->name() << nsp->sockets().size();
    \endcode */
QList<Namespace *> Server::namespaces() const
{
    return d->namespaceOrder;
}

/*! Returns the namespace "/".

    \code
    qInfo() << io.sockets()->sockets().size() << "clients," << io.engine()->clientsCount() << "sessions";
    \endcode */
Namespace *Server::sockets() const
{
    return d->find(QByteArrayLiteral("/"));
}

/*! Returns the namespace \a name, and makes it if it does not exist. A missing leading slash is
    added; an empty name means "/".

    \code
    QSocketIo::Namespace *chat = io.of("/chat");
    Q_ASSERT(chat == io.of("chat"));
    \endcode */
Namespace *Server::of(QAnyStringView name)
{
    return d->findOrCreate(namespaceName(name));
}

/*! Makes namespaces for clients whose names match \a expression somewhere: anchor it. Returns their
    parent. A namespace that of() itself is asked for is a child, too, where its name matches.

    \code
    io.of(QRegularExpression(QStringLiteral("^/workspace-\\d+$")));
    \endcode

    \sa ParentNamespace
*/
ParentNamespace *Server::of(const QRegularExpression &expression)
{
    return d->createParent(std::make_unique<NamespaceRule>(expression));
}

/*! Makes namespaces for clients where \a predicate says so, and returns their parent. It gets the
    name and the client's \c auth, and answers now or later. \a context must live in the server's
    thread: otherwise nullptr is returned, with a warning; when it is destroyed, no further namespace is
    made.

    \code
    io.of(this, [this](const QString &name, const QCborMap &auth,
                       const QSocketIo::ParentNamespace::Answer &answer) {
        answer(m_projects.contains(name.mid(1)) && auth.contains(QStringLiteral("token")));
    });
    \endcode */
ParentNamespace *Server::of(QObject *context, ParentNamespace::Predicate predicate)
{
    if (!checkContext(this, context, "Server::of"))
        return nullptr;
    return d->createParent(std::make_unique<NamespaceRule>(context, std::move(predicate)));
}

/*! Adds \a middleware to the namespace "/", while \a context lives; see Namespace::use().

    \code
    io.use(this, [](QSocketIo::Socket *socket, const QSocketIo::Next &next) {
        qInfo() << socket->handshake().address();
        next();
    });
    \endcode */
void Server::use(QObject *context, Namespace::Middleware middleware)
{
    sockets()->use(context, std::move(middleware));
}

/*! \fn template<typename Context, typename F> void Server::use(Context *context, F middleware)
    \overload
    \a middleware is a member function of \a context. */

/*! Broadcasts \a event with \a arguments to the namespace "/"; \a handler, unless null, gets the
    answers. What emitEvent(), send() and emitWithAck() call. Returns false, with a warning, for a
    reserved event name.

    \code
    io.emitPayload("tick", QSocketIo::Payload::of(42), nullptr);
    \endcode */
bool Server::emitPayload(QAnyStringView event, const Payload &arguments,
                         BroadcastAckHandler handler) const
{
    return sockets()->emitPayload(event, arguments, std::move(handler));
}

/*! \fn template<typename Context, typename F> QSocketIo::Subscription Server::on(QAnyStringView event, Context *context, F &&handler)
    Calls \a handler for each \a event that another server of the cluster emits by serverSideEmit(),
    while \a context lives. The same as Namespace::on() of the namespace "/".

    \code
    const auto subscription = io.on("reload", this, [](const QString &what) { qInfo() << what; });
    io.once("start", this, [] { qInfo() << "started"; });
    io.off("reload", subscription);
    io.off("start");
    \endcode */

/*! \fn template<typename Context, typename F> QSocketIo::Subscription Server::once(QAnyStringView event, Context *context, F &&handler)
    Calls \a handler for the next \a event only; else as on() with \a context. */

/*! Takes all handlers of \a event off. */
void Server::off(QAnyStringView event)
{
    sockets()->off(event);
}

/*! Takes off the one handler of \a event that on() or once() named \a subscription. */
void Server::off(QAnyStringView event, Subscription subscription)
{
    sockets()->off(event, subscription);
}

/*! Emits \a event with \a arguments to the other servers of the cluster; \a handler, unless null, gets
    the answers. What serverSideEmit() and serverSideEmitWithAck() call. Returns false where that is not
    possible.

    \code
    io.serverSideEmitPayload("reload", QSocketIo::Payload::of("settings"), nullptr);
    \endcode */
bool Server::serverSideEmitPayload(QAnyStringView event, const Payload &arguments,
                                   BroadcastAckHandler handler) const
{
    return sockets()->serverSideEmitPayload(event, arguments, std::move(handler));
}

Engine *Server::preparedEngine()
{
    return d->preparedEngine();
}

BroadcastOperator Server::newOperator() const
{
    return BroadcastOperator(sockets(), {});
}

} // namespace QSocketIo
