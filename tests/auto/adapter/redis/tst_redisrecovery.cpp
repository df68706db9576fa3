// SPDX-License-Identifier: MIT
// Clients that are cut off from one server of a cluster and come back to another.
#include "redisstreams.h"

#include <QtTest/QSignalSpy>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_RedisRecovery : public RedisStreams
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { startRedis(); }
    void init();
    void cleanup();

    void offsets();
    void offsetsOnlyGrow();
    void noOffsets();
    void comesBackElsewhere_data();
    void comesBackElsewhere();
    void inAnotherNamespace();
    void onlyOnce();
    void unknownOffset_data();
    void unknownOffset();
    void unknownPid_data();
    void unknownPid();
    void trimmed();
    void notIntoAnotherNamespace();
    void malformedSession();
    void sessionsEnd();
    void tooMuchMissed_data();
    void tooMuchMissed();
    void closedServer();
    void whileItComesBack();
    void sentWhileMiddlewaresRun();
    void clientAheadOfServer();
    void brokerAway();
    void changesKeepTheirPlace();
    void slowEcho();
    void refusedEntry();
    void destroyedByListener();

private:
    // At a; the event "first" has told it an offset.
    bool joinsWithOffset(WsClient &client, Identity *identity)
    {
        if (!join(client, a(), identity))
            return false;
        a().io.emitEvent("first");
        return plain(client.next(), &identity->offset) == "42[\"first\"]";
    }
    // Of a client that was there, and was cut off.
    bool leavesSession(Identity *identity)
    {
        WsClient client;
        return joinsWithOffset(client, identity) && cutOff(client, a(), *identity);
    }
};

void tst_RedisRecovery::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    recovery = ConnectionStateRecoveryOptions();
    streams = {};
    redisOptions.reset();
    startRedis();
    redis.say("FLUSHALL");
    startStreams();
}

void tst_RedisRecovery::cleanup()
{
    redis.resume();
    tearDown();
}

void tst_RedisRecovery::offsets()
{
    a().io.emitEvent("hello", 1);
    QByteArray here;
    QByteArray there;
    QCOMPARE(plain(a().client.next(), &here), "42[\"hello\",1]");
    QCOMPARE(plain(b().client.next(), &there), "42[\"hello\",1]");
    QCOMPARE(here, there);
    QVERIFY(redis.say("XRANGE socket.io " + here + ' ' + here).startsWith("*1"));
    a().io.emitEvent("no arguments");
    QCOMPARE(plain(b().client.next()), "42[\"no arguments\"]");
    a().socket->emitEvent("direct");
    QCOMPARE(plain(a().client.next()), "42[\"no arguments\"]");
    QCOMPARE(plain(a().client.next()), "42[\"direct\"]");
}

// Also of one's own and of others': in the order of the stream.
void tst_RedisRecovery::offsetsOnlyGrow()
{
    for (int i = 0; i < 300; ++i) {
        a().io.emitEvent("a", i);
        b().io.emitEvent("b", i);
        if (i % 20 == 0)
            QCoreApplication::processEvents();
    }
    QByteArrayList orders[2];
    for (int n = 0; n < 2; ++n) {
        RedisStreamId last;
        for (int i = 0; i < 600; ++i) {
            QByteArray offset;
            orders[n].append(plain(nodes[std::size_t(n)]->client.next(), &offset));
            const auto id = RedisStreamId::fromText(offset);
            QVERIFY2(id && *id > last, orders[n].last().constData());
            last = *id;
        }
    }
    QCOMPARE(orders[0], orders[1]);
}

// trap 11.4 among others
void tst_RedisRecovery::noOffsets()
{
    a().io.asVolatile().emitEvent("volatile");
    QCOMPARE(a().client.next(), "42[\"volatile\"]");
    QCOMPARE(b().client.next(), "42[\"volatile\"]");
    a().io.local().emitEvent("local");
    QCOMPARE(a().client.next(), "42[\"local\"]");
    a().io.timeout(5s).emitEvent("asked", [](const Error &, const QList<QCborValue> &) {});
    QVERIFY(a().client.next().endsWith("[\"asked\"]"));
    QVERIFY(b().client.next().endsWith("[\"asked\"]"));
    a().socket->emitEvent("ask", [](const Error &) {});
    QVERIFY(a().client.next().endsWith("[\"ask\"]"));
}

void tst_RedisRecovery::comesBackElsewhere_data()
{
    QTest::addColumn<RedisOptions::Protocol>("protocol");
    QTest::addColumn<bool>("isRestricted");
    QTest::newRow("RESP2") << RedisOptions::Protocol::Resp2 << false;
    QTest::newRow("RESP3") << RedisOptions::Protocol::Resp3 << false;
    QTest::newRow("with the rights of the manual") << RedisOptions::Protocol::Auto << true;
}

void tst_RedisRecovery::comesBackElsewhere()
{
    QFETCH(RedisOptions::Protocol, protocol);
    QFETCH(bool, isRestricted);
    tearDown();
    redisOptions = options();
    redisOptions->protocol = protocol;
    if (isRestricted) {
        redis.say("ACL SETUSER chat on >secret resetchannels &socket.io* ~socket.io* "
                  "~sio:session:* -@all +hello +auth +ping +select +client|setname +publish "
                  "+subscribe +unsubscribe +pubsub +xadd +xread +xrange +xrevrange +set +get +del "
                  "+multi +exec");
        redisOptions->username = u"chat"_s;
        redisOptions->password = u"secret"_s;
    }
    startStreams();
    QSignalSpy refusedHere(a().adapter(), &ClusterAdapter::clusterError);
    QSignalSpy refusedThere(b().adapter(), &ClusterAdapter::clusterError);
    WsClient client;
    Identity identity;
    QVERIFY(join(client, a(), &identity));
    Socket *const before = socketOf(a(), identity);
    before->join(u"r1"_s);
    before->data().insert(u"name"_s, u"Zoë"_s);
    a().io.emitEvent("first");
    QCOMPARE(plain(client.next(), &identity.offset), "42[\"first\"]");
    QVERIFY(cutOff(client, a(), identity));

    a().io.emitEvent("missed", QByteArray("\1\2", 2));
    QVERIFY(hasWritten(2));
    b().io.to(u"r1"_s).emitEvent("room");
    QVERIFY(hasWritten(3));
    b().io.to(u"r2"_s).emitEvent("another room");
    b().io.except(u"r1"_s).emitEvent("not for r1");
    a().io.to(identity.sid).emitEvent("for it alone");
    // Node.js sends these, too.
    a().io.asVolatile().emitEvent("volatile");
    a().io.timeout(100ms).emitEvent("asked", [](const Error &, const QList<QCborValue> &) {});
    a().socket->emitEvent("ask", [](const Error &) {});
    a().io.emitEvent("last");
    while (!b().client.next().startsWith("42[\"last\""))
        ;

    WsClient again;
    comeBack(again, b(), identity);
    QByteArray offset;
    QCOMPARE(plain(again.next()), "451-[\"missed\",{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(again.next(), QByteArray("binary:\1\2"));
    QCOMPARE(plain(again.next()), "42[\"room\"]");
    QCOMPARE(plain(again.next()), "42[\"for it alone\"]");
    QCOMPARE(plain(again.next(), &offset), "42[\"last\"]");
    QCOMPARE(again.next(), connectPacket(identity));
    Socket *const after = socketOf(b(), identity);
    QVERIFY(after && after->isRecovered());
    QCOMPARE(after->rooms(), QSet<QString>({identity.sid, u"r1"_s}));
    QCOMPARE(after->data().value(u"name"_s).toString(), u"Zoë"_s);
    a().io.emitEvent("again");
    identity.offset.clear();
    QCOMPARE(plain(again.next(), &identity.offset), "42[\"again\"]");
    QVERIFY(*RedisStreamId::fromText(identity.offset) > *RedisStreamId::fromText(offset));
    QCOMPARE(refusedHere.count() + refusedThere.count(), 0);
}

void tst_RedisRecovery::inAnotherNamespace()
{
    for (auto &node : nodes) {
        auto *const adapter = qobject_cast<ClusterAdapter *>(node->io.of(u"/chat"_s)->adapter());
        QVERIFY(waitFor([adapter] { return adapter->isReady(); }));
    }
    WsClient client;
    Identity identity;
    QVERIFY(join(client, a(), &identity, "/chat"));
    a().io.of(u"/chat"_s)->emitEvent("first");
    QCOMPARE(plain(client.next(), &identity.offset), "42/chat,[\"first\"]");
    client.abort();
    QVERIFY(waitFor([&] { return a().io.of(u"/chat"_s)->sockets().isEmpty(); }));
    a().io.emitEvent("elsewhere");
    b().io.of(u"/chat"_s)->emitEvent("missed");
    WsClient again;
    comeBack(again, b(), identity, "/chat");
    QCOMPARE(plain(again.next()), "42/chat,[\"missed\"]");
    QVERIFY(again.next().contains(identity.sid.toLatin1()));
}

void tst_RedisRecovery::onlyOnce()
{
    Identity identity;
    QVERIFY(leavesSession(&identity));
    WsClient first;
    comeBack(first, b(), identity);
    QCOMPARE(first.next(), connectPacket(identity));
    WsClient second;
    comeBack(second, a(), identity);
    QVERIFY(startsAnew(second, identity));
}

void tst_RedisRecovery::unknownOffset_data()
{
    QTest::addColumn<QByteArray>("offset");
    for (const char *offset :
         {"", "1-1", "99999999999999-0", "$", "-", "+", "0-0", "abc", "18446744073709551616-0"})
        QTest::newRow(offset) << QByteArray(offset);
}

void tst_RedisRecovery::unknownOffset()
{
    QFETCH(QByteArray, offset);
    Identity identity;
    QVERIFY(leavesSession(&identity));
    WsClient wrong;
    comeBack(wrong, b(), {identity.sid, identity.pid, offset});
    QVERIFY(startsAnew(wrong, identity));
    // That has not cost it its session.
    WsClient right;
    comeBack(right, b(), identity);
    QCOMPARE(right.next(), connectPacket(identity));
}

void tst_RedisRecovery::unknownPid_data()
{
    QTest::addColumn<QString>("pid");
    QTest::newRow("empty") << QString();
    QTest::newRow("of nobody") << u"AAAAAAAAAAAAAAAAAAAA"_s;
    QTest::newRow("endless") << QString(100'000, u'x');
    QTest::newRow("looks like a command") << u"x DEL socket.io"_s;
}

void tst_RedisRecovery::unknownPid()
{
    QFETCH(QString, pid);
    a().io.emitEvent("first");
    Identity identity{u"nobody"_s, pid, {}};
    QCOMPARE(plain(a().client.next(), &identity.offset), "42[\"first\"]");
    WsClient client;
    comeBack(client, b(), identity);
    QVERIFY(startsAnew(client, identity));
    QVERIFY(redis.say("XLEN socket.io").startsWith(":1"));
}

void tst_RedisRecovery::trimmed()
{
    Identity identity;
    QVERIFY(leavesSession(&identity));
    a().io.emitEvent("second");
    QCOMPARE(plain(a().client.next()), "42[\"first\"]");
    QCOMPARE(plain(a().client.next()), "42[\"second\"]");
    QCOMPARE(redis.say("XTRIM socket.io MAXLEN 1"), ":1\r\n");
    WsClient again;
    comeBack(again, b(), identity);
    QVERIFY(startsAnew(again, identity));
}

// Its middlewares would not be asked.
void tst_RedisRecovery::notIntoAnotherNamespace()
{
    for (auto &node : nodes) {
        auto *const adapter = qobject_cast<ClusterAdapter *>(node->io.of(u"/admin"_s)->adapter());
        QVERIFY(waitFor([adapter] { return adapter->isReady(); }));
        node->io.of(u"/admin"_s)->use(node->io.of(u"/admin"_s), [](Socket *, const Next &next) {
            next(Error("no"));
        });
    }
    WsClient client;
    Identity identity;
    QVERIFY(join(client, a(), &identity));
    a().io.emitEvent("first");
    QByteArray own;
    QCOMPARE(plain(client.next(), &own), "42[\"first\"]");
    a().io.of(u"/admin"_s)->emitEvent("secret");
    a().io.emitEvent("second");
    QByteArray second;
    QCOMPARE(plain(client.next(), &second), "42[\"second\"]");
    const QByteArray range = redis.say("XREVRANGE socket.io (" + second + " - COUNT 1");
    const QByteArray theirs = range.split('\n').value(3).trimmed();
    QVERIFY(RedisStreamId::fromText(theirs) && theirs != own);
    QVERIFY(cutOff(client, a(), identity));
    for (const QByteArray &offset : {own, theirs}) {
        WsClient intruder;
        comeBack(intruder, b(), {identity.sid, identity.pid, offset}, "/admin");
        QCOMPARE(intruder.next(), "44/admin,{\"message\":\"no\"}");
    }
}

void tst_RedisRecovery::malformedSession()
{
    a().io.emitEvent("first");
    Identity identity{u"nobody"_s, u"BBBBBBBBBBBBBBBBBBBB"_s, {}};
    QCOMPARE(plain(a().client.next(), &identity.offset), "42[\"first\"]");
    QSignalSpy errors(b().adapter(), &ClusterAdapter::clusterError);
    redis.say("SET sio:session:BBBBBBBBBBBBBBBBBBBB nonsense");
    WsClient client;
    comeBack(client, b(), identity);
    QVERIFY(startsAnew(client, identity));
    QVERIFY(waitFor([&errors] { return errors.count() == 1; }));
    redis.say("LPUSH sio:session:BBBBBBBBBBBBBBBBBBBB list");
    WsClient second;
    comeBack(second, b(), identity);
    QVERIFY(startsAnew(second, identity));
    // Of one who is there
    redis.say("DEL sio:session:BBBBBBBBBBBBBBBBBBBB");
    const RecoverableSession here{b().socket->id(), identity.pid, {b().socket->id()}, {}, {}};
    streamsOf(b())->persistSession(here);
    QVERIFY(
        waitFor([&] { return redis.say("EXISTS sio:session:BBBBBBBBBBBBBBBBBBBB") == ":1\r\n"; }));
    WsClient third;
    comeBack(third, b(), identity);
    QVERIFY(startsAnew(third, {b().socket->id(), {}, {}}));
}

void tst_RedisRecovery::sessionsEnd()
{
    tearDown();
    recovery->maxDisconnectionDuration = 500ms;
    startStreams();
    Identity identity;
    QVERIFY(leavesSession(&identity));
    const QByteArray session = "sio:session:" + identity.pid.toUtf8();
    QVERIFY(waitFor([&] { return redis.say("EXISTS " + session) == ":0\r\n"; }));
    WsClient again;
    comeBack(again, b(), identity);
    QVERIFY(startsAnew(again, identity));
}

void tst_RedisRecovery::tooMuchMissed_data()
{
    QTest::addColumn<int>("packets");
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<bool>("recovers");
    QTest::newRow("just as many") << 3 << qint64(10'000) << true;
    QTest::newRow("too many") << 2 << qint64(10'000) << false;
    QTest::newRow("too long") << 100 << qint64(150) << false;
}

void tst_RedisRecovery::tooMuchMissed()
{
    QFETCH(int, packets);
    QFETCH(qint64, bytes);
    QFETCH(bool, recovers);
    tearDown();
    streams.maxMissedPackets = packets;
    streams.maxMissedBytes = bytes;
    startStreams();
    Identity identity;
    QVERIFY(leavesSession(&identity));
    for (int i = 0; i < 3; ++i)
        a().io.emitEvent("missed", i);
    while (!b().client.next().startsWith("42[\"missed\",2"))
        ;
    WsClient again;
    comeBack(again, b(), identity);
    QCOMPARE(startsAnew(again, identity), !recovers);
}

// It says goodbye to Redis when all sessions are there.
void tst_RedisRecovery::closedServer()
{
    WsClient client;
    Identity identity;
    QVERIFY(joinsWithOffset(client, &identity));
    const QFuture<void> closed = a().io.close();
    QVERIFY(waitFor([&closed] { return closed.isFinished(); }));
    nodes[0].reset();
    WsClient again;
    comeBack(again, b(), identity);
    QCOMPARE(again.next(), connectPacket(identity));
}

// Nothing twice, nothing missed, in order.
void tst_RedisRecovery::whileItComesBack()
{
    WsClient client;
    Identity identity;
    QVERIFY(join(client, a(), &identity));
    a().io.emitEvent("n", -1);
    QCOMPARE(plain(client.next(), &identity.offset), "42[\"n\",-1]");
    QVERIFY(cutOff(client, a(), identity));
    constexpr int count = 1000;
    WsClient again;
    QVERIFY(again.open(b().io.serverPort()));
    int sent = 0;
    QTimer ticks;
    connect(&ticks, &QTimer::timeout, this, [&] {
        for (int i = 0; i < 5 && sent < count; ++i, ++sent)
            (sent % 2 ? a() : b()).io.emitEvent("n", sent);
        if (sent == 400)
            again.send("40{\"pid\":\"" + identity.pid.toLatin1() + "\",\"offset\":\""
                       + identity.offset + "\"}");
    });
    ticks.start(1);
    QSet<QByteArray> seen;
    RedisStreamId last;
    bool isConnected = false;
    while (seen.size() < count) {
        const QByteArray packet = again.next();
        if (packet == connectPacket(identity)) {
            isConnected = true;
            continue;
        }
        QByteArray offset;
        const QByteArray text = plain(packet, &offset);
        QVERIFY2(text.startsWith("42[\"n\",") && !seen.contains(text), packet.constData());
        seen.insert(text);
        QVERIFY(*RedisStreamId::fromText(offset) > last);
        last = *RedisStreamId::fromText(offset);
    }
    QVERIFY(isConnected);
}

// The server has read it before the client is let in. (Node.js does not send it then.)
void tst_RedisRecovery::sentWhileMiddlewaresRun()
{
    tearDown();
    recovery->skipMiddlewares = false;
    startStreams();
    std::optional<Next> held;
    b().io.use(&b().io, [&held](Socket *, const Next &next) { held = next; });
    WsClient client;
    Identity identity;
    QVERIFY(join(client, a(), &identity));
    socketOf(a(), identity)->join(u"room"_s);
    a().io.emitEvent("first");
    QCOMPARE(plain(client.next(), &identity.offset), "42[\"first\"]");
    QVERIFY(cutOff(client, a(), identity));
    a().io.emitEvent("missed");
    WsClient again;
    comeBack(again, b(), identity);
    QVERIFY(waitFor([&held] { return held.has_value(); }));
    a().io.to(u"room"_s).emitEvent("from there");
    QVERIFY(hasWritten(3));
    b().io.to(u"room"_s).emitEvent("from here");
    b().io.to(u"elsewhere"_s).emitEvent("not for it");
    b().io.asVolatile().emitEvent("volatile");
    b().io.emitEvent("for all");
    while (!b().client.next().startsWith("42[\"for all\"")) // it has read that
        ;
    (*held)();
    RedisStreamId last;
    for (const char *event : {"missed", "from there", "from here", "for all"}) {
        QByteArray offset;
        QCOMPARE(plain(again.next(), &offset), "42[\"" + QByteArray(event) + "\"]");
        QVERIFY(*RedisStreamId::fromText(offset) > last);
        last = *RedisStreamId::fromText(offset);
    }
    QCOMPARE(again.next(), connectPacket(identity));
    b().io.emitEvent("next");
    QCOMPARE(plain(again.next()), "42[\"next\"]");
}

// It was faster than the reader of the server that it comes to.
void tst_RedisRecovery::clientAheadOfServer()
{
    Identity identity;
    QVERIFY(leavesSession(&identity));
    RedisOptions slow = options();
    slow.clientName = u"late"_s;
    slow.reconnectDelay = slow.reconnectDelayMax = 500ms;
    redisOptions = slow;
    ClusterNode late(serverOptions());
    QVERIFY(waitFor([&late] { return late.adapter()->isReady(); }));
    QVERIFY(killReader("late", write("known") + "\r\n" + write("known, too")));
    QVERIFY(hasWritten(3));
    const QByteArray range = redis.say("XREVRANGE socket.io + - COUNT 1");
    const QByteArray latest = range.split('\n').value(3).trimmed();
    Identity ahead = identity;
    ahead.offset = latest;
    WsClient again;
    comeBack(again, late, ahead);
    QCOMPARE(again.next(), connectPacket(identity)); // and nothing of what it knows
    late.io.emitEvent("next");
    QCOMPARE(plain(again.next()), "42[\"next\"]");
}

void tst_RedisRecovery::brokerAway()
{
    WsClient client;
    Identity identity;
    QVERIFY(joinsWithOffset(client, &identity));
    redis.kill();
    QVERIFY(waitFor([&] { return !a().adapter()->isReady() && !b().adapter()->isReady(); }));
    a().io.emitEvent("local"); // at once, without offset
    QCOMPARE(client.next(), "42[\"local\"]");
    client.abort();
    QVERIFY(waitFor([&] { return !socketOf(a(), identity); }));
    WsClient again;
    comeBack(again, a(), identity); // does not hang
    QVERIFY(startsAnew(again, identity));
    QVERIFY(redis.start());
    QVERIFY(knowEachOther());
    a().io.emitEvent("back");
    QCOMPARE(plain(again.next()), "42[\"back\"]");
}

// What selects sockets does not overtake what was sent to them.
void tst_RedisRecovery::changesKeepTheirPlace()
{
    a().io.emitEvent("before");
    a().io.socketsJoin(u"room"_s);
    a().io.to(u"room"_s).emitEvent("in the room");
    a().io.in(u"room"_s).socketsLeave(u"room"_s);
    a().io.to(u"room"_s).emitEvent("nobody");
    a().io.emitEvent("bye");
    a().io.disconnectSockets();
    for (auto &node : nodes) {
        QCOMPARE(plain(node->client.next()), "42[\"before\"]");
        QCOMPARE(plain(node->client.next()), "42[\"in the room\"]");
        QCOMPARE(plain(node->client.next()), "42[\"bye\"]");
        QCOMPARE(node->client.next(), "41");
    }
}

// A Redis that takes its time: this server's clients do not wait for ever.
void tst_RedisRecovery::slowEcho()
{
    tearDown();
    streams.echoTimeout = 50ms;
    startStreams();
    redis.suspend();
    a().io.emitEvent("one");
    a().io.socketsJoin(u"room"_s);
    a().io.to(u"room"_s).emitEvent("two");
    QCOMPARE(a().client.next(), "42[\"one\"]");
    QCOMPARE(a().client.next(), "42[\"two\"]");
    QVERIFY(a().adapter()->isReady()); // still
    redis.resume();
    QCOMPARE(plain(b().client.next()), "42[\"one\"]");
    QVERIFY(waitFor([this] { return b().socket->rooms().contains(u"room"_s); }));
    a().io.emitEvent("three"); // nothing comes twice
    QVERIFY(a().client.next().startsWith("42[\"three\""));
}

void tst_RedisRecovery::refusedEntry()
{
    QSignalSpy errors(a().adapter(), &ClusterAdapter::clusterError);
    redis.say("SET socket.io text");
    a().io.emitEvent("one");
    a().io.emitEvent("two");
    QCOMPARE(a().client.next(), "42[\"one\"]");
    QCOMPARE(a().client.next(), "42[\"two\"]");
    QVERIFY(waitFor([&errors] { return errors.count() >= 2; }));
    const auto error = errors.at(0).at(0).value<Error>();
    QVERIFY2(error.message().contains(u"WRONGTYPE"_s), qPrintable(error.message()));
    redis.say("DEL socket.io");
    a().io.emitEvent("three");
    QVERIFY(b().client.next().startsWith("42[\"three\""));
}

void tst_RedisRecovery::destroyedByListener()
{
    a().socket->onAnyOutgoing(a().socket,
                              [this](const QString &, const Payload &) { nodes[0].reset(); });
    b().io.emitEvent("end");
    b().io.emitEvent("of it");
    QVERIFY(waitFor([this] { return !nodes[0]; }));
    QCOMPARE(plain(b().client.next()), "42[\"end\"]");
    QCOMPARE(plain(b().client.next()), "42[\"of it\"]");
    b().socket->onAnyOutgoing(b().socket,
                              [this](const QString &, const Payload &) { nodes[1].reset(); });
    b().io.emitEvent("an echo");
    b().io.emitEvent("and another");
    QVERIFY(waitFor([this] { return !nodes[1]; }));
}

QTEST_GUILESS_MAIN(tst_RedisRecovery)
#include "tst_redisrecovery.moc"
