// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CODEC_PERMESSAGEDEFLATE_P_H
#define QSOCKETIO_CODEC_PERMESSAGEDEFLATE_P_H

#include "../core/global.h"
#include "../core/permessagedeflateoptions.h"
#include "../core/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

#include <optional>

namespace QSocketIo {

// How every flush ends: senders take it off, receivers put it back (RFC 7692, 7.2.1 and 7.2.2).
inline constexpr QByteArrayView flushTail("\x00\x00\xff\xff", 4);
inline constexpr qsizetype maxZlibRun = 1 << 30; // bytes at a time: zlib counts in 32 bits

// The WebSocket extension permessage-deflate (RFC 7692), as agreed on with one client.
struct PerMessageDeflate
{
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    int serverMaxWindowBits = 15;
    int clientMaxWindowBits = 15;
    QByteArray answer; // value of the response's Sec-WebSocket-Extensions

    // offers: all Sec-WebSocket-Extensions fields of the request, joined by commas. Takes the
    // first acceptable offer. nullopt: there is no offer of this extension. Error: answer 400, as
    // the npm package ws does; the field is malformed, or no offer can be accepted.
    [[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT static Result<std::optional<PerMessageDeflate>>
    negotiate(QByteArrayView offers, const PerMessageDeflateOptions &options = {});
};

} // namespace QSocketIo

#endif
