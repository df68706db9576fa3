// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_CONNECTIONSETTINGS_H
#define QSIOADMIN_CORE_CONNECTIONSETTINGS_H

#include <QtCore/QString>
#include <QtCore/QUrl>

#include <chrono>
#include <optional>

namespace QsioAdmin {

enum class WireParser { Json, Msgpack };
enum class WireTransport { WebSocket, Polling, Auto };

// How to reach a server and its admin namespace. Password and session id are secrets: do not store,
// log or export them with the rest.
struct ConnectionSettings
{
    QUrl url; // http or https, without a path
    QString path = QStringLiteral("/socket.io");
    QString nsp = QStringLiteral("/admin");
    WireParser parser = WireParser::Json;
    WireTransport transport = WireTransport::WebSocket;
    QString user; // empty: the server asks for nothing
    QString password;
    QString sessionId; // of an earlier login; tried before user and password
    QString caFile; // PEM; empty: those of the system
    bool isInsecure = false; // certificates are not checked
    bool isReadOnly = false;
    bool reconnects = true;

    // How long to wait for the answer to the login, and for the configuration after it.
    std::chrono::milliseconds loginTimeout = std::chrono::seconds(10);
    std::chrono::milliseconds configTimeout = std::chrono::seconds(3);
    std::chrono::milliseconds reconnectionDelay = std::chrono::seconds(1);
    std::chrono::milliseconds reconnectionDelayMax = std::chrono::seconds(15);

    // What people paste: without a scheme, with ws: for one, with a slash at the end, or with the
    // admin namespace as the path, which becomes nsp. Null: it is no address of a server.
    [[nodiscard]] static std::optional<ConnectionSettings> fromUrl(const QString &text);
};

} // namespace QsioAdmin

#endif
