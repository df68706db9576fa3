// SPDX-License-Identifier: MIT
#include "enginecodecv4_p.h"

#include "lenientbase64_p.h"
#include "utf8_p.h"
#include "websocketframe_p.h"

#include <algorithm>

namespace QSocketIo {

namespace {
constexpr char separator = '\x1e';
constexpr char base64Mark = 'b';
constexpr QByteArrayView replacementCharacter = "\xef\xbf\xbd"; // U+FFFD

char typeDigit(EnginePacket::Type type)
{
    return static_cast<char>('0' + static_cast<int>(type));
}

} // namespace

namespace EngineCodecV4 {

void appendText(QByteArray &out, const EnginePacket &packet)
{
    if (packet.isBinary) {
        out += base64Mark;
        out += packet.data.toBase64();
    } else {
        out += typeDigit(packet.type);
        out += packet.data;
    }
}

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
    EnginePacketView packet;
    if (text.isEmpty())
        return packet;
    const char first = text.front();
    if (first == base64Mark) {
        packet.isBinary = true;
        packet.isValid = true;
        packet.storage = fromLenientBase64(text.sliced(1));
        packet.data = packet.storage;
    } else if (first >= typeDigit(EnginePacket::Type::Open)
               && first <= typeDigit(EnginePacket::Type::Noop)) {
        packet.type = static_cast<EnginePacket::Type>(first - '0');
        packet.isValid = true;
        if (text.size() > 1)
            packet.data = text.sliced(1);
    }
    return packet;
}

EnginePacketView decodeBinary(QByteArrayView bytes)
{
    EnginePacketView packet;
    packet.isBinary = true;
    packet.isValid = true;
    packet.data = bytes;
    return packet;
}

QByteArray encodePayload(const QList<EnginePacket> &packets)
{
    qsizetype size = 0;
    for (const EnginePacket &packet : packets)
        size += 2 + (packet.isBinary ? (packet.data.size() + 2) / 3 * 4 : packet.data.size());
    QByteArray payload;
    payload.reserve(size);
    for (const EnginePacket &packet : packets) {
        if (!payload.isEmpty())
            payload += separator;
        appendText(payload, packet);
    }
    return payload;
}

QList<EnginePacketView> decodePayload(QByteArrayView payload)
{
    QList<EnginePacketView> packets;
    for (;;) {
        const qsizetype end = payload.indexOf(separator);
        packets += decodeText(end < 0 ? payload : payload.first(end));
        if (end < 0 || !packets.constLast().isValid)
            return packets;
        payload = payload.sliced(end + 1);
    }
}

QByteArray webSocketFrame(const EnginePacket &packet)
{
    constexpr qsizetype maxHeaderSize = 10;
    QByteArray frame;
    frame.reserve(maxHeaderSize + 1 + packet.data.size());
    if (packet.isBinary) {
        WebSocketFrameWriter::appendHeader(frame, WebSocketOpcode::Binary, packet.data.size());
        frame += packet.data;
    } else {
        WebSocketFrameWriter::appendHeader(frame, WebSocketOpcode::Text, packet.data.size() + 1);
        appendText(frame, packet);
    }
    return frame;
}

} // namespace EngineCodecV4

// One U+FFFD for each maximal subpart of an ill-formed sequence (The Unicode Standard, 3.9), the
// practice of the WHATWG's decoder and of Node.js.
QByteArray toValidUtf8(const QByteArray &bytes)
{
    if (isValidUtf8(bytes))
        return bytes;
    QByteArray text;
    text.reserve(bytes.size() + bytes.size() / 8);
    const QByteArrayView view = bytes;
    Utf8Validator validator;
    qsizetype begin = 0; // of the current character
    for (qsizetype i = 0; i < view.size(); ++i) {
        const bool fits = validator.feed(view.sliced(i, 1));
        if (fits && validator.isComplete()) {
            text += view.sliced(begin, i + 1 - begin);
            begin = i + 1;
        } else if (!fits) {
            text += replacementCharacter;
            validator.reset();
            // The byte that did not fit may begin the next character, unless it began this one.
            begin = std::max(begin + 1, i);
            i = begin - 1;
        }
    }
    if (begin < view.size())
        text += replacementCharacter;
    return text;
}

} // namespace QSocketIo
