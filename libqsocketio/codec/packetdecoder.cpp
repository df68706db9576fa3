// SPDX-License-Identifier: MIT
#include "packet_p.h"

#include "../core/jsonplaceholders_p.h"
#include "../core/jsonreader_p.h"

#include <QtCore/QCborMap>

namespace QSocketIo {

namespace {
constexpr quint64 maxId = (quint64(1) << 53) - 1; // JavaScript's Number.MAX_SAFE_INTEGER

Error invalidPacket(const QString &message)
{
    return Error(Error::Code::InvalidPacket, message);
}

Error invalidPayload()
{
    return invalidPacket(QStringLiteral("invalid payload"));
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// The number that the digits are, or limit + 1 where it is greater than limit.
quint64 boundedNumber(QByteArrayView digits, quint64 limit)
{
    quint64 number = 0;
    for (const char digit : digits) {
        number = number * 10 + static_cast<quint64>(digit - '0');
        if (number > limit)
            return limit + 1;
    }
    return number;
}

// Takes a packet's text apart, from its begin to its end.
class TextReader
{
public:
    TextReader(QByteArrayView text, const PacketLimits &limits)
        : m_rest(text)
        , m_limits(limits)
    { }

    Error read();

    Packet packet;
    QByteArrayView arguments; // an event's or acknowledgement's
    int attachmentCount = 0;

private:
    Error readType();
    Error readAttachmentCount();
    void readNamespace();
    Error readId();
    Error readPayload();
    Error readData();
    Error readArray();
    bool readEventName(JsonReader &reader);
    bool readArgument(JsonReader &reader);
    bool readFurtherArguments(JsonReader &reader);

    QByteArrayView takeDigits();

    QByteArrayView m_rest;
    const PacketLimits &m_limits;
    bool m_hasAttachments = false;
};

Error TextReader::read()
{
    if (Error error = readType())
        return error;
    if (m_hasAttachments) {
        if (Error error = readAttachmentCount())
            return error;
    }
    readNamespace();
    if (Error error = readId())
        return error;
    return m_rest.isEmpty() ? Error() : readPayload();
}

Error TextReader::readType()
{
    static constexpr Packet::Type types[] = {
        Packet::Type::Connect, Packet::Type::Disconnect,   Packet::Type::Event,
        Packet::Type::Ack,     Packet::Type::ConnectError, Packet::Type::Event,
        Packet::Type::Ack,
    };
    constexpr int firstWithAttachments = 5;
    const char first = m_rest.isEmpty() ? '\0' : m_rest.front();
    if (!isDigit(first))
        return invalidPacket(QStringLiteral("unknown packet type NaN"));
    const int number = first - '0';
    if (number >= static_cast<int>(std::size(types)))
        return invalidPacket(QStringLiteral("unknown packet type %1").arg(number));
    packet.type = types[number];
    m_hasAttachments = number >= firstWithAttachments;
    m_rest = m_rest.sliced(1);
    return {};
}

Error TextReader::readAttachmentCount()
{
    const QByteArrayView digits = takeDigits();
    const quint64 limit = static_cast<quint64>(qMax(m_limits.maxAttachments, 0));
    const quint64 count = boundedNumber(digits, limit);
    if (m_rest.isEmpty() || m_rest.front() != '-' || count == 0)
        return invalidPacket(QStringLiteral("Illegal attachments"));
    if (count > limit)
        return invalidPacket(QStringLiteral("too many attachments"));
    attachmentCount = static_cast<int>(count);
    m_rest = m_rest.sliced(1);
    return {};
}

void TextReader::readNamespace()
{
    if (m_rest.isEmpty() || m_rest.front() != '/')
        return;
    const qsizetype comma = m_rest.indexOf(',');
    const QByteArrayView nsp = comma < 0 ? m_rest : m_rest.first(comma);
    m_rest = comma < 0 ? QByteArrayView() : m_rest.sliced(comma + 1);
    if (nsp.size() > 1)
        packet.nsp = nsp.toByteArray();
}

Error TextReader::readId()
{
    const QByteArrayView digits = takeDigits();
    if (digits.isEmpty())
        return {};
    packet.id = boundedNumber(digits, maxId);
    return *packet.id > maxId ? invalidPayload() : Error();
}

QByteArrayView TextReader::takeDigits()
{
    qsizetype size = 0;
    while (size < m_rest.size() && isDigit(m_rest.at(size)))
        ++size;
    const QByteArrayView digits = m_rest.first(size);
    m_rest = m_rest.sliced(size);
    return digits;
}

// White space in front is refused: the reference takes it for digits of an id, by mistake.
Error TextReader::readPayload()
{
    if (m_rest.front() != '[' && m_rest.front() != '{' && m_rest.front() != '"')
        return invalidPayload();
    switch (packet.type) {
    case Packet::Type::Connect:
    case Packet::Type::ConnectError:
        return readData();
    case Packet::Type::Disconnect:
        return invalidPayload();
    case Packet::Type::Event:
    case Packet::Type::Ack:
        return readArray();
    }
    Q_UNREACHABLE();
    return {};
}

Error TextReader::readData()
{
    const std::optional<QCborValue> data = JsonReader::parse(m_rest, m_limits.maxNestingDepth);
    const bool mayBeString = packet.type == Packet::Type::ConnectError;
    if (!data || !(data->isMap() || (mayBeString && data->isString())))
        return invalidPayload();
    packet.data = *data;
    return {};
}

Error TextReader::readArray()
{
    // The array itself is the first level.
    JsonReader reader(m_rest, qMax(m_limits.maxNestingDepth - 1, 0));
    if (!reader.skip('['))
        return invalidPayload();
    const bool isValid = packet.type == Packet::Type::Event
        ? readEventName(reader) && readFurtherArguments(reader)
        : reader.skip(']') || (readArgument(reader) && readFurtherArguments(reader));
    return isValid && reader.atEnd() ? Error() : invalidPayload();
}

bool TextReader::readEventName(JsonReader &reader)
{
    const std::optional<JsonReader::Span> span = reader.skipValue();
    if (!span)
        return false;
    if (span->kind == JsonReader::Kind::Number) {
        packet.isNumericEvent = true;
        packet.event = m_rest.sliced(span->begin, span->end - span->begin).toByteArray();
        return true;
    }
    if (span->kind != JsonReader::Kind::String)
        return false;
    packet.event = reader.stringAt(*span);
    if (packet.event.isNull())
        packet.event = QByteArray("");
    return !isReservedEvent(packet.event);
}

bool TextReader::readArgument(JsonReader &reader)
{
    const std::optional<JsonReader::Span> span = reader.skipValue();
    if (!span)
        return false;
    const char *begin = arguments.isNull() ? m_rest.data() + span->begin : arguments.data();
    arguments = QByteArrayView(begin, m_rest.data() + span->end);
    return true;
}

bool TextReader::readFurtherArguments(JsonReader &reader)
{
    while (reader.skip(',')) {
        if (!readArgument(reader))
            return false;
    }
    return reader.skip(']');
}
} // namespace

PacketDecoder::PacketDecoder(const PacketLimits &limits)
    : m_limits(limits)
{ }

Result<std::optional<Packet>> PacketDecoder::decodeText(QByteArrayView text)
{
    if (isWaiting())
        return invalidPacket(QStringLiteral("got plaintext data when reconstructing a packet"));
    TextReader reader(text, m_limits);
    if (Error error = reader.read())
        return error;
    if (reader.attachmentCount > 0) {
        m_partial = std::move(reader.packet);
        m_partialText = reader.arguments.toByteArray();
        m_missing = reader.attachmentCount;
        return std::optional<Packet>();
    }
    if (!reader.arguments.isEmpty())
        reader.packet.payload = Payload::fromJson(reader.arguments.toByteArray());
    return std::optional<Packet>(std::move(reader.packet));
}

Result<std::optional<Packet>> PacketDecoder::decodeBinary(const QByteArray &bytes)
{
    if (!isWaiting())
        return invalidPacket(QStringLiteral("got binary data when not reconstructing a packet"));
    m_attachmentBytes += bytes.size();
    if (m_limits.maxAttachmentBytes > 0 && m_attachmentBytes > m_limits.maxAttachmentBytes) {
        reset();
        return Error(Error::Code::LimitExceeded, QStringLiteral("attachments too large"));
    }
    m_attachments += bytes;
    if (--m_missing > 0)
        return std::optional<Packet>();
    return takePartial();
}

// Placeholders are checked here, not with the text, as in the reference.
Result<std::optional<Packet>> PacketDecoder::takePartial()
{
    const bool isValid = arePlaceholdersValid(m_partialText, m_attachments);
    Packet packet = std::move(m_partial);
    if (isValid && !m_partialText.isEmpty())
        packet.payload = Payload::fromJson(m_partialText, m_attachments);
    reset();
    if (!isValid)
        return invalidPacket(QStringLiteral("illegal attachments"));
    return std::optional<Packet>(std::move(packet));
}

void PacketDecoder::reset()
{
    m_partial = Packet();
    m_partialText.clear();
    m_attachments.clear();
    m_attachmentBytes = 0;
    m_missing = 0;
}

} // namespace QSocketIo
