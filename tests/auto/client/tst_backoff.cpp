// SPDX-License-Identifier: MIT
#include "client/backoff_p.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtTest/QTest>

#include <limits>

using namespace QSocketIo;
using namespace std::chrono_literals;
using Milliseconds = std::chrono::milliseconds;

class tst_Backoff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void doubles();
    void reset();
    void jitter_data();
    void jitter();
    void maximumAfterTheJitter();
    void realChance();
    void manyAttempts();
    void oddSettings_data();
    void oddSettings();
};

void tst_Backoff::doubles()
{
    Backoff backoff(1s, 5s, 0);
    QCOMPARE(backoff.attempts(), 0);
    for (const Milliseconds expected : {1000ms, 2000ms, 4000ms, 5000ms, 5000ms})
        QCOMPARE(backoff.next(), expected);
    QCOMPARE(backoff.attempts(), 5);
}

void tst_Backoff::reset()
{
    Backoff backoff(100ms, 5s, 0);
    QCOMPARE(backoff.next(), 100ms);
    QCOMPARE(backoff.next(), 200ms);
    backoff.reset();
    QCOMPARE(backoff.attempts(), 0);
    QCOMPARE(backoff.next(), 100ms);
}

// Values that the reference's formula gives for the same chance.
void tst_Backoff::jitter_data()
{
    QTest::addColumn<double>("random");
    QTest::addColumn<qint64>("first"); // ms
    QTest::addColumn<qint64>("second");
    QTest::newRow("none") << 0.0 << qint64(1000) << qint64(2000);
    QTest::newRow("even: earlier") << 0.25 << qint64(875) << qint64(1750);
    QTest::newRow("odd: later") << 0.35 << qint64(1175) << qint64(2350);
    QTest::newRow("rounded down") << 0.1234 << qint64(1061) << qint64(2123);
    QTest::newRow("most later") << 0.99 << qint64(1495) << qint64(2990);
    QTest::newRow("most earlier") << 0.89 << qint64(555) << qint64(1110);
}

void tst_Backoff::jitter()
{
    QFETCH(const double, random);
    Backoff backoff(1s, 5s, 0.5, [random] { return random; });
    QTEST(qint64(backoff.next().count()), "first");
    QTEST(qint64(backoff.next().count()), "second");
}

void tst_Backoff::maximumAfterTheJitter()
{
    Backoff later(4s, 5s, 0.5, [] { return 0.95; });
    QCOMPARE(later.next(), 5s);
    Backoff earlier(4s, 5s, 0.5, [] { return 0.85; });
    QCOMPARE(earlier.next(), 2300ms);
}

void tst_Backoff::realChance()
{
    QSet<qint64> delays;
    for (int i = 0; i < 100; ++i) {
        Backoff backoff(1s, 5s, 0.5);
        const Milliseconds delay = backoff.next();
        QVERIFY(delay >= 500ms);
        QVERIFY(delay <= 1500ms);
        delays.insert(delay.count());
    }
    QVERIFY(delays.size() > 10);
}

void tst_Backoff::manyAttempts()
{
    Backoff backoff(1s, 5s, 0.5, [] { return 0.99; });
    for (int i = 0; i < 5000; ++i) {
        const Milliseconds delay = backoff.next();
        QVERIFY2(delay > 0ms && delay <= 5s, qPrintable(QString::number(delay.count())));
    }
    QCOMPARE(backoff.attempts(), 5000);
}

void tst_Backoff::oddSettings_data()
{
    QTest::addColumn<qint64>("delay");
    QTest::addColumn<qint64>("maximum");
    QTest::addColumn<double>("factor");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("at once") << qint64(0) << qint64(5000) << 0.5 << qint64(0);
    QTest::newRow("negative delay") << qint64(-1) << qint64(5000) << 0.5 << qint64(0);
    QTest::newRow("negative maximum") << qint64(1000) << qint64(-1) << 0.5 << qint64(0);
    QTest::newRow("factor too large") << qint64(1000) << qint64(5000) << 1.5 << qint64(1000);
    QTest::newRow("factor negative") << qint64(1000) << qint64(5000) << -0.5 << qint64(1000);
    QTest::newRow("factor is no number")
        << qint64(1000) << qint64(5000) << std::numeric_limits<double>::quiet_NaN() << qint64(1000);
    QTest::newRow("factor one") << qint64(1000) << qint64(5000) << 1.0 << qint64(1900);
    QTest::newRow("delay beyond the maximum")
        << std::numeric_limits<qint64>::max() / 2 << qint64(5000) << 0.5 << qint64(5000);
}

void tst_Backoff::oddSettings()
{
    QFETCH(const qint64, delay);
    QFETCH(const qint64, maximum);
    QFETCH(const double, factor);
    Backoff backoff(Milliseconds(delay), Milliseconds(maximum), factor, [] { return 0.9; });
    QTEST(qint64(backoff.next().count()), "expected");
}

QTEST_APPLESS_MAIN(tst_Backoff)
#include "tst_backoff.moc"
