// SPDX-License-Identifier: MIT
// What an emitter says on Redis, against what Node.js's emitters say (traces of
// @socket.io/redis-emitter 5.1.0), and servers that listen to it.
#include "adapter/cluster/clustercodec_p.h"
#include "adapter/redis/redisconnection_p.h"
#include "adapter/redis/redisemitter.h"
#include "rediscluster.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QSignalSpy>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Format = RedisEmitterOptions::Format;
using Said = std::function<bool(const RedisEmitter &)>;

Q_DECLARE_METATYPE(Said)
Q_DECLARE_METATYPE(Format)

class tst_RedisEmitter : public RedisCluster
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { startRedis(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        startRedis();
    }
    void cleanup();

    void operators();
    void classicMessages_data();
    void classicMessages();
    void shardedMessages_data();
    void shardedMessages();
    void streamEntries_data();
    void streamEntries();
    void streamIsTrimmed();
    void servers_data();
    void servers();
    void reservedNames();
    void brokerAway();
    void brokerKilled();
    void refused();
    void accessControlList_data();
    void accessControlList();
    void flush();
    void flushEndsWithTheEmitter();
    void operatorOutlivesTheEmitter();
    void destroyedInSignals();

protected:
    AdapterFactory factory() const override
    {
        if (format == Format::Sharded)
            return ShardedRedisAdapter::factory(options());
        return RedisAdapter::factory(options());
    }

private:
    void open(const RedisEmitterOptions &emitterOptions = {})
    {
        emitter = std::make_unique<RedisEmitter>(options(), emitterOptions);
        QVERIFY(!emitter->isReady());
        QVERIFY(waitFor([this] { return emitter->isReady(); }, 20'000));
    }
    void listen(const QByteArray &verb, const QByteArrayList &channels)
    {
        listener = std::make_unique<RedisConnection>(options());
        connect(listener.get(), &RedisConnection::pushed, this,
                [this](const RespValue &push) { heard.append(push); });
        listener->open();
        QVERIFY(waitFor([this] { return listener->isReady(); }, 20'000));
        bool isListening = false;
        listener->sendSubscription(
            verb, channels, [&](const Result<RespValue> &reply) { isListening = bool(reply); });
        QVERIFY(waitFor([&isListening] { return isListening; }, 20'000));
    }
    Result<RespValue> ask(const QByteArrayList &command)
    {
        std::optional<Result<RespValue>> answer;
        listener->send(command, [&answer](const Result<RespValue> &reply) { answer = reply; });
        if (!waitFor([&answer] { return answer.has_value(); }, 20'000))
            return Error(u"nothing came"_s);
        return *answer;
    }

    Format format = Format::Classic;
    std::unique_ptr<RedisEmitter> emitter;
    std::unique_ptr<RedisConnection> listener;
    QList<RespValue> heard;
};

void tst_RedisEmitter::cleanup()
{
    tearDown();
    emitter.reset();
    listener.reset();
    heard.clear();
}

// JSON has to be the same text, MessagePack the same value: the order of members is free.
static void compareMessages(const QByteArray &actual, const QByteArray &expected)
{
    if (expected.startsWith('{')) {
        QCOMPARE(actual, expected);
        return;
    }
    const std::optional<QCborValue> value = ClusterCodec::fromMsgpack(actual);
    const std::optional<QCborValue> traced = ClusterCodec::fromMsgpack(expected);
    QVERIFY(value && traced);
    QCOMPARE(value->toVariant(), traced->toVariant());
    QCOMPARE(actual.size(), expected.size());
}

void tst_RedisEmitter::operators()
{
    const RedisEmitter closed(options(), {});
    const EmitterOperator all = closed.of("chat");
    QCOMPARE(all.nsp(), u"/chat"_s);
    QCOMPARE(closed.of(u"/chat"_s).nsp(), u"/chat"_s);
    QCOMPARE(closed.of("").nsp(), u"/"_s);
    QCOMPARE(closed.to("a").nsp(), u"/"_s);
    const EmitterOperator some = all.to("a").in({"b", "a"}).except("c").except({"c", "d"});
    QCOMPARE(some.options().rooms, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(some.options().except, QStringList({u"c"_s, u"d"_s}));
    QVERIFY(!some.options().isVolatile);
    QVERIFY(some.options().compress);
    const EmitterOperator flagged = some.asVolatile().compress(Compression::Disabled);
    QVERIFY(flagged.options().isVolatile);
    QVERIFY(!flagged.options().compress);
    QVERIFY(flagged.compress(Compression::Enabled).options().compress);
    QCOMPARE(all.options().rooms, QStringList());
}

void tst_RedisEmitter::classicMessages_data()
{
    QTest::addColumn<Said>("said");
    QTest::addColumn<QByteArray>("channel");
    QTest::addColumn<QByteArray>("message");
    const auto row
        = [](const char *name, const char *channel, const QByteArray &message, const Said &said) {
              QTest::newRow(name) << said << QByteArray(channel) << message;
          };
    const auto hex = [](const char *text) { return QByteArray::fromHex(text); };
    row("emit", "socket.io#/#",
        hex("93a7656d697474657283a47479706502a46461746192a26531a178a36e7370a12f83a5726f6f6d7390a566"
            "6c61677380a665786365707490"),
        [](const RedisEmitter &e) { return e.emitEvent("e1", "x"); });
    row("bytes", "socket.io#/#",
        hex("93a7656d697474657283a47479706502a46461746192a26532c40101a36e7370a12f83a5726f6f6d7390a5"
            "666c61677380a665786365707490"),
        [](const RedisEmitter &e) { return e.emitEvent("e2", QByteArray("\x01")); });
    row("one room", "socket.io#/#r2#",
        hex("93a7656d697474657283a47479706502a46461746192a2653301a36e7370a12f83a5726f6f6d7391a27232"
            "a5666c61677380a665786365707490"),
        [](const RedisEmitter &e) { return e.to("r2").to("r2").emitEvent("e3", 1); });
    row("two rooms, except", "socket.io#/#",
        hex("93a7656d697474657283a47479706502a46461746191a26534a36e7370a12f83a5726f6f6d7392a27231a2"
            "7232a5666c61677380a665786365707491a27231"),
        [](const RedisEmitter &e) {
            return e.to({"r1", "r2"}).except("r1").emitEvent("e4");
        });
    // compress: true is what a missing one means, and left out here; the rest is the trace
    row("volatile", "socket.io#/#",
        hex("93a7656d697474657283a47479706502a46461746191a26535a36e7370a12f83a5726f6f6d7390a5666c61"
            "677381a8766f6c6174696c65c3a665786365707490"),
        [](const RedisEmitter &e) {
            return e.asVolatile().compress(Compression::Enabled).emitEvent("e5");
        });
    row("namespace", "socket.io#/foo#",
        hex("93a7656d697474657283a47479706502a46461746191a26536a36e7370a42f666f6f83a5726f6f6d7390a5"
            "666c61677380a665786365707490"),
        [](const RedisEmitter &e) { return e.of("foo").emitEvent("e6"); });
    row("join", "socket.io-request#/#",
        R"({"type":2,"opts":{"rooms":[],"except":[]},"rooms":["ej"]})",
        [](const RedisEmitter &e) { return e.socketsJoin("ej"); });
    row("leave", "socket.io-request#/#",
        R"({"type":3,"opts":{"rooms":["r2"],"except":[]},"rooms":["ej"]})",
        [](const RedisEmitter &e) { return e.in("r2").socketsLeave("ej"); });
    row("to the servers", "socket.io-request#/#",
        R"({"uid":"emitter","type":6,"data":["sse","e"]})",
        [](const RedisEmitter &e) { return e.to("ignored").serverSideEmit("sse", "e"); });
    row("disconnect", "socket.io-request#/#",
        R"({"type":4,"opts":{"rooms":["r2"],"except":[]},"close":true})",
        [](const RedisEmitter &e) {
            return e.in("r2").disconnectSockets(DisconnectMode::CloseConnection);
        });
}

void tst_RedisEmitter::classicMessages()
{
    QFETCH(Said, said);
    QFETCH(QByteArray, channel);
    QFETCH(QByteArray, message);
    listen("PSUBSCRIBE", {"socket.io*"});
    open();
    QVERIFY(said(*emitter));
    QVERIFY(waitFor([this] { return heard.size() == 1; }));
    QCOMPARE(heard[0].stringAt(2), channel);
    compareMessages(heard[0].stringAt(3), message);
}

void tst_RedisEmitter::shardedMessages_data()
{
    QTest::addColumn<Said>("said");
    QTest::addColumn<QByteArray>("channel");
    QTest::addColumn<QByteArray>("message");
    const auto row
        = [](const char *name, const char *channel, const QByteArray &message, const Said &said) {
              QTest::newRow(name) << said << QByteArray(channel) << message;
          };
    row("emit", "socket.io#/#",
        R"({"type":3,"data":{"opts":{"rooms":[],"except":[],"flags":{}},)"
        R"("packet":{"type":2,"data":["e1","x"]}},"uid":"emitter","nsp":"/"})",
        [](const RedisEmitter &e) { return e.emitEvent("e1", "x"); });
    row("one room", "socket.io#/#r2#",
        R"({"type":3,"data":{"opts":{"rooms":["r2"],"except":[],"flags":{}},)"
        R"("packet":{"type":2,"data":["e3"]}},"uid":"emitter","nsp":"/"})",
        [](const RedisEmitter &e) { return e.to("r2").emitEvent("e3"); });
    row("one socket", "socket.io#/#",
        R"({"type":3,"data":{"opts":{"rooms":["12345678901234567890"],"except":[],"flags":{}},)"
        R"("packet":{"type":2,"data":["e3"]}},"uid":"emitter","nsp":"/"})",
        [](const RedisEmitter &e) { return e.to("12345678901234567890").emitEvent("e3"); });
    row("leave", "socket.io#/foo#",
        R"({"type":5,"data":{"opts":{"rooms":["r2"],"except":[],"flags":{}},"rooms":["ej"]},)"
        R"("uid":"emitter","nsp":"/foo"})",
        [](const RedisEmitter &e) { return e.of("/foo").in("r2").socketsLeave("ej"); });
    row("to the servers", "socket.io#/#",
        R"({"type":9,"data":{"packet":["sse","e"]},"uid":"emitter","nsp":"/"})",
        [](const RedisEmitter &e) { return e.serverSideEmit("sse", "e"); });
}

void tst_RedisEmitter::shardedMessages()
{
    QFETCH(Said, said);
    QFETCH(QByteArray, channel);
    QFETCH(QByteArray, message);
    listen("SSUBSCRIBE", {"socket.io#/#", "socket.io#/#r2#", "socket.io#/foo#"});
    open({.format = Format::Sharded});
    QVERIFY(said(*emitter));
    QVERIFY(waitFor([this] { return heard.size() == 1; }));
    QCOMPARE(heard[0].stringAt(1), channel);
    QVERIFY(heard[0].stringAt(2).startsWith('{'));
    QCOMPARE(QJsonDocument::fromJson(heard[0].stringAt(2)), QJsonDocument::fromJson(message));
}

void tst_RedisEmitter::streamEntries_data()
{
    QTest::addColumn<Said>("said");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("data"); // JSON
    const auto row = [](const char *name, int type, const QByteArray &data, const Said &said) {
        QTest::newRow(name) << said << QByteArray::number(type) << data;
    };
    row("emit", 3,
        R"({"packet":{"type":2,"data":["e1","x"]},"opts":{"rooms":[],"except":["q"],"flags":{}}})",
        [](const RedisEmitter &e) { return e.except("q").emitEvent("e1", "x"); });
    row("join", 4, R"({"opts":{"rooms":["r"],"except":[],"flags":{}},"rooms":["ej","ek"]})",
        [](const RedisEmitter &e) {
            return e.in("r").socketsJoin({"ej", "ek"});
        });
    row("disconnect", 6, R"({"opts":{"rooms":[],"except":[],"flags":{}},"close":false})",
        [](const RedisEmitter &e) { return e.disconnectSockets(); });
    row("to the servers", 9, R"({"packet":["sse",1]})",
        [](const RedisEmitter &e) { return e.serverSideEmit("sse", 1); });
    row("bytes", 3, {},
        [](const RedisEmitter &e) { return e.emitEvent("e2", QByteArray("\x01")); });
}

void tst_RedisEmitter::streamEntries()
{
    QFETCH(Said, said);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, data);
    redis.say("DEL news");
    open({.format = Format::Streams, .streamName = u"news"_s});
    QVERIFY(said(*emitter));
    QVERIFY(waitFor([this] { return emitter->pendingPublishes() == 0; }));
    QCOMPARE(emitter->droppedPublishes(), 0U);
    listener = std::make_unique<RedisConnection>(options());
    listener->open();
    QVERIFY(waitFor([this] { return listener->isReady(); }));
    const Result<RespValue> entries = ask({"XRANGE", "news", "-", "+"});
    QVERIFY(entries);
    QCOMPARE(entries->elements.size(), 1);
    const RespValue &fields = entries->elements[0].elements[1];
    QCOMPARE(fields.elements.size(), 8);
    QByteArrayList texts;
    for (qsizetype i = 0; i < 7; ++i)
        texts.append(fields.stringAt(i));
    QCOMPARE(texts, QByteArrayList({"uid", "emitter", "nsp", "/", "type", type, "data"}));
    const QByteArray actual = fields.stringAt(7);
    if (!data.isEmpty()) {
        QCOMPARE(QJsonDocument::fromJson(actual), QJsonDocument::fromJson(data));
        return;
    }
    const auto value = ClusterCodec::fromMsgpack(QByteArray::fromBase64(actual));
    QVERIFY(value);
    QCOMPARE((*value)[u"packet"_s][u"data"_s][1].toByteArray(), "\x01");
}

void tst_RedisEmitter::streamIsTrimmed()
{
    open({.format = Format::Streams, .streamName = u"short"_s, .maxLen = 10});
    for (int i = 0; i < 1000; ++i)
        QVERIFY(emitter->emitEvent("e", i));
    QVERIFY(waitFor([this] { return emitter->pendingPublishes() == 0; }));
    const int length = redis.say("XLEN short").mid(1).trimmed().toInt();
    QVERIFY2(length >= 10 && length < 500, qPrintable(QString::number(length)));
}

void tst_RedisEmitter::servers_data()
{
    QTest::addColumn<Format>("kind");
    QTest::newRow("classic") << Format::Classic;
    QTest::newRow("sharded") << Format::Sharded;
}

void tst_RedisEmitter::servers()
{
    QFETCH(Format, kind);
    format = kind;
    startNodes();
    open({.format = kind});
    const ClusterNode &a = *nodes[0];
    ClusterNode &b = *nodes[1];
    emitter->emitEvent("hello", u"äß€😀"_s, 1.5);
    for (auto &node : nodes)
        QCOMPARE(node->client.next(), "42[\"hello\",\"äß€😀\",1.5]");
    emitter->except(a.socket->id()).emitEvent("but a");
    QCOMPARE(b.client.next(), "42[\"but a\"]");
    emitter->to(b.socket->id()).emitEvent("bytes", QByteArray("\x00\xff", 2));
    QCOMPARE(b.client.next(), "451-[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(b.client.next(), QByteArray("binary:\x00\xff", 9));

    emitter->in(b.socket->id()).socketsJoin({"r1", "r2"});
    QVERIFY(waitFor([&b] { return b.socket->rooms().contains(u"r2"_s); }));
    QVERIFY(!a.socket->rooms().contains(u"r1"_s));
    emitter->in("r1").socketsLeave("r2");
    QVERIFY(waitFor([&b] { return !b.socket->rooms().contains(u"r2"_s); }));
    QVERIFY(b.socket->rooms().contains(u"r1"_s));

    QList<int> told;
    for (auto &node : nodes)
        node->io.sockets()->on("reload", this, [&told](int number) { told.append(number); });
    emitter->serverSideEmit("reload", 7);
    QVERIFY(waitFor([&told] { return told == QList<int>({7, 7}); }));

    emitter->in("r1").disconnectSockets();
    QCOMPARE(b.client.next(), "41");
    emitter->emitEvent("who is left");
    QCOMPARE(nodes[0]->client.next(), "42[\"who is left\"]");
    // Heartbeats of the cluster do not know it, and it is no server.
    QCOMPARE(countOf(*nodes[0]), 2);
    QCOMPARE(nodes[0]->adapter()->malformedMessages(), 0U);
}

void tst_RedisEmitter::reservedNames()
{
    open();
    for (const char *name : {"connect", "disconnect", "connect_error", "newListener"}) {
        QTest::ignoreMessage(QtWarningMsg,
                             qPrintable(u"emitEvent: \"%1\" is a reserved event name"_s.arg(
                                 QLatin1StringView(name))));
        QVERIFY(!emitter->emitEvent(name, 1));
    }
    QTest::ignoreMessage(QtWarningMsg, "serverSideEmit: \"connection\" is a reserved event name");
    QVERIFY(!emitter->serverSideEmit("connection"));
    QCOMPARE(emitter->droppedPublishes(), 0U);
    QCOMPARE(emitter->pendingPublishes(), 0);
}

void tst_RedisEmitter::brokerAway()
{
    redis.kill();
    emitter = std::make_unique<RedisEmitter>(options());
    QSignalSpy errors(emitter.get(), &ClusterEmitter::errorOccurred);
    QVERIFY(!emitter->emitEvent("lost"));
    QVERIFY(!emitter->socketsJoin("lost"));
    QVERIFY(!emitter->serverSideEmit("lost"));
    QCOMPARE(emitter->droppedPublishes(), 3U);
    QCOMPARE(emitter->pendingPublishes(), 0);
    QVERIFY(waitFor([&errors] { return !errors.isEmpty(); }));
    QCOMPARE(errors.at(0).at(0).value<Error>().code(), Error::Code::Network);
    startRedis();
    QVERIFY(waitFor([this] { return emitter->isReady(); }, 20'000));
    listen("PSUBSCRIBE", {"socket.io*"});
    QVERIFY(emitter->emitEvent("heard"));
    QVERIFY(waitFor([this] { return !heard.isEmpty(); }));
    QCOMPARE(heard.size(), 1); // what was dropped does not come later
    QVERIFY(heard[0].stringAt(3).contains("heard"));
}

void tst_RedisEmitter::brokerKilled()
{
    open();
    QSignalSpy ready(emitter.get(), &ClusterEmitter::readyChanged);
    redis.suspend();
    QVERIFY(emitter->emitEvent("under way"));
    QCOMPARE(emitter->pendingPublishes(), 1);
    redis.kill();
    QVERIFY(waitFor([&ready] { return ready.count() == 1; }));
    QCOMPARE(ready.at(0).at(0).toBool(), false);
    QCOMPARE(emitter->pendingPublishes(), 0);
    QVERIFY(!emitter->emitEvent("lost"));
    startRedis();
    QVERIFY(waitFor([this] { return emitter->isReady(); }, 20'000));
    QVERIFY(emitter->emitEvent("again"));
    QVERIFY(waitFor([this] { return emitter->pendingPublishes() == 0; }));
    QVERIFY(emitter->droppedPublishes() == 1 || emitter->droppedPublishes() == 2);
}

void tst_RedisEmitter::refused()
{
    redis.say("SET socket.io text");
    open({.format = Format::Streams});
    QSignalSpy errors(emitter.get(), &ClusterEmitter::errorOccurred);
    QVERIFY(emitter->emitEvent("to no stream"));
    QVERIFY(waitFor([&errors] { return errors.count() == 1; }));
    const auto error = errors.at(0).at(0).value<Error>();
    QCOMPARE(error.code(), Error::Code::Adapter);
    QVERIFY2(error.message().contains(u"WRONGTYPE"_s), qPrintable(error.message()));
    QCOMPARE(emitter->droppedPublishes(), 1U);
    QVERIFY(emitter->isReady());
    redis.say("DEL socket.io");
}

void tst_RedisEmitter::accessControlList_data()
{
    QTest::addColumn<Format>("kind");
    QTest::addColumn<QByteArray>("rights");
    QTest::newRow("classic") << Format::Classic << QByteArray("&socket.io* +publish");
    QTest::newRow("sharded") << Format::Sharded << QByteArray("&socket.io* +spublish");
    QTest::newRow("streams") << Format::Streams << QByteArray("~socket.io +xadd");
}

// The rights that docs/cluster.md names are enough.
void tst_RedisEmitter::accessControlList()
{
    QFETCH(Format, kind);
    QFETCH(QByteArray, rights);
    redis.say("ACL SETUSER worker reset on >secret resetchannels -@all +hello +auth +ping +select "
              "+client|setname "
              + rights);
    RedisOptions restricted = options();
    restricted.username = u"worker"_s;
    restricted.password = u"secret"_s;
    restricted.database = 1;
    emitter = std::make_unique<RedisEmitter>(restricted, RedisEmitterOptions{.format = kind});
    QVERIFY(waitFor([this] { return emitter->isReady(); }, 20'000));
    emitter->to("room").emitEvent("e");
    emitter->socketsJoin("room");
    emitter->serverSideEmit("e");
    QVERIFY(waitFor([this] { return emitter->pendingPublishes() == 0; }));
    QCOMPARE(emitter->droppedPublishes(), 0U);
    emitter.reset();
    redis.say("ACL DELUSER worker");
}

void tst_RedisEmitter::flush()
{
    open();
    QVERIFY(emitter->flush().isFinished());
    for (int i = 0; i < 100; ++i)
        emitter->emitEvent("e", i);
    QCOMPARE(emitter->pendingPublishes(), 100);
    QFuture<void> flushed = emitter->flush();
    QVERIFY(!flushed.isFinished());
    QVERIFY(waitFor([&flushed] { return flushed.isFinished(); }));
    QCOMPARE(emitter->pendingPublishes(), 0);
    QCOMPARE(emitter->droppedPublishes(), 0U);
}

void tst_RedisEmitter::flushEndsWithTheEmitter()
{
    open();
    redis.suspend();
    emitter->emitEvent("under way");
    const QFuture<void> flushed = emitter->flush();
    emitter.reset();
    redis.resume();
    QVERIFY(flushed.isFinished());
}

void tst_RedisEmitter::operatorOutlivesTheEmitter()
{
    open();
    const EmitterOperator left = emitter->to("room");
    emitter.reset();
    QVERIFY(!left.emitEvent("nobody"));
    QVERIFY(!left.socketsJoin("nobody"));
    QVERIFY(!left.socketsLeave("nobody"));
    QVERIFY(!left.disconnectSockets());
    QVERIFY(!left.serverSideEmit("nobody"));
}

void tst_RedisEmitter::destroyedInSignals()
{
    emitter = std::make_unique<RedisEmitter>(options());
    connect(emitter.get(), &ClusterEmitter::readyChanged, this, [this] { emitter.reset(); });
    QVERIFY(waitFor([this] { return !emitter; }));

    open();
    emitter->emitEvent("last");
    emitter->flush().then(this, [this] { emitter.reset(); });
    QVERIFY(waitFor([this] { return !emitter; }));

    open();
    connect(emitter.get(), &ClusterEmitter::readyChanged, this, [this] { emitter.reset(); });
    redis.kill();
    QVERIFY(waitFor([this] { return !emitter; }));
}

QTEST_GUILESS_MAIN(tst_RedisEmitter)
#include "tst_redisemitter.moc"
