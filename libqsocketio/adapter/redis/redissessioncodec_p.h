// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISSESSIONCODEC_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISSESSIONCODEC_P_H

#include "../recoverablesession.h"
#include "redisglobal.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QString>

#include <optional>

namespace QSocketIo {

// A session as it lies in Redis: the base64 text of a MessagePack map. To what Node.js servers write
// and read it adds the namespace, so that nobody brings a session from one into another, past the
// other's middlewares.
namespace RedisSessionCodec {
[[nodiscard]] QSOCKETIO_REDIS_AUTOTEST_EXPORT QByteArray encode(const RecoverableSession &session,
                                                                const QString &nsp);
// Nullopt: malformed, of another namespace, or of another pid.
[[nodiscard]] QSOCKETIO_REDIS_AUTOTEST_EXPORT std::optional<RecoverableSession>
decode(QByteArrayView text, const QString &nsp, const QString &pid);
} // namespace RedisSessionCodec

} // namespace QSocketIo

#endif
