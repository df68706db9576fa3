// SPDX-License-Identifier: MIT
#include "httpfixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

namespace {
class TestServer;

class TestChannel : public ForeignChannel
{
public:
    TestChannel(TestServer *server, ForeignFront *front);
    ~TestChannel() override;
    void forward(QByteArrayView bytes) override;
    void frontDrained() override { ++drained; }

    TestServer *server;
    ForeignFront *front;
    QByteArray forwarded;
    int drained = 0;
};

class TestServer : public ForeignServer
{
public:
    std::unique_ptr<ForeignChannel> open(ForeignFront *front) override
    {
        ++opened;
        if (isShut)
            return nullptr;
        return std::make_unique<TestChannel>(this, front);
    }

    TestChannel *channel = nullptr;
    std::function<void()> onForward;
    int opened = 0;
    int ended = 0;
    bool isShut = false;
};

TestChannel::TestChannel(TestServer *owner, ForeignFront *ownFront)
    : server(owner)
    , front(ownFront)
{
    server->channel = this;
}

TestChannel::~TestChannel()
{
    ++server->ended;
    if (server->channel == this)
        server->channel = nullptr;
}

void TestChannel::forward(QByteArrayView bytes)
{
    forwarded += bytes;
    if (server->onForward)
        server->onForward();
}

struct ForeignFixture : Fixture
{
    ForeignFixture()
    {
        auto owned = std::make_unique<TestServer>();
        server = owned.get();
        door->setForeignServer(std::move(owned));
    }
    void write(const QByteArray &bytes)
    {
        server->channel->front->foreignWrite(bytes);
        turn();
    }
    QByteArray takeForwarded() { return std::exchange(server->channel->forwarded, {}); }

    TestServer *server;
};

const QByteArray Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
} // namespace

class tst_ForeignServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void forwardsRaw_data();
    void forwardsRaw();
    void frontOfChannel();
    void alternating();
    void ownRequestWaitsForForeignResponse();
    void bytesOutOfTurnAreDropped();
    void closingResponse();
    void earlyResponse();
    void closeDelimited();
    void channelClosesWhileIdle();
    void channelClosesDuringExchange();
    void tunnel();
    void shut();
    void backpressure();
    void clientGone();
    void answersAtOnce();
    void closesAtOnce();
    void deletionWhileForwarding();
    void doorCloses();
    void stalledBody();
};

void tst_ForeignServer::forwardsRaw_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("no body") << get("/page", "X-Odd:   kept as it is  \r\n");
    QTest::newRow("body") << post("/page", "some text");
    QTest::newRow("chunked") << QByteArray(
        "POST /page HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3;ext\r\nabc\r\n0\r\nTrailer: x\r\n\r\n");
    QTest::newRow("large") << post("/page", QByteArray(5'000'000, 'x'));
}

void tst_ForeignServer::forwardsRaw()
{
    QFETCH(QByteArray, request);
    ForeignFixture f;
    f.send(request);
    QVERIFY(f.takeForwarded() == request);
    f.write(Ok);
    QCOMPARE(f.response().body, QByteArray("ok"));
    if (request.size() < 1000) {
        f.peer->injectByteByByte(request);
        QVERIFY(f.takeForwarded() == request);
        f.write(Ok);
        QCOMPARE(f.response().body, QByteArray("ok"));
    }
    QCOMPARE(f.server->opened, 1);
    QVERIFY(f.handler.targets.isEmpty());
}

void tst_ForeignServer::frontOfChannel()
{
    ForeignFixture f;
    f.send(get("/page"));
    ForeignFront *front = f.server->channel->front;
    QCOMPARE(front->foreignPeerAddress(), QHostAddress(QStringLiteral("192.0.2.7")));
    QCOMPARE(front->foreignPeerPort(), quint16(4711));
    QVERIFY(!front->foreignIsSecure());
    QCOMPARE(front->foreignBytesQueued(), 0);
}

void tst_ForeignServer::alternating()
{
    ForeignFixture f;
    for (int i = 0; i < 3; ++i) {
        f.send(get("/io"));
        QCOMPARE(f.response().body, QByteArray("/io"));
        f.send(get("/page"));
        f.write(Ok);
        QCOMPARE(f.response().body, QByteArray("ok"));
    }
    QCOMPARE(f.server->opened, 1);
    f.pass(5s); // idle
    QVERIFY(f.peer->isClosed());
    QCOMPARE(f.server->ended, 1);
}

void tst_ForeignServer::ownRequestWaitsForForeignResponse()
{
    ForeignFixture f;
    f.send(get("/page/1") + get("/io") + get("/page/2"));
    QCOMPARE(f.takeForwarded(), get("/page/1"));
    QVERIFY(f.handler.targets.isEmpty());
    f.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n");
    QVERIFY(f.handler.targets.isEmpty());
    f.write("0\r\n\r\n");
    QCOMPARE(f.handler.targets.size(), 1);
    QCOMPARE(f.response().body, QByteArray("ok"));
    QCOMPARE(f.response().body, QByteArray("/io"));
    QCOMPARE(f.takeForwarded(), get("/page/2"));
}

void tst_ForeignServer::bytesOutOfTurnAreDropped()
{
    ForeignFixture f;
    f.send(get("/page"));
    f.write(Ok + "HTTP/1.1 200 OK\r\n");
    QCOMPARE(f.response().body, QByteArray("ok"));
    f.handler.onRequest = {};
    f.send(get("/io"));
    f.write("HTTP/1.1 408 Request Timeout\r\n\r\n");
    f.handler.answer("own");
    QCOMPARE(f.response().body, QByteArray("own"));
    QVERIFY(f.received.isEmpty());
}

void tst_ForeignServer::closingResponse()
{
    ForeignFixture f;
    f.send(get("/page") + get("/io"));
    f.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    QCOMPARE(f.response().status, 200);
    QVERIFY(f.peer->isClosed());
    QVERIFY(f.handler.targets.isEmpty());
    QCOMPARE(f.server->ended, 1);
}

// The answer comes before the request has ended.
void tst_ForeignServer::earlyResponse()
{
    ForeignFixture f;
    const QByteArray request = post("/page", "0123456789");
    f.send(request.chopped(5));
    f.write(Ok);
    QCOMPARE(f.response().body, QByteArray("ok"));
    f.send(request.last(5) + get("/io"));
    QCOMPARE(f.takeForwarded(), request);
    QCOMPARE(f.response().body, QByteArray("/io"));
}

void tst_ForeignServer::closeDelimited()
{
    ForeignFixture f;
    f.send(get("/page"));
    f.write("HTTP/1.1 200 OK\r\n\r\nuntil");
    f.write(" the end");
    f.peer->hold();
    f.write("!");
    f.server->channel->front->foreignClose();
    f.peer->release();
    f.turn();
    f.pass(2s);
    QVERIFY(f.peer->isClosed());
    QCOMPARE(f.response().body, QByteArray("until the end!"));
}

void tst_ForeignServer::channelClosesWhileIdle()
{
    ForeignFixture f;
    f.send(get("/page"));
    f.write(Ok);
    f.server->channel->front->foreignClose();
    f.turn();
    f.pass(2s);
    QVERIFY(f.peer->isClosed());
}

void tst_ForeignServer::channelClosesDuringExchange()
{
    ForeignFixture f;
    f.send(get("/page"));
    f.write(Ok);
    QCOMPARE(f.response().body, QByteArray("ok"));
    f.handler.onRequest = {};
    f.send(get("/io"));
    f.server->channel->front->foreignClose();
    f.turn();
    f.handler.answer("own");
    QCOMPARE(f.response().body, QByteArray("own"));
    f.send(get("/page"));
    QCOMPARE(f.server->opened, 2);
    QCOMPARE(f.server->ended, 1);
    f.write(Ok);
    QCOMPARE(f.response().body, QByteArray("ok"));
}

void tst_ForeignServer::tunnel()
{
    ForeignFixture f;
    const QByteArray request = RawHttpClient::webSocketRequest("/chat");
    f.send(request + "early bytes");
    QCOMPARE(f.takeForwarded(), request + "early bytes");
    f.write("HTTP/1.1 101 Switching Protocols\r\n\r\n");
    f.write(get("/io"));
    f.send(get("/io"));
    QCOMPARE(f.takeForwarded(), get("/io"));
    QVERIFY(f.handler.targets.isEmpty());
    f.pass(24h);
    QVERIFY(!f.peer->isEnded());
    QCOMPARE(f.peer->takeWritten(), "HTTP/1.1 101 Switching Protocols\r\n\r\n" + get("/io"));
    f.peer->close();
    QCOMPARE(f.server->ended, 1);
}

void tst_ForeignServer::shut()
{
    ForeignFixture f;
    f.server->isShut = true;
    f.send(get("/page"));
    QCOMPARE(f.response().status, 404);
}

void tst_ForeignServer::backpressure()
{
    ForeignFixture f;
    f.send(get("/page"));
    f.peer->hold();
    f.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    QVERIFY(f.server->channel->front->foreignBytesQueued() > 0);
    const int before = f.server->channel->drained;
    f.peer->release();
    QCOMPARE(f.server->channel->drained, before + 1);
    QCOMPARE(f.server->channel->front->foreignBytesQueued(), 0);
    f.write("x");
    QCOMPARE(f.server->channel->drained, before + 2);
}

void tst_ForeignServer::clientGone()
{
    ForeignFixture f;
    f.send(get("/page"));
    f.peer->close();
    QCOMPARE(f.server->ended, 1);
}

void tst_ForeignServer::answersAtOnce()
{
    ForeignFixture f;
    f.server->onForward = [&f] { f.server->channel->front->foreignWrite(Ok); };
    f.send(get("/page") + get("/page") + get("/io"));
    f.turn();
    QCOMPARE(f.response().body, QByteArray("ok"));
    QCOMPARE(f.response().body, QByteArray("ok"));
    QCOMPARE(f.response().body, QByteArray("/io"));
}

void tst_ForeignServer::closesAtOnce()
{
    for (const QByteArray &request : {get("/page"), RawHttpClient::webSocketRequest("/chat")}) {
        ForeignFixture f;
        f.server->onForward = [&f] { f.server->channel->front->foreignClose(); };
        f.send(request + get("/io"));
        QCOMPARE(f.server->ended, 1);
        QVERIFY(f.handler.targets.isEmpty());
        f.pass(2s);
        QVERIFY(f.peer->isClosed());
    }
}

void tst_ForeignServer::deletionWhileForwarding()
{
    ForeignFixture f;
    f.handler.onRequest = [&f](HttpExchange *) { f.door.reset(); };
    f.send(get("/page") + get("/io"));
    f.write(Ok);
    QVERIFY(!f.door);
    QVERIFY(!f.peer->isAlive());
}

void tst_ForeignServer::doorCloses()
{
    ForeignFixture f;
    f.send(get("/page"));
    f.door->close();
    f.turn();
    QVERIFY(!f.peer->isEnded());
    f.write(Ok);
    QCOMPARE(f.response().body, QByteArray("ok"));
    QVERIFY(f.peer->isClosed());
}

void tst_ForeignServer::stalledBody()
{
    ForeignFixture f;
    f.send(post("/page", "0123456789").chopped(5));
    for (int i = 0; i < 4; ++i) {
        f.pass(50s); // progress keeps it going
        QVERIFY(!f.peer->isEnded());
        f.send("x");
    }
    f.pass(60s);
    f.pass(2s);
    QVERIFY(f.peer->isClosed());
    QCOMPARE(f.server->ended, 1);
}

QTEST_GUILESS_MAIN(tst_ForeignServer)

#include "tst_foreignserver.moc"
