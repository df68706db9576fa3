// SPDX-License-Identifier: MIT
#include "adminusertable_p.h"

#include "bcrypt_p.h"

#include <QtCore/QMessageAuthenticationCode>
#include <QtCore/QRandomGenerator>
#include <QtCore/QtEndian>

#include <algorithm>
#include <array>

namespace QSocketIo {

static QByteArray randomSecret()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words);
}

AdminUserTable::AdminUserTable(const QList<AdminCredentials> &users)
    : m_secret(randomSecret())
    , m_users(users)
{
    for (const AdminCredentials &user : users)
        m_digests.append(digestOf(user.username));
}

QByteArray AdminUserTable::digestOf(const QString &username) const
{
    return QMessageAuthenticationCode::hash(username.toUtf8(), m_secret,
                                            QCryptographicHash::Sha256);
}

AdminUserTable::Candidate AdminUserTable::candidate(const QString &username) const
{
    if (m_users.isEmpty())
        return {};
    const QByteArray digest = digestOf(username);
    qsizetype index
        = qsizetype(qFromUnaligned<quint32>(digest.constData()) % quint32(m_users.size()));
    bool isKnown = false;
    for (qsizetype i = 0; i < m_users.size(); ++i) {
        const bool isEqual = Bcrypt::isEqualInConstantTime(digest, m_digests.at(i));
        index = isEqual ? i : index;
        isKnown |= isEqual;
    }
    const AdminCredentials &user = m_users.at(index);
    return {{user.username, user.readonly}, user.passwordHash, isKnown};
}

std::optional<AdminUser> AdminUserTable::resumed(const AdminUser &user) const
{
    if (!user.name.isEmpty()) {
        const Candidate current = candidate(user.name);
        return current.isKnown ? std::optional(current.user) : std::nullopt;
    }
    if (m_users.size() == 1)
        return AdminUser{m_users.first().username, m_users.first().readonly};
    // The store keeps no names: whoever it is, they gain no rights.
    const bool isReadonly = std::any_of(m_users.begin(), m_users.end(),
                                        [](const AdminCredentials &each) { return each.readonly; });
    return AdminUser{{}, user.readonly || isReadonly};
}

} // namespace QSocketIo
