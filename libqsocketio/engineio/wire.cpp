// SPDX-License-Identifier: MIT
#include "wire_p.h"

#include "../codec/jsonp_p.h"
#include "verification_p.h"

namespace QSocketIo {

Wire::Wire(const HttpRequest &request)
    : m_isV3(Verification::protocolOf(request) == 3)
    , m_supportsBinary(request.query().value(QStringLiteral("b64")).isEmpty())
{
    const auto index = request.query().constFind(QStringLiteral("j"));
    if (index != request.query().cend())
        m_jsonpDigits = Jsonp::digitsOf(*index);
}

Wire::Body Wire::encodePackets(const QList<EnginePacket> &packets) const
{
    if (!m_isV3)
        return {EngineCodecV4::encodePayload(packets)};
    // A script holds text: JSONP clients get base64 even if they do not ask for it.
    const EngineCodecV3::EncodedPayload payload
        = EngineCodecV3::encodePayload(packets, m_supportsBinary && !m_jsonpDigits);
    return {payload.data, payload.isBinary ? BodyType::Bytes : BodyType::Text};
}

Wire::Body Wire::encodePayload(const QList<EnginePacket> &packets) const
{
    Body body = encodePackets(packets);
    if (m_jsonpDigits)
        body.data = Jsonp::script(*m_jsonpDigits, body.data);
    return body;
}

Wire::Payload Wire::decodeBody(const QByteArray &body, BodyType type) const
{
    Payload payload{body, {}};
    if (m_jsonpDigits) {
        const auto data = type == BodyType::Text ? Jsonp::payloadOf(body) : std::nullopt;
        if (!data)
            return payload; // the reference ignores it, too
        payload.data = *data;
    } else if (type == BodyType::Bytes) {
        payload.packets = EngineCodecV3::decodeBinaryPayload(payload.data);
        return payload;
    }
    payload.data = toValidUtf8(payload.data);
    payload.packets = m_isV3 ? EngineCodecV3::decodePayload(payload.data)
                             : EngineCodecV4::decodePayload(payload.data);
    return payload;
}

} // namespace QSocketIo
