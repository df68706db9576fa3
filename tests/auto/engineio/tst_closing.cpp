// SPDX-License-Identifier: MIT
#include "enginefixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_Closing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void trap21_closeWithoutPendingGet();
    void trap21_closeTimeout();
    void closeWithPendingGet();
    void closeWithBufferedPackets();
    void closeBehindASendOfTheSameTurn();
    void closingDropsPackets();
    void discardWhileClosing();
    void trap33_engineCloseWithPendingGet();
    void trap33_engineCloseWithoutPendingGet();
    void trap33_engineCloseWebSocket();
    void listenAgainAfterClose();
    void closedFollowsTheBookkeeping();
    void closedOnce();
    void sessionDeletesItself();
    void sinkUninstalled();

    void deleteWithPendingGet_data();
    void deleteWithPendingGet();
    void deleteSessionInHandler_data();
    void deleteSessionInHandler();
    void deleteEngineInHandler_data();
    void deleteEngineInHandler();
    void deleteEngineInClosed();
    void closeOthersInClosed();
    void deleteEngineWithOpenSessions();
};

void tst_Closing::trap21_closeWithoutPendingGet()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    QSignalSpy closed(fixture.session, &Session::closed);
    fixture.session->close();
    QCOMPARE(fixture.session->state(), Session::State::Closing);
    QCOMPARE(fixture.engine->clientsCount(), 1);
    QCOMPARE(closed.count(), 0);
    const RawResponse response = client.get(EngineFixture::polling(sid));
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body,
             QByteArray("6\x1e"
                        "1"));
    QCOMPARE(closed.count(), 1);
    QCOMPARE(EngineFixture::text(closed.at(0).at(0).value<DisconnectReason>()),
             QByteArray("forced close"));
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(client.get(EngineFixture::polling(sid)).status, 400);
}

void tst_Closing::trap21_closeTimeout()
{
    ServerOptions options;
    options.closeTimeout = 20ms;
    EngineFixture fixture(options);
    RawHttpClient client(fixture.port());
    QVERIFY(!fixture.open(client).isEmpty());
    fixture.session->close();
    QCOMPARE(fixture.sink.closedCount, 0);
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("forced close"));
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

void tst_Closing::closeWithPendingGet()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    client.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_VERIFY(fixture.session->isWritable());
    fixture.session->close();
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(client.receive().body, QByteArray("1"));
}

void tst_Closing::closeWithBufferedPackets()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    fixture.session->sendText("a");
    fixture.session->sendText("b");
    fixture.session->close();
    QCOMPARE(client.get(EngineFixture::polling(sid)).body,
             QByteArray("4a\x1e"
                        "4b"));
    QCOMPARE(fixture.sink.closedCount, 0);
    QCOMPARE(client.get(EngineFixture::polling(sid)).body,
             QByteArray("6\x1e"
                        "1"));
    QCOMPARE(fixture.sink.closedCount, 1);
}

void tst_Closing::closeBehindASendOfTheSameTurn()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    client.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_VERIFY(fixture.session->isWritable());
    fixture.session->sendText("a");
    fixture.session->close();
    QCOMPARE(client.receive().body, QByteArray("4a"));
    QCOMPARE(fixture.session->state(), Session::State::Closing);
    QCOMPARE(client.get(EngineFixture::polling(sid)).body,
             QByteArray("6\x1e"
                        "1"));
    QCOMPARE(fixture.sink.closedCount, 1);
}

void tst_Closing::closingDropsPackets()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    fixture.session->close();
    QCOMPARE(fixture.session->sendText("x"), Session::SendStatus::Dropped);
    QVERIFY(!fixture.session->isWritable());
    QCOMPARE(client.post(EngineFixture::polling(sid), "4x").body, QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, QByteArrayList());
    QCOMPARE(fixture.session->state(), Session::State::Closing);
    fixture.session->close(); // again: no effect
    QCOMPARE(client.get(EngineFixture::polling(sid)).body,
             QByteArray("6\x1e"
                        "1"));
}

void tst_Closing::discardWhileClosing()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    fixture.session->sendText("x");
    fixture.session->close();
    QCOMPARE(fixture.sink.closedCount, 0);
    fixture.session->close(Session::CloseMode::Discard);
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(client.get(EngineFixture::polling(sid)).status, 400);
}

void tst_Closing::trap33_engineCloseWithPendingGet()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    client.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_VERIFY(fixture.session->isWritable());
    fixture.engine->close();
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("forced close"));
    QCOMPARE(fixture.engine->clientsCount(), 0);
    QVERIFY(!fixture.engine->isListening());
    QCOMPARE(client.receive().body, QByteArray("1"));
    QVERIFY(client.waitForClosed());
}

void tst_Closing::trap33_engineCloseWithoutPendingGet()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    QVERIFY(!fixture.open(client).isEmpty());
    fixture.session->sendText("lost");
    fixture.engine->close();
    QCOMPARE(fixture.sink.closedCount, 1);
    QVERIFY(client.waitForClosed());
    QCOMPARE(client.unparsed(), QByteArray());
}

void tst_Closing::trap33_engineCloseWebSocket()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    fixture.engine->close();
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("forced close"));
    const RawFrame frame = socket.receive();
    QCOMPARE(frame.opcode, int(RawFrame::Close));
    QCOMPARE(frame.closeCode(), 1005);
}

void tst_Closing::listenAgainAfterClose()
{
    EngineFixture fixture;
    const quint16 port = fixture.port();
    {
        RawHttpClient client(port);
        QVERIFY(!fixture.open(client).isEmpty());
    }
    fixture.engine->close();
    QVERIFY(fixture.engine->listen(QHostAddress::LocalHost, port));
    RawHttpClient client(port);
    const QByteArray sid = fixture.open(client);
    QVERIFY(!sid.isEmpty());
    RawWebSocket socket(port, EngineFixture::webSocket(sid));
    socket.sendText("5");
    QTRY_VERIFY(fixture.session->isUpgraded());
}

void tst_Closing::closedFollowsTheBookkeeping()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    const QString id = fixture.session->id();
    int clientsAtClose = -1;
    int sinkCallsAtClose = -1;
    bool isKnownAtClose = true;
    connect(fixture.session, &Session::closed, this, [&] {
        clientsAtClose = fixture.engine->clientsCount();
        isKnownAtClose = fixture.engine->session(id);
        sinkCallsAtClose = fixture.sink.closedCount;
        QCOMPARE(fixture.session->transportName(), QStringLiteral("websocket"));
        QCOMPARE(fixture.session->state(), Session::State::Closed);
    });
    fixture.session->close();
    QCOMPARE(clientsAtClose, 0);
    QVERIFY(!isKnownAtClose);
    QCOMPARE(sinkCallsAtClose, 1);
}

void tst_Closing::closedOnce()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    QSignalSpy closed(fixture.session, &Session::closed);
    connect(fixture.session, &Session::closed, this, [&] {
        fixture.session->close();
        fixture.session->close(Session::CloseMode::Discard);
        fixture.engine->close();
    });
    fixture.session->close(Session::CloseMode::Discard);
    QCOMPARE(closed.count(), 1);
    QCOMPARE(fixture.sink.closedCount, 1);
}

void tst_Closing::sessionDeletesItself()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    fixture.session->close();
    QVERIFY(fixture.session);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(!fixture.session);
}

void tst_Closing::sinkUninstalled()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    SessionSink::install(fixture.session, nullptr);
    QSignalSpy messages(fixture.session, &Session::messageReceived);
    socket.sendText("4x");
    QTRY_COMPARE(messages.count(), 1);
    QCOMPARE(fixture.sink.messages, QByteArrayList());
    fixture.session->close();
    QCOMPARE(fixture.sink.closedCount, 0);
}

// Where a handler may sit, and what triggers it over polling or websocket.
static void addHandlerRows()
{
    QTest::addColumn<QByteArray>("where");
    for (const char *where :
         {"connection", "headers", "packet", "message", "created", "drained", "heartbeat", "sink"})
        QTest::newRow(where) << QByteArray(where);
}

template<typename Handler>
static void connectHandler(const QByteArray &where, Engine *engine, Session *session,
                           Handler handler)
{
    if (where == "headers")
        QObject::connect(engine, &Engine::headers, engine, handler);
    else if (where == "packet" || where == "sink")
        QObject::connect(session, &Session::packetReceived, session, handler);
    else if (where == "message")
        QObject::connect(session, &Session::messageReceived, session, handler);
    else if (where == "created")
        QObject::connect(session, &Session::packetCreated, session, handler);
    else if (where == "drained")
        QObject::connect(session, &Session::drained, session, handler);
    else if (where == "heartbeat")
        QObject::connect(session, &Session::heartbeat, session, handler);
}

void tst_Closing::deleteWithPendingGet_data()
{
    QTest::addColumn<bool>("isEngine");
    QTest::newRow("session") << false;
    QTest::newRow("engine") << true;
}

// The answer to the poll leaves from the destructor: a handler must not delete the same there again.
void tst_Closing::deleteWithPendingGet()
{
    QFETCH(const bool, isEngine);
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    client.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_VERIFY(fixture.session->isWritable());
    QSignalSpy headers(fixture.engine, &Engine::headers);
    if (isEngine)
        delete fixture.engine;
    else
        delete fixture.session;
    QCOMPARE(headers.count(), 0);
    QCOMPARE(client.receive().body, QByteArray("1"));
    if (!isEngine)
        QCOMPARE(fixture.engine->clientsCount(), 0);
}

void tst_Closing::deleteSessionInHandler_data()
{
    addHandlerRows();
}

void tst_Closing::deleteSessionInHandler()
{
    QFETCH(const QByteArray, where);
    for (const bool overWebSocket : {false, true}) {
        EngineFixture fixture;
        RawHttpClient client(fixture.port());
        RawHttpClient poller(fixture.port());
        RawWebSocket socket;
        const auto deleteSession = [&] { delete fixture.session; };
        if (where == "connection")
            connect(fixture.engine, &Engine::connection, this, deleteSession);
        QByteArray sid;
        if (overWebSocket)
            fixture.open(socket);
        else
            sid = fixture.open(client);
        if (where != "connection") {
            connectHandler(where, fixture.engine, fixture.session, deleteSession);
            if (overWebSocket) {
                fixture.session->sendText("down");
                socket.sendText("3");
                socket.sendText("4up");
            } else {
                poller.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
                fixture.session->sendText("down");
                client.send(RawHttpClient::postRequest(EngineFixture::polling(sid),
                                                       "3\x1e"
                                                       "4up\x1e"
                                                       "4more"));
            }
        }
        if (where == "headers" && overWebSocket)
            continue; // the 101 belongs to no session yet
        QTRY_VERIFY(!fixture.session);
        QCOMPARE(fixture.sink.closedCount, 1);
        QCOMPARE(fixture.engine->clientsCount(), 0);
        RawHttpClient another(fixture.port());
        QCOMPARE(another.get("/socket.io/?EIO=4").status, 400); // the engine lives
    }
}

void tst_Closing::deleteEngineInHandler_data()
{
    addHandlerRows();
    QTest::newRow("initialHeaders") << QByteArray("initialHeaders");
    QTest::newRow("connectionError") << QByteArray("connectionError");
    QTest::newRow("allowRequest") << QByteArray("allowRequest");
    QTest::newRow("generator") << QByteArray("generator");
}

void tst_Closing::deleteEngineInHandler()
{
    QFETCH(const QByteArray, where);
    for (const bool overWebSocket : {false, true}) {
        Engine *engine = nullptr;
        ServerOptions options;
        if (where == "allowRequest") {
            options.allowRequest = [&engine](const HttpRequest &) {
                delete engine;
                return AllowRequestResult();
            };
        }
        EngineFixture fixture(options);
        engine = fixture.engine;
        RawHttpClient client(fixture.port());
        RawHttpClient poller(fixture.port());
        RawWebSocket socket;
        const auto deleteEngine = [&] { delete fixture.engine; };
        if (where == "connection")
            connect(engine, &Engine::connection, this, deleteEngine);
        else if (where == "initialHeaders")
            connect(engine, &Engine::initialHeaders, this, deleteEngine);
        else if (where == "connectionError")
            connect(engine, &Engine::connectionError, this, deleteEngine);
        else if (where == "generator")
            engine->setIdGenerator([&](const HttpRequest &) {
                delete fixture.engine;
                return QStringLiteral("id");
            });
        if (where == "connectionError") {
            client.send(RawHttpClient::getRequest("/socket.io/?EIO=4"));
        } else if (overWebSocket) {
            socket.client().connectTo(fixture.port());
            socket.send(RawHttpClient::webSocketRequest(EngineFixture::webSocket()));
        } else {
            client.send(RawHttpClient::getRequest(EngineFixture::polling()));
        }
        QTRY_VERIFY(fixture.session || !fixture.engine);
        if (fixture.engine) {
            const QByteArray sid = fixture.sid();
            connectHandler(where, fixture.engine, fixture.session, deleteEngine);
            if (overWebSocket && where == "headers") {
                poller.send(RawHttpClient::webSocketRequest(EngineFixture::webSocket()));
            } else if (overWebSocket) {
                fixture.session->sendText("down");
                socket.sendText("3");
                socket.sendText("4up");
            } else {
                poller.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
                fixture.session->sendText("down");
                if (fixture.engine)
                    client.send(RawHttpClient::postRequest(EngineFixture::polling(sid),
                                                           "3\x1e"
                                                           "4up\x1e"
                                                           "4more"));
            }
        }
        QTRY_VERIFY(!fixture.engine);
        QTRY_VERIFY(!fixture.session);
    }
}

void tst_Closing::deleteEngineInClosed()
{
    EngineFixture fixture;
    RawWebSocket first;
    RawWebSocket second;
    QVERIFY(fixture.open(first));
    QVERIFY(fixture.open(second));
    int closed = 0;
    const QList<Session *> sessions = fixture.engine->sessions();
    for (const Session *session : sessions) {
        connect(session, &Session::closed, this, [&] {
            if (++closed == 1)
                delete fixture.engine; // which closes the other one
        });
    }
    first.abort();
    QTRY_VERIFY(!fixture.engine);
    QCOMPARE(closed, 2);
    QTRY_VERIFY(!fixture.session);
    QCOMPARE(second.receive().opcode, int(RawFrame::Close));
}

void tst_Closing::closeOthersInClosed()
{
    EngineFixture fixture;
    std::array<RawWebSocket, 5> sockets;
    for (RawWebSocket &socket : sockets)
        QVERIFY(fixture.open(socket));
    int closed = 0;
    const QList<Session *> sessions = fixture.engine->sessions();
    for (const Session *session : sessions) {
        connect(session, &Session::closed, this, [&] {
            ++closed;
            const QList<Session *> others = fixture.engine->sessions();
            for (Session *other : others)
                other->close(Session::CloseMode::Discard);
        });
    }
    fixture.engine->close();
    QCOMPARE(closed, 5);
}

void tst_Closing::deleteEngineWithOpenSessions()
{
    EngineFixture fixture;
    RawWebSocket socket;
    RawHttpClient client(fixture.port());
    QVERIFY(!fixture.open(client).isEmpty());
    const QByteArray sid = fixture.sid();
    client.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_VERIFY(fixture.session->isWritable());
    QVERIFY(fixture.open(socket));
    delete fixture.engine;
    QVERIFY(!fixture.session); // at once: nothing of the engine's is on the stack
    QCOMPARE(fixture.sink.closedCount, 2);
    QCOMPARE(fixture.sink.closedReason, QByteArray("forced close"));
    QCOMPARE(socket.receive().opcode, int(RawFrame::Close));
    QCOMPARE(client.receive().body, QByteArray("1"));
}

QTEST_GUILESS_MAIN(tst_Closing)
#include "tst_closing.moc"
