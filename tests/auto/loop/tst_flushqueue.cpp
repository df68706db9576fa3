// SPDX-License-Identifier: MIT
#include "loop/flushqueue_p.h"

#include <QtCore/QEventLoop>
#include <QtCore/QRegularExpression>
#include <QtCore/QTimer>
#include <QtTest/QTest>

#include <functional>
#include <memory>

using namespace QSocketIo;

namespace {
class Writer : public Flushable
{
public:
    Writer(QStringList &log, const QString &name)
        : m_log(log)
        , m_name(name)
    { }
    std::function<void()> action;
    bool tellsWhenNext = false;

protected:
    void flushNow() override
    {
        m_log += m_name;
        const auto copy = action;
        if (copy)
            copy();
    }

    void flushIsNext() const override
    {
        if (tellsWhenNext)
            m_log += m_name + QStringLiteral(" is next");
    }

private:
    QStringList &m_log;
    QString m_name;
};

// One round of posted events, as an event loop sends them at the begin of a turn.
void turn()
{
    QCoreApplication::sendPostedEvents();
}
} // namespace

class tst_FlushQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void flushesOncePerTurn();
    void flushesBehindEventsOfNormalPriority();
    void flushesInTheOrderOfScheduling();
    void tellsWhoIsNext();
    void cancelled();
    void cancelThenScheduleAgain();
    void destroyedFlushableLeaves();
    void movesToAnotherQueue();
    void schedulesItselfForTheNextTurn();
    void schedulesAnotherForTheSameTurn();
    void secondRoundMayBeCancelled();
    void deletesItselfAndOthers();
    void deletesTheQueue();
    void flushAllNow();
    void nestedEventLoopFlushesTheRest();
    void nestedFlushAllBeginsANewRound();
    void queueDestroyedBeforeFlushables();
    void otherEventsPassThrough();
};

void tst_FlushQueue::flushesOncePerTurn()
{
    QStringList log;
    FlushQueue queue;
    Writer a(log, QStringLiteral("a"));
    queue.schedule(&a);
    queue.schedule(&a);
    queue.schedule(&a);
    QVERIFY(log.isEmpty());
    turn();
    QCOMPARE(log, QStringList({QStringLiteral("a")}));
    turn();
    QCOMPARE(log.size(), 1);
    queue.schedule(&a);
    turn();
    QCOMPARE(log.size(), 2);
}

void tst_FlushQueue::flushesBehindEventsOfNormalPriority()
{
    QStringList log;
    FlushQueue queue;
    Writer a(log, QStringLiteral("a"));
    queue.schedule(&a);
    QMetaObject::invokeMethod(
        this, [&] { log += QStringLiteral("posted later"); }, Qt::QueuedConnection);
    turn();
    QCOMPARE(log, QStringList({QStringLiteral("posted later"), QStringLiteral("a")}));
}

void tst_FlushQueue::flushesInTheOrderOfScheduling()
{
    QStringList log;
    FlushQueue queue;
    Writer a(log, QStringLiteral("a"));
    Writer b(log, QStringLiteral("b"));
    Writer c(log, QStringLiteral("c"));
    queue.schedule(&b);
    queue.schedule(&c);
    queue.schedule(&a);
    queue.schedule(&b);
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("b c a"));
}

// Before the one in front of it is flushed, so that its memory can arrive meanwhile. The first one
// is never next, and neither is one that has been cancelled.
void tst_FlushQueue::tellsWhoIsNext()
{
    FlushQueue queue;
    QStringList log;
    Writer a(log, QStringLiteral("a"));
    Writer b(log, QStringLiteral("b"));
    Writer c(log, QStringLiteral("c"));
    for (Writer *writer : {&a, &b, &c}) {
        writer->tellsWhenNext = true;
        queue.schedule(writer);
    }
    queue.cancel(&c);
    turn();
    const QString expected = QStringLiteral("b is next,a,b");
    QCOMPARE(log.join(QLatin1Char(',')), expected);
}

void tst_FlushQueue::cancelled()
{
    QStringList log;
    FlushQueue queue;
    Writer a(log, QStringLiteral("a"));
    Writer b(log, QStringLiteral("b"));
    Writer c(log, QStringLiteral("c"));
    queue.cancel(&a); // not queued: nothing happens
    queue.schedule(&a);
    queue.schedule(&b);
    queue.schedule(&c);
    queue.cancel(&b);
    queue.cancel(&b);
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("a c"));
}

void tst_FlushQueue::cancelThenScheduleAgain()
{
    QStringList log;
    FlushQueue queue;
    Writer a(log, QStringLiteral("a"));
    Writer b(log, QStringLiteral("b"));
    queue.schedule(&a);
    queue.schedule(&b);
    queue.cancel(&a);
    queue.cancel(&b);
    queue.schedule(&a);
    queue.cancel(&a);
    queue.schedule(&b);
    queue.schedule(&a);
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("b a"));
}

void tst_FlushQueue::destroyedFlushableLeaves()
{
    QStringList log;
    FlushQueue queue;
    Writer b(log, QStringLiteral("b"));
    {
        Writer a(log, QStringLiteral("a"));
        queue.schedule(&a);
        queue.schedule(&b);
    }
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("b"));
}

void tst_FlushQueue::movesToAnotherQueue()
{
    QStringList log;
    FlushQueue first;
    FlushQueue second;
    Writer a(log, QStringLiteral("a"));
    first.schedule(&a);
    second.schedule(&a);
    first.flushAll();
    QVERIFY(log.isEmpty());
    second.flushAll();
    QCOMPARE(log.size(), 1);
}

void tst_FlushQueue::schedulesItselfForTheNextTurn()
{
    QStringList log;
    FlushQueue queue;
    Writer a(log, QStringLiteral("a"));
    Writer b(log, QStringLiteral("b"));
    a.action = [&] { queue.schedule(&a); };
    queue.schedule(&a);
    queue.schedule(&b);
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("a b"));
    a.action = {};
    queue.schedule(&b); // behind a, which has waited for longer
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("a b a b"));
    turn();
    QCOMPARE(log.size(), 4);
}

void tst_FlushQueue::schedulesAnotherForTheSameTurn()
{
    QStringList log;
    FlushQueue queue;
    Writer a(log, QStringLiteral("a"));
    Writer b(log, QStringLiteral("b"));
    a.action = [&] { queue.schedule(&b); };
    queue.schedule(&a);
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("a b"));
    turn();
    QCOMPARE(log.size(), 2);
}

void tst_FlushQueue::secondRoundMayBeCancelled()
{
    QStringList log;
    FlushQueue queue;
    Writer a(log, QStringLiteral("a"));
    Writer b(log, QStringLiteral("b"));
    a.action = [&] { queue.schedule(&a); };
    b.action = [&] { queue.cancel(&a); };
    queue.schedule(&a);
    queue.schedule(&b);
    turn();
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("a b"));
}

void tst_FlushQueue::deletesItselfAndOthers()
{
    QStringList log;
    FlushQueue queue;
    auto a = std::make_unique<Writer>(log, QStringLiteral("a"));
    auto b = std::make_unique<Writer>(log, QStringLiteral("b"));
    Writer c(log, QStringLiteral("c"));
    a->action = [&] {
        b.reset();
        a.reset();
    };
    queue.schedule(a.get());
    queue.schedule(b.get());
    queue.schedule(&c);
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("a c"));
}

void tst_FlushQueue::deletesTheQueue()
{
    QStringList log;
    auto queue = std::make_unique<FlushQueue>();
    Writer a(log, QStringLiteral("a"));
    Writer b(log, QStringLiteral("b"));
    a.action = [&] { queue.reset(); };
    queue->schedule(&a);
    queue->schedule(&b);
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("a"));
    FlushQueue another;
    another.schedule(&b); // it left the queue that is gone
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("a b"));
}

void tst_FlushQueue::flushAllNow()
{
    QStringList log;
    FlushQueue queue;
    Writer a(log, QStringLiteral("a"));
    queue.schedule(&a);
    queue.flushAll();
    QCOMPARE(log.size(), 1);
    turn();
    QCOMPARE(log.size(), 1);
    queue.schedule(&a);
    turn();
    QCOMPARE(log.size(), 2);
}

void tst_FlushQueue::nestedEventLoopFlushesTheRest()
{
    QStringList log;
    FlushQueue queue;
    Writer a(log, QStringLiteral("a"));
    Writer b(log, QStringLiteral("b"));
    QEventLoop loop;
    a.action = [&] {
        loop.exec();
        log += QStringLiteral("a's end");
    };
    b.action = [&] { loop.quit(); };
    queue.schedule(&a);
    queue.schedule(&b);
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("a b a's end"));
}

void tst_FlushQueue::nestedFlushAllBeginsANewRound()
{
    QStringList log;
    FlushQueue queue;
    Writer a(log, QStringLiteral("a"));
    Writer b(log, QStringLiteral("b"));
    Writer c(log, QStringLiteral("c"));
    a.action = [&] { queue.schedule(&a); };
    b.action = [&] {
        a.action = {};
        b.action = {};
        queue.flushAll();
        log += QStringLiteral("b's end");
    };
    queue.schedule(&a);
    queue.schedule(&b);
    queue.schedule(&c);
    turn();
    QCOMPARE(log.join(QLatin1Char(' ')), QStringLiteral("a b c a b's end"));
    turn();
    QCOMPARE(log.size(), 5);
}

void tst_FlushQueue::queueDestroyedBeforeFlushables()
{
    QStringList log;
    Writer a(log, QStringLiteral("a"));
    {
        FlushQueue queue;
        queue.schedule(&a);
    }
    turn();
    QVERIFY(log.isEmpty());
}

void tst_FlushQueue::otherEventsPassThrough()
{
    QStringList log;
    FlushQueue queue;
    Writer a(log, QStringLiteral("a"));
    queue.schedule(&a);
    QEvent event(QEvent::User);
    QCoreApplication::sendEvent(&queue, &event);
    QVERIFY(log.isEmpty());
}

QTEST_GUILESS_MAIN(tst_FlushQueue)
#include "tst_flushqueue.moc"
