// SPDX-License-Identifier: MIT
#include "admin/loginbackoff_p.h"
#include "adminfixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_LoginBackoff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void doublesUpToAMinute();
    void successForgets();
    void tenMinutesForget();
    void addressesAreApart();
    void tableIsBounded();
    void keys_data();
    void keys();
};

static const QByteArray key = "key";

static void fail(LoginBackoff &backoff, const AdminFixture::ManualClock &clock, int times)
{
    for (int i = 0; i < times; ++i)
        backoff.failed(key, clock.now());
}

void tst_LoginBackoff::doublesUpToAMinute()
{
    LoginBackoff backoff({});
    AdminFixture::ManualClock clock;
    fail(backoff, clock, 4);
    QVERIFY(!backoff.isBlocked(key, clock.now()));
    for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s}) {
        backoff.failed(key, clock.now());
        QVERIFY(backoff.isBlocked(key, clock.now()));
        clock.advance(wait - 1ms);
        QVERIFY(backoff.isBlocked(key, clock.now()));
        clock.advance(1ms);
        QVERIFY(!backoff.isBlocked(key, clock.now()));
    }
    fail(backoff, clock, 100'000);
    clock.advance(60s - 1ms);
    QVERIFY(backoff.isBlocked(key, clock.now()));
    clock.advance(1ms);
    QVERIFY(!backoff.isBlocked(key, clock.now()));
}

void tst_LoginBackoff::successForgets()
{
    LoginBackoff backoff({});
    AdminFixture::ManualClock clock;
    fail(backoff, clock, 4);
    backoff.succeeded(key);
    QCOMPARE(backoff.size(), 0);
    fail(backoff, clock, 4);
    QVERIFY(!backoff.isBlocked(key, clock.now()));
    fail(backoff, clock, 1);
    QVERIFY(backoff.isBlocked(key, clock.now()));
    backoff.succeeded(key);
    QVERIFY(!backoff.isBlocked(key, clock.now()));
    backoff.succeeded("unknown");
}

void tst_LoginBackoff::tenMinutesForget()
{
    LoginBackoff backoff({});
    AdminFixture::ManualClock clock;
    fail(backoff, clock, 4);
    clock.advance(10min - 1ms);
    fail(backoff, clock, 1); // the fifth in a row
    QVERIFY(backoff.isBlocked(key, clock.now()));
    clock.advance(10min);
    fail(backoff, clock, 4); // counted anew
    QVERIFY(!backoff.isBlocked(key, clock.now()));
    QCOMPARE(backoff.size(), 1);
}

void tst_LoginBackoff::addressesAreApart()
{
    LoginBackoff backoff({});
    AdminFixture::ManualClock clock;
    fail(backoff, clock, 5);
    QVERIFY(backoff.isBlocked(key, clock.now()));
    QVERIFY(!backoff.isBlocked("other", clock.now()));
    backoff.succeeded("other");
    QVERIFY(backoff.isBlocked(key, clock.now()));
}

void tst_LoginBackoff::tableIsBounded()
{
    LoginBackoff backoff({.freeFailures = 1, .maxAddresses = 3});
    AdminFixture::ManualClock clock;
    backoff.failed("1", clock.now());
    backoff.failed("2", clock.now());
    backoff.failed("3", clock.now());
    backoff.failed("1", clock.now());
    backoff.failed("4", clock.now()); // instead of 2, which failed longest ago
    QCOMPARE(backoff.size(), 3);
    QVERIFY(backoff.isBlocked("1", clock.now()));
    QVERIFY(!backoff.isBlocked("2", clock.now()));
    QVERIFY(backoff.isBlocked("3", clock.now()));
    QVERIFY(backoff.isBlocked("4", clock.now()));

    LoginBackoff large({});
    for (int i = 0; i < 20'000; ++i)
        large.failed(QByteArray::number(i), clock.now());
    QCOMPARE(large.size(), 10'000);
}

void tst_LoginBackoff::keys_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<bool>("isSame");
    const auto row = [](const char *tag, const char *a, const char *b, bool isSame) {
        QTest::newRow(tag) << QString::fromLatin1(a) << QString::fromLatin1(b) << isSame;
    };
    row("IPv4", "10.0.0.1", "10.0.0.1", true);
    row("another IPv4", "10.0.0.1", "10.0.0.2", false);
    row("IPv4 in IPv6", "10.0.0.1", "::ffff:10.0.0.1", true);
    row("another IPv4 in IPv6", "::ffff:10.0.0.1", "::ffff:10.0.0.2", false);
    row("IPv6 network", "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true);
    row("another IPv6 network", "2001:db8:1:2::1", "2001:db8:1:3::1", false);
    row("spelling", "2001:DB8:1:2::1", "2001:db8:0001:0002::1", true);
    row("no address", "unix", "unix", true);
    row("other no address", "unix", "10.0.0.1, 10.0.0.2", false);
    row("empty", "", "", true);
    row("empty and unspecified", "", "::", false);
}

void tst_LoginBackoff::keys()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(bool, isSame);
    QCOMPARE(LoginBackoff::keyOf(a) == LoginBackoff::keyOf(b), isSame);
    QVERIFY(LoginBackoff::keyOf(a + QString(100'000, u'x')).size() < 200);
}

QTEST_GUILESS_MAIN(tst_LoginBackoff)
#include "tst_loginbackoff.moc"
