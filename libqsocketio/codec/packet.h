// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_PACKET_H
#define QSOCKETIO_CODEC_PACKET_H

#include "../core/global.h"
#include "../core/payload.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QCborValue>

#include <optional>

namespace QSocketIo {

// One Socket.IO packet (protocol v5). BINARY_EVENT and BINARY_ACK are Event and Ack with
// attachments in their payload.
struct Packet
{
    enum class Type : quint8 { Connect, Disconnect, Event, Ack, ConnectError };

    Type type = Type::Event;
    QByteArray nsp = QByteArrayLiteral("/");
    std::optional<quint64> id;
    // Event: the name, UTF-8; null where an EVENT came without payload. A numeric name keeps its
    // JSON text and isNumericEvent is set (it must go out again without quotes).
    QByteArray event;
    bool isNumericEvent = false;
    Payload payload; // Event: the arguments behind the name. Ack: the arguments.
    // Connect, ConnectError: undefined where there is none. Streamed in this order of keys.
    QCborValue data = QCborValue(QCborValue::Undefined);
};

// Names a client's or server's event may not have.
[[nodiscard]] QSOCKETIO_EXPORT bool isReservedEvent(QByteArrayView name);

struct PacketLimits
{
    int maxAttachments = 10;
    int maxNestingDepth = 200;
    qint64 maxAttachmentBytes = 0; // sum over one packet; 0: no limit of its own
};

} // namespace QSocketIo

#endif
