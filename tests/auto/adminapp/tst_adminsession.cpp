// SPDX-License-Identifier: MIT
#include "core/adminsession.h"
#include "fakeadminserver.h"
#include "shared/certificate.h"

#include <QtCore/QBuffer>
#include <QtCore/QRegularExpression>
#include <QtNetwork/QSslServer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace QsioAdmin;
using namespace std::chrono_literals;

class tst_AdminSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void addresses_data();
    void addresses();
    void logsIn_data();
    void logsIn();
    void eventsBeforeTheAnswer();
    void keepsTheSessionId();
    void sessionIdOfBefore();
    void failures_data();
    void failures();
    void noHost();
    void nobodyListens();
    void noTls();
    void selfSigned();
    void sentencesDiffer();
    void production();
    void serverGoes();
    void serverGoesForGood();
    void resyncs();
    void kicked();
    void malformedEvents();
    void noCommandIsQueued();
    void commandsAreConfirmed();
    void listsWithoutEffect();
    void closesAndOpensAnother();
    void clockDifference();
    void recording();
    void deletedWhileBusy();

private:
    [[nodiscard]] ConnectionSettings settings() const
    {
        ConnectionSettings result = *ConnectionSettings::fromUrl(server->url());
        result.user = QStringLiteral("admin");
        result.password = QStringLiteral("changeit");
        result.reconnectionDelay = 5ms;
        result.reconnectionDelayMax = 20ms;
        return result;
    }
    void connectSession()
    {
        session->open(settings());
        QTRY_VERIFY(session->isOnline());
        QTRY_COMPARE(session->store().listState(), ListState::Current);
    }
    static Command kick(const QByteArray &id)
    {
        Command command;
        command.verb = Command::Verb::Disconnect;
        command.nsp = "/";
        command.target = CommandTarget::sockets({id});
        return command;
    }

    std::unique_ptr<FakeAdminServer> server;
    std::unique_ptr<AdminSession> session;
};

void tst_AdminSession::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    server = std::make_unique<FakeAdminServer>();
    session = std::make_unique<AdminSession>();
    session->setFrameInterval(1ms);
}

void tst_AdminSession::cleanup()
{
    session.reset();
    server.reset();
}

void tst_AdminSession::addresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("nsp");
    const auto row = [](const char *text, const char *url, const char *nsp) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(url)
                            << QString::fromLatin1(nsp);
    };
    row("https://example.com", "https://example.com", "/admin");
    row("https://example.com/", "https://example.com", "/admin");
    row("wss://example.com:3000/custom/", "https://example.com:3000", "/custom");
    row("ws://example.com/admin", "http://example.com", "/admin");
    row(" localhost:3000 ", "http://localhost:3000", "/admin");
    row("http://u:p@example.com/#/sockets", "http://example.com", "/admin");
    row("ftp://example.com", "", "");
    row("http://", "", "");
    row("", "", "");
    row("http://exa mple", "", "");
}

void tst_AdminSession::addresses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, url);
    const std::optional<ConnectionSettings> settings = ConnectionSettings::fromUrl(text);
    QCOMPARE(settings.has_value(), !url.isEmpty());
    if (settings) {
        QCOMPARE(settings->url.toString(), url);
        QTEST(settings->nsp, "nsp");
    }
}

// Exactly these members: Python's servers compare the object as a whole.
void tst_AdminSession::logsIn_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("sessionId");
    QTest::addColumn<QByteArray>("login");
    QTest::newRow("password") << QStringLiteral("admin") << QString()
                              << QByteArray(R"({"username":"admin","password":"changeit"})");
    QTest::newRow("session") << QStringLiteral("admin") << QStringLiteral("s1")
                             << QByteArray(R"({"sessionId":"s1"})");
    QTest::newRow("nothing") << QString() << QString() << QByteArray();
}

void tst_AdminSession::logsIn()
{
    QFETCH(const QString, user);
    QFETCH(const QString, sessionId);
    QFETCH(const QByteArray, login);
    ConnectionSettings chosen = settings();
    chosen.user = user;
    chosen.sessionId = sessionId;
    server->sockets = R"([{"id":"a","nsp":"/"}])";
    session->open(chosen);
    QTRY_VERIFY(session->isOnline());
    QTRY_COMPARE(session->store().sockets().size(), 1);
    QCOMPARE(server->logins, QList<QByteArray>({login}));
    QCOMPARE(session->status().socketId, "admin1");
    QCOMPARE(session->status().maxPayload, 1'000'000);
    QCOMPARE(session->status().transport, QStringLiteral("websocket"));
    QVERIFY(session->failureText().isEmpty());
    QVERIFY(session->store().hasFeature("MJOIN"));
}

// Node.js sends the session id and more before it answers: admin.md 1.3.
void tst_AdminSession::eventsBeforeTheAnswer()
{
    server->onLogin = [this](const QByteArray &) {
        server->say("session", "\"secret\"");
        server->say("config", FakeAdminServer::allFeatures);
        server->say("socket_connected", R"({"id":"a","nsp":"/"},1)");
        server->connectNamespace();
    };
    session->open(settings());
    QTRY_VERIFY(session->isOnline());
    QTRY_COMPARE(session->store().sockets().size(), 1);
    QCOMPARE(session->sessionId(), QStringLiteral("secret"));
}

void tst_AdminSession::keepsTheSessionId()
{
    server->onLogin = [this](const QByteArray &) {
        server->letIn();
        server->say("session", "\"s1\"");
    };
    connectSession();
    QTRY_COMPARE(session->sessionId(), QStringLiteral("s1"));
    server->drop();
    QTRY_COMPARE(server->logins.size(), 2);
    const QByteArray login = R"({"sessionId":"s1"})";
    QCOMPARE(server->logins[1], login);
    QTRY_VERIFY(session->isOnline());
}

// A server that was started anew does not know it: then the password has to do.
void tst_AdminSession::sessionIdOfBefore()
{
    server->onLogin = [this](const QByteArray &auth) {
        if (auth.contains("sessionId"))
            server->send(R"(44/admin,{"message":"invalid credentials"})");
        else
            server->letIn();
    };
    ConnectionSettings chosen = settings();
    chosen.sessionId = QStringLiteral("old");
    QSignalSpy spy(session.get(), &AdminSession::sessionIdChanged);
    session->open(chosen);
    QTRY_VERIFY(session->isOnline());
    QCOMPARE(server->logins.size(), 2);
    QVERIFY(spy.size() >= 1);
    QVERIFY(session->sessionId().isEmpty());
}

void tst_AdminSession::failures_data()
{
    using Script = std::function<void(FakeAdminServer &)>;
    QTest::addColumn<Script>("script");
    QTest::addColumn<Failure>("failure");
    QTest::addColumn<QString>("text"); // that is in the sentence
    const auto row = [](const char *name, Failure failure, const char *text, Script script) {
        QTest::newRow(name) << script << failure << QString::fromLatin1(text);
    };
    const auto login = [](std::function<void(FakeAdminServer &)> answer) -> Script {
        return [answer](FakeAdminServer &fake) {
            fake.onLogin = [&fake, answer](const QByteArray &) { answer(fake); };
        };
    };
    row("wrong password", Failure::WrongCredentials, "password", login([](FakeAdminServer &fake) {
            fake.send(R"(44/admin,{"message":"invalid credentials"})");
        }));
    row("wrong password, Python", Failure::WrongCredentials, "password",
        login([](FakeAdminServer &fake) {
            fake.send(R"(44/admin,{"message":"authentication failed"})");
        }));
    row("no such namespace", Failure::NoSuchNamespace, "\"/admin\"",
        login([](FakeAdminServer &fake) {
            fake.send(R"(44/admin,{"message":"Invalid namespace"})");
        }));
    row("refused", Failure::LoginRefused, "not today",
        login([](FakeAdminServer &fake) { fake.send(R"(44/admin,{"message":"not today"})"); }));
    row("not an admin namespace", Failure::NotAnAdminNamespace, "not an admin",
        login([](FakeAdminServer &fake) { fake.connectNamespace(); }));
    row("other parser", Failure::ClosedDuringLogin, "parser",
        login([](FakeAdminServer &fake) { fake.peer->close(); }));
    row("no answer", Failure::LoginTimeout, "parser", login([](FakeAdminServer &) {}));
    row("Socket.IO 2", Failure::IncompatibleServer, "older",
        login([](FakeAdminServer &fake) { fake.send("40/admin,"); }));
    row("no Socket.IO", Failure::NotSocketIo, "404", [](FakeAdminServer &fake) {
        fake.acceptsWebSockets = false;
        fake.status = "404 Not Found";
        fake.body = "nothing here";
    });
    row("other web server", Failure::NotSocketIo, "200", [](FakeAdminServer &fake) {
        fake.acceptsWebSockets = false;
        fake.body = "<html>";
    });
    row("no WebSocket", Failure::WebSocketFailed, "polling",
        [](FakeAdminServer &fake) { fake.acceptsWebSockets = false; });
    row("WebSocket only", Failure::WebSocketFailed, "polling", [](FakeAdminServer &fake) {
        fake.acceptsWebSockets = false;
        fake.status = "400 Bad Request";
        fake.body = R"({"code":0,"message":"Transport unknown"})";
    });
}

void tst_AdminSession::failures()
{
    QFETCH(const std::function<void(FakeAdminServer &)>, script);
    QFETCH(const QString, text);
    script(*server);
    ConnectionSettings chosen = settings();
    chosen.reconnects = false;
    chosen.loginTimeout = 200ms;
    chosen.configTimeout = 200ms;
    session->open(chosen);
    QTRY_COMPARE(session->status().state, LinkState::Refused);
    QTEST(session->status().failure, "failure");
    QVERIFY2(session->failureText().contains(text), qPrintable(session->failureText()));
    QVERIFY(server->commands.isEmpty());
    // What is wrong for good is not tried again; all else is.
    const Failure failure = session->status().failure;
    chosen.reconnects = true;
    const qsizetype before = server->logins.size();
    session->open(chosen);
    if (isTemporary(failure))
        QTRY_COMPARE(session->status().state, LinkState::Retrying);
    else
        QTRY_VERIFY(session->status().state == LinkState::Refused
                    && server->logins.size() > before);
    QTRY_COMPARE(session->status().failure, failure);
}

void tst_AdminSession::noHost()
{
    ConnectionSettings chosen
        = *ConnectionSettings::fromUrl(QStringLiteral("no-such-host.invalid:1"));
    chosen.reconnects = false;
    session->open(chosen);
    QTRY_COMPARE_WITH_TIMEOUT(session->status().state, LinkState::Refused, 20'000);
    QVERIFY(session->status().failure == Failure::HostNotFound
            || session->status().failure == Failure::Unreachable); // without any network
    QVERIFY(session->failureText().contains(QStringLiteral("no-such-host.invalid")));
}

void tst_AdminSession::nobodyListens()
{
    server->stop();
    session->open(settings());
    QTRY_COMPARE(session->status().failure, Failure::ConnectionRefused);
    QCOMPARE(session->status().state, LinkState::Retrying);
    QTRY_VERIFY(session->status().attempt > 1);
    QVERIFY(server->listen()); // and now it is started
    QTRY_VERIFY(session->isOnline());
    QVERIFY(session->failureText().isEmpty());
}

void tst_AdminSession::noTls()
{
    ConnectionSettings chosen = *ConnectionSettings::fromUrl(server->url(QStringLiteral("https")));
    session->open(chosen);
    QTRY_COMPARE(session->status().state, LinkState::Refused);
    QCOMPARE(session->status().failure, Failure::TlsFailed);
    QVERIFY(session->failureText().contains(QStringLiteral("secure")));
}

void tst_AdminSession::selfSigned()
{
    QSslServer tls;
    tls.setSslConfiguration(QSocketIo::makeServerTls());
    QVERIFY(tls.listen(QHostAddress::LocalHost));
    const QString url = QStringLiteral("https://127.0.0.1:%1").arg(tls.serverPort());
    session->open(*ConnectionSettings::fromUrl(url));
    QTRY_COMPARE(session->status().state, LinkState::Refused);
    QCOMPARE(session->status().failure, Failure::TlsFailed);
    QVERIFY2(session->failureText().contains(QStringLiteral("certificate")),
             qPrintable(session->failureText()));
}

// Each with a sentence of its own.
void tst_AdminSession::sentencesDiffer()
{
    QSet<QString> sentences;
    const QMetaEnum names = QMetaEnum::fromType<Failure>();
    for (int i = 0; i < names.keyCount(); ++i) {
        const QString text
            = failureText(Failure(names.value(i)), settings(), QStringLiteral("why"));
        QCOMPARE(text.isEmpty(), Failure(names.value(i)) == Failure::None);
        QVERIFY2(!sentences.contains(text), names.key(i));
        sentences.insert(text);
    }
    QSet<QString> refusals;
    for (int i = int(Refusal::NotConnected); i <= int(Refusal::TooLarge); ++i)
        refusals.insert(refusalText(Refusal(i)));
    QCOMPARE(refusals.size(), int(Refusal::TooLarge));
    QVERIFY(!refusals.contains(QString()));
}

void tst_AdminSession::production()
{
    server->features = R"({"supportedFeatures":["EMIT","AGGREGATED_EVENTS"]})";
    server->sockets.clear();
    session->open(settings());
    QTRY_VERIFY(session->isOnline());
    QTRY_VERIFY(session->isProduction());
    QVERIFY(session->failureText().isEmpty());
}

// What is listed turns grey, and becomes what is when the server is back.
void tst_AdminSession::serverGoes()
{
    server->sockets = R"([{"id":"a","nsp":"/"},{"id":"b","nsp":"/"}])";
    connectSession();
    QCOMPARE(session->store().sockets().size(), 2);
    server->sockets = R"([{"id":"b","nsp":"/"}])";
    QList<ListState> states;
    connect(&session->store(), &AdminStore::listStateChanged, this,
            [&] { states.append(session->store().listState()); });
    server->drop();
    QTRY_COMPARE(states, QList<ListState>({ListState::Stale, ListState::Current}));
    QCOMPARE(session->store().sockets().size(), 1);
}

void tst_AdminSession::serverGoesForGood()
{
    connectSession();
    server->stop();
    QTRY_COMPARE(session->status().state, LinkState::Retrying);
    QVERIFY(session->store().isStale());
    QVERIFY(!session->failureText().isEmpty());
    QTRY_COMPARE(session->status().failure, Failure::ConnectionRefused);
}

void tst_AdminSession::resyncs()
{
    server->sockets = R"([{"id":"a","nsp":"/"}])";
    connectSession();
    const QPointer<QWebSocket> peer = server->peer;
    server->sockets = R"([{"id":"b","nsp":"/"},{"id":"c","nsp":"/"}])";
    session->resync();
    QTRY_COMPARE(session->store().sockets().size(), 2);
    QTRY_VERIFY(session->isOnline());
    QCOMPARE(server->commands, QList<QByteArray>({"41/admin,"}));
    QCOMPARE(server->peer, peer); // the connection has stayed
}

void tst_AdminSession::kicked()
{
    connectSession();
    server->send("41/admin,");
    QTRY_COMPARE(session->status().state, LinkState::Refused);
    QCOMPARE(session->status().failure, Failure::DisconnectedByServer);
    QVERIFY(session->store().isStale());
    session->retryNow();
    QTRY_VERIFY(session->isOnline());
}

// Counted, told, and no more than that.
void tst_AdminSession::malformedEvents()
{
    connectSession();
    server->say("room_joined", "7");
    server->say("whatever", "1");
    server->say("socket_connected", R"({"id":"a","nsp":"/"},1)");
    QTRY_COMPARE(session->store().sockets().size(), 1);
    QCOMPARE(session->malformed(), 1);
    QVERIFY(session->lastProblem().contains(QStringLiteral("room_joined")));
    // What is no packet at all ends the connection, which is made again.
    server->send("42/admin,[nonsense");
    QTRY_COMPARE(server->logins.size(), 2);
    QTRY_VERIFY(session->isOnline());
}

// admin.md 1.16: what is sent while nobody is connected is never sent.
void tst_AdminSession::noCommandIsQueued()
{
    server->sockets = R"([{"id":"a","nsp":"/"}])";
    connectSession();
    server->stop();
    QTRY_COMPARE(session->status().state, LinkState::Retrying);
    Refusal refusal = Refusal::None;
    QCOMPARE(session->commands().send(kick("a"), &refusal), 0);
    QCOMPARE(refusal, Refusal::NotConnected);
    QVERIFY(server->listen());
    QTRY_VERIFY(session->isOnline());
    QTRY_COMPARE(session->store().listState(), ListState::Current);
    QVERIFY(server->commands.isEmpty());

    // It is gone, but the word of it has not come yet.
    QSignalSpy lost(session.get(), &AdminSession::commandLost);
    session->close();
    QCOMPARE(session->commands().send(kick("a"), &refusal), 0);
    QCOMPARE(refusal, Refusal::NotConnected);
    session->open(settings());
    QCOMPARE(session->commands().send(kick("a"), &refusal), 0);
    QTRY_VERIFY(session->isOnline());
    QTRY_COMPARE(session->store().listState(), ListState::Current);
    QVERIFY(session->commands().send(kick("a"), &refusal) != 0);
    const QByteArray kicked = R"(42/admin,["_disconnect","/",false,"a"])";
    QTRY_COMPARE(server->commands.size(), 1);
    QCOMPARE(server->commands.last(), kicked);
    QCOMPARE(lost.size(), 0);
}

void tst_AdminSession::commandsAreConfirmed()
{
    server->sockets = R"([{"id":"a","nsp":"/"},{"id":"b","nsp":"/"}])";
    connectSession();
    EffectResult result;
    connect(&session->effects(), &EffectTracker::finished, this,
            [&result](quint64, const Command &, const EffectResult &r) { result = r; });
    Command command = kick("a");
    command.target = CommandTarget::sockets({"a", "b"});
    QVERIFY(session->commands().send(command) != 0);
    const QByteArray kickedBoth = R"(42/admin,["_disconnect","/",false,["a","b"]])";
    QTRY_COMPARE(server->commands, QList<QByteArray>({kickedBoth}));
    server->say("socket_disconnected", R"("/","a","transport close",1)");
    server->say("socket_disconnected", R"("/","b","transport close",1)");
    QTRY_VERIFY(result.isComplete());
    QCOMPARE(result.confirmed, 2);
}

// A list that the server does not understand is said again, one by one.
void tst_AdminSession::listsWithoutEffect()
{
    qint64 now = 1'000'000;
    session = std::make_unique<AdminSession>([&now] { return now; });
    session->setFrameInterval(1ms);
    server->sockets = R"([{"id":"a","nsp":"/"},{"id":"b","nsp":"/"}])";
    connectSession();
    Command command = kick("a");
    command.verb = Command::Verb::Join;
    command.room = RoomName(QStringLiteral("vip"));
    command.target = CommandTarget::sockets({"a", "b"});
    QVERIFY(session->commands().send(command) != 0);
    QTRY_COMPARE(server->commands.size(), 1);
    now += EffectTracker::patience;
    session->effects().tick();
    QTRY_COMPARE(server->commands.size(), 3);
    const QByteArray first = R"(42/admin,["join","/","vip","a"])";
    QCOMPARE(server->commands[1], first);
    const QByteArray second = R"(42/admin,["join","/","vip","b"])";
    QCOMPARE(server->commands[2], second);
    now += EffectTracker::patience;
    session->effects().tick();
    server->say("server_stats", R"({"serverId":"mark"})");
    QTRY_COMPARE(session->store().servers().size(), 1);
    QCOMPARE(server->commands.size(), 3); // once is enough
}

void tst_AdminSession::closesAndOpensAnother()
{
    server->sockets = R"([{"id":"a","nsp":"/"}])";
    connectSession();
    session->close();
    QTRY_VERIFY(session->store().isStale());
    QCOMPARE(session->status().state, LinkState::Idle);
    FakeAdminServer other;
    other.sockets = R"([{"id":"b","nsp":"/"}])";
    ConnectionSettings chosen = *ConnectionSettings::fromUrl(other.url());
    session->open(chosen);
    QTRY_VERIFY(session->isOnline());
    QTRY_VERIFY(session->store().sockets().contains({"/", "b"}));
    QCOMPARE(session->store().sockets().size(), 1); // nothing is left of the first
    // A command is never for a server that is being left.
    session->open(settings());
    Refusal refusal = Refusal::None;
    QCOMPARE(session->commands().send(kick("b"), &refusal), 0);
    QCOMPARE(refusal, Refusal::NotConnected);
    QTRY_VERIFY(session->isOnline());
    QTRY_VERIFY(session->store().sockets().contains({"/", "a"}));
    QVERIFY(!session->store().sockets().contains({"/", "b"}));
    QVERIFY(other.commands.isEmpty());
    session.reset();
}

// The server's clock is an hour fast, and a message takes three seconds.
void tst_AdminSession::clockDifference()
{
    connectSession();
    QVERIFY(!session->status().clockDifference);
    const auto join = [this](qint64 offset) {
        const QDateTime at = QDateTime::currentDateTimeUtc().addMSecs(offset);
        server->say("room_joined",
                    R"("/","r","s",")" + at.toString(Qt::ISODateWithMs).toLatin1() + '"');
    };
    const auto isAbout = [this](qint64 expected) {
        const std::optional<qint64> known = session->status().clockDifference;
        return known && *known <= expected && *known > expected - 2000;
    };
    join(3'597'000);
    QTRY_VERIFY(isAbout(3'597'000));
    join(3'600'000);
    QTRY_VERIFY(isAbout(3'600'000));
    join(0); // an old one
    join(90'000'000); // of another server
    join(3'602'500);
    QTRY_VERIFY(isAbout(3'602'500));
    const qint64 ahead = session->store().serverNow() - session->store().now();
    QVERIFY(ahead > 3'600'000 && ahead <= 3'602'500);
}

void tst_AdminSession::recording()
{
    auto buffer = std::make_unique<QBuffer>();
    QVERIFY(buffer->open(QIODevice::ReadWrite));
    const QBuffer *const device = buffer.get();
    auto capture = std::make_shared<CaptureWriter>(std::move(buffer));
    session->setCapture(capture);
    server->onLogin = [this](const QByteArray &) {
        server->say("session", "\"secret\"");
        server->letIn();
    };
    connectSession();
    session.reset(); // the thread of the link has ended
    QCOMPARE(device->data().count('\n'), 5); // with the ends of the connection
    QVERIFY(device->data().contains("#connect"));
    QVERIFY(device->data().contains("#disconnect"));
    QVERIFY(!device->data().contains("secret"));
    const QByteArray line = R"("event":"all_sockets","args":[[]])";
    QVERIFY(device->data().contains(line));
}

void tst_AdminSession::deletedWhileBusy()
{
    session->open(settings());
    session.reset(); // before it is connected
    session = std::make_unique<AdminSession>();
    connectSession();
    for (int i = 0; i < 1000; ++i)
        server->say("event_sent", R"("/","a",["x"],1)");
    session.reset();
}

QTEST_GUILESS_MAIN(tst_AdminSession)
#include "tst_adminsession.moc"
