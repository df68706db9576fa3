// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_COMMAND_H
#define QSIOADMIN_CORE_COMMAND_H

#include "roomname.h"

#include <QSocketIo/Payload>
#include <QtCore/QByteArrayList>
#include <QtCore/QList>

#include <functional>

namespace QsioAdmin {

struct SocketKey;

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
    // Emit: where each socket gets arguments of its own, in a message of its own.
    std::function<QSocketIo::Payload(const SocketKey &target)> argumentsFor;
    QList<RoomName> except; // whose members are left out; a socket's id is a room, too
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

// What a server with QSIO_ACK says of a message.
struct CommandAnswer
{
    bool isOk = false;
    int count = -1; // of the sockets it meant; -1: it cannot tell
    QString error;

    [[nodiscard]] static CommandAnswer read(const QSocketIo::Payload &payload);
};

} // namespace QsioAdmin

#endif
