// SPDX-License-Identifier: MIT
#include "core/jsondiff.h"
#include "models/jsondiffmodel.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>

using namespace QsioAdmin;

class tst_JsonDiff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void differences_data();
    void differences();
    void generatedTexts();
    void manyChanges();
    void deepTexts();
    void malformedTexts();
    void model();

private:
    // "+path after", "-path before" and "~path before after", separated by commas
    static QByteArray textOf(const JsonDiff &diff)
    {
        QByteArrayList lines;
        for (const JsonChange &change : diff.changes) {
            const char *signs = "+-~";
            QByteArray line = signs[int(change.kind)] + change.path;
            for (const QByteArray &value : {change.before, change.after}) {
                if (!value.isEmpty())
                    line += ' ' + value;
            }
            lines.append(line);
        }
        return lines.join(", ");
    }
};

void tst_JsonDiff::differences_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *before, const char *after,
                        const char *expected) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QByteArray(expected);
    };
    row("the same", R"({"a":1,"b":[2]})", R"({ "b": [2], "a": 1 })", "");
    row("the same number", "[1]", "[1.0]", "");
    row("added", R"({"a":1})", R"({"a":1,"b":{"c":2}})", R"(+b {"c":2})");
    row("removed", R"({"a":1,"b":null})", R"({"a":1})", "-b null");
    row("changed", R"({"user":{"name":"Ann"}})", R"({"user":{"name":"Bob"}})",
        R"(~user.name "Ann" "Bob")");
    row("another type", R"({"a":{"b":1}})", R"({"a":[1]})", R"(~a {"b":1} [1])");
    row("null is a value", R"({"a":null})", R"({"a":0})", "~a null 0");
    row("elements", R"([1,{"x":2},3])", R"([1,{"x":5}])", "~[1].x 2 5, -[2] 3");
    row("more elements", "[]", "[1,2]", "+[0] 1, +[1] 2");
    row("names in order", R"({"b":1,"a":1})", R"({"a":2,"b":2})", "~a 1 2, ~b 1 2");
    row("the whole", "1", R"("one")", R"(~ 1 "one")");
    row("odd names", R"({"a b":1,"c.d":{"":1}})", R"({"a b":2,"c.d":{"":2}})",
        R"(~["a b"] 1 2, ~["c.d"][""] 1 2)");
    row("other letters", R"({"ä":"ö"})", R"({"ä":"ü"})", "~ä \"ö\" \"ü\"");
    row("a large integer", "[9007199254740993]", "[9007199254740992]",
        "~[0] 9007199254740993 9007199254740992");
}

void tst_JsonDiff::differences()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    const JsonDiff diff = diffJson(before, after);
    QTEST(textOf(diff), "expected");
    QVERIFY(!diff.isMalformed && !diff.isTruncated);
    const JsonDiff reverse = diffJson(after, before);
    QCOMPARE(reverse.changes.size(), diff.changes.size());
    for (size_t i = 0; i < diff.changes.size(); ++i) {
        QCOMPARE(reverse.changes[i].path, diff.changes[i].path);
        QCOMPARE(reverse.changes[i].before, diff.changes[i].after);
    }
}

static QByteArray randomJson(QRandomGenerator &random, int depth)
{
    switch (random.bounded(depth > 3 ? 3 : 5)) {
    case 0:
        return QByteArray::number(random.bounded(3));
    case 1:
        return random.bounded(2) ? "true" : "null";
    case 2:
        return "\"t" + QByteArray::number(random.bounded(3)) + '"';
    case 3: {
        QByteArrayList elements;
        for (int i = random.bounded(4); i > 0; --i)
            elements.append(randomJson(random, depth + 1));
        return '[' + elements.join(',') + ']';
    }
    default: {
        QByteArrayList members;
        for (int i = random.bounded(4); i > 0; --i)
            members.append("\"k" + QByteArray::number(i) + "\":" + randomJson(random, depth + 1));
        return '{' + members.join(',') + '}';
    }
    }
}

// No difference, no change; and both ways say the same.
void tst_JsonDiff::generatedTexts()
{
    QRandomGenerator random(11);
    int different = 0;
    for (int i = 0; i < 500; ++i) {
        const QByteArray a = randomJson(random, 0);
        const QByteArray b = randomJson(random, 0);
        QVERIFY(diffJson(a, a).changes.empty());
        const JsonDiff diff = diffJson(a, b);
        QCOMPARE(diffJson(b, a).changes.size(), diff.changes.size());
        different += diff.changes.empty() ? 0 : 1;
        for (const JsonChange &change : diff.changes)
            QVERIFY(change.before != change.after);
    }
    QVERIFY(different > 300);
}

void tst_JsonDiff::manyChanges()
{
    QByteArrayList numbers(5'000, "1");
    const JsonDiff diff = diffJson("[]", '[' + numbers.join(',') + ']');
    QCOMPARE(diff.changes.size(), JsonDiff::maxChanges);
    QVERIFY(diff.isTruncated);
}

void tst_JsonDiff::deepTexts()
{
    const auto nested = [](int depth, const QByteArray &inner) {
        return QByteArray(depth, '[') + inner + QByteArray(depth, ']');
    };
    const JsonDiff diff = diffJson(nested(200, "1"), nested(200, "2"));
    QCOMPARE(diff.changes.size(), 1u);
    QCOMPARE(diff.changes[0].path.count('['), qsizetype(JsonDiff::maxDepth));
    QVERIFY(diffJson(nested(100'000, "1"), "1").isMalformed); // too deep to be read at all
}

void tst_JsonDiff::malformedTexts()
{
    for (const char *text : {"", "{", "[1,]", "1,2", "nonsense"})
        QVERIFY2(diffJson(text, "1").isMalformed, text);
}

void tst_JsonDiff::model()
{
    JsonDiffModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setTexts(R"({"a":1,"b":2})", R"({"a":3,"c":4})");
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, JsonDiffModel::Path).data().toString(), QStringLiteral("a"));
    QCOMPARE(model.index(1, JsonDiffModel::Change).data().toString(), QStringLiteral("removed"));
    QCOMPARE(model.index(2, JsonDiffModel::After).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("After: 4"));
    model.setTexts("1", "2");
    QCOMPARE(model.index(0, JsonDiffModel::Path).data().toString(), QStringLiteral("(all)"));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(tst_JsonDiff)
#include "tst_jsondiff.moc"
