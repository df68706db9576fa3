// SPDX-License-Identifier: MIT
// The socket and the acceptor of the bridge, against a QHttpServer and a front in memory.
#include "net/frontdoor_p.h"
#include "net/httpserverbridge/bridgeacceptor_p.h"
#include "net/httpserverbridge/bridgesocket_p.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QBuffer>
#include <QtCore/QPointer>
#include <QtCore/QRegularExpression>
#include <QtCore/QSemaphore>
#include <QtHttpServer/QHttpServer>
#include <QtHttpServer/QHttpServerResponse>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

using namespace QSocketIo;
using namespace Qt::StringLiterals;

namespace {

class MemoryFront final : public ForeignFront
{
public:
    void foreignWrite(const QByteArray &bytes) override
    {
        written += bytes;
        if (isStalled)
            queued += bytes.size();
        mostQueued = qMax(mostQueued, queued);
        if (const auto notify = std::exchange(onFirstWrite, {}))
            notify();
    }
    void foreignClose() override { isClosed = true; }
    qint64 foreignBytesQueued() const override { return queued; }
    QHostAddress foreignPeerAddress() const override { return QHostAddress(u"192.0.2.7"_s); }
    quint16 foreignPeerPort() const override { return 4711; }
    bool foreignIsSecure() const override { return isSecure; }

    QByteArray written;
    std::function<void()> onFirstWrite;
    qint64 queued = 0;
    qint64 mostQueued = 0;
    bool isStalled = false;
    bool isSecure = false;
    bool isClosed = false;
};

// Endless, sequential, and told when there is more.
class Tap final : public QIODevice
{
public:
    Tap() { open(ReadOnly); }
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_bytes.size() + QIODevice::bytesAvailable(); }
    bool atEnd() const override { return m_isEnded && bytesAvailable() == 0; }
    void give(const QByteArray &bytes)
    {
        m_bytes += bytes;
        Q_EMIT readyRead();
    }
    void endWith(const QByteArray &bytes)
    {
        m_isEnded = true;
        give(bytes);
    }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        const QByteArray bytes = m_bytes.left(maxSize);
        m_bytes.remove(0, bytes.size());
        std::copy(bytes.begin(), bytes.end(), data);
        return bytes.size();
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    bool m_isEnded = false;
};

QByteArray get(const QByteArray &target)
{
    return "GET " + target + " HTTP/1.1\r\nHost: example.org:8080\r\n\r\n";
}

QByteArray answer(const QByteArray &body, const QByteArray &type = "text/plain")
{
    return "HTTP/1.1 200 OK\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

constexpr qint64 bigSize = 2'000'000;
constexpr qint64 mostInMemory = 300 * 1024;

} // namespace

class tst_BridgeSocket : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void acceptorIsInvisible();
    void requests_data();
    void requests();
    void requestInPieces();
    void schemeOfSecureFront();
    void peerOfSocket();
    void bodyOfHeadIsLeftOut();
    void deviceIsReadAsTheFrontDrains();
    void deviceForHead();
    void sequentialDeviceEndsWithConnection();
    void largeBodyIsWrittenWhole();
    void handlerCloses();
    void handlerClosesLater();
    void handlerDeletesSocket();
    void bytesWrittenSignal();

    void frontGoneWhenIdle();
    void frontGoneInRequest();
    void frontGoneBeforeAnswer();
    void frontGoneBeforeDevice();
    void frontGoneBeforeFuture();
    void frontGoneInHandler();
    void frontGoneInTransfer_data();
    void frontGoneInTransfer();
    void handlerHearsOfDisconnection();
    void serverGoneBeforeAnswer();

    void webSocket();
    void webSocketWithoutSubscriber();
    void webSocketGoneAtOnce();

private:
    BridgeSocket *connectFront(MemoryFront *front);
    void addRoutes();

    std::unique_ptr<QHttpServer> m_http;
    std::unique_ptr<BridgeAcceptor> m_acceptor;
    MemoryFront m_front;
    QPointer<BridgeSocket> m_socket;
    std::vector<QHttpServerResponder> m_responders;
    QPointer<QIODevice> m_device;
    QSemaphore m_semaphore;
    QByteArray m_seenUrl;
    QByteArray m_seenPeer;
};

void tst_BridgeSocket::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_front = {};
    m_http = std::make_unique<QHttpServer>();
    addRoutes();
    m_acceptor = std::make_unique<BridgeAcceptor>();
    QVERIFY(m_acceptor->bindTo(m_http.get()));
    m_socket = connectFront(&m_front);
}

void tst_BridgeSocket::cleanup()
{
    m_responders.clear();
    if (m_socket)
        m_socket->frontGone();
    QTRY_VERIFY(!m_socket);
    QTRY_VERIFY(!m_device);
    QCOMPARE(BridgeSocket::keptAliveCount(), 0);
    m_acceptor.reset();
    m_http.reset();
}

BridgeSocket *tst_BridgeSocket::connectFront(MemoryFront *front)
{
    auto *socket = new BridgeSocket(front, 8080);
    m_acceptor->handOver(socket);
    socket->handedOver();
    return socket;
}

void tst_BridgeSocket::addRoutes()
{
    using Method = QHttpServerRequest::Method;
    m_http->route(u"/hello"_s, [] { return "hello"; });
    m_http->route(u"/echo"_s, Method::Post, [](const QHttpServerRequest &request) {
        return QHttpServerResponse("text/plain", request.body());
    });
    m_http->route(u"/seen"_s, [this](const QHttpServerRequest &request) {
        m_seenUrl = request.url().toEncoded();
        m_seenPeer = request.remoteAddress().toString().toLatin1();
        return "seen";
    });
    m_http->route(u"/large"_s, [](QHttpServerResponder &&responder) {
        responder.write(QByteArray(bigSize, 'x'), "text/plain");
    });
    m_http->route(u"/device"_s, [this](QHttpServerResponder &&responder) {
        auto *buffer = new QBuffer;
        buffer->setData(QByteArray(bigSize, 'x'));
        m_device = buffer;
        responder.write(buffer, "text/plain");
    });
    m_http->route(u"/tap"_s, [this](QHttpServerResponder &&responder) {
        auto *tap = new Tap;
        m_device = tap;
        responder.write(tap, "text/plain");
        tap->give("drop");
    });
    m_http->route(u"/late"_s, [this](QHttpServerResponder &&responder) {
        m_responders.push_back(std::move(responder));
    });
    m_http->route(u"/close"_s, [](QHttpServerResponder &&responder) {
        responder.write("bye", "text/plain");
        responder.socket()->disconnectFromHost();
    });
    m_http->route(u"/future"_s, [this] {
        return QtConcurrent::run([this] {
            m_semaphore.acquire();
            return QHttpServerResponse("future");
        });
    });
    m_http->route(u"/gone"_s, [this](QHttpServerResponder &&responder) {
        m_socket->frontGone();
        responder.write("nobody listens", "text/plain");
    });
    m_http->route(u"/ws"_s, [](QHttpServerResponder &&) {});
}

void tst_BridgeSocket::acceptorIsInvisible()
{
    QVERIFY(m_http->servers().isEmpty());
    QVERIFY(m_http->serverPorts().isEmpty());
    QVERIFY(!m_acceptor->isListening());
    QVERIFY(!m_acceptor->hasPendingConnections());
}

void tst_BridgeSocket::requests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("response");

    QTest::newRow("GET") << get("/hello") << answer("hello");
    QTest::newRow("HEAD") << QByteArray("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                          << answer("hello").chopped(5);
    QTest::newRow("POST") << QByteArray("POST /echo HTTP/1.1\r\nHost: a\r\n"
                                        "Content-Type: application/json\r\n"
                                        "Content-Length: 7\r\n\r\n{\"a\":1}")
                          << answer("{\"a\":1}");
    QTest::newRow("chunked POST") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
                                  << answer("abcde");
    QTest::newRow("HTTP/1.0") << QByteArray("GET /hello HTTP/1.0\r\n\r\n") << answer("hello");
    QTest::newRow("missing handler")
        << get("/nowhere")
        << QByteArray("HTTP/1.1 404 Not Found\r\nContent-Type: application/x-empty\r\n"
                      "Content-Length: 0\r\n\r\n");
}

void tst_BridgeSocket::requests()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, response);

    for (int i = 0; i < 3; ++i) { // on one connection
        m_front.written.clear();
        m_socket->feed(request);
        QTRY_COMPARE(m_front.written, response);
    }
    QVERIFY(!m_front.isClosed);
    QVERIFY(m_socket);
}

void tst_BridgeSocket::requestInPieces()
{
    const QByteArray request = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
    for (const char c : request) {
        m_socket->feed(QByteArrayView(&c, 1));
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(m_front.written, answer("abc"));
}

void tst_BridgeSocket::schemeOfSecureFront()
{
    m_socket->feed(get("/seen?a=b"));
    QTRY_COMPARE(m_front.written, answer("seen"));
    QCOMPARE(m_seenUrl, QByteArray("http://example.org:8080/seen?a=b"));

    MemoryFront front;
    front.isSecure = true;
    const QPointer<BridgeSocket> socket = connectFront(&front);
    socket->feed(get("/seen?a=b"));
    QTRY_COMPARE(front.written, answer("seen"));
    QCOMPARE(m_seenUrl, QByteArray("https://example.org:8080/seen?a=b"));
    socket->frontGone();
    QTRY_VERIFY(!socket);
}

void tst_BridgeSocket::peerOfSocket()
{
    m_socket->feed(get("/seen"));
    QTRY_COMPARE(m_front.written, answer("seen"));
    QCOMPARE(m_seenPeer, QByteArray("192.0.2.7"));
    QCOMPARE(m_socket->peerAddress(), QHostAddress(u"192.0.2.7"_s));
    QCOMPARE(m_socket->peerPort(), quint16(4711));
    QCOMPARE(m_socket->localPort(), quint16(8080));
    QCOMPARE(m_socket->state(), QAbstractSocket::ConnectedState);
    QCOMPARE(m_socket->socketDescriptor(), qintptr(-1));
    QVERIFY(!m_socket->waitForReadyRead(30'000)); // at once
    QVERIFY(!m_socket->waitForBytesWritten(30'000));
    QVERIFY(!m_socket->waitForDisconnected(30'000));
    QVERIFY(m_socket->waitForConnected(30'000));
}

void tst_BridgeSocket::bodyOfHeadIsLeftOut()
{
    m_socket->feed("HEAD /large HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_COMPARE(m_front.written, answer(QByteArray(bigSize, 'x')).chopped(bigSize));
    m_front.written.clear();
    m_socket->feed(get("/hello"));
    QTRY_COMPARE(m_front.written, answer("hello"));
}

void tst_BridgeSocket::deviceIsReadAsTheFrontDrains()
{
    m_front.isStalled = true;
    m_socket->feed(get("/device"));
    const QByteArray whole = "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(bigSize)
        + "\r\nContent-Type: text/plain\r\n\r\n" + QByteArray(bigSize, 'x');
    int rounds = 0;
    while (m_front.written.size() < whole.size()) {
        QTRY_VERIFY(m_front.queued > 200 * 1024 || m_front.written.size() == whole.size());
        m_front.queued = 0;
        m_socket->frontDrained();
        QVERIFY(++rounds < 100);
    }
    QCOMPARE(m_front.written, whole);
    QVERIFY(m_front.mostQueued <= mostInMemory);
    QTRY_VERIFY(!m_device);
    QVERIFY(!m_front.isClosed);

    m_front = {};
    m_socket->feed(get("/hello"));
    QTRY_COMPARE(m_front.written, answer("hello"));
}

void tst_BridgeSocket::deviceForHead()
{
    m_socket->feed("HEAD /device HTTP/1.1\r\nHost: a\r\n\r\n");
    QVERIFY(m_device);
    QTRY_VERIFY(m_front.written.endsWith("\r\n\r\n"));
    QVERIFY2(!m_device, "the next request must not meet what the device has left");
    m_front.written.clear();
    m_socket->feed(get("/hello"));
    QTRY_COMPARE(m_front.written, answer("hello"));
}

void tst_BridgeSocket::sequentialDeviceEndsWithConnection()
{
    m_socket->feed(get("/tap"));
    QTRY_VERIFY(m_front.written.endsWith("\r\n\r\ndrop"));
    QVERIFY(!m_front.isClosed);
    static_cast<Tap *>(m_device.data())->endWith("last");
    QTRY_VERIFY(m_front.isClosed);
    QVERIFY(m_front.written.endsWith("\r\n\r\ndroplast"));
}

void tst_BridgeSocket::largeBodyIsWrittenWhole()
{
    m_front.isStalled = true;
    m_socket->feed(get("/large"));
    QTRY_COMPARE(m_front.written, answer(QByteArray(bigSize, 'x')));
}

void tst_BridgeSocket::handlerCloses()
{
    m_socket->feed(get("/close"));
    QTRY_VERIFY(m_front.isClosed);
    QCOMPARE(m_front.written, answer("bye"));
    QTRY_VERIFY(!m_socket);
}

void tst_BridgeSocket::handlerClosesLater()
{
    m_socket->feed(get("/late"));
    QTcpSocket *socket = m_responders.back().socket();
    QCOMPARE(socket, m_socket.data());
    socket->close();
    QVERIFY(m_front.isClosed);
    QCoreApplication::processEvents();
    QVERIFY(m_socket); // for the responder
    QCOMPARE(BridgeSocket::keptAliveCount(), 1);
    m_responders.back().write("late", "text/plain");
    QTRY_VERIFY(!m_socket);
    QVERIFY(m_front.written.isEmpty());
}

void tst_BridgeSocket::handlerDeletesSocket()
{
    m_socket->feed(get("/late"));
    delete m_socket.data();
    QVERIFY(m_front.isClosed);

    MemoryFront front;
    m_socket = connectFront(&front);
    m_socket->feed(get("/late"));
    m_socket->frontGone();
    QCOMPARE(BridgeSocket::keptAliveCount(), 1);
    delete m_socket.data();
    QCOMPARE(BridgeSocket::keptAliveCount(), 0);
}

void tst_BridgeSocket::bytesWrittenSignal()
{
    QSignalSpy spy(m_socket, &QIODevice::bytesWritten);
    m_front.isStalled = true;
    m_socket->feed(get("/hello"));
    QTRY_COMPARE(m_front.written, answer("hello"));
    const qint64 size = m_front.written.size();
    QCOMPARE(m_socket->bytesToWrite(), size);
    m_front.queued = 10;
    m_socket->frontDrained();
    m_socket->frontDrained();
    m_front.queued = 0;
    m_socket->frontDrained();
    QCOMPARE(spy.size(), 2);
    QCOMPARE(spy.at(0).at(0).toLongLong(), size - 10);
    QCOMPARE(spy.at(1).at(0).toLongLong(), 10);
    QCOMPARE(m_socket->bytesToWrite(), 0);
}

void tst_BridgeSocket::frontGoneWhenIdle()
{
    QSignalSpy spy(m_socket, &QAbstractSocket::disconnected);
    m_socket->feed(get("/hello"));
    QTRY_COMPARE(m_front.written, answer("hello"));
    m_socket->frontGone();
    QCOMPARE(spy.size(), 1);
    QTRY_VERIFY(!m_socket);
}

void tst_BridgeSocket::frontGoneInRequest()
{
    m_socket->feed("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    m_socket->frontGone();
    QCOMPARE(BridgeSocket::keptAliveCount(), 0); // nobody has a responder yet
    QTRY_VERIFY(!m_socket);
}

void tst_BridgeSocket::frontGoneBeforeAnswer()
{
    m_socket->feed(get("/late"));
    QCOMPARE(m_responders.size(), 1);
    m_socket->frontGone();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCoreApplication::processEvents();
    QVERIFY(m_socket);
    QCOMPARE(BridgeSocket::keptAliveCount(), 1);

    m_responders.back().writeStatusLine();
    m_responders.back().writeHeader("Content-Length", "4");
    m_responders.back().writeBody("la");
    QCoreApplication::processEvents();
    QVERIFY(m_socket);
    m_responders.back().writeBody("te");
    QVERIFY(m_socket);
    QTRY_VERIFY(!m_socket);
    QVERIFY(m_front.written.isEmpty());
}

void tst_BridgeSocket::frontGoneBeforeDevice()
{
    m_socket->feed(get("/late"));
    m_socket->frontGone();
    auto *tap = new Tap;
    m_device = tap;
    tap->give("never ends");
    m_responders.back().write(tap, "text/plain");
    tap->give("does it");
    QTRY_VERIFY(!m_socket);
    QVERIFY(!m_device);
}

void tst_BridgeSocket::frontGoneBeforeFuture()
{
    m_socket->feed(get("/future"));
    m_socket->frontGone();
    QCoreApplication::processEvents();
    QCOMPARE(BridgeSocket::keptAliveCount(), 1);
    m_semaphore.release();
    QTRY_VERIFY(!m_socket);
}

void tst_BridgeSocket::frontGoneInHandler()
{
    m_socket->feed(get("/gone"));
    QVERIFY(m_socket);
    QTRY_VERIFY(!m_socket);
    QVERIFY(m_front.written.isEmpty());
}

void tst_BridgeSocket::frontGoneInTransfer_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<bool>("isStalled");
    QTest::newRow("device, under way") << QByteArray("/device") << false;
    QTest::newRow("device, waiting for the front") << QByteArray("/device") << true;
    QTest::newRow("sequential, waiting for the source") << QByteArray("/tap") << false;
}

void tst_BridgeSocket::frontGoneInTransfer()
{
    QFETCH(QByteArray, target);
    QFETCH(bool, isStalled);
    m_front.isStalled = isStalled;
    bool isCut = false;
    const auto cut = [this, &isCut] {
        isCut = true;
        QVERIFY(m_device);
        m_socket->frontGone();
        if (auto *tap = dynamic_cast<Tap *>(m_device.data()))
            tap->give("more");
    };
    // Not in the write itself, but before the transfer can have come to its end.
    if (!isStalled)
        m_front.onFirstWrite = [this, &cut] {
            QMetaObject::invokeMethod(m_socket.data(), cut, Qt::QueuedConnection);
        };
    m_socket->feed(get(target));
    if (isStalled) {
        QTRY_VERIFY(m_front.queued > 200 * 1024);
        cut();
    }
    QTRY_VERIFY(isCut);
    QTRY_VERIFY(!m_socket);
    QVERIFY2(!m_device, "Qt 6.4 crashes when the source is heard after the socket has gone");
}

void tst_BridgeSocket::handlerHearsOfDisconnection()
{
    m_socket->feed(get("/late"));
    connect(m_responders.back().socket(), &QTcpSocket::disconnected, this,
            [this] { m_responders.clear(); });
    m_socket->frontGone();
    QVERIFY(m_responders.empty());
    QCOMPARE(BridgeSocket::keptAliveCount(), 0);
    QTRY_VERIFY(!m_socket);
}

void tst_BridgeSocket::serverGoneBeforeAnswer()
{
    m_socket->feed(get("/late"));
    m_socket->serverGone();
    m_http.reset();
    QVERIFY(m_front.isClosed);
    QCoreApplication::processEvents();
    QVERIFY(m_socket);
    m_responders.back().write("late", "text/plain");
    QTRY_VERIFY(!m_socket);
    QVERIFY(m_front.written.isEmpty());
}

static const QByteArray upgrade = "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
                                  "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

void tst_BridgeSocket::webSocket()
{
    std::unique_ptr<QWebSocket> webSocket;
    connect(m_http.get(), &QHttpServer::newWebSocketConnection, this, [&] {
        webSocket = m_http->nextPendingWebSocketConnection();
        connect(webSocket.get(), &QWebSocket::textMessageReceived, webSocket.get(),
                [&](const QString &text) { webSocket->sendTextMessage(text + u'!'); });
    });
    m_socket->feed(upgrade);
    QTRY_VERIFY(m_front.written.startsWith("HTTP/1.1 101 "));
    QTRY_VERIFY(m_front.written.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    QTRY_VERIFY(webSocket);
    QCOMPARE(webSocket->peerAddress(), QHostAddress(u"192.0.2.7"_s));

    m_front.written.clear();
    m_socket->feed(QByteArray::fromHex("818200000000") + "hi");
    QTRY_COMPARE(m_front.written, QByteArray::fromHex("8103") + "hi!");

    QSignalSpy spy(webSocket.get(), &QWebSocket::disconnected);
    m_socket->frontGone();
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(BridgeSocket::keptAliveCount(), 0);
    webSocket.reset();
    QTRY_VERIFY(!m_socket);
}

void tst_BridgeSocket::webSocketWithoutSubscriber()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no slots connected"_s));
    m_socket->feed(upgrade);
    QTRY_VERIFY(m_front.isClosed);
    QVERIFY(m_front.written.startsWith("HTTP/1.1 404 "));
    QTRY_VERIFY(!m_socket);
}

void tst_BridgeSocket::webSocketGoneAtOnce()
{
    connect(m_http.get(), &QHttpServer::newWebSocketConnection, this,
            [&] { m_http->nextPendingWebSocketConnection().reset(); });
    m_socket->feed(upgrade);
    m_socket->frontGone();
    QTRY_VERIFY(!m_socket);
}

QTEST_GUILESS_MAIN(tst_BridgeSocket)
#include "tst_bridgesocket.moc"
