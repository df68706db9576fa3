// SPDX-License-Identifier: MIT
#include "failure.h"

#include "connectionsettings.h"
#include "translation.h"

namespace QsioAdmin {

// What is wrong with the way to the server.
static QString networkText(Failure failure, const ConnectionSettings &settings,
                           const QString &detail)
{
    const QString host = settings.url.host();
    const int port
        = settings.url.port(settings.url.scheme() == QLatin1StringView("https") ? 443 : 80);
    switch (failure) {
    case Failure::InvalidUrl:
        return tr("\"%1\" is not the address of a server. It should look like "
                  "https://example.com:3000.")
            .arg(settings.url.toDisplayString());
    case Failure::HostNotFound:
        return tr("There is no host called \"%1\". Check the spelling, and your connection to the "
                  "network.")
            .arg(host);
    case Failure::ConnectionRefused:
        return tr("Nobody listens at port %1 of %2. Is the server running, and is this its port?")
            .arg(port)
            .arg(host);
    case Failure::Unreachable:
        return tr("%1 does not answer at port %2. A firewall may be in the way.")
            .arg(host)
            .arg(port);
    case Failure::ProxyFailed:
        return tr("The proxy does not let the connection to %1 pass: %2").arg(host, detail);
    case Failure::OtherCertificate:
        return tr("%1 shows another certificate than the one that is pinned. It may have been "
                  "renewed, or somebody is in between. Its fingerprint is %2.")
            .arg(host, detail);
    case Failure::TlsFailed:
        return tr("No secure connection to %1 is possible: %2").arg(host, detail);
    case Failure::NotSocketIo:
        return tr("There is a web server at %1, but no Socket.IO server at the path \"%2\" (%3).")
            .arg(settings.url.toDisplayString(), settings.path, detail);
    case Failure::WebSocketFailed:
        return tr("The server is there, but the connection does not come about: %1. A proxy that "
                  "does not pass WebSockets on may be in the way; try polling.")
            .arg(detail);
    default:
        return {};
    }
}

static QString wrongCredentialsText(const ConnectionSettings &settings)
{
    if (settings.auth == AuthKind::Session)
        return tr("The server does not accept this session id. It may have expired.");
    if (settings.auth == AuthKind::Custom)
        return tr("The server does not accept this JSON object.");
    return settings.user.isEmpty() || settings.auth == AuthKind::None
        ? tr("The server asks for a user name and a password.")
        : tr("The server does not accept this user name and password.");
}

static QString loginText(Failure failure, const ConnectionSettings &settings, const QString &detail)
{
    switch (failure) {
    case Failure::ClosedDuringLogin:
        return tr("The server closed the connection during the login. It probably uses another "
                  "parser than %1.")
            .arg(settings.parser == WireParser::Json ? tr("JSON") : tr("msgpack"));
    case Failure::LoginTimeout:
        return tr("The server did not answer the login. It probably uses another parser than %1.")
            .arg(settings.parser == WireParser::Json ? tr("JSON") : tr("msgpack"));
    case Failure::WrongCredentials:
        return wrongCredentialsText(settings);
    case Failure::NoSuchNamespace:
        return tr("The server has no namespace \"%1\". Is it instrumented, and is this the name of "
                  "its admin namespace?")
            .arg(settings.nsp);
    case Failure::LoginRefused:
        return tr("The server refused the login: %1").arg(detail);
    case Failure::NotAnAdminNamespace:
        return tr("The namespace \"%1\" exists but is not an admin namespace: it does not say what "
                  "it can do.")
            .arg(settings.nsp);
    case Failure::IncompatibleServer:
        return tr("This server speaks an older Socket.IO, of which this program knows nothing: %1")
            .arg(detail);
    default:
        return {};
    }
}

QString failureText(Failure failure, const ConnectionSettings &settings, const QString &detail)
{
    switch (failure) {
    case Failure::None:
        return {};
    case Failure::ServerGone:
        return tr("The connection to the server has broken off. What is shown is as it was then.");
    case Failure::ServerSilent:
        return tr("The server has fallen silent. What is shown is as it was then.");
    case Failure::DisconnectedByServer:
        return tr("The server, or another admin, has ended this connection.");
    case Failure::MalformedMessage:
        return tr("The server sent something that is not Socket.IO: %1").arg(detail);
    default:
        break;
    }
    const QString text = networkText(failure, settings, detail);
    return text.isEmpty() ? loginText(failure, settings, detail) : text;
}

bool isTemporary(Failure failure)
{
    switch (failure) {
    case Failure::InvalidUrl:
    case Failure::TlsFailed:
    case Failure::OtherCertificate:
    case Failure::WrongCredentials:
    case Failure::NoSuchNamespace:
    case Failure::LoginRefused:
    case Failure::NotAnAdminNamespace:
    case Failure::DisconnectedByServer:
    case Failure::IncompatibleServer:
    case Failure::ClosedDuringLogin:
        return false;
    default:
        return true;
    }
}

} // namespace QsioAdmin
