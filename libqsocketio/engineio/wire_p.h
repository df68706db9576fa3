// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_WIRE_H
#define QSOCKETIO_ENGINEIO_WIRE_H

#include "../codec/enginecodecv3_p.h"
#include "../codec/enginecodecv4_p.h"
#include "../codec/enginepacket.h"
#include "../core/global.h"
#include "../core/httprequest.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <optional>

namespace QSocketIo {

// What one transport's packets look like. The request that opens the transport says so once and for
// all, by its EIO (the protocol's version), b64 (text only) and j (JSONP).
class QSOCKETIO_AUTOTEST_EXPORT Wire
{
public:
    enum class BodyType : quint8 { Text, Bytes }; // Bytes: application/octet-stream
    // Of a response to a GET.
    struct Body
    {
        QByteArray data;
        BodyType type = BodyType::Text;
    };
    // What came by a POST. The packets are views into the payload.
    struct Payload
    {
        QByteArray data;
        QList<EnginePacketView> packets;
    };

    explicit Wire(const HttpRequest &request);

    // Polling. The last one of the decoded packets may be undecodable.
    [[nodiscard]] Body encodePayload(const QList<EnginePacket> &packets) const;
    [[nodiscard]] bool takes(BodyType type) const { return type == BodyType::Text || m_isV3; }
    [[nodiscard]] Payload decodeBody(const QByteArray &body, BodyType type) const;

    // WebSocket. Text is the same in both versions of the protocol, but for base64.
    [[nodiscard]] EnginePacketView decodeText(QByteArrayView text) const
    {
        return m_isV3 ? EngineCodecV3::decodeText(text) : EngineCodecV4::decodeText(text);
    }
    [[nodiscard]] EnginePacketView decodeBinary(QByteArrayView bytes) const
    {
        return m_isV3 ? EngineCodecV3::decodeBinary(bytes) : EngineCodecV4::decodeBinary(bytes);
    }
    [[nodiscard]] bool supportsBinary() const { return m_supportsBinary; }
    // A binary message is nothing but its bytes.
    [[nodiscard]] bool hasBareBinary() const { return m_supportsBinary && !m_isV3; }
    [[nodiscard]] QByteArray encodeText(const EnginePacket &packet) const
    {
        return m_isV3 ? EngineCodecV3::encodeText(packet) : EngineCodecV4::encodeText(packet);
    }

private:
    [[nodiscard]] Body encodePackets(const QList<EnginePacket> &packets) const;

    bool m_isV3;
    bool m_supportsBinary;
    std::optional<QByteArray> m_jsonpDigits; // unset: no JSONP
};

} // namespace QSocketIo

#endif
