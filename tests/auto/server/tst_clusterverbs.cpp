// SPDX-License-Identifier: MIT
// What reaches the sockets of all servers of a cluster, and the servers themselves.
#include "serverfixture.h"

#include "adapter/inmemoryadapter.h"

#include <QtCore/QPromise>

using namespace QSocketIo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
// As that of a cluster, with one other server, whose part the test plays.
class ClusterAdapter final : public InMemoryAdapter
{
public:
    using InMemoryAdapter::InMemoryAdapter;
    QFuture<Result<QList<SocketDescription>>>
    fetchSockets(const BroadcastOptions &options) const override
    {
        if (error) {
            QPromise<Result<QList<SocketDescription>>> promise;
            promise.start();
            promise.addResult(error);
            promise.finish();
            return promise.future();
        }
        return InMemoryAdapter::fetchSockets(options).then(
            [this](const Result<QList<SocketDescription>> &local) {
                return Result<QList<SocketDescription>>(*local + remote);
            });
    }
    Error serverSideEmit(const QString &event, const Payload &arguments,
                         const BroadcastAckHandler &handler) override
    {
        emitted.append(event + u' ' + QString::fromUtf8(arguments.json()));
        answer = handler;
        return {};
    }

    Error error;
    QList<SocketDescription> remote;
    QStringList emitted;
    BroadcastAckHandler answer;
};
} // namespace

class tst_ClusterVerbs : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void fetchSockets();
    void fetchSocketsOfOthers();
    void fetchSocketsFails();
    void remoteSocketActs();
    void remoteSocketAcknowledges();
    void remoteSocketIsGone();
    void allSockets();
    void socketsJoinAndLeave();
    void disconnectSockets_data();
    void disconnectSockets();
    void handlersMayDisconnectOthers();
    void fromASocket();
    void operatorsOutliveTheServer();
    void serverSideEmit();
    void serverSideEvents();
    void trap64_reservedServerSideEvents();
    void serverSideEmitAlone();

private:
    bool join(int count);
    ClusterAdapter *cluster();
    std::vector<std::unique_ptr<WsClient>> m_clients;
    QList<QPointer<Socket>> m_sockets;
};

void tst_ClusterVerbs::init()
{
    prepare();
    QVERIFY(join(3));
    m_sockets[0]->join("r");
    m_sockets[1]->join({"r", "x"});
}

void tst_ClusterVerbs::cleanup()
{
    m_clients.clear();
    m_sockets.clear();
    io.reset();
}

bool tst_ClusterVerbs::join(int count)
{
    for (int i = 0; i < count; ++i) {
        m_clients.push_back(std::make_unique<WsClient>(port));
        if (m_clients.back()->join().isEmpty())
            return false;
        m_sockets.append(socket);
    }
    return true;
}

ClusterAdapter *tst_ClusterVerbs::cluster()
{
    io->setAdapter([](AdapterHost *host) { return std::make_unique<ClusterAdapter>(host); });
    return static_cast<ClusterAdapter *>(io->sockets()->adapter());
}

static QStringList idsOf(const Result<QList<RemoteSocket>> &sockets)
{
    QStringList ids;
    for (const RemoteSocket &remote : sockets.valueOr({}))
        ids.append(remote.id());
    return ids;
}

void tst_ClusterVerbs::fetchSockets()
{
    m_sockets[0]->data()[u"name"_s] = u"alice"_s;
    const QStringList ids{m_sockets[0]->id(), m_sockets[1]->id(), m_sockets[2]->id()};
    QCOMPARE(idsOf(io->fetchSockets().result()), ids);
    QCOMPARE(idsOf(io->sockets()->fetchSockets().result()), ids);
    QCOMPARE(idsOf(io->in("r").except("x").fetchSockets().result()), ids.mid(0, 1));
    QCOMPARE(idsOf(io->to("nobody").fetchSockets().result()), QStringList());
    const Result<QList<RemoteSocket>> all = io->local().fetchSockets().result();
    QCOMPARE(all->at(0).data(), QCborMap({{u"name"_s, u"alice"_s}}));
    QCOMPARE(all->at(1).rooms(), QSet<QString>({ids[1], u"r"_s, u"x"_s}));
    QCOMPARE(all->at(1).handshake().url(), m_sockets[1]->handshake().url());
}

void tst_ClusterVerbs::fetchSocketsOfOthers()
{
    ClusterAdapter *adapter = cluster();
    adapter->remote = {{.id = u"far"_s, .rooms = {u"far"_s, u"r"_s}}};
    QCOMPARE(idsOf(io->in("r").fetchSockets().result()), QStringList({u"far"_s}));
    m_sockets[0]->join("r");
    QCOMPARE(idsOf(io->in("r").fetchSockets().result()),
             QStringList({m_sockets[0]->id(), u"far"_s}));
}

void tst_ClusterVerbs::fetchSocketsFails()
{
    cluster()->error = Error(Error::Code::Timeout, u"timeout reached: missing 1 responses"_s);
    QCOMPARE(io->fetchSockets().result().error().code(), Error::Code::Timeout);
}

void tst_ClusterVerbs::remoteSocketActs()
{
    const RemoteSocket remote = io->in(m_sockets[2]->id()).fetchSockets().result()->at(0);
    QVERIFY(remote.emitEvent("x", 1));
    QCOMPARE(m_clients[2]->next(), "42[\"x\",1]");
    remote.send("text");
    QCOMPARE(m_clients[2]->next(), "42[\"message\",\"text\"]");
    remote.join({"p", "q"});
    QCOMPARE(m_sockets[2]->rooms(), QSet<QString>({remote.id(), u"p"_s, u"q"_s}));
    remote.leave("p");
    QCOMPARE(m_sockets[2]->rooms(), QSet<QString>({remote.id(), u"q"_s}));
    QCOMPARE(remote.rooms(), QSet<QString>({remote.id()})); // as they were
    remote.disconnectClient();
    QCOMPARE(m_clients[2]->next(), "41");
    QCOMPARE(reasons, QStringList({u"server namespace disconnect"_s}));
    for (std::size_t i : {0U, 1U})
        QVERIFY(m_clients[i]->syncsWithNothingBetween());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"reserved event name"_s));
    QVERIFY(!remote.emitEvent("disconnect"));
}

void tst_ClusterVerbs::remoteSocketAcknowledges()
{
    const RemoteSocket remote = io->in(m_sockets[0]->id()).fetchSockets().result()->at(0);
    QString answer;
    remote.timeout(5s).emitEvent("q", [&](const QString &text) { answer = text; });
    QCOMPARE(m_clients[0]->next(), "420[\"q\"]");
    m_clients[0]->send("430[\"a\",\"b\"]");
    QTRY_COMPARE(answer, u"a"_s);

    const QFuture<Result<Payload>> future = remote.timeout(5s).emitWithAck("q");
    QCOMPARE(m_clients[0]->next(), "421[\"q\"]");
    m_clients[0]->send("431[7,8]");
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result(), Result<Payload>(Payload::of(7))); // the first argument

    const QFuture<Result<Payload>> silent = remote.timeout(10ms).emitWithAck("q");
    QTRY_VERIFY(silent.isFinished());
    QCOMPARE(silent.result().error(), Error(Error::Code::Timeout, u"operation has timed out"_s));
}

void tst_ClusterVerbs::remoteSocketIsGone()
{
    const RemoteSocket remote = io->in(m_sockets[0]->id()).fetchSockets().result()->at(0);
    m_sockets[0]->disconnectClient();
    const QFuture<Result<Payload>> answer = remote.timeout(5s).emitWithAck("q");
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result().error().code(), Error::Code::Disconnected);
    remote.join("p");
    QVERIFY(!io->sockets()->adapter()->rooms().contains(u"p"_s));
    io.reset();
    remote.disconnectClient();
    QVERIFY(!remote.emitEvent("x"));
}

// trap 94 says that the reference ignores except here. It counts: whoever writes it means it.
void tst_ClusterVerbs::allSockets()
{
    QCOMPARE(io->allSockets().result()->size(), 3);
    QCOMPARE(*io->in("x").allSockets().result(), QSet<QString>({m_sockets[1]->id()}));
    QCOMPARE(*io->except("r").allSockets().result(), QSet<QString>({m_sockets[2]->id()}));
}

void tst_ClusterVerbs::socketsJoinAndLeave()
{
    io->socketsJoin("all");
    QCOMPARE(io->sockets()->adapter()->socketsInRoom(u"all"_s).size(), 3);
    io->in("r").socketsJoin({"p", "q"});
    QVERIFY(m_sockets[0]->rooms().contains(u"q"_s));
    QVERIFY(!m_sockets[2]->rooms().contains(u"p"_s));
    io->in("r").except("x").socketsLeave({"p", "q"});
    QVERIFY(!m_sockets[0]->rooms().contains(u"q"_s));
    QVERIFY(m_sockets[1]->rooms().contains(u"q"_s));
    io->socketsLeave("all");
    QVERIFY(!io->sockets()->adapter()->rooms().contains(u"all"_s));
}

void tst_ClusterVerbs::disconnectSockets_data()
{
    QTest::addColumn<DisconnectMode>("mode");
    QTest::newRow("namespace") << DisconnectMode::LeaveNamespace;
    QTest::newRow("connection") << DisconnectMode::CloseConnection;
}

void tst_ClusterVerbs::disconnectSockets()
{
    QFETCH(DisconnectMode, mode);
    io->in("r").disconnectSockets(mode);
    for (std::size_t i : {0U, 1U}) {
        QCOMPARE(m_clients[i]->next(), "41");
        if (mode == DisconnectMode::CloseConnection)
            QVERIFY(m_clients[i]->waitForClosed());
        else
            QVERIFY(!m_clients[i]->join().isEmpty()); // still connected
    }
    QVERIFY(m_clients[2]->syncsWithNothingBetween());
    QCOMPARE(reasons, QStringList(2, u"server namespace disconnect"_s));
}

void tst_ClusterVerbs::handlersMayDisconnectOthers() // trap 92
{
    connect(m_sockets[0], &Socket::disconnected, this, [this] { delete m_sockets[1]; });
    io->disconnectSockets();
    QCOMPARE(m_clients[2]->next(), "41");
    QCOMPARE(io->sockets()->sockets().size(), 0);

    connect(io.get(), &Server::connection, this, [this](Socket *joined) {
        connect(joined, &Socket::disconnected, this, [this] { io.reset(); });
    });
    WsClient one(port);
    WsClient two(port);
    QVERIFY(!one.join().isEmpty());
    QVERIFY(!two.join().isEmpty());
    io->disconnectSockets(DisconnectMode::CloseConnection);
    QVERIFY(!io);
}

void tst_ClusterVerbs::fromASocket()
{
    QCOMPARE(idsOf(m_sockets[0]->to("r").fetchSockets().result()),
             QStringList({m_sockets[1]->id()}));
    m_sockets[0]->broadcast().socketsJoin("others");
    QCOMPARE(io->sockets()->adapter()->socketsInRoom(u"others"_s).size(), 2);
    QVERIFY(!m_sockets[0]->rooms().contains(u"others"_s));
}

void tst_ClusterVerbs::operatorsOutliveTheServer()
{
    const BroadcastOperator all = io->to("r");
    io.reset();
    all.socketsJoin("p");
    all.socketsLeave("p");
    all.disconnectSockets();
    QCOMPARE(all.fetchSockets().result().error().code(), Error::Code::InvalidUsage);
    QCOMPARE(all.allSockets().result().error().code(), Error::Code::InvalidUsage);
}

void tst_ClusterVerbs::serverSideEmit()
{
    ClusterAdapter *adapter = cluster();
    QVERIFY(io->serverSideEmit("reload", "settings", 1));
    QVERIFY(io->sockets()->serverSideEmit("ping"));
    QCOMPARE(adapter->emitted, QStringList({u"reload \"settings\",1"_s, u"ping "_s}));
    QVERIFY(!adapter->answer);

    QList<QCborValue> loads;
    QVERIFY(io->serverSideEmit("load", [&](const Error &error, const QList<QCborValue> &answers) {
        QVERIFY(!error);
        loads = answers;
    }));
    adapter->answer(QList<QCborValue>{0.5});
    QCOMPARE(loads, QList<QCborValue>({0.5}));
    const QFuture<Result<QList<QCborValue>>> future = io->serverSideEmitWithAck("load", 5);
    QVERIFY(!future.isFinished());
    adapter->answer(Error(Error::Code::Timeout, u"timeout reached"_s));
    QCOMPARE(future.result().error().code(), Error::Code::Timeout);
}

void tst_ClusterVerbs::serverSideEvents()
{
    AdapterHost *host = io->sockets()->adapter()->host();
    QStringList got;
    const Subscription subscription
        = io->on("reload", this, [&](const QString &what) { got.append(what); });
    QVERIFY(subscription);
    QVERIFY(io->sockets()->once("reload", this, [&](const QString &) { got.append(u"once"_s); }));
    io->on("load", this, [](int factor) { return factor * 2; });
    host->serverSideEvent(u"reload"_s, Payload::of("a"), {});
    host->serverSideEvent(u"reload"_s, Payload::of("b"), {});
    QCOMPARE(got, QStringList({u"a"_s, u"once"_s, u"b"_s}));

    Payload answer;
    host->serverSideEvent(u"load"_s, Payload::of(21),
                          Ack([&](const Payload &payload) { answer = payload; }));
    QCOMPARE(answer, Payload::of(42));
    host->serverSideEvent(u"unknown"_s, {}, {});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"from another server.*argument"_s));
    host->serverSideEvent(u"reload"_s, {}, {});

    io->off("reload", subscription);
    io->off("load");
    host->serverSideEvent(u"reload"_s, Payload::of("c"), {});
    QCOMPARE(got.size(), 3);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Namespace::on"_s));
    QVERIFY(!io->on("x", static_cast<QObject *>(nullptr), [] {}));
    // A client's event of that name is another thing.
    io->on("reload", this, [&](const QString &what) { got.append(what); });
    m_clients[0]->send("42[\"reload\",\"client\"]");
    QVERIFY(m_clients[0]->syncsWithNothingBetween());
    QCOMPARE(got.size(), 3);
}

void tst_ClusterVerbs::trap64_reservedServerSideEvents()
{
    cluster();
    for (const char *name : {"connect", "connection", "new_namespace"}) {
        QTest::ignoreMessage(
            QtWarningMsg,
            QRegularExpression(u"\"%1\" is a reserved event name"_s.arg(QLatin1String(name))));
        QVERIFY(!io->serverSideEmit(name));
    }
    QVERIFY(io->serverSideEmit("disconnect"));
}

void tst_ClusterVerbs::serverSideEmitAlone()
{
    const QRegularExpression warning(u"serverSideEmit \"x\": this adapter knows of no other"_s);
    QTest::ignoreMessage(QtWarningMsg, warning);
    QVERIFY(!io->serverSideEmit("x"));
    QTest::ignoreMessage(QtWarningMsg, warning);
    QVERIFY(!io->serverSideEmit("x", [](const Result<QList<QCborValue>> &) { QFAIL("called"); }));
    QTest::ignoreMessage(QtWarningMsg, warning);
    QCOMPARE(io->serverSideEmitWithAck("x").result().error().code(), Error::Code::InvalidUsage);
}

QTEST_GUILESS_MAIN(tst_ClusterVerbs)
#include "moc_serverfixture.cpp"
#include "tst_clusterverbs.moc"
