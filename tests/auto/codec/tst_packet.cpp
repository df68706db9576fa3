// SPDX-License-Identifier: MIT
#include "codec/packet_p.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using Type = Packet::Type;

namespace {
using Decoded = Result<std::optional<Packet>>;

// What a packet is, for comparing: type, namespace, id, event's name and arguments, such as
// EVENT / 12 "name" [1,2]
QByteArray describe(const Packet &packet)
{
    static constexpr const char *types[]
        = {"CONNECT", "DISCONNECT", "EVENT", "ACK", "CONNECT_ERROR"};
    QByteArray text = types[static_cast<int>(packet.type)];
    text += ' ' + packet.nsp;
    if (packet.id)
        text += ' ' + QByteArray::number(*packet.id);
    if (packet.type == Type::Event && !packet.event.isNull())
        text += packet.isNumericEvent ? ' ' + packet.event : " \"" + packet.event + '"';
    if (packet.type == Type::Ack || !packet.payload.isEmpty())
        text += " [" + packet.payload.json() + ']';
    if (!packet.data.isUndefined()) {
        JsonWriter writer;
        writer.cbor(packet.data);
        text += ' ' + writer.text();
    }
    return text;
}

// As describe(), "waiting" or the error's text in front of which stands "error: ".
QByteArray describe(const Decoded &decoded)
{
    if (!decoded)
        return "error: " + decoded.error().message().toUtf8();
    return *decoded ? describe(**decoded) : QByteArray("waiting");
}

QByteArray nested(int depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

QByteArray placeholder(const QByteArray &num)
{
    return "{\"_placeholder\":true,\"num\":" + num + '}';
}

Packet eventPacket(const QByteArray &name, const Payload &payload = {})
{
    Packet packet;
    packet.event = name;
    packet.payload = payload;
    return packet;
}
} // namespace

class tst_Packet : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void text_data();
    void text();
    void malformed_data();
    void malformed();
    void nestingDepth();
    void argumentsAreDecoded();
    void payloadOutlivesTheText();

    void attachments_data();
    void attachments();
    void trap44_attachmentLimit();
    void trap45_placeholders_data();
    void trap45_placeholders();
    void trap46_textWhileWaiting();
    void trap46_bufferWithoutHeader();
    void attachmentBytesLimit();
    void reset();
    void nextPacketAfterAttachments();

    void trap64_reservedNames_data();
    void trap64_reservedNames();

    void encode_data();
    void encode();
    void encodeAttachments();
    void trap91_keyOrder();
    void connectDataIsNotScannedForAttachments();
};

void tst_Packet::text_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<QByteArray>("encodedAgain");
    const auto row = [](const char *tag, const QByteArray &wire, const QByteArray &packet,
                        const QByteArray &encodedAgain = {}) {
        QTest::newRow(tag) << wire << packet << (encodedAgain.isNull() ? wire : encodedAgain);
    };
    row("connect", "0", "CONNECT /");
    row("connect, no data", "0{}", "CONNECT / {}");
    row("connect, data", "0{\"token\":\"t\"}", "CONNECT / {\"token\":\"t\"}");
    row("connect, slash", "0/", "CONNECT /", "0");
    row("connect, slash and comma", "0/,", "CONNECT /", "0");
    row("connect, slash and data", "0/,{}", "CONNECT / {}", "0{}");
    row("connect, namespace", "0/a", "CONNECT /a", "0/a,");
    row("trap 37: connect, namespace and comma", "0/a,", "CONNECT /a");
    row("connect, namespace and data", "0/a,{\"t\":1}", "CONNECT /a {\"t\":1}");
    row("connect, namespace swallows", "0/a{}", "CONNECT /a{}", "0/a{},");
    row("connect, namespace of Unicode", "0/\xc3\xa9,", "CONNECT /\xc3\xa9");
    row("connect, two slashes", "0//a,", "CONNECT //a");
    row("trap 48: query in the namespace", "0/a?x=1,", "CONNECT /a?x=1");
    row("trap 37: the server's answer", "0{\"sid\":\"oSO0\"}", "CONNECT / {\"sid\":\"oSO0\"}");
    row("trap 37: the server's answer, namespace", "0/a,{\"sid\":\"oSO0\"}",
        "CONNECT /a {\"sid\":\"oSO0\"}");
    row("trap 91: sid, pid", "0{\"sid\":\"z\",\"pid\":\"a\"}",
        "CONNECT / {\"sid\":\"z\",\"pid\":\"a\"}");

    row("disconnect", "1", "DISCONNECT /");
    row("disconnect, namespace", "1/a", "DISCONNECT /a", "1/a,");
    row("trap 37: disconnect, namespace and comma", "1/a,", "DISCONNECT /a");
    row("disconnect, id", "11", "DISCONNECT / 1");

    row("trap 41: event without payload", "2", "EVENT /");
    row("trap 41: event without payload, id", "21", "EVENT / 1");
    row("event", "2[\"a\"]", "EVENT / \"a\"");
    row("event, empty name", "2[\"\"]", "EVENT / \"\"");
    row("trap 41: event, number", "2[1]", "EVENT / 1");
    row("event, fraction", "2[1.5]", "EVENT / 1.5");
    row("event, number and argument", "2[1,\"x\"]", "EVENT / 1 [\"x\"]");
    row("trap 41: event \"error\"", "2[\"error\"]", "EVENT / \"error\"");
    row("trap 41: event \"connection\"", "2[\"connection\"]", "EVENT / \"connection\"");
    row("event, arguments", "2[\"a\",1,{\"k\":[true,null]}]",
        "EVENT / \"a\" [1,{\"k\":[true,null]}]");
    row("event, id", "212[\"a\"]", "EVENT / 12 \"a\"");
    row("event, id 0", "20[\"a\"]", "EVENT / 0 \"a\"");
    row("event, leading zeros", "2007[\"a\"]", "EVENT / 7 \"a\"", "27[\"a\"]");
    row("event, largest id", "29007199254740991[\"a\"]", "EVENT / 9007199254740991 \"a\"");
    row("event, namespace", "2/a,[\"x\"]", "EVENT /a \"x\"");
    row("event, namespace and id", "2/a,12[\"x\",1]", "EVENT /a 12 \"x\" [1]");
    row("event, namespace swallows", "2/a12[\"x\"]", "EVENT /a12[\"x\"]", "2/a12[\"x\"],");
    row("event, blank behind", "2[\"a\"] \r\n\t", "EVENT / \"a\"", "2[\"a\"]");
    row("event, blanks inside", "2[ \"a\" , 1 , 2 ]", "EVENT / \"a\" [1 , 2]", "2[\"a\",1 , 2]");
    row("event, comma in the payload", "2[\"a,b\",\"/c,\"]", "EVENT / \"a,b\" [\"/c,\"]");
    row("event, name with escapes", "2[\"\\u0061\\n\\\"\"]", "EVENT / \"a\n\"\"",
        "2[\"a\\n\\\"\"]");
    row("event, name of Unicode", "2[\"\xe2\x82\xac\"]", "EVENT / \"\xe2\x82\xac\"");
    row("event, name from a surrogate pair", "2[\"\\ud83d\\ude00\"]",
        "EVENT / \"\xf0\x9f\x98\x80\"", "2[\"\xf0\x9f\x98\x80\"]");
    row("event, separator of payloads is escaped", "2[\"\\u001e\"]", "EVENT / \"\x1e\"");
    row("event, placeholder stays an object", "2[\"a\",{\"_placeholder\":true,\"num\":0}]",
        "EVENT / \"a\" [{\"_placeholder\":true,\"num\":0}]");

    row("ack without payload", "3", "ACK / []", "3[]");
    row("ack without payload, id", "35", "ACK / 5 []", "35[]");
    row("ack", "3[]", "ACK / []");
    row("ack, blank", "3[ ]", "ACK / []", "3[]");
    row("ack, id", "31[\"x\"]", "ACK / 1 [\"x\"]");
    row("ack, namespace", "3/a,0[1,null]", "ACK /a 0 [1,null]");
    row("ack, reserved names are values", "31[\"connect\"]", "ACK / 1 [\"connect\"]");
    row("ack, placeholder stays an object", "31[{\"_placeholder\":true,\"num\":7}]",
        "ACK / 1 [{\"_placeholder\":true,\"num\":7}]");

    row("connect error without payload", "4", "CONNECT_ERROR /");
    row("connect error, text", "4\"x\"", "CONNECT_ERROR / \"x\"");
    row("connect error, object", "4{}", "CONNECT_ERROR / {}");
    row("trap 47: connect error", "4/x,{\"message\":\"Invalid namespace\"}",
        "CONNECT_ERROR /x {\"message\":\"Invalid namespace\"}");
    row("trap 49: connect error with data", "4{\"message\":\"m\",\"data\":{\"b\":1,\"a\":2}}",
        "CONNECT_ERROR / {\"message\":\"m\",\"data\":{\"b\":1,\"a\":2}}");
}

void tst_Packet::text()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, packet);
    QFETCH(QByteArray, encodedAgain);
    PacketDecoder decoder;
    const Decoded decoded = decoder.decodeText(wire);
    QCOMPARE(describe(decoded), packet);
    QVERIFY(!decoder.isWaiting());
    QCOMPARE(PacketEncoder::encodeText(**decoded), encodedAgain);
    QCOMPARE(PacketEncoder::encode(**decoded).size(), 1);
}

void tst_Packet::malformed_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("message");
    const auto rows = [](const QByteArray &message, const QByteArrayList &wires) {
        for (const QByteArray &wire : wires)
            QTest::addRow("'%s'", wire.simplified().constData()) << wire << message;
    };
    rows("unknown packet type NaN", {"", "abc", "{}", "-1", " 2[\"a\"]", "/a,", "\xff", "b0"});
    rows("unknown packet type 7", {"7", "7[\"a\"]"});
    rows("unknown packet type 9", {"9", "999"});

    rows("invalid payload", {"0null", "0[]", "0\"x\"", "0true", "01.5", "0{", "0{}}", "0{\"a\"}"});
    rows("invalid payload", {"0/a,null", "0 {}", "0/a,x"});
    rows("invalid payload", {"1{}", "1null", "1[]", "1\"x\"", "1/a,{}", "1 "});
    rows("invalid payload",
         {"2[]", "2{}", "2\"a\"", "2[null]", "2[true]", "2[{}]", "2[[]]", "2null"});
    rows("invalid payload", {"2[\"connect\"]", "2/a,1[\"disconnect\",1]", "2[ \"connect\" ]"});
    // Blanks are digits of an id to the reference, by mistake.
    rows("invalid payload",
         {"2 [\"a\"]", "20 [\"a\"]", "2\t[\"a\"]", "2/a, [\"x\"]", "2 1[\"a\"]"});
    rows("invalid payload",
         {"2-1[\"a\"]", "21.5[\"a\"]", "21e1[\"a\"]", "20x1[\"a\"]", "2+1[\"a\"]"});
    rows("invalid payload", {"2[", "2[\"a\"", "2[\"a\",", "2[\"a\",]", "2[\"a\"]]", "2[\"a\"]x"});
    rows("invalid payload", {"2['a']", "2[a]", "2[\"a\" 1]", "2[,\"a\"]", "2[\"a\",,1]", "2[\"a]"});
    rows("invalid payload", {"2[\"a\",NaN]", "2[\"a\",01]", "2[\"a\",undefined]", "2[\"a\",{]}"});
    rows("invalid payload", {"2[\"a\",\"\x01\"]", "2[\"\n\"]", "2[\"\\x\"]", "2[01]", "2[-]"});
    rows("invalid payload", {"2[\"\xff\"]", "2[\"a\",\"\xed\xa0\x80\"]", "2[\"\xc0\x80\"]"});
    rows("invalid payload", {"2a", "2x[\"a\"]", "2a,[\"x\"]", "2,[\"a\"]"});
    rows("invalid payload", {"3{}", "31{}", "31\"x\"", "3null", "3[,]", "3[1,]", "3[1 2]", "3["});
    rows("invalid payload", {"4[]", "4null", "41.5", "4true", "4\"x"});
    // More than JavaScript's Number.MAX_SAFE_INTEGER
    rows("invalid payload",
         {"29007199254740992[\"a\"]", "318446744073709551616[]", "2100000000000000000000[\"a\"]",
          "29007199254740992"});
    QTest::newRow("NUL") << QByteArray("2[\"a\"]\0", 7) << QByteArray("invalid payload");
    QTest::newRow("byte order mark")
        << QByteArray("2\xef\xbb\xbf[\"a\"]") << QByteArray("invalid payload");

    rows("Illegal attachments", {"5", "51", "5a-", "51.23-", "5woooot", "6", "61", "6x-[]"});
    rows("Illegal attachments", {"5-", "50-", "500-[\"a\"]", "5-1-[\"a\"]", "5[\"a\"]", "6-[]"});
    rows("Illegal attachments", {"50x1-[\"a\"]", "51e0-[\"a\"]", "5 1-[\"a\"]", "5+1-[\"a\"]"});
    rows("Illegal attachments", {"51 -[\"a\"]", "51/a,-[\"a\"]", "599999999999999999999999"});
    rows("too many attachments", {"511-[\"a\"]", "599999999999999999999999-[\"a\"]"});
    rows("too many attachments", {"618446744073709551617-[]"});
    rows("invalid payload", {"51-[]", "51-{}", "51-[\"connect\"]", "51--[\"a\"]", "61-{}", "51-x"});
}

void tst_Packet::malformed()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, message);
    PacketDecoder decoder;
    const Decoded decoded = decoder.decodeText(wire);
    QCOMPARE(describe(decoded), "error: " + message);
    QCOMPARE(decoded.error().code(), Error::Code::InvalidPacket);
    QVERIFY(!decoder.isWaiting());
}

void tst_Packet::nestingDepth()
{
    PacketDecoder decoder;
    QCOMPARE(describe(decoder.decodeText("2[\"a\"," + nested(199) + ']')),
             "EVENT / \"a\" [" + nested(199) + ']');
    QCOMPARE(describe(decoder.decodeText("2[\"a\"," + nested(200) + ']')),
             QByteArray("error: invalid payload"));
    QCOMPARE(describe(decoder.decodeText("2[" + nested(1'000'000) + ']')),
             QByteArray("error: invalid payload"));
    QCOMPARE(describe(decoder.decodeText("2" + QByteArray(1'000'000, '['))),
             QByteArray("error: invalid payload"));

    PacketLimits limits;
    limits.maxNestingDepth = 2;
    PacketDecoder strict(limits);
    QVERIFY(strict.decodeText("2[\"a\",[]]").hasValue());
    QVERIFY(!strict.decodeText("2[\"a\",[[]]]").hasValue());
    QVERIFY(strict.decodeText("0{\"a\":[]}").hasValue());
    QVERIFY(!strict.decodeText("0{\"a\":[{}]}").hasValue());

    limits.maxNestingDepth = 500;
    PacketDecoder lax(limits);
    const Decoded deep = lax.decodeText("2[\"a\"," + nested(499) + ']');
    QVERIFY(deep.hasValue());
    QVERIFY((*deep)->payload.at(0).isArray());
}

void tst_Packet::argumentsAreDecoded()
{
    PacketDecoder decoder;
    const Decoded decoded = decoder.decodeText("2[\"a\",1,\"\\u20ac\",{\"k\":[9007199254740993]}]");
    QVERIFY(decoded.hasValue());
    const Payload payload = (*decoded)->payload;
    QCOMPARE(payload.count(), 3);
    QCOMPARE(payload.at(0).toInteger(), 1);
    QCOMPARE(payload.at(1).toString(), QStringLiteral("\u20ac"));
    QCOMPARE(payload.at(2).toMap().value(QStringLiteral("k")).toArray().at(0).toInteger(),
             9007199254740993);
}

void tst_Packet::payloadOutlivesTheText()
{
    PacketDecoder decoder;
    Decoded decoded;
    {
        QByteArray wire("2/nsp,[\"name\",[\"argument\"]]");
        decoded = decoder.decodeText(wire);
        wire.fill('#');
    }
    QCOMPARE(describe(decoded), QByteArray("EVENT /nsp \"name\" [[\"argument\"]]"));
}

void tst_Packet::attachments_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArrayList>("buffers");
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<QCborArray>("arguments");
    const QByteArray p0 = placeholder("0");
    const QByteArray p1 = placeholder("1");
    const QByteArray a("\x00\x01", 2);
    const QByteArray b("\xff");
    QTest::newRow("event") << "51-[\"a\"," + p0 + ']' << QByteArrayList{a}
                           << "EVENT / \"a\" [" + p0 + ']' << QCborArray{a};
    QTest::newRow("event, namespace and id")
        << "52-/n,7[\"a\"," + p0 + ",[" + p1 + "]]" << QByteArrayList{a, b}
        << "EVENT /n 7 \"a\" [" + p0 + ",[" + p1 + "]]" << QCborArray{a, QCborArray{b}};
    QTest::newRow("ack") << "61-/n,5[" + p0 + ']' << QByteArrayList{a} << "ACK /n 5 [" + p0 + ']'
                         << QCborArray{a};
    QTest::newRow("empty buffer") << "61-1[" + p0 + ']' << QByteArrayList{QByteArray("")}
                                  << "ACK / 1 [" + p0 + ']' << QCborArray{QByteArray("")};
    QTest::newRow("out of order") << "62-1[" + p1 + ',' + p0 + ']' << QByteArrayList{a, b}
                                  << "ACK / 1 [" + p1 + ',' + p0 + ']' << QCborArray{b, a};
    QTest::newRow("the same twice") << "61-1[" + p0 + ',' + p0 + ']' << QByteArrayList{a}
                                    << "ACK / 1 [" + p0 + ',' + p0 + ']' << QCborArray{a, a};
    QTest::newRow("unreferenced") << "52-[\"a\"," + p1 + ']' << QByteArrayList{a, b}
                                  << "EVENT / \"a\" [" + p1 + ']' << QCborArray{b};
    QTest::newRow("no placeholder at all") << QByteArray("51-[\"a\",1]") << QByteArrayList{a}
                                           << QByteArray("EVENT / \"a\" [1]") << QCborArray{1};
    QTest::newRow("no arguments") << QByteArray("51-[\"a\"]") << QByteArrayList{a}
                                  << QByteArray("EVENT / \"a\"") << QCborArray();
    QTest::newRow("no payload") << QByteArray("51-") << QByteArrayList{a} << QByteArray("EVENT /")
                                << QCborArray();
    QTest::newRow("no payload, ack")
        << QByteArray("61-/n,3") << QByteArrayList{a} << QByteArray("ACK /n 3 []") << QCborArray();
    QTest::newRow("_placeholder is not true")
        << QByteArray("51-[\"a\",{\"_placeholder\":1,\"num\":9},{\"_placeholder\":false}]")
        << QByteArrayList{a}
        << QByteArray("EVENT / \"a\" [{\"_placeholder\":1,\"num\":9},{\"_placeholder\":false}]")
        << QCborArray{QCborMap{{QStringLiteral("_placeholder"), 1}, {QStringLiteral("num"), 9}},
                      QCborMap{{QStringLiteral("_placeholder"), false}}};
    QTest::newRow("leading zeros") << "501-[\"a\"," + p0 + ']' << QByteArrayList{a}
                                   << "EVENT / \"a\" [" + p0 + ']' << QCborArray{a};
}

void tst_Packet::attachments()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArrayList, buffers);
    QFETCH(QByteArray, packet);
    QFETCH(QCborArray, arguments);
    PacketDecoder decoder;
    QCOMPARE(describe(decoder.decodeText(wire)), QByteArray("waiting"));
    Decoded decoded;
    for (const QByteArray &buffer : buffers) {
        QVERIFY(decoder.isWaiting());
        QVERIFY(!decoded.hasValue() || !*decoded);
        decoded = decoder.decodeBinary(buffer);
    }
    QVERIFY(!decoder.isWaiting());
    QCOMPARE(describe(decoded), packet);
    QCOMPARE((*decoded)->payload.toCborArray(), arguments);
}

void tst_Packet::trap44_attachmentLimit()
{
    PacketDecoder decoder;
    QCOMPARE(describe(decoder.decodeText("510-[\"a\"]")), QByteArray("waiting"));
    for (int i = 0; i < 9; ++i)
        QCOMPARE(describe(decoder.decodeBinary("x")), QByteArray("waiting"));
    QCOMPARE(describe(decoder.decodeBinary("x")), QByteArray("EVENT / \"a\""));
    QCOMPARE(describe(decoder.decodeText("511-[\"a\"]")),
             QByteArray("error: too many attachments"));

    PacketLimits limits;
    limits.maxAttachments = 2;
    PacketDecoder strict(limits);
    QCOMPARE(describe(strict.decodeText("63-[]")), QByteArray("error: too many attachments"));
    QCOMPARE(describe(strict.decodeText("62-[]")), QByteArray("waiting"));
    limits.maxAttachments = 0;
    PacketDecoder none(limits);
    QCOMPARE(describe(none.decodeText("61-[]")), QByteArray("error: too many attachments"));
    QCOMPARE(describe(none.decodeText("60-[]")), QByteArray("error: Illegal attachments"));
}

void tst_Packet::trap45_placeholders_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("out of range") << placeholder("2");
    QTest::newRow("far out of range") << placeholder("18446744073709551616");
    QTest::newRow("negative") << placeholder("-1");
    QTest::newRow("text") << placeholder("\"0\"");
    QTest::newRow("null") << placeholder("null");
    QTest::newRow("fraction") << placeholder("0.5");
    QTest::newRow("array") << placeholder("[0]");
    QTest::newRow("missing") << QByteArray("{\"_placeholder\":true}");
    QTest::newRow("deep") << "[{\"k\":[" + placeholder("2") + "]}]";
    QTest::newRow("escaped key") << QByteArray("{\"\\u005fplaceholder\":true,\"num\":2}");
    QTest::newRow("num first") << QByteArray("{\"num\":2,\"_placeholder\":true}");
    QTest::newRow("second one") << placeholder("0") + ',' + placeholder("2");
}

// The error comes with the last buffer, not with the text.
void tst_Packet::trap45_placeholders()
{
    QFETCH(QByteArray, value);
    PacketDecoder decoder;
    QCOMPARE(describe(decoder.decodeText("52-[\"a\"," + value + ']')), QByteArray("waiting"));
    QCOMPARE(describe(decoder.decodeBinary("x")), QByteArray("waiting"));
    const Decoded decoded = decoder.decodeBinary("y");
    QCOMPARE(describe(decoded), QByteArray("error: illegal attachments"));
    QCOMPARE(decoded.error().code(), Error::Code::InvalidPacket);
    QVERIFY(!decoder.isWaiting());
}

void tst_Packet::trap46_textWhileWaiting()
{
    PacketDecoder decoder;
    QCOMPARE(describe(decoder.decodeText("52-[\"a\"]")), QByteArray("waiting"));
    QCOMPARE(describe(decoder.decodeBinary("x")), QByteArray("waiting"));
    const Decoded decoded = decoder.decodeText("2[\"b\"]");
    QCOMPARE(describe(decoded),
             QByteArray("error: got plaintext data when reconstructing a packet"));
    QCOMPARE(decoded.error().code(), Error::Code::InvalidPacket);
}

void tst_Packet::trap46_bufferWithoutHeader()
{
    PacketDecoder decoder;
    const QByteArray message = "error: got binary data when not reconstructing a packet";
    QCOMPARE(describe(decoder.decodeBinary("x")), message);
    QVERIFY(decoder.decodeText("51-[\"a\"]").hasValue());
    QVERIFY(decoder.decodeBinary("x").hasValue());
    QCOMPARE(describe(decoder.decodeBinary("x")), message);
}

void tst_Packet::attachmentBytesLimit()
{
    PacketLimits limits;
    limits.maxAttachmentBytes = 10;
    PacketDecoder decoder(limits);
    for (int i = 0; i < 3; ++i) { // a sum for each packet
        QVERIFY(decoder.decodeText("52-[\"a\"]").hasValue());
        QVERIFY(decoder.decodeBinary(QByteArray(4, 'x')).hasValue());
        QVERIFY(decoder.decodeBinary(QByteArray(6, 'x')).hasValue());
    }
    QVERIFY(decoder.decodeText("52-[\"a\"]").hasValue());
    QVERIFY(decoder.decodeBinary(QByteArray(5, 'x')).hasValue());
    const Decoded decoded = decoder.decodeBinary(QByteArray(6, 'x'));
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code(), Error::Code::LimitExceeded);
    QVERIFY(!decoder.isWaiting());
}

void tst_Packet::reset()
{
    PacketDecoder decoder;
    QVERIFY(decoder.decodeText("52-[\"a\"]").hasValue());
    QVERIFY(decoder.decodeBinary("x").hasValue());
    decoder.reset();
    QVERIFY(!decoder.isWaiting());
    QCOMPARE(describe(decoder.decodeText("2[\"b\"]")), QByteArray("EVENT / \"b\""));
}

void tst_Packet::nextPacketAfterAttachments()
{
    PacketDecoder decoder;
    QVERIFY(decoder.decodeText("51-/n,1[\"a\"," + placeholder("0") + ']').hasValue());
    QVERIFY(decoder.decodeBinary("x").hasValue());
    QCOMPARE(describe(decoder.decodeText("2[\"b\",1]")), QByteArray("EVENT / \"b\" [1]"));
    QVERIFY(decoder.decodeText("61-[" + placeholder("0") + ']').hasValue());
    const Decoded decoded = decoder.decodeBinary("y");
    QCOMPARE((*decoded)->payload.toCborArray(), QCborArray{QByteArray("y")});
}

void tst_Packet::trap64_reservedNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("isReserved");
    for (const char *name : {"connect", "connect_error", "disconnect", "disconnecting",
                             "newListener", "removeListener"})
        QTest::newRow(name) << QByteArray(name) << true;
    for (const char *name : {"connection", "new_namespace", "error", "message", "Connect",
                             "connect ", "connec", "newlistener", "removeListeners"})
        QTest::newRow(name) << QByteArray(name) << false;
    QTest::newRow("empty") << QByteArray("") << false;
}

void tst_Packet::trap64_reservedNames()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, isReserved);
    QCOMPARE(isReservedEvent(name), isReserved);

    QByteArray escaped;
    for (const char c : name)
        escaped += "\\u00" + QByteArray::number(static_cast<uchar>(c), 16);
    for (const QByteArray &spelling : {name, escaped}) {
        PacketDecoder decoder;
        const QByteArray expected
            = isReserved ? QByteArray("error: invalid payload") : "EVENT / \"" + name + "\" [1]";
        QCOMPARE(describe(decoder.decodeText("2[\"" + spelling + "\",1]")), expected);
        QCOMPARE(describe(decoder.decodeText("51-[\"" + spelling + "\",1]")),
                 isReserved ? expected : QByteArray("waiting"));
    }
}

void tst_Packet::encode_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("actual");
    const auto row = [](const char *tag, const QByteArray &wire, const Packet &packet) {
        QTest::newRow(tag) << wire << PacketEncoder::encodeText(packet);
    };
    row("event", "2[\"a\"]", eventPacket("a"));
    row("arguments", "2[\"a\",1,\"x\",null]",
        eventPacket("a", Payload::fromCborArray({1, QStringLiteral("x"), nullptr})));
    row("name is escaped", "2[\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001e/\x7f\xe2\x80\xa8\"]",
        eventPacket("\"\\\b\f\n\r\t\x01\x1e/\x7f\xe2\x80\xa8"));
    Packet packet = eventPacket("1");
    row("digits as text", "2[\"1\"]", packet);
    packet.isNumericEvent = true;
    row("number", "2[1]", packet);
    packet = eventPacket("a");
    packet.id = 0;
    row("id 0", "20[\"a\"]", packet);
    packet.nsp = "/admin";
    row("namespace and id", "2/admin,0[\"a\"]", packet);

    Packet ack;
    ack.type = Type::Ack;
    ack.id = 12;
    row("ack", "312[]", ack);
    ack.payload = Payload::fromJson("1,[2]");
    row("ack, arguments", "312[1,[2]]", ack);

    Packet connect;
    connect.type = Type::Connect;
    row("connect without data", "0", connect);
    connect.data = QCborMap{{QStringLiteral("sid"), QStringLiteral("x")}};
    row("trap 37: connect", "0{\"sid\":\"x\"}", connect);
    connect.nsp = "/a";
    row("trap 37: connect, namespace", "0/a,{\"sid\":\"x\"}", connect);

    Packet disconnect;
    disconnect.type = Type::Disconnect;
    row("disconnect", "1", disconnect);
    disconnect.nsp = "/a";
    row("trap 37: disconnect, namespace", "1/a,", disconnect);

    Packet error;
    error.type = Type::ConnectError;
    error.data = QCborMap{{QStringLiteral("message"), QStringLiteral("Invalid namespace")}};
    row("connect error", "4{\"message\":\"Invalid namespace\"}", error);
    error.nsp = "/a";
    row("connect error, namespace", "4/a,{\"message\":\"Invalid namespace\"}", error);
    error.data = QStringLiteral("text");
    row("connect error, text", "4/a,\"text\"", error);
}

void tst_Packet::encode()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, actual);
    QCOMPARE(actual, wire);
}

void tst_Packet::encodeAttachments()
{
    const QByteArray a("\x01");
    const QByteArray b("\x02\x03");
    const Payload payload = Payload::fromCborArray(
        {a, QCborMap{{QStringLiteral("k"), QCborArray{b}}}, QStringLiteral("x")});
    Packet packet = eventPacket("a", payload);
    packet.nsp = "/n";
    packet.id = 5;
    QList<EnginePacket> packets = PacketEncoder::encode(packet);
    QCOMPARE(packets.size(), 3);
    QCOMPARE(packets.at(0).type, EnginePacket::Type::Message);
    QVERIFY(!packets.at(0).isBinary);
    QCOMPARE(packets.at(0).data,
             "52-/n,5[\"a\"," + placeholder("0") + ",{\"k\":[" + placeholder("1") + "]},\"x\"]");
    for (int i = 1; i < 3; ++i) {
        QCOMPARE(packets.at(i).type, EnginePacket::Type::Message);
        QVERIFY(packets.at(i).isBinary);
    }
    QCOMPARE(packets.at(1).data, a);
    QCOMPARE(packets.at(2).data, b);

    packet.type = Type::Ack;
    packet.payload = Payload::fromCborArray({a});
    packets = PacketEncoder::encode(packet);
    QCOMPARE(packets.size(), 2);
    QCOMPARE(packets.at(0).data, "61-/n,5[" + placeholder("0") + ']');
}

void tst_Packet::trap91_keyOrder()
{
    Packet packet;
    packet.type = Type::ConnectError;
    packet.data = QCborMap{
        {QStringLiteral("message"), QStringLiteral("m")},
        {QStringLiteral("data"), QCborMap{{QStringLiteral("z"), 1}, {QStringLiteral("a"), 2}}}};
    QCOMPARE(PacketEncoder::encodeText(packet),
             QByteArray("4{\"message\":\"m\",\"data\":{\"z\":1,\"a\":2}}"));
    packet.type = Type::Connect;
    packet.data = QCborMap{{QStringLiteral("sid"), QStringLiteral("s")},
                           {QStringLiteral("pid"), QStringLiteral("p")}};
    QCOMPARE(PacketEncoder::encodeText(packet), QByteArray("0{\"sid\":\"s\",\"pid\":\"p\"}"));
}

void tst_Packet::connectDataIsNotScannedForAttachments()
{
    Packet packet;
    packet.type = Type::Connect;
    packet.data = QCborMap{{QStringLiteral("k"), QCborArray{QByteArray("\x01\xff")}}};
    const QList<EnginePacket> packets = PacketEncoder::encode(packet);
    QCOMPARE(packets.size(), 1);
    QCOMPARE(packets.at(0).data, QByteArray("0{\"k\":[{\"type\":\"Buffer\",\"data\":[1,255]}]}"));
}

QTEST_GUILESS_MAIN(tst_Packet)
#include "tst_packet.moc"
