// SPDX-License-Identifier: MIT
#include "loop/deadlinequeue_p.h"
#include "loop/flushqueue_p.h"
#include "net/frontdoor_p.h"
#include "net/websocketconnection_p.h"
#include "shared/certificate.h"
#include "shared/rawhttp.h"

#include <QtCore/QRegularExpression>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslServer>
#include <QtNetwork/QTcpServer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <unistd.h>
#endif

#include <functional>

using namespace QSocketIo;
using namespace std::chrono_literals;

namespace {
// Answers with the target, or echoes the body; holds /hold; accepts WebSockets and echoes them.
class EchoHandler : public HttpHandler, public HttpExchangeListener, public WebSocketListener
{
public:
    bool handles(const HttpRequest &request, bool) const override
    {
        return request.target().startsWith("/io");
    }
    void handle(HttpExchange *newExchange) override
    {
        ++requests;
        exchange = newExchange;
        exchange->setListener(this);
        if (onRequest)
            onRequest();
        else if (exchange->isUpgrade())
            acceptWebSocket();
        else if (exchange->request().method() == "POST")
            exchange->readBody(1'000'000);
        else if (!exchange->request().target().endsWith("/hold"))
            answer(exchange->request().target());
    }
    void acceptWebSocket()
    {
        webSocket = exchange->acceptWebSocket({}, 1'000'000);
        webSocket->setListener(this);
        webSocket->start();
    }
    void bodyReceived(const QByteArray &body) override { answer(body); }
    void bodyTooLarge() override { answer({}, 413); }
    void exchangeAborted() override { ++aborted; }
    void webSocketText(QByteArrayView text) override { webSocket->sendText(text); }
    void webSocketBinary(QByteArrayView bytes) override
    {
        webSocket->sendBinary(bytes.toByteArray());
    }
    void webSocketDrained() override { }
    void webSocketClosed(bool wasError, const QString &) override
    {
        wasWebSocketError = wasError;
        webSocket.reset();
    }
    void answer(const QByteArray &body, int status = 200)
    {
        HttpResponse response;
        response.status = status;
        response.body = body;
        exchange->respond(response);
    }

    HttpExchange *exchange = nullptr;
    std::unique_ptr<WebSocketConnection> webSocket;
    std::function<void()> onRequest;
    int requests = 0;
    int aborted = 0;
    bool wasWebSocketError = false;
};
} // namespace

class tst_FrontDoor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void listen();
    void listenFails();
    void keepAlive();
    void pipelining();
    void largeAnswer();
    void bodies();
    void bodyOverLimit();
    void aborted();
    void abortedWithInputHeld();
    void headerLimits();
    void headerTimeout();
    void keepAliveTimeout();
    void maxConnections();
    void outOfDescriptors();
    void attach();
    void attachTls();
    void attachedServerDestroyed();
    void adopt();
    void closeAndListenAgain();
    void deletedWhileHandling();
    void networkAccessManager_data();
    void networkAccessManager();
    void tlsGarbage();
    void tlsSilence();
    void webSocketEcho_data();
    void webSocketEcho();
    void webSocketPing();
    void webSocketServerCloses();
    void webSocketPeerVanishes();
    void trap31_webSocketMessageOverLimit();

private:
    void open(const ServerOptions &options = {});

    QSslConfiguration m_tls;
    std::unique_ptr<FlushQueue> m_flushQueue;
    std::unique_ptr<DeadlineQueue> m_deadlines;
    std::unique_ptr<EchoHandler> m_handler;
    std::unique_ptr<FrontDoor> m_door;
};

void tst_FrontDoor::initTestCase()
{
    m_tls = makeServerTls();
    QVERIFY(!m_tls.localCertificate().isNull());
}

void tst_FrontDoor::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_flushQueue = std::make_unique<FlushQueue>();
    m_deadlines = std::make_unique<DeadlineQueue>();
    m_handler = std::make_unique<EchoHandler>();
}

void tst_FrontDoor::cleanup()
{
    m_door.reset();
    m_handler.reset();
    m_deadlines.reset();
    m_flushQueue.reset();
}

void tst_FrontDoor::open(const ServerOptions &options)
{
    m_door = std::make_unique<FrontDoor>(options, m_flushQueue.get(), m_deadlines.get());
    m_door->addHandler(m_handler.get());
    QVERIFY(m_door->listen(QHostAddress::LocalHost, 0));
}

void tst_FrontDoor::listen()
{
    m_door = std::make_unique<FrontDoor>(ServerOptions(), m_flushQueue.get(), m_deadlines.get());
    QVERIFY(!m_door->isListening());
    QCOMPARE(m_door->serverPort(), quint16(0));
    QVERIFY(m_door->listen(QHostAddress::LocalHost, 0));
    QVERIFY(m_door->isListening());
    QVERIFY(m_door->serverPort() != 0);
    QCOMPARE(m_door->serverAddress(), QHostAddress(QHostAddress::LocalHost));
    RawHttpClient client(m_door->serverPort());
    QCOMPARE(client.get("/io").status, 404); // there is no handler
    m_door->addHandler(m_handler.get());
    QCOMPARE(client.get("/io").status, 200);
    m_door->removeHandler(m_handler.get());
    QCOMPARE(client.get("/io").status, 404);
}

void tst_FrontDoor::listenFails()
{
    open();
    FrontDoor second(ServerOptions(), m_flushQueue.get(), m_deadlines.get());
    QVERIFY(!second.listen(QHostAddress::LocalHost, m_door->serverPort()));
    QVERIFY(!second.errorString().isEmpty());
    QVERIFY(!second.isListening());
    QVERIFY(!second.attach(nullptr));
}

void tst_FrontDoor::keepAlive()
{
    open();
    RawHttpClient client(m_door->serverPort());
    for (int i = 0; i < 5; ++i) {
        const QByteArray target = "/io/" + QByteArray::number(i);
        QCOMPARE(client.get(target).body, target);
    }
    QCOMPARE(m_door->connectionCount(), 1);
    client.close();
    QTRY_COMPARE(m_door->connectionCount(), 0);
}

void tst_FrontDoor::pipelining()
{
    open();
    RawHttpClient client(m_door->serverPort());
    QByteArray requests;
    for (int i = 0; i < 500; ++i)
        requests += RawHttpClient::postRequest("/io", QByteArray::number(i));
    client.send(requests);
    for (int i = 0; i < 500; ++i)
        QCOMPARE(client.receive().body, QByteArray::number(i));
}

void tst_FrontDoor::largeAnswer()
{
    open();
    const QByteArray large(30'000'000, 'x');
    m_handler->onRequest = [&] { m_handler->answer(large); };
    RawHttpClient client(m_door->serverPort());
    client.send(RawHttpClient::getRequest("/io/1") + RawHttpClient::getRequest("/io/2"));
    QVERIFY(client.receive(false, 30'000).body == large);
    QVERIFY(client.receive(false, 30'000).body == large);
}

void tst_FrontDoor::bodies()
{
    open();
    RawHttpClient client(m_door->serverPort());
    const QByteArray large(1'000'000, 'x');
    QVERIFY(client.post("/io", large).body == large);
    client.send("POST /io HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: "
                "100-continue\r\n\r\n");
    QCOMPARE(client.receive().status, 100);
    client.send("after");
    QCOMPARE(client.receive().body, QByteArray("after"));
}

void tst_FrontDoor::bodyOverLimit()
{
    open();
    RawHttpClient client(m_door->serverPort());
    // The client sees the answer, not a reset, though it goes on sending for a while.
    const RawResponse response = client.post("/io", QByteArray(1'100'000, 'x'));
    QCOMPARE(response.status, 413);
    QVERIFY(client.waitForClosed());
    QCOMPARE(client.socket().error(), QAbstractSocket::RemoteHostClosedError);
    QTRY_COMPARE(m_door->connectionCount(), 0);
}

void tst_FrontDoor::aborted()
{
    open();
    RawHttpClient client(m_door->serverPort());
    client.send(RawHttpClient::getRequest("/io/hold"));
    QTRY_COMPARE(m_handler->requests, 1);
    client.abort();
    QTRY_COMPARE(m_handler->aborted, 1);
    QCOMPARE(m_door->connectionCount(), 0);
}

void tst_FrontDoor::abortedWithInputHeld()
{
    open();
    RawHttpClient client(m_door->serverPort());
    client.send(RawHttpClient::getRequest("/io/hold") + RawHttpClient::getRequest("/io"));
    QTRY_COMPARE(m_handler->requests, 1);
    client.close();
    QTRY_COMPARE(m_handler->aborted, 1);
    QCOMPARE(m_handler->requests, 1);
}

void tst_FrontDoor::headerLimits()
{
    ServerOptions options;
    options.maxHeaderSize = 200;
    options.maxHeaderCount = 3;
    open(options);
    for (const auto &[headers, status] : {std::pair(QByteArray("X: y\r\n"), 200),
                                          std::pair("X: " + QByteArray(200, 'y') + "\r\n", 431),
                                          std::pair(QByteArray("X: y\r\n").repeated(3), 431)}) {
        RawHttpClient client(m_door->serverPort());
        QCOMPARE(client.get("/io", headers).status, status);
    }
}

void tst_FrontDoor::headerTimeout()
{
    ServerOptions options;
    options.headerTimeout = 50ms;
    open(options);
    RawHttpClient client(m_door->serverPort());
    client.send("GET /io HTTP/1.1\r\n");
    QCOMPARE(client.receive().status, 408);
    QVERIFY(client.waitForClosed());
}

void tst_FrontDoor::keepAliveTimeout()
{
    ServerOptions options;
    options.keepAliveTimeout = 50ms;
    open(options);
    RawHttpClient client(m_door->serverPort());
    QCOMPARE(client.get("/io").status, 200);
    QVERIFY(client.waitForClosed());
    QVERIFY(client.unparsed().isEmpty());
}

void tst_FrontDoor::maxConnections()
{
    ServerOptions options;
    options.maxConnections = 2;
    open(options);
    RawHttpClient first(m_door->serverPort());
    RawHttpClient second(m_door->serverPort());
    QTRY_COMPARE(m_door->connectionCount(), 2);
    RawHttpClient third(m_door->serverPort());
    QCOMPARE(third.receive().status, 503);
    QVERIFY(third.waitForClosed());
    QCOMPARE(m_door->refusedCount(), 1);
    first.close();
    QTRY_COMPARE(m_door->connectionCount(), 1);
    RawHttpClient fourth(m_door->serverPort());
    QCOMPARE(fourth.get("/io").status, 200);
}

void tst_FrontDoor::outOfDescriptors()
{
#if defined(__SANITIZE_ADDRESS__)
    QSKIP("UBSan opens a pipe to see whether an address is readable");
#elif defined(Q_OS_UNIX)
    open();
    RawHttpClient client; // has its descriptor before there are none left
    client.socket().bind(QHostAddress::LocalHost);
    rlimit before;
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &before), 0);
    const int lowest = ::dup(0);
    ::close(lowest);
    const rlimit none = {rlim_t(lowest), before.rlim_max};
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(QStringLiteral("^Cannot accept connections: ")));
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &none), 0);
    client.socket().connectToHost(QHostAddress::LocalHost, m_door->serverPort());
    QTRY_COMPARE(client.socket().state(), QAbstractSocket::ConnectedState);
    QTest::qWait(500); // several attempts, one warning
    QCOMPARE(m_door->connectionCount(), 0);
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &before), 0);
    QCOMPARE(client.get("/io").status, 200);
    QTest::qWait(300); // no pause, no warning any more
    RawHttpClient later(m_door->serverPort());
    QCOMPARE(later.get("/io").status, 200);
    QTest::qWait(300);
#endif
}

void tst_FrontDoor::attach()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    RawHttpClient early(server.serverPort());
    QTRY_VERIFY(server.hasPendingConnections());
    early.send(RawHttpClient::getRequest("/io/early"));
    QTest::qWait(20); // so that the bytes are there already

    m_door = std::make_unique<FrontDoor>(ServerOptions(), m_flushQueue.get(), m_deadlines.get());
    m_door->addHandler(m_handler.get());
    QVERIFY(m_door->attach(&server));
    QVERIFY(m_door->attach(&server));
    QVERIFY(m_door->isListening());
    QCOMPARE(m_door->serverPort(), server.serverPort());
    QCOMPARE(early.receive().body, QByteArray("/io/early"));
    RawHttpClient late(server.serverPort());
    QCOMPARE(late.get("/io/late").body, QByteArray("/io/late"));
    QCOMPARE(m_door->connectionCount(), 2);
    m_door->close();
    QVERIFY(server.isListening());
    QVERIFY(!m_door->isListening());
}

void tst_FrontDoor::attachTls()
{
    QSslServer server;
    server.setSslConfiguration(m_tls);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    m_door = std::make_unique<FrontDoor>(ServerOptions(), m_flushQueue.get(), m_deadlines.get());
    m_door->addHandler(m_handler.get());
    QVERIFY(m_door->attach(&server));
    bool isSecure = false;
    m_handler->onRequest = [&] {
        isSecure = m_handler->exchange->request().isSecure();
        m_handler->answer("ok");
    };
    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    client.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.serverPort());
    client.write(RawHttpClient::getRequest("/io"));
    QTRY_VERIFY(client.peek(100).startsWith("HTTP/1.1 200 OK"));
    QVERIFY(isSecure);
}

void tst_FrontDoor::attachedServerDestroyed()
{
    auto server = std::make_unique<QTcpServer>();
    QVERIFY(server->listen(QHostAddress::LocalHost));
    m_door = std::make_unique<FrontDoor>(ServerOptions(), m_flushQueue.get(), m_deadlines.get());
    m_door->addHandler(m_handler.get());
    QVERIFY(m_door->attach(server.get()));
    RawHttpClient client(server->serverPort());
    QCOMPARE(client.get("/io").status, 200);
    server.reset();
    QVERIFY(!m_door->isListening());
    QCOMPARE(client.get("/io").status, 200);
    m_door->close();
    QVERIFY(client.waitForClosed());
}

void tst_FrontDoor::adopt()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    RawHttpClient client(server.serverPort());
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *socket = server.nextPendingConnection();
    client.send(RawHttpClient::getRequest("/io"));
    QTRY_VERIFY(socket->bytesAvailable() > 0);
    m_door = std::make_unique<FrontDoor>(ServerOptions(), m_flushQueue.get(), m_deadlines.get());
    m_door->addHandler(m_handler.get());
    m_door->adopt(socket);
    QCOMPARE(client.receive().status, 200);

    RawHttpClient gone(server.serverPort());
    QTRY_VERIFY(server.hasPendingConnections());
    socket = server.nextPendingConnection();
    gone.abort();
    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    m_door->adopt(socket);
    QTRY_COMPARE(m_door->connectionCount(), 1);
}

void tst_FrontDoor::closeAndListenAgain()
{
    open();
    const quint16 port = m_door->serverPort();
    RawHttpClient idle(port);
    QCOMPARE(idle.get("/io").status, 200);
    RawHttpClient busy(port);
    busy.send(RawHttpClient::getRequest("/io/hold"));
    QTRY_COMPARE(m_handler->requests, 2);
    m_door->close();
    QVERIFY(!m_door->isListening());
    QVERIFY(idle.waitForClosed());
    QVERIFY(!busy.isClosed());
    m_handler->answer("done");
    const RawResponse response = busy.receive();
    QCOMPARE(response.body, QByteArray("done"));
    QCOMPARE(response.header("Connection"), QByteArray("close"));
    QVERIFY(busy.waitForClosed());
    QVERIFY(m_door->listen(QHostAddress::LocalHost, port));
    QVERIFY(idle.connectTo(port));
    QCOMPARE(idle.get("/io").header("Connection"), QByteArray("keep-alive"));
}

void tst_FrontDoor::deletedWhileHandling()
{
    open();
    RawHttpClient other(m_door->serverPort());
    QCOMPARE(other.get("/io").status, 200);
    m_handler->onRequest = [this] { m_door.reset(); };
    RawHttpClient client(m_door->serverPort());
    client.send(RawHttpClient::getRequest("/io"));
    QVERIFY(client.waitForClosed());
    QVERIFY(other.waitForClosed());
    QVERIFY(client.unparsed().isEmpty());
}

void tst_FrontDoor::networkAccessManager_data()
{
    QTest::addColumn<bool>("isSecure");
    QTest::newRow("TCP") << false;
    QTest::newRow("TLS") << true;
}

// An HTTP client of somebody else's.
void tst_FrontDoor::networkAccessManager()
{
    QFETCH(bool, isSecure);
    ServerOptions options;
    if (isSecure)
        options.ssl = m_tls;
    open(options);
    QNetworkAccessManager manager;
    connect(&manager, &QNetworkAccessManager::sslErrors, &manager,
            [](QNetworkReply *reply, const QList<QSslError> &) { reply->ignoreSslErrors(); });
    const QString scheme = QString::fromLatin1(isSecure ? "https" : "http");
    for (const int size : {0, 1, 900'000}) {
        QNetworkRequest request(QUrl(
            QStringLiteral("%1://127.0.0.1:%2/io/post").arg(scheme).arg(m_door->serverPort())));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("text/plain"));
        const QByteArray body(size, 'b');
        const std::unique_ptr<QNetworkReply> reply(manager.post(request, body));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        QVERIFY(reply->readAll() == body);
    }
}

void tst_FrontDoor::tlsGarbage()
{
    ServerOptions options;
    options.ssl = m_tls;
    open(options);
    RawHttpClient client(m_door->serverPort());
    client.send(RawHttpClient::getRequest("/io"));
    QVERIFY(client.waitForClosed());
    QTRY_COMPARE(m_door->connectionCount(), 0);
    QCOMPARE(m_handler->requests, 0);
}

// Who does not shake hands is gone in time, and holds up nobody.
void tst_FrontDoor::tlsSilence()
{
    ServerOptions options;
    options.ssl = m_tls;
    options.headerTimeout = 300ms;
    open(options);
    RawHttpClient silent(m_door->serverPort());
    QTRY_COMPARE(m_door->connectionCount(), 1);
    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    client.connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_door->serverPort());
    client.write(RawHttpClient::getRequest("/io"));
    QTRY_VERIFY(client.peek(100).startsWith("HTTP/1.1 200 OK"));
    QVERIFY(silent.waitForClosed());
    QVERIFY(silent.unparsed().isEmpty());
    QTRY_COMPARE(m_door->connectionCount(), 1);
}

void tst_FrontDoor::webSocketEcho_data()
{
    networkAccessManager_data();
}

void tst_FrontDoor::webSocketEcho()
{
    QFETCH(bool, isSecure);
    ServerOptions options;
    if (isSecure)
        options.ssl = m_tls;
    open(options);
    QWebSocket client;
    connect(&client, &QWebSocket::sslErrors, &client, [&client] { client.ignoreSslErrors(); });
    QSignalSpy texts(&client, &QWebSocket::textMessageReceived);
    QSignalSpy binaries(&client, &QWebSocket::binaryMessageReceived);
    QSignalSpy disconnected(&client, &QWebSocket::disconnected);
    client.open(QUrl(QStringLiteral("%1://127.0.0.1:%2/io/")
                         .arg(QString::fromLatin1(isSecure ? "wss" : "ws"))
                         .arg(m_door->serverPort())));
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    for (const int size : {0, 1, 125, 126, 20'000, 65'535, 65'536, 999'990}) {
        const QString text = QStringLiteral("é") + QString(size, QLatin1Char('t'));
        client.sendTextMessage(text);
        QTRY_COMPARE(texts.size(), 1);
        QVERIFY(texts.takeFirst().first().toString() == text);
        const QByteArray bytes(size, '\xff');
        client.sendBinaryMessage(bytes);
        QTRY_COMPARE(binaries.size(), 1);
        QVERIFY(binaries.takeFirst().first().toByteArray() == bytes);
    }
    for (int i = 0; i < 1000; ++i)
        client.sendTextMessage(QString::number(i));
    QTRY_COMPARE(texts.size(), 1000);
    QCOMPARE(texts.last().first().toString(), QStringLiteral("999"));
    client.close(QWebSocketProtocol::CloseCodeNormal, QStringLiteral("bye"));
    QTRY_VERIFY(!m_handler->webSocket);
    QVERIFY(!m_handler->wasWebSocketError);
    QTRY_COMPARE(disconnected.size(), 1);
    QTRY_COMPARE(m_door->connectionCount(), 0);
}

void tst_FrontDoor::webSocketPing()
{
    open();
    QWebSocket client;
    QSignalSpy pongs(&client, &QWebSocket::pong);
    client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/io/").arg(m_door->serverPort())));
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    client.ping("payload");
    QTRY_COMPARE(pongs.size(), 1);
    QCOMPARE(pongs.first().at(1).toByteArray(), QByteArray("payload"));
}

void tst_FrontDoor::webSocketServerCloses()
{
    open();
    QWebSocket client;
    QSignalSpy texts(&client, &QWebSocket::textMessageReceived);
    client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/io/").arg(m_door->serverPort())));
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    m_handler->webSocket->sendText("last");
    WebSocketConnection::closeAndDelete(std::move(m_handler->webSocket),
                                        WebSocketCloseCode::GoingAway, "over");
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(texts.size(), 1);
    QCOMPARE(client.closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    QCOMPARE(client.closeReason(), QStringLiteral("over"));
    QTRY_COMPARE(m_door->connectionCount(), 0);
}

void tst_FrontDoor::webSocketPeerVanishes()
{
    open();
    RawHttpClient client(m_door->serverPort());
    QCOMPARE(client.request(RawHttpClient::webSocketRequest("/io")).status, 101);
    QVERIFY(m_handler->webSocket);
    client.abort();
    QTRY_VERIFY(!m_handler->webSocket);
    QTRY_COMPARE(m_door->connectionCount(), 0);
}

// The peer is in the middle of its message, and gets the close frame all the same.
void tst_FrontDoor::trap31_webSocketMessageOverLimit()
{
    open();
    QWebSocket client;
    client.setOutgoingFrameSize(10'000'000);
    client.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/io/").arg(m_door->serverPort())));
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    client.sendBinaryMessage(QByteArray(5'000'000, 'x'));
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(client.closeCode(), QWebSocketProtocol::CloseCodeTooMuchData);
    QVERIFY(m_handler->wasWebSocketError);
}

QTEST_GUILESS_MAIN(tst_FrontDoor)

#include "tst_frontdoor.moc"
