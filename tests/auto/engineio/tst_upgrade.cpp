// SPDX-License-Identifier: MIT
#include "enginefixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_Upgrade : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void probeAndUpgrade();
    void upgradeWithoutProbe();
    void trap9_allowUpgradesOnlyHidesThem();
    void trap26_probeReleasesEveryGet();
    void trap27_otherPackets_data();
    void trap27_otherPackets();
    void trap27_upgradeTimeout();
    void trap27_retryAfterFailure();
    void trap28_messagesDuringProbe_data();
    void trap28_messagesDuringProbe();
    void trap29_pollAfterUpgrade();
    void trap29_secondWebSocket();
    void secondProbeIsRefused();
    void takeoverOfADirectWebSocketIsRefused();
    void postsWhileProbing();
    void pendingGetIsClosedByTheUpgrade();
    void sessionClosesWhileProbing();
    void closingSessionUpgrades();
    void probeBreaksOff();
    void upgradeWithUnknownSid();
    void otherProtocolIsRefused();
    void trap93_pingTimeoutAfterUpgrade();
    void closeInsideUpgrading();
    void deleteInsideUpgraded();
};

// A polling session with a websocket that has asked to take over.
class UpgradeFixture : public EngineFixture
{
public:
    explicit UpgradeFixture(const ServerOptions &options = {})
        : EngineFixture(options)
        , client(port())
        , sidQuery(open(client))
    {
        socket.open(port(), webSocket(sidQuery));
    }

    bool probe()
    {
        socket.sendText("2probe");
        return socket.receiveText() == "3probe";
    }
    bool upgrade()
    {
        socket.sendText("5");
        return QTest::qWaitFor([this] { return session && session->isUpgraded(); });
    }
    void startPoll(RawHttpClient &poller)
    {
        poller.send(RawHttpClient::getRequest(polling(sidQuery)));
        QTRY_VERIFY(session->isWritable());
    }

    RawHttpClient client;
    QByteArray sidQuery;
    RawWebSocket socket;
};

void tst_Upgrade::probeAndUpgrade()
{
    UpgradeFixture fixture;
    QVERIFY(fixture.socket.isOpen());
    QSignalSpy upgrading(fixture.session, &Session::upgrading);
    QSignalSpy upgraded(fixture.session, &Session::upgraded);
    QVERIFY(fixture.probe());
    QCOMPARE(upgrading.count(), 1);
    QCOMPARE(upgrading.at(0).at(0).toString(), QStringLiteral("websocket"));
    QCOMPARE(fixture.session->transportName(), QStringLiteral("polling"));
    QVERIFY(fixture.upgrade());
    QCOMPARE(upgraded.count(), 1);
    QCOMPARE(fixture.session->transportName(), QStringLiteral("websocket"));

    fixture.session->sendText("down");
    QCOMPARE(fixture.socket.receiveText(), QByteArray("4down"));
    fixture.socket.sendText("4up");
    QTRY_COMPARE(fixture.sink.messages, QByteArrayList{"up"});
    QCOMPARE(fixture.engine->clientsCount(), 1);
}

void tst_Upgrade::upgradeWithoutProbe()
{
    UpgradeFixture fixture;
    QVERIFY(fixture.upgrade());
    fixture.session->sendText("x");
    QCOMPARE(fixture.socket.receiveText(), QByteArray("4x"));
}

void tst_Upgrade::trap9_allowUpgradesOnlyHidesThem()
{
    ServerOptions options;
    options.allowUpgrades = false;
    EngineFixture plain(options);
    RawHttpClient client(plain.port());
    QVERIFY(client.get(EngineFixture::polling()).body.contains(R"("upgrades":[],)"));

    UpgradeFixture fixture(options);
    QVERIFY(fixture.probe());
    QVERIFY(fixture.upgrade());
}

void tst_Upgrade::trap26_probeReleasesEveryGet()
{
    UpgradeFixture fixture;
    fixture.startPoll(fixture.client);
    QVERIFY(fixture.probe());
    QVERIFY(!fixture.client.hasResponse()); // not before the first interval has passed
    QCOMPARE(fixture.client.receive().body, QByteArray("6"));
    QCOMPARE(fixture.client.get(EngineFixture::polling(fixture.sidQuery)).body, QByteArray("6"));
    QCOMPARE(fixture.client.get(EngineFixture::polling(fixture.sidQuery)).body, QByteArray("6"));
    QVERIFY(fixture.upgrade());
}

void tst_Upgrade::trap27_otherPackets_data()
{
    QTest::addColumn<int>("opcode");
    QTest::addColumn<QByteArray>("payload");
    const int text = RawFrame::Text;
    QTest::newRow("trap 27: ping without probe") << text << QByteArray("2");
    QTest::newRow("trap 27: message") << text << QByteArray("4x");
    QTest::newRow("trap 27: garbage") << text << QByteArray("abc");
    QTest::newRow("trap 27: pong") << text << QByteArray("3probe");
    QTest::newRow("trap 27: binary") << int(RawFrame::Binary) << QByteArray("2probe");
}

void tst_Upgrade::trap27_otherPackets()
{
    QFETCH(const int, opcode);
    QFETCH(const QByteArray, payload);
    UpgradeFixture fixture;
    fixture.socket.sendFrame(opcode, payload);
    const RawFrame frame = fixture.socket.receive();
    QCOMPARE(frame.opcode, int(RawFrame::Close));
    QCOMPARE(frame.closeCode(), 1005);
    fixture.session->sendText("x");
    QCOMPARE(fixture.client.get(EngineFixture::polling(fixture.sidQuery)).body, QByteArray("4x"));
    QCOMPARE(fixture.sink.messages, QByteArrayList());
    QVERIFY(!fixture.session->isUpgraded());
}

void tst_Upgrade::trap27_upgradeTimeout()
{
    ServerOptions options;
    options.upgradeTimeout = 500ms;
    UpgradeFixture fixture(options);
    QVERIFY(fixture.probe());
    QCOMPARE(fixture.socket.receive().opcode, int(RawFrame::Close));
    QCOMPARE(fixture.session->state(), Session::State::Open);
    // The release of GETs has ended with the attempt.
    fixture.startPoll(fixture.client);
    fixture.session->sendText("x");
    QCOMPARE(fixture.client.receive().body, QByteArray("4x"));
}

void tst_Upgrade::trap27_retryAfterFailure()
{
    UpgradeFixture fixture;
    fixture.socket.sendText("4x");
    QCOMPARE(fixture.socket.receive().opcode, int(RawFrame::Close));
    fixture.socket.open(fixture.port(), EngineFixture::webSocket(fixture.sidQuery));
    QVERIFY(fixture.probe());
    QVERIFY(fixture.upgrade());
}

void tst_Upgrade::trap28_messagesDuringProbe_data()
{
    QTest::addColumn<bool>("aGetComes");
    QTest::newRow("trap 28: a GET comes") << true;
    QTest::newRow("trap 28: no GET comes") << false;
}

void tst_Upgrade::trap28_messagesDuringProbe()
{
    QFETCH(const bool, aGetComes);
    UpgradeFixture fixture;
    QVERIFY(fixture.probe());
    fixture.session->sendText("a");
    fixture.session->sendText("b");
    if (aGetComes) {
        QCOMPARE(fixture.client.get(EngineFixture::polling(fixture.sidQuery)).body,
                 QByteArray("4a\x1e"
                            "4b"));
    }
    fixture.session->sendText("c");
    QVERIFY(fixture.upgrade());
    fixture.session->sendText("d");
    const QByteArrayList expected
        = aGetComes ? QByteArrayList{"4c", "4d"} : QByteArrayList{"4a", "4b", "4c", "4d"};
    for (const QByteArray &text : expected)
        QCOMPARE(fixture.socket.receiveText(), text);
}

void tst_Upgrade::trap29_pollAfterUpgrade()
{
    UpgradeFixture fixture;
    QSignalSpy errors(fixture.engine, &Engine::connectionError);
    QVERIFY(fixture.upgrade());
    const RawResponse response = fixture.client.get(EngineFixture::polling(fixture.sidQuery));
    QCOMPARE(response.status, 400);
    QCOMPARE(response.body, QByteArray(R"({"code":3,"message":"Bad request"})"));
    QCOMPARE(errors.count(), 1);
    QCOMPARE(
        errors.at(0).at(0).value<EngineError>().context.value(QStringLiteral("name")).toString(),
        QStringLiteral("TRANSPORT_MISMATCH"));
    fixture.session->sendText("x");
    QCOMPARE(fixture.socket.receiveText(), QByteArray("4x"));
}

void tst_Upgrade::trap29_secondWebSocket()
{
    UpgradeFixture fixture;
    QVERIFY(fixture.upgrade());
    RawWebSocket second(fixture.port(), EngineFixture::webSocket(fixture.sidQuery));
    QVERIFY(second.isOpen());
    QCOMPARE(second.receive().opcode, int(RawFrame::Close));
    fixture.session->sendText("x");
    QCOMPARE(fixture.socket.receiveText(), QByteArray("4x"));
}

void tst_Upgrade::secondProbeIsRefused()
{
    UpgradeFixture fixture;
    QVERIFY(fixture.probe());
    RawWebSocket second(fixture.port(), EngineFixture::webSocket(fixture.sidQuery));
    QCOMPARE(second.receive().opcode, int(RawFrame::Close));
    QVERIFY(fixture.upgrade());
}

void tst_Upgrade::takeoverOfADirectWebSocketIsRefused()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    RawWebSocket second(fixture.port(), EngineFixture::webSocket(fixture.sid()));
    QVERIFY(second.isOpen());
    const RawFrame frame = second.receive();
    QCOMPARE(frame.opcode, int(RawFrame::Close));
    QCOMPARE(frame.closeCode(), 1005);
    fixture.session->sendText("x");
    QCOMPARE(socket.receiveText(), QByteArray("4x"));
}

void tst_Upgrade::postsWhileProbing()
{
    UpgradeFixture fixture;
    QVERIFY(fixture.probe());
    QCOMPARE(fixture.client.post(EngineFixture::polling(fixture.sidQuery), "4x").body,
             QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, QByteArrayList{"x"});
}

void tst_Upgrade::pendingGetIsClosedByTheUpgrade()
{
    UpgradeFixture fixture;
    fixture.startPoll(fixture.client);
    QVERIFY(fixture.upgrade());
    QCOMPARE(fixture.client.receive().body, QByteArray("1"));
}

void tst_Upgrade::sessionClosesWhileProbing()
{
    UpgradeFixture fixture;
    QVERIFY(fixture.probe());
    QCOMPARE(fixture.client.post(EngineFixture::polling(fixture.sidQuery), "1").body,
             QByteArray("ok"));
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport close"));
    QCOMPARE(fixture.socket.receive().opcode, int(RawFrame::Close));
}

void tst_Upgrade::closingSessionUpgrades()
{
    UpgradeFixture fixture;
    fixture.session->sendText("a");
    fixture.session->sendText("b");
    fixture.session->close();
    QCOMPARE(fixture.session->state(), Session::State::Closing);
    QCOMPARE(fixture.sink.closedCount, 0);
    fixture.socket.sendText("5");
    QCOMPARE(fixture.socket.receiveText(), QByteArray("4a"));
    QCOMPARE(fixture.socket.receiveText(), QByteArray("4b"));
    QCOMPARE(fixture.socket.receive().opcode, int(RawFrame::Close));
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("forced close"));
}

void tst_Upgrade::probeBreaksOff()
{
    UpgradeFixture fixture;
    QVERIFY(fixture.probe());
    fixture.socket.abort();
    // Another attempt succeeds once the server has seen the end of the first.
    QTRY_VERIFY(
        fixture.socket.open(fixture.port(), EngineFixture::webSocket(fixture.sidQuery)).isValid()
        && fixture.probe());
    QVERIFY(fixture.upgrade());
}

void tst_Upgrade::upgradeWithUnknownSid()
{
    EngineFixture fixture;
    const RawWebSocket socket(fixture.port(), EngineFixture::webSocket("&sid=abc"));
    QCOMPARE(socket.response().status, 400);
    QCOMPARE(socket.response().body, QByteArray("Session ID unknown"));
}

void tst_Upgrade::otherProtocolIsRefused()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    QSignalSpy errors(fixture.engine, &Engine::connectionError);
    const RawWebSocket socket(fixture.port(), "/socket.io/?EIO=3&transport=websocket" + sid);
    QCOMPARE(socket.response().status, 400);
    QCOMPARE(socket.response().body, QByteArray("Bad request"));
    QCOMPARE(
        errors.at(0).at(0).value<EngineError>().context.value(QStringLiteral("name")).toString(),
        QStringLiteral("PROTOCOL_MISMATCH"));
}

void tst_Upgrade::trap93_pingTimeoutAfterUpgrade()
{
    ServerOptions options;
    options.pingInterval = 50ms;
    options.pingTimeout = 1s;
    UpgradeFixture fixture(options);
    // The ping is out before the upgrade, the pong never comes.
    QCOMPARE(fixture.client.get(EngineFixture::polling(fixture.sidQuery)).body, QByteArray("2"));
    QVERIFY(fixture.upgrade());
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("ping timeout"));
    QCOMPARE(fixture.socket.receive().opcode, int(RawFrame::Close));
}

void tst_Upgrade::closeInsideUpgrading()
{
    UpgradeFixture fixture;
    QObject::connect(fixture.session, &Session::upgrading, fixture.session,
                     [&] { fixture.session->close(Session::CloseMode::Discard); });
    fixture.socket.sendText("2probe");
    QCOMPARE(fixture.socket.receiveText(), QByteArray("3probe"));
    QCOMPARE(fixture.socket.receive().opcode, int(RawFrame::Close));
    QTRY_COMPARE(fixture.sink.closedCount, 1);
}

void tst_Upgrade::deleteInsideUpgraded()
{
    UpgradeFixture fixture;
    QObject::connect(fixture.session, &Session::upgraded, fixture.engine,
                     [&] { delete fixture.session; });
    fixture.socket.sendText("5");
    QCOMPARE(fixture.socket.receive().opcode, int(RawFrame::Close));
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

QTEST_GUILESS_MAIN(tst_Upgrade)
#include "tst_upgrade.moc"
