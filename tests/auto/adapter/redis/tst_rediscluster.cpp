// SPDX-License-Identifier: MIT
// What the adapters on Redis have in common: two servers with clients, and a Redis that fails.
#include "rediscluster.h"

#include <QtTest/QSignalSpy>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_RedisCluster : public RedisCluster
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data();
    void initTestCase() { startRedis(); }
    void init();
    void cleanup() { tearDown(); }

    void broadcast();
    void rooms();
    void binary() { checkBinary(); }
    void order() { checkOrder(); }
    void local() { checkLocal(); }
    void toOneSocket();
    void customNamespace();
    void fetchSockets() { checkFetchSockets(); }
    void joinAndLeave() { checkJoinAndLeave(); }
    void disconnectSockets() { checkDisconnectSockets(); }
    void serverSideEmit() { checkServerSideEmit(); }
    void acknowledgedBroadcast() { checkAcknowledgedBroadcast(); }
    void acknowledgementsThatMiss() { checkAcknowledgementsThatMiss(); }
    void malformedMessages();
    void oneLeaves();
    void unreachableAtStart();
    void brokerKilled();
    void brokerFrozen();
    void clientsKilled();
    void slowServers();
    void wrongPassword();
    void accessControlList();

protected:
    AdapterFactory factory() const override { return factoryFor(options()); }

private:
    AdapterFactory factoryFor(const RedisOptions &redisOptions) const
    {
        QFETCH_GLOBAL(QString, kind);
        if (kind.startsWith(u"sharded"_s)) {
            using Mode = ShardedRedisAdapterOptions::SubscriptionMode;
            const Mode mode = kind.endsWith(u"static"_s) ? Mode::Static
                : kind.endsWith(u"private"_s)            ? Mode::DynamicPrivate
                                                         : Mode::Dynamic;
            return ShardedRedisAdapter::factory(redisOptions, {.subscriptionMode = mode});
        }
        if (kind.startsWith(u"streams"_s)) {
            return RedisStreamsAdapter::factory(redisOptions,
                                                {.streamCount = kind.endsWith(u"four"_s) ? 4 : 1,
                                                 .useShardedPubSub = kind.endsWith(u"sharded"_s)});
        }
        return RedisAdapter::factory(
            redisOptions, {.publishOnSpecificResponseChannel = kind.endsWith(u"specific"_s)});
    }
    // A room's channel is listened to a moment after somebody has joined.
    bool hearsRoom(const QString &room)
    {
        return waitFor([&] {
            a().io.to(room).emitEvent("probe");
            return b().client.next(20) == "42[\"probe\"]";
        });
    }
};

void tst_RedisCluster::initTestCase_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind :
         {"classic", "classic, specific", "sharded", "sharded, static", "sharded, dynamic-private",
          "streams", "streams, sharded", "streams, four"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_RedisCluster::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    startRedis();
    startNodes();
}

void tst_RedisCluster::broadcast()
{
    a().io.emitEvent("hello", 1, u"äß€😀"_s, QCborValue(nullptr));
    expectAll("42[\"hello\",1,\"äß€😀\",null]");
    b().io.emitEvent("back");
    expectAll("42[\"back\"]");
    a().socket->broadcast().emitEvent("others");
    QCOMPARE(b().client.next(), "42[\"others\"]");
    QVERIFY(a().client.syncsWithNothingBetween());
}

void tst_RedisCluster::rooms()
{
    b().socket->join(u"Räume 1#"_s);
    QVERIFY(hearsRoom(b().socket->id()));
    QVERIFY(hearsRoom(u"Räume 1#"_s));
    QVERIFY(drain());
    a().io.to(u"Räume 1#"_s).emitEvent("one");
    QCOMPARE(b().client.next(), "42[\"one\"]");
    a().io.to({u"Räume 1#"_s, u"another"_s}).emitEvent("two");
    QCOMPARE(b().client.next(), "42[\"two\"]");
    a().io.except(u"Räume 1#"_s).emitEvent("three");
    QCOMPARE(a().client.next(), "42[\"three\"]");
    a().io.to(b().socket->id()).emitEvent("behind it"); // while b is still in the room
    QCOMPARE(b().client.next(), "42[\"behind it\"]");
    b().socket->leave(u"Räume 1#"_s);
    a().io.to(u"Räume 1#"_s).emitEvent("four");
    a().io.emitEvent("five");
    expectAll("42[\"five\"]");
}

void tst_RedisCluster::toOneSocket()
{
    QCOMPARE(b().socket->id().size(), 20); // trap of the sharded adapter's rule
    QVERIFY(hearsRoom(b().socket->id()));
    QVERIFY(drain());
    a().io.to(b().socket->id()).emitEvent("private");
    QCOMPARE(b().client.next(), "42[\"private\"]");
    QVERIFY(a().client.syncsWithNothingBetween());
}

void tst_RedisCluster::customNamespace()
{
    for (auto &node : nodes) {
        Namespace *const chat = node->io.of(u"/chat"_s);
        auto *const adapter = qobject_cast<ClusterAdapter *>(chat->adapter());
        QVERIFY(waitFor([adapter] { return adapter->isReady(); }));
        // Names that look like one another's channels
        node->io.of(u"/chat#x"_s);
        node->io.of(u"/ch*"_s);
        QVERIFY(!node->client.join("/chat").isEmpty());
    }
    a().io.of(u"/chat"_s)->emitEvent("hello");
    expectAll("42/chat,[\"hello\"]");
    a().io.of(u"/chat#x"_s)->emitEvent("not you");
    a().io.of(u"/ch*"_s)->emitEvent("nor you");
    a().io.emitEvent("root");
    expectAll("42[\"root\"]");
    QCOMPARE(b().adapter()->malformedMessages(), 0);
}

// Whatever others publish: it is counted, and the reader goes on.
void tst_RedisCluster::malformedMessages()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"from the cluster is malformed"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"from the cluster is malformed"_s));
    QFETCH_GLOBAL(QString, kind);
    const bool isClassic = kind.startsWith(u"classic"_s);
    const bool isSharded = kind.contains(u"sharded"_s);
    const QByteArrayList channels = isClassic
        ? QByteArrayList{"socket.io#/#", "socket.io-request#/#", "socket.io-response#/#"}
        : QByteArrayList{"socket.io#/#"};
    const QByteArrayList payloads
        = {"{",         "\"\"", "\"\\xc1\"", "\"\\x93\\xc0\\xc0\\xc0\"",     "{}",
           "\"[1,2]\"", "42",   "\"\\xc0\"", "\"\\xdf\\xff\\xff\\xff\\xff\""};
    for (const QByteArray &channel : channels) {
        for (const QByteArray &payload : payloads)
            redis.say((isSharded ? "SPUBLISH " : "PUBLISH ") + channel + ' ' + payload);
    }
    a().io.emitEvent("still here");
    expectAll("42[\"still here\"]");
    QCOMPARE(b().adapter()->malformedMessages(), quint64(channels.size() * payloads.size()));
}

void tst_RedisCluster::oneLeaves()
{
    constexpr int lastWords = 50;
    for (int i = 0; i < lastWords; ++i)
        b().io.except(b().socket->id()).emitEvent("n", i);
    nodes[1].reset();
    for (int i = 0; i < lastWords; ++i)
        QCOMPARE(a().client.next(), "42[\"n\"," + QByteArray::number(i) + ']');
    QVERIFY(waitFor([this] { return countOf(a()) == 1; }));
    const auto all = resultOf(a().io.fetchSockets());
    QVERIFY(all);
    QCOMPARE(all->size(), 1);
}

// ---- failures: the broker's side of it --------------------------------------------------------

void tst_RedisCluster::unreachableAtStart()
{
    RedisOptions elsewhere = options();
    elsewhere.port = RedisServer::freePort();
    ClusterNode alone(factoryFor(elsewhere));
    QSignalSpy errors(alone.adapter(), &ClusterAdapter::clusterError);
    QVERIFY(alone.isListening && alone.addClient());
    QVERIFY(!alone.adapter()->isReady());
    alone.io.emitEvent("local");
    QCOMPARE(alone.client.next(), "42[\"local\"]");
    QCOMPARE(alone.adapter()->droppedPublishes(), 1);
    QVERIFY(waitFor([&errors] { return !errors.isEmpty(); }));
    const auto sockets = resultOf(alone.io.fetchSockets());
    QVERIFY(!sockets);
    QCOMPARE(ClusterAdapter::partialSockets(sockets.error()).size(), 1);
}

void tst_RedisCluster::brokerKilled()
{
    QSignalSpy states(a().adapter(), &ClusterAdapter::clusterStateChanged);
    // A request that waits when it happens
    b().io.on("never", &b().io, [](const Ack &) {});
    const auto waiting = a().io.serverSideEmitWithAck("never");
    redis.say("PING");
    redis.kill();
    const auto answer = resultOf(waiting);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code(), Error::Code::Adapter);
    QVERIFY(waitFor([&] { return !a().adapter()->isReady() && !b().adapter()->isReady(); }));
    QCOMPARE(states.last().at(0).toBool(), false);

    a().io.emitEvent("alone");
    QCOMPARE(a().client.next(), "42[\"alone\"]");
    const auto sockets = resultOf(a().io.fetchSockets()); // at once, not after a timeout
    QVERIFY(!sockets);
    QCOMPARE(ClusterAdapter::partialSockets(sockets.error()).size(), 1);
    a().io.socketsJoin(u"room"_s);
    QVERIFY(a().socket->rooms().contains(u"room"_s));
    QVERIFY(a().adapter()->droppedPublishes() >= 2);

    QVERIFY(redis.start());
    QVERIFY(knowEachOther());
    QCOMPARE(states.last().at(0).toBool(), true);
    QVERIFY(b().client.syncsWithNothingBetween()); // nothing is replayed
    a().io.emitEvent("again");
    QCOMPARE(a().client.next(), "42[\"again\"]");
    QCOMPARE(b().client.next(), "42[\"again\"]");
}

void tst_RedisCluster::brokerFrozen()
{
    RedisOptions impatient = options();
    impatient.pingInterval = 50ms;
    impatient.pingTimeout = 200ms;
    for (auto &node : nodes) {
        node = std::make_unique<ClusterNode>(factoryFor(impatient));
        QVERIFY(node->addClient());
    }
    QVERIFY(knowEachOther());
    redis.suspend();
    QVERIFY(waitFor([&] { return !a().adapter()->isReady() && !b().adapter()->isReady(); }));
    redis.resume();
    QVERIFY(knowEachOther());
    QVERIFY(drain());
    a().io.emitEvent("again");
    QCOMPARE(b().client.next(), "42[\"again\"]");
}

void tst_RedisCluster::clientsKilled()
{
    for (const QByteArray type : {"pubsub", "normal"}) {
        redis.say("CLIENT KILL TYPE " + type);
        QVERIFY(waitFor([&] { return !a().adapter()->isReady(); }));
        QVERIFY(knowEachOther());
        a().io.emitEvent("after", QString::fromLatin1(type));
        expectAll("42[\"after\",\"" + type + "\"]");
    }
}

// trap 11.11: Redis throws out who does not read, and says no reason.
void tst_RedisCluster::slowServers()
{
    const QByteArray limit = "CONFIG SET client-output-buffer-limit ";
    QVERIFY(redis.say(limit + "'pubsub 1mb 1mb 1'").startsWith("+OK"));
    QSignalSpy states(a().adapter(), &ClusterAdapter::clusterStateChanged);
    QStringList reported;
    connect(a().adapter(), &ClusterAdapter::clusterError, this,
            [&reported](const Error &error) { reported.append(error.message()); });
    // Messages that mean nothing to them, which they do not come to: this waits for Redis.
    const bool isClassic = qobject_cast<RedisAdapter *>(a().io.sockets()->adapter());
    const QByteArray channel = isClassic ? "socket.io#/#nobody#" : "socket.io#/#";
    for (const QByteArray command : {"publish", "spublish"}) {
        redis.say("EVAL \"for i = 1, 600 do redis.call('" + command + "', '" + channel
                  + "', '{\\\"uid\\\":\\\"x\\\",\\\"nsp\\\":\\\"/\\\",\\\"type\\\":99}' .. "
                    "string.rep(' ', 50000)) end return 1\" 0");
    }
    QVERIFY(waitFor([&states] { return states.count() >= 2; }, 20'000));
    QVERIFY(knowEachOther());
    QVERIFY2(reported.join(u'\n').contains(u"client-output-buffer-limit"_s),
             qPrintable(reported.join(u'\n')));
    a().io.emitEvent("after");
    expectAll("42[\"after\"]");
    QVERIFY(redis.say(limit + "'pubsub 32mb 8mb 60'").startsWith("+OK"));
}

void tst_RedisCluster::wrongPassword()
{
    RedisOptions wrong = options();
    wrong.username = u"nobody"_s;
    wrong.password = u"guess"_s;
    ClusterNode node(factoryFor(wrong));
    QSignalSpy errors(node.adapter(), &ClusterAdapter::clusterError);
    QVERIFY(waitFor([&errors] { return !errors.isEmpty(); }));
    const auto error = errors.at(0).at(0).value<Error>();
    QVERIFY2(error.message().contains(u"WRONGPASS"_s), qPrintable(error.message()));
    QVERIFY(!node.adapter()->isReady());
}

// The rights that docs/cluster.md names are enough, for each kind.
void tst_RedisCluster::accessControlList()
{
    redis.say("ACL SETUSER chat on >secret resetchannels &socket.io* &socket.io#/#* "
              "~socket.io* ~sio:session:* -@all +hello "
              "+auth +ping "
              "+select +client|setname +publish +subscribe +psubscribe +unsubscribe +punsubscribe "
              "+spublish +ssubscribe +sunsubscribe +pubsub "
              "+xadd +xread +xrange +xrevrange +set +get +del +multi +exec");
    RedisOptions restricted = options();
    restricted.username = u"chat"_s;
    restricted.password = u"secret"_s;
    restricted.database = 1;
    QStringList refused;
    for (auto &node : nodes) {
        node = std::make_unique<ClusterNode>(factoryFor(restricted));
        connect(node->adapter(), &ClusterAdapter::clusterError, this,
                [&refused](const Error &error) { refused.append(error.message()); });
        QVERIFY(node->addClient());
    }
    QVERIFY(knowEachOther());
    b().socket->join(u"room"_s);
    QVERIFY(hearsRoom(u"room"_s));
    QVERIFY(drain());
    const auto all = resultOf(a().io.fetchSockets());
    QVERIFY(all);
    QCOMPARE(all->size(), 2);
    b().socket->leave(u"room"_s);
    a().io.emitEvent("all");
    expectAll("42[\"all\"]");
    tearDown();
    QCOMPARE(refused, QStringList());
    redis.say("ACL DELUSER chat");
}

QTEST_GUILESS_MAIN(tst_RedisCluster)
#include "tst_rediscluster.moc"
