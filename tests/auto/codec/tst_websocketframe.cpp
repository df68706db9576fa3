// SPDX-License-Identifier: MIT
#include "codec/websocketframe_p.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtCore/QtEndian>
#include <QtTest/QTest>

#include <algorithm>

using namespace QSocketIo;
using FrameEvent = WebSocketFrameReader::Event;

static constexpr qint64 DefaultLimit = 1'000'000;

static QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

// A client's frame; first is the byte with FIN and the opcode.
static QByteArray masked(int first, const QByteArray &payload,
                         const QByteArray &mask = QByteArray("\x37\xfa\x21\x3d"))
{
    QByteArray out(1, char(first));
    if (payload.size() < 126) {
        out += char(0x80 | payload.size());
    } else if (payload.size() < 0x10000) {
        out += char(0xfe);
        out.resize(4);
        qToBigEndian(quint16(payload.size()), out.data() + 2);
    } else {
        out += char(0xff);
        out.resize(10);
        qToBigEndian(quint64(payload.size()), out.data() + 2);
    }
    out += mask;
    for (qsizetype i = 0; i < payload.size(); ++i)
        out += char(payload[i] ^ mask[i % 4]);
    return out;
}

// What a reader made of a byte stream, one line per event: equal for every way to cut the stream.
class Transcript
{
public:
    explicit Transcript(qint64 limit = DefaultLimit,
                        WebSocketCompression compression = WebSocketCompression::None)
        : m_reader(limit, compression)
    { }

    void feed(QByteArrayView piece)
    {
        m_buffer.append(piece);
        while (step()) { }
    }
    QByteArray text() const { return m_text; }
    qsizetype unconsumed() const { return m_buffer.size(); }

private:
    bool step()
    {
        const WebSocketFrameReader::Step step = m_reader.next(m_buffer.data(), m_buffer.size());
        const QByteArray payload = step.payload.toByteArray();
        const QByteArray code = QByteArray::number(int(m_reader.closeCode()));
        m_buffer.remove(0, step.consumed);
        if (step.isCompressed)
            m_text += "compressed ";
        switch (step.event) {
        case FrameEvent::NeedMore:
            return false;
        case FrameEvent::Text:
            m_text += "text " + payload + '\n';
            return true;
        case FrameEvent::Binary:
            m_text += "binary " + payload.toHex() + '\n';
            return true;
        case FrameEvent::Ping:
            m_text += "ping " + payload + '\n';
            return true;
        case FrameEvent::Pong:
            m_text += "pong " + payload + '\n';
            return true;
        case FrameEvent::Close:
            m_text += "close " + code + ' ' + payload + '\n';
            return true;
        case FrameEvent::Failed:
            if (!m_hasFailed)
                m_text += code + ' ' + m_reader.errorText() + '\n';
            m_hasFailed = true;
            return false;
        }
        return false;
    }

    WebSocketFrameReader m_reader;
    QByteArray m_buffer;
    QByteArray m_text;
    bool m_hasFailed = false;
};

class tst_WebSocketFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void reading_data();
    void reading();
    void failing_data();
    void failing();
    void failsBeforeThePayload_data();
    void failsBeforeThePayload();
    void badTextFailsEarly_data();
    void badTextFailsEarly();
    void sizes_data();
    void sizes();
    void trap31_messageOverLimit_data();
    void trap31_messageOverLimit();
    void closeCodes();
    void announcedSizeCostsNothing();
    void wholeMessageIsAView();
    void piecesAreConsumed();
    void compressed_data();
    void compressed();
    void controlFrameInsideAPiecewiseMessage();
    void nothingIsReadBehindClose();
    void failureIsFinal();
    void everyAlignment();
    void manyFragments();
    void randomPieces();
    void writing_data();
    void writing();
    void writingHeaders();
    void closeFrames_data();
    void closeFrames();
};

void tst_WebSocketFrame::reading_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &wire, const QByteArray &expected) {
        QTest::newRow(name) << wire << expected;
    };

    row("RFC 6455, 5.7: masked text", hex("818537fa213d7f9f4d5158"), "text Hello\n");
    row("RFC 6455, 5.7: fragmented text", hex("018337fa213d7f9f4d") + hex("808237fa213d5b95"),
        "text Hello\n");
    row("RFC 6455, 5.7: ping", hex("898537fa213d7f9f4d5158"), "ping Hello\n");
    row("RFC 6455, 5.7: masked pong", hex("8a8537fa213d7f9f4d5158"), "pong Hello\n");
    row("RFC 6455, 5.7: 256 bytes of binary", masked(0x82, QByteArray(256, 'x')),
        "binary " + QByteArray(256, 'x').toHex() + '\n');
    row("RFC 6455, 5.7: 64 KiB of binary", masked(0x82, QByteArray(65536, 'x')),
        "binary " + QByteArray(65536, 'x').toHex() + '\n');

    row("empty text", masked(0x81, ""), "text \n");
    row("empty binary", masked(0x82, ""), "binary \n");
    row("empty ping", masked(0x89, ""), "ping \n");
    row("ping of 125 bytes", masked(0x89, QByteArray(125, 'p')),
        "ping " + QByteArray(125, 'p') + '\n');
    row("zero mask", masked(0x81, "Hello", QByteArray(4, '\0')), "text Hello\n");
    row("several messages", masked(0x81, "a") + masked(0x82, "b") + masked(0x81, "c"),
        "text a\nbinary 62\ntext c\n");
    row("binary need not be UTF-8", masked(0x82, "\xff\xfe"), "binary fffe\n");
    row("three fragments", masked(0x01, "a") + masked(0x00, "b") + masked(0x80, "c"), "text abc\n");
    row("fragmented binary", masked(0x02, "\xff") + masked(0x80, "\xfe"), "binary fffe\n");
    row("empty fragments", masked(0x01, "") + masked(0x00, "") + masked(0x80, ""), "text \n");
    row("empty fragments around a full one",
        masked(0x01, "") + masked(0x00, "abc") + masked(0x80, ""), "text abc\n");
    row("empty fragments before a full one",
        masked(0x01, "") + masked(0x00, "") + masked(0x80, "abc"), "text abc\n");
    row("messages behind a fragmented one",
        masked(0x01, "a") + masked(0x80, "b") + masked(0x81, "c") + masked(0x02, "d")
            + masked(0x80, "e"),
        "text ab\ntext c\nbinary 6465\n");
    row("control frames between fragments",
        masked(0x01, "a") + masked(0x89, "1") + masked(0x00, "b") + masked(0x8a, "2")
            + masked(0x80, "c"),
        "ping 1\npong 2\ntext abc\n");
    row("close between fragments", masked(0x01, "a") + masked(0x88, hex("03e8")), "close 1000 \n");
    row("character split over two fragments", masked(0x01, "\xe2\x82") + masked(0x80, "\xac"),
        "text \xe2\x82\xac\n");
    row("character split over four fragments",
        masked(0x01, "\xf0") + masked(0x00, "\x9f") + masked(0x00, "\x98") + masked(0x80, "\x80"),
        "text \xf0\x9f\x98\x80\n");
    row("character split by an empty fragment",
        masked(0x01, "\xc3") + masked(0x00, "") + masked(0x80, "\xa9"), "text \xc3\xa9\n");
    row("ping within a split character",
        masked(0x01, "\xc3") + masked(0x89, "\xff") + masked(0x80, "\xa9"),
        "ping \xff\ntext \xc3\xa9\n");

    row("close without a code", masked(0x88, ""), "close 1005 \n");
    row("close with a code", masked(0x88, hex("03e9")), "close 1001 \n");
    row("close with a reason", masked(0x88, hex("0fa0") + "b\xc3\xa9"), "close 4000 b\xc3\xa9\n");
    row("close with the longest reason", masked(0x88, hex("03e8") + QByteArray(123, 'r')),
        "close 1000 " + QByteArray(123, 'r') + '\n');
    row("data behind close", masked(0x88, hex("03e8")) + masked(0x81, "late") + "garbage",
        "close 1000 \n");
}

static void compareAllWays(const QByteArray &wire, const QByteArray &expected,
                           qint64 limit = DefaultLimit)
{
    Transcript whole(limit);
    whole.feed(wire);
    QCOMPARE(whole.text(), expected);
    Transcript bytewise(limit);
    for (const char byte : wire)
        bytewise.feed(QByteArrayView(&byte, 1));
    QCOMPARE(bytewise.text(), expected);
    for (qsizetype i = 0; i <= qMin<qsizetype>(wire.size(), 300); ++i) {
        Transcript transcript(limit);
        transcript.feed(QByteArrayView(wire).first(i));
        transcript.feed(QByteArrayView(wire).sliced(i));
        QCOMPARE(transcript.text(), expected);
    }
}

void tst_WebSocketFrame::reading()
{
    QFETCH(const QByteArray, wire);
    QFETCH(const QByteArray, expected);
    compareAllWays(wire, expected);
}

void tst_WebSocketFrame::failing_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &wire, const QByteArray &expected) {
        QTest::newRow(name) << wire << expected;
    };

    row("unmasked text", hex("810548656c6c6f"), "1002 Frame without a mask\n");
    row("unmasked ping", hex("8900"), "1002 Frame without a mask\n");
    row("RSV1", masked(0xc1, "a"), "1002 Reserved bit set\n");
    row("RSV2", masked(0xa1, "a"), "1002 Reserved bit set\n");
    row("RSV3", masked(0x91, "a"), "1002 Reserved bit set\n");
    row("RSV1 in a control frame", masked(0xc9, "a"), "1002 Reserved bit set\n");
    row("RSV1 in a continuation", masked(0x01, "a") + masked(0xc0, "b"), "1002 Reserved bit set\n");
    for (const int opcode : {0x3, 0x4, 0x5, 0x6, 0x7, 0xb, 0xc, 0xd, 0xe, 0xf}) {
        row(qPrintable(QStringLiteral("opcode %1").arg(opcode, 0, 16)), masked(0x80 | opcode, "a"),
            "1002 Reserved opcode\n");
    }
    row("fragmented ping", masked(0x09, "a"), "1002 Fragmented control frame\n");
    row("fragmented pong", masked(0x0a, ""), "1002 Fragmented control frame\n");
    row("fragmented close", masked(0x08, ""), "1002 Fragmented control frame\n");
    row("ping of 126 bytes", masked(0x89, QByteArray(126, 'p')), "1002 Control frame too long\n");
    row("close of 126 bytes", masked(0x88, hex("03e8") + QByteArray(124, 'r')),
        "1002 Control frame too long\n");
    row("ping of 65536 bytes", masked(0x89, QByteArray(65536, 'p')),
        "1002 Control frame too long\n");
    row("ping of one byte, length not minimal", hex("89fe000137fa213d00"),
        "1002 Control frame too long\n");
    row("continuation first", masked(0x80, "a"), "1002 Continuation of no message\n");
    row("unfinished continuation first", masked(0x00, "a"), "1002 Continuation of no message\n");
    row("continuation behind a whole message", masked(0x81, "a") + masked(0x80, "b"),
        "text a\n1002 Continuation of no message\n");
    row("continuation behind a fragmented message",
        masked(0x01, "a") + masked(0x80, "b") + masked(0x00, "c"),
        "text ab\n1002 Continuation of no message\n");
    row("text within a text", masked(0x01, "a") + masked(0x81, "b"),
        "1002 Message within a message\n");
    row("binary within a text", masked(0x01, "a") + masked(0x82, "b"),
        "1002 Message within a message\n");
    row("fragmented text within a binary", masked(0x02, "a") + masked(0x01, "b"),
        "1002 Message within a message\n");
    row("text within an empty start", masked(0x01, "") + masked(0x81, "b"),
        "1002 Message within a message\n");
    row("length 125 in 16 bits", hex("82fe007d00000000") + QByteArray(125, '\0'),
        "1002 Payload length not minimal\n");
    row("length 0 in 16 bits", hex("82fe000000000000"), "1002 Payload length not minimal\n");
    row("length 65535 in 64 bits", hex("82ff000000000000ffff00000000"),
        "1002 Payload length not minimal\n");
    row("length 0 in 64 bits", hex("82ff000000000000000000000000"),
        "1002 Payload length not minimal\n");
    row("length with the highest bit", hex("82ff800000000000000000000000"),
        "1002 Invalid payload length\n");
    row("length of all bits", hex("82ffffffffffffffffff00000000"), "1002 Invalid payload length\n");
    row("2^63 - 1 bytes", hex("82ff7fffffffffffffff00000000"), "1009 Message too big\n");
    row("2^63 - 1 bytes behind a fragment", masked(0x02, "a") + hex("80ff7fffffffffffffff00000000"),
        "1009 Message too big\n");

    const char utf8[] = "1007 Invalid UTF-8\n";
    row("text is no UTF-8", masked(0x81, "abc\xff"), utf8);
    row("text ends within a character", masked(0x81, "abc\xe2\x82"), utf8);
    row("fragmented text ends within a character", masked(0x01, "abc") + masked(0x80, "\xe2\x82"),
        utf8);
    row("fragmented text ends within a character, last fragment empty",
        masked(0x01, "\xe2\x82") + masked(0x80, ""), utf8);
    row("the next message does not complete the character",
        masked(0x81, "\xc3") + masked(0x81, "\xa9"), utf8);
    row("overlong form", masked(0x81, "\xc0\xaf"), utf8);
    row("overlong form over two fragments", masked(0x01, "\xe0") + masked(0x80, "\x9f\xbf"), utf8);
    row("surrogate", masked(0x81, "\xed\xa0\x80"), utf8);
    row("surrogate over two fragments", masked(0x01, "\xed") + masked(0x80, "\xa0\x80"), utf8);
    row("above U+10FFFF", masked(0x81, "\xf4\x90\x80\x80"), utf8);
    row("above U+10FFFF over two fragments", masked(0x01, "\xf4") + masked(0x80, "\x90\x80\x80"),
        utf8);
    row("good messages before a bad one",
        masked(0x81, "a") + masked(0x82, "\xff") + masked(0x81, "\xff"),
        QByteArray("text a\nbinary ff\n") + utf8);

    row("close of one byte", masked(0x88, "\x03"), "1002 Close frame of one byte\n");
    row("close reason is no UTF-8", masked(0x88, hex("03e8ff")),
        "1007 Invalid UTF-8 in a close frame\n");
    row("close reason ends within a character", masked(0x88, hex("03e8e282")),
        "1007 Invalid UTF-8 in a close frame\n");
}

void tst_WebSocketFrame::failing()
{
    QFETCH(const QByteArray, wire);
    QFETCH(const QByteArray, expected);
    compareAllWays(wire, expected);
}

void tst_WebSocketFrame::compressed_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &wire, const QByteArray &expected) {
        QTest::newRow(name) << wire << expected;
    };
    row("RFC 7692, 7.2.3.1: one block", masked(0xc2, hex("f248cdc9c90700")),
        "compressed binary f248cdc9c90700\n");
    row("RFC 7692, 7.2.3.1: fragments", masked(0x42, hex("f248cd")) + masked(0x80, hex("c9c90700")),
        "compressed binary f248cdc9c90700\n");
    row("text need not be UTF-8", masked(0xc1, "\xff"), "compressed text \xff\n");
    row("text ends within a character", masked(0x41, "a") + masked(0x80, "\xe2"),
        "compressed text a\xe2\n");
    row("empty", masked(0xc1, ""), "compressed text \n");
    row("control frame between fragments",
        masked(0x41, "a") + masked(0x89, "p") + masked(0x80, "b"), "ping p\ncompressed text ab\n");
    row("compressed and not",
        masked(0x81, "a") + masked(0xc1, "\xff") + masked(0x82, "b") + masked(0x01, "c")
            + masked(0x80, "d"),
        "text a\ncompressed text \xff\nbinary 62\ntext cd\n");
    row("what is not compressed must be UTF-8", masked(0xc1, "\xff") + masked(0x81, "\xff"),
        "compressed text \xff\n1007 Invalid UTF-8\n");
    row("RSV1 in a continuation", masked(0x41, "a") + masked(0xc0, "b"), "1002 Reserved bit set\n");
    row("RSV1 in a later fragment only", masked(0x01, "a") + masked(0xc0, "b"),
        "1002 Reserved bit set\n");
    row("RSV1 in a ping", masked(0xc9, ""), "1002 Reserved bit set\n");
    row("RSV1 in a close frame", masked(0xc8, ""), "1002 Reserved bit set\n");
    row("RSV1 and RSV2", masked(0xe1, "a"), "1002 Reserved bit set\n");
    row("RSV1 and RSV3", masked(0xd1, "a"), "1002 Reserved bit set\n");
    row("RSV3", masked(0x91, "a"), "1002 Reserved bit set\n");
    row("RSV1 with a reserved opcode", masked(0xc3, "a"), "1002 Reserved bit set\n");
    row("message within a message", masked(0x41, "a") + masked(0xc1, "b"),
        "1002 Message within a message\n");
}

void tst_WebSocketFrame::compressed()
{
    QFETCH(const QByteArray, wire);
    QFETCH(const QByteArray, expected);
    for (qsizetype i = 0; i <= wire.size(); ++i) {
        Transcript transcript(DefaultLimit, WebSocketCompression::PerMessageDeflate);
        transcript.feed(QByteArrayView(wire).first(i));
        transcript.feed(QByteArrayView(wire).sliced(i));
        QCOMPARE(transcript.text(), expected);
    }
}

void tst_WebSocketFrame::failsBeforeThePayload_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<int>("code");
    QTest::newRow("reserved bit") << hex("c1") << 1002;
    QTest::newRow("reserved opcode") << hex("83") << 1002;
    QTest::newRow("continuation of nothing") << hex("80") << 1002;
    QTest::newRow("fragmented control frame") << hex("09") << 1002;
    QTest::newRow("no mask") << hex("8105") << 1002;
    QTest::newRow("long control frame") << hex("89fe") << 1002;
    QTest::newRow("length not minimal") << hex("82fe007d") << 1002;
    QTest::newRow("too big in 16 bits") << hex("82fe03e9") << 1009;
    QTest::newRow("too big in 64 bits") << hex("82ff0000000000010000") << 1009;
}

void tst_WebSocketFrame::failsBeforeThePayload()
{
    QFETCH(QByteArray, wire);
    QFETCH(const int, code);
    WebSocketFrameReader reader(1000);
    QCOMPARE(reader.next(wire.data(), wire.size() - 1).event, FrameEvent::NeedMore);
    QCOMPARE(reader.next(wire.data(), wire.size()).event, FrameEvent::Failed);
    QCOMPARE(int(reader.closeCode()), code);
}

void tst_WebSocketFrame::badTextFailsEarly_data()
{
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad");
    QTest::newRow("in an unfinished message") << masked(0x01, "abc") << masked(0x00, "\xff");
    QTest::newRow("in an unfinished frame")
        << masked(0x81, QByteArray(100, 'a') + "\xff" + QByteArray(100, 'a')).left(108)
        << masked(0x81, QByteArray(100, 'a') + "\xff").mid(106, 1);
    QTest::newRow("in a character over two fragments")
        << masked(0x01, "\xed") << masked(0x00, "\xa0");
}

void tst_WebSocketFrame::badTextFailsEarly()
{
    QFETCH(const QByteArray, good);
    QFETCH(const QByteArray, bad);
    Transcript transcript;
    transcript.feed(good);
    QCOMPARE(transcript.text(), QByteArray());
    transcript.feed(bad);
    QCOMPARE(transcript.text(), "1007 Invalid UTF-8\n");
}

void tst_WebSocketFrame::sizes_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("headerSize");
    QTest::newRow("1") << 1 << 6;
    QTest::newRow("125") << 125 << 6;
    QTest::newRow("126") << 126 << 8;
    QTest::newRow("127") << 127 << 8;
    QTest::newRow("65535") << 65535 << 8;
    QTest::newRow("65536") << 65536 << 14;
    QTest::newRow("1000000") << 1000000 << 14;
}

void tst_WebSocketFrame::sizes()
{
    QFETCH(const int, size);
    QFETCH(const int, headerSize);
    QByteArray payload(size, '\0');
    for (int i = 0; i < size; ++i)
        payload[i] = char(i * 7);
    const QByteArray wire = masked(0x82, payload);
    QCOMPARE(wire.size(), size + headerSize);
    const QByteArray expected = "binary " + payload.toHex() + '\n';
    for (const qsizetype pieceSize : {wire.size(), qsizetype(1000), qsizetype(1)}) {
        Transcript transcript;
        for (qsizetype at = 0; at < wire.size(); at += pieceSize)
            transcript.feed(QByteArrayView(wire).sliced(at, qMin(pieceSize, wire.size() - at)));
        QVERIFY(transcript.text() == expected);
    }
}

void tst_WebSocketFrame::trap31_messageOverLimit_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray tooBig = "1009 Message too big\n";
    QTest::newRow("trap 31: exactly the limit")
        << masked(0x81, QByteArray(100, 'a')) << "text " + QByteArray(100, 'a') + '\n';
    QTest::newRow("trap 31: one byte over") << masked(0x81, QByteArray(101, 'a')) << tooBig;
    QTest::newRow("fragments, exactly the limit") << masked(0x01, QByteArray(60, 'a'))
            + masked(0x80, QByteArray(40, 'a')) << "text " + QByteArray(100, 'a') + '\n';
    QTest::newRow("fragments, one byte over")
        << masked(0x01, QByteArray(60, 'a')) + masked(0x80, QByteArray(41, 'a')) << tooBig;
    QTest::newRow("many fragments, one byte over")
        << masked(0x01, "a") + masked(0x00, "a").repeated(100) << tooBig;
    QTest::newRow("control frames do not count")
        << masked(0x01, QByteArray(60, 'a')) + masked(0x89, QByteArray(60, 'p'))
            + masked(0x80, QByteArray(40, 'a'))
        << "ping " + QByteArray(60, 'p') + "\ntext " + QByteArray(100, 'a') + '\n';
    QTest::newRow("each message has the limit to itself")
        << (masked(0x01, QByteArray(99, 'a')) + masked(0x80, "a")).repeated(2)
        << ("text " + QByteArray(100, 'a') + '\n').repeated(2);
}

void tst_WebSocketFrame::trap31_messageOverLimit()
{
    QFETCH(const QByteArray, wire);
    QFETCH(const QByteArray, expected);
    compareAllWays(wire, expected, 100);
}

void tst_WebSocketFrame::closeCodes()
{
    for (int code = 0; code <= 0xffff; ++code) {
        const bool isValid = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014)
            || (code >= 3000 && code <= 4999);
        QByteArray body(2, '\0');
        qToBigEndian(quint16(code), body.data());
        Transcript transcript;
        transcript.feed(masked(0x88, body));
        const QByteArray expected = isValid ? "close " + QByteArray::number(code) + " \n"
                                            : QByteArray("1002 Invalid close code\n");
        if (transcript.text() != expected)
            QFAIL(QByteArray::number(code) + ": " + transcript.text());
    }
}

// A header that announces a terabyte, and some bytes of it: whatever would reserve the memory
// fails, in one way or another.
void tst_WebSocketFrame::announcedSizeCostsNothing()
{
    Transcript transcript(qint64(1) << 50);
    transcript.feed(hex("82ff0001000000000000") + hex("00000000"));
    for (int i = 0; i < 100; ++i)
        transcript.feed(QByteArray(1000, 'x'));
    QCOMPARE(transcript.text(), QByteArray());
    QCOMPARE(transcript.unconsumed(), 0);
}

void tst_WebSocketFrame::wholeMessageIsAView()
{
    QByteArray wire = masked(0x81, "Hello") + masked(0x89, "ping");
    WebSocketFrameReader reader(DefaultLimit);
    WebSocketFrameReader::Step step = reader.next(wire.data(), wire.size());
    QCOMPARE(step.event, FrameEvent::Text);
    QCOMPARE(step.consumed, 11);
    QCOMPARE(static_cast<const void *>(step.payload.data()),
             static_cast<const void *>(wire.constData() + 6));
    QCOMPARE(step.payload, QByteArrayView("Hello"));
    step = reader.next(wire.data() + 11, wire.size() - 11);
    QCOMPARE(step.event, FrameEvent::Ping);
    QCOMPARE(step.consumed, 10);
    QCOMPARE(static_cast<const void *>(step.payload.data()),
             static_cast<const void *>(wire.constData() + 17));
}

// The caller's buffer never has to hold more than a header or a control frame.
void tst_WebSocketFrame::piecesAreConsumed()
{
    const QByteArray payload = QByteArray("0123456789").repeated(10000);
    const QByteArray wire = masked(0x81, payload);
    Transcript transcript;
    for (qsizetype at = 0; at < wire.size(); at += 1000) {
        QCOMPARE(transcript.text(), QByteArray());
        transcript.feed(QByteArrayView(wire).sliced(at, qMin<qsizetype>(1000, wire.size() - at)));
        QCOMPARE(transcript.unconsumed(), 0);
    }
    QVERIFY(transcript.text() == "text " + payload + '\n');
}

void tst_WebSocketFrame::controlFrameInsideAPiecewiseMessage()
{
    const QByteArray half(5000, 'h');
    const QByteArray wire = masked(0x01, half) + masked(0x89, "between") + masked(0x80, half);
    for (const qsizetype pieceSize : {qsizetype(1), qsizetype(7), qsizetype(4096)}) {
        Transcript transcript;
        for (qsizetype at = 0; at < wire.size(); at += pieceSize)
            transcript.feed(QByteArrayView(wire).sliced(at, qMin(pieceSize, wire.size() - at)));
        QVERIFY(transcript.text() == "ping between\ntext " + half + half + '\n');
    }
}

void tst_WebSocketFrame::nothingIsReadBehindClose()
{
    QByteArray wire = masked(0x88, "") + hex("ffffff");
    WebSocketFrameReader reader(DefaultLimit);
    WebSocketFrameReader::Step step = reader.next(wire.data(), wire.size());
    QCOMPARE(step.event, FrameEvent::Close);
    QCOMPARE(reader.closeCode(), WebSocketCloseCode::None);
    QVERIFY(step.payload.isEmpty());
    step = reader.next(wire.data() + 6, 3);
    QCOMPARE(step.event, FrameEvent::NeedMore);
    QCOMPARE(step.consumed, 3);
}

void tst_WebSocketFrame::failureIsFinal()
{
    QByteArray bad = hex("c1");
    QByteArray good = masked(0x81, "a");
    WebSocketFrameReader reader(DefaultLimit);
    QCOMPARE(reader.next(bad.data(), bad.size()).event, FrameEvent::Failed);
    const WebSocketFrameReader::Step step = reader.next(good.data(), good.size());
    QCOMPARE(step.event, FrameEvent::Failed);
    QCOMPARE(step.consumed, 0);
    QCOMPARE(reader.closeCode(), WebSocketCloseCode::ProtocolError);
}

// The mask is applied eight bytes at a time, wherever the payload lies.
void tst_WebSocketFrame::everyAlignment()
{
    for (int size = 0; size < 40; ++size) {
        const QByteArray payload
            = QByteArray("The quick brown fox jumps over the lazy dog").left(size);
        for (int offset = 0; offset < 8; ++offset) {
            QByteArray buffer = QByteArray(offset, '-') + masked(0x81, payload, "\x01\x20\x83\xf4");
            WebSocketFrameReader reader(DefaultLimit);
            const WebSocketFrameReader::Step step
                = reader.next(buffer.data() + offset, buffer.size() - offset);
            QCOMPARE(step.event, FrameEvent::Text);
            QCOMPARE(step.payload, QByteArrayView(payload));
        }
    }
}

void tst_WebSocketFrame::manyFragments()
{
    const int count = 100'000;
    Transcript transcript;
    transcript.feed(masked(0x01, "x") + masked(0x00, "y").repeated(count) + masked(0x80, "z"));
    QVERIFY(transcript.text() == "text x" + QByteArray(count, 'y') + "z\n");
}

void tst_WebSocketFrame::randomPieces()
{
    const QByteArray text = QByteArray("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80 ").repeated(40);
    const QByteArray wire = masked(0x81, text) + masked(0x01, text.left(101)) + masked(0x89, "p")
        + masked(0x00, text.mid(101, 7)) + masked(0x80, text.mid(108)) + masked(0x82, text)
        + masked(0x81, "") + masked(0x88, hex("03e8") + "bye");
    Transcript whole;
    whole.feed(wire);
    QCOMPARE(whole.text(),
             "text " + text + "\nping p\ntext " + text + "\nbinary " + text.toHex()
                 + "\ntext \nclose 1000 bye\n");
    QRandomGenerator random(1);
    for (int round = 0; round < 300; ++round) {
        Transcript transcript;
        for (qsizetype at = 0; at < wire.size();) {
            const qsizetype size = qMin<qsizetype>(1 + random.bounded(100), wire.size() - at);
            transcript.feed(QByteArrayView(wire).sliced(at, size));
            at += size;
        }
        QCOMPARE(transcript.text(), whole.text());
    }
}

void tst_WebSocketFrame::writing_data()
{
    QTest::addColumn<WebSocketOpcode>("opcode");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("RFC 6455, 5.7: unmasked text")
        << WebSocketOpcode::Text << QByteArray("Hello") << hex("810548656c6c6f");
    QTest::newRow("RFC 6455, 5.7: unmasked ping")
        << WebSocketOpcode::Ping << QByteArray("Hello") << hex("890548656c6c6f");
    QTest::newRow("pong") << WebSocketOpcode::Pong << QByteArray("Hello") << hex("8a0548656c6c6f");
    QTest::newRow("empty text") << WebSocketOpcode::Text << QByteArray() << hex("8100");
    QTest::newRow("125 bytes") << WebSocketOpcode::Binary << QByteArray(125, 'x')
                               << hex("827d") + QByteArray(125, 'x');
    QTest::newRow("126 bytes") << WebSocketOpcode::Binary << QByteArray(126, 'x')
                               << hex("827e007e") + QByteArray(126, 'x');
    QTest::newRow("65535 bytes") << WebSocketOpcode::Text << QByteArray(65535, 'x')
                                 << hex("817effff") + QByteArray(65535, 'x');
    QTest::newRow("65536 bytes") << WebSocketOpcode::Text << QByteArray(65536, 'x')
                                 << hex("817f0000000000010000") + QByteArray(65536, 'x');
}

void tst_WebSocketFrame::writing()
{
    QFETCH(const WebSocketOpcode, opcode);
    QFETCH(const QByteArray, payload);
    QFETCH(const QByteArray, expected);
    QCOMPARE(WebSocketFrameWriter::frame(opcode, payload), expected);
}

void tst_WebSocketFrame::writingHeaders()
{
    QByteArray out = "before";
    WebSocketFrameWriter::appendHeader(out, WebSocketOpcode::Binary, 126);
    QCOMPARE(out, "before" + hex("827e007e"));
    out.clear();
    WebSocketFrameWriter::appendHeader(out, WebSocketOpcode::Binary, qsizetype(1) << 40);
    QCOMPARE(out, hex("827f0000010000000000"));
    // RFC 7692, 7.2.3.1
    const QByteArray hello = hex("f248cdc9c90700");
    QCOMPARE(WebSocketFrameWriter::frame(WebSocketOpcode::Text, hello,
                                         WebSocketCompression::PerMessageDeflate),
             hex("c107") + hello);
}

void tst_WebSocketFrame::closeFrames_data()
{
    QTest::addColumn<WebSocketCloseCode>("code");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("trap 32: no code") << WebSocketCloseCode::None << QByteArray() << hex("8800");
    QTest::newRow("no code, so no reason")
        << WebSocketCloseCode::None << QByteArray("why") << hex("8800");
    QTest::newRow("code") << WebSocketCloseCode::MessageTooBig << QByteArray() << hex("880203f1");
    QTest::newRow("code and reason")
        << WebSocketCloseCode::Normal << QByteArray("bye") << hex("880503e8627965");
    QTest::newRow("123 bytes") << WebSocketCloseCode::Normal << QByteArray(123, 'r')
                               << hex("887d03e8") + QByteArray(123, 'r');
    QTest::newRow("124 bytes are cut") << WebSocketCloseCode::Normal << QByteArray(124, 'r')
                                       << hex("887d03e8") + QByteArray(123, 'r');
    QTest::newRow("cut before a character")
        << WebSocketCloseCode::Normal << QByteArray(123, 'r') + "\xc3\xa9"
        << hex("887d03e8") + QByteArray(123, 'r');
    QTest::newRow("cut within a character of two bytes")
        << WebSocketCloseCode::Normal << QByteArray(122, 'r') + "\xc3\xa9"
        << hex("887c03e8") + QByteArray(122, 'r');
    QTest::newRow("cut within a character of four bytes")
        << WebSocketCloseCode::Normal << QByteArray(120, 'r') + "\xf0\x9f\x98\x80"
        << hex("887a03e8") + QByteArray(120, 'r');
}

void tst_WebSocketFrame::closeFrames()
{
    QFETCH(const WebSocketCloseCode, code);
    QFETCH(const QByteArray, reason);
    QFETCH(const QByteArray, expected);
    QCOMPARE(WebSocketFrameWriter::closeFrame(code, reason), expected);
}

QTEST_APPLESS_MAIN(tst_WebSocketFrame)
#include "tst_websocketframe.moc"
