// SPDX-License-Identifier: MIT
#include "adminserverfixture.h"

#include "adapter/inmemoryadapter.h"

using namespace QSocketIo;

class tst_AdminEvents : public AdminFixture
{
    Q_OBJECT
private:
    void logIn(AdminOptions options = {}, const ServerOptions &serverOptions = {})
    {
        instrument(options, serverOptions);
        client = std::make_unique<AdminClientByHand>(port);
        client->logIn();
        client->next("all_sockets");
    }
    static bool isTimestamp(const QJsonValue &value)
    {
        static const QRegularExpression iso(
            "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$");
        return iso.match(value.toString()).hasMatch();
    }

    std::unique_ptr<AdminClientByHand> client;

private Q_SLOTS:
    void cleanup()
    {
        client.reset();
        io.reset();
    }
    void lifeOfASocket();
    void serialisedSocket();
    void secretsAreHidden();
    void roomsJoinedInTheConnectionHandler();
    void roomTwice();
    void upgrade();
    void dataIsCoalesced();
    void dataThatIsOnlyRead();
    void dataOfAMiddleware();
    void binaryData();
    void eventsReceivedAndSent();
    void broadcastIsSentToEach();
    void welcomeOfAnEarlierHandler();
    void binaryArguments();
    void oversizedArguments_data();
    void oversizedArguments();
    void noEventsOfAdmins();
    void answersAreNotReported();
    void namespacesThatComeAndGo();
    void anotherAdapter();
    void appDeletesASocket();
    void recoveredSocket();
    void rateLimit();
    void nothingWithoutAdmins();
    void adminIsThrownOutByAListener();
};

void tst_AdminEvents::lifeOfASocket()
{
    logIn();
    WsClient user(port);
    const QString id = user.join();
    QJsonArray event = client->next("socket_connected");
    QCOMPARE(event.size(), 2);
    QCOMPARE(event.at(0)["id"].toString(), id);
    QCOMPARE(event.at(0)["rooms"].toArray(), QJsonArray({id})); // no room_joined for it
    QVERIFY(isTimestamp(event.at(1)));
    socket->join("vip");
    event = client->next("room_joined");
    QVERIFY(isTimestamp(event.takeAt(3)));
    QCOMPARE(event, QJsonArray({"/", "vip", id}));
    socket->leave("vip");
    event = client->next("room_left");
    QVERIFY(isTimestamp(event.takeAt(3)));
    QCOMPARE(event, QJsonArray({"/", "vip", id}));
    socket->join("lobby");
    client->next("room_joined");
    user.send("41");
    event = client->next("socket_disconnected");
    QVERIFY(isTimestamp(event.takeAt(3)));
    QCOMPARE(event, QJsonArray({"/", id, "client namespace disconnect"}));
    QCOMPARE(client->next("room_left").at(1).toString(), id);
    QCOMPARE(client->next("room_left").at(1).toString(), "lobby");
}

void tst_AdminEvents::serialisedSocket()
{
    logIn();
    WsClient user(port, "&user=a%20b&t=1");
    const QString id = user.join("/", R"({"token":"secret"})");
    const QJsonObject joined = client->next("socket_connected").at(0).toObject();
    QCOMPARE(joined.keys(),
             QStringList(
                 {"clientId", "data", "handshake", "id", "nsp", "rooms", "serverId", "transport"}));
    QCOMPARE(joined["clientId"].toString(), socket->conn()->id().left(12));
    QCOMPARE(joined["transport"].toString(), "websocket");
    QCOMPARE(joined["nsp"].toString(), "/");
    QCOMPARE(joined["data"].toObject(), QJsonObject());
    QCOMPARE(joined["serverId"].toString(), admin->options().serverId);
    const QJsonObject handshake = joined["handshake"].toObject();
    QCOMPARE(
        handshake.keys(),
        QStringList({"address", "headers", "issued", "query", "secure", "time", "url", "xdomain"}));
    QCOMPARE(handshake["address"].toString(), "127.0.0.1");
    QCOMPARE(handshake["query"]["user"].toString(), "a b");
    QCOMPARE(handshake["issued"].toInteger(), socket->handshake().issued().toMSecsSinceEpoch());
    QCOMPARE(handshake["secure"].toBool(true), false);
    QVERIFY(handshake["url"].toString().startsWith("/socket.io/?EIO=4"));
    QVERIFY(handshake["time"].toString().endsWith("GMT+0000 (Coordinated Universal Time)"));
    QVERIFY(handshake["headers"]["host"].isString());
}

void tst_AdminEvents::secretsAreHidden()
{
    logIn({.redactedHeaders = {"Cookie", "X-Mine"}});
    WsClient user;
    QNetworkRequest request(
        QUrl(QStringLiteral("ws://127.0.0.1:%1/socket.io/?EIO=4&transport=websocket").arg(port)));
    request.setRawHeader("Cookie", "secret=1");
    request.setRawHeader("X-mine", "secret");
    request.setRawHeader("X-Other", "caf\xe9");
    user.socket().open(request);
    QVERIFY(user.next().startsWith('0'));
    user.join("/", R"({"token":"secret"})");
    const QJsonArray event = client->next("socket_connected");
    QVERIFY(!QJsonDocument(event).toJson().contains("secret"));
    const QJsonObject headers = event.at(0)["handshake"]["headers"].toObject();
    QCOMPARE(headers["cookie"].toString(), "[redacted]");
    QCOMPARE(headers["x-mine"].toString(), "[redacted]");
    QCOMPARE(headers["x-other"].toString(), u"caf\u00e9");
}

// What happens before an admin is told of the socket is in what it is told.
void tst_AdminEvents::roomsJoinedInTheConnectionHandler()
{
    logIn();
    connect(io.get(), &Server::connection, this, [](Socket *joined) { joined->join("late"); });
    io->use(io.get(), [](Socket *joined, const Next &next) {
        joined->join("early");
        next();
    });
    WsClient user(port);
    const QString id = user.join();
    const QJsonArray rooms = client->next("socket_connected").at(0)["rooms"].toArray();
    QCOMPARE(rooms, QJsonArray({"early", id}));
    QCOMPARE(client->next("room_joined").at(1).toString(), "late");
}

void tst_AdminEvents::roomTwice()
{
    logIn();
    WsClient user(port);
    user.join();
    client->next("socket_connected");
    socket->join("a");
    socket->join("a");
    socket->join("b");
    QCOMPARE(client->next("room_joined").at(1).toString(), "a");
    QCOMPARE(client->next("room_joined").at(1).toString(), "b");
}

void tst_AdminEvents::upgrade()
{
    logIn();
    PollingClient user(port);
    const QString id = user.join();
    QCOMPARE(client->next("socket_connected").at(0)["transport"].toString(), "polling");
    QWebSocket ws;
    QStringList received;
    connect(&ws, &QWebSocket::textMessageReceived, this,
            [&](const QString &text) { received.append(text); });
    ws.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/socket.io/?EIO=4&transport=websocket&sid=%2")
                     .arg(port)
                     .arg(user.sid())));
    QTRY_COMPARE(ws.state(), QAbstractSocket::ConnectedState);
    ws.sendTextMessage("2probe");
    QTRY_COMPARE(received, QStringList("3probe"));
    ws.sendTextMessage("5");
    QCOMPARE(client->next("socket_updated").at(0).toObject(),
             QJsonObject({{"id", id}, {"nsp", "/"}, {"transport", "websocket"}}));
}

void tst_AdminEvents::dataIsCoalesced()
{
    logIn();
    WsClient user(port);
    const QString id = user.join();
    client->next("socket_connected");
    socket->data()[QStringLiteral("name")] = QStringLiteral("alice");
    socket->data()[QStringLiteral("tags")] = QCborArray{1, 2};
    QCOMPARE(
        client->next("socket_updated").at(0).toObject(),
        QJsonObject({{"id", id},
                     {"nsp", "/"},
                     {"data", QJsonObject({{"name", "alice"}, {"tags", QJsonArray({1, 2})}})}}));
    socket->data().remove(QStringLiteral("tags"));
    QCOMPARE(client->next("socket_updated").at(0)["data"].toObject(),
             QJsonObject({{"name", "alice"}}));
}

void tst_AdminEvents::dataThatIsOnlyRead()
{
    logIn();
    WsClient user(port);
    user.join();
    client->next("socket_connected");
    QVERIFY(!socket->data().contains(QStringLiteral("a"))); // not const, but a look only
    QCoreApplication::processEvents();
    socket->data()[QStringLiteral("a")] = 1;
    socket->data().remove(QStringLiteral("a"));
    QCoreApplication::processEvents();
    socket->join("mark");
    QCOMPARE(client->namesUpTo("room_joined"), QStringList("room_joined"));
}

void tst_AdminEvents::dataOfAMiddleware()
{
    logIn();
    io->use(io.get(), [](Socket *joined, const Next &next) {
        joined->data()[QStringLiteral("user")] = QStringLiteral("bob");
        next();
    });
    WsClient user(port);
    user.join();
    QCOMPARE(client->next("socket_connected").at(0)["data"]["user"].toString(), "bob");
    socket->join("mark");
    QCOMPARE(client->namesUpTo("room_joined"), QStringList("room_joined"));
}

void tst_AdminEvents::binaryData()
{
    logIn();
    WsClient user(port);
    user.join();
    client->next("socket_connected");
    socket->data()[QStringLiteral("list")] = QCborArray{QByteArray("\0\1\2", 3), "x"};
    QCOMPARE(client->next("socket_updated").at(0)["data"]["list"].toArray(),
             QJsonArray({"[3 bytes]", "x"}));
}

void tst_AdminEvents::eventsReceivedAndSent()
{
    logIn();
    WsClient user(port);
    const QString id = user.join();
    user.send(R"(421["hello",{"b":1,"a":[null]},12345678901234567890])");
    QJsonArray event = client->next("event_received");
    QVERIFY(isTimestamp(event.takeAt(3)));
    QCOMPARE(
        event,
        QJsonArray({"/", id,
                    QJsonArray({"hello", QJsonObject({{"b", 1}, {"a", QJsonArray({QJsonValue()})}}),
                                12345678901234567890.0})}));
    user.send(R"(42[""])");
    QCOMPARE(client->next("event_received").at(2).toArray(), QJsonArray({""}));
    socket->emitEvent("news", "x", 1);
    event = client->next("event_sent");
    QVERIFY(isTimestamp(event.takeAt(3)));
    QCOMPARE(event, QJsonArray({"/", id, QJsonArray({"news", "x", 1})}));
    socket->emitEvent("question", 42, [](const QString &) {}); // without the callback
    QCOMPARE(client->next("event_sent").at(2).toArray(), QJsonArray({"question", 42}));
}

void tst_AdminEvents::broadcastIsSentToEach()
{
    logIn();
    WsClient first(port);
    WsClient second(port);
    const QSet<QString> ids{first.join(), second.join()};
    io->asVolatile().emitEvent("tick", 1);
    QSet<QString> told;
    for (int i = 0; i < 2; ++i) {
        const QJsonArray event = client->next("event_sent");
        told.insert(event.at(1).toString());
        QCOMPARE(event.at(2).toArray(), QJsonArray({"tick", 1}));
    }
    QCOMPARE(told, ids);
}

// A handler that was connected before the instrumentation greets each client.
void tst_AdminEvents::welcomeOfAnEarlierHandler()
{
    connect(io.get(), &Server::connection, this, [](Socket *joined) { joined->emitEvent("hi"); });
    QVERIFY(AdminInstrumentation::install(
        io.get(), {.auth = AdminAuthentication::none(), .mode = AdminMode::Development}));
    client = std::make_unique<AdminClientByHand>(port);
    client->logIn();
    client->next("all_sockets");
    WsClient user(port);
    user.join();
    QCOMPARE(client->namesUpTo("event_sent"), QStringList({"socket_connected", "event_sent"}));
}

void tst_AdminEvents::binaryArguments()
{
    logIn();
    WsClient user(port);
    const QString id = user.join();
    client->next("socket_connected");
    user.send(R"(451-["bin",{"_placeholder":true,"num":0}])");
    user.sendBinary(QByteArray("\0\1\2", 3));
    QByteArray packet = client->ws.next();
    while (packet.startsWith(R"(42/admin,["server_stats")"))
        packet = client->ws.next();
    const QByteArray expected = "451-/admin,[\"event_received\",\"/\",\"" + id.toUtf8()
        + "\",[\"bin\",{\"_placeholder\":true,\"num\":0}],\"";
    QVERIFY2(packet.startsWith(expected), packet);
    QCOMPARE(client->ws.next(), "binary:" + QByteArray("\0\1\2", 3));
}

void tst_AdminEvents::oversizedArguments_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<bool>("isBinary");
    QTest::addColumn<QJsonArray>("shown");
    const QByteArray text = '"' + QByteArray(98, 'x') + '"';
    QTest::newRow("as large as allowed") << text << false << QJsonArray({QString(98, 'x')});
    QTest::newRow("too large") << QByteArray(R"("y)" + QByteArray(100, 'x') + '"') << false
                               << QJsonArray({"[103 bytes not shown]"});
    QTest::newRow("one of three") << QByteArray(R"(1, {"a":)" + text + R"(} ,"b")") << false
                                  << QJsonArray({1, "[106 bytes not shown]", "b"});
    QTest::newRow("each small enough")
        << text + ',' + text << false << QJsonArray({QString(98, 'x'), QString(98, 'x')});
    QTest::newRow("binary") << QByteArray(R"({"_placeholder":true,"num":0},2)") << true
                            << QJsonArray({"[229 bytes not shown]", 2});
}

void tst_AdminEvents::oversizedArguments()
{
    QFETCH(const QByteArray, arguments);
    QFETCH(const bool, isBinary);
    QFETCH(QJsonArray, shown);
    logIn({.maxEventPayload = 100});
    WsClient user(port);
    user.join();
    user.send((isBinary ? "451-[\"e\"," : "42[\"e\",") + arguments + ']');
    if (isBinary)
        user.sendBinary(QByteArray(200, 'b'));
    shown.prepend("e");
    QCOMPARE(client->next("event_received").at(2).toArray(), shown);
}

void tst_AdminEvents::noEventsOfAdmins()
{
    logIn();
    AdminClientByHand second(port);
    second.logIn();
    second.send(R"(["anything",1])");
    WsClient user(port);
    user.join();
    QStringList names = client->namesUpTo("socket_connected"); // second's
    names += client->namesUpTo("socket_connected"); // user's
    QCOMPARE(names, QStringList({"socket_connected", "socket_connected"}));
    second.send(R"(["emit","/admin",null,"note","hello"])"); // admins can write to each other
    QCOMPARE(client->next("note"), QJsonArray({"hello"}));
}

void tst_AdminEvents::answersAreNotReported()
{
    logIn();
    WsClient user(port);
    user.join();
    client->next("socket_connected");
    QVERIFY(user.syncsWithNothingBetween());
    socket->join("mark");
    QCOMPARE(client->namesUpTo("room_joined"), QStringList({"event_received", "room_joined"}));
}

void tst_AdminEvents::namespacesThatComeAndGo()
{
    ServerOptions serverOptions;
    serverOptions.cleanupEmptyChildNamespaces = true;
    logIn({.statsInterval = std::chrono::milliseconds(100)}, serverOptions);
    io->of(QRegularExpression("^/dynamic-\\d+$"));
    const auto names = [this] {
        QStringList result;
        const QJsonArray list = client->next("server_stats").at(0)["namespaces"].toArray();
        for (const QJsonValue &nsp : list)
            result.append(nsp["name"].toString());
        return result;
    };
    QCOMPARE(names(), QStringList({"/", "/admin"}));
    WsClient user(port);
    const QString id = user.join("/dynamic-1");
    QCOMPARE(client->next("socket_connected").at(0)["nsp"].toString(), "/dynamic-1");
    user.send(R"(42/dynamic-1,["hi"])");
    QCOMPARE(client->next("event_received").at(0).toString(), "/dynamic-1");
    QTRY_VERIFY(names().contains("/dynamic-1"));
    user.close();
    QCOMPARE(client->next("socket_disconnected").at(1).toString(), id);
    QCOMPARE(client->next("room_left").at(0).toString(), "/dynamic-1");
    QTRY_COMPARE(names(), QStringList({"/", "/admin"}));
}

void tst_AdminEvents::anotherAdapter()
{
    logIn();
    io->setAdapter([](AdapterHost *host) { return std::make_unique<InMemoryAdapter>(host); });
    AdminClientByHand again(port); // the old one's rooms are lost
    again.logIn();
    again.next("all_sockets");
    WsClient user(port);
    user.join();
    again.next("socket_connected");
    socket->join("vip");
    QCOMPARE(again.next("room_joined").at(1).toString(), "vip");
}

void tst_AdminEvents::appDeletesASocket()
{
    logIn();
    WsClient user(port);
    const QString id = user.join();
    client->next("socket_connected");
    delete socket;
    QCOMPARE(client->next("socket_disconnected").at(1).toString(), id);
    QCOMPARE(client->next("room_left").at(1).toString(), id);
}

void tst_AdminEvents::recoveredSocket()
{
    ServerOptions serverOptions;
    serverOptions.connectionStateRecovery.emplace();
    logIn({}, serverOptions);
    WsClient user(port);
    user.send("40");
    const QJsonObject joined = QJsonDocument::fromJson(user.next().mid(2)).object();
    socket->join("vip");
    socket->emitEvent("hello");
    const QByteArray hello = user.next();
    const QByteArray offset
        = QJsonDocument::fromJson(hello.mid(2)).array().last().toString().toUtf8();
    user.abort();
    client->next("socket_disconnected");
    WsClient again(port);
    again.send(R"(40{"pid":")" + joined["pid"].toString().toUtf8() + R"(","offset":")" + offset
               + R"("})");
    const QJsonObject recovered = client->next("socket_connected").at(0).toObject();
    QCOMPARE(recovered["id"].toString(), joined["sid"].toString());
    QVERIFY(recovered["rooms"].toArray().contains("vip"));
    socket->join("mark");
    QCOMPARE(client->namesUpTo("room_joined"), QStringList("room_joined")); // of the mark alone
}

void tst_AdminEvents::rateLimit()
{
    logIn({.statsInterval = std::chrono::milliseconds(100), .maxEventsPerSecond = 5});
    WsClient user(port);
    user.join();
    client->next("socket_connected");
    for (int i = 0; i < 50; ++i)
        socket->emitEvent("tick", i);
    QCOMPARE_GE(admin->droppedEvents(), 40u); // the second may end in between
    qint64 told = 0;
    while (told < qint64(admin->droppedEvents())) {
        const QJsonArray stats = client->next("server_stats");
        QVERIFY(!stats.isEmpty());
        told += stats.at(0)["serverInfo"]["droppedEvents"].toInteger();
    }
    QCOMPARE(told, qint64(admin->droppedEvents()));
    socket->join("vip"); // is told all the same
    QCOMPARE(client->next("room_joined").at(1).toString(), "vip");
}

void tst_AdminEvents::nothingWithoutAdmins()
{
    struct Outgoing : InMemoryAdapter
    {
        using InMemoryAdapter::InMemoryAdapter;
        void broadcast(const Packet &packet, const BroadcastOptions &options) override
        {
            ++count;
            InMemoryAdapter::broadcast(packet, options);
        }
        int count = 0;
    };
    instrument();
    QHash<QString, Outgoing *> adapters;
    io->setAdapter([&](AdapterHost *host) {
        auto adapter = std::make_unique<Outgoing>(host);
        adapters.insert(host->namespaceName(), adapter.get());
        return adapter;
    });
    const Outgoing *outgoing = adapters.value("/admin");
    WsClient user(port);
    user.join();
    QVERIFY(user.syncsWithNothingBetween());
    QCOMPARE(outgoing->count, 0);
    {
        AdminClientByHand last(port);
        last.logIn();
        last.next("all_sockets");
    }
    QTRY_COMPARE(admin->adminCount(), 0);
    QVERIFY(user.syncsWithNothingBetween());
    const int before = outgoing->count;
    QVERIFY(before > 0);
    QVERIFY(user.syncsWithNothingBetween());
    socket->join("vip");
    QVERIFY(user.syncsWithNothingBetween());
    QCOMPARE(outgoing->count, before);
}

// The application watches what admins are told, and takes offence.
void tst_AdminEvents::adminIsThrownOutByAListener()
{
    logIn();
    Socket *adminSocket = admin->nsp()->sockets().value(client->id);
    QVERIFY(adminSocket);
    adminSocket->onAnyOutgoing(io.get(), [=](const QString &event, const Payload &) {
        if (event == u"event_received")
            delete adminSocket;
    });
    WsClient user(port);
    user.join();
    QVERIFY(user.syncsWithNothingBetween());
    QCOMPARE(admin->adminCount(), 0);
}

QTEST_GUILESS_MAIN(tst_AdminEvents)
#include "moc_adminserverfixture.cpp"
#include "moc_serverfixture.cpp"
#include "tst_adminevents.moc"
