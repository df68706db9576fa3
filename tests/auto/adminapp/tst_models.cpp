// SPDX-License-Identifier: MIT
#include "models/celltext.h"
#include "models/clientsmodel.h"
#include "models/eventfilterproxy.h"
#include "models/eventsmodel.h"
#include "models/flatindexproxy.h"
#include "models/namespacesmodel.h"
#include "models/roomsmodel.h"
#include "models/serversmodel.h"
#include "models/socketsmodel.h"
#include "storefixture.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>

using namespace QsioAdmin;

class tst_Models : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void generatedStream();
    void proxyIsNaiveFilterAndSort();
    void selectionFollows();
    void frozen();
    void scope();
    void holes();
    void socketCells();
    void extraColumns();
    void otherCells();
    void events();
    void eventFilter();
    void pausedEvents();
    void longScans();
    void durations();
    void accessibleTexts();

private:
    struct Checked // a proxy over a model, both watched
    {
        explicit Checked(SlotModel *model)
            : source(model)
            , sourceTester(model, QAbstractItemModelTester::FailureReportingMode::Fatal)
        {
            proxy.setSourceModel(model);
            proxyTester = std::make_unique<QAbstractItemModelTester>(
                &proxy, QAbstractItemModelTester::FailureReportingMode::Fatal);
        }
        std::unique_ptr<SlotModel> source;
        QAbstractItemModelTester sourceTester;
        FlatIndexProxy proxy;
        std::unique_ptr<QAbstractItemModelTester> proxyTester;
    };

    void step(QRandomGenerator &random);
    void say(const QByteArray &event, const QByteArray &arguments)
    {
        QVERIFY(fixture->say(event, arguments));
    }
    [[nodiscard]] QStringList column(const QAbstractItemModel &model, int column) const
    {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts.append(model.index(row, column).data().toString());
        return texts;
    }

    std::unique_ptr<StoreFixture> fixture;
};

void tst_Models::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    fixture = std::make_unique<StoreFixture>();
    fixture->store.beginConnection();
}

void tst_Models::cleanup()
{
    fixture.reset();
}

static QByteArray socketJson(const QByteArray &id, const QByteArray &client, int n)
{
    return R"({"id":")" + id + R"(","nsp":"/n)" + QByteArray::number(n % 3) + R"(","clientId":")"
        + client + R"(","transport":")" + (n % 2 ? "polling" : "websocket") + R"(","data":{"n":)"
        + QByteArray::number(n) + R"(},"rooms":[")" + id + R"(","r)" + QByteArray::number(n % 5)
        + "\"]}";
}

// Whatever a server may say next.
void tst_Models::step(QRandomGenerator &random)
{
    const int n = random.bounded(60);
    const QByteArray id = "s" + QByteArray::number(n);
    const QByteArray nsp = "/n" + QByteArray::number(n % 3);
    const QByteArray where = '"' + nsp + "\",\"" + id + '"';
    switch (random.bounded(8)) {
    case 0:
    case 1:
        return say("socket_connected",
                   socketJson(id, "c" + QByteArray::number(n / 4), n) + ",1000");
    case 2:
        return say("socket_disconnected", where + ",\"transport close\",1");
    case 3:
        return say(random.bounded(2) ? "room_joined" : "room_left",
                   '"' + nsp + "\",\"x" + QByteArray::number(random.bounded(4)) + "\",\"" + id
                       + "\",1");
    case 4:
        return say("socket_updated",
                   R"({"id":")" + id + R"(","nsp":")" + nsp + R"(","data":{"n":)"
                       + QByteArray::number(random.bounded(99)) + "}}");
    case 5:
        return say(random.bounded(2) ? "event_sent" : "event_received",
                   where + ",[\"e" + QByteArray::number(random.bounded(3)) + "\",1],5");
    case 6:
        return say("server_stats",
                   R"({"serverId":"v)" + QByteArray::number(random.bounded(3))
                       + R"(","namespaces":[{"name":"/n)" + QByteArray::number(random.bounded(3))
                       + R"(","socketsCount":3}]})");
    default:
        fixture->now += 500;
        if (random.bounded(50) == 0)
            return say("all_sockets", '[' + socketJson("s1", "c1", 1) + ']');
        if (random.bounded(100) == 0)
            fixture->store.clear();
        else if (random.bounded(20) == 0)
            fixture->store.tick();
    }
}

void tst_Models::generatedStream()
{
    AdminStore &store = fixture->store;
    store.events().setLimits(200, 1'000'000);
    Checked sockets(new SocketsModel(&store));
    Checked rooms(new RoomsModel(&store));
    Checked clients(new ClientsModel(&store));
    Checked namespaces(new NamespacesModel(&store));
    Checked servers(new ServersModel(&store));
    EventsModel events(&store);
    const QAbstractItemModelTester eventsTester(
        &events, QAbstractItemModelTester::FailureReportingMode::Fatal);
    EventFilterProxy filtered;
    filtered.setSourceModel(&events);
    const QAbstractItemModelTester filteredTester(
        &filtered, QAbstractItemModelTester::FailureReportingMode::Fatal);
    filtered.setFilter(*FilterExpr::parse(QStringLiteral("(type:sent | type:joined)")));
    const QList<Checked *> all = {&sockets, &rooms, &clients, &namespaces, &servers};
    for (quint32 seed = 1; seed <= 3; ++seed) {
        QRandomGenerator random(seed);
        for (int i = 0; i < 100; ++i) {
            for (int n = random.bounded(20); n > 0; --n)
                step(random);
            store.publish();
            for (Checked *checked : all) {
                if (random.bounded(3) == 0)
                    checked->proxy.sort(random.bounded(checked->source->columnCount()),
                                        random.bounded(2) ? Qt::AscendingOrder
                                                          : Qt::DescendingOrder);
                else
                    checked->proxy.rebuildNow();
            }
            QCOMPARE(sockets.proxy.rowCount(), store.sockets().size());
            QCOMPARE(rooms.proxy.rowCount(), store.rooms().size());
            QCOMPARE(clients.proxy.rowCount(), store.clients().size());
            QCOMPARE(namespaces.proxy.rowCount(), store.namespaces().size());
            QCOMPARE(servers.proxy.rowCount(), store.servers().size());
            QCOMPARE(events.rowCount(), int(store.events().size()));
            int passing = 0;
            for (int row = 0; row < events.rowCount(); ++row) {
                const EventType type = events.eventAt(row)->type;
                passing += type == EventType::Sent || type == EventType::Joined;
            }
            QCOMPARE(filtered.rowCount(), passing);
        }
    }
}

void tst_Models::proxyIsNaiveFilterAndSort()
{
    AdminStore &store = fixture->store;
    SocketsModel model(&store);
    FlatIndexProxy proxy;
    proxy.setSourceModel(&model);
    QVERIFY(model.setExtraColumns({QStringLiteral("data.n")}));
    const QStringList filters = {QString(), QStringLiteral("nsp:/n1"), QStringLiteral("-r2"),
                                 QStringLiteral("(data.n>30 | transport=polling)")};
    QRandomGenerator random(7);
    for (int i = 0; i < 200; ++i) {
        for (int n = 0; n < 20; ++n)
            step(random);
        store.publish();
        const FilterExpr filter = *FilterExpr::parse(filters[random.bounded(int(filters.size()))]);
        const int column = random.bounded(model.columnCount());
        const bool isAscending = random.bounded(2) == 0;
        proxy.setFilter(filter);
        proxy.sort(column, isAscending ? Qt::AscendingOrder : Qt::DescendingOrder);
        std::vector<int> naive;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.isLive(row) && model.matches(row, filter))
                naive.push_back(row);
        }
        std::stable_sort(naive.begin(), naive.end(), [&](int a, int b) {
            const QVariant first = model.index(isAscending ? a : b, column).data(SortRole);
            const QVariant second = model.index(isAscending ? b : a, column).data(SortRole);
            return QVariant::compare(first, second) == QPartialOrdering::Less;
        });
        QCOMPARE(proxy.rowCount(), int(naive.size()));
        for (int row = 0; row < proxy.rowCount(); ++row)
            QCOMPARE(proxy.sourceRow(row), naive[size_t(row)]);
    }
}

// By what a row is, not where it was.
void tst_Models::selectionFollows()
{
    say("all_sockets", R"([{"id":"b","nsp":"/"},{"id":"c","nsp":"/"},{"id":"d","nsp":"/"}])");
    SocketsModel model(&fixture->store);
    FlatIndexProxy proxy;
    proxy.setSourceModel(&model);
    proxy.sort(SocketsModel::Id, Qt::DescendingOrder);
    const QPersistentModelIndex c = proxy.index(1, 0);
    const QPersistentModelIndex d = proxy.index(0, 0);
    QCOMPARE(c.data().toString(), QStringLiteral("c"));
    say("socket_connected", R"({"id":"a","nsp":"/"},1)");
    say("socket_connected", R"({"id":"e","nsp":"/"},1)");
    say("socket_disconnected", R"("/","d","x",1)");
    fixture->store.publish();
    proxy.sort(SocketsModel::Id, Qt::AscendingOrder);
    QCOMPARE(column(proxy, 0), QString::fromLatin1("a b c e").split(u' '));
    QCOMPARE(c.row(), 2);
    QCOMPARE(c.data().toString(), QStringLiteral("c"));
    QVERIFY(!d.isValid());
    QCOMPARE(proxy.index(2, 0).data(IdRole).toString(), QStringLiteral("/ c"));
}

void tst_Models::frozen()
{
    say("all_sockets", R"([{"id":"b","nsp":"/"},{"id":"c","nsp":"/"}])");
    SocketsModel model(&fixture->store);
    FlatIndexProxy proxy;
    proxy.setSourceModel(&model);
    QSignalSpy rebuilt(&proxy, &FlatIndexProxy::rebuilt);
    proxy.setFrozen(true);
    say("socket_disconnected", R"("/","b","x",1)");
    say("socket_connected", R"({"id":"a","nsp":"/"},1)"); // in its place
    say("socket_connected", R"({"id":"z","nsp":"/"},1)");
    fixture->store.publish();
    QTest::qWait(300); // longer than an index is kept otherwise
    QCOMPARE(rebuilt.size(), 0);
    QCOMPARE(proxy.rowCount(), 2);
    proxy.setFrozen(false);
    QTRY_COMPARE(proxy.rowCount(), 3);
}

void tst_Models::scope()
{
    say("all_sockets", R"([{"id":"b","nsp":"/"},{"id":"c","nsp":"/x"}])");
    SocketsModel model(&fixture->store);
    FlatIndexProxy proxy;
    proxy.setSourceModel(&model);
    proxy.setScope([&model](int row) { return model.keyAt(row).nsp == "/x"; });
    QCOMPARE(column(proxy, 0), QStringList{QStringLiteral("c")});
    proxy.setFilter(*FilterExpr::parse(QStringLiteral("id:b")));
    QCOMPARE(proxy.rowCount(), 0);
    proxy.setScope({});
    QCOMPARE(column(proxy, 0), QStringList{QStringLiteral("b")});
}

void tst_Models::holes()
{
    say("all_sockets", R"([{"id":"b","nsp":"/"},{"id":"c","nsp":"/"}])");
    say("socket_disconnected", R"("/","b","x",1)");
    const SocketsModel model(&fixture->store);
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(!model.isLive(0));
    QVERIFY(!model.index(0, 0).data(IsLiveRole).toBool());
    QVERIFY(!model.index(0, 0).data().isValid());
    QVERIFY(model.keyAt(0).id.isEmpty());
    QVERIFY(model.keyAt(17).id.isEmpty());
}

void tst_Models::socketCells()
{
    say("all_sockets", R"([{"id":"b","nsp":"/","clientId":"c1","transport":"polling",
        "handshake":{"address":"10.0.0.1","issued":1795212502608,"secure":true},"rooms":["b","x"]}])");
    say("event_sent", R"("/","b",["e"],1795212542000)");
    const SocketsModel model(&fixture->store);
    const auto value
        = [&model](int column, int role = SortRole) { return model.index(0, column).data(role); };
    QCOMPARE(value(SocketsModel::Address).toString(), QStringLiteral("10.0.0.1"));
    QCOMPARE(value(SocketsModel::Rooms).toInt(), 2);
    QCOMPARE(value(SocketsModel::EventsOut).toInt(), 1);
    QCOMPARE(value(SocketsModel::EventsIn).toInt(), 0);
    QCOMPARE(value(SocketsModel::Client).toString(), QStringLiteral("c1"));
    QCOMPARE(value(SocketsModel::Secure).toString(), QStringLiteral("yes"));
    QCOMPARE(value(SocketsModel::LastActivity, ExportRole).toString(),
             QStringLiteral("2026-11-20T22:09:02.000Z"));
    QCOMPARE(value(SocketsModel::ConnectedAt).toLongLong(), 1795212502608);
    QVERIFY(!value(SocketsModel::ConnectedAt, Qt::DisplayRole).toString().isEmpty());
}

void tst_Models::extraColumns()
{
    say("all_sockets", R"([{"id":"b","nsp":"/","data":{"user":{"name":"Ann"},"n":7},
        "handshake":{"headers":{"user-agent":"Fox"},"query":{"room":"1"}}}])");
    SocketsModel model(&fixture->store);
    const QStringList columns = {QStringLiteral("data.user.name"), QStringLiteral("data.n"),
                                 QStringLiteral("header.User-Agent"), QStringLiteral("query.room"),
                                 QStringLiteral("data.missing")};
    QVERIFY(model.setExtraColumns(columns));
    QCOMPARE(model.columnCount(), SocketsModel::ColumnCount + 5);
    const auto value = [&model](int column) {
        return model.index(0, SocketsModel::ColumnCount + column).data();
    };
    QCOMPARE(value(0).toString(), QStringLiteral("Ann"));
    QCOMPARE(value(1).toString(), QStringLiteral("7"));
    QCOMPARE(value(2).toString(), QStringLiteral("Fox"));
    QCOMPARE(value(3).toString(), QStringLiteral("1"));
    QVERIFY(value(4).toString().isEmpty());
    QCOMPARE(model.headerData(SocketsModel::ColumnCount, Qt::Horizontal).toString(), columns[0]);
    for (const char *wrong : {"data", "data.", "data..x", "colour.x", ""})
        QVERIFY(!model.setExtraColumns({QString::fromLatin1(wrong)}));
    QCOMPARE(model.extraColumns(), columns);
}

void tst_Models::otherCells()
{
    say("all_sockets", R"([{"id":"a","nsp":"/","clientId":"c","rooms":["a",42],
        "handshake":{"headers":{"user-agent":"Fox"}}},{"id":"b","nsp":"/x","clientId":"c","rooms":["b"]}])");
    say("server_stats",
        R"({"serverId":"s","clientsCount":1,"namespaces":[{"name":"/","socketsCount":3}]})");
    fixture->store.publish();
    const RoomsModel rooms(&fixture->store);
    QCOMPARE(rooms.rowCount(), 1);
    QCOMPARE(rooms.index(0, RoomsModel::Name).data().toString(), QStringLiteral("42"));
    QCOMPARE(rooms.keyAt(0).name.json(), "42");
    QCOMPARE(rooms.index(0, RoomsModel::Members).data(SortRole).toInt(), 1);
    const ClientsModel clients(&fixture->store);
    QCOMPARE(clients.rowCount(), 1);
    QCOMPARE(clients.socketsAt(0), QList<SocketKey>({{"/", "a"}, {"/x", "b"}}));
    QCOMPARE(clients.index(0, ClientsModel::UserAgent).data().toString(), QStringLiteral("Fox"));
    QCOMPARE(clients.index(0, ClientsModel::Namespaces).data().toString(), QStringLiteral("/, /x"));
    QVERIFY(clients.matches(0, *FilterExpr::parse(QStringLiteral("nsp=/x sid=b size=2"))));
    const NamespacesModel namespaces(&fixture->store);
    QCOMPARE(namespaces.rowCount(), 2);
    const ServersModel servers(&fixture->store);
    QCOMPARE(servers.index(0, ServersModel::State).data().toString(), QStringLiteral("healthy"));
    QCOMPARE(servers.serverAt(0), "s");
    QVERIFY(!servers.index(0, ServersModel::PollingClients).data().isValid()
            || servers.index(0, ServersModel::PollingClients).data().toString().isEmpty());
}

void tst_Models::events()
{
    fixture->store.events().setLimits(3, 1'000'000);
    EventsModel model(&fixture->store);
    say("event_received", R"("/","a",["hello",{"x":1}],1795212542000)");
    say("event_sent", R"("/","a",["bye"],1795212542250)");
    say("room_joined", R"("/","red","a",1795212542251)");
    QCOMPARE(model.rowCount(), 0);
    fixture->store.publish();
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, EventsModel::Name).data().toString(), QStringLiteral("hello"));
    QCOMPARE(model.index(0, EventsModel::Summary).data().toString(), QStringLiteral("[{\"x\":1}]"));
    QCOMPARE(model.index(1, EventsModel::Delta).data(SortRole).toInt(), 250);
    QCOMPARE(model.index(2, EventsModel::Type).data().toString(), QStringLiteral("joined"));
    QVERIFY(model.matches(0, *FilterExpr::parse(QStringLiteral("dir=in name:hel arg[0].x=1"))));
    QVERIFY(!model.matches(1, *FilterExpr::parse(QStringLiteral("dir=in"))));
    QVERIFY(model.matches(2, *FilterExpr::parse(QStringLiteral("room=red"))));
    for (int i = 0; i < 2; ++i)
        say("event_sent", R"("/","b",["x"],1)");
    fixture->store.publish();
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.numberAt(0), 3);
    QCOMPARE(model.rowOf(2), -1);
    QCOMPARE(model.rowOf(5), 2);
    for (int i = 0; i < 10; ++i) // nothing is left of what was shown
        say("event_sent", R"("/","b",["y"],1)");
    fixture->store.publish();
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.numberAt(0), 13);
    fixture->store.clear();
    QCOMPARE(model.rowCount(), 0);
    say("event_sent", R"("/","b",["y"],1)");
    fixture->store.publish();
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.numberAt(0), 16);
}

void tst_Models::eventFilter()
{
    EventsModel model(&fixture->store);
    EventFilterProxy proxy;
    proxy.setSourceModel(&model);
    for (int i = 0; i < 6; ++i)
        say(i % 2 ? "event_sent" : "event_received",
            R"("/","a",["e)" + QByteArray::number(i) + "\"],1");
    fixture->store.publish();
    QCOMPARE(proxy.rowCount(), 6);
    proxy.setFilter(*FilterExpr::parse(QStringLiteral("dir=out")));
    QCOMPARE(column(proxy, EventsModel::Name), QString::fromLatin1("e1 e3 e5").split(u' '));
    QVERIFY(!proxy.mapFromSource(model.index(0, 0)).isValid());
    QCOMPARE(proxy.mapFromSource(model.index(3, 0)).row(), 1);
    QCOMPARE(proxy.mapToSource(proxy.index(2, 0)).row(), 5);
}

void tst_Models::pausedEvents()
{
    fixture->store.events().setLimits(4, 1'000'000);
    EventsModel model(&fixture->store);
    EventFilterProxy proxy;
    proxy.setSourceModel(&model);
    for (int i = 0; i < 4; ++i)
        say("event_sent", R"("/","a",["x"],1)");
    fixture->store.publish();
    proxy.setPaused(true);
    for (int i = 0; i < 2; ++i)
        say("event_sent", R"("/","a",["y"],1)");
    fixture->store.publish();
    QCOMPARE(proxy.rowCount(), 2); // the oldest go all the same
    QCOMPARE(proxy.waiting(), 2);
    proxy.setPaused(false);
    QCOMPARE(proxy.rowCount(), 4);
    QCOMPARE(proxy.waiting(), 0);
}

void tst_Models::longScans()
{
    for (int i = 0; i < 50'000; ++i)
        say("event_sent", R"("/","a",["x"],1)");
    EventsModel model(&fixture->store);
    EventFilterProxy proxy;
    proxy.setSourceModel(&model);
    QCOMPARE(proxy.rowCount(), 20'000);
    QVERIFY(proxy.isScanning());
    QTRY_COMPARE(proxy.rowCount(), 50'000);
    QVERIFY(!proxy.isScanning());
}

void tst_Models::durations()
{
    QCOMPARE(durationText(4.9), QStringLiteral("4 s"));
    QCOMPARE(durationText(723), QStringLiteral("12 min 3 s"));
    QCOMPARE(durationText(18600), QStringLiteral("5 h 10 min"));
    QCOMPARE(durationText(273600), QStringLiteral("3 d 4 h"));
}

void tst_Models::accessibleTexts()
{
    say("all_sockets", R"([{"id":"a","nsp":"/","transport":"polling"}])");
    const SocketsModel model(&fixture->store);
    QCOMPARE(model.index(0, SocketsModel::Transport).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Transport: polling"));
}

QTEST_GUILESS_MAIN(tst_Models)
#include "tst_models.moc"
