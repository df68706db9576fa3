// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_COOKIE_H
#define QSOCKETIO_ENGINEIO_COOKIE_H

#include "../core/global.h"
#include "../core/serveroptions.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace QSocketIo {

namespace Cookie {
// Whether a cookie can be made of the options: no attribute could break out of its place.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT bool isValid(const CookieOptions &options);
// The value of a Set-Cookie field (RFC 6265, 4.1); null where the options are not valid.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT QByteArray serialize(const CookieOptions &options,
                                                             const QString &value);
} // namespace Cookie

} // namespace QSocketIo

#endif
