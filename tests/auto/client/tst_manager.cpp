// SPDX-License-Identifier: MIT
#include "client/clientengine_p.h"
#include "clientsocketfixture.h"

#include <QtCore/QThread>
#include <QtNetwork/QTcpServer>

#include <atomic>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_Manager : public ClientSocketFixture
{
    Q_OBJECT
private Q_SLOTS:
    void severalNamespaces();
    void socketsAreUnique();
    void connectionOfItsOwn();
    void closesBehindTheLastSocket();
    void closesBehindADeletedSocket();
    void deletedBeforeTheAnswer_data();
    void deletedBeforeTheAnswer();
    void closesWithoutWord();
    void reconnects();
    void timeOfTheNextAttempt();
    void givesUp();
    void withoutReconnection();
    void signalsOfAFailedAttempt();
    void timesOut();
    void invalidUrl();
    void closeAndOpen();
    void closeWhileWaiting();
    void openNow();
    void remembersTheUpgrade();
    void upgrades();
    void deletedInHandlers_data();
    void deletedInHandlers();
    void closesAndDeletesWithoutAnEventLoop();
    void endsWithItsThread_data();
    void endsWithItsThread();

private:
    std::unique_ptr<Manager> make(const ClientOptions &options = quick())
    {
        return make(server->url(), options);
    }
    std::unique_ptr<Manager> make(const QUrl &url, const ClientOptions &options);
    Error lastError;
};

std::unique_ptr<Manager> tst_Manager::make(const QUrl &url, const ClientOptions &options)
{
    auto manager = std::make_unique<Manager>(url, options);
    connect(manager.get(), &Manager::opened, this, [this] { record("opened"); });
    connect(manager.get(), &Manager::closed, this, [this](DisconnectReason reason) {
        record("closed:" + QByteArray(reasonText(reason).data()));
    });
    connect(manager.get(), &Manager::errorOccurred, this, [this](const Error &error) {
        lastError = error;
        record("error");
    });
    connect(manager.get(), &Manager::reconnectAttempt, this,
            [this](int n) { record("attempt:" + QByteArray::number(n)); });
    connect(manager.get(), &Manager::reconnectError, this, [this] { record("attemptError"); });
    connect(manager.get(), &Manager::reconnected, this,
            [this](int n) { record("reconnected:" + QByteArray::number(n)); });
    connect(manager.get(), &Manager::reconnectFailed, this, [this] { record("gaveUp"); });
    connect(manager.get(), &Manager::upgraded, this,
            [this](const QString &name) { record("upgraded:" + name.toUtf8()); });
    connect(manager.get(), &Manager::pingReceived, this, [this] { record("ping"); });
    return manager;
}

void tst_Manager::severalNamespaces()
{
    const auto manager = make();
    QCOMPARE(manager->state(), Manager::State::Closed);
    ClientSocket *a = manager->socket("/a");
    ClientSocket *b = manager->socket(QStringLiteral("b")); // the slash may be left out
    QCOMPARE(b->nsp(), QStringLiteral("/b"));
    QCOMPARE(manager->state(), Manager::State::Opening);
    QCOMPARE(manager->maxPayload(), 0);
    accept();
    QCOMPARE(said(), "opened");
    QCOMPARE(manager->maxPayload(), 1'000'000);
    const QSet<QByteArray> joins{peer->next(), peer->next()};
    QCOMPARE(joins, (QSet<QByteArray>{"40/a,", "40/b,"}));
    observe(a, "a ");
    observe(b, "b ");
    peer->send("40/b,{\"sid\":\"1\"}");
    peer->send("40/a,{\"sid\":\"2\"}");
    QCOMPARE(said(), "b connected");
    QCOMPARE(said(), "a connected");
    a->emitEvent("e");
    b->emitEvent("e");
    QCOMPARE(peer->next(), "42/a,[\"e\"]");
    QCOMPARE(peer->next(), "42/b,[\"e\"]");
    ClientSocket *c = manager->socket("/c"); // the connection stands
    QCOMPARE(peer->next(), "40/c,");
    peer->send("44/c,{\"message\":\"no\"}");
    observe(c, "c ");
    QCOMPARE(said(), "c connectError:no");
    peer->send("2");
    QCOMPARE(said(), "ping");
}

void tst_Manager::socketsAreUnique()
{
    ClientOptions options = quick();
    options.autoConnect = false;
    const auto manager = make(options);
    QPointer<ClientSocket> a = manager->socket("/a");
    QCOMPARE(manager->socket("a"), a);
    QCOMPARE(a->manager(), manager.get());
    QVERIFY(!a->isActive());
    QCOMPARE(manager->state(), Manager::State::Closed);
    delete a;
    a = manager->socket("/a");
    QVERIFY(a);
}

void tst_Manager::connectionOfItsOwn()
{
    start();
    accept();
    const std::unique_ptr<ClientSocket> other(ClientSocket::open(server->url(), quick()));
    const auto otherPeer = server->nextWebSocket();
    QVERIFY(otherPeer->isValid());
    QVERIFY(socket->manager() != other->manager());
    QCOMPARE(other->manager()->parent(), other.get()); // which goes with it
}

void tst_Manager::closesBehindTheLastSocket()
{
    const auto manager = make();
    ClientSocket *a = manager->socket("/a");
    ClientSocket *b = manager->socket("/b");
    accept();
    QCOMPARE(said(), "opened");
    peer->send("40/a,{\"sid\":\"1\"}");
    peer->send("40/b,{\"sid\":\"2\"}");
    QTRY_VERIFY(a->isConnected() && b->isConnected());
    a->disconnectFromServer();
    QCOMPARE(manager->state(), Manager::State::Open);
    delete b;
    QCOMPARE(said(), "closed:forced close");
    QCOMPARE(manager->state(), Manager::State::Closed);
    QSet<QByteArray> received;
    for (int i = 0; i < 4; ++i)
        received.insert(peer->next());
    QCOMPARE(received, (QSet<QByteArray>{"40/a,", "40/b,", "41/a,", "41/b,"}));
    QVERIFY(peer->waitForClosed());
}

void tst_Manager::closesBehindADeletedSocket()
{
    const auto manager = make();
    const QPointer<ClientSocket> a = manager->socket();
    accept();
    QCOMPARE(said(), "opened");
    reaction = [&a](const QByteArray &) { delete a; }; // nobody hears of it before it is gone
    delete a;
    QVERIFY(!a);
    QVERIFY(events.isEmpty());
    QCOMPARE(said(), "closed:forced close");
    QVERIFY(peer->waitForClosed());
}

void tst_Manager::deletedBeforeTheAnswer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("isLeft");
    QTest::newRow("accepted") << QByteArray("40/a,{\"sid\":\"1\"}") << true;
    QTest::newRow("refused") << QByteArray("44/a,{\"message\":\"no\"}") << false;
}

// It leaves the namespace when it is in, and its successor does not join before that.
void tst_Manager::deletedBeforeTheAnswer()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const bool, isLeft);
    const auto manager = make();
    manager->socket("/b");
    accept();
    QCOMPARE(peer->next(), "40/b,");
    ClientSocket *a = manager->socket("/a");
    QCOMPARE(peer->next(), "40/a,");
    delete a;
    ClientSocket *successor = manager->socket("/a");
    peer->send("2");
    QCOMPARE(peer->next(), "3"); // nothing yet
    peer->send("42/a,[\"e\"]"); // for the other one
    successor->on("e", this, [this] { record("e"); });
    peer->send(answer);
    if (isLeft)
        QCOMPARE(peer->next(), "41/a,");
    QCOMPARE(peer->next(), "40/a,");
    events.clear();
    observe(successor, {});
    peer->send("40/a,{\"sid\":\"2\"}");
    QCOMPARE(said(), "connected");
    QCOMPARE(successor->id(), QStringLiteral("2"));

    delete manager->socket("/c");
    QCOMPARE(peer->next(), "40/c,");
    peer->abort(); // then nobody waits for an answer any longer
    accept();
    QSet<QByteArray> joins{peer->next(), peer->next()};
    QCOMPARE(joins, (QSet<QByteArray>{"40/a,", "40/b,"}));
    manager->socket("/c");
    QCOMPARE(peer->next(), "40/c,");
}

void tst_Manager::closesWithoutWord()
{
    auto manager = make();
    manager->socket()->emitEvent("kept");
    accept();
    QCOMPARE(said(), "opened");
    QCOMPARE(peer->next(), "40");
    peer->send("40{\"sid\":\"1\"}");
    QCOMPARE(peer->next(), "42[\"kept\"]");
    manager->socket()->emitEvent("last");
    manager.reset();
    QCOMPARE(peer->next(), "42[\"last\"]");
    QVERIFY(peer->waitForClosed());
    QVERIFY(events.isEmpty());
}

void tst_Manager::reconnects()
{
    const auto manager = make();
    ClientSocket *a = manager->socket();
    accept();
    QCOMPARE(said(), "opened");
    peer->send("40{\"sid\":\"1\"}");
    QTRY_VERIFY(a->isConnected());
    server->setAcceptsWebSockets(false);
    peer->abort();
    QCOMPARE(said(), "closed:transport close");
    QVERIFY(manager->isReconnecting());
    for (int i = 1; i <= 3; ++i) {
        QCOMPARE(said(), "attempt:" + QByteArray::number(i));
        QCOMPARE(manager->state(), Manager::State::Opening);
        ScriptedServer::answer(server->nextGet(), {}, "503 Service Unavailable",
                               "Connection: close\r\n");
        if (i == 3)
            server->setAcceptsWebSockets(true);
        QCOMPARE(said(), "error");
        QCOMPARE(lastError.code(), Error::Code::Network);
        QCOMPARE(said(), "attemptError");
    }
    QCOMPARE(said(), "attempt:4");
    accept();
    QCOMPARE(said(), "opened");
    QCOMPARE(said(), "reconnected:4");
    QVERIFY(!manager->isReconnecting());
    QCOMPARE(manager->reconnectDelay(), 0ms);
    QCOMPARE(peer->next(), "40");
    peer->abort(); // the next time it counts from one again
    QCOMPARE(said(), "closed:transport close");
    QCOMPARE(said(), "attempt:1");
}

void tst_Manager::timeOfTheNextAttempt()
{
    server->close();
    ClientOptions options = quick();
    options.reconnectionDelay = options.reconnectionDelayMax = 60s;
    const auto manager = make(options);
    QCOMPARE(manager->reconnectDelay(), 0ms);
    manager->socket();
    QCOMPARE(said(), "error");
    QTRY_VERIFY(manager->reconnectDelay() > 20s); // with jitter
    QVERIFY(manager->reconnectDelay() < 100s);
    manager->close();
    QCOMPARE(manager->reconnectDelay(), 0ms);
}

void tst_Manager::givesUp()
{
    server->close();
    ClientOptions options = quick();
    options.reconnectionAttempts = 2;
    const auto manager = make(options);
    observe(manager->socket(), "socket ");
    for (int i = 0; i <= 2; ++i) {
        if (i > 0)
            QCOMPARE(said(), "attempt:" + QByteArray::number(i));
        QCOMPARE(said(), "error");
        QVERIFY(said().startsWith("socket connectError:"));
        if (i > 0)
            QCOMPARE(said(), "attemptError");
    }
    QCOMPARE(said(), "gaveUp");
    QVERIFY(!manager->isReconnecting());
    QCOMPARE(manager->state(), Manager::State::Closed);
    QVERIFY(manager->socket()->isActive());
    manager->open(); // and again
    QCOMPARE(said(), "error");
}

void tst_Manager::withoutReconnection()
{
    ClientOptions options = quick();
    options.reconnection = false;
    const auto manager = make(options);
    ClientSocket *a = manager->socket();
    accept();
    QCOMPARE(said(), "opened");
    peer->abort();
    QCOMPARE(said(), "closed:transport close");
    QVERIFY(!manager->isReconnecting());
    QVERIFY(a->isActive());
    manager->open();
    accept();
    QCOMPARE(said(), "opened"); // not reconnected
    QCOMPARE(peer->next(), "40");
    QVERIFY(events.isEmpty());
}

void tst_Manager::signalsOfAFailedAttempt()
{
    server->setAcceptsWebSockets(false);
    ClientOptions options = quick();
    options.reconnection = false;
    const auto manager = make(options);
    observe(manager->socket(), "socket ");
    ScriptedServer::answer(server->nextGet(), {}, "403 Forbidden", "Connection: close\r\n");
    QCOMPARE(said(), "error");
    QVERIFY(!lastError.message().isEmpty());
    QCOMPARE(said(), "socket connectError:" + lastError.message().toUtf8());
    QVERIFY(events.isEmpty());
}

void tst_Manager::timesOut()
{
    ClientOptions options = quick();
    options.timeout = 500ms;
    options.reconnection = false;
    const auto manager = make(options);
    manager->socket();
    peer = server->nextWebSocket(); // but no open packet
    QVERIFY(peer->isValid());
    QCOMPARE(said(), "error");
    QCOMPARE(lastError, Error(Error::Code::Timeout, QStringLiteral("timeout")));
    QVERIFY(peer->waitForClosed());
    QVERIFY(events.isEmpty());
}

void tst_Manager::invalidUrl()
{
    const auto manager = make(QUrl(QStringLiteral("ftp://host/chat")), quick());
    observe(manager->socket(), "socket ");
    QVERIFY(events.isEmpty()); // not in the middle of the call
    QCOMPARE(said(), "error");
    QCOMPARE(lastError.code(), Error::Code::InvalidUsage);
    QVERIFY(said().startsWith("socket connectError:"));
    QVERIFY(!manager->isReconnecting());
}

void tst_Manager::closeAndOpen()
{
    const auto manager = make();
    ClientSocket *a = manager->socket();
    observe(a, "socket ");
    accept();
    QCOMPARE(said(), "opened");
    peer->send("40{\"sid\":\"1\"}");
    QCOMPARE(said(), "socket connected");
    manager->close();
    QCOMPARE(said(), "closed:forced close");
    QCOMPARE(said(), "socket disconnected:forced close");
    QVERIFY(a->isActive());
    QVERIFY(!manager->isReconnecting());
    QVERIFY(peer->waitForClosed());
    manager->open();
    accept();
    QCOMPARE(said(), "opened");
    QCOMPARE(peer->next(), "40");
}

void tst_Manager::closeWhileWaiting()
{
    server->close();
    const auto manager = make();
    manager->socket();
    QCOMPARE(said(), "error");
    reaction = [&manager](const QByteArray &event) {
        if (event == "attempt:1")
            manager->close();
    };
    QCOMPARE(said(), "attempt:1");
    QVERIFY(!manager->isReconnecting());
    QCOMPARE(manager->state(), Manager::State::Closed);
}

void tst_Manager::openNow()
{
    ClientOptions options = quick();
    options.reconnectionDelay = 1h;
    options.reconnectionDelayMax = 1h;
    const auto manager = make(options);
    manager->socket();
    accept();
    QCOMPARE(said(), "opened");
    peer->abort();
    QCOMPARE(said(), "closed:transport close");
    QVERIFY(manager->isReconnecting());
    manager->open();
    accept();
    QCOMPARE(said(), "opened");
    QCOMPARE(said(), "reconnected:1");
}

void tst_Manager::upgrades()
{
    ClientOptions options = quick();
    options.transports = ClientOptions().transports;
    const auto manager = make(options);
    ClientSocket *a = manager->socket();
    server->answerGet(ScriptedServer::openPacket("\"websocket\""));
    QCOMPARE(said(), "opened");
    QCOMPARE(server->answerPost(), "40");
    server->answerGet("40{\"sid\":\"1\"}");
    QTRY_VERIFY(a->isConnected());
    peer = server->nextWebSocket();
    QCOMPARE(peer->next(), "2probe");
    peer->send("3probe");
    QVERIFY(peer->sync());
    server->answerGet("6");
    QCOMPARE(said(), "upgraded:websocket");
    QCOMPARE(manager->transportName(), QStringLiteral("websocket"));
    a->emitEvent("e");
    QCOMPARE(peer->next(), "5");
    QCOMPARE(peer->next(), "42[\"e\"]");
}

void tst_Manager::remembersTheUpgrade()
{
    ClientOptions options = quick();
    options.transports = ClientOptions().transports;
    options.rememberUpgrade = true;
    const auto manager = make(options);
    manager->socket();
    server->answerGet(ScriptedServer::openPacket("\"websocket\""));
    QCOMPARE(said(), "opened");
    QCOMPARE(server->answerPost(), "40");
    peer = server->nextWebSocket();
    QCOMPARE(peer->next(), "2probe");
    peer->send("3probe");
    QVERIFY(peer->sync());
    server->answerGet("6");
    QCOMPARE(said(), "upgraded:websocket");
    peer->abort();
    QCOMPARE(said(), "closed:transport close");
    QCOMPARE(said(), "attempt:1");
    accept(); // with a WebSocket
    QCOMPARE(said(), "opened");
    QCOMPARE(said(), "reconnected:1");
    server->setAcceptsWebSockets(false);
    peer->abort();
    QCOMPARE(said(), "closed:transport close");
    QCOMPARE(said(), "attempt:1");
    ScriptedServer::answer(server->nextGet(), {}, "400 Bad Request", "Connection: close\r\n");
    QCOMPARE(said(), "error");
    QCOMPARE(said(), "attemptError");
    QVERIFY(server->nextGet().target.contains("transport=polling")); // now it has forgotten
}

void tst_Manager::deletedInHandlers_data()
{
    QTest::addColumn<QByteArray>("event");
    for (const char *event : {"opened", "closed:transport close", "attempt:1", "error",
                              "attemptError", "gaveUp", "reconnected:1", "ping"})
        QTest::newRow(event) << QByteArray(event);
}

void tst_Manager::deletedInHandlers()
{
    QFETCH(const QByteArray, event);
    ClientOptions options = quick();
    options.reconnectionAttempts = 2;
    auto manager = make(options);
    const QPointer<Manager> guard(manager.get());
    reaction = [&](const QByteArray &happened) {
        if (happened == event)
            manager.reset();
    };
    manager->socket();
    accept();
    peer->send("2");
    if (event != "opened" && event != "ping") {
        if (event != "closed:transport close" && event != "reconnected:1")
            server->close();
        QTRY_VERIFY(events.contains("ping"));
        peer->abort();
        if (event == "reconnected:1")
            accept();
    }
    QTRY_VERIFY(!guard);
    QVERIFY(events.constLast() == event);
    QVERIFY(peer->waitForClosed());
}

void tst_Manager::closesAndDeletesWithoutAnEventLoop()
{
    auto manager = make();
    ClientSocket *a = manager->socket();
    a->emitEvent("e");
    manager->close(); // before it has begun
    manager->open();
    a->disconnectFromServer();
    a->connectToServer();
    delete a;
    manager->socket();
    manager.reset();
    QVERIFY(events.isEmpty());
}

void tst_Manager::endsWithItsThread_data()
{
    QTest::addColumn<bool>("isDeletedBefore");
    QTest::newRow("deleted before") << true;
    QTest::newRow("deleted by its end") << false;
}

// A loop that has ended leaves nothing behind that would still say goodbye.
void tst_Manager::endsWithItsThread()
{
    QFETCH(bool, isDeletedBefore);
    QThread thread;
    auto *manager = new Manager(server->url(), quick());
    std::atomic<int> openings = 0;
    connect(manager, &Manager::opened, manager, [&openings] { ++openings; });
    manager->moveToThread(&thread);
    connect(&thread, &QThread::finished, manager, &QObject::deleteLater);
    thread.start();
    QMetaObject::invokeMethod(manager, [manager] { manager->socket("/"); });
    accept();
    QVERIFY(waitFor([&openings] { return openings == 1; }));
    QPointer<ClientEngine> engine;
    QMetaObject::invokeMethod(
        manager,
        [&] {
            engine = manager->findChild<ClientEngine *>();
            if (isDeletedBefore)
                delete manager;
        },
        Qt::BlockingQueuedConnection);
    thread.quit();
    QVERIFY(thread.wait());
    QVERIFY(!engine); // what it may have left itself, LeakSanitizer finds
}

QTEST_GUILESS_MAIN(tst_Manager)
#include "moc_clientsocketfixture.cpp"
#include "tst_manager.moc"
