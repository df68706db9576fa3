// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMINAUTHENTICATION_H
#define QSOCKETIO_ADMIN_ADMINAUTHENTICATION_H

#include "../core/global.h"
#include "../core/result.h"
#include "adminsession.h"

#include <QtCore/QByteArray>
#include <QtCore/QFuture>
#include <QtCore/QList>
#include <QtCore/QPointer>

#include <functional>
#include <optional>
#include <variant>

namespace QSocketIo {

// A user and the bcrypt hash of the password.
struct AdminCredentials
{
    QString username = {};
    QByteArray passwordHash = {};
    bool readonly = false;
};

// How admins prove who they are. There is no default: leaving it out is an error.
class QSOCKETIO_EXPORT AdminAuthentication
{
public:
    // nullopt: refused.
    using Callback = std::function<QFuture<std::optional<AdminUser>>(
        const QString &username, const QString &password, const QString &address)>;

    AdminAuthentication() = default; // not set

    [[nodiscard]] static AdminAuthentication none();
    [[nodiscard]] static AdminAuthentication basic(const QString &username,
                                                   const QByteArray &bcryptHash);
    [[nodiscard]] static AdminAuthentication users(const QList<AdminCredentials> &users);
    [[nodiscard]] static AdminAuthentication callback(QObject *context, Callback callback);

    [[nodiscard]] bool isSet() const;
    [[nodiscard]] bool isNone() const;
    [[nodiscard]] Result<void> validate() const;

private:
    friend class AdminAuthenticator;

    struct None
    { };
    struct Custom
    {
        QPointer<QObject> context;
        Callback function;
    };

    std::variant<std::monostate, None, QList<AdminCredentials>, Custom> m_method;
};

} // namespace QSocketIo

#endif
