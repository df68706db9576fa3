// SPDX-License-Identifier: MIT
#include "exposedobjects.h"
#include "serverfixture.h"

#include <QtCore/QThread>

using namespace QSocketIo;

class tst_Expose : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();

    void arguments_data();
    void arguments();
    void wrongArguments_data();
    void wrongArguments();
    void overloads_data();
    void overloads();
    void specialParameters();
    void voidIsAcknowledged();
    void futures();
    void results();
    void onlyPublicOwnMethods();
    void overriddenMethods();
    void belowABaseClass();
    void namedMethods();
    void namedMethodsOfQtClasses();
    void namesThatAreRefused_data();
    void namesThatAreRefused();
    void reservedNames();
    void besideHandlers();
    void severalObjects();
    void eventNames();
    void unexpose();
    void objectDies();
    void methodsThatDestroy_data();
    void methodsThatDestroy();
    void onNamespace();
    void onServer();
    void namespaceUnexposes();
    void callersAreTold();
    void middlewaresComeFirst();
    void objectMustBeThere();
    void hostileNames();
};

void tst_Expose::initTestCase()
{
    registerPayloadType<Point>();
    registerPayloadType<Result<int>>();
}

void tst_Expose::arguments_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *call, const char *answer) {
        QTest::newRow(call) << QByteArray(call) << QByteArray(answer);
    };
    row(R"("flag",true)", "false");
    row(R"("number",41)", "42");
    row(R"("small",255)", "255");
    row(R"("real",5)", "2.5");
    row(R"("text","ä")", "\"Ä\"");
    row(R"("object",{"a":[1]})", R"({"a":[1]})");
    row(R"("array",[1,"b"])", R"([1,"b"])");
    row(R"("jsonValue",null)", "null");
    row(R"("variant",{"a":[true,null]})", R"({"a":[true,null]})");
    row(R"("variant",5)", "5");
    row(R"("variants",[1,"a",[2]])", R"([1,"a",[2]])");
    row(R"("map",{"k":{"l":1}})", R"({"k":{"l":1}})");
    row(R"("strings",["a","b"])", R"(["a","b"])");
    row(R"("cbor",{"z":1,"a":2})", R"({"z":1,"a":2})"); // in their order
    row(R"("profile",{"name":"Ada","tags":["x"]})", R"({"name":"Ada","tags":["x"]})");
    row(R"("mode","Repeat")", "\"Repeat\"");
    row(R"("mode",0)", "\"Once\"");
    row(R"("time","1970-01-01T00:00:00.000Z")", "\"1970-01-01T00:00:01.000Z\"");
    row(R"("url","https://example.com/a%20b")", "\"https://example.com/a%20b\"");
    row(R"("uuid","67c8770b-44f1-410a-ab9a-f9b5446f13ee")",
        "\"67c8770b-44f1-410a-ab9a-f9b5446f13ee\"");
    row(R"("numbers",[1,2])", "[1,2]");
    row(R"("profiles",[{"name":"a"},{"name":"b"}])",
        R"([{"name":"a","tags":[]},{"name":"b","tags":[]}])");
    row(R"("vector",[0.5,1])", "[0.5,1]");
    row(R"("counts",{"a":1})", R"({"a":1})");
    row(R"("point",[1,2])", "[2,1]");
    row(R"("number",1,"further","arguments")", "2");
}

void tst_Expose::arguments()
{
    QFETCH(const QByteArray, call);
    QFETCH(const QByteArray, answer);
    WsClient client(port);
    client.join();
    Player player;
    QVERIFY(socket->expose(&player));
    QSignalSpy errors(socket, &Socket::errorOccurred);
    client.send("425[" + call + "]");
    QCOMPARE(client.next(), "435[" + answer + "]");
    QVERIFY(errors.isEmpty());
    if (call.startsWith("\"flag\"")) { // binary, once
        client.send("451-6[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
        client.sendBinary("ab");
        QCOMPARE(client.next(), "461-6[{\"_placeholder\":true,\"num\":0}]");
        QCOMPARE(client.next(), "binary:abab");
    }
}

void tst_Expose::wrongArguments_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *call, const char *message) {
        QTest::newRow(call) << QByteArray(call) << QString::fromLatin1(message);
    };
    row(R"("flag")", "event \"flag\": argument 1 is missing: expected a boolean");
    row(R"("flag",1)", "event \"flag\": argument 1 is a number: expected a boolean");
    row(R"("number","1")",
        "event \"number\": argument 1 is a string: expected an integer between "
        "-2147483648 and 2147483647");
    row(R"("number",null)",
        "event \"number\": argument 1 is null: expected an integer between "
        "-2147483648 and 2147483647");
    row(R"("small",256)",
        "event \"small\": argument 1 is a number: expected an integer between 0 and 255");
    row(R"("text",["a"])", "event \"text\": argument 1 is an array: expected a string");
    row(R"("bytes","a")", "event \"bytes\": argument 1 is a string: expected binary data");
    row(R"("mode","Shuffle")",
        "event \"mode\": argument 1 is a string: expected one of the keys of Mode");
    row(R"("profile",{})", "event \"profile\": argument 1.name is missing: expected a string");
    row(R"("profiles",[{"name":"a","tags":[1]}])",
        "event \"profiles\": argument 1[0].tags[0] is a number: expected a string");
    row(R"("counts",{"a":"x"})",
        "event \"counts\": argument 1.a is a string: expected an integer "
        "between -2147483648 and 2147483647");
    row(R"("point",[1])", "event \"point\": argument 1 is an array: expected a point");
    row(R"("variant")", "event \"variant\": argument 1 is missing: expected a value");
    row(R"("later")", "event \"later\": argument 1 is missing: expected a string");
    row(R"("caller","x")",
        "event \"caller\": argument 1 is a string: expected an integer between "
        "-2147483648 and 2147483647");
}

void tst_Expose::wrongArguments()
{
    QFETCH(const QByteArray, call);
    QFETCH(const QString, message);
    WsClient client(port);
    client.join();
    Player player;
    QVERIFY(socket->expose(&player));
    QSignalSpy errors(socket, &Socket::errorOccurred);
    client.send("425[" + call + "]");
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(errors.count(), 1);
    const Error error = errors.constFirst().constFirst().value<Error>();
    QCOMPARE(error.code(), Error::Code::InvalidArgument);
    QCOMPARE(error.message(), message);
    QVERIFY(player.log.isEmpty());
}

void tst_Expose::overloads_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("answer"); // empty: an error
    const auto row = [](const char *call, const char *answer) {
        QTest::newRow(call) << QByteArray(call) << QByteArray(answer);
    };
    row(R"("pick",1)", "\"int\"");
    row(R"("pick","a")", "\"string\"");
    row(R"("pick",1,2)", "\"two\"");
    row(R"("pick","a",2)", "\"string\""); // "two" does not fit, the second one is ignored
    row(R"("pick","a",2,true)", "\"three\"");
    row(R"("pick",1,2,true)", "\"two\"");
    row(R"("pick",1,2,3,4)", "\"two\"");
    row(R"("pick",true)", "");
    row(R"("pick")", "");
    row(R"("sum",1)", "111");
    row(R"("sum",1,2)", "103");
    row(R"("sum",1,2,3)", "6");
}

void tst_Expose::overloads()
{
    QFETCH(const QByteArray, call);
    QFETCH(const QByteArray, answer);
    WsClient client(port);
    client.join();
    Player player;
    QVERIFY(socket->expose(&player));
    QSignalSpy errors(socket, &Socket::errorOccurred);
    client.send("425[" + call + "]");
    if (answer.isEmpty())
        QVERIFY(client.syncsWithNothingBetween());
    else
        QCOMPARE(client.next(), "435[" + answer + "]");
    QCOMPARE(errors.count(), answer.isEmpty() ? 1 : 0);
}

void tst_Expose::specialParameters()
{
    WsClient client(port);
    const QByteArray id = client.join().toUtf8();
    Player player;
    QVERIFY(socket->expose(&player));
    client.send("421[\"caller\",7]");
    QCOMPARE(client.next(), "431[\"" + id + "7\"]");
    client.send("42[\"callerLast\",8]");
    QCOMPARE(client.next(), "42[\"n\",8]");
    client.send("422[\"later\",\"x\"]");
    QCOMPARE(client.next(), "432[\"x\",42]");
    client.send("42[\"later\",\"x\"]"); // nobody asks
    client.send("423[\"rest\",1,\"a\",[2]]");
    QCOMPARE(client.next(), "433[\"a\",[2]]");
    client.send("424[\"rest\",1]");
    QCOMPARE(client.next(), "434[]");
}

void tst_Expose::voidIsAcknowledged()
{
    WsClient client(port);
    client.join();
    Player player;
    QVERIFY(socket->expose(&player));
    client.send("42[\"nothing\"]");
    client.send("421[\"nothing\"]");
    QCOMPARE(client.next(), "431[]");
    QCOMPARE(player.log.size(), 2);
}

void tst_Expose::futures()
{
    WsClient client(port);
    client.join();
    auto player = std::make_unique<Player>();
    QVERIFY(socket->expose(player.get()));
    client.send("421[\"future\"]");
    QVERIFY(client.syncsWithNothingBetween());
    player->finish(QStringLiteral("ready"));
    QCOMPARE(client.next(), "431[\"ready\"]");
    client.send("422[\"voidFuture\"]");
    QVERIFY(client.syncsWithNothingBetween());
    player->done.start();
    player->done.finish();
    QCOMPARE(client.next(), "432[]");
    client.send("423[\"cancelled\"]");
    QVERIFY(client.syncsWithNothingBetween());
    // The answer comes although the object is gone
    client.send("424[\"pointFuture\"]");
    QVERIFY(client.syncsWithNothingBetween());
    const auto finish = player->finish;
    player.reset();
    finish(QVariant::fromValue(Point{3, 4}));
    QCOMPARE(client.next(), "434[[3,4]]");
    // and is of no use when the client is.
    player = std::make_unique<Player>();
    QVERIFY(socket->expose(player.get()));
    client.send("425[\"future\"]");
    QVERIFY(client.syncsWithNothingBetween());
    client.close();
    QTRY_VERIFY(!socket);
    player->finish(QStringLiteral("too late"));
    QCoreApplication::processEvents();
}

void tst_Expose::results()
{
    WsClient client(port);
    client.join();
    Player player;
    QVERIFY(socket->expose(&player));
    client.send("421[\"divide\",7,2]");
    QCOMPARE(client.next(), "431[3]");
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("by zero")));
    client.send("422[\"divide\",7,0]");
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_Expose::onlyPublicOwnMethods()
{
    WsClient client(port);
    client.join();
    Player player;
    QVERIFY(socket->expose(&player));
    QSignalSpy errors(socket, &Socket::errorOccurred);
    QSignalSpy changed(&player, &Player::changed);
    for (const char *name :
         {"deleteLater", "destroyed", "objectNameChanged", "_q_reregisterTimers", "changed",
          "protectedSlot", "privateSlot", "notInvokable", "takeObject", "giveObject", "giveUnknown",
          "both", "setObjectName", "objectName", "nothing()", "Nothing", "", "log"}) {
        client.send("421[\"" + QByteArray(name) + "\",1]");
        client.send("422[\"" + QByteArray(name) + "\"]");
    }
    QVERIFY(client.syncsWithNothingBetween());
    QVERIFY(player.log.isEmpty());
    QVERIFY(changed.isEmpty());
    QVERIFY(errors.isEmpty());
}

void tst_Expose::overriddenMethods()
{
    WsClient client(port);
    client.join();
    Player player;
    QVERIFY(socket->expose(&player));
    client.send("421[\"model\"]");
    QCOMPARE(client.next(), "431[\"player\"]");
    client.send("422[\"serial\"]"); // inherited from a class that is not Qt's
    QCOMPARE(client.next(), "432[\"s1\"]");
}

void tst_Expose::belowABaseClass()
{
    WsClient client(port);
    client.join();
    Player player;
    QVERIFY(socket->expose(&player, {.below = &Device::staticMetaObject}));
    client.send("421[\"number\",1]");
    QCOMPARE(client.next(), "431[2]");
    client.send("422[\"serial\"]");
    client.send("422[\"reset\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QVERIFY(player.log.isEmpty());
    QTest::ignoreMessage(QtWarningMsg, "Socket::expose: Device does not inherit Player");
    Device device;
    QVERIFY(!socket->expose(&device, {.below = &Player::staticMetaObject}));
    // A private slot hides the public one that it has the signature of.
    Restricted restricted;
    QVERIFY(socket->expose(&restricted));
    client.send("42[\"nothing\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QVERIFY(restricted.log.isEmpty());
    QCOMPARE(player.log, QStringList{QStringLiteral("nothing")});
}

void tst_Expose::namedMethods()
{
    WsClient client(port);
    client.join();
    Player player;
    QVERIFY(
        socket->expose(&player, {.methods = {QStringLiteral("number"), QStringLiteral("serial")}}));
    client.send("421[\"number\",1]");
    QCOMPARE(client.next(), "431[2]");
    client.send("422[\"serial\"]");
    QCOMPARE(client.next(), "432[\"s1\"]");
    client.send("423[\"text\",\"a\"]");
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_Expose::namedMethodsOfQtClasses()
{
    WsClient client(port);
    client.join();
    Model model;
    QVERIFY(socket->expose(&model));
    client.send("421[\"own\"]");
    QCOMPARE(client.next(), "431[1]");
    client.send("422[\"revert\"]"); // a public slot of QAbstractItemModel
    QVERIFY(client.syncsWithNothingBetween());
    client.send("423[\"submit\"]"); // overridden: declared by the application
    QCOMPARE(client.next(), "433[true]");
    SlowTimer timer;
    timer.setInterval(100000);
    QVERIFY(socket->expose(&timer));
    client.send("424[\"start\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QVERIFY(!timer.isActive());
    QVERIFY(socket->expose(&timer, {.methods = {QStringLiteral("start"), QStringLiteral("own")}}));
    client.send("425[\"start\"]");
    QCOMPARE(client.next(), "435[]");
    QVERIFY(timer.isActive());
    // An object that has nothing of its own
    QTimer plain;
    QTest::ignoreMessage(QtWarningMsg, "Socket::expose: QTimer has no methods to expose");
    QVERIFY(!socket->expose(&plain));
    QTest::ignoreMessage(QtWarningMsg,
                         "Socket::expose: QSocketIo::Server has no methods to expose");
    QVERIFY(!socket->expose(io.get()));
    QVERIFY(socket->expose(&plain, {.methods = {QStringLiteral("stop")}}));
}

void tst_Expose::namesThatAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason"); // besides that there is no such method to expose
    const auto row = [](const char *name, const char *reason = "") {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(reason);
    };
    row("deleteLater");
    row("destroyed");
    row("changed");
    row("privateSlot");
    row("protectedSlot");
    row("notInvokable");
    row("unheardOf");
    row("");
    row("takeObject",
        "expose: takeObject(QObject*) of Player is left out: a parameter of type QObject* cannot "
        "come from a client");
    row("giveObject",
        "expose: giveObject() of Player is left out: what it returns, QObject*, cannot be sent");
    row("giveUnknown",
        "expose: giveUnknown() of Player is left out: what it returns, Unknown, cannot be sent");
    row("both",
        "expose: both(QSocketIo::Ack) of Player is left out: a method answers by its Ack "
        "or by what it returns, not both");
}

void tst_Expose::namesThatAreRefused()
{
    QFETCH(const QString, name);
    QFETCH(const QString, reason);
    WsClient client(port);
    client.join();
    Player player;
    if (!reason.isEmpty())
        QTest::ignoreMessage(QtWarningMsg, qPrintable(reason));
    const QString warning
        = QStringLiteral("Socket::expose: Player has no method \"%1\" to expose").arg(name);
    QTest::ignoreMessage(QtWarningMsg, qPrintable(warning));
    QVERIFY(!socket->expose(&player, {.methods = {QStringLiteral("number"), name}}));
    client.send("421[\"number\",1]"); // nothing is exposed
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_Expose::reservedNames()
{
    WsClient client(port);
    client.join();
    Reserved reserved;
    QVERIFY(socket->expose(&reserved));
    client.send("421[\"fine\"]");
    QCOMPARE(client.next(), "431[1]");
    QVERIFY(!socket->eventNames().contains(QStringLiteral("disconnecting")));
    QTest::ignoreMessage(QtWarningMsg,
                         "expose: disconnecting() of Reserved is left out: its name "
                         "is that of no event");
    QTest::ignoreMessage(QtWarningMsg,
                         "Socket::expose: Reserved has no method \"disconnecting\" to expose");
    QVERIFY(!socket->expose(&reserved, {.methods = {QStringLiteral("disconnecting")}}));
}

void tst_Expose::besideHandlers()
{
    WsClient client(port);
    client.join();
    Player player;
    socket->on("nothing", this, [&](const Ack &ack) {
        player.log << QStringLiteral("handler");
        ack("from the handler");
    });
    QVERIFY(socket->expose(&player));
    client.send("421[\"nothing\"]");
    QCOMPARE(client.next(), "431[\"from the handler\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(player.log, (QStringList{QStringLiteral("handler"), QStringLiteral("nothing")}));
}

void tst_Expose::severalObjects()
{
    WsClient client(port);
    client.join();
    Player player;
    Model model;
    QVERIFY(socket->expose(&player));
    QVERIFY(socket->expose(&model));
    client.send("421[\"own\"]");
    client.send("422[\"number\",1]");
    QCOMPARE(client.next(), "431[1]");
    QCOMPARE(client.next(), "432[2]");
}

void tst_Expose::eventNames()
{
    WsClient client(port);
    Model model;
    Reserved later;
    io->expose(&model);
    client.join();
    io->expose(&later);
    auto player = std::make_unique<Player>();
    socket->expose(player.get(), {.methods = {QStringLiteral("number")}});
    QStringList names = socket->eventNames();
    names.sort();
    QCOMPARE(names,
             (QStringList{QStringLiteral("number"), QStringLiteral("own"), QStringLiteral("submit"),
                          QStringLiteral("sync")}));
    player.reset();
    QVERIFY(!socket->eventNames().contains(QStringLiteral("number")));
}

void tst_Expose::unexpose()
{
    WsClient client(port);
    client.join();
    Player player;
    Model model;
    const Subscription first = socket->expose(&player);
    const Subscription second = socket->expose(&model);
    QVERIFY(first != second);
    socket->removeAllListeners("number"); // is about handlers
    client.send("421[\"number\",1]");
    QCOMPARE(client.next(), "431[2]");
    socket->unexpose(first);
    socket->unexpose(first);
    socket->unexpose({});
    client.send("422[\"number\",1]");
    QVERIFY(client.syncsWithNothingBetween());
    client.send("423[\"own\"]");
    QCOMPARE(client.next(), "433[1]");
}

void tst_Expose::objectDies()
{
    WsClient client(port);
    client.join();
    auto player = std::make_unique<Player>();
    QVERIFY(socket->expose(player.get()));
    player.reset();
    QSignalSpy errors(socket, &Socket::errorOccurred);
    client.send("421[\"number\",1]");
    QVERIFY(client.syncsWithNothingBetween());
    QVERIFY(errors.isEmpty());
}

void tst_Expose::methodsThatDestroy_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("packet"); // empty: the connection is closed
    QTest::newRow("the object") << QByteArray("deleteMe") << QByteArray("431[1]");
    QTest::newRow("the socket") << QByteArray("deleteSocket") << QByteArray("41");
    QTest::newRow("the server") << QByteArray("closeServer") << QByteArray();
}

void tst_Expose::methodsThatDestroy()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, packet);
    WsClient client(port);
    client.join();
    QPointer<Killer> killer = new Killer;
    Killer second;
    QVERIFY(socket->expose(killer));
    QVERIFY(socket->nsp()->expose(&second, {.methods = {QStringLiteral("deleteSocket")}}));
    client.send("421[\"" + method + "\"]");
    if (packet.isEmpty())
        QVERIFY(client.waitForClosed());
    else
        QCOMPARE(client.next(), packet);
    QCOMPARE(killer.isNull(), method == "deleteMe");
    delete killer;
}

void tst_Expose::onNamespace()
{
    Player player;
    Model model;
    WsClient early(port);
    early.join();
    QPointer<Socket> first = socket;
    QVERIFY(io->sockets()->expose(&player));
    WsClient middle(port);
    middle.join();
    QVERIFY(io->sockets()->expose(&model));
    WsClient late(port);
    late.join();
    WsClient elsewhere(port);
    io->of("/lab");
    elsewhere.join("/lab");
    early.send("421[\"number\",1]");
    QVERIFY(early.syncsWithNothingBetween());
    middle.send("421[\"number\",1]");
    QCOMPARE(middle.next(), "431[2]");
    middle.send("422[\"own\"]");
    QVERIFY(middle.syncsWithNothingBetween());
    late.send("421[\"number\",1]");
    QCOMPARE(late.next(), "431[2]");
    late.send("422[\"own\"]");
    QCOMPARE(late.next(), "432[1]");
    elsewhere.send("42/lab,1[\"number\",1]");
    io->of("/lab")->emitEvent("end");
    QCOMPARE(elsewhere.next(), "42/lab,[\"end\"]");
}

void tst_Expose::onServer()
{
    Player player;
    const Subscription subscription = io->expose(&player);
    QVERIFY(subscription);
    WsClient client(port);
    client.join();
    client.send("421[\"number\",1]");
    QCOMPARE(client.next(), "431[2]");
    io->unexpose(subscription);
    client.send("422[\"number\",1]");
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_Expose::namespaceUnexposes()
{
    Player player;
    const Subscription subscription = io->sockets()->expose(&player);
    WsClient client(port);
    client.join();
    io->sockets()->unexpose(subscription);
    client.send("421[\"number\",1]");
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_Expose::callersAreTold()
{
    Player player;
    QVERIFY(io->expose(&player));
    WsClient a(port);
    const QByteArray idA = a.join().toUtf8();
    WsClient b(port);
    const QByteArray idB = b.join().toUtf8();
    a.send("421[\"caller\",1]");
    QCOMPARE(a.next(), "431[\"" + idA + "1\"]");
    b.send("421[\"caller\",2]");
    QCOMPARE(b.next(), "431[\"" + idB + "2\"]");
}

void tst_Expose::middlewaresComeFirst()
{
    WsClient client(port);
    client.join();
    Player player;
    QVERIFY(socket->expose(&player));
    socket->use(this, [](Event &event, const Next &next) {
        if (event.name() == QStringLiteral("text"))
            return next(Error("not allowed"));
        event.setPayload(Payload::of(100));
        next();
    });
    client.send("421[\"text\",\"a\"]");
    client.send("422[\"number\",1]");
    QCOMPARE(client.next(), "432[101]");
}

void tst_Expose::objectMustBeThere()
{
    WsClient client(port);
    client.join();
    QTest::ignoreMessage(QtWarningMsg, "Socket::expose: the object must not be null");
    QVERIFY(!socket->expose(nullptr));
    QThread thread;
    Player elsewhere;
    elsewhere.moveToThread(&thread);
    QTest::ignoreMessage(QtWarningMsg, "Namespace::expose: the object lives in another thread");
    QVERIFY(!io->expose(&elsewhere));
}

// A client cannot reach anything by how it writes a name.
void tst_Expose::hostileNames()
{
    WsClient client(port);
    client.join();
    Player player;
    QVERIFY(socket->expose(&player));
    for (const char *name : {"\"2number\"", "\"number(int)\"", "\"1nothing()\"",
                             "\"nothing\\u0000\"", "5", "\"Player::nothing\"", "\"__proto__\""})
        client.send("421[" + QByteArray(name) + ",1]");
    client.send("421[\"" + QByteArray(100'000, 'n') + "\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QVERIFY(player.log.isEmpty());
}

QTEST_GUILESS_MAIN(tst_Expose)
#include "moc_exposedobjects.cpp"
#include "moc_serverfixture.cpp"
#include "tst_expose.moc"
