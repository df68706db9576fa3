// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_WEBSOCKETHANDSHAKE_P_H
#define QSOCKETIO_CODEC_WEBSOCKETHANDSHAKE_P_H

#include "../core/global.h"
#include "../core/httpheaders.h"
#include "../core/httprequest.h"
#include "permessagedeflate_p.h"

#include <QtCore/QByteArray>

#include <optional>

namespace QSocketIo {

// The opening handshake of RFC 6455, server side.
namespace WebSocketHandshake {
struct Answer
{
    bool accepted = false;
    int status = 101; // refused: 400, or 405 for another method than GET
    QByteArray subprotocol; // the first one offered, or empty
    std::optional<PerMessageDeflate> deflate; // agreed on
    // accepted: Upgrade, Connection, Sec-WebSocket-Accept [, Sec-WebSocket-Protocol]
    // [, Sec-WebSocket-Extensions]
    // refused: extra fields for the answer, such as Sec-WebSocket-Version
    HttpHeaders headers;
    QByteArray errorText; // refused: the body of the answer, such as "Invalid Upgrade header"
};
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray acceptKey(QByteArrayView key);
// deflate: what to answer to an offer of permessage-deflate; unset: nothing.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT Answer
answer(const HttpRequest &request, const std::optional<PerMessageDeflateOptions> &deflate = {});
} // namespace WebSocketHandshake

} // namespace QSocketIo

#endif
