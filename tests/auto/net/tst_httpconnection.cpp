// SPDX-License-Identifier: MIT
#include "httpfixture.h"
#include "net/websocketconnection_p.h"

#include <QtCore/QDateTime>
#include <QtCore/QEventLoop>
#include <QtCore/QLocale>
#include <QtCore/QTimer>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_HttpConnection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void responseHead();
    void responseFields_data();
    void responseFields();
    void framingFieldsAreTheConnections();
    void keepAlive_data();
    void keepAlive();
    void byteByByte();
    void pipelinedInOrder();
    void pipelinedBehindPendingExchange();
    void pipelinedInputIsBounded();
    void slowReaderStopsNextRequest();
    void malformedRequest_data();
    void malformedRequest();
    void headerTimeout_data();
    void headerTimeout();
    void slowLoris();
    void keepAliveTimeout();
    void longPollHasNoTimeout();
    void clientGone();
    void clientGoneWithInputHeld();
    void destroyExchange();
    void respondRaw();
    void foreignUpgrade_data();
    void foreignUpgrade();
    void acceptWebSocket();
    void acceptWebSocketWithBytesBehind();
    void refuseWebSocket();
    void closeWhenIdle();
    void closeWhileBusy();
    void deletionEverywhere_data();
    void deletionEverywhere();
    void abortedOnDestruction();
    void nestedEventLoop();
};

void tst_HttpConnection::responseHead()
{
    Fixture f;
    f.handler.onRequest = [&f](HttpExchange *exchange) {
        QCOMPARE(exchange->request().method(), QByteArray("GET"));
        QCOMPARE(exchange->request().header("host"), QByteArray("localhost"));
        QCOMPARE(exchange->request().peerPort(), quint16(4711));
        QVERIFY(!exchange->request().isSecure());
        QVERIFY(!exchange->isUpgrade());
        HttpResponse response;
        response.headers.set("Content-Type", "text/plain");
        response.body = "hello";
        f.handler.exchange->respond(response);
    };
    f.send(get("/io/?a=b"));
    const RawResponse response = f.response();
    QVERIFY(response.head.startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
                                     "Content-Length: 5\r\nDate: "));
    QVERIFY(response.head.endsWith(" GMT\r\nConnection: keep-alive\r\n"
                                   "Keep-Alive: timeout=5\r\n\r\n"));
    QCOMPARE(response.body, QByteArray("hello"));
    const QString date = QString::fromLatin1(response.header("Date"));
    QVERIFY(
        QLocale::c().toDateTime(date, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'")).isValid());
    QCOMPARE(f.peer->flushCount(), 1);
}

void tst_HttpConnection::responseFields_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("omit");
    QTest::addColumn<QByteArray>("statusLine");
    QTest::addColumn<QByteArray>("length");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("HEAD: headers only")
        << QByteArray("HEAD") << 200 << false << QByteArray("HTTP/1.1 200 OK") << QByteArray("4")
        << QByteArray();
    QTest::newRow("304 without content fields")
        << QByteArray("GET") << 304 << true << QByteArray("HTTP/1.1 304 Not Modified")
        << QByteArray() << QByteArray();
    QTest::newRow("413") << QByteArray("GET") << 413 << false
                         << QByteArray("HTTP/1.1 413 Payload Too Large") << QByteArray("4")
                         << QByteArray("text");
    QTest::newRow("unknown status")
        << QByteArray("GET") << 299 << false << QByteArray("HTTP/1.1 299 Unknown")
        << QByteArray("4") << QByteArray("text");
}

void tst_HttpConnection::responseFields()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    QFETCH(bool, omit);
    QFETCH(QByteArray, statusLine);
    QFETCH(QByteArray, length);
    QFETCH(QByteArray, body);
    Fixture f;
    f.handler.onRequest = [&](HttpExchange *exchange) {
        HttpResponse response;
        response.status = status;
        response.body = "text";
        response.omitContentHeaders = omit;
        exchange->respond(response);
    };
    f.send(request + " /io HTTP/1.1\r\nHost: a\r\n\r\n");
    const QByteArray written = f.peer->takeWritten();
    RawResponse response;
    QVERIFY(RawHttpClient::parse(written, true, true, response) > 0);
    QVERIFY(response.head.startsWith(statusLine + "\r\n"));
    QCOMPARE(response.header("Content-Length"), length);
    QCOMPARE(written.mid(response.head.size()), body);
}

void tst_HttpConnection::framingFieldsAreTheConnections()
{
    Fixture f;
    f.handler.onRequest = [](HttpExchange *exchange) {
        HttpResponse response;
        response.headers.append("Content-Length", "1000");
        response.headers.append("transfer-encoding", "chunked");
        response.headers.append("X-Kept", "yes");
        QVERIFY(!response.headers.append("X-Bad", "a\r\nInjected: b"));
        response.headers.append("Connection", "close");
        response.body = "ok";
        exchange->respond(response);
    };
    f.send(get("/io"));
    const RawResponse response = f.response();
    QCOMPARE(response.header("Content-Length"), QByteArray("2"));
    QVERIFY(!response.hasHeader("Transfer-Encoding"));
    QVERIFY(!response.hasHeader("X-Bad"));
    QCOMPARE(response.header("X-Kept"), QByteArray("yes"));
    QCOMPARE(response.header("Connection"), QByteArray("close"));
    QVERIFY(f.peer->isClosed());
}

void tst_HttpConnection::keepAlive_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("1.1") << QByteArray("GET /io HTTP/1.1\r\nHost: a\r\n\r\n") << true;
    QTest::newRow("1.1 close") << QByteArray(
        "GET /io HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                               << false;
    QTest::newRow("1.0") << QByteArray("GET /io HTTP/1.0\r\n\r\n") << false;
    QTest::newRow("1.0 keep-alive")
        << QByteArray("GET /io HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") << true;
}

void tst_HttpConnection::keepAlive()
{
    QFETCH(QByteArray, request);
    QFETCH(bool, isKept);
    Fixture f;
    f.send(request);
    RawResponse response = f.response();
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Connection"), QByteArray(isKept ? "keep-alive" : "close"));
    QCOMPARE(f.peer->isClosed(), !isKept);
    if (!isKept)
        return;
    f.send(request);
    QCOMPARE(f.response().status, 200);
}

void tst_HttpConnection::byteByByte()
{
    Fixture f;
    f.handler.onRequest = [](HttpExchange *exchange) { exchange->readBody(100); };
    f.handler.onBody = [&f](const QByteArray &body) { f.handler.answer(body.toUpper()); };
    for (int i = 0; i < 2; ++i) {
        f.peer->injectByteByByte(post("/io", "some text"));
        QCOMPARE(f.response().body, QByteArray("SOME TEXT"));
    }
}

void tst_HttpConnection::pipelinedInOrder()
{
    Fixture f;
    f.handler.onRequest = [&f](HttpExchange *exchange) {
        if (exchange->request().method() == "POST")
            exchange->readBody(100);
        else
            f.handler.answer(exchange->request().target());
    };
    f.handler.onBody = [&f](const QByteArray &body) { f.handler.answer(body); };
    f.send(get("/io/1") + post("/io/2", "two") + "\r\n" + get("/nobody") + get("/io/3"));
    QCOMPARE(f.response().body, QByteArray("/io/1"));
    QCOMPARE(f.response().body, QByteArray("two"));
    QCOMPARE(f.response().status, 404);
    QCOMPARE(f.response().body, QByteArray("/io/3"));
    QVERIFY(!f.response().isValid());
}

void tst_HttpConnection::pipelinedBehindPendingExchange()
{
    Fixture f;
    f.handler.onRequest = {};
    f.send(get("/io/1") + get("/io/2"));
    f.send(get("/io/3"));
    QCOMPARE(f.handler.targets, QList<QByteArray>{"/io/1"});
    f.handler.answer("1");
    QCOMPARE(f.handler.targets.size(), 1); // not from inside respond()
    f.turn();
    QCOMPARE(f.handler.targets.size(), 2);
    f.handler.answer("2");
    f.turn();
    f.handler.answer("3");
    QCOMPARE(f.response().body, QByteArray("1"));
    QCOMPARE(f.response().body, QByteArray("2"));
    QCOMPARE(f.response().body, QByteArray("3"));
}

void tst_HttpConnection::pipelinedInputIsBounded()
{
    Fixture f;
    f.handler.onRequest = {};
    f.send(get("/io/0"));
    const QByteArray request = get("/io/n", "X-Padding: " + QByteArray(1000, 'x') + "\r\n");
    for (int i = 0; i < 200; ++i)
        f.peer->inject(request);
    QCOMPARE(f.peer->unread(), 200 * request.size() - 64 * 1024);
    f.handler.onRequest = [&f](HttpExchange *) { f.handler.answer("n"); };
    f.handler.answer("0");
    f.turn();
    f.turn();
    f.peer->inject({});
    f.turn();
    QCOMPARE(f.peer->unread(), 0);
    QCOMPARE(f.handler.targets.size(), 201);
}

void tst_HttpConnection::slowReaderStopsNextRequest()
{
    Fixture f;
    f.peer->hold();
    f.send(get("/io/1") + get("/io/2"));
    f.send(get("/io/3"));
    QCOMPARE(f.handler.targets, QList<QByteArray>{"/io/1"});
    f.peer->release();
    f.turn();
    QCOMPARE(f.handler.targets.size(), 3);
    // and one that never reads is let go
    f.peer->hold();
    f.send(get("/io/4"));
    f.pass(60s);
    QVERIFY(!f.peer->isClosed()); // the stream's own time limit goes on from here
    f.peer->release();
    QVERIFY(f.peer->isClosed());
}

void tst_HttpConnection::malformedRequest_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("no HTTP") << QByteArray("\x16\x03\x01\x02") << 400;
    QTest::newRow("no Host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("both framings")
        << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
                      "Transfer-Encoding: chunked\r\n\r\n")
        << 400;
    QTest::newRow("large head") << get("/io", "X: " + QByteArray(20'000, 'x') + "\r\n") << 431;
    QTest::newRow("many fields") << get("/io", QByteArray("X: y\r\n").repeated(101)) << 431;
    QTest::newRow("version") << QByteArray("GET / HTTP/2.0\r\nHost: a\r\n\r\n") << 505;
}

void tst_HttpConnection::malformedRequest()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    Fixture f;
    f.send(bytes);
    const RawResponse response = f.response();
    QCOMPARE(response.status, status);
    QCOMPARE(response.header("Connection"), QByteArray("close"));
    f.pass(2s);
    QVERIFY(f.peer->isClosed());
}

void tst_HttpConnection::headerTimeout_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("part of a head") << QByteArray("GET /io HTTP/1.1\r\nHost:");
}

void tst_HttpConnection::headerTimeout()
{
    QFETCH(QByteArray, bytes);
    Fixture f;
    f.pass(9s);
    f.send(bytes);
    QVERIFY(f.peer->takeWritten().isEmpty());
    f.pass(1s);
    const RawResponse response = f.response();
    QCOMPARE(response.status, 408);
    QCOMPARE(response.header("Connection"), QByteArray("close"));
    QVERIFY(f.peer->isClosed());
}

// A byte now and then does not prolong it.
void tst_HttpConnection::slowLoris()
{
    Fixture f;
    f.send(get("/io"));
    QCOMPARE(f.response().status, 200);
    f.pass(4s);
    f.send("GET /io HTTP/1.1\r\n");
    for (int i = 0; i < 9; ++i) {
        f.pass(1s);
        f.send("X: y\r\n");
        QVERIFY(!f.peer->isEnded());
    }
    f.pass(1s);
    QCOMPARE(f.response().status, 408);
}

void tst_HttpConnection::keepAliveTimeout()
{
    Fixture f;
    f.send(get("/io"));
    QCOMPARE(f.response().status, 200);
    f.pass(4s);
    QVERIFY(!f.peer->isEnded());
    f.send(get("/io"));
    QCOMPARE(f.response().status, 200);
    f.pass(4s);
    QVERIFY(!f.peer->isEnded());
    f.pass(1s);
    QVERIFY(f.peer->isClosed());
    QVERIFY(f.peer->takeWritten().isEmpty());
}

void tst_HttpConnection::longPollHasNoTimeout()
{
    Fixture f;
    f.handler.onRequest = {};
    f.send(get("/io"));
    QCOMPARE(f.deadlines.count(), std::size_t(0));
    f.pass(24h);
    f.handler.answer("late");
    QCOMPARE(f.response().body, QByteArray("late"));
    QCOMPARE(f.deadlines.count(), std::size_t(1));
}

void tst_HttpConnection::clientGone()
{
    Fixture f;
    f.handler.onRequest = {};
    f.send(get("/io"));
    f.peer->close();
    QCOMPARE(f.handler.aborted, 1);
    QVERIFY(!f.peer->isAlive());
    QCOMPARE(f.door->connectionCount(), 0);
}

void tst_HttpConnection::clientGoneWithInputHeld()
{
    Fixture f;
    f.handler.onRequest = {};
    f.send(get("/io") + get("/io"));
    f.peer->close(QStringLiteral("reset"));
    QCOMPARE(f.handler.aborted, 1);
    QCOMPARE(f.handler.targets.size(), 1);
}

void tst_HttpConnection::destroyExchange()
{
    Fixture f;
    f.handler.onRequest = [](HttpExchange *exchange) { exchange->destroy(); };
    f.send(get("/io") + get("/io"));
    QVERIFY(f.peer->isAborted());
    QVERIFY(f.peer->takeWritten().isEmpty());
    QCOMPARE(f.handler.targets.size(), 1);
    QCOMPARE(f.handler.aborted, 0);
}

void tst_HttpConnection::respondRaw()
{
    Fixture f;
    f.handler.onRequest = [](HttpExchange *exchange) {
        QVERIFY(exchange->isUpgrade());
        exchange->respondRaw("HTTP/1.1 400 Bad Request\r\n\r\nno");
    };
    f.send(RawHttpClient::webSocketRequest("/io"));
    QCOMPARE(f.peer->takeWritten(), QByteArray("HTTP/1.1 400 Bad Request\r\n\r\nno"));
    QVERIFY(f.peer->isClosed());
}

void tst_HttpConnection::foreignUpgrade_data()
{
    QTest::addColumn<bool>("destroy");
    QTest::addColumn<int>("timeout");
    QTest::addColumn<int>("expected"); // ms; 0: never
    QTest::newRow("default") << true << 1000 << 1000;
    QTest::newRow("0 counts as unset") << true << 0 << 1000;
    QTest::newRow("50 ms") << true << 50 << 50;
    QTest::newRow("left alone") << false << 50 << 0;
}

void tst_HttpConnection::foreignUpgrade()
{
    QFETCH(bool, destroy);
    QFETCH(int, timeout);
    QFETCH(int, expected);
    ServerOptions options;
    options.destroyUpgrade = destroy;
    options.destroyUpgradeTimeout = std::chrono::milliseconds(timeout);
    Fixture f(options);
    f.send(RawHttpClient::webSocketRequest("/other"));
    if (expected > 0) {
        f.pass(std::chrono::milliseconds(expected - 1));
        QVERIFY(!f.peer->isEnded());
        f.pass(1ms);
        QVERIFY(f.peer->isClosed());
    } else {
        f.pass(24h);
        QVERIFY(!f.peer->isEnded());
    }
    QVERIFY(f.peer->takeWritten().isEmpty());
}

namespace {
class TextListener : public WebSocketListener
{
public:
    void webSocketText(QByteArrayView text) override { texts += text.toByteArray(); }
    void webSocketBinary(QByteArrayView) override { }
    void webSocketDrained() override { }
    void webSocketClosed(bool, const QString &) override { }
    QList<QByteArray> texts;
};
} // namespace

void tst_HttpConnection::acceptWebSocket()
{
    Fixture f;
    TextListener listener;
    std::unique_ptr<WebSocketConnection> webSocket;
    f.handler.onRequest = [&](HttpExchange *exchange) {
        QVERIFY(exchange->canAcceptWebSocket());
        HttpHeaders extra;
        extra.set("X-Extra", "1");
        extra.set("Connection", "close");
        extra.set("Sec-WebSocket-Accept", "wrong");
        webSocket = exchange->acceptWebSocket(extra, 1000);
        webSocket->setListener(&listener);
        webSocket->start();
        webSocket->sendText("0{}");
    };
    f.send(RawHttpClient::webSocketRequest("/io", "Sec-WebSocket-Protocol: a, b\r\n"));
    // one write for the 101 and what follows it
    QCOMPARE(f.peer->flushCount(), 1);
    RawResponse response = f.response();
    QCOMPARE(response.status, 101);
    QCOMPARE(response.reason, QByteArray("Switching Protocols"));
    QCOMPARE(response.header("Sec-WebSocket-Accept"), QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    QCOMPARE(response.header("Connection").toLower(), QByteArray("upgrade"));
    QCOMPARE(response.header("Sec-WebSocket-Protocol"), QByteArray("a"));
    QCOMPARE(response.header("X-Extra"), QByteArray("1"));
    QVERIFY(!response.hasHeader("Content-Length"));
    QCOMPARE(f.received,
             QByteArray("\x81\x03"
                        "0{}"));
    // The HttpConnection is gone, the stream is still one of the door's.
    QCOMPARE(f.door->connectionCount(), 1);
    f.pass(1h);
    QVERIFY(f.peer->isAlive());
    f.door.reset();
    QVERIFY(f.peer->isAlive());
    webSocket.reset();
    QVERIFY(f.peer->isAborted());
}

void tst_HttpConnection::acceptWebSocketWithBytesBehind()
{
    Fixture f;
    TextListener listener;
    std::unique_ptr<WebSocketConnection> webSocket;
    f.handler.onRequest = {};
    f.peer->inject(RawHttpClient::webSocketRequest("/io"));
    f.peer->inject(QByteArray("\x81\x82\0\0\0\0hi", 8));
    webSocket = f.handler.exchange->acceptWebSocket({}, 1000);
    webSocket->setListener(&listener);
    f.peer->inject(QByteArray("\x81\x83\0\0\0\0you", 9));
    f.turn();
    QVERIFY(listener.texts.isEmpty());
    webSocket->start();
    QVERIFY(listener.texts.isEmpty());
    f.turn();
    QCOMPARE(listener.texts, (QList<QByteArray>{"hi", "you"}));
}

void tst_HttpConnection::refuseWebSocket()
{
    Fixture f;
    f.handler.onRequest = [](HttpExchange *exchange) {
        QVERIFY(!exchange->canAcceptWebSocket());
        QVERIFY(!exchange->acceptWebSocket({}, 1000));
    };
    f.send(get("/io",
               "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n"
               "Sec-WebSocket-Version: 13\r\n"));
    const RawResponse response = f.response();
    QCOMPARE(response.status, 400);
    QCOMPARE(response.header("Content-Type"), QByteArray("text/html"));
    QCOMPARE(response.body, QByteArray("Missing or invalid Sec-WebSocket-Key header"));
    QVERIFY(f.peer->isClosed());
}

void tst_HttpConnection::closeWhenIdle()
{
    Fixture f;
    f.send(get("/io"));
    QCOMPARE(f.response().status, 200);
    f.door->close();
    f.turn();
    QVERIFY(f.peer->isClosed());
}

void tst_HttpConnection::closeWhileBusy()
{
    Fixture f;
    f.handler.onRequest = {};
    f.send(get("/io"));
    f.door->close();
    f.turn();
    QVERIFY(!f.peer->isEnded());
    f.handler.answer("last");
    const RawResponse response = f.response();
    QCOMPARE(response.body, QByteArray("last"));
    QCOMPARE(response.header("Connection"), QByteArray("close"));
    QVERIFY(f.peer->isClosed());
}

void tst_HttpConnection::deletionEverywhere_data()
{
    QTest::addColumn<QString>("where");
    for (const char *where : {"handle", "answered", "body", "tooLarge", "aborted", "chunk"})
        QTest::newRow(where) << QString::fromLatin1(where);
}

// Whatever callback deletes the front door, nothing of it is touched afterwards (as the sanitizer
// tells).
void tst_HttpConnection::deletionEverywhere()
{
    QFETCH(QString, where);
    Fixture f;
    const auto deleteDoor = [&f] { f.door.reset(); };
    f.handler.onRequest = [&](HttpExchange *exchange) {
        if (where == QLatin1String("handle"))
            return deleteDoor();
        if (where == QLatin1String("answered")) {
            f.handler.answer("ok");
            return deleteDoor();
        }
        exchange->readBody(where == QLatin1String("tooLarge") ? 2 : 100);
    };
    if (where == QLatin1String("body"))
        f.handler.onBody = [&](const QByteArray &) { deleteDoor(); };
    f.handler.onTooLarge = deleteDoor;
    if (where == QLatin1String("aborted") || where == QLatin1String("chunk"))
        f.handler.onAborted = deleteDoor;
    if (where == QLatin1String("chunk")) {
        f.send("POST /io HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    } else if (where == QLatin1String("aborted")) {
        f.send("POST /io HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
        f.peer->close();
    } else {
        f.send(post("/io", "abc") + get("/io/next"));
    }
    QVERIFY(!f.door);
    QCOMPARE(f.peer->isAlive(), where == QLatin1String("answered")); // its answer may still leave
}

void tst_HttpConnection::abortedOnDestruction()
{
    Fixture f;
    f.handler.onRequest = {};
    f.send(get("/io"));
    const std::shared_ptr<MemoryPeer> first = f.peer;
    HttpExchange *firstExchange = f.handler.exchange;
    f.connectPeer();
    f.send(get("/io"));
    // Told of the one's end, the handler answers the other.
    f.handler.onAborted = [&] {
        if (f.handler.aborted == 1)
            firstExchange->respond({});
    };
    f.door.reset();
    QCOMPARE(f.handler.aborted, 1);
    QVERIFY(first->takeWritten().startsWith("HTTP/1.1 200 OK\r\n"));
}

// A handler may run an event loop; bytes that come meanwhile wait.
void tst_HttpConnection::nestedEventLoop()
{
    Fixture f;
    f.handler.onRequest = [&f](HttpExchange *exchange) {
        const QByteArray target = exchange->request().target();
        if (target == "/io/1") {
            f.peer->inject(get("/io/3"));
            QEventLoop loop;
            QTimer::singleShot(0, &loop, &QEventLoop::quit);
            loop.exec();
            QCOMPARE(f.handler.targets.size(), 1);
        }
        f.handler.answer(target);
    };
    f.send(get("/io/1") + get("/io/2"));
    f.turn();
    QCOMPARE(f.handler.targets, (QList<QByteArray>{"/io/1", "/io/2", "/io/3"}));
}

QTEST_GUILESS_MAIN(tst_HttpConnection)

#include "tst_httpconnection.moc"
