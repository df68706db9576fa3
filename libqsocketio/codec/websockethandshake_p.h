// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_WEBSOCKETHANDSHAKE_P_H
#define QSOCKETIO_CODEC_WEBSOCKETHANDSHAKE_P_H

#include "../core/global.h"
#include "../core/httpheaders.h"
#include "../core/httprequest.h"

#include <QtCore/QByteArray>

namespace QSocketIo {

// The opening handshake of RFC 6455, server side.
namespace WebSocketHandshake {
struct Answer
{
    bool accepted = false;
    int status = 101; // refused: 400, or 405 for another method than GET
    QByteArray subprotocol; // the first one offered, or empty
    // accepted: Upgrade, Connection, Sec-WebSocket-Accept [, Sec-WebSocket-Protocol]
    // refused: extra fields for the answer, such as Sec-WebSocket-Version
    HttpHeaders headers;
    QByteArray errorText; // refused: the body of the answer, such as "Invalid Upgrade header"
};
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray acceptKey(QByteArrayView key);
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT Answer answer(const HttpRequest &request);
} // namespace WebSocketHandshake

} // namespace QSocketIo

#endif
