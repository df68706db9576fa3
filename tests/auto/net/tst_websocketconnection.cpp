// SPDX-License-Identifier: MIT
#include "loop/deadlinequeue_p.h"
#include "loop/flushqueue_p.h"
#include "net/websocketconnection_p.h"
#include "shared/memorystream.h"

#include <QtCore/QEventLoop>
#include <QtCore/QRegularExpression>
#include <QtCore/QTimer>
#include <QtTest/QTest>

#include <functional>

using namespace QSocketIo;
using namespace std::chrono_literals;

namespace {
// Writes down what it hears.
class Recorder : public WebSocketListener
{
public:
    void webSocketText(QByteArrayView text) override { note("text " + text.toByteArray()); }
    void webSocketBinary(QByteArrayView bytes) override
    {
        note("binary " + bytes.toByteArray().toHex());
    }
    void webSocketDrained() override { note("drained"); }
    void webSocketClosed(bool wasError, const QString &text) override
    {
        note((wasError ? "failed " : "closed ") + text.toUtf8());
    }
    QList<QByteArray> take() { return std::exchange(log, {}); }

    QList<QByteArray> log;
    std::function<void(const QByteArray &)> onNote;

private:
    void note(const QByteArray &line)
    {
        log += line;
        if (onNote)
            onNote(line);
    }
};

struct Fixture
{
    explicit Fixture(qint64 maxMessageSize = 1000)
        : deadlines(nullptr, [this] { return now; })
        , peer(std::make_shared<MemoryPeer>())
        , webSocket(std::make_unique<WebSocketConnection>(std::make_unique<MemoryStream>(peer),
                                                          &flushQueue, &deadlines, maxMessageSize,
                                                          QByteArray()))
    {
        webSocket->setListener(&recorder);
        webSocket->start();
        turn();
    }
    void turn() { flushQueue.flushAll(); }
    void send(const QByteArray &bytes)
    {
        peer->inject(bytes);
        turn();
    }
    void pass(std::chrono::milliseconds time)
    {
        now += time;
        deadlines.processDue();
        turn();
    }

    std::chrono::milliseconds now{1000};
    FlushQueue flushQueue;
    DeadlineQueue deadlines;
    Recorder recorder;
    std::shared_ptr<MemoryPeer> peer;
    std::unique_ptr<WebSocketConnection> webSocket;
};

// A client's frame, masked.
QByteArray frame(char opcode, const QByteArray &payload, bool isFinal = true)
{
    const char mask[] = {0x11, 0x22, 0x33, 0x44};
    QByteArray out(1, char((isFinal ? 0x80 : 0) | opcode));
    if (payload.size() < 126) {
        out += char(0x80 | payload.size());
    } else if (payload.size() < 65536) {
        out += char(0xfe);
        out += char(payload.size() >> 8);
        out += char(payload.size());
    } else {
        out += char(0xff);
        for (int shift = 56; shift >= 0; shift -= 8)
            out += char(quint64(payload.size()) >> shift);
    }
    out.append(mask, 4);
    for (qsizetype i = 0; i < payload.size(); ++i)
        out += char(payload[i] ^ mask[i % 4]);
    return out;
}
constexpr char Continuation = 0;
constexpr char Text = 1;
constexpr char Binary = 2;
constexpr char Close = 8;
constexpr char Ping = 9;
constexpr char Pong = 10;
} // namespace

class tst_WebSocketConnection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void receive_data();
    void receive();
    void receiveInPieces_data();
    void receiveInPieces();
    void trap31_messageOverLimit();
    void send();
    void sendSharedFrame();
    void sendLarge();
    void oneFlushPerTurn();
    void drained();
    void drainedAfterCongestion();
    void sendWhenDrained();
    void ping();
    void pingFlood();
    void peerCloses_data();
    void peerCloses();
    void protocolFailure_data();
    void protocolFailure();
    void connectionLost();
    void lostBeforeStart();
    void trap32_closeWithoutCode();
    void closeSendsWhatIsQueued();
    void closeTimesOut();
    void closeInCallback_data();
    void closeInCallback();
    void deleteInCallback_data();
    void deleteInCallback();
    void payloadOutlivesDeletion();
    void nestedEventLoop();
    void queuesGoneFirst();
};

void tst_WebSocketConnection::receive_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<QByteArray>>("heard");
    QTest::newRow("text") << frame(Text, "hello") << QList<QByteArray>{"text hello"};
    QTest::newRow("empty") << frame(Text, {}) << QList<QByteArray>{"text "};
    QTest::newRow("binary") << frame(Binary, QByteArray("\0\xff", 2))
                            << QList<QByteArray>{"binary 00ff"};
    QTest::newRow("fragments around a ping") << frame(Text, "a", false) + frame(Ping, "p")
            + frame(Continuation, "b") << QList<QByteArray>{"text ab"};
    QTest::newRow("several") << frame(Text, "1") + frame(Text, "2") + frame(Binary, "3")
                             << QList<QByteArray>{"text 1", "text 2", "binary 33"};
    QTest::newRow("pong") << frame(Pong, "x") << QList<QByteArray>{};
    QTest::newRow("the limit") << frame(Text, QByteArray(1000, 'x'))
                               << QList<QByteArray>{"text " + QByteArray(1000, 'x')};
}

void tst_WebSocketConnection::receive()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<QByteArray>, heard);
    Fixture f;
    f.send(bytes);
    QCOMPARE(f.recorder.take(), heard);
    f.peer->injectByteByByte(bytes);
    QCOMPARE(f.recorder.take(), heard);
}

void tst_WebSocketConnection::receiveInPieces_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("piece");
    for (const int size : {60'000, 65'536, 200'000, 3'000'000}) {
        for (const int piece : {1'000, 16'384, 65'530, 100'000})
            QTest::addRow("%d in %d", size, piece) << size << piece;
    }
}

void tst_WebSocketConnection::receiveInPieces()
{
    QFETCH(int, size);
    QFETCH(int, piece);
    Fixture f(3'000'000);
    QByteArray text(size, 'x');
    text[size / 2] = 'y';
    const QByteArray bytes = frame(Text, "first") + frame(Text, text) + frame(Text, "last");
    for (qsizetype at = 0; at < bytes.size(); at += piece)
        f.send(bytes.mid(at, piece));
    QCOMPARE(f.recorder.take(), (QList<QByteArray>{"text first", "text " + text, "text last"}));
}

void tst_WebSocketConnection::trap31_messageOverLimit()
{
    Fixture f;
    // As soon as the header tells, and what follows is read and dropped.
    f.send(frame(Text, QByteArray(1001, 'x')).first(10));
    QCOMPARE(f.recorder.take(), QList<QByteArray>{"failed Message too big"});
    QCOMPARE(f.peer->takeWritten(), QByteArray("\x88\x02\x03\xf1", 4));
    f.webSocket.reset();
    QVERIFY(f.peer->isAlive());
    f.send(QByteArray(1'000'000, 'x'));
    QCOMPARE(f.peer->unread(), 0);
    QVERIFY(!f.peer->isEnded());
    f.peer->close();
    QVERIFY(!f.peer->isAlive());
}

void tst_WebSocketConnection::send()
{
    Fixture f;
    f.webSocket->sendText("hi");
    f.webSocket->sendText('4', "there");
    f.webSocket->sendText('2', {});
    f.webSocket->sendBinary(QByteArray("\1\2", 2));
    QVERIFY(f.peer->takeWritten().isEmpty());
    QCOMPARE(f.webSocket->bytesQueued(), 4 + 8 + 3 + 4);
    f.turn();
    QCOMPARE(f.peer->takeWritten(),
             QByteArray("\x81\x02hi\x81\x06"
                        "4there\x81\x01"
                        "2\x82\x02\1\2"));
    QCOMPARE(f.webSocket->bytesQueued(), 0);
    QCOMPARE(f.recorder.take(), QList<QByteArray>{"drained"});
}

void tst_WebSocketConnection::sendSharedFrame()
{
    Fixture f;
    const QByteArray shared = WebSocketFrameWriter::frame(WebSocketOpcode::Text, "all");
    f.webSocket->sendFrame(shared);
    f.webSocket->sendFrame(shared);
    f.webSocket->sendText("x");
    f.webSocket->sendFrame(shared);
    f.turn();
    QCOMPARE(f.peer->takeWritten(), shared + shared + "\x81\x01x" + shared);
    QCOMPARE(shared,
             QByteArray("\x81\x03"
                        "all"));
}

void tst_WebSocketConnection::sendLarge()
{
    Fixture f;
    const QByteArray large(100'000, 'l');
    const QByteArray shared = WebSocketFrameWriter::frame(WebSocketOpcode::Text, large);
    f.webSocket->sendText("a");
    f.webSocket->sendBinary(large);
    f.webSocket->sendText(large);
    f.webSocket->sendFrame(shared);
    f.webSocket->sendText("b");
    f.turn();
    const QByteArray binary = WebSocketFrameWriter::frame(WebSocketOpcode::Binary, large);
    QVERIFY(f.peer->takeWritten()
            == "\x81\x01"
               "a"
                + binary + shared + shared
                + "\x81\x01"
                  "b");
}

void tst_WebSocketConnection::oneFlushPerTurn()
{
    Fixture f;
    for (int i = 0; i < 100; ++i)
        f.webSocket->sendText("x");
    f.peer->inject(frame(Ping, {}));
    f.turn();
    QCOMPARE(f.peer->flushCount(), 1);
}

void tst_WebSocketConnection::drained()
{
    Fixture f;
    f.turn();
    QVERIFY(f.recorder.log.isEmpty());
    f.webSocket->sendText("x");
    QVERIFY(f.recorder.log.isEmpty());
    f.turn();
    QCOMPARE(f.recorder.take(), QList<QByteArray>{"drained"});
    f.send(frame(Ping, {})); // a pong is not ours to report
    QVERIFY(f.recorder.log.isEmpty());
}

void tst_WebSocketConnection::drainedAfterCongestion()
{
    Fixture f;
    f.peer->hold();
    f.webSocket->sendText("x");
    f.turn();
    f.webSocket->sendText("y");
    f.turn();
    QVERIFY(f.recorder.log.isEmpty());
    QCOMPARE(f.webSocket->bytesQueued(), 6);
    f.peer->release();
    QCOMPARE(f.recorder.take(), QList<QByteArray>{"drained"});
    QCOMPARE(f.peer->takeWritten(), QByteArray("\x81\x01x\x81\x01y"));
}

void tst_WebSocketConnection::sendWhenDrained()
{
    Fixture f;
    int left = 2;
    f.recorder.onNote = [&](const QByteArray &) {
        if (left-- > 0)
            f.webSocket->sendText("more");
    };
    f.webSocket->sendText("x");
    f.turn();
    // What the listener sent goes out in the same turn, once.
    QCOMPARE(f.peer->takeWritten(), QByteArray("\x81\x01x\x81\x04more"));
    QCOMPARE(f.recorder.take(), QList<QByteArray>{"drained"});
    f.turn();
    QCOMPARE(f.peer->takeWritten(), QByteArray("\x81\x04more"));
    f.turn();
    QVERIFY(f.peer->takeWritten().isEmpty());
    QCOMPARE(f.recorder.take(), (QList<QByteArray>{"drained", "drained"}));
}

void tst_WebSocketConnection::ping()
{
    Fixture f;
    f.send(frame(Ping, "abc") + frame(Ping, {}));
    QCOMPARE(f.peer->takeWritten(),
             QByteArray("\x8a\x03"
                        "abc\x8a\0",
                        7));
}

void tst_WebSocketConnection::pingFlood()
{
    Fixture f;
    f.peer->hold();
    const QByteArray pings = frame(Ping, QByteArray(125, 'p')).repeated(1000);
    for (int i = 0; i < 20; ++i)
        f.send(pings);
    f.send(frame(Ping, "latest"));
    QVERIFY(f.webSocket->bytesQueued() <= 17 * 1024);
    f.peer->release();
    f.turn();
    QVERIFY(f.peer->takeWritten().endsWith("\x8a\x06latest"));
    QVERIFY(f.recorder.log.isEmpty());
}

void tst_WebSocketConnection::peerCloses_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("heard");
    QTest::newRow("no code") << QByteArray() << QByteArray("\x88\0", 2) << QByteArray("closed ");
    QTest::newRow("1000 bye") << QByteArray("\x03\xe8"
                                            "bye")
                              << QByteArray("\x88\x02\x03\xe8") << QByteArray("closed bye");
    QTest::newRow("4321") << QByteArray("\x10\xe1") << QByteArray("\x88\x02\x10\xe1")
                          << QByteArray("closed ");
}

void tst_WebSocketConnection::peerCloses()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, heard);
    Fixture f;
    f.webSocket->sendText("x");
    f.send(frame(Close, payload) + frame(Text, "ignored"));
    QCOMPARE(f.recorder.take(), QList<QByteArray>{heard});
    QCOMPARE(f.peer->takeWritten(), "\x81\x01x" + answer);
    QVERIFY(f.peer->isClosed());
    f.webSocket->sendText("too late");
    QCOMPARE(f.webSocket->bytesQueued(), 0);
    f.turn();
    f.webSocket.reset();
    QVERIFY(!f.peer->isAborted());
    f.peer->close();
    QVERIFY(!f.peer->isAlive());
}

void tst_WebSocketConnection::protocolFailure_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("unmasked") << QByteArray("\x81\x01x") << QByteArray("\x88\x02\x03\xea");
    QTest::newRow("reserved bit") << QByteArray("\xc1\x81\0\0\0\0x", 7)
                                  << QByteArray("\x88\x02\x03\xea");
    QTest::newRow("bad opcode") << frame(3, "x") << QByteArray("\x88\x02\x03\xea");
    QTest::newRow("bad UTF-8") << frame(Text, "\xff") << QByteArray("\x88\x02\x03\xef");
    QTest::newRow("bad close code")
        << frame(Close, QByteArray("\0\1", 2)) << QByteArray("\x88\x02\x03\xea");
}

void tst_WebSocketConnection::protocolFailure()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, answer);
    Fixture f;
    f.send(bytes);
    QCOMPARE(f.recorder.log.size(), 1);
    QVERIFY(f.recorder.log.first().startsWith("failed "));
    QCOMPARE(f.peer->takeWritten(), answer);
    QVERIFY(!f.peer->isEnded());
    f.pass(30s);
    QVERIFY(f.peer->isClosed());
}

void tst_WebSocketConnection::connectionLost()
{
    Fixture f;
    f.webSocket->sendText("x");
    f.peer->close(QStringLiteral("reset"));
    QCOMPARE(f.recorder.take(), QList<QByteArray>{"closed reset"});
    f.turn();
    f.webSocket->sendText("y");
    f.turn();
    QVERIFY(f.recorder.log.isEmpty());
}

void tst_WebSocketConnection::lostBeforeStart()
{
    FlushQueue flushQueue;
    DeadlineQueue deadlines;
    Recorder recorder;
    const auto peer = std::make_shared<MemoryPeer>();
    WebSocketConnection webSocket(std::make_unique<MemoryStream>(peer), &flushQueue, &deadlines,
                                  1000, frame(Text, "x"));
    webSocket.setListener(&recorder);
    flushQueue.flushAll();
    peer->close();
    QVERIFY(recorder.log.isEmpty());
    webSocket.start();
    flushQueue.flushAll();
    QCOMPARE(recorder.take(), QList<QByteArray>{"closed "});
}

void tst_WebSocketConnection::trap32_closeWithoutCode()
{
    Fixture f;
    WebSocketConnection::closeAndDelete(std::move(f.webSocket));
    QCOMPARE(f.peer->takeWritten(), QByteArray("\x88\0", 2));
    QVERIFY(!f.peer->isEnded());
    f.send(frame(Text, "ignored") + frame(Ping, "ignored"));
    f.send(frame(Close, {}));
    QVERIFY(f.peer->isClosed());
    QVERIFY(f.peer->takeWritten().isEmpty());
    QVERIFY(f.recorder.log.isEmpty());
    f.peer->close();
    QVERIFY(!f.peer->isAlive());
    QCOMPARE(f.deadlines.count(), std::size_t(0));
}

void tst_WebSocketConnection::closeSendsWhatIsQueued()
{
    Fixture f;
    f.peer->hold();
    f.webSocket->sendText("x");
    f.turn();
    f.webSocket->sendText("y");
    WebSocketConnection::closeAndDelete(std::move(f.webSocket), WebSocketCloseCode::GoingAway,
                                        "bye");
    f.peer->release();
    QCOMPARE(f.peer->takeWritten(),
             QByteArray("\x81\x01x\x81\x01y\x88\x05\x03\xe9"
                        "bye"));
    QVERIFY(f.recorder.log.isEmpty());
}

void tst_WebSocketConnection::closeTimesOut()
{
    Fixture f;
    f.webSocket->setCloseTimeout(5s);
    WebSocketConnection::closeAndDelete(std::move(f.webSocket));
    f.pass(4999ms);
    f.send(frame(Ping, {}));
    QVERIFY(!f.peer->isEnded());
    f.pass(1ms);
    QVERIFY(f.peer->isAborted());
    QVERIFY(!f.peer->isAlive());
}

void tst_WebSocketConnection::closeInCallback_data()
{
    deleteInCallback_data();
}

void tst_WebSocketConnection::closeInCallback()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, sends);
    Fixture f;
    f.recorder.onNote
        = [&](const QByteArray &) { WebSocketConnection::closeAndDelete(std::move(f.webSocket)); };
    if (sends)
        f.webSocket->sendText("x");
    f.send(bytes + frame(Text, "not heard"));
    QCOMPARE(f.recorder.log.size(), 1);
    f.peer->takeWritten();
    f.send(frame(Close, {}));
    QCOMPARE(f.peer->isClosed(), !f.recorder.log.first().startsWith("failed"));
    f.peer->close();
    QVERIFY(!f.peer->isAlive());
}

void tst_WebSocketConnection::deleteInCallback_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("sends");
    QTest::newRow("text") << frame(Text, "x") << false;
    QTest::newRow("fragmented text") << frame(Text, "x", false) + frame(Continuation, "y") << false;
    QTest::newRow("binary") << frame(Binary, "x") << false;
    QTest::newRow("close") << frame(Close, {}) << false;
    QTest::newRow("failure") << frame(3, {}) << false;
    QTest::newRow("drained") << QByteArray() << true;
}

void tst_WebSocketConnection::deleteInCallback()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, sends);
    Fixture f;
    f.recorder.onNote = [&](const QByteArray &) { f.webSocket.reset(); };
    if (sends)
        f.webSocket->sendText("x");
    if (!bytes.isEmpty())
        f.peer->inject(bytes + frame(Text, "not heard"));
    f.turn();
    QCOMPARE(f.recorder.log.size(), 1);
    f.peer->close();
    QVERIFY(!f.peer->isAlive());
}

// A listener may delete the connection first and use the text then.
void tst_WebSocketConnection::payloadOutlivesDeletion()
{
    class Listener : public WebSocketListener
    {
    public:
        void webSocketText(QByteArrayView text) override
        {
            webSocket->reset();
            copy = text.toByteArray();
        }
        void webSocketBinary(QByteArrayView) override { }
        void webSocketDrained() override { }
        void webSocketClosed(bool, const QString &) override { }
        std::unique_ptr<WebSocketConnection> *webSocket = nullptr;
        QByteArray copy;
    } listener;
    Fixture f;
    listener.webSocket = &f.webSocket;
    f.webSocket->setListener(&listener);
    f.send(frame(Text, "one ", false) + frame(Continuation, "two"));
    QCOMPARE(listener.copy, QByteArray("one two"));
}

void tst_WebSocketConnection::nestedEventLoop()
{
    Fixture f;
    f.recorder.onNote = [&](const QByteArray &line) {
        if (line != "text 1")
            return;
        f.peer->inject(frame(Text, "3"));
        QEventLoop loop;
        QTimer::singleShot(0, &loop, &QEventLoop::quit);
        loop.exec();
        QCOMPARE(f.recorder.log.size(), 1);
    };
    f.send(frame(Text, "1") + frame(Text, "2"));
    QCOMPARE(f.recorder.take(), (QList<QByteArray>{"text 1", "text 2", "text 3"}));
}

// The end of a program: connections that still wait for a close frame go with the queue.
void tst_WebSocketConnection::queuesGoneFirst()
{
    const auto peer = std::make_shared<MemoryPeer>();
    {
        FlushQueue flushQueue;
        DeadlineQueue deadlines;
        auto webSocket = std::make_unique<WebSocketConnection>(
            std::make_unique<MemoryStream>(peer), &flushQueue, &deadlines, 1000, QByteArray());
        WebSocketConnection::closeAndDelete(std::move(webSocket));
        QVERIFY(peer->isAlive());
    }
    QVERIFY(!peer->isAlive());
}

QTEST_GUILESS_MAIN(tst_WebSocketConnection)

#include "tst_websocketconnection.moc"
