// SPDX-License-Identifier: MIT
#include "dispatchertest.h"
#include "shared/waitfor.h"

#include <QtCore/QBasicTimer>
#include <QtCore/QElapsedTimer>
#include <QtCore/QThread>

#include <memory>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_EpollEventDispatcher_Timers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void fires_data();
    void fires();
    void singleShots();
    void remainingTime();
    void registeredTimers();
    void invalidArguments();
    void restartedInHandler();
    void stoppedInHandler();
    void objectDeletedInHandler();
    void nestedLoop();
    void longHandlerInNestedLoop();
    void zeroTimerFiresOncePerTurn();
    void zeroTimersStarveNobody();
    void excludedTimers();
    void returnValues();
    void sleepsBetween();
    void steady();
    void moveToThread();
    void manyTimers();
};

namespace {
QAbstractEventDispatcher *dispatcher()
{
    return QCoreApplication::eventDispatcher();
}

// Calls a function with the timer's id.
struct TimerObject : QObject
{
    std::function<void(int)> handler = [](int) {};
    QList<int> fired;

protected:
    void timerEvent(QTimerEvent *event) override
    {
        fired.append(event->timerId());
        handler(event->timerId());
    }
};
} // namespace

void tst_EpollEventDispatcher_Timers::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    settle();
}

void tst_EpollEventDispatcher_Timers::fires_data()
{
    QTest::addColumn<Qt::TimerType>("type");
    QTest::addColumn<int>("interval");
    QTest::addColumn<int>("early"); // Qt's own may be
    QTest::newRow("precise") << Qt::PreciseTimer << 20 << 0;
    QTest::newRow("precise, 1 ms") << Qt::PreciseTimer << 1 << 0;
    QTest::newRow("coarse") << Qt::CoarseTimer << 20 << 1;
    QTest::newRow("coarse, 100 ms") << Qt::CoarseTimer << 100 << 5;
    QTest::newRow("very coarse") << Qt::VeryCoarseTimer << 600 << 500;
}

void tst_EpollEventDispatcher_Timers::fires()
{
    QFETCH(const Qt::TimerType, type);
    QFETCH(const int, interval);
    QFETCH(const int, early);
    QTimer timer;
    timer.setTimerType(type);
    int count = 0;
    connect(&timer, &QTimer::timeout, this, [&count] { ++count; });
    QElapsedTimer elapsed;
    elapsed.start();
    timer.start(interval);
    QVERIFY(timer.isActive());
    while (count == 0)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY(elapsed.nsecsElapsed() >= qint64(interval - (isControl() ? early : 0)) * 1'000'000);
    QVERIFY(waitFor([&] { return count >= 3; }));
    timer.stop();
    QVERIFY(turnsWithin(std::chrono::milliseconds(qMin(interval, 30))) < 20);
    QVERIFY(count < 5);
}

void tst_EpollEventDispatcher_Timers::singleShots()
{
    QStringList log;
    const auto append = [&log](const char *name) {
        return [&log, name] { log.append(QLatin1StringView(name)); };
    };
    QTimer::singleShot(30ms, Qt::PreciseTimer, this, append("30"));
    QTimer::singleShot(10ms, Qt::PreciseTimer, this, append("10"));
    QTimer::singleShot(20ms, Qt::PreciseTimer, this, append("20"));
    QTimer::singleShot(0, this, append("0"));
    QVERIFY(waitFor([&] { return log.size() == 4; }));
    QCOMPARE(log.join(u' '), QStringLiteral("0 10 20 30"));
}

void tst_EpollEventDispatcher_Timers::remainingTime()
{
    QTimer timer;
    QCOMPARE(timer.remainingTime(), -1);
    QCOMPARE(dispatcher()->remainingTime(1'000'000), -1);
    for (const Qt::TimerType type : {Qt::PreciseTimer, Qt::CoarseTimer}) {
        timer.setTimerType(type);
        timer.start(10s);
        QVERIFY(timer.remainingTime() > 9000);
        QVERIFY(timer.remainingTime() <= (isControl() ? 10'500 : 10'000));
    }
    timer.setTimerType(Qt::PreciseTimer);
    timer.start(1ms);
    QThread::msleep(5);
    QCOMPARE(timer.remainingTime(), 0);
    timer.start(std::numeric_limits<int>::max());
    QVERIFY(timer.remainingTime() > std::numeric_limits<int>::max() - 10'000);
    QCoreApplication::processEvents();
}

void tst_EpollEventDispatcher_Timers::registeredTimers()
{
    TimerObject object;
    QVERIFY(dispatcher()->registeredTimers(&object).isEmpty());
    QVERIFY(!dispatcher()->unregisterTimers(&object));
    const int precise = object.startTimer(10s, Qt::PreciseTimer);
    const int coarse = object.startTimer(1s, Qt::CoarseTimer);
    const auto timers = dispatcher()->registeredTimers(&object);
    QCOMPARE(timers.size(), 2);
    for (const auto &info : timers) {
        QCOMPARE(info.interval, info.timerId == precise ? 10'000 : 1000);
        QCOMPARE(info.timerType, info.timerId == precise ? Qt::PreciseTimer : Qt::CoarseTimer);
        QVERIFY(info.timerId == precise || info.timerId == coarse);
    }
    object.killTimer(precise);
    QCOMPARE(dispatcher()->registeredTimers(&object).size(), 1);
    QVERIFY(dispatcher()->unregisterTimers(&object));
    QVERIFY(dispatcher()->registeredTimers(&object).isEmpty());
    QVERIFY(!dispatcher()->unregisterTimer(coarse));
}

void tst_EpollEventDispatcher_Timers::invalidArguments()
{
    if (isControl())
        QSKIP("Qt does not look at them in release builds");
    const QRegularExpression warning(QStringLiteral("invalid arguments"));
    for (const auto &[id, interval, object] : {std::tuple<int, qint64, QObject *>(0, 1, this),
                                               {1'000'000, -1, this},
                                               {1'000'000, 1, nullptr}}) {
        QTest::ignoreMessage(QtWarningMsg, warning);
        dispatcher()->registerTimer(id, interval, Qt::PreciseTimer, object);
        QVERIFY(!dispatcher()->unregisterTimer(id));
    }
}

void tst_EpollEventDispatcher_Timers::restartedInHandler()
{
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QElapsedTimer elapsed;
    QList<qint64> times;
    connect(&timer, &QTimer::timeout, this, [&] {
        times.append(elapsed.elapsed());
        timer.start(20ms);
    });
    elapsed.start();
    timer.start(1ms);
    QVERIFY(waitFor([&] { return times.size() >= 3; }));
    QVERIFY(times[1] >= times[0] + 20 && times[2] >= times[1] + 20);
}

void tst_EpollEventDispatcher_Timers::stoppedInHandler()
{
    TimerObject object;
    const int first = object.startTimer(5ms, Qt::PreciseTimer);
    const int second = object.startTimer(5ms, Qt::PreciseTimer);
    object.handler = [&](int) {
        object.killTimer(first); // one's own, and the one that is due, too
        object.killTimer(second);
    };
    QThread::msleep(10);
    QVERIFY(waitFor([&] { return !object.fired.isEmpty(); }));
    QVERIFY(turnsWithin(20ms) < 20);
    QCOMPARE(object.fired, QList<int>{first});
}

void tst_EpollEventDispatcher_Timers::objectDeletedInHandler()
{
    auto *object = new TimerObject;
    int calls = 0;
    for (int i = 0; i < 10; ++i)
        object->startTimer(1ms, Qt::PreciseTimer);
    object->handler = [&](int) {
        ++calls;
        delete object;
    };
    QThread::msleep(5);
    QVERIFY(waitFor([&] { return calls > 0; }));
    QVERIFY(turnsWithin(20ms) < 20);
    QCOMPARE(calls, 1);
}

// A timer whose handler runs an event loop does not fire there, the others do.
void tst_EpollEventDispatcher_Timers::nestedLoop()
{
    TimerObject object;
    const int outer = object.startTimer(2ms, Qt::PreciseTimer);
    const int inner = object.startTimer(5ms, Qt::PreciseTimer);
    int depth = 0;
    object.handler = [&](int id) {
        if (id != outer)
            return;
        QCOMPARE(depth++, 0);
        const auto innerCount = object.fired.count(inner);
        QVERIFY(waitFor([&] { return object.fired.count(inner) >= innerCount + 3; }));
        --depth;
    };
    QVERIFY(waitFor([&] { return object.fired.count(outer) >= 2; }));
}

void tst_EpollEventDispatcher_Timers::longHandlerInNestedLoop()
{
    TimerObject object;
    const int id = object.startTimer(1ms, Qt::PreciseTimer);
    int turns = 0;
    object.handler = [&](int) {
        if (object.fired.size() == 1)
            turns = turnsWithin(50ms); // overdue all the time, and nothing to wake up for
    };
    QVERIFY(waitFor([&] { return object.fired.size() >= 3; }));
    QVERIFY2(turns < 20, qPrintable(QString::number(turns)));
    object.killTimer(id);
}

void tst_EpollEventDispatcher_Timers::zeroTimerFiresOncePerTurn()
{
    TimerObject object;
    object.startTimer(0);
    object.startTimer(0);
    for (int turn = 1; turn <= 5; ++turn) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCOMPARE(object.fired.size(), 2 * turn);
    }
}

void tst_EpollEventDispatcher_Timers::zeroTimersStarveNobody()
{
    const SocketPair pair;
    pair.send();
    TimerObject object;
    QTimer zero;
    zero.start(0);
    connect(&zero, &QTimer::timeout, this, [&] { // posts and starts without end
        QMetaObject::invokeMethod(
            &object, [] {}, Qt::QueuedConnection);
        zero.start(0);
    });
    Watch watch(pair.here());
    object.startTimer(1ms, Qt::PreciseTimer);
    QVERIFY(waitFor([&] { return watch.count >= 10 && object.fired.size() >= 3; }));
}

void tst_EpollEventDispatcher_Timers::excludedTimers()
{
    TimerObject object;
    object.startTimer(1ms, Qt::PreciseTimer);
    QThread::msleep(5);
    dispatcher()->processEvents(QEventLoop::X11ExcludeTimers);
    QCOMPARE(object.fired.size(), 0);
    dispatcher()->processEvents({});
    QCOMPARE(object.fired.size(), 1);
}

void tst_EpollEventDispatcher_Timers::returnValues()
{
    while (dispatcher()->processEvents({})) { }
    TimerObject object;
    const int zero = object.startTimer(0);
    QVERIFY(!dispatcher()->processEvents({})); // or loops until nothing is left would not end
    QCOMPARE(object.fired.size(), 1);
    object.killTimer(zero);
    object.startTimer(1ms, Qt::PreciseTimer);
    QVERIFY(dispatcher()->processEvents(QEventLoop::WaitForMoreEvents));
}

void tst_EpollEventDispatcher_Timers::sleepsBetween()
{
    TimerObject object;
    object.startTimer(10ms, Qt::PreciseTimer);
    const int turns = turnsWithin(100ms);
    QVERIFY2(turns <= 2 * object.fired.size() + 10, qPrintable(QString::number(turns)));
}

void tst_EpollEventDispatcher_Timers::steady()
{
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QElapsedTimer elapsed;
    int count = 0;
    connect(&timer, &QTimer::timeout, this, [&] {
        ++count;
        QVERIFY(elapsed.nsecsElapsed() >= count * 5'000'000LL); // never ahead of its time
    });
    elapsed.start();
    timer.start(5ms);
    QVERIFY(waitFor([&] { return count >= 40; }));
}

void tst_EpollEventDispatcher_Timers::moveToThread()
{
    QThread thread;
    if (!isControl())
        thread.setEventDispatcher(new EpollEventDispatcher);
    thread.start();
    std::atomic<QThread *> firedIn = nullptr;
    auto *object = new TimerObject;
    object->handler = [&](int) { firedIn = QThread::currentThread(); };
    object->startTimer(5ms);
    connect(&thread, &QThread::finished, object, &QObject::deleteLater);
    object->moveToThread(&thread);
    QVERIFY(waitFor([&] { return firedIn != nullptr; }));
    QCOMPARE(firedIn.load(), &thread);
    thread.quit();
    QVERIFY(thread.wait());
}

void tst_EpollEventDispatcher_Timers::manyTimers()
{
    constexpr int count = 20'000;
    QObject context;
    int fired = 0;
    std::vector<std::unique_ptr<QTimer>> timers;
    for (int i = 0; i < count; ++i) {
        timers.push_back(std::make_unique<QTimer>());
        timers.back()->setSingleShot(true);
        connect(timers.back().get(), &QTimer::timeout, &context, [&fired] { ++fired; });
        timers.back()->start(10 + i % 50);
    }
    for (int i = 0; i < count; i += 2)
        timers[std::size_t(i)]->start(1h); // restarted before it fires
    QVERIFY(waitFor([&] { return fired == count / 2; }));
    timers.clear();
    TimerObject object;
    for (int i = 0; i < count; ++i)
        object.startTimer(1h);
    QVERIFY(dispatcher()->unregisterTimers(&object));
    QCOMPARE(fired, count / 2);
}

int main(int argc, char **argv)
{
    return runWithDispatcher<tst_EpollEventDispatcher_Timers>(argc, argv);
}

#include "tst_epolleventdispatcher_timers.moc"
