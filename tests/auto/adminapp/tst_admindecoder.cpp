// SPDX-License-Identifier: MIT
#include "core/admindecoder.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QsioAdmin;

// admin.md 1.5 to 1.8, and what other servers than Node's send (1.17).
class tst_AdminDecoder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void session();
    void config();
    void socketConnected();
    void socketWithoutMost();
    void roomsOfAnyType();
    void socketUpdated();
    void socketDisconnected();
    void roomChanges();
    void events();
    void eventNames_data();
    void eventNames();
    void longEvents();
    void serverStats();
    void snapshot();
    void times_data();
    void times();
    void malformed_data();
    void malformed();
    void otherEvents();
    void oddTypes();
    void textsAreShared();

private:
    template<typename T>
    static T decoded(const char *event, const QByteArray &arguments,
                     const QList<QByteArray> &attachments = {})
    {
        AdminDecoder decoder;
        const std::optional<AdminEvent> result = decoder.decode(event, arguments, attachments);
        if (!result || !std::holds_alternative<T>(*result)) {
            QTest::qFail("not decoded", __FILE__, __LINE__);
            return {};
        }
        return std::get<T>(*result);
    }
};

void tst_AdminDecoder::session()
{
    QCOMPARE(decoded<SessionIssued>("session", "\"8a7263a84009f3ca\",\"offset\"").sessionId,
             "8a7263a84009f3ca");
}

void tst_AdminDecoder::config()
{
    const auto features = decoded<Features>(
        "config", R"({"supportedFeatures":["EMIT",7,"ALL_EVENTS"],"role":{"a":[]}},"offset")");
    QCOMPARE(features.names, QByteArrayList({"EMIT", "ALL_EVENTS"}));
}

void tst_AdminDecoder::socketConnected()
{
    const auto event = decoded<SocketConnected>("socket_connected", R"({"id":"s1","clientId":"c1",
        "transport":"polling","nsp":"/chat","data":{"user":"u","a":[1]},
        "handshake":{"address":"203.0.113.10","headers":{"cookie":"x"},"query":{"a":["1","2"]},
            "issued":1795212502608,"secure":true,"url":"/"},
        "rooms":["s1","blue"]},"2026-11-20T22:09:02.335Z","offset")");
    const SocketRow &socket = event.socket;
    QCOMPARE(socket.key.id, "s1");
    QCOMPARE(socket.key.nsp, "/chat");
    QCOMPARE(socket.clientId, "c1");
    QCOMPARE(socket.transport, "polling");
    QCOMPARE(socket.address, "203.0.113.10");
    QCOMPARE(socket.data, R"({"user":"u","a":[1]})");
    QVERIFY(socket.handshake.startsWith(R"({"address":)"));
    QVERIFY(socket.isSecure);
    QVERIFY(socket.isInOwnRoom);
    QCOMPARE(socket.rooms, QList({RoomName(QStringLiteral("blue"))}));
    QCOMPARE(socket.issuedAt, 1795212502608);
    QCOMPARE(event.at, 1795212542335);
}

// Nodes that are not instrumented do not say clientId and transport.
void tst_AdminDecoder::socketWithoutMost()
{
    const auto event = decoded<SocketConnected>("socket_connected", R"({"nsp":"/","id":"s"})");
    QVERIFY(event.socket.clientId.isEmpty());
    QVERIFY(event.socket.rooms.isEmpty());
    QVERIFY(!event.socket.isInOwnRoom);
    QCOMPARE(event.socket.data, "{}");
    QCOMPARE(event.at, 0);
}

void tst_AdminDecoder::roomsOfAnyType()
{
    const auto event = decoded<SocketConnected>(
        "socket_connected", R"({"rooms":["s",42,null,"42",""],"id":"s","nsp":"/"})");
    QStringList texts;
    QByteArrayList json;
    for (const RoomName &room : event.socket.rooms) {
        texts.append(room.text());
        json.append(room.json());
    }
    QVERIFY(event.socket.isInOwnRoom);
    QCOMPARE(texts,
             QStringList(
                 {QStringLiteral("42"), QStringLiteral("null"), QStringLiteral("42"), QString()}));
    QCOMPARE(json, QByteArrayList({"42", "null", "\"42\"", "\"\""}));
    QVERIFY(event.socket.rooms[0] != event.socket.rooms[2]);
}

void tst_AdminDecoder::socketUpdated()
{
    auto event = decoded<SocketUpdated>("socket_updated",
                                        R"({"id":"s","nsp":"/","transport":"websocket"})");
    QCOMPARE(event.transport, std::optional(QByteArray("websocket")));
    QVERIFY(!event.data);
    event
        = decoded<SocketUpdated>("socket_updated", R"({"nsp":"/","id":"s","data":{"a":1}},"off")");
    QVERIFY(!event.transport);
    QCOMPARE(event.data, std::optional(QByteArray(R"({"a":1})")));
}

void tst_AdminDecoder::socketDisconnected()
{
    const auto event = decoded<SocketDisconnected>(
        "socket_disconnected", R"("/chat","s","transport close","2026-11-20T22:09:02.335Z")");
    QCOMPARE(event.key, (SocketKey{"/chat", "s"}));
    QCOMPARE(event.reason, "transport close");
    QCOMPARE(event.at, 1795212542335);
    QCOMPARE(decoded<SocketDisconnected>("socket_disconnected", R"("/","s")").reason, "");
}

void tst_AdminDecoder::roomChanges()
{
    auto event = decoded<RoomChange>("room_joined", R"("/","blue","s",1795212542335)");
    QVERIFY(event.isJoin);
    QVERIFY(!event.isOwnRoom());
    QCOMPARE(event.room.text(), QStringLiteral("blue"));
    QCOMPARE(event.at, 1795212542335);
    event = decoded<RoomChange>("room_left", R"("/","s","s","x")");
    QVERIFY(!event.isJoin);
    QVERIFY(event.isOwnRoom());
    QCOMPARE(event.at, 0);
    QCOMPARE(decoded<RoomChange>("room_joined", R"("/",null,"s")").room.json(), "null");
}

void tst_AdminDecoder::events()
{
    auto event = decoded<Traffic>(
        "event_received", R"("/","s",["hello",{"a":1}, "x"],"2026-11-20T22:09:02.335Z","offset")");
    QVERIFY(event.isFromClient);
    QCOMPARE(event.key, (SocketKey{"/", "s"}));
    QCOMPARE(event.name, "hello");
    QCOMPARE(event.arguments, R"([{"a":1},"x"])");
    QCOMPARE(event.size, 5 + 7 + 3);
    QCOMPARE(event.at, 1795212542335);

    event = decoded<Traffic>("event_sent", R"("/","s",["bin",{"_placeholder":true,"num":0}],"t")",
                             {QByteArray("\1\2\3")});
    QVERIFY(!event.isFromClient);
    QCOMPARE(event.attachments, QList<QByteArray>({QByteArray("\1\2\3")}));
    QCOMPARE(event.size, 3 + 29 + 3);
    QCOMPARE(decoded<Traffic>("event_sent", R"("/","s",["x"])").arguments, "[]");
}

void tst_AdminDecoder::eventNames_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("empty") << QByteArray(R"([""])") << QByteArray("");
    QTest::newRow("number") << QByteArray("[42,1]") << QByteArray("42");
    QTest::newRow("escapes") << QByteArray(R"(["a\"\n"])") << QByteArray("a\"\n");
    QTest::newRow("none") << QByteArray("[]") << QByteArray("");
}

void tst_AdminDecoder::eventNames()
{
    QFETCH(const QByteArray, arguments);
    QFETCH(const QByteArray, name);
    QCOMPARE(decoded<Traffic>("event_sent", "\"/\",\"s\"," + arguments).name, name);
}

void tst_AdminDecoder::longEvents()
{
    AdminDecoder decoder;
    decoder.setMaxEventBytes(10);
    const auto result = decoder.decode("event_sent", R"("/","s",["x","123456789","y"],5)");
    const auto *event = std::get_if<Traffic>(&*result);
    QVERIFY(event);
    QVERIFY(event->isTruncated);
    QVERIFY(event->arguments.isEmpty());
    QCOMPARE(event->size, 1 + 11 + 3);
    QCOMPARE(event->at, 5);

    const auto binary = decoder.decode(
        "event_sent", R"("/","s",["x",{"_placeholder":true,"num":0}])", {QByteArray(11, 'b')});
    QVERIFY(std::get<Traffic>(*binary).isTruncated);
    QVERIFY(std::get<Traffic>(*binary).attachments.isEmpty());
}

void tst_AdminDecoder::serverStats()
{
    const auto stats = decoded<ServerStats>("server_stats", R"({"serverId":"srv-A","hostname":"vm",
        "pid":14055,"uptime":2.18,"clientsCount":6,"pollingClientsCount":1,"cpu":{"user":1},
        "aggregatedEvents":[{"timestamp":1795212542000,"type":"packetsOut","count":17},
            {"timestamp":1795212542000,"type":"rawDisconnection","subType":"transport close","count":2},
            {"count":1},7],
        "namespaces":[{"name":"/","socketsCount":4},{"socketsCount":1}]},"offset")");
    QCOMPARE(stats.serverId, "srv-A");
    QCOMPARE(stats.pid, 14055);
    QCOMPARE(stats.uptime, 2.18);
    QCOMPARE(stats.clients, std::optional(6));
    QCOMPARE(stats.pollingClients, std::optional(1));
    QCOMPARE(stats.counts.size(), 2);
    QCOMPARE(stats.counts[1].subType, "transport close");
    QCOMPARE(stats.counts[1].count, 2);
    QCOMPARE(stats.namespaces.size(), 1);
    QCOMPARE(stats.namespaces[0].sockets, 4);

    // Without an HTTP server there is nothing to count.
    const auto few
        = decoded<ServerStats>("server_stats", R"({"serverId":"s","clientsCount":null})");
    QVERIFY(!few.clients);
    const auto absurd = decoded<ServerStats>(
        "server_stats", R"({"serverId":"s","clientsCount":-1,"uptime":-5,"pid":1e300})");
    QCOMPARE(absurd.clients, std::optional(0));
    QCOMPARE(absurd.uptime, 0);
    QCOMPARE(absurd.pid, 0);
}

void tst_AdminDecoder::snapshot()
{
    AdminDecoder decoder;
    const auto result = decoder.decode(
        "all_sockets",
        R"([{"id":"a","nsp":"/"},{"id":"b"},7,{"id":"c","nsp":"/x","rooms":"none"}],"offset")");
    QVERIFY(result);
    const auto &sockets = std::get<Snapshot>(*result).sockets;
    QCOMPARE(sockets.size(), 2);
    QCOMPARE(sockets[1].key, (SocketKey{"/x", "c"}));
    QCOMPARE(decoder.malformedCount(), 2); // the rest of the list is good
    QVERIFY(!decoder.lastProblem().isEmpty());
    QVERIFY(std::get<Snapshot>(*decoder.decode("all_sockets", "[]")).sockets.empty());
}

void tst_AdminDecoder::times_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("time");
    QTest::newRow("Node") << QByteArray("2026-11-20T22:09:02.335Z") << Q_INT64_C(1795212542335);
    QTest::newRow("Python") << QByteArray("2026-11-20T22:09:02.335999Z")
                            << Q_INT64_C(1795212542336);
    QTest::newRow("seconds") << QByteArray("2026-11-20T22:09:02Z") << Q_INT64_C(1795212542000);
    QTest::newRow("offset") << QByteArray("2026-11-21T00:09:02.335+02:00")
                            << Q_INT64_C(1795212542335);
    QTest::newRow("no zone") << QByteArray("2026-11-20T22:09:02.335") << Q_INT64_C(1795212542335);
    QTest::newRow("before 1970") << QByteArray("1969-12-31T23:59:59.999Z") << Q_INT64_C(-1);
    QTest::newRow("leap day") << QByteArray("2024-02-29T00:00:00.000Z") << Q_INT64_C(1709164800000);
    QTest::newRow("no such day") << QByteArray("2026-02-30T00:00:00.000Z") << Q_INT64_C(0);
    QTest::newRow("no digits") << QByteArray("2026-11-20T22:0x:02.335Z") << Q_INT64_C(0);
    QTest::newRow("empty") << QByteArray("") << Q_INT64_C(0);
    QTest::newRow("long") << QByteArray(100'000, '2') << Q_INT64_C(0);
}

void tst_AdminDecoder::times()
{
    QFETCH(const QByteArray, text);
    QTEST(AdminDecoder::parseTime(text), "time");
}

void tst_AdminDecoder::malformed_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("arguments");
    const auto row = [](const char *event, const char *arguments) {
        QTest::addRow("%s %s", event, arguments) << QByteArray(event) << QByteArray(arguments);
    };
    for (const char *event :
         {"session", "config", "server_stats", "all_sockets", "socket_connected", "socket_updated",
          "socket_disconnected", "room_joined", "room_left", "event_received", "event_sent"}) {
        for (const char *arguments :
             {"", "null", "7", "[", "{\"id\":", "\"\"", ",", "{}x", "\"/\""}) {
            if (qstrcmp(event, "session") != 0 || qstrcmp(arguments, "\"/\"") != 0)
                row(event, arguments);
        }
    }
    row("socket_connected", R"({"id":"","nsp":"/"})");
    row("socket_connected", R"({"id":1,"nsp":"/"})");
    row("socket_updated", R"({"id":"a"})");
    row("socket_disconnected", R"("/",null)");
    row("room_joined", R"("/","r")");
    row("room_joined", R"(null,"r","s")");
    row("event_sent", R"("/","s")");
    row("event_sent", R"("/","s","hello")");
    row("event_sent", R"("/","s",["hello")");
    row("server_stats", R"({"hostname":"vm"})");
    row("all_sockets", R"([{"id":"a","nsp":"/"},)");
}

void tst_AdminDecoder::malformed()
{
    QFETCH(const QByteArray, event);
    QFETCH(const QByteArray, arguments);
    AdminDecoder decoder;
    const auto result = decoder.decode(event, arguments);
    // An object without anything in it is a configuration without features.
    if (event == "config" && arguments == "{}x") {
        QVERIFY(result);
        return;
    }
    QVERIFY(!result);
    QCOMPARE(decoder.malformedCount(), 1);
    QVERIFY(decoder.lastProblem().contains(QString::fromLatin1(event)) || event == "all_sockets");
    QCOMPARE(decoder.unknownCount(), 0);
}

void tst_AdminDecoder::otherEvents()
{
    AdminDecoder decoder;
    QVERIFY(!decoder.decode("to-admins", "1"));
    QVERIFY(!decoder.decode("", ""));
    QCOMPARE(decoder.unknownCount(), 2);
    QCOMPARE(decoder.malformedCount(), 0);
}

// Values of wrong types are as good as missing, and never the end.
void tst_AdminDecoder::oddTypes()
{
    const QByteArrayList values
        = {"null", "7", "\"x\"", "[]", "{}", "[1,[2]]", "{\"a\":{}}", "true"};
    const QByteArrayList members
        = {"clientId", "transport", "data", "handshake", "rooms", "serverId", "foreign"};
    for (const QByteArray &member : members) {
        for (const QByteArray &value : values) {
            const QByteArray json = "{\"" + member + "\":" + value + R"(,"id":"s","nsp":"/"})";
            AdminDecoder decoder;
            QVERIFY2(decoder.decode("socket_connected", json), json);
            QVERIFY2(decoder.decode("all_sockets", '[' + json + ']'), json);
            QVERIFY2(decoder.decode("socket_updated", json), json);
        }
    }
    for (const char *member : {"address", "issued", "secure", "headers"}) {
        for (const QByteArray &value : values) {
            const QByteArray json = R"({"id":"s","nsp":"/","handshake":{")" + QByteArray(member)
                + "\":" + value + "}}";
            AdminDecoder decoder;
            QVERIFY2(decoder.decode("socket_connected", json), json);
        }
    }
}

void tst_AdminDecoder::textsAreShared()
{
    AdminDecoder decoder;
    const auto read = [&decoder](const QByteArray &id) {
        return std::get<RoomChange>(
            *decoder.decode("room_joined", R"("/chat","blue",")" + id + '"'));
    };
    const RoomChange first = read("a");
    const RoomChange second = read("b");
    QCOMPARE(static_cast<const void *>(first.key.nsp.constData()),
             static_cast<const void *>(second.key.nsp.constData()));

    StringPool pool;
    const QByteArray kept = pool.intern("kept");
    for (int i = 0; i < 10'000; ++i)
        (void)pool.intern(QByteArray::number(i));
    QVERIFY(pool.size() <= 4097); // what nobody uses has gone
    QCOMPARE(static_cast<const void *>(pool.intern("kept").constData()),
             static_cast<const void *>(kept.constData()));
}

QTEST_GUILESS_MAIN(tst_AdminDecoder)
#include "tst_admindecoder.moc"
