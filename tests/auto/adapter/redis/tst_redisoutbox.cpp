// SPDX-License-Identifier: MIT
// What a server publishes while its Redis is away, with an outbox.
#include "redisstreams.h"

#include <QtTest/QSignalSpy>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_RedisOutbox : public RedisStreams
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data();
    void initTestCase() { startRedis(); }
    void init();
    void cleanup() { tearDown(); }

    void cameBackInTime();
    void cameBackTooLate();
    void tooMany();
    void changesKeepTheirPlace();
    void notForLater();
    void beforeItWasThere();
    void sameWordsAgain();
    void newerStaysBehind();
    void refused();
    void lostHalfWay();
    void closedMeanwhile();
    void off();
    void destroyedWhenLost();

private:
    static QByteArray number(int i) { return "42[\"n\"," + QByteArray::number(i) + ']'; }
    // With recovery, what comes from the stream has an offset.
    QByteArray fromStream(ClusterNode &node)
    {
        const QByteArray packet = node.client.next();
        return recovery ? plain(packet) : packet;
    }
    void start(const RedisOptions &slow)
    {
        redisOptions = slow;
        startStreams();
    }
    void killRedis()
    {
        redis.kill();
        QVERIFY(waitFor([this] { return !a().adapter()->isReady() && !b().adapter()->isReady(); }));
    }
    void reviveRedis()
    {
        QVERIFY(redis.start());
        QVERIFY(knowEachOther());
    }
    // Nothing has come twice, or comes late, on either side.
    void expectNothingElse()
    {
        a().io.emitEvent("end");
        QCOMPARE(fromStream(a()), "42[\"end\"]");
        QCOMPARE(fromStream(b()), "42[\"end\"]");
    }
};

void tst_RedisOutbox::initTestCase_data()
{
    QTest::addColumn<bool>("recovers");
    QTest::newRow("without recovery") << false;
    QTest::newRow("with recovery") << true;
}

void tst_RedisOutbox::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    QFETCH_GLOBAL(bool, recovers);
    recovery.reset();
    if (recovers)
        recovery = ConnectionStateRecoveryOptions();
    streams = {};
    streams.outbox = OutboxOptions();
    startRedis();
    redis.say("FLUSHALL");
    start(options());
}

void tst_RedisOutbox::cameBackInTime()
{
    killRedis();
    for (int i = 0; i < 3; ++i) {
        a().io.emitEvent("n", i);
        QCOMPARE(a().client.next(), number(i)); // at once, without offset
    }
    QCOMPARE(a().adapter()->droppedPublishes(), 0);
    reviveRedis();
    for (int i = 0; i < 3; ++i)
        QCOMPARE(fromStream(b()), number(i));
    expectNothingElse();
    QVERIFY(hasWritten(4));
    QCOMPARE(a().adapter()->droppedPublishes(), 0);
}

void tst_RedisOutbox::cameBackTooLate()
{
    streams.outbox->maxAge = 200ms;
    start(options());
    QSignalSpy errors(a().adapter(), &ClusterAdapter::clusterError);
    killRedis();
    for (int i = 0; i < 3; ++i) {
        a().io.emitEvent("n", i);
        QCOMPARE(a().client.next(), number(i));
    }
    QVERIFY(waitFor([this] { return a().adapter()->droppedPublishes() == 3; }));
    const auto isTold = [&errors] {
        for (const QList<QVariant> &error : errors) {
            if (error.at(0).value<Error>().message().contains(u"too long"_s))
                return true;
        }
        return false;
    };
    QVERIFY(waitFor(isTold));
    reviveRedis();
    expectNothingElse();
    QVERIFY(hasWritten(1));
}

void tst_RedisOutbox::tooMany()
{
    streams.outbox->maxMessages = 2;
    start(options());
    killRedis();
    for (int i = 0; i < 5; ++i) {
        a().io.emitEvent("n", i);
        QCOMPARE(a().client.next(), number(i));
    }
    a().io.emitEvent("long", QString(5 * 1024 * 1024, u'x')); // more than maxBytes
    QVERIFY(a().client.next().startsWith("42[\"long\""));
    QCOMPARE(a().adapter()->droppedPublishes(), 4);
    reviveRedis();
    QCOMPARE(fromStream(b()), number(3));
    QCOMPARE(fromStream(b()), number(4));
    expectNothingElse();
}

void tst_RedisOutbox::changesKeepTheirPlace()
{
    killRedis();
    QSignalSpy errors(a().adapter(), &ClusterAdapter::clusterError);
    a().io.socketsJoin(u"room"_s);
    a().io.to(u"room"_s).emitEvent("n", 1);
    a().io.socketsLeave(u"room"_s);
    a().io.to(u"room"_s).emitEvent("n", 2);
    QCOMPARE(a().client.next(), number(1));
    for (const QList<QVariant> &error : errors)
        QVERIFY(error.at(0).value<Error>().code() == Error::Code::Network); // of the connection
    reviveRedis();
    QCOMPARE(fromStream(b()), number(1));
    expectNothingElse();
    a().io.in(b().socket->id()).disconnectSockets();
    QCOMPARE(b().client.next(), "41");
}

// Volatile events, and what waits for answers, are nothing for later.
void tst_RedisOutbox::notForLater()
{
    killRedis();
    a().io.asVolatile().emitEvent("n", 0);
    QCOMPARE(a().client.next(), number(0));
    const auto sockets = resultOf(a().io.fetchSockets()); // at once
    QVERIFY(!sockets);
    QCOMPARE(ClusterAdapter::partialSockets(sockets.error()).size(), 1);
    std::optional<Error> acknowledged;
    a().io.timeout(50ms).emitEvent(
        "asked", [&](const Error &error, const QList<QCborValue> &) { acknowledged = error; });
    QVERIFY(waitFor([&acknowledged] { return acknowledged.has_value(); }));
    QVERIFY(a().client.next().endsWith("[\"asked\"]"));
    a().io.serverSideEmit("tell");
    a().io.local().emitEvent("n", 1);
    QCOMPARE(a().client.next(), number(1));
    QCOMPARE(a().adapter()->droppedPublishes(), 3);
    reviveRedis();
    expectNothingElse();
}

void tst_RedisOutbox::beforeItWasThere()
{
    redis.kill();
    tearDown();
    for (auto &node : nodes) {
        node = std::make_unique<ClusterNode>(serverOptions());
        QVERIFY(node->isListening && node->addClient());
    }
    a().io.emitEvent("n", 1);
    QCOMPARE(a().client.next(), number(1));
    QVERIFY(redis.start());
    // The other one reads from what is the end when it starts: here it may start behind it.
    QVERIFY(hasWritten(1));
    QVERIFY(knowEachOther());
    QCOMPARE(a().adapter()->droppedPublishes(), 0);
}

// What comes back from the outbox is not taken for what is said anew, whose offset it would spoil.
void tst_RedisOutbox::sameWordsAgain()
{
    killRedis();
    const auto again
        = connect(a().adapter(), &ClusterAdapter::clusterStateChanged, this, [this](bool ready) {
              if (ready)
                  a().io.emitEvent("same");
          });
    a().io.emitEvent("same");
    QCOMPARE(a().client.next(), "42[\"same\"]");
    reviveRedis();
    disconnect(again);
    QVERIFY(hasWritten(2));
    QByteArray own = a().client.next();
    QByteArrayList theirs{b().client.next(), b().client.next()};
    if (!recovery) {
        QCOMPARE(theirs, QByteArrayList({"42[\"same\"]", "42[\"same\"]"}));
    } else {
        QVERIFY(theirs.at(0) != theirs.at(1));
        QCOMPARE(own, theirs.at(1));
    }
    expectNothingElse();
}

// A connection that takes one command at a time: what comes meanwhile waits for what is kept.
void tst_RedisOutbox::newerStaysBehind()
{
    RedisOptions slow = options();
    slow.maxPendingCommands = 2;
    start(slow);
    killRedis();
    for (int i = 0; i < 6; ++i)
        a().io.emitEvent("n", i);
    const auto more
        = connect(a().adapter(), &ClusterAdapter::clusterStateChanged, this, [this](bool ready) {
              if (ready) {
                  a().io.emitEvent("n", 6);
                  a().io.emitEvent("n", 7);
              }
          });
    reviveRedis();
    disconnect(more);
    for (int i = 0; i < 8; ++i) {
        QCOMPARE(fromStream(b()), number(i));
        QCOMPARE(a().client.next(), number(i)); // at once, and only once
    }
    expectNothingElse();
    QCOMPARE(a().adapter()->droppedPublishes(), 0);
}

// By a Redis that forgets its users, and gets one that may not write.
void tst_RedisOutbox::refused()
{
    const QByteArray user = "ACL SETUSER chat on >secret allchannels allkeys +@all";
    redis.say(user);
    RedisOptions chat = options();
    chat.username = u"chat"_s;
    chat.password = u"secret"_s;
    start(chat);
    killRedis();
    a().io.emitEvent("n", 1);
    QCOMPARE(a().client.next(), number(1));
    QStringList errors;
    connect(a().adapter(), &ClusterAdapter::clusterError, this,
            [&errors](const Error &error) { errors.append(error.message()); });
    QVERIFY(redis.start());
    redis.say(user + " -xadd");
    QVERIFY(waitFor([&errors] { return !errors.filter(u"refuses XADD"_s).isEmpty(); }, 20'000));
    QCOMPARE(a().adapter()->droppedPublishes(), 1);
    QVERIFY(knowEachOther());
    redis.say(user);
    expectNothingElse();
    QVERIFY(hasWritten(1));
}

// It comes back, is told, and ends before it has answered.
void tst_RedisOutbox::lostHalfWay()
{
    killRedis();
    a().io.emitEvent("n", 1);
    QCOMPARE(a().client.next(), number(1));
    const auto freeze
        = connect(a().adapter(), &ClusterAdapter::clusterStateChanged, this, [this](bool ready) {
              if (ready)
                  redis.suspend();
          });
    QVERIFY(redis.start());
    QVERIFY(waitFor([this] { return a().adapter()->isReady(); }, 20'000));
    disconnect(freeze);
    killRedis();
    a().io.emitEvent("n", 2);
    QCOMPARE(a().client.next(), number(2));
    reviveRedis();
    QCOMPARE(fromStream(b()), number(1));
    QCOMPARE(fromStream(b()), number(2));
    expectNothingElse();
    QCOMPARE(a().adapter()->droppedPublishes(), 0);
}

void tst_RedisOutbox::closedMeanwhile()
{
    killRedis();
    a().io.emitEvent("n", 1);
    a().io.emitEvent("n", 2);
    QCOMPARE(a().adapter()->droppedPublishes(), 0);
    const QPointer<ClusterAdapter> adapter(a().adapter());
    (void)a().io.close();
    QVERIFY(adapter);
    QCOMPARE(adapter->droppedPublishes(), 2);
    QVERIFY(redis.start());
    QVERIFY(waitFor([this] { return b().adapter()->isReady(); }, 20'000));
    b().io.emitEvent("end");
    QCOMPARE(fromStream(b()), "42[\"end\"]");
}

void tst_RedisOutbox::off()
{
    streams.outbox.reset();
    start(options());
    killRedis();
    a().io.emitEvent("n", 1);
    QCOMPARE(a().client.next(), number(1));
    QCOMPARE(a().adapter()->droppedPublishes(), 1);
    reviveRedis();
    expectNothingElse();
}

void tst_RedisOutbox::destroyedWhenLost()
{
    streams.outbox->maxAge = 50ms;
    start(options());
    killRedis();
    connect(a().adapter(), &ClusterAdapter::clusterError, this, [this](const Error &error) {
        if (error.message().contains(u"too long"_s))
            nodes[0].reset();
    });
    a().io.emitEvent("n", 1);
    QVERIFY(waitFor([this] { return !nodes[0]; }));
}

QTEST_GUILESS_MAIN(tst_RedisOutbox)
#include "tst_redisoutbox.moc"
