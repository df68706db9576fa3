// SPDX-License-Identifier: MIT
#include "adminserverfixture.h"

#include "admin/trafficmeter_p.h"
#include "core/jsonwriter.h"
#include "engineio/engine.h"

#include <QtCore/QSysInfo>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_AdminStats : public AdminFixture
{
    Q_OBJECT
private:
    // The sum of all counts of a type, with its sub-types, until it is there.
    static qint64 sum(const QJsonObject &stats, const QString &type, const QString &subType = {})
    {
        qint64 result = 0;
        for (const QJsonValue &event : stats["aggregatedEvents"].toArray()) {
            if (event["type"].toString() == type && event["subType"].toString() == subType)
                result += event["count"].toInteger();
        }
        return result;
    }

private Q_SLOTS:
    void fields();
    void pollingClients();
    void connectionsAndDisconnections();
    void bytesAndPackets_data();
    void bytesAndPackets();
    void meterSumsUpBySecond();
    void engineCountsTraffic();
    void engineSignalsEnds();
    void anotherEngine();
};

void tst_AdminStats::fields()
{
    instrument({.serverId = "hall-3", .statsInterval = 100ms});
    AdminClientByHand client(port);
    client.logIn();
    WsClient user(port);
    user.join();
    QJsonObject stats;
    do {
        stats = client.next("server_stats").at(0).toObject();
    } while (stats["clientsCount"].toInt() == 1);
    QCOMPARE(stats.keys(),
             QStringList({"aggregatedEvents", "clientsCount", "hostname", "namespaces", "pid",
                          "pollingClientsCount", "serverId", "serverInfo", "uptime"}));
    QCOMPARE(stats["serverId"].toString(), "hall-3");
    QCOMPARE(stats["hostname"].toString(), QSysInfo::machineHostName());
    QCOMPARE(stats["pid"].toInteger(), QCoreApplication::applicationPid());
    QVERIFY(stats["uptime"].toDouble() > 0 && stats["uptime"].toDouble() < 1000);
    QCOMPARE(stats["clientsCount"].toInt(), 2);
    QCOMPARE(stats["namespaces"].toArray(),
             QJsonArray({QJsonObject({{"name", "/"}, {"socketsCount", 1}}),
                         QJsonObject({{"name", "/admin"}, {"socketsCount", 1}})}));
    const QJsonObject info = stats["serverInfo"].toObject();
    QCOMPARE(info.keys(),
             QStringList({"adapter", "backlogBytes", "cpu", "droppedEvents", "libraryVersion",
                          "loopLag", "qtVersion", "rss", "tls"}));
    QCOMPARE(info["adapter"].toString(), "QSocketIo::InMemoryAdapter");
    QCOMPARE(info["qtVersion"].toString(), qVersion());
    QCOMPARE(info["tls"].toBool(true), false);
#ifdef Q_OS_LINUX
    QVERIFY(info["rss"].toInteger() > 1'000'000);
#endif
}

void tst_AdminStats::pollingClients()
{
    instrument({.statsInterval = 100ms});
    AdminClientByHand client(port);
    client.logIn();
    PollingClient user(port);
    const auto polling
        = [&] { return client.next("server_stats").at(0)["pollingClientsCount"].toInt(-1); };
    QTRY_COMPARE(polling(), 1);
    user.post("1");
    QTRY_COMPARE(polling(), 0);
}

void tst_AdminStats::connectionsAndDisconnections()
{
    instrument({.statsInterval = 100ms});
    AdminClientByHand client(port);
    client.logIn();
    client.next("server_stats");
    {
        WsClient first(port);
        WsClient second(port);
        first.close();
        QVERIFY(first.waitForClosed());
    }
    qint64 opened = 0;
    qint64 closed = 0;
    while (opened < 2 || closed < 2) {
        const QJsonObject stats = client.next("server_stats").at(0).toObject();
        QVERIFY(!stats.isEmpty());
        opened += sum(stats, "rawConnection");
        closed += sum(stats, "rawDisconnection", "transport close");
        for (const QJsonValue &event : stats["aggregatedEvents"].toArray()) {
            QCOMPARE(event["timestamp"].toInteger() % 1000, 0);
            QVERIFY(event["count"].toInteger() > 0);
        }
    }
    QCOMPARE(opened, 2);
    QCOMPARE(closed, 2);
}

void tst_AdminStats::bytesAndPackets_data()
{
    QTest::addColumn<bool>("countsAdmins");
    QTest::newRow("all") << true;
    QTest::newRow("without admins") << false;
}

void tst_AdminStats::bytesAndPackets()
{
    QFETCH(const bool, countsAdmins);
    instrument({.statsInterval = 100ms, .countAdminTraffic = countsAdmins});
    WsClient user(port);
    user.join();
    AdminClientByHand client(port);
    client.logIn();
    client.next("server_stats");
    const Traffic before = socket->conn()->traffic();
    user.send(R"(42["hello","ä"])");
    QVERIFY(user.syncsWithNothingBetween());
    const Traffic own = TrafficMeter::difference(socket->conn()->traffic(), before);
    QCOMPARE(own.packetsIn, 2u);
    QCOMPARE(own.bytesIn, quint64(QByteArray(R"(2["hello","ä"]2999["sync"])").size()));
    QCOMPARE(own.packetsOut, 1u);
    Traffic told;
    while (told.bytesIn < own.bytesIn) {
        const QJsonObject stats = client.next("server_stats").at(0).toObject();
        QVERIFY(!stats.isEmpty());
        told.bytesIn += quint64(sum(stats, "bytesIn"));
        told.bytesOut += quint64(sum(stats, "bytesOut"));
        told.packetsIn += quint64(sum(stats, "packetsIn"));
        told.packetsOut += quint64(sum(stats, "packetsOut"));
    }
    if (countsAdmins) {
        QVERIFY(told.bytesOut > own.bytesOut); // what admins were told of it
        QVERIFY(told.packetsOut > own.packetsOut);
    } else {
        QCOMPARE(told, own);
    }
}

void tst_AdminStats::meterSumsUpBySecond()
{
    TrafficMeter meter;
    meter.start({1, 1, 1, 1});
    meter.sample(5'400, {2, 3, 10, 20}, {0, 1, 0, 5});
    meter.sample(5'900, {3, 3, 11, 20});
    meter.sample(6'000, {3, 3, 12, 20}, {0, 0, 100, 0}); // never below nothing
    meter.count(5'999, QLatin1StringView("rawDisconnection"), QLatin1StringView("forced close"));
    JsonWriter json;
    meter.take(json);
    QCOMPARE(json.takeText(),
             R"([{"timestamp":5000,"type":"packetsIn","count":2},)"
             R"({"timestamp":5000,"type":"packetsOut","count":1},)"
             R"({"timestamp":5000,"type":"bytesIn","count":10},)"
             R"({"timestamp":5000,"type":"bytesOut","count":14},)"
             R"({"timestamp":5000,"type":"rawDisconnection","subType":"forced close","count":1}])");
    JsonWriter again;
    meter.take(again);
    QCOMPARE(again.takeText(), "[]");
}

// The open packet counts, as everything that has data.
void tst_AdminStats::engineCountsTraffic()
{
    WsClient user(port);
    const QByteArray open = user.openPacket();
    QCOMPARE(io->engine()->traffic(), (Traffic{0, 1, 0, quint64(open.size() - 1)}));
    const QString id = user.join();
    const Traffic joined = io->engine()->traffic();
    QCOMPARE(joined.packetsIn, 1u);
    QCOMPARE(joined.bytesIn, 1u); // "0"
    QCOMPARE(joined.packetsOut, 2u);
    QCOMPARE(joined.bytesOut,
             quint64(open.size() - 1 + QByteArray("0{'sid':''}").size() + id.size()));
    user.close();
    QTRY_COMPARE(io->engine()->clientsCount(), 0);
    QCOMPARE(io->engine()->traffic(), joined); // it stays
}

void tst_AdminStats::engineSignalsEnds()
{
    QSignalSpy closed(io->engine(), &Engine::sessionClosed);
    PollingClient poller(port);
    QCOMPARE(io->engine()->pollingClientsCount(), 1);
    WsClient user(port);
    QCOMPARE(io->engine()->pollingClientsCount(), 1);
    QCOMPARE(io->engine()->clientsCount(), 2);
    user.close();
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(closed.at(0).at(1).value<DisconnectReason>(), DisconnectReason::TransportClose);
    io->engine()->close();
    QCOMPARE(closed.size(), 2);
    QCOMPARE(io->engine()->pollingClientsCount(), 0);
}

void tst_AdminStats::anotherEngine()
{
    instrument({.statsInterval = 100ms});
    AdminClientByHand client(port);
    client.logIn();
    Engine engine;
    io->bind(&engine);
    QVERIFY(engine.listen(QHostAddress(QHostAddress::LocalHost)));
    WsClient user(engine.serverPort());
    user.join();
    QTRY_COMPARE(client.next("server_stats").at(0)["clientsCount"].toInt(), 1);
    client.ws.close();
    user.close();
    io.reset();
}

QTEST_GUILESS_MAIN(tst_AdminStats)
#include "moc_adminserverfixture.cpp"
#include "moc_serverfixture.cpp"
#include "tst_adminstats.moc"
