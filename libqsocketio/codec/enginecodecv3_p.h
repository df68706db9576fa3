// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_ENGINECODECV3_P_H
#define QSOCKETIO_CODEC_ENGINECODECV3_P_H

#include "../core/global.h"
#include "enginecodecv4_p.h"
#include "enginepacket.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QList>

namespace QSocketIo {

// Engine.IO protocol v3, "Packet" and "Payload". A binary message carries its type, unlike in v4.
// Decoded packets are binary only as messages. One of an unknown type that comes in binary form
// counts as a noop: the protocol ignores it.
namespace EngineCodecV3 {
// The body of a polling response.
struct EncodedPayload
{
    QByteArray data;
    bool isBinary = false; // application/octet-stream, not text
};

// The text form: type digit and data, or 'b', type digit and base64.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray encodeText(const EnginePacket &packet);
// What a text frame or one part of a text payload holds.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT EnginePacketView decodeText(QByteArrayView text);
// The binary form of a binary packet: type byte and data.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray encodeBinary(const EnginePacket &packet);
// What a binary frame or one binary part of a binary payload holds. It is always valid.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT EnginePacketView decodeBinary(QByteArrayView bytes);

// Binary only where a packet is binary and the client has not asked for base64.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT EncodedPayload
encodePayload(const QList<EnginePacket> &packets, bool supportsBinary);
// These two stop behind the first undecodable packet, which is the last of the list then.
// text: valid UTF-8, see toValidUtf8().
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QList<EnginePacketView> decodePayload(QByteArrayView text);
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QList<EnginePacketView>
decodeBinaryPayload(QByteArrayView bytes);
} // namespace EngineCodecV3

} // namespace QSocketIo

#endif
