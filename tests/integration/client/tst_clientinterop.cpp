// SPDX-License-Identifier: MIT
#include "interopserver.h"

#include <QSocketIo/ClientSocket>
#include <QSocketIo/Manager>
#include <QSocketIo/PacketParser>
#include <QtCore/QCborMap>
#include <QtCore/QRegularExpression>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <memory>

using namespace QSocketIo;
using namespace std::chrono_literals;

// Each case by polling, by WebSocket and with the upgrade from one to the other.
class tst_ClientInterop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanup();

    void handshake();
    void events();
    void order();
    void acknowledgements();
    void questionsOfTheServer();
    void timeouts();
    void binary();
    void largeMessages();
    void namespaces();
    void authFailure();
    void unknownNamespace();
    void rooms();
    void disconnections();
    void keptEvents();
    void heartbeat();
    void pingTimeout();
    void recovery();
    void recoveryByAnotherServer();
    void msgpack();
    void serverRestarts();

private:
    [[nodiscard]] ClientOptions options() const
    {
        QFETCH_GLOBAL(const QStringList, transports);
        ClientOptions result;
        result.transports = transports;
        result.reconnectionDelay = 10ms;
        result.reconnectionDelayMax = 50ms;
        return result;
    }
    // A socket that is connected, and upgraded where that is the row.
    ClientSocket *connected(const QString &path = {}, const ClientOptions &chosen = {})
    {
        return connected(m_server, path, chosen);
    }
    ClientSocket *connected(const InteropServer &server, const QString &path,
                            const ClientOptions &chosen)
    {
        ClientOptions all = chosen;
        all.transports = options().transports;
        all.reconnectionDelay = options().reconnectionDelay;
        all.reconnectionDelayMax = options().reconnectionDelayMax;
        ClientSocket *socket = ClientSocket::open(server.url(path), all, &m_sockets);
        const bool isConnected = QTest::qWaitFor([socket] { return socket->isConnected(); });
        return isConnected && waitForTransport(socket) ? socket : nullptr;
    }
    static bool waitForTransport(const ClientSocket *socket)
    {
        QFETCH_GLOBAL(const QString, transport);
        return QTest::qWaitFor([&] { return socket->manager()->transportName() == transport; });
    }
    // What an event is answered with.
    template<typename... Args>
    Result<Payload> ask(ClientSocket *socket, const char *event, const Args &...args)
    {
        return wait(socket->timeout(10s).emitWithAck(event, args...));
    }
    static Result<Payload> wait(const QFuture<Result<Payload>> &future)
    {
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 15'000))
            return Error("no answer came");
        return future.result();
    }
    static QCborValue member(const Result<Payload> &answer, const char *name)
    {
        return answer ? answer->at(0).toMap().value(QString::fromLatin1(name)) : QCborValue();
    }

    InteropServer m_server; // for the cases that do not want one of their own
    QObject m_sockets;
};

void tst_ClientInterop::initTestCase_data()
{
    QTest::addColumn<QStringList>("transports");
    QTest::addColumn<QString>("transport"); // in the end
    const QString polling = QStringLiteral("polling");
    const QString webSocket = QStringLiteral("websocket");
    QTest::newRow("polling") << QStringList{polling} << polling;
    QTest::newRow("websocket") << QStringList{webSocket} << webSocket;
    QTest::newRow("upgrade") << QStringList{polling, webSocket} << webSocket;
}

void tst_ClientInterop::initTestCase()
{
    QVERIFY2(m_server.start(), "QSOCKETIO_INTEROP_SERVER does not name a server");
}

void tst_ClientInterop::cleanup()
{
    qDeleteAll(m_sockets.children());
}

void tst_ClientInterop::handshake()
{
    ClientOptions options;
    options.query = {{QStringLiteral("room"), QStringLiteral("a+b c\u00e9")}};
    options.extraHeaders = {{"X-Custom", "value"}};
    options.auth = {{QStringLiteral("token"), QStringLiteral("t\u20ac")}};
    ClientSocket *socket = connected({}, options);
    QVERIFY(socket);
    const Result<Payload> answer = ask(socket, "whoami");
    QCOMPARE(member(answer, "id").toString(), socket->id());
    QCOMPARE(member(answer, "transport").toString(), socket->manager()->transportName());
    QCOMPARE(member(answer, "custom").toString(), QStringLiteral("value"));
    QCOMPARE(member(answer, "query").toMap().value(QStringLiteral("room")).toString(),
             QStringLiteral("a+b c\u00e9"));
    QCOMPARE(member(answer, "auth").toMap().value(QStringLiteral("token")).toString(),
             QStringLiteral("t\u20ac"));
}

void tst_ClientInterop::events()
{
    ClientSocket *socket = connected();
    QVERIFY(socket);
    Payload received;
    socket->on("echo", socket, [&received](const Payload &payload) { received = payload; });
    const Payload sent = Payload::of(1, 2.5, -3, true, nullptr, QStringLiteral("h\u00e9\U0001F600"),
                                     QJsonArray{1, QJsonObject{{QStringLiteral("a"), 1}}},
                                     QStringLiteral("\x1e\n\"\\"));
    socket->emitPayload("echo", sent, {});
    QTRY_VERIFY(!received.isEmpty());
    QCOMPARE(received, sent);
}

void tst_ClientInterop::order()
{
    ClientSocket *socket = connected();
    QVERIFY(socket);
    QList<int> received;
    socket->on("echo", socket, [&received](int i) { received.append(i); });
    for (int i = 0; i < 300; ++i)
        socket->emitEvent("echo", i);
    QTRY_COMPARE(received.size(), 300);
    QVERIFY(std::is_sorted(received.cbegin(), received.cend()));

    QList<int> items;
    socket->on("item", socket, [&items](int i, const QString &) { items.append(i); });
    socket->emitEvent("many", 1000, "text");
    QTRY_COMPARE(items.size(), 1000);
    QVERIFY(std::is_sorted(items.cbegin(), items.cend()));
}

void tst_ClientInterop::acknowledgements()
{
    ClientSocket *socket = connected();
    QVERIFY(socket);
    int sum = 0;
    socket->emitEvent("sum", 1, 2, [&sum](int value) { sum = value; });
    QTRY_COMPARE(sum, 3);
    const Result<Payload> answer = ask(socket, "ack", 1, QStringLiteral("two"));
    QVERIFY(answer);
    QCOMPARE(answer->json(), "1,\"two\"");
    QCOMPARE(ask(socket, "ack")->count(), 0);
}

void tst_ClientInterop::questionsOfTheServer()
{
    ClientSocket *socket = connected();
    QVERIFY(socket);
    socket->on("question", socket, [](int a, const QString &b) { return std::tuple(b, a + 1); });
    const Result<Payload> answer = ask(socket, "ask-client", 1, QStringLiteral("x"));
    QVERIFY(answer);
    QCOMPARE(answer->json(), "\"x\",2");
}

void tst_ClientInterop::timeouts()
{
    ClientSocket *socket = connected();
    QVERIFY(socket);
    const Result<Payload> none = wait(socket->timeout(50ms).emitWithAck("ack-never"));
    QCOMPARE(none.error().code(), Error::Code::Timeout);
    // And the other way round.
    QCOMPARE(ask(socket, "ask-timeout", 50)->at(0).toString(),
             QStringLiteral("operation has timed out"));
}

void tst_ClientInterop::binary()
{
    ClientSocket *socket = connected();
    QVERIFY(socket);
    const QCborArray parts{QByteArray("\x00\x01", 2), QByteArray("\xff\xfe\xfd"), QByteArray("")};
    const Result<Payload> answer
        = ask(socket, "binary", QCborMap{{QStringLiteral("parts"), parts}});
    QCOMPARE(member(answer, "sizes").toArray(), (QCborArray{2, 3, 0}));
    QCOMPARE(member(answer, "joined").toByteArray(), QByteArray("\x00\x01\xff\xfe\xfd", 5));
    QCOMPARE(member(answer, "nested").toMap().value(QStringLiteral("again")).toByteArray(),
             QByteArray("\x00\x01", 2));
}

// More than the server takes at a time, but not in one packet.
void tst_ClientInterop::largeMessages()
{
    ClientSocket *socket = connected();
    QVERIFY(socket);
    const QString text(400'000, u'x');
    QList<QFuture<Result<Payload>>> answers;
    for (int i = 0; i < 5; ++i)
        answers.append(socket->timeout(15s).emitWithAck("ack", i, text));
    for (int i = 0; i < 5; ++i) {
        const Result<Payload> answer = wait(answers.at(i));
        QVERIFY2(answer, qPrintable(answer.error().message()));
        QCOMPARE(answer->at(0).toInteger(), i);
        QCOMPARE(answer->at(1).toString().size(), text.size());
    }
    // So much that Qt asks itself whether it was compressed with evil intent.
    const Result<Payload> answer = ask(socket, "bytes", 11'000'000);
    QVERIFY2(answer, qPrintable(answer.error().message()));
    QVERIFY(answer->at(0).toByteArray() == QByteArray(11'000'000, '\xab'));
}

void tst_ClientInterop::namespaces()
{
    Manager manager(m_server.url(), options());
    ClientSocket *root = manager.socket();
    ClientSocket *custom = manager.socket("/custom");
    QTRY_VERIFY(root->isConnected() && custom->isConnected());
    QVERIFY(root->id() != custom->id());
    QCOMPARE(member(ask(custom, "whoami"), "nsp").toString(), QStringLiteral("/custom"));
    QCOMPARE(member(ask(root, "whoami"), "nsp").toString(), QStringLiteral("/"));
    custom->disconnectFromServer();
    QVERIFY(!custom->isConnected());
    QCOMPARE(ask(root, "sum", 1, 1)->at(0).toInteger(), 2);
    custom->connectToServer();
    QTRY_VERIFY(custom->isConnected());
    QCOMPARE(ask(custom, "sum", 1, 1)->at(0).toInteger(), 2);
}

void tst_ClientInterop::authFailure()
{
    ClientOptions wrong = options();
    wrong.auth = {{QStringLiteral("token"), QStringLiteral("wrong")}};
    auto *socket = ClientSocket::open(m_server.url(QStringLiteral("/auth")), wrong, &m_sockets);
    Error error;
    connect(socket, &ClientSocket::connectError, this, [&](const Error &e) {
        error = e;
        socket->setAuth([] {
            return QCborMap{{QStringLiteral("token"), QStringLiteral("secret")}};
        });
        socket->connectToServer();
    });
    QTRY_VERIFY(socket->isConnected());
    QCOMPARE(error, Error("not authorized", QCborMap{{QStringLiteral("code"), 401}}));
}

void tst_ClientInterop::unknownNamespace()
{
    auto *socket
        = ClientSocket::open(m_server.url(QStringLiteral("/nowhere")), options(), &m_sockets);
    Error error;
    connect(socket, &ClientSocket::connectError, this, [&error](const Error &e) { error = e; });
    QTRY_COMPARE(error.message(), QStringLiteral("Invalid namespace"));
    QVERIFY(!socket->isActive());
}

void tst_ClientInterop::rooms()
{
    ClientSocket *a = connected();
    ClientSocket *b = connected();
    QVERIFY(a && b);
    QString received;
    b->on("room-message", b, [&received](const QString &text) { received = text; });
    QVERIFY(ask(b, "join", QStringLiteral("lobby")));
    a->emitEvent("room-message", "lobby", "hello");
    QTRY_COMPARE(received, QStringLiteral("hello"));
}

void tst_ClientInterop::disconnections()
{
    ClientSocket *watcher = connected(QStringLiteral("/watch"));
    QVERIFY(watcher);
    QMap<QString, QString> reasons;
    watcher->on("left", watcher, [&reasons](const QCborMap &report) {
        reasons.insert(report.value(QStringLiteral("id")).toString(),
                       report.value(QStringLiteral("reason")).toString());
    });
    struct Case
    {
        const char *what;
        DisconnectReason here;
        const char *there;
    };
    const Case cases[] = {
        {"disconnect-me", DisconnectReason::ServerNamespaceDisconnect,
         "server namespace disconnect"},
        {"close-me", DisconnectReason::ServerNamespaceDisconnect, "server namespace disconnect"},
        {"leave", DisconnectReason::ClientNamespaceDisconnect, "client namespace disconnect"},
        {"close", DisconnectReason::ForcedClose, "transport close"},
    };
    for (const Case &end : cases) {
        ClientSocket *socket = connected();
        QVERIFY(socket);
        const QString id = socket->id();
        QList<DisconnectReason> heard;
        connect(socket, &ClientSocket::disconnected, this,
                [&heard](DisconnectReason reason) { heard.append(reason); });
        if (QByteArray(end.what) == "leave")
            socket->disconnectFromServer();
        else if (QByteArray(end.what) == "close")
            socket->manager()->close();
        else
            socket->emitEvent(end.what);
        QTRY_COMPARE(heard, QList<DisconnectReason>{end.here});
        QTRY_COMPARE(reasons.value(id), QString::fromLatin1(end.there));
        QTRY_COMPARE(socket->manager()->state(), Manager::State::Closed);
        QVERIFY(!socket->manager()->isReconnecting());
    }
}

void tst_ClientInterop::keptEvents()
{
    auto *socket = ClientSocket::open(m_server.url(), options(), &m_sockets);
    QFuture<Result<Payload>> first = socket->emitWithAck("ack", 1);
    QFuture<Result<Payload>> second = socket->emitWithAck("ack", QByteArray("\x02"));
    QCOMPARE(wait(first)->at(0).toInteger(), 1);
    QCOMPARE(wait(second)->at(0).toByteArray(), "\x02");
}

void tst_ClientInterop::heartbeat()
{
    InteropServer server;
    QVERIFY(server.start({QStringLiteral("--ping-interval"), QStringLiteral("100"),
                          QStringLiteral("--ping-timeout"), QStringLiteral("2000")}));
    ClientSocket *socket = connected(server, {}, {});
    QVERIFY(socket);
    const QSignalSpy pings(socket->manager(), &Manager::pingReceived);
    const QSignalSpy ends(socket, &ClientSocket::disconnected);
    QTRY_VERIFY(pings.size() >= 3);
    QCOMPARE(ends.size(), 0);
}

void tst_ClientInterop::pingTimeout()
{
    InteropServer server;
    QVERIFY(server.start({QStringLiteral("--ping-interval"), QStringLiteral("200"),
                          QStringLiteral("--ping-timeout"), QStringLiteral("200")}));
    ClientSocket *socket = connected(server, {}, {});
    QVERIFY(socket);
    DisconnectReason reason{};
    connect(socket, &ClientSocket::disconnected, this,
            [&reason](DisconnectReason r) { reason = r; });
    server.suspend();
    QTRY_COMPARE(reason, DisconnectReason::PingTimeout);
    server.resume();
    QTRY_VERIFY(socket->isConnected());
}

void tst_ClientInterop::recovery()
{
    InteropServer server;
    QVERIFY(server.start({QStringLiteral("--recovery"), QStringLiteral("60000")}));
    ClientSocket *socket = connected(server, {}, {});
    ClientSocket *other = connected(server, {}, {});
    QVERIFY(socket && other);
    QStringList received;
    socket->on("room-message", socket, [&received](const QString &text) { received.append(text); });
    QVERIFY(ask(socket, "join", QStringLiteral("lobby")));
    other->emitEvent("room-message", "lobby", "before");
    QTRY_COMPARE(received.size(), 1);
    const QString id = socket->id();
    socket->manager()->close();
    QVERIFY(!socket->isConnected());
    for (const char *text : {"missed 1", "missed 2"})
        other->emitEvent("room-message", "lobby", text);
    QVERIFY(ask(other, "sum", 1, 1)); // the server has them
    socket->manager()->open();
    QTRY_VERIFY(socket->isConnected());
    QVERIFY(socket->isRecovered());
    QCOMPARE(socket->id(), id);
    QCOMPARE(received,
             (QStringList{QStringLiteral("before"), QStringLiteral("missed 1"),
                          QStringLiteral("missed 2")}));
    other->emitEvent("room-message", "lobby", "after"); // it is in the room again
    QTRY_COMPARE(received.size(), 4);
}

void tst_ClientInterop::recoveryByAnotherServer()
{
    InteropServer server;
    QVERIFY(server.start({QStringLiteral("--recovery"), QStringLiteral("60000")}));
    ClientSocket *socket = connected(server, {}, {});
    QVERIFY(socket);
    QVERIFY(ask(socket, "sum", 1, 1));
    const QString id = socket->id();
    server.kill();
    QTRY_VERIFY(!socket->isConnected());
    QVERIFY(server.restart());
    QTRY_VERIFY(socket->isConnected());
    QVERIFY(!socket->isRecovered());
    QVERIFY(socket->id() != id);
}

void tst_ClientInterop::msgpack()
{
    InteropServer server;
    QVERIFY(server.start({QStringLiteral("--parser"), QStringLiteral("msgpack")}));
    ClientOptions options;
    options.parser = PacketParser::msgpack;
    options.auth = {{QStringLiteral("token"), QStringLiteral("t")}};
    ClientSocket *socket = connected(server, {}, options);
    QVERIFY(socket);
    const Result<Payload> answer
        = ask(socket, "ack", 1, 2.5, QStringLiteral("x\u20ac"), QByteArray("\x00\xff", 2));
    QVERIFY(answer);
    QCOMPARE(answer->count(), 4);
    QCOMPARE(answer->at(0).toInteger(), 1);
    QCOMPARE(answer->at(1).toDouble(), 2.5);
    QCOMPARE(answer->at(2).toString(), QStringLiteral("x\u20ac"));
    QCOMPARE(answer->at(3).toByteArray(), QByteArray("\x00\xff", 2));
    QCOMPARE(member(ask(socket, "whoami"), "auth").toMap(),
             (QCborMap{{QStringLiteral("token"), QStringLiteral("t")}}));
    socket->on("question", socket, [](int i) { return i + 1; });
    QCOMPARE(ask(socket, "ask-client", 1)->at(0).toInteger(), 2);
}

// No event is lost, and they come in their order, though the server is killed again and again: as
// often as QSOCKETIO_RESTARTS says.
void tst_ClientInterop::serverRestarts()
{
    QFETCH_GLOBAL(const QStringList, transports);
    int rounds = qEnvironmentVariableIntValue("QSOCKETIO_RESTARTS");
    if (rounds == 0)
        rounds = transports.size() > 1 ? 50 : 10; // with the upgrade: both transports
    InteropServer server;
    QVERIFY(server.start());
    ClientOptions options;
    options.retries = 1'000'000;
    options.ackTimeout = 10s;
    ClientSocket *socket = connected(server, {}, options);
    QVERIFY(socket);
    QList<int> answered;
    int sent = 0;
    const auto send
        = [&] { socket->emitEvent("ack", sent++, [&answered](int i) { answered.append(i); }); };
    for (int round = 0; round < rounds; ++round) {
        for (int i = 0; i < 3; ++i)
            send();
        QTRY_VERIFY(answered.size() >= sent - 2); // some are still on their way
        server.kill();
        send();
        QTRY_VERIFY(!socket->isConnected());
        send();
        QVERIFY(server.restart());
        QTRY_VERIFY_WITH_TIMEOUT(socket->isConnected(), 20'000);
    }
    QTRY_COMPARE(answered.size(), sent);
    for (int i = 0; i < sent; ++i)
        QCOMPARE(answered.at(i), i);
    QCOMPARE(socket->eventsDropped(), 0);
}

QTEST_GUILESS_MAIN(tst_ClientInterop)
#include "tst_clientinterop.moc"
