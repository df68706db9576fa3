// SPDX-License-Identifier: MIT
// What several servers do over a bus that loses, doubles and delays messages, or is not there.
#include "clusterfixture.h"

#include <QtCore/QRandomGenerator>

using namespace QSocketIo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_ClusterFailures : public ClusterFixture
{
    Q_OBJECT
private Q_SLOTS:
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
    void nodeIsLostWithItsClients();
    void nodeSaysGoodbye();
    void heartbeatsKeepAlive();
    void emitterIsNoServer();
    void limitOfServers();
    void limitOfRequests();
    void handlersMayDestroyTheAdapter();
    void storm_data();
    void storm();
};

void tst_ClusterFailures::timeouts()
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

void tst_ClusterFailures::timeoutOfServerSideEmit()
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

void tst_ClusterFailures::timeoutOfTheCall()
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

void tst_ClusterFailures::duplicates()
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
void tst_ClusterFailures::reordering()
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

void tst_ClusterFailures::losses()
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

void tst_ClusterFailures::foreignMessages()
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

void tst_ClusterFailures::malformedMessages()
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
    Node *strict = add({.maxMessageBytes = 60});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"longer than maxMessageBytes"_s));
    nodes[0]->adapter->broadcast(event("x"), {});
    bus->settle();
    QCOMPARE(strict->adapter->malformedMessages(), 1U);
}

void tst_ClusterFailures::reservedEvents()
{
    start(2);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"reserved event"_s));
    for (const char *name : {"connect", "connection", "new_namespace"})
        QVERIFY(!nodes[0]->adapter->serverSideEmit(QString::fromLatin1(name), {}, {}));
    bus->settle();
    QVERIFY(nodes[1]->host.serverSideEvents.isEmpty());
    QCOMPARE(nodes[1]->adapter->malformedMessages(), 3U);
}

void tst_ClusterFailures::downFromTheBeginning()
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

void tst_ClusterFailures::connectionLost()
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
void tst_ClusterFailures::acknowledgementsWhileDown()
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

void tst_ClusterFailures::closing()
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

void tst_ClusterFailures::destroyedWhileWaiting()
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

void tst_ClusterFailures::nodeLoss()
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

// It had counted its clients, which never answer.
void tst_ClusterFailures::nodeIsLostWithItsClients()
{
    useHeartbeats();
    start(3);
    FakeMember *one = nodes[1]->join(u"one"_s);
    nodes[2]->join(u"two"_s);
    nodes[2]->join(u"three"_s);
    Acknowledgements got;
    emitWithAck(nodes[0].get(), &got, {.timeout = 30s});
    bus->settle();
    QCOMPARE(got.expected, QList<int>{3});
    (void)nodes[2]->adapter->close();
    bus->settle();
    QCOMPARE(got.expected, QList<int>({3, 1}));
    one->expected.at(1000)(1);
    bus->settle();
    QCOMPARE(got.answers, QList<QCborValue>{1});
    QCOMPARE(nodes[0]->adapter->pendingRequests(), 0);
}

void tst_ClusterFailures::nodeSaysGoodbye()
{
    useHeartbeats();
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

void tst_ClusterFailures::heartbeatsKeepAlive()
{
    useHeartbeats();
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

void tst_ClusterFailures::emitterIsNoServer()
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

void tst_ClusterFailures::limitOfServers()
{
    useHeartbeats();
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

void tst_ClusterFailures::limitOfRequests()
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

void tst_ClusterFailures::handlersMayDestroyTheAdapter()
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

void tst_ClusterFailures::storm_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 10; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

// Whatever is lost, doubled, late or gone: each question has one end, and nothing is left behind.
void tst_ClusterFailures::storm()
{
    QFETCH(int, seed);
    QRandomGenerator random{quint32(seed)};
    start(2 + seed % 4, {.requestsTimeout = 2s});
    for (size_t i = 0; i < nodes.size(); ++i) {
        for (int member = 0; member < 3; ++member)
            nodes[i]->join(u"s%1-%2"_s.arg(i).arg(member), {u"r%1"_s.arg(member)});
        nodes[i]->host.onServerSideEvent = [&random](const Payload &, const Ack &ack) {
            if (random.bounded(4) > 0)
                ack(1);
        };
    }
    bus->decide = [&random](const ClusterMessage &, const QString &, const QString &) {
        const int fate = int(random.bounded(20));
        return LoopbackBus::Fate{fate == 0       ? 0
                                     : fate == 1 ? 2
                                                 : 1,
                                 std::chrono::milliseconds(fate < 5 ? random.bounded(1500) : 0)};
    };
    QList<QFuture<Sockets>> fetched;
    int asked = 0;
    int answered = 0;
    std::vector<std::unique_ptr<Acknowledgements>> acknowledgements;
    for (int step = 0; step < 300; ++step) {
        Node *node = nodes[random.bounded(quint32(nodes.size()))].get();
        const BroadcastOptions options{.rooms = {u"r%1"_s.arg(random.bounded(4))}};
        switch (random.bounded(8)) {
        case 0:
            node->adapter->broadcast(event("x"), options);
            break;
        case 1:
            node->adapter->addSockets(options, {u"a"_s});
            break;
        case 2:
            node->adapter->delSockets({}, {u"a"_s});
            break;
        case 3:
            fetched.append(node->adapter->fetchSockets(options));
            break;
        case 4:
            ++asked;
            QVERIFY(!node->adapter->serverSideEmit(
                u"x"_s, {}, [&answered](const Result<QList<QCborValue>> &) -> Error {
                    ++answered;
                    return {};
                }));
            break;
        case 5:
            acknowledgements.push_back(std::make_unique<Acknowledgements>());
            emitWithAck(node, acknowledgements.back().get(), options, node->host.takePacketId());
            break;
        case 6: { // a client answers
            auto &members = node->host.members;
            auto member = members.begin();
            std::advance(member, random.bounded(quint32(members.size())));
            if (!member->second->expected.empty()) {
                const auto answer = member->second->expected.begin()->second;
                member->second->expected.erase(member->second->expected.begin());
                answer(1);
            }
            break;
        }
        default:
            if (random.bounded(10) == 0)
                node->endpoint->setUp(!node->adapter->isReady());
        }
        bus->advance(std::chrono::milliseconds(random.bounded(120)));
    }
    bus->advance(10s);
    QVERIFY(waitFor([&] { return answered == asked; }));
    for (const QFuture<Sockets> &future : std::as_const(fetched))
        QVERIFY(future.isFinished());
    for (const auto &node : nodes) {
        QCOMPARE(node->adapter->pendingRequests(), 0);
        QCOMPARE(node->adapter->malformedMessages(), 0U);
        node->endpoint->setUp(true);
    }
    // As if nothing had been.
    bus->decide = {};
    bus->advance(11s);
    for (const auto &node : nodes)
        QCOMPARE(node->adapter->serverCount().result(), Result<int>(int(nodes.size())));
    QCOMPARE(fetch(nodes[0].get())->size(), qsizetype(3 * nodes.size()));
}

QTEST_GUILESS_MAIN(tst_ClusterFailures)
#include "moc_clusterfixture.cpp"
#include "tst_clusterfailures.moc"
