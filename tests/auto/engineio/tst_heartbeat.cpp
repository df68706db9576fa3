// SPDX-License-Identifier: MIT
#include "engineio/heartbeat_p.h"

#include "enginefixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_Heartbeat : public QObject, private HeartbeatListener
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pingThenTimeout();
    void trap30_intervalFollowsThePong();
    void unsolicitedPongRestartsTheInterval();
    void firstOtherPacketGrantsMoreTime();
    void trap93_upgradeRestartsTheTimeout();
    void listening();
    void trap93_upgradeRestartsListening();
    void stop();
    void stopListening();

    void trap23_pingFromTheClient_data();
    void trap23_pingFromTheClient();
    void trap23_unsolicitedPong();
    void webSocketPingPong();
    void missingPong();
    void pollingPingWaitsForAGet();
    void silentPollingSessionDies();

private:
    void heartbeatDue() override { m_events += 'p'; }
    void heartbeatMissed() override { m_events += 'x'; }
    // Lets the time pass, and returns what happened.
    QByteArray after(std::chrono::milliseconds time)
    {
        m_now += time;
        m_deadlines->processDue();
        return std::exchange(m_events, {});
    }

    std::chrono::milliseconds m_now{};
    std::unique_ptr<DeadlineQueue> m_deadlines;
    QByteArray m_events;
};

void tst_Heartbeat::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_now = 1000ms;
    m_events.clear();
    m_deadlines = std::make_unique<DeadlineQueue>(nullptr, [this] { return m_now; });
}

void tst_Heartbeat::pingThenTimeout()
{
    Heartbeat heartbeat(this);
    heartbeat.start(m_deadlines.get(), 25ms, 20ms);
    QCOMPARE(after(24ms), QByteArray());
    QCOMPARE(after(1ms), QByteArray("p"));
    QCOMPARE(after(19ms), QByteArray());
    QCOMPARE(after(1ms), QByteArray("x"));
    QCOMPARE(after(1000ms), QByteArray());
}

void tst_Heartbeat::trap30_intervalFollowsThePong()
{
    Heartbeat heartbeat(this);
    heartbeat.start(m_deadlines.get(), 25ms, 20ms);
    QCOMPARE(after(25ms), QByteArray("p"));
    QCOMPARE(after(15ms), QByteArray());
    heartbeat.pongReceived();
    QCOMPARE(after(24ms), QByteArray());
    QCOMPARE(after(1ms), QByteArray("p"));
}

void tst_Heartbeat::unsolicitedPongRestartsTheInterval()
{
    Heartbeat heartbeat(this);
    heartbeat.start(m_deadlines.get(), 25ms, 20ms);
    QCOMPARE(after(20ms), QByteArray());
    heartbeat.pongReceived();
    QCOMPARE(after(24ms), QByteArray());
    QCOMPARE(after(1ms), QByteArray("p"));
}

void tst_Heartbeat::firstOtherPacketGrantsMoreTime()
{
    Heartbeat heartbeat(this);
    heartbeat.start(m_deadlines.get(), 25ms, 20ms);
    heartbeat.packetReceived(); // no ping is out: no effect
    QCOMPARE(after(25ms), QByteArray("p"));
    QCOMPARE(after(15ms), QByteArray());
    heartbeat.packetReceived();
    QCOMPARE(after(15ms), QByteArray());
    heartbeat.packetReceived(); // the second one: no effect
    QCOMPARE(after(5ms), QByteArray("x"));
}

void tst_Heartbeat::trap93_upgradeRestartsTheTimeout()
{
    Heartbeat heartbeat(this);
    heartbeat.start(m_deadlines.get(), 25ms, 20ms);
    QCOMPARE(after(15ms), QByteArray());
    heartbeat.restartTimeout(); // no ping is out: no effect
    QCOMPARE(after(10ms), QByteArray("p"));
    QCOMPARE(after(15ms), QByteArray());
    heartbeat.restartTimeout();
    QCOMPARE(after(19ms), QByteArray());
    QCOMPARE(after(1ms), QByteArray("x"));
}

void tst_Heartbeat::listening()
{
    Heartbeat heartbeat(this);
    heartbeat.startListening(m_deadlines.get(), 45ms);
    QCOMPARE(after(44ms), QByteArray());
    heartbeat.pingReceived();
    QCOMPARE(after(44ms), QByteArray());
    heartbeat.packetReceived(); // only pings count
    QCOMPARE(after(1ms), QByteArray("x"));
    heartbeat.pingReceived(); // too late
    QCOMPARE(after(1000ms), QByteArray());
}

void tst_Heartbeat::trap93_upgradeRestartsListening()
{
    Heartbeat heartbeat(this);
    heartbeat.startListening(m_deadlines.get(), 45ms);
    QCOMPARE(after(40ms), QByteArray());
    heartbeat.restartTimeout();
    QCOMPARE(after(44ms), QByteArray());
    QCOMPARE(after(1ms), QByteArray("x"));
}

void tst_Heartbeat::stopListening()
{
    Heartbeat heartbeat(this);
    heartbeat.startListening(m_deadlines.get(), 45ms);
    heartbeat.stop();
    heartbeat.pingReceived();
    heartbeat.restartTimeout();
    QCOMPARE(after(1000ms), QByteArray());
    QCOMPARE(m_deadlines->count(), 0);
}

void tst_Heartbeat::stop()
{
    Heartbeat heartbeat(this);
    heartbeat.stop(); // not started
    heartbeat.start(m_deadlines.get(), 25ms, 20ms);
    heartbeat.stop();
    heartbeat.pongReceived();
    heartbeat.packetReceived();
    heartbeat.restartTimeout();
    QCOMPARE(after(1000ms), QByteArray());
    QCOMPARE(m_deadlines->count(), 0);
}

// Over the wire

static ServerOptions quick()
{
    ServerOptions options;
    options.pingInterval = 40ms;
    options.pingTimeout = 40ms;
    return options;
}

void tst_Heartbeat::trap23_pingFromTheClient_data()
{
    QTest::addColumn<bool>("overWebSocket");
    QTest::newRow("trap 23: polling") << false;
    QTest::newRow("trap 23: websocket") << true;
}

void tst_Heartbeat::trap23_pingFromTheClient()
{
    QFETCH(const bool, overWebSocket);
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    RawWebSocket socket;
    if (overWebSocket) {
        QVERIFY(fixture.open(socket));
        socket.sendText("2");
        QCOMPARE(socket.receive().opcode, int(RawFrame::Close));
    } else {
        const QByteArray sid = fixture.open(client);
        QCOMPARE(client.post(EngineFixture::polling(sid), "2").body, QByteArray("ok"));
    }
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport error"));
    QCOMPARE(fixture.sink.description, QStringLiteral("invalid heartbeat direction"));
}

void tst_Heartbeat::trap23_unsolicitedPong()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    QSignalSpy heartbeats(fixture.session, &Session::heartbeat);
    socket.sendText("3");
    socket.sendText("4still there");
    QTRY_COMPARE(fixture.sink.messages, QByteArrayList{"still there"});
    QCOMPARE(heartbeats.count(), 1);
}

void tst_Heartbeat::webSocketPingPong()
{
    ServerOptions options = quick();
    options.pingTimeout = 20s;
    EngineFixture fixture(options);
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    QSignalSpy heartbeats(fixture.session, &Session::heartbeat);
    for (int i = 1; i <= 3; ++i) {
        QCOMPARE(socket.receiveText(), QByteArray("2"));
        socket.sendText("3");
        QTRY_COMPARE(heartbeats.count(), i);
    }
}

void tst_Heartbeat::missingPong()
{
    EngineFixture fixture(quick());
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    QCOMPARE(socket.receiveText(), QByteArray("2"));
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("ping timeout"));
    QCOMPARE(socket.receive().closeCode(), 1005);
}

void tst_Heartbeat::pollingPingWaitsForAGet()
{
    ServerOptions options = quick();
    options.pingTimeout = 20s;
    EngineFixture fixture(options);
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    QSignalSpy heartbeats(fixture.session, &Session::heartbeat);
    QSignalSpy created(fixture.session, &Session::packetCreated);
    QTRY_COMPARE(created.count(), 1);
    QCOMPARE(client.get(EngineFixture::polling(sid)).body, QByteArray("2"));
    QCOMPARE(client.post(EngineFixture::polling(sid), "3").body, QByteArray("ok"));
    QCOMPARE(heartbeats.count(), 1);
    QCOMPARE(client.get(EngineFixture::polling(sid)).body, QByteArray("2"));
}

void tst_Heartbeat::silentPollingSessionDies()
{
    EngineFixture fixture(quick());
    RawHttpClient client(fixture.port());
    QVERIFY(!fixture.open(client).isEmpty());
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("ping timeout"));
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

QTEST_GUILESS_MAIN(tst_Heartbeat)
#include "tst_heartbeat.moc"
