// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_CLIENTSETUP_H
#define QSIOADMIN_CORE_CLIENTSETUP_H

#include <QSocketIo/ClientOptions>
#include <QtCore/QCborMap>
#include <QtNetwork/QNetworkCookie>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QSslCertificate>

#include <optional>

namespace QsioAdmin {

struct ConnectionSettings;

// The settings in the words of the client library. pinned: see tlsConfiguration().
[[nodiscard]] QSocketIo::ClientOptions clientOptions(const ConnectionSettings &settings,
                                                     const QSslCertificate &pinned
                                                     = QSslCertificate());

// By way of what settings.url is reached.
[[nodiscard]] QNetworkProxy networkProxy(const ConnectionSettings &settings);

// Lines of "Name: value", and of "name=value". Null: one is wrong; problem says which.
[[nodiscard]] std::optional<QList<QSocketIo::HttpHeaders::Field>> readHeaders(const QString &text,
                                                                              QString *problem);
[[nodiscard]] std::optional<QList<QNetworkCookie>> readCookies(const QString &text,
                                                               QString *problem);

// What an admin says when it logs in: exactly {sessionId}, or exactly {username, password}. Some
// servers refuse anything more, and a password that is no text has brought Node.js down. An object of
// the user's own is said as it is.
[[nodiscard]] QCborMap loginData(const ConnectionSettings &settings, const QString &sessionId);

// Whether there is anything to log in with, apart from the session id of an earlier login.
[[nodiscard]] bool hasLogin(const ConnectionSettings &settings);

} // namespace QsioAdmin

#endif
