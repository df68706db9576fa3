// SPDX-License-Identifier: MIT
#include "packetparser.h"

#include "msgpackcodec_p.h"
#include "packet_p.h"

namespace QSocketIo {

namespace {
class JsonDecoder final : public PacketParser::Decoder
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
class MsgpackDecoder final : public PacketParser::Decoder
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

/*!
    \class QSocketIo::PacketParser
    \inmodule QSocketIo
    \inheaderfile QSocketIo/PacketParser
    \brief How Socket.IO packets become Engine.IO messages and the other way round.

    Client and server must use the same parser. The default is json(), Socket.IO's own; msgpack() is
    that of the npm package socket.io-msgpack-parser, which is smaller where there are many numbers
    and needs no attachments for binary data. A parser of one's own implements encode() and
    createDecoder(), and its client the same on the other side.

    \code
    options.parser = QSocketIo::PacketParser::msgpack;
    \endcode

    A parser of one's own that adds something to another one:

    \code
    class CountingParser final : public QSocketIo::PacketParser
    {
    public:
        QList<QSocketIo::EnginePacket> encode(const QSocketIo::Packet &packet) const override
        {
            ++m_count;
            return m_parser->encode(packet);
        }
        std::unique_ptr<Decoder> createDecoder(const QSocketIo::PacketLimits &limits) const override
        {
            return m_parser->createDecoder(limits);
        }

    private:
        const std::unique_ptr<PacketParser> m_parser = PacketParser::json();
        mutable std::atomic<int> m_count = 0;
    };

    options.parser = [] { return std::make_unique<CountingParser>(); };
    \endcode

    \section1 Thread affinity
    A parser has no state and its functions are reentrant. A Decoder belongs to one connection and
    is used in that one's thread.

    \sa ServerOptions::parser
*/

/*!
    \class QSocketIo::PacketParser::Decoder
    \inmodule QSocketIo
    \inheaderfile QSocketIo/PacketParser
    \brief The decoding half of a parser. Each connection has one of its own.

    Text and binary messages come in the order in which they were received. A function that returns
    no packet waits for the messages that complete it; one that returns an Error closes the
    connection: every socket's Socket::errorOccurred() tells of it before.

    \code
    // Messages of one letter are events without arguments.
    class LetterDecoder final : public QSocketIo::PacketParser::Decoder
    {
    public:
        using Decoded = QSocketIo::Result<std::optional<QSocketIo::Packet>>;

        Decoded decodeText(QByteArrayView text) override
        {
            if (text.size() != 1)
                return QSocketIo::Error(QSocketIo::Error::Code::InvalidPacket, "one letter, please");
            QSocketIo::Packet packet;
            packet.event = text.toByteArray();
            return std::optional(packet);
        }
        Decoded decodeBinary(const QByteArray &) override
        {
            return QSocketIo::Error(QSocketIo::Error::Code::InvalidPacket, "no bytes, please");
        }
        void reset() override { } // it has no incomplete packet
    };
    \endcode

    \section1 Thread affinity
    Used in the thread of the connection.
*/

/*! \fn QSocketIo::Result<std::optional<QSocketIo::Packet>> PacketParser::Decoder::decodeText(QByteArrayView text)
    Takes the text message \a text. Returns a packet, nothing where it waits for more, or an Error. */

/*! \fn QSocketIo::Result<std::optional<QSocketIo::Packet>> PacketParser::Decoder::decodeBinary(const QByteArray &bytes)
    Takes the binary message \a bytes. Returns a packet, nothing where it waits for more, or an Error. */

/*!
    \fn void PacketParser::Decoder::reset()
    Drops what it has of an incomplete packet; the connection is gone.
*/

/*!
    \fn QList<QSocketIo::EnginePacket> PacketParser::encode(const QSocketIo::Packet &packet) const
    Returns the messages that carry \a packet, in their order.
*/

/*! \fn std::unique_ptr<QSocketIo::PacketParser::Decoder> PacketParser::createDecoder(const QSocketIo::PacketLimits &limits) const
    Returns a decoder for one connection that refuses what exceeds \a limits. */

/*! \fn PacketParser::PacketParser()
    Creates a parser. */

/*! \fn PacketParser::Decoder::Decoder()
    Creates a decoder. */

PacketParser::Decoder::~Decoder() = default;

PacketParser::~PacketParser() = default;

/*! Returns Socket.IO's own parser: JSON, with attachments beside it.

    \code
    const std::unique_ptr<QSocketIo::PacketParser> parser = QSocketIo::PacketParser::json();
    QSocketIo::Packet packet;
    packet.event = "tick";
    const std::unique_ptr<QSocketIo::PacketParser::Decoder> decoder = parser->createDecoder({});
    qInfo() << decoder->decodeText(parser->encode(packet).first().data)->has_value();
    \endcode */
std::unique_ptr<PacketParser> PacketParser::json()
{
    return std::make_unique<JsonPacketParser>();
}

/*! Returns the parser of clients that use the npm package socket.io-msgpack-parser. */
std::unique_ptr<PacketParser> PacketParser::msgpack()
{
    return std::make_unique<MsgpackPacketParser>();
}

/*!
    \class QSocketIo::JsonPacketParser
    \inmodule QSocketIo
    \inheaderfile QSocketIo/JsonPacketParser
    \brief Socket.IO's own parser: JSON text, with binary attachments beside it.

    \code
    QSocketIo::Packet packet;
    packet.event = "tick";
    const QList<QSocketIo::EnginePacket> messages = QSocketIo::JsonPacketParser().encode(packet);
    Q_ASSERT(messages.first().data == R"(2["tick"])");
    \endcode

    \section1 Thread affinity
    Reentrant; see PacketParser.
*/

/*! \reimp */
QList<EnginePacket> JsonPacketParser::encode(const Packet &packet) const
{
    return PacketEncoder::encode(packet);
}

/*! \reimp */
std::unique_ptr<PacketParser::Decoder>
JsonPacketParser::createDecoder(const PacketLimits &limits) const
{
    return std::make_unique<JsonDecoder>(limits);
}

/*!
    \class QSocketIo::MsgpackPacketParser
    \inmodule QSocketIo
    \inheaderfile QSocketIo/MsgpackPacketParser
    \brief The parser of the npm package socket.io-msgpack-parser: a binary message per packet.

    \code
    QSocketIo::Server io{{.parser = QSocketIo::PacketParser::msgpack}};
    \endcode

    \section1 Thread affinity
    Reentrant; see PacketParser.
*/

/*! \reimp */
QList<EnginePacket> MsgpackPacketParser::encode(const Packet &packet) const
{
    EnginePacket message;
    message.isBinary = true;
    message.data = MsgpackCodec::encode(packet);
    return {message};
}

/*! \reimp */
std::unique_ptr<PacketParser::Decoder>
MsgpackPacketParser::createDecoder(const PacketLimits &limits) const
{
    return std::make_unique<MsgpackDecoder>(limits);
}

} // namespace QSocketIo
