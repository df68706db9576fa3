// SPDX-License-Identifier: MIT
#include "adminserverfixture.h"
#include "engineio/engine.h"

#include <QtTest/QSignalSpy>

using namespace QSocketIo;

class tst_AdminInstrumentation : public AdminFixture
{
    Q_OBJECT
private:
    AdminAuthentication password() const
    {
        return AdminAuthentication::callback(
            io.get(), [](const QString &name, const QString &word, const QString &) {
                const bool isRight = name == u"admin" && word == u"changeit";
                return QtFuture::makeReadyFuture(isRight ? std::optional(AdminUser{name, false})
                                                         : std::nullopt);
            });
    }
    void instrumentWithPassword(AdminOptions options = {})
    {
        start();
        options.auth = password();
        options.mode = AdminMode::Development;
        const auto installed = AdminInstrumentation::install(io.get(), options);
        QVERIFY(installed);
        admin = *installed;
    }

private Q_SLOTS:
    void refusals_data();
    void refusals();
    void orderAtLogin();
    void wrongCredentials_data();
    void wrongCredentials();
    void sessionIdInsteadOfPassword();
    void features_data();
    void features();
    void productionTellsCountersOnly();
    void whoWasThereBeforeMustLogIn();
    void whoIsOnTheWayMustLogIn();
    void installedBeforeListening();
    void signalsOfAdmins();
    void logout();
    void uninstallLeavesNothingBehind();
    void uninstallRefusesWhoWaits();
    void installAgain();
    void serverDiesFirst();
    void diesInItsSignals_data();
    void diesInItsSignals();
    void readonlyUser();
    void modeOfTheEnvironment_data();
    void modeOfTheEnvironment();
};

void tst_AdminInstrumentation::refusals_data()
{
    QTest::addColumn<QString>("nsp");
    QTest::addColumn<bool>("hasAuth");
    QTest::addColumn<QString>("message");
    QTest::newRow("root") << "/" << true
                          << "the namespace \"/\" is not for admins: everybody is there";
    QTest::newRow("root, empty name")
        << "" << true << "the namespace \"/\" is not for admins: everybody is there";
    QTest::newRow("no auth") << "/admin" << false << "AdminOptions::auth is not set";
    QTest::newRow("twice") << "/first" << true << "\"/first\" is instrumented already";
    QTest::newRow("twice, without slash")
        << "first" << true << "\"/first\" is instrumented already";
}

void tst_AdminInstrumentation::refusals()
{
    QFETCH(const QString, nsp);
    QFETCH(const bool, hasAuth);
    QVERIFY(AdminInstrumentation::install(
        io.get(), {.namespaceName = "/first", .auth = AdminAuthentication::none()}));
    const auto result = AdminInstrumentation::install(
        io.get(),
        {.namespaceName = nsp,
         .auth = hasAuth ? AdminAuthentication::none() : AdminAuthentication()});
    QVERIFY(!result);
    QCOMPARE(result.error().code(), Error::Code::InvalidUsage);
    QTEST(result.error().message(), "message");
    QCOMPARE(io->namespaces().size(), 2); // "/" and "/first": nothing was made
    QVERIFY(!AdminInstrumentation::install(nullptr, {.auth = AdminAuthentication::none()}));
    QVERIFY(!AdminInstrumentation::install(
        io.get(), {.auth = AdminAuthentication::basic("admin", "no hash")}));
}

// The session comes behind CONNECT, and the admin is told of itself.
void tst_AdminInstrumentation::orderAtLogin()
{
    instrumentWithPassword();
    AdminClientByHand client(port);
    QVERIFY(client.logIn(R"({"username":"admin","password":"changeit"})").startsWith("40/admin,{"));
    QCOMPARE(client.namesUpTo("all_sockets"),
             QStringList({"session", "socket_connected", "config", "all_sockets"}));
    const QJsonObject stats = client.next("server_stats").at(0).toObject();
    QCOMPARE(stats["clientsCount"].toInt(), 1);
    // The next one is told to both.
    AdminClientByHand second(port);
    second.logIn(R"({"username":"admin","password":"changeit"})");
    QCOMPARE(second.namesUpTo("all_sockets"),
             QStringList({"session", "socket_connected", "config", "all_sockets"}));
    QCOMPARE(client.next("socket_connected").at(0)["id"].toString(), second.id);
}

void tst_AdminInstrumentation::wrongCredentials_data()
{
    QTest::addColumn<QByteArray>("auth");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("empty") << QByteArray("{}");
    QTest::newRow("password") << QByteArray(R"({"username":"admin","password":"wrong"})");
    QTest::newRow("user") << QByteArray(R"({"username":"root","password":"changeit"})");
    QTest::newRow("no password") << QByteArray(R"({"username":"admin"})");
    QTest::newRow("number") << QByteArray(R"({"username":"admin","password":1})");
    QTest::newRow("object") << QByteArray(R"({"username":{},"password":[]})");
    QTest::newRow("session") << QByteArray(R"({"sessionId":"0123456789abcdef"})");
    QTest::newRow("session of another type") << QByteArray(R"({"sessionId":{"$ne":null}})");
}

void tst_AdminInstrumentation::wrongCredentials()
{
    QFETCH(const QByteArray, auth);
    instrumentWithPassword();
    AdminClientByHand client(port);
    QCOMPARE(client.logIn(auth), R"(44/admin,{"message":"invalid credentials"})");
    QCOMPARE(admin->adminCount(), 0);
    QVERIFY(client.ws.isOpen()); // other namespaces are none of this
    QVERIFY(!client.ws.join().isEmpty());
}

void tst_AdminInstrumentation::sessionIdInsteadOfPassword()
{
    instrumentWithPassword();
    AdminClientByHand client(port);
    client.logIn(R"({"username":"admin","password":"changeit"})");
    const QString session = client.next("session").at(0).toString();
    QVERIFY(!session.isEmpty());
    AdminClientByHand again(port);
    QVERIFY(again.logIn(R"({"sessionId":")" + session.toUtf8() + R"("})").startsWith("40/admin,{"));
    QCOMPARE(again.namesUpTo("all_sockets"),
             QStringList({"socket_connected", "config", "all_sockets"}));
}

void tst_AdminInstrumentation::features_data()
{
    QTest::addColumn<bool>("development");
    QTest::addColumn<bool>("readonly");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("features");
    const QString commands = "EMIT,JOIN,LEAVE,DISCONNECT,MJOIN,MLEAVE,MDISCONNECT,";
    QTest::newRow("development") << true << false << QByteArray()
                                 << commands + "AGGREGATED_EVENTS,ALL_EVENTS";
    QTest::newRow("development, readonly")
        << true << true << QByteArray() << "AGGREGATED_EVENTS,ALL_EVENTS";
    QTest::newRow("production") << false << false << QByteArray() << commands + "AGGREGATED_EVENTS";
    QTest::newRow("production, readonly") << false << true << QByteArray() << "AGGREGATED_EVENTS";
    QTest::newRow("development, extended") << true << false << QByteArray("&qsio=1")
                                           << commands
            + "AGGREGATED_EVENTS,ALL_EVENTS,QSIO_ACK,QSIO_EXCEPT,QSIO_SERVERID,QSIO_SERVERINFO,"
              "QSIO_ROLES,QSIO_LOGOUT,QSIO_PAGES,QSIO_SUBSCRIBE,QSIO_ACKEVENTS,QSIO_CONNERRORS";
    QTest::newRow("production, readonly, extended")
        << false << true << QByteArray("&qsio=1")
        << "AGGREGATED_EVENTS,QSIO_SERVERID,QSIO_SERVERINFO,QSIO_ROLES,QSIO_LOGOUT";
    QTest::newRow("another version of the extensions")
        << true << true << QByteArray("&qsio=2") << "AGGREGATED_EVENTS,ALL_EVENTS";
}

void tst_AdminInstrumentation::features()
{
    QFETCH(const bool, development);
    QFETCH(const bool, readonly);
    QFETCH(const QByteArray, query);
    instrument({.readonly = readonly,
                .mode = development ? AdminMode::Development : AdminMode::Production});
    AdminClientByHand client(port, query);
    client.logIn();
    const QJsonObject config = client.next("config").at(0).toObject();
    QStringList features;
    for (const QJsonValue &feature : config["supportedFeatures"].toArray())
        features.append(feature.toString());
    QTEST(features.join(','), "features");
    if (query == "&qsio=1")
        QCOMPARE(config["role"].toString(), readonly ? "viewer" : "operator");
    else
        QCOMPARE(config.keys(), QStringList("supportedFeatures"));
}

void tst_AdminInstrumentation::productionTellsCountersOnly()
{
    instrument({.mode = AdminMode::Production, .statsInterval = std::chrono::milliseconds(100)});
    AdminClientByHand client(port);
    client.logIn();
    QCOMPARE(client.namesUpTo("config"), QStringList("config"));
    WsClient user(port);
    QVERIFY(!user.join().isEmpty());
    QVERIFY(user.syncsWithNothingBetween());
    // Commands work, and all that comes besides are counters.
    client.send(R"(["join","/","vip"])");
    QTRY_VERIFY(socket->rooms().contains("vip"));
    user.close();
    QTRY_COMPARE(reasons.size(), 1);
    for (int i = 0; i < 3; ++i)
        QVERIFY(client.ws.next().startsWith(R"(42/admin,["server_stats",)"));
}

void tst_AdminInstrumentation::whoWasThereBeforeMustLogIn()
{
    io->of("/admin");
    WsClient early(port);
    QVERIFY(!early.join("/admin").isEmpty());
    QVERIFY(AdminInstrumentation::install(io.get(), {.auth = password()}));
    QCOMPARE(early.next(), "41/admin,");
}

void tst_AdminInstrumentation::whoIsOnTheWayMustLogIn()
{
    std::optional<Next> let;
    io->of("/admin")->use(io.get(), [&](Socket *, const Next &next) { let.emplace(next); });
    WsClient early(port);
    early.send("40/admin,");
    QTRY_VERIFY(let.has_value());
    const auto installed = AdminInstrumentation::install(io.get(), {.auth = password()});
    QVERIFY(installed);
    (*let)();
    QVERIFY(early.next().startsWith("40/admin,"));
    QCOMPARE(early.next(), "41/admin,");
    QCOMPARE((*installed)->adminCount(), 0);
}

void tst_AdminInstrumentation::installedBeforeListening()
{
    io = std::make_unique<Server>();
    QVERIFY(AdminInstrumentation::install(io.get(), {.auth = AdminAuthentication::none()}));
    QVERIFY(io->listen(QHostAddress(QHostAddress::LocalHost)));
    AdminClientByHand client(io->serverPort());
    QVERIFY(client.logIn().startsWith("40/admin,"));
    QVERIFY(!client.next("server_stats").isEmpty());
}

void tst_AdminInstrumentation::signalsOfAdmins()
{
    instrumentWithPassword();
    QSignalSpy connected(admin, &AdminInstrumentation::adminConnected);
    QSignalSpy disconnected(admin, &AdminInstrumentation::adminDisconnected);
    AdminClientByHand client(port);
    client.logIn(R"({"username":"admin","password":"changeit"})");
    QCOMPARE(connected.size(), 1);
    QCOMPARE(connected.at(0).at(0).value<AdminUser>().name, "admin");
    QCOMPARE(connected.at(0).at(1).toString(), client.id);
    QCOMPARE(admin->adminCount(), 1);
    client.ws.close();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(disconnected.at(0).at(1).toString(), client.id);
    QCOMPARE(admin->adminCount(), 0);
}

void tst_AdminInstrumentation::logout()
{
    instrumentWithPassword();
    AdminClientByHand client(port, "&qsio=1");
    client.logIn(R"({"username":"admin","password":"changeit"})");
    const QByteArray session = client.next("session").at(0).toString().toUtf8();
    QVERIFY(client.command(R"(["logout"])")["ok"].toBool());
    QTRY_COMPARE(admin->adminCount(), 0);
    AdminClientByHand again(port);
    QCOMPARE(again.logIn(R"({"sessionId":")" + session + R"("})"),
             R"(44/admin,{"message":"invalid credentials"})");
}

void tst_AdminInstrumentation::uninstallLeavesNothingBehind()
{
    instrument();
    WsClient user(port);
    user.join();
    AdminClientByHand client(port);
    client.logIn();
    client.next("all_sockets");
    delete admin;
    QCOMPARE(client.namesUpTo("41/admin,"), QStringList("41/admin,"));
    QVERIFY(io->of("/admin")->sockets().isEmpty());
    // What happens now is told to nobody, and nobody is asked for a password.
    WsClient visitor(port);
    QVERIFY(!visitor.join("/admin").isEmpty());
    user.send(R"(42["hello"])");
    QVERIFY(user.syncsWithNothingBetween());
    socket->join("vip");
    socket->data()[QStringLiteral("a")] = 1;
    QVERIFY(user.syncsWithNothingBetween());
    visitor.send(R"(42/admin,["_disconnect","/",true])");
    QVERIFY(user.syncsWithNothingBetween());
    QVERIFY(visitor.hasNothing());
    QVERIFY(socket->listenersAny().isEmpty());
}

void tst_AdminInstrumentation::uninstallRefusesWhoWaits()
{
    QPromise<std::optional<AdminUser>> never;
    never.start();
    const auto installed = AdminInstrumentation::install(
        io.get(),
        {.auth = AdminAuthentication::callback(
             io.get(),
             [&](const QString &, const QString &, const QString &) { return never.future(); })});
    QVERIFY(installed);
    WsClient client(port);
    client.send(R"(40/admin,{"username":"a","password":"b"})");
    QVERIFY(!client.join().isEmpty()); // the login is under way by now
    delete *installed;
    QCOMPARE(client.next(), R"(44/admin,{"message":"invalid credentials"})");
    never.finish();
}

void tst_AdminInstrumentation::installAgain()
{
    instrument();
    delete admin;
    const auto again = AdminInstrumentation::install(
        io.get(), {.auth = AdminAuthentication::none(), .mode = AdminMode::Development});
    QVERIFY(again);
    AdminClientByHand client(port);
    client.logIn();
    QCOMPARE(client.namesUpTo("all_sockets"),
             QStringList({"socket_connected", "config", "all_sockets"}));
}

void tst_AdminInstrumentation::serverDiesFirst()
{
    instrument();
    WsClient user(port);
    user.join();
    AdminClientByHand client(port);
    client.logIn();
    client.next("config");
    io.reset();
    QVERIFY(!admin);
    QVERIFY(client.ws.waitForClosed());
}

void tst_AdminInstrumentation::diesInItsSignals_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("connected") << 0;
    QTest::newRow("disconnected") << 1;
    QTest::newRow("command") << 2;
    QTest::newRow("server, in a command") << 3;
}

void tst_AdminInstrumentation::diesInItsSignals()
{
    QFETCH(const int, signal);
    instrument();
    const auto die = [this] { delete admin; };
    if (signal == 0)
        connect(admin, &AdminInstrumentation::adminConnected, io.get(), die);
    else if (signal == 1)
        connect(admin, &AdminInstrumentation::adminDisconnected, io.get(), die);
    else if (signal == 2)
        connect(admin, &AdminInstrumentation::commandExecuted, io.get(), die);
    else
        connect(admin, &AdminInstrumentation::commandExecuted, this, [this] { io.reset(); });
    AdminClientByHand client(port);
    client.logIn();
    if (signal == 1)
        client.ws.close();
    else if (signal >= 2)
        client.send(R"(["join","/","vip"])");
    QTRY_VERIFY(!admin);
}

void tst_AdminInstrumentation::readonlyUser()
{
    start();
    const auto installed = AdminInstrumentation::install(
        io.get(),
        {.auth = AdminAuthentication::callback(
             io.get(),
             [](const QString &name, const QString &, const QString &) {
                 return QtFuture::makeReadyFuture(std::optional(AdminUser{name, name == u"guest"}));
             }),
         .mode = AdminMode::Development});
    QVERIFY(installed);
    WsClient user(port);
    user.join();
    AdminClientByHand guest(port);
    guest.logIn(R"({"username":"guest","password":"x"})");
    QCOMPARE(guest.next("config").at(0)["supportedFeatures"].toArray(),
             QJsonArray({"AGGREGATED_EVENTS", "ALL_EVENTS"}));
    guest.send(R"(["join","/","vip"])");
    AdminClientByHand chief(port);
    chief.logIn(R"({"username":"chief","password":"x"})");
    chief.send(R"(["join","/","lounge"])");
    QTRY_VERIFY(socket->rooms().contains("lounge"));
    QVERIFY(!socket->rooms().contains("vip"));
}

void tst_AdminInstrumentation::modeOfTheEnvironment_data()
{
    QTest::addColumn<QByteArray>("own");
    QTest::addColumn<QByteArray>("node");
    QTest::addColumn<bool>("development");
    QTest::newRow("nothing") << QByteArray() << QByteArray() << true;
    QTest::newRow("node") << QByteArray() << QByteArray("production") << false;
    QTest::newRow("node, test") << QByteArray() << QByteArray("test") << false;
    QTest::newRow("own") << QByteArray("development") << QByteArray("production") << true;
    QTest::newRow("own, capital") << QByteArray("Development") << QByteArray() << false;
}

void tst_AdminInstrumentation::modeOfTheEnvironment()
{
    QFETCH(const QByteArray, own);
    QFETCH(const QByteArray, node);
    const auto restore
        = qScopeGuard([ownBefore = qgetenv("QSOCKETIO_ENV"), nodeBefore = qgetenv("NODE_ENV")] {
              qputenv("QSOCKETIO_ENV", ownBefore);
              qputenv("NODE_ENV", nodeBefore);
          });
    qputenv("QSOCKETIO_ENV", own);
    qputenv("NODE_ENV", node);
    const auto installed
        = AdminInstrumentation::install(io.get(), {.auth = AdminAuthentication::none()});
    QVERIFY(installed);
    QTEST((*installed)->options().mode == AdminMode::Development, "development");
    QVERIFY((*installed)
                ->options()
                .serverId.endsWith('#' + QString::number(QCoreApplication::applicationPid())));
}

QTEST_GUILESS_MAIN(tst_AdminInstrumentation)
#include "moc_adminserverfixture.cpp"
#include "moc_serverfixture.cpp"
#include "tst_admininstrumentation.moc"
