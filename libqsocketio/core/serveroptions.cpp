// SPDX-License-Identifier: MIT
#include "serveroptions.h"

namespace QSocketIo {

/*!
    \class QSocketIo::CorsOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/ServerOptions
    \brief Which pages of other origins may read the server's answers.

    Browsers let a page talk to a server of another origin only where the server says so (the Fetch
    standard's CORS protocol). Naming an origin, a pattern, a predicate or reflectOrigin switches
   that on; without any of them no such header field is sent.

    \code
    QSocketIo::ServerOptions options;
    options.cors.origins = {QStringLiteral("https://example.com")};
    options.cors.credentials = true;
    options.cors.maxAge = 10min;
    \endcode

    All of it:

    \code
    options.cors = {
        .origins = {"https://example.com", "https://example.org"},
        .originPatterns = {QRegularExpression("^https://[a-z]+\\.example\\.net$")},
        .methods = {"GET", "POST"},
        .allowedHeaders = {"X-Api-Key"},
        .exposedHeaders = {"X-Served-By"},
        .credentials = true,
        .maxAge = 1h,
        .preflightContinue = false,
        .optionsSuccessStatus = 200,
    };
    options.cors = {.reflectOrigin = true}; // everybody, and they may send cookies
    options.cors = {.originPredicate = [](const QString &origin) { return origin.endsWith(".local"); }};
    qInfo() << options.cors.isEnabled();
    \endcode

    CORS never refuses a request: it tells browsers what to hide from whom. Other programs ignore
   it, and WebSockets are not subject to it at all; refuse clients in ServerOptions::allowRequest.
   The fields are in every answer, errors and the 101 of a WebSocket included. A preflight (OPTIONS)
   is answered without looking at the rest of the request.

    \section1 Thread affinity
    CorsOptions is a value and reentrant. originPredicate is called in the thread of the Engine.

    \sa ServerOptions
*/

/*! \fn bool CorsOptions::isEnabled() const
    Returns whether some origin may be allowed: without that no header field is sent. */

/*! \variable QSocketIo::CorsOptions::origins
    The origins that may read answers, such as \c{"https://example.com"}, compared exactly;
    \c{{"*"}} means everybody. A single origin is sent in every answer; of several, the one that
   equals the request's \c Origin. Empty by default. */

/*! \variable QSocketIo::CorsOptions::originPatterns
    Origins that match one of these may read answers, too. Anchor the patterns. Empty by default. */

/*! \variable QSocketIo::CorsOptions::originPredicate
    Decides instead of origins and originPatterns by the request's \c Origin, which is empty where
    there is none. Where it says no, the request is treated as if there was no CORS at all. Null by
    default. */

/*! \variable QSocketIo::CorsOptions::reflectOrigin
    Whether every request's own \c Origin may read the answer: as \c{"*"}, but it goes together with
    credentials. False by default. originPredicate goes before it. */

/*! \variable QSocketIo::CorsOptions::methods
    The methods that a preflight allows. GET, HEAD, PUT, PATCH, POST and DELETE by default. */

/*! \variable QSocketIo::CorsOptions::allowedHeaders
    The request header fields that a preflight allows. Empty, the default: those that it asks for.
 */

/*! \variable QSocketIo::CorsOptions::exposedHeaders
    The answer's header fields that pages may read. Empty by default. */

/*! \variable QSocketIo::CorsOptions::credentials
    Whether pages may send cookies. Browsers refuse that together with \c{"*"}. False by default. */

/*! \variable QSocketIo::CorsOptions::maxAge
    How many seconds browsers may remember a preflight. Unset by default: they choose. */

/*! \variable QSocketIo::CorsOptions::preflightContinue
    Whether preflights are passed on, which refuses them (code 2), instead of being answered. False
   by default. */

/*! \variable QSocketIo::CorsOptions::optionsSuccessStatus
    The HTTP status that answers a preflight. 204 by default; some old browsers need 200. */

/*!
    \class QSocketIo::CookieOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/ServerOptions
    \brief The cookie that the answer to a polling handshake sets.

    Its value is the session's id. The server does not read it: it is there for load balancers that
    send all requests of a client to the same server. Clients that connect by WebSocket directly get
    none.

    \code
    QSocketIo::ServerOptions options;
    options.cookie = QSocketIo::CookieOptions();
    options.cookie->secure = true;
    options.cookie = {.name = "sid",
                      .path = "/socket.io/",
                      .domain = "example.com",
                      .maxAge = 24h,
                      .expires = QDateTime::currentDateTimeUtc().addDays(1),
                      .httpOnly = true,
                      .secure = true,
                      .partitioned = true,
                      .priority = QSocketIo::CookieOptions::Priority::High,
                      .sameSite = QSocketIo::CookieOptions::SameSite::None};
    \endcode

    A name that is no token (RFC 9110, 5.6.2), or a path or domain with a semicolon, control
    characters or non-ASCII ones, gives a warning and no cookie.

    \section1 Thread affinity
    CookieOptions is a value and reentrant.

    \sa ServerOptions
*/

/*! \variable QSocketIo::CookieOptions::name
    The cookie's name. "io" by default. */

/*! \variable QSocketIo::CookieOptions::path
    The path for which the cookie is valid. "/" by default; empty: the attribute is left out. */

/*! \variable QSocketIo::CookieOptions::domain
    The domain for which the cookie is valid. Empty, the default: the host that set it. */

/*! \variable QSocketIo::CookieOptions::maxAge
    For how many seconds the cookie is valid. Unset by default: until the browser ends. */

/*! \variable QSocketIo::CookieOptions::expires
    Until when the cookie is valid; browsers prefer maxAge. Invalid by default: not sent. */

/*! \variable QSocketIo::CookieOptions::httpOnly
    Whether the page's scripts cannot read the cookie. True by default. */

/*! \variable QSocketIo::CookieOptions::secure
    Whether browsers send the cookie over TLS only. False by default. */

/*! \variable QSocketIo::CookieOptions::partitioned
    Whether the cookie belongs to the page that embeds the server's. False by default. */

/*! \variable QSocketIo::CookieOptions::priority
    Which cookies the browser drops last. Unset by default. */

/*! \variable QSocketIo::CookieOptions::sameSite
    Whether the cookie goes along with requests of other sites' pages. SameSite::Lax by default. */

/*!
    \enum QSocketIo::CookieOptions::SameSite
    \value Unset The browser's own rule.
    \value Strict With requests of the same site only.
    \value Lax With links that lead to this site, too.
    \value None With all requests; needs secure.
*/

/*!
    \enum QSocketIo::CookieOptions::Priority
    \value Unset No attribute.
    \value Low Dropped first.
    \value Medium The usual.
    \value High Dropped last.
*/

/*!
    \class QSocketIo::HttpCompressionOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/ServerOptions
    \brief How the answers to clients that poll are compressed.

    An answer to a GET is compressed with gzip or deflate, whichever the request's
    \c Accept-Encoding prefers, if it is long enough and at least one of its packets may be: see
    EnginePacket::compress and the verb \c{compress()}. Answers to POSTs never are. The work is done
    in the thread of the Engine: some 25 ms for each megabyte of JSON with the default level.

    \code
    QSocketIo::ServerOptions options;
    options.httpCompression->threshold = 4096;
    options.httpCompression->level = 1;
    \endcode

    \section1 Thread affinity
    HttpCompressionOptions is a value and reentrant.

    \sa ServerOptions
*/

/*! \variable QSocketIo::HttpCompressionOptions::threshold
    How many bytes an answer must have to be compressed. 1,024 by default, also where other members
    are set; 0: all of them. */

/*! \variable QSocketIo::HttpCompressionOptions::level
    How hard zlib tries, from 1 (fast) to 9 (small); 0 does not compress at all. Values outside are
    brought inside. -1, the default: zlib's own compromise. */

/*!
    \class QSocketIo::AllowRequestResult
    \inmodule QSocketIo
    \inheaderfile QSocketIo/ServerOptions
    \brief What ServerOptions::allowRequest answers, at once or by a QFuture.

    \code
    options.allowRequest = [](const QSocketIo::HttpRequest &request) {
        QSocketIo::AllowRequestResult result;
        result.allowed = request.header("Origin") == "https://example.com";
        result.message = "not from there";
        return result;
    };
    \endcode

    \section1 Thread affinity
    AllowRequestResult is a value and reentrant.
*/

/*! \variable QSocketIo::AllowRequestResult::allowed
    Whether the session may begin. True by default. */

/*! \variable QSocketIo::AllowRequestResult::message
    What a refused client is told instead of "Forbidden", where it is not empty; it must not tell
    secrets. Empty by default. */

/*!
    \class QSocketIo::ConnectionStateRecoveryOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/ServerOptions
    \brief What is kept of a client whose connection broke, so that it can go on where it was.

    A client that comes back within maxDisconnectionDuration has its id, its rooms and its data
    again, and gets the events that it missed; Socket::isRecovered() tells. That is off unless
    ServerOptions::connectionStateRecovery is set.

    \code
    using namespace std::chrono_literals;
    QSocketIo::ServerOptions options;
    options.connectionStateRecovery = {.maxDisconnectionDuration = 5min,
                                       .skipMiddlewares = false,
                                       .maxStoredBytes = 8 * 1024 * 1024,
                                       .maxStoredSessions = 1000};
    \endcode

    Each namespace keeps the events of that time in memory. What exceeds the limits goes, the oldest
    first: clients that would have needed it start anew, as do those that come too late.

    \section1 Thread affinity
    ConnectionStateRecoveryOptions is a value and reentrant.

    \sa SessionAwareAdapter
*/

/*! \variable QSocketIo::ConnectionStateRecoveryOptions::maxDisconnectionDuration
    How long, in milliseconds, a client may have been away. 2 min by default. */

/*! \variable QSocketIo::ConnectionStateRecoveryOptions::skipMiddlewares
    Whether clients that recover are let in without asking the namespace's middlewares again. True
    by default. Where it is false, what is emitted to a client while they run is kept for it, up to
    maxStoredBytes: beyond that its connection is closed, and it starts anew. */

/*! \variable QSocketIo::ConnectionStateRecoveryOptions::maxStoredBytes
    How many bytes of events each namespace keeps, their bookkeeping included. 64 MiB by default. */

/*! \variable QSocketIo::ConnectionStateRecoveryOptions::maxStoredSessions
    How many clients that are away each namespace remembers. 100,000 by default. */

/*!
    \class QSocketIo::ServerOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/ServerOptions
    \brief Everything that can be set of a Server and its Engine when they are created.

    An aggregate with the defaults of Socket.IO, made to be filled by name:

    \code
    using namespace std::chrono_literals;
    QSocketIo::Server io{{.pingInterval = 10s,
                          .maxHttpBufferSize = 5'000'000,
                          .cors = {.origins = {QStringLiteral("https://example.com")}}}};
    \endcode

    Every limit is there against somebody: raise those that your application needs, no others.

    \code
    QSocketIo::ServerOptions options{
        .path = "/realtime",
        .addTrailingSlash = true,
        .connectTimeout = 10s,
        .adapter = [](QSocketIo::AdapterHost *host) {
            return std::make_unique<QSocketIo::InMemoryAdapter>(host);
        },
        .connectionStateRecovery = QSocketIo::ConnectionStateRecoveryOptions(),
        .cleanupEmptyChildNamespaces = true,
        .maxChildNamespaces = 100,
        .maxNamespacesPerConnection = 10,
        .maxAttachments = 2,
        .maxNestingDepth = 20,
        .pingTimeout = 5s,
        .upgradeTimeout = 5s,
        .transports = {"websocket"},
        .allowUpgrades = false,
        .httpCompression = std::nullopt,
        .cookie = QSocketIo::CookieOptions{.secure = true},
        .destroyUpgrade = true,
        .destroyUpgradeTimeout = 500ms,
    };
    // What the reference leaves to Node.js:
    options.maxHeaderSize = 8 * 1024;
    options.maxHeaderCount = 50;
    options.headerTimeout = 5s;
    options.bodyTimeout = 20s;
    options.keepAliveTimeout = 30s;
    options.closeTimeout = 5s;
    options.maxConnections = 10'000;
    options.maxConnectionsPerAddress = 100;
    options.sendHighWaterMark = 1024 * 1024;
    options.ssl = QSslConfiguration::defaultConfiguration();
    \endcode

    \section1 Thread affinity
    ServerOptions is a value and reentrant. The functions in it are called in the thread of the
    Server or Engine.

    \sa Server, Engine
*/

/*! \variable QSocketIo::ServerOptions::path
    The path below which the server answers; everything else on the port is not its business. One
    slash at the end is dropped. "/socket.io" by default. */

/*! \variable QSocketIo::ServerOptions::addTrailingSlash
    Whether a slash must follow path in requests, which is what clients send unless told otherwise.
    True by default. */

/*! \variable QSocketIo::ServerOptions::serveClient
    Whether a Server serves the JavaScript client below path, such as
    \c{/socket.io/socket.io.min.js}, so that a page can load it from where it connects to. True by
    default. A library that was built without the files serves none: see Server::isServeClient().

    \code
    options.serveClient = false; // pages bring their own
    \endcode
*/

/*! \variable QSocketIo::ServerOptions::connectTimeout
    How long, in milliseconds, a client may stay without having joined a namespace before it is
    disconnected. 45 s by default. */

/*! \variable QSocketIo::ServerOptions::parser
    Makes the parser; clients must use the same one. It is called once, by the server's constructor.
    Null, the default: PacketParser::json.

    \code
    options.parser = QSocketIo::PacketParser::msgpack;
    \endcode
*/

/*! \variable QSocketIo::ServerOptions::adapter
    Makes the adapter of each namespace. Null, the default, and where it returns null: an
    InMemoryAdapter, or a SessionAwareAdapter where connectionStateRecovery is set. See
    Server::setAdapter(). */

/*! \variable QSocketIo::ServerOptions::connectionStateRecovery
    Lets clients whose connection broke go on where they were. Unset by default: off. */

/*! \variable QSocketIo::ServerOptions::cleanupEmptyChildNamespaces
    Whether a namespace that a ParentNamespace made is removed when its last client has gone, be it
    one that a middleware refused. False by default. */

/*! \variable QSocketIo::ServerOptions::maxChildNamespaces
    How many namespaces may be made for clients at a time by all ParentNamespaces of a server; then
    further ones are refused with "Invalid namespace". 0: no limit. 10,000 by default. */

/*! \variable QSocketIo::ServerOptions::maxNamespacesPerConnection
    How many namespaces a client may have joined, or be about to join, at a time. Further ones are
    refused with "too many namespaces". 0: no limit. 1,000 by default. */

/*! \variable QSocketIo::ServerOptions::maxAttachments
    How many binary attachments one packet may have. A packet with more closes the connection. 10 by
    default. */

/*! \variable QSocketIo::ServerOptions::maxNestingDepth
    How deeply JSON arrays and objects of one packet may be nested. A deeper one closes the
    connection. 200 by default. */

/*! \variable QSocketIo::ServerOptions::pingInterval
    How long, in milliseconds, the server waits after a client's last pong, or its handshake, before
    it sends a ping. Clients of protocol 3 send the pings, in this interval. 25 s by default. */

/*! \variable QSocketIo::ServerOptions::pingTimeout
    How long, in milliseconds, a client may take to answer a ping before it is disconnected with
    DisconnectReason::PingTimeout. Clients that hear nothing for pingInterval and pingTimeout give
   up as well. A client of protocol 3 is disconnected when it has sent no ping for both together.
   20 s by default. */

/*! \variable QSocketIo::ServerOptions::upgradeTimeout
    How long, in milliseconds, the upgrade to a WebSocket may take from its arrival on. After that
   the WebSocket is closed, and the session goes on with polling. 10 s by default. */

/*! \variable QSocketIo::ServerOptions::maxHttpBufferSize
    How many bytes the body of a POST and a WebSocket message may have. A larger body is refused
    with 413, a larger message closes the connection with code 1009. Clients are told, and split
    their polling payloads accordingly; a larger single packet cannot be sent. 1,000,000 by
    default. */

/*! \variable QSocketIo::ServerOptions::transports
    The transports that clients may use: "polling" and "websocket", both by default. Without
    "websocket" there are no upgrades. */

/*! \variable QSocketIo::ServerOptions::allowUpgrades
    Whether clients are told that they may upgrade to a WebSocket. An upgrade that is attempted
    anyway succeeds. True by default. */

/*! \variable QSocketIo::ServerOptions::allowRequest
    Asked before a session begins, with its first request, whether it may. Not asked for later
    requests, nor for the upgrade of a session. A refusal is answered with 403, or for a WebSocket
    with 400, and the text of the result. Null by default: everybody may.

    \code
    options.allowRequest = [](const QSocketIo::HttpRequest &request) {
        return QSocketIo::AllowRequestResult{
            request.header("Origin") == "https://example.com", QStringLiteral("not from there")};
    };
    \endcode

    It may return a QFuture<AllowRequestResult> instead; the request waits for it. A future that is
    cancelled, or fails with an exception, refuses the request with "Forbidden".

    \code
    options.allowRequest = [this](const QSocketIo::HttpRequest &request) {
        return m_database->find(request.header("Authorization")) // QFuture<bool>
            .then([](bool isKnown) { return QSocketIo::AllowRequestResult{isKnown}; });
    };
    \endcode
*/

/*! \variable QSocketIo::ServerOptions::httpCompression
    How answers to clients that poll are compressed. Set by default, with the defaults of
    HttpCompressionOptions; \c{std::nullopt}: they are not. WebSocket messages are not concerned.
 */

/*! \variable QSocketIo::ServerOptions::perMessageDeflate
    How WebSocket messages are compressed, for clients that offer that. Unset by default: they are
    not.

    \code
    options.perMessageDeflate = QSocketIo::PerMessageDeflateOptions();
    \endcode
*/

/*! \variable QSocketIo::ServerOptions::cookie
    The cookie of the polling handshake. Unset by default: none. */

/*! \variable QSocketIo::ServerOptions::cors
    Cross-origin resource sharing. Off by default: pages of other origins cannot use polling. */

/*! \variable QSocketIo::ServerOptions::destroyUpgrade
    Whether a WebSocket (or other upgrade) outside path, which nobody answers, is closed after
    destroyUpgradeTimeout. True by default. */

/*! \variable QSocketIo::ServerOptions::destroyUpgradeTimeout
    See destroyUpgrade; in milliseconds. 1 s by default; 0 means the default. */

/*! \variable QSocketIo::ServerOptions::allowEIO3
    Whether clients may speak protocol 3 of Engine.IO, as those of Socket.IO 2 do. Their handshakes
    are refused otherwise (code 5). See Session::protocol(). False by default.

    \code
    QSocketIo::Server io{{.allowEIO3 = true}};
    \endcode
*/

/*! \variable QSocketIo::ServerOptions::maxHeaderSize
    How many bytes a request line and its header fields may have together. Longer ones are refused
    with 431. 16,384 by default. */

/*! \variable QSocketIo::ServerOptions::maxHeaderCount
    How many header fields a request may have. More are refused with 431. 100 by default. */

/*! \variable QSocketIo::ServerOptions::headerTimeout
    How long, in milliseconds, a client may take to send the whole head of a request before it is
    disconnected. 10 s by default. */

/*! \variable QSocketIo::ServerOptions::bodyTimeout
    How long, in milliseconds, a client may take to send the whole body of a request before it is
    disconnected. 60 s by default. */

/*! \variable QSocketIo::ServerOptions::keepAliveTimeout
    How long, in milliseconds, a connection may stay between two requests. 5 s by default. */

/*! \variable QSocketIo::ServerOptions::closeTimeout
    How long, in milliseconds, a closing session waits to tell its client: a client that polls until
    its next GET, a WebSocket for the client's close frame. 30 s by default. */

/*! \variable QSocketIo::ServerOptions::maxConnections
    How many connections are served at a time. Further ones are answered 503 and closed, or just
    closed where they speak TLS. 0, the default: as many as the system allows. */

/*! \variable QSocketIo::ServerOptions::maxConnectionsPerAddress
    How many TCP connections of one address are served at a time. Further ones are refused like
    those beyond maxConnections. All addresses of an IPv6 network of 64 bits count as one.
    Connections of trustedProxies do not count: whom they are for is not known before they have
    been accepted; let the proxy limit its clients. 0, the default: no limit.

    A client that polls has up to two connections, and one more for its upgrade; people in one
    building often share an address.

    \code
    options.maxConnectionsPerAddress = 50;
    \endcode
*/

/*! \variable QSocketIo::ServerOptions::trustedProxies
    The reverse proxies before the server, as addresses or subnets such as \c{"127.0.0.1"},
    \c{"10.0.0.0/8"} or \c{"fd00::/8"}. Of a request that comes from one of them, \c X-Forwarded-For
    says who the client is: the last address in it that is not itself a trusted proxy's. That
    address is then HttpRequest::peerAddress(), Session::remoteAddress() and Handshake::address().
    \c X-Forwarded-Proto says whether it came over TLS: HttpRequest::isSecure() and
    Handshake::isSecure(). Where it has several values, they go with the addresses one by one.

    Requests from elsewhere can say what they like: their fields are ignored. So is what is
    malformed, and what precedes it. Name no proxy that passes on such fields of its clients without
    adding to them. An entry that is neither an address nor a subnet gives a warning and is left
    out. Empty by default: the peer of the TCP connection is the client.

    \code
    options.trustedProxies = {QStringLiteral("127.0.0.1"), QStringLiteral("::1")};
    \endcode
*/

/*! \variable QSocketIo::ServerOptions::sendHighWaterMark
    How many bytes may be queued for one session before it is closed with
    DisconnectReason::TransportError: a client that reads too slowly must not take the server's
    memory. Packets that wait for the GET of a client that polls count some 60 bytes more than they
    hold. A single message may be larger where nothing is queued before it. 16 MiB by default; 0: no
    limit. */

/*! \variable QSocketIo::ServerOptions::ssl
    The certificate, key and so on for Engine::listen() to speak TLS: https and wss. Unset by
    default: it does not. Without a certificate or its key listen() fails. A client that does not
    get its handshake done within headerTimeout is disconnected.

    Servers that are attached decide for themselves; a QSslServer has a time limit of its own,
    QSslServer::handshakeTimeout().

    \code
    QFile certificate("server.crt"), key("server.key");
    if (certificate.open(QIODevice::ReadOnly) && key.open(QIODevice::ReadOnly)) {
        options.ssl = QSslConfiguration::defaultConfiguration();
        options.ssl->setLocalCertificate(QSslCertificate(&certificate));
        options.ssl->setPrivateKey(QSslKey(&key, QSsl::Rsa));
    }
    \endcode
*/

} // namespace QSocketIo
