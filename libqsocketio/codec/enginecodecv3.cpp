// SPDX-License-Identifier: MIT
#include "enginecodecv3_p.h"

#include "lenientbase64_p.h"
#include "utf8_p.h"

#include <algorithm>
#include <optional>

namespace QSocketIo {

namespace {
constexpr char base64Mark = 'b';
// What the parts of a binary payload begin with, and the end of their length.
constexpr char textPart = '\x00';
constexpr char binaryPart = '\x01';
constexpr char lengthEnd = '\xff';
constexpr QByteArrayView replacementCharacter = "\xef\xbf\xbd"; // U+FFFD
constexpr qsizetype maxPartHeadSize = 22; // a mark, 20 digits and an end

char typeNumber(EnginePacket::Type type)
{
    return static_cast<char>(type);
}

char typeDigit(EnginePacket::Type type)
{
    return static_cast<char>('0' + typeNumber(type));
}

std::optional<EnginePacket::Type> typeOf(int number)
{
    if (number < typeNumber(EnginePacket::Type::Open)
        || number > typeNumber(EnginePacket::Type::Noop))
        return {};
    return static_cast<EnginePacket::Type>(number);
}

bool isContinuation(char byte)
{
    return (static_cast<quint8>(byte) & 0xc0) == 0x80;
}

bool needsSurrogates(char lead)
{
    return static_cast<quint8>(lead) >= 0xf0;
}

// The length that JavaScript's strings have: in UTF-16 code units.
qsizetype utf16Size(QByteArrayView utf8)
{
    qsizetype size = 0;
    for (const char byte : utf8)
        size += !isContinuation(byte) + needsSurrogates(byte);
    return size;
}

// How many bytes at the begin of the text make so many UTF-16 code units. -1: the text is shorter,
// or they would end within a character.
qsizetype bytesOfUtf16(QByteArrayView utf8, quint64 units)
{
    qsizetype i = 0;
    for (; i < utf8.size(); ++i) {
        if (isContinuation(utf8[i]))
            continue;
        if (units == 0)
            return i;
        const quint64 needed = needsSurrogates(utf8[i]) ? 2 : 1;
        if (needed > units)
            return -1;
        units -= needed;
    }
    return units == 0 ? i : -1;
}

// The number that digits make, of which the first one has the value zero. nullopt: that is none,
// or it is greater than limit.
std::optional<quint64> readNumber(QByteArrayView digits, char zero, quint64 limit)
{
    if (digits.isEmpty())
        return {};
    quint64 number = 0;
    for (const char digit : digits) {
        if (digit < zero || digit > zero + 9)
            return {};
        number = number * 10 + static_cast<quint64>(digit - zero);
        if (number > limit)
            return {};
    }
    return number;
}

EnginePacketView undecodable()
{
    return {};
}

EnginePacketView noop()
{
    EnginePacketView packet;
    packet.type = EnginePacket::Type::Noop;
    packet.isValid = true;
    return packet;
}

// Only messages keep binary data: no other packet has a use for it.
EnginePacketView binaryPacket(std::optional<EnginePacket::Type> type)
{
    if (!type)
        return noop();
    EnginePacketView packet;
    packet.type = *type;
    packet.isValid = true;
    packet.isBinary = type == EnginePacket::Type::Message;
    return packet;
}

EnginePacketView decodeBase64(QByteArrayView text)
{
    EnginePacketView packet
        = binaryPacket(text.isEmpty() ? std::nullopt : typeOf(text.front() - '0'));
    if (packet.isBinary) {
        packet.storage = fromLenientBase64(text.sliced(1));
        packet.data = packet.storage;
    }
    return packet;
}

void appendText(QByteArray &out, const EnginePacket &packet)
{
    if (packet.isBinary) {
        out += base64Mark;
        out += typeDigit(packet.type);
        out += packet.data.toBase64();
    } else {
        out += typeDigit(packet.type);
        out += packet.data;
    }
}

// Of what appendText() appends, in UTF-16 code units.
qsizetype textLength(const EnginePacket &packet)
{
    return packet.isBinary ? 2 + (packet.data.size() + 2) / 3 * 4 : 1 + utf16Size(packet.data);
}

QByteArray encodeTextPayload(const QList<EnginePacket> &packets)
{
    if (packets.isEmpty())
        return QByteArrayLiteral("0:");
    QByteArray payload;
    qsizetype size = 0;
    for (const EnginePacket &packet : packets)
        size += maxPartHeadSize + (packet.isBinary ? textLength(packet) : packet.data.size());
    payload.reserve(size);
    for (const EnginePacket &packet : packets) {
        payload += QByteArray::number(textLength(packet));
        payload += ':';
        appendText(payload, packet);
    }
    return payload;
}

QByteArray encodeBinaryPayload(const QList<EnginePacket> &packets)
{
    qsizetype size = 0;
    for (const EnginePacket &packet : packets)
        size += maxPartHeadSize + packet.data.size();
    QByteArray payload;
    payload.reserve(size);
    for (const EnginePacket &packet : packets) {
        payload += packet.isBinary ? binaryPart : textPart;
        for (const char digit : QByteArray::number(packet.data.size() + 1))
            payload += static_cast<char>(digit - '0');
        payload += lengthEnd;
        payload += packet.isBinary ? typeNumber(packet.type) : typeDigit(packet.type);
        payload += packet.data;
    }
    return payload;
}

// JavaScript clients send lone surrogates in three bytes, as if they were characters. Each of them
// becomes U+FFFD.
QByteArray withoutSurrogates(QByteArrayView text)
{
    QByteArray result = text.toByteArray();
    for (qsizetype i = 0; i + 2 < result.size(); ++i) {
        if (result.at(i) == '\xed' && static_cast<quint8>(result.at(i + 1)) >= 0xa0
            && isContinuation(result.at(i + 1)) && isContinuation(result.at(i + 2)))
            result.replace(i, replacementCharacter.size(), replacementCharacter);
    }
    return result;
}

EnginePacketView decodeTextPart(QByteArrayView text)
{
    EnginePacketView packet = EngineCodecV3::decodeText(text);
    if (packet.isBinary || isValidUtf8(packet.data))
        return packet;
    packet.storage = withoutSurrogates(packet.data);
    packet.data = packet.storage;
    return isValidUtf8(packet.data) ? packet : undecodable();
}

// Takes the next part, if it is all there.
EnginePacketView takePart(QByteArrayView &payload)
{
    const bool isText = payload.front() == textPart;
    const qsizetype end = payload.indexOf(lengthEnd, 1);
    if (end < 0)
        return undecodable();
    const QByteArrayView rest = payload.sliced(end + 1);
    const std::optional<quint64> length
        = readNumber(payload.sliced(1, end - 1), '\0', static_cast<quint64>(rest.size()));
    if (!length)
        return undecodable();
    const QByteArrayView content = rest.first(static_cast<qsizetype>(*length));
    payload = rest.sliced(content.size());
    return isText ? decodeTextPart(content) : EngineCodecV3::decodeBinary(content);
}
} // namespace

namespace EngineCodecV3 {

QByteArray encodeText(const EnginePacket &packet)
{
    QByteArray text;
    if (!packet.isBinary)
        text.reserve(packet.data.size() + 1);
    appendText(text, packet);
    return text;
}

EnginePacketView decodeText(QByteArrayView text)
{
    if (text.isEmpty())
        return undecodable();
    if (text.front() == base64Mark)
        return decodeBase64(text.sliced(1));
    const std::optional<EnginePacket::Type> type = typeOf(text.front() - '0');
    if (!type)
        return undecodable();
    EnginePacketView packet;
    packet.type = *type;
    packet.isValid = true;
    if (text.size() > 1)
        packet.data = text.sliced(1);
    return packet;
}

QByteArray encodeBinary(const EnginePacket &packet)
{
    QByteArray bytes;
    bytes.reserve(packet.data.size() + 1);
    bytes += typeNumber(packet.type);
    bytes += packet.data;
    return bytes;
}

EnginePacketView decodeBinary(QByteArrayView bytes)
{
    EnginePacketView packet = binaryPacket(bytes.isEmpty() ? std::nullopt : typeOf(bytes.front()));
    if (packet.isBinary)
        packet.data = bytes.sliced(1);
    return packet;
}

EncodedPayload encodePayload(const QList<EnginePacket> &packets, bool supportsBinary)
{
    const bool isBinary = supportsBinary
        && std::any_of(packets.begin(), packets.end(),
                       [](const EnginePacket &packet) { return packet.isBinary; });
    return {isBinary ? encodeBinaryPayload(packets) : encodeTextPayload(packets), isBinary};
}

// <length>:<packet>, over and over. Parts of length 0 are none.
QList<EnginePacketView> decodePayload(QByteArrayView text)
{
    if (text.isEmpty())
        return {undecodable()};
    QList<EnginePacketView> packets;
    while (!text.isEmpty()) {
        const qsizetype colon = text.indexOf(':');
        const std::optional<quint64> length = colon < 0
            ? std::nullopt
            : readNumber(text.first(colon), '0', static_cast<quint64>(text.size()));
        const QByteArrayView rest = text.sliced(colon + 1);
        const qsizetype size = length ? bytesOfUtf16(rest, *length) : -1;
        if (size < 0)
            return packets << undecodable();
        if (size > 0) {
            packets += decodeText(rest.first(size));
            if (!packets.constLast().isValid)
                return packets;
        }
        text = rest.sliced(size);
    }
    return packets;
}

QList<EnginePacketView> decodeBinaryPayload(QByteArrayView bytes)
{
    QList<EnginePacketView> packets;
    while (!bytes.isEmpty()) {
        packets += takePart(bytes);
        if (!packets.constLast().isValid)
            return packets;
    }
    return packets;
}

} // namespace EngineCodecV3

} // namespace QSocketIo
