// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISSTREAMOFFSET_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISSTREAMOFFSET_P_H

#include "redisstreamentry_p.h"

namespace QSocketIo {

// Whether clients recover that broadcast: it is for good, and nobody waits for an answer.
[[nodiscard]] inline bool hasStreamOffset(const ClusterMessage &message)
{
    return message.type == ClusterMessage::Type::Broadcast && message.requestId.isNull()
        && !message.packet.id && !message.options.isVolatile;
}

// The packet with the offset as its last argument.
[[nodiscard]] inline Packet withStreamOffset(const Packet &packet, const RedisStreamId &id)
{
    QByteArray json = packet.payload.json();
    if (!json.isEmpty())
        json += ',';
    json += '"' + id.toText() + '"';
    Packet sent = packet;
    sent.payload = Payload::fromJson(json, packet.payload.attachments());
    return sent;
}

} // namespace QSocketIo

#endif
