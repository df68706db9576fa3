// SPDX-License-Identifier: MIT
#include "keychainsecretstore.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <memory>
#include <utility>

namespace QsioAdmin {

using Result = KeychainBackend::Result;

KeychainSecretStore::KeychainSecretStore(std::unique_ptr<KeychainBackend> backend,
                                         std::chrono::milliseconds timeout, QObject *parent)
    : SecretStore(parent)
    , m_backend(std::move(backend))
    , m_timeout(timeout)
    , m_session(this)
{
    probe();
}

KeychainSecretStore::~KeychainSecretStore() = default;

static QString nameOf(SecretKind kind)
{
    switch (kind) {
    case SecretKind::Password:
        return QStringLiteral("/password");
    case SecretKind::SessionId:
        return QStringLiteral("/session");
    case SecretKind::Access:
        break;
    }
    return QStringLiteral("/access");
}

QString KeychainSecretStore::key(const QString &profileId, SecretKind kind)
{
    return profileId + nameOf(kind);
}

KeychainBackend::Answer KeychainSecretStore::once(KeychainBackend::Answer answer)
{
    auto shared = std::make_shared<KeychainBackend::Answer>(std::move(answer));
    const auto take = [shared, guard = QPointer(this)](Result result, const QString &secret) {
        const KeychainBackend::Answer taken = std::exchange(*shared, nullptr);
        if (taken && guard)
            taken(result, secret);
    };
    QTimer::singleShot(m_timeout, this, [take] { take(Result::Failed, {}); });
    return take;
}

void KeychainSecretStore::probe()
{
    const QString probeKey = QStringLiteral("probe");
    m_backend->write(probeKey, QStringLiteral("probe"), once([this, probeKey](Result result, auto) {
                         if (result == Result::Done)
                             m_backend->remove(probeKey, [](Result, const QString &) {});
                         finishProbe(result == Result::Done ? State::Available
                                                            : State::Unavailable);
                     }));
}

void KeychainSecretStore::finishProbe(State state)
{
    m_state = state;
    const QList<std::function<void()>> waiting = std::exchange(m_waiting, {});
    for (const std::function<void()> &task : waiting)
        task();
    Q_EMIT availabilityChanged();
}

void KeychainSecretStore::whenProbed(std::function<void()> task)
{
    if (m_state == State::Probing)
        m_waiting.append(std::move(task));
    else
        task();
}

void KeychainSecretStore::read(const QString &profileId, SecretKind kind, QObject *context,
                               const Reader &reader)
{
    whenProbed([this, profileId, kind, guard = QPointer(context), reader] {
        if (!guard)
            return;
        if (m_state != State::Available || m_session.secret(profileId, kind)) {
            m_session.read(profileId, kind, guard, reader);
            return;
        }
        m_backend->read(
            key(profileId, kind),
            once([this, profileId, kind, guard, reader](Result result, const QString &secret) {
                if (!guard)
                    return;
                if (result != Result::Done) {
                    m_session.read(profileId, kind, guard, reader);
                    return;
                }
                QMetaObject::invokeMethod(
                    guard, [reader, secret] { reader(secret); }, Qt::QueuedConnection);
            }));
    });
}

void KeychainSecretStore::write(const QString &profileId, SecretKind kind, const QString &secret)
{
    whenProbed([this, profileId, kind, secret] {
        // Who asks before the keychain has answered gets it from here.
        m_session.write(profileId, kind, secret);
        if (m_state != State::Available)
            return;
        m_backend->write(key(profileId, kind), secret,
                         once([this, profileId, kind, secret](Result result, const QString &) {
                             // Another one may be on its way by now.
                             if (result == Result::Done
                                 && m_session.secret(profileId, kind) == secret)
                                 m_session.remove(profileId, kind);
                         }));
    });
}

void KeychainSecretStore::remove(const QString &profileId, SecretKind kind)
{
    whenProbed([this, profileId, kind] {
        m_session.remove(profileId, kind);
        if (m_state == State::Available)
            m_backend->remove(key(profileId, kind), [](Result, const QString &) {});
    });
}

QString KeychainSecretStore::description() const
{
    switch (m_state) {
    case State::Available:
        return tr("Passwords are kept in the keychain of this computer.");
    case State::Probing:
        return tr("Waiting for the keychain of this computer.");
    case State::Unavailable:
        break;
    }
    return m_session.description();
}

} // namespace QsioAdmin
