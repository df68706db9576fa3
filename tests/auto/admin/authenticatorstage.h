// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_AUTHENTICATORSTAGE_H
#define QSOCKETIO_TESTS_AUTHENTICATORSTAGE_H

#include "admin/adminauthenticator_p.h"
#include "adminfixture.h"
#include "shared/waitfor.h"

#include <QtCore/QSemaphore>
#include <QtTest/QTest>

#include <algorithm>
#include <atomic>
#include <memory>

namespace AdminFixture {

using namespace QSocketIo;

inline const QString address = QStringLiteral("192.0.2.1");
inline const QString adminName = QStringLiteral("admin");

inline QCborMap credentials(const QString &username, const QString &password)
{
    return {{QStringLiteral("username"), username}, {QStringLiteral("password"), password}};
}

inline const QCborMap right = credentials(adminName, QStringLiteral("secret"));
inline const QCborMap wrong = credentials(adminName, QStringLiteral("wrong"));

inline QCborMap withSession(const QString &id, QCborMap auth = {})
{
    auth[QStringLiteral("sessionId")] = id;
    return auth;
}

inline AdminAuthentication basic()
{
    return AdminAuthentication::basic(adminName, secretHash);
}

// In the place of bcrypt: counts, and waits where it is told to.
class FakeCheck
{
public:
    [[nodiscard]] auto function() const
    {
        return [state = m_state](const QByteArray &password, const QByteArray &) {
            const int running = ++state->running;
            int most = state->most;
            while (running > most && !state->most.compare_exchange_weak(most, running)) { }
            ++state->started;
            if (state->isClosed)
                state->gate.acquire();
            --state->running;
            ++state->ended;
            return password == "secret";
        };
    }
    void close() { m_state->isClosed = true; }
    void letPass(int n) { m_state->gate.release(n); }
    [[nodiscard]] int started() const { return m_state->started; }
    [[nodiscard]] int ended() const { return m_state->ended; }
    [[nodiscard]] int most() const { return m_state->most; } // that ran at the same time

private:
    struct State
    {
        std::atomic<bool> isClosed = false;
        QSemaphore gate;
        std::atomic<int> running = 0;
        std::atomic<int> most = 0;
        std::atomic<int> started = 0;
        std::atomic<int> ended = 0;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

// Counts what it is asked.
class CountingStore : public InMemoryAdminSessionStore
{
public:
    QFuture<std::optional<AdminUser>> find(const QString &sessionId) override
    {
        ++finds;
        return InMemoryAdminSessionStore::find(sessionId);
    }
    QFuture<void> save(const QString &sessionId, const AdminUser &user) override
    {
        ++saves;
        return InMemoryAdminSessionStore::save(sessionId, user);
    }
    int finds = 0;
    int saves = 0;
};

// An authenticator with all that a test may want to look at.
struct Stage
{
    explicit Stage(const AdminAuthentication &authentication = basic(),
                   AdminAuthenticatorSettings settings = {})
    {
        settings.clock = clock.function();
        if (!settings.checkPassword)
            settings.checkPassword = check.function();
        authenticator
            = std::make_unique<AdminAuthenticator>(authentication, store, std::move(settings));
    }

    // Waits for the result.
    AdminLogin login(const QCborMap &auth, const QString &from = address)
    {
        const auto future = authenticator->login(auth, from);
        if (!QSocketIo::waitFor([&] { return future.isFinished(); }, 10'000))
            return {};
        return future.result();
    }
    void fail(int times)
    {
        for (int i = 0; i < times; ++i)
            QVERIFY(!login(wrong).accepted);
    }

    ManualClock clock;
    FakeCheck check;
    std::shared_ptr<CountingStore> store = std::make_shared<CountingStore>();
    std::unique_ptr<AdminAuthenticator> authenticator;
};

inline bool areFinished(const QList<QFuture<AdminLogin>> &logins)
{
    return std::all_of(logins.begin(), logins.end(),
                       [](const auto &login) { return login.isFinished(); });
}

inline int acceptedOf(const QList<QFuture<AdminLogin>> &logins)
{
    return int(std::count_if(logins.begin(), logins.end(),
                             [](const auto &login) { return login.result().accepted; }));
}

} // namespace AdminFixture

#endif
