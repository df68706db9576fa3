// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_PACKETPARSER_H
#define QSOCKETIO_CODEC_PACKETPARSER_H

#include "../core/global.h"
#include "../core/result.h"
#include "enginepacket.h"
#include "packet.h"

#include <QtCore/QList>

#include <memory>
#include <optional>

namespace QSocketIo {

// How Socket.IO packets become Engine.IO messages. Client and server must use the same one. A
// parser has no state: one serves all connections.
class QSOCKETIO_EXPORT PacketParser
{
public:
    // The decoding half: one per connection.
    class QSOCKETIO_EXPORT Decoder
    {
    public:
        Decoder() = default;
        virtual ~Decoder();
        Q_DISABLE_COPY_MOVE(Decoder)

        // nullopt: waiting for further messages. Error: the connection is closed.
        virtual Result<std::optional<Packet>> decodeText(QByteArrayView text) = 0;
        virtual Result<std::optional<Packet>> decodeBinary(const QByteArray &bytes) = 0;
        virtual void reset() = 0; // drops a partial packet
    };

    PacketParser() = default;
    virtual ~PacketParser();
    Q_DISABLE_COPY_MOVE(PacketParser)

    [[nodiscard]] virtual QList<EnginePacket> encode(const Packet &packet) const = 0;
    [[nodiscard]] virtual std::unique_ptr<Decoder>
    createDecoder(const PacketLimits &limits) const = 0;

    // For ServerOptions::parser.
    [[nodiscard]] static std::unique_ptr<PacketParser> json();
    [[nodiscard]] static std::unique_ptr<PacketParser> msgpack();
};

// Socket.IO's own: JSON, with attachments beside it.
class QSOCKETIO_EXPORT JsonPacketParser final : public PacketParser
{
public:
    [[nodiscard]] QList<EnginePacket> encode(const Packet &packet) const override;
    [[nodiscard]] std::unique_ptr<Decoder> createDecoder(const PacketLimits &limits
                                                         = {}) const override;
};

// That of the npm package socket.io-msgpack-parser.
class QSOCKETIO_EXPORT MsgpackPacketParser final : public PacketParser
{
public:
    [[nodiscard]] QList<EnginePacket> encode(const Packet &packet) const override;
    [[nodiscard]] std::unique_ptr<Decoder> createDecoder(const PacketLimits &limits
                                                         = {}) const override;
};

} // namespace QSocketIo

#endif
