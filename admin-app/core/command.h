// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_COMMAND_H
#define QSIOADMIN_CORE_COMMAND_H

#include "roomname.h"

#include <QSocketIo/Payload>
#include <QtCore/QByteArrayList>
#include <QtCore/QList>

namespace QsioAdmin {

// Whom a command is for. To a server, no target at all means everybody: so everybody has to be
// said here, and whoever has nobody gets a target that is refused.
class CommandTarget
{
public:
    enum class Scope { Nobody, WholeNamespace, Rooms, Sockets };

    CommandTarget() = default;
    [[nodiscard]] static CommandTarget wholeNamespace();
    [[nodiscard]] static CommandTarget rooms(const QList<RoomName> &rooms);
    [[nodiscard]] static CommandTarget sockets(const QByteArrayList &ids);

    [[nodiscard]] Scope scope() const { return m_scope; }
    [[nodiscard]] const QList<RoomName> &roomNames() const { return m_rooms; }
    [[nodiscard]] const QByteArrayList &socketIds() const { return m_ids; }

private:
    Scope m_scope = Scope::Nobody;
    QList<RoomName> m_rooms;
    QByteArrayList m_ids;
};

// What an admin can have done.
struct Command
{
    enum class Verb { Emit, Join, Leave, Disconnect };

    Verb verb = Verb::Emit;
    QByteArray nsp;
    CommandTarget target;
    QString event; // Emit
    QSocketIo::Payload arguments; // Emit
    RoomName room; // Join, Leave
    bool closesConnection = false; // Disconnect: all namespaces of the clients
    bool includesSelf = false; // the admin's own socket may be hit
};

// A message to the server.
struct CommandFrame
{
    QByteArray event; // emit, join, leave or _disconnect
    QSocketIo::Payload arguments;
};

} // namespace QsioAdmin

#endif
