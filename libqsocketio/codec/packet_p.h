// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_PACKET_P_H
#define QSOCKETIO_CODEC_PACKET_P_H

#include "../core/global.h"
#include "../core/result.h"
#include "enginepacket.h"
#include "packet.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QList>

#include <optional>

namespace QSocketIo {

// Socket.IO's default parser, encoding side. Stateless.
namespace PacketEncoder {
// The header text as one message packet, then one binary message packet per attachment.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QList<EnginePacket> encode(const Packet &packet);
// The header text alone, such as 51-/a,3["x",{"_placeholder":true,"num":0}]
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray encodeText(const Packet &packet);
} // namespace PacketEncoder

// Decoding side: one per connection, it waits for attachments across messages.
class QSOCKETIO_AUTOTEST_EXPORT PacketDecoder
{
public:
    explicit PacketDecoder(const PacketLimits &limits = {});

    // nullopt: waiting for (more) attachments. Error: close the connection; code InvalidPacket,
    // message as Socket.IO words it ("invalid payload", "Illegal attachments" ...), or
    // LimitExceeded for maxAttachmentBytes.
    Result<std::optional<Packet>> decodeText(QByteArrayView text);
    Result<std::optional<Packet>> decodeBinary(const QByteArray &bytes);
    void reset(); // drops a partial packet
    [[nodiscard]] bool isWaiting() const { return m_missing > 0; }

private:
    Result<std::optional<Packet>> takePartial();

    PacketLimits m_limits;
    Packet m_partial;
    QByteArray m_partialText;
    QList<QByteArray> m_attachments;
    qint64 m_attachmentBytes = 0;
    int m_missing = 0;
};

} // namespace QSocketIo

#endif
