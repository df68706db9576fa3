// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_LOGINATTEMPT_P_H
#define QSOCKETIO_ADMIN_LOGINATTEMPT_P_H

#include "../loop/deadlinequeue_p.h"
#include "adminauthenticator_p.h"
#include "adminusertable_p.h"
#include "checkqueue_p.h"
#include "loginbackoff_p.h"
#include "logincredentials_p.h"

#include <QtCore/QPointer>
#include <QtCore/QPromise>

#include <memory>
#include <optional>

namespace QSocketIo {

// What all logins of an authenticator share.
struct LoginServices
{
    LoginServices(const std::shared_ptr<AdminSessionStore> &sessionStore,
                  const AdminAuthenticatorSettings &limits, const CheckQueueLimits &checks)
        : store(sessionStore)
        , settings(limits)
        , backoff(limits.backoff)
        , queue(checks)
        , deadlines(nullptr, limits.clock)
    { }

    const std::shared_ptr<AdminSessionStore> store; // may be null
    const AdminAuthenticatorSettings settings; // clock and checkPassword set
    std::optional<AdminUserTable> users;
    AdminAuthentication::Callback callback; // where there are no users
    QPointer<QObject> callbackContext;
    LoginBackoff backoff;
    CheckQueue queue;
    DeadlineQueue deadlines;
    int logins = 0;
    quint64 failed = 0;
    quint64 refused = 0;
    quint64 backedOff = 0;
};

// One login from its auth object to its result: looks the session up, waits for its turn, checks
// the password, saves a new session. Deletes itself at its end.
class LoginAttempt final : public QObject, private Deadline
{
    Q_OBJECT
public:
    LoginAttempt(LoginServices *services, const LoginCredentials &credentials,
                 const QString &address, QObject *parent);
    ~LoginAttempt() override; // refuses, where there is no result yet
    Q_DISABLE_COPY_MOVE(LoginAttempt)

    [[nodiscard]] QFuture<AdminLogin> future() const { return m_promise.future(); }
    void start();

private:
    using Slot = std::shared_ptr<CheckQueue::Slot>;

    void deadlineReached() override;
    void findSession();
    void sessionFound(const std::optional<AdminUser> &user);
    void queueCheck();
    void startCheck(const Slot &slot);
    void checkPassword(const Slot &slot);
    void askCallback(const Slot &slot);
    void checked(const std::optional<AdminUser> &user);
    void saveSession(const AdminUser &user);
    [[nodiscard]] bool isBackedOff();
    void finish(const AdminLogin &login = {}); // may delete this
    void giveResult(const AdminLogin &login);

    LoginServices *const m_services;
    const LoginCredentials m_credentials;
    const QString m_address;
    const QByteArray m_addressKey;
    QPromise<AdminLogin> m_promise;
    AdminLogin m_granted; // by the password, while its session is being saved
    bool m_isFinished = false;
};

} // namespace QSocketIo

#endif
