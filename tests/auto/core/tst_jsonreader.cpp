// SPDX-License-Identifier: MIT
#include "core/jsonplaceholders_p.h"
#include "core/jsonreader_p.h"
#include "core/jsonwriter.h"

#include <QtCore/QCborMap>
#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <cmath>
#include <limits>

using namespace QSocketIo;

class tst_JsonReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void valid_data();
    void valid();
    void malformed_data();
    void malformed();
    void everyPrefixIsMalformed();
    void numbers_data();
    void numbers();
    void strings_data();
    void strings();
    void malformedUtf8_data();
    void malformedUtf8();
    void depth();
    void depthHasAHardLimit();
    void keyOrder();
    void repeatedKeys_data();
    void repeatedKeys();
    void manyKeys();
    void lists_data();
    void lists();
    void malformedLists_data();
    void malformedLists();
    void walk();
    void placeholders_data();
    void placeholders();
    void placeholderBomb();
    void mutations();
};

static QString text(const QCborValue &value)
{
    return value.toDiagnosticNotation(QCborValue::Compact);
}

static bool isAccepted(const QByteArray &json)
{
    JsonReader reader(json);
    const bool skipped = reader.skipValue().has_value() && reader.atEnd();
    const bool parsed = JsonReader::parse(json).has_value();
    if (skipped != parsed)
        qWarning("skipValue() and parse() do not agree");
    return parsed;
}

void tst_JsonReader::valid_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("diagnostic");

    const auto row = [](const char *json, const char *diagnostic) {
        QTest::newRow(json) << QByteArray(json) << QString::fromUtf8(diagnostic);
    };
    row("null", "null");
    row("true", "true");
    row("false", "false");
    row(" \t\r\n null \t\r\n ", "null");
    row("[]", "[]");
    row("[ ]", "[]");
    row("{}", "{}");
    row("{ }", "{}");
    row("\"\"", "\"\"");
    row("[1,2,3]", "[1, 2, 3]");
    row(" [ 1 , [ ] , { } ] ", "[1, [], {}]");
    row(R"({"a":1,"b":[true,null]})", R"({"a": 1, "b": [true, null]})");
    row(R"( { "a" : { "b" : { } } , "c" : [ [ [ ] ] ] } )", R"({"a": {"b": {}}, "c": [[[]]]})");
    row(R"([{"_placeholder":true,"num":0}])", R"([{"_placeholder": true, "num": 0}])");
    row(R"({"":""})", R"({"": ""})");
}

void tst_JsonReader::valid()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, diagnostic);

    QVERIFY(isAccepted(json));
    QCOMPARE(text(*JsonReader::parse(json)), diagnostic);
}

void tst_JsonReader::malformed_data()
{
    QTest::addColumn<QByteArray>("json");

    const QByteArrayList rows{"",
                              " ",
                              "nul",
                              "nulll",
                              "True",
                              "NaN",
                              "Infinity",
                              "undefined",
                              "1 2",
                              "[",
                              "]",
                              "{",
                              "}",
                              "[1",
                              "[1,",
                              "[1,]",
                              "[,1]",
                              "[1 2]",
                              "[}",
                              "{]",
                              "[1}",
                              "{\"a\"}",
                              "{\"a\":}",
                              "{\"a\":1,}",
                              "{\"a\" 1}",
                              "{a:1}",
                              "{1:1}",
                              "{'a':1}",
                              "{,}",
                              "{\"a\":1 \"b\":2}",
                              "{\"a\":1]",
                              "{\"a\":1,\"b\"}",
                              "[]]",
                              "{}}",
                              "'a'",
                              "\"a",
                              "\"",
                              "\"\\",
                              "\"\\\"",
                              "\"\\x41\"",
                              "\"\\u\"",
                              "\"\\u12\"",
                              "\"\\u12g4\"",
                              "\"\\u123",
                              "\"a\nb\"",
                              "\"a\tb\"",
                              QByteArray("\"a\0b\"", 5),
                              "\"\x1f\"",
                              "\"0123456789\x1e\"",
                              "+1",
                              "01",
                              "-01",
                              "-",
                              "--1",
                              ".5",
                              "1.",
                              "1.e5",
                              "1e",
                              "1e+",
                              "1e-",
                              "0x10",
                              "1_000",
                              "1,",
                              ",",
                              "/**/1",
                              "1//",
                              "\xef\xbb\xbf"
                              "1",
                              "\xc2\xa0"
                              "1",
                              QByteArray("1\0", 2),
                              "tru",
                              "falsee",
                              "[nul]",
                              "-true",
                              "- 1",
                              "1 .5",
                              "[1,\f2]"};
    for (const QByteArray &json : rows)
        QTest::newRow(json.toPercentEncoding(" \"{}[]:,\\").constData()) << json;
}

void tst_JsonReader::malformed()
{
    QFETCH(QByteArray, json);
    QVERIFY(!isAccepted(json));
}

void tst_JsonReader::everyPrefixIsMalformed()
{
    const QByteArray json
        = R"({"a":[1,-2.5e+3,"x\u00e9\\\"y",true,false,null,{"b":{}}],"c":"ü€𝄞"})";
    QVERIFY(isAccepted(json));
    for (qsizetype size = 0; size < json.size(); ++size) {
        // A copy of that size, so that reading beyond its end is seen by the sanitizer.
        QVERIFY2(!isAccepted(QByteArray(json.constData(), size)), json.left(size).constData());
        JsonReader reader(QByteArrayView(json).first(size));
        QVERIFY(!reader.skipValue());
    }
}

void tst_JsonReader::numbers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QCborValue>("value");

    const auto row = [](const char *json, const QCborValue &value) {
        QTest::newRow(json) << QByteArray(json) << value;
    };
    row("0", 0);
    row("-0", 0);
    row("23", 23);
    row("24", 24);
    row("255", 255);
    row("256", 256);
    row("65535", 65535);
    row("65536", 65536);
    row("4294967295", qint64(4294967295));
    row("4294967296", qint64(4294967296));
    row("-1", -1);
    row("-24", -24);
    row("-25", -25);
    row("9007199254740993", qint64(9007199254740993));
    row("9223372036854775807", std::numeric_limits<qint64>::max());
    row("-9223372036854775808", std::numeric_limits<qint64>::min());
    row("9223372036854775808", 9223372036854775808.0);
    row("-9223372036854775809", -9223372036854775808.0);
    row("18446744073709551615", 18446744073709551616.0);
    row("3.0", 3.0);
    row("-0.0", -0.0);
    row("1.5", 1.5);
    row("0.1", 0.1);
    row("1e3", 1000.0);
    row("1E+3", 1000.0);
    row("1e-7", 1e-7);
    row("5e-324", 5e-324);
    row("1.7976931348623157e308", std::numeric_limits<double>::max());
    row("1e400", qInf());
    row("-1e400", -qInf());
    row("1e-400", 0.0);
    row("-1e-400", -0.0);
    row("0.0001e400", qInf());
    row("10000e-400", 0.0);
    row("1e99999999999999999999", qInf());
    row("1e-99999999999999999999", 0.0);
    row("0e99999999999999999999", 0.0);
    row("123456789012345678901234567890", 123456789012345678901234567890.0);
}

void tst_JsonReader::numbers()
{
    QFETCH(QByteArray, json);
    QFETCH(QCborValue, value);

    const std::optional<QCborValue> parsed = JsonReader::parse(json);
    QVERIFY(parsed);
    QCOMPARE(parsed->type(), value.type());
    QCOMPARE(*parsed, value);
    QCOMPARE(std::signbit(parsed->toDouble()), std::signbit(value.toDouble()));
    QVERIFY(isAccepted(json));
}

void tst_JsonReader::strings_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("value");

    const auto row = [](const char *json, const QString &value) {
        QTest::newRow(json) << QByteArray(json) << value;
    };
    row(R"("plain")", QStringLiteral("plain"));
    row(R"("longer than eight bytes")", QStringLiteral("longer than eight bytes"));
    row(R"("\"\\\/\b\f\n\r\t")", QStringLiteral("\"\\/\b\f\n\r\t"));
    row(R"("\u0041\u00e9\u20AC")", QStringLiteral("A\u00e9\u20ac"));
    row(R"("\u0000")", QString(QChar(0)));
    row(R"("\u001e")", QString(QChar(0x1e)));
    row(R"("\ud834\udd1e")", QStringLiteral("\U0001d11e"));
    row(R"("\ud834")", QString(QChar(0xfffd)));
    row(R"("\udd1e")", QString(QChar(0xfffd)));
    row(R"("\ud834x")", QString(QChar(0xfffd)) + QLatin1Char('x'));
    row(R"("\ud834\u0041")", QString(QChar(0xfffd)) + QLatin1Char('A'));
    row(R"("\ud834\ud834\udd1e")", QString(QChar(0xfffd)) + QStringLiteral("\U0001d11e"));
    row(R"("\udd1e\ud834")", QString(2, QChar(0xfffd)));
    row(R"("\ud834\n")", QString(QChar(0xfffd)) + QLatin1Char('\n'));
    row("\"gr\xc3\xbc\xc3\x9f\x65 \xe2\x82\xac \xf0\x9d\x84\x9e\"",
        QStringLiteral("gr\u00fc\u00dfe \u20ac \U0001d11e"));
    row("\"\x7f\"", QString(QChar(0x7f)));
    row("\"\xe2\x80\xa8\"", QString(QChar(0x2028)));
    row("\"\xef\xbf\xbf\"", QString(QChar(0xffff)));
    row("\"\xed\x9f\xbf\xee\x80\x80\"", QString(QChar(0xd7ff)) + QChar(0xe000));
}

void tst_JsonReader::strings()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, value);

    const std::optional<QCborValue> parsed = JsonReader::parse(json);
    QVERIFY(parsed);
    QCOMPARE(parsed->toString(), value);

    JsonReader reader(json);
    const std::optional<JsonReader::Span> span = reader.skipValue();
    QVERIFY(span);
    QCOMPARE(span->kind, JsonReader::Kind::String);
    QCOMPARE(reader.stringAt(*span), value.toUtf8());
}

void tst_JsonReader::malformedUtf8_data()
{
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("continuation alone") << QByteArray("\x80");
    QTest::newRow("overlong, two bytes") << QByteArray("\xc0\xaf");
    QTest::newRow("overlong, two bytes, c1") << QByteArray("\xc1\xbf");
    QTest::newRow("overlong, three bytes") << QByteArray("\xe0\x9f\xbf");
    QTest::newRow("overlong, four bytes") << QByteArray("\xf0\x8f\xbf\xbf");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80");
    QTest::newRow("above U+10FFFF") << QByteArray("\xf4\x90\x80\x80");
    QTest::newRow("f5") << QByteArray("\xf5\x80\x80\x80");
    QTest::newRow("ff") << QByteArray("\xff");
    QTest::newRow("cut off, two bytes") << QByteArray("\xc3");
    QTest::newRow("cut off, three bytes") << QByteArray("\xe2\x82");
    QTest::newRow("cut off, four bytes") << QByteArray("\xf0\x9d\x84");
    QTest::newRow("broken by ASCII") << QByteArray("\xe2\x82x");
    QTest::newRow("behind eight plain bytes") << QByteArray("01234567\xff");
    QTest::newRow("within eight plain bytes") << QByteArray("0123\xff"
                                                            "4567");
}

void tst_JsonReader::malformedUtf8()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!isAccepted('"' + bytes + '"'));
    QVERIFY(!isAccepted("{\"" + bytes + "\":1}"));
    QVERIFY(!isAccepted('"' + bytes));
}

void tst_JsonReader::depth()
{
    const auto nested = [](int depth, const char *open, const char *close) {
        return QByteArray(open).repeated(depth) + '1' + QByteArray(close).repeated(depth);
    };
    QVERIFY(JsonReader::parse(nested(3, "[", "]"), 3));
    QVERIFY(!JsonReader::parse(nested(4, "[", "]"), 3));
    QVERIFY(JsonReader::parse(nested(3, "{\"a\":", "}"), 3));
    QVERIFY(!JsonReader::parse(nested(4, "{\"a\":", "}"), 3));
    QVERIFY(JsonReader::parse("1", 0));
    QVERIFY(!JsonReader::parse("[]", 0));
    QVERIFY(JsonReader::parseList("[],[]", 1));
    QVERIFY(!JsonReader::parseList("[],[[]]", 1));
    QVERIFY(isAccepted(nested(200, "[", "]")));
    QVERIFY(!isAccepted(nested(201, "[", "]")));
    QVERIFY(isAccepted(nested(100, "[{\"a\":", "}]")));
    QVERIFY(!isAccepted(QByteArray(1'000'000, '[')));
}

void tst_JsonReader::depthHasAHardLimit()
{
    const QByteArray deepest = QByteArray(1000, '[') + QByteArray(1000, ']');
    QVERIFY(JsonReader::parse(deepest, 1'000'000));
    QVERIFY(!JsonReader::parse('[' + deepest + ']', 1'000'000));
    JsonReader reader(deepest, 1'000'000);
    QVERIFY(reader.skipValue());
    const QByteArray deeper = '[' + deepest + ']';
    JsonReader refusing(deeper, 1'000'000);
    QVERIFY(!refusing.skipValue());
}

void tst_JsonReader::keyOrder()
{
    const std::optional<QCborValue> value
        = JsonReader::parse(R"({"zebra":1,"_placeholder":true,"num":0,"apple":2,"10":3,"9":4})");
    QVERIFY(value);
    QStringList keys;
    const QCborMap map = value->toMap();
    for (auto it = map.cbegin(); it != map.cend(); ++it)
        keys += it.key().toString();
    const QString order = keys.join(QLatin1Char(' '));
    QVERIFY2(order == QStringLiteral("zebra _placeholder num apple 10 9"), "trap 91");
}

void tst_JsonReader::repeatedKeys_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("diagnostic");

    const auto row = [](const char *json, const char *diagnostic) {
        QTest::newRow(json) << QByteArray(json) << QString::fromUtf8(diagnostic);
    };
    row(R"({"a":1,"a":2})", R"({"a": 2})");
    row(R"({"a":1,"b":2,"a":3})", R"({"a": 3, "b": 2})");
    row(R"({"a":[1,{"x":1,"x":2}],"b":{},"a":"s","b":null})", R"({"a": "s", "b": null})");
    row(R"({"a":{"x":1,"y":2,"x":{"z":1,"z":3}}})", R"({"a": {"x": {"z": 3}, "y": 2}})");
    row(R"({"a":1,"\u0061":2})", R"({"a": 2})");
    row(R"([{"a":1,"a":2},{"a":3}])", R"([{"a": 2}, {"a": 3}])");
}

void tst_JsonReader::repeatedKeys()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, diagnostic);
    QCOMPARE(text(JsonReader::parse(json).value_or(QCborValue())), diagnostic);
}

// Quadratic work per key would not end in the time a test has.
void tst_JsonReader::manyKeys()
{
    QByteArray json = "{";
    for (int i = 0; i < 200'000; ++i)
        json += '"' + QByteArray::number(i) + "\":" + QByteArray::number(i) + ',';
    json += "\"7\":\"again\"}";
    const std::optional<QCborValue> value = JsonReader::parse(json);
    QVERIFY(value);
    QCOMPARE(value->toMap().size(), 200'000);
    QCOMPARE(value->toMap().value(QStringLiteral("7")).toString(), QStringLiteral("again"));
}

void tst_JsonReader::lists_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("diagnostic");

    const auto row = [](const char *json, const char *diagnostic) {
        QTest::newRow(*json ? json : "(empty)")
            << QByteArray(json) << QString::fromUtf8(diagnostic);
    };
    row("", "[]");
    row("  ", "[]");
    row("1", "[1]");
    row("1,2", "[1, 2]");
    row(" 1 , [2] , \"a,b\" ", "[1, [2], \"a,b\"]");
}

void tst_JsonReader::lists()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, diagnostic);
    const std::optional<QCborArray> list = JsonReader::parseList(json);
    QVERIFY(list);
    QCOMPARE(text(*list), diagnostic);
}

void tst_JsonReader::malformedLists_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {",", "1,", ",1", "1,,2", "1 2", "1]", "[1", "]", "1],[2"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_JsonReader::malformedLists()
{
    QFETCH(QByteArray, json);
    QVERIFY(!JsonReader::parseList(json));
}

// As the packet decoder does: the event's name, then the arguments as they are.
void tst_JsonReader::walk()
{
    const QByteArray json = R"( [ "na\u006de" , {"a":[1]} , 12.5 , true , false , null , [] ] )";
    JsonReader reader(json);
    QVERIFY(!reader.skip('{'));
    QVERIFY(reader.skip('['));
    const auto name = reader.skipValue();
    QVERIFY(name);
    QCOMPARE(reader.stringAt(*name), QByteArray("name"));

    QList<JsonReader::Kind> kinds;
    QByteArrayList texts;
    while (reader.skip(',')) {
        const auto span = reader.skipValue();
        QVERIFY(span);
        kinds += span->kind;
        texts += json.mid(span->begin, span->end - span->begin);
    }
    QVERIFY(!reader.atEnd());
    QVERIFY(reader.skip(']'));
    QVERIFY(reader.atEnd());
    QCOMPARE(reader.position(), json.size());
    using Kind = JsonReader::Kind;
    const QList<Kind> expectedKinds{Kind::Object, Kind::Number, Kind::True,
                                    Kind::False,  Kind::Null,   Kind::Array};
    QCOMPARE(kinds, expectedKinds);
    const QByteArrayList expectedTexts{R"({"a":[1]})", "12.5", "true", "false", "null", "[]"};
    QCOMPARE(texts, expectedTexts);
}

void tst_JsonReader::placeholders_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("valid");

    const auto row = [](const char *json, int count, bool valid) {
        QTest::addRow("%s with %d", json, count) << QByteArray(json) << count << valid;
    };
    row(R"({"_placeholder":true,"num":0})", 1, true);
    row(R"(["a",{"_placeholder":true,"num":0}])", 1, true);
    row(R"("a",[{"b":{"num":1,"_placeholder":true}}],{"_placeholder":true,"num":0})", 2, true);
    row(R"({"_placeholder":true,"num":0},{"_placeholder":true,"num":0})", 1, true);
    row(R"({"_placeholder":true,"num":1})", 1, false);
    row(R"({"_placeholder":true,"num":-1})", 1, false);
    row(R"({"_placeholder":true,"num":"0"})", 1, false);
    row(R"({"_placeholder":true,"num":null})", 1, false);
    row(R"({"_placeholder":true,"num":[0]})", 1, false);
    row(R"({"_placeholder":true,"num":0.5})", 1, false);
    row(R"({"_placeholder":true,"num":0.0})", 1, true);
    row(R"({"_placeholder":true,"num":-0})", 1, true);
    row(R"({"_placeholder":true,"num":1e400})", 1, false);
    row(R"({"_placeholder":true,"num":18446744073709551616})", 1, false);
    row(R"({"_placeholder":true})", 1, false);
    row(R"([[[{"_placeholder":true,"num":300}]]])", 301, true);
    row(R"([[[{"_placeholder":true,"num":301}]]])", 301, false);
    row(R"({"_placeholder":true,"num":70000})", 70001, true);
    row(R"({"_place\u0068older":true,"num":9})", 1, false);
    row(R"({"_placeholder":false,"num":9})", 1, true);
    row(R"({"_placeholder":1,"num":9})", 1, true);
    row(R"({"_placeholder":"true","num":9})", 1, true);
    row(R"({"placeholder":true,"num":9})", 1, true);
    row(R"("{\"_placeholder\":true,\"num\":9}")", 1, true);
    row(R"({"_placeholder":true,"_placeholder":false,"num":9})", 1, true);
    row(R"({"_placeholder":false,"_placeholder":true,"num":9})", 1, false);
    row(R"({"_placeholder":true,"num":9,"num":0})", 1, true);
    row(R"({"_placeholder":true,"num":0,"x":{"_placeholder":true,"num":9}})", 1, true);
    row(R"([{"_placeholder":true,"num":9},{"_placeholder":true,"num":0}])", 1, false);
    row(R"({"a":{"_placeholder":true,"num":9},"b":{"_placeholder":true,"num":0}})", 1, false);
    row(R"({"_placeholder":true,"num":0})", 0, false);
    row(R"(["a",1])", 0, true);
    row(R"(["a",1)", 1, false);
}

void tst_JsonReader::placeholders()
{
    QFETCH(QByteArray, json);
    QFETCH(int, count);
    QFETCH(bool, valid);
    QCOMPARE(arePlaceholdersValid(json, count), valid);
    QCOMPARE(arePlaceholdersValid(json, QList<QByteArray>(count)), valid);
}

// Ten kilobytes that would be decoded to four hundred megabytes.
void tst_JsonReader::placeholderBomb()
{
    const QByteArray placeholder = "{\"_placeholder\":true,\"num\":0}";
    const QList<QByteArray> attachments{QByteArray(1'000'000, 'x')};
    const QByteArray some = placeholder + (',' + placeholder).repeated(10);
    const QByteArray many = placeholder + (',' + placeholder).repeated(400);
    QVERIFY(arePlaceholdersValid(some, attachments));
    QVERIFY(!arePlaceholdersValid(many, attachments));
    QVERIFY(arePlaceholdersValid(many, 1));
}

// Both readers agree on damaged text, and what they accept survives being written and read again.
void tst_JsonReader::mutations()
{
    const QByteArrayList seeds{
        R"(["a",{"_placeholder":true,"num":0},{"b":[1,-2.5e+3,1e400,"x\u00e9\ud834\udd1e"]}])",
        R"({"a":{"a":1,"a":2},"ü€𝄞":[true,false,null,""],"":[[],{},[[{}]]]})",
        R"([9223372036854775807,-9223372036854775808,0.1,1E-7,"\"\\\/\b\f\n\r\t"])"};
    static constexpr char letters[] = "{}[]\",:\\u0019eE+-.tfn \x00\x1f\x7f\x80\xc3\xed\xf4\xff";
    const QByteArray alphabet(letters, sizeof(letters) - 1);
    QRandomGenerator random(7);
    int accepted = 0;
    for (int round = 0; round < 30'000; ++round) {
        QByteArray json = seeds.at(round % seeds.size());
        for (quint32 n = 1 + random.bounded(3u); n > 0; --n) {
            const qsizetype at = random.bounded(int(json.size()));
            const char c = alphabet.at(random.bounded(int(alphabet.size())));
            switch (random.bounded(3)) {
            case 0:
                json[at] = c;
                break;
            case 1:
                json.insert(at, c);
                break;
            default:
                json.remove(at, 1);
                break;
            }
        }
        const std::optional<QCborValue> value = JsonReader::parse(json);
        QVERIFY2(isAccepted(json) == value.has_value(), json.constData());
        if (!value)
            continue;
        ++accepted;
        JsonWriter writer;
        writer.cbor(*value);
        const std::optional<QCborValue> back = JsonReader::parse(writer.text());
        QVERIFY2(back, writer.text().constData());
        JsonWriter again;
        again.cbor(*back);
        QCOMPARE(again.text(), writer.text());
    }
    QVERIFY(accepted > 1000);
}

QTEST_APPLESS_MAIN(tst_JsonReader)
#include "tst_jsonreader.moc"
