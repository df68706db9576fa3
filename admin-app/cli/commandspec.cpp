// SPDX-License-Identifier: MIT
#include "commandspec.h"

#include "core/adminstore.h"
#include "models/socketsmodel.h"

namespace QsioAdmin {

static QByteArrayList matching(const AdminStore &store, const QByteArray &nsp,
                               const FilterExpr &filter)
{
    const SocketsModel model(&store);
    QByteArrayList ids;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.isLive(row) && model.keyAt(row).nsp == nsp && model.matches(row, filter))
            ids.append(model.keyAt(row).id);
    }
    return ids;
}

std::optional<Command> CommandSpec::resolved(const AdminStore &store) const
{
    Command result = command;
    if (where) {
        if (store.listState() != ListState::Current)
            return {};
        result.target = CommandTarget::sockets(matching(store, command.nsp, *where));
    } else if (!sockets.isEmpty()) {
        QByteArrayList ids;
        for (const QString &id : sockets)
            ids.append(id.toUtf8());
        result.target = CommandTarget::sockets(ids);
    } else if (!rooms.isEmpty()) {
        QList<RoomName> names;
        for (const QString &room : rooms)
            names.append(RoomName(room));
        result.target = CommandTarget::rooms(names);
    } else {
        result.target = CommandTarget::wholeNamespace();
    }
    return result;
}

} // namespace QsioAdmin
