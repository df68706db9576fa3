// SPDX-License-Identifier: MIT
#include "admin/checkqueue_p.h"
#include "adminfixture.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_CheckQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void startsInOrder();
    void limitsWhatWaits();
    void limitsEachAddress();
    void droppedSlotGoesOn();
    void deletedByACheck();
    void slotsMayOutliveIt();
};

namespace {
using Slots = QList<std::shared_ptr<CheckQueue::Slot>>;

CheckQueue::Start keepIn(Slots &list)
{
    return [&list](const std::shared_ptr<CheckQueue::Slot> &slot) { list.append(slot); };
}
} // namespace

void tst_CheckQueue::startsInOrder()
{
    CheckQueue queue({.running = 2});
    Slots kept;
    QList<int> started;
    for (int i = 0; i < 5; ++i) {
        QVERIFY(queue.enqueue(QByteArray::number(i), [&, i](const auto &slot) {
            started.append(i);
            kept.append(slot);
        }));
    }
    QVERIFY(started.isEmpty()); // not before the next turn
    QTRY_COMPARE(started, (QList<int>{0, 1}));
    QCOMPARE(queue.running(), 2);
    QCOMPARE(queue.waiting(), 3);
    kept.removeFirst();
    QTRY_COMPARE(started, (QList<int>{0, 1, 2}));
    QCOMPARE(queue.running(), 2);
    kept.clear();
    QTRY_COMPARE(started, (QList<int>{0, 1, 2, 3, 4}));
    kept.clear();
    QCOMPARE(queue.running(), 0);
    QCOMPARE(queue.waiting(), 0);
}

void tst_CheckQueue::limitsWhatWaits()
{
    CheckQueue queue({.running = 2, .waiting = 3});
    Slots kept;
    int accepted = 0;
    for (int i = 0; i < 10; ++i)
        accepted += queue.enqueue(QByteArray::number(i), keepIn(kept));
    QCOMPARE(accepted, 5); // two of them run soon
    QTRY_COMPARE(kept.size(), 2);
    QCOMPARE(queue.waiting(), 3);
    QVERIFY(!queue.enqueue("late", keepIn(kept)));
    kept.removeFirst();
    QTRY_COMPARE(queue.waiting(), 2);
    QVERIFY(queue.enqueue("late", keepIn(kept)));
    QVERIFY(!queue.enqueue("later", keepIn(kept)));
    kept.clear();
}

void tst_CheckQueue::limitsEachAddress()
{
    CheckQueue queue({.running = 1, .waiting = 64, .perAddress = 4});
    Slots kept;
    for (int i = 0; i < 4; ++i)
        QVERIFY(queue.enqueue("greedy", keepIn(kept)));
    QVERIFY(!queue.enqueue("greedy", keepIn(kept)));
    QVERIFY(queue.enqueue("other", keepIn(kept)));
    QTRY_COMPARE(kept.size(), 1);
    QVERIFY(!queue.enqueue("greedy", keepIn(kept))); // the one that runs counts
    kept.clear();
    QVERIFY(queue.enqueue("greedy", keepIn(kept)));
    QTRY_COMPARE(kept.size(), 1);
    kept.clear();
}

void tst_CheckQueue::droppedSlotGoesOn()
{
    CheckQueue queue({.running = 1, .waiting = 1000, .perAddress = 1000});
    int started = 0;
    for (int i = 0; i < 500; ++i)
        QVERIFY(queue.enqueue("address", [&started](const auto &) { ++started; }));
    QTRY_COMPARE(started, 500);
    QCOMPARE(queue.running(), 0);
}

void tst_CheckQueue::deletedByACheck()
{
    auto *queue = new CheckQueue({.running = 2});
    int started = 0;
    for (int i = 0; i < 4; ++i) {
        QVERIFY(queue->enqueue(QByteArray::number(i), [&, queue](const auto &) {
            ++started;
            delete queue;
        }));
    }
    QTRY_COMPARE(started, 1);
    QCoreApplication::processEvents();
    QCOMPARE(started, 1);
}

void tst_CheckQueue::slotsMayOutliveIt()
{
    Slots kept;
    auto queue = std::make_unique<CheckQueue>(CheckQueueLimits());
    QVERIFY(queue->enqueue("address", keepIn(kept)));
    QTRY_COMPARE(kept.size(), 1);
    queue.reset();
    kept.clear();
}

QTEST_GUILESS_MAIN(tst_CheckQueue)
#include "tst_checkqueue.moc"
