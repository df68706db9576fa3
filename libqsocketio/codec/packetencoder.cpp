// SPDX-License-Identifier: MIT
#include "packet_p.h"

#include "../core/jsontext_p.h"
#include "../core/jsonwriter.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>

namespace QSocketIo {

namespace {
// Type numbers of packets with attachments.
constexpr char binaryEventDigit = '5';
constexpr char binaryAckDigit = '6';

char typeDigit(const Packet &packet)
{
    const bool isBinary = packet.payload.hasAttachments();
    if (packet.type == Packet::Type::Event && isBinary)
        return binaryEventDigit;
    if (packet.type == Packet::Type::Ack && isBinary)
        return binaryAckDigit;
    return static_cast<char>('0' + static_cast<int>(packet.type));
}

bool hasArguments(const Packet &packet)
{
    return packet.type == Packet::Type::Event || packet.type == Packet::Type::Ack;
}

// A byte string as JSON.stringify writes a Buffer.
QCborMap bufferObject(const QByteArray &bytes)
{
    QCborArray numbers;
    for (const char byte : bytes)
        numbers.append(static_cast<quint8>(byte));
    return {{QStringLiteral("type"), QStringLiteral("Buffer")}, {QStringLiteral("data"), numbers}};
}

// Only events and acknowledgements have attachments. What is in other packets stays inside them.
QCborValue withoutByteStrings(const QCborValue &value)
{
    if (value.isByteArray())
        return bufferObject(value.toByteArray());
    if (value.isArray()) {
        QCborArray array;
        const QCborArray original = value.toArray();
        for (const QCborValue element : original)
            array.append(withoutByteStrings(element));
        return array;
    }
    if (value.isMap()) {
        QCborMap map;
        const QCborMap original = value.toMap();
        for (auto it = original.begin(); it != original.end(); ++it)
            map.insert(it.key(), withoutByteStrings(it.value()));
        return map;
    }
    return value;
}

void appendEventName(QByteArray &out, const Packet &packet)
{
    if (packet.isNumericEvent) {
        out += packet.event;
    } else {
        out += '"';
        JsonText::appendEscaped(&out, QByteArrayView(packet.event));
        out += '"';
    }
}

void appendArguments(QByteArray &out, const Packet &packet, const QByteArray &arguments)
{
    const bool isEvent = packet.type == Packet::Type::Event;
    if (isEvent && packet.event.isNull())
        return; // one that came without payload
    out += '[';
    if (isEvent) {
        appendEventName(out, packet);
        if (!arguments.isEmpty())
            out += ',';
    }
    out += arguments;
    out += ']';
}

void appendData(QByteArray &out, const QCborValue &data)
{
    if (data.isUndefined())
        return;
    JsonWriter writer;
    writer.cbor(withoutByteStrings(data));
    out += writer.text();
}
} // namespace

// Socket.IO protocol v5, "Packet encoding":
// <type>[<attachments>-][<namespace>,][<id>][<JSON>]
QByteArray PacketEncoder::encodeText(const Packet &packet)
{
    constexpr qsizetype maxPunctuationAndNumbers = 40;
    const QByteArray arguments = hasArguments(packet) ? packet.payload.json() : QByteArray();
    QByteArray out;
    out.reserve(maxPunctuationAndNumbers + packet.nsp.size() + packet.event.size()
                + arguments.size());
    out += typeDigit(packet);
    if (hasArguments(packet) && packet.payload.hasAttachments()) {
        out += QByteArray::number(packet.payload.attachments().size());
        out += '-';
    }
    if (packet.nsp != "/") {
        out += packet.nsp;
        out += ',';
    }
    if (packet.id)
        out += QByteArray::number(*packet.id);
    if (hasArguments(packet))
        appendArguments(out, packet, arguments);
    else
        appendData(out, packet.data);
    return out;
}

QList<EnginePacket> PacketEncoder::encode(const Packet &packet)
{
    QList<EnginePacket> packets;
    packets.emplaceBack().data = encodeText(packet);
    if (!hasArguments(packet))
        return packets;
    for (const QByteArray &attachment : packet.payload.attachments()) {
        EnginePacket &binary = packets.emplaceBack();
        binary.isBinary = true;
        binary.data = attachment;
    }
    return packets;
}

} // namespace QSocketIo
