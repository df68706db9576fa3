// SPDX-License-Identifier: MIT
#include "engine.h"

#include "../core/eventtable_p.h"
#include "../core/logging_p.h"
#include "../net/frontdoor_p.h"
#include "engine_p.h"
#include "session_p.h"

#include <QtNetwork/QTcpSocket>

namespace QSocketIo {

/*!
    \class QSocketIo::EngineError
    \inmodule QSocketIo
    \inheaderfile QSocketIo/EngineError
    \brief A request that the engine refused, as Engine::connectionError() reports it.

    \code
    connect(io.engine(), &QSocketIo::Engine::connectionError, this,
            [](const QSocketIo::EngineError &error) {
        if (error.code != QSocketIo::EngineError::UnknownSid)
            qInfo() << error.request.peerAddress() << error.code << error.message << error.context;
    });
    \endcode

    \section1 Thread affinity
    EngineError is a value; a copy must stay in the thread of its original (see HttpRequest).
*/

/*!
    \enum QSocketIo::EngineError::Code
    \brief The protocol's numbers for what is wrong with a request.

    \value UnknownTransport The query's \c transport is missing or not among
           ServerOptions::transports.
    \value UnknownSid There is no session with the query's \c sid (any more).
    \value BadHandshakeMethod A request without \c sid was no GET.
    \value BadRequest Anything else that breaks the protocol; EngineError::context names it.
    \value Forbidden ServerOptions::allowRequest said no.
    \value UnsupportedProtocolVersion The query's \c EIO is not 4, and ServerOptions::allowEIO3 is
           off.
*/

/*! \variable QSocketIo::EngineError::request
    The refused request. */

/*! \variable QSocketIo::EngineError::code
    A Code. Code::BadRequest by default. */

/*! \variable QSocketIo::EngineError::message
    The protocol's own text for code. */

/*! \variable QSocketIo::EngineError::context
    The details: \c transport, \c sid, \c method, \c protocol or \c message by code, and for
    BadRequest a \c name, one of \c INVALID_ORIGIN (with \c origin), \c TRANSPORT_MISMATCH (with
    \c transport and \c previousTransport), \c PROTOCOL_MISMATCH (with \c protocol and
    \c previousProtocol), \c TRANSPORT_HANDSHAKE_ERROR, \c MIDDLEWARE_FAILURE and
    \c ID_GENERATION_ERROR (with \c error). */

/*!
    \class QSocketIo::Engine
    \inmodule QSocketIo
    \inheaderfile QSocketIo/Engine
    \brief An Engine.IO server: it accepts clients, verifies their requests and keeps their sessions.

    Every Server has one, Server::engine(), for what lies below Socket.IO: header fields, refused
    requests, the number of clients. It also serves alone, as a plain message server for
    Engine.IO clients:

    \code
    QSocketIo::ServerOptions options;
    options.path = QStringLiteral("/engine.io");
    QSocketIo::Engine engine(options);
    QObject::connect(&engine, &QSocketIo::Engine::connection, [](QSocketIo::Session *session) {
        QObject::connect(session, &QSocketIo::Session::messageReceived, session,
                         [session](const QByteArray &data, bool isBinary) {
            if (isBinary)
                session->sendBinary(data);
            else
                session->sendText(data);
        });
    });
    if (!engine.listen(QHostAddress::Any, 3000))
        qWarning() << engine.errorString();
    qInfo() << engine.isListening() << engine.serverAddress() << engine.serverPort();
    \endcode

    It may take its connections from elsewhere, and tells what goes on:

    \code
    auto *tcpServer = new QTcpServer(this);
    engine->attach(tcpServer);
    tcpServer->listen(QHostAddress::LocalHost, 3000);

    connect(engine, &QSocketIo::Engine::connectionError, this,
            [](const QSocketIo::EngineError &error) { qInfo() << error.message; });
    qInfo() << engine->clientsCount() << engine->options().pingInterval.count();
    for (QSocketIo::Session *other : engine->sessions())
        qInfo() << other->id() << (engine->session(other->id()) == other);
    engine->close();
    \endcode

    \section1 Thread affinity
    Engine and all its sessions live in the thread of the engine, which needs an event loop. No
    function may be called from another thread. An engine that is to serve in another thread must
    be moved there before it listens. Any handler of a signal may close or delete the sessions and
    the engine itself.

    \sa Session, ServerOptions
*/

/*! \typedef QSocketIo::Engine::IdGenerator
    A function that makes the id of a new session from its first request: it returns a QString or a
    QFuture<QString>. */

/*! \typedef QSocketIo::Engine::Middleware
    A function that looks at a request before the engine does; see use(). */

/*! Creates an engine with \a options and a \a parent. It serves nobody before listen(), attach() or
    handleUpgrade(). */
Engine::Engine(const ServerOptions &options, QObject *parent)
    : QObject(parent)
    , d(std::make_shared<EnginePrivate>(this, options))
{ }

/*! Closes the engine as close() does, and deletes it with all its sessions. Polls that it answers so are
    not announced by headers() any more. */
Engine::~Engine()
{
    d->shutDown();
}

/*! Listens for clients at \a address and \a port; 0 lets the system choose a port, see
    serverPort(). Speaks TLS where ServerOptions::ssl is set. Returns false where that fails;
    errorString() says why. An engine that was closed may listen again. */
bool Engine::listen(const QHostAddress &address, quint16 port)
{
    return d->frontDoor->listen(address, port);
}

/*! Serves the clients of \a server, which the application keeps and makes listen, before or after
    this call. A QSslServer gives TLS. The engine takes every connection that \a server accepts;
    what is not asked for below ServerOptions::path is answered 404. Returns false where \a server
    is null or cannot be taken over. */
bool Engine::attach(QTcpServer *server)
{
    return d->frontDoor->attach(server);
}

/*! \fn bool Engine::attach(QHttpServer *server)
    Shares the port of the application's QHttpServer \a server: requests below ServerOptions::path
    are the engine's, all others \a server's. Include <QSocketIo/HttpServer> and link
    \c QSocketIo::HttpServer. Returns false, with a warning, where \a server cannot be attached.

    \sa {Sharing a port with QHttpServer}
*/

/*! Serves one client, the \a socket of which was accepted elsewhere and from which nothing has been
    read yet: its request, be it the opening handshake of a WebSocket or a plain one, is what the
    engine reads first. Peeking is fine. Takes ownership of \a socket, which must live in the
    engine's thread; null, or one that lives elsewhere, gives a warning. A QSslSocket must have
    begun its handshake. The engine need not listen, and ServerOptions::maxConnections counts such
    connections, too.

    \code
    auto *tcpServer = new QTcpServer(this);
    connect(tcpServer, &QTcpServer::newConnection, engine, [tcpServer, engine] {
        engine->handleUpgrade(tcpServer->nextPendingConnection());
    });
    \endcode */
void Engine::handleUpgrade(QTcpSocket *socket)
{
    if (!socket) {
        qCWarning(lcEngine, "Engine::handleUpgrade: there is no socket");
    } else if (socket->thread() != thread()) {
        qCWarning(lcEngine,
                  "Engine::handleUpgrade: the socket does not live in the engine's thread");
        socket->deleteLater();
    } else {
        d->frontDoor->adopt(socket);
    }
}

/*! Returns whether a server of the engine's own, or an attached one, listens. */
bool Engine::isListening() const
{
    return d->frontDoor->isListening();
}

/*! Returns the port at which the engine listens, or 0. */
quint16 Engine::serverPort() const
{
    return d->frontDoor->serverPort();
}

/*! Returns the address at which the engine listens, or a null address. */
QHostAddress Engine::serverAddress() const
{
    return d->frontDoor->serverAddress();
}

/*! Returns a text on why listen() failed. */
QString Engine::errorString() const
{
    return d->frontDoor->errorString();
}

/*! Returns the options that the engine was created with. */
const ServerOptions &Engine::options() const
{
    return d->options;
}

/*! Adds \a middleware, which sees every request below ServerOptions::path before it is verified:
    each GET and POST of a polling session, and each WebSocket handshake with or without a \c sid.
    Preflights that ServerOptions::cors answers do not come here, nor do the client files.

    It is called with the request, an HttpReply for the answer's header fields, or for an answer of
    its own, and a Next. \c next() goes on, now or later; \c next(error) refuses the request with
    EngineError::BadRequest, the error's text staying here; HttpReply::end() answers. Middlewares
    run in the order in which they were added. Those added later do not see requests already on
    their way. A request waits as long as its middlewares do: let slow ones have a time limit.

    \code
    engine->use(this, [this](const QSocketIo::HttpRequest &request, QSocketIo::HttpReply &,
                             const QSocketIo::Next &next) {
        m_database->find(request.header("Cookie")).then(this, [next](bool isKnown) { // QFuture<bool>
            isKnown ? next() : next(QSocketIo::Error("log in first"));
        });
    });
    \endcode

    \a context must live in the engine's thread; the middleware goes when it is destroyed. */
void Engine::use(QObject *context, Middleware middleware)
{
    if (checkContext(this, context, "Engine::use"))
        d->middlewares.append(context, std::move(middleware));
}

/*! \fn template<typename Context, typename F> void Engine::use(Context *context, F middleware)
    \overload
    \a middleware is a member function of \a context. */

/*! Returns the number of sessions. */
int Engine::clientsCount() const
{
    return int(d->sessions.size());
}

/*! Returns how many of the sessions are polling at the moment: not, or not yet, by WebSocket.

    \code
    qInfo() << engine->clientsCount() - engine->pollingClientsCount() << "by WebSocket";
    \endcode */
int Engine::pollingClientsCount() const
{
    return d->pollingCount;
}

/*! Returns what all sessions together have received and sent so far. It only grows: the difference of
    two calls is the traffic between them.

    \code
    const QSocketIo::Traffic before = engine->traffic();
    QTimer::singleShot(1s, engine, [engine, before] {
        qInfo() << engine->traffic().bytesOut - before.bytesOut << "bytes a second";
    });
    \endcode

    \sa Session::traffic()
*/
Traffic Engine::traffic() const
{
    return d->traffic;
}

/*! Returns the session called \a id, or nullptr where there is none. */
Session *Engine::session(const QString &id) const
{
    return d->sessions.value(id);
}

/*! Returns all sessions, in no particular order. */
QList<Session *> Engine::sessions() const
{
    return d->sessions.values();
}

/*! Makes \a generator choose the ids of sessions. They must be unique, and impossible to guess: who
    knows a session's id can take part in it. It may return a QFuture<QString>, for which the
    handshake waits. An id that is empty or in use already, and a future that is cancelled or fails
    with an exception, refuse the handshake with EngineError::BadRequest. Null, the default,
    restores the built-in generator: 96 random bits and a counter in 20 characters.

    \code
    engine->setIdGenerator([](const QSocketIo::HttpRequest &) {
        return QUuid::createUuid().toString(QUuid::WithoutBraces);
    });
    engine->setIdGenerator([this](const QSocketIo::HttpRequest &) {
        return m_database->takeId(); // QFuture<QString>
    });
    \endcode
*/
void Engine::setIdGenerator(const IdGenerator &generator)
{
    d->idGenerator = generator;
}

/*! Closes every session with DisconnectReason::ForcedClose and stops listening. What the sessions
    have buffered is lost; polling clients read a close packet, WebSocket clients a close frame.
    An attached server goes on listening, but without the engine. */
void Engine::close()
{
    d->close();
}

void Engine::setPath(const QString &path)
{
    d->setPath(path);
}

FrontDoor *Engine::frontDoor() const
{
    return d->frontDoor;
}

/*! \fn void Engine::initialHeaders(QSocketIo::HttpHeaders *headers, const QSocketIo::HttpRequest &request)
    The first answer of a session to \a request is about to be written with these \a headers, which
    a directly connected handler may change: the answer to a polling handshake, or the 101 of a
    WebSocket that opens a session. headers() follows.

    \code
    connect(engine, &QSocketIo::Engine::initialHeaders, this,
            [](QSocketIo::HttpHeaders *headers, const QSocketIo::HttpRequest &) {
        headers->append("Set-Cookie", "seen=1");
    });
    \endcode */

/*! \fn void Engine::headers(QSocketIo::HttpHeaders *headers, const QSocketIo::HttpRequest &request)

    A successful answer to \a request is about to be written with these \a headers, which a directly
    connected handler may change: of every GET and POST of a polling session, and of every
    WebSocket. Answers that refuse something do not come here.

    \code
    connect(engine, &QSocketIo::Engine::headers, this,
            [](QSocketIo::HttpHeaders *headers, const QSocketIo::HttpRequest &) {
        headers->set("X-Served-By", "hall-3");
    });
    \endcode
*/

/*! \fn void Engine::connectionError(const QSocketIo::EngineError &error)

    A request was refused because of \a error. Once per request, and never for what happens to a
    session later. */

/*! \fn void Engine::connection(QSocketIo::Session *session)

    A \a session has begun. Connect to its signals here: its packets follow. */

/*! \fn void Engine::sessionClosed(QSocketIo::Session *session, QSocketIo::DisconnectReason reason)
    A \a session has ended for \a reason: one connection for whoever watches all sessions.
    Session::closed() was emitted before.

    \code
    connect(engine, &QSocketIo::Engine::sessionClosed, this,
            [](QSocketIo::Session *session, QSocketIo::DisconnectReason reason) {
        qInfo() << session->id() << reasonText(reason);
    });
    \endcode */

} // namespace QSocketIo
