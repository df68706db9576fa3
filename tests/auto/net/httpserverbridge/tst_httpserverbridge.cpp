// SPDX-License-Identifier: MIT
// What a QHttpServer and its clients notice of the bridge between them: nothing.
#include "bridgefixture.h"
#include "certificate.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QTimer>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslSocket>
#include <QtTest/QSignalSpy>
#include <QtWebSockets/QWebSocket>

using namespace QSocketIo;
using namespace Qt::StringLiterals;

namespace {

// QTest's waiting sleeps 10 ms after each turn of the event loop: too long for what takes
// thousands.
bool receives(RawHttpClient &client, qsizetype size)
{
    QTimer waker;
    waker.start(100);
    const QDeadlineTimer deadline(30'000);
    while (client.unparsed().size() < size && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return client.unparsed().size() >= size;
}

} // namespace

class tst_HttpServerBridge : public BridgeFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void routes_data();
    void routes();
    void upload_data();
    void upload();
    void largeResponse();
    void fileIsStreamed();
    void slowReaderHoldsNoMemory();
    void futures();
    void lateResponder();
    void customMissingHandler();
    void alternating();
    void pipelined();
    void connectionCloseOfClient();
    void handlerCloses();
    void clientGone_data();
    void clientGone();
    void manyClientsGone();
    void webSocket();
    void webSocketWithoutSubscriber();
    void tls();
};

void tst_HttpServerBridge::routes_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isHead");

    using Client = RawHttpClient;
    QTest::newRow("GET") << get("/hello") << 200 << QByteArray("hello") << false;
    QTest::newRow("HEAD") << QByteArray("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n") << 200
                          << QByteArray() << true;
    QTest::newRow("HEAD of something large")
        << QByteArray("HEAD /large HTTP/1.1\r\nHost: a\r\n\r\n") << 200 << QByteArray() << true;
    QTest::newRow("POST JSON") << Client::postRequest("/json", "{\"a\": [1, 2]}",
                                                      "Content-Type: application/json\r\n")
                               << 200 << QByteArray("{\"a\":[1,2]}") << false;
    QTest::newRow("chunked") << QByteArray("POST /echo HTTP/1.1\r\nHost: a\r\n"
                                           "Transfer-Encoding: chunked\r\n\r\n"
                                           "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
                             << 200 << QByteArray("abcde") << false;
    QTest::newRow("empty POST") << Client::postRequest("/echo", {}) << 200 << QByteArray() << false;
    QTest::newRow("wrong method") << Client::postRequest("/late/none", "x") << 404 << QByteArray()
                                  << false;
    QTest::newRow("no route") << get("/nowhere") << 404 << QByteArray() << false;
}

void tst_HttpServerBridge::routes()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, isHead);

    attachAndListen();
    RawHttpClient client(m_port);
    for (int i = 0; i < 3; ++i) {
        const RawResponse response = client.request(request, isHead);
        QCOMPARE(response.status, status);
        QCOMPARE(response.body, body);
    }
    QVERIFY(client.unparsed().isEmpty());

    QCOMPARE(client.get("/seen?q=1").status, 200);
    QCOMPARE(m_seenPeer, QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(m_seenUrl.mid(m_seenUrl.indexOf("/seen")), QByteArray("/seen?q=1"));
}

void tst_HttpServerBridge::upload_data()
{
    QTest::addColumn<bool>("isChunked");
    QTest::addColumn<bool>("expectsContinue");
    QTest::newRow("content length") << false << false;
    QTest::newRow("chunked") << true << false;
    QTest::newRow("expect") << false << true;
}

void tst_HttpServerBridge::upload()
{
    QFETCH(bool, isChunked);
    QFETCH(bool, expectsContinue);
    attachAndListen();
    RawHttpClient client(m_port);
    const QByteArray body(LargeSize, 'u');
    QByteArray head = "POST /echo HTTP/1.1\r\nHost: a\r\n";
    if (expectsContinue)
        head += "Expect: 100-continue\r\n";
    if (isChunked)
        head += "Transfer-Encoding: chunked\r\n\r\n";
    else
        head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n";
    client.send(head);
    if (expectsContinue)
        QCOMPARE(client.receive().status, 100);
    if (isChunked) {
        for (qsizetype at = 0; at < body.size(); at += 1'000'000)
            client.send("f4240\r\n" + body.mid(at, 1'000'000) + "\r\n");
        client.send("0\r\n\r\n");
    } else {
        client.send(body);
    }
    QVERIFY(receives(client, LargeSize));
    const RawResponse response = client.receive();
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body.size(), body.size());
    QVERIFY(response.body == body);
    QCOMPARE(client.get("/socket.io/").status, 200);
}

void tst_HttpServerBridge::largeResponse()
{
    attachAndListen();
    RawHttpClient client(m_port);
    client.send(get("/large") + get("/socket.io/"));
    QVERIFY(receives(client, LargeSize));
    const RawResponse response = client.receive();
    QCOMPARE(response.body.size(), LargeSize);
    QCOMPARE(client.receive().body, QByteArray("engine /socket.io/"));
}

void tst_HttpServerBridge::fileIsStreamed()
{
    QVERIFY(makeFile(2'000'000));
    attachAndListen();
    RawHttpClient client(m_port);
    client.send(get("/file") + get("/socket.io/") + get("/file"));
    QVERIFY(receives(client, 4'000'000));
    RawResponse response = client.receive();
    QCOMPARE(response.header("Content-Length"), QByteArray("2000000"));
    QVERIFY(response.body == QByteArray(2'000'000, 'f'));
    QCOMPARE(client.receive().body, QByteArray("engine /socket.io/"));
    response = client.receive();
    QVERIFY(response.body == QByteArray(2'000'000, 'f'));
}

// The file stays where it is while nobody reads.
void tst_HttpServerBridge::slowReaderHoldsNoMemory()
{
    constexpr qint64 size = 40'000'000;
    QVERIFY(makeFile(size));
    attachAndListen();
    RawHttpClient client;
    client.socket().setReadBufferSize(1024);
    QVERIFY(client.connectTo(m_port));
    client.send(get("/file"));
    QTRY_VERIFY(m_served);
    qint64 position = -1;
    const auto standsStill = [&] {
        QTest::qWait(100);
        return std::exchange(position, m_served->pos()) == m_served->pos();
    };
    QTRY_VERIFY_WITH_TIMEOUT(standsStill(), 20'000);
    // The buffers of the system take some megabytes; ours, little.
    QVERIFY(m_served->pos() < size / 2);
    client.abort();
    QTRY_VERIFY(!m_served);
}

void tst_HttpServerBridge::futures()
{
    attachAndListen();
    RawHttpClient client(m_port);
    client.send(get("/future") + get("/socket.io/"));
    m_semaphore.release();
    QCOMPARE(client.receive().body, QByteArray("future"));
    QCOMPARE(client.receive().body, QByteArray("engine /socket.io/"));
}

void tst_HttpServerBridge::lateResponder()
{
    attachAndListen();
    RawHttpClient client(m_port);
    client.send(get("/late"));
    QTRY_COMPARE(m_responders.size(), 1);
    m_responders.back().writeStatusLine(QHttpServerResponder::StatusCode::Accepted);
    m_responders.back().writeHeader("Content-Length", "8");
    m_responders.back().writeBody("late");
    QTRY_VERIFY(client.unparsed().endsWith("late"));
    m_responders.back().writeBody("rest");
    const RawResponse response = client.receive();
    QCOMPARE(response.status, 202);
    QCOMPARE(response.body, QByteArray("laterest"));
    QCOMPARE(client.get("/hello").status, 200);
}

void tst_HttpServerBridge::customMissingHandler()
{
    m_http->setMissingHandler([](const QHttpServerRequest &, QHttpServerResponder &&responder) {
        responder.write("nothing here", "text/plain", QHttpServerResponder::StatusCode::Gone);
    });
    attachAndListen();
    RawHttpClient client(m_port);
    const RawResponse response = client.get("/nowhere");
    QCOMPARE(response.status, 410);
    QCOMPARE(response.body, QByteArray("nothing here"));
}

void tst_HttpServerBridge::alternating()
{
    attachAndListen();
    RawHttpClient client(m_port);
    for (int i = 0; i < 20; ++i) {
        const QByteArray target = "/socket.io/?" + QByteArray::number(i);
        QCOMPARE(client.get(target).body, "engine " + target);
        QCOMPARE(client.get("/hello").body, QByteArray("hello"));
        QCOMPARE(client.post("/echo", target).body, target);
    }
}

void tst_HttpServerBridge::pipelined()
{
    attachAndListen();
    RawHttpClient client(m_port);
    client.send(get("/socket.io/?1") + get("/late") + get("/hello") + get("/socket.io/?2")
                + RawHttpClient::postRequest("/echo", "abc") + get("/hello"));
    QCOMPARE(client.receive().body, QByteArray("engine /socket.io/?1"));
    QTRY_COMPARE(m_responders.size(), 1);
    QCoreApplication::processEvents();
    QVERIFY(client.unparsed().isEmpty()); // each in its turn
    m_responders.back().write("late", "text/plain");
    QCOMPARE(client.receive().body, QByteArray("late"));
    QCOMPARE(client.receive().body, QByteArray("hello"));
    QCOMPARE(client.receive().body, QByteArray("engine /socket.io/?2"));
    QCOMPARE(client.receive().body, QByteArray("abc"));
    QCOMPARE(client.receive().body, QByteArray("hello"));
}

void tst_HttpServerBridge::connectionCloseOfClient()
{
    attachAndListen();
    RawHttpClient client(m_port);
    QCOMPARE(client.get("/hello", "Connection: close\r\n").body, QByteArray("hello"));
    QVERIFY(client.waitForClosed());
}

void tst_HttpServerBridge::handlerCloses()
{
    attachAndListen();
    RawHttpClient client(m_port);
    QCOMPARE(client.get("/close").body, QByteArray("bye"));
    QVERIFY(client.waitForClosed());
    RawHttpClient other(m_port);
    QCOMPARE(other.get("/hello").status, 200);
}

void tst_HttpServerBridge::clientGone_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("idle") << QByteArray();
    QTest::newRow("within a head") << QByteArray("GET /hello HTTP");
    QTest::newRow("within a body")
        << QByteArray("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
    QTest::newRow("before a late answer") << get("/late");
    QTest::newRow("before a future's answer") << get("/future");
    QTest::newRow("within a file") << get("/file");
    QTest::newRow("within a large body") << get("/large");
}

void tst_HttpServerBridge::clientGone()
{
    QFETCH(QByteArray, request);
    QVERIFY(makeFile(20'000'000));
    attachAndListen();
    RawHttpClient client;
    client.socket().setReadBufferSize(1024);
    QVERIFY(client.connectTo(m_port));
    client.send(get("/socket.io/") + request);
    QTRY_VERIFY(client.socket().bytesAvailable() > 0);
    QTRY_VERIFY(!request.contains("late") || m_responders.size() == 1);
    QTRY_VERIFY(!request.contains("file") || m_served);
    client.abort();
    QTRY_COMPARE(m_door->connectionCount(), 0);
    m_semaphore.release(request.contains("future") ? 1 : 0);
    if (!m_responders.empty())
        m_responders.back().write("late", "text/plain");
    QTRY_COMPARE(BridgeSocket::keptAliveCount(), 0);
    QTRY_VERIFY(!m_served);
    RawHttpClient other(m_port);
    QCOMPARE(other.get("/hello").status, 200);
}

void tst_HttpServerBridge::manyClientsGone()
{
    constexpr int count = 50;
    attachAndListen();
    {
        std::vector<std::unique_ptr<RawHttpClient>> clients;
        for (int i = 0; i < count; ++i) {
            clients.push_back(std::make_unique<RawHttpClient>(m_port));
            clients.back()->send(get("/late"));
        }
        QTRY_COMPARE(m_responders.size(), count);
    }
    QTRY_COMPARE(m_door->connectionCount(), 0);
    QCOMPARE(BridgeSocket::keptAliveCount(), count);
    for (QHttpServerResponder &responder : m_responders)
        responder.write("late", "text/plain");
    QTRY_COMPARE(BridgeSocket::keptAliveCount(), 0);
}

// ---- other protocols ----

void tst_HttpServerBridge::webSocket()
{
    std::vector<std::unique_ptr<QWebSocket>> served;
    connect(m_http.get(), &QHttpServer::newWebSocketConnection, this, [&] {
        served.push_back(m_http->nextPendingWebSocketConnection());
        QWebSocket *webSocket = served.back().get();
        connect(webSocket, &QWebSocket::binaryMessageReceived, webSocket,
                [webSocket](const QByteArray &message) { webSocket->sendBinaryMessage(message); });
    });
    attachAndListen();
    QWebSocket client;
    QSignalSpy spy(&client, &QWebSocket::binaryMessageReceived);
    client.open(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(m_port)));
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    for (const qsizetype size : {0, 5, 70'000, 1'000'000})
        client.sendBinaryMessage(QByteArray(size, 'w'));
    QTRY_COMPARE(spy.size(), 4);
    QCOMPARE(spy.at(3).at(0).toByteArray().size(), 1'000'000);

    QSignalSpy closed(served.front().get(), &QWebSocket::disconnected);
    client.close();
    QTRY_COMPARE(closed.size(), 1);
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(m_door->connectionCount(), 0);

    client.open(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(m_port)));
    QTRY_COMPARE(served.size(), 2);
    served.back()->close();
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
}

void tst_HttpServerBridge::webSocketWithoutSubscriber()
{
    attachAndListen();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no slots connected"_s));
    RawHttpClient client(m_port);
    QCOMPARE(client.request(RawHttpClient::webSocketRequest("/ws")).status, 404);
    QVERIFY(client.waitForClosed());
}

void tst_HttpServerBridge::tls()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(testCertificate));
    configuration.setPrivateKey(QSslKey(testKey, QSsl::Ec));
    m_http->sslSetup(configuration);
    attachAndListen();

    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    client.connectToHostEncrypted(u"localhost"_s, m_port);
    QTRY_VERIFY(client.isEncrypted());
    client.write(get("/seen?q=1") + get("/socket.io/"));
    QByteArray received;
    const auto hasBoth = [&] {
        received += client.readAll();
        return received.endsWith("engine /socket.io/");
    };
    QTRY_VERIFY(hasBoth());
    QVERIFY(received.contains("\r\n\r\nseen"));
    QVERIFY2(m_seenUrl.startsWith("https://localhost"), m_seenUrl);
    QVERIFY(m_seenUrl.endsWith("/seen?q=1"));
}

QTEST_GUILESS_MAIN(tst_HttpServerBridge)
#include "moc_bridgefixture.cpp"
#include "tst_httpserverbridge.moc"
