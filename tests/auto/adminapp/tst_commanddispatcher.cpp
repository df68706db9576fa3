// SPDX-License-Identifier: MIT
#include "core/effecttracker.h"
#include "recordingchannel.h"
#include "storefixture.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QRegularExpression>
#include <QtTest/QSignalSpy>

using namespace QsioAdmin;
using QSocketIo::Payload;

// The guards of every command, and what goes out where none of them objects.
class tst_CommandDispatcher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void frames_data();
    void frames();
    void guards_data();
    void guards();
    void notConnected();
    void readOnly();
    void features_data();
    void features();
    void productionWorksBlindly();
    void attachments();
    void bulk();
    void bulkByBytes();
    void oldServers();
    void ownSocket();
    void except_data();
    void except();
    void exceptGuards();
    void personal();
    void viewers();
    void plansAreSentAsTheyWere();
    void plansOfAnotherConnection();
    void largePlan();
    void stopsAndBreaks();
    void lockedInBetween();
    void answers_data();
    void answers();
    void effects_data();
    void effects();
    void notConfirmable();

private:
    void say(const QByteArray &event, const QByteArray &arguments)
    {
        QVERIFY(fixture->say(event, arguments));
        fixture->store.publish();
    }
    void refuses(const Command &command, Refusal expected)
    {
        Refusal refusal = Refusal::None;
        const QSignalSpy planned(dispatcher.get(), &CommandDispatcher::planned);
        QCOMPARE(dispatcher->send(command, &refusal), 0);
        QCOMPARE(refusal, expected);
        QVERIFY(dispatcher->plan(command).frames.empty());
        QVERIFY(channel.frames.isEmpty());
        QCOMPARE(planned.size(), 0);
    }
    static Command emitTo(const CommandTarget &target,
                          const QString &event = QStringLiteral("hello"),
                          const QByteArray &arguments = {})
    {
        Command command;
        command.nsp = "/";
        command.target = target;
        command.event = event;
        command.arguments = Payload::fromJson(arguments);
        return command;
    }
    static Command roomCommand(Command::Verb verb, const CommandTarget &target,
                               const RoomName &room = QStringLiteral("vip"))
    {
        Command command;
        command.verb = verb;
        command.nsp = "/";
        command.target = target;
        command.room = room;
        return command;
    }
    static Command kick(const CommandTarget &target, bool close = false)
    {
        Command command;
        command.verb = Command::Verb::Disconnect;
        command.nsp = "/";
        command.target = target;
        command.closesConnection = close;
        return command;
    }
    static RoomName room(const QByteArray &json)
    {
        AdminDecoder decoder;
        return std::get<RoomChange>(*decoder.decode("room_joined", "\"/\"," + json + ",\"a\""))
            .room;
    }

    std::unique_ptr<StoreFixture> fixture;
    std::unique_ptr<CommandDispatcher> dispatcher;
    RecordingChannel channel;
};

Q_DECLARE_METATYPE(QsioAdmin::Command)

void tst_CommandDispatcher::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    fixture = std::make_unique<StoreFixture>();
    channel = {};
    dispatcher = std::make_unique<CommandDispatcher>(&fixture->store, &channel);
    fixture->store.beginConnection();
    say("config",
        R"({"supportedFeatures":["EMIT","JOIN","LEAVE","DISCONNECT","MJOIN","MLEAVE","MDISCONNECT","ALL_EVENTS"]})");
    say("all_sockets",
        R"([{"id":"a","nsp":"/","rooms":["a","red"]},{"id":"b","nsp":"/","rooms":["b","red"]},{"id":"me","nsp":"/admin"},{"id":"you","nsp":"/admin"}])");
}

void tst_CommandDispatcher::frames_data()
{
    QTest::addColumn<Command>("command");
    QTest::addColumn<QByteArray>("frame");
    const auto all = CommandTarget::wholeNamespace();
    const auto one = CommandTarget::sockets({"a"});
    const auto two = CommandTarget::sockets({"b", "a", "b"});
    const auto rooms = CommandTarget::rooms({RoomName(QStringLiteral("r\"1")), room("42")});
    using Verb = Command::Verb;
    QTest::newRow("emit to all") << emitTo(all, QStringLiteral("hello"), "1,{\"a\":2}")
                                 << QByteArray(R"(emit "/",null,"hello",1,{"a":2})");
    QTest::newRow("emit to one") << emitTo(one) << QByteArray(R"(emit "/","a","hello")");
    QTest::newRow("emit to two") << emitTo(two) << QByteArray(R"(emit "/",["a","b"],"hello")");
    QTest::newRow("emit to rooms")
        << emitTo(rooms) << QByteArray(R"(emit "/",["r\"1",42],"hello")");
    QTest::newRow("join all") << roomCommand(Verb::Join, all) << QByteArray(R"(join "/","vip")");
    QTest::newRow("join two") << roomCommand(Verb::Join, two)
                              << QByteArray(R"(join "/","vip",["a","b"])");
    QTest::newRow("leave number") << roomCommand(Verb::Leave, one, room("42"))
                                  << QByteArray(R"(leave "/",42,"a")");
    QTest::newRow("leave null") << roomCommand(Verb::Leave, one, room("null"))
                                << QByteArray(R"(leave "/",null,"a")");
    QTest::newRow("empty a room") << roomCommand(Verb::Leave, all)
                                  << QByteArray(R"(leave "/","vip")");
    QTest::newRow("disconnect one") << kick(one) << QByteArray(R"(_disconnect "/",false,"a")");
    QTest::newRow("disconnect client")
        << kick(one, true) << QByteArray(R"(_disconnect "/",true,"a")");
    QTest::newRow("disconnect all") << kick(all) << QByteArray(R"(_disconnect "/",false)");
    QTest::newRow("disconnect room")
        << kick(CommandTarget::rooms({RoomName(QStringLiteral("red"))}))
        << QByteArray(R"(_disconnect "/",false,"red")");
}

void tst_CommandDispatcher::frames()
{
    QFETCH(const Command, command);
    QFETCH(const QByteArray, frame);
    QSignalSpy finished(dispatcher.get(), &CommandDispatcher::finished);
    QCOMPARE(dispatcher->send(command), 1);
    QCOMPARE(channel.frames, QByteArrayList({frame}));
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished[0][1].toBool(), true);
}

// Not one frame: where nobody is meant, a server would take it for everybody.
void tst_CommandDispatcher::guards_data()
{
    QTest::addColumn<Command>("command");
    QTest::addColumn<Refusal>("refusal");
    const auto row = [](const char *name, const Command &command, Refusal refusal) {
        QTest::newRow(name) << command << refusal;
    };
    const auto all = CommandTarget::wholeNamespace();
    const auto one = CommandTarget::sockets({"a"});
    using Verb = Command::Verb;
    const auto inNamespace = [](Command command, const QByteArray &nsp) {
        command.nsp = nsp;
        return command;
    };
    row("no target", kick({}), Refusal::NoTarget);
    row("empty selection", kick(CommandTarget::sockets({})), Refusal::NoTarget);
    row("empty id", kick(CommandTarget::sockets({""})), Refusal::NoTarget);
    row("empty id among others", kick(CommandTarget::sockets({"a", ""})), Refusal::NoTarget);
    row("no rooms", emitTo(CommandTarget::rooms({})), Refusal::NoTarget);
    row("empty room", kick(CommandTarget::rooms({RoomName(QString())})), Refusal::NoTarget);
    row("room 0", kick(CommandTarget::rooms({room("0")})), Refusal::NoTarget);
    row("room 0.0", kick(CommandTarget::rooms({room("0.0")})), Refusal::NoTarget);
    row("room -0", kick(CommandTarget::rooms({room("-0")})), Refusal::NoTarget);
    row("room null", kick(CommandTarget::rooms({room("null")})), Refusal::NoTarget);
    row("room false", kick(CommandTarget::rooms({room("false")})), Refusal::NoTarget);
    row("room []", kick(CommandTarget::rooms({room("[]")})), Refusal::NoTarget);
    row("room {}", kick(CommandTarget::rooms({room("{}")})), Refusal::NoTarget);
    row("no room to join", roomCommand(Verb::Join, one, RoomName(QString())), Refusal::NoRoom);
    row("room [] to leave", roomCommand(Verb::Leave, all, room("[]")), Refusal::NoRoom);
    row("own room", roomCommand(Verb::Leave, one, RoomName(QStringLiteral("a"))), Refusal::OwnRoom);
    row("somebody's own room", roomCommand(Verb::Leave, all, RoomName(QStringLiteral("b"))),
        Refusal::OwnRoom);
    row("unknown namespace", inNamespace(kick(one), "/ghost"), Refusal::UnknownNamespace);
    row("no namespace", inNamespace(kick(one), ""), Refusal::UnknownNamespace);
    row("no slash", inNamespace(kick(one), "admin"), Refusal::UnknownNamespace);
    row("no event name", emitTo(one, QString()), Refusal::NoEventName);
    for (const char *name : {"connect", "connect_error", "disconnect", "disconnecting",
                             "newListener", "removeListener"})
        row(name, emitTo(one, QString::fromLatin1(name)), Refusal::ReservedEventName);
    row("no JSON", emitTo(one, QStringLiteral("x"), "{"), Refusal::InvalidArguments);
    row("two arrays", emitTo(one, QStringLiteral("x"), "1],[2"), Refusal::InvalidArguments);
    row("too large", emitTo(one, QStringLiteral("x"), '"' + QByteArray(800'000, 'x') + '"'),
        Refusal::TooLarge);
    row("too large for all", emitTo(all, QStringLiteral("x"), '"' + QByteArray(800'000, 'x') + '"'),
        Refusal::TooLarge);
}

void tst_CommandDispatcher::guards()
{
    QFETCH(const Command, command);
    QFETCH(const Refusal, refusal);
    refuses(command, refusal);
}

void tst_CommandDispatcher::notConnected()
{
    const Command command = kick(CommandTarget::sockets({"a"}));
    channel.ready = false;
    refuses(command, Refusal::NotConnected);
    channel.ready = true;
    fixture->store.endConnection();
    refuses(command, Refusal::NotConnected);
    fixture->store.beginConnection(); // what it can do is not known yet
    refuses(command, Refusal::NotConnected);
}

void tst_CommandDispatcher::readOnly()
{
    dispatcher->setReadOnly(true);
    refuses(kick(CommandTarget::sockets({"a"})), Refusal::ReadOnly);
    refuses(emitTo(CommandTarget::wholeNamespace()), Refusal::ReadOnly);
}

void tst_CommandDispatcher::features_data()
{
    QTest::addColumn<QByteArray>("feature");
    QTest::addColumn<Command>("command");
    const auto one = CommandTarget::sockets({"a"});
    QTest::newRow("emit") << QByteArray("EMIT") << emitTo(one);
    QTest::newRow("join") << QByteArray("JOIN") << roomCommand(Command::Verb::Join, one);
    QTest::newRow("leave") << QByteArray("LEAVE") << roomCommand(Command::Verb::Leave, one);
    QTest::newRow("disconnect") << QByteArray("DISCONNECT") << kick(one);
}

// A server that is read-only itself offers none of them.
void tst_CommandDispatcher::features()
{
    QFETCH(const QByteArray, feature);
    QFETCH(const Command, command);
    say("config", R"({"supportedFeatures":["AGGREGATED_EVENTS","ALL_EVENTS"]})");
    refuses(command, Refusal::NotSupported);
    say("config", R"({"supportedFeatures":["ALL_EVENTS",")" + feature + "\"]}");
    QVERIFY(dispatcher->send(command) != 0);
    QCOMPARE(channel.frames.size(), 1);
}

void tst_CommandDispatcher::productionWorksBlindly()
{
    say("config",
        R"({"supportedFeatures":["EMIT","JOIN","LEAVE","DISCONNECT","MJOIN","MLEAVE","MDISCONNECT","AGGREGATED_EVENTS"]})");
    const Command command = kick(CommandTarget::sockets({"somebody"}));
    refuses(command, Refusal::UnknownNamespace); // no statistics yet
    say("server_stats",
        R"({"serverId":"s","namespaces":[{"name":"/","socketsCount":7},{"name":"/admin","socketsCount":1}]})");
    QVERIFY(dispatcher->send(command) != 0);
    QCOMPARE(channel.frames, QByteArrayList({R"(_disconnect "/",false,"somebody")"}));
    // All admins but this one: who would that be?
    channel.frames.clear();
    Command admins = kick(CommandTarget::wholeNamespace());
    admins.nsp = "/admin";
    refuses(admins, Refusal::NotSupported);
}

void tst_CommandDispatcher::attachments()
{
    Command command = emitTo(CommandTarget::sockets({"a"}), QStringLiteral("file"));
    command.arguments = Payload::of(QByteArray("\1\2"));
    const CommandDispatcher::Plan plan = dispatcher->plan(command);
    QCOMPARE(plan.frames.size(), 1);
    QCOMPARE(plan.frames[0].arguments.json(), R"("/","a","file",{"_placeholder":true,"num":0})");
    QCOMPARE(plan.frames[0].arguments.attachments(), QList<QByteArray>({QByteArray("\1\2")}));
}

void tst_CommandDispatcher::bulk()
{
    QByteArrayList ids;
    for (int i = 0; i < 1001; ++i)
        ids.append("id" + QByteArray::number(i));
    const CommandDispatcher::Plan plan = dispatcher->plan(kick(CommandTarget::sockets(ids)));
    QCOMPARE(plan.frames.size(), 3);
    QCOMPARE(plan.targets.size(), 1001);
    QVERIFY(plan.usesLists);
    QCOMPARE(plan.frames[0].arguments.at(2).toArray().size(), 500);
    QVERIFY(plan.frames[2].arguments.at(2).isString()); // one is no list
    QSet<QByteArray> seen;
    for (const CommandFrame &frame : plan.frames) {
        const QCborValue filter = frame.arguments.at(2);
        if (filter.isString())
            seen.insert(filter.toString().toUtf8());
        for (const QCborValue &id : filter.toArray())
            seen.insert(id.toString().toUtf8());
    }
    QCOMPARE(seen, QSet<QByteArray>(ids.cbegin(), ids.cend()));
}

// No message needs more than 80 % of what the server takes.
void tst_CommandDispatcher::bulkByBytes()
{
    channel.payload = 1000;
    QByteArrayList ids;
    for (int i = 0; i < 100; ++i)
        ids.append(QByteArray(20, 'x') + QByteArray::number(i));
    const CommandDispatcher::Plan plan = dispatcher->plan(
        emitTo(CommandTarget::sockets(ids), QStringLiteral("x"), '"' + QByteArray(300, 'y') + '"'));
    QVERIFY(plan.frames.size() > 4);
    qsizetype count = 0;
    for (const CommandFrame &frame : plan.frames) {
        QVERIFY(frame.arguments.json().size() <= 800);
        count += frame.arguments.at(1).toArray().size();
    }
    QCOMPARE(count, 100);
    refuses(
        emitTo(CommandTarget::sockets(ids), QStringLiteral("x"), '"' + QByteArray(800, 'y') + '"'),
        Refusal::TooLarge);
}

// Socket.IO 3 knows single ids alone: admin.md 1.9.
void tst_CommandDispatcher::oldServers()
{
    say("config", R"({"supportedFeatures":["EMIT","JOIN","LEAVE","DISCONNECT","ALL_EVENTS"]})");
    const RoomName red(QStringLiteral("red"));
    dispatcher->send(kick(CommandTarget::sockets({"a", "b"})));
    dispatcher->send(kick(CommandTarget::rooms({red})));
    dispatcher->send(roomCommand(Command::Verb::Leave, CommandTarget::wholeNamespace(), red));
    QTRY_COMPARE(channel.frames,
                 QByteArrayList({R"(_disconnect "/",false,"a")", R"(_disconnect "/",false,"b")",
                                 R"(_disconnect "/",false,"a")", R"(_disconnect "/",false,"b")",
                                 R"(leave "/","red","a")", R"(leave "/","red","b")"}));
    channel.frames.clear();
    dispatcher->send(emitTo(CommandTarget::wholeNamespace()));
    dispatcher->send(emitTo(CommandTarget::rooms({red, RoomName(QStringLiteral("blue"))})));
    QTRY_COMPARE(channel.frames,
                 QByteArrayList({R"(emit "/",null,"hello")", R"(emit "/","red","hello")",
                                 R"(emit "/","blue","hello")"}));
    channel.frames.clear();
    refuses(kick(CommandTarget::rooms({RoomName(QStringLiteral("nobody's"))})), Refusal::NoTarget);
}

// The admin does not kick itself, unless it is told to.
void tst_CommandDispatcher::ownSocket()
{
    Command command = kick(CommandTarget::wholeNamespace());
    command.nsp = "/admin";
    dispatcher->send(command);
    QCOMPARE(channel.frames, QByteArrayList({R"(_disconnect "/admin",false,"you")"}));
    channel.frames.clear();
    command.target = CommandTarget::sockets({"me"});
    refuses(command, Refusal::NoTarget);
    command.target = CommandTarget::sockets({"me", "you"});
    dispatcher->send(command);
    QCOMPARE(channel.frames, QByteArrayList({R"(_disconnect "/admin",false,"you")"}));
    command.includesSelf = true;
    dispatcher->send(command);
    QCOMPARE(channel.frames.last(), R"(_disconnect "/admin",false,["me","you"])");
}

// a and b are in red, c is in none: who is left out gets nothing, whoever works that out.
void tst_CommandDispatcher::except_data()
{
    QTest::addColumn<Command>("command");
    QTest::addColumn<QByteArray>("frame"); // where the app makes the exceptions
    QTest::addColumn<QByteArray>("native"); // where the server does
    const auto row = [](const char *name, Command command, const QByteArrayList &except,
                        const QByteArray &frame, const QByteArray &native) {
        for (const QByteArray &room : except)
            command.except.append(RoomName(room));
        QTest::newRow(name) << command << frame << native;
    };
    const auto all = CommandTarget::wholeNamespace();
    const auto red = CommandTarget::rooms({RoomName(QStringLiteral("red"))});
    row("all but a room", emitTo(all), {"red"}, R"(emit "/","c","hello")",
        R"(emit "/",{"except":["red"]},"hello")");
    row("all but a socket", emitTo(all), {"a"}, R"(emit "/",["b","c"],"hello")",
        R"(emit "/",{"except":["a"]},"hello")");
    row("a room but a socket", kick(red), {"b"}, R"(_disconnect "/",false,"a")",
        R"(_disconnect "/",false,{"rooms":"red","except":["b"]})");
    row("all but an unknown one", emitTo(all), {"nobody"}, R"(emit "/",["a","b","c"],"hello")",
        R"(emit "/",{"except":["nobody"]},"hello")");
    row("sockets but a room", emitTo(CommandTarget::sockets({"a", "c"})), {"red"},
        R"(emit "/","c","hello")", R"(emit "/",{"rooms":"c","except":["red"]},"hello")");
    row("join", roomCommand(Command::Verb::Join, all), {"red"}, R"(join "/","vip","c")",
        R"(join "/","vip",{"except":["red"]})");
    Command admins = kick(all);
    admins.nsp = "/admin";
    row("all admins but this one", admins, {}, R"(_disconnect "/admin",false,"you")",
        R"(_disconnect "/admin",false,{"except":["me"]})");
}

void tst_CommandDispatcher::except()
{
    QFETCH(const Command, command);
    QFETCH(const QByteArray, frame);
    QFETCH(const QByteArray, native);
    say("socket_connected", R"({"id":"c","nsp":"/"},1)");
    const qsizetype targets = dispatcher->plan(command).targets.size();
    QVERIFY(dispatcher->send(command) != 0);
    QCOMPARE(channel.frames, QByteArrayList({frame}));
    channel.frames.clear();
    say("config",
        R"({"supportedFeatures":["EMIT","JOIN","LEAVE","DISCONNECT","MJOIN","MLEAVE","MDISCONNECT","ALL_EVENTS","QSIO_EXCEPT"]})");
    QCOMPARE(dispatcher->plan(command).targets.size(), targets);
    QVERIFY(dispatcher->send(command) != 0);
    QCOMPARE(channel.frames, QByteArrayList({native}));
}

void tst_CommandDispatcher::exceptGuards()
{
    Command command = emitTo(CommandTarget::wholeNamespace());
    command.except = {RoomName(QString())}; // it would be an error there, or mean everybody
    refuses(command, Refusal::NoExceptName);
    command.except = {RoomName(QStringLiteral("a")), RoomName(QStringLiteral("b"))};
    refuses(command, Refusal::NoTarget); // nobody is left
    say("config",
        R"({"supportedFeatures":["EMIT","JOIN","LEAVE","DISCONNECT","MJOIN","MLEAVE","MDISCONNECT","AGGREGATED_EVENTS"]})");
    say("server_stats", R"({"serverId":"s","namespaces":[{"name":"/","socketsCount":7}]})");
    refuses(command, Refusal::CannotExcept);
    command.target = CommandTarget::sockets({"a", "x"});
    refuses(command, Refusal::CannotExcept); // x may be in one of the rooms
}

// Each gets a message of its own, with arguments of its own.
void tst_CommandDispatcher::personal()
{
    Command command = emitTo(CommandTarget::rooms({RoomName(QStringLiteral("red"))}));
    command.argumentsFor
        = [](const SocketKey &target) { return Payload::fromJson('"' + target.id + '"'); };
    dispatcher->send(command);
    QCOMPARE(channel.frames,
             QByteArrayList({R"(emit "/","a","hello","a")", R"(emit "/","b","hello","b")"}));
    channel.frames.clear();
    command.argumentsFor = [](const SocketKey &) { return Payload::fromJson("{"); };
    refuses(command, Refusal::InvalidArguments);
    command.argumentsFor
        = [](const SocketKey &) { return Payload::fromJson('"' + QByteArray(800'000, 'x') + '"'); };
    refuses(command, Refusal::TooLarge);
}

// Whom the server lets look only: even where it offers commands to others.
void tst_CommandDispatcher::viewers()
{
    say("config",
        R"({"role":"viewer","user":"eve","supportedFeatures":["EMIT","DISCONNECT","ALL_EVENTS"]})");
    QVERIFY(dispatcher->isReadOnly());
    QVERIFY(!dispatcher->isLocked());
    refuses(kick(CommandTarget::sockets({"a"})), Refusal::Viewer);
    QCOMPARE(fixture->store.user(), "eve");
}

// What somebody has agreed to is sent, and not what it has become meanwhile; but every guard that
// is about now is asked again.
void tst_CommandDispatcher::plansAreSentAsTheyWere()
{
    Command command = emitTo(CommandTarget::rooms({RoomName(QStringLiteral("red"))}));
    command.except = {RoomName(QStringLiteral("b"))};
    const CommandDispatcher::Plan plan = dispatcher->plan(command);
    say("socket_connected", R"({"id":"late","nsp":"/","rooms":["red"]},1)");
    QVERIFY(dispatcher->send(command, plan) != 0);
    QCOMPARE(channel.frames, QByteArrayList({R"(emit "/","a","hello")"}));
    channel.frames.clear();
    Refusal refusal = Refusal::None;
    dispatcher->setReadOnly(true);
    QCOMPARE(dispatcher->send(command, plan, &refusal), 0);
    QCOMPARE(refusal, Refusal::ReadOnly);
    dispatcher->setReadOnly(false);
    channel.ready = false;
    QCOMPARE(dispatcher->send(command, plan, &refusal), 0);
    QCOMPARE(refusal, Refusal::NotConnected);
    channel.ready = true;
    say("config", R"({"supportedFeatures":["ALL_EVENTS"]})");
    QCOMPARE(dispatcher->send(command, plan, &refusal), 0);
    QCOMPARE(refusal, Refusal::NotSupported);
    QVERIFY(channel.frames.isEmpty());
}

// "All admins but me" meant another one then.
void tst_CommandDispatcher::plansOfAnotherConnection()
{
    say("config",
        R"({"supportedFeatures":["DISCONNECT","MJOIN","MLEAVE","MDISCONNECT","ALL_EVENTS","QSIO_EXCEPT"]})");
    Command command = kick(CommandTarget::wholeNamespace());
    command.nsp = "/admin";
    const CommandDispatcher::Plan plan = dispatcher->plan(command);
    channel.own.id = "new";
    QVERIFY(dispatcher->send(command, plan) != 0);
    QCOMPARE(channel.frames, QByteArrayList({R"(_disconnect "/admin",false,{"except":["new"]})"}));
}

// All but one of a hundred thousand, by their ids. It is done once for each command.
void tst_CommandDispatcher::largePlan()
{
    QByteArrayList sockets;
    for (int i = 0; i < 100'000; ++i) {
        const QByteArray id = "asyVCURU8BXwcRLV" + QByteArray::number(i);
        sockets.append(R"({"id":")" + id + R"(","nsp":"/","rooms":[")" + id + R"(","r"]})");
    }
    say("all_sockets", '[' + sockets.join(',') + ']');
    Command command = emitTo(CommandTarget::wholeNamespace());
    command.except = {RoomName(QStringLiteral("asyVCURU8BXwcRLV7"))};
    QElapsedTimer timer;
    timer.start();
    const CommandDispatcher::Plan plan = dispatcher->plan(command);
    qInfo("a plan for 100,000 sockets: %lld ms", static_cast<long long>(timer.elapsed()));
    QCOMPARE(plan.targets.size(), 99'999);
    QCOMPARE(plan.frames.size(), 200);
    QVERIFY(timer.elapsed() < 5'000); // a wide limit, for slow builds
}

// The lock stops what has not been sent yet, too.
void tst_CommandDispatcher::lockedInBetween()
{
    QByteArrayList ids;
    for (int i = 0; i < 50'000; ++i)
        ids.append(QByteArray::number(i));
    QSignalSpy finished(dispatcher.get(), &CommandDispatcher::finished);
    const quint64 id = dispatcher->send(kick(CommandTarget::sockets(ids)));
    QVERIFY(dispatcher->isSending(id));
    const qsizetype sent = channel.frames.size();
    dispatcher->setReadOnly(true);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0], QVariantList({id, false}));
    QCOMPARE(channel.frames.size(), sent);
    QVERIFY(!dispatcher->isSending(id));
}

void tst_CommandDispatcher::answers_data()
{
    QTest::addColumn<QByteArrayList>("answers");
    QTest::addColumn<int>("meant");
    QTest::addColumn<QString>("error");
    QTest::addColumn<bool>("isComplete");
    QTest::newRow("done") << QByteArrayList{R"({"ok":true,"count":500})",
                                            R"({"ok":true,"count":100})"}
                          << 600 << QString() << true;
    QTest::newRow("cluster") << QByteArrayList{R"({"ok":true})", R"({"ok":true})"} << -1
                             << QString() << true;
    QTest::newRow("refused") << QByteArrayList{R"({"ok":true,"count":500})",
                                               R"({"ok":false,"error":"no such namespace"})"}
                             << 500 << QStringLiteral("no such namespace") << false;
    QTest::newRow("nonsense") << QByteArrayList{"7", R"({"ok":true,"count":-3})"} << -1
                              << QStringLiteral("without a reason") << false;
    QTest::newRow("one is missing")
        << QByteArrayList{R"({"ok":true,"count":500})"} << 500 << QString() << false;
}

// With QSIO_ACK nothing is guessed: what the server says of each message is what is known.
void tst_CommandDispatcher::answers()
{
    QFETCH(const QByteArrayList, answers);
    say("config",
        R"({"supportedFeatures":["EMIT","JOIN","LEAVE","DISCONNECT","MJOIN","MLEAVE","MDISCONNECT","ALL_EVENTS","QSIO_ACK"]})");
    EffectTracker tracker(&fixture->store, dispatcher.get());
    QList<EffectResult> results;
    connect(&tracker, &EffectTracker::finished, this,
            [&](quint64, const Command &, const EffectResult &r) { results.append(r); });
    QByteArrayList ids;
    for (int i = 0; i < 600; ++i)
        ids.append("id" + QByteArray::number(i));
    dispatcher->send(kick(CommandTarget::sockets(ids)));
    QCOMPARE(channel.numbers.size(), 2);
    dispatcher->answer(channel.numbers.last() + 1, {}); // to nothing that was asked
    for (qsizetype i = 0; i < answers.size(); ++i) {
        dispatcher->answer(channel.numbers[i], CommandAnswer::read(Payload::fromJson(answers[i])));
        dispatcher->answer(channel.numbers[i], {}); // only the first one counts
    }
    QCOMPARE(results.size(), answers.size() == 2 ? 1 : 0);
    fixture->now += EffectTracker::patience;
    tracker.tick();
    QCOMPARE(results.size(), 1);
    QVERIFY(results[0].isAnswered);
    QTEST(results[0].meant, "meant");
    QTEST(results[0].error, "error");
    QTEST(results[0].isComplete(), "isComplete");
    // The filter is required then, even where it means everybody.
    channel.frames.clear();
    dispatcher->send(kick(CommandTarget::wholeNamespace()));
    dispatcher->send(roomCommand(Command::Verb::Leave, CommandTarget::wholeNamespace()));
    QCOMPARE(channel.frames,
             QByteArrayList({R"(_disconnect "/",false,null)", R"(leave "/","vip",null)"}));
}

void tst_CommandDispatcher::stopsAndBreaks()
{
    QByteArrayList ids;
    for (int i = 0; i < 50'000; ++i)
        ids.append(QByteArray::number(i));
    QSignalSpy finished(dispatcher.get(), &CommandDispatcher::finished);
    const quint64 first = dispatcher->send(kick(CommandTarget::sockets(ids)));
    QCOMPARE(channel.frames.size(), 20);
    dispatcher->stop(first);
    QCOMPARE(finished.takeFirst(), QVariantList({first, false}));
    QCOMPARE(dispatcher->send(kick(CommandTarget::sockets(ids))), first + 1);
    const qsizetype sent = channel.frames.size();
    channel.ready = false; // the connection breaks
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.takeFirst(), QVariantList({first + 1, false}));
    QCOMPARE(channel.frames.size(), sent);
    channel.ready = true;
    dispatcher->send(kick(CommandTarget::sockets(ids)));
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.takeFirst(), QVariantList({first + 2, true}));
    QCOMPARE(channel.frames.size(), sent + 100); // nothing is left of the others
}

void tst_CommandDispatcher::effects_data()
{
    QTest::addColumn<Command>("command");
    QTest::addColumn<QList<QByteArrayList>>("said");
    QTest::addColumn<QList<int>>("result"); // confirmed, unneeded, gone, missing
    const auto both = CommandTarget::sockets({"a", "b"});
    using Said = QList<QByteArrayList>;
    using Verb = Command::Verb;
    QTest::newRow("join") << roomCommand(Verb::Join, both)
                          << Said{{"room_joined", R"("/","vip","a",1)"},
                                  {"room_joined", R"("/","other","b",1)"},
                                  {"room_joined", R"("/","vip","b",1)"}}
                          << QList<int>{2, 0, 0, 0};
    QTest::newRow("joined before")
        << roomCommand(Verb::Join, both, QStringLiteral("red")) << Said{} << QList<int>{0, 2, 0, 0};
    QTest::newRow("leave") << roomCommand(Verb::Leave, CommandTarget::wholeNamespace(),
                                          QStringLiteral("red"))
                           << Said{{"room_left", R"("/","red","a",1)"},
                                   {"socket_disconnected", R"("/","b","x",1)"}}
                           << QList<int>{1, 0, 1, 0};
    QTest::newRow("disconnect") << kick(CommandTarget::sockets({"a", "b", "ghost"}))
                                << Said{{"socket_disconnected", R"("/","a","x",1)"}}
                                << QList<int>{1, 0, 1, 1};
    QTest::newRow("emit") << emitTo(CommandTarget::rooms({RoomName(QStringLiteral("red"))}))
                          << Said{{"event_sent", R"("/","a",["hello"],1)"},
                                  {"event_received", R"("/","b",["hello"],1)"}}
                          << QList<int>{1, 0, 0, 1};
}

void tst_CommandDispatcher::effects()
{
    QFETCH(const Command, command);
    QFETCH(const QList<QByteArrayList>, said);
    QFETCH(const QList<int>, result);
    EffectTracker tracker(&fixture->store, dispatcher.get());
    QList<EffectResult> results;
    connect(&tracker, &EffectTracker::finished, this,
            [&](quint64, const Command &, const EffectResult &r) { results.append(r); });
    QVERIFY(dispatcher->send(command) != 0);
    for (const QByteArrayList &event : said)
        say(event[0], event[1]);
    const bool isOpen = result[3] > 0;
    QCOMPARE(results.size(), isOpen ? 0 : 1);
    fixture->now += EffectTracker::patience - 1;
    tracker.tick();
    QCOMPARE(results.size(), isOpen ? 0 : 1);
    fixture->now += 1;
    tracker.tick();
    QCOMPARE(results.size(), 1);
    const EffectResult &r = results[0];
    QVERIFY(r.isConfirmable);
    QCOMPARE(QList<int>({r.confirmed, r.unneeded, r.gone, r.missing()}), result);
}

void tst_CommandDispatcher::notConfirmable()
{
    EffectTracker tracker(&fixture->store, dispatcher.get());
    QList<EffectResult> results;
    connect(&tracker, &EffectTracker::finished, this,
            [&](quint64, const Command &, const EffectResult &r) { results.append(r); });
    Command command = emitTo(CommandTarget::sockets({"you"}));
    command.nsp = "/admin"; // whose events are not reported
    dispatcher->send(command);
    QCOMPARE(results.size(), 1);
    QVERIFY(!results[0].isConfirmable);
}

QTEST_GUILESS_MAIN(tst_CommandDispatcher)
#include "tst_commanddispatcher.moc"
