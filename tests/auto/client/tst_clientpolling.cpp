// SPDX-License-Identifier: MIT
#include "clientenginefixture.h"

#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>

using namespace QSocketIo;
using namespace std::chrono_literals;

static const QByteArray separator = QByteArrayLiteral("\x1e");

class tst_ClientPolling : public ClientEngineFixture
{
    Q_OBJECT
private Q_SLOTS:
    void handshakeAndMessages();
    void packetsBehindTheOpenPacket();
    void oneGetAndOnePostAtATime();
    void payloadsAreSplit();
    void tooLargePacketGoesAlone();
    void heartbeat();
    void pingTimeout();
    void otherPacketsAreNoPing();
    void closePacket();
    void undecodable_data();
    void undecodable();
    void refused_data();
    void refused();
    void nothingListens();
    void connectionBreaks();
    void allConnectionsBreak();
    void tooLargeAnswer();
    void compressedAnswer();
    void tooLargeCompressedAnswer();
    void invalidUtf8();
    void close();
    void closeSendsWhatIsQueued();
    void closeWithoutAnAnswer();
    void closeWhileOpening();
    void highWaterMark();
    void cookiesAndHeaders();
    void foreignRedirection();
    void deletedInHandlers_data();
    void deletedInHandlers();

private:
    void open(const QByteArray &packet = ScriptedServer::openPacket(),
              const ClientOptions &options = polling())
    {
        start(options);
        server->answerGet(packet);
        QCOMPARE(said(), "opened");
    }
};

void tst_ClientPolling::handshakeAndMessages()
{
    start(polling());
    QCOMPARE(engine->state(), State::Opening);
    QVERIFY(!engine->isWritable());
    QCOMPARE(server->answerGet(ScriptedServer::openPacket()),
             "/socket.io/?EIO=4&transport=polling");
    QCOMPARE(said(), "opened");
    QCOMPARE(engine->state(), State::Open);
    QCOMPARE(engine->sid(), QStringLiteral("abc"));
    QCOMPARE(engine->transportName(), QStringLiteral("polling"));
    QVERIFY(engine->isWritable());

    QCOMPARE(server->answerGet("4hello" + separator + "4" + separator + "bAQID" + separator + "6"),
             "/socket.io/?EIO=4&transport=polling&sid=abc");
    QCOMPARE(said(), "message:hello");
    QCOMPARE(said(), "message:");
    QCOMPARE(said(), "binary:\x01\x02\x03");
    QVERIFY(server->nextGet().isValid());
    QVERIFY(events.isEmpty());
}

void tst_ClientPolling::packetsBehindTheOpenPacket()
{
    start(polling());
    server->answerGet(ScriptedServer::openPacket() + separator + "4early");
    QCOMPARE(said(), "opened");
    QCOMPARE(said(), "message:early");
}

void tst_ClientPolling::oneGetAndOnePostAtATime()
{
    open();
    send("a");
    QVERIFY(!engine->isWritable());
    send("b");
    sendBinary("\x01\x02\x03");
    const ScriptedRequest first = server->nextPost();
    QCOMPARE(first.target, "/socket.io/?EIO=4&transport=polling&sid=abc");
    QCOMPARE(first.header("Content-Type"), "text/plain;charset=UTF-8");
    QCOMPARE(first.body, "4a");
    const ScriptedRequest get = server->nextGet();
    QVERIFY(get.isValid());
    ScriptedServer::answer(get, "4x"); // a round trip, so that a second POST would be here
    QCOMPARE(said(), "message:x");
    QVERIFY(server->nextGet().isValid());
    QCOMPARE(server->gets(), 0);
    QCOMPARE(server->posts(), 0);
    ScriptedServer::answer(first, "ok");
    QCOMPARE(server->answerPost(), "4b" + separator + "bAQID");
    QTRY_VERIFY(engine->isWritable());
    QCOMPARE(engine->bytesQueued(), 0);
}

// maxPayload 20: the server takes no more at a time.
void tst_ClientPolling::payloadsAreSplit()
{
    open(ScriptedServer::openPacket({}, 25000, 20000, 20));
    send("first");
    for (const char *text : {"12345678", "123456789", "1", "2", "12345678901234567", "end"})
        send(text);
    sendBinary(QByteArray(13, 'x'));
    sendBinary(QByteArray(2, 'x'));
    QCOMPARE(server->answerPost(), "4first");
    QCOMPARE(server->answerPost(), "412345678" + separator + "4123456789"); // 20 bytes
    QCOMPARE(server->answerPost(), "41" + separator + "42");
    QCOMPARE(server->answerPost(), "412345678901234567");
    QCOMPARE(server->answerPost(), "4end");
    QCOMPARE(server->answerPost(), 'b' + QByteArray(13, 'x').toBase64());
    QCOMPARE(server->answerPost(), "beHg=");
}

void tst_ClientPolling::tooLargePacketGoesAlone()
{
    open(ScriptedServer::openPacket({}, 25000, 20000, 20));
    send("first");
    send(QByteArray(30, 'x'));
    send("end");
    QCOMPARE(server->answerPost(), "4first");
    const ScriptedRequest post = server->nextPost();
    QCOMPARE(post.body, '4' + QByteArray(30, 'x'));
    ScriptedServer::answer(post, {}, "413 Payload Too Large");
    QCOMPARE(said(), "closed:transport error");
    QCOMPARE(description, QStringLiteral("HTTP status 413"));
}

void tst_ClientPolling::heartbeat()
{
    open();
    server->answerGet("2");
    QCOMPARE(said(), "pinged");
    QCOMPARE(server->answerPost(), "3");
    server->answerGet("2data");
    QCOMPARE(server->answerPost(), "3data");
}

void tst_ClientPolling::pingTimeout()
{
    open(ScriptedServer::openPacket({}, 100, 100));
    QElapsedTimer timer;
    timer.start();
    server->answerGet("2");
    QCOMPARE(said(), "pinged");
    QCOMPARE(said(), "closed:ping timeout");
    QVERIFY2(timer.elapsed() >= 180, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(engine->state(), State::Closed);
}

void tst_ClientPolling::otherPacketsAreNoPing()
{
    open(ScriptedServer::openPacket({}, 50, 50));
    QVERIFY(QTest::qWaitFor([this] {
        while (server->gets() > 0)
            server->answerGet("6");
        return !events.isEmpty();
    }));
    QCOMPARE(said(), "closed:ping timeout");
}

void tst_ClientPolling::closePacket()
{
    open();
    server->answerGet("4last" + separator + "1" + separator + "4beyond");
    QCOMPARE(said(), "message:last");
    QCOMPARE(said(), "closed:transport close");
    QVERIFY(events.isEmpty());
    QCOMPARE(server->gets(), 0);
}

void tst_ClientPolling::undecodable_data()
{
    QTest::addColumn<bool>("isOpen");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << true << QByteArray();
    QTest::newRow("unknown type") << true << QByteArray("7");
    QTest::newRow("no type") << true << QByteArray("hello");
    QTest::newRow("empty packet") << true << "4a" + separator + separator + "4b";
    QTest::newRow("handshake: nothing") << false << QByteArray();
    QTest::newRow("handshake: a page") << false << QByteArray("<html>");
    QTest::newRow("handshake: a message") << false << QByteArray("4a");
    QTest::newRow("handshake: a ping") << false << QByteArray("2");
    QTest::newRow("handshake: no object") << false << QByteArray("0");
    QTest::newRow("handshake: no sid") << false << QByteArray("0{\"upgrades\":[]}");
    QTest::newRow("handshake: protocol 3") << false << QByteArray("97:0{\"sid\":\"x\"}");
}

void tst_ClientPolling::undecodable()
{
    QFETCH(const bool, isOpen);
    QFETCH(const QByteArray, body);
    isOpen ? open() : start(polling());
    server->answerGet(body);
    if (body.startsWith("4a") && isOpen)
        QCOMPARE(said(), "message:a"); // what comes before it is delivered
    QCOMPARE(said(), "closed:parse error");
    QVERIFY(events.isEmpty());
}

void tst_ClientPolling::refused_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    QTest::newRow("Engine.IO's own") << QByteArray("400 Bad Request")
                                     << QByteArray(R"({"code":1,"message":"Session ID unknown"})")
                                     << QStringLiteral("HTTP status 400: Session ID unknown");
    QTest::newRow("forbidden") << QByteArray("403 Forbidden")
                               << QByteArray(R"({"code":4,"message":"no"})")
                               << QStringLiteral("HTTP status 403: no");
    QTest::newRow("a page") << QByteArray("502 Bad Gateway") << QByteArray("<html></html>")
                            << QStringLiteral("HTTP status 502");
    QTest::newRow("a long page") << QByteArray("500 Internal Server Error") << QByteArray(2000, 'x')
                                 << QStringLiteral("HTTP status 500");
    QTest::newRow("not the right success")
        << QByteArray("204 No Content") << QByteArray() << QStringLiteral("HTTP status 204");
}

void tst_ClientPolling::refused()
{
    QFETCH(const QByteArray, status);
    QFETCH(const QByteArray, body);
    start(polling());
    ScriptedServer::answer(server->nextGet(), body, status);
    QCOMPARE(said(), "closed:transport error");
    QTEST(description, "text");
}

void tst_ClientPolling::nothingListens()
{
    server->close();
    start(polling());
    QCOMPARE(said(), "closed:transport error");
    QVERIFY(!description.isEmpty());
}

void tst_ClientPolling::connectionBreaks()
{
    open();
    const ScriptedRequest get = server->nextGet();
    QVERIFY(get.socket);
    // In the middle of an answer; a request without one may be sent again.
    get.socket->write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n4a");
    get.socket->flush();
    get.socket->disconnectFromHost();
    QCOMPARE(said(), "closed:transport error");
}

// The server dies: GET and POST fail at the same time, and the second failure reaches the network
// manager when the session is over. Often enough that it does.
void tst_ClientPolling::allConnectionsBreak()
{
    for (int round = 0; round < 10; ++round) {
        delete engine;
        open();
        send("a");
        const ScriptedRequest requests[] = {server->nextGet(), server->nextPost()};
        for (const ScriptedRequest &request : requests) {
            QVERIFY(request.socket);
            request.socket->write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n4a");
            request.socket->disconnectFromHost();
        }
        QCOMPARE(said(), "closed:transport error");
        QTRY_COMPARE(network->http()->findChildren<QNetworkReply *>().size(), 0);
        QVERIFY(events.isEmpty());
    }
}

void tst_ClientPolling::tooLargeAnswer()
{
    ClientOptions options = polling();
    options.maxMessageSize = 1000;
    open(ScriptedServer::openPacket(), options);
    server->answerGet('4' + QByteArray(999, 'x'));
    QCOMPARE(said(), "message:" + QByteArray(999, 'x'));
    const ScriptedRequest get = server->nextGet();
    QVERIFY(get.socket);
    // It does not wait for the end.
    get.socket->write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n4" + QByteArray(1000, 'x'));
    QCOMPARE(said(), "closed:transport error");
    QCOMPARE(description, QStringLiteral("the server's answer is too large"));
}

// As servers compress what is worth it; Qt suspects such an answer of evil.
void tst_ClientPolling::compressedAnswer()
{
    open();
    const QByteArray message(20'000'000, 'x');
    ScriptedServer::answer(server->nextGet(), qCompress('4' + message).mid(4), "200 OK",
                           "Content-Encoding: deflate\r\n");
    QVERIFY(said() == "message:" + message);
}

void tst_ClientPolling::tooLargeCompressedAnswer()
{
    ClientOptions options = polling();
    options.maxMessageSize = 1'000'000;
    open(ScriptedServer::openPacket(), options);
    ScriptedServer::answer(server->nextGet(), qCompress('4' + QByteArray(20'000'000, 'x')).mid(4),
                           "200 OK", "Content-Encoding: deflate\r\n");
    QCOMPARE(said(), "closed:transport error");
    QCOMPARE(description, QStringLiteral("the server's answer is too large"));
}

void tst_ClientPolling::invalidUtf8()
{
    open();
    server->answerGet("4a\xff"
                      "b");
    QCOMPARE(said(),
             "message:a\xef\xbf\xbd"
             "b");
}

void tst_ClientPolling::close()
{
    open();
    engine->close();
    QCOMPARE(said(), "closed:forced close");
    QCOMPARE(engine->state(), State::Closed);
    QCOMPARE(server->nextPost().body, "1");
    const ScriptedRequest get = server->nextGet();
    QVERIFY(get.isValid());
    QVERIFY(get.socket && get.socket->state() == QAbstractSocket::ConnectedState);
    send("too late");
    engine->close();
    QVERIFY(events.isEmpty());
}

void tst_ClientPolling::closeSendsWhatIsQueued()
{
    open();
    send("a");
    send("b");
    engine->close();
    send("too late");
    QCOMPARE(engine->state(), State::Closing);
    QVERIFY(events.isEmpty());
    QCOMPARE(server->answerPost(), "4a");
    QCOMPARE(server->answerPost(), "4b");
    QCOMPARE(said(), "closed:forced close");
    QCOMPARE(server->answerPost(), "1");
}

void tst_ClientPolling::closeWithoutAnAnswer()
{
    ClientOptions options = polling();
    options.timeout = 50ms;
    open(ScriptedServer::openPacket(), options);
    send("a");
    engine->close();
    QCOMPARE(said(), "closed:forced close"); // though the POST is never answered
}

void tst_ClientPolling::closeWhileOpening()
{
    start(polling());
    QVERIFY(server->nextGet().isValid());
    engine->close();
    QCOMPARE(said(), "closed:forced close");
    QCOMPARE(server->posts(), 0);
}

void tst_ClientPolling::highWaterMark()
{
    ClientOptions options = polling();
    options.sendHighWaterMark = 1000;
    open(ScriptedServer::openPacket(), options);
    send(QByteArray(2000, 'x')); // a single message may be larger
    QVERIFY(server->nextPost().isValid());
    QVERIFY(events.isEmpty());
    send("y");
    QVERIFY(events.isEmpty()); // not in the middle of the call
    QCOMPARE(said(), "closed:transport error");
    QCOMPARE(description, QStringLiteral("too many bytes are queued for the server"));
}

void tst_ClientPolling::cookiesAndHeaders()
{
    ClientOptions options = polling();
    options.extraHeaders
        = {{"X-Custom", "one"}, {"x-custom", "two"}, {"Authorization", "Bearer t"}};
    start(options);
    const ScriptedRequest first = server->nextGet();
    QCOMPARE(first.header("X-Custom"), "one, two");
    QCOMPARE(first.header("Authorization"), "Bearer t");
    QVERIFY(first.header("Cookie").isNull());
    QCOMPARE(first.header("Cache-Control"), "no-cache");
    ScriptedServer::answer(first, ScriptedServer::openPacket(), "200 OK",
                           "Set-Cookie: io=abc; Path=/; HttpOnly\r\n");
    QCOMPARE(said(), "opened");
    send("a");
    QCOMPARE(server->nextGet().header("Cookie"), "io=abc");
    const ScriptedRequest post = server->nextPost();
    QCOMPARE(post.header("Cookie"), "io=abc");
    QCOMPARE(post.header("X-Custom"), "one, two");
}

void tst_ClientPolling::foreignRedirection()
{
    ScriptedServer other;
    start(polling());
    ScriptedServer::answer(server->nextGet(), {}, "302 Found",
                           "Location: " + other.url(QStringLiteral("/x")).toEncoded() + "\r\n");
    QCOMPARE(said(), "closed:transport error");
    QCOMPARE(other.gets(), 0);
}

void tst_ClientPolling::deletedInHandlers_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("opened") << QByteArray("opened") << QByteArray();
    QTest::newRow("message") << QByteArray("message:a") << "4a" + separator + "4b";
    QTest::newRow("pinged") << QByteArray("pinged") << "2" + separator + "4b";
    QTest::newRow("closed by a packet")
        << QByteArray("closed:transport close") << "1" + separator + "4b";
    QTest::newRow("closed by an error")
        << QByteArray("closed:parse error") << "x" + separator + "4b";
}

void tst_ClientPolling::deletedInHandlers()
{
    QFETCH(const QByteArray, event);
    QFETCH(const QByteArray, answer);
    start(polling());
    reaction = [&](const QByteArray &happened) {
        if (happened == event)
            delete engine;
    };
    server->answerGet(ScriptedServer::openPacket());
    QCOMPARE(said(), "opened");
    if (!answer.isNull()) {
        server->answerGet(answer);
        QCOMPARE(said(), event);
    }
    QVERIFY(!engine);
    QVERIFY(events.isEmpty());
}

QTEST_GUILESS_MAIN(tst_ClientPolling)
#include "moc_clientenginefixture.cpp"
#include "tst_clientpolling.moc"
