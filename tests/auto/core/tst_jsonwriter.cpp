// SPDX-License-Identifier: MIT
#include "core/jsonreader_p.h"
#include "core/jsonwriter.h"
#include "core/payload.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QMap>
#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtCore/QTimeZone>
#include <QtCore/QUrl>
#include <QtCore/QUuid>
#include <QtTest/QTest>

#include <cmath>
#include <cstring>
#include <limits>

using namespace QSocketIo;

namespace Shapes {
Q_NAMESPACE
enum class Shape : quint8 { Circle = 1, Square = 200 };
Q_ENUM_NS(Shape)
} // namespace Shapes

struct Corner
{
    Q_GADGET
    Q_PROPERTY(double y MEMBER y)
    Q_PROPERTY(double x MEMBER x)
    Q_PROPERTY(Shapes::Shape shape MEMBER shape)
    Q_PROPERTY(QByteArray bytes MEMBER bytes)
    Q_PROPERTY(int derived READ derived STORED false)
public:
    double x = 1;
    double y = 0.5;
    Shapes::Shape shape = Shapes::Shape::Square;
    QByteArray bytes = "b";
    int derived() const { return 7; }
};

struct Unsendable
{ };
Q_DECLARE_METATYPE(Unsendable)

// The expected texts were printed by JSON.stringify() of Node.js 20.
class tst_JsonWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void numbers_data();
    void numbers();
    void numbersRoundTrip();
    void notFinite();
    void integers();
    void escapes_data();
    void escapes();
    void strings_data();
    void strings();
    void stringViews();
    void malformedUtf8_data();
    void malformedUtf8();
    void longStrings_data();
    void longStrings();
    void nesting();
    void undefinedMembers();
    void trap91_keyOrder();
    void binaryValues();
    void cbor_data();
    void cbor();
    void cborKeys_data();
    void cborKeys();
    void cborBinary();
    void json_data();
    void json();
    void variant_data();
    void variant();
    void variantBinary();
    void variantUnsendable();
    void payloads();
    void payloadWithoutArguments();
    void raw();
    void taking();
    void depthGuard_data();
    void depthGuard();
};

void tst_JsonWriter::numbers_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, double value, const char *text) {
        QTest::newRow(name) << value << QByteArray(text);
    };
    row("0", 0.0, "0");
    row("-0", -0.0, "0");
    row("1", 1.0, "1");
    row("-1", -1.0, "-1");
    row("0.1", 0.1, "0.1");
    row("-0.1", -0.1, "-0.1");
    row("0.5", 0.5, "0.5");
    row("1.5", 1.5, "1.5");
    row("100", 100.0, "100");
    row("1e3", 1e3, "1000");
    row("123456789", 123456789.0, "123456789");
    row("1e15", 1e15, "1000000000000000");
    row("1e16", 1e16, "10000000000000000");
    row("1e17", 1e17, "100000000000000000");
    row("123456789012345680000", 123456789012345680000.0, "123456789012345680000");
    row("1e20", 1e20, "100000000000000000000");
    row("1e21", 1e21, "1e+21");
    row("1.5e21", 1.5e21, "1.5e+21");
    row("123456789012345678901234567890", 123456789012345678901234567890.0,
        "1.2345678901234568e+29");
    row("9007199254740991", 9007199254740991.0, "9007199254740991");
    row("9007199254740992", 9007199254740992.0, "9007199254740992");
    row("9007199254740993", 9007199254740993.0, "9007199254740992");
    row("9007199254740994", 9007199254740994.0, "9007199254740994");
    row("-9007199254740994", -9007199254740994.0, "-9007199254740994");
    row("18446744073709551615", 18446744073709551615.0, "18446744073709552000");
    row("0.000001", 0.000001, "0.000001");
    row("0.0000012", 0.0000012, "0.0000012");
    row("1e-6", 1e-6, "0.000001");
    row("1e-7", 1e-7, "1e-7");
    row("1.5e-7", 1.5e-7, "1.5e-7");
    row("-1.5e-7", -1.5e-7, "-1.5e-7");
    row("5e-324", 5e-324, "5e-324");
    row("2.2250738585072014e-308", 2.2250738585072014e-308, "2.2250738585072014e-308");
    row("1.7976931348623157e308", 1.7976931348623157e308, "1.7976931348623157e+308");
    row("0.30000000000000004", 0.30000000000000004, "0.30000000000000004");
    row("1 / 3", 1.0 / 3.0, "0.3333333333333333");
    row("100.25", 100.25, "100.25");
    row("4.35", 4.35, "4.35");
    row("0.1 + 0.7", 0.1 + 0.7, "0.7999999999999999");
    row("1e-5", 1e-5, "0.00001");
    row("123e-20", 123e-20, "1.23e-18");
    row("1e100", 1e100, "1e+100");
    row("1.234e+25", 1.234e+25, "1.234e+25");
    row("999999999999999900000", 999999999999999900000.0, "999999999999999900000");
    row("0.00001234", 0.00001234, "0.00001234");
    row("4294967296.5", 4294967296.5, "4294967296.5");
}

void tst_JsonWriter::numbers()
{
    QFETCH(double, value);
    QFETCH(QByteArray, text);
    JsonWriter writer;
    writer.number(value);
    QCOMPARE(writer.text(), text);
}

void tst_JsonWriter::numbersRoundTrip()
{
    QRandomGenerator random(42);
    for (int i = 0; i < 10'000; ++i) {
        const quint64 bits = random.generate64();
        double value;
        std::memcpy(&value, &bits, sizeof(value));
        if (!std::isfinite(value))
            continue;
        JsonWriter writer;
        writer.number(value);
        const std::optional<QCborValue> back = JsonReader::parse(writer.text());
        QVERIFY2(back, writer.text().constData());
        QVERIFY2(back->toDouble() == value, writer.text().constData());
    }
}

void tst_JsonWriter::notFinite()
{
    JsonWriter writer;
    writer.number(qQNaN());
    writer.number(qInf());
    writer.number(-qInf());
    QCOMPARE(writer.text(), QByteArray("null,null,null"));
}

void tst_JsonWriter::integers()
{
    JsonWriter writer;
    writer.integer(0);
    writer.integer(-1);
    writer.integer(std::numeric_limits<qint64>::min());
    writer.integer(std::numeric_limits<qint64>::max());
    writer.unsignedInteger(std::numeric_limits<quint64>::max());
    writer.boolean(true);
    writer.boolean(false);
    writer.null();
    QCOMPARE(writer.text(),
             QByteArray("0,-1,-9223372036854775808,9223372036854775807,18446744073709551615,"
                        "true,false,null"));
}

void tst_JsonWriter::escapes_data()
{
    QTest::addColumn<QString>("string");
    QTest::addColumn<QByteArray>("text");

    for (int c = 0; c < 0x20; ++c) {
        QByteArray text = "\"\\u00" + QByteArray::number(c, 16).rightJustified(2, '0') + '"';
        switch (c) {
        case '\b':
            text = R"("\b")";
            break;
        case '\t':
            text = R"("\t")";
            break;
        case '\n':
            text = R"("\n")";
            break;
        case '\f':
            text = R"("\f")";
            break;
        case '\r':
            text = R"("\r")";
            break;
        }
        QTest::addRow("control %02x", c) << QString(QChar(c)) << text;
    }
    const auto row = [](const char *name, const QString &string, const char *text) {
        QTest::newRow(name) << string << QByteArray(text);
    };
    row("empty", QString(), R"("")");
    row("blank", QStringLiteral(" "), R"(" ")");
    row("quote", QStringLiteral("\""), R"("\"")");
    row("backslash", QStringLiteral("\\"), R"("\\")");
    row("slash", QStringLiteral("/"), R"("/")");
    row("DEL", QString(QChar(0x7f)), "\"\x7f\"");
    row("U+0080", QString(QChar(0x80)), "\"\xc2\x80\"");
    row("U+00FF", QString(QChar(0xff)), "\"\xc3\xbf\"");
    row("U+07FF", QString(QChar(0x7ff)), "\"\xdf\xbf\"");
    row("U+0800", QString(QChar(0x800)), "\"\xe0\xa0\x80\"");
    row("U+2028", QString(QChar(0x2028)), "\"\xe2\x80\xa8\"");
    row("U+2029", QString(QChar(0x2029)), "\"\xe2\x80\xa9\"");
    row("U+D7FF", QString(QChar(0xd7ff)), "\"\xed\x9f\xbf\"");
    row("U+E000", QString(QChar(0xe000)), "\"\xee\x80\x80\"");
    row("U+FFFF", QString(QChar(0xffff)), "\"\xef\xbf\xbf\"");
    row("U+1D11E", QStringLiteral("\U0001d11e"), "\"\xf0\x9d\x84\x9e\"");
    row("mixed", QStringLiteral("a\"b\\c/d\u00e9\u20ac\U0001d11e\n"),
        "\"a\\\"b\\\\c/d\xc3\xa9\xe2\x82\xac\xf0\x9d\x84\x9e\\n\"");
}

void tst_JsonWriter::escapes()
{
    QFETCH(QString, string);
    QFETCH(QByteArray, text);

    JsonWriter utf16;
    utf16.string(string);
    QCOMPARE(utf16.text(), text);

    const QByteArray bytes = string.toUtf8();
    JsonWriter utf8;
    utf8.string(QUtf8StringView(bytes.constData(), bytes.size()));
    QCOMPARE(utf8.text(), text);

    JsonWriter raw;
    raw.utf8(bytes);
    QCOMPARE(raw.text(), text);

    const QByteArray latin1 = string.toLatin1();
    if (QString::fromLatin1(latin1) == string) {
        JsonWriter writer;
        writer.string(QLatin1StringView(latin1));
        QCOMPARE(writer.text(), text);
    }

    JsonWriter key;
    key.beginObject();
    key.key(string);
    key.null();
    key.endObject();
    QCOMPARE(key.text(), '{' + text + ":null}");
}

void tst_JsonWriter::strings_data()
{
    QTest::addColumn<QString>("string");
    QTest::addColumn<QByteArray>("text");
    const QString high(QChar(0xd834));
    const QString low(QChar(0xdd1e));
    const QString a(QLatin1Char('a'));

    QTest::newRow("d800") << QString(QChar(0xd800)) << QByteArray(R"("\ud800")");
    QTest::newRow("dfff") << QString(QChar(0xdfff)) << QByteArray(R"("\udfff")");
    QTest::newRow("wrong order") << low + high << QByteArray(R"("\udd1e\ud834")");
    QTest::newRow("high within text") << a + high + a << QByteArray(R"("a\ud834a")");
    QTest::newRow("high at the end") << a + high << QByteArray(R"("a\ud834")");
    QTest::newRow("high before a pair")
        << high + high + low << QByteArray("\"\\ud834\xf0\x9d\x84\x9e\"");
}

void tst_JsonWriter::strings()
{
    QFETCH(QString, string);
    QFETCH(QByteArray, text);
    JsonWriter writer;
    writer.string(string);
    QCOMPARE(writer.text(), text);
}

void tst_JsonWriter::stringViews()
{
    JsonWriter writer;
    writer.string("chars \xc3\xa9");
    writer.string(u"utf-16 \u00e9");
    writer.string(QLatin1StringView("latin-1 \xe9"));
    writer.string(QStringLiteral("QString"));
    writer.string(QStringView(u"view"));
    writer.string(QChar(u'c'));
    writer.string(QAnyStringView());
    QCOMPARE(writer.text(),
             QByteArray("\"chars \xc3\xa9\",\"utf-16 \xc3\xa9\",\"latin-1 \xc3\xa9\",\"QString\","
                        "\"view\",\"c\",\"\""));
}

void tst_JsonWriter::malformedUtf8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("ff") << QByteArray("a\xff"
                                      "b")
                        << QByteArray("\"a\xef\xbf\xbd"
                                      "b\"");
    QTest::newRow("cut off") << QByteArray("a\xc3") << QByteArray("\"a\xef\xbf\xbd\"");
    QTest::newRow("twice") << QByteArray("\x80\x80") << QByteArray("\"\xef\xbf\xbd\xef\xbf\xbd\"");
    QTest::newRow("before an escape")
        << QByteArray("\xe2\x82\n") << QByteArray("\"\xef\xbf\xbd\xef\xbf\xbd\\n\"");
}

void tst_JsonWriter::malformedUtf8()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    JsonWriter writer;
    writer.utf8(bytes);
    QCOMPARE(writer.text(), text);
    QVERIFY(JsonReader::parse(writer.text()));
}

void tst_JsonWriter::longStrings_data()
{
    QTest::addColumn<QString>("piece");
    QTest::newRow("ASCII") << QStringLiteral("x");
    QTest::newRow("controls") << QString(QChar(1));
    QTest::newRow("four bytes") << QStringLiteral("\U0001d11e");
    QTest::newRow("mixed") << QStringLiteral("abc\"\u20ac\n");
}

// Long enough to cross the limits of whatever buffers there are inside.
void tst_JsonWriter::longStrings()
{
    QFETCH(QString, piece);
    for (int count : {83, 84, 85, 86, 127, 128, 129, 511, 512, 513, 5000}) {
        const QString string = piece.repeated(count);
        JsonWriter writer;
        writer.string(string);
        JsonWriter utf8Writer;
        utf8Writer.utf8(string.toUtf8());
        QCOMPARE(utf8Writer.text(), writer.text());
        QCOMPARE(JsonReader::parse(writer.text()).value_or(QCborValue()).toString(), string);
    }
}

void tst_JsonWriter::nesting()
{
    JsonWriter writer;
    writer.beginArray();
    writer.beginArray();
    writer.endArray();
    writer.beginObject();
    writer.endObject();
    writer.beginArray();
    writer.beginArray();
    writer.endArray();
    writer.endArray();
    writer.beginArray();
    writer.beginObject();
    writer.endObject();
    writer.endArray();
    writer.beginObject();
    writer.key("a");
    writer.beginArray();
    writer.endArray();
    writer.key("b");
    writer.integer(1);
    writer.endObject();
    writer.endArray();
    writer.string("next");
    QCOMPARE(writer.text(), QByteArray(R"([[],{},[[]],[{}],{"a":[],"b":1}],"next")"));
}

void tst_JsonWriter::undefinedMembers()
{
    JsonWriter writer;
    writer.undefined();
    writer.beginObject();
    writer.key("a");
    writer.undefined();
    writer.key("b");
    writer.integer(1);
    writer.key("c");
    writer.undefined();
    writer.key("{");
    writer.string("{");
    writer.key("e");
    writer.undefined();
    writer.key("f");
    writer.beginArray();
    writer.undefined();
    writer.undefined();
    writer.endArray();
    writer.key("g");
    writer.beginObject();
    writer.key("h");
    writer.undefined();
    writer.endObject();
    writer.key("i");
    writer.undefined();
    writer.endObject();
    writer.undefined();
    QCOMPARE(writer.text(), QByteArray(R"(null,{"b":1,"{":"{","f":[null,null],"g":{}},null)"));
}

void tst_JsonWriter::trap91_keyOrder()
{
    JsonWriter writer;
    writer.beginObject();
    writer.key("sid");
    writer.string("x");
    writer.key("pid");
    writer.binary("y");
    writer.key("a");
    writer.cbor(QCborMap{{QStringLiteral("message"), 1}, {QStringLiteral("data"), 2}});
    writer.endObject();
    QCOMPARE(writer.text(),
             QByteArray(R"({"sid":"x","pid":{"_placeholder":true,"num":0},)"
                        R"("a":{"message":1,"data":2}})"));
}

void tst_JsonWriter::binaryValues()
{
    JsonWriter writer;
    writer.binary("first");
    writer.beginArray();
    writer.binary(QByteArray());
    writer.binary(QByteArray("\0\xff", 2));
    writer.endArray();
    QCOMPARE(writer.text(),
             QByteArray(R"({"_placeholder":true,"num":0},)"
                        R"([{"_placeholder":true,"num":1},{"_placeholder":true,"num":2}])"));
    const QList<QByteArray> expected{"first", QByteArray(), QByteArray("\0\xff", 2)};
    QCOMPARE(writer.attachments(), expected);
}

void tst_JsonWriter::cbor_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QCborValue &value, const char *text) {
        QTest::newRow(name) << value << QByteArray(text);
    };
    const QCborValue undefined(QCborValue::Undefined);
    row("null", QCborValue(nullptr), "null");
    row("undefined", undefined, "null");
    row("invalid", QCborValue(QCborValue::Invalid), "null");
    row("true", true, "true");
    row("false", false, "false");
    row("integer", -5, "-5");
    row("int64", std::numeric_limits<qint64>::min(), "-9223372036854775808");
    row("double", 0.1, "0.1");
    row("integral double", 3.0, "3");
    row("NaN", qQNaN(), "null");
    row("string", QStringLiteral("\u00e9\"\n"), "\"\xc3\xa9\\\"\\n\"");
    row("simple type", QCborValue(QCborSimpleType(99)), "null");
    row("array",
        QCborArray{undefined, qQNaN(), qInf(), nullptr, -0.0, -1, 24, 1000, 100000, 1LL << 40},
        "[null,null,null,null,0,-1,24,1000,100000,1099511627776]");
    row("map",
        QCborMap{{QStringLiteral("z"), undefined},
                 {QStringLiteral("b"), 1},
                 {QStringLiteral("c"), undefined},
                 {QStringLiteral("a"), qQNaN()}},
        R"({"b":1,"a":null})");
    row("map of undefined", QCborMap{{QStringLiteral("a"), undefined}}, "{}");
    row("nested",
        QCborMap{{QStringLiteral("a"), QCborMap{{QStringLiteral("b"), undefined}}},
                 {QStringLiteral("c"), QCborArray{undefined, QCborArray(), QCborMap()}}},
        R"({"a":{},"c":[null,[],{}]})");
    row("strings",
        QCborArray{QStringLiteral("ascii"), QStringLiteral("\u00fc"),
                   QStringLiteral("\u20ac\U0001d11e"), QString()},
        "[\"ascii\",\"\xc3\xbc\",\"\xe2\x82\xac\xf0\x9d\x84\x9e\",\"\"]");

    const QDateTime utc(QDate(2023, 11, 14), QTime(22, 13, 20, 123), Qt::UTC);
    row("date/time", QCborValue(utc), "\"2023-11-14T22:13:20.123Z\"");
    row("date/time, epoch", QCborValue(QDateTime::fromMSecsSinceEpoch(0, Qt::UTC)),
        "\"1970-01-01T00:00:00.000Z\"");
    row("date/time, offset", QCborArray{QCborValue(utc.toOffsetFromUtc(3600))},
        "[\"2023-11-14T22:13:20.123Z\"]");
    row("url", QCborArray{QCborValue(QUrl(QStringLiteral("https://example.com/a?b=1#c")))},
        "[\"https://example.com/a?b=1#c\"]");
    const QUuid uuid(QStringLiteral("{f47ac10b-58cc-4372-a567-0e02b2c3d479}"));
    row("uuid", QCborValue(uuid), "\"f47ac10b-58cc-4372-a567-0e02b2c3d479\"");
    row("uuid within", QCborMap{{QStringLiteral("id"), QCborValue(uuid)}},
        "{\"id\":\"f47ac10b-58cc-4372-a567-0e02b2c3d479\"}");
    row("regular expression", QCborValue(QRegularExpression(QStringLiteral("^a\\d+$"))),
        "\"^a\\\\d+$\"");
    row("unknown tag", QCborValue(QCborTag(4711), QCborArray{1, 2}), "[1,2]");
}

void tst_JsonWriter::cbor()
{
    QFETCH(QCborValue, value);
    QFETCH(QByteArray, text);
    JsonWriter writer;
    writer.cbor(value);
    writer.cbor(value); // once more, behind a comma
    QCOMPARE(writer.text(), text + ',' + text);
    QVERIFY(writer.attachments().isEmpty());
}

void tst_JsonWriter::cborKeys_data()
{
    QTest::addColumn<QCborValue>("key");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("string") << QCborValue(QStringLiteral("\u00e9\n")) << QByteArray("\xc3\xa9\\n");
    QTest::newRow("integer") << QCborValue(7) << QByteArray("7");
    QTest::newRow("negative") << QCborValue(-7) << QByteArray("-7");
    QTest::newRow("double") << QCborValue(1.5) << QByteArray("1.5");
    QTest::newRow("true") << QCborValue(true) << QByteArray("true");
    QTest::newRow("null") << QCborValue(nullptr) << QByteArray("null");
    QTest::newRow("url") << QCborValue(QUrl(QStringLiteral("http://a/")))
                         << QByteArray("http://a/");
    QTest::newRow("array") << QCborValue(QCborArray{1, QStringLiteral("x")})
                           << QByteArray(R"([1,\"x\"])");
}

void tst_JsonWriter::cborKeys()
{
    QFETCH(QCborValue, key);
    QFETCH(QByteArray, text);
    QCborMap map;
    map.insert(key, 1);
    map.insert(QStringLiteral("last"), 2);
    JsonWriter writer;
    writer.cbor(map);
    QCOMPARE(writer.text(), "{\"" + text + "\":1,\"last\":2}");
}

void tst_JsonWriter::cborBinary()
{
    JsonWriter writer;
    writer.binary("0");
    writer.cbor(QByteArray("1"));
    writer.cbor(QCborMap{{QStringLiteral("x"), QCborArray{QByteArray("2"), QByteArray("3")}},
                         {QStringLiteral("a"), QByteArray("4")}});
    QCOMPARE(writer.text(),
             QByteArray(R"({"_placeholder":true,"num":0},{"_placeholder":true,"num":1},)"
                        R"({"x":[{"_placeholder":true,"num":2},{"_placeholder":true,"num":3}],)"
                        R"("a":{"_placeholder":true,"num":4}})"));
    const QList<QByteArray> expected{"0", "1", "2", "3", "4"};
    QCOMPARE(writer.attachments(), expected);
}

void tst_JsonWriter::json_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("null") << QJsonValue() << QByteArray("null");
    QTest::newRow("undefined") << QJsonValue(QJsonValue::Undefined) << QByteArray("null");
    QTest::newRow("true") << QJsonValue(true) << QByteArray("true");
    QTest::newRow("integer") << QJsonValue(qint64(9007199254740993))
                             << QByteArray("9007199254740993");
    QTest::newRow("double") << QJsonValue(1e21) << QByteArray("1e+21");
    QTest::newRow("string") << QJsonValue(QStringLiteral("\u20ac/"))
                            << QByteArray("\"\xe2\x82\xac/\"");
    QTest::newRow("empty array") << QJsonValue(QJsonArray()) << QByteArray("[]");
    QTest::newRow("empty object") << QJsonValue(QJsonObject()) << QByteArray("{}");
    const QJsonObject object{{QStringLiteral("b"), QJsonArray{1, 2.5, QJsonValue()}},
                             {QStringLiteral("a"), QJsonObject{{QStringLiteral("c"), true}}}};
    QTest::newRow("object") << QJsonValue(object)
                            << QByteArray(R"({"a":{"c":true},"b":[1,2.5,null]})");
    QTest::newRow("array") << QJsonValue(QJsonArray{object, QStringLiteral("x")})
                           << QByteArray(R"([{"a":{"c":true},"b":[1,2.5,null]},"x"])");
}

void tst_JsonWriter::json()
{
    QFETCH(QJsonValue, value);
    QFETCH(QByteArray, text);
    JsonWriter writer;
    writer.json(value);
    QCOMPARE(writer.text(), text);
}

void tst_JsonWriter::variant_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QVariant &value, const char *text) {
        QTest::newRow(name) << QVariant::fromValue(QVariantList{value})
                            << '[' + QByteArray(text) + ']';
    };
    const QString s = QStringLiteral("s");
    row("invalid", QVariant(), "null");
    row("nullptr", QVariant::fromValue(nullptr), "null");
    row("bool", true, "true");
    row("int", -3, "-3");
    row("quint64", QVariant::fromValue(std::numeric_limits<quint64>::max()),
        "18446744073709551615");
    row("qint64", QVariant::fromValue(std::numeric_limits<qint64>::min()), "-9223372036854775808");
    row("ushort", QVariant::fromValue(ushort(65535)), "65535");
    row("char", QVariant::fromValue(char(65)), "65");
    row("signed char", QVariant::fromValue<signed char>(-65), "-65");
    row("uchar", QVariant::fromValue(uchar(200)), "200");
    row("double", 0.1, "0.1");
    row("float", QVariant::fromValue(0.1f), "0.1");
    row("QString", s, R"("s")");
    row("QChar", QChar(u'c'), R"("c")");
    row("QDateTime", QDateTime::fromMSecsSinceEpoch(-1, Qt::UTC), R"("1969-12-31T23:59:59.999Z")");
    row("invalid QDateTime", QDateTime(), "null");
    row("QDate", QDate(2024, 2, 29), R"("2024-02-29")");
    row("QTime", QTime(1, 2, 3, 4), R"("01:02:03.004")");
    row("QUrl", QUrl(QStringLiteral("http://ex\u00e4mple.com/\u00e9")),
        R"("http://xn--exmple-cua.com/%C3%A9")");
    row("QUuid", QUuid(), R"("00000000-0000-0000-0000-000000000000")");
    row("QRegularExpression", QRegularExpression(QStringLiteral("a+")), R"("a+")");
    row("QStringList", QStringList{s, s}, R"(["s","s"])");
    row("QVariantList", QVariantList{1, s, QVariantList{}}, R"([1,"s",[]])");
    row("QVariantMap", QVariantMap{{QStringLiteral("b"), 1}, {QStringLiteral("a"), QVariantMap{}}},
        R"({"a":{},"b":1})");
    row("QVariantHash", QVariantHash{{s, 1}}, R"({"s":1})");
    row("QJsonValue", QJsonValue(5), "5");
    row("QJsonObject", QJsonObject{{s, 1}}, R"({"s":1})");
    row("QJsonArray", QJsonArray{1}, "[1]");
    row("QCborValue", QVariant::fromValue(QCborValue(5)), "5");
    row("QCborMap", QVariant::fromValue(QCborMap{{s, 1}}), R"({"s":1})");
    row("QCborArray", QVariant::fromValue(QCborArray{1}), "[1]");
    row("Payload", QVariant::fromValue(Payload::of(1, "a")), R"([1,"a"])");
    row("QList<int>", QVariant::fromValue(QList<int>{1, 2}), "[1,2]");
    row("std::vector<double>", QVariant::fromValue(std::vector<double>{0.5}), "[0.5]");
    row("QMap<QString, int>", QVariant::fromValue(QMap<QString, int>{{s, 1}}), R"({"s":1})");
    row("enumeration", QVariant::fromValue(Shapes::Shape::Square), R"("Square")");
    row("enumeration, no key", QVariant::fromValue(Shapes::Shape(201)), "201");
    row("Qt's enumeration", QVariant::fromValue(Qt::Vertical), R"("Vertical")");
    row("a flag", QVariant::fromValue(Qt::AlignLeft), "1");
}

void tst_JsonWriter::variant()
{
    QFETCH(QVariant, value);
    QFETCH(QByteArray, text);
    JsonWriter writer;
    writer.variant(value);
    QCOMPARE(writer.text(), text);
}

void tst_JsonWriter::variantBinary()
{
    JsonWriter writer;
    writer.variant(QVariantMap{{QStringLiteral("a"), QByteArray("0")},
                               {QStringLiteral("b"), QVariant::fromValue(Corner())},
                               {QStringLiteral("c"), QVariant::fromValue(QByteArrayList{"2"})}});
    QCOMPARE(
        writer.text(),
        QByteArray(R"({"a":{"_placeholder":true,"num":0},)"
                   R"("b":{"y":0.5,"x":1,"shape":"Square","bytes":{"_placeholder":true,"num":1}},)"
                   R"("c":[{"_placeholder":true,"num":2}]})"));
    const QList<QByteArray> expected{"0", "b", "2"};
    QCOMPARE(writer.attachments(), expected);
}

void tst_JsonWriter::variantUnsendable()
{
    QTest::ignoreMessage(QtWarningMsg,
                         "JsonWriter: a value of type Unsendable cannot be sent and becomes null");
    JsonWriter writer;
    writer.variant(QVariantList{1, QVariant::fromValue(Unsendable()), 2});
    QCOMPARE(writer.text(), QByteArray("[1,null,2]"));
}

void tst_JsonWriter::payloads()
{
    const QByteArray spaced = R"( {"b":1, "_placeholder":true} , 1.0)";
    const Payload plain = Payload::fromJson(spaced);
    const Payload binary = Payload::of(QByteArray("x"), QByteArray("y"));

    JsonWriter first;
    first.payload(binary);
    first.payload(plain);
    first.payload(binary);
    first.binary("z");
    QCOMPARE(first.text(),
             R"({"_placeholder":true,"num":0},{"_placeholder":true,"num":1},)" + spaced
                 + R"(,{"_placeholder":true,"num":2},{"_placeholder":true,"num":3},)"
                   R"({"_placeholder":true,"num":4})");
    const QList<QByteArray> expected{"x", "y", "x", "y", "z"};
    QCOMPARE(first.attachments(), expected);
}

void tst_JsonWriter::payloadWithoutArguments()
{
    JsonWriter writer;
    writer.payload(Payload());
    writer.integer(1);
    writer.payload(Payload());
    writer.raw("");
    writer.integer(2);
    QCOMPARE(writer.text(), QByteArray("1,2"));
}

void tst_JsonWriter::raw()
{
    JsonWriter writer;
    writer.raw("1,2");
    writer.beginObject();
    writer.key("a");
    writer.raw("[ ]");
    writer.key("b");
    writer.raw("{}");
    writer.endObject();
    QCOMPARE(writer.text(), QByteArray(R"(1,2,{"a":[ ],"b":{}})"));
}

void tst_JsonWriter::taking()
{
    JsonWriter writer;
    writer.integer(1);
    QCOMPARE(writer.takeText(), QByteArray("1"));
    writer.binary("x");
    const Payload payload = writer.takePayload();
    QCOMPARE(payload.json(), QByteArray(R"({"_placeholder":true,"num":0})"));
    QCOMPARE(payload.attachments(), QList<QByteArray>{"x"});
    writer.integer(2);
    writer.binary("y");
    QCOMPARE(writer.text(), QByteArray(R"(2,{"_placeholder":true,"num":0})"));
    QCOMPARE(writer.attachments(), QList<QByteArray>{"y"});
}

void tst_JsonWriter::depthGuard_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("end");
    QCborValue array(QCborArray{1, 2});
    QCborValue map(QCborMap{{1, QByteArray("x")}});
    QJsonValue json(QJsonArray{1});
    QVariant variant(QVariantList{1});
    for (int i = 0; i < 600; ++i) {
        array = QCborArray{array};
        map = QCborMap{{QStringLiteral("a"), map}};
        json = QJsonArray{json};
        variant = QVariantList{variant};
    }
    QTest::newRow("QCborArray") << QVariant::fromValue(array) << QByteArray("[") << QByteArray("]");
    QTest::newRow("QCborMap") << QVariant::fromValue(map) << QByteArray("{\"a\":")
                              << QByteArray("}");
    QTest::newRow("QJsonArray") << QVariant::fromValue(json) << QByteArray("[") << QByteArray("]");
    QTest::newRow("QVariantList") << variant << QByteArray("[") << QByteArray("]");
}

void tst_JsonWriter::depthGuard()
{
    QFETCH(QVariant, value);
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, end);
    QTest::ignoreMessage(QtWarningMsg,
                         "JsonWriter: values nested deeper than 512 levels are sent as null");
    JsonWriter writer;
    writer.variant(value);
    writer.variant(3);
    QCOMPARE(writer.text(), begin.repeated(512) + "null" + end.repeated(512) + ",3");
    QVERIFY(writer.attachments().isEmpty());
}

QTEST_APPLESS_MAIN(tst_JsonWriter)
#include "tst_jsonwriter.moc"
