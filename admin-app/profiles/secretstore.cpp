// SPDX-License-Identifier: MIT
#include "secretstore.h"

#include "keychainsecretstore.h"
#include "sessionsecretstore.h"

#ifdef QSIOADMIN_HAS_KEYCHAIN
#include "qtkeychainbackend.h"
#endif

namespace QsioAdmin {

SecretStore::SecretStore(QObject *parent)
    : QObject(parent)
{ }

SecretStore::~SecretStore() = default;

std::unique_ptr<SecretStore> SecretStore::create()
{
#ifdef QSIOADMIN_HAS_KEYCHAIN
    return std::make_unique<KeychainSecretStore>(std::make_unique<QtKeychainBackend>());
#else
    return std::make_unique<SessionSecretStore>();
#endif
}

void SecretStore::keep(const QString &profileId, SecretKind kind, const QString &secret)
{
    if (secret.isEmpty())
        remove(profileId, kind);
    else
        write(profileId, kind, secret);
}

void SecretStore::removeAll(const QString &profileId)
{
    remove(profileId, SecretKind::Password);
    remove(profileId, SecretKind::SessionId);
    remove(profileId, SecretKind::Access);
}

} // namespace QsioAdmin
