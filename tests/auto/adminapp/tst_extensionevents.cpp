// SPDX-License-Identifier: MIT
#include "models/eventsmodel.h"
#include "models/serversmodel.h"
#include "storefixture.h"

#include <QtCore/QRegularExpression>

using namespace QsioAdmin;

// What servers of libqsocketio say beyond others: docs/admin-protocol.md, by its text. Against the
// server itself: tst_adminappextensions.
class tst_ExtensionEvents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void pages();
    void pagesAndWhatHappensMeanwhile();
    void lostPage();
    void newListInBetween();
    void malformed_data();
    void malformed();
    void serverInfo();
    void answers();
    void refusedConnections();

private:
    bool say(const QByteArray &event, const QByteArray &arguments)
    {
        const bool isUnderstood = fixture->say(event, arguments);
        fixture->store.publish();
        return isUnderstood;
    }
    bool page(const QByteArray &sockets, int number, bool isLast)
    {
        return say("all_sockets_page",
                   '[' + sockets + "],{\"seq\":" + QByteArray::number(number)
                       + ",\"total\":3,\"last\":" + (isLast ? "true}" : "false}"));
    }
    QByteArrayList ids() const
    {
        QByteArrayList result;
        for (const QByteArray &line : fixture->sockets())
            result.append(line.split(' ')[1]);
        return result;
    }
    std::unique_ptr<StoreFixture> fixture;
};

static const QByteArray config = R"({"supportedFeatures":["ALL_EVENTS","QSIO_PAGES"]})";

void tst_ExtensionEvents::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    fixture = std::make_unique<StoreFixture>();
    fixture->store.beginConnection();
    QVERIFY(say("config", config));
}

void tst_ExtensionEvents::pages()
{
    QVERIFY(page(R"({"id":"a","nsp":"/"},{"id":"b","nsp":"/"})", 0, false));
    QCOMPARE(fixture->store.listState(), ListState::Loading);
    QVERIFY(page(R"({"id":"c","nsp":"/"})", 1, true));
    QCOMPARE(fixture->store.listState(), ListState::Current);
    QCOMPARE(ids(), QByteArrayList({"a", "b", "c"}));
    QVERIFY(!fixture->store.needsResync());
    QCOMPARE(fixture->store.syncedAt(), fixture->now);
}

void tst_ExtensionEvents::pagesAndWhatHappensMeanwhile()
{
    QVERIFY(page(R"({"id":"a","nsp":"/","rooms":["old"]},{"id":"b","nsp":"/"})", 0, false));
    QVERIFY(say("socket_disconnected", R"("/","b","x",1)"));
    QVERIFY(say("room_joined", R"("/","new","a",1)"));
    QVERIFY(say("room_left", R"("/","old","a",1)"));
    QVERIFY(say("socket_connected", R"({"id":"d","nsp":"/"},1)"));
    QVERIFY(page(R"({"id":"c","nsp":"/"},{"id":"d","nsp":"/"})", 1, true));
    QCOMPARE(ids(), QByteArrayList({"a", "c", "d"}));
    const SocketStore &sockets = fixture->store.sockets();
    QCOMPARE(sockets.at(sockets.find({"/", "a"})).rooms,
             QList<RoomName>({RoomName(QStringLiteral("new"))}));
    fixture->verifyDerivedStores();
}

// Then something is missing, and it is better to ask again.
void tst_ExtensionEvents::lostPage()
{
    QVERIFY(page(R"({"id":"a","nsp":"/"})", 0, false));
    QVERIFY(page(R"({"id":"c","nsp":"/"})", 2, true));
    QCOMPARE(ids(), QByteArrayList({"a", "c"}));
    QVERIFY(fixture->store.needsResync());
    fixture->store.beginConnection();
    QVERIFY(say("config", config));
    QVERIFY(page(R"({"id":"a","nsp":"/"})", 0, true));
    QVERIFY(!fixture->store.needsResync());
}

void tst_ExtensionEvents::newListInBetween()
{
    QVERIFY(page(R"({"id":"a","nsp":"/"})", 0, false));
    fixture->store.endConnection();
    fixture->store.beginConnection();
    QVERIFY(say("config", config));
    QVERIFY(page(R"({"id":"b","nsp":"/"})", 0, true));
    QCOMPARE(ids(), QByteArrayList({"b"}));
}

void tst_ExtensionEvents::malformed_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("arguments");
    const auto row = [](const char *name, const char *event, const char *arguments) {
        QTest::newRow(name) << QByteArray(event) << QByteArray(arguments);
    };
    row("page without its place", "all_sockets_page", "[]");
    row("page without a number", "all_sockets_page", R"([],{"last":true})");
    row("page -1", "all_sockets_page", R"([],{"seq":-1,"last":true})");
    row("page of nothing", "all_sockets_page", R"({},{"seq":0})");
    row("answer without time", "ack_sent", R"("/","a","x",[1])");
    row("answer without a list", "ack_received", R"("/","a","x",1,2)");
    row("answer of nobody", "ack_received", R"("/","","x",[],2)");
    row("refusal as a text", "connection_refused", R"("no")");
    row("refusal of nothing", "connection_refused", "");
}

void tst_ExtensionEvents::malformed()
{
    QFETCH(const QByteArray, event);
    QFETCH(const QByteArray, arguments);
    QVERIFY(!say(event, arguments));
    QCOMPARE(fixture->decoder.malformedCount(), 1);
    QCOMPARE(fixture->store.listState(), ListState::Loading);
}

void tst_ExtensionEvents::serverInfo()
{
    const ServersModel model(&fixture->store);
    const auto text = [&](int column) { return model.index(0, column).data().toString(); };
    QVERIFY(say("server_stats", R"({"serverId":"s"})"));
    for (int column = ServersModel::Cpu; column < ServersModel::ColumnCount; ++column)
        QVERIFY(text(column).isEmpty()); // others do not say
    QVERIFY(say("server_stats",
                R"({"serverId":"s","serverInfo":{"cpu":1.5,"rss":31457280,"loopLag":2,)"
                R"("libraryVersion":"0.1.0","qtVersion":"6.4.2","adapter":"X::Memory","tls":true,)"
                R"("backlogBytes":7,"droppedEvents":9,"more":{}}})"));
    QCOMPARE(model.index(0, ServersModel::Cpu).data(SortRole).toDouble(), 1.5);
    QCOMPARE(model.index(0, ServersModel::Memory).data(SortRole).toDouble(), 31457280.0);
    QCOMPARE(text(ServersModel::LoopLag), QStringLiteral("2"));
    QCOMPARE(text(ServersModel::Version), QStringLiteral("0.1.0"));
    QCOMPARE(text(ServersModel::QtVersion), QStringLiteral("6.4.2"));
    QCOMPARE(text(ServersModel::Adapter), QStringLiteral("X::Memory"));
    QCOMPARE(text(ServersModel::Tls), QStringLiteral("yes"));
    QCOMPARE(text(ServersModel::Memory), QLocale().formattedDataSize(31457280, 1));
    QCOMPARE(model.index(0, ServersModel::Backlog).data(SortRole).toDouble(), 7.0);
    QCOMPARE(text(ServersModel::Dropped), QStringLiteral("9"));
    QVERIFY(say("server_stats",
                R"({"serverId":"s","serverInfo":{"cpu":null,"rss":null,"loopLag":"x","tls":1}})"));
    QVERIFY(text(ServersModel::Cpu).isEmpty()); // it does not know
    QVERIFY(text(ServersModel::Memory).isEmpty());
    QCOMPARE(text(ServersModel::LoopLag), QStringLiteral("0"));
    QVERIFY(say("server_stats", R"({"serverId":"s","serverInfo":7})"));
    QVERIFY(text(ServersModel::Version).isEmpty());
}

void tst_ExtensionEvents::answers()
{
    QVERIFY(page(R"({"id":"a","nsp":"/"})", 0, true));
    const EventsModel model(&fixture->store);
    QVERIFY(say("ack_received", R"("/","a","sum",[3,{"x":1}],12,"2026-11-20T22:09:02.335Z")"));
    QVERIFY(say("ack_sent", R"("/","a","sum",[],0)"));
    QCOMPARE(model.rowCount(), 2);
    const auto text
        = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, EventsModel::Type), QStringLiteral("answer received"));
    QCOMPARE(text(0, EventsModel::Name), QStringLiteral("sum"));
    QCOMPARE(text(0, EventsModel::Summary), QStringLiteral("after 12 ms: [3,{\"x\":1}]"));
    QCOMPARE(text(1, EventsModel::Type), QStringLiteral("answer sent"));
    QVERIFY(model.matches(0, *FilterExpr::parse(QStringLiteral("type:ack_received dir:in"))));
    QVERIFY(model.matches(1, *FilterExpr::parse(QStringLiteral("type:ack_sent dir:out"))));
    const SocketStore &sockets = fixture->store.sockets();
    QCOMPARE(sockets.at(sockets.find({"/", "a"})).eventsIn, 0); // an answer is no event
}

void tst_ExtensionEvents::refusedConnections()
{
    const EventsModel model(&fixture->store);
    QVERIFY(say("connection_refused",
                R"({"stage":"namespace","nsp":"/chat","message":"not today","address":"::1"},)"
                R"("2026-11-20T22:09:02.335Z")"));
    QVERIFY(say("connection_refused", R"({"stage":"engine","code":0,"message":"no"})"));
    QCOMPARE(model.index(0, EventsModel::Type).data().toString(), QStringLiteral("refused"));
    QCOMPARE(model.index(0, EventsModel::Namespace).data().toString(), QStringLiteral("/chat"));
    QCOMPARE(model.index(0, EventsModel::Name).data().toString(), QStringLiteral("not today"));
    QVERIFY(model.matches(0, *FilterExpr::parse(QStringLiteral("type:refused reason:today"))));
    QVERIFY(model.matches(0, *FilterExpr::parse(QStringLiteral("arg[0].address=\"::1\""))));
    QVERIFY(model.index(1, EventsModel::Namespace).data().toString().isEmpty());
}

QTEST_GUILESS_MAIN(tst_ExtensionEvents)
#include "tst_extensionevents.moc"
