// SPDX-License-Identifier: MIT
// An admin of one server of a cluster is told of the other one, too.
#include "adminserverfixture.h"
#include "shared/loopbackbus.h"

using namespace QSocketIo;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Type = ClusterMessage::Type;

class tst_AdminCluster : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void statsOfAllServers();
    void socketsAndEvents();
    void filteredAdmins();
    void nobodyLooks();
    void theWordIsLost();
    void aServerComesLater();
    void outOfReach();
    void production();

private:
    struct Side
    {
        std::unique_ptr<Server> io;
        QPointer<AdminInstrumentation> admin;
    };
    void open(Side *side, const QString &name, AdminMode mode = AdminMode::Development);
    // The next report of that server.
    QJsonObject statsOf(AdminClientByHand &admin, const QString &name)
    {
        for (int i = 0; i < 100; ++i) {
            const QJsonObject stats = admin.next(u"server_stats"_s).at(0).toObject();
            if (stats.isEmpty() || stats[u"serverId"].toString() == name)
                return stats;
        }
        return {};
    }
    // Servers go on looking, and nobody tells anything.
    bool isQuiet()
    {
        return waitFor(
            [this] {
                int looks = 0;
                for (auto it = bus->published.crbegin(); it != bus->published.crend(); ++it) {
                    if (it->type == Type::Broadcast)
                        break;
                    looks += it->type == Type::FetchSockets;
                }
                return looks >= 6;
            },
            20'000);
    }

    std::unique_ptr<LoopbackBus> bus;
    Side a;
    Side b;
};

void tst_AdminCluster::open(Side *side, const QString &name, AdminMode mode)
{
    ServerOptions options;
    options.adapter = [this](AdapterHost *host) -> std::unique_ptr<Adapter> {
        return std::make_unique<CountedLoopbackAdapter>(host, bus.get());
    };
    side->io = std::make_unique<Server>(options);
    connect(side->io.get(), &Server::connection, this,
            [](Socket *socket) { socket->on("say", socket, [](const Ack &ack) { ack(); }); });
    AdminOptions admins;
    admins.auth = AdminAuthentication::none();
    admins.mode = mode;
    admins.serverId = name;
    admins.statsInterval = 100ms;
    const auto installed = AdminInstrumentation::install(side->io.get(), admins);
    QVERIFY2(installed, qPrintable(installed.error().message()));
    side->admin = *installed;
    QVERIFY(side->io->listen(QHostAddress(QHostAddress::LocalHost)));
}

void tst_AdminCluster::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    bus = std::make_unique<LoopbackBus>();
    bus->isLive = true;
    open(&a, u"a"_s);
    open(&b, u"b"_s);
}

void tst_AdminCluster::cleanup()
{
    a = {};
    b = {};
    bus.reset();
}

void tst_AdminCluster::statsOfAllServers()
{
    AdminClientByHand admin(a.io->serverPort());
    QVERIFY(admin.logIn().startsWith("40/admin"));
    QCOMPARE(statsOf(admin, u"b"_s)[u"serverId"].toString(), u"b"_s);
    QCOMPARE(statsOf(admin, u"a"_s)[u"serverId"].toString(), u"a"_s);
    QCOMPARE(statsOf(admin, u"b"_s)[u"clientsCount"].toInt(), 0);
}

void tst_AdminCluster::socketsAndEvents()
{
    AdminClientByHand admin(a.io->serverPort());
    admin.logIn();
    QVERIFY(!statsOf(admin, u"b"_s).isEmpty());
    WsClient client(b.io->serverPort());
    QVERIFY(!client.join().isEmpty());
    const QJsonObject socket = admin.next(u"socket_connected"_s).at(0).toObject();
    QCOMPARE(socket[u"serverId"].toString(), u"b"_s);
    client.send("420[\"say\"]");
    const QJsonArray event = admin.next(u"event_received"_s);
    QCOMPARE(event.at(1).toString(), socket[u"id"].toString());
    QCOMPARE(event.at(2).toArray(), QJsonArray({u"say"_s}));
    b.io->socketsJoin("hall");
    QCOMPARE(admin.next(u"room_joined"_s).at(1).toString(), u"hall"_s);
    b.io->disconnectSockets();
    QCOMPARE(admin.next(u"socket_disconnected"_s).at(1).toString(), socket[u"id"].toString());
}

// The filter of an admin of this server says nothing about those of others.
void tst_AdminCluster::filteredAdmins()
{
    AdminClientByHand picky(b.io->serverPort(), "&qsio=1");
    picky.logIn();
    QVERIFY(picky.command("[\"subscribe\",{\"sids\":[\"nobody\"]}]")[u"ok"].toBool());
    AdminClientByHand admin(a.io->serverPort());
    admin.logIn();
    QVERIFY(!statsOf(admin, u"b"_s).isEmpty());
    WsClient client(b.io->serverPort());
    QVERIFY(!client.join().isEmpty());
    client.send("420[\"say\"]");
    QCOMPARE(admin.next(u"event_received"_s).at(2).toArray(), QJsonArray({u"say"_s}));
}

void tst_AdminCluster::nobodyLooks()
{
    QVERIFY(isQuiet());
    {
        AdminClientByHand admin(a.io->serverPort());
        admin.logIn();
        QVERIFY(!statsOf(admin, u"b"_s).isEmpty());
    }
    QVERIFY(isQuiet());
    WsClient client(b.io->serverPort());
    QVERIFY(!client.join().isEmpty());
    QVERIFY(isQuiet());
}

// As it would be with an admin of a server on Node.js, which says no word.
void tst_AdminCluster::theWordIsLost()
{
    bus->decide = [](const ClusterMessage &message, const QString &, const QString &) {
        return LoopbackBus::Fate{.copies = message.type == Type::ServerSideEmit ? 0 : 1};
    };
    AdminClientByHand admin(a.io->serverPort());
    admin.logIn();
    QVERIFY(!statsOf(admin, u"b"_s).isEmpty());
}

void tst_AdminCluster::aServerComesLater()
{
    AdminClientByHand admin(a.io->serverPort());
    admin.logIn();
    Side c;
    open(&c, u"c"_s);
    QVERIFY(!statsOf(admin, u"c"_s).isEmpty());
}

void tst_AdminCluster::outOfReach()
{
    AdminClientByHand admin(a.io->serverPort());
    admin.logIn();
    QVERIFY(!statsOf(admin, u"b"_s).isEmpty());
    const auto setUp = [this](bool up) {
        for (const Side *side : {&a, &b})
            dynamic_cast<LoopbackEndpoint *>(side->io->of("/admin")->adapter())->setUp(up);
    };
    setUp(false);
    QVERIFY(!statsOf(admin, u"a"_s).isEmpty()); // its own go on
    setUp(true);
    QVERIFY(!statsOf(admin, u"b"_s).isEmpty());
}

void tst_AdminCluster::production()
{
    cleanup();
    bus = std::make_unique<LoopbackBus>();
    bus->isLive = true;
    open(&a, u"a"_s, AdminMode::Production);
    open(&b, u"b"_s, AdminMode::Production);
    AdminClientByHand admin(a.io->serverPort());
    admin.logIn();
    QVERIFY(!statsOf(admin, u"b"_s).isEmpty());
}

QTEST_GUILESS_MAIN(tst_AdminCluster)
#include "tst_admincluster.moc"
