// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_CLIENTOPTIONS_H
#define QSOCKETIO_CLIENT_CLIENTOPTIONS_H

#include "../core/httpheaders.h"
#include "clientauth.h"

#include <QtCore/QList>
#include <QtCore/QMap>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtNetwork/QNetworkCookieJar>
#include <QtNetwork/QNetworkProxy>
#if QT_CONFIG(ssl)
#include <QtNetwork/QSslConfiguration>
#endif

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace QSocketIo {

class PacketParser;

struct ClientOptions
{
    // Engine.IO
    QString path = QStringLiteral("/socket.io");
    bool addTrailingSlash = true;
    QMap<QString, QString> query = {}; // empty: the query of the URL
    QList<HttpHeaders::Field> extraHeaders = {};
    QStringList transports = {QStringLiteral("polling"), QStringLiteral("websocket")};
    bool upgrade = true;
    bool rememberUpgrade = false;

    // Socket.IO
    bool autoConnect = true;
    bool reconnection = true;
    std::optional<int> reconnectionAttempts = {}; // unset: until it succeeds
    std::chrono::milliseconds reconnectionDelay = std::chrono::seconds(1);
    std::chrono::milliseconds reconnectionDelayMax = std::chrono::seconds(5);
    double randomizationFactor = 0.5;
    std::chrono::milliseconds timeout = std::chrono::seconds(20); // of an attempt to connect
    std::optional<std::chrono::milliseconds> ackTimeout = {};
    int retries = 0; // 0: events are not sent again
    ClientAuth auth = {};
    // Null: PacketParser::json.
    std::function<std::unique_ptr<PacketParser>()> parser = {};

    // The network
    std::optional<QNetworkProxy> proxy = {}; // unset: the application's
    std::shared_ptr<QNetworkCookieJar> cookieJar = {}; // null: one of its own
#if QT_CONFIG(ssl)
    std::optional<QSslConfiguration> ssl = {}; // unset: Qt's default
#endif

    // Limits (no counterpart in the reference)
    qint64 maxMessageSize = 64 * 1024 * 1024; // bytes, of a WebSocket message and of a poll
    int maxAttachments = 10; // per packet
    int maxNestingDepth = 200; // of JSON arrays and objects in one packet
    int maxBufferedEvents = 10'000; // of each socket, while it is not connected
    qint64 maxBufferedBytes = 16 * 1024 * 1024; // of these, together
    qint64 sendHighWaterMark = 64 * 1024 * 1024; // bytes queued for the server; 0: no limit
};

} // namespace QSocketIo

#endif
