// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CLI_COMMANDSPEC_H
#define QSIOADMIN_CLI_COMMANDSPEC_H

#include "core/command.h"
#include "core/filterexpr.h"

#include <QtCore/QStringList>

#include <optional>

namespace QsioAdmin {

class AdminStore;

// A command as it is given on the command line.
struct CommandSpec
{
    Command command; // without its target
    QStringList rooms;
    QStringList sockets; // ids
    std::optional<FilterExpr> where; // of sockets
    bool isConfirmed = false; // more than one may be meant

    [[nodiscard]] bool isForEverybody() const
    {
        return rooms.isEmpty() && sockets.isEmpty() && !where;
    }
    // With its target, as it is now. Null: it takes lists, which the server does not tell.
    [[nodiscard]] std::optional<Command> resolved(const AdminStore &store) const;
};

} // namespace QsioAdmin

#endif
