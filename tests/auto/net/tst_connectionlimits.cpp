// SPDX-License-Identifier: MIT
// ServerOptions::maxConnections and maxConnectionsPerAddress.
#include "loop/deadlinequeue_p.h"
#include "loop/flushqueue_p.h"
#include "net/addresscensus_p.h"
#include "net/frontdoor_p.h"
#include "net/websocketconnection_p.h"
#include "shared/certificate.h"
#include "shared/rawhttp.h"

#include <QtCore/QRegularExpression>
#include <QtNetwork/QSslSocket>
#include <QtTest/QTest>

#include <vector>

using namespace QSocketIo;

namespace {
QHostAddress ip(const char *address)
{
    return QHostAddress(QLatin1String(address));
}

// Answers, or accepts a WebSocket and keeps it.
class Handler : public HttpHandler
{
public:
    bool handles(const HttpRequest &, bool) const override { return true; }
    void handle(HttpExchange *exchange) override
    {
        if (exchange->isUpgrade()) {
            webSockets.push_back(exchange->acceptWebSocket({}, 1000));
            webSockets.back()->start();
        } else {
            exchange->respond({});
        }
    }
    std::vector<std::unique_ptr<WebSocketConnection>> webSockets;
};

// A client whose address is to be seen at the server.
class Client : public RawHttpClient
{
public:
    Client(quint16 port, const char *address)
    {
        socket().bind(ip(address));
        socket().connectToHost(QHostAddress::LocalHost, port);
        isConnected = QTest::qWaitFor(
            [this] { return socket().state() == QAbstractSocket::ConnectedState; }, DefaultTimeout);
    }
    bool isConnected = false;
};
} // namespace

class tst_ConnectionLimits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void census_data();
    void census();
    void censusOutlivesItsOwner();
    void allConnections();
    void attachedServersCount();
    void webSocketsCount();
    void perAddress();
    void bothLimits();
    void trustedProxiesDoNotCount();
    void tls();
    void refusedPeersCostNothing();

private:
    void open(const ServerOptions &options);
    [[nodiscard]] quint16 port() const { return m_door->serverPort(); }

    QSslConfiguration m_tls;
    std::unique_ptr<FlushQueue> m_flushQueue;
    std::unique_ptr<DeadlineQueue> m_deadlines;
    std::unique_ptr<Handler> m_handler;
    std::unique_ptr<FrontDoor> m_door;
};

void tst_ConnectionLimits::initTestCase()
{
    m_tls = makeServerTls();
    QVERIFY(!m_tls.localCertificate().isNull());
}

void tst_ConnectionLimits::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_flushQueue = std::make_unique<FlushQueue>();
    m_deadlines = std::make_unique<DeadlineQueue>();
    m_handler = std::make_unique<Handler>();
}

void tst_ConnectionLimits::cleanup()
{
    m_door.reset();
    m_handler.reset();
    m_deadlines.reset();
    m_flushQueue.reset();
}

void tst_ConnectionLimits::open(const ServerOptions &options)
{
    m_door = std::make_unique<FrontDoor>(options, m_flushQueue.get(), m_deadlines.get());
    m_door->addHandler(m_handler.get());
    QVERIFY(m_door->listen(QHostAddress::LocalHost, 0));
}

void tst_ConnectionLimits::census_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("isSame");
    const auto row = [](const char *one, const char *other, bool isSame) {
        QTest::addRow("%s, %s", one, other)
            << QString::fromLatin1(one) << QString::fromLatin1(other) << isSame;
    };
    row("192.0.2.1", "192.0.2.1", true);
    row("192.0.2.1", "192.0.2.2", false);
    row("192.0.2.1", "::ffff:192.0.2.1", true);
    row("::ffff:192.0.2.1", "::ffff:192.0.2.2", false);
    row("2001:db8::1", "2001:db8::ffff:2", true); // of one network
    row("2001:db8::1", "2001:db8:0:1::1", false);
    row("0.0.0.1", "::1", false);
}

void tst_ConnectionLimits::census()
{
    QFETCH(const QString, one);
    QFETCH(const QString, other);
    QFETCH(const bool, isSame);
    const auto census = std::make_shared<AddressCensus>();
    QCOMPARE(census->count(QHostAddress(one)), 0);
    auto first = census->enter(QHostAddress(one));
    auto second = census->enter(QHostAddress(one));
    QCOMPARE(census->count(QHostAddress(one)), 2);
    QCOMPARE(census->count(QHostAddress(other)), isSame ? 2 : 0);
    const auto third = census->enter(QHostAddress(other));
    QCOMPARE(census->size(), isSame ? 1 : 2);
    first.reset();
    second.reset();
    QCOMPARE(census->count(QHostAddress(one)), isSame ? 1 : 0);
    QCOMPARE(census->count(QHostAddress(other)), 1);
    QCOMPARE(census->size(), 1);
}

void tst_ConnectionLimits::censusOutlivesItsOwner()
{
    auto census = std::make_shared<AddressCensus>();
    const auto ticket = census->enter(ip("192.0.2.1"));
    census.reset();
    QVERIFY(ticket); // leaves when the function ends
}

void tst_ConnectionLimits::allConnections()
{
    ServerOptions options;
    options.maxConnections = 2;
    open(options);
    Client first(port(), "127.0.0.1");
    Client second(port(), "127.0.0.2");
    QTRY_COMPARE(m_door->connectionCount(), 2);
    Client third(port(), "127.0.0.3");
    QVERIFY(third.isConnected);
    QCOMPARE(third.receive().status, 503);
    QVERIFY(third.waitForClosed());
    QCOMPARE(m_door->refusedCount(), 1);
    QCOMPARE(first.get("/").status, 200); // unharmed
    first.close();
    QTRY_COMPARE(m_door->connectionCount(), 1);
    QCOMPARE(Client(port(), "127.0.0.3").get("/").status, 200);
}

void tst_ConnectionLimits::attachedServersCount()
{
    ServerOptions options;
    options.maxConnections = 1;
    options.maxConnectionsPerAddress = 1;
    open(options);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QVERIFY(m_door->attach(&server));
    Client first(port(), "127.0.0.1");
    QTRY_COMPARE(m_door->connectionCount(), 1);
    Client second(server.serverPort(), "127.0.0.1");
    QCOMPARE(second.receive().status, 503);
    QCOMPARE(m_door->refusedCount(), 1);
}

// Whoever holds the connection.
void tst_ConnectionLimits::webSocketsCount()
{
    ServerOptions options;
    options.maxConnectionsPerAddress = 1;
    open(options);
    Client first(port(), "127.0.0.1");
    QCOMPARE(first.request(RawHttpClient::webSocketRequest("/")).status, 101);
    QCOMPARE(m_handler->webSockets.size(), std::size_t(1));
    QTRY_COMPARE(m_door->connectionCount(), 1);
    QCOMPARE(Client(port(), "127.0.0.1").receive().status, 503);
    m_handler->webSockets.clear();
    QCOMPARE(Client(port(), "127.0.0.1").get("/").status, 200);
}

void tst_ConnectionLimits::perAddress()
{
    ServerOptions options;
    options.maxConnectionsPerAddress = 2;
    open(options);
    Client first(port(), "127.0.0.2");
    Client second(port(), "127.0.0.2");
    QTRY_COMPARE(m_door->connectionCount(), 2);
    Client third(port(), "127.0.0.2");
    QCOMPARE(third.receive().status, 503);
    QVERIFY(third.waitForClosed());
    QCOMPARE(m_door->refusedCount(), 1);
    // Others are not concerned.
    Client other(port(), "127.0.0.3");
    QCOMPARE(other.get("/").status, 200);
    first.abort();
    QTRY_COMPARE(m_door->connectionCount(), 2);
    QCOMPARE(Client(port(), "127.0.0.2").get("/").status, 200);
    QCOMPARE(second.get("/").status, 200);
}

void tst_ConnectionLimits::bothLimits()
{
    ServerOptions options;
    options.maxConnections = 3;
    options.maxConnectionsPerAddress = 2;
    open(options);
    Client first(port(), "127.0.0.2");
    Client second(port(), "127.0.0.2");
    Client third(port(), "127.0.0.3");
    QTRY_COMPARE(m_door->connectionCount(), 3);
    QCOMPARE(Client(port(), "127.0.0.3").receive().status, 503);
    QCOMPARE(m_door->refusedCount(), 1);
}

void tst_ConnectionLimits::trustedProxiesDoNotCount()
{
    ServerOptions options;
    options.maxConnectionsPerAddress = 1;
    options.trustedProxies = {QStringLiteral("127.0.0.2")};
    open(options);
    Client proxied(port(), "127.0.0.2");
    Client alsoProxied(port(), "127.0.0.2");
    const QByteArray forwarded
        = RawHttpClient::getRequest("/", "X-Forwarded-For: 198.51.100.7\r\n");
    QCOMPARE(proxied.request(forwarded).status, 200);
    QCOMPARE(alsoProxied.request(forwarded).status, 200);
    Client direct(port(), "127.0.0.3");
    QCOMPARE(direct.get("/").status, 200);
    QCOMPARE(Client(port(), "127.0.0.3").receive().status, 503);
}

// There is nothing that could be said before the handshake.
void tst_ConnectionLimits::tls()
{
    ServerOptions options;
    options.maxConnectionsPerAddress = 1;
    options.ssl = m_tls;
    open(options);
    QSslSocket first;
    first.setPeerVerifyMode(QSslSocket::VerifyNone);
    first.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port());
    QTRY_VERIFY(first.isEncrypted());
    QSslSocket second;
    second.setPeerVerifyMode(QSslSocket::VerifyNone);
    second.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port());
    QTRY_COMPARE(m_door->refusedCount(), 1);
    QTRY_COMPARE(second.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(!second.isEncrypted());
    first.write(RawHttpClient::getRequest("/"));
    QTRY_VERIFY(first.bytesAvailable() > 0);
    QVERIFY(first.readAll().startsWith("HTTP/1.1 200 OK\r\n"));
}

void tst_ConnectionLimits::refusedPeersCostNothing()
{
    ServerOptions options;
    options.maxConnectionsPerAddress = 1;
    open(options);
    Client first(port(), "127.0.0.2");
    QTRY_COMPARE(m_door->connectionCount(), 1);
    for (int i = 0; i < 50; ++i) {
        Client more(port(), "127.0.0.2");
        QCOMPARE(more.receive().status, 503);
    }
    QCOMPARE(m_door->connectionCount(), 1);
    QCOMPARE(m_door->refusedCount(), 50);
    QCOMPARE(first.get("/").status, 200);
}

QTEST_GUILESS_MAIN(tst_ConnectionLimits)
#include "tst_connectionlimits.moc"
