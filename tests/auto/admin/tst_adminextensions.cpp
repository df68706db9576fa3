// SPDX-License-Identifier: MIT
#include "adminserverfixture.h"

#include "admin/eventfilter_p.h"
#include "codec/packetparser.h"

using namespace QSocketIo;

class tst_AdminExtensions : public AdminFixture
{
    Q_OBJECT
private:
    void logIn(AdminOptions options = {})
    {
        instrument(options);
        io->of("/chat");
        client = std::make_unique<AdminClientByHand>(port, "&qsio=1");
        client->logIn();
        client->next("all_sockets_page");
        user = std::make_unique<WsClient>(port);
        user->join();
        client->next("socket_connected");
    }
    bool subscribe(const QByteArray &filter)
    {
        return client->command("[\"subscribe\"," + filter + ']')["ok"].toBool();
    }
    // The events called event_..., by their first argument, up to one called "end".
    QStringList shown()
    {
        socket->emitEvent("end");
        QStringList result;
        for (;;) {
            const QByteArray packet = client->receive();
            const QJsonArray event = AdminClientByHand::parse(packet);
            const QString name = event.at(3).toArray().at(0).toString();
            if (packet.isNull() || name == u"end")
                return result;
            if (event.at(0).toString().startsWith("event_"))
                result.append(name);
        }
    }

    std::unique_ptr<AdminClientByHand> client;
    std::unique_ptr<WsClient> user;

private Q_SLOTS:
    void cleanup()
    {
        client.reset();
        user.reset();
        io.reset();
    }
    void answersOfClients();
    void answersOfTheServer();
    void answersAreForTheExtendedOnly();
    void refusedByMiddleware();
    void refusedByEngine();
    void subscription_data();
    void subscription();
    void subscriptionOfOneOnly();
    void subscriptionEnds();
    void sampling();
    void invalidSubscriptions_data();
    void invalidSubscriptions();
    void readonlyMaySubscribe();
    void msgpackTimes();
};

void tst_AdminExtensions::answersOfClients()
{
    logIn();
    socket->emitEvent("question", 1, [](const QString &) {});
    user->next();
    user->send(R"(430["yes",{"b":1}])");
    const QJsonArray event = client->next("ack_received");
    QCOMPARE(event.size(), 6);
    QCOMPARE(event.at(0).toString(), "/");
    QCOMPARE(event.at(1).toString(), socket->id());
    QCOMPARE(event.at(2).toString(), "question");
    QCOMPARE(event.at(3).toArray(), QJsonArray({"yes", QJsonObject({{"b", 1}})}));
    QVERIFY(event.at(4).toInteger(-1) >= 0);
    QVERIFY(event.at(5).toString().endsWith('Z'));
    user->send(R"(430["again"])"); // nobody asked
    user->send(R"(4399["never"])");
    QCOMPARE(shown(), QStringList());
}

void tst_AdminExtensions::answersOfTheServer()
{
    logIn();
    socket->on("sum", io.get(), [](int a, int b) { return a + b; });
    user->send(R"(425["sum",1,2])");
    const QJsonArray event = client->next("ack_sent");
    QCOMPARE(event.at(1).toString(), socket->id());
    QCOMPARE(event.at(2).toString(), "sum");
    QCOMPARE(event.at(3).toArray(), QJsonArray({3}));
    QCOMPARE(user->next(), "435[3]");
}

void tst_AdminExtensions::answersAreForTheExtendedOnly()
{
    logIn();
    AdminClientByHand plain(port);
    plain.logIn();
    plain.next("all_sockets");
    QVERIFY(user->syncsWithNothingBetween());
    client->next("ack_sent");
    socket->join("mark");
    QCOMPARE(plain.namesUpTo("room_joined"), QStringList({"event_received", "room_joined"}));
}

void tst_AdminExtensions::refusedByMiddleware()
{
    logIn();
    io->of("/chat")->use(io.get(), [](Socket *, const Next &next) { next(Error("not today")); });
    WsClient visitor(port, "&token=secret");
    QVERIFY(visitor.join("/chat").isEmpty());
    const QJsonArray event = client->next("connection_refused");
    QCOMPARE(event.size(), 2);
    const QJsonObject refusal = event.at(0).toObject();
    QCOMPARE(refusal.keys(),
             QStringList({"address", "clientId", "message", "nsp", "serverId", "stage", "url"}));
    QCOMPARE(refusal["stage"].toString(), "namespace");
    QCOMPARE(refusal["nsp"].toString(), "/chat");
    QCOMPARE(refusal["message"].toString(), "not today");
    QCOMPARE(refusal["address"].toString(), "127.0.0.1");
    QCOMPARE(refusal["url"].toString(), "/socket.io/"); // without the secret
}

void tst_AdminExtensions::refusedByEngine()
{
    logIn();
    RawHttpClient http;
    http.connectTo(port);
    QCOMPARE(http.get("/socket.io/?EIO=4&transport=pigeon").status, 400);
    const QJsonObject refusal = client->next("connection_refused").at(0).toObject();
    QCOMPARE(refusal["stage"].toString(), "engine");
    QCOMPARE(refusal["code"].toInt(-1), 0);
    QCOMPARE(refusal["message"].toString(), "Transport unknown");
}

void tst_AdminExtensions::subscription_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QString>("events");
    QTest::newRow("nothing in particular") << QByteArray("{}") << "in,out,red,chat";
    QTest::newRow("type") << QByteArray(R"({"types":["event_sent"]})") << "out,red,chat";
    QTest::newRow("namespace") << QByteArray(R"({"namespaces":["/"]})") << "in,out,red";
    QTest::newRow("namespaces") << QByteArray(R"({"namespaces":["/","/chat"],"rooms":null})")
                                << "in,out,red,chat";
    QTest::newRow("room") << QByteArray(R"({"rooms":["red","blue"]})") << "red";
    QTest::newRow("socket") << QByteArray(R"({"sids":["ID"]})") << "in,out,red";
    QTest::newRow("all of them") << QByteArray(
        R"({"sids":["ID"],"types":["event_sent"],"rooms":["red"],"namespaces":["/"],"sample":1})")
                                 << "red";
    QTest::newRow("nobody") << QByteArray(R"({"sids":["nobody"]})") << "";
}

void tst_AdminExtensions::subscription()
{
    QFETCH(QByteArray, filter);
    logIn();
    QPointer<Socket> inChat;
    connect(io->of("/chat"), &Namespace::connection, this,
            [&](Socket *joined) { inChat = joined; });
    user->join("/chat");
    client->next("socket_connected");
    QVERIFY(subscribe(filter.replace("ID", socket->id().toUtf8())));
    user->send(R"(42["in"])");
    QVERIFY(user->syncsWithNothingBetween());
    socket->emitEvent("out");
    socket->join("red");
    socket->emitEvent("red");
    socket->leave("red");
    inChat->emitEvent("chat");
    QVERIFY(subscribe("null"));
    QStringList events = shown();
    events.removeAll("sync");
    QTEST(events.join(','), "events");
}

void tst_AdminExtensions::subscriptionOfOneOnly()
{
    logIn();
    AdminClientByHand all(port);
    all.logIn();
    all.next("all_sockets");
    QVERIFY(subscribe(R"({"sids":["nobody"]})"));
    socket->emitEvent("out");
    QCOMPARE(all.next("event_sent").at(2).toArray(), QJsonArray({"out"}));
    QVERIFY(subscribe("null"));
    QCOMPARE(shown(), QStringList());
    // What is no event is told all the same.
    QVERIFY(subscribe(R"({"sids":["nobody"]})"));
    socket->join("vip");
    QCOMPARE(client->next("room_joined").at(1).toString(), "vip");
}

void tst_AdminExtensions::subscriptionEnds()
{
    logIn();
    QVERIFY(subscribe(R"({"types":["event_received"]})"));
    socket->emitEvent("a");
    QVERIFY(subscribe("null"));
    socket->emitEvent("b");
    QCOMPARE(shown(), QStringList({"b"}));
}

void tst_AdminExtensions::sampling()
{
    logIn();
    QVERIFY(subscribe(R"({"sample":0.25})"));
    for (int i = 0; i < 20; ++i)
        socket->emitEvent("tick");
    QVERIFY(subscribe("null"));
    QCOMPARE(shown().count("tick"), 5);
}

void tst_AdminExtensions::invalidSubscriptions_data()
{
    QTest::addColumn<QByteArray>("filter");
    for (const char *filter :
         {"1", "\"/\"", "[]", R"({"rooms":"red"})", R"({"rooms":[]})", R"({"rooms":[1]})",
          R"({"sample":0})", R"({"sample":2})", R"({"sample":"1"})", R"({"sample":-1})",
          R"({"unknown":["a"]})", R"({"types":{}})"})
        QTest::newRow(filter) << QByteArray(filter);
    QByteArray many = R"({"sids":["x")";
    for (int i = 0; i < EventFilter::maxNames; ++i)
        many += ",\"" + QByteArray::number(i) + '"';
    QTest::newRow("too many") << many + "]}";
}

void tst_AdminExtensions::invalidSubscriptions()
{
    QFETCH(const QByteArray, filter);
    logIn();
    QVERIFY(subscribe(R"({"types":["event_sent"]})"));
    const QJsonObject answer = client->command("[\"subscribe\"," + filter + ']');
    QCOMPARE(answer["ok"].toBool(true), false);
    QVERIFY(!answer["error"].toString().isEmpty());
    user->send(R"(42["in"])"); // what was asked for before still holds
    QVERIFY(user->syncsWithNothingBetween());
    QCOMPARE(shown(), QStringList());
}

void tst_AdminExtensions::readonlyMaySubscribe()
{
    logIn({.readonly = true});
    QVERIFY(subscribe(R"({"types":["event_sent"]})"));
}

void tst_AdminExtensions::msgpackTimes()
{
    instrument({}, {.parser = PacketParser::msgpack});
    WsClient plain(port);
    // {"type":0,"nsp":"/admin"}
    plain.sendBinary(QByteArray("\x82\xa4"
                                "type\x00\xa3"
                                "nsp\xa6/admin",
                                18));
    QByteArray packet;
    do {
        packet = plain.next();
        QVERIFY(!packet.isNull());
    } while (!packet.contains("socket_connected"));
    static const QRegularExpression iso("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    QVERIFY(iso.match(QString::fromLatin1(packet)).hasMatch());
}

QTEST_GUILESS_MAIN(tst_AdminExtensions)
#include "moc_adminserverfixture.cpp"
#include "moc_serverfixture.cpp"
#include "tst_adminextensions.moc"
