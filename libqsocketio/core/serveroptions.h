// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_SERVEROPTIONS_H
#define QSOCKETIO_CORE_SERVEROPTIONS_H

#include "httprequest.h"
#include "permessagedeflateoptions.h"
#include "valueorfuture.h"

#include <QtCore/QDateTime>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>
#include <QtNetwork/QHostAddress>
#if QT_CONFIG(ssl)
#include <QtNetwork/QSslConfiguration>
#endif

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace QSocketIo {

class Adapter;
class AdapterHost;
class PacketParser;

// Cross-origin resource sharing. Off unless some origin is allowed.
struct CorsOptions
{
    // Exact origins; {"*"} answers everybody with "*".
    QStringList origins = {};
    QList<QRegularExpression> originPatterns = {};
    // Asked instead of origins and originPatterns where it is set.
    std::function<bool(const QString &origin)> originPredicate = {};
    // Echo the request's Origin, whatever it is.
    bool reflectOrigin = false;
    QStringList methods
        = {QStringLiteral("GET"),   QStringLiteral("HEAD"), QStringLiteral("PUT"),
           QStringLiteral("PATCH"), QStringLiteral("POST"), QStringLiteral("DELETE")};
    // Empty: what Access-Control-Request-Headers asks for.
    QStringList allowedHeaders = {};
    QStringList exposedHeaders = {};
    bool credentials = false;
    std::optional<std::chrono::seconds> maxAge = {};
    bool preflightContinue = false;
    int optionsSuccessStatus = 204;

    [[nodiscard]] bool isEnabled() const
    {
        return reflectOrigin || originPredicate || !origins.isEmpty() || !originPatterns.isEmpty();
    }
};

// The cookie of the polling handshake.
struct CookieOptions
{
    enum class SameSite { Unset, Strict, Lax, None };
    enum class Priority { Unset, Low, Medium, High };

    QString name = QStringLiteral("io");
    QString path = QStringLiteral("/"); // empty: omitted
    QString domain = {};
    std::optional<std::chrono::seconds> maxAge = {};
    QDateTime expires = {};
    bool httpOnly = true;
    bool secure = false;
    bool partitioned = false;
    Priority priority = Priority::Unset;
    SameSite sameSite = SameSite::Lax;
};

// Compression of the answers to GETs of clients that poll.
struct HttpCompressionOptions
{
    qsizetype threshold = 1024; // bytes; shorter answers stay as they are
    int level = -1; // of zlib, 0 (none) to 9 (small); -1: zlib's own default
};

// What allowRequest answers: allowed, or refused with an optional text for the client.
struct AllowRequestResult
{
    bool allowed = true;
    QString message = {};
};

// What is kept of a client whose connection broke, so that it can go on where it was.
struct ConnectionStateRecoveryOptions
{
    std::chrono::milliseconds maxDisconnectionDuration = std::chrono::minutes(2);
    bool skipMiddlewares = true; // for clients that recover
    // For each namespace. The oldest packets and sessions go first.
    qint64 maxStoredBytes = 64 * 1024 * 1024;
    int maxStoredSessions = 100'000;
};

struct ServerOptions
{
    // Socket.IO
    QString path = QStringLiteral("/socket.io");
    bool addTrailingSlash = true;
    bool serveClient = true; // where the library was built with the client's files
    std::chrono::milliseconds connectTimeout = std::chrono::seconds(45);
    // Null: PacketParser::json.
    std::function<std::unique_ptr<PacketParser>()> parser = {};
    // Null: an InMemoryAdapter, or a SessionAwareAdapter with connectionStateRecovery.
    std::function<std::unique_ptr<Adapter>(AdapterHost *host)> adapter = {};
    std::optional<ConnectionStateRecoveryOptions> connectionStateRecovery = {};
    bool cleanupEmptyChildNamespaces = false;
    int maxChildNamespaces = 10'000; // made for clients; 0: no limit
    int maxNamespacesPerConnection = 1000; // 0: no limit
    int maxAttachments = 10; // per packet
    int maxNestingDepth = 200; // of JSON arrays and objects in one packet

    // Engine.IO
    std::chrono::milliseconds pingInterval = std::chrono::seconds(25);
    std::chrono::milliseconds pingTimeout = std::chrono::seconds(20);
    std::chrono::milliseconds upgradeTimeout = std::chrono::seconds(10);
    qint64 maxHttpBufferSize = 1'000'000; // bytes, of a POST body and of a WebSocket message
    QStringList transports = {QStringLiteral("polling"), QStringLiteral("websocket")};
    bool allowUpgrades = true;
    // Called for requests without sid only; answers by its return value, now or later.
    std::function<ValueOrFuture<AllowRequestResult>(const HttpRequest &request)> allowRequest = {};
    std::optional<HttpCompressionOptions> httpCompression = HttpCompressionOptions(); // unset: off
    std::optional<PerMessageDeflateOptions> perMessageDeflate = {}; // unset: off
    std::optional<CookieOptions> cookie = {};
    CorsOptions cors = {};
    bool destroyUpgrade = true;
    std::chrono::milliseconds destroyUpgradeTimeout = std::chrono::seconds(1);
    bool allowEIO3 = false; // clients that speak Engine.IO protocol 3

    // The front door (no counterpart in the reference)
    qsizetype maxHeaderSize = 16 * 1024; // bytes, request line and header fields together
    int maxHeaderCount = 100;
    std::chrono::milliseconds headerTimeout = std::chrono::seconds(10); // for a whole request head
    std::chrono::milliseconds bodyTimeout = std::chrono::seconds(60); // for a whole request body
    std::chrono::milliseconds keepAliveTimeout = std::chrono::seconds(5); // between two requests
    std::chrono::milliseconds closeTimeout = std::chrono::seconds(30); // for a polite close
    int maxConnections = 0; // 0: no limit but the system's
    int maxConnectionsPerAddress = 0; // 0: no limit
    // Addresses and subnets of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.
    QStringList trustedProxies = {};
    qint64 sendHighWaterMark = 16 * 1024 * 1024; // bytes queued for one session; 0: no limit
#if QT_CONFIG(ssl)
    // Set: listen() speaks TLS.
    std::optional<QSslConfiguration> ssl = {};
#endif
};

} // namespace QSocketIo

#endif
