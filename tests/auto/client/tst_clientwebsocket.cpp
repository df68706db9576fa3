// SPDX-License-Identifier: MIT
#include "clientenginefixture.h"

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_ClientWebSocket : public ClientEngineFixture
{
    Q_OBJECT
private Q_SLOTS:
    void handshakeAndMessages();
    void writability();
    void headers();
    void heartbeat();
    void pingTimeout();
    void undecodable_data();
    void undecodable();
    void ignoredPackets();
    void handshakeRefused();
    void nothingListens();
    void serverCloses();
    void connectionBreaks();
    void tooLargeMessage();
    void largeMessagesKeepTheirPlace();
    void largeMessageBeforeTheEnd_data();
    void largeMessageBeforeTheEnd();
    void closedByALargeMessage();
    void close();
    void closeWhileOpening();
    void transports_data();
    void transports();
    void noTransport();
    void deletedInHandlers_data();
    void deletedInHandlers();

private:
    void open(const QByteArray &packet = ScriptedServer::openPacket(),
              const ClientOptions &options = webSocket())
    {
        start(options);
        peer = server->nextWebSocket();
        QVERIFY(peer->isValid());
        peer->send(packet);
        QCOMPARE(said(), "opened");
    }
    std::unique_ptr<ScriptedWebSocket> peer;

private Q_SLOTS:
    void cleanup()
    {
        delete engine;
        peer.reset();
    }
};

void tst_ClientWebSocket::handshakeAndMessages()
{
    start(webSocket());
    peer = server->nextWebSocket();
    QVERIFY(peer->isValid());
    QCOMPARE(peer->target(), "/socket.io/?EIO=4&transport=websocket");
    QVERIFY(events.isEmpty());
    peer->send(ScriptedServer::openPacket("\"websocket\""));
    QCOMPARE(said(), "opened");
    QCOMPARE(engine->transportName(), QStringLiteral("websocket"));

    peer->send("4h\xc3\xa9llo");
    peer->send("4");
    peer->sendBinary(QByteArray("\x00\x01", 2));
    peer->send("bAQID");
    QCOMPARE(said(), "message:h\xc3\xa9llo");
    QCOMPARE(said(), "message:");
    QCOMPARE(said(), QByteArray("binary:\x00\x01", 9));
    QCOMPARE(said(), "binary:\x01\x02\x03");

    send("h\xc3\xa9llo");
    sendBinary(QByteArray("\x00\x01", 2));
    send("more");
    QCOMPARE(peer->next(), "4h\xc3\xa9llo");
    QCOMPARE(peer->next(), QByteArray("binary:\x00\x01", 9));
    QCOMPARE(peer->next(), "4more");
}

void tst_ClientWebSocket::writability()
{
    open();
    QVERIFY(engine->isWritable());
    send("a");
    QVERIFY(!engine->isWritable());
    send("b");
    QCOMPARE(peer->next(), "4a");
    QCOMPARE(peer->next(), "4b");
    QTRY_VERIFY(engine->isWritable());
    QCOMPARE(engine->bytesQueued(), 0);
}

void tst_ClientWebSocket::headers()
{
    ClientOptions options = webSocket();
    options.extraHeaders = {{"X-Custom", "1"}};
    open(ScriptedServer::openPacket(), options);
    QCOMPARE(peer->request().rawHeader("X-Custom"), "1");
    QVERIFY(!peer->request().hasRawHeader("Origin"));
    QVERIFY(!peer->request().hasRawHeader("Sec-WebSocket-Extensions")); // no compression
}

void tst_ClientWebSocket::heartbeat()
{
    open();
    peer->send("2");
    QCOMPARE(said(), "pinged");
    QCOMPARE(peer->next(), "3");
}

void tst_ClientWebSocket::pingTimeout()
{
    open(ScriptedServer::openPacket({}, 50, 50));
    QCOMPARE(said(), "closed:ping timeout");
    QVERIFY(peer->waitForClosed());
}

void tst_ClientWebSocket::undecodable_data()
{
    QTest::addColumn<bool>("isOpen");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << true << QByteArray("");
    QTest::newRow("unknown type") << true << QByteArray("7");
    QTest::newRow("handshake: a message") << false << QByteArray("4a");
    QTest::newRow("handshake: invalid") << false << QByteArray("0{}");
}

void tst_ClientWebSocket::undecodable()
{
    QFETCH(const bool, isOpen);
    QFETCH(const QByteArray, text);
    if (isOpen) {
        open();
    } else {
        start(webSocket());
        peer = server->nextWebSocket();
    }
    peer->send(text);
    QCOMPARE(said(), "closed:parse error");
    QVERIFY(peer->waitForClosed());
}

void tst_ClientWebSocket::ignoredPackets()
{
    open();
    for (const char *text : {"1", "3", "3probe", "5", "6", "0", "0{}"})
        peer->send(text);
    peer->send("4end");
    QCOMPARE(said(), "message:end");
}

void tst_ClientWebSocket::handshakeRefused()
{
    server->setAcceptsWebSockets(false);
    start(webSocket());
    ScriptedServer::answer(server->nextGet(), "Forbidden", "400 Bad Request",
                           "Connection: close\r\n");
    QCOMPARE(said(), "closed:transport error");
    QVERIFY(!description.isEmpty());
}

void tst_ClientWebSocket::nothingListens()
{
    server->close();
    start(webSocket());
    QCOMPARE(said(), "closed:transport error");
    QVERIFY(!description.isEmpty());
}

void tst_ClientWebSocket::serverCloses()
{
    open();
    peer->send("4last");
    peer->close();
    QCOMPARE(said(), "message:last");
    QCOMPARE(said(), "closed:transport close");
    QCOMPARE(description, QStringLiteral("WebSocket close code 1000"));
}

void tst_ClientWebSocket::connectionBreaks()
{
    open();
    peer->abort();
    QCOMPARE(said(), "closed:transport close");
}

void tst_ClientWebSocket::tooLargeMessage()
{
    ClientOptions options = webSocket();
    options.maxMessageSize = 1000;
    open(ScriptedServer::openPacket(), options);
    peer->send('4' + QByteArray(999, 'x'));
    QCOMPARE(said(), "message:" + QByteArray(999, 'x'));
    peer->send('4' + QByteArray(1000, 'x'));
    QCOMPARE(said(), "closed:transport error");
    QCOMPARE(description, QStringLiteral("WebSocket close code 1009"));
}

// Those are looked at in a later turn; what comes behind them must not overtake them.
void tst_ClientWebSocket::largeMessagesKeepTheirPlace()
{
    const QByteArray large(1'500'000, 'x');
    open();
    peer->send("4first");
    peer->send('4' + large);
    peer->send("2");
    peer->send("4second");
    peer->sendBinary(large);
    peer->sendBinary("b");
    peer->send("4third");
    QCOMPARE(said(), "message:first");
    QVERIFY(said() == "message:" + large);
    QCOMPARE(said(), "pinged");
    QCOMPARE(said(), "message:second");
    QVERIFY(said() == "binary:" + large);
    QCOMPARE(said(), "binary:b");
    QCOMPARE(said(), "message:third");
}

void tst_ClientWebSocket::largeMessageBeforeTheEnd_data()
{
    QTest::addColumn<QByteArray>("last");
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("closed") << QByteArray() << QByteArray("closed:transport close");
    QTest::newRow("undecodable") << QByteArray("7") << QByteArray("closed:parse error");
}

void tst_ClientWebSocket::largeMessageBeforeTheEnd()
{
    QFETCH(const QByteArray, last);
    QFETCH(const QByteArray, end);
    const QByteArray large(1'500'000, 'x');
    open();
    peer->send('4' + large);
    if (!last.isEmpty())
        peer->send(last);
    peer->close();
    QVERIFY(said() == "message:" + large);
    QCOMPARE(said(), end);
}

void tst_ClientWebSocket::closedByALargeMessage()
{
    const QByteArray large(1'500'000, 'x');
    open();
    reaction = [this](const QByteArray &event) {
        if (event.startsWith("message:x"))
            engine->close();
    };
    peer->send('4' + large);
    peer->send("4late");
    QVERIFY(said().startsWith("message:x"));
    QCOMPARE(said(), "closed:forced close");
    QVERIFY(peer->waitForClosed());
    QVERIFY(events.isEmpty());
}

void tst_ClientWebSocket::close()
{
    open();
    send("a");
    send("b");
    engine->close();
    QCOMPARE(engine->state(), State::Closing);
    QCOMPARE(said(), "closed:forced close");
    QCOMPARE(peer->next(), "4a");
    QCOMPARE(peer->next(), "4b");
    QVERIFY(peer->waitForClosed());
    QCOMPARE(peer->closeCode(), QWebSocketProtocol::CloseCodeNormal);
    QVERIFY(events.isEmpty());
}

void tst_ClientWebSocket::closeWhileOpening()
{
    start(webSocket());
    peer = server->nextWebSocket();
    QVERIFY(peer->isValid());
    engine->close();
    QCOMPARE(said(), "closed:forced close");
    QVERIFY(peer->waitForClosed());
}

void tst_ClientWebSocket::transports_data()
{
    QTest::addColumn<QStringList>("transports");
    QTest::addColumn<bool>("prefersWebSocket");
    QTest::addColumn<bool>("isWebSocket");
    const QString polling = QStringLiteral("polling");
    const QString webSocket = QStringLiteral("websocket");
    const QString other = QStringLiteral("webtransport");
    QTest::newRow("polling first") << QStringList{polling, webSocket} << false << false;
    QTest::newRow("websocket first") << QStringList{webSocket, polling} << false << true;
    QTest::newRow("unknown first") << QStringList{other, webSocket, polling} << false << true;
    QTest::newRow("remembered") << QStringList{polling, webSocket} << true << true;
    QTest::newRow("remembered, not allowed") << QStringList{polling} << true << false;
}

void tst_ClientWebSocket::transports()
{
    QFETCH(const bool, isWebSocket);
    QFETCH(const bool, prefersWebSocket);
    QFETCH(const QStringList, transports);
    ClientOptions options;
    options.transports = transports;
    start(options, prefersWebSocket);
    if (isWebSocket) {
        peer = server->nextWebSocket();
        QVERIFY(peer->isValid());
    } else {
        QVERIFY(server->nextGet().isValid());
    }
}

void tst_ClientWebSocket::noTransport()
{
    start(only(QStringLiteral("webtransport")));
    QVERIFY(events.isEmpty()); // not in the middle of the call
    QCOMPARE(said(), "closed:transport error");
    QCOMPARE(description, QStringLiteral("no known transport"));
}

void tst_ClientWebSocket::deletedInHandlers_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("opened") << QByteArray("opened") << QByteArray();
    QTest::newRow("message") << QByteArray("message:a") << QByteArray("4a");
    QTest::newRow("pinged") << QByteArray("pinged") << QByteArray("2");
    QTest::newRow("closed") << QByteArray("closed:parse error") << QByteArray("x");
}

void tst_ClientWebSocket::deletedInHandlers()
{
    QFETCH(const QByteArray, event);
    QFETCH(const QByteArray, text);
    start(webSocket());
    reaction = [&](const QByteArray &happened) {
        if (happened == event)
            delete engine;
    };
    peer = server->nextWebSocket();
    QVERIFY(peer->isValid());
    peer->send(ScriptedServer::openPacket());
    peer->send("4a"); // right behind it
    QCOMPARE(said(), "opened");
    if (!text.isNull()) {
        QCOMPARE(said(), "message:a");
        if (event != "message:a") {
            peer->send(text);
            QCOMPARE(said(), event);
        }
    }
    QVERIFY(!engine);
    QVERIFY(peer->waitForClosed());
    QVERIFY(events.isEmpty());
}

QTEST_GUILESS_MAIN(tst_ClientWebSocket)
#include "moc_clientenginefixture.cpp"
#include "tst_clientwebsocket.moc"
