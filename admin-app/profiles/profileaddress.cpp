// SPDX-License-Identifier: MIT
#include "profileaddress.h"

#include "core/connectionsettings.h"

#include <QtCore/QCoreApplication>

namespace QsioAdmin {

namespace {

constexpr qsizetype maxAddress = 2'000;

QString sentence(const char *text)
{
    return QCoreApplication::translate("ProfileAddress", text);
}

ProfileAddress invalid(const char *problem)
{
    ProfileAddress address;
    address.problem = sentence(problem);
    return address;
}

} // namespace

ProfileAddress ProfileAddress::parse(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return invalid(QT_TRANSLATE_NOOP("ProfileAddress", "Enter the address of the server."));
    if (trimmed.size() > maxAddress)
        return invalid(QT_TRANSLATE_NOOP("ProfileAddress", "This address is too long."));
    const auto settings = ConnectionSettings::fromUrl(trimmed);
    if (!settings) {
        return invalid(QT_TRANSLATE_NOOP("ProfileAddress",
                                         "This is no address of a server. One looks like "
                                         "https://example.org or localhost:3000."));
    }
    if (settings->url.host() == QLatin1StringView("admin.socket.io")) {
        return invalid(QT_TRANSLATE_NOOP("ProfileAddress",
                                         "This is the address of the web UI. Enter the address of "
                                         "your own server."));
    }
    ProfileAddress address;
    address.url = settings->url;
    address.url.setQuery(QString());
    address.user = settings->user;
    address.password = settings->password;
    const ConnectionSettings defaults;
    if (settings->nsp == defaults.nsp)
        return address;
    // From a browser's network view: the path of Socket.IO itself.
    const bool isPath = settings->nsp.endsWith(defaults.path);
    (isPath ? address.path : address.nsp) = settings->nsp;
    return address;
}

} // namespace QsioAdmin
