// SPDX-License-Identifier: MIT
// How a front door takes a QHttpServer over, and how both end.
#include "bridgefixture.h"
#include "engineio/engine.h"

#include <QtCore/QThread>

using namespace QSocketIo;
using namespace Qt::StringLiterals;

class tst_HttpServerTakeover : public BridgeFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void attachBeforeListen();
    void attachAfterListen();
    void bindBeforeAttach();
    void bindAfterAttach();
    void severalServers();
    void firstConnectionOfLateServer();
    void connectionsFromBeforeStay();
    void failedListen();
    void otherChildrenAreLeftAlone();
    void attachTwice();
    void attachWrongly();
    void httpServerDestroyed();
    void httpServerDestroyedInRequest();
    void httpServerDestroyedInHandler();
    void frontDoorDestroyed();
    void frontDoorDestroyedInHandler();
    void frontDoorClosed();
    void engine();
};

void tst_HttpServerTakeover::attachBeforeListen()
{
    attachAndListen();
    RawHttpClient client(m_port);
    QCOMPARE(client.get("/hello").body, QByteArray("hello"));
    QCOMPARE(client.get("/socket.io/?EIO=4").body, QByteArray("engine /socket.io/?EIO=4"));
    QCOMPARE(m_http->serverPorts(), QList<quint16>{m_port});
    QVERIFY(m_door->isListening());
    QCOMPARE(m_door->serverPort(), m_port);
}

void tst_HttpServerTakeover::attachAfterListen()
{
    m_port = m_http->listen(QHostAddress::LocalHost);
    QVERIFY(attachHttpServer(m_door.get(), m_http.get()));
    RawHttpClient client(m_port);
    QCOMPARE(client.get("/hello").body, QByteArray("hello"));
    QCOMPARE(client.get("/socket.io/").body, QByteArray("engine /socket.io/"));
    QCOMPARE(m_http->serverPorts(), QList<quint16>{m_port});
}

void tst_HttpServerTakeover::bindBeforeAttach()
{
    auto *server = new QTcpServer;
    QVERIFY(server->listen(QHostAddress::LocalHost));
    m_http->bind(server);
    QVERIFY(attachHttpServer(m_door.get(), m_http.get()));
    RawHttpClient client(server->serverPort());
    QCOMPARE(client.get("/socket.io/").body, QByteArray("engine /socket.io/"));
    QCOMPARE(client.get("/hello").body, QByteArray("hello"));
}

void tst_HttpServerTakeover::bindAfterAttach()
{
    QVERIFY(attachHttpServer(m_door.get(), m_http.get()));
    auto *server = new QTcpServer;
    QVERIFY(server->listen(QHostAddress::LocalHost));
    m_http->bind(server);
    RawHttpClient client(server->serverPort());
    QCOMPARE(client.get("/socket.io/").body, QByteArray("engine /socket.io/"));
    QCOMPARE(client.get("/hello").body, QByteArray("hello"));
    m_http->bind(server); // nothing new
    RawHttpClient other(server->serverPort());
    QCOMPARE(other.get("/socket.io/").body, QByteArray("engine /socket.io/"));
}

void tst_HttpServerTakeover::severalServers()
{
    const quint16 before = m_http->listen(QHostAddress::LocalHost);
    attachAndListen();
    const quint16 after = m_http->listen(QHostAddress::LocalHost);
    for (const quint16 port : {before, m_port, after}) {
        RawHttpClient client(port);
        QCOMPARE(client.get("/socket.io/").body, QByteArray("engine /socket.io/"));
        QCOMPARE(client.get("/hello").body, QByteArray("hello"));
    }
}

// It is accepted before the event loop has had a turn.
void tst_HttpServerTakeover::firstConnectionOfLateServer()
{
    attachAndListen();
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, m_port);
    QVERIFY(client.waitForConnected());
    QVERIFY(m_http->servers().constFirst()->waitForNewConnection(5000));
    client.write(get("/socket.io/"));
    QTRY_VERIFY(client.bytesAvailable() > 0);
    QVERIFY(client.readAll().startsWith("HTTP/1.1 200 "));
}

void tst_HttpServerTakeover::connectionsFromBeforeStay()
{
    m_port = m_http->listen(QHostAddress::LocalHost);
    RawHttpClient old(m_port);
    QCOMPARE(old.get("/hello").body, QByteArray("hello"));
    QVERIFY(attachHttpServer(m_door.get(), m_http.get()));
    QCOMPARE(old.get("/hello").body, QByteArray("hello"));
    QCOMPARE(old.get("/socket.io/").status, 404);
    RawHttpClient client(m_port);
    QCOMPARE(client.get("/socket.io/").status, 200);
}

void tst_HttpServerTakeover::failedListen()
{
    attachAndListen();
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"listen failed"_s));
    QCOMPARE(m_http->listen(QHostAddress::LocalHost, m_port), quint16(0));
    RawHttpClient client(m_port);
    QCOMPARE(client.get("/socket.io/").status, 200);
}

void tst_HttpServerTakeover::otherChildrenAreLeftAlone()
{
    attachAndListen();
    auto *child = new QObject(m_http.get());
    new QObject(child);
    delete new QObject(m_http.get());
    QCoreApplication::processEvents();
    QVERIFY(child->parent() == m_http.get());
}

void tst_HttpServerTakeover::attachTwice()
{
    attachAndListen();
    QVERIFY(attachHttpServer(m_door.get(), m_http.get()));
    RawHttpClient client(m_port);
    QCOMPARE(client.get("/socket.io/").status, 200);
    QCOMPARE(client.get("/hello").status, 200);
}

void tst_HttpServerTakeover::attachWrongly()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"is null"_s));
    QVERIFY(!attachHttpServer(m_door.get(), nullptr));

    attachAndListen();
    QHttpServer otherHttp;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"another QHttpServer"_s));
    QVERIFY(!attachHttpServer(m_door.get(), &otherHttp));

    FrontDoor otherDoor(ServerOptions{}, m_flushQueue.get(), m_deadlines.get());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"another engine"_s));
    QVERIFY(!attachHttpServer(&otherDoor, m_http.get()));

    QThread thread;
    auto *farAway = new QHttpServer;
    farAway->moveToThread(&thread);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"thread"_s));
    QVERIFY(!attachHttpServer(&otherDoor, farAway));
    thread.start();
    farAway->deleteLater();
    thread.quit();
    QVERIFY(thread.wait());

    RawHttpClient client(m_port);
    QCOMPARE(client.get("/socket.io/").status, 200);
    QCOMPARE(client.get("/hello").status, 200);
}

// ---- the end of either side ----

void tst_HttpServerTakeover::httpServerDestroyed()
{
    auto *server = new QTcpServer(this);
    QVERIFY(server->listen(QHostAddress::LocalHost));
    QVERIFY(m_door->attach(server)); // listens on behind the QHttpServer's end
    QVERIFY(attachHttpServer(m_door.get(), m_http.get()));
    RawHttpClient client(server->serverPort());
    RawHttpClient fresh(server->serverPort());
    QCOMPARE(client.get("/hello").status, 200);
    m_http.reset();
    QCOMPARE(client.get("/socket.io/").status, 200);
    QCOMPARE(client.get("/hello").status, 404);
    QCOMPARE(fresh.get("/hello").status, 404);
    QCOMPARE(fresh.get("/socket.io/").status, 200);

    m_http = std::make_unique<QHttpServer>();
    addRoutes();
    QVERIFY(attachHttpServer(m_door.get(), m_http.get()));
    RawHttpClient again(server->serverPort());
    QCOMPARE(again.get("/hello").status, 200);
    delete server;
}

void tst_HttpServerTakeover::httpServerDestroyedInRequest()
{
    attachAndListen();
    RawHttpClient client(m_port);
    client.send(get("/late"));
    QTRY_COMPARE(m_responders.size(), 1);
    m_http.reset();
    QVERIFY(client.waitForClosed());
    QCOMPARE(BridgeSocket::keptAliveCount(), 1);
    m_responders.back().write("late", "text/plain");
}

void tst_HttpServerTakeover::httpServerDestroyedInHandler()
{
    // What Qt 6.4 does with a QHttpServer that is deleted by its own handler is no matter of ours;
    // here it is deleted behind it.
    m_http->route(u"/destroy"_s, [this](QHttpServerResponder &&responder) {
        m_http.release()->deleteLater();
        m_responders.push_back(std::move(responder));
    });
    attachAndListen();
    RawHttpClient client(m_port);
    client.send(get("/destroy"));
    QVERIFY(client.waitForClosed());
    QCOMPARE(BridgeSocket::keptAliveCount(), 1);
    m_responders.back().write("late", "text/plain");
}

void tst_HttpServerTakeover::frontDoorDestroyed()
{
    attachAndListen();
    RawHttpClient idle(m_port);
    QCOMPARE(idle.get("/hello").status, 200);
    RawHttpClient busy(m_port);
    busy.send(get("/late"));
    QTRY_COMPARE(m_responders.size(), 1);

    m_door.reset();
    QVERIFY(idle.waitForClosed());
    QVERIFY(busy.waitForClosed());
    m_responders.back().write("late", "text/plain");
    QTRY_COMPARE(BridgeSocket::keptAliveCount(), 0);

    RawHttpClient client(m_port); // served by the QHttpServer itself
    QCOMPARE(client.get("/hello").status, 200);
    QCOMPARE(client.get("/socket.io/").status, 404);
    const quint16 other = m_http->listen(QHostAddress::LocalHost);
    RawHttpClient otherClient(other);
    QCOMPARE(otherClient.get("/hello").status, 200);
}

void tst_HttpServerTakeover::frontDoorDestroyedInHandler()
{
    attachAndListen();
    RawHttpClient client(m_port);
    client.send(get("/destroy/door"));
    QVERIFY(client.waitForClosed());
    QVERIFY(!m_door);
    RawHttpClient other(m_port);
    QCOMPARE(other.get("/hello").status, 200);
}

void tst_HttpServerTakeover::frontDoorClosed()
{
    attachAndListen();
    RawHttpClient client(m_port);
    QCOMPARE(client.get("/socket.io/").status, 200);
    m_door->close();
    QVERIFY(client.waitForClosed());

    const quint16 late = m_http->listen(QHostAddress::LocalHost);
    for (const quint16 port : {m_port, late}) {
        RawHttpClient other(port);
        QCOMPARE(other.get("/hello").status, 200);
        QCOMPARE(other.get("/socket.io/").status, 404);
    }
    QVERIFY(!m_door->isListening());

    QVERIFY(attachHttpServer(m_door.get(), m_http.get()));
    for (const quint16 port : {m_port, late}) {
        RawHttpClient other(port);
        QCOMPARE(other.get("/hello").status, 200);
        QCOMPARE(other.get("/socket.io/").status, 200);
    }
}

// ---- the public way ----

void tst_HttpServerTakeover::engine()
{
    auto engine = std::make_unique<Engine>();
    QVERIFY(engine->attach(m_http.get()));
    m_port = m_http->listen(QHostAddress::LocalHost);
    QCOMPARE(engine->serverPort(), m_port);
    RawHttpClient client(m_port);
    const RawResponse handshake = client.get("/socket.io/?EIO=4&transport=polling");
    QCOMPARE(handshake.status, 200);
    QVERIFY(handshake.body.startsWith("0{\"sid\":"));
    QCOMPARE(client.get("/hello").body, QByteArray("hello"));
    QCOMPARE(client.get("/socket.io/?EIO=4&transport=polling&sid=none").status, 400);

    engine->close();
    RawHttpClient other(m_port);
    QCOMPARE(other.get("/hello").status, 200);
    QCOMPARE(other.get("/socket.io/?EIO=4&transport=polling").status, 404);
    QVERIFY(engine->attach(m_http.get()));
    RawHttpClient again(m_port);
    QCOMPARE(again.get("/socket.io/?EIO=4&transport=polling").status, 200);
    engine.reset();
    RawHttpClient last(m_port);
    QCOMPARE(last.get("/hello").status, 200);
}

QTEST_GUILESS_MAIN(tst_HttpServerTakeover)
#include "moc_bridgefixture.cpp"
#include "tst_httpservertakeover.moc"
