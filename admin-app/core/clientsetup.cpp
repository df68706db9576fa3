// SPDX-License-Identifier: MIT
#include "clientsetup.h"

#include "connectionsettings.h"
#include "tlsconfiguration.h"

#include <QSocketIo/PacketParser>

namespace QsioAdmin {

using namespace std::chrono_literals;

// The list of 100,000 sockets is one message of 60 to 200 MB.
constexpr qint64 maxMessageSize = 1024LL * 1024 * 1024;

static QStringList transportsOf(WireTransport transport)
{
    const QString polling = QStringLiteral("polling");
    const QString webSocket = QStringLiteral("websocket");
    switch (transport) {
    case WireTransport::WebSocket:
        return {webSocket};
    case WireTransport::Polling:
        return {polling};
    case WireTransport::Auto:
        break;
    }
    return {polling, webSocket};
}

QSocketIo::ClientOptions clientOptions(const ConnectionSettings &settings)
{
    QSocketIo::ClientOptions options;
    options.path = settings.path;
    options.transports = transportsOf(settings.transport);
    options.autoConnect = false; // once all handlers are there
    // Servers of libqsocketio tell more to whom says so; to others it means nothing.
    options.query = {{QStringLiteral("qsio"), QStringLiteral("1")}};
    options.reconnection = settings.reconnects;
    options.reconnectionDelay = settings.reconnectionDelay;
    options.reconnectionDelayMax = settings.reconnectionDelayMax;
    options.timeout = 10s;
    options.maxMessageSize = maxMessageSize;
    options.maxAttachments = 10'000; // of the data of all sockets
    options.maxBufferedEvents = 100'000; // before the answer to the login
    options.maxBufferedBytes = 64 * 1024 * 1024;
    if (settings.parser == WireParser::Msgpack)
        options.parser = &QSocketIo::PacketParser::msgpack;
#if QT_CONFIG(ssl)
    options.ssl = tlsConfiguration(settings);
#endif
    return options;
}

QCborMap loginData(const ConnectionSettings &settings, const QString &sessionId)
{
    if (!sessionId.isEmpty())
        return {{QStringLiteral("sessionId"), sessionId}};
    if (settings.user.isEmpty())
        return {};
    return {{QStringLiteral("username"), settings.user},
            {QStringLiteral("password"), settings.password}};
}

} // namespace QsioAdmin
