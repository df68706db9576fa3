// SPDX-License-Identifier: MIT
#include "loop/deadlinequeue_p.h"
#include "loop/flushqueue_p.h"
#include "net/deflatepool_p.h"
#include "net/websocketconnection_p.h"
#include "shared/memorystream.h"
#include "shared/rawwebsocket.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <functional>

using namespace QSocketIo;

namespace {
// Writes down what it hears.
class Recorder : public WebSocketListener
{
public:
    void webSocketText(QByteArrayView text) override { note("text " + text.toByteArray()); }
    void webSocketBinary(QByteArrayView bytes) override { note("binary " + bytes.toByteArray()); }
    void webSocketDrained() override { }
    void webSocketClosed(bool wasError, const QString &text) override
    {
        note((wasError ? "failed " : "closed ") + text.toUtf8());
    }
    QByteArrayList take() { return std::exchange(log, {}); }

    QByteArrayList log;
    std::function<void()> onNote;

private:
    void note(const QByteArray &line)
    {
        log += line;
        if (onNote)
            onNote();
    }
};

struct Frame
{
    uchar firstByte = 0;
    QByteArray payload;
};

constexpr uchar DeflatedText = 0xc1;
constexpr uchar DeflatedBinary = 0xc2;
constexpr uchar PlainText = 0x81;
constexpr uchar PlainBinary = 0x82;

// What connections of one front door share.
struct Shared
{
    explicit Shared(const PerMessageDeflateOptions &deflateOptions)
        : options(deflateOptions)
        , pool(std::make_shared<DeflatePool>(options, &flushQueue))
    { }
    void turn() { flushQueue.flushAll(); }

    PerMessageDeflateOptions options;
    FlushQueue flushQueue;
    DeadlineQueue deadlines;
    std::shared_ptr<DeflatePool> pool;
};

// A connection with a client at its other end that compresses, too.
struct Client
{
    Client(Shared &sharedParts, const PerMessageDeflate &agreement, qint64 maxMessageSize = 2000)
        : shared(sharedParts)
        , deflater({agreement.clientMaxWindowBits, !agreement.clientNoContextTakeover})
        , inflater({agreement.serverMaxWindowBits, !agreement.serverNoContextTakeover})
        , peer(std::make_shared<MemoryPeer>())
        , webSocket(std::make_unique<WebSocketConnection>(
              std::make_unique<MemoryStream>(peer), &shared.flushQueue, &shared.deadlines,
              maxMessageSize, QByteArray(),
              std::make_unique<WebSocketDeflate>(agreement, shared.options, maxMessageSize,
                                                 shared.pool)))
    {
        webSocket->setListener(&recorder);
        webSocket->start();
        shared.turn();
    }
    void send(const QByteArray &bytes)
    {
        peer->inject(bytes);
        shared.turn();
    }
    // A frame whose payload is compressed; opcode with RSV1.
    QByteArray frame(int opcode, const QByteArray &message)
    {
        return RawWebSocket::maskedFrame(opcode | 0x40, *deflater.deflate(message));
    }
    QList<Frame> frames()
    {
        shared.turn();
        QList<Frame> result;
        QByteArray bytes = peer->takeWritten();
        while (!bytes.isEmpty()) {
            const int length = uchar(bytes.at(1));
            const qsizetype header = length < 126 ? 2 : length == 126 ? 4 : 10;
            const qsizetype size = length < 126 ? length
                : length == 126                 ? qFromBigEndian<quint16>(bytes.constData() + 2)
                                : qsizetype(qFromBigEndian<quint64>(bytes.constData() + 2));
            result.append({uchar(bytes.at(0)), bytes.mid(header, size)});
            bytes.remove(0, header + size);
        }
        return result;
    }
    Frame frame()
    {
        const QList<Frame> all = frames();
        return all.size() == 1 ? all.first() : Frame();
    }
    QByteArray inflated(const QByteArray &payload)
    {
        QByteArray message;
        return inflater.inflate(payload, message) == MessageInflater::Status::Ok ? message
                                                                                 : "failed";
    }

    Shared &shared;
    MessageDeflater deflater;
    MessageInflater inflater;
    Recorder recorder;
    std::shared_ptr<MemoryPeer> peer;
    std::unique_ptr<WebSocketConnection> webSocket;
};

// Pseudo-random text, which refers to nothing before it.
QByteArray someText(int size, quint32 seed = 1)
{
    QByteArray text;
    for (int i = 0; i < size; ++i) {
        seed = seed * 1'664'525 + 1'013'904'223;
        text += char('a' + (seed >> 24) % 26);
    }
    return text;
}
} // namespace

class tst_WebSocketDeflate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void threshold();
    void largeMessages();
    void serverContext_data();
    void serverContext();
    void sharedFrames();
    void broadcastIsCompressedOnce();
    void sharedFramesOfDifferentWindows();
    void clientContext_data();
    void clientContext();
    void receive_data();
    void receive();
    void fragmented();
    void reservedBits_data();
    void reservedBits();
    void withoutAgreement();
    void limit_data();
    void limit();
    void failures_data();
    void failures();
    void deletedByListener();
    void ignoredAfterClose();
};

void tst_WebSocketDeflate::threshold()
{
    Shared shared({.threshold = 100});
    Client client(shared, {});
    client.webSocket->sendText(QByteArray(99, 'x'));
    QCOMPARE(client.frame().firstByte, PlainText);
    client.webSocket->sendText(QByteArray(100, 'x'));
    Frame frame = client.frame();
    QCOMPARE(frame.firstByte, DeflatedText);
    QVERIFY(frame.payload.size() < 20);
    QCOMPARE(client.inflated(frame.payload), QByteArray(100, 'x'));

    client.webSocket->sendText('4', QByteArray(98, 'x')); // the prefix counts
    QCOMPARE(client.frame().firstByte, PlainText);
    client.webSocket->sendText('4', QByteArray(99, 'x'));
    frame = client.frame();
    QCOMPARE(frame.firstByte, DeflatedText);
    QCOMPARE(client.inflated(frame.payload), '4' + QByteArray(99, 'x'));

    client.webSocket->sendBinary(QByteArray(99, '\0'));
    frame = client.frame();
    QCOMPARE(frame.firstByte, PlainBinary);
    QCOMPARE(frame.payload, QByteArray(99, '\0'));
    client.webSocket->sendBinary(QByteArray(100, '\0'));
    frame = client.frame();
    QCOMPARE(frame.firstByte, DeflatedBinary);
    QCOMPARE(client.inflated(frame.payload), QByteArray(100, '\0'));
    client.send(RawWebSocket::maskedFrame(RawFrame::Ping, QByteArray(125, 'p')));
    QCOMPARE(client.frame().firstByte, uchar(0x8a)); // control frames never are
}

void tst_WebSocketDeflate::largeMessages()
{
    Shared shared({});
    Client client(shared, {});
    const QByteArray large = someText(300'000);
    client.webSocket->sendText("first");
    client.webSocket->sendBinary(large);
    client.webSocket->sendText("between");
    client.webSocket->sendText('4', large);
    const QList<Frame> frames = client.frames();
    QCOMPARE(frames.size(), 4);
    QCOMPARE(frames.at(0).payload, QByteArray("first"));
    QVERIFY(client.inflated(frames.at(1).payload) == large);
    QCOMPARE(frames.at(2).payload, QByteArray("between"));
    QVERIFY(client.inflated(frames.at(3).payload) == '4' + large);
}

void tst_WebSocketDeflate::serverContext_data()
{
    QTest::addColumn<bool>("isKept");
    QTest::newRow("context takeover") << true;
    QTest::newRow("no context takeover") << false;
}

void tst_WebSocketDeflate::serverContext()
{
    QFETCH(const bool, isKept);
    Shared shared({.threshold = 10});
    PerMessageDeflate agreement;
    agreement.serverNoContextTakeover = !isKept;
    Client client(shared, agreement);
    Client other(shared, agreement); // must not be mixed up with the first one's context
    const QByteArray text = someText(1000);
    client.webSocket->sendText(text);
    const Frame first = client.frame();
    other.webSocket->sendText(someText(1000, 2));
    QCOMPARE(other.inflated(other.frame().payload), someText(1000, 2));
    client.webSocket->sendText(text);
    const Frame second = client.frame();
    if (isKept)
        QVERIFY(second.payload.size() < first.payload.size() / 10);
    else
        QCOMPARE(second.payload, first.payload);
    QCOMPARE(client.inflated(first.payload), text);
    QCOMPARE(client.inflated(second.payload), text);
}

// Frames made for many go as they are, unless they are to be compressed.
void tst_WebSocketDeflate::sharedFrames()
{
    Shared shared({.threshold = 100});
    Client client(shared, {});
    const QByteArray little = WebSocketFrameWriter::frame(WebSocketOpcode::Text, someText(99));
    client.webSocket->sendFrame(little);
    Frame frame = client.frame();
    QCOMPARE(frame.firstByte, PlainText);
    QCOMPARE(frame.payload, someText(99));
    for (const int size : {100, 125, 126, 65'535, 65'536}) {
        const QByteArray text = someText(size);
        client.webSocket->sendFrame(WebSocketFrameWriter::frame(WebSocketOpcode::Text, text));
        frame = client.frame();
        QCOMPARE(frame.firstByte, DeflatedText);
        QVERIFY(client.inflated(frame.payload) == text);
    }
    client.webSocket->sendFrame(
        WebSocketFrameWriter::frame(WebSocketOpcode::Binary, someText(100)));
    frame = client.frame();
    QCOMPARE(frame.firstByte, DeflatedBinary);
    QCOMPARE(client.inflated(frame.payload), someText(100));
}

void tst_WebSocketDeflate::broadcastIsCompressedOnce()
{
    Shared shared({.threshold = 10});
    PerMessageDeflate agreement;
    agreement.serverNoContextTakeover = true;
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 5; ++i)
        clients.push_back(std::make_unique<Client>(shared, agreement));
    const QByteArray text = someText(1000);
    const QByteArray frame = WebSocketFrameWriter::frame(WebSocketOpcode::Text, text);
    for (const auto &client : clients)
        client->webSocket->sendFrame(frame);
    QCOMPARE(shared.pool->deflatedCount(), 1);
    // Another one in the same turn, then the first one again
    const QByteArray second = WebSocketFrameWriter::frame(WebSocketOpcode::Text, "2" + text);
    for (const auto &client : clients)
        client->webSocket->sendFrame(second);
    QCOMPARE(shared.pool->deflatedCount(), 2);
    for (const auto &client : clients) {
        const QList<Frame> frames = client->frames();
        QCOMPARE(frames.size(), 2);
        QCOMPARE(client->inflated(frames.at(0).payload), text);
        QCOMPARE(client->inflated(frames.at(1).payload), "2" + text);
    }
    // Nothing is kept beyond the turn
    clients.front()->webSocket->sendFrame(second);
    QCOMPARE(shared.pool->deflatedCount(), 3);
}

void tst_WebSocketDeflate::sharedFramesOfDifferentWindows()
{
    Shared shared({.threshold = 10});
    const QByteArray half = someText(600);
    const QByteArray frame = WebSocketFrameWriter::frame(WebSocketOpcode::Text, half + half);
    for (const int bits : {8, 9, 12, 15}) {
        PerMessageDeflate agreement;
        agreement.serverNoContextTakeover = true;
        agreement.serverMaxWindowBits = bits;
        Client client(shared, agreement);
        client.webSocket->sendFrame(frame);
        const Frame got = client.frame();
        QCOMPARE(client.inflated(got.payload), half + half); // by an inflater with that window
        QCOMPARE(got.payload.size() < 600, bits > 9); // the second half refers to the first one
    }
}

void tst_WebSocketDeflate::clientContext_data()
{
    serverContext_data();
}

void tst_WebSocketDeflate::clientContext()
{
    QFETCH(const bool, isKept);
    Shared shared({});
    PerMessageDeflate agreement;
    agreement.clientNoContextTakeover = !isKept;
    Client client(shared, agreement);
    const QByteArray text = someText(1000);
    const QByteArray first = client.frame(RawFrame::Text, text);
    const QByteArray second = client.frame(RawFrame::Text, text);
    QCOMPARE(second.size() < first.size() / 10, isKept);
    client.send(first + second);
    QCOMPARE(client.recorder.take(), (QByteArrayList{"text " + text, "text " + text}));
    if (!isKept) { // not even where the client breaks its word
        Client other(shared, agreement);
        MessageDeflater keeper({15, true});
        QVERIFY(keeper.deflate(text));
        other.send(first + RawWebSocket::maskedFrame(0x41, *keeper.deflate(text)));
        QCOMPARE(other.recorder.take(),
                 (QByteArrayList{"text " + text, "failed Invalid compressed data"}));
    }
}

void tst_WebSocketDeflate::receive_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("small") << QByteArray("Hello");
    QTest::newRow("non-ASCII") << QByteArray("h\xc3\xa9llo \xf0\x9f\x98\x80");
    QTest::newRow("exactly the limit") << QByteArray(2000, 'x');
}

void tst_WebSocketDeflate::receive()
{
    QFETCH(const QByteArray, message);
    Shared shared({});
    Client client(shared, {});
    QByteArray bytes = client.frame(RawFrame::Text, message);
    bytes += RawWebSocket::maskedFrame(RawFrame::Text, "plain between");
    bytes += client.frame(RawFrame::Binary, message);
    client.send(bytes);
    const QByteArrayList heard = {"text " + message, "text plain between", "binary " + message};
    QCOMPARE(client.recorder.take(), heard);
    Client other(shared, {});
    other.peer->injectByteByByte(bytes);
    shared.turn();
    QCOMPARE(other.recorder.take(), heard);
}

// RFC 7692, 6.1: only the first frame says so, and the fragments may be cut anywhere.
void tst_WebSocketDeflate::fragmented()
{
    const QByteArray text = someText(500);
    MessageDeflater deflater({});
    const QByteArray payload = *deflater.deflate(text);
    for (qsizetype at = 0; at <= payload.size(); at += 7) {
        Shared shared({});
        Client client(shared, {});
        QByteArray first = RawWebSocket::maskedFrame(0x41, payload.first(at));
        first[0] = 0x41; // not final
        client.send(first + RawWebSocket::maskedFrame(RawFrame::Ping, "p")
                    + RawWebSocket::maskedFrame(RawFrame::Continuation, payload.mid(at)));
        QCOMPARE(client.recorder.take(), QByteArrayList{"text " + text});
    }
}

void tst_WebSocketDeflate::reservedBits_data()
{
    QTest::addColumn<QByteArray>("frames");
    QByteArray first = RawWebSocket::maskedFrame(0x41, "x");
    first[0] = 0x41;
    QTest::newRow("RSV1 in a continuation") << first + RawWebSocket::maskedFrame(0x40, "x");
    QTest::newRow("RSV1 in a ping") << RawWebSocket::maskedFrame(0x49, "x");
    QTest::newRow("RSV1 in a close frame") << RawWebSocket::maskedFrame(0x48, {});
    QTest::newRow("RSV2") << RawWebSocket::maskedFrame(0x21, "x");
    QTest::newRow("RSV3") << RawWebSocket::maskedFrame(0x51, "x");
}

void tst_WebSocketDeflate::reservedBits()
{
    QFETCH(const QByteArray, frames);
    Shared shared({});
    Client client(shared, {});
    client.send(frames);
    QCOMPARE(client.recorder.take(), QByteArrayList{"failed Reserved bit set"});
    QCOMPARE(client.peer->takeWritten(), QByteArray("\x88\x02\x03\xea", 4)); // 1002
}

void tst_WebSocketDeflate::withoutAgreement()
{
    Shared shared({});
    auto peer = std::make_shared<MemoryPeer>();
    Recorder recorder;
    WebSocketConnection webSocket(std::make_unique<MemoryStream>(peer), &shared.flushQueue,
                                  &shared.deadlines, 1000, {});
    webSocket.setListener(&recorder);
    webSocket.start();
    webSocket.sendText(QByteArray(5000, 'x'));
    shared.turn();
    QCOMPARE(uchar(peer->takeWritten().at(0)), PlainText);
    MessageDeflater deflater({});
    peer->inject(RawWebSocket::maskedFrame(0x41, *deflater.deflate("x")));
    QCOMPARE(recorder.take(), QByteArrayList{"failed Reserved bit set"});
}

void tst_WebSocketDeflate::limit_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("one byte over the limit") << QByteArray(2001, 'x');
    QTest::newRow("a bomb") << QByteArray(1'900'000, 'x'); // 1,900 bytes compressed
    QTest::newRow("compressed over the limit") << someText(8000);
}

void tst_WebSocketDeflate::limit()
{
    QFETCH(const QByteArray, message);
    Shared shared({});
    Client client(shared, {});
    client.send(client.frame(RawFrame::Text, message));
    QCOMPARE(client.recorder.take(), QByteArrayList{"failed Message too big"});
    QCOMPARE(client.peer->takeWritten(), QByteArray("\x88\x02\x03\xf1", 4)); // 1009
}

void tst_WebSocketDeflate::failures_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>("text");
    MessageDeflater deflater({});
    QTest::newRow("garbage") << RawWebSocket::maskedFrame(0x41, QByteArray(10, '\xff'))
                             << QByteArray("Invalid compressed data");
    QTest::newRow("cut") << RawWebSocket::maskedFrame(0x42,
                                                      deflater.deflate(someText(99))->chopped(5))
                         << QByteArray("Invalid compressed data");
    QTest::newRow("invalid UTF-8")
        << RawWebSocket::maskedFrame(0x41, *MessageDeflater({}).deflate("\xc3("))
        << QByteArray("Invalid UTF-8");
    QTest::newRow("cut UTF-8") << RawWebSocket::maskedFrame(0x41,
                                                            *MessageDeflater({}).deflate("\xc3"))
                               << QByteArray("Invalid UTF-8");
}

void tst_WebSocketDeflate::failures()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const QByteArray, text);
    Shared shared({});
    Client client(shared, {});
    client.send(frame + RawWebSocket::maskedFrame(RawFrame::Text, "nobody hears this"));
    QCOMPARE(client.recorder.take(), QByteArrayList{"failed " + text});
    QCOMPARE(client.peer->takeWritten(), QByteArray("\x88\x02\x03\xef", 4)); // 1007
}

void tst_WebSocketDeflate::deletedByListener()
{
    Shared shared({});
    Client client(shared, {});
    client.recorder.onNote = [&] { client.webSocket.reset(); };
    const QByteArray text = someText(1000);
    const QByteArray first = client.frame(RawFrame::Text, text);
    client.send(first + client.frame(RawFrame::Text, text));
    QCOMPARE(client.recorder.take(), QByteArrayList{"text " + text});
    QVERIFY(!client.peer->isAlive());
}

void tst_WebSocketDeflate::ignoredAfterClose()
{
    Shared shared({});
    Client client(shared, {});
    WebSocketConnection::closeAndDelete(std::move(client.webSocket));
    client.send(client.frame(RawFrame::Text, QByteArray(1'900'000, 'x')));
    QVERIFY(client.recorder.take().isEmpty());
    QVERIFY(!client.peer->isEnded()); // still waits for the close frame
    client.send(RawWebSocket::maskedFrame(RawFrame::Close, {}));
    QVERIFY(client.peer->isEnded());
}

QTEST_GUILESS_MAIN(tst_WebSocketDeflate)
#include "tst_websocketdeflate.moc"
