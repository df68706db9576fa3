// SPDX-License-Identifier: MIT
#include "loop/timerheap_p.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtCore/QTimerEvent>
#include <QtTest/QTest>

#include <map>
#include <memory>

using namespace QSocketIo;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

class tst_TimerHeap : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void firesInOrderOfTime();
    void equalTimesFireInOrderOfStart();
    void repeatsWithoutDrift();
    void doesNotCatchUp();
    void withoutInterval();
    void oncePerPass();
    void coarseness_data();
    void coarseness();
    void coarseDoesNotDrift();
    void coarseTimersMeet();
    void timeToWaitIsRoundedUp();
    void remainingTime();
    void hugeInterval();

    void stop();
    void stopAll();
    void timers();
    void handlerStopsItself();
    void handlerStopsOthers();
    void handlerStopsAndStartsItsId();
    void handlerStartsOthers();
    void nestedPass();
    void randomOperations();

protected:
    void timerEvent(QTimerEvent *event) override
    {
        m_log.append(QString::number(event->timerId()));
        if (const auto handler = m_handlers.find(event->timerId()); handler != m_handlers.end())
            std::function<void()>(handler->second)();
    }

private:
    QString fired(nanoseconds after)
    {
        m_now += after;
        m_heap->fireDue();
        return std::exchange(m_log, {}).join(u' ');
    }
    void start(int id, milliseconds interval, Qt::TimerType type = Qt::PreciseTimer)
    {
        m_heap->start(id, interval, type, this);
    }

    nanoseconds m_now{};
    std::unique_ptr<TimerHeap> m_heap;
    std::map<int, std::function<void()>> m_handlers;
    QStringList m_log;
};

void tst_TimerHeap::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_now = 1'000s;
    m_heap = std::make_unique<TimerHeap>([this] { return m_now; });
    m_handlers.clear();
    m_log.clear();
}

void tst_TimerHeap::cleanup()
{
    m_heap.reset();
}

void tst_TimerHeap::firesInOrderOfTime()
{
    start(1, 30ms);
    start(2, 10ms);
    start(3, 20ms);
    QCOMPARE(fired(9'999'999ns), QString());
    QCOMPARE(fired(1ns), QStringLiteral("2"));
    QCOMPARE(fired(25ms), QStringLiteral("3 2 1")); // 2 again, for 20 ms
}

void tst_TimerHeap::equalTimesFireInOrderOfStart()
{
    for (const int id : {5, 3, 9, 1})
        start(id, 10ms);
    QCOMPARE(fired(10ms), QStringLiteral("5 3 9 1"));
    QCOMPARE(fired(10ms), QStringLiteral("5 3 9 1"));
}

void tst_TimerHeap::repeatsWithoutDrift()
{
    start(1, 10ms);
    const nanoseconds begin = m_now;
    for (int i = 1; i <= 1000; ++i) {
        m_now = begin + i * 10ms + 900us; // always late
        QCOMPARE(fired(0ns), QStringLiteral("1"));
    }
    QCOMPARE(m_heap->timeToWait(), 10ms); // 9.1
}

void tst_TimerHeap::doesNotCatchUp()
{
    start(1, 10ms);
    QCOMPARE(fired(35ms), QStringLiteral("1"));
    QCOMPARE(fired(0ns), QString());
    QCOMPARE(m_heap->timeToWait(), 10ms);
}

void tst_TimerHeap::withoutInterval()
{
    start(1, 0ms);
    start(2, 0ms, Qt::VeryCoarseTimer);
    start(3, 10ms);
    QCOMPARE(m_heap->timeToWait(), 0ms);
    QCOMPARE(m_heap->fireDue(), 0);
    QCOMPARE(fired(0ns), QStringLiteral("1 2 1 2"));
    m_now += 10ms;
    QCOMPARE(m_heap->fireDue(), 1);
    QCOMPARE(fired(0ns), QStringLiteral("1 2 3 1 2"));
}

void tst_TimerHeap::oncePerPass()
{
    start(1, 1ms);
    m_handlers[1] = [this] { m_now += 5ms; }; // due again when its handler has run
    QCOMPARE(fired(1ms), QStringLiteral("1"));
    QCOMPARE(m_heap->timeToWait(), 0ms);
    QCOMPARE(fired(0ms), QStringLiteral("1"));
}

void tst_TimerHeap::coarseness_data()
{
    QTest::addColumn<Qt::TimerType>("type");
    QTest::addColumn<milliseconds>("interval");
    QTest::addColumn<milliseconds>("latest");
    QTest::addColumn<milliseconds>("grid");
    const auto add
        = [](const char *name, Qt::TimerType type, milliseconds interval, milliseconds latest,
             milliseconds grid) { QTest::newRow(name) << type << interval << latest << grid; };
    add("precise", Qt::PreciseTimer, 5s, 0ms, 0ms);
    add("coarse, short", Qt::CoarseTimer, 19ms, 0ms, 0ms);
    add("coarse, 20 ms", Qt::CoarseTimer, 20ms, 1ms, 1ms);
    add("coarse, 100 ms", Qt::CoarseTimer, 100ms, 5ms, 5ms);
    add("coarse, 1 s", Qt::CoarseTimer, 1s, 50ms, 50ms);
    add("coarse, 7 s", Qt::CoarseTimer, 7s, 350ms, 100ms);
    add("coarse, 19.9 s", Qt::CoarseTimer, 19'900ms, 995ms, 500ms);
    add("coarse, 20 s", Qt::CoarseTimer, 20s, 1s, 1s);
    add("coarse, 1 h", Qt::CoarseTimer, 1h, 1s, 1s);
    add("very coarse, 100 ms", Qt::VeryCoarseTimer, 100ms, 1s, 1s);
    add("very coarse, 5 s", Qt::VeryCoarseTimer, 5s, 1s, 1s);
}

void tst_TimerHeap::coarseness()
{
    QFETCH(const Qt::TimerType, type);
    QFETCH(const milliseconds, interval);
    QFETCH(const milliseconds, latest);
    QFETCH(const milliseconds, grid);
    for (int i = 1; i <= 200; ++i) {
        m_now += 7'654'321ns;
        start(i, interval, type);
        const nanoseconds begin = m_now;
        QCOMPARE(fired(interval - 1ns), QString());
        m_now = begin + interval;
        if (grid > 0ms && m_now % grid != 0ns)
            m_now += grid - m_now % grid;
        QVERIFY(m_now - begin - interval <= latest);
        QCOMPARE(fired(-1ns), QString());
        QCOMPARE(fired(1ns), QString::number(i));
        QVERIFY(m_heap->stop(i));
    }
}

void tst_TimerHeap::coarseDoesNotDrift()
{
    start(1, 1010ms, Qt::CoarseTimer);
    const nanoseconds begin = m_now;
    for (int i = 1; i <= 200; ++i) {
        const nanoseconds ideal = begin + i * 1010ms;
        m_now = ideal - 1ns;
        QCOMPARE(fired(0ns), QString());
        m_now = ideal + 50ms;
        QCOMPARE(fired(0ns), QStringLiteral("1"));
    }
}

void tst_TimerHeap::coarseTimersMeet()
{
    for (int i = 1; i <= 1000; ++i) {
        start(i, 1000ms + milliseconds(i % 7), Qt::CoarseTimer);
        m_now += 40us;
    }
    int wakeUps = 0;
    for (int count = 0; count < 1000; ++wakeUps) {
        m_now += *m_heap->timeToWait();
        count += m_heap->fireDue();
    }
    QVERIFY2(wakeUps <= 3, qPrintable(QString::number(wakeUps)));
}

void tst_TimerHeap::timeToWaitIsRoundedUp()
{
    QVERIFY(!m_heap->timeToWait());
    start(1, 10ms);
    QCOMPARE(m_heap->timeToWait(), 10ms);
    m_now += 1ns;
    QCOMPARE(m_heap->timeToWait(), 10ms);
    m_now += 9'999'998ns;
    QCOMPARE(m_heap->timeToWait(), 1ms);
    m_now += 1ns;
    QCOMPARE(m_heap->timeToWait(), 0ms);
    m_now += 1s;
    QCOMPARE(m_heap->timeToWait(), 0ms);
}

void tst_TimerHeap::remainingTime()
{
    QVERIFY(!m_heap->remainingTime(1));
    start(1, 10ms);
    start(2, 1000ms, Qt::CoarseTimer);
    QCOMPARE(m_heap->remainingTime(1), 10ms);
    m_now += 3'100us;
    QCOMPARE(m_heap->remainingTime(1), 7ms); // 6.9
    QCOMPARE(m_heap->remainingTime(2), 997ms);
    m_now += 1s;
    QCOMPARE(m_heap->remainingTime(1), 0ms);
    m_handlers[1] = [this] { QCOMPARE(m_heap->remainingTime(1), 10ms); };
    QCOMPARE(fired(0ns), QStringLiteral("1 2"));
}

void tst_TimerHeap::hugeInterval()
{
    start(1, milliseconds(std::numeric_limits<qint64>::max()));
    QCOMPARE(fired(24h * 365), QString());
    QVERIFY(*m_heap->timeToWait() > 24h * 365);
}

void tst_TimerHeap::stop()
{
    QVERIFY(!m_heap->stop(1));
    start(1, 10ms);
    start(2, 10ms);
    QVERIFY(m_heap->stop(1));
    QVERIFY(!m_heap->stop(1));
    QCOMPARE(fired(10ms), QStringLiteral("2"));
}

void tst_TimerHeap::stopAll()
{
    QObject other;
    QVERIFY(!m_heap->stopAll(this));
    for (int id = 1; id <= 6; ++id)
        m_heap->start(id, 10ms, Qt::PreciseTimer, id % 2 ? this : &other);
    QVERIFY(m_heap->stop(3));
    QVERIFY(m_heap->stopAll(&other));
    QVERIFY(!m_heap->stopAll(&other));
    QCOMPARE(fired(10ms), QStringLiteral("1 5"));
    QVERIFY(m_heap->stopAll(this));
    QVERIFY(!m_heap->timeToWait());
}

void tst_TimerHeap::timers()
{
    start(1, 10ms);
    start(2, 70s, Qt::CoarseTimer);
    start(3, 100ms, Qt::VeryCoarseTimer);
    std::map<int, std::pair<int, Qt::TimerType>> found;
    for (const QAbstractEventDispatcher::TimerInfo &info : m_heap->timers(this))
        found[info.timerId] = {info.interval, info.timerType};
    const decltype(found) expected{{1, {10, Qt::PreciseTimer}},
                                   {2, {70'000, Qt::CoarseTimer}},
                                   {3, {100, Qt::VeryCoarseTimer}}};
    QVERIFY(found == expected);
    QVERIFY(m_heap->timers(nullptr).isEmpty());
}

void tst_TimerHeap::handlerStopsItself()
{
    start(1, 10ms);
    m_handlers[1] = [this] {
        QVERIFY(m_heap->stop(1));
        QVERIFY(!m_heap->stop(1));
    };
    QCOMPARE(fired(10ms), QStringLiteral("1"));
    QVERIFY(!m_heap->timeToWait());
}

void tst_TimerHeap::handlerStopsOthers()
{
    for (const int id : {1, 2, 3, 4})
        start(id, 10ms);
    m_handlers[1] = [this] { m_heap->stop(3); };
    m_handlers[2] = [this] { m_heap->stop(1); };
    QCOMPARE(fired(10ms), QStringLiteral("1 2 4"));
    QCOMPARE(fired(10ms), QStringLiteral("2 4"));
}

// As QTimer::start() does, where the id happens to be the same.
void tst_TimerHeap::handlerStopsAndStartsItsId()
{
    start(1, 10ms);
    m_handlers[1] = [this] {
        m_heap->stop(1);
        start(1, 50ms);
    };
    QCOMPARE(fired(10ms), QStringLiteral("1"));
    QCOMPARE(m_heap->timeToWait(), 50ms);
    QCOMPARE(fired(49ms), QString());
    QCOMPARE(fired(1ms), QStringLiteral("1"));
}

void tst_TimerHeap::handlerStartsOthers()
{
    start(1, 10ms);
    start(2, 10ms);
    m_handlers[1] = [this] {
        if (!m_heap->remainingTime(3))
            start(3, 0ms); // not in this pass
    };
    QCOMPARE(fired(10ms), QStringLiteral("1 2"));
    QCOMPARE(fired(0ms), QStringLiteral("3"));
}

void tst_TimerHeap::nestedPass()
{
    start(1, 10ms);
    start(2, 10ms);
    start(3, 0ms);
    m_handlers[1] = [this] {
        QCOMPARE(m_heap->timeToWait(), 0ms);
        m_log.append(QStringLiteral("("));
        m_now += 5ms;
        m_heap->fireDue(); // not the one whose handler this is
        m_heap->stop(3);
        QCOMPARE(m_heap->timeToWait(), 5ms);
        m_log.append(QStringLiteral(")"));
    };
    QCOMPARE(fired(10ms), QStringLiteral("3 1 ( 2 3 )"));
}

// Against a list that is searched.
void tst_TimerHeap::randomOperations()
{
    QRandomGenerator random(7);
    std::map<int, std::pair<nanoseconds, milliseconds>> model; // time, interval
    for (int round = 0; round < 20'000; ++round) {
        const int id = 1 + int(random.bounded(200U));
        QCOMPARE(m_heap->stop(id), model.erase(id) == 1);
        if (random.bounded(4U) > 0) {
            const milliseconds interval(1 + int(random.bounded(500U)));
            start(id, interval);
            model[id] = {m_now + interval, interval};
        }
        if (random.bounded(10U) == 0)
            m_now += milliseconds(int(random.bounded(30U)));
        std::vector<std::pair<nanoseconds, int>> due;
        for (auto &[modelId, timer] : model) {
            if (timer.first > m_now)
                continue;
            due.emplace_back(timer.first, modelId);
            timer.first += timer.second;
            if (timer.first < m_now)
                timer.first = m_now + timer.second;
        }
        m_heap->fireDue();
        const QStringList log = std::exchange(m_log, {});
        QCOMPARE(std::size_t(log.size()), due.size());
        std::stable_sort(due.begin(), due.end(),
                         [](const auto &a, const auto &b) { return a.first < b.first; });
        std::map<nanoseconds, QStringList> groups; // equal times in any order here
        for (qsizetype i = 0; i < log.size(); ++i)
            groups[due[std::size_t(i)].first].append(log[i]);
        for (const auto &[time, modelId] : due)
            QVERIFY(groups[time].contains(QString::number(modelId)));
    }
}

QTEST_GUILESS_MAIN(tst_TimerHeap)
#include "tst_timerheap.moc"
