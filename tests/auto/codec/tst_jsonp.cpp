// SPDX-License-Identifier: MIT
#include "codec/jsonp_p.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_Jsonp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void digits_data();
    void digits();
    void script_data();
    void script();
    void payloadOf_data();
    void payloadOf();
    void newlines_data();
    void newlines();
};

void tst_Jsonp::digits_data()
{
    QTest::addColumn<QString>("index");
    QTest::addColumn<QByteArray>("digits");
    QTest::newRow("one digit") << QStringLiteral("0") << QByteArray("0");
    QTest::newRow("several") << QStringLiteral("1234567890") << QByteArray("1234567890");
    QTest::newRow("nothing") << QString() << QByteArray();
    QTest::newRow("script") << QStringLiteral("1];alert(2);//") << QByteArray("12");
    QTest::newRow("sign and point") << QStringLiteral("-1.5e3") << QByteArray("153");
    QTest::newRow("other scripts' digits") << QStringLiteral("١２3") << QByteArray("3");
}

void tst_Jsonp::digits()
{
    QFETCH(const QString, index);
    QFETCH(const QByteArray, digits);
    QCOMPARE(Jsonp::digitsOf(index), digits);
}

// Expectations are what the npm package engine.io writes.
void tst_Jsonp::script_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("text"); // between the quotes
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("text") << QByteArray("4hello") << QByteArray("4hello");
    QTest::newRow("quote and backslash") << QByteArray(R"(4"\)") << QByteArray(R"(4\"\\)");
    QTest::newRow("control characters") << QByteArray("6\x1e"
                                                      "1\n\t\x01\x7f")
                                        << QByteArray("6\\u001e1\\n\\t\\u0001\x7f");
    QTest::newRow("slash and tags") << QByteArray("</script>") << QByteArray("</script>");
    QTest::newRow("UTF-8") << QByteArray("€é😀") << QByteArray("€é😀");
    QTest::newRow("line separator") << QByteArray("\u2028") << QByteArray("\\u2028");
    QTest::newRow("paragraph separator") << QByteArray("\u2029") << QByteArray("\\u2029");
    QTest::newRow("separators among others")
        << QByteArray("a\u2028\u2029\"\u2028") << QByteArray("a\\u2028\\u2029\\\"\\u2028");
    QTest::newRow("neighbours of the separators")
        << QByteArray("\u2027\u202a\u2020") << QByteArray("\u2027\u202a\u2020");
    QTest::newRow("no UTF-8") << QByteArray("a\xff\u2028") << QByteArray("a\xef\xbf\xbd\\u2028");
    QTest::newRow("cut separator")
        << QByteArray("a\xe2\x80") << QByteArray("a\xef\xbf\xbd\xef\xbf\xbd");
}

void tst_Jsonp::script()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const QByteArray, text);
    QCOMPARE(Jsonp::script("12", payload), "___eio[12](\"" + text + "\");");
    QCOMPARE(Jsonp::script("", payload), "___eio[](\"" + text + "\");");
}

// Expectations are what the npm package engine.io makes of it.
void tst_Jsonp::payloadOf_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<bool>("hasPayload");
    QTest::addColumn<QByteArray>("payload");
    const auto row = [](const char *name, const QByteArray &form, const QByteArray &payload) {
        QTest::newRow(name) << form << !payload.isNull() << payload;
    };
    row("plain", "d=4hello", "4hello");
    row("blanks", "d=4a+b%20c%2Bd", "4a b c+d");
    row("UTF-8", "d=4%E2%82%AC%f0%9f%98%80", "4€😀");
    row("UTF-8 as it is", "d=4€", "4€");
    row("no UTF-8", "d=4%FFa",
        "4\xff"
        "a");
    row("separators", "d=4a%1E4b%264c%3D",
        "4a\x1e"
        "4b&4c=");
    row("equals signs", "d=bAQ==", "bAQ==");
    row("no escapes", "d=4%zz%4%", "4%zz%4%");
    row("escape at the end", "d=4%41", "4A");
    row("among others", "a=1&d=4x&e=2", "4x");
    row("empty fields", "&&d=4x&&=&", "4x");
    row("escaped name", "%64=4x", "4x");
    row("empty", "d=", "");
    row("no value", "d", "");

    row("nothing", "", {});
    row("another name", "data=4x", {});
    row("longer name", "dd=4x", {});
    row("array", "d[]=4x", {});
    row("capital", "D=4x", {});
    row("payload alone", "4hello", {});
    row("twice", "d=4x&d=4y", {});
    row("twice, once escaped", "d=4x&%64=4y", {});
}

void tst_Jsonp::payloadOf()
{
    QFETCH(const QByteArray, form);
    QFETCH(const bool, hasPayload);
    QFETCH(const QByteArray, payload);
    const std::optional<QByteArray> result = Jsonp::payloadOf(form);
    QCOMPARE(result.has_value(), hasPayload);
    QCOMPARE(result.value_or(QByteArray()), payload);
}

void tst_Jsonp::newlines_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("escaped newline") << QByteArray(R"(d=4a\nb)") << QByteArray("4a\nb");
    QTest::newRow("several") << QByteArray(R"(d=\n\n4\n)") << QByteArray("\n\n4\n");
    QTest::newRow("backslash n") << QByteArray(R"(d=4a\\nb)") << QByteArray(R"(4a\nb)");
    QTest::newRow("two backslashes n") << QByteArray(R"(d=4a\\\nb)") << QByteArray(R"(4a\\nb)");
    QTest::newRow("both") << QByteArray(R"(d=\\n\n\\n)") << QByteArray("\\n\n\\n");
    QTest::newRow("percent-encoded") << QByteArray("d=4%5Cn%5C%5Cn") << QByteArray("4\n\\n");
    QTest::newRow("newline itself") << QByteArray("d=4a%0Ab") << QByteArray("4a\nb");
    QTest::newRow("other backslashes") << QByteArray(R"(d=4\"\t\\\)") << QByteArray(R"(4\"\t\\\)");
}

void tst_Jsonp::newlines()
{
    QFETCH(const QByteArray, form);
    QFETCH(const QByteArray, payload);
    QCOMPARE(Jsonp::payloadOf(form).value_or(QByteArray()), payload);
}

QTEST_GUILESS_MAIN(tst_Jsonp)
#include "tst_jsonp.moc"
