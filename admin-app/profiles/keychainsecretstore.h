// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_PROFILES_KEYCHAINSECRETSTORE_H
#define QSIOADMIN_PROFILES_KEYCHAINSECRETSTORE_H

#include "keychainbackend.h"
#include "sessionsecretstore.h"

#include <chrono>

namespace QsioAdmin {

// Keeps secrets in the system's keychain. It is tried once, by writing something of no meaning;
// where that fails, and for each secret that cannot be kept there, they are kept for this run.
class KeychainSecretStore : public SecretStore
{
    Q_OBJECT
public:
    explicit KeychainSecretStore(std::unique_ptr<KeychainBackend> backend,
                                 std::chrono::milliseconds timeout = std::chrono::seconds(10),
                                 QObject *parent = nullptr);
    ~KeychainSecretStore() override;

    void read(const QString &profileId, SecretKind kind, QObject *context,
              const Reader &reader) override;
    void write(const QString &profileId, SecretKind kind, const QString &secret) override;
    void remove(const QString &profileId, SecretKind kind) override;
    [[nodiscard]] bool isPersistent() const override { return m_state == State::Available; }
    [[nodiscard]] QString description() const override;

private:
    enum class State { Probing, Available, Unavailable };

    void probe();
    void finishProbe(State state);
    void whenProbed(std::function<void()> task);
    // Once: with the backend's answer, or as failed after the timeout.
    [[nodiscard]] KeychainBackend::Answer once(KeychainBackend::Answer answer);
    [[nodiscard]] static QString key(const QString &profileId, SecretKind kind);

    const std::unique_ptr<KeychainBackend> m_backend;
    const std::chrono::milliseconds m_timeout;
    SessionSecretStore m_session;
    QList<std::function<void()>> m_waiting; // for the end of the probe
    State m_state = State::Probing;
};

} // namespace QsioAdmin

#endif
