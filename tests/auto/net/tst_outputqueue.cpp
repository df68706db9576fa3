// SPDX-License-Identifier: MIT
#include "net/outputqueue_p.h"

#include <QtTest/QTest>

using namespace QSocketIo;

class tst_OutputQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void empty();
    void pieces();
    void remove_data();
    void remove();
    void sharing();
    void clear();
};

static QByteArrayList gathered(const OutputQueue &queue, int maxCount = 100)
{
    std::vector<iovec> pieces(static_cast<std::size_t>(maxCount));
    const OutputQueue::Pieces result = queue.gather(pieces.data(), maxCount);
    QByteArrayList list;
    qint64 size = 0;
    for (int i = 0; i < result.count; ++i) {
        const iovec &piece = pieces[static_cast<std::size_t>(i)];
        list.append(
            QByteArray(static_cast<const char *>(piece.iov_base), qsizetype(piece.iov_len)));
        size += list.constLast().size();
    }
    return size == result.size ? list : QByteArrayList{"a wrong size"};
}

void tst_OutputQueue::empty()
{
    OutputQueue queue;
    QVERIFY(queue.isEmpty());
    queue.append({});
    queue.append("");
    QVERIFY(queue.isEmpty());
    QCOMPARE(gathered(queue), QByteArrayList());
}

void tst_OutputQueue::pieces()
{
    OutputQueue queue;
    for (const char *bytes : {"a", "bc", "", "def"})
        queue.append(bytes);
    QCOMPARE(queue.size(), 6);
    QCOMPARE(gathered(queue), QByteArrayList({"a", "bc", "def"}));
    QCOMPARE(gathered(queue, 2), QByteArrayList({"a", "bc"}));
    QCOMPARE(gathered(queue, 1), QByteArrayList({"a"}));
}

void tst_OutputQueue::remove_data()
{
    QTest::addColumn<int>("step");
    for (int step = 1; step <= 10; ++step)
        QTest::addRow("%d bytes at a time", step) << step;
}

void tst_OutputQueue::remove()
{
    QFETCH(const int, step);
    OutputQueue queue;
    const QByteArrayList all = {"a", "bcd", "efgh", "ij"};
    for (const QByteArray &bytes : all)
        queue.append(bytes);
    QByteArray left = all.join();
    while (!queue.isEmpty()) {
        QCOMPARE(gathered(queue).join(), left);
        const qsizetype size = qMin<qsizetype>(step, left.size());
        queue.remove(size);
        left.remove(0, size);
        QCOMPARE(queue.size(), left.size());
    }
    QVERIFY(left.isEmpty());
    queue.append("next");
    QCOMPARE(gathered(queue), QByteArrayList({"next"}));
}

void tst_OutputQueue::sharing()
{
    const QByteArray first(100, 'x');
    const QByteArray second(100, 'y');
    OutputQueue queue;
    queue.append(first);
    queue.append(second);
    queue.remove(50);
    iovec pieces[2];
    QCOMPARE(queue.gather(pieces, 2).count, 2);
    QCOMPARE(static_cast<const char *>(pieces[0].iov_base), first.constData() + 50);
    QCOMPARE(static_cast<const char *>(pieces[1].iov_base), second.constData());
    queue.remove(50);
    QVERIFY(first.isDetached()); // nothing of it is kept
    QVERIFY(!second.isDetached());
}

void tst_OutputQueue::clear()
{
    OutputQueue queue;
    queue.append("one");
    queue.append("two");
    queue.remove(1);
    queue.clear();
    QVERIFY(queue.isEmpty());
    queue.append("three");
    QCOMPARE(gathered(queue), QByteArrayList({"three"}));
}

QTEST_APPLESS_MAIN(tst_OutputQueue)
#include "tst_outputqueue.moc"
