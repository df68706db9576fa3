// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_MSGPACKCODEC_P_H
#define QSOCKETIO_CODEC_MSGPACKCODEC_P_H

#include "../core/global.h"
#include "packet_p.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace QSocketIo {

// The wire format of the npm package socket.io-msgpack-parser: each packet is one binary message,
// a map with the keys "type", "data", "id" and "nsp". Stateless.
namespace MsgpackCodec {
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray encode(const Packet &packet);
// Reserved names of events pass, as in that package. An event whose first element is neither text
// nor a number comes without a name. Error: close the connection; code InvalidPacket.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT Result<Packet> decode(QByteArrayView bytes,
                                                              const PacketLimits &limits = {});
} // namespace MsgpackCodec

} // namespace QSocketIo

#endif
