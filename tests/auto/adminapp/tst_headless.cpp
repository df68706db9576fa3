// SPDX-License-Identifier: MIT
#include "cli/commandline.h"
#include "core/effecttracker.h"
#include "core/sessionfile.h"
#include "fakeadminserver.h"
#include "shared/waitfor.h"
#include "storefixture.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>

using namespace QsioAdmin;
using namespace Qt::Literals::StringLiterals;
using QSocketIo::waitFor;

#define WAIT_FOR(condition) QVERIFY(waitFor([&] { return bool(condition); }, 10'000))

// qsioadmin without a window, as the program that it is: what it prints, and its exit codes.
class tst_Headless : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void usage_data();
    void usage();
    void understood();
    void figures_data();
    void figures();
    void checks_data();
    void checks();
    void checkFailures();
    void ndjson();
    void textWithoutEmptyColumns();
    void watchesRows();
    void watchesText();
    void commands_data();
    void commands();
    void commandsThatAreRefused_data();
    void commandsThatAreRefused();
    void answeredCommands_data();
    void answeredCommands();
    void sessionFile();

private:
    struct Output
    {
        int exitCode = -1;
        QByteArray text;
        QByteArray errors;
    };
    std::unique_ptr<QProcess> start(const QStringList &arguments)
    {
        auto process = std::make_unique<QProcess>();
        process->start(QStringLiteral(QSIOADMIN), arguments);
        return process;
    }
    Output run(const QStringList &arguments)
    {
        const auto process = start(arguments);
        const bool isOver
            = waitFor([&] { return process->state() == QProcess::NotRunning; }, 20'000);
        if (!isOver)
            process->kill();
        return {isOver ? process->exitCode() : -1, process->readAllStandardOutput(),
                process->readAllStandardError()};
    }
    Output runHere(const QStringList &arguments)
    {
        return run(QStringList{u"--url"_s, server->url()} + arguments);
    }
    void sayStatistics()
    {
        server->say("server_stats",
                    R"({"serverId":"s","clientsCount":4,"pollingClientsCount":1,)"
                    R"("namespaces":[{"name":"/chat","socketsCount":3},{"name":"/quiet"},)"
                    R"({"name":"/","socketsCount":1}]})");
    }
    // The last message of an admin, without the protocol's head.
    [[nodiscard]] QByteArray said() const
    {
        const QByteArray last = server->commands.value(server->commands.size() - 1);
        return last.mid(last.indexOf('['));
    }

    std::unique_ptr<FakeAdminServer> server;
};

void tst_Headless::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    server = std::make_unique<FakeAdminServer>();
    server->sockets = R"([{"id":"a","nsp":"/chat","rooms":["a","lobby"]},)"
                      R"({"id":"b","nsp":"/chat","rooms":["b","lobby"],"data":{"x":1}},)"
                      R"({"id":"c","nsp":"/chat","rooms":["c"]},{"id":"d","nsp":"/"}])";
    server->onLogin = [this](const QByteArray &) {
        server->letIn();
        sayStatistics();
    };
}

void tst_Headless::cleanup()
{
    server.reset();
}

// ---- arguments -------------------------------------------------------------------------------

void tst_Headless::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QStringList &arguments, const char *message) {
        QTest::newRow(name) << arguments << QString::fromLatin1(message);
    };
    row("check", {u"--check"_s, u"clients>x"_s}, "no condition");
    row("figure", {u"--check"_s, u"tomatoes>1"_s}, "no condition");
    row("one after the other", {u"--check"_s, u"clients>1,,rooms>1"_s}, "no condition");
    row("check and list", {u"--check"_s, u"clients>1"_s, u"--list"_s, u"rooms"_s}, "neither");
    row("two commands", {u"--emit"_s, u"/"_s, u"--join"_s, u"/"_s, u"r"_s}, "One thing");
    row("no event", {u"--emit"_s, u"/"_s}, "Which event");
    row("no JSON", {u"--emit"_s, u"/"_s, u"e"_s, u"text"_s}, "no JSON");
    row("no JSON, twice", {u"--emit"_s, u"/"_s, u"e"_s, u"1],[2"_s}, "no JSON");
    row("two at once", {u"--emit"_s, u"/"_s, u"e"_s, u"1,2"_s}, "no JSON");
    row("no slash", {u"--emit"_s, u"chat"_s, u"e"_s}, "begin with a slash");
    row("no room", {u"--join"_s, u"/"_s}, "Which room");
    row("two rooms", {u"--leave"_s, u"/"_s, u"a"_s, u"b"_s}, "Which room");
    row("too much", {u"--disconnect"_s, u"/"_s, u"a"_s}, "not understood");
    row("two targets",
        {u"--disconnect"_s, u"/"_s, u"--room"_s, u"a"_s, u"--where"_s, u"transport=polling"_s},
        "Say one of");
    row("filter", {u"--disconnect"_s, u"/"_s, u"--where"_s, u"nonsense:1"_s}, "character");
    row("empty filter", {u"--disconnect"_s, u"/"_s, u"--where"_s, u""_s}, "says nothing");
    row("target of nothing", {u"--room"_s, u"a"_s}, "needs a command");
    row("read-only", {u"--disconnect"_s, u"/"_s, u"--read-only"_s}, "--read-only");
    row("watch alone", {u"--watch"_s}, "--watch goes with");
    row("watch as CSV", {u"--list"_s, u"rooms"_s, u"--watch"_s, u"--format"_s, u"csv"_s},
        "--watch goes with");
    row("select", {u"--select"_s, u"abc"_s}, "no socket");
    row("select nobody", {u"--select"_s, u"/chat:"_s}, "no socket");
    row("format", {u"--list"_s, u"rooms"_s, u"--format"_s, u"xml"_s}, "no format");
}

void tst_Headless::usage()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, message);
    QString problem;
    QVERIFY(!CommandLine::parse(QStringList{u"qsioadmin"_s, u"--url"_s, u"localhost"_s} + arguments,
                                &problem));
    QVERIFY2(problem.contains(message), qPrintable(problem));
    QVERIFY(server->logins.isEmpty());
}

void tst_Headless::understood()
{
    const auto parsed = [](const QStringList &arguments) {
        QString problem;
        return CommandLine::parse(
            QStringList{u"qsioadmin"_s, u"--url"_s, u"localhost"_s} + arguments, &problem);
    };
    const auto emitted = parsed({u"--emit"_s, u"/chat"_s, u"news"_s, u"1"_s, u"{\"a\":[2]}"_s,
                                 u"--room"_s, u"r1"_s, u"--room"_s, u"r2"_s, u"--yes"_s});
    QVERIFY(emitted);
    QCOMPARE(emitted->mode, CommandLine::Mode::Command);
    const QByteArray arguments = R"(1,{"a":[2]})";
    QCOMPARE(emitted->command.command.arguments.json(), arguments);
    QCOMPARE(emitted->command.rooms, QStringList({u"r1"_s, u"r2"_s}));
    QVERIFY(emitted->command.isConfirmed);
    const auto selected = parsed({u"--select"_s, u"/a:b:id"_s});
    QVERIFY(selected);
    QCOMPARE(selected->selected.nsp, "/a:b");
    QCOMPARE(selected->selected.id, "id");
}

void tst_Headless::figures_data()
{
    QTest::addColumn<QString>("check");
    QTest::addColumn<bool>("holds");
    for (const char *text : {"clients=4", "clients==4", "clients>3.5", "clients>=4", "clients<=4",
                             "clients<5", "clients!=5", " servers = 1 ", "lost=0", "polling=1",
                             "sockets=4", "rooms=1", "namespaces=2"})
        QTest::newRow(text) << QString::fromLatin1(text) << true;
    for (const char *text : {"clients>4", "clients<4", "clients=5", "clients!=4", "rooms>=2"})
        QTest::newRow(text) << QString::fromLatin1(text) << false;
}

void tst_Headless::figures()
{
    QFETCH(const QString, check);
    StoreFixture fixture;
    fixture.store.beginConnection();
    fixture.say("config", FakeAdminServer::allFeatures);
    fixture.say("all_sockets", server->sockets);
    fixture.say("server_stats", R"({"serverId":"s","clientsCount":4,"pollingClientsCount":1})");
    fixture.store.publish();
    QString problem;
    const auto checks = FigureCheck::parse(check, &problem);
    QVERIFY2(checks, qPrintable(problem));
    const auto value = checks->first().value(fixture.store);
    QVERIFY(value);
    QTEST(checks->first().holds(*value), "holds");
}

// ---- lists and checks ------------------------------------------------------------------------

void tst_Headless::checks_data()
{
    QTest::addColumn<QString>("checks");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("all hold") << u"clients>=4,sockets>3"_s << 0 << QByteArray();
    QTest::newRow("one does not") << u"clients>10,servers>=1"_s << 1
                                  << QByteArray("clients>10: 4\n");
    QTest::newRow("lists alone") << u"rooms>1,sockets=4"_s << 1 << QByteArray("rooms>1: 1\n");
}

void tst_Headless::checks()
{
    QFETCH(const QString, checks);
    const Output output = runHere({u"--check"_s, checks});
    QTEST(output.exitCode, "exitCode");
    QTEST(output.text, "text");
    QVERIFY2(output.errors.isEmpty(), output.errors);
    QVERIFY(server->commands.isEmpty());
}

void tst_Headless::checkFailures()
{
    const QStringList check{u"--check"_s, u"sockets>0"_s};
    server->onLogin = [this](const QByteArray &) {
        server->send(R"(44/admin,{"message":"invalid credentials"})");
    };
    QCOMPARE(runHere(check).exitCode, 3);
    server->onLogin = [this](const QByteArray &) { server->letIn(); };
    server->features = R"({"supportedFeatures":["AGGREGATED_EVENTS"]})"; // production
    server->sockets.clear();
    const Output unknown = runHere(check);
    QCOMPARE(unknown.exitCode, 1);
    QCOMPARE(unknown.text, "sockets>0: not known\n");
    QCOMPARE(runHere({u"--check"_s, u"sockets>0,"_s}).exitCode, 4);
    server->stop();
    QCOMPARE(runHere(check).exitCode, 2);
}

void tst_Headless::ndjson()
{
    const QStringList list{u"--format"_s, u"ndjson"_s, u"--list"_s};
    QByteArrayList lines = runHere(list + QStringList{u"sockets"_s}).text.trimmed().split('\n');
    QCOMPARE(lines.size(), 4);
    for (const QByteArray &line : std::as_const(lines))
        QVERIFY(QJsonDocument::fromJson(line).object().contains(u"Id"_s));
    lines = runHere(list + QStringList{u"sockets,namespaces"_s}).text.trimmed().split('\n');
    QCOMPARE(lines.size(), 7);
    QCOMPARE(QJsonDocument::fromJson(lines[6]).object()[u"list"_s].toString(), u"namespaces"_s);
}

void tst_Headless::textWithoutEmptyColumns()
{
    const QByteArray head = runHere({u"--list"_s, u"servers"_s}).text.split('\n').first();
    QVERIFY2(head.contains("Clients"), head);
    QVERIFY2(!head.contains("Adapter"), head); // which this server does not tell
}

void tst_Headless::watchesRows()
{
    const auto process = start({u"--url"_s, server->url(), u"--list"_s, u"rooms"_s, u"--watch"_s,
                                u"--format"_s, u"ndjson"_s});
    QByteArray text;
    const auto lines = [&] {
        text += process->readAllStandardOutput();
        return text.count('\n');
    };
    WAIT_FOR(lines() == 1);
    const QByteArray set = R"({"list":"rooms","change":"set","id":"/chat )";
    QVERIFY2(text.startsWith(set), text);
    server->say("room_joined", R"("/chat","vip","c")");
    WAIT_FOR(lines() == 2);
    QVERIFY(text.split('\n')[1].contains("vip"));
    server->say("room_left", R"("/chat","vip","c")");
    WAIT_FOR(lines() == 3);
    const QByteArray removed = R"({"list":"rooms","change":"removed")";
    QVERIFY2(text.split('\n')[2].startsWith(removed), text);
    server->drop(); // it comes back
    WAIT_FOR(server->logins.size() == 2);
    server->say("room_joined", R"("/chat","other","c")");
    WAIT_FOR(lines() > 3 && text.contains("other"));
    process->terminate();
    WAIT_FOR(process->state() == QProcess::NotRunning);
}

void tst_Headless::watchesText()
{
    const auto process = start({u"--url"_s, server->url(), u"--list"_s, u"rooms"_s, u"--watch"_s});
    QByteArray text;
    const auto reads = [&](const char *part, int count) {
        text += process->readAllStandardOutput();
        return text.count(part) == count;
    };
    WAIT_FOR(reads("lobby", 1));
    server->say("room_joined", R"("/chat","vip","c")");
    WAIT_FOR(reads("lobby", 2) && reads("vip", 1)); // all of it once more
    process->terminate();
    WAIT_FOR(process->state() == QProcess::NotRunning);
}

// ---- commands --------------------------------------------------------------------------------

void tst_Headless::commands_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArrayList>("effects"); // event and arguments, in turns
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("emit to one") << QStringList{u"--emit"_s, u"/chat"_s,    u"news"_s, u"1"_s,
                                                u"\"x\""_s,  u"--socket"_s, u"a"_s}
                                 << QByteArray(R"(["emit","/chat","a","news",1,"x"])")
                                 << QByteArrayList{"event_sent", R"("/chat","a",["news",1,"x"],1)"}
                                 << 0 << QByteArray("1 of 1 confirmed\n");
    QTest::newRow("emit to a room")
        << QStringList{u"--emit"_s, u"/chat"_s, u"news"_s, u"--room"_s, u"lobby"_s, u"--yes"_s}
        << QByteArray(R"(["emit","/chat","lobby","news"])")
        << QByteArrayList{"event_sent", R"("/chat","a",["news"],1)", "event_sent",
                          R"("/chat","b",["news"],1)"}
        << 0 << QByteArray("2 of 2 confirmed\n");
    QTest::newRow("disconnect by a filter")
        << QStringList{u"--disconnect"_s, u"/chat"_s, u"--where"_s, u"data.x=1"_s, u"--close"_s}
        << QByteArray(R"(["_disconnect","/chat",true,"b"])")
        << QByteArrayList{"socket_disconnected", R"("/chat","b","x",1)"} << 0
        << QByteArray("1 of 1 confirmed\n");
    QTest::newRow("all but a room")
        << QStringList{u"--disconnect"_s, u"/chat"_s, u"--except"_s, u"lobby"_s, u"--yes"_s}
        << QByteArray(R"(["_disconnect","/chat",false,"c"])")
        << QByteArrayList{"socket_disconnected", R"("/chat","c","x",1)"} << 0
        << QByteArray("1 of 1 confirmed\n");
    QTest::newRow("join")
        << QStringList{u"--join"_s,   u"/chat"_s, u"vip"_s,   u"--socket"_s, u"a"_s,
                       u"--socket"_s, u"b"_s,     u"--yes"_s, u"--json"_s}
        << QByteArray(R"(["join","/chat","vip",["a","b"]])")
        << QByteArrayList{"room_joined", R"("/chat","vip","a",1)", "room_joined",
                          R"("/chat","vip","b",1)"}
        << 0
        << QByteArray(
               R"({"confirmable":true,"confirmed":2,"gone":0,"ok":true,"sockets":2,"unneeded":0})"
               "\n");
    QTest::newRow("leave") << QStringList{u"--leave"_s, u"/chat"_s, u"lobby"_s, u"--socket"_s,
                                          u"a"_s}
                           << QByteArray(R"(["leave","/chat","lobby","a"])")
                           << QByteArrayList{"room_left", R"("/chat","lobby","a",1)"} << 0
                           << QByteArray("1 of 1 confirmed\n");
    QTest::newRow("no effect") << QStringList{u"--disconnect"_s, u"/chat"_s, u"--socket"_s, u"a"_s}
                               << QByteArray(R"(["_disconnect","/chat",false,"a"])")
                               << QByteArrayList{} << 1 << QByteArray("0 of 1 confirmed\n");
}

void tst_Headless::commands()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, message);
    QFETCH(const QByteArrayList, effects);
    const auto process = start(QStringList{u"--url"_s, server->url()} + arguments);
    WAIT_FOR(server->commands.size() == 1);
    QCOMPARE(said(), message);
    for (qsizetype i = 0; i < effects.size(); i += 2)
        server->say(effects[i], effects[i + 1]);
    WAIT_FOR(process->state() == QProcess::NotRunning);
    QTEST(process->exitCode(), "exitCode");
    QTEST(process->readAllStandardOutput(), "text");
    QCOMPARE(server->commands.size(), 1);
}

// Not one message goes out.
void tst_Headless::commandsThatAreRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("features");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("error");
    const QByteArray all = FakeAdminServer::allFeatures;
    const auto row = [](const char *name, const QStringList &arguments, const QByteArray &features,
                        int exitCode, const char *error) {
        QTest::newRow(name) << arguments << features << exitCode << QByteArray(error);
    };
    const QStringList kick{u"--disconnect"_s, u"/chat"_s};
    const QByteArray production
        = R"({"supportedFeatures":["DISCONNECT","MJOIN","MLEAVE","MDISCONNECT","AGGREGATED_EVENTS"]})";
    row("everybody", kick, all, 4, "for 3 sockets in /chat. Say --yes");
    row("a room", kick + QStringList{u"--room"_s, u"lobby"_s}, all, 4, "for 2 sockets");
    row("a filter", kick + QStringList{u"--where"_s, u"id:?"_s}, all, 4, "for 3 sockets");
    row("nobody", kick + QStringList{u"--where"_s, u"id=zzz"_s, u"--yes"_s}, all, 1, "Nobody");
    row("empty namespace", {u"--emit"_s, u"/quiet"_s, u"e"_s, u"--yes"_s}, all, 1, "Nobody");
    row("empty room", kick + QStringList{u"--room"_s, u""_s, u"--yes"_s}, all, 1, "Nobody");
    row("empty id", kick + QStringList{u"--socket"_s, u""_s, u"--yes"_s}, all, 1, "Nobody");
    row("empty exception", kick + QStringList{u"--except"_s, u""_s, u"--yes"_s}, all, 4, "no name");
    row("namespace", {u"--disconnect"_s, u"/ghost"_s, u"--socket"_s, u"a"_s}, all, 1,
        "no such namespace");
    row("reserved", {u"--emit"_s, u"/chat"_s, u"disconnect"_s, u"--socket"_s, u"a"_s}, all, 4,
        "belongs to Socket.IO");
    row("own room", {u"--leave"_s, u"/chat"_s, u"a"_s, u"--socket"_s, u"a"_s}, all, 4, "own id");
    row("read-only server", kick + QStringList{u"--socket"_s, u"a"_s},
        R"({"supportedFeatures":["ALL_EVENTS"]})", 3, "does not offer");
    row("viewer", kick + QStringList{u"--socket"_s, u"a"_s},
        R"({"supportedFeatures":["ALL_EVENTS"],"role":"viewer"})", 3, "look");
    row("filter in production", kick + QStringList{u"--where"_s, u"id:a"_s, u"--yes"_s}, production,
        1, "production mode");
    row("room in production", kick + QStringList{u"--room"_s, u"lobby"_s}, production, 4,
        "Nobody knows for how many");
}

void tst_Headless::commandsThatAreRefused()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, features);
    QFETCH(const QByteArray, error);
    server->features = features;
    if (features.contains("AGGREGATED") && !features.contains("ALL_EVENTS"))
        server->sockets.clear();
    const Output output = runHere(arguments);
    QVERIFY2(output.errors.contains(error), output.errors);
    QTEST(output.exitCode, "exitCode");
    QVERIFY(output.text.isEmpty());
    QVERIFY(server->commands.isEmpty());
}

void tst_Headless::answeredCommands_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("done") << QByteArray(R"({"ok":true,"count":1})") << 0
                          << QByteArray("done, says the server: 1 socket\n");
    QTest::newRow("nobody") << QByteArray(R"({"ok":true,"count":0})") << 1
                            << QByteArray("done, says the server: 0 sockets\n");
    QTest::newRow("cluster") << QByteArray(R"({"ok":true})") << 0
                             << QByteArray("done, says the server\n");
    QTest::newRow("refused") << QByteArray(R"({"ok":false,"error":"no"})") << 1
                             << QByteArray("refused by the server: no\n");
}

void tst_Headless::answeredCommands()
{
    QFETCH(const QByteArray, answer);
    server->features = QByteArray(FakeAdminServer::allFeatures)
                           .replace("\"ALL_EVENTS\"", "\"ALL_EVENTS\",\"QSIO_ACK\"");
    const auto process
        = start({u"--url"_s, server->url(), u"--disconnect"_s, u"/chat"_s, u"--socket"_s, u"a"_s});
    WAIT_FOR(server->commands.size() == 1);
    const QByteArray id = server->commands[0].mid(QByteArray("42/admin,").size());
    server->send("43/admin," + id.first(id.indexOf('[')) + '[' + answer + ']');
    WAIT_FOR(process->state() == QProcess::NotRunning);
    QTEST(process->exitCode(), "exitCode");
    QTEST(process->readAllStandardOutput(), "text");
}

// ---- sessions --------------------------------------------------------------------------------

void tst_Headless::sessionFile()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(u"session"_s);
    QFile password(folder.filePath(u"password"_s));
    QVERIFY(password.open(QIODevice::WriteOnly) && password.write("changeit\n") > 0);
    password.close();
    server->onLogin = [this](const QByteArray &auth) {
        if (auth.contains("sessionId") && !auth.contains("good"))
            return server->send(R"(44/admin,{"message":"invalid credentials"})");
        server->connectNamespace(); // and then in the order of real servers
        if (!auth.contains("sessionId"))
            server->say("session", "\"good\"");
        server->say("config", server->features);
        server->say("all_sockets", server->sockets);
        sayStatistics();
    };
    const QStringList list{u"--list"_s, u"rooms"_s,  u"--session-file"_s,
                           name,        u"--user"_s, u"admin"_s};
    const QStringList withPassword = list + QStringList{u"--password-file"_s, password.fileName()};
    QCOMPARE(runHere(withPassword).exitCode, 0);
    QCOMPARE(SessionFile(name).read(), u"good"_s);
    const QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::ReadOther;
    QVERIFY(!(QFile::permissions(name) & others));
    QCOMPARE(runHere(list).exitCode, 0); // without any password
    const QByteArray login = R"({"sessionId":"good"})";
    QCOMPARE(server->logins.last(), login);
    QVERIFY(SessionFile(name).write(u"old"_s));
    QCOMPARE(runHere(withPassword).exitCode, 0); // the password has to do
    QCOMPARE(SessionFile(name).read(), u"good"_s);
    QVERIFY(SessionFile(name).write(u"old"_s));
    QCOMPARE(runHere(list).exitCode, 3);
    QVERIFY(!QFile::exists(name)); // it was worth nothing
}

QTEST_GUILESS_MAIN(tst_Headless)
#include "tst_headless.moc"
