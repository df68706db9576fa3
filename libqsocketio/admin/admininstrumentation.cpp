// SPDX-License-Identifier: MIT
#include "admininstrumentation.h"

#include "../core/logging_p.h"
#include "../server/server.h"
#include "admininstrumentation_p.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSysInfo>

#include <algorithm>

namespace QSocketIo {

/*!
    \class QSocketIo::AdminInstrumentation
    \inmodule QSocketIo
    \inheaderfile QSocketIo/AdminInstrumentation
    \brief Lets admins look into a server, and act in it.

    Installed on a Server, it speaks the protocol of Socket.IO's Admin UI: that page shows the server's
    sockets, rooms, events and traffic, and lets admins make sockets join and leave rooms, and
    disconnect them.

    \code
    const auto admin = QSocketIo::AdminInstrumentation::install(&io, {
        .auth = QSocketIo::AdminAuthentication::basic("admin", qgetenv("ADMIN_PASSWORD_HASH")),
    });
    if (!admin)
        qWarning() << admin.error().message();
    \endcode

    It may be installed before or after the server listens. Admins are clients of the namespace
    AdminOptions::namespaceName. As long as none is connected, nothing but the engine's counters is
    kept up. What they do can be written down:

    \code
    QSocketIo::AdminInstrumentation *instrumentation = *QSocketIo::AdminInstrumentation::install(
        &io, {.auth = QSocketIo::AdminAuthentication::none()});
    connect(instrumentation, &QSocketIo::AdminInstrumentation::adminConnected, this,
            [](const QSocketIo::AdminUser &user, const QString &id) { qInfo() << user.name << "by" << id; });
    connect(instrumentation, &QSocketIo::AdminInstrumentation::adminDisconnected, this,
            [](const QSocketIo::AdminUser &user, const QString &) { qInfo() << user.name << "left"; });
    connect(instrumentation, &QSocketIo::AdminInstrumentation::commandExecuted, this,
            [](const QSocketIo::AdminUser &user, const QString &command,
               const QSocketIo::Payload &arguments) { qInfo() << user.name << command << arguments; });
    qInfo() << instrumentation->adminCount() << "admins in" << instrumentation->nsp()->name()
            << instrumentation->options().serverId << instrumentation->droppedEvents();
    delete instrumentation; // and nothing of it is left
    \endcode

    \section1 Thread affinity
    Lives in the thread of its Server, which owns it.

    \sa AdminOptions, AdminAuthentication
*/

/*! \fn void AdminInstrumentation::adminConnected(const QSocketIo::AdminUser &user, const QString &socketId)
    \a user has logged in and is connected as the socket \a socketId of nsp(). */

/*! \fn void AdminInstrumentation::adminDisconnected(const QSocketIo::AdminUser &user, const QString &socketId)
    \a user has left, who was the socket \a socketId. */

/*! \fn void AdminInstrumentation::commandExecuted(const QSocketIo::AdminUser &user, const QString &command, const QSocketIo::Payload &arguments)
    The \a command of \a user, "emit", "join", "leave" or "_disconnect" with its \a arguments, has been
    executed. Commands that are malformed, or that \a user may not give, do not come here. */

static QString defaultServerId()
{
    return QSysInfo::machineHostName() + QLatin1Char('#')
        + QString::number(QCoreApplication::applicationPid());
}

static AdminMode defaultMode()
{
    for (const char *variable : {"QSOCKETIO_ENV", "NODE_ENV"}) {
        const QByteArray value = qgetenv(variable);
        if (!value.isEmpty())
            return value == "development" ? AdminMode::Development : AdminMode::Production;
    }
    return AdminMode::Development;
}

static AdminOptions completed(AdminOptions options)
{
    using namespace std::chrono_literals;
    if (!options.namespaceName.startsWith(QLatin1Char('/')))
        options.namespaceName.prepend(QLatin1Char('/'));
    if (options.serverId.isEmpty())
        options.serverId = defaultServerId();
    if (!options.store)
        options.store = std::make_shared<InMemoryAdminSessionStore>();
    options.mode = options.mode.value_or(defaultMode());
    options.statsInterval = std::max(options.statsInterval, std::chrono::milliseconds(100ms));
    options.snapshotPageSize = std::clamp(options.snapshotPageSize, 1, 2000);
    options.snapshotSliceTime = std::max(options.snapshotSliceTime, std::chrono::milliseconds(1ms));
    return options;
}

static Error whyNot(const Server *server, const AdminOptions &options)
{
    if (!server)
        return Error(Error::Code::InvalidUsage, QStringLiteral("there is no server"));
    if (options.namespaceName == u"/")
        return Error(Error::Code::InvalidUsage,
                     QStringLiteral("the namespace \"/\" is not for admins: everybody is there"));
    if (!options.auth.isSet())
        return Error(Error::Code::InvalidUsage, QStringLiteral("AdminOptions::auth is not set"));
    if (const Result<void> valid = options.auth.validate(); !valid)
        return valid.error();
    const auto installed
        = server->findChildren<AdminInstrumentation *>(QString(), Qt::FindDirectChildrenOnly);
    for (const AdminInstrumentation *other : installed) {
        if (other->options().namespaceName == options.namespaceName)
            return Error(
                Error::Code::InvalidUsage,
                QStringLiteral("\"%1\" is instrumented already").arg(options.namespaceName));
    }
    return {};
}

/*! Lets admins administrate \a server, as \a options say. Returns the instrumentation, which the
    server owns; delete it to take everything back: admins are disconnected then.

    Returns an error, and does nothing, where AdminOptions::namespaceName is "/" or instrumented
    already, and where AdminOptions::auth is not set or not valid. Who is connected to that namespace
    is disconnected. */
Result<AdminInstrumentation *> AdminInstrumentation::install(Server *server,
                                                             const AdminOptions &options)
{
    const AdminOptions full = completed(options);
    if (const Error error = whyNot(server, full))
        return error;
    return new AdminInstrumentation(server, full);
}

AdminInstrumentation::AdminInstrumentation(Server *server, const AdminOptions &options)
    : QObject(server)
    , d(std::make_unique<AdminInstrumentationPrivate>(this, server, options))
{
    d->install();
}

AdminInstrumentation::~AdminInstrumentation() = default;

/*! Returns the options, with what was unset filled in. */
const AdminOptions &AdminInstrumentation::options() const
{
    return d->options;
}

/*! Returns the namespace of the admins. It stays when the instrumentation is deleted. */
Namespace *AdminInstrumentation::nsp() const
{
    return d->nsp;
}

/*! Returns how many admins are connected to this server. */
int AdminInstrumentation::adminCount() const
{
    return d->roster.count();
}

/*! Returns how many events were not shown so far because of AdminOptions::maxEventsPerSecond. */
quint64 AdminInstrumentation::droppedEvents() const
{
    return d->feed.dropped();
}

} // namespace QSocketIo
