// SPDX-License-Identifier: MIT
#include "adapter/cluster/brokertimers_p.h"

#include "shared/waitfor.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <memory>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_BrokerTimers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { timers.reset(); }

    void longestDelay_data();
    void longestDelay();
    void fullJitter();
    void comesBack();
    void firstAttempt();
    void connectTimeout();
    void pings();
    void noAnswer();
    void heardInTime();
    void nothingWhenStopped();
    void destroyedBySignal_data();
    void destroyedBySignal();

private:
    void make(const BrokerTimers::Settings &settings)
    {
        timers = std::make_unique<BrokerTimers>(settings, u"Broker"_s);
        attempts = std::make_unique<QSignalSpy>(timers.get(), &BrokerTimers::connectDue);
        pingsDue = std::make_unique<QSignalSpy>(timers.get(), &BrokerTimers::pingDue);
        givenUp = std::make_unique<QSignalSpy>(timers.get(), &BrokerTimers::givenUp);
    }
    QString error() const { return givenUp->at(0).at(0).value<Error>().message(); }

    BrokerTimers::Settings quick{.connectTimeout = 20ms,
                                 .pingInterval = 20ms,
                                 .pingTimeout = 20ms,
                                 .reconnectDelay = 1ms,
                                 .reconnectDelayMax = 4ms};
    std::unique_ptr<BrokerTimers> timers;
    std::unique_ptr<QSignalSpy> attempts;
    std::unique_ptr<QSignalSpy> pingsDue;
    std::unique_ptr<QSignalSpy> givenUp;
};

void tst_BrokerTimers::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    make(quick);
}

void tst_BrokerTimers::longestDelay_data()
{
    using std::chrono::milliseconds;
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("most");
    QTest::addColumn<int>("failures");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("first") << qint64(50) << qint64(5000) << 0 << qint64(50);
    QTest::newRow("second") << qint64(50) << qint64(5000) << 1 << qint64(100);
    QTest::newRow("sixth") << qint64(50) << qint64(2000) << 5 << qint64(1600);
    QTest::newRow("seventh") << qint64(50) << qint64(2000) << 6 << qint64(2000);
    QTest::newRow("after days") << qint64(50) << qint64(5000) << 1'000'000 << qint64(5000);
    QTest::newRow("at once") << qint64(0) << qint64(5000) << 1'000'000 << qint64(0);
    QTest::newRow("negative") << qint64(-1) << qint64(-1) << 5 << qint64(0);
    QTest::newRow("first beyond the most") << qint64(100) << qint64(10) << 0 << qint64(10);
}

void tst_BrokerTimers::longestDelay()
{
    QFETCH(qint64, first);
    QFETCH(qint64, most);
    QFETCH(int, failures);
    BrokerTimers::Settings settings = quick;
    settings.reconnectDelay = std::chrono::milliseconds(first);
    settings.reconnectDelayMax = std::chrono::milliseconds(most);
    QTEST(qint64(BrokerTimers::longestDelay(settings, failures).count()), "expected");
}

// The servers of a cluster do not all come back at once.
void tst_BrokerTimers::fullJitter()
{
    BrokerTimers::Settings settings = quick;
    settings.reconnectDelay = settings.reconnectDelayMax = 1000ms;
    QList<qint64> delays;
    for (int i = 0; i < 1000; ++i)
        delays.append(BrokerTimers::delay(settings, 3).count());
    const auto [least, most] = std::minmax_element(delays.begin(), delays.end());
    QVERIFY(*least >= 0 && *least < 100);
    QVERIFY(*most > 900 && *most <= 1000);
}

void tst_BrokerTimers::comesBack()
{
    for (int i = 1; i <= 5; ++i) {
        timers->lost();
        QVERIFY(waitFor([&] { return attempts->size() == i; }));
    }
    QVERIFY(givenUp->isEmpty() && pingsDue->isEmpty());
}

// One that was fine is tried again without a pause; one that ends at once is not.
void tst_BrokerTimers::firstAttempt()
{
    BrokerTimers::Settings settings = quick;
    settings.reconnectDelay = settings.reconnectDelayMax = 24h;
    settings.pingInterval = 150ms;
    make(settings);
    timers->ready();
    timers->lost();
    BrokerTimers other(settings, u"Other"_s);
    QSignalSpy otherPings(&other, &BrokerTimers::pingDue);
    other.ready();
    QVERIFY(waitFor([&otherPings] { return !otherPings.isEmpty(); }));
    QVERIFY(attempts->isEmpty());

    QSignalSpy otherAttempts(&other, &BrokerTimers::connectDue);
    other.lost();
    QVERIFY(waitFor([&otherAttempts] { return !otherAttempts.isEmpty(); }));
    other.lost(); // the attempt has failed
    timers->ready();
    QVERIFY(waitFor([this] { return !pingsDue->isEmpty(); }));
    QCOMPARE(otherAttempts.size(), 1);
}

void tst_BrokerTimers::connectTimeout()
{
    timers->connecting();
    QVERIFY(waitFor([this] { return !givenUp->isEmpty(); }));
    QCOMPARE(error(), u"Broker did not answer in time"_s);
    QVERIFY(pingsDue->isEmpty());
}

void tst_BrokerTimers::pings()
{
    timers->connecting();
    timers->ready();
    QVERIFY(waitFor([this] { return pingsDue->size() == 3; }));
    QVERIFY(givenUp->isEmpty()); // the time to connect no longer counts
}

void tst_BrokerTimers::noAnswer()
{
    timers->ready();
    QVERIFY(!timers->isExpecting());
    timers->expectAnswer();
    QVERIFY(timers->isExpecting());
    QVERIFY(waitFor([this] { return !givenUp->isEmpty(); }));
    QCOMPARE(error(), u"Broker does not answer any more"_s);
}

void tst_BrokerTimers::heardInTime()
{
    BrokerTimers::Settings settings = quick;
    settings.pingTimeout = 1h;
    make(settings);
    timers->ready();
    timers->heard(); // nothing is expected
    QVERIFY(!timers->isExpecting());
    timers->expectWithin(100ms);
    timers->heard(); // from now on the other time counts
    QVERIFY(waitFor([this] { return pingsDue->size() >= 10; }));
    QVERIFY(givenUp->isEmpty());
    timers->expectNothing();
    QVERIFY(!timers->isExpecting());
}

void tst_BrokerTimers::nothingWhenStopped()
{
    timers->connecting();
    timers->ready();
    timers->expectAnswer();
    timers->lost();
    QVERIFY(!timers->isExpecting());
    timers->stop();
    BrokerTimers other(quick, u"Other"_s); // what it does five times the first one would have done
    QSignalSpy otherPings(&other, &BrokerTimers::pingDue);
    other.ready();
    QVERIFY(waitFor([&otherPings] { return otherPings.size() == 5; }));
    QVERIFY(attempts->isEmpty() && pingsDue->isEmpty() && givenUp->isEmpty());
}

void tst_BrokerTimers::destroyedBySignal_data()
{
    QTest::addColumn<int>("what");
    QTest::newRow("attempt") << 0;
    QTest::newRow("ping") << 1;
    QTest::newRow("given up") << 2;
}

void tst_BrokerTimers::destroyedBySignal()
{
    QFETCH(int, what);
    const auto end = [this] { timers.reset(); };
    connect(timers.get(), &BrokerTimers::connectDue, this, end);
    connect(timers.get(), &BrokerTimers::pingDue, this, end);
    connect(timers.get(), &BrokerTimers::givenUp, this, end);
    if (what == 0)
        timers->lost();
    else if (what == 1)
        timers->ready();
    else
        timers->connecting();
    QVERIFY(waitFor([this] { return !timers; }));
}

QTEST_GUILESS_MAIN(tst_BrokerTimers)
#include "tst_brokertimers.moc"
