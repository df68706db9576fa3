// SPDX-License-Identifier: MIT
#include "core/jsoncursor.h"
#include "core/jsontext.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QsioAdmin;

class tst_JsonCursor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void arguments();
    void nested();
    void wrongTypes();
    void strings_data();
    void strings();
    void malformed_data();
    void malformed();
    void deep();
    void truncations();
    void jsonStrings();
};

void tst_JsonCursor::arguments()
{
    JsonCursor cursor(R"( 1.5 , "two",[3], true ,null)");
    QVERIFY(cursor.nextArgument());
    QCOMPARE(cursor.number(), std::optional(1.5));
    QVERIFY(cursor.nextArgument());
    QCOMPARE(cursor.string(), std::optional(QByteArray("two")));
    QVERIFY(cursor.nextArgument());
    QCOMPARE(cursor.skip(), QByteArrayView("[3]"));
    QVERIFY(cursor.nextArgument());
    QCOMPARE(cursor.boolean(), std::optional(true));
    QVERIFY(cursor.nextArgument());
    QCOMPARE(cursor.peek(), JsonCursor::Type::Null);
    QCOMPARE(cursor.skip(), QByteArrayView("null"));
    QVERIFY(!cursor.nextArgument());
    QVERIFY(!cursor.isMalformed());
}

void tst_JsonCursor::nested()
{
    JsonCursor cursor(R"({"a":[1,[],{"b":{}}],"c\u0064":"]}"} ,7)");
    QVERIFY(cursor.nextArgument());
    QVERIFY(cursor.beginObject());
    QVERIFY(cursor.nextMember());
    QCOMPARE(cursor.key(), QByteArrayView("a"));
    QVERIFY(cursor.beginArray());
    QVERIFY(cursor.nextElement());
    QCOMPARE(cursor.number(), std::optional(1.0));
    QVERIFY(cursor.nextElement());
    QVERIFY(cursor.beginArray());
    QVERIFY(!cursor.nextElement());
    QVERIFY(cursor.nextElement());
    QCOMPARE(cursor.skip(), QByteArrayView(R"({"b":{}})"));
    QVERIFY(!cursor.nextElement());
    QVERIFY(cursor.nextMember());
    QCOMPARE(cursor.key(), QByteArrayView("cd"));
    QCOMPARE(cursor.string(), std::optional(QByteArray("]}")));
    QVERIFY(!cursor.nextMember());
    QVERIFY(cursor.nextArgument());
    QCOMPARE(cursor.number(), std::optional(7.0));
    QVERIFY(!cursor.isMalformed());
}

// A value of another type is consumed all the same.
void tst_JsonCursor::wrongTypes()
{
    JsonCursor cursor(R"([1],"x",{"y":2},3,true,"end")");
    QVERIFY(cursor.nextArgument());
    QVERIFY(!cursor.string());
    QVERIFY(cursor.nextArgument());
    QVERIFY(!cursor.number());
    QVERIFY(cursor.nextArgument());
    QVERIFY(!cursor.beginArray());
    QVERIFY(cursor.nextArgument());
    QVERIFY(!cursor.beginObject());
    QVERIFY(cursor.nextArgument());
    QVERIFY(!cursor.string());
    QVERIFY(cursor.nextArgument());
    QCOMPARE(cursor.string(), std::optional(QByteArray("end")));
    QVERIFY(!cursor.isMalformed());
}

void tst_JsonCursor::strings_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray(R"("")") << QByteArray("");
    QTest::newRow("UTF-8") << QByteArray("\"\xc3\xa9\"") << QByteArray("\xc3\xa9");
    QTest::newRow("escapes") << QByteArray(R"("\"\\\/\b\f\n\r\t")")
                             << QByteArray("\"\\/\b\f\n\r\t");
    QTest::newRow("code unit") << QByteArray(R"("\u00e9\u20ac")")
                               << QByteArray("\xc3\xa9\xe2\x82\xac");
    QTest::newRow("surrogates") << QByteArray(R"("\ud83d\ude00!")")
                                << QByteArray("\xf0\x9f\x98\x80!");
    QTest::newRow("lone surrogate") << QByteArray(R"("\ud83dx")") << QByteArray("?x");
    QTest::newRow("zero") << QByteArray(R"("a\u0000b")") << QByteArray("a\0b", 3);
    QTest::newRow("no digits") << QByteArray(R"("\uZZ")") << QByteArray("uZZ");
}

void tst_JsonCursor::strings()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, text);
    JsonCursor cursor(json);
    QCOMPARE(cursor.string(), std::optional(text));
}

void tst_JsonCursor::malformed_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"[1", "[1 2]", "[1,", "{\"a\"}", "{\"a\":1", "{a:1}", "{\"a\":1,}x",
                             "\"open", "\"open\\", "[}", "[x]", "{\"a\" 1}", "[\"a]"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_JsonCursor::malformed()
{
    QFETCH(const QByteArray, json);
    JsonCursor cursor(json);
    if (cursor.peek() == JsonCursor::Type::Object) {
        QVERIFY(cursor.beginObject());
        while (cursor.nextMember())
            cursor.skip();
    } else if (cursor.peek() == JsonCursor::Type::Array) {
        QVERIFY(cursor.beginArray());
        while (cursor.nextElement())
            cursor.skip();
    } else {
        cursor.skip();
    }
    QVERIFY(cursor.isMalformed());
    QVERIFY(!cursor.nextElement());
    QVERIFY(!cursor.nextMember());
    QVERIFY(!cursor.nextArgument());
    QCOMPARE(cursor.peek(), JsonCursor::Type::Malformed);
}

void tst_JsonCursor::deep()
{
    constexpr qsizetype depth = 1'000'000;
    const QByteArray json = QByteArray(depth, '[') + QByteArray(depth, ']');
    JsonCursor cursor(json);
    QCOMPARE(cursor.skip().size(), json.size());
    JsonCursor open{QByteArrayView(json).first(depth)};
    QVERIFY(open.skip().isEmpty());
    QVERIFY(open.isMalformed());
}

// However much of the text is there, everything comes to an end.
void tst_JsonCursor::truncations()
{
    const QByteArray json = R"({"id":"a\"b","rooms":["x",1,null,{"y":[]}],"n":-1.5e3,"b":false})";
    for (qsizetype size = 0; size < json.size(); ++size) {
        JsonCursor cursor(QByteArrayView(json).first(size));
        if (!cursor.beginObject())
            continue;
        while (cursor.nextMember()) {
            if (cursor.key() == "rooms" && cursor.beginArray()) {
                while (cursor.nextElement())
                    cursor.string();
            } else {
                cursor.skip();
            }
        }
        QVERIFY2(cursor.isMalformed(), json.first(size));
    }
}

void tst_JsonCursor::jsonStrings()
{
    for (const QByteArray &text : {QByteArray(), QByteArray("plain"),
                                   QByteArray("\"\\\n\r\t\x01\x1f"), QByteArray("\xc3\xa9")}) {
        const QByteArray json = jsonString(text);
        JsonCursor cursor(json);
        QCOMPARE(cursor.string(), std::optional(text));
    }
}

QTEST_GUILESS_MAIN(tst_JsonCursor)
#include "tst_jsoncursor.moc"
