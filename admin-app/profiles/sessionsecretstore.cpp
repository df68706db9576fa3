// SPDX-License-Identifier: MIT
#include "sessionsecretstore.h"

namespace QsioAdmin {

SessionSecretStore::SessionSecretStore(QObject *parent)
    : SecretStore(parent)
{ }

void SessionSecretStore::read(const QString &profileId, SecretKind kind, QObject *context,
                              const Reader &reader)
{
    QMetaObject::invokeMethod(
        context, [reader, found = secret(profileId, kind)] { reader(found); },
        Qt::QueuedConnection);
}

std::optional<QString> SessionSecretStore::secret(const QString &profileId, SecretKind kind) const
{
    const auto it = m_secrets.find({profileId, kind});
    return it == m_secrets.end() ? std::nullopt : std::optional(it->second);
}

void SessionSecretStore::write(const QString &profileId, SecretKind kind, const QString &secret)
{
    m_secrets[{profileId, kind}] = secret;
}

void SessionSecretStore::remove(const QString &profileId, SecretKind kind)
{
    m_secrets.erase({profileId, kind});
}

QString SessionSecretStore::description() const
{
    return tr("There is no keychain here: passwords are kept until the program ends.");
}

} // namespace QsioAdmin
