// SPDX-License-Identifier: MIT
#include "adminauthenticator_p.h"

#include "../core/logging_p.h"
#include "bcrypt_p.h"
#include "loginattempt_p.h"
#include "logincredentials_p.h"

namespace QSocketIo {

static AdminAuthenticatorSettings completed(AdminAuthenticatorSettings settings)
{
    if (!settings.clock) {
        settings.clock = [] {
            return std::chrono::duration_cast<std::chrono::milliseconds>(
                std::chrono::steady_clock::now().time_since_epoch());
        };
    }
    if (!settings.checkPassword) {
        settings.checkPassword = [](const QByteArray &password, const QByteArray &hash) {
            return Bcrypt::check(password, hash);
        };
    }
    return settings;
}

AdminAuthenticator::AdminAuthenticator(const AdminAuthentication &authentication,
                                       const std::shared_ptr<AdminSessionStore> &store,
                                       QObject *parent)
    : AdminAuthenticator(authentication, store, AdminAuthenticatorSettings(), parent)
{ }

AdminAuthenticator::AdminAuthenticator(const AdminAuthentication &authentication,
                                       const std::shared_ptr<AdminSessionStore> &store,
                                       const AdminAuthenticatorSettings &settings, QObject *parent)
    : QObject(parent)
    , m_isOpen(authentication.isNone())
{
    const auto &method = authentication.m_method;
    const auto *custom = std::get_if<AdminAuthentication::Custom>(&method);
    CheckQueueLimits checks = settings.checks;
    if (custom)
        checks.running = settings.callbacksAtOnce;
    m_services = std::make_unique<LoginServices>(store, completed(settings), checks);
    if (custom && custom->function) {
        m_services->callback = custom->function;
        m_services->callbackContext = custom->context;
    } else if (const auto *users = std::get_if<QList<AdminCredentials>>(&method)) {
        m_services->users.emplace(*users);
    }
}

AdminAuthenticator::~AdminAuthenticator()
{
    // Continuations of theirs may call login(), which then refuses.
    const std::unique_ptr<LoginServices> services = std::move(m_services);
    qDeleteAll(findChildren<LoginAttempt *>(QString(), Qt::FindDirectChildrenOnly));
}

QFuture<AdminLogin> AdminAuthenticator::login(const QCborMap &auth, const QString &address)
{
    if (m_isOpen)
        return QtFuture::makeReadyFuture(AdminLogin{.accepted = true});
    const LoginCredentials credentials = LoginCredentials::of(auth);
    if (!m_services || (!credentials.sessionId && !credentials.password))
        return QtFuture::makeReadyFuture(AdminLogin());
    if (m_services->logins >= m_services->settings.maxLogins) {
        ++m_services->refused;
        qCDebug(lcAdmin) << "too many logins at once, refused one of" << address;
        return QtFuture::makeReadyFuture(AdminLogin());
    }
    auto *attempt = new LoginAttempt(m_services.get(), credentials, address, this);
    const QFuture<AdminLogin> future = attempt->future();
    attempt->start(); // may delete this
    return future;
}

QFuture<void> AdminAuthenticator::logout(const QString &sessionId)
{
    if (!m_services || !m_services->store || sessionId.isEmpty()
        || sessionId.size() > LoginCredentials::maxSessionIdLength)
        return QtFuture::makeReadyFuture();
    const std::shared_ptr<AdminSessionStore> store = m_services->store;
    return store->remove(sessionId);
}

quint64 AdminAuthenticator::failedCount() const
{
    return m_services->failed;
}

quint64 AdminAuthenticator::refusedCount() const
{
    return m_services->refused;
}

quint64 AdminAuthenticator::backedOffCount() const
{
    return m_services->backedOff;
}

int AdminAuthenticator::loginCount() const
{
    return m_services->logins;
}

void AdminAuthenticator::processTimeouts()
{
    m_services->deadlines.processDue();
}

} // namespace QSocketIo
