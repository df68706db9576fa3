// SPDX-License-Identifier: MIT
#include "commandtarget_p.h"

#include "../server/broadcastoperator.h"
#include "../server/namespace.h"
#include "../server/server.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>

namespace QSocketIo {

static Error invalid(const QString &what)
{
    return Error(Error::Code::InvalidArgument, what);
}

static Namespace *existing(const Server *server, const QString &name)
{
    const QString wanted = name.startsWith(QLatin1Char('/')) ? name : QLatin1Char('/') + name;
    const QList<Namespace *> namespaces = server->namespaces();
    for (Namespace *nsp : namespaces) {
        if (nsp->name() == wanted)
            return nsp;
    }
    return nullptr;
}

Result<QStringList> CommandTarget::parseRooms(const QCborValue &value)
{
    QCborArray array = value.toArray();
    if (value.isString())
        array.append(value);
    else if (!value.isArray())
        return invalid(QStringLiteral("a room is no text"));
    if (array.isEmpty())
        return invalid(QStringLiteral("an empty list of rooms"));
    QStringList rooms;
    for (const QCborValue &room : std::as_const(array)) {
        if (!room.isString() || room.toString().isEmpty())
            return invalid(QStringLiteral("a room is no text, or empty"));
        rooms.append(room.toString());
    }
    return rooms;
}

Error CommandTarget::parseFilter(const QCborValue &filter)
{
    if (filter.isNull() || filter.isUndefined())
        return {};
    if (!filter.isMap()) {
        const Result<QStringList> rooms = parseRooms(filter);
        m_rooms = rooms.valueOr({});
        return rooms.error();
    }
    const QCborMap map = filter.toMap();
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        const QString key = it.key().toString();
        if (key != u"rooms" && key != u"except")
            return invalid(QStringLiteral("the filter's key \"%1\" is unknown").arg(key));
        const Result<QStringList> rooms = parseRooms(it.value());
        if (!rooms)
            return rooms.error();
        (key == u"rooms" ? m_rooms : m_except) = *rooms;
    }
    return map.isEmpty() ? invalid(QStringLiteral("an empty filter")) : Error();
}

Result<CommandTarget> CommandTarget::parse(const Server *server, const QCborValue &nsp,
                                           const QCborValue &filter)
{
    if (!nsp.isString())
        return invalid(QStringLiteral("the namespace is no text"));
    CommandTarget target;
    target.m_nsp = existing(server, nsp.toString());
    if (!target.m_nsp)
        return Error(Error::Code::InvalidNamespace, QStringLiteral("unknown namespace"));
    if (const Error error = target.parseFilter(filter))
        return error;
    return target;
}

BroadcastOperator CommandTarget::sockets() const
{
    return BroadcastOperator(m_nsp, {.rooms = m_rooms, .except = m_except});
}

} // namespace QSocketIo
