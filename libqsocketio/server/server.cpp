// SPDX-License-Identifier: MIT
#include "server.h"

#include "../core/eventtable_p.h"
#include "namespace_p.h"
#include "server_p.h"
#include "socket_p.h"

#include <QtCore/QPromise>

namespace QSocketIo {

/*!
    \class QSocketIo::Server
    \inmodule QSocketIo
    \brief A Socket.IO server.

    It accepts clients over long polling and WebSocket on a port of its own (listen()), on a
   QTcpServer or QSslServer of the application's, or beside the routes of a QHttpServer (attach()).

    \code
    int main(int argc, char **argv)
    {
        QCoreApplication app(argc, argv);
        QSocketIo::Server io;

        QObject::connect(&io, &QSocketIo::Server::connection, &io, [&io](QSocketIo::Socket *socket)
   { socket->on("chat message", &io, [&io](const QString &text) { io.emitEvent("chat message",
   text);
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
    A client has joined the namespace "/"; the same as the signal of sockets().
*/

/*!
    \fn void Server::newNamespace(QSocketIo::Namespace *nsp)
    The namespace \a nsp, other than "/", has been made.
*/

/*! Creates a server with \a options that does not listen yet. */
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
   takes a free one: see serverPort(). Returns false, and sets errorString(), where that fails. */
bool Server::listen(const QHostAddress &address, quint16 port)
{
    return d->engine->listen(address, port);
}

/*! \overload
    Listens on all addresses. */
bool Server::listen(quint16 port)
{
    return listen(QHostAddress(QHostAddress::Any), port);
}

/*! Takes the connections that \a server accepts; for TLS it is a QSslServer. The application keeps
   the server and decides where it listens. */
bool Server::attach(QTcpServer *server)
{
    return d->engine->attach(server);
}

/*!
    \fn bool Server::attach(QHttpServer *server)
    Shares the port of an application's QHttpServer: requests under path() are Socket.IO's, all
   others the application's. It works before and after \c{server->listen()}. Include
   <QSocketIo/HttpServer> and link \c QSocketIo::HttpServer.
*/

/*! Returns whether a port is open, be it an attached server's. */
bool Server::isListening() const
{
    return d->engine->isListening();
}

/*! Returns the port, or 0. */
quint16 Server::serverPort() const
{
    return d->engine->serverPort();
}

/*! Returns why the last listen() failed. */
QString Server::errorString() const
{
    return d->engine->errorString();
}

/*! Disconnects every socket (\c{server shutting down}, signals are emitted before this returns),
   ends the adapters, closes every session and stops listening. The future is finished when all that
   is done. A server that never listened may be closed, too, and a closed one may listen again. */
QFuture<void> Server::close()
{
    return d->close();
}

/*! Returns the options. */
const ServerOptions &Server::options() const
{
    return d->options;
}

/*! Returns the path of requests, without the trailing slash: "/socket.io". */
QString Server::path() const
{
    return d->options.path;
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
   so before clients connect: the rooms of connected sockets are lost. Null: the in-memory adapter.
 */
void Server::setAdapter(const AdapterFactory &factory)
{
    d->adapterFactory = factory;
    for (Namespace *nsp : std::as_const(d->namespaceOrder)) {
        NamespacePrivate *nspPrivate = NamespacePrivate::get(nsp);
        nspPrivate->setAdapter(d->makeAdapter(nspPrivate));
    }
}

/*! Returns the Engine.IO server below this one. */
Engine *Server::engine() const
{
    return d->engine.get();
}

/*! Returns the namespace "/". */
Namespace *Server::sockets() const
{
    return d->find(QByteArrayLiteral("/"));
}

/*! Returns the namespace \a name, and makes it if it does not exist. A missing leading slash is
   added; an empty name means "/". */
Namespace *Server::of(QAnyStringView name)
{
    return d->findOrCreate(namespaceName(name));
}

/*! Adds \a middleware to the namespace "/"; see Namespace::use(). */
void Server::use(QObject *context, Namespace::Middleware middleware)
{
    sockets()->use(context, std::move(middleware));
}

/*! \fn template<typename Context, typename F> void Server::use(Context *context, F middleware)
    \overload
    \a middleware is a member function of \a context. */

/*! Broadcasts \a event with \a arguments to the namespace "/"; what emitEvent(), send() and
    emitWithAck() call. */
bool Server::emitPayload(QAnyStringView event, const Payload &arguments,
                         BroadcastAckHandler handler) const
{
    return sockets()->emitPayload(event, arguments, std::move(handler));
}

BroadcastOperator Server::newOperator() const
{
    return BroadcastOperator(sockets(), {});
}

} // namespace QSocketIo
