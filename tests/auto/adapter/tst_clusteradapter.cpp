// SPDX-License-Identifier: MIT
// What several servers do together, over a bus that loses, doubles and delays messages.
#include "adapterfixture.h"
#include "shared/loopbackbus.h"
#include "shared/waitfor.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Type = ClusterMessage::Type;
using Sockets = Result<QList<SocketDescription>>;

namespace {
enum Kind { Counted, Heartbeat };

struct Node
{
    Node(Kind kind, LoopbackBus *bus, const ClusterOptions &options)
    {
        if (kind == Counted) {
            auto counted = std::make_unique<CountedLoopbackAdapter>(&host, bus, options);
            endpoint = counted.get();
            adapter = std::move(counted);
        } else {
            auto heartbeat = std::make_unique<HeartbeatLoopbackAdapter>(&host, bus, options);
            endpoint = heartbeat.get();
            adapter = std::move(heartbeat);
        }
        adapter->init();
    }
    FakeMember *join(const QString &id, const QStringList &rooms = {})
    {
        FakeMember *member = host.add(id);
        adapter->addAll(id, QStringList{id} + rooms);
        return member;
    }

    FakeHost host;
    std::unique_ptr<ClusterAdapter> adapter;
    LoopbackEndpoint *endpoint = nullptr;
};

// The two sides of an acknowledged broadcast.
struct Acknowledgements
{
    QList<int> expected;
    QList<QCborValue> answers;
};
} // namespace

class tst_ClusterAdapter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup();

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
    void timeouts();
    void timeoutOfServerSideEmit();
    void timeoutOfTheCall();
    void duplicates();
    void reordering();
    void losses();
    void foreignMessages();
    void malformedMessages();
    void reservedEvents();
    void downFromTheBeginning();
    void connectionLost();
    void acknowledgementsWhileDown();
    void closing();
    void destroyedWhileWaiting();
    void nodeLoss();
    void nodeSaysGoodbye();
    void heartbeatsKeepAlive();
    void emitterIsNoServer();
    void limitOfServers();
    void limitOfRequests();
    void redactedHandshakes();
    void oldRequests();
    void handlersMayDestroyTheAdapter();

private:
    Node *add(const ClusterOptions &options = {});
    void start(int count, const ClusterOptions &options = {});
    Sockets fetch(Node *node, const BroadcastOptions &options = {});
    static Packet event(const QByteArray &name, const Payload &payload = {});
    void emitWithAck(Node *node, Acknowledgements *into, const BroadcastOptions &options = {});
    [[nodiscard]] bool isHeartbeat() const { return m_kind == Heartbeat; }

    Kind m_kind = Counted;
    std::unique_ptr<LoopbackBus> bus;
    std::vector<std::unique_ptr<Node>> nodes;
};

void tst_ClusterAdapter::initTestCase_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("counted") << int(Counted);
    QTest::newRow("heartbeat") << int(Heartbeat);
}

void tst_ClusterAdapter::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    QFETCH_GLOBAL(int, kind);
    m_kind = Kind(kind);
    bus = std::make_unique<LoopbackBus>();
}

void tst_ClusterAdapter::cleanup()
{
    nodes.clear();
    bus.reset();
}

Node *tst_ClusterAdapter::add(const ClusterOptions &options)
{
    nodes.push_back(std::make_unique<Node>(m_kind, bus.get(), options));
    return nodes.back().get();
}

void tst_ClusterAdapter::start(int count, const ClusterOptions &options)
{
    for (int i = 0; i < count; ++i)
        add(options);
    bus->settle();
    bus->published.clear();
}

Sockets tst_ClusterAdapter::fetch(Node *node, const BroadcastOptions &options)
{
    const QFuture<Sockets> future = node->adapter->fetchSockets(options);
    bus->settle();
    return future.isFinished() ? future.result() : Error("pending");
}

static QStringList idsOf(const QList<SocketDescription> &sockets)
{
    QStringList ids;
    for (const SocketDescription &socket : sockets)
        ids.append(socket.id);
    ids.sort();
    return ids;
}

Packet tst_ClusterAdapter::event(const QByteArray &name, const Payload &payload)
{
    Packet packet;
    packet.event = name;
    packet.payload = payload;
    return packet;
}

void tst_ClusterAdapter::emitWithAck(Node *node, Acknowledgements *into,
                                     const BroadcastOptions &options)
{
    Packet packet = event("q");
    packet.id = 7;
    BroadcastOptions timed = options;
    timed.timeout = timed.timeout.value_or(1s);
    node->adapter->broadcastWithAck(
        packet, timed, [into](int count) { into->expected.append(count); },
        [into](const QCborValue &answer) { into->answers.append(answer); });
}

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

void tst_ClusterAdapter::timeouts()
{
    start(3);
    for (int i = 0; i < 3; ++i)
        nodes[size_t(i)]->join(u"s%1"_s.arg(i));
    bus->decide = [this](const ClusterMessage &message, const QString &from, const QString &) {
        const bool isLost
            = message.type == Type::FetchSocketsResponse && from == nodes[2]->adapter->uid();
        return LoopbackBus::Fate{isLost ? 0 : 1};
    };
    const QFuture<Sockets> future = nodes[0]->adapter->fetchSockets({});
    bus->advance(4900ms);
    QVERIFY(!future.isFinished());
    bus->advance(200ms);
    QVERIFY(future.isFinished());
    const Error error = future.result().error();
    QCOMPARE(error.code(), Error::Code::Timeout);
    QCOMPARE(error.message(),
             isHeartbeat() ? u"timeout reached: missing 1 responses"_s
                           : u"timeout reached: only 1 responses received out of 2"_s);
    QCOMPARE(idsOf(ClusterAdapter::partialSockets(error)), QStringList({u"s0"_s, u"s1"_s}));
    QVERIFY(ClusterAdapter::partialSockets(Error("another")).isEmpty());
}

void tst_ClusterAdapter::timeoutOfServerSideEmit()
{
    start(3);
    nodes[1]->host.onServerSideEvent = [](const Payload &, const Ack &ack) { ack(1); };
    Result<QList<QCborValue>> got = Error("none");
    QVERIFY(!nodes[0]->adapter->serverSideEmit(
        u"x"_s, {}, [&got](const Result<QList<QCborValue>> &answers) -> Error {
            got = answers;
            return {};
        }));
    bus->advance(5100ms);
    QCOMPARE(got.error().code(), Error::Code::Timeout);
    QCOMPARE(got.error().message(),
             isHeartbeat() ? u"timeout reached: missing 1 responses"_s
                           : u"timeout reached: only 1 responses received out of 2"_s);
    QCOMPARE(got.error().data().toArray(), QCborArray{1});
}

void tst_ClusterAdapter::timeoutOfTheCall()
{
    start(2, {.requestsTimeout = 3s});
    bus->decide = [](const ClusterMessage &message, const QString &, const QString &) {
        return LoopbackBus::Fate{message.isResponse() ? 0 : 1};
    };
    const QFuture<Sockets> shorter = nodes[0]->adapter->fetchSockets({.timeout = 1s});
    const QFuture<Sockets> usual = nodes[0]->adapter->fetchSockets({});
    bus->advance(1100ms);
    QVERIFY(shorter.isFinished() && !usual.isFinished());
    bus->advance(2s);
    QVERIFY(usual.isFinished());
}

void tst_ClusterAdapter::duplicates()
{
    bus->decide = [](const ClusterMessage &, const QString &, const QString &) {
        return LoopbackBus::Fate{2};
    };
    start(3);
    FakeMember *far = nodes[1]->join(u"far"_s);
    nodes[2]->join(u"third"_s);
    const Sockets sockets = fetch(nodes[0].get());
    QCOMPARE(idsOf(sockets.valueOr({})), QStringList({u"far"_s, u"third"_s}));
    // A request that comes twice asks twice: its server counts once, and hears as many answers.
    Acknowledgements got;
    emitWithAck(nodes[0].get(), &got, {.rooms = {u"far"_s}});
    bus->settle();
    QCOMPARE(got.expected, QList<int>{1});
    far->expected.begin()->second(u"once"_s);
    bus->settle();
    QCOMPARE(got.answers, QList<QCborValue>{u"once"_s});
    nodes[1]->host.onServerSideEvent = [](const Payload &, const Ack &ack) { ack(1); };
    nodes[2]->host.onServerSideEvent = [](const Payload &, const Ack &ack) { ack(2); };
    QList<QCborValue> answers;
    QVERIFY(!nodes[0]->adapter->serverSideEmit(
        u"x"_s, {}, [&answers](const Result<QList<QCborValue>> &all) -> Error {
            answers += all.valueOr({});
            return {};
        }));
    bus->settle();
    QCOMPARE(answers.size(), 2);
    QVERIFY(answers.contains(1) && answers.contains(2));
}

// Counts behind the acknowledgements they announce.
void tst_ClusterAdapter::reordering()
{
    start(3);
    FakeMember *one = nodes[1]->join(u"one"_s);
    FakeMember *two = nodes[2]->join(u"two"_s);
    bus->decide = [](const ClusterMessage &message, const QString &, const QString &) {
        return LoopbackBus::Fate{1, message.type == Type::BroadcastClientCount ? 300ms : 0ms};
    };
    Acknowledgements got;
    emitWithAck(nodes[0].get(), &got);
    bus->settle();
    one->expected.at(1000)(1);
    two->expected.at(1000)(2);
    bus->settle();
    QCOMPARE(got.answers.size(), 2);
    QVERIFY(got.expected.isEmpty());
    bus->advance(300ms);
    QCOMPARE(got.expected, QList<int>{2});
    QCOMPARE(nodes[0]->adapter->pendingRequests(), 0);
}

void tst_ClusterAdapter::losses()
{
    start(2);
    FakeMember *far = nodes[1]->join(u"far"_s);
    bus->decide = [](const ClusterMessage &message, const QString &, const QString &) {
        return LoopbackBus::Fate{message.type == Type::Broadcast ? 0 : 1};
    };
    Acknowledgements got;
    emitWithAck(nodes[0].get(), &got);
    bus->advance(3s);
    QVERIFY(got.expected.isEmpty()); // who has emitted has given up since
    QVERIFY(far->received.isEmpty());
    QCOMPARE(nodes[0]->adapter->pendingRequests(), 0);
}

void tst_ClusterAdapter::foreignMessages()
{
    start(2);
    FakeMember *far = nodes[1]->join(u"far"_s);
    const auto inject = [this](const QByteArray &json) {
        bus->inject(nodes[1]->endpoint, json);
        bus->settle();
    };
    const QByteArray head
        = R"({"type":3,"data":{"packet":{"type":2,"data":["x"]},"opts":{}},"uid":")";
    inject(head + "stranger\",\"nsp\":\"/\"}");
    QCOMPARE(far->received.size(), 1);
    inject(head + "stranger\",\"nsp\":\"/other\"}"); // another namespace
    inject(head + "stranger\"}"); // none at all
    inject(head + nodes[1]->adapter->uid().toUtf8() + "\",\"nsp\":\"/\"}"); // its own
    QCOMPARE(far->received.size(), 1);
    inject(R"({"type":8,"data":{"requestId":"unknown","sockets":[]},"uid":"s","nsp":"/"})");
    inject(R"({"type":12,"data":{"requestId":"unknown","packet":1},"uid":"s","nsp":"/"})");
    inject(R"({"type":99,"data":{},"uid":"s","nsp":"/"})");
    QCOMPARE(nodes[1]->adapter->malformedMessages(), 0U);
    // An answer to a question of another kind is none.
    const QFuture<Sockets> future = nodes[1]->adapter->fetchSockets({.timeout = 30s});
    QCOMPARE(nodes[1]->adapter->pendingRequests(), 1);
    const QByteArray id = bus->published.constLast().requestId.toUtf8();
    inject(R"({"type":10,"data":{"requestId":")" + id + R"(","packet":1},"uid":"s","nsp":"/"})");
    // Whoever has sent something counts as a server for a while.
    QCOMPARE(future.isFinished(), !isHeartbeat());
    bus->advance(11s);
    QVERIFY(future.isFinished());
    QCOMPARE(future.result()->size(), 1);
}

void tst_ClusterAdapter::malformedMessages()
{
    start(2);
    FakeMember *far = nodes[1]->join(u"far"_s);
    QSignalSpy errors(nodes[1]->adapter.get(), &ClusterAdapter::clusterError);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"/: message 1 from the cluster"_s));
    for (int i = 0; i < 100; ++i) // one warning
        bus->inject(nodes[1]->endpoint, R"({"type":3,"uid":"u","nsp":"/"})");
    bus->inject(nodes[1]->endpoint, "garbage");
    bus->settle();
    QCOMPARE(nodes[1]->adapter->malformedMessages(), 101U);
    QCOMPARE(errors.size(), 101);
    QCOMPARE(errors[0][0].value<Error>().code(), Error::Code::InvalidPacket);
    nodes[0]->adapter->broadcast(event("x"), {});
    bus->settle();
    QCOMPARE(far->received.size(), 1); // nothing has stopped
}

void tst_ClusterAdapter::reservedEvents()
{
    start(2);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"reserved event"_s));
    for (const char *name : {"connect", "connection", "new_namespace"})
        QVERIFY(!nodes[0]->adapter->serverSideEmit(QString::fromLatin1(name), {}, {}));
    bus->settle();
    QVERIFY(nodes[1]->host.serverSideEvents.isEmpty());
    QCOMPARE(nodes[1]->adapter->malformedMessages(), 3U);
}

void tst_ClusterAdapter::downFromTheBeginning()
{
    Node *node = add();
    node->endpoint->setUp(false);
    FakeMember *near = node->join(u"near"_s);
    QSignalSpy errors(node->adapter.get(), &ClusterAdapter::clusterError);
    QSignalSpy states(node->adapter.get(), &ClusterAdapter::clusterStateChanged);
    node->adapter->broadcast(event("x"), {});
    QCOMPARE(near->received.size(), 1);
    QCOMPARE(node->adapter->droppedPublishes(), 1U);
    QVERIFY(errors.isEmpty()); // as many as there are broadcasts
    node->adapter->addSockets({}, {u"r"_s});
    QVERIFY(node->adapter->isInRoom(u"near"_s, u"r"_s));
    QCOMPARE(errors.size(), 1);
    const QFuture<Sockets> future = node->adapter->fetchSockets({});
    QVERIFY(future.isFinished()); // at once
    QCOMPARE(future.result().error().message(), u"the cluster is not connected"_s);
    QCOMPARE(idsOf(ClusterAdapter::partialSockets(future.result().error())),
             QStringList({u"near"_s}));
    Result<QList<QCborValue>> got = QList<QCborValue>();
    QVERIFY(!node->adapter->serverSideEmit(
        u"x"_s, {}, [&got](const Result<QList<QCborValue>> &answers) -> Error {
            got = answers;
            return {};
        }));
    QVERIFY(waitFor([&got] { return !got; }));
    QCOMPARE(got.error().code(), Error::Code::Adapter);
    node->endpoint->setUp(true);
    QCOMPARE(states.size(), 1);
    QVERIFY(node->adapter->isReady());
    bus->published.clear();
    bus->settle();
    QVERIFY(bus->published.isEmpty()); // nothing of the past is sent
}

void tst_ClusterAdapter::connectionLost()
{
    start(2);
    nodes[0]->join(u"near"_s);
    nodes[1]->join(u"far"_s);
    const QFuture<Sockets> future = nodes[0]->adapter->fetchSockets({});
    QVERIFY(!future.isFinished());
    nodes[0]->endpoint->setUp(false);
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error(),
             Error(Error::Code::Adapter, u"the connection to the cluster was lost"_s,
                   future.result().error().data()));
    QCOMPARE(idsOf(ClusterAdapter::partialSockets(future.result().error())),
             QStringList({u"near"_s}));
    nodes[0]->endpoint->setUp(true);
    bus->settle();
    QCOMPARE(fetch(nodes[0].get())->size(), 2); // everything goes on
}

// The clients of this server still answer.
void tst_ClusterAdapter::acknowledgementsWhileDown()
{
    start(2);
    FakeMember *near = nodes[0]->join(u"near"_s);
    nodes[1]->join(u"far"_s);
    Acknowledgements got;
    emitWithAck(nodes[0].get(), &got);
    nodes[0]->endpoint->setUp(false);
    QCOMPARE(got.expected, QList<int>{1});
    QCOMPARE(nodes[0]->host.incomplete.size(), 1);
    QCOMPARE(nodes[0]->host.incomplete[0].first, 7U);
    QCOMPARE(nodes[0]->host.incomplete[0].second.code(), Error::Code::Adapter);
    near->expected.at(7)(1);
    QCOMPARE(got.answers, QList<QCborValue>{1});
    Acknowledgements again;
    emitWithAck(nodes[0].get(), &again);
    QCOMPARE(again.expected, QList<int>{1}); // at once
    QCOMPARE(nodes[0]->host.incomplete.size(), 2);
    QCOMPARE(nodes[0]->adapter->pendingRequests(), 0);
}

void tst_ClusterAdapter::closing()
{
    start(2);
    nodes[0]->join(u"near"_s);
    nodes[1]->join(u"far"_s);
    const QFuture<Sockets> future = nodes[0]->adapter->fetchSockets({});
    QVERIFY(nodes[0]->adapter->close().isFinished());
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().code(), Error::Code::Adapter);
    QCOMPARE(nodes[0]->adapter->fetchSockets({}).result().error().message(),
             u"the adapter has been closed"_s);
    nodes[0]->endpoint->setUp(true);
    QVERIFY(!nodes[0]->adapter->isReady()); // for good
    bus->settle();
    QCOMPARE(nodes[1]->adapter->serverCount().result(), Result<int>(1));
}

void tst_ClusterAdapter::destroyedWhileWaiting()
{
    start(2);
    nodes[0]->join(u"near"_s);
    const QFuture<Sockets> future = nodes[0]->adapter->fetchSockets({});
    Acknowledgements got;
    emitWithAck(nodes[0].get(), &got);
    nodes[0]->adapter.reset();
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().error().code(), Error::Code::Adapter);
    QVERIFY(got.expected.isEmpty());
    bus->settle();
}

void tst_ClusterAdapter::nodeLoss()
{
    start(3);
    nodes[0]->join(u"near"_s);
    nodes[1]->join(u"far"_s);
    nodes[2]->endpoint->setUp(false); // and says nothing
    bus->strangers = isHeartbeat() ? 0 : 1; // a broker notices later
    const QFuture<Sockets> future = nodes[0]->adapter->fetchSockets({.timeout = 30s});
    Acknowledgements got;
    emitWithAck(nodes[0].get(), &got, {.rooms = {u"far"_s}, .timeout = 30s});
    bus->advance(9s);
    QVERIFY(!future.isFinished());
    QVERIFY(got.expected.isEmpty());
    bus->advance(2s);
    if (!isHeartbeat()) {
        QVERIFY(!future.isFinished());
        return;
    }
    QVERIFY(future.isFinished()); // with success
    QCOMPARE(idsOf(future.result().valueOr({})), QStringList({u"far"_s, u"near"_s}));
    QCOMPARE(got.expected, QList<int>{1});
    QCOMPARE(nodes[0]->adapter->serverCount().result(), Result<int>(2));
}

void tst_ClusterAdapter::nodeSaysGoodbye()
{
    m_kind = Heartbeat; // whatever the row
    start(3);
    auto *adapter = static_cast<HeartbeatClusterAdapter *>(nodes[0]->adapter.get());
    QSignalSpy lost(adapter, &HeartbeatClusterAdapter::peerLost);
    bus->decide = [](const ClusterMessage &message, const QString &, const QString &) {
        return LoopbackBus::Fate{message.isResponse() ? 0 : 1};
    };
    const QFuture<Sockets> future = adapter->fetchSockets({});
    bus->settle();
    const QString uid = nodes[2]->adapter->uid();
    (void)nodes[2]->adapter->close();
    (void)nodes[1]->adapter->close();
    bus->settle();
    QCOMPARE(lost.size(), 2);
    QCOMPARE(lost[0][0].toString(), uid);
    QVERIFY(future.isFinished());
    QVERIFY(future.result());
    QVERIFY(adapter->peers().isEmpty());
}

void tst_ClusterAdapter::heartbeatsKeepAlive()
{
    m_kind = Heartbeat; // whatever the row
    start(2, {.heartbeatInterval = 2s, .heartbeatTimeout = 4s});
    QCOMPARE(static_cast<HeartbeatClusterAdapter *>(nodes[0]->adapter.get())->peers(),
             QStringList({nodes[1]->adapter->uid()}));
    bus->advance(1min);
    QCOMPARE(nodes[0]->adapter->serverCount().result(), Result<int>(2));
    const int beats = bus->publishedOf(Type::Heartbeat);
    QVERIFY2(beats >= 58 && beats <= 62, qPrintable(QString::number(beats)));
    // Any message is a sign of life: a server that talks needs no heartbeats.
    bus->published.clear();
    for (int i = 0; i < 20; ++i) {
        nodes[0]->adapter->broadcast(event("x"), {});
        nodes[1]->adapter->broadcast(event("x"), {});
        bus->advance(1s);
    }
    QCOMPARE(bus->publishedOf(Type::Heartbeat), 0);
    // Who comes is told who is there.
    add({.heartbeatInterval = 2s, .heartbeatTimeout = 4s});
    bus->settle();
    for (const auto &node : nodes)
        QCOMPARE(node->adapter->serverCount().result(), Result<int>(3));
}

void tst_ClusterAdapter::emitterIsNoServer()
{
    start(2);
    FakeMember *far = nodes[1]->join(u"far"_s);
    bus->inject(nodes[1]->endpoint,
                R"({"type":3,"data":{"packet":{"type":2,"data":["x"]},"opts":{"rooms":[]}},)"
                R"("uid":"emitter","nsp":"/"})");
    bus->settle();
    QCOMPARE(far->received.size(), 1);
    QCOMPARE(nodes[1]->adapter->serverCount().result(), Result<int>(2));
}

void tst_ClusterAdapter::limitOfServers()
{
    m_kind = Heartbeat; // whatever the row
    start(2, {.maxServers = 3});
    QSignalSpy errors(nodes[0]->adapter.get(), &ClusterAdapter::clusterError);
    for (int i = 0; i < 10; ++i) {
        bus->inject(nodes[0]->endpoint,
                    R"({"type":2,"uid":"ghost)" + QByteArray::number(i) + R"(","nsp":"/"})");
    }
    bus->settle();
    QCOMPARE(nodes[0]->adapter->serverCount().result(), Result<int>(4));
    QCOMPARE(errors.size(), 8);
    QCOMPARE(errors[0][0].value<Error>().code(), Error::Code::LimitExceeded);
}

void tst_ClusterAdapter::limitOfRequests()
{
    start(2, {.maxPendingRequests = 2});
    FakeMember *far = nodes[1]->join(u"far"_s);
    bus->decide = [](const ClusterMessage &message, const QString &, const QString &) {
        return LoopbackBus::Fate{message.type == Type::FetchSockets ? 0 : 1};
    };
    ClusterAdapter *adapter = nodes[0]->adapter.get();
    QVERIFY(!adapter->fetchSockets({}).isFinished());
    QVERIFY(!adapter->fetchSockets({}).isFinished());
    QCOMPARE(adapter->fetchSockets({}).result().error().code(), Error::Code::LimitExceeded);
    bus->advance(6s);
    // One that asks too much of another server still reaches its clients.
    const auto ask = [this](const QByteArray &id) {
        bus->inject(nodes[1]->endpoint,
                    R"({"type":3,"data":{"packet":{"type":2,"data":["x"]},"requestId":")" + id
                        + R"(","opts":{"flags":{"timeout":60000}}},"uid":"u","nsp":"/"})");
        bus->settle();
    };
    for (int i = 0; i < 3; ++i)
        ask(QByteArray::number(i));
    QCOMPARE(far->received.size(), 3);
    QCOMPARE(nodes[1]->adapter->pendingRequests(), 2);
    QCOMPARE(bus->published.constLast().type, Type::BroadcastClientCount);
    QCOMPARE(bus->published.constLast().clientCount, 0);
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

void tst_ClusterAdapter::handlersMayDestroyTheAdapter()
{
    start(2);
    FakeMember *far = nodes[1]->join(u"far"_s);
    far->onDeliver = [this] { nodes[1]->adapter.reset(); };
    Acknowledgements got;
    emitWithAck(nodes[0].get(), &got);
    bus->settle();
    QVERIFY(!nodes[1]->adapter);
    FakeMember *near = nodes[0]->join(u"near"_s);
    near->onDeliver = [this] { nodes[0]->adapter.reset(); };
    nodes[0]->adapter->broadcast(event("x"), {});
    QVERIFY(!nodes[0]->adapter);
}

QTEST_GUILESS_MAIN(tst_ClusterAdapter)
#include "tst_clusteradapter.moc"
