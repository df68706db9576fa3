// SPDX-License-Identifier: MIT
#include "models/seriesstore.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <cmath>

using namespace QsioAdmin;

class tst_SeriesStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void buckets();
    void rings();
    void gaps();
    void hostileValues();
    void limit();
};

namespace {

constexpr qint64 start = 1'700'000'000'000;

} // namespace

void tst_SeriesStore::buckets()
{
    SeriesStore store;
    for (const double value : {1.0, 2.0, 6.0}) {
        QVERIFY(store.add("level", start + qint64(value), value));
        QVERIFY(store.add("count", start + qint64(value), value, SeriesKind::Count));
    }
    QVERIFY(store.add("level", start + 1'000, 10));
    const Series level = store.series("level", start, start + 5'000);
    QCOMPARE(level.interval, 1'000);
    QCOMPARE(level.points, (QList<SeriesPoint>{{start, 3}, {start + 1'000, 10}}));
    QCOMPARE(store.series("count", start, start + 5'000).points, (QList<SeriesPoint>{{start, 9}}));
    QCOMPARE(store.latest("level")->value, 10);
    QVERIFY(!store.latest("other"));
    QCOMPARE(store.names(), (QByteArrayList{"count", "level"}));
}

// An hour of seconds, a day of ten seconds, and nothing older.
void tst_SeriesStore::rings()
{
    SeriesStore store;
    constexpr qint64 day = 86'400'000;
    for (qint64 time = 0; time <= day + 60'000; time += 2'000)
        store.add("x", start + time, double(time));
    const qint64 end = start + day + 60'000;
    const Series hour = store.series("x", end - 3'500'000, end);
    QCOMPARE(hour.interval, 1'000);
    QCOMPARE(hour.points.size(), 1'751);
    const Series all = store.series("x", 0, end);
    QCOMPARE(all.interval, 10'000);
    QCOMPARE(all.points.size(), 8'640);
    QCOMPARE(all.points.last().time, end);
    QVERIFY(!store.add("x", start, 1));
}

void tst_SeriesStore::gaps()
{
    SeriesRing ring(1'000, 10, SeriesKind::Level);
    ring.add(1'000, 1);
    ring.add(5'000, 5);
    QCOMPARE(ring.points(0, 100'000), (QList<SeriesPoint>{{1'000, 1}, {5'000, 5}}));
    ring.add(4'500, 4); // late, but in time
    QCOMPARE(ring.points(2'000, 4'999), (QList<SeriesPoint>{{4'000, 4}}));
    ring.add(1'000'000'000'000, 7); // what was there is gone, and that takes no time
    QCOMPARE(ring.points(0, 2'000'000'000'000), (QList<SeriesPoint>{{1'000'000'000'000, 7}}));
    QVERIFY(ring.points(5, 1).isEmpty());
}

void tst_SeriesStore::hostileValues()
{
    SeriesStore store;
    QVERIFY(!store.add("x", start, std::nan("")));
    QVERIFY(!store.add("x", start, HUGE_VAL));
    QVERIFY(!store.add("x", -1, 1));
    QVERIFY(!store.latest("x"));
    QVERIFY(store.series("x", 0, start).points.isEmpty());
}

void tst_SeriesStore::limit()
{
    SeriesStore store;
    for (int i = 0; i < SeriesStore::maxSeries; ++i)
        QVERIFY(store.add(QByteArray::number(i), start, 1));
    QVERIFY(!store.add("one more", start, 1));
    QVERIFY(store.add("7", start, 1));
    store.remove("7");
    QVERIFY(store.add("one more", start, 1));
}

QTEST_APPLESS_MAIN(tst_SeriesStore)
#include "tst_seriesstore.moc"
