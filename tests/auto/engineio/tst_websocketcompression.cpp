// SPDX-License-Identifier: MIT
// ServerOptions::perMessageDeflate from the handshake to the messages.
#include "codec/messagedeflater_p.h"
#include "codec/messageinflater_p.h"
#include "codec/websocketframe_p.h"
#include "enginefixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

namespace {
ServerOptions withDeflate(const PerMessageDeflateOptions &deflate = {})
{
    ServerOptions options;
    options.perMessageDeflate = deflate;
    return options;
}

QByteArray offer(const QByteArray &parameters = {})
{
    return "Sec-WebSocket-Extensions: permessage-deflate" + parameters + "\r\n";
}

QByteArray inflated(const RawFrame &frame)
{
    MessageInflater inflater({});
    QByteArray message;
    const auto status = inflater.inflate(frame.payload, message);
    return frame.isCompressed && status == MessageInflater::Status::Ok ? message : QByteArray();
}

QByteArray compressedFrame(int opcode, const QByteArray &message)
{
    return RawWebSocket::maskedFrame(opcode | 0x40, *MessageDeflater({}).deflate(message));
}
} // namespace

class tst_WebSocketCompression : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void offByDefault();
    void negotiation_data();
    void negotiation();
    void refusedOffers_data();
    void refusedOffers();
    void messagesBothWays();
    void sharedFramesAreNotSentAsTheyAre();
    void upgradedSession();
    void trap31_bomb();
    void invalidOptions();
};

void tst_WebSocketCompression::offByDefault()
{
    EngineFixture fixture;
    RawWebSocket socket(fixture.port(), EngineFixture::webSocket(), offer());
    QCOMPARE(socket.response().status, 101);
    QVERIFY(!socket.response().hasHeader("Sec-WebSocket-Extensions"));
    QVERIFY(socket.receiveText().startsWith('0'));
    fixture.session->sendText(QByteArray(5000, 'x'));
    QCOMPARE(socket.receiveText(), '4' + QByteArray(5000, 'x'));
}

void tst_WebSocketCompression::negotiation_data()
{
    QTest::addColumn<PerMessageDeflateOptions>("options");
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("answer"); // null: none
    const QByteArray plain = "permessage-deflate";
    QTest::newRow("not offered") << PerMessageDeflateOptions() << QByteArray() << QByteArray();
    QTest::newRow("plain") << PerMessageDeflateOptions() << offer() << plain;
    QTest::newRow("as browsers do")
        << PerMessageDeflateOptions() << offer("; client_max_window_bits") << plain;
    QTest::newRow("what the client wants")
        << PerMessageDeflateOptions()
        << offer("; server_no_context_takeover; server_max_window_bits=10")
        << plain + "; server_no_context_takeover; server_max_window_bits=10";
    QTest::newRow("what the server wants")
        << PerMessageDeflateOptions{.serverNoContextTakeover = true,
                                    .clientNoContextTakeover = true,
                                    .clientMaxWindowBits = 11}
        << offer("; client_max_window_bits")
        << plain
            + "; client_max_window_bits=11; server_no_context_takeover; "
              "client_no_context_takeover";
}

void tst_WebSocketCompression::negotiation()
{
    QFETCH(const PerMessageDeflateOptions, options);
    QFETCH(const QByteArray, offered);
    QFETCH(const QByteArray, answer);
    EngineFixture fixture(withDeflate(options));
    // The extension is not the application's to talk about.
    connect(fixture.engine, &Engine::headers, this, [&](HttpHeaders *headers) {
        if (!answer.isNull())
            headers->set("Sec-WebSocket-Extensions", "x-other");
    });
    const RawWebSocket socket(fixture.port(), EngineFixture::webSocket(), offered);
    QCOMPARE(socket.response().status, 101);
    QCOMPARE(socket.response().header("Sec-WebSocket-Extensions"), answer);
}

void tst_WebSocketCompression::refusedOffers_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::newRow("malformed") << QByteArray("; a b");
    QTest::newRow("unknown parameter") << QByteArray("; fast");
    QTest::newRow("impossible window") << QByteArray("; server_max_window_bits=16");
}

void tst_WebSocketCompression::refusedOffers()
{
    QFETCH(const QByteArray, parameters);
    EngineFixture fixture(withDeflate());
    QSignalSpy headers(fixture.engine, &Engine::headers);
    const RawWebSocket socket(fixture.port(), EngineFixture::webSocket(), offer(parameters));
    QCOMPARE(socket.response().status, 400);
    QCOMPARE(socket.response().body,
             QByteArray("Invalid or unacceptable Sec-WebSocket-Extensions header"));
    QCOMPARE(headers.count(), 0);
    QCOMPARE(fixture.engine->clientsCount(), 0);
    // A second offer that can be accepted makes it good.
    const RawWebSocket second(fixture.port(), EngineFixture::webSocket(),
                              offer("; fast") + offer());
    QCOMPARE(second.response().status, 101);
    QCOMPARE(second.response().header("Sec-WebSocket-Extensions"),
             QByteArray("permessage-deflate"));
}

void tst_WebSocketCompression::messagesBothWays()
{
    EngineFixture fixture(withDeflate({.serverNoContextTakeover = true}));
    RawWebSocket socket(fixture.port(), EngineFixture::webSocket(), offer());
    QVERIFY(socket.receiveText().startsWith('0'));
    const QByteArray text(1023, 'x'); // 1,024 with the packet's type
    fixture.session->sendText(text.chopped(1));
    QCOMPARE(socket.receiveText(), '4' + text.chopped(1));
    fixture.session->sendText(text);
    QCOMPARE(inflated(socket.receive()), '4' + text);
    fixture.session->sendBinary(text);
    RawFrame frame = socket.receive();
    QVERIFY(!frame.isCompressed);
    QCOMPARE(frame.payload, text);
    fixture.session->sendBinary(text + 'y');
    frame = socket.receive();
    QCOMPARE(frame.opcode, int(RawFrame::Binary));
    QCOMPARE(inflated(frame), text + 'y');

    socket.send(compressedFrame(RawFrame::Text, "4compressed"));
    socket.sendText("4plain");
    socket.send(compressedFrame(RawFrame::Binary, "\1\2"));
    QTRY_COMPARE(fixture.sink.messages, (QByteArrayList{"compressed", "plain", "b:0102"}));
}

// A broadcast's frame is made once, and made anew for those who get it compressed.
void tst_WebSocketCompression::sharedFramesAreNotSentAsTheyAre()
{
    EngineFixture fixture(withDeflate());
    RawWebSocket plain(fixture.port(), EngineFixture::webSocket());
    QVERIFY(plain.receiveText().startsWith('0'));
    const QPointer<Session> plainSession = fixture.session;
    RawWebSocket compressing(fixture.port(), EngineFixture::webSocket(), offer());
    QVERIFY(compressing.receiveText().startsWith('0'));
    for (const int size : {100, 5000}) {
        EnginePacket packet;
        packet.data = QByteArray(size, 'x');
        packet.webSocketFrame
            = WebSocketFrameWriter::frame(WebSocketOpcode::Text, '4' + packet.data);
        plainSession->sendPacket(packet);
        fixture.session->sendPacket(packet);
        QCOMPARE(plain.receiveText(), '4' + packet.data);
        const RawFrame frame = compressing.receive();
        QCOMPARE(frame.isCompressed, size == 5000);
        QCOMPARE(frame.isCompressed ? inflated(frame) : frame.payload, '4' + packet.data);
    }
}

void tst_WebSocketCompression::upgradedSession()
{
    EngineFixture fixture(withDeflate());
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    RawWebSocket socket(fixture.port(), EngineFixture::webSocket(sid), offer());
    QCOMPARE(socket.response().header("Sec-WebSocket-Extensions"),
             QByteArray("permessage-deflate"));
    socket.send(compressedFrame(RawFrame::Text, "2probe"));
    QCOMPARE(socket.receiveText(), QByteArray("3probe"));
    socket.sendText("5");
    QTRY_VERIFY(fixture.session->isUpgraded());
    fixture.session->sendText(QByteArray(2000, 'x'));
    QCOMPARE(inflated(socket.receive()), '4' + QByteArray(2000, 'x'));
}

void tst_WebSocketCompression::trap31_bomb()
{
    ServerOptions options = withDeflate();
    options.maxHttpBufferSize = 100'000;
    EngineFixture fixture(options);
    RawWebSocket socket(fixture.port(), EngineFixture::webSocket(), offer());
    QVERIFY(socket.receiveText().startsWith('0'));
    socket.send(compressedFrame(RawFrame::Text, QByteArray(100'000, '4')));
    QTRY_COMPARE(fixture.sink.messages.size(), 1);
    socket.send(compressedFrame(RawFrame::Text, QByteArray(100'001, '4')));
    QCOMPARE(socket.receive().closeCode(), 1009);
    QTRY_COMPARE(fixture.sink.closedReason, EngineFixture::text(DisconnectReason::TransportError));
    QCOMPARE(fixture.sink.messages.size(), 1);
}

void tst_WebSocketCompression::invalidOptions()
{
    const auto expect = [](const char *what) {
        QTest::ignoreMessage(
            QtWarningMsg,
            qPrintable(QStringLiteral("ServerOptions::perMessageDeflate.%1 is used")
                           .arg(QLatin1String(what))));
    };
    expect("serverMaxWindowBits: 16 is out of range, 15");
    expect("clientMaxWindowBits: 7 is out of range, 8");
    expect("level: 10 is out of range, 9");
    expect("memoryLevel: 0 is out of range, 1");
    EngineFixture fixture(withDeflate(
        {.serverMaxWindowBits = 16, .clientMaxWindowBits = 7, .level = 10, .memoryLevel = 0}));
    QCOMPARE(fixture.engine->options().perMessageDeflate->clientMaxWindowBits, 8);
    RawWebSocket socket(fixture.port(), EngineFixture::webSocket(), offer());
    QVERIFY(socket.receiveText().startsWith('0'));
    fixture.session->sendText(QByteArray(2000, 'x'));
    QCOMPARE(inflated(socket.receive()), '4' + QByteArray(2000, 'x'));
}

QTEST_GUILESS_MAIN(tst_WebSocketCompression)
#include "tst_websocketcompression.moc"
