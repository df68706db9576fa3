// SPDX-License-Identifier: MIT
#include "core/datahistory.h"
#include "core/roomoverlap.h"
#include "storefixture.h"

#include <QtCore/QRegularExpression>

using namespace QsioAdmin;

// What is known of a socket or a room besides what it is now.
class tst_DataHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void keepsChanges();
    void sameDataIsNoChange();
    void keepsLimits();
    void overlaps();

private:
    static bool update(StoreFixture *fixture, const QByteArray &data, const QByteArray &id = "a")
    {
        return fixture->say("socket_updated",
                            R"({"id":")" + id + R"(","nsp":"/","data":)" + data + '}');
    }
};

void tst_DataHistory::keepsChanges()
{
    StoreFixture fixture;
    DataHistory history(&fixture.store);
    fixture.store.beginConnection();
    QVERIFY(fixture.say("all_sockets", R"([{"id":"a","nsp":"/","data":{"n":1}}])"));
    QVERIFY(update(&fixture, R"({"n":2})"));
    fixture.now += 10;
    QVERIFY(update(&fixture, R"({"n":3})"));
    QVERIFY(update(&fixture, R"({"n":9})", "stranger")); // nobody knows it
    const QList<DataChange> changes = history.of({"/", "a"});
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes[0].before, QByteArray(R"({"n":2})")); // the newest first
    QCOMPARE(changes[0].after, QByteArray(R"({"n":3})"));
    QCOMPARE(changes[0].at - changes[1].at, 10);
    QVERIFY(history.of({"/chat", "a"}).isEmpty());
    history.clear();
    QCOMPARE(history.size() + history.bytes(), 0);
}

void tst_DataHistory::sameDataIsNoChange()
{
    StoreFixture fixture;
    DataHistory history(&fixture.store);
    fixture.store.beginConnection();
    QVERIFY(fixture.say("all_sockets", R"([{"id":"a","nsp":"/","data":{"n":1}}])"));
    QVERIFY(update(&fixture, R"({"n":1})"));
    QVERIFY(fixture.say("socket_updated", R"({"id":"a","nsp":"/","transport":"websocket"})"));
    QCOMPARE(history.size(), 0);
}

void tst_DataHistory::keepsLimits()
{
    StoreFixture fixture;
    DataHistory history(&fixture.store);
    history.setLimits(3, 100'000);
    fixture.store.beginConnection();
    QVERIFY(fixture.say("all_sockets", R"([{"id":"a","nsp":"/","data":{}}])"));
    for (int i = 0; i < 10; ++i)
        QVERIFY(update(&fixture, QByteArray::number(i).prepend("{\"n\":") + '}'));
    QCOMPARE(history.size(), 3);
    QCOMPARE(history.of({"/", "a"})[0].after, QByteArray("{\"n\":9}"));
    const QByteArray large(60'000, 'x');
    QVERIFY(update(&fixture, R"({"n":")" + large + "\"}"));
    QCOMPARE(history.size(), 3);
    QVERIFY(update(&fixture, R"({"n":1})")); // both hold the large one
    QCOMPARE(history.size(), 1);
    QVERIFY(history.bytes() <= 100'000);
}

void tst_DataHistory::overlaps()
{
    StoreFixture fixture;
    fixture.store.beginConnection();
    QVERIFY(fixture.say("all_sockets",
                        R"([{"id":"a","nsp":"/","rooms":["a","x","y","z"]},)"
                        R"({"id":"b","nsp":"/","rooms":["b","x","y"]},)"
                        R"({"id":"c","nsp":"/","rooms":["c","y","w"]},)"
                        R"({"id":"d","nsp":"/other","rooms":["d","x","z"]}])"));
    const auto text = [&](const QByteArray &room, qsizetype limit = 500) {
        QByteArrayList lines;
        for (const RoomOverlap &overlap : roomOverlaps(fixture.store, {"/", RoomName(room)}, limit))
            lines.append(overlap.name.utf8() + ' ' + QByteArray::number(overlap.shared) + '/'
                         + QByteArray::number(overlap.members));
        return lines.join(", ");
    };
    QCOMPARE(text("x"), QByteArray("y 2/3, z 1/1"));
    QCOMPARE(text("x", 1), QByteArray("y 2/3"));
    QCOMPARE(text("w"), QByteArray("y 1/3"));
    QCOMPARE(text("nowhere"), QByteArray());
}

QTEST_GUILESS_MAIN(tst_DataHistory)
#include "tst_datahistory.moc"
