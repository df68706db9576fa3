// SPDX-License-Identifier: MIT
#include "admin/adminsessionstore.h"
#include "adminfixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_AdminSessionStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void defaults();
    void findsWhatWasSaved();
    void removes();
    void expires();
    void useDoesNotExtend();
    void savingAgainDoes();
    void dropsTheOldest();
    void expiredOnesMakeRoom();
    void noLimits();
};

namespace {
class Store : public InMemoryAdminSessionStore
{
public:
    using InMemoryAdminSessionStore::InMemoryAdminSessionStore;

    AdminFixture::ManualClock clock;

protected:
    std::chrono::milliseconds now() const override { return clock.now(); }
};

const AdminUser admin{QStringLiteral("admin"), false};
const AdminUser guest{QStringLiteral("guest"), true};

std::optional<AdminUser> found(AdminSessionStore &store, const QString &id)
{
    const auto future = store.find(id);
    return future.isFinished() ? future.result() : std::nullopt;
}

bool isThere(AdminSessionStore &store, const QString &id)
{
    return found(store, id).has_value();
}
} // namespace

static const QString a = QStringLiteral("a");
static const QString b = QStringLiteral("b");
static const QString c = QStringLiteral("c");

void tst_AdminSessionStore::defaults()
{
    const InMemoryAdminSessionStore store;
    QCOMPARE(store.timeToLive(), 24h);
    QCOMPARE(store.maxSessions(), 10'000);
    QCOMPARE(store.count(), 0);
}

void tst_AdminSessionStore::findsWhatWasSaved()
{
    InMemoryAdminSessionStore store;
    QVERIFY(store.save(a, admin).isFinished());
    store.save(b, guest);
    QCOMPARE(found(store, a), admin);
    QCOMPARE(found(store, b), guest);
    QCOMPARE(found(store, b), guest); // as often as one likes
    QVERIFY(store.find(c).isFinished());
    QVERIFY(!isThere(store, c));
    QVERIFY(!isThere(store, {}));
    store.save(a, guest);
    QCOMPARE(found(store, a), guest);
    QCOMPARE(store.count(), 2);
}

void tst_AdminSessionStore::removes()
{
    InMemoryAdminSessionStore store;
    store.save(a, admin);
    store.save(b, guest);
    QVERIFY(store.remove(a).isFinished());
    store.remove(a);
    store.remove(c);
    QVERIFY(!isThere(store, a));
    QVERIFY(isThere(store, b));
    QCOMPARE(store.count(), 1);
}

void tst_AdminSessionStore::expires()
{
    Store store(10s);
    store.save(a, admin);
    store.clock.advance(9999ms);
    QVERIFY(isThere(store, a));
    store.clock.advance(1ms);
    QCOMPARE(store.count(), 1);
    QVERIFY(!isThere(store, a));
    QCOMPARE(store.count(), 0);
}

void tst_AdminSessionStore::useDoesNotExtend()
{
    Store store(10s);
    store.save(a, admin);
    for (int i = 0; i < 9; ++i) {
        store.clock.advance(1s);
        QVERIFY(isThere(store, a));
    }
    store.clock.advance(1s);
    QVERIFY(!isThere(store, a));
}

void tst_AdminSessionStore::savingAgainDoes()
{
    Store store(10s, 2);
    store.save(a, admin);
    store.clock.advance(5s);
    store.save(b, guest);
    store.save(a, admin);
    store.clock.advance(5s);
    QVERIFY(isThere(store, a));
    store.save(c, admin); // the oldest one is b now
    QVERIFY(isThere(store, a));
    QVERIFY(!isThere(store, b));
}

void tst_AdminSessionStore::dropsTheOldest()
{
    Store store(10s, 3);
    for (int i = 0; i < 1000; ++i)
        store.save(QString::number(i), admin);
    QCOMPARE(store.count(), 3);
    QVERIFY(!isThere(store, QStringLiteral("996")));
    QVERIFY(isThere(store, QStringLiteral("997")));
    QVERIFY(isThere(store, QStringLiteral("999")));
    store.save(QStringLiteral("999"), guest); // replaces, and drops nobody
    QCOMPARE(store.count(), 3);
    QVERIFY(isThere(store, QStringLiteral("997")));
}

void tst_AdminSessionStore::expiredOnesMakeRoom()
{
    Store store(10s, 100);
    for (int i = 0; i < 100; ++i)
        store.save(QString::number(i), admin);
    store.clock.advance(10s);
    QCOMPARE(store.count(), 100);
    store.save(a, admin);
    QCOMPARE(store.count(), 1);
}

void tst_AdminSessionStore::noLimits()
{
    Store store(0ms, 0);
    for (int i = 0; i < 20'000; ++i)
        store.save(QString::number(i), admin);
    store.clock.advance(24h * 3650);
    QCOMPARE(store.count(), 20'000);
    QVERIFY(isThere(store, QStringLiteral("0")));
    QVERIFY(isThere(store, QStringLiteral("19999")));
}

QTEST_GUILESS_MAIN(tst_AdminSessionStore)
#include "tst_adminsessionstore.moc"
