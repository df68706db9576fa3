// SPDX-License-Identifier: MIT
#include "clientenginefixture.h"

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_ClientUpgrade : public ClientEngineFixture
{
    Q_OBJECT
private Q_SLOTS:
    void upgrade();
    void order();
    void heartbeatBehindIt();
    void notTried_data();
    void notTried();
    void fails_data();
    void fails();
    void takesTooLong();
    void breaksWhileSwitching();
    void closedWhileProbing();
    void closedWhileSwitching();
    void sessionEndsWhileProbing();
    void deletedWhenUpgraded();

private:
    // By polling, with the WebSocket at hand.
    void open(const ClientOptions &options = {},
              const QByteArray &packet = ScriptedServer::openPacket("\"websocket\""))
    {
        start(options);
        server->answerGet(packet);
        QCOMPARE(said(), "opened");
        peer = server->nextWebSocket();
        QVERIFY(peer->isValid());
    }
    // Up to the point where the session pauses polling.
    void probe()
    {
        QCOMPARE(peer->next(), "2probe");
        peer->send("3probe");
        QVERIFY(peer->sync());
    }
    std::unique_ptr<ScriptedWebSocket> peer;

private Q_SLOTS:
    void cleanup()
    {
        delete engine;
        peer.reset();
    }
};

void tst_ClientUpgrade::upgrade()
{
    open();
    QCOMPARE(peer->target(), "/socket.io/?EIO=4&transport=websocket&sid=abc");
    QCOMPARE(engine->transportName(), QStringLiteral("polling"));
    probe();
    server->answerGet("6");
    QCOMPARE(peer->next(), "5");
    QCOMPARE(said(), "upgraded:websocket");
    QCOMPARE(engine->transportName(), QStringLiteral("websocket"));
    peer->send("4hello");
    QCOMPARE(said(), "message:hello");
    send("world");
    QCOMPARE(peer->next(), "4world");
    QCOMPARE(server->gets(), 0);
    QCOMPARE(server->posts(), 0);
}

// Nothing is lost and nothing overtakes.
void tst_ClientUpgrade::order()
{
    open();
    send("1");
    send("2");
    const ScriptedRequest post = server->nextPost();
    QCOMPARE(post.body, "41");
    probe();
    server->answerGet("4a"); // during the switch, still by polling
    QCOMPARE(said(), "message:a");
    send("3");
    QVERIFY(!engine->isWritable());
    QVERIFY(peer->hasNothing()); // the POST is still on its way
    ScriptedServer::answer(post, "ok");
    QCOMPARE(peer->next(), "5");
    QCOMPARE(said(), "upgraded:websocket");
    QCOMPARE(peer->next(), "42");
    QCOMPARE(peer->next(), "43");
    QCOMPARE(server->posts(), 0);
}

void tst_ClientUpgrade::heartbeatBehindIt()
{
    open({}, ScriptedServer::openPacket("\"websocket\"", 200, 200));
    probe();
    server->answerGet("6");
    QCOMPARE(peer->next(), "5");
    QCOMPARE(said(), "upgraded:websocket");
    peer->send("2");
    QCOMPARE(said(), "pinged");
    QCOMPARE(peer->next(), "3");
    QCOMPARE(said(), "closed:ping timeout");
}

void tst_ClientUpgrade::notTried_data()
{
    QTest::addColumn<QStringList>("transports");
    QTest::addColumn<bool>("upgrade");
    QTest::addColumn<QByteArray>("upgrades");
    const QStringList both{QStringLiteral("polling"), QStringLiteral("websocket")};
    QTest::newRow("the server does not") << both << true << QByteArray();
    QTest::newRow("to something else") << both << true << QByteArray("\"webtransport\"");
    QTest::newRow("switched off") << both << false << QByteArray("\"websocket\"");
    QTest::newRow("polling only") << QStringList{QStringLiteral("polling")} << true
                                  << QByteArray("\"websocket\"");
}

void tst_ClientUpgrade::notTried()
{
    QFETCH(const QStringList, transports);
    QFETCH(const bool, upgrade);
    QFETCH(const QByteArray, upgrades);
    server->setAcceptsWebSockets(false); // an attempt would be a GET
    ClientOptions options;
    options.transports = transports;
    options.upgrade = upgrade;
    start(options);
    server->answerGet(ScriptedServer::openPacket(upgrades));
    QCOMPARE(said(), "opened");
    for (int i = 0; i < 3; ++i)
        QVERIFY(server->answerGet("6").contains("transport=polling"));
}

void tst_ClientUpgrade::fails_data()
{
    QTest::addColumn<QByteArray>("answer"); // null: it closes
    QTest::newRow("closed") << QByteArray();
    QTest::newRow("pong without probe") << QByteArray("3");
    QTest::newRow("other pong") << QByteArray("3other");
    QTest::newRow("message") << QByteArray("4probe");
    QTest::newRow("garbage") << QByteArray("x");
    QTest::newRow("binary") << QByteArray("binary");
}

void tst_ClientUpgrade::fails()
{
    QFETCH(const QByteArray, answer);
    open();
    QCOMPARE(peer->next(), "2probe");
    if (answer.isNull())
        peer->close();
    else
        answer == "binary" ? peer->sendBinary(answer) : peer->send(answer);
    QVERIFY(peer->waitForClosed());
    server->answerGet("4still here");
    QCOMPARE(said(), "message:still here");
    send("so am I");
    QCOMPARE(server->answerPost(), "4so am I");
    QCOMPARE(engine->transportName(), QStringLiteral("polling"));
}

void tst_ClientUpgrade::takesTooLong()
{
    ClientOptions options;
    options.timeout = 50ms;
    open(options);
    QVERIFY(peer->waitForClosed());
    server->answerGet("4still here");
    QCOMPARE(said(), "message:still here");
}

void tst_ClientUpgrade::breaksWhileSwitching()
{
    open();
    probe();
    send("a");
    const ScriptedRequest get = server->nextGet();
    peer->abort();
    send("b");
    ScriptedServer::answer(get, "4x");
    QCOMPARE(said(), "message:x");
    QCOMPARE(server->answerPost().left(2), "4a");
    server->answerGet("4y");
    QCOMPARE(said(), "message:y");
    QCOMPARE(engine->transportName(), QStringLiteral("polling"));
}

void tst_ClientUpgrade::closedWhileProbing()
{
    open();
    QCOMPARE(peer->next(), "2probe");
    engine->close();
    QCOMPARE(said(), "closed:forced close");
    QCOMPARE(server->answerPost(), "1");
    QVERIFY(peer->waitForClosed());
}

void tst_ClientUpgrade::closedWhileSwitching()
{
    open();
    send("1");
    const ScriptedRequest post = server->nextPost();
    probe();
    server->answerGet("6");
    engine->close();
    ScriptedServer::answer(post, "ok");
    QVERIFY(events.isEmpty());
    QCOMPARE(peer->next(), "5");
    QCOMPARE(said(), "closed:forced close");
    QVERIFY(peer->waitForClosed());
}

void tst_ClientUpgrade::sessionEndsWhileProbing()
{
    open();
    QCOMPARE(peer->next(), "2probe");
    server->answerGet("1");
    QCOMPARE(said(), "closed:transport close");
    QVERIFY(peer->waitForClosed());
}

void tst_ClientUpgrade::deletedWhenUpgraded()
{
    reaction = [&](const QByteArray &happened) {
        if (happened.startsWith("upgraded"))
            delete engine;
    };
    open();
    probe();
    server->answerGet("6");
    QCOMPARE(said(), "upgraded:websocket");
    QVERIFY(!engine);
    QCOMPARE(peer->next(), "5");
    QVERIFY(peer->waitForClosed());
}

QTEST_GUILESS_MAIN(tst_ClientUpgrade)
#include "moc_clientenginefixture.cpp"
#include "tst_clientupgrade.moc"
