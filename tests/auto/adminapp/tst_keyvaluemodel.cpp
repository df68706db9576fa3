// SPDX-License-Identifier: MIT
#include "models/keyvaluemodel.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace QsioAdmin;

class tst_KeyValueModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void rows();
    void secrets();
    void secretNames_data();
    void secretNames();
};

void tst_KeyValueModel::rows()
{
    KeyValueModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setRows({{QStringLiteral("a"), QStringLiteral("1")}, {QStringLiteral("b"), {}}});
    QCOMPARE(reset.size(), 1);
    QCOMPARE(model.rowCount(), 2);
    model.setRows({{QStringLiteral("a"), QStringLiteral("2")}, {QStringLiteral("b"), {}}});
    QCOMPARE(reset.size(), 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.index(0, KeyValueModel::ValueColumn).data().toString(), QStringLiteral("2"));
    model.setRows({{QStringLiteral("b"), {}}});
    QCOMPARE(reset.size(), 2);
    model.setRows(QList<KeyValue>(KeyValueModel::maxRows + 1));
    QCOMPARE(model.rowCount(), int(KeyValueModel::maxRows));
}

void tst_KeyValueModel::secrets()
{
    KeyValueModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QString secret = QStringLiteral("sid=abc");
    model.setRows({{QStringLiteral("cookie"), secret, true}});
    const QModelIndex value = model.index(0, KeyValueModel::ValueColumn);
    for (int role = 0; role < KeyValueModel::IsSecretRole; ++role)
        QVERIFY2(!value.data(role).toString().contains(secret), qPrintable(QString::number(role)));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setSecretsShown(true);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(value.data().toString(), secret);
    QCOMPARE(value.data(KeyValueModel::ExportRole).toString(), secret);
}

void tst_KeyValueModel::secretNames_data()
{
    QTest::addColumn<bool>("isSecret");
    QTest::newRow("Cookie") << true;
    QTest::newRow("Authorization") << true;
    QTest::newRow("x-api-key") << true;
    QTest::newRow("access_token") << true;
    QTest::newRow("user-agent") << false;
    QTest::newRow("accept") << false;
}

void tst_KeyValueModel::secretNames()
{
    QFETCH(bool, isSecret);
    QCOMPARE(KeyValueModel::isSecretName(QString::fromLatin1(QTest::currentDataTag())), isSecret);
}

QTEST_GUILESS_MAIN(tst_KeyValueModel)
#include "tst_keyvaluemodel.moc"
