// SPDX-License-Identifier: MIT
#include "serverfixture.h"

#include "adapter/inmemoryadapter.h"

#include <QtCore/QPromise>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_Disconnecting : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void trap54_afterDisconnect();
    void trap55_closeTheConnection();
    void trap56_serverClose();
    void trap57_closeWithoutListening();
    void closeWaitsForTheAdapters();
    void deletedWhileItCloses();
    void listenAgainAfterClose();
    void trap58_roomsAndStateInTheSignals();
    void reasons_data();
    void reasons();
    void whatCameBeforeTheCloseFrame_data();
    void whatCameBeforeTheCloseFrame();
    void trap92_handlersDisconnectEverybody();
    void socketsAreNotifiedInTheOrderTheyJoined();
    void deleteTheSocketInItsHandlers_data();
    void deleteTheSocketInItsHandlers();
    void deleteTheServerInAHandler_data();
    void deleteTheServerInAHandler();
    void deletingASocketDisconnectsItsClient();
    void socketsAreDeletedAfterwards();
};

void tst_Disconnecting::trap54_afterDisconnect()
{
    WsClient client(port);
    client.join();
    socket->disconnectClient();
    QVERIFY(!socket->isConnected());
    QVERIFY(socket->emitEvent("late", 1));
    socket->join("room");
    QVERIFY(!io->sockets()->adapter()->rooms().contains(QStringLiteral("room")));
    QCOMPARE(client.next(), "41");
    QCOMPARE(client.next(), "42[\"late\",1]");
    QVERIFY(client.isOpen());
    QCOMPARE(ServerFixture::reasons, QStringList{QStringLiteral("server namespace disconnect")});
}

void tst_Disconnecting::trap55_closeTheConnection()
{
    Namespace *a = io->of("/a");
    connect(a, &Namespace::connection, this, [this](Socket *joined) { observe(joined); });
    WsClient client(port);
    client.join();
    client.join("/a");
    socket->disconnectClient(DisconnectMode::CloseConnection);
    QCOMPARE(ServerFixture::reasons,
             (QStringList{QStringLiteral("server namespace disconnect"),
                          QStringLiteral("server namespace disconnect")}));
    QCOMPARE(client.next(), "41");
    QCOMPARE(client.next(), "41/a,");
    QVERIFY(client.waitForClosed());
    QTRY_COMPARE(io->engine()->clientsCount(), 0);
}

void tst_Disconnecting::trap56_serverClose()
{
    WsClient client(port);
    client.join();
    DisconnectReason engineReason = DisconnectReason::TransportClose;
    connect(socket->conn(), &Session::closed, this,
            [&](DisconnectReason reason) { engineReason = reason; });
    const QFuture<void> closed = io->close();
    QCOMPARE(ServerFixture::reasons, QStringList{QStringLiteral("server shutting down")});
    QTRY_VERIFY(closed.isFinished());
    QVERIFY(client.waitForClosed());
    QVERIFY(client.hasNothing()); // no DISCONNECT packet
    QVERIFY(engineReason == DisconnectReason::ForcedClose);
}

void tst_Disconnecting::trap57_closeWithoutListening()
{
    // The reference reports an error to its callback; a future that is finished says enough.
    Server never;
    QVERIFY(never.close().isFinished());
    QVERIFY(never.close().isFinished());
}

namespace {
// Has to say goodbye to a broker first.
class SlowlyClosingAdapter final : public InMemoryAdapter
{
public:
    using InMemoryAdapter::InMemoryAdapter;
    QFuture<void> close() override
    {
        promise->start();
        return promise->future();
    }
    const std::shared_ptr<QPromise<void>> promise = std::make_shared<QPromise<void>>();
};
} // namespace

void tst_Disconnecting::closeWaitsForTheAdapters()
{
    io->setAdapter([](AdapterHost *host) { return std::make_unique<SlowlyClosingAdapter>(host); });
    const auto promise = static_cast<SlowlyClosingAdapter *>(io->sockets()->adapter())->promise;
    const QFuture<void> closed = io->close();
    QVERIFY(promise->future().isStarted());
    QVERIFY(!closed.isFinished());
    promise->finish();
    QTRY_VERIFY(closed.isFinished());
    QVERIFY(!closed.isCanceled());
}

void tst_Disconnecting::deletedWhileItCloses()
{
    io->setAdapter([](AdapterHost *host) { return std::make_unique<SlowlyClosingAdapter>(host); });
    const auto promise = static_cast<SlowlyClosingAdapter *>(io->sockets()->adapter())->promise;
    const QFuture<void> closed = io->close();
    io.reset();
    promise->finish();
    QTRY_VERIFY(closed.isFinished());
}

void tst_Disconnecting::listenAgainAfterClose()
{
    const quint16 samePort = port;
    io->close();
    QVERIFY(!io->isListening());
    QVERIFY2(io->listen(QHostAddress(QHostAddress::LocalHost), samePort),
             qPrintable(io->errorString()));
    WsClient client(samePort);
    QVERIFY(!client.join().isEmpty());

    Server second;
    QVERIFY(!second.listen(QHostAddress(QHostAddress::LocalHost), samePort));
    QVERIFY(!second.errorString().isEmpty());
}

void tst_Disconnecting::trap58_roomsAndStateInTheSignals()
{
    WsClient client(port);
    const QString id = client.join();
    Socket *joined = socket;
    joined->join("r");
    QStringList log;
    const auto note = [&](const char *signal) {
        log << QStringLiteral("%1 %2 %3")
                   .arg(QLatin1StringView(signal))
                   .arg(joined->rooms().size())
                   .arg(joined->isConnected());
    };
    connect(joined, &Socket::disconnecting, this, [&] { note("disconnecting"); });
    connect(joined, &Socket::disconnected, this, [&] { note("disconnected"); });
    joined->disconnectClient();
    QCOMPARE(
        log,
        (QStringList{QStringLiteral("disconnecting 2 1"), QStringLiteral("disconnected 0 0")}));
    QVERIFY(!io->sockets()->sockets().contains(id));
}

void tst_Disconnecting::reasons_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QString>("reason");
    QTest::newRow("client leaves")
        << QByteArray("41") << QStringLiteral("client namespace disconnect");
    QTest::newRow("client closes") << QByteArray("close") << QStringLiteral("transport close");
    QTest::newRow("connection lost") << QByteArray("abort") << QStringLiteral("transport close");
    QTest::newRow("undecodable engine packet")
        << QByteArray("abc") << QStringLiteral("parse error");
    QTest::newRow("trap 42: malformed packet")
        << QByteArray("42{}") << QStringLiteral("forced close");
    QTest::newRow("trap 43: duplicate connect")
        << QByteArray("40") << QStringLiteral("forced close");
    QTest::newRow("ping from a client") << QByteArray("2") << QStringLiteral("transport error");
    QTest::newRow("session closed by the server")
        << QByteArray("session") << QStringLiteral("forced close");
}

void tst_Disconnecting::reasons()
{
    QFETCH(const QByteArray, action);
    WsClient client(port);
    client.join();
    if (action == "close")
        client.close();
    else if (action == "abort")
        client.abort();
    else if (action == "session")
        socket->conn()->close();
    else
        client.send(action);
    QTRY_COMPARE(ServerFixture::reasons.size(), 1);
    QTEST(ServerFixture::reasons.constFirst(), "reason");
}

void tst_Disconnecting::whatCameBeforeTheCloseFrame_data()
{
    QTest::addColumn<QList<QByteArray>>("packets");
    QTest::addColumn<int>("handled");
    QTest::addColumn<QString>("reason");
    QTest::newRow("DISCONNECT") << QList<QByteArray>{"41"} << 0
                                << QStringLiteral("client namespace disconnect");
    QTest::newRow("events") << QList<QByteArray>{"42[\"last\"]", "42[\"last\"]"} << 2
                            << QStringLiteral("transport close");
    QTest::newRow("an event that deletes the server")
        << QList<QByteArray>{"42[\"delete\"]", "42[\"last\"]"} << 0
        << QStringLiteral("server shutting down");
}

void tst_Disconnecting::whatCameBeforeTheCloseFrame()
{
    QFETCH(QList<QByteArray>, packets);
    QFETCH(int, handled);
    QFETCH(QString, reason);
    WsClient client(port);
    client.join();
    int calls = 0;
    socket->on("last", this, [&calls] { ++calls; });
    socket->on("delete", this, [this] { io.reset(); });
    for (const QByteArray &packet : packets)
        client.send(packet);
    client.close(); // all in one write
    QTRY_COMPARE(ServerFixture::reasons, QStringList{reason});
    QCOMPARE(calls, handled);
}

void tst_Disconnecting::trap92_handlersDisconnectEverybody()
{
    std::vector<std::unique_ptr<WsClient>> clients;
    connect(io.get(), &Server::connection, this, [this](Socket *joined) {
        connect(joined, &Socket::disconnected, this, [this] {
            const auto rest = io->sockets()->sockets(); // a copy
            for (Socket *other : rest)
                other->disconnectClient(DisconnectMode::CloseConnection);
        });
        joined->onAnyOutgoing(this, [joined](const QString &event, const Payload &) {
            if (event == QLatin1StringView("go"))
                joined->disconnectClient();
        });
    });
    for (int i = 0; i < 5; ++i) {
        clients.push_back(std::make_unique<WsClient>(port));
        QVERIFY(!clients.back()->join().isEmpty());
    }
    io->emitEvent("go");
    QCOMPARE(io->sockets()->sockets().size(), 0);
    QCOMPARE(ServerFixture::reasons.size(), 5);
}

void tst_Disconnecting::socketsAreNotifiedInTheOrderTheyJoined()
{
    QStringList order;
    for (const char *name : {"/b", "/a", "/c"}) {
        connect(io->of(name), &Namespace::connection, this, [&order, this](Socket *joined) {
            connect(joined, &Socket::disconnected, this,
                    [&order, joined] { order << joined->nsp()->name(); });
        });
    }
    WsClient client(port);
    client.join("/b");
    client.join("/a");
    client.join("/c");
    client.close();
    QTRY_COMPARE(order,
                 (QStringList{QStringLiteral("/b"), QStringLiteral("/a"), QStringLiteral("/c")}));
}

void tst_Disconnecting::deleteTheSocketInItsHandlers_data()
{
    QTest::addColumn<QByteArray>("where");
    for (const char *where : {"event", "any", "anyOutgoing", "disconnecting", "disconnected",
                              "error", "middleware", "eventReceived", "ack"})
        QTest::newRow(where) << QByteArray(where);
}

void tst_Disconnecting::deleteTheSocketInItsHandlers()
{
    QFETCH(const QByteArray, where);
    WsClient client(port);
    client.join();
    QPointer<Socket> guard = socket;
    Socket *victim = socket;
    const auto destroy = [victim] { delete victim; };
    if (where == "event")
        victim->on("x", this, destroy);
    else if (where == "any")
        victim->onAny(this, [destroy](const QString &, const Payload &) { destroy(); });
    else if (where == "anyOutgoing")
        victim->onAnyOutgoing(this, [destroy](const QString &, const Payload &) { destroy(); });
    else if (where == "disconnecting")
        connect(victim, &Socket::disconnecting, this, destroy);
    else if (where == "disconnected")
        connect(victim, &Socket::disconnected, this, destroy);
    else if (where == "error")
        connect(victim, &Socket::errorOccurred, this, destroy);
    else if (where == "middleware")
        victim->use(this, [destroy](Event &, const Next &next) {
            destroy();
            next();
        });
    else if (where == "eventReceived")
        connect(victim, &Socket::eventReceived, this, destroy);

    if (where == "anyOutgoing") {
        victim->emitEvent("x");
    } else if (where == "disconnecting" || where == "disconnected") {
        client.send("41");
    } else if (where == "error") {
        client.send("42{}");
    } else if (where == "ack") {
        victim->emitEvent("q", [destroy](const QString &) { destroy(); });
        QCOMPARE(client.next(), "420[\"q\"]");
        client.send("430[\"a\"]");
    } else {
        client.send("42[\"x\"]");
    }
    QTRY_VERIFY(!guard);
    QCOMPARE(io->sockets()->sockets().size(), 0);
    QVERIFY(io->sockets()->adapter()->rooms().isEmpty());
    WsClient another(port);
    QVERIFY(!another.join().isEmpty());
}

void tst_Disconnecting::deleteTheServerInAHandler_data()
{
    QTest::addColumn<QByteArray>("where");
    for (const char *where : {"connection", "event", "any", "disconnecting", "disconnected",
                              "error", "middleware", "packet"})
        QTest::newRow(where) << QByteArray(where);
}

void tst_Disconnecting::deleteTheServerInAHandler()
{
    QFETCH(const QByteArray, where);
    const auto destroy = [this] { io.reset(); };
    WsClient client(port);
    if (where == "connection") {
        connect(io->sockets(), &Namespace::connection, this, destroy);
        client.send("40");
        QTRY_VERIFY(!io);
        return;
    }
    if (where == "middleware") {
        io->use(this, [destroy](Socket *, const Next &next) {
            destroy();
            next();
        });
        client.send("40");
        QTRY_VERIFY(!io);
        return;
    }
    client.join();
    if (where == "event")
        socket->on("x", this, destroy);
    else if (where == "any")
        socket->onAny(this, [destroy](const QString &, const Payload &) { destroy(); });
    else if (where == "disconnecting")
        connect(socket, &Socket::disconnecting, this, destroy);
    else if (where == "disconnected")
        connect(socket, &Socket::disconnected, this, destroy);
    else if (where == "error")
        connect(socket, &Socket::errorOccurred, this, destroy);
    else if (where == "packet")
        connect(socket->conn(), &Session::packetReceived, this, destroy);
    client.send(where.startsWith("disconnect") ? "41" : where == "error" ? "42{}" : "42[\"x\"]");
    QTRY_VERIFY(!io);
    QVERIFY(client.waitForClosed());
}

void tst_Disconnecting::deletingASocketDisconnectsItsClient()
{
    WsClient client(port);
    client.join();
    delete socket.data();
    QCOMPARE(client.next(), "41");
    QVERIFY(!client.join().isEmpty());
}

void tst_Disconnecting::socketsAreDeletedAfterwards()
{
    WsClient client(port);
    client.join();
    const QPointer<Socket> guard = socket;
    const QPointer<Connection> connection = socket->connection();
    const QPointer<Session> session = socket->conn();
    client.close();
    QTRY_VERIFY(!guard && !connection && !session);
}

QTEST_GUILESS_MAIN(tst_Disconnecting)
#include "moc_serverfixture.cpp"
#include "tst_disconnecting.moc"
