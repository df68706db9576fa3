// SPDX-License-Identifier: MIT
#include "packetparser_p.h"

#include "msgpackcodec_p.h"

namespace QSocketIo {

namespace {
class JsonDecoder final : public PacketDecoderBase
{
public:
    explicit JsonDecoder(const PacketLimits &limits)
        : m_decoder(limits)
    { }

    Result<std::optional<Packet>> decodeText(QByteArrayView text) override
    {
        return m_decoder.decodeText(text);
    }
    Result<std::optional<Packet>> decodeBinary(const QByteArray &bytes) override
    {
        return m_decoder.decodeBinary(bytes);
    }
    void reset() override { m_decoder.reset(); }

private:
    PacketDecoder m_decoder;
};

// Each message is a whole packet: there is nothing to wait for.
class MsgpackDecoder final : public PacketDecoderBase
{
public:
    explicit MsgpackDecoder(const PacketLimits &limits)
        : m_limits(limits)
    { }

    Result<std::optional<Packet>> decodeText(QByteArrayView) override
    {
        return Error(Error::Code::InvalidPacket, QStringLiteral("Could not parse"));
    }
    Result<std::optional<Packet>> decodeBinary(const QByteArray &bytes) override
    {
        Result<Packet> packet = MsgpackCodec::decode(bytes, m_limits);
        if (!packet)
            return packet.error();
        return std::optional<Packet>(std::move(packet).value());
    }
    void reset() override { }

private:
    PacketLimits m_limits;
};
} // namespace

PacketDecoderBase::~PacketDecoderBase() = default;

PacketParser::~PacketParser() = default;

QList<EnginePacket> JsonPacketParser::encode(const Packet &packet) const
{
    return PacketEncoder::encode(packet);
}

std::unique_ptr<PacketDecoderBase> JsonPacketParser::createDecoder(const PacketLimits &limits) const
{
    return std::make_unique<JsonDecoder>(limits);
}

QList<EnginePacket> MsgpackPacketParser::encode(const Packet &packet) const
{
    EnginePacket message;
    message.isBinary = true;
    message.data = MsgpackCodec::encode(packet);
    return {message};
}

std::unique_ptr<PacketDecoderBase>
MsgpackPacketParser::createDecoder(const PacketLimits &limits) const
{
    return std::make_unique<MsgpackDecoder>(limits);
}

} // namespace QSocketIo
