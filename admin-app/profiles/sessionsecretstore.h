// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_PROFILES_SESSIONSECRETSTORE_H
#define QSIOADMIN_PROFILES_SESSIONSECRETSTORE_H

#include "secretstore.h"

#include <map>

namespace QsioAdmin {

// Keeps secrets in memory, until the program ends.
class SessionSecretStore : public SecretStore
{
    Q_OBJECT
public:
    explicit SessionSecretStore(QObject *parent = nullptr);

    void read(const QString &profileId, SecretKind kind, QObject *context,
              const Reader &reader) override;
    void write(const QString &profileId, SecretKind kind, const QString &secret) override;
    void remove(const QString &profileId, SecretKind kind) override;
    [[nodiscard]] std::optional<QString> secret(const QString &profileId, SecretKind kind) const;
    [[nodiscard]] bool isPersistent() const override { return false; }
    [[nodiscard]] QString description() const override;

private:
    std::map<std::pair<QString, SecretKind>, QString> m_secrets;
};

} // namespace QsioAdmin

#endif
