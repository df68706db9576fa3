// SPDX-License-Identifier: MIT
#include "redissessioncodec_p.h"

#include "../cluster/clustercodec_p.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>

namespace QSocketIo {

namespace {
// Node.js lets rooms be numbers.
std::optional<QStringList> roomsOf(const QCborValue &value)
{
    if (!value.isArray())
        return {};
    QStringList rooms;
    const QCborArray array = value.toArray();
    for (const QCborValue room : array) {
        if (room.isInteger())
            rooms.append(QString::number(room.toInteger()));
        else if (room.isString())
            rooms.append(room.toString());
        else
            return {};
    }
    return rooms;
}
} // namespace

QByteArray RedisSessionCodec::encode(const RecoverableSession &session, const QString &nsp)
{
    QCborMap map;
    map.insert(QStringLiteral("sid"), session.sid);
    map.insert(QStringLiteral("pid"), session.pid);
    map.insert(QStringLiteral("rooms"), QCborArray::fromStringList(session.rooms));
    map.insert(QStringLiteral("data"), session.data);
    map.insert(QStringLiteral("nsp"), nsp);
    return ClusterCodec::toMsgpack(map).toBase64();
}

std::optional<RecoverableSession> RedisSessionCodec::decode(QByteArrayView text, const QString &nsp,
                                                            const QString &pid)
{
    const auto bytes = QByteArray::fromBase64Encoding(text.toByteArray(),
                                                      QByteArray::AbortOnBase64DecodingErrors);
    const auto value = bytes ? ClusterCodec::fromMsgpack(*bytes) : std::nullopt;
    if (!value || !value->isMap())
        return {};
    const QCborMap map = value->toMap();
    const QCborValue owner = map.value(QStringLiteral("nsp"));
    if (!owner.isUndefined() && owner.toString() != nsp)
        return {};
    RecoverableSession session;
    session.sid = map.value(QStringLiteral("sid")).toString();
    session.pid = map.value(QStringLiteral("pid")).toString();
    session.data = map.value(QStringLiteral("data")).toMap();
    std::optional<QStringList> rooms = roomsOf(map.value(QStringLiteral("rooms")));
    if (session.sid.isEmpty() || session.pid != pid || !rooms)
        return {};
    session.rooms = *std::move(rooms);
    return session;
}

} // namespace QSocketIo
