// SPDX-License-Identifier: MIT
#include "protocol3fixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_JsonpPolling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void handshake_data();
    void handshake();
    void theHandshakesIndexCounts();
    void noJsonpWithoutIndexInTheHandshake();
    void binaryIsBase64_data();
    void binaryIsBase64();
    void post_data();
    void post();
    void malformedPost_data();
    void malformedPost();
    void octetStream();
    void limitIsThatOfTheRawBody();
    void closing();
    void overlappingGets();
    void upgrade();
};

// The protocol's version as a row.
static void addProtocols()
{
    QTest::addColumn<int>("protocol");
    QTest::newRow("protocol 4") << 4;
    QTest::newRow("protocol 3") << 3;
}

static QByteArray target(int protocol, const QByteArray &extra)
{
    return protocol == 3 ? Protocol3Fixture::polling3(extra) : EngineFixture::polling(extra);
}

// Opens a session with the index 7; returns "&sid=...".
static QByteArray open(Protocol3Fixture &fixture, RawHttpClient &client, int protocol = 4)
{
    if (client.get(target(protocol, "&j=7")).status != 200)
        return {};
    return fixture.sid();
}

void tst_JsonpPolling::handshake_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("digits");
    for (const int protocol : {3, 4}) {
        const auto row
            = [protocol](const char *name, const QByteArray &query, const QByteArray &digits) {
                  QTest::addRow("%s, protocol %d", name, protocol) << protocol << query << digits;
              };
        row("usual", "&j=0", "0");
        row("several digits", "&j=42", "42");
        row("empty", "&j=", "");
        row("no value", "&j", "");
        row("script", "&j=1];alert(2);//", "12");
        row("base64", "&j=5&b64=1", "5");
    }
}

void tst_JsonpPolling::handshake()
{
    QFETCH(const int, protocol);
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, digits);
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const RawResponse response = client.get(target(protocol, query));
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Content-Type"), QByteArray("text/plain; charset=UTF-8"));
    const QByteArray id = fixture.session->id().toLatin1();
    const QByteArray length = protocol == 3 ? "118:" : "";
    QCOMPARE(response.body,
             "___eio[" + digits + "](\"" + length + R"(0{\"sid\":\")" + id
                 + R"(\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,)"
                   R"(\"pingTimeout\":20000,\"maxPayload\":1000000}");)");
    QCOMPARE(response.header("Content-Length"), QByteArray::number(response.body.size()));
}

void tst_JsonpPolling::theHandshakesIndexCounts()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = open(fixture, client);
    fixture.session->sendText("\"\u2028\u2029");
    fixture.session->sendText("b");
    QCOMPARE(client.get(EngineFixture::polling(sid + "&j=8")).body,
             QByteArray(R"(___eio[7]("4\"\u2028\u2029\u001e4b");)"));
    fixture.session->sendText("c");
    QCOMPARE(client.get(EngineFixture::polling(sid)).body, QByteArray(R"(___eio[7]("4c");)"));
}

void tst_JsonpPolling::noJsonpWithoutIndexInTheHandshake()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.EngineFixture::open(client);
    fixture.session->sendText("a");
    QCOMPARE(client.get(EngineFixture::polling(sid + "&j=8")).body, QByteArray("4a"));
    QCOMPARE(client.post(EngineFixture::polling(sid + "&j=8"), "4b").body, QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, QByteArrayList{"b"});
}

void tst_JsonpPolling::binaryIsBase64_data()
{
    addProtocols();
}

// Also where the client of protocol 3 does not ask for it: bytes cannot be in a script.
void tst_JsonpPolling::binaryIsBase64()
{
    QFETCH(const int, protocol);
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = open(fixture, client, protocol);
    fixture.session->sendBinary(QByteArray::fromHex("01020304"));
    const RawResponse response = client.get(target(protocol, sid));
    const QByteArray packet = protocol == 3 ? "10:b4AQIDBA==" : "bAQIDBA==";
    QCOMPARE(response.body, "___eio[7](\"" + packet + "\");");
    QCOMPARE(response.header("Content-Type"), QByteArray("text/plain; charset=UTF-8"));
}

void tst_JsonpPolling::post_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArrayList>("messages");
    const auto row = [](const char *name, int protocol, const QByteArray &body,
                        const QByteArrayList &messages) {
        QTest::newRow(name) << protocol << body << messages;
    };
    row("one", 4, "d=4hello", {"hello"});
    row("several", 4, "d=4a+b%1E4%E2%82%AC%1EbAQI=", {"a b", "€", "b:0102"});
    row("newlines", 4, R"(d=4a\nb\\nc)", {"a\nb\\nc"});
    row("invalid UTF-8", 4, "d=4a%ffb",
        {"a\xef\xbf\xbd"
         "b"});
    row("protocol 3", 3, "d=2%3A4a10:b4AQIDBA==", {"a", "b:01020304"});
    row("protocol 3: a newline is one character", 3, R"(d=4:4a\nb2:4c)", {"a\nb", "c"});
    row("protocol 3: trap 34", 3, "d=3:4%F0%9F%98%80", {"😀"});
    row("no field d is ignored", 4, "4hello", {});
    row("nothing is ignored", 4, "", {});
    row("protocol 3: no field d is ignored", 3, "a=2:4a", {});
}

void tst_JsonpPolling::post()
{
    QFETCH(const int, protocol);
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArrayList, messages);
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = open(fixture, client, protocol);
    const RawResponse response = client.post(target(protocol, sid), body,
                                             "Content-Type: application/x-www-form-urlencoded\r\n");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Content-Type"), QByteArray("text/html"));
    QCOMPARE(response.body, QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, messages);
    QCOMPARE(fixture.session->state(), Session::State::Open);
}

void tst_JsonpPolling::malformedPost_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<QByteArray>("body");
    for (const int protocol : {3, 4}) {
        QTest::addRow("empty, protocol %d", protocol) << protocol << QByteArray("d=");
        QTest::addRow("garbage, protocol %d", protocol) << protocol << QByteArray("d=abc");
    }
}

void tst_JsonpPolling::malformedPost()
{
    QFETCH(const int, protocol);
    QFETCH(const QByteArray, body);
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = open(fixture, client, protocol);
    QCOMPARE(client.post(target(protocol, sid), body).body, QByteArray("ok"));
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("parse error"));
}

// In protocol 3 the type is allowed, but there is no form in such a body.
void tst_JsonpPolling::octetStream()
{
    const QByteArray header = "Content-Type: application/octet-stream\r\n";
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    QByteArray sid = open(fixture, client, 3);
    QCOMPARE(client.post(target(3, sid), "d=2:4a", header).body, QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, QByteArrayList());
    QCOMPARE(fixture.sink.closedCount, 0);

    sid = open(fixture, client, 4);
    QCOMPARE(client.post(target(4, sid), "d=4a", header).status, 400);
    QCOMPARE(fixture.sink.description, QStringLiteral("invalid content"));
}

void tst_JsonpPolling::limitIsThatOfTheRawBody()
{
    ServerOptions options;
    options.maxHttpBufferSize = 20;
    Protocol3Fixture fixture(options);
    RawHttpClient client(fixture.port());
    const QByteArray sid = open(fixture, client);
    QCOMPARE(client.post(target(4, sid), "d=%34" + QByteArray("%61").repeated(5)).body,
             QByteArray("ok"));
    QCOMPARE(client.post(target(4, sid), "d=%34" + QByteArray("%61").repeated(5) + "a").status,
             413);
    QCOMPARE(fixture.sink.messages, QByteArrayList{"aaaaa"});
    QCOMPARE(fixture.session->state(), Session::State::Open);
}

void tst_JsonpPolling::closing()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = open(fixture, client);
    fixture.session->close();
    QCOMPARE(client.get(target(4, sid)).body, QByteArray(R"(___eio[7]("6\u001e1");)"));
    QCOMPARE(fixture.sink.closedReason, QByteArray("forced close"));
}

void tst_JsonpPolling::overlappingGets()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    RawHttpClient second(fixture.port());
    const QByteArray sid = open(fixture, client, 3);
    client.send(RawHttpClient::getRequest(target(3, sid)));
    QTRY_VERIFY(fixture.session->isWritable());
    QCOMPARE(second.get(target(3, sid)).status, 400);
    QCOMPARE(client.receive().body, QByteArray(R"(___eio[7]("1:1");)"));
}

void tst_JsonpPolling::upgrade()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = open(fixture, client);
    RawWebSocket socket(fixture.port(), EngineFixture::webSocket(sid + "&j=7"));
    socket.sendText("2probe");
    QCOMPARE(socket.receiveText(), QByteArray("3probe"));
    socket.sendText("5");
    QTRY_VERIFY(fixture.session->isUpgraded());
    fixture.session->sendText("\"");
    QCOMPARE(socket.receiveText(), QByteArray("4\""));
}

QTEST_GUILESS_MAIN(tst_JsonpPolling)
#include "tst_jsonppolling.moc"
