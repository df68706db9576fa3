// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_CONNECTIONSETTINGS_H
#define QSIOADMIN_CORE_CONNECTIONSETTINGS_H

#include <QtCore/QCoreApplication>
#include <QtCore/QString>
#include <QtCore/QUrl>

#include <chrono>
#include <optional>

namespace QsioAdmin {

enum class WireParser { Json, Msgpack };
enum class WireTransport { WebSocket, Polling, Auto };
enum class AuthKind {
    Password, // and user; nothing where the user is empty
    Session, // the password is the session id of a login elsewhere
    Custom, // the JSON object authObject
    None,
};
enum class ProxyKind { None, System, Http, Socks5 };

struct ProxySettings
{
    ProxyKind kind = ProxyKind::None;
    QString host; // of Http and Socks5
    quint16 port = 0;
    QString user; // empty: the proxy asks for nothing
    QString password; // a secret
};

// How to reach a server and its admin namespace. What clearSecrets() removes is secret: do not
// store, log or export it with the rest.
struct ConnectionSettings
{
    Q_DECLARE_TR_FUNCTIONS(QsioAdmin::ConnectionSettings)
public:
    QUrl url; // http or https, without a path
    QString path = QStringLiteral("/socket.io");
    QString nsp = QStringLiteral("/admin");
    WireParser parser = WireParser::Json;
    WireTransport transport = WireTransport::WebSocket;
    AuthKind auth = AuthKind::Password;
    QString user; // empty: the server asks for nothing
    QString password;
    QString authObject; // JSON, a secret
    QString sessionId; // of an earlier login; tried before user and password
    // One a line, as "Name: value" and as "name=value". Secrets: they may let people in.
    QString headers;
    QString cookies;
    ProxySettings proxy;
    QString caFile; // PEM; empty: those of the system
    QString certificateFile; // PEM, of the client; empty: none
    QString keyFile; // PEM; empty: it is in certificateFile
    QString keyPassphrase; // a secret
    QString
        fingerprint; // SHA-256 of the only certificate to trust, in hex; empty: any that is good
    bool isInsecure = false; // certificates are not checked
    bool isReadOnly = false;
    bool reconnects = true; // else the user is asked
    int reconnectionAttempts = 0; // 0: until there is a connection

    static constexpr int minDelay = 1; // ms, between attempts
    static constexpr int maxDelay = 3'600'000;
    static constexpr int maxAttempts = 10'000;

    // How long to wait for the answer to the login, and for the configuration after it.
    std::chrono::milliseconds loginTimeout = std::chrono::seconds(10);
    std::chrono::milliseconds configTimeout = std::chrono::seconds(3);
    std::chrono::milliseconds reconnectionDelay = std::chrono::seconds(1);
    std::chrono::milliseconds reconnectionDelayMax = std::chrono::seconds(15);

    // What people paste: without a scheme, with ws: for one, with a slash at the end, or with the
    // admin namespace as the path, which becomes nsp. Null: it is no address of a server.
    [[nodiscard]] static std::optional<ConnectionSettings> fromUrl(const QString &text);

    void clearSecrets();
    // The secrets other than password and session id in one text, for a store of secrets. Empty:
    // there are none.
    [[nodiscard]] QString accessSecrets() const;
    void setAccessSecrets(const QString &text);
    // What is wrong with headers, cookies, authObject, proxy or fingerprint, in plain words; empty:
    // nothing.
    [[nodiscard]] QString accessProblem() const;
};

} // namespace QsioAdmin

#endif
