// SPDX-License-Identifier: MIT
#include "admin/admininstrumentation.h"
#include "auto/admin/adminfixture.h"
#include "auto/server/serverfixture.h"
#include "core/adminsession.h"
#include "server/namespace.h"
#include "shared/waitfor.h"

using namespace QsioAdmin;
using QSocketIo::AdminAuthentication;
using QSocketIo::AdminInstrumentation;
using QSocketIo::AdminMode;
using QSocketIo::AdminOptions;
using QSocketIo::Payload;
using QSocketIo::WsClient;
using namespace std::chrono_literals;

#define WAIT_FOR(condition) QVERIFY(QSocketIo::waitFor([&] { return bool(condition); }))

// The core of the app against servers of libqsocketio, with everything that only they offer.
class tst_AdminAppExtensions : public QSocketIo::ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void pages();
    void pagesWhileSocketsComeAndGo();
    void servers();
    void answers_data();
    void answers();
    void refusedByTheServer();
    void except();
    void exceptInProduction();
    void answersAreEvents();
    void refusedConnectionsAreEvents();
    void viewers();
    void logsOut();

private:
    void instrument(AdminOptions options = {});
    void connectSession(const QString &user = QStringLiteral("root"),
                        const QString &password = QStringLiteral("secret"),
                        const QString &sessionId = {});
    WsClient *join(const QByteArray &nsp = "/")
    {
        clients.push_back(std::make_unique<WsClient>(port));
        clients.back()->join(nsp);
        return clients.back().get();
    }
    EffectResult run(const Command &command)
    {
        results.clear();
        Refusal refusal = Refusal::None;
        if (session->commands().send(command, &refusal) == 0)
            qWarning("refused: %s", qPrintable(refusalText(refusal)));
        const bool isOver = QSocketIo::waitFor([this] { return !results.isEmpty(); });
        return isOver ? results.takeFirst() : EffectResult();
    }
    [[nodiscard]] const EventRecord *event(EventType type) const
    {
        const EventRing &events = session->store().events();
        for (quint64 n = events.firstNumber(); n != events.nextNumber(); ++n) {
            if (events.at(n).type == type)
                return &events.at(n);
        }
        return nullptr;
    }
    static Command emitTo(const CommandTarget &target)
    {
        Command command;
        command.nsp = "/";
        command.event = QStringLiteral("news");
        command.arguments = Payload::of(1);
        command.target = target;
        return command;
    }

    QPointer<AdminInstrumentation> admin;
    std::unique_ptr<AdminSession> session;
    std::vector<std::unique_ptr<WsClient>> clients;
    QList<EffectResult> results;
};

void tst_AdminAppExtensions::init()
{
    prepare();
    session = std::make_unique<AdminSession>();
    session->setFrameInterval(1ms);
    connect(&session->effects(), &EffectTracker::finished, this,
            [this](quint64, const Command &, const EffectResult &r) { results.append(r); });
}

void tst_AdminAppExtensions::cleanup()
{
    session.reset();
    clients.clear();
    io.reset();
}

void tst_AdminAppExtensions::instrument(AdminOptions options)
{
    options.auth
        = AdminAuthentication::users({{QStringLiteral("root"), AdminFixture::secretHash, false},
                                      {QStringLiteral("eve"), AdminFixture::lookHash, true}});
    options.serverId = QStringLiteral("ours");
    options.statsInterval = 50ms;
    if (!options.mode)
        options.mode = AdminMode::Development;
    const auto installed = AdminInstrumentation::install(io.get(), options);
    QVERIFY2(installed, qPrintable(installed.error().message()));
    admin = *installed;
}

void tst_AdminAppExtensions::connectSession(const QString &user, const QString &password,
                                            const QString &sessionId)
{
    ConnectionSettings settings
        = *ConnectionSettings::fromUrl(QStringLiteral("http://127.0.0.1:%1").arg(port));
    settings.user = user;
    settings.password = password;
    settings.sessionId = sessionId;
    settings.reconnects = false;
    session->open(settings);
    WAIT_FOR(session->isOnline() || session->status().state == LinkState::Refused);
    if (session->isOnline())
        WAIT_FOR(session->store().listState() == ListState::Current || session->isProduction());
}

// ---- what there is ---------------------------------------------------------------------------

void tst_AdminAppExtensions::pages()
{
    AdminOptions options;
    options.snapshotPageSize = 2;
    instrument(options);
    for (int i = 0; i < 5; ++i)
        join();
    connectSession();
    QCOMPARE(session->store().sockets().size(), 6); // with the admin's own
    QVERIFY(session->store().hasFeature("QSIO_PAGES"));
    QVERIFY(!session->store().needsResync());
    QCOMPARE(session->malformed(), 0);
    const SocketStore &sockets = session->store().sockets();
    const int slot = sockets.find({"/", socket->id().toUtf8()});
    QVERIFY(slot >= 0);
    QCOMPARE(sockets.at(slot).serverId, "ours");
    session->resync();
    WAIT_FOR(session->store().listState() == ListState::Current);
    QCOMPARE(session->store().sockets().size(), 6);
}

// Who comes and goes while pages are on their way is right in the end.
void tst_AdminAppExtensions::pagesWhileSocketsComeAndGo()
{
    AdminOptions options;
    options.snapshotPageSize = 1;
    options.snapshotSliceTime = 0ms; // a turn of the event loop for each socket
    instrument(options);
    for (int i = 0; i < 20; ++i)
        join();
    QObject::connect(admin, &AdminInstrumentation::adminConnected, admin, [this] {
        const QList<QSocketIo::Socket *> sockets = io->of("/")->sockets().values();
        for (qsizetype i = 0; i < sockets.size(); i += 2)
            QMetaObject::invokeMethod(
                io.get(), [s = QPointer(sockets[i])] { s->join("late"); }, Qt::QueuedConnection);
        QMetaObject::invokeMethod(
            io.get(), [s = QPointer(sockets[1])] { s->disconnectClient(); }, Qt::QueuedConnection);
    });
    connectSession();
    WAIT_FOR(session->store().sockets().countIn("/") == 19);
    const RoomStore &rooms = session->store().rooms();
    WAIT_FOR(rooms.find({"/", RoomName(QStringLiteral("late"))}) >= 0);
    WAIT_FOR(rooms.at(rooms.find({"/", RoomName(QStringLiteral("late"))})).members == 10);
}

void tst_AdminAppExtensions::servers()
{
    instrument();
    connectSession();
    WAIT_FOR(session->store().servers().size() == 1);
    const ServerStats &stats = session->store().servers().at(0).stats;
    QVERIFY(stats.info);
    QCOMPARE(stats.info->qtVersion, QByteArray(qVersion()));
    QVERIFY(!stats.info->libraryVersion.isEmpty());
    QVERIFY(stats.info->adapter.contains("InMemoryAdapter"));
    QVERIFY(stats.info->rss.value_or(0) > 1'000'000);
    QVERIFY(!stats.info->isTls);
    QCOMPARE(session->store().user(), "root");
    QVERIFY(!session->store().isViewer());
}

// ---- commands --------------------------------------------------------------------------------

void tst_AdminAppExtensions::answers_data()
{
    QTest::addColumn<bool>("isProduction");
    QTest::newRow("development") << false;
    QTest::newRow("production") << true; // where nothing else would tell
}

void tst_AdminAppExtensions::answers()
{
    QFETCH(const bool, isProduction);
    AdminOptions options;
    options.mode = isProduction ? AdminMode::Production : AdminMode::Development;
    instrument(options);
    WsClient *first = join();
    socket->join("vip");
    join();
    connectSession();
    WAIT_FOR(session->store().namespaces().contains("/"));
    EffectResult result = run(emitTo(CommandTarget::rooms({RoomName(QStringLiteral("vip"))})));
    QVERIFY(result.isAnswered);
    QVERIFY(result.isComplete());
    QCOMPARE(result.meant, 1);
    QCOMPARE(first->next(), R"(42["news",1])");
    result = run(emitTo(CommandTarget::wholeNamespace())); // null, where it would be left out
    QCOMPARE(result.meant, 2);
    result = run(emitTo(CommandTarget::rooms({RoomName(QStringLiteral("nobody's"))})));
    QVERIFY(result.isComplete());
    QCOMPARE(result.meant, 0);
    Command command = emitTo(CommandTarget::sockets({socket->id().toUtf8()}));
    command.verb = Command::Verb::Join;
    command.room = RoomName(QStringLiteral("red"));
    QCOMPARE(run(command).meant, 1);
    QVERIFY(socket->rooms().contains(QStringLiteral("red")));
    command.verb = Command::Verb::Disconnect;
    QCOMPARE(run(command).meant, 1);
    WAIT_FOR(!socket || !socket->isConnected());
}

// What the app does not know to be wrong.
void tst_AdminAppExtensions::refusedByTheServer()
{
    instrument();
    join();
    connectSession();
    WAIT_FOR(session->store().sockets().countIn("/") == 1);
    Command command = emitTo(CommandTarget::wholeNamespace());
    command.verb = Command::Verb::Join;
    AdminDecoder decoder;
    command.room
        = std::get<RoomChange>(*decoder.decode("room_joined", R"("/",42,"a")")).room; // a number
    const EffectResult result = run(command);
    QVERIFY(result.isAnswered);
    QVERIFY(!result.isComplete());
    QVERIFY(!result.error.isEmpty());
}

void tst_AdminAppExtensions::except()
{
    instrument();
    WsClient *vip = join();
    socket->join("vip");
    WsClient *other = join();
    connectSession();
    WAIT_FOR(session->store().sockets().countIn("/") == 2);
    Command command = emitTo(CommandTarget::wholeNamespace());
    command.except = {RoomName(QStringLiteral("vip"))};
    QCOMPARE(session->commands().plan(command).targets.size(), 1);
    QCOMPARE(run(command).meant, 1);
    QCOMPARE(other->next(), R"(42["news",1])");
    QVERIFY(vip->syncsWithNothingBetween());
}

// The app does not know who is there, and need not.
void tst_AdminAppExtensions::exceptInProduction()
{
    AdminOptions options;
    options.mode = AdminMode::Production;
    instrument(options);
    WsClient *first = join();
    const QByteArray id = socket->id().toUtf8();
    WsClient *second = join();
    connectSession();
    WAIT_FOR(session->store().namespaces().contains("/"));
    Command command = emitTo(CommandTarget::wholeNamespace());
    command.except = {RoomName(id)};
    QCOMPARE(run(command).meant, 1);
    QCOMPARE(second->next(), R"(42["news",1])");
    QVERIFY(first->syncsWithNothingBetween());
    // All other admins, but not this one.
    command = emitTo(CommandTarget::wholeNamespace());
    command.nsp = "/admin";
    command.verb = Command::Verb::Disconnect;
    QCOMPARE(run(command).meant, 0);
    QVERIFY(session->isOnline());
}

// ---- events ----------------------------------------------------------------------------------

void tst_AdminAppExtensions::answersAreEvents()
{
    instrument();
    WsClient *client = join();
    socket->on("sum", io.get(), [](int a, int b) { return a + b; });
    connectSession();
    client->send(R"(425["sum",1,2])");
    WAIT_FOR(event(EventType::AnswerSent));
    QCOMPARE(event(EventType::AnswerSent)->name, "sum");
    QCOMPARE(event(EventType::AnswerSent)->arguments, "[3]");
    QVERIFY(event(EventType::AnswerSent)->latency >= 0);
    socket->emitEvent("ask", [](const QString &) {});
    WAIT_FOR(event(EventType::Sent));
    client->next(); // of sum
    client->next();
    client->send(R"(430["yes"])");
    WAIT_FOR(event(EventType::AnswerReceived));
    QCOMPARE(event(EventType::AnswerReceived)->arguments, R"(["yes"])");
}

void tst_AdminAppExtensions::refusedConnectionsAreEvents()
{
    instrument();
    io->of("/chat")->use(io.get(), [](QSocketIo::Socket *, const QSocketIo::Next &next) {
        next(QSocketIo::Error(QStringLiteral("not today")));
    });
    connectSession();
    join("/chat");
    WAIT_FOR(event(EventType::Refused));
    QCOMPARE(event(EventType::Refused)->key.nsp, "/chat");
    QCOMPARE(event(EventType::Refused)->name, "not today");
    QVERIFY(event(EventType::Refused)->arguments.contains("127.0.0.1"));
}

// ---- people ----------------------------------------------------------------------------------

void tst_AdminAppExtensions::viewers()
{
    instrument();
    join();
    connectSession(QStringLiteral("eve"), QStringLiteral("look"));
    QVERIFY(session->store().isViewer());
    QCOMPARE(session->store().user(), "eve");
    Refusal refusal = Refusal::None;
    QCOMPARE(session->commands().send(emitTo(CommandTarget::wholeNamespace()), &refusal), 0);
    QCOMPARE(refusal, Refusal::Viewer);
}

void tst_AdminAppExtensions::logsOut()
{
    instrument();
    connectSession();
    WAIT_FOR(!session->sessionId().isEmpty());
    const QString id = session->sessionId();
    connectSession({}, {}, id); // it is as good as a password
    QVERIFY(session->isOnline());
    QSignalSpy loggedOut(session.get(), &AdminSession::loggedOut);
    session->logOut();
    WAIT_FOR(loggedOut.size() == 1);
    QCOMPARE(loggedOut[0][0].toBool(), true);
    WAIT_FOR(session->status().state == LinkState::Idle);
    QVERIFY(session->sessionId().isEmpty());
    connectSession({}, {}, id); // and now it is not
    QCOMPARE(session->status().state, LinkState::Refused);
    QCOMPARE(session->status().failure, Failure::WrongCredentials);
}

QTEST_GUILESS_MAIN(tst_AdminAppExtensions)
#include "tst_adminappextensions.moc"
