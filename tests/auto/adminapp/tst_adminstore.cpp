// SPDX-License-Identifier: MIT
#include "storefixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QSignalSpy>

using namespace QsioAdmin;

class tst_AdminStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void connectsAndGoes();
    void repeatedConnection();
    void dataIsReplaced();
    void unknownSockets();
    void rooms();
    void clients();
    void counters();
    void snapshotRace();
    void snapshotReplaces();
    void staleAndBack();
    void production();
    void servers();
    void restartsAndDuplicates();
    void namespaces();
    void drift();
    void eventRing();
    void batches();
    void sessionsAreForgotten();
    void clear();

private:
    void say(const QByteArray &event, const QByteArray &arguments)
    {
        QVERIFY(fixture->say(event, arguments));
    }
    void connectSocket(const QByteArray &id, const QByteArray &more = {});
    [[nodiscard]] const SocketRecord &socket(const QByteArray &id) const
    {
        return store().sockets().at(store().sockets().find({"/", id}));
    }
    [[nodiscard]] AdminStore &store() const { return fixture->store; }

    std::unique_ptr<StoreFixture> fixture;
};

void tst_AdminStore::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    fixture = std::make_unique<StoreFixture>();
    store().beginConnection();
}

void tst_AdminStore::connectSocket(const QByteArray &id, const QByteArray &more)
{
    say("socket_connected",
        R"({"id":")" + id + R"(","nsp":"/","rooms":[")" + id + '"' + more + R"(]},1000)");
}

void tst_AdminStore::connectsAndGoes()
{
    connectSocket("a", ",\"blue\"");
    QCOMPARE(store().sockets().size(), 1);
    QCOMPARE(socket("a").connectedAt, 1000);
    QCOMPARE(store().rooms().size(), 1);
    say("socket_disconnected", R"("/","a","transport close",2000)");
    // Node says so afterwards.
    say("room_left", R"("/","a","a",2000)");
    say("room_left", R"("/","blue","a",2000)");
    QCOMPARE(store().sockets().size(), 0);
    QCOMPARE(store().rooms().size(), 0);
    const EventRing &events = store().events();
    QCOMPARE(events.size(), 3);
    QCOMPARE(events.at(1).type, EventType::Connected);
    QCOMPARE(events.at(2).type, EventType::Disconnected);
    QCOMPARE(events.at(2).name, "transport close");
    QCOMPARE(events.at(3).type, EventType::Left);
}

// Python's servers say it at each heartbeat.
void tst_AdminStore::repeatedConnection()
{
    connectSocket("a");
    say("event_received", R"("/","a",["x"],1500)");
    say("socket_connected", R"({"id":"a","nsp":"/","rooms":["a","red"]},9000)");
    QCOMPARE(store().sockets().size(), 1);
    QCOMPARE(socket("a").connectedAt, 1000);
    QCOMPARE(socket("a").eventsIn, 1);
    QCOMPARE(socket("a").rooms.size(), 1);
    QCOMPARE(store().events().size(), 2);
    fixture->verifyDerivedStores();
}

void tst_AdminStore::dataIsReplaced()
{
    connectSocket("a");
    say("socket_updated", R"({"id":"a","nsp":"/","data":{"a":1,"b":2}})");
    say("socket_updated", R"({"id":"a","nsp":"/","data":{"b":3}})");
    QCOMPARE(socket("a").data, R"({"b":3})");
    say("socket_updated", R"({"id":"a","nsp":"/","transport":"websocket"})");
    QCOMPARE(socket("a").data, R"({"b":3})");
    QCOMPARE(socket("a").transport, "websocket");
}

void tst_AdminStore::unknownSockets()
{
    connectSocket("a");
    say("socket_updated", R"({"id":"b","nsp":"/","data":{}})");
    say("room_joined", R"("/","r","b",1)");
    say("socket_disconnected", R"("/other","a","x",1)"); // of another namespace
    say("event_sent", R"("/","b",["x"],1)");
    QCOMPARE(store().sockets().size(), 1);
    QCOMPARE(store().rooms().size(), 0);
    QCOMPARE(store().ignored(), 3);
}

void tst_AdminStore::rooms()
{
    connectSocket("a");
    connectSocket("b");
    say("room_joined", R"("/","blue","a",5000)");
    say("room_joined", R"("/","blue","a",5001)"); // twice is once
    say("room_joined", R"("/","blue","b",5002)");
    say("room_joined", R"("/",42,"b",5002)");
    const RoomStore &rooms = store().rooms();
    const int blue = rooms.find({"/", RoomName(QStringLiteral("blue"))});
    QCOMPARE(rooms.at(blue).members, 2);
    QCOMPARE(rooms.at(blue).createdAt, 5000);
    say("room_left", R"("/","blue","a",6000)");
    say("room_left", R"("/","blue","a",6001)");
    QCOMPARE(rooms.at(blue).members, 1);
    QCOMPARE(rooms.at(blue).peak, 2);
    QCOMPARE(rooms.at(blue).changedAt, 6000);
    QCOMPARE(rooms.find({"/", RoomName(QStringLiteral("42"))}), -1); // a text is no number
    QCOMPARE(rooms.size(), 2);
    say("room_left", R"("/","a","a",6002)"); // of its own
    QVERIFY(!socket("a").isInOwnRoom);
    fixture->verifyDerivedStores();
}

void tst_AdminStore::clients()
{
    say("socket_connected", R"({"id":"a","nsp":"/","clientId":"c","transport":"polling"},1)");
    say("socket_connected", R"({"id":"b","nsp":"/chat","clientId":"c","transport":"polling"},2)");
    say("socket_updated", R"({"id":"a","nsp":"/","transport":"websocket"})");
    const ClientStore &clients = store().clients();
    QCOMPARE(clients.size(), 1);
    QCOMPARE(clients.at(clients.find("c")).sockets.size(), 2);
    QCOMPARE(clients.at(clients.find("c")).transport, "websocket");
    QCOMPARE(clients.at(clients.find("c")).since, 1);
    say("socket_disconnected", R"("/","a","x",3)");
    QCOMPARE(clients.at(clients.find("c")).sockets.size(), 1);
    say("socket_disconnected", R"("/chat","b","x",3)");
    QCOMPARE(clients.size(), 0);
}

void tst_AdminStore::counters()
{
    connectSocket("a");
    say("event_received", R"("/","a",["x",1],2000)");
    say("event_sent", R"("/","a",["y"],3000)");
    say("event_sent", R"("/","a",["y"],"no time")");
    QCOMPARE(socket("a").eventsIn, 1);
    QCOMPARE(socket("a").eventsOut, 2);
    QCOMPARE(socket("a").lastActivity, fixture->now);
    QCOMPARE(store().events().at(2).arguments, "[1]");
}

// The list was made before what has been said meanwhile: admin.md 1.13.
void tst_AdminStore::snapshotRace()
{
    connectSocket("came");
    connectSocket("cameAndWent");
    say("socket_disconnected", R"("/","cameAndWent","x",1)");
    say("socket_disconnected", R"("/","went","x",1)");
    say("room_joined", R"("/","blue","stayed",1)");
    say("room_left", R"("/","red","stayed",1)");
    say("room_joined", R"("/","green","stayed",1)");
    say("room_left", R"("/","green","stayed",1)");
    say("socket_updated", R"({"id":"stayed","nsp":"/","data":{"new":1}})");
    say("room_joined", R"("/","late","came",1)");
    QCOMPARE(store().listState(), ListState::Loading);
    say("all_sockets", R"([
        {"id":"went","nsp":"/","rooms":["went"]},
        {"id":"cameAndWent","nsp":"/","rooms":["cameAndWent"]},
        {"id":"stayed","nsp":"/","rooms":["stayed","red"],"data":{"old":1}}])");
    QCOMPARE(store().listState(), ListState::Current);
    QCOMPARE(
        fixture->sockets(),
        QByteArrayList({R"(/ came client= by= from= rooms="came","late" data={})",
                        R"(/ stayed client= by= from= rooms="blue","stayed" data={"new":1})"}));
    fixture->verifyDerivedStores();
    // From now on everything is newer than the list.
    say("room_left", R"("/","blue","stayed",2)");
    QCOMPARE(store().rooms().size(), 1);
}

// A second list, of a new connection, replaces the first; who is in both keeps what was counted.
void tst_AdminStore::snapshotReplaces()
{
    say("all_sockets", R"([{"id":"a","nsp":"/","rooms":["r"]},{"id":"b","nsp":"/"}])");
    say("event_sent", R"("/","b",["x"],1)");
    store().endConnection();
    store().beginConnection();
    QCOMPARE(store().sockets().size(), 2); // grey
    say("all_sockets", R"([{"id":"b","nsp":"/"},{"id":"c","nsp":"/"}])");
    QCOMPARE(store().sockets().size(), 2);
    QVERIFY(!store().sockets().contains({"/", "a"}));
    QCOMPARE(socket("b").eventsOut, 1);
    QCOMPARE(store().rooms().size(), 0);
    say("all_sockets", "[]");
    QCOMPARE(store().sockets().size(), 0);
    fixture->verifyDerivedStores();
}

void tst_AdminStore::staleAndBack()
{
    QSignalSpy spy(&store(), &AdminStore::listStateChanged);
    say("all_sockets", R"([{"id":"a","nsp":"/"}])");
    QCOMPARE(store().syncedAt(), fixture->now);
    fixture->now += 5000;
    store().endConnection();
    QVERIFY(store().isStale());
    QCOMPARE(store().staleSince(), fixture->now);
    store().beginConnection();
    QVERIFY(store().isStale()); // until the new list is there
    say("all_sockets", "[]");
    QCOMPARE(store().listState(), ListState::Current);
    QCOMPARE(store().staleSince(), 0);
    QCOMPARE(spy.size(), 3);

    store().endConnection();
    store().beginConnection();
    store().endConnection(); // it never came
    QVERIFY(store().isStale());
}

void tst_AdminStore::production()
{
    say("all_sockets", R"([{"id":"a","nsp":"/"}])");
    store().endConnection();
    store().beginConnection();
    QVERIFY(!store().hasConfig());
    say("config", R"({"supportedFeatures":["EMIT","AGGREGATED_EVENTS"]})");
    QVERIFY(store().hasConfig());
    QVERIFY(store().hasFeature("EMIT"));
    QVERIFY(!store().hasFeature("JOIN"));
    QCOMPARE(store().listState(), ListState::Unavailable);
    QCOMPARE(store().sockets().size(), 0); // nothing that looks alive
    // Servers of old do not say ALL_EVENTS.
    store().beginConnection();
    say("config", R"({"supportedFeatures":["EMIT"]})");
    say("all_sockets", "[]");
    QCOMPARE(store().listState(), ListState::Current);
}

void tst_AdminStore::servers()
{
    const QByteArray stats
        = R"({"serverId":"s1","hostname":"h","pid":1,"uptime":%1,"clientsCount":6,
        "pollingClientsCount":2,"aggregatedEvents":[{"timestamp":1,"type":"bytesIn","count":500},
        {"timestamp":2,"type":"bytesIn","count":1500}]})";
    const auto at
        = [&stats](const char *uptime) { return QByteArray(stats).replace("%1", uptime); };
    say("server_stats", at("10"));
    const ServerStore &servers = store().servers();
    QCOMPARE(servers.clients(), 6);
    QCOMPARE(servers.pollingClients(), 2);
    QCOMPARE(servers.rate("bytesIn"), 0); // of what time?
    fixture->now += 2000;
    say("server_stats", at("12"));
    QCOMPARE(servers.rate("bytesIn"), 1000);
    fixture->now += 4000;
    store().tick();
    QCOMPARE(servers.count(ServerHealth::Healthy), 1);
    fixture->now += 1;
    store().tick();
    QCOMPARE(servers.count(ServerHealth::Late), 1);
    QCOMPARE(servers.clients(), 6);
    fixture->now += 6000;
    store().tick();
    QCOMPARE(servers.count(ServerHealth::Lost), 1);
    QCOMPARE(servers.clients(), 0);
    say("server_stats", at("22"));
    QCOMPARE(servers.count(ServerHealth::Healthy), 1);
    QCOMPARE(servers.at(0).restarts, 0);
    store().forgetServer("s1");
    QCOMPARE(servers.size(), 0);
}

void tst_AdminStore::restartsAndDuplicates()
{
    const auto run = [this](int pid, double uptime) {
        fixture->now += 2000;
        say("server_stats",
            R"({"serverId":"s","hostname":"h","pid":)" + QByteArray::number(pid)
                + ",\"uptime\":" + QByteArray::number(uptime) + '}');
    };
    const auto server = [this]() -> const ServerRecord & { return store().servers().at(0); };
    run(1, 100);
    run(1, 102);
    QCOMPARE(server().restarts, 0);
    run(2, 1); // another process
    QCOMPARE(server().restarts, 1);
    QVERIFY(!server().isDuplicated);
    run(2, 3);
    run(2, 5);
    run(2, 7);
    run(2, 0.5); // the same number once more
    QCOMPARE(server().restarts, 2);
    QVERIFY(!server().isDuplicated);
    run(3, 5000); // has been there all the time
    QVERIFY(server().isDuplicated);
}

void tst_AdminStore::namespaces()
{
    connectSocket("a");
    say("server_stats", R"({"serverId":"s1","namespaces":[
        {"name":"/","socketsCount":4},{"name":"/chat","socketsCount":0}]})");
    say("server_stats", R"({"serverId":"s2","namespaces":[{"name":"/","socketsCount":1}]})");
    store().publish();
    const NamespaceStore &namespaces = store().namespaces();
    QVERIFY(namespaces.contains("/chat"));
    QCOMPARE(namespaces.at(namespaces.find("/")).reported, 5);
    QCOMPARE(namespaces.at(namespaces.find("/")).listed, 1);
    QVERIFY(namespaces.at(namespaces.find("/")).differs());
    QVERIFY(!namespaces.at(namespaces.find("/chat")).differs());
    // A dynamic namespace has gone: nothing says so but the statistics.
    say("server_stats", R"({"serverId":"s1","namespaces":[{"name":"/","socketsCount":4}]})");
    QVERIFY(!namespaces.contains("/chat"));
}

// Two nodes of four sockets each, one of which dies: who is still there has to be asked again.
void tst_AdminStore::drift()
{
    say("all_sockets", R"([{"id":"a","nsp":"/"},{"id":"b","nsp":"/"}])");
    store().publish();
    const auto report = [this](int count) {
        say("server_stats",
            R"({"serverId":"s","namespaces":[{"name":"/","socketsCount":)"
                + QByteArray::number(count) + "}]}");
        store().tick();
    };
    report(1);
    QVERIFY(!store().needsResync());
    fixture->now += 2000;
    report(2); // it was a moment's difference
    fixture->now += 20000;
    report(1);
    fixture->now += 6000;
    report(1);
    QVERIFY(!store().needsResync());
    fixture->now += 1;
    QVERIFY(store().needsResync());
    say("all_sockets", R"([{"id":"a","nsp":"/"}])");
    QVERIFY(!store().needsResync());
}

void tst_AdminStore::eventRing()
{
    EventRing ring;
    ring.setLimits(3, 1'000'000);
    QCOMPARE(ring.size(), 0);
    QCOMPARE(ring.firstNumber(), ring.nextNumber());
    for (int i = 0; i < 5; ++i)
        ring.append({.name = QByteArray::number(i)});
    QCOMPARE(ring.size(), 3);
    QCOMPARE(ring.firstNumber(), 3);
    QCOMPARE(ring.at(3).name, "2");
    QCOMPARE(ring.at(5).name, "4");
    QCOMPARE(ring.at(5).number, 5);
    QCOMPARE(ring.overwritten(), 2);
    ring.append({.arguments = QByteArray(1'000'000, ' ')});
    QCOMPARE(ring.size(), 1); // the last one always stays
    ring.append({.attachments = {QByteArray(500'000, ' ')}});
    QCOMPARE(ring.size(), 1);
    ring.append({});
    QCOMPARE(ring.size(), 2);
    ring.clear();
    QCOMPARE(ring.size(), 0);
    QCOMPARE(ring.bytes(), 0);
    ring.append({});
    QCOMPARE(ring.firstNumber(), 9);
}

void tst_AdminStore::batches()
{
    QList<StoreChanges> batches;
    connect(&store(), &AdminStore::changed, this,
            [&batches](const StoreChanges &changes) { batches.append(changes); });
    for (const char *id : {"a", "b", "c", "d"})
        connectSocket(id);
    QVERIFY(batches.isEmpty());
    store().publish();
    QCOMPARE(batches.size(), 1);
    QCOMPARE(batches[0].sockets.firstChanged, 0);
    QCOMPARE(batches[0].sockets.lastChanged, 3);
    QCOMPARE(batches[0].sockets.slotCount, 4);
    QVERIFY(batches[0].hasEvents);
    QVERIFY(batches[0].rooms.isEmpty());

    say("socket_disconnected", R"("/","b","x",1)");
    say("socket_updated", R"({"id":"c","nsp":"/","data":{"a":1}})");
    store().publish();
    QCOMPARE(batches[1].sockets.firstChanged, 1);
    QCOMPARE(batches[1].sockets.lastChanged, 2);
    QCOMPARE(batches[1].sockets.slotCount, 4); // nothing moves
    QVERIFY(!store().sockets().isLive(1));
    connectSocket("e");
    QCOMPARE(store().sockets().find({"/", "e"}), 1);
    store().publish();
    store().publish();
    QVERIFY(batches[3].sockets.isEmpty());
    QVERIFY(!batches[3].hasEvents);
}

void tst_AdminStore::sessionsAreForgotten()
{
    AdminEvent event = SessionIssued{"secret"};
    store().apply(std::move(event));
    QCOMPARE(std::get<SessionIssued>(event).sessionId, QByteArray(6, '\0'));
}

void tst_AdminStore::clear()
{
    say("all_sockets", R"([{"id":"a","nsp":"/","rooms":["r"],"clientId":"c"}])");
    say("server_stats", R"({"serverId":"s","namespaces":[{"name":"/","socketsCount":1}]})");
    say("event_sent", R"("/","a",["x"],1)");
    store().clear();
    QCOMPARE(store().sockets().size() + store().rooms().size() + store().clients().size()
                 + store().servers().size() + store().namespaces().size(),
             0);
    QCOMPARE(store().events().size(), 0);
    QCOMPARE(store().listState(), ListState::None);
}

QTEST_GUILESS_MAIN(tst_AdminStore)
#include "tst_adminstore.moc"
