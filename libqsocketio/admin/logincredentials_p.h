// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_LOGINCREDENTIALS_P_H
#define QSOCKETIO_ADMIN_LOGINCREDENTIALS_P_H

#include "../core/global.h"

#include <QtCore/QCborMap>
#include <QtCore/QString>

#include <optional>

namespace QSocketIo {

// What of a client's auth object is fit to be checked. Anything can be in that object: what has
// another shape or size is as good as not there.
struct QSOCKETIO_AUTOTEST_EXPORT LoginCredentials
{
    struct Password
    {
        QString username;
        QString password;
    };

    static constexpr qsizetype maxSessionIdLength = 128;
    static constexpr qsizetype maxUsernameLength = 256;
    static constexpr qsizetype maxPasswordBytes = 1024; // of UTF-8

    [[nodiscard]] static LoginCredentials of(const QCborMap &auth);

    std::optional<QString> sessionId;
    std::optional<Password> password;
};

} // namespace QSocketIo

#endif
