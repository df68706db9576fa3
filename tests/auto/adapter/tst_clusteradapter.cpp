// SPDX-License-Identifier: MIT
// What several servers do together.
#include "clusterfixture.h"

using namespace QSocketIo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_ClusterAdapter : public ClusterFixture
{
    Q_OBJECT
private Q_SLOTS:
    void broadcasts_data();
    void broadcasts();
    void binaryBroadcasts();
    void localBroadcastsStay();
    void localFirst();
    void joinAndLeave();
    void disconnect();
    void fetchSockets();
    void fetchFromNobody();
    void allSocketsAndRooms();
    void acknowledgements();
    void acknowledgementsOfNobody();
    void localAcknowledgements();
    void cancelledAcknowledgements();
    void acknowledgementsEndForOthers();
    void serverSideEmit();
    void serverSideEmitWithAnswers();
    void serverSideEmitAlone();
    void serverCount();
    void redactedHandshakes();
    void oldRequests();
};

void tst_ClusterAdapter::broadcasts_data()
{
    QTest::addColumn<int>("servers");
    QTest::addColumn<bool>("msgpack");
    for (int servers = 2; servers <= 5; ++servers) {
        QTest::addRow("%d servers, JSON", servers) << servers << false;
        QTest::addRow("%d servers, MessagePack", servers) << servers << true;
    }
}

void tst_ClusterAdapter::broadcasts()
{
    QFETCH(int, servers);
    QFETCH(bool, msgpack);
    if (msgpack)
        bus->textFormat = LoopbackBus::Format::Msgpack;
    start(servers);
    QList<FakeMember *> inRoom;
    QList<FakeMember *> others;
    for (int i = 0; i < servers; ++i) {
        Node *node = nodes[size_t(i)].get();
        inRoom.append(node->join(u"r%1"_s.arg(i), {u"r"_s}));
        others.append(node->join(u"o%1"_s.arg(i)));
    }
    ClusterAdapter *adapter = nodes[0]->adapter.get();
    adapter->broadcast(event("all", Payload::of(1, u"räum✓"_s)), {});
    adapter->broadcast(event("room"), {.rooms = {u"r"_s}, .isVolatile = true, .compress = false});
    adapter->broadcast(event("but"), {.rooms = {u"r"_s}, .except = {u"r1"_s}});
    bus->settle();
    for (int i = 0; i < servers; ++i) {
        QList<QByteArray> expected{"2[\"all\",1,\"r\u00e4um\u2713\"]", "2[\"room\"]"};
        if (i != 1)
            expected.append("2[\"but\"]");
        QCOMPARE(inRoom[i]->received, expected);
        QCOMPARE(others[i]->received, expected.mid(0, 1));
    }
    QCOMPARE(bus->published.size(), 3);
    QVERIFY(bus->published[1].options.isVolatile);
    QVERIFY(!bus->published[1].options.compress);
}

void tst_ClusterAdapter::binaryBroadcasts()
{
    start(2);
    FakeMember *far = nodes[1]->join(u"far"_s);
    nodes[0]->adapter->broadcast(event("x", Payload::of(QByteArray("\1"))), {});
    bus->settle();
    QCOMPARE(far->received, QList<QByteArray>{R"(51-["x",{"_placeholder":true,"num":0}])"});
}

void tst_ClusterAdapter::localBroadcastsStay()
{
    start(2);
    FakeMember *near = nodes[0]->join(u"near"_s);
    FakeMember *far = nodes[1]->join(u"far"_s);
    const BroadcastOptions local{.isLocal = true};
    ClusterAdapter *adapter = nodes[0]->adapter.get();
    adapter->broadcast(event("x"), local);
    adapter->addSockets(local, {u"r"_s});
    QCOMPARE(idsOf(*fetch(nodes[0].get(), {.rooms = {u"r"_s}, .isLocal = true})),
             QStringList({u"near"_s}));
    adapter->delSockets(local, {u"r"_s});
    adapter->disconnectSockets(local, DisconnectMode::LeaveNamespace);
    bus->settle();
    QCOMPARE(near->received.size(), 1);
    QCOMPARE(near->disconnections.size(), 1);
    QVERIFY(far->received.isEmpty() && far->disconnections.isEmpty());
    QVERIFY(bus->published.isEmpty());
}

// In the call, before anything travels.
void tst_ClusterAdapter::localFirst()
{
    start(2);
    FakeMember *near = nodes[0]->join(u"near"_s);
    FakeMember *far = nodes[1]->join(u"far"_s);
    nodes[0]->adapter->broadcast(event("x"), {});
    QCOMPARE(near->received.size(), 1);
    QVERIFY(far->received.isEmpty());
    nodes[0]->adapter->addSockets({}, {u"r"_s});
    QVERIFY(nodes[0]->adapter->isInRoom(u"near"_s, u"r"_s));
    bus->settle();
    QCOMPARE(near->received.size(), 1); // its own echo is none of its business
    QCOMPARE(far->received.size(), 1);
}

void tst_ClusterAdapter::joinAndLeave()
{
    start(3);
    for (int i = 0; i < 3; ++i)
        nodes[size_t(i)]->join(u"s%1"_s.arg(i), {u"r"_s});
    nodes[0]->adapter->addSockets({.rooms = {u"r"_s}, .except = {u"s1"_s}}, {u"a"_s, u"b"_s});
    bus->settle();
    QCOMPARE(nodes[2]->adapter->socketRooms(u"s2"_s),
             QStringList({u"s2"_s, u"r"_s, u"a"_s, u"b"_s}));
    QVERIFY(!nodes[1]->adapter->isInRoom(u"s1"_s, u"a"_s));
    QVERIFY(nodes[0]->adapter->isInRoom(u"s0"_s, u"a"_s));
    nodes[1]->adapter->delSockets({}, {u"a"_s});
    bus->settle();
    for (int i = 0; i < 3; ++i)
        QVERIFY(!nodes[size_t(i)]->adapter->rooms().contains(u"a"_s));
    QVERIFY(nodes[2]->adapter->isInRoom(u"s2"_s, u"b"_s));
}

void tst_ClusterAdapter::disconnect()
{
    start(2);
    FakeMember *near = nodes[0]->join(u"near"_s, {u"r"_s});
    FakeMember *far = nodes[1]->join(u"far"_s, {u"r"_s});
    FakeMember *other = nodes[1]->join(u"other"_s);
    nodes[0]->adapter->disconnectSockets({.rooms = {u"r"_s}}, DisconnectMode::CloseConnection);
    nodes[1]->adapter->disconnectSockets({.rooms = {u"r"_s}}, DisconnectMode::LeaveNamespace);
    bus->settle();
    const QList<DisconnectMode> modes{DisconnectMode::CloseConnection,
                                      DisconnectMode::LeaveNamespace};
    QCOMPARE(near->disconnections, modes);
    QCOMPARE(far->disconnections.size(), 2);
    QVERIFY(far->disconnections.contains(DisconnectMode::CloseConnection));
    QVERIFY(other->disconnections.isEmpty());
}

void tst_ClusterAdapter::fetchSockets()
{
    start(4);
    for (int i = 0; i < 4; ++i) {
        FakeMember *member = nodes[size_t(i)]->join(u"s%1"_s.arg(i), {u"r%1"_s.arg(i % 2)});
        member->properties = {{u"n"_s, i}, {u"bytes"_s, QByteArray("b")}};
    }
    const Sockets all = fetch(nodes[1].get());
    QCOMPARE(idsOf(all.valueOr({})), QStringList({u"s0"_s, u"s1"_s, u"s2"_s, u"s3"_s}));
    QCOMPARE(all->first().id, u"s1"_s); // this server's first
    const SocketDescription last = all->last();
    QCOMPARE(last.rooms.size(), 2);
    QCOMPARE(last.data[u"bytes"_s].toByteArray(), "b");
    QCOMPARE(idsOf(*fetch(nodes[0].get(), {.rooms = {u"r0"_s}, .except = {u"s2"_s}})),
             QStringList({u"s0"_s}));
    QCOMPARE(nodes[1]->adapter->pendingRequests(), 0);
}

void tst_ClusterAdapter::fetchFromNobody()
{
    start(1);
    nodes[0]->join(u"s"_s);
    QCOMPARE(idsOf(*nodes[0]->adapter->fetchSockets({}).result()), QStringList({u"s"_s}));
    QVERIFY(bus->published.isEmpty());
}

void tst_ClusterAdapter::allSocketsAndRooms()
{
    start(2);
    nodes[0]->join(u"near"_s, {u"r"_s});
    nodes[1]->join(u"far"_s, {u"r"_s});
    const QFuture<Result<QSet<QString>>> ids = nodes[0]->adapter->allSockets({.rooms = {u"r"_s}});
    bus->settle();
    QVERIFY(ids.isFinished());
    QCOMPARE(*ids.result(), QSet<QString>({u"near"_s, u"far"_s}));
    // Only the classic Redis adapter can be asked for rooms: others do not answer.
    const QFuture<Result<QSet<QString>>> rooms = nodes[0]->adapter->allRooms();
    bus->advance(6s);
    QVERIFY(rooms.isFinished());
    QCOMPARE(rooms.result().error().code(), Error::Code::Timeout);
    QCOMPARE(rooms.result().error().data().toArray().size(), 2);
}

void tst_ClusterAdapter::acknowledgements()
{
    start(3);
    FakeMember *near = nodes[0]->join(u"near"_s);
    FakeMember *one = nodes[1]->join(u"one"_s);
    FakeMember *two = nodes[1]->join(u"two"_s);
    Acknowledgements got;
    emitWithAck(nodes[0].get(), &got);
    QCOMPARE(near->received, QList<QByteArray>{"27[\"q\"]"});
    bus->settle();
    QCOMPARE(got.expected, QList<int>{3}); // told once, when all have counted
    QCOMPARE(one->received, QList<QByteArray>{"21000[\"q\"]"}); // with a number of its own server
    near->expected.at(7)(u"n"_s);
    one->expected.at(1000)(QByteArray("\1"));
    two->expected.at(1000)(QCborValue());
    bus->settle();
    QCOMPARE(got.answers.size(), 3);
    QVERIFY(got.answers.contains(u"n"_s));
    QVERIFY(got.answers.contains(QByteArray("\1")));
    QVERIFY(got.answers.contains(QCborValue(nullptr))); // undefined arrives as null
    for (const auto &node : nodes)
        QCOMPARE(node->adapter->pendingRequests(), 0);
    QCOMPARE(bus->publishedOf(Type::BroadcastClientCount), 2);
}

void tst_ClusterAdapter::acknowledgementsOfNobody()
{
    start(2);
    nodes[0]->join(u"near"_s);
    Acknowledgements got;
    emitWithAck(nodes[0].get(), &got, {.rooms = {u"nobody"_s}});
    bus->settle();
    QCOMPARE(got.expected, QList<int>{0});
    QCOMPARE(bus->publishedOf(Type::BroadcastClientCount), 1); // also of no clients
    QCOMPARE(nodes[0]->adapter->pendingRequests(), 0);
}

// §11.3: in Node.js this never completes.
void tst_ClusterAdapter::localAcknowledgements()
{
    start(2);
    nodes[0]->join(u"near"_s);
    nodes[1]->join(u"far"_s);
    Acknowledgements got;
    emitWithAck(nodes[0].get(), &got, {.isLocal = true});
    QCOMPARE(got.expected, QList<int>{1});
    QVERIFY(bus->published.isEmpty());
}

void tst_ClusterAdapter::cancelledAcknowledgements()
{
    start(2);
    FakeMember *near = nodes[0]->join(u"near"_s);
    FakeMember *far = nodes[1]->join(u"far"_s);
    Acknowledgements got;
    emitWithAck(nodes[0].get(), &got);
    bus->settle();
    nodes[0]->adapter->cancelAnswers(7, {});
    QVERIFY(near->expected.empty());
    far->expected.at(1000)(1);
    bus->settle();
    QVERIFY(got.answers.isEmpty());
    QCOMPARE(nodes[0]->adapter->pendingRequests(), 0);
}

void tst_ClusterAdapter::acknowledgementsEndForOthers()
{
    start(2);
    FakeMember *far = nodes[1]->join(u"far"_s);
    Acknowledgements got;
    emitWithAck(nodes[0].get(), &got, {.timeout = 500ms});
    bus->settle();
    QCOMPARE(far->expected.size(), 1U);
    QCOMPARE(nodes[1]->adapter->pendingRequests(), 1);
    bus->advance(600ms);
    QVERIFY(far->expected.empty());
    QCOMPARE(nodes[1]->adapter->pendingRequests(), 0);
    bus->advance(2s);
    QCOMPARE(nodes[0]->adapter->pendingRequests(), 0); // nobody has cancelled it
}

void tst_ClusterAdapter::serverSideEmit()
{
    start(3);
    QVERIFY(!nodes[0]->adapter->serverSideEmit(u"hi"_s, Payload::of(1), {}));
    bus->settle();
    QVERIFY(nodes[0]->host.serverSideEvents.isEmpty());
    QCOMPARE(nodes[1]->host.serverSideEvents, QStringList({u"hi"_s}));
    QCOMPARE(nodes[2]->host.serverSideEvents, QStringList({u"hi"_s}));
    QVERIFY(bus->published.constLast().requestId.isNull());
}

void tst_ClusterAdapter::serverSideEmitWithAnswers()
{
    start(3);
    for (int i = 1; i < 3; ++i) {
        nodes[size_t(i)]->host.onServerSideEvent = [i](const Payload &arguments, const Ack &ack) {
            QCOMPARE(arguments, Payload::of(20));
            ack(i + int(arguments.at(0).toInteger()), "a second argument");
        };
    }
    QList<Result<QList<QCborValue>>> got;
    const auto handler = [&got](const Result<QList<QCborValue>> &answers) -> Error {
        got.append(answers);
        return {};
    };
    QVERIFY(!nodes[0]->adapter->serverSideEmit(u"load"_s, Payload::of(20), handler));
    QVERIFY(got.isEmpty());
    bus->settle();
    QCOMPARE(got.size(), 1);
    QVERIFY(got[0]);
    QCOMPARE(got[0]->size(), 2);
    QVERIFY(got[0]->contains(21) && got[0]->contains(22));
}

// Never from inside the call.
void tst_ClusterAdapter::serverSideEmitAlone()
{
    start(1);
    bool done = false;
    QVERIFY(!nodes[0]->adapter->serverSideEmit(
        u"load"_s, {}, [&done](const Result<QList<QCborValue>> &answers) -> Error {
            done = answers && answers->isEmpty();
            return {};
        }));
    QVERIFY(!done);
    QVERIFY(waitFor([&done] { return done; }));
}

void tst_ClusterAdapter::serverCount()
{
    start(5);
    for (const auto &node : nodes)
        QCOMPARE(node->adapter->serverCount().result(), Result<int>(5));
    nodes[4]->endpoint->setUp(false);
    QCOMPARE(nodes[4]->adapter->serverCount().result().error().code(), Error::Code::Adapter);
    bus->advance(11s);
    QCOMPARE(nodes[0]->adapter->serverCount().result(), Result<int>(4));
}

void tst_ClusterAdapter::redactedHandshakes()
{
    for (const bool redacts : {false, true}) {
        nodes.clear();
        start(2, {.redactHandshakes = redacts});
        HttpHeaders headers;
        headers.append("Host", "h");
        headers.append("Cookie", "c");
        headers.append("Authorization", "a");
        HttpRequest request;
        request.setHeaders(headers);
        FakeMember *far = nodes[1]->join(u"far"_s);
        far->shaken = Handshake(request, QCborMap{{u"token"_s, u"t"_s}},
                                QDateTime::fromMSecsSinceEpoch(1000, Qt::UTC));
        const SocketDescription found = fetch(nodes[0].get())->constFirst();
        QCOMPARE(found.handshake.headers().count(), redacts ? 1 : 3);
        QCOMPARE(found.handshake.auth().isEmpty(), redacts);
        QCOMPARE(found.handshake.issued().toMSecsSinceEpoch(), 1000);
        // What this server is asked about its own sockets stays as it is.
        const SocketDescription own = fetch(nodes[1].get(), {.isLocal = true})->constFirst();
        QCOMPARE(own.handshake.headers().count(), 3);
    }
}

// Those of older servers, for one socket: its own server alone answers. And what only the classic
// Redis adapter asks.
void tst_ClusterAdapter::oldRequests()
{
    class Direct final : public LoopbackAdapter<CountedClusterAdapter>
    {
    public:
        using LoopbackAdapter::LoopbackAdapter;
        using LoopbackAdapter::receive;
        QList<ClusterMessage> responses;

    protected:
        bool respond(const QString &, const ClusterMessage &message) override
        {
            responses.append(message);
            return true;
        }
        QFuture<Result<int>> queryServerCount() const override
        {
            return QtFuture::makeReadyFuture(Result<int>(1));
        }
    };
    FakeHost host;
    Direct adapter(&host, bus.get());
    adapter.init();
    FakeMember *member = host.add(u"s"_s);
    adapter.addAll(u"s"_s, {u"s"_s, u"r"_s});
    const auto ask = [&](Type type, const QString &id) {
        ClusterMessage message;
        message.type = type;
        message.nsp = u"/"_s;
        message.requestId = u"i"_s;
        message.options.rooms = QStringList{id};
        message.rooms = QStringList{u"a"_s};
        adapter.receive(message);
    };
    ask(Type::SocketsJoin, u"s"_s);
    QVERIFY(adapter.isInRoom(u"s"_s, u"a"_s));
    QCOMPARE(adapter.responses.size(), 1);
    QCOMPARE(adapter.responses[0].type, Type::Done);
    QCOMPARE(adapter.responses[0].requestId, u"i"_s);
    ask(Type::DisconnectSockets, u"another"_s);
    QCOMPARE(adapter.responses.size(), 1);
    QVERIFY(member->disconnections.isEmpty());
    ask(Type::SocketIds, u"r"_s);
    QCOMPARE(adapter.responses[1].rooms, QStringList({u"s"_s}));
    ask(Type::AllRooms, {});
    QStringList rooms = adapter.responses[2].rooms;
    rooms.sort();
    QCOMPARE(rooms, QStringList({u"a"_s, u"r"_s, u"s"_s}));
}

QTEST_GUILESS_MAIN(tst_ClusterAdapter)
#include "moc_clusterfixture.cpp"
#include "tst_clusteradapter.moc"
