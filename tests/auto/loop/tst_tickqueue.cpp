// SPDX-License-Identifier: MIT
#include "loop/tickqueue_p.h"

#include <QtCore/QEventLoop>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <array>
#include <functional>
#include <memory>

using namespace QSocketIo;

namespace {
void turn()
{
    QCoreApplication::sendPostedEvents();
}

// Counts the events an object gets.
class EventCounter : public QObject
{
public:
    explicit EventCounter(QObject *watched) { watched->installEventFilter(this); }
    int count = 0;

    bool eventFilter(QObject *, QEvent *) override
    {
        ++count;
        return false;
    }
};
} // namespace

class tst_TickQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void tickStoresSmallCallablesInline();
    void tickMovesAndDestroys_data();
    void tickMovesAndDestroys();
    void tickTakesMoveOnlyAndMutableCallables();
    void emptyTick();

    void runsLaterInOrder();
    void oneEventPerBatch();
    void tasksOfTasksRunInTheSamePass();
    void endlessTasksDoNotStarveTheLoop();
    void manyTasksRunInSeveralPasses();
    void runPendingNow();
    void nestedEventLoopRunsTheRest();
    void nestedEventLoopRunsNewTasks();
    void deletingTheQueueDropsTasks();
    void taskDeletesTheQueue();
    void droppedTaskPostsToTheQueue();
    void otherEventsPassThrough();
};

void tst_TickQueue::tickStoresSmallCallablesInline()
{
    const auto small = [bytes = std::array<char, 64>()] { Q_UNUSED(bytes); };
    const auto large = [bytes = std::array<char, 65>()] { Q_UNUSED(bytes); };
    QVERIFY(Tick::isInline<decltype(small)>);
    QVERIFY(!Tick::isInline<decltype(large)>);
}

void tst_TickQueue::tickMovesAndDestroys_data()
{
    QTest::addColumn<bool>("inlineStorage");
    QTest::newRow("inline") << true;
    QTest::newRow("heap") << false;
}

void tst_TickQueue::tickMovesAndDestroys()
{
    QFETCH(bool, inlineStorage);
    const auto shared = std::make_shared<int>(0);
    {
        Tick first;
        if (inlineStorage)
            first = Tick([shared] { ++*shared; });
        else
            first = Tick([shared, filler = std::array<char, 100>()] {
                Q_UNUSED(filler);
                ++*shared;
            });
        QCOMPARE(shared.use_count(), 2);
        Tick second(std::move(first));
        QVERIFY(!first); // NOLINT(bugprone-use-after-move)
        QVERIFY(second);
        Tick third([shared] { *shared += 100; });
        QCOMPARE(shared.use_count(), 3);
        third = std::move(second);
        QCOMPARE(shared.use_count(), 2);
        third();
        third();
        QCOMPARE(*shared, 2);
    }
    QCOMPARE(shared.use_count(), 1);
}

void tst_TickQueue::tickTakesMoveOnlyAndMutableCallables()
{
    int result = 0;
    Tick tick([value = std::make_unique<int>(1), &result]() mutable { result = ++*value; });
    tick();
    tick();
    QCOMPARE(result, 3);
    const std::function<int()> function = [&] { return result = 7; };
    Tick copy(function);
    copy();
    QCOMPARE(result, 7);
}

void tst_TickQueue::emptyTick()
{
    Tick empty;
    QVERIFY(!empty);
    Tick moved(std::move(empty));
    QVERIFY(!moved);
}

void tst_TickQueue::runsLaterInOrder()
{
    QList<int> log;
    TickQueue queue;
    for (int i = 0; i < 5; ++i)
        queue.post([&log, i] { log += i; });
    QVERIFY(log.isEmpty());
    QCOMPARE(queue.count(), 5u);
    turn();
    QCOMPARE(log, QList<int>({0, 1, 2, 3, 4}));
    QCOMPARE(queue.count(), 0u);
}

void tst_TickQueue::oneEventPerBatch()
{
    TickQueue queue;
    EventCounter counter(&queue);
    int ran = 0;
    queue.post([&] { ++ran; });
    turn();
    QCOMPARE(ran, 1);
    QCOMPARE(counter.count, 1);
    for (int i = 0; i < 100; ++i)
        queue.post([&] { ++ran; });
    turn();
    QCOMPARE(ran, 101);
    QCOMPARE(counter.count, 2);
    turn(); // at most one event for nested loops that did not come
    turn();
    turn();
    QVERIFY(counter.count <= 3);
}

void tst_TickQueue::tasksOfTasksRunInTheSamePass()
{
    QStringList log;
    TickQueue queue;
    queue.post([&] {
        log += QStringLiteral("a");
        queue.post([&] {
            log += QStringLiteral("a2");
            queue.post([&] { log += QStringLiteral("a3"); });
        });
    });
    queue.post([&] { log += QStringLiteral("b"); });
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("a b a2 a3"));
}

void tst_TickQueue::endlessTasksDoNotStarveTheLoop()
{
    std::size_t ran = 0;
    TickQueue queue;
    std::function<void()> again = [&] {
        ++ran;
        queue.post(again);
    };
    queue.post(again);
    turn();
    QCOMPARE(ran, TickQueue::maxTasksPerPass);
    QCOMPARE(queue.count(), 1u);
    turn();
    QCOMPARE(ran, 2 * TickQueue::maxTasksPerPass);
}

void tst_TickQueue::manyTasksRunInSeveralPasses()
{
    const std::size_t total = 5 * TickQueue::maxTasksPerPass / 2;
    std::size_t ran = 0;
    bool inOrder = true;
    TickQueue queue;
    for (std::size_t i = 0; i < total; ++i)
        queue.post([&, i] { inOrder &= ran++ == i; });
    turn();
    QCOMPARE(ran, TickQueue::maxTasksPerPass);
    turn();
    QCOMPARE(ran, 2 * TickQueue::maxTasksPerPass);
    turn();
    QCOMPARE(ran, total);
    QVERIFY(inOrder);
    QCOMPARE(queue.count(), 0u);
}

void tst_TickQueue::runPendingNow()
{
    int ran = 0;
    TickQueue queue;
    queue.runPending();
    queue.post([&] { ++ran; });
    queue.runPending();
    QCOMPARE(ran, 1);
    turn();
    QCOMPARE(ran, 1);
}

void tst_TickQueue::nestedEventLoopRunsTheRest()
{
    QStringList log;
    TickQueue queue;
    QEventLoop loop;
    queue.post([&] {
        loop.exec();
        log += QStringLiteral("a");
    });
    queue.post([&] { log += QStringLiteral("b"); });
    queue.post([&] { loop.quit(); });
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("b a"));
    QCOMPARE(queue.count(), 0u);
}

void tst_TickQueue::nestedEventLoopRunsNewTasks()
{
    QStringList log;
    TickQueue queue;
    QEventLoop loop;
    queue.post([&] {
        QMetaObject::invokeMethod(
            &loop,
            [&] {
                queue.post([&] {
                    log += QStringLiteral("b");
                    loop.quit();
                });
            },
            Qt::QueuedConnection);
        loop.exec();
        log += QStringLiteral("a");
    });
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("b a"));
}

void tst_TickQueue::deletingTheQueueDropsTasks()
{
    const auto held = std::make_shared<int>(0);
    {
        TickQueue queue;
        queue.post([held] { ++*held; });
        QCOMPARE(held.use_count(), 2);
    }
    turn();
    QCOMPARE(*held, 0);
    QCOMPARE(held.use_count(), 1);
}

void tst_TickQueue::taskDeletesTheQueue()
{
    QStringList log;
    auto queue = std::make_unique<TickQueue>();
    queue->post([&] {
        log += QStringLiteral("a");
        queue.reset();
    });
    queue->post([&] { log += QStringLiteral("b"); });
    turn();
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("a"));
}

void tst_TickQueue::droppedTaskPostsToTheQueue()
{
    bool ran = false;
    auto queue = std::make_unique<TickQueue>();
    TickQueue *raw = queue.get();
    std::shared_ptr<int> poster(new int(0), [&ran, raw](int *value) {
        delete value;
        raw->post([&ran] { ran = true; });
    });
    queue->post([poster] {});
    poster.reset();
    queue.reset();
    turn();
    QVERIFY(!ran);
}

void tst_TickQueue::otherEventsPassThrough()
{
    TickQueue queue;
    bool ran = false;
    queue.post([&] { ran = true; });
    QEvent event(QEvent::User);
    QCoreApplication::sendEvent(&queue, &event);
    QVERIFY(!ran);
}

QTEST_GUILESS_MAIN(tst_TickQueue)
#include "tst_tickqueue.moc"
