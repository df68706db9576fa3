// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_HTTPRESPONSEWRITER_P_H
#define QSOCKETIO_NET_HTTPRESPONSEWRITER_P_H

#include "../core/global.h"
#include "httpexchange_p.h"

#include <chrono>

namespace QSocketIo {

// Writes the heads of HTTP/1.1 responses. Fields that frame the message are the writer's alone:
// those among the application's are dropped.
namespace HttpResponseWriter {
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArrayView reasonPhrase(int status);
// keepAlive: how long the connection will wait for the next request; < 0: it will be closed.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray head(const HttpResponse &response,
                                                        std::chrono::milliseconds keepAlive);
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT bool hasBody(int status);
// A whole 101.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray
switchingProtocols(const HttpHeaders &handshake, const HttpHeaders &extraHeaders);
} // namespace HttpResponseWriter

} // namespace QSocketIo

#endif
