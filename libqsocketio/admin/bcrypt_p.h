// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_BCRYPT_P_H
#define QSOCKETIO_ADMIN_BCRYPT_P_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

// Password hashes of the kind bcrypt, by the system's libcrypt. All functions are thread-safe.
namespace QSocketIo::Bcrypt {

// Whether the library was built with libcrypt, and that one knows bcrypt: glibc's own did not.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT bool isAvailable();

// $2a$, $2b$ or $2y$, a cost of 04 to 31, 22 characters of salt, 31 of the hash.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT bool isHash(QByteArrayView text);

// Takes tens of milliseconds at the usual costs, by design. As bcrypt has it, the first 72 bytes of
// a password count and the rest is ignored. A password with a NUL matches nothing: C libraries end
// there, others do not.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT bool check(QByteArrayView password, const QByteArray &hash);

// Takes a time that does not depend on what differs; lengths are no secret.
[[nodiscard]] QSOCKETIO_AUTOTEST_EXPORT bool isEqualInConstantTime(QByteArrayView a,
                                                                   QByteArrayView b);

} // namespace QSocketIo::Bcrypt

#endif
