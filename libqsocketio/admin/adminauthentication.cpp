// SPDX-License-Identifier: MIT
#include "adminauthentication.h"

#include "bcrypt_p.h"
#include "logincredentials_p.h"

#include <QtCore/QSet>

#include <utility>

namespace QSocketIo {

/*!
    \class QSocketIo::AdminCredentials
    \inmodule QSocketIo
    \inheaderfile QSocketIo/AdminCredentials
    \brief A user of the admin namespace and the hash of the password.

    \code
    const QSocketIo::AdminCredentials guest{
        .username = "guest",
        .passwordHash = "$2b$10$x3uEDin1qDfwt5N2TQj9geJrrInsdkT4Zo9j.H8wHaU9fxTLYf4d6",
        .readonly = true};
    \endcode

    \section1 Thread affinity
    AdminCredentials is a value and reentrant.

    \sa AdminAuthentication::users()
*/

/*! \variable QSocketIo::AdminCredentials::username
    The name to log in with: 1 to 256 characters, compared exactly. */

/*! \variable QSocketIo::AdminCredentials::passwordHash
    The bcrypt hash of the password: 60 characters that begin with $2a$, $2b$ or $2y$, as
    \c{htpasswd -nB} makes it. */

/*! \variable QSocketIo::AdminCredentials::readonly
    Whether the user may look only. False by default. */

/*!
    \class QSocketIo::AdminAuthentication
    \inmodule QSocketIo
    \inheaderfile QSocketIo/AdminAuthentication
    \brief How admins prove who they are.

    One user, as in the reference implementation:

    \code
    const auto authentication = QSocketIo::AdminAuthentication::basic(
        "admin", "$2b$10$x3uEDin1qDfwt5N2TQj9geJrrInsdkT4Zo9j.H8wHaU9fxTLYf4d6");
    if (const auto valid = authentication.validate(); !valid)
        qFatal("%s", qPrintable(valid.error().message()));
    \endcode

    Several users, read-only ones among them:

    \code
    const QByteArray hash = qgetenv("ADMIN_HASH");
    const QByteArray guestHash = qgetenv("GUEST_HASH");
    const auto authentication = QSocketIo::AdminAuthentication::users(
        {{.username = "admin", .passwordHash = hash},
         {.username = "guest", .passwordHash = guestHash, .readonly = true}});
    \endcode

    An authenticator of your own:

    \code
    using namespace QSocketIo;
    const AdminAuthentication::Callback check
        = [this](const QString &username, const QString &password, const QString &address) {
              qInfo() << "admin login of" << username << "from" << address;
              return m_database->find(password.toUtf8()).then([username](bool isKnown) {
                  return isKnown ? std::optional(AdminUser{.name = username}) : std::nullopt;
              });
          };
    const auto authentication = AdminAuthentication::callback(this, check);
    \endcode

    A default-constructed one is not set, and installing the instrumentation with it is an error: that
    a server is open to everybody has to be said.

    \code
    const QSocketIo::AdminAuthentication forgotten;
    const auto open = QSocketIo::AdminAuthentication::none();
    qInfo() << forgotten.isSet() << open.isSet() << open.isNone(); // false true true
    \endcode

    Passwords are checked in threads of their own, two at a time. An address that fails five times in
    a row has to wait, longer each time. The page \c docs/admin-authentication.md tells more.

    \section1 Thread affinity
    AdminAuthentication is a value and reentrant. A callback is called in the thread of the Server.

    \sa AdminSessionStore, AdminUser
*/

/*! \typedef QSocketIo::AdminAuthentication::Callback
    Gets the name, the password and the address of who logs in, and returns a future of the user; of
    \c std::nullopt where they are refused. The name has at most 256 characters, the password at most
    1,024 bytes in UTF-8; both may be empty. */

/*! \fn AdminAuthentication::AdminAuthentication()
    Makes an authentication that is not set: validate() is an error. */

/*!
    Returns an authentication that accepts everybody, with an empty name. Only for servers that nobody
    else can reach.
*/
AdminAuthentication AdminAuthentication::none()
{
    AdminAuthentication authentication;
    authentication.m_method = None();
    return authentication;
}

/*!
    Returns an authentication that accepts \a username with the password that \a bcryptHash is the
    hash of. See validate() for what is allowed.
*/
AdminAuthentication AdminAuthentication::basic(const QString &username,
                                               const QByteArray &bcryptHash)
{
    return users({{username, bcryptHash, false}});
}

/*!
    Returns an authentication that accepts each of \a users with their own password.

    Hashes of the same cost are advisable, not necessary.
*/
AdminAuthentication AdminAuthentication::users(const QList<AdminCredentials> &users)
{
    AdminAuthentication authentication;
    authentication.m_method = users;
    return authentication;
}

/*!
    Returns an authentication that asks \a callback, in the thread of the server, at most 16 times at
    once. It must not block: its future may finish later, in any thread. A future that is cancelled,
    fails with an exception or takes more than 30 seconds refuses the login.

    Once \a context, which must live in the thread of the server, is destroyed, everybody is refused
    who has no session already.
*/
AdminAuthentication AdminAuthentication::callback(QObject *context, Callback callback)
{
    AdminAuthentication authentication;
    authentication.m_method = Custom{context, std::move(callback)};
    return authentication;
}

/*!
    Returns whether one of the functions above made this authentication.
*/
bool AdminAuthentication::isSet() const
{
    return !std::holds_alternative<std::monostate>(m_method);
}

/*!
    Returns whether everybody is accepted, see none().
*/
bool AdminAuthentication::isNone() const
{
    return std::holds_alternative<None>(m_method);
}

static Error usageError(const QString &message)
{
    return Error(Error::Code::InvalidUsage, message);
}

static Result<void> validateUser(const AdminCredentials &user, const QSet<QString> &seen)
{
    const QString &name = user.username;
    if (name.isEmpty())
        return usageError(QStringLiteral("the name of an admin is empty"));
    if (name.size() > LoginCredentials::maxUsernameLength)
        return usageError(QStringLiteral("the name of an admin has more than %1 characters")
                              .arg(LoginCredentials::maxUsernameLength));
    if (!name.isValidUtf16())
        return usageError(QStringLiteral("the name of an admin is not valid UTF-16"));
    if (seen.contains(name))
        return usageError(QStringLiteral("there are two admins named \"%1\"").arg(name));
    if (!Bcrypt::isHash(user.passwordHash))
        return usageError(QStringLiteral("the password of admin \"%1\" is not a bcrypt hash ($2a$, "
                                         "$2b$ or $2y$, 60 characters)")
                              .arg(name));
    return {};
}

static Result<void> validateUsers(const QList<AdminCredentials> &users)
{
    if (users.isEmpty())
        return usageError(QStringLiteral("there is no admin who could log in"));
    QSet<QString> seen;
    for (const AdminCredentials &user : users) {
        if (const Result<void> valid = validateUser(user, seen); !valid)
            return valid;
        seen.insert(user.username);
    }
    if (!Bcrypt::isAvailable())
        return Error(Error::Code::NotSupported,
                     QStringLiteral("this build cannot check bcrypt hashes (QSOCKETIO_WITH_BCRYPT, "
                                    "libcrypt); use AdminAuthentication::callback()"));
    return {};
}

/*!
    Returns an error that says what is wrong, if something is.

    \list
    \li The authentication is not set.
    \li There are no users, or two of the same name.
    \li A name is empty, is longer than 256 characters, or holds half of a surrogate pair.
    \li A password is not a bcrypt hash: $2a$, $2b$ or $2y$, a cost of 4 to 31, 60 characters. A
        password in plain text could never let anybody in. ($2x$ marks hashes of a faulty
        implementation.)
    \li The library was built without libcrypt, or the system's does not know bcrypt: code
        Error::Code::NotSupported. All others have the code Error::Code::InvalidUsage.
    \li There is no callback, or no context for it.
    \endlist
*/
Result<void> AdminAuthentication::validate() const
{
    if (!isSet())
        return usageError(QStringLiteral("the authentication of admins is not set"));
    if (const auto *users = std::get_if<QList<AdminCredentials>>(&m_method))
        return validateUsers(*users);
    if (const auto *custom = std::get_if<Custom>(&m_method)) {
        if (!custom->function || !custom->context)
            return usageError(QStringLiteral("the callback of admins or its context is null"));
    }
    return {};
}

} // namespace QSocketIo
