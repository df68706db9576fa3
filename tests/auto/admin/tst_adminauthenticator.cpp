// SPDX-License-Identifier: MIT
#include "admin/adminauthenticator_p.h"
#include "admin/bcrypt_p.h"
#include "authenticatorstage.h"

#include <QtCore/QPromise>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <stdexcept>

using namespace QSocketIo;
using namespace AdminFixture;
using namespace std::chrono_literals;

class tst_AdminAuthenticator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void everybodyWithoutAuthentication();
    void nobodyWithoutAnAuthentication();
    void withBcrypt();
    void shapes_data();
    void shapes();
    void issuesAndResumesSessions();
    void neverAdoptsAnId();
    void unknownSessionFallsBackToPassword();
    void sessionOfDismissedUser();
    void logout();
    void withoutStore();
    void failingStore_data();
    void failingStore();
    void hangingStore();
    void unknownNamesAreChecked();
    void twoAtOnce();
    void queueLimits();
    void loginLimit();
    void backsOff();
    void queuedOnesBackOff();
    void sessionsWorkDuringBackOff();
    void successForgetsFailures();
    void addressesAreApart();
    void destroyedWhileChecking();
    void destroyedByAContinuation();
    void callback();
    void callbackFailures_data();
    void callbackFailures();
    void callbackTimeout();
    void callbackContextDies();
    void callbackDeletesAuthenticator();
    void storeDeletesAuthenticator();
};

void tst_AdminAuthenticator::everybodyWithoutAuthentication()
{
    Stage stage(AdminAuthentication::none());
    const auto future = stage.authenticator->login({}, address);
    QVERIFY(future.isFinished());
    const AdminLogin login = future.result();
    QVERIFY(login.accepted);
    QCOMPARE(login.user, AdminUser());
    QVERIFY(login.newSessionId.isEmpty());
    QVERIFY(login.sessionId.isEmpty());
    QVERIFY(stage.login(right).newSessionId.isEmpty());
    QCOMPARE(stage.store->finds + stage.store->saves, 0);
}

// Installing refuses it; should it come through nevertheless, it is closed.
void tst_AdminAuthenticator::nobodyWithoutAnAuthentication()
{
    Stage stage{AdminAuthentication()};
    QVERIFY(!stage.login(right).accepted);
    QVERIFY(!stage.login({}).accepted);
}

void tst_AdminAuthenticator::withBcrypt()
{
    if (!Bcrypt::isAvailable())
        QSKIP("this system's libcrypt does not know bcrypt");
    const auto users = AdminAuthentication::users(
        {{adminName, secretHash}, {QStringLiteral("guest"), lookHash, true}});
    AdminAuthenticator authenticator(users, std::make_shared<InMemoryAdminSessionStore>());
    const auto login = [&](const char *name, const char *password) {
        const auto future = authenticator.login(
            credentials(QString::fromLatin1(name), QString::fromLatin1(password)), address);
        return QTest::qWaitFor([&] { return future.isFinished(); }) ? future.result()
                                                                    : AdminLogin();
    };
    QVERIFY(login("admin", "secret").accepted);
    QCOMPARE(login("admin", "secret").user, (AdminUser{adminName, false}));
    QCOMPARE(login("guest", "look").user, (AdminUser{QStringLiteral("guest"), true}));
    QVERIFY(!login("admin", "look").accepted);
    QVERIFY(!login("guest", "secret").accepted);
    QVERIFY(!login("Admin", "secret").accepted);
    QVERIFY(!login("", "secret").accepted);
    QCOMPARE(authenticator.failedCount(), 4);
}

void tst_AdminAuthenticator::shapes_data()
{
    QTest::addColumn<QCborMap>("auth");
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<int>("checks");

    const QString user = QStringLiteral("username");
    const QString pass = QStringLiteral("password");
    const QString session = QStringLiteral("sessionId");
    const QString secret = QStringLiteral("secret");
    const auto row = [](const char *tag, const QCborMap &auth, bool accepted, int checks) {
        QTest::newRow(tag) << auth << accepted << checks;
    };
    row("right", right, true, 1);
    row("keys beside them", {{user, adminName}, {pass, secret}, {QStringLiteral("x"), 1}}, true, 1);
    row("wrong password", wrong, false, 1);
    row("unknown name", credentials(QStringLiteral("root"), secret), false, 1);
    row("empty name", credentials({}, secret), false, 1);
    row("empty password", credentials(adminName, {}), false, 1);
    row("longest", credentials(QString(256, u'n'), QString(1024, u'p')), false, 1);

    row("nothing", {}, false, 0);
    row("no password", {{user, adminName}}, false, 0);
    row("no name", {{pass, secret}}, false, 0);
    row("other case of the keys",
        {{QStringLiteral("Username"), adminName}, {QStringLiteral("Password"), secret}}, false, 0);
    const QList<QPair<const char *, QCborValue>> values{
        {"null", nullptr},
        {"undefined", QCborValue(QCborValue::Undefined)},
        {"true", true},
        {"number", 1},
        {"fraction", 1.5},
        {"array", QCborArray{secret}},
        {"object", QCborMap{{QStringLiteral("toString"), secret}}},
        {"binary", QByteArray("secret")},
        {"date", QCborValue(QDateTime::fromSecsSinceEpoch(1))}};
    for (const auto &[type, value] : values) {
        row(qPrintable(QStringLiteral("password: ") + QLatin1String(type)),
            {{user, adminName}, {pass, value}}, false, 0);
        row(qPrintable(QStringLiteral("name: ") + QLatin1String(type)),
            {{user, value}, {pass, secret}}, false, 0);
        row(qPrintable(QStringLiteral("session: ") + QLatin1String(type)), {{session, value}},
            false, 0);
        row(qPrintable(QStringLiteral("password and session: ") + QLatin1String(type)),
            {{session, value}, {user, adminName}, {pass, secret}}, true, 1);
    }
    row("name too long", credentials(QString(257, u'n'), secret), false, 0);
    row("password too long", credentials(adminName, QString(1025, u'p')), false, 0);
    row("password too long in UTF-8", credentials(adminName, QString(600, QChar(0xe4))), false, 0);
    row("endless", credentials(QString(1'000'000, u'n'), QString(1'000'000, u'p')), false, 0);
    row("half a character in the name", credentials(QString(QChar(0xd800)), secret), false, 0);
    row("half a character in the password", credentials(adminName, QString(QChar(0xdc00))), false,
        0);
    row("empty session", withSession({}), false, 0);
    row("unknown session", withSession(QStringLiteral("0123456789abcdef")), false, 0);
    row("endless session", withSession(QString(1'000'000, u'0')), false, 0);
    row("endless session and password", withSession(QString(1'000'000, u'0'), right), true, 1);
}

void tst_AdminAuthenticator::shapes()
{
    QFETCH(QCborMap, auth);
    QFETCH(bool, accepted);
    QFETCH(int, checks);
    Stage stage;
    const AdminLogin login = stage.login(auth);
    QCOMPARE(login.accepted, accepted);
    QCOMPARE(login.newSessionId.isEmpty(), !accepted);
    QCOMPARE(stage.check.started(), checks);
    QCOMPARE(stage.authenticator->failedCount(), quint64(checks && !accepted ? 1 : 0));
    QCOMPARE(stage.store->saves, accepted ? 1 : 0);
    QCOMPARE(stage.authenticator->loginCount(), 0);
}

void tst_AdminAuthenticator::issuesAndResumesSessions()
{
    Stage stage;
    const AdminLogin first = stage.login(right);
    QVERIFY(first.accepted);
    QCOMPARE(first.user, (AdminUser{adminName, false}));
    const QRegularExpression hex(QStringLiteral("^[0-9a-f]{32}$"));
    QVERIFY(hex.match(first.newSessionId).hasMatch());
    QCOMPARE(first.sessionId, first.newSessionId);
    QVERIFY(stage.store->find(first.newSessionId).result()); // saved before it is told

    const AdminLogin second = stage.login(withSession(first.newSessionId));
    QVERIFY(second.accepted);
    QCOMPARE(second.user, first.user);
    QVERIFY(second.newSessionId.isEmpty());
    QCOMPARE(second.sessionId, first.sessionId);
    QCOMPARE(stage.check.started(), 1);
    QCOMPARE(stage.store->saves, 1);

    // The session comes first: a wrong password beside it does not matter.
    QVERIFY(stage.login(withSession(first.newSessionId, wrong)).accepted);
    QCOMPARE(stage.check.started(), 1);

    const AdminLogin another = stage.login(right);
    QVERIFY(another.newSessionId != first.newSessionId);
}

void tst_AdminAuthenticator::neverAdoptsAnId()
{
    Stage stage;
    const QString id(32, u'0');
    const AdminLogin login = stage.login(withSession(id, right));
    QVERIFY(login.accepted);
    QVERIFY(login.newSessionId != id);
    QVERIFY(!stage.login(withSession(id)).accepted);
}

void tst_AdminAuthenticator::unknownSessionFallsBackToPassword()
{
    Stage stage;
    QVERIFY(stage.login(withSession(QStringLiteral("gone"), right)).accepted);
    QVERIFY(!stage.login(withSession(QStringLiteral("gone"), wrong)).accepted);
    QVERIFY(!stage.login(withSession(QStringLiteral("gone"))).accepted);
    QCOMPARE(stage.store->finds, 3);
    QCOMPARE(stage.check.started(), 2);
}

void tst_AdminAuthenticator::sessionOfDismissedUser()
{
    Stage stage;
    stage.store->save(QStringLiteral("id"), {QStringLiteral("dismissed"), false});
    QVERIFY(!stage.login(withSession(QStringLiteral("id"))).accepted);
    QVERIFY(stage.login(withSession(QStringLiteral("id"), right)).accepted);
    // Of a store in the layout of the reference implementation, which keeps no names.
    stage.store->save(QStringLiteral("redis"), {});
    QCOMPARE(stage.login(withSession(QStringLiteral("redis"))).user, (AdminUser{adminName, false}));
}

void tst_AdminAuthenticator::logout()
{
    Stage stage;
    const QString id = stage.login(right).newSessionId;
    QVERIFY(stage.authenticator->logout(QString()).isFinished());
    QVERIFY(stage.authenticator->logout(QStringLiteral("unknown")).isFinished());
    QVERIFY(stage.authenticator->logout(QString(1'000'000, u'0')).isFinished());
    QVERIFY(stage.login(withSession(id)).accepted);
    QVERIFY(stage.authenticator->logout(id).isFinished());
    QVERIFY(!stage.login(withSession(id)).accepted);
}

void tst_AdminAuthenticator::withoutStore()
{
    const FakeCheck check;
    AdminAuthenticator authenticator(basic(), nullptr, {.checkPassword = check.function()});
    const auto login = authenticator.login(withSession(QStringLiteral("id"), right), address);
    QTRY_VERIFY(login.isFinished());
    QVERIFY(login.result().accepted);
    QVERIFY(login.result().newSessionId.isEmpty());
    QVERIFY(authenticator.logout(QStringLiteral("id")).isFinished());
}

namespace {
enum class Failure { Cancelled, Empty, Exception };

template<typename T>
QFuture<T> failed(Failure failure)
{
    if (failure == Failure::Empty)
        return {};
    QPromise<T> promise;
    promise.start();
    if (failure == Failure::Exception)
        promise.setException(std::make_exception_ptr(std::runtime_error("out of order")));
    else
        promise.future().cancel();
    promise.finish();
    return promise.future();
}

class FailingStore : public AdminSessionStore
{
public:
    explicit FailingStore(Failure failure)
        : m_failure(failure)
    { }
    QFuture<std::optional<AdminUser>> find(const QString &) override
    {
        return failed<std::optional<AdminUser>>(m_failure);
    }
    QFuture<void> save(const QString &, const AdminUser &) override
    {
        return failed<void>(m_failure);
    }
    QFuture<void> remove(const QString &) override { return failed<void>(m_failure); }

private:
    const Failure m_failure;
};

void failureRows()
{
    QTest::addColumn<int>("failure");
    QTest::newRow("cancelled") << int(Failure::Cancelled);
    QTest::newRow("empty") << int(Failure::Empty);
    QTest::newRow("exception") << int(Failure::Exception);
}

void expectFutureWarning(int failure)
{
    if (Failure(failure) == Failure::Exception)
        QTest::ignoreMessage(QtWarningMsg,
                             "a future for the login of an admin failed: out of order");
}
} // namespace

void tst_AdminAuthenticator::failingStore_data()
{
    failureRows();
}

// Who knows the password gets in, without a session.
void tst_AdminAuthenticator::failingStore()
{
    QFETCH(int, failure);
    const FakeCheck check;
    AdminAuthenticator authenticator(basic(), std::make_shared<FailingStore>(Failure(failure)),
                                     {.checkPassword = check.function()});
    expectFutureWarning(failure); // find()
    expectFutureWarning(failure); // save()
    QTest::ignoreMessage(QtWarningMsg, "the session of an admin could not be saved");
    const auto login = authenticator.login(withSession(QStringLiteral("id"), right), address);
    QTRY_VERIFY(login.isFinished());
    QVERIFY(login.result().accepted);
    QVERIFY(login.result().newSessionId.isEmpty());
    QVERIFY(login.result().sessionId.isEmpty());
}

namespace {
// Answers never, or when the test says so.
class HangingStore : public AdminSessionStore
{
public:
    HangingStore()
    {
        found.start();
        saved.start();
    }
    QFuture<std::optional<AdminUser>> find(const QString &) override { return found.future(); }
    QFuture<void> save(const QString &, const AdminUser &) override
    {
        ++saves;
        return saved.future();
    }
    QFuture<void> remove(const QString &) override { return {}; }

    QPromise<std::optional<AdminUser>> found;
    QPromise<void> saved;
    int saves = 0;
};
} // namespace

void tst_AdminAuthenticator::hangingStore()
{
    const auto store = std::make_shared<HangingStore>();
    ManualClock clock;
    const FakeCheck check;
    AdminAuthenticator authenticator(
        basic(), store, {.clock = clock.function(), .checkPassword = check.function()});
    const auto bySession = authenticator.login(withSession(QStringLiteral("id")), address);
    const auto byPassword = authenticator.login(right, address);
    QTRY_COMPARE(store->saves, 1);
    clock.advance(30s - 1ms);
    authenticator.processTimeouts();
    QVERIFY(!bySession.isFinished());
    QVERIFY(!byPassword.isFinished());
    QTest::ignoreMessage(QtWarningMsg, "the login of an admin took too long: refused");
    QTest::ignoreMessage(QtWarningMsg,
                         "the login of an admin took too long: the session is not saved");
    clock.advance(1ms);
    authenticator.processTimeouts();
    QVERIFY(bySession.isFinished());
    QVERIFY(!bySession.result().accepted);
    QVERIFY(byPassword.isFinished());
    QVERIFY(byPassword.result().accepted);
    QVERIFY(byPassword.result().newSessionId.isEmpty());
    QCOMPARE(authenticator.loginCount(), 0);
    store->found.addResult(AdminUser{adminName, false}); // too late
    store->found.finish();
    store->saved.finish();
    QTest::qWait(0);
}

// So that the time it takes does not tell whether there is such a user.
void tst_AdminAuthenticator::unknownNamesAreChecked()
{
    Stage stage;
    QVERIFY(!stage.login(credentials(QStringLiteral("nobody"), QStringLiteral("wrong"))).accepted);
    QCOMPARE(stage.check.ended(), 1);
    // Not even by the password of somebody else.
    QVERIFY(!stage.login(credentials(QStringLiteral("nobody"), QStringLiteral("secret"))).accepted);
    QCOMPARE(stage.check.ended(), 2);
}

void tst_AdminAuthenticator::twoAtOnce()
{
    Stage stage;
    stage.check.close();
    QList<QFuture<AdminLogin>> logins;
    for (int i = 0; i < 20; ++i)
        logins.append(stage.authenticator->login(right, QStringLiteral("10.0.0.%1").arg(i)));
    QTRY_COMPARE(stage.check.started(), 2);
    QCOMPARE(stage.authenticator->loginCount(), 20);
    stage.check.letPass(20);
    QTRY_VERIFY(areFinished(logins));
    QCOMPARE(acceptedOf(logins), 20);
    QCOMPARE(stage.check.most(), 2);
    QCOMPARE(stage.authenticator->loginCount(), 0);
}

void tst_AdminAuthenticator::queueLimits()
{
    Stage stage;
    stage.check.close();
    QList<QFuture<AdminLogin>> logins;
    for (int i = 0; i < 6; ++i)
        logins.append(stage.authenticator->login(right, address));
    QCOMPARE(stage.authenticator->refusedCount(), 2); // more than four of an address
    QVERIFY(logins.at(4).isFinished());
    QVERIFY(!logins.at(4).result().accepted);
    for (int i = 0; i < 100; ++i)
        logins.append(stage.authenticator->login(right, QStringLiteral("10.0.0.%1").arg(i)));
    QCOMPARE(stage.authenticator->refusedCount(), 2 + 100 - 62); // 2 run, 64 wait
    stage.check.letPass(66);
    QTRY_VERIFY(areFinished(logins));
    QCOMPARE(acceptedOf(logins), 66);
    QCOMPARE(stage.authenticator->failedCount(), 0);
    stage.check.letPass(1);
    QVERIFY(stage.login(right).accepted); // room again, and nobody has to wait
}

void tst_AdminAuthenticator::loginLimit()
{
    const auto store = std::make_shared<HangingStore>();
    AdminAuthenticator authenticator(basic(), store, {.maxLogins = 3});
    QList<QFuture<AdminLogin>> logins;
    for (int i = 0; i < 5; ++i)
        logins.append(authenticator.login(withSession(QStringLiteral("id")), address));
    QCOMPARE(authenticator.refusedCount(), 2);
    QCOMPARE(authenticator.loginCount(), 3);
    store->found.addResult(AdminUser{adminName, false});
    store->found.finish();
    QTRY_VERIFY(areFinished(logins));
    QCOMPARE(acceptedOf(logins), 3);
    QCOMPARE(authenticator.loginCount(), 0);
}

void tst_AdminAuthenticator::backsOff()
{
    Stage stage;
    stage.fail(5);
    QCOMPARE(stage.check.started(), 5);
    QVERIFY(!stage.login(right).accepted); // not even the right one
    QCOMPARE(stage.check.started(), 5);
    QCOMPARE(stage.authenticator->backedOffCount(), 1);
    stage.clock.advance(1s);
    stage.fail(1);
    QCOMPARE(stage.check.started(), 6);
    stage.clock.advance(2s - 1ms);
    QVERIFY(!stage.login(right).accepted);
    QCOMPARE(stage.authenticator->backedOffCount(), 2);
    stage.clock.advance(1ms); // what was tried meanwhile has not prolonged it
    QVERIFY(stage.login(right).accepted);
    QCOMPARE(stage.authenticator->failedCount(), 6);
}

// Those that were queued before the address failed too often.
void tst_AdminAuthenticator::queuedOnesBackOff()
{
    Stage stage(basic(), {.backoff = {.freeFailures = 1}});
    stage.check.close();
    QList<QFuture<AdminLogin>> logins;
    for (int i = 0; i < 4; ++i)
        logins.append(stage.authenticator->login(wrong, address));
    QTRY_COMPARE(stage.check.started(), 2);
    stage.check.letPass(4);
    QTRY_VERIFY(areFinished(logins));
    QCOMPARE(acceptedOf(logins), 0);
    QVERIFY(stage.authenticator->backedOffCount() >= 1);
    QCOMPARE(stage.authenticator->backedOffCount() + stage.authenticator->failedCount(), 4);
}

void tst_AdminAuthenticator::sessionsWorkDuringBackOff()
{
    Stage stage;
    const QString id = stage.login(right).newSessionId;
    stage.fail(5);
    QVERIFY(!stage.login(right).accepted);
    QVERIFY(stage.login(withSession(id)).accepted);
    QVERIFY(!stage.login(right).accepted); // it does not end the waiting
    QVERIFY(!stage.login(withSession(QStringLiteral("unknown"), right)).accepted);
}

void tst_AdminAuthenticator::successForgetsFailures()
{
    Stage stage;
    stage.fail(4);
    QVERIFY(stage.login(right).accepted);
    stage.fail(4);
    QVERIFY(stage.login(right).accepted);
    stage.fail(5);
    stage.clock.advance(10min);
    stage.fail(4);
    QVERIFY(stage.login(right).accepted);
    QCOMPARE(stage.authenticator->backedOffCount(), 0);
}

void tst_AdminAuthenticator::addressesAreApart()
{
    Stage stage;
    stage.fail(5);
    QVERIFY(stage.login(right, QStringLiteral("192.0.2.2")).accepted);
    QVERIFY(!stage.login(right, QStringLiteral("::ffff:192.0.2.1")).accepted);
    for (int i = 0; i < 5; ++i)
        QVERIFY(!stage.login(wrong, QStringLiteral("2001:db8::%1").arg(i + 1)).accepted);
    QVERIFY(!stage.login(right, QStringLiteral("2001:db8::ffff")).accepted);
    QVERIFY(stage.login(right, QStringLiteral("2001:db8:0:1::1")).accepted);
    QCOMPARE(stage.authenticator->backedOffCount(), 2);
}

// Neither waits for the checks nor lets anybody in.
void tst_AdminAuthenticator::destroyedWhileChecking()
{
    Stage stage;
    stage.check.close();
    QList<QFuture<AdminLogin>> logins;
    for (int i = 0; i < 4; ++i)
        logins.append(stage.authenticator->login(right, address));
    logins.append(stage.authenticator->login(withSession(QStringLiteral("id")), address));
    QTRY_COMPARE(stage.check.started(), 2);
    stage.authenticator.reset();
    QVERIFY(areFinished(logins));
    QCOMPARE(acceptedOf(logins), 0);
    stage.check.letPass(2);
    QTRY_COMPARE(stage.check.ended(), 2);
    QTest::qWait(0);
    QCOMPARE(stage.check.started(), 2);
    QCOMPARE(stage.store->saves, 0);
}

void tst_AdminAuthenticator::destroyedByAContinuation()
{
    Stage stage;
    int results = 0;
    const auto first
        = stage.authenticator->login(right, address).then([&](const AdminLogin &login) {
              ++results;
              QVERIFY(login.accepted);
              stage.authenticator.reset();
          });
    const auto second = stage.authenticator->login(right, address);
    QTRY_VERIFY(second.isFinished());
    QTRY_COMPARE(results, 1);
    QVERIFY(!stage.authenticator);

    // A continuation that tries again while the authenticator is being destroyed.
    Stage other;
    other.check.close();
    AdminAuthenticator *authenticator = other.authenticator.get();
    bool isRefused = false;
    const auto waiting = authenticator->login(right, address).then([&](const AdminLogin &) {
        const auto again = authenticator->login(right, address);
        isRefused = again.isFinished() && !again.result().accepted;
    });
    other.authenticator.reset();
    QVERIFY(isRefused);
}

void tst_AdminAuthenticator::callback()
{
    QStringList asked;
    const auto authentication = AdminAuthentication::callback(
        this, [&](const QString &username, const QString &password, const QString &from) {
            asked.append(username + QLatin1Char('/') + password + QLatin1Char('/') + from);
            std::optional<AdminUser> user;
            if (password == QLatin1String("secret"))
                user = {username.toUpper(), true};
            return QtFuture::makeReadyFuture(user);
        });
    Stage stage(authentication);
    const AdminLogin login = stage.login(right);
    QVERIFY(login.accepted);
    QCOMPARE(login.user, (AdminUser{QStringLiteral("ADMIN"), true}));
    QCOMPARE(asked, QStringList{QStringLiteral("admin/secret/192.0.2.1")});
    QCOMPARE(stage.check.started(), 0);
    QCOMPARE(stage.login(withSession(login.newSessionId)).user, login.user);
    QCOMPARE(asked.size(), 1);
    stage.fail(5);
    QCOMPARE(asked.size(), 6);
    QVERIFY(!stage.login(right).accepted);
    QCOMPARE(asked.size(), 6);
    QCOMPARE(stage.authenticator->backedOffCount(), 1);
}

void tst_AdminAuthenticator::callbackFailures_data()
{
    failureRows();
}

void tst_AdminAuthenticator::callbackFailures()
{
    QFETCH(int, failure);
    Stage stage(AdminAuthentication::callback(
        this, [failure](const QString &, const QString &, const QString &) {
            return failed<std::optional<AdminUser>>(Failure(failure));
        }));
    for (int i = 0; i < 10; ++i) {
        expectFutureWarning(failure);
        QVERIFY(!stage.login(right).accepted);
    }
    QCOMPARE(stage.authenticator->failedCount(), 0); // not the client's failures
    QCOMPARE(stage.authenticator->backedOffCount(), 0);
}

void tst_AdminAuthenticator::callbackTimeout()
{
    QPromise<std::optional<AdminUser>> never;
    never.start();
    int asked = 0;
    Stage stage(
        AdminAuthentication::callback(this,
                                      [&](const QString &, const QString &, const QString &) {
                                          ++asked;
                                          return never.future();
                                      }),
        {.callbacksAtOnce = 1});
    const auto first = stage.authenticator->login(right, address);
    QTRY_COMPARE(asked, 1);
    stage.clock.advance(10s);
    const auto second = stage.authenticator->login(right, address);
    stage.clock.advance(20s);
    QTest::ignoreMessage(QtWarningMsg, "the login of an admin took too long: refused");
    stage.authenticator->processTimeouts();
    QVERIFY(first.isFinished());
    QVERIFY(!first.result().accepted);
    QTRY_COMPARE(asked, 2); // the one that hangs does not keep its place
    QVERIFY(!second.isFinished());
    never.addResult(AdminUser{adminName, false});
    never.finish();
    QTRY_VERIFY(second.isFinished());
    QVERIFY(second.result().accepted);
}

void tst_AdminAuthenticator::callbackContextDies()
{
    auto context = std::make_unique<QObject>();
    int asked = 0;
    Stage stage(AdminAuthentication::callback(
        context.get(), [&](const QString &, const QString &, const QString &) {
            ++asked;
            return QtFuture::makeReadyFuture(std::optional(AdminUser{adminName, false}));
        }));
    const AdminLogin login = stage.login(right);
    QVERIFY(login.accepted);
    context.reset();
    QVERIFY(!stage.login(right).accepted);
    QCOMPARE(asked, 1);
    QVERIFY(stage.login(withSession(login.newSessionId)).accepted);
}

void tst_AdminAuthenticator::callbackDeletesAuthenticator()
{
    std::unique_ptr<Stage> stage;
    const auto authentication = AdminAuthentication::callback(
        this, [&](const QString &, const QString &, const QString &) {
            stage->authenticator.reset();
            return QtFuture::makeReadyFuture(std::optional(AdminUser{adminName, false}));
        });
    stage = std::make_unique<Stage>(authentication);
    const auto first = stage->authenticator->login(right, address);
    const auto second = stage->authenticator->login(right, address);
    QTRY_VERIFY(first.isFinished() && second.isFinished());
    QVERIFY(!first.result().accepted);
    QVERIFY(!second.result().accepted);
}

namespace {
class DestructiveStore : public AdminSessionStore
{
public:
    QFuture<std::optional<AdminUser>> find(const QString &) override
    {
        if (isAtFind)
            victim->reset();
        return QtFuture::makeReadyFuture(std::optional<AdminUser>());
    }
    QFuture<void> save(const QString &, const AdminUser &) override
    {
        victim->reset();
        return QtFuture::makeReadyFuture();
    }
    QFuture<void> remove(const QString &) override
    {
        victim->reset();
        return QtFuture::makeReadyFuture();
    }

    std::unique_ptr<AdminAuthenticator> *victim = nullptr;
    bool isAtFind = false;
};
} // namespace

void tst_AdminAuthenticator::storeDeletesAuthenticator()
{
    const FakeCheck check;
    for (const bool isAtFind : {true, false}) {
        std::unique_ptr<AdminAuthenticator> authenticator;
        {
            const auto store = std::make_shared<DestructiveStore>();
            store->victim = &authenticator;
            store->isAtFind = isAtFind;
            authenticator = std::make_unique<AdminAuthenticator>(
                basic(), store, AdminAuthenticatorSettings{.checkPassword = check.function()});
        } // the authenticator alone has the store now
        const auto login = authenticator->login(withSession(QStringLiteral("id"), right), address);
        QTRY_VERIFY(login.isFinished());
        QVERIFY(!authenticator);
        QVERIFY(!login.result().accepted);
    }
}

QTEST_GUILESS_MAIN(tst_AdminAuthenticator)
#include "tst_adminauthenticator.moc"
