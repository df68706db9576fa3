// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMINAUTHENTICATOR_P_H
#define QSOCKETIO_ADMIN_ADMINAUTHENTICATOR_P_H

#include "../core/global.h"
#include "../loop/deadlinequeue_p.h"
#include "adminauthentication.h"
#include "adminsessionstore.h"
#include "checkqueue_p.h"
#include "loginbackoff_p.h"

#include <QtCore/QCborMap>
#include <QtCore/QFuture>
#include <QtCore/QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace QSocketIo {

struct LoginServices;

// How a login ended.
struct AdminLogin
{
    bool accepted = false;
    AdminUser user = {};
    QString newSessionId = {}; // to be told to the client; empty: it has one, or gets none
    QString sessionId = {}; // of this login, old or new; for logout()
};

struct AdminAuthenticatorSettings
{
    LoginBackoffLimits backoff = {};
    CheckQueueLimits checks = {};
    int callbacksAtOnce
        = 16; // with an authenticator of the application's own, instead of checks.running
    int maxLogins = 1000; // under way at once; further ones are refused
    std::chrono::milliseconds loginTimeout = std::chrono::seconds(30);
    // Tests replace these two: a monotonic clock; what says whether a password has a hash, called
    // in other threads.
    DeadlineQueue::Clock clock = {};
    std::function<bool(const QByteArray &password, const QByteArray &hash)> checkPassword = {};
};

// Decides who may join the admin namespace. A session id comes first, then name and password.
class QSOCKETIO_AUTOTEST_EXPORT AdminAuthenticator : public QObject
{
    Q_OBJECT
public:
    // The authentication must be valid. No store: there are no sessions.
    AdminAuthenticator(const AdminAuthentication &authentication,
                       const std::shared_ptr<AdminSessionStore> &store, QObject *parent = nullptr);
    AdminAuthenticator(const AdminAuthentication &authentication,
                       const std::shared_ptr<AdminSessionStore> &store,
                       const AdminAuthenticatorSettings &settings, QObject *parent = nullptr);
    // Refuses who is waiting. Does not wait for checks that run.
    ~AdminAuthenticator() override;
    Q_DISABLE_COPY_MOVE(AdminAuthenticator)

    // auth: of the client's CONNECT packet, anything. The future always has a result.
    [[nodiscard]] QFuture<AdminLogin> login(const QCborMap &auth, const QString &address);
    QFuture<void> logout(const QString &sessionId);

    [[nodiscard]] quint64 failedCount() const; // wrong names or passwords
    [[nodiscard]] quint64 refusedCount() const; // because too many were under way
    [[nodiscard]] quint64 backedOffCount() const; // because their address has to wait
    [[nodiscard]] int loginCount() const; // under way
    void processTimeouts(); // for tests, whose clock no timer knows

private:
    const bool m_isOpen; // to everybody
    std::unique_ptr<LoginServices> m_services;
};

} // namespace QSocketIo

#endif
