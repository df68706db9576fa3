// SPDX-License-Identifier: MIT
#include "storefixture.h"
#include "window/findsearch.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QsioAdmin;
using namespace std::chrono_literals;

class tst_FindSearch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void kinds_data();
    void kinds();
    void everythingWithoutAText();
    void bounded();
    void inSlices();
    void rowsThatGo();

private:
    void populate(int sockets);
    QStringList find(const QString &text);

    std::unique_ptr<StoreFixture> m_fixture;
    const QList<FindSearch::Thing> m_things{
        {QStringLiteral("Sockets"), QStringLiteral("Page"), QStringLiteral("sockets")},
        {QStringLiteral("Resync the lists"), QStringLiteral("Command"), QStringLiteral("emit")}};
};

void tst_FindSearch::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_fixture = std::make_unique<StoreFixture>();
    m_fixture->store.beginConnection();
}

void tst_FindSearch::populate(int sockets)
{
    Snapshot snapshot;
    for (int i = 0; i < sockets; ++i) {
        SocketRow row;
        row.key = {i % 2 ? "/chat" : "/", "Sock" + QByteArray::number(i)};
        row.clientId = "client" + QByteArray::number(i / 2);
        row.address = "10.0.0." + QByteArray::number(i % 250);
        if (i % 10 == 0)
            row.rooms.append(RoomName(QStringLiteral("order:%1").arg(i / 100)));
        snapshot.sockets.push_back(row);
    }
    m_fixture->store.apply(std::move(snapshot));
    m_fixture->store.publish();
}

QStringList tst_FindSearch::find(const QString &text)
{
    FindSearch search(&m_fixture->store);
    search.start(text, m_things);
    while (search.step(8ms))
        ;
    QStringList titles;
    const QList<FindHit> hits = search.takeHits();
    for (const FindHit &hit : hits)
        titles.append(hit.title);
    return titles;
}

void tst_FindSearch::kinds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("titles");
    const auto row = [](const char *text, const QStringList &titles) {
        QTest::newRow(text) << QString::fromLatin1(text) << titles;
    };
    row("resync", {QStringLiteral("Resync the lists")});
    row("ORDER:0", {QStringLiteral("order:0")});
    row(" sock7 ", {QStringLiteral("Sock7")});
    row("client9", {QStringLiteral("client9")});
    row("10.0.0.13", {QStringLiteral("Sock13")});
    row("nothing like it", {});
}

void tst_FindSearch::kinds()
{
    QFETCH(QString, text);
    QFETCH(QStringList, titles);
    populate(20);
    QCOMPARE(find(text), titles);
}

void tst_FindSearch::everythingWithoutAText()
{
    populate(20);
    QCOMPARE(find(QString()), QStringList({m_things[0].title, m_things[1].title}));
}

void tst_FindSearch::bounded()
{
    populate(10'000);
    QCOMPARE(find(QStringLiteral("sock")).size(), FindSearch::maxHits + 1); // and the page
    QCOMPARE(find(QString(100'000, u'x')), QStringList());
}

// However many there are, the window goes on.
void tst_FindSearch::inSlices()
{
    populate(100'000);
    FindSearch search(&m_fixture->store);
    search.start(QStringLiteral("in none of them"), m_things);
    QElapsedTimer whole;
    whole.start();
    qint64 longest = 0;
    bool hasMore = true;
    while (hasMore) {
        QElapsedTimer slice;
        slice.start();
        hasMore = search.step(8ms);
        longest = qMax(longest, slice.elapsed());
    }
    qInfo() << "100,000 sockets:" << whole.elapsed() << "ms, longest slice" << longest << "ms";
    QVERIFY2(longest < 50, qPrintable(QString::number(longest)));
}

void tst_FindSearch::rowsThatGo()
{
    populate(2'000);
    FindSearch search(&m_fixture->store);
    search.start(QStringLiteral("sock1999"), m_things);
    QVERIFY(search.step(0ms)); // the things
    m_fixture->store.clear();
    while (search.step(8ms))
        ;
    QVERIFY(search.takeHits().isEmpty());
}

QTEST_GUILESS_MAIN(tst_FindSearch)
#include "tst_findsearch.moc"
