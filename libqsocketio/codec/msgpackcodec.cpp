// SPDX-License-Identifier: MIT
#include "msgpackcodec_p.h"

#include "../core/jsonplaceholders_p.h"
#include "../core/jsonreader_p.h"
#include "../core/jsonwriter.h"
#include "enginecodecv4_p.h"
#include "msgpackreader_p.h"
#include "msgpackwriter_p.h"
#include "utf8_p.h"

#include <QtCore/QCborArray>

#include <cmath>

namespace QSocketIo {

namespace {
using Kind = MsgpackReader::Kind;

constexpr int maxSupportedDepth = 500; // what Payload and JsonWriter can take, with some to spare
constexpr qint64 maxId = (qint64(1) << 53) - 1; // JavaScript's Number.MAX_SAFE_INTEGER

bool hasArguments(Packet::Type type)
{
    return type == Packet::Type::Event || type == Packet::Type::Ack;
}

void writeEventName(MsgpackWriter &writer, const Packet &packet)
{
    if (!packet.isNumericEvent)
        writer.text(packet.event);
    else if (const std::optional<QCborValue> number = JsonReader::parse(packet.event))
        writer.cbor(*number);
    else
        writer.nil();
}

void writeArguments(MsgpackWriter &writer, const Packet &packet)
{
    const bool hasName = packet.type == Packet::Type::Event && !packet.event.isNull();
    const QCborArray &arguments = packet.payload.toCborArray();
    writer.beginArray(quint64(arguments.size() + hasName));
    if (hasName)
        writeEventName(writer, packet);
    writer.cborElements(arguments);
}

Error invalidPacket(const QString &message)
{
    return Error(Error::Code::InvalidPacket, message);
}

Error invalidPayload()
{
    return invalidPacket(QStringLiteral("invalid payload"));
}

// A number without a fraction, whatever its form; nullopt where it is none or exceeds 64 bits.
std::optional<qint64> wholeNumber(const MsgpackReader::Item &item)
{
    constexpr double limit = 9e18;
    if (item.kind == Kind::Integer)
        return item.integer;
    if (item.kind != Kind::Double || std::trunc(item.number) != item.number
        || std::abs(item.number) > limit)
        return {};
    return qint64(item.number);
}

QByteArray textOf(const MsgpackReader::Item &item)
{
    const QByteArray text = toValidUtf8(item.bytes.toByteArray());
    return text.isNull() ? QByteArray("") : text;
}

class PacketReader
{
public:
    PacketReader(QByteArrayView bytes, const PacketLimits &limits)
        // The map that is the packet is no level of its own.
        : m_reader(bytes, qBound(0, limits.maxNestingDepth, maxSupportedDepth) + 1)
    { }

    Error read();

    Packet packet;

private:
    enum Key { Type, Nsp, Data, Id, KeyCount };

    Error findMembers();
    static Key keyOf(const MsgpackReader::Item &item);
    MsgpackReader::Item itemAt(Key key);
    Error readType();
    Error readNamespace();
    Error readPayload();
    Error readId();
    Error readObject();
    Error readArguments(quint32 count);
    bool readEventName();

    MsgpackReader m_reader;
    qsizetype m_members[KeyCount] = {-1, -1, -1, -1}; // positions of the values
};

// The checks and their order are those of socket.io-msgpack-parser.
Error PacketReader::read()
{
    if (Error error = findMembers())
        return error;
    if (Error error = readType())
        return error;
    if (Error error = readNamespace())
        return error;
    if (Error error = readPayload())
        return error;
    return readId();
}

// Walks through the whole message. Nothing is built before all of it has proved well-formed.
Error PacketReader::findMembers()
{
    const MsgpackReader::Item map = m_reader.next();
    m_reader.setPosition(0);
    if (!m_reader.skipValue()) {
        return m_reader.isTooDeep() ? invalidPayload()
                                    : invalidPacket(QStringLiteral("Could not parse"));
    }
    if (m_reader.bytesLeft() > 0)
        return invalidPacket(QStringLiteral("%1 trailing bytes").arg(m_reader.bytesLeft()));
    if (map.kind != Kind::Map)
        return invalidPacket(QStringLiteral("invalid packet type"));
    m_reader.setPosition(0);
    m_reader.next();
    for (quint32 i = 0; i < map.size; ++i) {
        const Key key = keyOf(m_reader.next());
        if (key != KeyCount)
            m_members[key] = m_reader.position();
        m_reader.skipValue();
    }
    return {};
}

PacketReader::Key PacketReader::keyOf(const MsgpackReader::Item &item)
{
    if (item.kind != Kind::Text)
        return KeyCount;
    if (item.bytes == QByteArrayView("type"))
        return Type;
    if (item.bytes == QByteArrayView("nsp"))
        return Nsp;
    if (item.bytes == QByteArrayView("data"))
        return Data;
    return item.bytes == QByteArrayView("id") ? Id : KeyCount;
}

// Undefined where there is none. Moves behind the item.
MsgpackReader::Item PacketReader::itemAt(Key key)
{
    if (m_members[key] < 0)
        return {.kind = Kind::Undefined};
    m_reader.setPosition(m_members[key]);
    return m_reader.next();
}

Error PacketReader::readType()
{
    const std::optional<qint64> number = wholeNumber(itemAt(Type));
    if (!number || *number < 0 || *number > qint64(Packet::Type::ConnectError))
        return invalidPacket(QStringLiteral("invalid packet type"));
    packet.type = Packet::Type(*number);
    return {};
}

Error PacketReader::readNamespace()
{
    const MsgpackReader::Item item = itemAt(Nsp);
    if (item.kind != Kind::Text)
        return invalidPacket(QStringLiteral("invalid namespace"));
    if (item.bytes != QByteArrayView("/"))
        packet.nsp = textOf(item);
    return {};
}

Error PacketReader::readPayload()
{
    const MsgpackReader::Item item = itemAt(Data);
    switch (packet.type) {
    case Packet::Type::Connect:
        return item.kind == Kind::Undefined ? Error()
            : item.kind == Kind::Map        ? readObject()
                                            : invalidPayload();
    case Packet::Type::Disconnect:
        return item.kind == Kind::Undefined ? Error() : invalidPayload();
    case Packet::Type::ConnectError:
        return item.kind == Kind::Map || item.kind == Kind::Text ? readObject() : invalidPayload();
    case Packet::Type::Event:
    case Packet::Type::Ack:
        return item.kind == Kind::Array ? readArguments(item.size) : invalidPayload();
    }
    Q_UNREACHABLE();
    return {};
}

// By way of a payload, which keeps the order of keys and of repeated keys the last value.
Error PacketReader::readObject()
{
    m_reader.setPosition(m_members[Data]);
    if (Error error = readArguments(1))
        return error;
    packet.data = packet.payload.at(0);
    packet.payload = Payload();
    return {};
}

Error PacketReader::readArguments(quint32 count)
{
    if (packet.type == Packet::Type::Event && count > 0) {
        readEventName();
        --count;
    }
    JsonWriter writer;
    for (; count > 0; --count) {
        if (!m_reader.writeValue(writer))
            return invalidPayload(); // does not happen: findMembers() has seen it
    }
    // The text of a payload has a form for attachments. What only looks like it must not pass.
    if (m_reader.hasPlaceholderKey() && !writer.attachments().isEmpty()
        && !arePlaceholdersValid(writer.text(), writer.attachments()))
        return invalidPayload();
    packet.payload = writer.takePayload();
    return {};
}

bool PacketReader::readEventName()
{
    const qsizetype begin = m_reader.position();
    const MsgpackReader::Item item = m_reader.next();
    if (item.kind == Kind::Text) {
        packet.event = textOf(item);
        return true;
    }
    m_reader.setPosition(begin);
    const bool isNumber = item.kind == Kind::Integer || item.kind == Kind::Unsigned
        || (item.kind == Kind::Double && std::isfinite(item.number));
    if (!isNumber)
        return m_reader.skipValue();
    JsonWriter writer;
    packet.isNumericEvent = m_reader.writeValue(writer);
    packet.event = writer.takeText();
    return packet.isNumericEvent;
}

Error PacketReader::readId()
{
    const MsgpackReader::Item item = itemAt(Id);
    if (item.kind == Kind::Undefined)
        return {};
    const std::optional<qint64> id = wholeNumber(item);
    if (!id || *id < 0 || *id > maxId)
        return invalidPacket(QStringLiteral("invalid packet id"));
    packet.id = quint64(*id);
    return {};
}
} // namespace

QByteArray MsgpackCodec::encode(const Packet &packet)
{
    const bool hasData = hasArguments(packet.type) || !packet.data.isUndefined();
    MsgpackWriter writer;
    writer.beginMap(2 + quint64(hasData) + quint64(packet.id.has_value()));
    writer.text("type");
    writer.integer(qint64(packet.type));
    if (hasData) {
        writer.text("data");
        if (hasArguments(packet.type))
            writeArguments(writer, packet);
        else
            writer.cbor(packet.data);
    }
    if (packet.id) {
        writer.text("id");
        writer.unsignedInteger(*packet.id);
    }
    writer.text("nsp");
    writer.text(packet.nsp);
    return writer.takeBytes();
}

Result<Packet> MsgpackCodec::decode(QByteArrayView bytes, const PacketLimits &limits)
{
    PacketReader reader(bytes, limits);
    if (Error error = reader.read())
        return error;
    return std::move(reader.packet);
}

} // namespace QSocketIo
