// SPDX-License-Identifier: MIT
#include "loop/deadlinequeue_p.h"

#include <QtCore/QEventLoop>
#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <map>
#include <memory>

using namespace QSocketIo;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

class tst_DeadlineQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void firesWhenDue();
    void firesInOrderOfTime();
    void equalTimesFireInOrderOfIntervalLanes();
    void restartMovesLater();
    void restartWithAnotherInterval();
    void stopped();
    void stopTwiceOrNeverStarted();
    void zeroAndNegativeIntervals_data();
    void zeroAndNegativeIntervals();
    void hugeInterval();
    void movesToAnotherQueue();

    void deadlineDestroyed();
    void deadlineDeletesItself();
    void deadlineDeletesOthers();
    void deadlineStopsAndRestartsOthers();
    void deadlineRestartsItself();
    void deadlineDeletesTheQueue();
    void queueDestroyedFirst();
    void nestedProcessDue();

    void timerIsLeftAloneByLaterDeadlines();
    void timerIsArmedForEarlierDeadline();
    void noWakeUpWithoutDeadlines();
    void emptyLanesGo();
    void manyIntervalsStoppedAtOnce();
    void randomOperations();

    void realClock();
    void realClockNestedEventLoop();
    void otherTimerEventsPassThrough();

private:
    std::unique_ptr<FunctionDeadline> deadline(const QString &name)
    {
        return std::make_unique<FunctionDeadline>([this, name] { m_log += name; });
    }
    QString log() const { return m_log.join(QLatin1Char(' ')); }
    void advance(DeadlineQueue &queue, milliseconds time)
    {
        m_now += time;
        queue.processDue();
    }

    const DeadlineQueue::Clock m_clock = [this] { return m_now; };
    milliseconds m_now{};
    QStringList m_log;
};

void tst_DeadlineQueue::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_now = 1'000'000ms;
    m_log.clear();
}

void tst_DeadlineQueue::firesWhenDue()
{
    DeadlineQueue queue(nullptr, m_clock);
    const auto a = deadline(QStringLiteral("a"));
    QVERIFY(!a->isActive());
    queue.start(a.get(), 25s);
    QVERIFY(a->isActive());
    QCOMPARE(queue.count(), 1u);
    advance(queue, 24'999ms);
    QCOMPARE(log(), QString());
    advance(queue, 1ms);
    QCOMPARE(log(), QStringLiteral("a"));
    QVERIFY(!a->isActive());
    QCOMPARE(queue.count(), 0u);
    advance(queue, 100s);
    QCOMPARE(log(), QStringLiteral("a"));
}

void tst_DeadlineQueue::firesInOrderOfTime()
{
    DeadlineQueue queue(nullptr, m_clock);
    const auto a = deadline(QStringLiteral("a"));
    const auto b = deadline(QStringLiteral("b"));
    const auto c = deadline(QStringLiteral("c"));
    const auto d = deadline(QStringLiteral("d"));
    queue.start(a.get(), 30ms);
    queue.start(b.get(), 10ms);
    m_now += 15ms;
    queue.start(c.get(), 10ms); // due at 25
    queue.start(d.get(), 20ms); // due at 35
    advance(queue, 100ms);
    QCOMPARE(log(), QStringLiteral("b c a d"));
}

void tst_DeadlineQueue::equalTimesFireInOrderOfIntervalLanes()
{
    DeadlineQueue queue(nullptr, m_clock);
    const auto a = deadline(QStringLiteral("a"));
    const auto b = deadline(QStringLiteral("b"));
    const auto c = deadline(QStringLiteral("c"));
    queue.start(a.get(), 10ms);
    queue.start(b.get(), 10ms);
    queue.start(c.get(), 10ms);
    advance(queue, 10ms);
    QCOMPARE(log(), QStringLiteral("a b c"));
}

void tst_DeadlineQueue::restartMovesLater()
{
    DeadlineQueue queue(nullptr, m_clock);
    const auto a = deadline(QStringLiteral("a"));
    const auto b = deadline(QStringLiteral("b"));
    queue.start(a.get(), 10ms);
    queue.start(b.get(), 10ms);
    advance(queue, 5ms);
    queue.start(a.get(), 10ms);
    QCOMPARE(queue.count(), 2u);
    advance(queue, 5ms);
    QCOMPARE(log(), QStringLiteral("b"));
    advance(queue, 4ms);
    QCOMPARE(log(), QStringLiteral("b"));
    advance(queue, 1ms);
    QCOMPARE(log(), QStringLiteral("b a"));
}

void tst_DeadlineQueue::restartWithAnotherInterval()
{
    DeadlineQueue queue(nullptr, m_clock);
    const auto a = deadline(QStringLiteral("a"));
    queue.start(a.get(), 10ms);
    queue.start(a.get(), 30ms);
    QCOMPARE(queue.count(), 1u);
    advance(queue, 29ms);
    QCOMPARE(log(), QString());
    queue.start(a.get(), 5ms);
    advance(queue, 5ms);
    QCOMPARE(log(), QStringLiteral("a"));
    QCOMPARE(queue.count(), 0u);
}

void tst_DeadlineQueue::stopped()
{
    DeadlineQueue queue(nullptr, m_clock);
    const auto a = deadline(QStringLiteral("a"));
    const auto b = deadline(QStringLiteral("b"));
    const auto c = deadline(QStringLiteral("c"));
    queue.start(a.get(), 10ms);
    queue.start(b.get(), 10ms);
    queue.start(c.get(), 10ms);
    queue.stop(b.get());
    QVERIFY(!b->isActive());
    advance(queue, 10ms);
    QCOMPARE(log(), QStringLiteral("a c"));
}

void tst_DeadlineQueue::stopTwiceOrNeverStarted()
{
    DeadlineQueue queue(nullptr, m_clock);
    DeadlineQueue other(nullptr, m_clock);
    const auto a = deadline(QStringLiteral("a"));
    queue.stop(a.get());
    queue.start(a.get(), 10ms);
    other.stop(a.get()); // not its own
    QCOMPARE(queue.count(), 1u);
    queue.stop(a.get());
    queue.stop(a.get());
    QCOMPARE(queue.count(), 0u);
}

void tst_DeadlineQueue::zeroAndNegativeIntervals_data()
{
    QTest::addColumn<qint64>("interval");
    QTest::newRow("zero") << qint64(0);
    QTest::newRow("negative") << qint64(-1);
    QTest::newRow("most negative") << std::numeric_limits<qint64>::min();
}

void tst_DeadlineQueue::zeroAndNegativeIntervals()
{
    QFETCH(qint64, interval);
    DeadlineQueue queue(nullptr, m_clock);
    const auto a = deadline(QStringLiteral("a"));
    queue.start(a.get(), milliseconds(interval));
    QCOMPARE(log(), QString());
    queue.processDue();
    QCOMPARE(log(), QStringLiteral("a"));
}

void tst_DeadlineQueue::hugeInterval()
{
    DeadlineQueue queue(nullptr, m_clock);
    const auto a = deadline(QStringLiteral("a"));
    queue.start(a.get(), milliseconds::max());
    advance(queue, std::chrono::hours(24 * 365 * 10));
    QVERIFY(a->isActive());
    DeadlineQueue withTimer; // its timer counts in int
    queue.stop(a.get());
    withTimer.start(a.get(), milliseconds::max());
    QVERIFY(a->isActive());
}

void tst_DeadlineQueue::movesToAnotherQueue()
{
    DeadlineQueue first(nullptr, m_clock);
    DeadlineQueue second(nullptr, m_clock);
    const auto a = deadline(QStringLiteral("a"));
    first.start(a.get(), 10ms);
    second.start(a.get(), 10ms);
    QCOMPARE(first.count(), 0u);
    QCOMPARE(second.count(), 1u);
    m_now += 10ms;
    first.processDue();
    QCOMPARE(log(), QString());
    second.processDue();
    QCOMPARE(log(), QStringLiteral("a"));
}

void tst_DeadlineQueue::deadlineDestroyed()
{
    DeadlineQueue queue(nullptr, m_clock);
    auto a = deadline(QStringLiteral("a"));
    const auto b = deadline(QStringLiteral("b"));
    queue.start(a.get(), 10ms);
    queue.start(b.get(), 10ms);
    a.reset();
    QCOMPARE(queue.count(), 1u);
    advance(queue, 10ms);
    QCOMPARE(log(), QStringLiteral("b"));
}

void tst_DeadlineQueue::deadlineDeletesItself()
{
    DeadlineQueue queue(nullptr, m_clock);
    std::unique_ptr<FunctionDeadline> a;
    a = std::make_unique<FunctionDeadline>([&, text = QStringLiteral("captured, on the heap")] {
        a.reset();
        m_log += text; // the function outlives its deadline
    });
    const auto b = deadline(QStringLiteral("b"));
    queue.start(a.get(), 10ms);
    queue.start(b.get(), 10ms);
    advance(queue, 10ms);
    QCOMPARE(log(), QStringLiteral("captured, on the heap b"));
}

void tst_DeadlineQueue::deadlineDeletesOthers()
{
    DeadlineQueue queue(nullptr, m_clock);
    auto b = deadline(QStringLiteral("b"));
    auto c = deadline(QStringLiteral("c"));
    const auto d = deadline(QStringLiteral("d"));
    FunctionDeadline a([&] {
        b.reset();
        c.reset();
    });
    queue.start(&a, 10ms);
    queue.start(b.get(), 10ms);
    queue.start(c.get(), 20ms);
    queue.start(d.get(), 20ms);
    advance(queue, 20ms);
    QCOMPARE(log(), QStringLiteral("d"));
    QCOMPARE(queue.count(), 0u);
}

void tst_DeadlineQueue::deadlineStopsAndRestartsOthers()
{
    DeadlineQueue queue(nullptr, m_clock);
    const auto b = deadline(QStringLiteral("b"));
    const auto c = deadline(QStringLiteral("c"));
    FunctionDeadline a([&] {
        queue.stop(b.get());
        queue.start(c.get(), 10ms);
    });
    queue.start(&a, 10ms);
    queue.start(b.get(), 10ms);
    queue.start(c.get(), 10ms);
    advance(queue, 10ms);
    QCOMPARE(log(), QString());
    QCOMPARE(queue.count(), 1u);
    advance(queue, 10ms);
    QCOMPARE(log(), QStringLiteral("c"));
}

void tst_DeadlineQueue::deadlineRestartsItself()
{
    DeadlineQueue queue(nullptr, m_clock);
    int fired = 0;
    FunctionDeadline a([&] {
        ++fired;
        queue.start(&a, 0ms);
    });
    queue.start(&a, 0ms);
    queue.processDue();
    QCOMPARE(fired, 1); // the next pass's, not an endless loop
    queue.processDue();
    QCOMPARE(fired, 2);
}

void tst_DeadlineQueue::deadlineDeletesTheQueue()
{
    auto queue = std::make_unique<DeadlineQueue>(nullptr, m_clock);
    const auto b = deadline(QStringLiteral("b"));
    const auto c = deadline(QStringLiteral("c"));
    FunctionDeadline a([&] { queue.reset(); });
    queue->start(&a, 10ms);
    queue->start(b.get(), 10ms);
    queue->start(c.get(), 20ms);
    m_now += 10ms;
    queue->processDue();
    QVERIFY(!queue);
    QVERIFY(!b->isActive());
    QVERIFY(!c->isActive());
    QCOMPARE(log(), QString());
}

void tst_DeadlineQueue::queueDestroyedFirst()
{
    const auto a = deadline(QStringLiteral("a"));
    const auto b = deadline(QStringLiteral("b"));
    {
        DeadlineQueue queue(nullptr, m_clock);
        queue.start(a.get(), 10ms);
        queue.start(b.get(), 20ms);
    }
    QVERIFY(!a->isActive());
    QVERIFY(!b->isActive());
}

void tst_DeadlineQueue::nestedProcessDue()
{
    DeadlineQueue queue(nullptr, m_clock);
    const auto b = deadline(QStringLiteral("b"));
    const auto c = deadline(QStringLiteral("c"));
    FunctionDeadline a([&] {
        m_now += 10ms;
        queue.processDue();
        m_log += QStringLiteral("a");
    });
    queue.start(&a, 10ms);
    queue.start(b.get(), 10ms);
    queue.start(c.get(), 20ms);
    advance(queue, 10ms);
    QCOMPARE(log(), QStringLiteral("b c a"));
    QCOMPARE(queue.count(), 0u);
}

void tst_DeadlineQueue::timerIsLeftAloneByLaterDeadlines()
{
    DeadlineQueue queue(nullptr, m_clock);
    const auto a = deadline(QStringLiteral("a"));
    const auto b = deadline(QStringLiteral("b"));
    const milliseconds start = m_now;
    queue.start(a.get(), 20s);
    queue.start(b.get(), 25s);
    QCOMPARE(queue.wakeUpTime(), std::optional(start + 20s));
    for (int i = 0; i < 100; ++i) {
        m_now += 100ms;
        queue.start(a.get(), 20s);
        queue.start(b.get(), 25s);
        QCOMPARE(queue.wakeUpTime(), std::optional(start + 20s));
    }
    advance(queue, 10s); // for nothing, once
    QCOMPARE(log(), QString());
    QCOMPARE(queue.wakeUpTime(), std::optional(start + 25s)); // b's lane has not been looked at
    advance(queue, 5s);
    QCOMPARE(queue.wakeUpTime(), std::optional(start + 30s));
    advance(queue, 5s);
    QCOMPARE(log(), QStringLiteral("a"));
    QCOMPARE(queue.wakeUpTime(), std::optional(start + 35s));
}

void tst_DeadlineQueue::timerIsArmedForEarlierDeadline()
{
    DeadlineQueue queue(nullptr, m_clock);
    const auto a = deadline(QStringLiteral("a"));
    const auto b = deadline(QStringLiteral("b"));
    queue.start(a.get(), 20s);
    queue.start(b.get(), 5s);
    QCOMPARE(queue.wakeUpTime(), std::optional(m_now + 5s));
}

void tst_DeadlineQueue::noWakeUpWithoutDeadlines()
{
    DeadlineQueue queue(nullptr, m_clock);
    QVERIFY(!queue.wakeUpTime());
    const auto a = deadline(QStringLiteral("a"));
    queue.start(a.get(), 10ms);
    QVERIFY(queue.wakeUpTime());
    queue.stop(a.get());
    advance(queue, 10ms); // the timer was not stopped for it
    QVERIFY(!queue.wakeUpTime());
}

void tst_DeadlineQueue::emptyLanesGo()
{
    DeadlineQueue queue(nullptr, m_clock);
    const auto a = deadline(QStringLiteral("a"));
    for (int i = 1; i <= 10'000; ++i) {
        queue.start(a.get(), milliseconds(i) + 1h);
        queue.stop(a.get());
        QVERIFY(queue.laneCount() <= 16u);
    }
    advance(queue, 2h);
    QCOMPARE(queue.laneCount(), 0u);
    queue.start(a.get(), 10ms);
    advance(queue, 10ms);
    QCOMPARE(log(), QStringLiteral("a"));
    QCOMPARE(queue.laneCount(), 0u);
}

void tst_DeadlineQueue::manyIntervalsStoppedAtOnce()
{
    DeadlineQueue queue(nullptr, m_clock);
    std::vector<std::unique_ptr<FunctionDeadline>> deadlines;
    for (int i = 0; i < 1'000; ++i) {
        deadlines.push_back(deadline(QString::number(i)));
        queue.start(deadlines.back().get(), milliseconds(1'000 - i));
    }
    QCOMPARE(queue.laneCount(), 1'000u);
    const auto last = std::move(deadlines.front());
    deadlines.clear();
    QVERIFY(queue.laneCount() <= 32u);
    advance(queue, 1s);
    QCOMPARE(log(), QStringLiteral("0"));
}

// Against a model that is a sorted map.
void tst_DeadlineQueue::randomOperations()
{
    QRandomGenerator random(4711);
    DeadlineQueue queue(nullptr, m_clock);
    std::vector<std::unique_ptr<FunctionDeadline>> deadlines;
    std::map<int, milliseconds> model;
    bool agree = true;
    for (int i = 0; i < 50; ++i) {
        deadlines.push_back(std::make_unique<FunctionDeadline>([&, i] {
            agree &= model.contains(i) && model[i] <= m_now;
            model.erase(i);
        }));
    }
    for (int step = 0; step < 20'000; ++step) {
        const int i = random.bounded(50);
        switch (random.bounded(4)) {
        case 0:
        case 1: {
            const milliseconds interval(random.bounded(0, random.bounded(2) ? 5 : 500));
            queue.start(deadlines[i].get(), interval);
            model[i] = m_now + interval;
            break;
        }
        case 2:
            queue.stop(deadlines[i].get());
            model.erase(i);
            break;
        default:
            advance(queue, milliseconds(random.bounded(10)));
            for (const auto &entry : model)
                agree &= entry.second > m_now;
        }
        QVERIFY(agree);
        QCOMPARE(queue.count(), model.size());
        for (const auto &entry : model)
            agree &= queue.wakeUpTime() && *queue.wakeUpTime() <= entry.second;
    }
}

void tst_DeadlineQueue::realClock()
{
    DeadlineQueue queue;
    const auto a = deadline(QStringLiteral("a"));
    const auto b = deadline(QStringLiteral("b"));
    const auto c = deadline(QStringLiteral("c"));
    queue.start(a.get(), 60ms); // coarse
    queue.start(b.get(), 0ms);
    queue.start(c.get(), 20ms);
    QTRY_COMPARE(log(), QStringLiteral("b c a"));
}

void tst_DeadlineQueue::realClockNestedEventLoop()
{
    DeadlineQueue queue;
    QEventLoop loop;
    const auto b = deadline(QStringLiteral("b"));
    FunctionDeadline c([&] { loop.quit(); });
    FunctionDeadline a([&] {
        queue.start(&c, 1ms);
        loop.exec();
        m_log += QStringLiteral("a");
    });
    queue.start(&a, 0ms);
    queue.start(b.get(), 0ms);
    QTRY_COMPARE(log(), QStringLiteral("b a"));
}

void tst_DeadlineQueue::otherTimerEventsPassThrough()
{
    DeadlineQueue queue;
    const auto a = deadline(QStringLiteral("a"));
    queue.start(a.get(), 0ms);
    QTimerEvent event(-1);
    QCoreApplication::sendEvent(&queue, &event);
    QCOMPARE(log(), QString());
}

QTEST_GUILESS_MAIN(tst_DeadlineQueue)
#include "tst_deadlinequeue.moc"
