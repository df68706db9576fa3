// SPDX-License-Identifier: MIT
#include "connectionsettings.h"

namespace QsioAdmin {

std::optional<ConnectionSettings> ConnectionSettings::fromUrl(const QString &text)
{
    QString address = text.trimmed();
    if (!address.contains(QLatin1StringView("://")))
        address.prepend(QLatin1StringView("http://"));
    QUrl url(address, QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (scheme == QLatin1StringView("ws"))
        url.setScheme(QStringLiteral("http"));
    else if (scheme == QLatin1StringView("wss"))
        url.setScheme(QStringLiteral("https"));
    const bool isKnown
        = url.scheme() == QLatin1StringView("http") || url.scheme() == QLatin1StringView("https");
    if (!url.isValid() || !isKnown || url.host().isEmpty())
        return {};
    ConnectionSettings settings;
    settings.user = url.userName(QUrl::FullyDecoded);
    settings.password = url.password(QUrl::FullyDecoded);
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (!path.isEmpty())
        settings.nsp = path;
    url.setUserInfo(QString());
    url.setPath(QString());
    url.setFragment(QString());
    settings.url = url;
    return settings;
}

} // namespace QsioAdmin
