// SPDX-License-Identifier: MIT
#include "eventfilter_p.h"

#include "../adapter/adapter.h"
#include "../server/namespace.h"
#include "../server/socket.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>

#include <algorithm>

namespace QSocketIo {

static Error invalidSubscription(const QString &what)
{
    return Error(Error::Code::InvalidArgument, what);
}

static Result<QSet<QString>> namesOf(const QString &key, const QCborValue &value)
{
    if (!value.isArray())
        return invalidSubscription(QStringLiteral("\"%1\" is no list").arg(key));
    const QCborArray array = value.toArray();
    if (array.size() > EventFilter::maxNames)
        return invalidSubscription(QStringLiteral("\"%1\" is too long").arg(key));
    QSet<QString> names;
    for (const QCborValue &name : array) {
        if (!name.isString())
            return invalidSubscription(QStringLiteral("\"%1\" is no list of texts").arg(key));
        names.insert(name.toString());
    }
    if (names.isEmpty())
        return invalidSubscription(QStringLiteral("\"%1\" is empty").arg(key));
    return names;
}

Result<EventFilter> EventFilter::parse(const QCborValue &value)
{
    if (!value.isMap())
        return invalidSubscription(QStringLiteral("the filter is no object"));
    EventFilter filter;
    const QCborMap map = value.toMap();
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        const QString key = it.key().toString();
        const QCborValue member = it.value();
        if (member.isNull())
            continue;
        if (key == u"sample") {
            filter.m_sample = member.toDouble(-1);
            if (!(filter.m_sample > 0 && filter.m_sample <= 1))
                return invalidSubscription(QStringLiteral("\"sample\" is not in (0, 1]"));
            continue;
        }
        QSet<QString> *names = key == u"namespaces" ? &filter.m_namespaces
            : key == u"rooms"                       ? &filter.m_rooms
            : key == u"sids"                        ? &filter.m_socketIds
            : key == u"types"                       ? &filter.m_types
                                                    : nullptr;
        if (!names)
            return invalidSubscription(QStringLiteral("\"%1\" is unknown").arg(key));
        Result<QSet<QString>> read = namesOf(key, member);
        if (!read)
            return read.error();
        *names = *read;
    }
    return filter;
}

bool EventFilter::isInRooms(const Socket *socket) const
{
    const Adapter *adapter = socket->nsp()->adapter();
    return std::any_of(m_rooms.begin(), m_rooms.end(),
                       [&](const QString &room) { return adapter->isInRoom(socket->id(), room); });
}

bool EventFilter::matches(const QString &type, const Socket *socket) const
{
    return (m_types.isEmpty() || m_types.contains(type))
        && (m_namespaces.isEmpty() || m_namespaces.contains(socket->nsp()->name()))
        && (m_socketIds.isEmpty() || m_socketIds.contains(socket->id()))
        && (m_rooms.isEmpty() || isInRooms(socket));
}

bool EventFilter::accepts(const QString &type, const Socket *socket)
{
    if (!matches(type, socket))
        return false;
    m_credit += m_sample;
    if (m_credit < 1)
        return false;
    m_credit -= 1;
    return true;
}

} // namespace QSocketIo
