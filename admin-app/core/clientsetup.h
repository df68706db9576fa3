// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_CLIENTSETUP_H
#define QSIOADMIN_CORE_CLIENTSETUP_H

#include <QSocketIo/ClientOptions>
#include <QtCore/QCborMap>

namespace QsioAdmin {

struct ConnectionSettings;

// The settings in the words of the client library.
[[nodiscard]] QSocketIo::ClientOptions clientOptions(const ConnectionSettings &settings);

// What an admin says when it logs in: exactly {sessionId}, or exactly {username, password}. Some
// servers refuse anything more, and a password that is no text has brought Node.js down.
[[nodiscard]] QCborMap loginData(const ConnectionSettings &settings, const QString &sessionId);

} // namespace QsioAdmin

#endif
