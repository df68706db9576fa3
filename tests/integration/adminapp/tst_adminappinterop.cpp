// SPDX-License-Identifier: MIT
#include "core/adminsession.h"
#include "interopserver.h"

#include <QSocketIo/ClientSocket>
#include <QSocketIo/PacketParser>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace QsioAdmin;
using namespace std::chrono_literals;
using QSocketIo::ClientSocket;
using QSocketIo::InteropServer;
using QSocketIo::Payload;

class tst_AdminAppInterop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void lists_data();
    void lists();
    void deltas_data();
    void deltas();
    void commands();
    void sessionSurvives();
    void refusals_data();
    void refusals();
    void production();
    void readOnlyServer();
    void commandLine();
    void commandLineFailures();
    void recordAndReplay();

private:
    [[nodiscard]] ConnectionSettings settings() const
    {
        ConnectionSettings result = *ConnectionSettings::fromUrl(server->url().toString());
        result.user = QStringLiteral("admin");
        result.password = QStringLiteral("changeit");
        result.reconnectionDelay = 10ms;
        result.reconnectionDelayMax = 50ms;
        return result;
    }
    void start(const QStringList &arguments = {}) { QVERIFY(server->start(arguments)); }
    void connectSession(const ConnectionSettings &chosen)
    {
        session->open(chosen);
        QTRY_VERIFY(session->isOnline());
        QTRY_COMPARE(session->store().listState(), ListState::Current);
    }
    void connectSession() { connectSession(settings()); }
    ClientSocket *client(const QString &name, const QString &nsp = QStringLiteral("/"),
                         bool isMsgpack = false)
    {
        QSocketIo::ClientOptions options;
        options.transports = QStringList{QStringLiteral("websocket")};
        options.query = {{QStringLiteral("name"), name}};
        options.reconnection = false;
        if (isMsgpack)
            options.parser = &QSocketIo::PacketParser::msgpack;
        ClientSocket *socket = ClientSocket::open(server->url(nsp), options, &clients);
        return QTest::qWaitFor([socket] { return socket->isConnected(); }) ? socket : nullptr;
    }
    [[nodiscard]] const SocketRecord *record(const ClientSocket *socket) const
    {
        const SocketStore &sockets = session->store().sockets();
        const int slot = sockets.find({socket->nsp().toUtf8(), socket->id().toUtf8()});
        return slot < 0 ? nullptr : &sockets.at(slot);
    }
    [[nodiscard]] bool hasEvent(EventType type, const QByteArray &name) const
    {
        const EventRing &events = session->store().events();
        for (quint64 n = events.firstNumber(); n != events.nextNumber(); ++n) {
            if (events.at(n).type == type && events.at(n).name == name)
                return true;
        }
        return false;
    }
    struct Output
    {
        int exitCode = -1;
        QByteArray text;
        QByteArray errors;
    };
    Output qsioadmin(const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        process.start(qEnvironmentVariable("QSIOADMIN"), arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30'000))
            process.kill();
        return {process.exitCode(), process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

    std::unique_ptr<InteropServer> server;
    std::unique_ptr<AdminSession> session;
    QObject clients;
};

void tst_AdminAppInterop::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    server = std::make_unique<InteropServer>();
    session = std::make_unique<AdminSession>();
}

void tst_AdminAppInterop::cleanup()
{
    session.reset();
    qDeleteAll(clients.children());
    server.reset();
}

void tst_AdminAppInterop::lists_data()
{
    QTest::addColumn<WireParser>("parser");
    QTest::addColumn<WireTransport>("transport");
    QTest::newRow("WebSocket") << WireParser::Json << WireTransport::WebSocket;
    QTest::newRow("polling") << WireParser::Json << WireTransport::Polling;
    QTest::newRow("upgrade") << WireParser::Json << WireTransport::Auto;
    QTest::newRow("msgpack") << WireParser::Msgpack << WireTransport::WebSocket;
}

void tst_AdminAppInterop::lists()
{
    QFETCH(const WireParser, parser);
    QFETCH(const WireTransport, transport);
    const bool isMsgpack = parser == WireParser::Msgpack;
    start(isMsgpack ? QStringList{QStringLiteral("--parser"), QStringLiteral("msgpack")}
                    : QStringList());
    const ClientSocket *a = client(QStringLiteral("ann"), QStringLiteral("/"), isMsgpack);
    const ClientSocket *b = client(QStringLiteral("bob"), QStringLiteral("/chat"), isMsgpack);
    QVERIFY(a && b);
    ConnectionSettings chosen = settings();
    chosen.parser = parser;
    chosen.transport = transport;
    connectSession(chosen);
    QCOMPARE(session->store().sockets().size(), 3); // with the admin's own
    QVERIFY(record(a));
    QCOMPARE(record(a)->data, R"({"name":"ann"})");
    QCOMPARE(record(a)->transport, "websocket");
    QVERIFY(record(a)->isInOwnRoom);
    QVERIFY(record(b)->address.endsWith("127.0.0.1"));
    QVERIFY(record(b)->connectedAt > 1'700'000'000'000);
    QTRY_COMPARE(session->store().servers().size(), 1);
    QCOMPARE(session->store().servers().at(0).stats.serverId, "reference");
    QCOMPARE(session->store().namespaces().size(), 3);
    QCOMPARE(session->malformed(), 0);
    QVERIFY(!session->store().needsResync());
    QVERIFY(!session->sessionId().isEmpty()); // which Node.js sends before its answer
}

void tst_AdminAppInterop::deltas_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("usual") << QStringList();
    QTest::newRow("recovery") << QStringList{QStringLiteral("--recovery")};
    QTest::newRow("msgpack") << QStringList{QStringLiteral("--parser"), QStringLiteral("msgpack")};
}

// With recovery, each event has one argument more.
void tst_AdminAppInterop::deltas()
{
    QFETCH(const QStringList, arguments);
    start(arguments);
    const bool isMsgpack = arguments.contains(QStringLiteral("msgpack"));
    ConnectionSettings chosen = settings();
    chosen.parser = isMsgpack ? WireParser::Msgpack : WireParser::Json;
    connectSession(chosen);
    ClientSocket *a = client(QStringLiteral("ann"), QStringLiteral("/"), isMsgpack);
    QVERIFY(a);
    QTRY_VERIFY(record(a));
    QTRY_COMPARE(record(a)->data, R"({"name":"ann"})");
    a->emitEvent("join", QStringLiteral("blue"));
    a->emitEvent("join", 42);
    a->emitEvent("ask", 1, QByteArray("\1\2"));
    QTRY_COMPARE(record(a)->rooms.size(), 2);
    QCOMPARE(record(a)->rooms[1].json(), "42");
    QTRY_VERIFY(hasEvent(EventType::Received, "ask"));
    QTRY_VERIFY(hasEvent(EventType::Sent, "answer"));
    QVERIFY(record(a)->eventsIn >= 3);
    QVERIFY(record(a)->lastActivity > 1'700'000'000'000);
    const SocketKey key = record(a)->key;
    a->disconnectFromServer();
    QTRY_VERIFY(!session->store().sockets().contains(key));
    QCOMPARE(session->store().rooms().size(), 0);
    QTRY_VERIFY(hasEvent(EventType::Disconnected, "client namespace disconnect"));
    QCOMPARE(session->malformed(), 0);
}

void tst_AdminAppInterop::commands()
{
    start();
    connectSession();
    ClientSocket *a = client(QStringLiteral("ann"));
    ClientSocket *b = client(QStringLiteral("bob"));
    ClientSocket *c = client(QStringLiteral("cid"));
    QVERIFY(a && b && c);
    QTRY_VERIFY(record(a) && record(b) && record(c));
    QStringList heard;
    for (ClientSocket *socket : {a, b, c})
        socket->on("news", this,
                   [&heard, socket](const QString &text) { heard.append(socket->id() + text); });
    QList<EffectResult> results;
    connect(&session->effects(), &EffectTracker::finished, this,
            [&](quint64, const Command &, const EffectResult &result) { results.append(result); });
    const auto run = [&](const Command &command) {
        results.clear();
        Refusal refusal = Refusal::None;
        QVERIFY2(session->commands().send(command, &refusal) != 0,
                 qPrintable(refusalText(refusal)));
        QTRY_COMPARE(results.size(), 1);
        QVERIFY(results[0].isComplete());
    };
    Command command;
    command.nsp = "/";
    command.verb = Command::Verb::Join;
    command.room = RoomName(QStringLiteral("vip"));
    command.target = CommandTarget::sockets({a->id().toUtf8(), b->id().toUtf8()});
    run(command);
    QCOMPARE(results[0].confirmed, 2);

    command.verb = Command::Verb::Emit;
    command.event = QStringLiteral("news");
    command.arguments = Payload::of(QStringLiteral(" hello"));
    command.target = CommandTarget::rooms({RoomName(QStringLiteral("vip"))});
    run(command);
    QTRY_COMPARE(heard.size(), 2);
    command.target = CommandTarget::wholeNamespace();
    run(command);
    QTRY_COMPARE(heard.size(), 5);

    command.verb = Command::Verb::Leave;
    command.target = CommandTarget::wholeNamespace(); // the room is empty then
    run(command);
    QCOMPARE(results[0].confirmed, 2);
    QCOMPARE(results[0].unneeded, 1);

    command.verb = Command::Verb::Disconnect;
    command.closesConnection = true;
    command.target = CommandTarget::sockets({a->id().toUtf8(), c->id().toUtf8()});
    run(command);
    QTRY_VERIFY(!a->isConnected() && !c->isConnected());
    QVERIFY(b->isConnected());
    QTRY_COMPARE(session->store().sockets().countIn("/"), 1);
}

void tst_AdminAppInterop::sessionSurvives()
{
    start();
    connectSession();
    const QString sessionId = session->sessionId();
    ConnectionSettings chosen = settings();
    chosen.password = QStringLiteral("forgotten");
    chosen.sessionId = sessionId;
    connectSession(chosen); // the server knows it
    QCOMPARE(session->sessionId(), sessionId);
    session->open(settings());
    QTRY_VERIFY(session->isOnline());
    server->kill();
    QTRY_VERIFY(session->store().isStale());
    QVERIFY(server->restart()); // which forgets all sessions
    QTRY_VERIFY(session->isOnline());
    QTRY_COMPARE(session->store().listState(), ListState::Current);
    QVERIFY(session->sessionId() != sessionId);
}

void tst_AdminAppInterop::refusals_data()
{
    using Change = std::function<void(ConnectionSettings &)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<Failure>("failure");
    QTest::newRow("password") << Change([](ConnectionSettings &s) { s.password.clear(); })
                              << Failure::WrongCredentials;
    QTest::newRow("nobody") << Change([](ConnectionSettings &s) { s.user.clear(); })
                            << Failure::WrongCredentials;
    QTest::newRow("session") << Change([](ConnectionSettings &s) {
        s.sessionId = QStringLiteral("unknown");
        s.user.clear();
    }) << Failure::WrongCredentials;
    QTest::newRow("namespace") << Change([](ConnectionSettings &s) {
        s.nsp = QStringLiteral("/nowhere");
    }) << Failure::NoSuchNamespace;
    QTest::newRow("no admin namespace") << Change([](ConnectionSettings &s) {
        s.nsp = QStringLiteral("/chat");
        s.configTimeout = 500ms;
    }) << Failure::NotAnAdminNamespace;
    QTest::newRow("path") << Change([](ConnectionSettings &s) {
        s.path = QStringLiteral("/other");
    }) << Failure::NotSocketIo;
    QTest::newRow("parser") << Change([](ConnectionSettings &s) { s.parser = WireParser::Msgpack; })
                            << Failure::ClosedDuringLogin;
    QTest::newRow("TLS") << Change([](ConnectionSettings &s) {
        s.url.setScheme(QStringLiteral("https"));
    }) << Failure::TlsFailed;
}

void tst_AdminAppInterop::refusals()
{
    QFETCH(const std::function<void(ConnectionSettings &)>, change);
    start();
    ConnectionSettings chosen = settings();
    change(chosen);
    chosen.reconnects = false;
    session->open(chosen);
    QTRY_COMPARE(session->status().state, LinkState::Refused);
    QTEST(session->status().failure, "failure");
}

void tst_AdminAppInterop::production()
{
    start({QStringLiteral("--mode"), QStringLiteral("production")});
    const ClientSocket *a = client(QStringLiteral("ann"));
    QVERIFY(a);
    session->open(settings());
    QTRY_VERIFY(session->isProduction());
    QTRY_VERIFY(session->store().namespaces().contains("/"));
    Command command;
    command.verb = Command::Verb::Disconnect;
    command.nsp = "/";
    command.target = CommandTarget::sockets({a->id().toUtf8()});
    QVERIFY(session->commands().send(command) != 0); // blindly
    QTRY_VERIFY(!a->isConnected());
}

void tst_AdminAppInterop::readOnlyServer()
{
    start({QStringLiteral("--readonly")});
    const ClientSocket *a = client(QStringLiteral("ann"));
    QVERIFY(a);
    connectSession();
    QTRY_VERIFY(record(a));
    Command command;
    command.verb = Command::Verb::Disconnect;
    command.nsp = "/";
    command.target = CommandTarget::sockets({a->id().toUtf8()});
    Refusal refusal = Refusal::None;
    QCOMPARE(session->commands().send(command, &refusal), 0);
    QCOMPARE(refusal, Refusal::NotSupported);
}

void tst_AdminAppInterop::commandLine()
{
    start();
    QVERIFY(client(QStringLiteral("ann"))
            && client(QStringLiteral("bob"), QStringLiteral("/chat")));
    const QStringList login
        = {QStringLiteral("--url"), server->url().toString(), QStringLiteral("--user"),
           QStringLiteral("admin"), QStringLiteral("--password-stdin")};
    const Output all = qsioadmin(login
                                     + QStringList{QStringLiteral("--list"), QStringLiteral("all"),
                                                   QStringLiteral("--json")},
                                 "changeit\n");
    QVERIFY2(all.exitCode == 0, all.errors);
    const QJsonObject lists = QJsonDocument::fromJson(all.text).object();
    QCOMPARE(lists[QStringLiteral("servers")].toArray().size(), 1);
    QCOMPARE(lists[QStringLiteral("namespaces")].toArray().size(), 3);
    QCOMPARE(lists[QStringLiteral("sockets")].toArray().size(), 3);
    QCOMPARE(lists[QStringLiteral("clients")].toArray().size(), 3);
    QVERIFY(all.errors.isEmpty());

    const Output filtered
        = qsioadmin(login
                        + QStringList{QStringLiteral("--list"), QStringLiteral("sockets"),
                                      QStringLiteral("--filter"), QStringLiteral("data.name=bob"),
                                      QStringLiteral("--format"), QStringLiteral("csv")},
                    "changeit\n");
    QCOMPARE(filtered.text.count("\r\n"), 2);
    QVERIFY(filtered.text.contains("/chat"));
}

void tst_AdminAppInterop::commandLineFailures()
{
    start();
    const QStringList list = {QStringLiteral("--list"), QStringLiteral("sockets")};
    const QStringList url = {QStringLiteral("--url"), server->url().toString()};
    const Output refused = qsioadmin(url + list);
    QCOMPARE(refused.exitCode, 3);
    QVERIFY(refused.errors.contains("password"));
    QVERIFY(refused.text.isEmpty());
    QCOMPARE(
        qsioadmin({QStringLiteral("--url"), QStringLiteral("http://127.0.0.1:1"), list[0], list[1]})
            .exitCode,
        2);
    QCOMPARE(qsioadmin(list).exitCode, 4); // of which server?
    QCOMPARE(qsioadmin({QStringLiteral("--url"), QStringLiteral("http://a:b@localhost"), list[0],
                        list[1]})
                 .exitCode,
             4);
    QCOMPARE(qsioadmin(url + list + QStringList{QStringLiteral("--filter"), QStringLiteral("x:y")})
                 .exitCode,
             4);
    QCOMPARE(qsioadmin({QStringLiteral("--replay"), QStringLiteral("/nowhere")}).exitCode, 1);
}

void tst_AdminAppInterop::recordAndReplay()
{
    start();
    QVERIFY(client(QStringLiteral("ann")));
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("capture.ndjson"));
    const Output recorded = qsioadmin(
        {QStringLiteral("--url"), server->url().toString(), QStringLiteral("--user"),
         QStringLiteral("admin"), QStringLiteral("--password-stdin"), QStringLiteral("--record"),
         file, QStringLiteral("--timeout"), QStringLiteral("3")},
        "changeit\n");
    QVERIFY2(recorded.exitCode == 0, recorded.errors);
    QFile capture(file);
    QVERIFY(capture.open(QIODevice::ReadOnly));
    QVERIFY(!(capture.permissions() & QFileDevice::ReadOther));
    QVERIFY(!capture.readAll().contains("changeit"));
    const Output replayed = qsioadmin({QStringLiteral("--replay"), file, QStringLiteral("--json")});
    QCOMPARE(replayed.exitCode, 0);
    const QJsonObject lists = QJsonDocument::fromJson(replayed.text).object();
    QCOMPARE(lists[QStringLiteral("sockets")].toArray().size(), 2);
    QCOMPARE(lists[QStringLiteral("servers")].toArray().size(), 1);
}

QTEST_GUILESS_MAIN(tst_AdminAppInterop)
#include "tst_adminappinterop.moc"
