// SPDX-License-Identifier: MIT
// Two servers of a cluster, each with clients of its own.
#include "serverfixture.h"

#include "shared/loopbackbus.h"

using namespace QSocketIo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
template<typename T>
bool waitForFuture(const QFuture<T> &future)
{
    return waitFor([&future] { return future.isFinished(); });
}

QStringList namesOf(const Result<QList<RemoteSocket>> &sockets)
{
    QStringList names;
    for (const RemoteSocket &socket : sockets.valueOr({}))
        names.append(socket.data()[u"name"_s].toString());
    names.sort();
    return names;
}
} // namespace

class tst_Cluster : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup();

    void emitToAll();
    void emitToRooms();
    void emitBinary();
    void socketBroadcasts();
    void otherNamespaces();
    void socketIdsHaveTwentyCharacters();
    void fetchSockets();
    void remoteSocketActs();
    void socketsJoinAndLeave();
    void disconnectSockets();
    void emitWithAck();
    void emitWithAckTimesOut();
    void emitWithAckWhileTheConnectionIsLost();
    void serverSideEmit();
    void serverSideEmitWithAck();
    void aServerCloses();
    void withoutCluster();

private:
    struct Side
    {
        std::unique_ptr<Server> io;
        std::unique_ptr<WsClient> client;
        QPointer<Socket> socket;
        QStringList reasons;
    };
    void open(Side *side, const QString &name);
    ClusterAdapter *adapterOf(const Side &side) const
    {
        return static_cast<ClusterAdapter *>(side.io->sockets()->adapter());
    }
    [[nodiscard]] bool arrives(const QByteArray &message);
    void setUp(const Side &side, bool up)
    {
        dynamic_cast<LoopbackEndpoint *>(adapterOf(side))->setUp(up);
    }

    bool m_isHeartbeat = false;
    std::unique_ptr<LoopbackBus> m_bus;
    Side a;
    Side b;
};

void tst_Cluster::initTestCase_data()
{
    QTest::addColumn<bool>("heartbeat");
    QTest::newRow("counted") << false;
    QTest::newRow("heartbeat") << true;
}

void tst_Cluster::open(Side *side, const QString &name)
{
    ServerOptions options;
    options.adapter = [this](AdapterHost *host) -> std::unique_ptr<Adapter> {
        if (m_isHeartbeat)
            return std::make_unique<HeartbeatLoopbackAdapter>(host, m_bus.get());
        return std::make_unique<CountedLoopbackAdapter>(host, m_bus.get());
    };
    side->io = std::make_unique<Server>(options);
    connect(side->io.get(), &Server::connection, this, [side, name](Socket *socket) {
        side->socket = socket;
        socket->data()[u"name"_s] = name;
        connect(socket, &Socket::disconnected, socket,
                [side](DisconnectReason reason) { side->reasons.append(reasonText(reason)); });
    });
    side->io->of("/chat");
    QVERIFY(side->io->listen(QHostAddress(QHostAddress::LocalHost)));
    side->client = std::make_unique<WsClient>(side->io->serverPort());
    QVERIFY(!side->client->join().isEmpty());
}

void tst_Cluster::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    QFETCH_GLOBAL(bool, heartbeat);
    m_isHeartbeat = heartbeat;
    m_bus = std::make_unique<LoopbackBus>();
    m_bus->isLive = true;
    open(&a, u"a"_s);
    open(&b, u"b"_s);
    for (const Side *side : {&a, &b}) {
        QVERIFY(waitFor(
            [this, side] { return adapterOf(*side)->serverCount().result() == Result<int>(2); }));
    }
}

void tst_Cluster::cleanup()
{
    a = Side();
    b = Side();
    m_bus.reset();
}

bool tst_Cluster::arrives(const QByteArray &message)
{
    return a.client->next() == message && b.client->next() == message;
}

void tst_Cluster::emitToAll()
{
    a.io->emitEvent("x", 1, u"räum✓"_s);
    QVERIFY(arrives("42[\"x\",1,\"r\u00e4um\u2713\"]"));
    b.io->local().emitEvent("local");
    b.io->emitEvent("y");
    QCOMPARE(a.client->next(), "42[\"y\"]");
    QCOMPARE(b.client->next(), "42[\"local\"]");
    QCOMPARE(b.client->next(), "42[\"y\"]");
}

void tst_Cluster::emitToRooms()
{
    b.socket->join({"r", "q"});
    a.socket->join("q");
    a.io->to("r").emitEvent("x");
    a.io->to("q").except("r").emitEvent("y");
    a.io->to({"q", "r"}).emitEvent("z");
    QCOMPARE(b.client->next(), "42[\"x\"]");
    QCOMPARE(b.client->next(), "42[\"z\"]");
    QCOMPARE(a.client->next(), "42[\"y\"]");
    QCOMPARE(a.client->next(), "42[\"z\"]");
    a.io->to(b.socket->id()).emitEvent("id");
    QCOMPARE(b.client->next(), "42[\"id\"]");
}

void tst_Cluster::emitBinary()
{
    a.io->emitEvent("x", QByteArray("\1"));
    QVERIFY(arrives("451-[\"x\",{\"_placeholder\":true,\"num\":0}]"));
}

void tst_Cluster::socketBroadcasts()
{
    a.socket->broadcast().emitEvent("x");
    QCOMPARE(b.client->next(), "42[\"x\"]");
    b.socket->join("r");
    a.socket->join("r");
    b.socket->to("r").emitEvent("y");
    QCOMPARE(a.client->next(), "42[\"y\"]");
    a.io->emitEvent("z");
    QVERIFY(arrives("42[\"z\"]"));
}

void tst_Cluster::otherNamespaces()
{
    QVERIFY(!b.client->join("/chat").isEmpty());
    a.io->of("/chat")->emitEvent("x");
    QCOMPARE(b.client->next(), "42/chat,[\"x\"]");
    a.io->emitEvent("y");
    QVERIFY(arrives("42[\"y\"]"));
}

// Node.js's sharded adapter takes names of that length for the ids of sockets.
void tst_Cluster::socketIdsHaveTwentyCharacters()
{
    QCOMPARE(a.socket->id().size(), 20);
    QCOMPARE(b.socket->id().size(), 20);
}

void tst_Cluster::fetchSockets()
{
    b.socket->join("r");
    const auto all = a.io->fetchSockets();
    const auto some = a.io->in("r").fetchSockets();
    const auto local = a.io->local().fetchSockets();
    const auto ids = a.io->allSockets();
    QVERIFY(waitForFuture(all) && waitForFuture(some) && waitForFuture(ids));
    QCOMPARE(namesOf(all.result()), QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(namesOf(some.result()), QStringList({u"b"_s}));
    QCOMPARE(namesOf(local.result()), QStringList({u"a"_s}));
    QCOMPARE(*ids.result(), QSet<QString>({a.socket->id(), b.socket->id()}));
    const RemoteSocket remote = some.result()->constFirst();
    QCOMPARE(remote.id(), b.socket->id());
    QCOMPARE(remote.rooms(), QSet<QString>({b.socket->id(), u"r"_s}));
    QCOMPARE(remote.handshake().address(), b.socket->handshake().address());
    QCOMPARE(remote.handshake().url(), b.socket->handshake().url());
    QCOMPARE(remote.handshake().query(), b.socket->handshake().query());
    QCOMPARE(remote.handshake().issued(), b.socket->handshake().issued());
}

void tst_Cluster::remoteSocketActs()
{
    const auto fetched = a.io->in(b.socket->id()).fetchSockets();
    QVERIFY(waitForFuture(fetched));
    const RemoteSocket remote = fetched.result()->constFirst();
    QVERIFY(remote.emitEvent("x", 1));
    QCOMPARE(b.client->next(), "42[\"x\",1]");
    remote.join("r");
    QVERIFY(waitFor([this] { return b.socket->rooms().contains(u"r"_s); }));
    remote.leave("r");
    QVERIFY(waitFor([this] { return !b.socket->rooms().contains(u"r"_s); }));
    const auto answer = remote.timeout(5s).emitWithAck("q");
    const QByteArray question = b.client->next();
    QVERIFY2(question.endsWith("[\"q\"]"), question.constData());
    b.client->send("43" + question.mid(2).chopped(5) + "[7]");
    QVERIFY(waitForFuture(answer));
    QCOMPARE(answer.result(), Result<Payload>(Payload::of(7)));
    remote.disconnectClient();
    QCOMPARE(b.client->next(), "41");
    QCOMPARE(b.reasons, QStringList({u"server namespace disconnect"_s}));
}

void tst_Cluster::socketsJoinAndLeave()
{
    a.io->socketsJoin({"p", "q"});
    QVERIFY(a.socket->rooms().contains(u"p"_s)); // at once
    QVERIFY(waitFor([this] { return b.socket->rooms().contains(u"q"_s); }));
    b.io->in("p").except(b.socket->id()).socketsLeave("p");
    QVERIFY(waitFor([this] { return !a.socket->rooms().contains(u"p"_s); }));
    QVERIFY(b.socket->rooms().contains(u"p"_s));
}

void tst_Cluster::disconnectSockets()
{
    b.socket->join("r");
    a.io->in("r").disconnectSockets(DisconnectMode::CloseConnection);
    QCOMPARE(b.client->next(), "41");
    QVERIFY(b.client->waitForClosed());
    QVERIFY(a.reasons.isEmpty());
}

void tst_Cluster::emitWithAck()
{
    const auto answers = a.io->timeout(5s).emitWithAck("q", 1);
    for (const Side *side : {&a, &b}) {
        const QByteArray question = side->client->next();
        QVERIFY2(question.endsWith("[\"q\",1]"), question.constData());
        side->client->send("43" + question.mid(2).chopped(7)
                           + (side == &a ? "[\"of a\"]" : "[{\"of\":\"b\"},2]"));
    }
    QVERIFY(waitForFuture(answers));
    QVERIFY(answers.result());
    QCOMPARE(answers.result()->size(), 2);
    QVERIFY(answers.result()->contains(u"of a"_s));
    QVERIFY(answers.result()->contains(QCborMap{{u"of"_s, u"b"_s}}));

    const auto nobody = a.io->to("nobody").timeout(5s).emitWithAck("q");
    QVERIFY(waitForFuture(nobody));
    QCOMPARE(nobody.result(), Result<QList<QCborValue>>(QList<QCborValue>()));
}

void tst_Cluster::emitWithAckTimesOut()
{
    const auto answers = a.io->timeout(200ms).emitWithAck("q");
    const QByteArray question = a.client->next();
    a.client->send("43" + question.mid(2).chopped(5) + "[1]");
    QVERIFY(waitForFuture(answers));
    QCOMPARE(answers.result().error(),
             Error(Error::Code::Timeout, u"operation has timed out"_s, QCborArray{1}));
    QVERIFY(waitFor([this] { return adapterOf(b)->pendingRequests() == 0; }));
}

void tst_Cluster::emitWithAckWhileTheConnectionIsLost()
{
    const auto lost = a.io->timeout(5s).emitWithAck("q");
    setUp(a, false);
    const auto down = a.io->timeout(5s).emitWithAck("q");
    for (int i = 0; i < 2; ++i) {
        const QByteArray question = a.client->next();
        a.client->send("43" + question.mid(2).chopped(5) + "[1]");
    }
    QVERIFY(waitForFuture(lost) && waitForFuture(down));
    QCOMPARE(
        lost.result().error(),
        Error(Error::Code::Adapter, u"the connection to the cluster was lost"_s, QCborArray{1}));
    QCOMPARE(down.result().error(),
             Error(Error::Code::Adapter, u"the cluster is not connected"_s, QCborArray{1}));
}

void tst_Cluster::serverSideEmit()
{
    QStringList got;
    a.io->on("hi", this, [&got](const QString &text) { got.append(u"a"_s + text); });
    b.io->on("hi", this, [&got](const QString &text) { got.append(u"b"_s + text); });
    QVERIFY(a.io->serverSideEmit("hi", u"!"_s));
    QVERIFY(waitFor([&got] { return !got.isEmpty(); }));
    QVERIFY(b.io->serverSideEmit("hi", u"?"_s));
    QVERIFY(waitFor([&got] { return got.size() > 1; }));
    QCOMPARE(got, QStringList({u"b!"_s, u"a?"_s}));
}

void tst_Cluster::serverSideEmitWithAck()
{
    b.io->on("load", this, [](int factor) { return factor * 2; });
    const auto answers = a.io->serverSideEmitWithAck("load", 21);
    QVERIFY(waitForFuture(answers));
    QCOMPARE(answers.result(), Result<QList<QCborValue>>(QList<QCborValue>{42}));
}

void tst_Cluster::aServerCloses()
{
    const auto pending = b.io->serverSideEmitWithAck("nobody answers");
    b.io.reset();
    QVERIFY(waitForFuture(pending));
    QCOMPARE(pending.result().error().code(), Error::Code::Adapter);
    QVERIFY(waitFor([this] { return adapterOf(a)->serverCount().result() == Result<int>(1); }));
    const auto sockets = a.io->fetchSockets();
    QVERIFY(waitForFuture(sockets));
    QCOMPARE(namesOf(sockets.result()), QStringList({u"a"_s}));
}

void tst_Cluster::withoutCluster()
{
    setUp(a, false);
    a.io->emitEvent("x");
    QCOMPARE(a.client->next(), "42[\"x\"]");
    const auto sockets = a.io->fetchSockets();
    QVERIFY(sockets.isFinished());
    QCOMPARE(ClusterAdapter::partialSockets(sockets.result().error()).constFirst().id,
             a.socket->id());
    setUp(a, true);
    a.io->emitEvent("y");
    QCOMPARE(b.client->next(), "42[\"y\"]"); // and x never
}

QTEST_GUILESS_MAIN(tst_Cluster)
#include "moc_serverfixture.cpp"
#include "tst_cluster.moc"
