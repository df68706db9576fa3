// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_SELECTION_H
#define QSIOADMIN_WINDOW_SELECTION_H

#include "core/adminstore.h"
#include "core/command.h"

#include <QtCore/QCoreApplication>

namespace QsioAdmin {

// What is selected on a page, and so whom a command will be for.
struct Selection
{
    Q_DECLARE_TR_FUNCTIONS(QsioAdmin::Selection)
public:
    QList<SocketKey> sockets;
    QList<RoomKey> rooms;
    QByteArrayList namespaces;

    [[nodiscard]] bool isEmpty() const
    {
        return sockets.isEmpty() && rooms.isEmpty() && namespaces.isEmpty();
    }
    [[nodiscard]] QString text() const; // "3 sockets", for people; empty: nothing is
    [[nodiscard]] QByteArrayList touchedNamespaces() const; // sorted
    // The command for everything that is selected: one for each namespace.
    [[nodiscard]] QList<Command> commands(const Command &prototype) const;
    // With one socket of each connection: enough to close them.
    [[nodiscard]] Selection oneSocketPerClient(const AdminStore &store) const;
};

} // namespace QsioAdmin

#endif
