// SPDX-License-Identifier: MIT
#include "selection.h"

#include <QtCore/QMap>
#include <QtCore/QSet>

namespace QsioAdmin {

QString Selection::text() const
{
    QStringList parts;
    if (!namespaces.isEmpty())
        parts.append(tr("%Ln namespaces", nullptr, int(namespaces.size())));
    if (!rooms.isEmpty())
        parts.append(tr("%Ln rooms", nullptr, int(rooms.size())));
    if (!sockets.isEmpty())
        parts.append(tr("%Ln sockets", nullptr, int(sockets.size())));
    return parts.join(QStringLiteral(", "));
}

QByteArrayList Selection::touchedNamespaces() const
{
    QMap<QByteArray, bool> found;
    for (const QByteArray &nsp : namespaces)
        found.insert(nsp, true);
    for (const RoomKey &room : rooms)
        found.insert(room.nsp, true);
    for (const SocketKey &socket : sockets)
        found.insert(socket.nsp, true);
    return found.keys();
}

QList<Command> Selection::commands(const Command &prototype) const
{
    QMap<QByteArray, QByteArrayList> ids;
    for (const SocketKey &socket : sockets)
        ids[socket.nsp].append(socket.id);
    QMap<QByteArray, QList<RoomName>> names;
    for (const RoomKey &room : rooms)
        names[room.nsp].append(room.name);
    QList<Command> result;
    const auto add = [&](const QByteArray &nsp, const CommandTarget &target) {
        Command command = prototype;
        command.nsp = nsp;
        command.target = target;
        result.append(command);
    };
    for (auto it = ids.cbegin(); it != ids.cend(); ++it)
        add(it.key(), CommandTarget::sockets(it.value()));
    for (auto it = names.cbegin(); it != names.cend(); ++it)
        add(it.key(), CommandTarget::rooms(it.value()));
    for (const QByteArray &nsp : namespaces)
        add(nsp, CommandTarget::wholeNamespace());
    return result;
}

Selection Selection::oneSocketPerClient(const AdminStore &store) const
{
    Selection result = *this;
    result.sockets.clear();
    QSet<QByteArray> clients;
    for (const SocketKey &key : sockets) {
        const int slot = store.sockets().find(key);
        const QByteArray client = slot < 0 ? QByteArray() : store.sockets().at(slot).clientId;
        if (!client.isEmpty() && clients.contains(client))
            continue;
        clients.insert(client);
        result.sockets.append(key);
    }
    return result;
}

} // namespace QsioAdmin
