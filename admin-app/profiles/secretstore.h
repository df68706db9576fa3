// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_PROFILES_SECRETSTORE_H
#define QSIOADMIN_PROFILES_SECRETSTORE_H

#include <QtCore/QObject>

#include <functional>
#include <memory>
#include <optional>

namespace QsioAdmin {

// Access: see ConnectionSettings::accessSecrets().
enum class SecretKind { Password, SessionId, Access };

// Keeps the secrets of profiles. Answers come later, through the event loop: a keychain may ask
// its user to unlock it first.
class SecretStore : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SecretStore)
public:
    // null: there is none. It is dropped when the context has died.
    using Reader = std::function<void(const std::optional<QString> &secret)>;

    // The system's keychain where there is one, else one for this run.
    [[nodiscard]] static std::unique_ptr<SecretStore> create();
    ~SecretStore() override;

    virtual void read(const QString &profileId, SecretKind kind, QObject *context,
                      const Reader &reader)
        = 0;
    virtual void write(const QString &profileId, SecretKind kind, const QString &secret) = 0;
    virtual void remove(const QString &profileId, SecretKind kind) = 0;
    // Removes an empty secret.
    void keep(const QString &profileId, SecretKind kind, const QString &secret);
    void removeAll(const QString &profileId);

    // Whether secrets are there after a restart; changes when the keychain has been tried.
    [[nodiscard]] virtual bool isPersistent() const = 0;
    [[nodiscard]] virtual QString description() const = 0; // where secrets go, in plain words

Q_SIGNALS:
    void availabilityChanged();

protected:
    explicit SecretStore(QObject *parent = nullptr);
};

} // namespace QsioAdmin

#endif
