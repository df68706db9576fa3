// SPDX-License-Identifier: MIT
// Redis's protocol by its bytes, whole and in pieces, and what breaks its limits.
#include "adapter/redis/respparser_p.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

using namespace QSocketIo;

namespace {
QByteArray described(const RespValue &value)
{
    using Type = RespValue::Type;
    switch (value.type) {
    case Type::Null:
        return "null";
    case Type::Boolean:
        return value.integer ? "true" : "false";
    case Type::Integer:
        return QByteArray::number(value.integer);
    case Type::Double:
        return "d" + QByteArray::number(value.real);
    case Type::String:
        return '"' + value.bytes + '"';
    case Type::Error:
        return '!' + value.bytes;
    case Type::Oversized:
        return "oversized";
    case Type::Array:
    case Type::Map:
    case Type::Push:
        break;
    }
    QByteArrayList parts;
    for (const RespValue &element : value.elements)
        parts.append(described(element));
    return QByteArray(value.type == Type::Map        ? "map"
                          : value.type == Type::Push ? "push"
                                                     : "")
        + '[' + parts.join(' ') + ']';
}

QByteArray allOf(RespParser &parser)
{
    QByteArrayList values;
    while (const auto value = parser.next())
        values.append(described(*value));
    return values.join(", ");
}
} // namespace

class tst_RespParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void values_data();
    void values();
    void malformed_data();
    void malformed();
    void oversized();
    void manyStrings();
    void inPieces();
    void skipsWithoutMemory();
};

void tst_RespParser::values_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");

    const auto row = [](const char *name, const char *bytes, const char *expected) {
        QTest::newRow(name) << QByteArray(bytes) << QByteArray(expected);
    };
    row("simple string", "+OK\r\n", "\"OK\"");
    row("empty simple string", "+\r\n", "\"\"");
    row("error", "-ERR no\r\n", "!ERR no");
    row("integer", ":-12\r\n", "-12");
    row("bulk string", "$5\r\na\r\nbc\r\n", "\"a\r\nbc\"");
    row("empty bulk string", "$0\r\n\r\n", "\"\"");
    row("null bulk string", "$-1\r\n", "null");
    row("null array", "*-1\r\n", "null");
    row("empty array", "*0\r\n", "[]");
    row("nested arrays", "*2\r\n*1\r\n:1\r\n$1\r\nx\r\n", "[[1] \"x\"]");
    row("arrays that end together", "*1\r\n*1\r\n*1\r\n:7\r\n", "[[[7]]]");
    row("empty array inside", "*2\r\n*0\r\n*-1\r\n", "[[] null]");
    row("null", "_\r\n", "null");
    row("booleans", "#t\r\n#f\r\n", "true, false");
    row("doubles", ",1.5\r\n,inf\r\n,-inf\r\n", "d1.5, dinf, d-inf");
    row("big number", "(12345678901234567890\r\n", "\"12345678901234567890\"");
    row("bulk error", "!5\r\nERR a\r\n", "!ERR a");
    row("verbatim string", "=7\r\ntxt:abc\r\n", "\"abc\"");
    row("set", "~2\r\n:1\r\n:2\r\n", "[1 2]");
    row("map", "%1\r\n+a\r\n*1\r\n:1\r\n", "map[\"a\" [1]]");
    row("push between answers", ":1\r\n>2\r\n+message\r\n+x\r\n:2\r\n",
        "1, push[\"message\" \"x\"], 2");
    row("attribute is left out", "|1\r\n+ttl\r\n:5\r\n*2\r\n|1\r\n+a\r\n*1\r\n:9\r\n:1\r\n:2\r\n",
        "[1 2]");
    row("empty attribute", "|0\r\n:1\r\n", "1");
}

void tst_RespParser::values()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);

    RespParser whole;
    whole.feed(bytes);
    QCOMPARE(allOf(whole), expected);
    QVERIFY(!whole.hasFailed());
    QCOMPARE(whole.bytesBuffered(), 0);

    RespParser parser; // byte by byte
    QByteArrayList values;
    for (const char byte : bytes) {
        parser.feed(QByteArrayView(&byte, 1));
        while (const auto value = parser.next())
            values.append(described(*value));
    }
    QCOMPARE(values.join(", "), expected);
}

void tst_RespParser::malformed_data()
{
    QTest::addColumn<QByteArray>("bytes");

    const auto row
        = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes; };
    row("unknown type", "?1\r\n");
    row("HTTP", "HTTP/1.1 400 Bad Request\r\n");
    row("no carriage return", "+OK\n");
    row("empty line", "\r\n");
    row("integer with text", ":1a\r\n");
    row("integer without digits", ":\r\n");
    row("integer beyond 64 bits", ":9223372036854775808\r\n");
    row("integer with spaces", ": 1\r\n");
    row("negative length", "$-2\r\n");
    row("negative count", "*-2\r\n");
    row("null map", "%-1\r\n");
    row("length beyond 32 bits", "$99999999999\r\n");
    row("count beyond the limit", "*1048577\r\n");
    row("map beyond the limit", "%524289\r\n");
    row("string without its end", "$1\r\nabc");
    row("boolean", "#x\r\n");
    row("null with text", "_a\r\n");
    row("double", ",1.2.3\r\n");
    row("push in an array", "*1\r\n>1\r\n");
    row("too deep", QByteArray("*1\r\n").repeated(17));
    row("many elements in the sum",
        "*2\r\n*1000000\r\n" + QByteArray(":1\r\n").repeated(1'000'000) + "*100000\r\n");
    row("endless line", '+' + QByteArray(70'000, 'a'));
}

void tst_RespParser::malformed()
{
    QFETCH(QByteArray, bytes);
    RespParser parser;
    parser.feed(bytes);
    while (parser.next()) { }
    QVERIFY(parser.hasFailed());
    QVERIFY(!parser.errorString().isEmpty());
    parser.feed("+OK\r\n"); // it stays so
    QVERIFY(!parser.next());
}

void tst_RespParser::oversized()
{
    RespParser parser({.maxStringBytes = 4});
    parser.feed("*3\r\n$4\r\nabcd\r\n$5\r\nabcde\r\n$1\r\nx\r\n+OK\r\n");
    QCOMPARE(allOf(parser), QByteArray("[\"abcd\" oversized \"x\"], \"OK\""));
}

void tst_RespParser::manyStrings()
{
    RespParser parser({.maxValueBytes = 6});
    parser.feed("*3\r\n$4\r\nabcd\r\n$3\r\nabc\r\n$2\r\nxy\r\n$6\r\nabcdef\r\n");
    QCOMPARE(allOf(parser), QByteArray("[\"abcd\" oversized \"xy\"], \"abcdef\""));
}

// The time for an answer is proportional to its size, however it is cut.
void tst_RespParser::inPieces()
{
    constexpr int size = 8 * 1024 * 1024;
    constexpr int count = 200'000;
    const QByteArray text = "*2\r\n$" + QByteArray::number(size) + "\r\n" + QByteArray(size, 'x')
        + "\r\n*" + QByteArray::number(count) + "\r\n" + QByteArray(":1\r\n").repeated(count);
    RespParser parser;
    QElapsedTimer timer;
    timer.start();
    qsizetype values = 0;
    for (qsizetype at = 0; at < text.size(); at += 100) {
        parser.feed(QByteArrayView(text).sliced(at, qMin<qsizetype>(100, text.size() - at)));
        while (const auto value = parser.next()) {
            ++values;
            QCOMPARE(value->elements.at(0).bytes.size(), size);
            QCOMPARE(value->elements.at(1).elements.size(), count);
        }
    }
    QCOMPARE(values, 1);
    QVERIFY2(timer.elapsed() < 20'000, QByteArray::number(timer.elapsed()));
}

void tst_RespParser::skipsWithoutMemory()
{
    RespParser parser({.maxStringBytes = 1000});
    parser.feed("$1000000\r\n");
    QVERIFY(!parser.next());
    for (int i = 0; i < 1000; ++i) {
        parser.feed(QByteArray(1000, 'x'));
        QVERIFY(!parser.next());
        QVERIFY(parser.bytesBuffered() <= 1000);
    }
    parser.feed("\r\n:1\r\n");
    QCOMPARE(allOf(parser), QByteArray("oversized, 1"));
}

QTEST_APPLESS_MAIN(tst_RespParser)
#include "tst_respparser.moc"
