// SPDX-License-Identifier: MIT
#include "models/jsontreemodel.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>

using namespace QsioAdmin;

class tst_JsonTreeModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void tree();
    void laziness();
    void singleValue();
    void binary();
    void depthLimit();
    void childrenLimit();
    void malformed_data();
    void malformed();
    void paths();
};

namespace {

QString text(const QAbstractItemModel &model, int row, int column, const QModelIndex &parent = {})
{
    return model.index(row, column, parent).data().toString();
}

} // namespace

void tst_JsonTreeModel::tree()
{
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false); // it would fetch in the middle of a reset
    model.setJson(R"({"z":1.50,"a":"x\n\u00e4","list":[true,null],"empty":{}})");
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(text(model, 0, JsonTreeModel::KeyColumn), QStringLiteral("z")); // not sorted
    QCOMPARE(text(model, 0, JsonTreeModel::ValueColumn), QStringLiteral("1.50")); // as sent
    QCOMPARE(text(model, 1, JsonTreeModel::ValueColumn), QString::fromUtf8("x\nä"));
    QCOMPARE(text(model, 1, JsonTreeModel::TypeColumn), QStringLiteral("string"));
    const QModelIndex list = model.index(2, 0);
    QVERIFY(model.canFetchMore(list));
    model.fetchMore(list);
    QCOMPARE(model.rowCount(list), 2);
    QCOMPARE(text(model, 0, JsonTreeModel::ValueColumn, list), QStringLiteral("true"));
    QCOMPARE(text(model, 1, JsonTreeModel::TypeColumn, list), QStringLiteral("null"));
    QCOMPARE(model.index(1, 0, list).parent(), list);
    QVERIFY(!model.hasChildren(model.index(3, 0)));
    QCOMPARE(list.data(JsonTreeModel::ExportRole).toByteArray(), QByteArray("[true,null]"));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void tst_JsonTreeModel::laziness()
{
    JsonTreeModel model;
    model.setJson(R"([[1],[2]])");
    QVERIFY(model.hasChildren(model.index(0, 0)));
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
    model.fetchMore(model.index(0, 0));
    QCOMPARE(model.rowCount(model.index(0, 0)), 1);
    QCOMPARE(model.rowCount(model.index(1, 0)), 0);
    QVERIFY(!model.canFetchMore(model.index(0, 0)));
}

void tst_JsonTreeModel::singleValue()
{
    JsonTreeModel model;
    model.setJson("42");
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(text(model, 0, JsonTreeModel::ValueColumn), QStringLiteral("42"));
}

void tst_JsonTreeModel::binary()
{
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false); // it would fetch in the middle of a reset
    model.setArguments(R"("x",{"_placeholder":true,"num":0},{"_placeholder":true,"num":7})",
                       {QByteArray("\x01\xff", 2)});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(text(model, 1, JsonTreeModel::ValueColumn), QStringLiteral("01 ff"));
    QVERIFY(text(model, 1, JsonTreeModel::TypeColumn).startsWith(QStringLiteral("binary")));
    QCOMPARE(model.index(1, 0).data(JsonTreeModel::ExportRole).toByteArray(),
             QByteArray("\x01\xff", 2));
    // There are no such bytes: what was sent is shown as it is.
    QCOMPARE(text(model, 2, JsonTreeModel::TypeColumn), QStringLiteral("object"));
}

void tst_JsonTreeModel::depthLimit()
{
    JsonTreeModel model;
    const int depth = 100'000;
    model.setJson(QByteArray(depth, '[') + QByteArray(depth, ']'));
    QModelIndex index = model.index(0, 0);
    int opened = 1;
    while (model.canFetchMore(index)) {
        model.fetchMore(index);
        index = model.index(0, 0, index);
        ++opened;
    }
    QCOMPARE(opened, JsonTreeModel::maxDepth);
    QCOMPARE(index.siblingAtColumn(JsonTreeModel::ValueColumn).data().toString(),
             QStringLiteral("too deep to be shown"));
    QVERIFY(!model.hasChildren(index));
}

void tst_JsonTreeModel::childrenLimit()
{
    JsonTreeModel model;
    QByteArray json("[0");
    for (int i = 1; i < JsonTreeModel::maxChildren + 5; ++i)
        json += ",0";
    model.setJson(json + ']');
    QCOMPARE(model.rowCount(), JsonTreeModel::maxChildren + 1);
    QVERIFY(text(model, JsonTreeModel::maxChildren, JsonTreeModel::ValueColumn)
                .contains(QStringLiteral("5 more")));
}

void tst_JsonTreeModel::malformed_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("rows"); // the last one says that it ends here
    QTest::newRow("cut") << QByteArray(R"({"a":1,"b":)") << 2;
    QTest::newRow("no comma") << QByteArray("[1 2]") << 2;
    QTest::newRow("words") << QByteArray("hello") << 1;
    QTest::newRow("key without quotes") << QByteArray("{a:1}") << 1;
}

void tst_JsonTreeModel::malformed()
{
    QFETCH(QByteArray, json);
    QFETCH(int, rows);
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false); // it would fetch in the middle of a reset
    model.setJson(json);
    QVERIFY(model.isMalformed());
    QCOMPARE(model.rowCount(), rows);
    QCOMPARE(text(model, rows - 1, JsonTreeModel::ValueColumn),
             QStringLiteral("This is no JSON text from here on"));
}

void tst_JsonTreeModel::paths()
{
    JsonTreeModel model;
    model.setArguments(R"({"user":{"first name":"x","id":5}})");
    const QModelIndex argument = model.index(0, 0);
    model.fetchMore(argument);
    const QModelIndex user = model.index(0, 0, argument);
    model.fetchMore(user);
    QCOMPARE(model.index(0, 0, user).data(JsonTreeModel::PathRole).toString(),
             QStringLiteral("[0].user[\"first name\"]"));
    QCOMPARE(model.index(1, 0, user).data(JsonTreeModel::PathRole).toString(),
             QStringLiteral("[0].user.id"));
}

QTEST_GUILESS_MAIN(tst_JsonTreeModel)
#include "tst_jsontreemodel.moc"
