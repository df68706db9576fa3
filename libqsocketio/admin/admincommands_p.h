// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMINCOMMANDS_P_H
#define QSOCKETIO_ADMIN_ADMINCOMMANDS_P_H

#include "../core/ack.h"
#include "../core/global.h"
#include "../core/payload.h"
#include "../core/result.h"
#include "adminsession.h"
#include "commandtarget_p.h"

#include <QtCore/QObject>
#include <QtCore/QString>

#include <functional>

namespace QSocketIo {

class AdminAuthenticator;
class AdminRoster;
class Server;
class Socket;
struct AdminClient;

// What admins may ask for. Malformed commands have no effect; who asks for an answer hears why.
class AdminCommands final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AdminCommands)
public:
    AdminCommands(Server *server, AdminRoster *roster, AdminAuthenticator *authenticator);
    ~AdminCommands() override;

    // The commands of this admin. readonly: those without effect on others.
    void attach(const AdminClient &client, bool isReadonly, bool seesEvents);

Q_SIGNALS:
    void executed(const QSocketIo::AdminUser &user, const QString &command,
                  const QSocketIo::Payload &arguments);

private:
    // Checked: whom it is about, and what is to be done.
    struct Action
    {
        CommandTarget target;
        std::function<void(const BroadcastOperator &sockets)> execute;
    };
    using Parser = Result<Action> (AdminCommands::*)(const Payload &arguments) const;

    void addCommand(Socket *socket, const QString &name, qsizetype filterIndex, Parser parser);
    void execute(Socket *socket, const QString &name, const Action &action,
                 const Payload &arguments, const Ack &ack);
    [[nodiscard]] Result<Action> parseEmit(const Payload &arguments) const;
    [[nodiscard]] Result<Action> parseJoin(const Payload &arguments) const;
    [[nodiscard]] Result<Action> parseLeave(const Payload &arguments) const;
    [[nodiscard]] Result<Action> parseDisconnect(const Payload &arguments) const;
    void subscribe(Socket *socket, const Payload &arguments, const Ack &ack);
    void logOut(Socket *socket, const Ack &ack);

    Server *m_server;
    AdminRoster *m_roster;
    AdminAuthenticator *m_authenticator;
};

} // namespace QSocketIo

#endif
