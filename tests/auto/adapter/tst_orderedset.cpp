// SPDX-License-Identifier: MIT
#include "adapter/orderedset_p.h"

#include <QtTest/QTest>

#include <array>

using QSocketIo::OrderedSet;

class tst_OrderedSet : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void insertsOnce();
    void keepsTheOrderOfInsertion();
    void removesAndClosesGaps();
    void staysCorrectWhileGrowingAndShrinking();
};

static QList<int> values(const OrderedSet<int> &set)
{
    QList<int> result;
    for (const int *item : set.positions()) {
        if (item)
            result.append(*item);
    }
    return result;
}

void tst_OrderedSet::insertsOnce()
{
    int one = 1;
    OrderedSet<int> set;
    QVERIFY(set.isEmpty());
    QVERIFY(set.insert(&one));
    QVERIFY(!set.insert(&one));
    QCOMPARE(set.count(), 1u);
    QVERIFY(set.contains(&one));
}

void tst_OrderedSet::keepsTheOrderOfInsertion()
{
    std::array<int, 100> numbers{};
    OrderedSet<int> set;
    QList<int> expected;
    for (int i = 0; i < 100; ++i) {
        numbers[std::size_t(i)] = (i * 37) % 100;
        set.insert(&numbers[std::size_t(i)]);
        expected.append((i * 37) % 100);
    }
    QCOMPARE(values(set), expected);
}

void tst_OrderedSet::removesAndClosesGaps()
{
    std::array<int, 40> numbers{};
    OrderedSet<int> set;
    for (int i = 0; i < 40; ++i) {
        numbers[std::size_t(i)] = i;
        set.insert(&numbers[std::size_t(i)]);
    }
    int stranger = 0;
    QVERIFY(!set.remove(&stranger));
    for (int i = 0; i < 38; ++i)
        QVERIFY(set.remove(&numbers[std::size_t(i)]));
    QCOMPARE(values(set), (QList<int>{38, 39}));
    QCOMPARE(set.count(), 2u);
    QVERIFY(set.positions().size() <= 4); // no graveyard of gaps
    QVERIFY(!set.contains(&numbers[0]));
    QVERIFY(set.insert(&numbers[0])); // again, and now last
    QCOMPARE(values(set), (QList<int>{38, 39, 0}));
}

void tst_OrderedSet::staysCorrectWhileGrowingAndShrinking()
{
    std::array<int, 64> numbers{};
    for (int i = 0; i < 64; ++i)
        numbers[std::size_t(i)] = i;
    OrderedSet<int> set;
    QList<int> model;
    quint32 random = 1;
    for (int step = 0; step < 5000; ++step) {
        random = random * 1664525u + 1013904223u;
        const int i = int((random >> 16) % 64);
        int *item = &numbers[std::size_t(i)];
        if (random & 0x8000000u) {
            QCOMPARE(set.insert(item), !model.contains(i));
            if (!model.contains(i))
                model.append(i);
        } else {
            QCOMPARE(set.remove(item), model.removeOne(i));
        }
        QCOMPARE(set.count(), std::size_t(model.size()));
    }
    QCOMPARE(values(set), model);
}

QTEST_APPLESS_MAIN(tst_OrderedSet)
#include "tst_orderedset.moc"
