// SPDX-License-Identifier: MIT
#include "codec/enginecodecv4_p.h"

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
} // namespace

class tst_EngineCodecV4 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void text_data();
    void text();
    void undecodable_data();
    void undecodable();
    void decodeBinary();
    void viewsIntoTheInput();
    void base64_data();
    void base64();
    void base64Alone();
    void decodedBase64OutlivesItsCopies();
    void everyByteSurvivesBase64();
    void payload_data();
    void payload();
    void encodePayload_data();
    void encodePayload();
    void webSocketFrame_data();
    void webSocketFrame();
    void validUtf8_data();
    void validUtf8();
    void validUtf8IsNotCopied();
};

void tst_EngineCodecV4::text_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<EnginePacket>("packet");
    QTest::newRow("open") << QByteArray("0{\"sid\":\"x\"}")
                          << ::text(Type::Open, "{\"sid\":\"x\"}");
    QTest::newRow("close") << QByteArray("1") << ::text(Type::Close);
    QTest::newRow("ping") << QByteArray("2") << ::text(Type::Ping);
    QTest::newRow("probe") << QByteArray("2probe") << ::text(Type::Ping, "probe");
    QTest::newRow("pong") << QByteArray("3") << ::text(Type::Pong);
    QTest::newRow("probe's answer") << QByteArray("3probe") << ::text(Type::Pong, "probe");
    QTest::newRow("message") << QByteArray("4hello") << ::text(Type::Message, "hello");
    QTest::newRow("trap 25: message without data") << QByteArray("4") << ::text(Type::Message);
    QTest::newRow("upgrade") << QByteArray("5") << ::text(Type::Upgrade);
    QTest::newRow("noop") << QByteArray("6") << ::text(Type::Noop);
    QTest::newRow("UTF-8") << QByteArray("4\xe2\x82\xac") << ::text(Type::Message, "\xe2\x82\xac");
    QTest::newRow("NUL") << QByteArray("4\0a", 3) << ::text(Type::Message, QByteArray("\0a", 2));
    QTest::newRow("trap 24: binary") << QByteArray("bAQID") << binary("\x01\x02\x03");
    QTest::newRow("binary, padded") << QByteArray("bAQI=") << binary("\x01\x02");
    QTest::newRow("binary, padded twice") << QByteArray("bAQ==") << binary("\x01");
    QTest::newRow("binary, high") << QByteArray("b+/+/") << binary("\xfb\xff\xbf");
    QTest::newRow("binary, empty") << QByteArray("b") << binary("");
}

void tst_EngineCodecV4::text()
{
    QFETCH(QByteArray, wire);
    QFETCH(EnginePacket, packet);
    const EnginePacketView decoded = EngineCodecV4::decodeText(wire);
    QVERIFY(decoded.isValid);
    QCOMPARE(decoded.type, packet.type);
    QCOMPARE(decoded.isBinary, packet.isBinary);
    QCOMPARE(decoded.data.toByteArray(), packet.data);
    QCOMPARE(decoded.data.isNull(), packet.data.isNull());

    QCOMPARE(EngineCodecV4::encodeText(packet), wire);
    QByteArray out("before");
    EngineCodecV4::appendText(out, packet);
    QCOMPARE(out, "before" + wire);
}

void tst_EngineCodecV4::undecodable_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("null") << QByteArray();
    QTest::newRow("7") << QByteArray("7");
    QTest::newRow("9") << QByteArray("9abc");
    QTest::newRow("letter") << QByteArray("abc");
    QTest::newRow("capital B") << QByteArray("BAQID");
    QTest::newRow("blank") << QByteArray(" 4a");
    QTest::newRow("minus") << QByteArray("-1");
    QTest::newRow("slash, before 0") << QByteArray("/");
    QTest::newRow("NUL") << QByteArray("\0", 1);
    QTest::newRow("high byte") << QByteArray("\xff");
}

void tst_EngineCodecV4::undecodable()
{
    QFETCH(QByteArray, wire);
    QVERIFY(!EngineCodecV4::decodeText(wire).isValid);
}

void tst_EngineCodecV4::decodeBinary()
{
    const QByteArray bytes("\x04\x00\xff", 3);
    const EnginePacketView packet = EngineCodecV4::decodeBinary(bytes);
    QVERIFY(packet.isValid);
    QVERIFY(packet.isBinary);
    QCOMPARE(packet.type, Type::Message);
    QCOMPARE(packet.data.toByteArray(), bytes); // trap 35: there is no type among them
    QCOMPARE(static_cast<const void *>(packet.data.data()),
             static_cast<const void *>(bytes.constData()));
}

void tst_EngineCodecV4::viewsIntoTheInput()
{
    const QByteArray wire("4hello");
    QCOMPARE(static_cast<const void *>(EngineCodecV4::decodeText(wire).data.data()),
             static_cast<const void *>(wire.constData() + 1));
}

// Expectations are what Node.js answers to Buffer.from(text, 'base64').toString('hex').
void tst_EngineCodecV4::base64_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("hex");
    const std::pair<const char *, const char *> rows[] = {
        {"A", ""},
        {"AA", "00"},
        {"AAA", "0000"},
        {"AQ", "01"},
        {"AQI", "0102"},
        {"AQIDB", "010203"},
        {"AQ\nID", "010203"},
        {"A Q I D", "010203"},
        {"-_-_", "fbffbf"},
        {"-/+_", "fbffbf"},
        {"!!!!AQID", "010203"},
        {"AQI*", "0102"},
        {"AQID\xc3\xa9", "010203"},
        {"\xff\xfe", ""},
        {"=", ""},
        {"A=", ""},
        {"====AQID", ""},
        {"AQID====", "010203"},
        {"AQ=", "01"},
        {"AQ==ID", "01"},
        {"AQ==AQ==", "01"},
        {"AQI=D", "0102"},
        {"A=Q=I=D=", ""},
        {" AQ==BQ ", "01"},
        {"AQIDA===", "010203"},
    };
    for (const auto &[wire, hex] : rows)
        QTest::addRow("%s", QByteArray(wire).toPercentEncoding().constData())
            << QByteArray(wire) << QByteArray(hex);
}

void tst_EngineCodecV4::base64()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, hex);
    const EnginePacketView packet = EngineCodecV4::decodeText('b' + wire);
    QVERIFY(packet.isValid);
    QCOMPARE(packet.type, Type::Message);
    QVERIFY(packet.isBinary);
    QVERIFY(!packet.data.isNull());
    QCOMPARE(packet.data.toByteArray().toHex(), hex);
}

void tst_EngineCodecV4::base64Alone()
{
    const EnginePacketView packet = EngineCodecV4::decodeText("b");
    QVERIFY(packet.isValid);
    QVERIFY(packet.isBinary);
    QVERIFY(packet.data.isEmpty());
    QVERIFY(!packet.data.isNull());
    QVERIFY(!packet.storage.isNull());
}

void tst_EngineCodecV4::decodedBase64OutlivesItsCopies()
{
    EnginePacketView copy;
    {
        const QByteArray wire("bAQID");
        const EnginePacketView packet = EngineCodecV4::decodeText(wire);
        copy = packet;
    }
    QCOMPARE(copy.data.toByteArray(), QByteArray("\x01\x02\x03"));
}

void tst_EngineCodecV4::everyByteSurvivesBase64()
{
    QByteArray bytes;
    for (int i = 0; i < 256; ++i) {
        bytes += static_cast<char>(i);
        const QByteArray wire = EngineCodecV4::encodeText(binary(bytes));
        QCOMPARE(wire, 'b' + bytes.toBase64());
        QCOMPARE(EngineCodecV4::decodeText(wire).data.toByteArray(), bytes);
        const QByteArray urlSafe = 'b' + bytes.toBase64(QByteArray::Base64UrlEncoding);
        QCOMPARE(EngineCodecV4::decodeText(urlSafe).data.toByteArray(), bytes);
    }
}

void tst_EngineCodecV4::payload_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArrayList>("packets");
    QTest::newRow("one") << QByteArray("4a") << QByteArrayList{"4:a"};
    QTest::newRow("several") << QByteArray("4a\x1e"
                                           "bAQID\x1e"
                                           "3\x1e"
                                           "4\xe2\x82\xac")
                             << QByteArrayList{"4:a", "b:010203", "3", "4:\xe2\x82\xac"};
    QTest::newRow("empty body") << QByteArray("") << QByteArrayList{"error"};
    QTest::newRow("trap 16: unknown type") << QByteArray("abc") << QByteArrayList{"error"};
    QTest::newRow("stops behind the first error") << QByteArray("4a\x1e"
                                                                "xyz\x1e"
                                                                "4b")
                                                  << QByteArrayList{"4:a", "error"};
    QTest::newRow("separator at the end") << QByteArray("4a\x1e") << QByteArrayList{"4:a", "error"};
    QTest::newRow("separator at the begin") << QByteArray("\x1e"
                                                          "4a")
                                            << QByteArrayList{"error"};
    QTest::newRow("two separators") << QByteArray("4a\x1e\x1e"
                                                  "4b")
                                    << QByteArrayList{"4:a", "error"};
    QTest::newRow("separator alone") << QByteArray("\x1e") << QByteArrayList{"error"};
}

void tst_EngineCodecV4::payload()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArrayList, packets);
    QByteArrayList decoded;
    const QList<EnginePacketView> views = EngineCodecV4::decodePayload(wire);
    for (const EnginePacketView &view : views)
        decoded += describe(view);
    QCOMPARE(decoded, packets);
}

void tst_EngineCodecV4::encodePayload_data()
{
    QTest::addColumn<QList<EnginePacket>>("packets");
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("none") << QList<EnginePacket>() << QByteArray();
    QTest::newRow("one") << QList<EnginePacket>{::text(Type::Noop)} << QByteArray("6");
    QTest::newRow("several") << QList<EnginePacket>{::text(Type::Noop), ::text(Type::Close),
                                                    ::text(Type::Message, "a"), binary("\x01"),
                                                    binary("")}
                             << QByteArray("6\x1e"
                                           "1\x1e"
                                           "4a\x1e"
                                           "bAQ==\x1e"
                                           "b");
}

void tst_EngineCodecV4::encodePayload()
{
    QFETCH(QList<EnginePacket>, packets);
    QFETCH(QByteArray, wire);
    QCOMPARE(EngineCodecV4::encodePayload(packets), wire);
}

void tst_EngineCodecV4::webSocketFrame_data()
{
    QTest::addColumn<EnginePacket>("packet");
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("ping") << ::text(Type::Ping)
                          << QByteArray("\x81\x01"
                                        "2");
    QTest::newRow("message") << ::text(Type::Message, "hi")
                             << QByteArray("\x81\x03"
                                           "4hi");
    QTest::newRow("binary, without a type")
        << binary("\x01\x02\x03") << QByteArray("\x82\x03\x01\x02\x03");
    QTest::newRow("binary, empty") << binary("") << QByteArray("\x82\x00", 2);
    QTest::newRow("125 bytes with the type")
        << ::text(Type::Message, QByteArray(124, 'x')) << "\x81\x7d" + ('4' + QByteArray(124, 'x'));
    QTest::newRow("126 bytes with the type")
        << ::text(Type::Message, QByteArray(125, 'x'))
        << QByteArray("\x81\x7e\x00\x7e", 4) + '4' + QByteArray(125, 'x');
    QTest::newRow("65536 bytes") << binary(QByteArray(65536, 'x'))
                                 << QByteArray("\x82\x7f\0\0\0\0\0\1\0\0", 10)
            + QByteArray(65536, 'x');
}

void tst_EngineCodecV4::webSocketFrame()
{
    QFETCH(EnginePacket, packet);
    QFETCH(QByteArray, frame);
    QCOMPARE(EngineCodecV4::webSocketFrame(packet).toHex(), frame.toHex());
}

// Expectations are what Node.js answers to Buffer.from(bytes, 'hex').toString('utf8').
void tst_EngineCodecV4::validUtf8_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("expected");
    const std::pair<const char *, const char *> rows[] = {
        {"", ""},
        {"00", "00"},
        {"c3a9", "c3a9"},
        {"e282ac", "e282ac"},
        {"f09f9880", "f09f9880"},
        {"efbbbf41", "efbbbf41"},
        {"ed9fbf", "ed9fbf"},
        {"ee8080", "ee8080"},
        {"efbfbf", "efbfbf"},
        {"f48fbfbf", "f48fbfbf"},
        {"80", "efbfbd"},
        {"fe", "efbfbd"},
        {"ff", "efbfbd"},
        {"c2", "efbfbd"},
        {"c080", "efbfbdefbfbd"},
        {"c1bf", "efbfbdefbfbd"},
        {"e0", "efbfbd"},
        {"e0a0", "efbfbd"},
        {"e08080", "efbfbdefbfbdefbfbd"},
        {"eda080", "efbfbdefbfbdefbfbd"},
        {"edb080", "efbfbdefbfbdefbfbd"},
        {"f0", "efbfbd"},
        {"f090", "efbfbd"},
        {"f09080", "efbfbd"},
        {"f0808080", "efbfbdefbfbdefbfbdefbfbd"},
        {"f4908080", "efbfbdefbfbdefbfbdefbfbd"},
        {"f5808080", "efbfbdefbfbdefbfbdefbfbd"},
        {"41c241", "41efbfbd41"},
        {"41e28241", "41efbfbd41"},
        {"41e2824141", "41efbfbd4141"},
        {"f09f9841", "efbfbd41"},
        {"f18080e18082c280", "efbfbde18082c280"},
        {"c2c3a9", "efbfbdc3a9"},
        {"e1a0c2", "efbfbdefbfbd"},
        {"61f1808062", "61efbfbd62"},
    };
    for (const auto &[hex, expected] : rows)
        QTest::addRow("%s", hex) << QByteArray(hex) << QByteArray(expected);
}

void tst_EngineCodecV4::validUtf8()
{
    QFETCH(QByteArray, hex);
    QFETCH(QByteArray, expected);
    QCOMPARE(toValidUtf8(QByteArray::fromHex(hex)).toHex(), expected);
}

void tst_EngineCodecV4::validUtf8IsNotCopied()
{
    const QByteArray valid("4\xe2\x82\xac");
    QVERIFY(toValidUtf8(valid).isSharedWith(valid));
}

QTEST_GUILESS_MAIN(tst_EngineCodecV4)
#include "tst_enginecodecv4.moc"
