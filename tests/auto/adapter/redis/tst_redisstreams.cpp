// SPDX-License-Identifier: MIT
// What is peculiar to streams: entries, several of them, and readers that are away for a while.
#include "redisstreams.h"

#include <QtTest/QSignalSpy>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_RedisStreams : public RedisStreams
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { startRedis(); }
    void init();
    void cleanup();

    void entries();
    void shortLived();
    void trimsItself_data();
    void trimsItself();
    void trimmedTooEarly();
    void namespacesShareReader();
    void severalStreams();
    void foreignEntries();
    void poison();
    void giant();
    void longBatches();
    void serverDestroyedByEntry();
    void startsAtTheEnd();
    void notAStream();

    void readerKilled();
    void brokerRestarted();
    void readerFrozen();
    void trimmedUnderReader();
    void deletedUnderReader();
    void trimmedWhileAway();
    void emptiedWhileAway();
    void writtenAnewWhileAway();
    void writtenAnewUnderReader();
    void twoServersInOneProcess();

private:
    void start(const QString &name = u"qsocketio"_s)
    {
        RedisOptions named = options();
        named.clientName = name;
        redisOptions = named;
        startStreams();
    }
    void expectAt(ClusterNode &node, const QByteArray &event)
    {
        QCOMPARE(node.client.next(), "42[\"" + event + "\"]");
    }
    // A server that is away from the stream for a moment.
    std::unique_ptr<ClusterNode> otherNode()
    {
        redisOptions->clientName = u"other"_s;
        auto node = std::make_unique<ClusterNode>(serverOptions());
        return node->addClient() && waitFor([&] { return node->adapter()->isReady(); })
            ? std::move(node)
            : nullptr;
    }
};

void tst_RedisStreams::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    recovery.reset();
    streams = {};
    redisOptions.reset();
    startRedis();
    redis.say("FLUSHALL");
}

void tst_RedisStreams::cleanup()
{
    redis.resume();
    tearDown();
}

void tst_RedisStreams::entries()
{
    start();
    QCOMPARE(streamsOf(a())->streamName(), u"socket.io"_s);
    a().io.to(u"r1"_s).emitEvent("hello", 1);
    QVERIFY(hasWritten(1));
    const QByteArrayList lines = redis.say("XRANGE socket.io - +").split('\n');
    QByteArrayList fields; // behind the id
    for (qsizetype i = 6; i + 1 < lines.size(); i += 2)
        fields.append(lines.at(i).trimmed());
    QCOMPARE(
        fields,
        QByteArrayList({"uid", a().adapter()->uid().toLatin1(), "nsp", "/", "type", "3", "data",
                        R"({"packet":{"type":2,"data":["hello",1]},)"
                        R"("opts":{"rooms":["r1"],"except":[],"flags":{}}})"}));
    a().io.socketsJoin(u"x"_s);
    a().io.in(u"x"_s).socketsLeave(u"y"_s);
    a().io.in(u"y"_s).disconnectSockets();
    QVERIFY(hasWritten(4));
}

// Requests and answers are nothing for later.
void tst_RedisStreams::shortLived()
{
    start();
    b().io.on("ask", &b().io, [](const Ack &ack) { ack(1); });
    QVERIFY(resultOf(a().io.fetchSockets()));
    QVERIFY(resultOf(a().io.serverSideEmitWithAck("ask")));
    QVERIFY(a().io.serverSideEmit("tell"));
    std::optional<Error> error;
    a().io.timeout(50ms).emitEvent("asked",
                                   [&](const Error &e, const QList<QCborValue> &) { error = e; });
    QVERIFY(waitFor([&error] { return error.has_value(); }));
    QCOMPARE(redis.say("EXISTS socket.io"), ":0\r\n");
}

void tst_RedisStreams::trimsItself_data()
{
    QTest::addColumn<qint64>("maxLen");
    QTest::addColumn<bool>("isTrimmed");
    QTest::newRow("limited") << qint64(10) << true;
    QTest::newRow("unlimited") << qint64(0) << false;
}

void tst_RedisStreams::trimsItself()
{
    QFETCH(qint64, maxLen);
    QFETCH(bool, isTrimmed);
    streams.maxLen = maxLen;
    start();
    constexpr int count = 500;
    for (int i = 0; i < count; ++i) {
        a().io.emitEvent("n", i);
        QCOMPARE(b().client.next(), "42[\"n\"," + QByteArray::number(i) + ']');
    }
    QCOMPARE(redis.say("XLEN socket.io").mid(1).toInt() < count, isTrimmed);
}

// Faster than the others can read: who is told so may do something about it.
void tst_RedisStreams::trimmedTooEarly()
{
    streams.maxLen = 10;
    start();
    QSignalSpy lost(streamsOf(b()), &RedisStreamsAdapter::messagesLost);
    constexpr int count = 5000;
    for (int i = 0; i < count; ++i)
        a().io.emitEvent("n", i);
    QByteArray packet;
    int received = 0;
    while (packet != "42[\"n\",4999]") {
        packet = b().client.next();
        QVERIFY(!packet.isEmpty());
        ++received;
    }
    QVERIFY(received < count);
    QVERIFY(waitFor([&lost] { return !lost.isEmpty(); }));
}

void tst_RedisStreams::namespacesShareReader()
{
    start();
    for (auto &node : nodes) {
        for (const QString &name : {u"/x"_s, u"/y"_s})
            QVERIFY(!node->client.join(node->io.of(name)->name().toUtf8()).isEmpty());
    }
    const auto *const x = qobject_cast<ClusterAdapter *>(b().io.of(u"/x"_s)->adapter());
    const auto *const y = qobject_cast<ClusterAdapter *>(b().io.of(u"/y"_s)->adapter());
    QVERIFY(waitFor([&] { return x->isReady() && y->isReady(); }));
    QVERIFY(waitFor([this] { return a().io.of(u"/x"_s)->emitEvent("to x"); }));
    QCOMPARE(a().client.next(), "42/x,[\"to x\"]");
    QCOMPARE(b().client.next(), "42/x,[\"to x\"]");
    const QByteArray list = redis.say("CLIENT LIST");
    QCOMPARE(list.count("name=qsocketio-stream "), 2);
    QCOMPARE(list.count("name=qsocketio "), 2);
    QCOMPARE(list.count("name=qsocketio-sub "), 2);
}

// The hash of JavaScript, whose remainder may be negative (trap 11.9).
void tst_RedisStreams::severalStreams()
{
    streams.streamCount = 4;
    start();
    const QList<std::pair<QString, QString>> expected = {{u"/"_s, u"socket.io-3"_s},
                                                         {u"/a"_s, u"socket.io-2"_s},
                                                         {u"/my-namespace"_s, u"socket.io--3"_s}};
    for (const auto &[name, stream] : expected) {
        for (auto &node : nodes) {
            auto *const adapter = qobject_cast<RedisStreamsAdapter *>(node->io.of(name)->adapter());
            QCOMPARE(adapter->streamName(), stream);
            QVERIFY(waitFor([adapter] { return adapter->isReady(); }));
            if (name != u"/"_s)
                QVERIFY(!node->client.join(name.toUtf8()).isEmpty());
        }
        const QByteArray prefix = name == u"/"_s ? QByteArray() : name.toUtf8() + ',';
        a().io.of(name)->emitEvent("hello");
        QCOMPARE(a().client.next(), "42" + prefix + "[\"hello\"]");
        QCOMPARE(b().client.next(), "42" + prefix + "[\"hello\"]");
        QVERIFY(redis.say("XLEN " + stream.toLatin1()).mid(1).toInt() > 0);
    }
}

// Of the emitter, and what Node.js's adapter puts on a channel.
void tst_RedisStreams::foreignEntries()
{
    start();
    QStringList heard;
    b().io.on("told", &b().io, [&heard](const QString &text) { heard.append(text); });
    redis.say("XADD socket.io * later 1 data '{\"packet\":{\"type\":2,\"data\":[\"x\"]},\"opts\":{"
              "\"rooms\":[],\"except\":[],\"flags\":{}}}' type 3 uid emitter nsp /");
    expectAt(a(), "x");
    expectAt(b(), "x");
    redis.say("XADD socket.io * uid emitter nsp / type 9 data '{\"packet\":[\"told\",\"you\"]}'");
    QVERIFY(waitFor([&heard] { return heard == QStringList{u"you"_s}; }));
    redis.say("XADD socket.io * uid emitter nsp /elsewhere type 3 data '{}'");
    redis.say("XADD socket.io * uid emitter nsp / type 99 data '{}'");
    redis.say("XADD socket.io * completely different");
    redis.say("XADD socket.io * uid emitter nsp / type 4 data "
              "'{\"opts\":{\"rooms\":[],\"except\":[]},\"rooms\":[\"moved\"]}'");
    QVERIFY(waitFor([this] { return b().socket->rooms().contains(u"moved"_s); }));
    QCOMPARE(b().adapter()->malformedMessages(), quint64(0));
}

// trap 11.1: what makes all Node.js servers read for ever is counted here, and the next one follows.
void tst_RedisStreams::poison()
{
    start();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"from the cluster is malformed"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"from the cluster is malformed"_s));
    QSignalSpy errors(b().adapter(), &ClusterAdapter::clusterError);
    const QByteArrayList poisons = {
        "uid u nsp / type 3 data '{\"packet\":{\"type\":2,\"data\":[\"x\"]}}'", // no opts
        "uid u nsp / type 3 data '%%%'",
        "uid u nsp / type 3 data wA==",
        "uid u nsp / type 3",
        "uid u nsp / type x data '{}'",
        "nsp / type 3 data '{}'",
        "uid u nsp / type 4 data '{\"opts\":null,\"rooms\":1}'",
        "uid u nsp / type 3 data '{\"packet\":{\"type\":2,\"data\":[\"disconnect\"]},\"opts\":{}}'",
    };
    for (const QByteArray &fields : poisons)
        QVERIFY(redis.say("XADD socket.io * " + fields).startsWith('$'));
    a().io.emitEvent("behind it");
    expectAt(a(), "behind it");
    expectAt(b(), "behind it");
    QCOMPARE(b().adapter()->malformedMessages(), quint64(poisons.size()));
    QCOMPARE(errors.count(), poisons.size());
    QCOMPARE(errors.at(0).at(0).value<Error>().code(), Error::Code::InvalidPacket);
}

void tst_RedisStreams::giant()
{
    start();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"longer than maxMessageBytes"_s));
    streams.cluster.maxMessageBytes = 100'000;
    auto node = otherNode();
    QVERIFY(node);
    a().io.emitEvent("big", QString(200'000, u'x'));
    a().io.emitEvent("small");
    expectAt(*node, "small");
    QCOMPARE(node->adapter()->malformedMessages(), quint64(1));
    node.reset();
}

// More than an answer may hold: then one by one.
void tst_RedisStreams::longBatches()
{
    start();
    RedisOptions small = options();
    small.maxReplyBytes = 100'000;
    small.reconnectDelay = small.reconnectDelayMax = 300ms; // until all of them are there
    redisOptions = small;
    auto node = otherNode();
    QVERIFY(node);
    QVERIFY(killReader("other"));
    for (int i = 0; i < 10; ++i)
        a().io.emitEvent(u"x"_s + QString::number(i) + QString(30'000, u'.'));
    for (int i = 0; i < 10; ++i) {
        const QByteArray packet = node->client.next();
        QVERIFY(packet.startsWith("42[\"x" + QByteArray::number(i)));
        QCOMPARE(packet.size(), 30'008);
    }
    a().io.emitEvent("end");
    expectAt(*node, "end");
    QCOMPARE(node->adapter()->malformedMessages(), quint64(0));
}

void tst_RedisStreams::serverDestroyedByEntry()
{
    start();
    b().io.on("end", &b().io, [this] { nodes[1].reset(); });
    redis.say("MULTI\r\nXADD socket.io * uid e nsp / type 9 data '{\"packet\":[\"end\"]}'\r\n"
              + write("more") + "\r\nEXEC");
    QVERIFY(waitFor([this] { return !nodes[1]; }));
    expectAt(a(), "more");
}

// What was said before is not for those who come later.
void tst_RedisStreams::startsAtTheEnd()
{
    redis.say(write("before"));
    start();
    QVERIFY(a().client.syncsWithNothingBetween());
    a().io.emitEvent("now");
    expectAt(a(), "now");
    expectAt(b(), "now");
}

void tst_RedisStreams::notAStream()
{
    redis.say("SET socket.io text");
    RedisOptions named = options();
    redisOptions = named;
    ClusterNode node(serverOptions());
    QSignalSpy errors(node.adapter(), &ClusterAdapter::clusterError);
    QVERIFY(node.addClient());
    QVERIFY(waitFor([&errors] { return !errors.isEmpty(); }));
    QVERIFY(errors.at(0).at(0).value<Error>().message().contains(u"WRONGTYPE"_s));
    QVERIFY(!node.adapter()->isReady());
    node.io.emitEvent("local");
    expectAt(node, "local");
    redis.say("DEL socket.io");
    QVERIFY(waitFor([&node] { return node.adapter()->isReady(); }));
}

// ---- failures ---------------------------------------------------------------------------------

// Nothing is lost, nothing comes twice, and nobody notices.
void tst_RedisStreams::readerKilled()
{
    start();
    auto node = otherNode();
    QVERIFY(node);
    QSignalSpy lost(streamsOf(*node), &RedisStreamsAdapter::messagesLost);
    QSignalSpy errors(node->adapter(), &ClusterAdapter::clusterError);
    a().io.emitEvent("before");
    expectAt(*node, "before");
    for (int round = 0; round < 3; ++round) {
        QVERIFY(killReader("other", write("one") + "\r\n" + write("two")));
        QVERIFY(node->adapter()->isReady());
        expectAt(*node, "one");
        expectAt(*node, "two");
        node->io.emitEvent("own");
        expectAt(*node, "own");
        a().io.emitEvent("after");
        expectAt(*node, "after");
    }
    QVERIFY(errors.count() >= 3);
    QCOMPARE(lost.count(), 0);
}

// It keeps nothing: who was connected is told that something may be missing.
void tst_RedisStreams::brokerRestarted()
{
    start();
    QSignalSpy lost(streamsOf(b()), &RedisStreamsAdapter::messagesLost);
    a().io.emitEvent("before");
    expectAt(b(), "before");
    redis.kill();
    QVERIFY(waitFor([&] { return !a().adapter()->isReady() && !b().adapter()->isReady(); }));
    b().io.emitEvent("alone");
    expectAt(b(), "alone");
    QVERIFY(!resultOf(b().io.fetchSockets()));
    QVERIFY(redis.start());
    QVERIFY(knowEachOther());
    QVERIFY(waitFor([&lost] { return lost.count() == 1; }));
    a().io.emitEvent("after");
    expectAt(b(), "after");
    expectAt(a(), "before");
    expectAt(a(), "after");
}

void tst_RedisStreams::readerFrozen()
{
    streams.blockTime = 100ms;
    RedisOptions impatient = options();
    impatient.pingTimeout = 200ms; // of the reader, too: PING is far away
    redisOptions = impatient;
    ClusterNode node(serverOptions());
    QVERIFY(node.addClient() && waitFor([&node] { return node.adapter()->isReady(); }));
    node.io.emitEvent("before");
    expectAt(node, "before");
    QSignalSpy errors(node.adapter(), &ClusterAdapter::clusterError);
    redis.suspend();
    QVERIFY(waitFor([&errors] { return !errors.isEmpty(); }));
    QVERIFY(errors.at(0).at(0).value<Error>().message().contains(u"does not answer"_s));
    redis.resume();
    redis.say(write("after"));
    expectAt(node, "after");
    QVERIFY(waitFor([&node] { return node.adapter()->isReady(); }));
}

void tst_RedisStreams::trimmedUnderReader()
{
    start();
    QSignalSpy lost(streamsOf(b()), &RedisStreamsAdapter::messagesLost);
    for (int i = 0; i < 3; ++i) {
        a().io.emitEvent("before");
        expectAt(b(), "before");
        redis.say("XTRIM socket.io MAXLEN 0");
    }
    a().io.emitEvent("after");
    expectAt(b(), "after");
    QCOMPARE(lost.count(), 0);
}

void tst_RedisStreams::deletedUnderReader()
{
    streams.blockTime = 50ms; // it is looked at now and then
    start();
    QSignalSpy lost(streamsOf(b()), &RedisStreamsAdapter::messagesLost);
    for (int i = 0; i < 3; ++i) {
        a().io.emitEvent("before");
        expectAt(b(), "before");
        // Within one millisecond the ids would begin anew where they were.
        QElapsedTimer timer;
        timer.start();
        QVERIFY(waitFor([&timer] { return timer.elapsed() > 1; }));
        redis.say("DEL socket.io");
        a().io.emitEvent("after");
        expectAt(b(), "after");
    }
    QCOMPARE(lost.count(), 0);
}

void tst_RedisStreams::trimmedWhileAway()
{
    start();
    auto node = otherNode();
    QVERIFY(node);
    QSignalSpy lost(streamsOf(*node), &RedisStreamsAdapter::messagesLost);
    a().io.emitEvent("before");
    expectAt(*node, "before");
    QVERIFY(killReader("other",
                       write("lost") + "\r\n" + write("lost, too") + "\r\n" + write("kept")
                           + "\r\nXTRIM socket.io MAXLEN 1"));
    expectAt(*node, "kept");
    QVERIFY(waitFor([&lost] { return lost.count() == 1; }));
    // What it has read may go.
    QVERIFY(killReader("other", "XTRIM socket.io MAXLEN 1"));
    a().io.emitEvent("after");
    expectAt(*node, "after");
    QCOMPARE(lost.count(), 1);
}

void tst_RedisStreams::emptiedWhileAway()
{
    start();
    auto node = otherNode();
    QVERIFY(node);
    QSignalSpy lost(streamsOf(*node), &RedisStreamsAdapter::messagesLost);
    a().io.emitEvent("before");
    expectAt(*node, "before");
    QVERIFY(killReader("other", write("lost") + "\r\nXTRIM socket.io MAXLEN 0"));
    QVERIFY(waitFor([&lost] { return lost.count() == 1; }));
    a().io.emitEvent("after");
    expectAt(*node, "after");
}

void tst_RedisStreams::writtenAnewWhileAway()
{
    start();
    auto node = otherNode();
    QVERIFY(node);
    QSignalSpy lost(streamsOf(*node), &RedisStreamsAdapter::messagesLost);
    a().io.emitEvent("before");
    expectAt(*node, "before");
    QVERIFY(killReader("other",
                       "DEL socket.io\r\n" + write("new", "5-1") + "\r\n" + write("newer", "5-2")));
    expectAt(*node, "new");
    expectAt(*node, "newer");
    QVERIFY(waitFor([&lost] { return lost.count() == 1; }));
}

// The clock of Redis went back, as with another one in its place.
void tst_RedisStreams::writtenAnewUnderReader()
{
    streams.blockTime = 50ms;
    start();
    QSignalSpy lost(streamsOf(b()), &RedisStreamsAdapter::messagesLost);
    a().io.emitEvent("before");
    expectAt(b(), "before");
    redis.say("MULTI\r\nDEL socket.io\r\n" + write("new", "5-1") + "\r\nEXEC");
    expectAt(b(), "new");
    QCOMPARE(lost.count(), 0);
}

void tst_RedisStreams::twoServersInOneProcess()
{
    const AdapterFactory shared = factory();
    ClusterNode first(shared);
    ClusterNode second(shared);
    QVERIFY(first.addClient() && second.addClient());
    QVERIFY(waitFor([&] { return countOf(first) == 2 && countOf(second) == 2; }));
    first.io.emitEvent("hello");
    expectAt(first, "hello");
    expectAt(second, "hello");
}

QTEST_GUILESS_MAIN(tst_RedisStreams)
#include "tst_redisstreams.moc"
