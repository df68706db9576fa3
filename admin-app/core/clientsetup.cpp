// SPDX-License-Identifier: MIT
#include "clientsetup.h"

#include "connectionsettings.h"
#include "tlsconfiguration.h"

#include <QSocketIo/PacketParser>
#include <QtCore/QCborValue>
#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtNetwork/QNetworkProxy>

namespace QsioAdmin {

using namespace std::chrono_literals;

// The list of 100,000 sockets is one message of 60 to 200 MB.
constexpr qint64 maxMessageSize = 1024LL * 1024 * 1024;
constexpr qsizetype maxLines = 100; // of header fields, and of cookies

static QString setupText(const char *text)
{
    return QCoreApplication::translate("ConnectionSettings", text);
}

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

QNetworkProxy networkProxy(const ConnectionSettings &settings)
{
    const ProxySettings &proxy = settings.proxy;
    switch (proxy.kind) {
    case ProxyKind::None:
        break;
    case ProxyKind::System:
        return QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(settings.url))
            .value(0, QNetworkProxy(QNetworkProxy::NoProxy));
    case ProxyKind::Http:
        return {QNetworkProxy::HttpProxy, proxy.host, proxy.port, proxy.user, proxy.password};
    case ProxyKind::Socks5:
        return {QNetworkProxy::Socks5Proxy, proxy.host, proxy.port, proxy.user, proxy.password};
    }
    return {QNetworkProxy::NoProxy};
}

// ---- header fields and cookies ---------------------------------------------------------------

namespace {

QStringList linesOf(const QString &text)
{
    QStringList lines;
    const QStringList all = text.split(u'\n');
    for (const QString &line : all) {
        if (!line.trimmed().isEmpty())
            lines.append(line.trimmed());
    }
    return lines;
}

// They belong to the connection itself, or have a field of their own.
bool isReserved(const QByteArray &name)
{
    static const QByteArrayList reserved{"host",           "connection",        "upgrade",
                                         "content-length", "transfer-encoding", "cookie"};
    const QByteArray lower = name.toLower();
    return reserved.contains(lower) || lower.startsWith("sec-websocket-");
}

QString lineProblem(const char *text, qsizetype line)
{
    return setupText(text).arg(line + 1); // not what is in it: it may be a secret
}

} // namespace

std::optional<QList<QSocketIo::HttpHeaders::Field>> readHeaders(const QString &text,
                                                                QString *problem)
{
    QSocketIo::HttpHeaders headers;
    const QStringList lines = linesOf(text);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(u':');
        const QByteArray name = lines[i].left(qMax(0, colon)).toUtf8();
        const bool isGood = colon > 0 && i < maxLines && !isReserved(name)
            && headers.append(name, lines[i].sliced(colon + 1).trimmed().toUtf8());
        if (!isGood) {
            *problem = lineProblem(
                QT_TRANSLATE_NOOP("ConnectionSettings",
                                  "Header %1 is not a field that can be sent, such as \"X-Tenant: "
                                  "blue\"."),
                i);
            return {};
        }
    }
    return headers.fields();
}

std::optional<QList<QNetworkCookie>> readCookies(const QString &text, QString *problem)
{
    QList<QNetworkCookie> cookies;
    const QStringList lines = linesOf(text);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QList<QNetworkCookie> parsed = QNetworkCookie::parseCookies(lines[i].toUtf8());
        const bool isGood = parsed.size() == 1 && i < maxLines && !lines[i].contains(u';')
            && !parsed.first().name().isEmpty() && lines[i].contains(u'=');
        if (!isGood) {
            *problem = lineProblem(
                QT_TRANSLATE_NOOP("ConnectionSettings", "Cookie %1 is none, such as \"route=a3\"."),
                i);
            return {};
        }
        QNetworkCookie cookie(parsed.first().name(), parsed.first().value());
        cookie.setPath(QStringLiteral("/"));
        cookies.append(cookie);
    }
    return cookies;
}

// ---- options ---------------------------------------------------------------------------------

static void addAccess(const ConnectionSettings &settings, QSocketIo::ClientOptions *options)
{
    QString problem;
    options->extraHeaders
        = readHeaders(settings.headers, &problem).value_or(QList<QSocketIo::HttpHeaders::Field>());
    const auto cookies = readCookies(settings.cookies, &problem);
    if (cookies && !cookies->isEmpty()) {
        options->cookieJar = std::make_shared<QNetworkCookieJar>();
        options->cookieJar->setCookiesFromUrl(*cookies, settings.url);
    }
    options->proxy = networkProxy(settings);
}

QSocketIo::ClientOptions clientOptions(const ConnectionSettings &settings,
                                       const QSslCertificate &pinned)
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
    if (settings.reconnectionAttempts > 0)
        options.reconnectionAttempts = settings.reconnectionAttempts;
    options.timeout = 10s;
    options.maxMessageSize = maxMessageSize;
    options.maxAttachments = 10'000; // of the data of all sockets
    options.maxBufferedEvents = 100'000; // before the answer to the login
    options.maxBufferedBytes = 64 * 1024 * 1024;
    addAccess(settings, &options);
    if (settings.parser == WireParser::Msgpack)
        options.parser = &QSocketIo::PacketParser::msgpack;
#if QT_CONFIG(ssl)
    options.ssl = tlsConfiguration(settings, pinned);
#else
    Q_UNUSED(pinned)
#endif
    return options;
}

QCborMap loginData(const ConnectionSettings &settings, const QString &sessionId)
{
    switch (settings.auth) {
    case AuthKind::None:
        return {};
    case AuthKind::Custom:
        return QCborMap::fromJsonObject(
            QJsonDocument::fromJson(settings.authObject.toUtf8()).object());
    case AuthKind::Session:
        return {{QStringLiteral("sessionId"), sessionId.isEmpty() ? settings.password : sessionId}};
    case AuthKind::Password:
        break;
    }
    if (!sessionId.isEmpty())
        return {{QStringLiteral("sessionId"), sessionId}};
    if (settings.user.isEmpty())
        return {};
    return {{QStringLiteral("username"), settings.user},
            {QStringLiteral("password"), settings.password}};
}

bool hasLogin(const ConnectionSettings &settings)
{
    return settings.auth == AuthKind::Password ? !settings.user.isEmpty()
                                               : settings.auth != AuthKind::None;
}

} // namespace QsioAdmin
