// SPDX-License-Identifier: MIT
#include "httpserver.h"

#include "../../core/logging_p.h"
#include "httpserverbridge_p.h"

#include <QtCore/QThread>

namespace QSocketIo {

/*!
    \page qsocketio-httpserver.html
    \title Sharing a port with QHttpServer
    \brief Serves an application's own HTTP routes and Socket.IO on one port.

    \section1 Using it

    \badcode
    find_package(QSocketIo REQUIRED COMPONENTS Core HttpServer)
    target_link_libraries(app PRIVATE QSocketIo::HttpServer)
    \endcode

    \code
    #include <QSocketIo/HttpServer>
    #include <QSocketIo/Server>

    QHttpServer http;
    http.route("/hello", [] { return "hello"; });

    QSocketIo::Server io;
    io.attach(&http);                 // before or after listen()
    http.listen(QHostAddress::Any, 3000);
    \endcode

    Requests for the Engine.IO path (\c{/socket.io/} by default) are served by the library, all
    others by the routes of the QHttpServer, its missing handler included. Both kinds may alternate
    on one keep-alive connection.

    \section1 What attach() does

    \list
    \li It takes over the QTcpServers of the QHttpServer: those that it has, and those that later
        calls to \c listen() and \c bind() add. Connections that the QHttpServer had accepted
        before remain with it. A QSslServer is served with TLS.
    \li \c servers() and \c serverPorts() of the QHttpServer stay what they were.
    \li The limits of the front door apply to all requests: \c maxHeaderSize, \c headerTimeout,
        \c maxConnections and so on (see QSocketIo::ServerOptions). \c maxHttpBufferSize does not:
        the bodies of the application's own requests are not limited here, and QHttpServer has no
        limit of its own, so refuse what is too large in front of the application if it matters.
    \li A client that expects \c{100 Continue} gets it; the QHttpServer of Qt 6.4 would let it wait.
    \li A WebSocket handshake for another path goes to the QHttpServer, which raises
        \c newWebSocketConnection() as it does on its own, if something is connected to that signal.
    \endlist

    It returns \c false, with a warning, if \c server is null or lives in another thread, if it is
    attached to another engine, or if the engine is attached to another QHttpServer. Attaching the
    same server again does nothing and returns \c true.

    \section1 Responses

    A QIODevice given to QHttpServerResponder::write() is read as fast as the client takes it: at
    most 256 KiB wait in memory. A sequential device, whose response has no \c{Content-Length}, ends
    with its connection. What a handler writes as one QByteArray is held until it is sent. The body
    of an answer to \c HEAD is not sent, whether the handler wrote one or not.

    \section1 Lifetime

    Either side may be destroyed first, also while requests are under way. Without the QHttpServer
    its paths get 404; without the engine, or when the engine is closed, its connections end and the
    QTcpServers go back to the QHttpServer. To attach it again takes them over again.

    In Qt 6.4 a QHttpServerResponder has a bare pointer to its socket, so that one kept for a late
    answer writes to freed memory once the client has gone. Behind this bridge it does not: the
    socket lives on, unconnected, and discards what is written, until the answer is complete. Three
    consequences:

    \list
    \li Answer every request in the end. A responder that is dropped without an answer, after its
        client has gone, costs a few kilobytes (and the request's body) until the thread ends. A
        future that never finishes does the same.
    \li A handler that connects to \c{responder.socket()->disconnected()} itself is taken to end its
        responder there; its socket is then deleted as QHttpServer would. It should do so for
        responses without an end, such as server-sent events.
    \li QHttpServerResponder::socket() is not a socket with a descriptor: options set on it have no
        effect, and its \c waitFor functions return at once. Its peer's address and port are those
        of the client.
    \endlist

    \section1 Thread affinity

    The QHttpServer and the engine must live in the same thread.

    \section1 Licence

    QtHttpServer is licensed under the GPLv3 or commercially. This component links it; the library
    QSocketIo::Core does not. An application that does not link QSocketIo::HttpServer has nothing to
    do with it.
*/

/*!
    \fn bool QSocketIo::attachHttpServer(FrontDoor *frontDoor, QHttpServer *server)
    \relates QSocketIo::Engine

    Makes \a frontDoor serve the connections of \a server. Call Server::attach() or Engine::attach()
    with the QHttpServer instead. Returns false, with a warning, where \a server cannot be attached.

    \sa {Sharing a port with QHttpServer}
*/
bool attachHttpServer(FrontDoor *frontDoor, QHttpServer *server)
{
    if (!frontDoor || !server) {
        qCWarning(lcEngine, "attach: the QHttpServer is null");
        return false;
    }
    if (server->thread() != frontDoor->thread() || server->thread() != QThread::currentThread()) {
        qCWarning(lcEngine, "attach: the QHttpServer must live in the engine's thread");
        return false;
    }
    if (HttpServerBridge *bridge = HttpServerBridge::of(frontDoor)) {
        if (bridge->server() == server)
            return bridge->takeOver();
        qCWarning(lcEngine, "attach: another QHttpServer is attached already");
        return false;
    }
    if (server->findChild<HttpServerBridge *>({}, Qt::FindDirectChildrenOnly)) {
        qCWarning(lcEngine, "attach: the QHttpServer is attached to another engine");
        return false;
    }
    if (HttpServerBridge::start(frontDoor, server))
        return true;
    qCWarning(lcEngine, "attach: the QHttpServer could not be taken over");
    return false;
}

} // namespace QSocketIo
