// SPDX-License-Identifier: MIT
#include "codec/enginecodecv4_p.h"
#include "enginefixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_WebSocketTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void trap8_handshake();
    void receives_data();
    void receives();
    void pipelinedBehindTheHandshake();
    void trap22_closePacketIsIgnored();
    void trap24_base64();
    void trap24_sharedFrameIsNotForBase64Clients();
    void sends();
    void sharedFrame();
    void trap31_messageOverLimit();
    void limitItself();
    void trap32_closeFrameWithoutCode();
    void packetsOfATurnArriveTogether();
    void onlyTheFirstPacketOfATurnFindsItWritable();
    void breaches_data();
    void breaches();
    void peerCloses();
    void connectionIsLost();
    void slowReaderIsClosed();
    void transportPollingInAWebSocket();
    void badOpeningHandshake_data();
    void badOpeningHandshake();
};

void tst_WebSocketTransport::trap8_handshake()
{
    EngineFixture fixture;
    RawWebSocket socket(fixture.port(), EngineFixture::webSocket());
    QVERIFY(socket.isOpen());
    const QByteArray expected = "0{\"sid\":\"" + fixture.session->id().toLatin1()
        + "\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,"
          "\"maxPayload\":1000000}";
    QCOMPARE(socket.receiveText(), expected);
    QCOMPARE(fixture.session->transportName(), QStringLiteral("websocket"));
    QVERIFY(!fixture.session->isUpgraded());
    QCOMPARE(fixture.session->protocol(), 4);
}

void tst_WebSocketTransport::receives_data()
{
    QTest::addColumn<int>("opcode");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArrayList>("messages");
    QTest::newRow("text") << int(RawFrame::Text) << QByteArray("4hello") << QByteArrayList{"hello"};
    QTest::newRow("separator is text") << int(RawFrame::Text)
                                       << QByteArray("4a\x1e"
                                                     "4b")
                                       << QByteArrayList{"a\x1e"
                                                         "4b"};
    QTest::newRow("trap 25: no data")
        << int(RawFrame::Text) << QByteArray("4") << QByteArrayList{"<null>"};
    QTest::newRow("binary") << int(RawFrame::Binary) << QByteArray("\x04\x00\xff", 3)
                            << QByteArrayList{"b:0400ff"};
    QTest::newRow("empty binary") << int(RawFrame::Binary) << QByteArray() << QByteArrayList{"b:"};
    QTest::newRow("trap 24: base64 in text")
        << int(RawFrame::Text) << QByteArray("bAQID") << QByteArrayList{"b:010203"};
    QTest::newRow("open") << int(RawFrame::Text) << QByteArray("0") << QByteArrayList();
    QTest::newRow("upgrade") << int(RawFrame::Text) << QByteArray("5") << QByteArrayList();
    QTest::newRow("noop") << int(RawFrame::Text) << QByteArray("6") << QByteArrayList();
}

void tst_WebSocketTransport::receives()
{
    QFETCH(const int, opcode);
    QFETCH(const QByteArray, payload);
    QFETCH(QByteArrayList, messages);
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    socket.sendFrame(opcode, payload);
    socket.sendText("4last");
    messages.append("last");
    QTRY_COMPARE(fixture.sink.messages, messages);
}

// What the client sends without waiting for the 101 is not lost to the connection's handlers.
void tst_WebSocketTransport::pipelinedBehindTheHandshake()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    client.send(RawHttpClient::webSocketRequest(EngineFixture::webSocket())
                + RawWebSocket::maskedFrame(RawFrame::Text, "4early"));
    QTRY_COMPARE(fixture.sink.messages, QByteArrayList{"early"});
}

void tst_WebSocketTransport::trap22_closePacketIsIgnored()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    QSignalSpy packets(fixture.session, &Session::packetReceived);
    socket.sendText("1");
    socket.sendText("4x");
    QTRY_COMPARE(fixture.sink.messages, QByteArrayList{"x"});
    QCOMPARE(packets.count(), 2);
    QCOMPARE(packets.at(0).at(0).value<EnginePacket>().type, EnginePacket::Type::Close);
    QCOMPARE(fixture.session->state(), Session::State::Open);
}

void tst_WebSocketTransport::trap24_base64()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket, "&b64=1"));
    fixture.session->sendBinary(QByteArray("\x01\x02\x03\x04", 4));
    QCOMPARE(socket.receiveText(), QByteArray("bAQIDBA=="));
    socket.sendBinary("\x05");
    QTRY_COMPARE(fixture.sink.messages, QByteArrayList{"b:05"});
}

static EnginePacket framed(const EnginePacket &packet)
{
    EnginePacket result = packet;
    result.webSocketFrame = EngineCodecV4::webSocketFrame(packet);
    return result;
}

void tst_WebSocketTransport::trap24_sharedFrameIsNotForBase64Clients()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket, "&b64=1"));
    EnginePacket packet;
    packet.isBinary = true;
    packet.data = QByteArray("\x01\x02\x03", 3);
    fixture.session->sendPacket(framed(packet));
    QCOMPARE(socket.receiveText(), QByteArray("bAQID"));
}

void tst_WebSocketTransport::sends()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    fixture.session->sendText("€é😀");
    QCOMPARE(socket.receiveText(), QByteArray("4€é😀"));
    fixture.session->sendText({});
    QCOMPARE(socket.receiveText(), QByteArray("4"));
    fixture.session->sendBinary(QByteArray("\x00\x01", 2));
    const RawFrame frame = socket.receive();
    QCOMPARE(frame.opcode, int(RawFrame::Binary));
    QCOMPARE(frame.payload, QByteArray("\x00\x01", 2));
    const QByteArray large(100'000, 'x');
    fixture.session->sendText(large);
    QCOMPARE(socket.receiveText(), '4' + large);
}

void tst_WebSocketTransport::sharedFrame()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    EnginePacket packet;
    packet.data = "to everybody";
    fixture.session->sendPacket(framed(packet));
    QCOMPARE(socket.receiveText(), QByteArray("4to everybody"));
}

void tst_WebSocketTransport::trap31_messageOverLimit()
{
    ServerOptions options;
    options.maxHttpBufferSize = 100;
    EngineFixture fixture(options);
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    socket.sendText('4' + QByteArray(100, 'x'));
    const RawFrame frame = socket.receive();
    QCOMPARE(frame.opcode, int(RawFrame::Close));
    QCOMPARE(frame.closeCode(), 1009);
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport error"));
    QVERIFY(!fixture.sink.description.isEmpty());
    QCOMPARE(fixture.sink.messages, QByteArrayList());
}

void tst_WebSocketTransport::limitItself()
{
    ServerOptions options;
    options.maxHttpBufferSize = 100;
    EngineFixture fixture(options);
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    socket.sendText('4' + QByteArray(99, 'x'));
    QTRY_COMPARE(fixture.sink.messages, QByteArrayList{QByteArray(99, 'x')});
}

void tst_WebSocketTransport::trap32_closeFrameWithoutCode()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    fixture.session->sendText("last words");
    fixture.session->sendText("really");
    fixture.session->close();
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("forced close"));
    QCOMPARE(socket.receiveText(), QByteArray("4last words"));
    QCOMPARE(socket.receiveText(), QByteArray("4really"));
    const RawFrame frame = socket.receive();
    QCOMPARE(frame.opcode, int(RawFrame::Close));
    QCOMPARE(frame.payload, QByteArray());
    socket.sendClose();
    QVERIFY(socket.waitForClosed());
}

void tst_WebSocketTransport::packetsOfATurnArriveTogether()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    QTRY_VERIFY(fixture.session->isWritable());
    int reads = 0;
    QByteArray received;
    QObject::connect(&socket.client().socket(), &QIODevice::readyRead, this, [&] { ++reads; });
    for (int i = 0; i < 20; ++i)
        fixture.session->sendText(QByteArray::number(i));
    for (int i = 0; i < 20; ++i)
        QCOMPARE(socket.receiveText(), '4' + QByteArray::number(i));
    QCOMPARE(reads, 1);
}

void tst_WebSocketTransport::onlyTheFirstPacketOfATurnFindsItWritable()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    QTRY_VERIFY(fixture.session->isWritable());
    QSignalSpy drained(fixture.session, &Session::drained);
    QCOMPARE(fixture.session->sendText("a"), Session::SendStatus::Queued);
    QVERIFY(!fixture.session->isWritable());
    QCOMPARE(fixture.session->sendText("b"), Session::SendStatus::Backpressure);
    QVERIFY(fixture.session->bytesQueued() > 0);
    QCOMPARE(drained.count(), 0);
    QTRY_VERIFY(fixture.session->isWritable());
    QCOMPARE(drained.count(), 1);
    QCOMPARE(fixture.session->bytesQueued(), 0);
    QCOMPARE(socket.receiveText(), QByteArray("4a"));
    QCOMPARE(socket.receiveText(), QByteArray("4b"));
}

void tst_WebSocketTransport::breaches_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("closeCode");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray error = "transport error";
    QTest::newRow("invalid UTF-8")
        << RawWebSocket::maskedFrame(RawFrame::Text, "4\xff") << 1007 << error;
    QTest::newRow("unmasked frame") << QByteArray("\x81\x02"
                                                  "4x")
                                    << 1002 << error;
    QTest::newRow("unnegotiated compression") << QByteArray("\xc1\x82\x00\x00\x00\x00"
                                                            "4x",
                                                            8)
                                              << 1002 << error;
    QTest::newRow("unknown opcode") << RawWebSocket::maskedFrame(3, "4x") << 1002 << error;
    QTest::newRow("unknown packet type")
        << RawWebSocket::maskedFrame(RawFrame::Text, "abc") << 1005 << QByteArray("parse error");
    QTest::newRow("empty packet") << RawWebSocket::maskedFrame(RawFrame::Text, "") << 1005
                                  << QByteArray("parse error");
}

void tst_WebSocketTransport::breaches()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, closeCode);
    QFETCH(const QByteArray, reason);
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    socket.send(bytes);
    const RawFrame frame = socket.receive();
    QCOMPARE(frame.opcode, int(RawFrame::Close));
    QCOMPARE(frame.closeCode(), closeCode);
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, reason);
}

void tst_WebSocketTransport::peerCloses()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    socket.sendClose("\x03\xe8"
                     "bye");
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport close"));
    QCOMPARE(socket.receive().closeCode(), 1000);
    QVERIFY(socket.waitForClosed());
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

void tst_WebSocketTransport::connectionIsLost()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    socket.abort();
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport close"));
}

void tst_WebSocketTransport::slowReaderIsClosed()
{
    ServerOptions options;
    options.sendHighWaterMark = 1'000'000;
    EngineFixture fixture(options);
    RawWebSocket socket;
    QVERIFY(fixture.open(socket));
    socket.client().socket().setReadBufferSize(1000); // from now on it reads no more than that
    const QByteArray piece(100'000, 'x');
    int sent = 0;
    while (sent < 1000 && fixture.session->sendText(piece) != Session::SendStatus::Dropped)
        ++sent;
    QVERIFY(sent < 1000);
    QCOMPARE(fixture.sink.closedCount, 0); // not from inside a send
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport error"));
    QCOMPARE(fixture.sink.description, QStringLiteral("send high-water mark exceeded"));
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

void tst_WebSocketTransport::transportPollingInAWebSocket()
{
    EngineFixture fixture;
    RawWebSocket socket(fixture.port(), EngineFixture::polling());
    QVERIFY(socket.isOpen());
    const RawFrame frame = socket.receive();
    QCOMPARE(frame.opcode, int(RawFrame::Close));
    QCOMPARE(frame.closeCode(), 1005);
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

void tst_WebSocketTransport::badOpeningHandshake_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no key") << QByteArray("Sec-WebSocket-Version: 13\r\n")
                            << QByteArray("Missing or invalid Sec-WebSocket-Key header");
    QTest::newRow("no version") << QByteArray("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
                                << QByteArray("Missing or invalid Sec-WebSocket-Version header");
}

void tst_WebSocketTransport::badOpeningHandshake()
{
    QFETCH(const QByteArray, headers);
    QFETCH(const QByteArray, body);
    EngineFixture fixture;
    QSignalSpy headersSpy(fixture.engine, &Engine::headers);
    RawHttpClient client(fixture.port());
    const RawResponse response = client.get(
        EngineFixture::webSocket(), "Connection: Upgrade\r\nUpgrade: websocket\r\n" + headers);
    QCOMPARE(response.status, 400);
    QCOMPARE(response.body, body);
    QCOMPARE(headersSpy.count(), 0);
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

QTEST_GUILESS_MAIN(tst_WebSocketTransport)
#include "tst_websockettransport.moc"
