// SPDX-License-Identifier: MIT
#include "command.h"

#include <QtCore/QCborMap>
#include <QtCore/QCoreApplication>

#include <limits>

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

CommandAnswer CommandAnswer::read(const QSocketIo::Payload &payload)
{
    const QCborMap map = payload.at(0).toMap();
    CommandAnswer answer;
    answer.isOk = map.value(QStringLiteral("ok")).toBool();
    const qint64 count = map.value(QStringLiteral("count")).toInteger(-1);
    answer.count = count >= 0 && count <= std::numeric_limits<int>::max() ? int(count) : -1;
    answer.error = map.value(QStringLiteral("error")).toString();
    if (!answer.isOk && answer.error.isEmpty())
        answer.error = QCoreApplication::translate("CommandAnswer", "without a reason");
    return answer;
}

} // namespace QsioAdmin
