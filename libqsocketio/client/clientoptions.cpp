// SPDX-License-Identifier: MIT
#include "clientoptions.h"

namespace QSocketIo {

/*!
    \class QSocketIo::ClientOptions
    \inmodule QSocketIo
    \brief Everything that can be set of a client's connection when it is created.

    An aggregate with the defaults of Socket.IO's own client, made to be filled by name:

    \code
    using namespace std::chrono_literals;
    auto *client = QSocketIo::ClientSocket::open(
        QUrl(QStringLiteral("https://example.com/chat")),
        {.path = QStringLiteral("/socket.io"),
         .query = {{QStringLiteral("version"), QStringLiteral("2")}},
         .transports = {QStringLiteral("websocket")},
         .reconnectionDelayMax = 30s,
         .auth = {{QStringLiteral("token"), QStringLiteral("secret")}}});
    \endcode

    Patience, for a client that is often without a network:

    \code
    QSocketIo::ClientOptions patient;
    patient.autoConnect = false; // connectToServer() says when
    patient.reconnection = true;
    patient.reconnectionAttempts = 100;
    patient.reconnectionDelay = 500ms;
    patient.randomizationFactor = 0.3;
    patient.timeout = 5s;
    patient.ackTimeout = 10s;
    patient.retries = 5;
    \endcode

    The way through a network, and limits for a small device:

    \code
    QSocketIo::ClientOptions small;
    small.addTrailingSlash = true;
    small.upgrade = true;
    small.rememberUpgrade = true;
    small.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("proxy"), 8080);
    small.cookieJar = std::make_shared<QNetworkCookieJar>();
    small.ssl = QSslConfiguration::defaultConfiguration();
    small.maxMessageSize = 100'000;
    small.maxAttachments = 2;
    small.maxNestingDepth = 20;
    small.maxBufferedEvents = 100;
    small.maxBufferedBytes = 100'000;
    small.sendHighWaterMark = 1'000'000;
    \endcode

    \section1 Thread affinity
    ClientOptions is a value and reentrant. The functions in it are called in the thread of the
    Manager. A cookie jar lives in that thread, too.

    \sa Manager, ClientSocket
*/

/*! \variable QSocketIo::ClientOptions::path
    The path below which the server answers: ServerOptions::path. Not the namespace, which is the
    path of the URL. "/socket.io" by default. */

/*! \variable QSocketIo::ClientOptions::addTrailingSlash
    Whether a slash follows path in requests. True by default. */

/*! \variable QSocketIo::ClientOptions::query
    Further parameters of every request: Handshake::query() on the server. Empty, the default: those
    that the URL has. The names EIO, transport and sid are the protocol's own and are ignored. */

/*! \variable QSocketIo::ClientOptions::extraHeaders
    Further header fields of every request, WebSockets included. A field whose name is no token, or
    whose value holds CR, LF or NUL, is left out with a warning. Empty by default.

    \code
    QSocketIo::ClientOptions options;
    options.extraHeaders = {{"Authorization", "Bearer secret"}};
    \endcode
*/

/*! \variable QSocketIo::ClientOptions::transports
    The transports that may be used: "polling" and "websocket", both by default. The first one opens
    the connection; only "polling" can be upgraded to "websocket". Other names are ignored; where
    none is left, connecting fails. */

/*! \variable QSocketIo::ClientOptions::upgrade
    Whether a connection by polling is upgraded to a WebSocket where server and transports allow it.
    True by default. */

/*! \variable QSocketIo::ClientOptions::rememberUpgrade
    Whether, once there was a WebSocket, the next connection of the Manager begins with one. Where
    that fails, the one after it begins with the first of transports again. False by default. */

/*! \variable QSocketIo::ClientOptions::autoConnect
    Whether a socket connects as soon as it is made; otherwise by ClientSocket::connectToServer().
    True by default. */

/*! \variable QSocketIo::ClientOptions::reconnection
    Whether a connection that failed or broke is made anew. True by default. */

/*! \variable QSocketIo::ClientOptions::reconnectionAttempts
    After how many attempts in a row Manager::reconnectFailed() is emitted and none is made any
    longer. Unset by default: it does not give up. */

/*! \variable QSocketIo::ClientOptions::reconnectionDelay
    How long, in milliseconds, to wait before the first attempt to reconnect; for each further one
    twice as long. 1 s by default. */

/*! \variable QSocketIo::ClientOptions::reconnectionDelayMax
    The longest time, in milliseconds, to wait before an attempt. 5 s by default. */

/*! \variable QSocketIo::ClientOptions::randomizationFactor
    By how much of its length each of these times is made shorter or longer at random, from 0 to 1,
    so that the clients of a restarted server do not all come back at once. 0.5 by default. */

/*! \variable QSocketIo::ClientOptions::timeout
    How long, in milliseconds, an attempt to connect may take, and likewise an upgrade, which
    Socket.IO's client does not limit. 20 s by default. */

/*! \variable QSocketIo::ClientOptions::ackTimeout
    After how many milliseconds an acknowledgement fails with Error::Code::Timeout;
    ClientSocket::timeout() goes before it. Unset by default: never. */

/*! \variable QSocketIo::ClientOptions::retries
    How often an event is sent again that is not acknowledged within ackTimeout, or before the
    connection breaks. Set, every event asks for an acknowledgement, and the next one is sent only
    when the one before it has been acknowledged or given up; the server may get one twice. 0 by
    default: events are sent once and in no such order. */

/*! \variable QSocketIo::ClientOptions::auth
    What the sockets say when they join their namespaces. Nothing by default. */

/*! \variable QSocketIo::ClientOptions::parser
    Makes the parser; the server must use the same one. It is called once, by the constructor of the
    Manager. Null, the default: PacketParser::json.

    \code
    QSocketIo::ClientOptions options;
    options.parser = QSocketIo::PacketParser::msgpack;
    \endcode
*/

/*! \variable QSocketIo::ClientOptions::proxy
    The proxy to use. Unset by default: that of the application, see
    QNetworkProxy::setApplicationProxy(). */

/*! \variable QSocketIo::ClientOptions::cookieJar
    Where cookies are kept, such as those of a load balancer. It has no parent and may be shared by
    several Managers of one thread. Null, the default: each Manager keeps them for itself. */

/*! \variable QSocketIo::ClientOptions::ssl
    Certificates, protocols and so on for TLS. Where the server's certificate does not satisfy it,
    connecting fails with an Error that says why. Unset by default: Qt's default configuration. */

/*! \variable QSocketIo::ClientOptions::maxMessageSize
    How many bytes a WebSocket message and the answer to a poll may have. A longer one closes the
    connection with DisconnectReason::TransportError. 64 MiB by default. */

/*! \variable QSocketIo::ClientOptions::maxAttachments
    How many binary attachments one packet may have. A packet with more closes the connection. 10 by
    default. */

/*! \variable QSocketIo::ClientOptions::maxNestingDepth
    How deeply JSON arrays and objects of one packet may be nested. A deeper one closes the
    connection. 200 by default. */

/*! \variable QSocketIo::ClientOptions::maxBufferedEvents
    How many events each socket keeps: those emitted while it is not connected, those that wait for
    their turn with retries, and those that come from the server before it has let the socket in.
    Further ones of each kind are dropped; see ClientSocket::eventsDropped(). 10,000 by default. */

/*! \variable QSocketIo::ClientOptions::maxBufferedBytes
    How many bytes these events, of each kind, may have together. 16 MiB by default. */

/*! \variable QSocketIo::ClientOptions::sendHighWaterMark
    How many bytes may be queued for the server before the connection is closed with
    DisconnectReason::TransportError. A single message may be larger where nothing is queued before
    it. 64 MiB by default; 0: no limit. */

} // namespace QSocketIo
