// SPDX-License-Identifier: MIT
#include "codec/enginecodecv3_p.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using Type = EnginePacket::Type;

namespace {
EnginePacket text(Type type, const QByteArray &data = {})
{
    EnginePacket packet;
    packet.type = type;
    packet.data = data;
    return packet;
}

EnginePacket message(const QByteArray &data)
{
    return text(Type::Message, data);
}

EnginePacket binary(const QByteArray &data)
{
    EnginePacket packet;
    packet.isBinary = true;
    packet.data = data;
    return packet;
}

// What a decoded packet is, for comparing: "4:data", "4" without data, "b:hex" or "error".
QByteArray describe(const EnginePacketView &packet)
{
    if (!packet.isValid)
        return "error";
    if (packet.isBinary)
        return "b:" + packet.data.toByteArray().toHex();
    const QByteArray digit = QByteArray::number(static_cast<int>(packet.type));
    return packet.data.isNull() ? digit : digit + ':' + packet.data.toByteArray();
}

QByteArrayList describe(const QList<EnginePacketView> &packets)
{
    QByteArrayList descriptions;
    for (const EnginePacketView &packet : packets)
        descriptions += describe(packet);
    return descriptions;
}
} // namespace

class tst_EngineCodecV3 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void text_data();
    void text();
    void undecodable_data();
    void undecodable();
    void decodeText_data();
    void decodeText();
    void decodeBinary_data();
    void decodeBinary();
    void trap35_encodeBinary();
    void viewsIntoTheInput();
    void encodePayload_data();
    void encodePayload();
    void decodePayload_data();
    void decodePayload();
    void decodeBinaryPayload_data();
    void decodeBinaryPayload();
};

void tst_EngineCodecV3::text_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<EnginePacket>("packet");
    QTest::newRow("open") << QByteArray("0{\"sid\":\"x\"}")
                          << ::text(Type::Open, "{\"sid\":\"x\"}");
    QTest::newRow("close") << QByteArray("1") << ::text(Type::Close);
    QTest::newRow("ping") << QByteArray("2") << ::text(Type::Ping);
    QTest::newRow("probe") << QByteArray("2probe") << ::text(Type::Ping, "probe");
    QTest::newRow("pong") << QByteArray("3") << ::text(Type::Pong);
    QTest::newRow("message") << QByteArray("4hello") << message("hello");
    QTest::newRow("message without data") << QByteArray("4") << message({});
    QTest::newRow("upgrade") << QByteArray("5") << ::text(Type::Upgrade);
    QTest::newRow("noop") << QByteArray("6") << ::text(Type::Noop);
    QTest::newRow("UTF-8") << QByteArray("4\xe2\x82\xac") << message("\xe2\x82\xac");
    QTest::newRow("trap 35: binary has its type")
        << QByteArray("b4AQIDBA==") << binary("\x01\x02\x03\x04");
    QTest::newRow("binary, empty") << QByteArray("b4") << binary("");
}

void tst_EngineCodecV3::text()
{
    QFETCH(QByteArray, wire);
    QFETCH(EnginePacket, packet);
    const EnginePacketView decoded = EngineCodecV3::decodeText(wire);
    QVERIFY(decoded.isValid);
    QCOMPARE(decoded.type, packet.type);
    QCOMPARE(decoded.isBinary, packet.isBinary);
    QCOMPARE(decoded.data.toByteArray(), packet.data);
    QCOMPARE(decoded.data.isNull(), packet.data.isNull());
    QCOMPARE(EngineCodecV3::encodeText(packet), wire);
}

void tst_EngineCodecV3::undecodable_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("null") << QByteArray();
    QTest::newRow("7") << QByteArray("7");
    QTest::newRow("letter") << QByteArray("abc");
    QTest::newRow("blank") << QByteArray(" 4a");
    QTest::newRow("slash, before 0") << QByteArray("/");
    QTest::newRow("NUL") << QByteArray("\0", 1);
    QTest::newRow("high byte") << QByteArray("\xff");
}

void tst_EngineCodecV3::undecodable()
{
    QFETCH(QByteArray, wire);
    QVERIFY(!EngineCodecV3::decodeText(wire).isValid);
}

void tst_EngineCodecV3::decodeText_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("packet");
    QTest::newRow("base64 without padding") << QByteArray("b4AQI") << QByteArray("b:0102");
    QTest::newRow("base64 for URLs") << QByteArray("b4-_-_") << QByteArray("b:fbffbf");
    QTest::newRow("base64 without a type") << QByteArray("b") << QByteArray("6");
    QTest::newRow("base64 of an unknown type") << QByteArray("b7AQID") << QByteArray("6");
    QTest::newRow("base64 without a digit") << QByteArray("bAQID") << QByteArray("6");
    QTest::newRow("binary ping") << QByteArray("b2cHJvYmU=") << QByteArray("2");
    QTest::newRow("binary close") << QByteArray("b1") << QByteArray("1");
}

void tst_EngineCodecV3::decodeText()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, packet);
    QCOMPARE(describe(EngineCodecV3::decodeText(wire)), packet);
}

void tst_EngineCodecV3::decodeBinary_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("packet");
    QTest::newRow("trap 35: message") << QByteArray("\x04\x01\x02") << QByteArray("b:0102");
    QTest::newRow("empty message") << QByteArray("\x04") << QByteArray("b:");
    QTest::newRow("message of zeros") << QByteArray("\x04\0\0", 3) << QByteArray("b:0000");
    QTest::newRow("ping") << QByteArray("\x02probe") << QByteArray("2");
    QTest::newRow("open") << QByteArray("\0x", 2) << QByteArray("0");
    QTest::newRow("nothing at all") << QByteArray("") << QByteArray("6");
    QTest::newRow("unknown type") << QByteArray("\x07\x01") << QByteArray("6");
    QTest::newRow("digit for a type") << QByteArray("4a") << QByteArray("6");
    QTest::newRow("high type") << QByteArray("\xff\x01") << QByteArray("6");
}

void tst_EngineCodecV3::decodeBinary()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, packet);
    const EnginePacketView decoded = EngineCodecV3::decodeBinary(wire);
    QCOMPARE(describe(decoded), packet);
    QCOMPARE(decoded.data.isNull(), !decoded.isBinary);
}

void tst_EngineCodecV3::trap35_encodeBinary()
{
    QCOMPARE(EngineCodecV3::encodeBinary(binary(QByteArray("\x01\x00", 2))),
             QByteArray("\x04\x01\x00", 3));
    QCOMPARE(EngineCodecV3::encodeBinary(binary("")), QByteArray("\x04"));
}

void tst_EngineCodecV3::viewsIntoTheInput()
{
    const auto begin = [](const QList<EnginePacketView> &packets) {
        return static_cast<const void *>(packets.constFirst().data.data());
    };
    const QByteArray text("6:4hello");
    QCOMPARE(begin(EngineCodecV3::decodePayload(text)),
             static_cast<const void *>(text.constData() + 3));
    const QByteArray binary("\x00\x06\xff"
                            "4hello",
                            9);
    QCOMPARE(begin(EngineCodecV3::decodeBinaryPayload(binary)),
             static_cast<const void *>(binary.constData() + 4));
}

void tst_EngineCodecV3::encodePayload_data()
{
    QTest::addColumn<QList<EnginePacket>>("packets");
    QTest::addColumn<QByteArray>("text"); // for clients without support of binary data
    QTest::addColumn<QByteArray>("binary"); // for the others; null: the same
    const auto row
        = [](const char *name, const QList<EnginePacket> &packets, const QByteArray &text,
             const QByteArray &binary = {}) { QTest::newRow(name) << packets << text << binary; };
    row("none", {}, "0:");
    row("one", {::text(Type::Noop)}, "1:6");
    row("noop and close", {::text(Type::Noop), ::text(Type::Close)}, "1:61:1");
    row("message without data", {message({})}, "1:4");
    row("trap 34: UTF-16 units", {message("\xf0\x9f\x98\x80")}, "3:4\xf0\x9f\x98\x80");
    row("trap 34: one, two, three and four bytes",
        {message("\xe2\x82\xac\xc3\xa9\xf0\x9f\x98\x80")},
        "5:4\xe2\x82\xac\xc3\xa9\xf0\x9f\x98\x80");
    row("two digits", {message("123456789")}, "10:4123456789");
    row("binary", {binary("\x01\x02\x03\x04")},
        "10:b4AQIDBA==", QByteArray("\x01\x05\xff\x04\x01\x02\x03\x04"));
    row("binary, empty", {binary("")}, "2:b4", "\x01\x01\xff\x04");
    row("trap 35: text and binary", {message("\xe2\x82\xac"), binary("\x01\x02\x03\x04")},
        "2:4\xe2\x82\xac"
        "10:b4AQIDBA==",
        QByteArray("\x00\x04\xff\x34\xe2\x82\xac\x01\x05\xff\x04\x01\x02\x03\x04", 15));
    row("lengths in digits", {binary(QByteArray(1023, 'x')), message("a")},
        "1366:b4" + QByteArray(1023, 'x').toBase64() + "2:4a",
        QByteArray("\x01\x01\x00\x02\x04\xff\x04", 7) + QByteArray(1023, 'x')
            + QByteArray("\x00\x02\xff"
                         "4a",
                         5));
}

void tst_EngineCodecV3::encodePayload()
{
    QFETCH(QList<EnginePacket>, packets);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, binary);
    const EngineCodecV3::EncodedPayload asText = EngineCodecV3::encodePayload(packets, false);
    QCOMPARE(asText.data, text);
    QVERIFY(!asText.isBinary);
    const EngineCodecV3::EncodedPayload any = EngineCodecV3::encodePayload(packets, true);
    QCOMPARE(any.data.toHex(), (binary.isNull() ? text : binary).toHex());
    QCOMPARE(any.isBinary, !binary.isNull());

    const QList<EnginePacketView> fromText = EngineCodecV3::decodePayload(text);
    QCOMPARE(fromText.size(), packets.size());
    for (qsizetype i = 0; i < packets.size(); ++i)
        QCOMPARE(describe(fromText.at(i)),
                 describe(EngineCodecV3::decodeText(EngineCodecV3::encodeText(packets.at(i)))));
    if (any.isBinary)
        QCOMPARE(describe(EngineCodecV3::decodeBinaryPayload(any.data)), describe(fromText));
}

// Expectations are what Engine.IO's parser for protocol 3 makes of it.
void tst_EngineCodecV3::decodePayload_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArrayList>("packets");
    const auto row = [](const char *name, const QByteArray &wire, const QByteArrayList &packets) {
        QTest::newRow(name) << wire << packets;
    };
    row("one", "2:4a", {"4:a"});
    row("several", "2:4a1:210:b4AQIDBA==6:3probe", {"4:a", "2", "b:01020304", "3:probe"});
    row("trap 34: UTF-16 units", "3:4\xf0\x9f\x98\x80", {"4:\xf0\x9f\x98\x80"});
    row("trap 34: all sizes, and more behind them",
        "5:4\xe2\x82\xac\xc3\xa9\xf0\x9f\x98\x80"
        "2:4a",
        {"4:\xe2\x82\xac\xc3\xa9\xf0\x9f\x98\x80", "4:a"});
    row("colons and digits inside", "5:4:1:23:4:3", {"4::1:2", "4::3"});
    row("leading zeros", "002:4a", {"4:a"});
    row("zero length is skipped", "0:", {});
    row("zero length between others", "2:4a0:0:2:4b", {"4:a", "4:b"});
    row("ignored base64", "2:4a1:b3:b7A2:4b", {"4:a", "6", "6", "4:b"});

    row("empty body", "", {"error"});
    row("colon alone", ":", {"error"});
    row("empty length", "2:4a:4b", {"4:a", "error"});
    row("no number", "x:4a", {"error"});
    row("negative", "-1:4a", {"error"});
    row("fraction", "2.5:4a", {"error"});
    row("content too short", "3:4a", {"error"});
    row("content too short, behind a good one", "2:4a3:4b", {"4:a", "error"});
    row("no content", "1:", {"error"});
    row("bytes instead of UTF-16 units", "4:4\xe2\x82\xac", {"error"});
    row("end within a surrogate pair", "2:4\xf0\x9f\x98\x80", {"error"});
    row("trailing characters", "2:4a2", {"4:a", "error"});
    row("trailing characters that are no number", "2:4aabc", {"4:a", "error"});
    row("protocol 4", "4a", {"error"});
    row("unknown type", "2:4a2:7b2:4c", {"4:a", "error"});
    row("huge length", "99999999999999999999999999:4a", {"error"});
    row("2^64 + 2", "18446744073709551618:4a", {"error"});
}

void tst_EngineCodecV3::decodePayload()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArrayList, packets);
    QCOMPARE(describe(EngineCodecV3::decodePayload(wire)), packets);
}

void tst_EngineCodecV3::decodeBinaryPayload_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArrayList>("packets");
    const auto row = [](const char *name, const QByteArray &hex, const QByteArrayList &packets) {
        QTest::newRow(name) << hex << packets;
    };
    row("nothing", "", {});
    row("text", "0002ff 3461", {"4:a"});
    row("binary", "0103ff 04ff00", {"b:ff00"});
    row("trap 35: text and binary", "0004ff 34e282ac 0105ff 0401020304",
        {"4:\xe2\x82\xac", "b:01020304"});
    row("two digits", "00010 1ff 3431323334353637383930", {"4:1234567890"});
    row("base64 as text", "0006ff 623441514944 0001ff 32", {"b:010203", "2"});
    row("any mark but 0 is binary", "0702ff 0461 ff02ff 0462", {"b:61", "b:62"});
    row("unknown binary types are ignored", "0101ff 09 0100ff 0102ff 0461", {"6", "6", "b:61"});
    row("bytes that are no UTF-8, in base64", "0004ff 6234ff41", {"b:"});

    row("lone surrogate", "0004ff 34eda080", {"4:\xef\xbf\xbd"});
    row("surrogate pair in six bytes", "0007ff 34eda0bdedb880", {"4:\xef\xbf\xbd\xef\xbf\xbd"});
    row("lone surrogate among others", "0009ff 3461edbfbfe282ac62",
        {"4:a\xef\xbf\xbd\xe2\x82\xac"
         "b"});
    row("invalid UTF-8", "0002ff 3461 0002ff 34ff 0002ff 3462", {"4:a", "error"});
    row("overlong UTF-8", "0003ff 34c080", {"error"});
    row("overlong surrogate", "0005ff 34f08da080", {"error"});
    row("cut UTF-8", "0003ff 34e282", {"error"});
    row("beyond U+10FFFF", "0005ff 34f4908080", {"error"});

    row("empty text", "0000ff", {"error"});
    row("unknown text type", "0001ff 37", {"error"});
    row("no length", "00ff 34", {"error"});
    row("no end of the length", "0002", {"error"});
    row("mark alone", "00", {"error"});
    row("ASCII digits", "0032ff 3461", {"error"});
    row("content too short", "0002ff 3461 0105ff 0401", {"4:a", "error"});
    row("huge length", "01 09090909090909090909 09090909090909090909 ff 04", {"error"});
}

void tst_EngineCodecV3::decodeBinaryPayload()
{
    QFETCH(QByteArray, hex);
    QFETCH(QByteArrayList, packets);
    QCOMPARE(describe(EngineCodecV3::decodeBinaryPayload(QByteArray::fromHex(hex))), packets);
}

QTEST_GUILESS_MAIN(tst_EngineCodecV3)
#include "tst_enginecodecv3.moc"
