// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMINOPTIONS_H
#define QSOCKETIO_ADMIN_ADMINOPTIONS_H

#include "../core/global.h"
#include "adminauthentication.h"
#include "adminsessionstore.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <chrono>
#include <memory>
#include <optional>

namespace QSocketIo {

// What admins get to see.
enum class AdminMode {
    Development, // sockets, rooms and events
    Production // counters
};

// Of AdminInstrumentation.
struct AdminOptions
{
    QString namespaceName = QStringLiteral("/admin");
    AdminAuthentication auth = {}; // must be set
    bool readonly = false;
    QString serverId = {}; // unset: host name and process id
    std::shared_ptr<AdminSessionStore> store = {}; // unset: in memory
    // Unset: the environment's QSOCKETIO_ENV or NODE_ENV, else development.
    std::optional<AdminMode> mode = {};
    std::chrono::milliseconds statsInterval = std::chrono::milliseconds(2000);
    QList<QByteArray> redactedHeaders
        = {QByteArrayLiteral("cookie"), QByteArrayLiteral("authorization"),
           QByteArrayLiteral("proxy-authorization"), QByteArrayLiteral("x-api-key")};
    qint64 maxEventPayload = 64 * 1024; // bytes of one argument; 0: no limit
    int maxEventsPerSecond = 5000; // shown to admins; 0: no limit
    bool countAdminTraffic = true;
    int snapshotPageSize = 2000;
    std::chrono::milliseconds snapshotSliceTime = std::chrono::milliseconds(5);
};

} // namespace QSocketIo

#endif
