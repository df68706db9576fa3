// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_PACKETPARSER_P_H
#define QSOCKETIO_CODEC_PACKETPARSER_P_H

#include "../core/global.h"
#include "packet_p.h"

#include <QtCore/QList>

#include <memory>
#include <optional>

namespace QSocketIo {

// The decoding half of a parser: one per connection.
class QSOCKETIO_AUTOTEST_EXPORT PacketDecoderBase
{
public:
    PacketDecoderBase() = default;
    virtual ~PacketDecoderBase();
    Q_DISABLE_COPY_MOVE(PacketDecoderBase)

    // As those of PacketDecoder.
    virtual Result<std::optional<Packet>> decodeText(QByteArrayView text) = 0;
    virtual Result<std::optional<Packet>> decodeBinary(const QByteArray &bytes) = 0;
    virtual void reset() = 0; // drops a partial packet
};

// How Socket.IO packets become Engine.IO messages. Client and server must use the same one. A
// parser has no state: one serves all connections, in all threads.
class QSOCKETIO_AUTOTEST_EXPORT PacketParser
{
public:
    PacketParser() = default;
    virtual ~PacketParser();
    Q_DISABLE_COPY_MOVE(PacketParser)

    [[nodiscard]] virtual QList<EnginePacket> encode(const Packet &packet) const = 0;
    [[nodiscard]] virtual std::unique_ptr<PacketDecoderBase>
    createDecoder(const PacketLimits &limits) const = 0;
};

// Socket.IO's own: JSON, with attachments beside it.
class QSOCKETIO_AUTOTEST_EXPORT JsonPacketParser final : public PacketParser
{
public:
    [[nodiscard]] QList<EnginePacket> encode(const Packet &packet) const override;
    [[nodiscard]] std::unique_ptr<PacketDecoderBase> createDecoder(const PacketLimits &limits
                                                                   = {}) const override;
};

// That of the npm package socket.io-msgpack-parser.
class QSOCKETIO_AUTOTEST_EXPORT MsgpackPacketParser final : public PacketParser
{
public:
    [[nodiscard]] QList<EnginePacket> encode(const Packet &packet) const override;
    [[nodiscard]] std::unique_ptr<PacketDecoderBase> createDecoder(const PacketLimits &limits
                                                                   = {}) const override;
};

} // namespace QSocketIo

#endif
