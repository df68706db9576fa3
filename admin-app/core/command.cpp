// SPDX-License-Identifier: MIT
#include "command.h"

namespace QsioAdmin {

CommandTarget CommandTarget::wholeNamespace()
{
    CommandTarget target;
    target.m_scope = Scope::WholeNamespace;
    return target;
}

CommandTarget CommandTarget::rooms(const QList<RoomName> &rooms)
{
    CommandTarget target;
    target.m_scope = rooms.isEmpty() ? Scope::Nobody : Scope::Rooms;
    target.m_rooms = rooms;
    return target;
}

CommandTarget CommandTarget::sockets(const QByteArrayList &ids)
{
    CommandTarget target;
    target.m_scope = ids.isEmpty() ? Scope::Nobody : Scope::Sockets;
    target.m_ids = ids;
    return target;
}

} // namespace QsioAdmin
