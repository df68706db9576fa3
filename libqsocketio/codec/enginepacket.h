// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_ENGINEPACKET_H
#define QSOCKETIO_CODEC_ENGINEPACKET_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QMetaType>

namespace QSocketIo {

// One Engine.IO packet. Implicitly shared members: copying one to a thousand sessions copies no
// bytes.
struct EnginePacket
{
    enum class Type : quint8 { Open, Close, Ping, Pong, Message, Upgrade, Noop };

    Type type = Type::Message;
    bool isBinary = false; // messages only
    bool compress = true; // polling responses only
    // UTF-8 text or raw bytes, without the type. Null where the packet has no data.
    QByteArray data = {};
    // The same as a server's WebSocket frame of protocol 4, made once where many sessions get it;
    // else null. Text looks the same in protocol 3.
    QByteArray webSocketFrame = {};

    friend bool operator==(const EnginePacket &a, const EnginePacket &b)
    {
        return a.type == b.type && a.isBinary == b.isBinary && a.data == b.data
            && a.data.isNull() == b.data.isNull();
    }
};

} // namespace QSocketIo

Q_DECLARE_METATYPE(QSocketIo::EnginePacket)

#endif
