// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_ENGINECODECV4_P_H
#define QSOCKETIO_CODEC_ENGINECODECV4_P_H

#include "../core/global.h"
#include "enginepacket.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QList>

namespace QSocketIo {

// A decoded packet whose data is a view into the decoder's input, except base64 (decoded storage).
struct EnginePacketView
{
    EnginePacket::Type type = EnginePacket::Type::Message;
    bool isBinary = false;
    bool isValid = false; // false: undecodable, a "parse error"
    QByteArrayView data; // null where there is none
    QByteArray storage; // owns data where it had to be decoded
};

// Engine.IO protocol v4, "Packet encoding" and "Payload encoding".
namespace EngineCodecV4 {
// Appends the text form: type digit and data, or 'b' and base64.
QSOCKETIO_AUTOTEST_EXPORT void appendText(QByteArray &out, const EnginePacket &packet);
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray encodeText(const EnginePacket &packet);
// What a text frame or one part of a polling payload holds.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT EnginePacketView decodeText(QByteArrayView text);
// What a binary frame holds: a message, whatever the bytes are.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT EnginePacketView decodeBinary(QByteArrayView bytes);
// Packets joined by 0x1e. An empty list gives an empty payload.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray
encodePayload(const QList<EnginePacket> &packets);
// Stops behind the first undecodable packet, which is the last of the list then.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QList<EnginePacketView>
decodePayload(QByteArrayView payload);
// The WebSocket frame of a packet, for EnginePacket::webSocketFrame.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray webSocketFrame(const EnginePacket &packet);
} // namespace EngineCodecV4

// Replaces every invalid UTF-8 sequence by U+FFFD, as JavaScript's decoder does. Returns the input
// itself, unshared work avoided, where it is valid.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray toValidUtf8(const QByteArray &bytes);

} // namespace QSocketIo

#endif
