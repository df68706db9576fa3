// SPDX-License-Identifier: MIT
#include "core/commanddispatcher.h"
#include "core/effecttracker.h"
#include "storefixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QSignalSpy>

using namespace QsioAdmin;
using QSocketIo::Payload;

namespace {

class RecordingChannel : public CommandChannel
{
public:
    [[nodiscard]] bool isReady() const override { return ready; }
    [[nodiscard]] qint64 maxPayload() const override { return payload; }
    [[nodiscard]] SocketKey ownSocket() const override { return {"/admin", "me"}; }
    bool send(const CommandFrame &frame) override
    {
        frames.append(frame.event + ' ' + frame.arguments.json());
        return true;
    }

    bool ready = true;
    qint64 payload = 0;
    QByteArrayList frames;
};

} // namespace

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
    void stopsAndBreaks();
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
