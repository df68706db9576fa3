// SPDX-License-Identifier: MIT
// Clients of Socket.IO 1 and 2 (Socket.IO protocol 4 over Engine.IO 3), by the packets on the wire.
#include "serverfixture.h"

using namespace QSocketIo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const QByteArray legacy = "&EIO=3"; // the last value of a key counts

class tst_LegacyClients : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void trap88_joinedWithoutAsking();
    void trap88_ids();
    void trap88_explicitConnect();
    void trap48_query_data();
    void trap48_query();
    void queryInEveryPacket();
    void trap49_refusals_data();
    void trap49_refusals();
    void rootRefuses();
    void unknownNamespace();
    void dynamicNamespace();
    void eventsAndAcknowledgements();
    void broadcastsToBoth();
    void binary();
    void disconnection();
    void noRecovery();
    void overPolling();
    void connectTimeoutDoesNotApply();
    void offByDefault();
};

void tst_LegacyClients::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    start({.allowEIO3 = true});
}

void tst_LegacyClients::trap88_joinedWithoutAsking()
{
    WsClient client(port, legacy);
    QCOMPARE(client.next(), "40");
    QVERIFY(client.syncsWithNothingBetween());
    QVERIFY(socket->handshake().auth().isEmpty());
}

void tst_LegacyClients::trap88_ids()
{
    io->of("/n");
    WsClient client(port, legacy);
    QCOMPARE(client.next(), "40");
    const QString sid
        = QJsonDocument::fromJson(client.openPacket().mid(1)).object()[u"sid"_s].toString();
    QCOMPARE(socket->id(), sid);
    QCOMPARE(socket->connection()->id(), sid);
    client.send("40/n,");
    QCOMPARE(client.next(), "40/n,");
    QVERIFY(io->of("/n")->sockets().contains(u"/n#"_s + sid));
    QCOMPARE(socket->rooms(), QSet<QString>({sid}));
}

void tst_LegacyClients::trap88_explicitConnect()
{
    WsClient client(port, legacy);
    QCOMPARE(client.next(), "40");
    client.send("40");
    QVERIFY(client.waitForClosed());
    QCOMPARE(reasons, QStringList({u"forced close"_s}));
}

void tst_LegacyClients::trap48_query_data()
{
    QTest::addColumn<QByteArray>("nsp");
    QTest::addColumn<QCborMap>("auth");
    QTest::newRow("none") << QByteArray("/n") << QCborMap();
    QTest::newRow("two") << QByteArray("/n?x=1&y=two")
                         << QCborMap{{u"x"_s, u"1"_s}, {u"y"_s, u"two"_s}};
    QTest::newRow("last wins") << QByteArray("/n?x=1&x=2") << QCborMap{{u"x"_s, u"2"_s}};
    QTest::newRow("escaped") << QByteArray("/n?x=a%20b+c") << QCborMap{{u"x"_s, u"a b c"_s}};
    QTest::newRow("empty") << QByteArray("/n?") << QCborMap();
}

void tst_LegacyClients::trap48_query()
{
    QFETCH(QByteArray, nsp);
    QFETCH(QCborMap, auth);
    QCborMap got{{u"nothing"_s, u"came"_s}};
    connect(io->of("/n"), &Namespace::connection, this,
            [&](Socket *joined) { got = joined->handshake().auth(); });
    WsClient client(port, legacy);
    QCOMPARE(client.next(), "40");
    client.send("40" + nsp + ',');
    QCOMPARE(client.next(), "40/n,");
    QCOMPARE(got, auth);
}

void tst_LegacyClients::queryInEveryPacket()
{
    QString got;
    connect(io->of("/n"), &Namespace::connection, this, [&](Socket *joined) {
        joined->on("e", this, [&](const QString &text) {
            got = text;
            return 1;
        });
    });
    WsClient client(port, legacy);
    QCOMPARE(client.next(), "40");
    client.send("40/n?q=1,");
    QCOMPARE(client.next(), "40/n,");
    client.send("42/n?q=1,5[\"e\",\"x\"]");
    QCOMPARE(client.next(), "43/n,5[1]");
    QCOMPARE(got, u"x"_s);
}

void tst_LegacyClients::trap49_refusals_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("message") << Error("no") << QByteArray("44/n,\"no\"");
    QTest::newRow("object") << Error("no", QCborMap{{u"a"_s, 1}}) << QByteArray("44/n,{\"a\":1}");
    QTest::newRow("text") << Error("no", u"why"_s) << QByteArray("44/n,\"why\"");
    QTest::newRow("falsy number") << Error("no", 0) << QByteArray("44/n,\"no\"");
    QTest::newRow("falsy text") << Error("no", QString()) << QByteArray("44/n,\"no\"");
    QTest::newRow("null") << Error("no", nullptr) << QByteArray("44/n,\"no\"");
}

void tst_LegacyClients::trap49_refusals()
{
    QFETCH(Error, error);
    QFETCH(QByteArray, answer);
    io->of("/n")->use(this, [error](Socket *, const Next &next) { next(error); });
    WsClient client(port, legacy);
    QCOMPARE(client.next(), "40");
    client.send("40/n,");
    QCOMPARE(client.next(), answer);
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_LegacyClients::rootRefuses()
{
    io->use(this, [](Socket *, const Next &next) { next(Error("no")); });
    WsClient client(port, legacy);
    QCOMPARE(client.next(), "44\"no\"");
    QVERIFY(client.isOpen());
}

void tst_LegacyClients::unknownNamespace()
{
    WsClient client(port, legacy);
    QCOMPARE(client.next(), "40");
    client.send("40/zzz?x=1,");
    QCOMPARE(client.next(), "44/zzz,{\"message\":\"Invalid namespace\"}");
}

void tst_LegacyClients::dynamicNamespace()
{
    QCborMap asked;
    io->of(this,
           [&](const QString &name, const QCborMap &auth, const ParentNamespace::Answer &answer) {
               asked = auth;
               answer(name == u"/x"_s);
           });
    WsClient client(port, legacy);
    QCOMPARE(client.next(), "40");
    client.send("40/x?token=1,");
    QCOMPARE(client.next(), "40/x,");
    QCOMPARE(asked, QCborMap({{u"token"_s, u"1"_s}}));
}

void tst_LegacyClients::eventsAndAcknowledgements()
{
    WsClient client(port, legacy);
    QCOMPARE(client.next(), "40");
    socket->on("sum", this, [](int a, int b) { return a + b; });
    client.send("4212[\"sum\",1,2]");
    QCOMPARE(client.next(), "4312[3]");
    const QFuture<Result<Payload>> answer = socket->emitWithAck("q");
    QCOMPARE(client.next(), "420[\"q\"]");
    client.send("430[\"a\"]");
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result(), Result<Payload>(Payload::of("a")));
}

void tst_LegacyClients::broadcastsToBoth()
{
    WsClient old(port, legacy);
    QCOMPARE(old.next(), "40");
    WsClient current(port);
    QVERIFY(!current.join().isEmpty());
    io->emitEvent("x", QByteArray("b"));
    QCOMPARE(old.next(), "451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(old.next(),
             "binary:\x04"
             "b"); // trap 35: with its type
    QCOMPARE(current.next(), "451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(current.next(), "binary:b");
}

void tst_LegacyClients::binary()
{
    WsClient client(port, legacy);
    QCOMPARE(client.next(), "40");
    socket->on("b", this, [](const QByteArray &bytes) { return bytes + bytes; });
    client.send("451-7[\"b\",{\"_placeholder\":true,\"num\":0}]");
    client.sendBinary("\x04xy");
    QCOMPARE(client.next(), "461-7[{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(client.next(), "binary:\x04xyxy");
}

void tst_LegacyClients::disconnection()
{
    io->of("/n");
    WsClient client(port, legacy);
    QCOMPARE(client.next(), "40");
    client.send("40/n,");
    QCOMPARE(client.next(), "40/n,");
    client.send("41/n?x=1,");
    QTRY_COMPARE(io->of("/n")->sockets().size(), 0);
    socket->disconnectClient();
    QCOMPARE(client.next(), "41");
    QVERIFY(client.isOpen());
}

void tst_LegacyClients::noRecovery()
{
    io.reset();
    start({.connectionStateRecovery = ConnectionStateRecoveryOptions(), .allowEIO3 = true});
    WsClient client(port, legacy);
    QCOMPARE(client.next(), "40");
    client.abort();
    QTRY_COMPARE(reasons, QStringList({u"transport close"_s}));
}

void tst_LegacyClients::overPolling()
{
    RawHttpClient http;
    http.connectTo(port);
    const QByteArray base = "/socket.io/?EIO=3&transport=polling&b64=1";
    const QByteArray open = http.get(base).body; // the open packet only
    const QByteArray json = open.mid(open.indexOf('{'));
    QVERIFY(open.endsWith('}'));
    const QByteArray sid = QJsonDocument::fromJson(json).object()[u"sid"_s].toString().toUtf8();
    QCOMPARE(http.get(base + "&sid=" + sid).body, "2:40");
    QCOMPARE(http.post(base + "&sid=" + sid, "14:421[\"sync\",\"\"]").body, "ok");
    QCOMPARE(http.get(base + "&sid=" + sid).body, "5:431[]");
}

void tst_LegacyClients::connectTimeoutDoesNotApply()
{
    io.reset();
    start({.connectTimeout = 20ms, .allowEIO3 = true});
    WsClient current(port); // does not join, and is closed
    WsClient client(port, legacy);
    QCOMPARE(client.next(), "40");
    QVERIFY(current.waitForClosed());
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_LegacyClients::offByDefault()
{
    io.reset();
    start();
    RawHttpClient http;
    http.connectTo(port);
    const RawResponse answer = http.get("/socket.io/?EIO=3&transport=polling");
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.body, "{\"code\":5,\"message\":\"Unsupported protocol version\"}");
}

QTEST_GUILESS_MAIN(tst_LegacyClients)
#include "moc_serverfixture.cpp"
#include "tst_legacyclients.moc"
