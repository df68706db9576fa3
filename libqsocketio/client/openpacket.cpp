// SPDX-License-Identifier: MIT
#include "openpacket_p.h"

#include "../core/jsonreader_p.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>

namespace QSocketIo {

namespace {
constexpr int maxDepth = 10;
constexpr qsizetype maxSidLength = 1024; // it is a part of every URL
constexpr qsizetype maxUpgrades = 16;
constexpr qint64 maxInterval = 24 * 60 * 60 * 1000; // ms; with both of them a timer still goes

// A member that must be a whole number from minimum to maximum. JavaScript may write 25000.0.
std::optional<qint64> wholeNumber(const QCborValue &value, qint64 minimum, qint64 maximum)
{
    if (!value.isInteger() && !value.isDouble())
        return std::nullopt;
    const double number = value.toDouble();
    if (!(number >= static_cast<double>(minimum) && number <= static_cast<double>(maximum)))
        return std::nullopt;
    return static_cast<qint64>(number);
}

bool readUpgrades(const QCborValue &value, QStringList &upgrades)
{
    if (!value.isArray() || value.toArray().size() > maxUpgrades)
        return false;
    const QCborArray array = value.toArray();
    for (const QCborValue name : array)
        upgrades.append(name.toString()); // a name that is none fits no transport
    return true;
}
} // namespace

// Engine.IO protocol v4, "Handshake".
std::optional<OpenPacket> OpenPacket::parse(QByteArrayView json)
{
    const std::optional<QCborValue> value = JsonReader::parse(json, maxDepth);
    if (!value || !value->isMap())
        return std::nullopt;
    const QCborMap map = value->toMap();
    OpenPacket packet;
    packet.sid = map.value(QStringLiteral("sid")).toString();
    if (packet.sid.isEmpty() || packet.sid.size() > maxSidLength)
        return std::nullopt;
    if (!readUpgrades(map.value(QStringLiteral("upgrades")), packet.upgrades))
        return std::nullopt;
    const auto interval = wholeNumber(map.value(QStringLiteral("pingInterval")), 1, maxInterval);
    const auto timeout = wholeNumber(map.value(QStringLiteral("pingTimeout")), 1, maxInterval);
    if (!interval || !timeout)
        return std::nullopt;
    packet.pingInterval = std::chrono::milliseconds(*interval);
    packet.pingTimeout = std::chrono::milliseconds(*timeout);
    const QCborValue maxPayload = map.value(QStringLiteral("maxPayload"));
    if (!maxPayload.isUndefined()) { // servers before Socket.IO 4.4 say nothing
        const auto bytes = wholeNumber(maxPayload, 1, Q_INT64_C(1) << 53);
        if (!bytes)
            return std::nullopt;
        packet.maxPayload = *bytes;
    }
    return packet;
}

} // namespace QSocketIo
