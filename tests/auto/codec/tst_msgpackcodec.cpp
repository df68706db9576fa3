// SPDX-License-Identifier: MIT
#include "codec/msgpackcodec_p.h"
#include "codec/msgpackreader_p.h"
#include "codec/msgpackwriter_p.h"
#include "codec/packetparser.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QDateTime>
#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>
#include <QtCore/QUuid>
#include <QtTest/QTest>

#include <limits>

using namespace QSocketIo;

namespace {
QByteArray hex(const QByteArray &text)
{
    return QByteArray::fromHex(text);
}

// The packet of a text such as 2["a",1], with the attachments of one that begins with 5 or 6.
Packet packetOf(const QByteArray &text, const QByteArrayList &attachments)
{
    PacketDecoder decoder;
    Result<std::optional<Packet>> result = decoder.decodeText(text);
    for (const QByteArray &attachment : attachments)
        result = decoder.decodeBinary(attachment);
    if (result && *result)
        return **result;
    qFatal("%s is no packet", text.constData());
}

// What the default parser makes of it, in one line.
QByteArray describe(const Packet &packet)
{
    QByteArray text = PacketEncoder::encodeText(packet);
    for (const QByteArray &attachment : packet.payload.attachments())
        text += ' ' + attachment.toHex();
    return text;
}

QByteArray describe(const Result<Packet> &packet)
{
    return packet ? describe(*packet) : packet.error().message().toUtf8();
}

// An event "e" with an argument of this msgpack text, and behind it 1.
QByteArray eventWith(const QByteArray &argument)
{
    return hex("83a47479706502a36e7370a12fa46461746193a165") + argument + '\x01';
}
} // namespace

class tst_MsgpackCodec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void packets_data();
    void packets();
    void sizes_data();
    void sizes();
    void values_data();
    void values();
    void keysThatAreNoText();
    void connectDataKeepsItsTypes();
    void arguments_data();
    void arguments();
    void decode_data();
    void decode();
    void undecodable_data();
    void undecodable();
    void cutAnywhere();
    void placeholders();
    void nesting();
    void announcedSizeCostsNothing();
    void payloadIsLazy();
    void parsers();
};

// The bytes are those of socket.io-msgpack-parser 3.0.2.
void tst_MsgpackCodec::packets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("attachments");
    QTest::addColumn<QByteArray>("wire");
    const auto row = [](const char *name, const QByteArray &text, const char *wire,
                        const QByteArrayList &attachments = {}) {
        QTest::newRow(name) << text << attachments << QByteArray(wire);
    };
    row("connect", "0", "82a47479706500a36e7370a12f");
    row("connect with data", "0{\"token\":\"abc\"}",
        "83a47479706500a46461746181a5746f6b656ea3616263a36e7370a12f");
    row("connect elsewhere", "0/admin,", "82a47479706500a36e7370a62f61646d696e");
    row("disconnect", "1", "82a47479706501a36e7370a12f");
    row("disconnect elsewhere", "1/a,", "82a47479706501a36e7370a22f61");
    row("event", "2[\"hello\",\"w\xe2\x82\xacrld\"]",
        "83a47479706502a46461746192a568656c6c6fa777e282ac726c64a36e7370a12f");
    row("event with id", "2/n,0[\"e\",1,null,true,false]",
        "84a47479706502a46461746195a16501c0c3c2a2696400a36e7370a22f6e");
    row("event of a number", "2[1,2]", "83a47479706502a464617461920102a36e7370a12f");
    row("event of a fraction", "2[1.5]",
        "83a47479706502a46461746191cb3ff8000000000000a36e7370a12f");
    row("event without a name", "2[\"\"]", "83a47479706502a46461746191a0a36e7370a12f");
    row("nested", "2[\"e\",{\"a\":[1,{\"b\":\"c\"}],\"d\":{}},[]]",
        "83a47479706502a46461746193a16582a161920181a162a163a1648090a36e7370a12f");
    row("binary",
        "52-[\"e\",{\"_placeholder\":true,\"num\":0},{\"k\":{\"_placeholder\":true,\"num\":1}}]",
        "83a47479706502a46461746193a165c40301020381a16bc400a36e7370a12f", {"\x01\x02\x03", ""});
    row("acknowledgement", "312[]", "84a47479706503a46461746190a269640ca36e7370a12f");
    row("binary acknowledgement", "61-/a,300[\"ok\",-1,{\"_placeholder\":true,\"num\":0}]",
        "84a47479706503a46461746193a26f6bffc401ffa26964cd012ca36e7370a22f61", {"\xff"});
    row("error", "4{\"message\":\"no\"}",
        "83a47479706504a46461746181a76d657373616765a26e6fa36e7370a12f");
    row("error of text", "4/x,\"no\"", "83a47479706504a464617461a26e6fa36e7370a22f78");
    row("numbers",
        "2[\"n\",0,127,128,255,256,65535,65536,4294967295,4294967296,9007199254740991,-1,-32,-33,"
        "-128,-129,-32768,-32769,-2147483648,-2147483649,-9007199254740991,1.5,-0.25]",
        "83a47479706502a464617461dc0017a16e007fcc80ccffcd0100cdffffce00010000ceffffffffcf0000000100"
        "000000cf001fffffffffffffffe0d0dfd080d1ff7fd18000d2ffff7fffd280000000d3ffffffff7fffffffd3ff"
        "e0000000000001cb3ff8000000000000cbbfd0000000000000a36e7370a12f");
}

void tst_MsgpackCodec::packets()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArrayList, attachments);
    QFETCH(QByteArray, wire);
    const Packet packet = packetOf(text, attachments);
    QCOMPARE(MsgpackCodec::encode(packet).toHex(), wire);

    const Result<Packet> decoded = MsgpackCodec::decode(QByteArray::fromHex(wire));
    QVERIFY2(decoded, qPrintable(decoded.error().message()));
    QCOMPARE(describe(*decoded), describe(packet));
    QCOMPARE(decoded->type, packet.type);
    QCOMPARE(decoded->nsp, packet.nsp);
    QCOMPARE(decoded->id, packet.id);
    QCOMPARE(decoded->event, packet.event);
    QCOMPARE(decoded->event.isNull(), packet.event.isNull());
    QCOMPARE(decoded->isNumericEvent, packet.isNumericEvent);
    QCOMPARE(decoded->payload, packet.payload);
    QCOMPARE(decoded->data, packet.data);
}

void tst_MsgpackCodec::sizes_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<QByteArray>("head");
    const auto text = [](int size) { return QCborValue(QString(size, QLatin1Char('x'))); };
    const auto bytes = [](int size) { return QCborValue(QByteArray(size, 'x')); };
    const auto array = [](int size) {
        QCborArray elements;
        for (int i = 0; i < size; ++i)
            elements.append(nullptr);
        return QCborValue(elements);
    };
    const auto map = [](int size) {
        QCborMap members;
        for (int i = 0; i < size; ++i)
            members.insert(i, nullptr);
        return QCborValue(members);
    };
    QTest::newRow("text 0") << text(0) << hex("a0");
    QTest::newRow("text 31") << text(31) << hex("bf");
    QTest::newRow("text 32") << text(32) << hex("d920");
    QTest::newRow("text 255") << text(255) << hex("d9ff");
    QTest::newRow("text 256") << text(256) << hex("da0100");
    QTest::newRow("text 65535") << text(65535) << hex("daffff");
    QTest::newRow("text 65536") << text(65536) << hex("db00010000");
    QTest::newRow("bytes 0") << bytes(0) << hex("c400");
    QTest::newRow("bytes 255") << bytes(255) << hex("c4ff");
    QTest::newRow("bytes 256") << bytes(256) << hex("c50100");
    QTest::newRow("bytes 65535") << bytes(65535) << hex("c5ffff");
    QTest::newRow("bytes 65536") << bytes(65536) << hex("c600010000");
    QTest::newRow("array 0") << array(0) << hex("90");
    QTest::newRow("array 15") << array(15) << hex("9fc0");
    QTest::newRow("array 16") << array(16) << hex("dc0010c0");
    QTest::newRow("array 65535") << array(65535) << hex("dcffffc0");
    QTest::newRow("array 65536") << array(65536) << hex("dd00010000c0");
    QTest::newRow("map 0") << map(0) << hex("80");
    QTest::newRow("map 15") << map(15) << hex("8fa130c0");
    QTest::newRow("map 16") << map(16) << hex("de0010a130c0");
}

void tst_MsgpackCodec::sizes()
{
    QFETCH(QCborValue, value);
    QFETCH(QByteArray, head);
    MsgpackWriter writer;
    writer.cbor(value);
    const QByteArray wire = writer.takeBytes();
    QCOMPARE(wire.first(head.size()).toHex(), head.toHex());

    const Result<Packet> decoded = MsgpackCodec::decode(eventWith(wire));
    QVERIFY(decoded);
    QCOMPARE(decoded->payload.at(0).type(), value.type());
    QCOMPARE(decoded->payload.at(0).toArray().size(), value.toArray().size());
    QCOMPARE(decoded->payload.at(0).toMap().size(), value.toMap().size());
    QCOMPARE(decoded->payload.at(0).toString(), value.toString());
    QCOMPARE(decoded->payload.at(0).toByteArray(), value.toByteArray());
    QCOMPARE(decoded->payload.at(1), QCborValue(1));
}

// The bytes are those of notepack.io 2.2.0, but for whole numbers beyond 64 bits, which it mangles.
void tst_MsgpackCodec::values_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<QByteArray>("wire");
    const auto row = [](const char *name, const QCborValue &value, const QByteArray &wire) {
        QTest::newRow(name) << value << wire;
    };
    const auto date = [](const char *text) {
        return QCborValue(QDateTime::fromString(QLatin1String(text), Qt::ISODateWithMs));
    };
    row("null", nullptr, "c0");
    row("undefined", QCborValue(QCborValue::Undefined), "d40000");
    row("undefined member", QCborMap{{QStringLiteral("a"), QCborValue(QCborValue::Undefined)}},
        "81a161d40000");
    row("undefined element", QCborArray{QCborValue(QCborValue::Undefined)}, "91d40000");
    row("1970", date("1970-01-01T00:00:00.000Z"), "d7000000000000000000");
    row("date", date("2024-01-02T03:04:05.678Z"), "d7000000018cc820db2e");
    row("date elsewhere", date("2024-01-02T05:04:05.678+02:00"), "d7000000018cc820db2e");
    row("before 1970", date("1969-12-31T23:59:59.999Z"), "d700ffffffffffffffff");
    row("invalid date", QCborValue(QCborKnownTags::DateTimeString, QStringLiteral("soon")), "c0");
    row("UUID", QCborValue(QUuid("{01234567-89ab-cdef-0123-456789abcdef}")),
        "d924" + QByteArray("01234567-89ab-cdef-0123-456789abcdef").toHex());
    row("URL", QCborValue(QUrl(QStringLiteral("http://a/b"))),
        "aa" + QByteArray("http://a/b").toHex());
    row("unknown tag", QCborValue(QCborTag(1234), 5), "05");
    row("simple value", QCborValue(QCborSimpleType(99)), "c0");
    row("whole double", 5.0, "05");
    row("minus zero", -0.0, "00");
    row("negative whole double", -200.0, "d1ff38");
    row("2^53", 9007199254740992.0, "cf0020000000000000");
    row("10^19", 1e19, "cf8ac7230489e80000");
    row("2^64", 18446744073709551616.0, "cb43f0000000000000");
    row("-2^63", -9223372036854775808.0, "d38000000000000000");
    row("less than that", -9223372036854777856.0, "cbc3e0000000000001");
    row("1e300", 1e300, "cb7e37e43c8800759c");
    row("fraction", 0.1, "cb3fb999999999999a");
    row("NaN", std::numeric_limits<double>::quiet_NaN(), "cb7ff8000000000000");
    row("infinity", std::numeric_limits<double>::infinity(), "cb7ff0000000000000");
    row("minus infinity", -std::numeric_limits<double>::infinity(), "cbfff0000000000000");
    row("greatest integer", std::numeric_limits<qint64>::max(), "cf7fffffffffffffff");
    row("least integer", std::numeric_limits<qint64>::min(), "d38000000000000000");
}

void tst_MsgpackCodec::values()
{
    QFETCH(QCborValue, value);
    QFETCH(QByteArray, wire);
    MsgpackWriter writer;
    writer.cbor(value);
    QCOMPARE(writer.takeBytes().toHex(), wire);
    writer.cborElements({value, 1});
    QCOMPARE(writer.takeBytes().toHex(), wire + "01");
}

void tst_MsgpackCodec::keysThatAreNoText()
{
    const QCborMap map{{1, 1},
                       {-1, 2},
                       {QCborValue(1.5), 3},
                       {QCborValue(true), 4},
                       {QCborValue(QUrl(QStringLiteral("a:\"b"))), 5}};
    MsgpackWriter writer;
    writer.cbor(map);
    const Result<Packet> decoded = MsgpackCodec::decode(eventWith(writer.takeBytes()));
    QVERIFY(decoded);
    QCOMPARE(decoded->payload.json(),
             QByteArray("{\"1\":1,\"-1\":2,\"1.5\":3,\"true\":4,\"a:\\\"b\":5},1"));
}

void tst_MsgpackCodec::connectDataKeepsItsTypes()
{
    Packet packet;
    packet.type = Packet::Type::Connect;
    packet.data = QCborMap{{QStringLiteral("sid"), QStringLiteral("abc")},
                           {QStringLiteral("pid"), QCborValue(QCborValue::Undefined)}};
    const QByteArray wire = MsgpackCodec::encode(packet);
    QCOMPARE(wire.toHex(),
             QByteArray("83a47479706500a46461746182a3736964a3616263a3706964d40000a36e7370a12f"));
    const Result<Packet> decoded = MsgpackCodec::decode(wire);
    QVERIFY(decoded);
    QCOMPARE(decoded->data, QCborValue(QCborMap{{QStringLiteral("sid"), QStringLiteral("abc")}}));

    const QCborMap binary{{QStringLiteral("z"), QByteArray("\xff")}, {QStringLiteral("a"), 1}};
    packet.data = binary;
    QCOMPARE(MsgpackCodec::decode(MsgpackCodec::encode(packet))->data, QCborValue(binary));
    QVERIFY(MsgpackCodec::decode(MsgpackCodec::encode(packet))->payload.isEmpty());
}

// What an argument becomes, in the text of a payload.
void tst_MsgpackCodec::arguments_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("attachment");
    const auto row = [](const char *name, const QByteArray &wire, const QByteArray &json,
                        const QByteArray &attachment = {}) {
        QTest::newRow(name) << hex(wire) << json << attachment;
    };
    const QByteArray placeholder = "{\"_placeholder\":true,\"num\":0}";
    row("nil", "c0", "null");
    row("booleans", "92c2c3", "[false,true]");
    row("undefined", "d40000", "null");
    row("undefined, any byte", "d400ff", "null");
    row("undefined element", "92d4000001", "[null,1]");
    row("undefined member", "83a16101a162d40000a16302", "{\"a\":1,\"c\":2}");
    row("undefined members only", "82a161d40000a162d40000", "{}");
    row("date", "d7000000018cc820db2e", "\"2024-01-02T03:04:05.678Z\"");
    row("before 1970", "d700ffffffffffffffff", "\"1969-12-31T23:59:59.999Z\"");
    row("last date", "d700001eb208c2dc0000", "\"+275760-09-13T00:00:00.000Z\"");
    row("beyond the last date", "d700001eb208c2dc0001", "null");
    row("beyond the first date", "d7008000000000000000", "null");
    row("longest forms", "95cc01cd0001ce00000001cf0000000000000001d3ffffffffffffffff",
        "[1,1,1,1,-1]");
    row("signed forms", "93d0ffd1fffed2fffffffd", "[-1,-2,-3]");
    row("positive in signed form", "93d07fd10001d300000000000000ff", "[127,1,255]");
    row("greatest unsigned", "cfffffffffffffffff", "18446744073709551615");
    row("float", "92ca3fc00000ca3dcccccd", "[1.5,0.10000000149011612]");
    row("double", "93cb3fb999999999999acb4014000000000000cb7ff8000000000000", "[0.1,5,null]");
    row("text", "93a161d90161da000161", "[\"a\",\"a\",\"a\"]");
    row("long text form", "db0000000161", "\"a\"");
    row("escaped text", "a5220a5c0041", "\"\\\"\\n\\\\\\u0000A\"");
    row("invalid UTF-8", "a461ff62c3",
        "\"a\xef\xbf\xbd"
        "b\xef\xbf\xbd\"");
    row("invalid UTF-8 in a key", "81a261ff01", "{\"a\xef\xbf\xbd\":1}");
    row("bin 8", "c40201ff", placeholder, "\x01\xff");
    row("bin 16", "c5000201ff", placeholder, "\x01\xff");
    row("bin 32", "c60000000201ff", placeholder, "\x01\xff");
    row("ext 8 of type 0", "c7020001ff", placeholder, "\x01\xff");
    row("ext 16 of type 0", "c800020001ff", placeholder, "\x01\xff");
    row("ext 32 of type 0", "c9000000020001ff", placeholder, "\x01\xff");
    row("ext 8 of type 5", "c7020501ff", "[5," + placeholder + ']', "\x01\xff");
    row("ext 16 of type -1", "c80002ff01ff", "[-1," + placeholder + ']', "\x01\xff");
    row("ext 32 of type 5", "c9000000020501ff", "[5," + placeholder + ']', "\x01\xff");
    row("fixext 1", "d40501", "[5," + placeholder + ']', "\x01");
    row("fixext 2 of type 0", "d50001ff", "[0," + placeholder + ']', "\x01\xff");
    row("fixext 4", "d60101020304", "[1," + placeholder + ']', "\x01\x02\x03\x04");
    row("fixext 8", "d7ff0102030405060708", "[-1," + placeholder + ']',
        "\x01\x02\x03\x04\x05\x06\x07\x08");
    row("fixext 16", "d800" + QByteArray("78").repeated(16), "[0," + placeholder + ']',
        QByteArray(16, 'x'));
    row("keys that are no text", "8501a161c002c303ff04cb3ff800000000000005",
        "{\"1\":\"a\",\"null\":2,\"true\":3,\"-1\":4,\"1.5\":5}");
    row("long forms of array and map", "92dd0000000101df00000001a16101", "[[1],{\"a\":1}]");
    row("16-bit forms of array and map", "92dc000101de0001a16101", "[[1],{\"a\":1}]");
}

void tst_MsgpackCodec::arguments()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, attachment);
    const Result<Packet> decoded = MsgpackCodec::decode(eventWith(wire));
    QVERIFY2(decoded, qPrintable(decoded.error().message()));
    QCOMPARE(decoded->event, QByteArray("e"));
    QCOMPARE(decoded->payload.json(), json + ",1");
    QCOMPARE(decoded->payload.attachments().value(0).toHex(), attachment.toHex());
    QCOMPARE(decoded->payload.count(), 2);
    QCOMPARE(decoded->payload.at(1), QCborValue(1)); // and no warning
}

// Expectations are the answers of socket.io-msgpack-parser, but for ids that no client sends.
void tst_MsgpackCodec::decode_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("packet");
    const auto row = [](const char *name, const char *wire, const QByteArray &packet) {
        QTest::newRow(name) << hex(wire) << packet;
    };
    row("any order of keys", "84a36e7370a22f61a2696405a46461746191a161a47479706502",
        "2/a,5[\"a\"]");
    row("unknown keys", "84a17891a17801c0a47479706501a36e7370a12f", "1");
    row("the last of a repeated key counts", "84a47479706507a47479706501a36e737001a36e7370a12f",
        "1");
    row("undefined members", "84a47479706500a464617461d40000a26964d40000a36e7370a12f", "0");
    row("whole doubles",
        "84a474797065cb4000000000000000a26964cb4008000000000000a36e7370a12f"
        "a46461746191a161",
        "23[\"a\"]");
    row("reserved name", "83a47479706502a36e7370a12fa46461746191a7636f6e6e656374",
        "2[\"connect\"]");
    row("namespace without a slash", "82a47479706501a36e7370a161", "1a,");
    row("empty namespace", "82a47479706501a36e7370a0", "1,");
    row("event without elements", "83a47479706502a36e7370a12fa46461746190", "2");
    row("event of null", "83a47479706502a36e7370a12fa46461746192c001", "2");
    row("event of an object", "83a47479706502a36e7370a12fa464617461928101010a", "2");
    row("event of NaN", "83a47479706502a36e7370a12fa46461746191cb7ff8000000000000", "2");
    row("event of a negative number", "83a47479706502a36e7370a12fa46461746192ff02", "2[-1,2]");
    row("great id", "84a47479706503a46461746190a26964cf001fffffffffffffa36e7370a12f",
        "39007199254740991[]");

    row("empty", "", "Could not parse");
    row("no map", "90", "invalid packet type");
    row("nil", "c0", "invalid packet type");
    row("empty map", "80", "invalid packet type");
    row("trailing bytes", "82a47479706501a36e7370a12fc0c0", "2 trailing bytes");
    row("never used", "c1", "Could not parse");
    row("type 5", "82a47479706505a36e7370a12f", "invalid packet type");
    row("type -1", "82a474797065ffa36e7370a12f", "invalid packet type");
    row("type 1.5", "82a474797065cb3ff8000000000000a36e7370a12f", "invalid packet type");
    row("type as text", "82a474797065a131a36e7370a12f", "invalid packet type");
    row("type NaN", "82a474797065cb7ff8000000000000a36e7370a12f", "invalid packet type");
    row("type infinity", "82a474797065cb7ff0000000000000a36e7370a12f", "invalid packet type");
    row("no namespace", "81a47479706501", "invalid namespace");
    row("namespace no text", "82a47479706501a36e737001", "invalid namespace");
    row("namespace as bytes", "82a47479706501a36e7370c4012f", "invalid namespace");
    row("connect with null", "83a47479706500a464617461c0a36e7370a12f", "invalid payload");
    row("connect with text", "83a47479706500a464617461a161a36e7370a12f", "invalid payload");
    row("connect with array", "83a47479706500a46461746190a36e7370a12f", "invalid payload");
    row("connect with date", "83a47479706500a464617461d7000000000000000000a36e7370a12f",
        "invalid payload");
    row("disconnect with data", "83a47479706501a464617461c0a36e7370a12f", "invalid payload");
    row("event without data", "82a47479706502a36e7370a12f", "invalid payload");
    row("event with object", "83a47479706502a46461746180a36e7370a12f", "invalid payload");
    row("event with extension", "83a47479706502a464617461d40501a36e7370a12f", "invalid payload");
    row("acknowledgement with null", "83a47479706503a464617461c0a36e7370a12f", "invalid payload");
    row("error without data", "82a47479706504a36e7370a12f", "invalid payload");
    row("error with array", "83a47479706504a46461746190a36e7370a12f", "invalid payload");
    row("id null", "84a47479706503a46461746190a26964c0a36e7370a12f", "invalid packet id");
    row("id text", "84a47479706503a46461746190a26964a131a36e7370a12f", "invalid packet id");
    row("id 1.5", "84a47479706503a46461746190a26964cb3ff8000000000000a36e7370a12f",
        "invalid packet id");
    row("negative id", "84a47479706503a46461746190a26964ffa36e7370a12f", "invalid packet id");
    row("id beyond 2^53", "84a47479706503a46461746190a26964cf0020000000000000a36e7370a12f",
        "invalid packet id");
    row("container as key", "83a47479706501a36e7370a12f9001", "Could not parse");
}

void tst_MsgpackCodec::decode()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, packet);
    const Result<Packet> decoded = MsgpackCodec::decode(wire);
    QCOMPARE(describe(decoded), packet);
    if (!decoded)
        QCOMPARE(decoded.error().code(), Error::Code::InvalidPacket);
    else if (packet == "2")
        QVERIFY(decoded->event.isNull());
}

void tst_MsgpackCodec::undecodable_data()
{
    QTest::addColumn<QByteArray>("argument");
    for (const char *wire : {"c1",
                             "92",
                             "81",
                             "81a161",
                             "9201",
                             "d9",
                             "d902",
                             "da",
                             "da00",
                             "da000261",
                             "db000000",
                             "dbffffffff",
                             "c4",
                             "c4ff",
                             "c5",
                             "c5ffff",
                             "c6ffffffff",
                             "c7",
                             "c700",
                             "c70500",
                             "c80000",
                             "c900000000",
                             "c9ffffffff00",
                             "ca000000",
                             "cb00000000000000",
                             "cc",
                             "cd00",
                             "ce000000",
                             "cf00000000000000",
                             "d0",
                             "d100",
                             "d2000000",
                             "d300000000000000",
                             "d4",
                             "d400",
                             "d50000",
                             "d6000000",
                             "d700",
                             "d70000000000000000",
                             "d800",
                             "dc",
                             "dc00",
                             "dcffff",
                             "dd000000",
                             "ddffffffff",
                             "de",
                             "deffff",
                             "df",
                             "dfffffffff",
                             "8190",
                             "818001",
                             "81c40001",
                             "81d4000001"})
        QTest::newRow(wire) << hex(wire);
}

void tst_MsgpackCodec::undecodable()
{
    QFETCH(QByteArray, argument);
    const QByteArray wire = hex("83a47479706502a36e7370a12fa46461746192a165") + argument;
    QCOMPARE(describe(MsgpackCodec::decode(wire)), QByteArray("Could not parse"));
}

void tst_MsgpackCodec::cutAnywhere()
{
    const Packet packet
        = packetOf("51-/n,5[\"e\",{\"_placeholder\":true,\"num\":0},{\"a\":[1.5,-300]}]", {"abc"});
    const QByteArray wire = MsgpackCodec::encode(packet);
    for (qsizetype size = 0; size < wire.size(); ++size) {
        QCOMPARE(describe(MsgpackCodec::decode(QByteArrayView(wire).first(size))),
                 QByteArray("Could not parse"));
    }
    QCOMPARE(describe(MsgpackCodec::decode(wire)), describe(packet));
}

// A payload keeps its attachments beside JSON text: what only looks like one must not become one.
void tst_MsgpackCodec::placeholders()
{
    const QByteArray key = "ac" + QByteArray("_placeholder").toHex();
    const QByteArray num = "a3" + QByteArray("num").toHex();
    const QByteArray lookAlike = "82" + key + "c3" + num;
    const Result<Packet> alone = MsgpackCodec::decode(eventWith(hex(lookAlike + "05")));
    QVERIFY(alone);
    QCOMPARE(alone->payload.at(0).toMap().size(), 2);
    QCOMPARE(describe(MsgpackCodec::decode(eventWith(hex("92c40101" + lookAlike + "05")))),
             QByteArray("invalid payload"));
    QCOMPARE(describe(MsgpackCodec::decode(eventWith(hex("92c40101" + lookAlike + "a130")))),
             QByteArray("invalid payload"));
    const Result<Packet> harmless = MsgpackCodec::decode(eventWith(hex("92c4010181" + key + "c2")));
    QVERIFY(harmless);
    QCOMPARE(harmless->payload.at(0).toArray().at(0).toByteArray(), QByteArray("\x01"));
}

void tst_MsgpackCodec::nesting()
{
    const auto decode = [](int depth, int limit) {
        PacketLimits limits;
        limits.maxNestingDepth = limit;
        return describe(
            MsgpackCodec::decode(eventWith(QByteArray(depth, '\x91') + '\x01'), limits));
    };
    // The packet's own array is the first level, as in JSON.
    QVERIFY(decode(199, 200).startsWith("2["));
    QCOMPARE(decode(200, 200), QByteArray("invalid payload"));
    QVERIFY(decode(2, 3).startsWith("2["));
    QCOMPARE(decode(3, 3), QByteArray("invalid payload"));
    QCOMPARE(decode(0, 0), QByteArray("invalid payload"));
    QVERIFY(decode(499, 100'000).startsWith("2["));
    QCOMPARE(decode(500, 100'000), QByteArray("invalid payload"));
    QCOMPARE(decode(1'000'000, 100'000), QByteArray("invalid payload"));

    PacketLimits limits;
    limits.maxNestingDepth = 3;
    const QByteArray maps = hex("81a16181a161") + '\x01';
    QVERIFY(MsgpackCodec::decode(eventWith(maps), limits));
    QVERIFY(!MsgpackCodec::decode(eventWith(hex("81a161") + maps), limits));
}

void tst_MsgpackCodec::announcedSizeCostsNothing()
{
    const QByteArray head = hex("83a47479706502a36e7370a12fa464617461");
    for (const char *argument : {"ddffffffff", "dfffffffff", "dbffffffff", "c6ffffffff"}) {
        QCOMPARE(describe(MsgpackCodec::decode(head + hex(argument) + QByteArray(1000, '\0'))),
                 QByteArray("Could not parse"));
    }
}

void tst_MsgpackCodec::payloadIsLazy()
{
    // Of two values the last counts, as in JavaScript.
    const Result<Packet> decoded = MsgpackCodec::decode(eventWith(hex("82a16101a16102")));
    QVERIFY(decoded);
    QCOMPARE(decoded->payload.at(0), QCborValue(QCborMap{{QStringLiteral("a"), 2}}));
    QCOMPARE(MsgpackCodec::encode(*decoded).toHex(),
             QByteArray("83a47479706502a46461746193a16581a1610201a36e7370a12f"));
}

void tst_MsgpackCodec::parsers()
{
    const Packet packet
        = packetOf("51-/n,5[\"e\",{\"_placeholder\":true,\"num\":0},2]", {"\x01\x02"});
    const JsonPacketParser json;
    const MsgpackPacketParser msgpack;
    for (const PacketParser *parser :
         {static_cast<const PacketParser *>(&json), static_cast<const PacketParser *>(&msgpack)}) {
        const QList<EnginePacket> messages = parser->encode(packet);
        QCOMPARE(messages.size(), parser == &json ? 2 : 1);
        const std::unique_ptr<PacketParser::Decoder> decoder = parser->createDecoder({});
        Result<std::optional<Packet>> result;
        for (const EnginePacket &message : messages) {
            QVERIFY(result && !*result);
            QCOMPARE(message.type, EnginePacket::Type::Message);
            result = message.isBinary ? decoder->decodeBinary(message.data)
                                      : decoder->decodeText(message.data);
        }
        QVERIFY(result && *result);
        QCOMPARE(describe(**result), describe(packet));
    }

    const std::unique_ptr<PacketParser::Decoder> waiting = json.createDecoder({});
    QVERIFY(waiting->decodeText("51-[\"e\",{\"_placeholder\":true,\"num\":0}]"));
    waiting->reset();
    QVERIFY(!waiting->decodeBinary("x"));
    const std::unique_ptr<PacketParser::Decoder> decoder = msgpack.createDecoder({});
    QCOMPARE(decoder->decodeText("0").error(),
             Error(Error::Code::InvalidPacket, QStringLiteral("Could not parse")));
    QVERIFY(!decoder->decodeBinary("x"));
    decoder->reset();
    QVERIFY(decoder->decodeBinary(hex("82a47479706500a36e7370a12f")));
}

QTEST_GUILESS_MAIN(tst_MsgpackCodec)
#include "tst_msgpackcodec.moc"
