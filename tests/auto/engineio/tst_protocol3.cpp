// SPDX-License-Identifier: MIT
#include "protocol3fixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

// Handshake, heartbeat and upgrade of Engine.IO 3.
class tst_Protocol3 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void trap3_refusedByDefault();
    void detection_data();
    void detection();
    void pollingHandshake();
    void webSocketHandshake();
    void protocol4IsStillServed();
    void otherProtocolInASession_data();
    void otherProtocolInASession();

    void trap36_pollingPing();
    void trap36_webSocketPing();
    void trap36_pingWithData();
    void binaryPing();
    void wrongDirection_data();
    void wrongDirection();
    void silentSessionDies_data();
    void silentSessionDies();
    void floodOfPings();
    void deleteInsideHeartbeat();
    void closeInsideThePong();

    void upgrade();
    void probeReleasesTheGet();
    void pendingGetIsClosedByTheUpgrade();
    void probeMustBeText();
    void eachTransportHasItsOwnBase64();
    void trap93_silentAfterTheUpgrade();
    void pingAfterTheUpgrade();
};

static QString contextName(const QSignalSpy &errors)
{
    const auto error = errors.at(0).at(0).value<EngineError>();
    return error.context.value(QStringLiteral("name")).toString();
}

void tst_Protocol3::trap3_refusedByDefault()
{
    EngineFixture fixture;
    QSignalSpy errors(fixture.engine, &Engine::connectionError);
    RawHttpClient client(fixture.port());
    const RawResponse response = client.get(Protocol3Fixture::polling3());
    QCOMPARE(response.status, 400);
    QCOMPARE(response.body, QByteArray(R"({"code":5,"message":"Unsupported protocol version"})"));
    const RawWebSocket socket(fixture.port(), Protocol3Fixture::webSocket3());
    QCOMPARE(socket.response().status, 400);
    QCOMPARE(socket.response().body, QByteArray("Unsupported protocol version"));
    QCOMPARE(errors.count(), 2);
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

void tst_Protocol3::detection_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("protocol");
    QTest::newRow("3") << QByteArray("EIO=3&") << 3;
    QTest::newRow("none") << QByteArray() << 3;
    QTest::newRow("empty") << QByteArray("EIO=&") << 3;
    QTest::newRow("2") << QByteArray("EIO=2&") << 3;
    QTest::newRow("5") << QByteArray("EIO=5&") << 3;
    QTest::newRow("04") << QByteArray("EIO=04&") << 3;
    QTest::newRow("text") << QByteArray("EIO=abc&") << 3;
    QTest::newRow("4") << QByteArray("EIO=4&") << 4;
    QTest::newRow("trap 80: last one wins") << QByteArray("EIO=4&EIO=3&") << 3;
}

void tst_Protocol3::detection()
{
    QFETCH(const QByteArray, query);
    QFETCH(const int, protocol);
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const RawResponse response = client.get("/socket.io/?" + query + "transport=polling");
    QCOMPARE(response.status, 200);
    QVERIFY(response.body.startsWith(protocol == 3 ? "118:0{" : "0{"));
    QCOMPARE(fixture.session->protocol(), protocol);
    RawWebSocket socket(fixture.port(), "/socket.io/?" + query + "transport=websocket");
    QVERIFY(socket.receiveText().startsWith("0{"));
    QCOMPARE(fixture.session->transportName(), QStringLiteral("websocket"));
    QCOMPARE(fixture.session->protocol(), protocol);
}

void tst_Protocol3::pollingHandshake()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const RawResponse response = client.get(Protocol3Fixture::polling3());
    QCOMPARE(response.header("Content-Type"), QByteArray("text/plain; charset=UTF-8"));
    QCOMPARE(response.body,
             "118:0{\"sid\":\"" + fixture.session->id().toLatin1()
                 + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
                   "\"pingTimeout\":20000,\"maxPayload\":1000000}");
}

void tst_Protocol3::webSocketHandshake()
{
    Protocol3Fixture fixture;
    RawWebSocket socket(fixture.port(), Protocol3Fixture::webSocket3());
    QCOMPARE(socket.receiveText(),
             "0{\"sid\":\"" + fixture.session->id().toLatin1()
                 + "\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,"
                   "\"maxPayload\":1000000}");
}

void tst_Protocol3::protocol4IsStillServed()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    QCOMPARE(fixture.session->protocol(), 4);
    fixture.session->sendText("a");
    fixture.session->sendBinary("\x01");
    QCOMPARE(client.get(EngineFixture::polling(sid)).body,
             QByteArray("4a\x1e"
                        "bAQ=="));
    const RawResponse response = client.post(EngineFixture::polling(sid), "4x",
                                             "Content-Type: application/octet-stream\r\n");
    QCOMPARE(response.status, 400); // trap 17
}

void tst_Protocol3::otherProtocolInASession_data()
{
    QTest::addColumn<int>("protocol"); // of the session
    QTest::addColumn<bool>("isUpgrade");
    QTest::newRow("protocol 4 polls a session of protocol 3") << 3 << false;
    QTest::newRow("protocol 4 upgrades a session of protocol 3") << 3 << true;
    QTest::newRow("protocol 3 polls a session of protocol 4") << 4 << false;
    QTest::newRow("protocol 3 upgrades a session of protocol 4") << 4 << true;
}

void tst_Protocol3::otherProtocolInASession()
{
    QFETCH(const int, protocol);
    QFETCH(const bool, isUpgrade);
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = protocol == 3 ? fixture.open3(client) : fixture.open(client);
    QSignalSpy errors(fixture.engine, &Engine::connectionError);
    RawHttpClient other(fixture.port());
    const QByteArray eio = protocol == 3 ? "EIO=4" : "EIO=3";
    const QByteArray target = "/socket.io/?" + eio + sid + "&transport=";
    const RawResponse response = isUpgrade
        ? other.request(RawHttpClient::webSocketRequest(target + "websocket"))
        : other.get(target + "polling");
    QCOMPARE(response.status, 400);
    QCOMPARE(errors.count(), 1);
    QCOMPARE(contextName(errors), QStringLiteral("PROTOCOL_MISMATCH"));
    const QCborMap context = errors.at(0).at(0).value<EngineError>().context;
    QCOMPARE(context.value(QStringLiteral("protocol")).toInteger(), 7 - protocol);
    QCOMPARE(context.value(QStringLiteral("previousProtocol")).toInteger(), protocol);

    // The session is not harmed.
    fixture.session->sendText("x");
    const RawResponse poll
        = client.get(protocol == 3 ? Protocol3Fixture::polling3(sid) : EngineFixture::polling(sid));
    QCOMPARE(poll.body, QByteArray(protocol == 3 ? "2:4x" : "4x"));
}

// ---- Heartbeat

void tst_Protocol3::trap36_pollingPing()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open3(client);
    QSignalSpy heartbeats(fixture.session, &Session::heartbeat);
    for (int i = 1; i <= 3; ++i) {
        QCOMPARE(client.post(Protocol3Fixture::polling3(sid), "1:2").body, QByteArray("ok"));
        QCOMPARE(heartbeats.count(), i);
        QCOMPARE(client.get(Protocol3Fixture::polling3(sid)).body, QByteArray("1:3"));
    }
}

void tst_Protocol3::trap36_webSocketPing()
{
    Protocol3Fixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open3(socket));
    QSignalSpy heartbeats(fixture.session, &Session::heartbeat);
    for (int i = 1; i <= 3; ++i) {
        socket.sendText("2");
        QCOMPARE(socket.receiveText(), QByteArray("3"));
        QCOMPARE(heartbeats.count(), i);
    }
}

void tst_Protocol3::trap36_pingWithData()
{
    Protocol3Fixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open3(socket));
    socket.sendText("2probe");
    QCOMPARE(socket.receiveText(), QByteArray("3"));
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open3(client);
    QCOMPARE(client.post(Protocol3Fixture::polling3(sid), "6:2probe").body, QByteArray("ok"));
    QCOMPARE(client.get(Protocol3Fixture::polling3(sid)).body, QByteArray("1:3"));
}

void tst_Protocol3::binaryPing()
{
    Protocol3Fixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open3(socket));
    socket.sendBinary("\x02");
    QCOMPARE(socket.receiveText(), QByteArray("3"));
}

void tst_Protocol3::wrongDirection_data()
{
    QTest::addColumn<bool>("overWebSocket");
    QTest::newRow("polling") << false;
    QTest::newRow("websocket") << true;
}

void tst_Protocol3::wrongDirection()
{
    QFETCH(const bool, overWebSocket);
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    RawWebSocket socket;
    if (overWebSocket) {
        QVERIFY(fixture.open3(socket));
        socket.sendText("3");
        QCOMPARE(socket.receive().opcode, int(RawFrame::Close));
    } else {
        const QByteArray sid = fixture.open3(client);
        QCOMPARE(client.post(Protocol3Fixture::polling3(sid), "1:3").body, QByteArray("ok"));
    }
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport error"));
    QCOMPARE(fixture.sink.description, QStringLiteral("invalid heartbeat direction"));
}

void tst_Protocol3::silentSessionDies_data()
{
    QTest::addColumn<bool>("overWebSocket");
    QTest::newRow("polling") << false;
    QTest::newRow("websocket") << true;
}

// Without a ping from the server; tst_heartbeat has the times.
void tst_Protocol3::silentSessionDies()
{
    QFETCH(const bool, overWebSocket);
    ServerOptions options;
    options.pingInterval = 200ms;
    options.pingTimeout = 200ms;
    Protocol3Fixture fixture(options);
    RawHttpClient client(fixture.port());
    RawWebSocket socket;
    if (overWebSocket) {
        QVERIFY(fixture.open3(socket));
        QCOMPARE(socket.receive().opcode, int(RawFrame::Close));
    } else {
        const QByteArray sid = fixture.open3(client);
        QCOMPARE(client.get(Protocol3Fixture::polling3(sid)).body, QByteArray("1:1"));
    }
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("ping timeout"));
}

// Each ping is worth a pong, which a client that never polls leaves with the server.
void tst_Protocol3::floodOfPings()
{
    ServerOptions options;
    options.sendHighWaterMark = 10'000;
    Protocol3Fixture fixture(options);
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open3(client);
    QCOMPARE(client.post(Protocol3Fixture::polling3(sid), QByteArray("1:2").repeated(10'000)).body,
             QByteArray("ok"));
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport error"));
    QCOMPARE(fixture.sink.description, QStringLiteral("send high-water mark exceeded"));
}

void tst_Protocol3::deleteInsideHeartbeat()
{
    Protocol3Fixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open3(socket));
    QObject::connect(fixture.session, &Session::heartbeat, fixture.engine,
                     [&] { delete fixture.session; });
    socket.sendText("2");
    QCOMPARE(socket.receiveText(), QByteArray("3"));
    QCOMPARE(socket.receive().opcode, int(RawFrame::Close));
    QCOMPARE(fixture.sink.closedCount, 1);
}

void tst_Protocol3::closeInsideThePong()
{
    Protocol3Fixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open3(socket));
    QSignalSpy heartbeats(fixture.session, &Session::heartbeat);
    QObject::connect(fixture.session, &Session::packetCreated, fixture.engine,
                     [&] { fixture.session->close(Session::CloseMode::Discard); });
    socket.sendText("2");
    QCOMPARE(socket.receive().opcode, int(RawFrame::Close));
    QCOMPARE(fixture.sink.closedReason, QByteArray("forced close"));
    QCOMPARE(heartbeats.count(), 0);
}

// ---- Upgrade

class UpgradeFixture : public Protocol3Fixture
{
public:
    explicit UpgradeFixture(const ServerOptions &options = {}, const QByteArray &extra = {})
        : Protocol3Fixture(options)
        , client(port())
        , sidQuery(open3(client, extra))
    {
        socket.open(port(), webSocket3(sidQuery));
    }

    bool probe()
    {
        socket.sendText("2probe");
        return socket.receiveText() == "3probe";
    }
    bool finish()
    {
        socket.sendText("5");
        return QTest::qWaitFor([this] { return session && session->isUpgraded(); });
    }
    void startPoll()
    {
        client.send(RawHttpClient::getRequest(polling3(sidQuery)));
        QTRY_VERIFY(session->isWritable());
    }

    RawHttpClient client;
    QByteArray sidQuery;
    RawWebSocket socket;
};

void tst_Protocol3::upgrade()
{
    UpgradeFixture fixture;
    QVERIFY(fixture.probe());
    fixture.session->sendText("before");
    QCOMPARE(fixture.client.get(Protocol3Fixture::polling3(fixture.sidQuery)).body,
             QByteArray("7:4before"));
    fixture.session->sendText("while");
    fixture.session->sendBinary(QByteArray("\x00\x01", 2));
    QVERIFY(fixture.finish());
    QCOMPARE(fixture.socket.receiveText(), QByteArray("4while"));
    const RawFrame frame = fixture.socket.receive();
    QCOMPARE(frame.opcode, int(RawFrame::Binary));
    QCOMPARE(frame.payload, QByteArray("\x04\x00\x01", 3)); // trap 35
    fixture.socket.sendText("4up");
    fixture.socket.sendBinary("\x04\x05");
    QTRY_COMPARE(fixture.sink.messages, (QByteArrayList{"up", "b:05"}));
    const RawResponse late = fixture.client.get(Protocol3Fixture::polling3(fixture.sidQuery));
    QCOMPARE(late.status, 400);
    QCOMPARE(late.body, QByteArray(R"({"code":3,"message":"Bad request"})"));
}

void tst_Protocol3::probeReleasesTheGet()
{
    UpgradeFixture fixture;
    fixture.startPoll();
    QVERIFY(fixture.probe());
    QCOMPARE(fixture.client.receive().body, QByteArray("1:6"));
    QVERIFY(fixture.finish());
}

void tst_Protocol3::pendingGetIsClosedByTheUpgrade()
{
    UpgradeFixture fixture;
    fixture.startPoll();
    QVERIFY(fixture.finish());
    QCOMPARE(fixture.client.receive().body, QByteArray("1:1"));
}

// Its data would be bytes.
void tst_Protocol3::probeMustBeText()
{
    UpgradeFixture fixture;
    fixture.socket.sendBinary("\x02probe");
    QCOMPARE(fixture.socket.receive().opcode, int(RawFrame::Close));
    QCOMPARE(fixture.sink.closedCount, 0);
    QVERIFY(!fixture.session->isUpgraded());
}

void tst_Protocol3::eachTransportHasItsOwnBase64()
{
    UpgradeFixture fixture({}, "&b64=1");
    fixture.session->sendBinary("\x01");
    QCOMPARE(fixture.client.get(Protocol3Fixture::polling3(fixture.sidQuery)).body,
             QByteArray("6:b4AQ=="));
    QVERIFY(fixture.finish());
    fixture.session->sendBinary("\x01");
    QCOMPARE(fixture.socket.receive().payload, QByteArray("\x04\x01"));
}

void tst_Protocol3::trap93_silentAfterTheUpgrade()
{
    ServerOptions options;
    options.pingInterval = 500ms;
    options.pingTimeout = 500ms;
    UpgradeFixture fixture(options);
    QVERIFY(fixture.finish());
    QCOMPARE(fixture.socket.receive().opcode, int(RawFrame::Close));
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("ping timeout"));
}

void tst_Protocol3::pingAfterTheUpgrade()
{
    UpgradeFixture fixture;
    QVERIFY(fixture.finish());
    QSignalSpy heartbeats(fixture.session, &Session::heartbeat);
    fixture.socket.sendText("2probe");
    QCOMPARE(fixture.socket.receiveText(), QByteArray("3"));
    QCOMPARE(heartbeats.count(), 1);
}

QTEST_GUILESS_MAIN(tst_Protocol3)
#include "tst_protocol3.moc"
