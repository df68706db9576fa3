// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMINUSERTABLE_P_H
#define QSOCKETIO_ADMIN_ADMINUSERTABLE_P_H

#include "../core/global.h"
#include "adminauthentication.h"
#include "adminsession.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace QSocketIo {

// The users that are configured. How long looking one up and checking the password takes does not
// tell whether there is such a user.
class QSOCKETIO_AUTOTEST_EXPORT AdminUserTable
{
public:
    struct Candidate
    {
        AdminUser user;
        QByteArray passwordHash;
        bool isKnown = false; // false: refuse, whatever the password
    };

    explicit AdminUserTable(const QList<AdminCredentials> &users);

    // For an unknown name the hash of some user, the same one each time: so costs of hashes that
    // differ between the users do not tell names either.
    [[nodiscard]] Candidate candidate(const QString &username) const;
    // Who comes back with a session: with the rights they have now. nullopt: a user no longer.
    [[nodiscard]] std::optional<AdminUser> resumed(const AdminUser &user) const;

private:
    [[nodiscard]] QByteArray digestOf(const QString &username) const;

    QByteArray m_secret; // of this process: nobody else can compute the digests
    QList<AdminCredentials> m_users;
    QList<QByteArray> m_digests; // of their names
};

} // namespace QSocketIo

#endif
