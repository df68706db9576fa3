// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMININSTRUMENTATION_H
#define QSOCKETIO_ADMIN_ADMININSTRUMENTATION_H

#include "../core/global.h"
#include "../core/payload.h"
#include "../core/result.h"
#include "adminoptions.h"
#include "adminsession.h"

#include <QtCore/QObject>

#include <memory>

namespace QSocketIo {

class AdminInstrumentationPrivate;
class Namespace;
class Server;

// Lets admins look into a server, and act in it, by Socket.IO's Admin UI and its like.
class QSOCKETIO_EXPORT AdminInstrumentation : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AdminInstrumentation)
public:
    // Owned by the server; delete it to take everything back.
    [[nodiscard]] static Result<AdminInstrumentation *> install(Server *server,
                                                                const AdminOptions &options);
    ~AdminInstrumentation() override;

    // As they are in use, with what was unset filled in.
    [[nodiscard]] const AdminOptions &options() const;
    [[nodiscard]] Namespace *nsp() const; // of the admins
    [[nodiscard]] int adminCount() const; // connected to this server
    [[nodiscard]] quint64 droppedEvents() const;

Q_SIGNALS:
    void adminConnected(const QSocketIo::AdminUser &user, const QString &socketId);
    void adminDisconnected(const QSocketIo::AdminUser &user, const QString &socketId);
    void commandExecuted(const QSocketIo::AdminUser &user, const QString &command,
                         const QSocketIo::Payload &arguments);

private:
    AdminInstrumentation(Server *server, const AdminOptions &options);

    const std::unique_ptr<AdminInstrumentationPrivate> d;
};

} // namespace QSocketIo

#endif
