// SPDX-License-Identifier: MIT
#include "codec/enginecodecv4_p.h"
#include "protocol3fixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

// What Engine.IO 3 sends over polling and WebSocket.
class tst_Protocol3Messages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void trap34_textPayload();
    void trap35_binaryPayload();
    void textAloneIsNoBinaryPayload();
    void base64Payload();
    void postText_data();
    void postText();
    void postBytes_data();
    void postBytes();
    void postOfABase64Client();
    void octetStreamWithParametersIsText();
    void malformedPayload_data();
    void malformedPayload();
    void trap15_bodyOverLimit();
    void closePacketReleasesTheGet();
    void politeClose();
    void overlappingGets();
    void closingEngine();

    void webSocketReceives_data();
    void webSocketReceives();
    void malformedMessage_data();
    void malformedMessage();
    void trap22_closePacketIsIgnored();
    void trap35_webSocketSends();
    void webSocketBase64();
    void sharedFrame();
};

static const QByteArray &octetStream()
{
    static const QByteArray header = "Content-Type: application/octet-stream\r\n";
    return header;
}

static QByteArray bytes(const char *hex)
{
    return QByteArray::fromHex(hex);
}

// ---- Polling

void tst_Protocol3Messages::trap34_textPayload()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open3(client);
    fixture.session->sendText("😀");
    fixture.session->sendText("€é😀");
    fixture.session->sendText({});
    const RawResponse response = client.get(Protocol3Fixture::polling3(sid));
    QCOMPARE(response.body, QByteArray("3:4😀5:4€é😀1:4"));
    QCOMPARE(response.header("Content-Type"), QByteArray("text/plain; charset=UTF-8"));
}

void tst_Protocol3Messages::trap35_binaryPayload()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open3(client);
    fixture.session->sendText("€");
    fixture.session->sendBinary(bytes("01020304"));
    const RawResponse response = client.get(Protocol3Fixture::polling3(sid));
    QCOMPARE(response.body.toHex(' '), QByteArray("00 04 ff 34 e2 82 ac 01 05 ff 04 01 02 03 04"));
    QCOMPARE(response.header("Content-Type"), QByteArray("application/octet-stream"));
    QCOMPARE(response.header("Content-Length"), QByteArray("15"));
    QCOMPARE(response.header("cache-control"), QByteArray("no-store"));
}

void tst_Protocol3Messages::textAloneIsNoBinaryPayload()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open3(client);
    fixture.session->sendBinary("\x01");
    QCOMPARE(client.get(Protocol3Fixture::polling3(sid)).body, bytes("0102ff0401"));
    fixture.session->sendText("a");
    QCOMPARE(client.get(Protocol3Fixture::polling3(sid)).body, QByteArray("2:4a"));
}

void tst_Protocol3Messages::base64Payload()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open3(client, "&b64=1");
    fixture.session->sendText("hello");
    fixture.session->sendBinary(bytes("01020304"));
    // The handshake's b64 counts, not that of later requests.
    const RawResponse response = client.get(Protocol3Fixture::polling3(sid));
    QCOMPARE(response.body, QByteArray("6:4hello10:b4AQIDBA=="));
    QCOMPARE(response.header("Content-Type"), QByteArray("text/plain; charset=UTF-8"));
}

void tst_Protocol3Messages::postText_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArrayList>("messages");
    QTest::newRow("one") << QByteArray("6:4hello") << QByteArrayList{"hello"};
    QTest::newRow("several") << QByteArray("2:4a3:4bc2:4d") << QByteArrayList{"a", "bc", "d"};
    QTest::newRow("trap 34: UTF-16 units")
        << QByteArray("3:4😀5:4€é😀") << QByteArrayList{"😀", "€é😀"};
    QTest::newRow("base64") << QByteArray("10:b4AQIDBA==2:4a") << QByteArrayList{"b:01020304", "a"};
    QTest::newRow("trap 25: no data") << QByteArray("1:4") << QByteArrayList{"<null>"};
    QTest::newRow("nothing but a zero length") << QByteArray("0:") << QByteArrayList();
    QTest::newRow("zero length between") << QByteArray("2:4a0:2:4b") << QByteArrayList{"a", "b"};
    QTest::newRow("separator of protocol 4 is text") << QByteArray("5:4a\x1e"
                                                                   "4b")
                                                     << QByteArrayList{"a\x1e"
                                                                       "4b"};
    QTest::newRow("noop, open and upgrade are ignored")
        << QByteArray("1:61:01:52:4a") << QByteArrayList{"a"};
    QTest::newRow("invalid UTF-8") << QByteArray("4:4a\xff"
                                                 "b")
                                   << QByteArrayList{"a\xef\xbf\xbd"
                                                     "b"};
}

void tst_Protocol3Messages::postText()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArrayList, messages);
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open3(client);
    QCOMPARE(client.post(Protocol3Fixture::polling3(sid), body).body, QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, messages);
    QCOMPARE(fixture.session->state(), Session::State::Open);
}

void tst_Protocol3Messages::postBytes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArrayList>("messages");
    QTest::newRow("trap 35: text and binary")
        << bytes("0004ff34e282ac 0105ff0401020304") << QByteArrayList{"€", "b:01020304"};
    QTest::newRow("empty binary") << bytes("0101ff04") << QByteArrayList{"b:"};
    QTest::newRow("unknown binary type is ignored")
        << bytes("0102ff0901 0002ff3461") << QByteArrayList{"a"};
    QTest::newRow("lone surrogate") << bytes("0004ff34eda080") << QByteArrayList{"\xef\xbf\xbd"};
    QTest::newRow("nothing") << QByteArray() << QByteArrayList();
}

void tst_Protocol3Messages::postBytes()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArrayList, messages);
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open3(client);
    const RawResponse response = client.post(Protocol3Fixture::polling3(sid), body, octetStream());
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body, QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, messages);
    QCOMPARE(fixture.session->state(), Session::State::Open);
}

void tst_Protocol3Messages::postOfABase64Client()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open3(client, "&b64=1");
    const QByteArray body = bytes("0103ff04ff00");
    QCOMPARE(client.post(Protocol3Fixture::polling3(sid), body, octetStream()).body,
             QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, QByteArrayList{"b:ff00"});
}

void tst_Protocol3Messages::octetStreamWithParametersIsText()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open3(client);
    QCOMPARE(client
                 .post(Protocol3Fixture::polling3(sid), "2:4x",
                       "Content-Type: application/octet-stream; a=b\r\n")
                 .body,
             QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, QByteArrayList{"x"});
}

void tst_Protocol3Messages::malformedPayload_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isBytes");
    QTest::addColumn<QByteArrayList>("messages");
    const auto text = [](const char *name, const QByteArray &body, const QByteArrayList &before) {
        QTest::newRow(name) << body << false << before;
    };
    text("empty body", "", {});
    text("empty length", "2:4a:4b", {"a"});
    text("no number", "abc:4a", {});
    text("content too short", "2:4a9:4b", {"a"});
    text("trailing characters", "2:4axyz", {"a"});
    text("unknown type", "2:4a2:7b2:4c", {"a"});
    text("protocol 4", "4hello", {});
    text("trap 34: bytes instead of UTF-16 units", "4:4€", {});
    const auto binary = [](const char *name, const char *hex, const QByteArrayList &before) {
        QTest::newRow(name) << bytes(hex) << true << before;
    };
    binary("invalid UTF-8", "0002ff3461 0002ff34ff 0002ff3462", {"a"});
    binary("binary content too short", "0002ff3461 0109ff04", {"a"});
    binary("text in octet-stream", "363a3468656c6c6f", {});
    binary("unknown type of text", "0001ff37", {});
}

void tst_Protocol3Messages::malformedPayload()
{
    QFETCH(const QByteArray, body);
    QFETCH(const bool, isBytes);
    QFETCH(const QByteArrayList, messages);
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    RawHttpClient poller(fixture.port());
    const QByteArray target = Protocol3Fixture::polling3(fixture.open3(client));
    poller.send(RawHttpClient::getRequest(target));
    QTRY_VERIFY(fixture.session->isWritable());
    QCOMPARE(client.post(target, body, isBytes ? octetStream() : QByteArray()).body,
             QByteArray("ok"));
    QCOMPARE(poller.receive().body, QByteArray("1:1"));
    QCOMPARE(fixture.sink.messages, messages);
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("parse error"));
}

void tst_Protocol3Messages::trap15_bodyOverLimit()
{
    ServerOptions options;
    options.maxHttpBufferSize = 10;
    Protocol3Fixture fixture(options);
    RawHttpClient client(fixture.port());
    const QByteArray target = Protocol3Fixture::polling3(fixture.open3(client));
    const QByteArray body = bytes("0107ff 04010203040506");
    QCOMPARE(client.post(target, body, octetStream()).body, QByteArray("ok"));
    QCOMPARE(client.post(target, body + '\0', octetStream()).status, 413);
    QCOMPARE(fixture.sink.messages, QByteArrayList{"b:010203040506"});
    QCOMPARE(fixture.session->state(), Session::State::Open);
}

void tst_Protocol3Messages::closePacketReleasesTheGet()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    RawHttpClient poller(fixture.port());
    const QByteArray target = Protocol3Fixture::polling3(fixture.open3(client));
    poller.send(RawHttpClient::getRequest(target));
    QTRY_VERIFY(fixture.session->isWritable());
    QCOMPARE(client.post(target, "1:1").body, QByteArray("ok"));
    QCOMPARE(poller.receive().body, QByteArray("1:6"));
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport close"));
    QCOMPARE(client.get(target).body, QByteArray(R"({"code":1,"message":"Session ID unknown"})"));
}

void tst_Protocol3Messages::politeClose()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray target = Protocol3Fixture::polling3(fixture.open3(client));
    fixture.session->close();
    QCOMPARE(fixture.sink.closedCount, 0);
    QCOMPARE(client.get(target).body, QByteArray("1:61:1"));
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("forced close"));
}

void tst_Protocol3Messages::overlappingGets()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    RawHttpClient second(fixture.port());
    const QByteArray target = Protocol3Fixture::polling3(fixture.open3(client));
    client.send(RawHttpClient::getRequest(target));
    QTRY_VERIFY(fixture.session->isWritable());
    QCOMPARE(second.get(target).status, 400);
    QCOMPARE(client.receive().body, QByteArray("1:1"));
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport error"));
}

void tst_Protocol3Messages::closingEngine()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray target = Protocol3Fixture::polling3(fixture.open3(client));
    client.send(RawHttpClient::getRequest(target));
    QTRY_VERIFY(fixture.session->isWritable());
    fixture.engine->close();
    QCOMPARE(client.receive().body, QByteArray("1:1")); // trap 33
}

// ---- WebSocket

void tst_Protocol3Messages::webSocketReceives_data()
{
    QTest::addColumn<int>("opcode");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArrayList>("messages");
    const int text = RawFrame::Text;
    const int binary = RawFrame::Binary;
    QTest::newRow("text") << text << QByteArray("4hello") << QByteArrayList{"hello"};
    QTest::newRow("a payload is text") << text << QByteArray("42:4a") << QByteArrayList{"2:4a"};
    QTest::newRow("trap 25: no data") << text << QByteArray("4") << QByteArrayList{"<null>"};
    QTest::newRow("trap 35: binary") << binary << bytes("0401ff") << QByteArrayList{"b:01ff"};
    QTest::newRow("binary without data") << binary << bytes("04") << QByteArrayList{"b:"};
    QTest::newRow("base64") << text << QByteArray("b4AQID") << QByteArrayList{"b:010203"};
    QTest::newRow("unknown binary type is ignored") << binary << bytes("0901") << QByteArrayList();
    QTest::newRow("digit for a type is ignored")
        << binary << QByteArray("4hello") << QByteArrayList();
    QTest::newRow("empty binary is ignored") << binary << QByteArray() << QByteArrayList();
    QTest::newRow("binary close is ignored") << binary << bytes("01") << QByteArrayList();
    QTest::newRow("open") << text << QByteArray("0") << QByteArrayList();
    QTest::newRow("upgrade") << text << QByteArray("5") << QByteArrayList();
    QTest::newRow("noop") << text << QByteArray("6") << QByteArrayList();
}

void tst_Protocol3Messages::webSocketReceives()
{
    QFETCH(const int, opcode);
    QFETCH(const QByteArray, payload);
    QFETCH(QByteArrayList, messages);
    Protocol3Fixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open3(socket));
    socket.sendFrame(opcode, payload);
    socket.sendText("4last");
    messages.append("last");
    QTRY_COMPARE(fixture.sink.messages, messages);
}

void tst_Protocol3Messages::malformedMessage_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("unknown type") << QByteArray("7");
    QTest::newRow("letter") << QByteArray("abc");
    QTest::newRow("empty") << QByteArray();
}

void tst_Protocol3Messages::malformedMessage()
{
    QFETCH(const QByteArray, text);
    Protocol3Fixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open3(socket));
    socket.sendText(text);
    QCOMPARE(socket.receive().opcode, int(RawFrame::Close));
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("parse error"));
}

void tst_Protocol3Messages::trap22_closePacketIsIgnored()
{
    Protocol3Fixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open3(socket));
    socket.sendText("1");
    socket.sendText("4x");
    QTRY_COMPARE(fixture.sink.messages, QByteArrayList{"x"});
    QCOMPARE(fixture.session->state(), Session::State::Open);
}

void tst_Protocol3Messages::trap35_webSocketSends()
{
    Protocol3Fixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open3(socket));
    fixture.session->sendText("€é😀");
    QCOMPARE(socket.receiveText(), QByteArray("4€é😀"));
    for (const QByteArray &data : {bytes("0001ff"), QByteArray(""), QByteArray(100'000, 'x')}) {
        fixture.session->sendBinary(data);
        const RawFrame frame = socket.receive();
        QCOMPARE(frame.opcode, int(RawFrame::Binary));
        QCOMPARE(frame.payload, '\x04' + data);
    }
}

void tst_Protocol3Messages::webSocketBase64()
{
    Protocol3Fixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open3(socket, "&b64=1"));
    fixture.session->sendBinary(bytes("01020304"));
    QCOMPARE(socket.receiveText(), QByteArray("b4AQIDBA=="));
    socket.sendBinary(bytes("0405"));
    QTRY_COMPARE(fixture.sink.messages, QByteArrayList{"b:05"});
}

// One packet for everybody has its frame for protocol 4 with it. Text looks the same in both.
void tst_Protocol3Messages::sharedFrame()
{
    Protocol3Fixture fixture;
    EnginePacket text;
    text.data = "to everybody";
    text.webSocketFrame = EngineCodecV4::webSocketFrame(text);
    EnginePacket binary;
    binary.isBinary = true;
    binary.data = bytes("0102");
    binary.webSocketFrame = EngineCodecV4::webSocketFrame(binary);

    RawWebSocket current;
    RawWebSocket old;
    RawWebSocket oldBase64;
    QVERIFY(fixture.open(current));
    const QPointer<Session> currentSession = fixture.session;
    QVERIFY(fixture.open3(old));
    const QPointer<Session> oldSession = fixture.session;
    QVERIFY(fixture.open3(oldBase64, "&b64=1"));
    const QPointer<Session> oldBase64Session = fixture.session;
    for (const QPointer<Session> &session : {currentSession, oldSession, oldBase64Session}) {
        session->sendPacket(text);
        session->sendPacket(binary);
    }
    for (RawWebSocket *socket : {&current, &old, &oldBase64})
        QCOMPARE(socket->receiveText(), QByteArray("4to everybody"));
    QCOMPARE(current.receive().payload, bytes("0102"));
    QCOMPARE(old.receive().payload, bytes("040102"));
    QCOMPARE(oldBase64.receiveText(), QByteArray("b4AQI="));
}

QTEST_GUILESS_MAIN(tst_Protocol3Messages)
#include "tst_protocol3messages.moc"
