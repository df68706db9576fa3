// SPDX-License-Identifier: MIT
#include "core/payloadtemplate.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QsioAdmin;

// Placeholders in the arguments of an event.
class tst_PayloadTemplate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void expands_data();
    void expands();
    void problems_data();
    void problems();

private:
    static bool isJson(const QByteArray &arguments)
    {
        QJsonParseError error;
        QJsonDocument::fromJson('[' + arguments + ']', &error);
        return error.error == QJsonParseError::NoError;
    }
};

void tst_PayloadTemplate::expands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("expanded");
    QTest::addColumn<bool>("isPersonal");
    const auto row
        = [](const char *name, const char *text, const char *expanded, bool isPersonal = false) {
              QTest::newRow(name) << QString::fromUtf8(text) << QByteArray(expanded) << isPersonal;
          };
    row("nothing", "", "");
    row("plain", R"("a", {"b":{"c":1}})", R"("a", {"b":{"c":1}})");
    row("in a text", R"("hello {{sid}}, no. {{n}}")", R"("hello s\"1, no. 7")", true);
    row("as a value", R"({{sid}},{{uuid}},{{now}},{{n}})", R"("s\"1","u-u",1700000000000,7)", true);
    row("uuid in a text", R"("{{uuid}}")", R"("u-u")");
    row("now in a text", R"("{{now}}")", R"("1700000000000")");
    row("blanks", R"({{ n }})", "7");
    row("deep", R"({"a":{"b":{{n}}}})", R"({"a":{"b":7}})");
    row("behind a quote", R"("\"{{n}}\"")", R"("\"7\"")");
    row("behind a backslash", R"("\\", {{uuid}})", R"("\\", "u-u")");
    row("escaped brace", R"("\u007b{n}}")", R"("\u007b{n}}")");
    row("not closed in a text", R"("{{")", R"("{{")");
    row("in front of digits", R"(1{{n}})", "17");
    row("not ASCII", R"("größe {{n}}")", R"("größe 7")");
}

void tst_PayloadTemplate::expands()
{
    QFETCH(const QString, text);
    const auto found = PayloadTemplate::parse(text);
    QVERIFY(found);
    const PlaceholderValues values{"s\"1", "u-u", 1'700'000'000'000, 7};
    QTEST(found->expanded(values), "expanded");
    QTEST(found->isPersonal(), "isPersonal");
    QCOMPARE(found->isPlain(), found->expanded(values) == text.toUtf8());
    QCOMPARE(found->sample().size(), text.size()); // so that problems are where they are
    QVERIFY(isJson(found->expanded(values)));
    QVERIFY(isJson(found->sample().toUtf8()));
}

void tst_PayloadTemplate::problems_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position"); // -1: it is no placeholder, but no JSON either
    QTest::newRow("unknown") << QStringLiteral(R"("a {{b}}")") << 3;
    QTest::newRow("empty") << QStringLiteral("{{}}") << 0;
    QTest::newRow("case") << QStringLiteral(R"(1, "{{SID}}")") << 4;
    QTest::newRow("three braces") << QStringLiteral("{{{sid}}}") << 0;
    QTest::newRow("objects") << QStringLiteral(R"({{"a":1}})") << 0;
    QTest::newRow("glued") << QStringLiteral("{{sid}}5") << -1;
    QTest::newRow("open") << QStringLiteral("{{n") << -1;
}

void tst_PayloadTemplate::problems()
{
    QFETCH(const QString, text);
    QFETCH(const int, position);
    PayloadTemplate::Problem problem;
    const auto found = PayloadTemplate::parse(text, &problem);
    QCOMPARE(found.has_value(), position < 0);
    if (found) {
        QVERIFY(!isJson(found->sample().toUtf8()));
    } else {
        QCOMPARE(problem.position, position);
        QVERIFY(problem.text.contains(QStringLiteral("{{uuid}}"))); // what there is instead
    }
}

QTEST_APPLESS_MAIN(tst_PayloadTemplate)
#include "tst_payloadtemplate.moc"
