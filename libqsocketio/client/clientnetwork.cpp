// SPDX-License-Identifier: MIT
#include "clientnetwork_p.h"

#include "../core/logging_p.h"
#include "farewell_p.h"

#include <QtCore/QUrlQuery>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkCookie>

namespace QSocketIo {

namespace {
// What the protocol says itself.
bool isReservedParameter(QByteArrayView name)
{
    return name == "EIO" || name == "transport" || name == "sid";
}

void appendParameter(QByteArray &query, const QByteArray &name, const QByteArray &value)
{
    if (!isReservedParameter(name))
        query += '&' + name + '=' + value;
}

QByteArray encoded(const QString &text)
{
    return QUrl::toPercentEncoding(text); // also '+', which servers take for a space
}
} // namespace

ClientNetwork::ClientNetwork(const QUrl &url, const ClientOptions &options)
    : m_url(url)
    , m_options(options)
{
    addExtraHeaders();
}

ClientNetwork::~ClientNetwork() = default;

void ClientNetwork::addExtraHeaders()
{
    for (const HttpHeaders::Field &field : m_options.extraHeaders) {
        if (!m_headers.append(field.name, field.value))
            qCWarning(lcClient, "ClientOptions::extraHeaders: \"%s\" is no valid header field",
                      field.name.constData());
    }
}

bool ClientNetwork::isSecure() const
{
    return m_url.scheme() == QLatin1StringView("https")
        || m_url.scheme() == QLatin1StringView("wss");
}

Error ClientNetwork::error() const
{
    const QString scheme = m_url.scheme();
    const bool isKnown
        = isSecure() || scheme == QLatin1StringView("http") || scheme == QLatin1StringView("ws");
    if (!m_url.isValid() || !isKnown || m_url.host().isEmpty())
        return Error(Error::Code::InvalidUsage,
                     QStringLiteral("\"%1\" is no URL of a server")
                         .arg(m_url.toDisplayString(QUrl::RemoveQuery)));
    return {};
}

QByteArray ClientNetwork::userQuery() const
{
    QByteArray query;
    for (auto it = m_options.query.cbegin(); it != m_options.query.cend(); ++it)
        appendParameter(query, encoded(it.key()), encoded(it.value()));
    if (!query.isEmpty())
        return query;
    const auto items = QUrlQuery(m_url).queryItems(QUrl::FullyEncoded);
    for (const auto &[name, value] : items)
        appendParameter(query, name.toLatin1(), value.toLatin1());
    return query;
}

QNetworkRequest ClientNetwork::request(QLatin1StringView transport, const QString &sid) const
{
    const bool isWebSocket = transport == QLatin1StringView("websocket");
    QUrl url;
    if (isWebSocket)
        url.setScheme(isSecure() ? QStringLiteral("wss") : QStringLiteral("ws"));
    else
        url.setScheme(isSecure() ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(m_url.host());
    url.setPort(m_url.port());
    QString path = m_options.path;
    if (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(m_options.addTrailingSlash ? path + u'/' : path);
    QByteArray query = "EIO=4&transport=" + QByteArray(transport.data(), transport.size());
    if (!sid.isEmpty())
        query += "&sid=" + encoded(sid);
    url.setQuery(QString::fromLatin1(query + userQuery()), QUrl::StrictMode);

    QNetworkRequest request(url);
    for (const HttpHeaders::Field &field : m_headers.fields())
        request.setRawHeader(field.name, m_headers.combinedValue(field.name));
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // What goes to this server must not end up at another one.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::SameOriginRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setDecompressedSafetyCheckThreshold(-1); // ClientOptions::maxMessageSize limits it
#if QT_CONFIG(ssl)
    if (m_options.ssl)
        request.setSslConfiguration(*m_options.ssl);
#endif
    return request;
}

QNetworkRequest ClientNetwork::requestWithCookies(QLatin1StringView transport,
                                                  const QString &sid) const
{
    QNetworkRequest result = request(transport, sid);
    const QNetworkCookieJar *jar = m_options.cookieJar.get();
    if (!jar && m_http)
        jar = m_http->cookieJar(); // polling was there first
    if (!jar)
        return result;
    QByteArrayList pairs;
    if (result.hasRawHeader("Cookie"))
        pairs.append(result.rawHeader("Cookie"));
    const QUrl url = request(QLatin1StringView("polling"), sid).url(); // jars know http only
    for (const QNetworkCookie &cookie : jar->cookiesForUrl(url))
        pairs.append(cookie.toRawForm(QNetworkCookie::NameAndValueOnly));
    if (!pairs.isEmpty())
        result.setRawHeader("Cookie", pairs.join("; "));
    return result;
}

std::shared_ptr<QNetworkAccessManager> ClientNetwork::http()
{
    if (m_http)
        return m_http;
    // It may be in the middle of a reply's signal when its last user lets go.
    m_http = std::shared_ptr<QNetworkAccessManager>(new QNetworkAccessManager, deleteSoon);
    if (m_options.proxy)
        m_http->setProxy(*m_options.proxy);
    if (const std::shared_ptr<QNetworkCookieJar> jar = m_options.cookieJar) {
        m_http->setCookieJar(jar.get());
        jar->setParent(nullptr); // it is shared, not owned
        // For as long as the manager is really there.
        QObject::connect(m_http.get(), &QObject::destroyed, [jar] {});
    }
    return m_http;
}

} // namespace QSocketIo
