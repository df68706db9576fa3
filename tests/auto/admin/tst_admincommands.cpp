// SPDX-License-Identifier: MIT
#include "adminserverfixture.h"

using namespace QSocketIo;

// Three clients in "/": a and b in the room "red", c in no room, and a again in "/chat".
class tst_AdminCommands : public AdminFixture
{
    Q_OBJECT
private:
    void populate(AdminOptions options = {})
    {
        instrument(options);
        connect(io->of("/chat"), &Namespace::connection, this, [this](Socket *joined) {
            joined->on("sync", joined, [](const Ack &ack) { ack(); });
            inChat = joined;
        });
        for (std::unique_ptr<WsClient> *user : {&a, &b, &c}) {
            *user = std::make_unique<WsClient>(port);
            ids.append((*user)->join());
            sockets.append(socket);
        }
        sockets.at(0)->join("red");
        sockets.at(1)->join("red");
        QVERIFY(!a->join("/chat").isEmpty());
        client = std::make_unique<AdminClientByHand>(port);
        client->logIn();
        client->next("config");
    }
    // In a command, A, B and C stand for the ids.
    QByteArray withIds(QByteArray command) const
    {
        return command.replace("\"A\"", '"' + ids.at(0).toUtf8() + '"')
            .replace("\"B\"", '"' + ids.at(1).toUtf8() + '"');
    }
    // Whatever has been asked for has happened now.
    void settle() { client->command(R"(["join","/nowhere","x",null])"); }
    QString membersOf(const QString &room) const
    {
        QString result;
        for (int i = 0; i < 3; ++i) {
            if (sockets.at(i) && sockets.at(i)->rooms().contains(room))
                result += QLatin1Char("abc"[i]);
        }
        return result;
    }

    QList<QPointer<Socket>> sockets;
    QStringList ids;
    QPointer<Socket> inChat;
    std::unique_ptr<WsClient> a, b, c;
    std::unique_ptr<AdminClientByHand> client;

private Q_SLOTS:
    void cleanup()
    {
        client.reset();
        a.reset();
        b.reset();
        c.reset();
        sockets.clear();
        ids.clear();
        io.reset();
    }
    void join_data();
    void join();
    void leave_data();
    void leave();
    void emitting_data();
    void emitting();
    void emitsAnything_data();
    void emitsAnything();
    void emitsBinary();
    void disconnects_data();
    void disconnects();
    void kicksItself();
    void badInput_data();
    void badInput();
    void filterIsRequiredWithAck_data();
    void filterIsRequiredWithAck();
    void readonlyIgnores_data();
    void readonlyIgnores();
    void audit();
};

void tst_AdminCommands::join_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QString>("members");
    QTest::addColumn<int>("count");
    QTest::newRow("all") << QByteArray(R"("/","vip",null)") << "abc" << 3;
    QTest::newRow("an id") << QByteArray(R"("/","vip","A")") << "a" << 1;
    QTest::newRow("a room") << QByteArray(R"("/","vip","red")") << "ab" << 2;
    QTest::newRow("an array, each once") << QByteArray(R"("/","vip",["red","A","B"])") << "ab" << 2;
    QTest::newRow("several rooms") << QByteArray(R"("/",["vip","blue"],"B")") << "b" << 1;
    QTest::newRow("unknown room") << QByteArray(R"("/","vip","nobody")") << "" << 0;
    QTest::newRow("except") << QByteArray(R"("/","vip",{"except":["A"]})") << "bc" << 2;
    QTest::newRow("rooms and except")
        << QByteArray(R"("/","vip",{"rooms":["red"],"except":"A"})") << "b" << 1;
    QTest::newRow("namespace without slash") << QByteArray(R"("","vip","A")") << "a" << 1;
}

void tst_AdminCommands::join()
{
    QFETCH(const QByteArray, arguments);
    populate();
    const QJsonObject answer = client->command(withIds("[\"join\"," + arguments + ']'));
    QCOMPARE(answer["ok"].toBool(), true);
    QTEST(answer["count"].toInt(-1), "count");
    QTEST(membersOf("vip"), "members");
    QVERIFY(!inChat->rooms().contains("vip"));
}

void tst_AdminCommands::leave_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QString>("members");
    QTest::newRow("clear the room") << QByteArray(R"("/","red")") << "";
    QTest::newRow("null") << QByteArray(R"("/","red",null)") << "";
    QTest::newRow("an id") << QByteArray(R"("/","red","A")") << "b";
    QTest::newRow("an array") << QByteArray(R"("/",["red","x"],["A","B"])") << "";
    QTest::newRow("nobody") << QByteArray(R"("/","red","nobody")") << "ab";
    QTest::newRow("further arguments") << QByteArray(R"("/","red","A",1,2)") << "b";
}

void tst_AdminCommands::leave()
{
    QFETCH(const QByteArray, arguments);
    populate();
    client->send(withIds("[\"leave\"," + arguments + ']'));
    settle();
    QTEST(membersOf("red"), "members");
}

void tst_AdminCommands::emitting_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QString>("receivers");
    QTest::newRow("all") << QByteArray("null") << "abc";
    QTest::newRow("an id") << QByteArray(R"("A")") << "a";
    QTest::newRow("a room") << QByteArray(R"("red")") << "ab";
    QTest::newRow("an array") << QByteArray(R"(["B","red"])") << "ab";
    QTest::newRow("nobody") << QByteArray(R"("nobody")") << "";
    QTest::newRow("except") << QByteArray(R"({"except":["red"]})") << "c";
}

void tst_AdminCommands::emitting()
{
    QFETCH(const QByteArray, filter);
    QFETCH(const QString, receivers);
    populate();
    client->send(
        withIds(R"(["emit","/",)" + filter + R"(,"hello",{"b":1,"a":2},12345678901234567890])"));
    settle();
    int i = 0;
    for (WsClient *user : {&*a, &*b, &*c}) {
        if (receivers.contains(QLatin1Char("abc"[i++])))
            QCOMPARE(user->next(),
                     R"(42["hello",{"b":1,"a":2},12345678901234567890])"); // as it was
        QVERIFY(user->syncsWithNothingBetween());
    }
}

void tst_AdminCommands::emitsAnything_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QByteArray>("packet");
    QTest::newRow("no arguments") << QByteArray(R"("x")") << QByteArray(R"(42["x"])");
    QTest::newRow("null") << QByteArray(R"("x",null)") << QByteArray(R"(42["x",null])");
    QTest::newRow("spaces") << QByteArray(R"( "x" , 1 )") << QByteArray(R"(42["x", 1])");
    QTest::newRow("commas in texts")
        << QByteArray(R"("a,\"b","c,]")") << QByteArray(R"(42["a,\"b","c,]"])");
    QTest::newRow("almost reserved")
        << QByteArray(R"("Connect")") << QByteArray(R"(42["Connect"])");
}

void tst_AdminCommands::emitsAnything()
{
    QFETCH(const QByteArray, arguments);
    populate();
    client->send(R"(["emit", "/" ,["red"],)" + arguments + ']');
    QTEST(a->next(), "packet");
}

void tst_AdminCommands::emitsBinary()
{
    populate();
    client->ws.send(R"(451-/admin,["emit","/",null,"file",{"_placeholder":true,"num":0}])");
    client->ws.sendBinary(QByteArray("\0\1", 2));
    QCOMPARE(b->next(), R"(451-["file",{"_placeholder":true,"num":0}])");
    QCOMPARE(b->next(), "binary:" + QByteArray("\0\1", 2));
}

void tst_AdminCommands::disconnects_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QString>("left");
    QTest::addColumn<bool>("chatGone");
    QTest::newRow("one, of this namespace") << QByteArray(R"("/",false,"A")") << "bc" << false;
    QTest::newRow("one, of all") << QByteArray(R"("/",true,"A")") << "bc" << true;
    QTest::newRow("a room") << QByteArray(R"("/",false,"red")") << "c" << false;
    QTest::newRow("an array") << QByteArray(R"("/",true,["A","B"])") << "c" << true;
    QTest::newRow("everybody") << QByteArray(R"("/",false)") << "" << false;
    QTest::newRow("everybody, null") << QByteArray(R"("/",true,null)") << "" << true;
    QTest::newRow("nobody") << QByteArray(R"("/",true,"nobody")") << "abc" << false;
}

void tst_AdminCommands::disconnects()
{
    QFETCH(const QByteArray, arguments);
    QFETCH(const QString, left);
    QFETCH(const bool, chatGone);
    populate();
    client->send(withIds("[\"_disconnect\"," + arguments + ']'));
    settle();
    QString remaining;
    for (int i = 0; i < 3; ++i) {
        if (sockets.at(i) && sockets.at(i)->isConnected())
            remaining += QLatin1Char("abc"[i]);
    }
    QCOMPARE(remaining, left);
    QCOMPARE(!inChat || !inChat->isConnected(), chatGone);
    QCOMPARE(reasons, QStringList(3 - left.size(), "server namespace disconnect"));
    if (!left.contains('a'))
        QCOMPARE(a->next(), "41");
}

void tst_AdminCommands::kicksItself()
{
    populate();
    client->send(R"(["_disconnect","/admin",true])");
    QVERIFY(client->ws.waitForClosed());
    QCOMPARE(admin->adminCount(), 0);
}

void tst_AdminCommands::badInput_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *command, const char *error) {
        QTest::newRow(command) << QByteArray(command) << error;
    };
    // Never everybody by accident
    row(R"(["_disconnect","/",true,""])", "a room is no text, or empty");
    row(R"(["_disconnect","/",true,[]])", "an empty list of rooms");
    row(R"(["_disconnect","/",true,0])", "a room is no text");
    row(R"(["_disconnect","/",true,false])", "a room is no text");
    row(R"(["_disconnect","/",true,[""]])", "a room is no text, or empty");
    row(R"(["_disconnect","/",true,["A",null]])", "a room is no text, or empty");
    row(R"(["_disconnect","/",true,[["A"]]])", "a room is no text, or empty");
    row(R"(["_disconnect","/",true,{}])", "an empty filter");
    row(R"(["_disconnect","/",true,{"rooms":[]}])", "an empty list of rooms");
    row(R"(["_disconnect","/",true,{"except":[]}])", "an empty list of rooms");
    row(R"(["_disconnect","/",true,{"rooms":null}])", "a room is no text");
    row(R"(["_disconnect","/",true,{"room":"A"}])", "the filter's key \"room\" is unknown");
    row(R"(["join","/","vip",""])", "a room is no text, or empty");
    row(R"(["join","/","vip",[]])", "an empty list of rooms");
    row(R"(["leave","/","red",[]])", "an empty list of rooms");
    row(R"(["leave","/","red",""])", "a room is no text, or empty");
    row(R"(["emit","/","","hello"])", "a room is no text, or empty");
    row(R"(["emit","/",[],"hello"])", "an empty list of rooms");
    // Types
    row(R"(["_disconnect","/",1,null])", "\"close\" is neither true nor false");
    row(R"(["_disconnect","/",null,null])", "\"close\" is neither true nor false");
    row(R"(["_disconnect","/","A",null])", "\"close\" is neither true nor false");
    row(R"(["join","/",null,null])", "a room is no text");
    row(R"(["join","/",42,null])", "a room is no text");
    row(R"(["join","/","",null])", "a room is no text, or empty");
    row(R"(["join","/",[],null])", "an empty list of rooms");
    row(R"(["join","/",{},null])", "a room is no text");
    row(R"(["leave","/",{"a":1},null])", "a room is no text");
    row(R"(["join",null,"vip",null])", "the namespace is no text");
    row(R"(["join",["/"],"vip",null])", "the namespace is no text");
    row(R"(["emit",{},null,"hello"])", "the namespace is no text");
    // Namespaces
    row(R"(["join","/ghost","vip",null])", "unknown namespace");
    row(R"(["emit","ghost",null,"hello"])", "unknown namespace");
    row(R"(["_disconnect","/ghost",true,null])", "unknown namespace");
    row(R"(["leave","/dynamic-1","vip",null])", "unknown namespace");
    // Events
    for (const char *name : {"connect", "connect_error", "disconnect", "disconnecting",
                             "newListener", "removeListener"}) {
        QTest::newRow(name) << QByteArray(R"(["emit","/",null,")") + name + R"("])"
                            << "reserved event name";
    }
    row(R"(["emit","/",null])", "no event name");
    row(R"(["emit","/",null,null])", "no event name");
    row(R"(["emit","/",null,1])", "no event name");
    row(R"(["emit","/",null,["hello"]])", "no event name");
    row(R"(["emit","/",null,""])", "no event name");
    row(R"(["emit","/"])", "a filter is required");
    row(R"(["emit"])", "a filter is required");
    row(R"(["join"])", "a filter is required");
    row(R"(["_disconnect"])", "a filter is required");
}

void tst_AdminCommands::badInput()
{
    QFETCH(const QByteArray, command);
    populate();
    io->of(QRegularExpression("^/dynamic-\\d$"));
    const QList<Namespace *> namespaces = io->namespaces();
    QSignalSpy executed(admin, &AdminInstrumentation::commandExecuted);
    const QJsonObject answer = client->command(withIds(command));
    QCOMPARE(answer["ok"].toBool(true), false);
    QTEST(answer["error"].toString(), "error");
    client->send(withIds(command)); // without an answer; some of these are well-formed then
    if (!answer["error"].toString().startsWith("a filter is required")) {
        settle();
        QCOMPARE(executed.size(), 0);
        QCOMPARE(membersOf("red"), "ab");
        QCOMPARE(membersOf("vip"), "");
        QVERIFY(sockets.at(2)->isConnected());
    }
    QCOMPARE(io->namespaces(), namespaces);
    QVERIFY(a->syncsWithNothingBetween());
}

void tst_AdminCommands::filterIsRequiredWithAck_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::newRow("join") << QByteArray(R"(["join","/","vip"])");
    QTest::newRow("leave") << QByteArray(R"(["leave","/","red"])");
    QTest::newRow("_disconnect") << QByteArray(R"(["_disconnect","/",true])");
}

void tst_AdminCommands::filterIsRequiredWithAck()
{
    QFETCH(const QByteArray, command);
    populate();
    const QJsonObject answer = client->command(command);
    QCOMPARE(answer["error"].toString(), "a filter is required");
    QCOMPARE(membersOf("red"), "ab");
    QCOMPARE(membersOf("vip"), "");
}

void tst_AdminCommands::readonlyIgnores_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::newRow("emit") << QByteArray(R"(["emit","/",null,"hello"])");
    QTest::newRow("join") << QByteArray(R"(["join","/","vip",null])");
    QTest::newRow("leave") << QByteArray(R"(["leave","/","red",null])");
    QTest::newRow("_disconnect") << QByteArray(R"(["_disconnect","/",true,null])");
}

void tst_AdminCommands::readonlyIgnores()
{
    QFETCH(const QByteArray, command);
    populate({.readonly = true});
    client->send(command);
    client->ws.send("40"); // joins "/": what came before is dealt with
    client->next("socket_connected");
    QCOMPARE(membersOf("red"), "ab");
    QCOMPARE(membersOf("vip"), "");
    for (WsClient *user : {&*a, &*b, &*c})
        QVERIFY(user->syncsWithNothingBetween());
}

void tst_AdminCommands::audit()
{
    populate();
    QSignalSpy executed(admin, &AdminInstrumentation::commandExecuted);
    client->send(R"(["join","/","vip","red"])");
    QTRY_COMPARE(executed.size(), 1);
    QCOMPARE(executed.at(0).at(1).toString(), "join");
    QCOMPARE(executed.at(0).at(2).value<Payload>().json(), R"("/","vip","red")");
}

QTEST_GUILESS_MAIN(tst_AdminCommands)
#include "moc_adminserverfixture.cpp"
#include "moc_serverfixture.cpp"
#include "tst_admincommands.moc"
