// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_OPENPACKET_P_H
#define QSOCKETIO_CLIENT_OPENPACKET_P_H

#include "../core/global.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>
#include <optional>

namespace QSocketIo {

// What a server says when an Engine.IO 4 session begins.
struct OpenPacket
{
    QString sid;
    QStringList upgrades; // transports
    std::chrono::milliseconds pingInterval{0};
    std::chrono::milliseconds pingTimeout{0};
    qint64 maxPayload = 0; // bytes of a POST; 0: the server does not say

    // The data of the packet. Null where it is not such an object, or says what cannot be.
    [[nodiscard]] static QSOCKETIO_AUTOTEST_EXPORT std::optional<OpenPacket>
    parse(QByteArrayView json);
};

} // namespace QSocketIo

#endif
