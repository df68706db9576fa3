// SPDX-License-Identifier: MIT
// Every signal of Engine and Session, in the order in which clients' doings bring them about.
#include "enginefixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

namespace {
const char *const packetNames[] = {"open", "close", "ping", "pong", "message", "upgrade", "noop"};

QByteArray describe(const EnginePacket &packet)
{
    QByteArray text = packetNames[int(packet.type)];
    if (!packet.data.isNull())
        text += ':' + (packet.isBinary ? packet.data.toHex() : packet.data);
    return text;
}

// Writes down all signals of an engine and of its sessions.
class Log : public QObject
{
public:
    explicit Log(Engine *engine)
    {
        connect(engine, &Engine::initialHeaders, this,
                [this](HttpHeaders *, const HttpRequest &request) {
                    note("initialHeaders " + request.method());
                });
        connect(engine, &Engine::headers, this, [this](HttpHeaders *, const HttpRequest &request) {
            note("headers " + request.method());
        });
        connect(engine, &Engine::connectionError, this, [this](const EngineError &error) {
            note("connectionError " + QByteArray::number(error.code));
        });
        connect(engine, &Engine::connection, this, [this](Session *session) {
            note("connection " + session->transportName().toLatin1());
            observe(session);
        });
    }
    QByteArrayList take() { return std::exchange(m_lines, {}); }
    [[nodiscard]] const QByteArrayList &lines() const { return m_lines; }

private:
    void observe(Session *session)
    {
        connect(session, &Session::packetReceived, this,
                [this](const EnginePacket &packet) { note("packetReceived " + describe(packet)); });
        connect(session, &Session::packetCreated, this,
                [this](const EnginePacket &packet) { note("packetCreated " + describe(packet)); });
        connect(session, &Session::messageReceived, this,
                [this](const QByteArray &data, bool isBinary) {
                    const QByteArray text = isBinary ? "binary " + data.toHex() : data;
                    note("messageReceived " + (data.isNull() ? QByteArray("null") : text));
                });
        connect(session, &Session::upgrading, this,
                [this](const QString &name) { note("upgrading " + name.toLatin1()); });
        connect(session, &Session::upgraded, this,
                [this](const QString &name) { note("upgraded " + name.toLatin1()); });
        connect(session, &Session::drained, this, [this] { note("drained"); });
        connect(session, &Session::heartbeat, this, [this] { note("heartbeat"); });
        connect(session, &Session::closed, this,
                [this](DisconnectReason reason, const QString &description) {
                    note("closed " + QByteArray(reasonText(reason).data()) + " ["
                         + description.toUtf8() + ']');
                });
    }
    void note(const QByteArray &line) { m_lines += line; }

    QByteArrayList m_lines;
};
} // namespace

class tst_Signals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void polling();
    void webSocket();
    void upgrade();
    void heartbeat_data();
    void heartbeat();
    void closed_data();
    void closed();
    void refusals();
};

void tst_Signals::polling()
{
    EngineFixture fixture;
    Log log(fixture.engine);
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    // The answer is written before anybody hears of the session.
    QCOMPARE(log.take(),
             (QByteArrayList{"initialHeaders GET", "headers GET", "connection polling"}));
    QCOMPARE(client
                 .post(EngineFixture::polling(sid),
                       "4a\x1e"
                       "bAQI=\x1e"
                       "4")
                 .status,
             200);
    QCOMPARE(log.take(),
             (QByteArrayList{"packetReceived message:a", "messageReceived a",
                             "packetReceived message:0102", "messageReceived binary 0102",
                             "packetReceived message", "messageReceived null", "headers POST"}));
    fixture.session->sendText("b");
    fixture.session->sendBinary("\3");
    QCOMPARE(log.take(), (QByteArrayList{"packetCreated message:b", "packetCreated message:03"}));
    QCOMPARE(client.get(EngineFixture::polling(sid)).status, 200);
    QTRY_COMPARE(log.lines(), (QByteArrayList{"headers GET", "drained"}));
}

void tst_Signals::webSocket()
{
    EngineFixture fixture;
    Log log(fixture.engine);
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    QTRY_COMPARE(log.lines(),
                 (QByteArrayList{"initialHeaders GET", "headers GET", "connection websocket",
                                 "drained"})); // of the open packet
    log.take();
    socket.sendText("4a");
    socket.sendBinary("\1\2");
    socket.sendText("6"); // without meaning, but a packet
    QTRY_COMPARE(log.lines(),
                 (QByteArrayList{"packetReceived message:a", "messageReceived a",
                                 "packetReceived message:0102", "messageReceived binary 0102",
                                 "packetReceived noop"}));
    log.take();
    fixture.session->sendText("b");
    fixture.session->sendText("c");
    QCOMPARE(log.take(), (QByteArrayList{"packetCreated message:b", "packetCreated message:c"}));
    QTRY_COMPARE(log.lines(), QByteArrayList{"drained"}); // of both: they left together
}

void tst_Signals::upgrade()
{
    EngineFixture fixture;
    Log log(fixture.engine);
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    log.take();
    RawWebSocket socket(fixture.port(), EngineFixture::webSocket(sid));
    QVERIFY(socket.isOpen());
    QCOMPARE(log.take(), QByteArrayList{"headers GET"}); // no initialHeaders
    socket.sendText("2probe");
    QCOMPARE(socket.receiveText(), QByteArray("3probe"));
    QCOMPARE(log.take(), QByteArrayList{"upgrading websocket"});
    socket.sendText("5");
    socket.sendText("4a");
    QTRY_COMPARE(
        log.lines(),
        (QByteArrayList{"upgraded websocket", "packetReceived message:a", "messageReceived a"}));
    QCOMPARE(fixture.session->transportName(), QStringLiteral("websocket"));
    QVERIFY(fixture.session->isUpgraded());
}

void tst_Signals::heartbeat_data()
{
    QTest::addColumn<bool>("overWebSocket");
    QTest::newRow("polling") << false;
    QTest::newRow("websocket") << true;
}

void tst_Signals::heartbeat()
{
    QFETCH(const bool, overWebSocket);
    ServerOptions options;
    options.pingInterval = 30ms;
    EngineFixture fixture(options);
    Log log(fixture.engine);
    RawHttpClient client(fixture.port());
    RawWebSocket socket;
    if (overWebSocket) {
        QVERIFY(fixture.open(socket));
        QCOMPARE(socket.receiveText(), QByteArray("2"));
        socket.sendText("3");
    } else {
        const QByteArray sid = fixture.open(client);
        QCOMPARE(client.get(EngineFixture::polling(sid)).body, QByteArray("2"));
        QCOMPARE(client.post(EngineFixture::polling(sid), "3").status, 200);
    }
    QTRY_VERIFY(log.lines().contains("heartbeat"));
    const QByteArrayList lines = log.take();
    const qsizetype ping = lines.indexOf("packetCreated ping");
    QVERIFY(ping > 0);
    const qsizetype pong = lines.indexOf("packetReceived pong");
    QVERIFY(pong > ping);
    QCOMPARE(lines.indexOf("heartbeat"), pong + 1);
}

void tst_Signals::closed_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::newRow("client closes")
        << QStringLiteral("close frame") << QByteArrayList{"closed transport close []"};
    QTest::newRow("client vanishes")
        << QStringLiteral("abort") << QByteArrayList{"closed transport close []"};
    QTest::newRow("protocol error")
        << QStringLiteral("\xff") << QByteArrayList{"closed parse error []"};
    QTest::newRow("ping of the client")
        << QStringLiteral("2")
        << QByteArrayList{"packetReceived ping",
                          "closed transport error [invalid heartbeat direction]"};
    QTest::newRow("server closes")
        << QStringLiteral("session") << QByteArrayList{"closed forced close []"};
    QTest::newRow("engine closes")
        << QStringLiteral("engine") << QByteArrayList{"closed forced close []"};
}

void tst_Signals::closed()
{
    QFETCH(const QString, how);
    QFETCH(const QByteArrayList, expected);
    EngineFixture fixture;
    Log log(fixture.engine);
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    QTRY_VERIFY(log.lines().contains("drained"));
    log.take();
    int clientsSeen = -1;
    connect(fixture.session, &Session::closed, this,
            [&] { clientsSeen = fixture.engine->clientsCount(); });
    if (how == QLatin1String("close frame"))
        socket.sendClose();
    else if (how == QLatin1String("abort"))
        socket.abort();
    else if (how == QLatin1String("session"))
        fixture.session->close();
    else if (how == QLatin1String("engine"))
        fixture.engine->close();
    else
        socket.sendText(how.toUtf8());
    QTRY_COMPARE(log.lines(), expected);
    QCOMPARE(clientsSeen, 0); // the engine has forgotten it already
    QTRY_VERIFY(!fixture.session);
    QCOMPARE(log.take(), expected); // exactly once
}

void tst_Signals::refusals()
{
    EngineFixture fixture;
    Log log(fixture.engine);
    RawHttpClient client(fixture.port());
    QCOMPARE(client.get("/socket.io/?EIO=4&transport=foo").status, 400);
    QCOMPARE(client.get(EngineFixture::polling("&sid=none")).status, 400);
    const QByteArray sid = fixture.open(client);
    QCOMPARE(log.take(),
             (QByteArrayList{"connectionError 0", "connectionError 1", "initialHeaders GET",
                             "headers GET", "connection polling"}));
    QCOMPARE(RawWebSocket(fixture.port(), EngineFixture::webSocket("&sid=none")).response().status,
             400);
    QCOMPARE(log.take(), QByteArrayList{"connectionError 1"});
    // An abnormal end of a session is none.
    client.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    RawHttpClient(fixture.port()).post(EngineFixture::polling(sid), "x");
    QTRY_VERIFY(log.lines().contains("closed parse error []"));
    QVERIFY(!log.lines().join().contains("connectionError"));
}

QTEST_GUILESS_MAIN(tst_Signals)
#include "tst_signals.moc"
