// SPDX-License-Identifier: MIT
#include "core/result.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <memory>

using namespace QSocketIo;

class tst_Result : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void value();
    void error();
    void defaultConstructed();
    void moveOnly();
    void temporary();
    void ofNothing();
    void compare();
};

void tst_Result::value()
{
    const Result<QString> result = QStringLiteral("a");
    QVERIFY(result);
    QVERIFY(result.hasValue());
    QCOMPARE(result.value(), QStringLiteral("a"));
    QCOMPARE(*result, QStringLiteral("a"));
    QCOMPARE(result->size(), 1);
    QCOMPARE(result.valueOr(QStringLiteral("b")), QStringLiteral("a"));
    QCOMPARE(result.error(), Error());
}

void tst_Result::error()
{
    const Result<QString> result = Error("broken");
    QVERIFY(!result);
    QVERIFY(!result.hasValue());
    QCOMPARE(result.valueOr(QStringLiteral("b")), QStringLiteral("b"));
    QCOMPARE(result.error(), Error("broken"));
}

void tst_Result::defaultConstructed()
{
    const Result<int> result;
    QVERIFY(result);
    QCOMPARE(*result, 0);
}

void tst_Result::moveOnly()
{
    Result<std::unique_ptr<int>> result = std::make_unique<int>(5);
    QVERIFY(result);
    QCOMPARE(**result, 5);
    const std::unique_ptr<int> taken = std::move(result).value();
    QCOMPARE(*taken, 5);
}

// What a temporary holds must not be referred to.
void tst_Result::temporary()
{
    const auto make = [] { return Result<QStringList>(QStringList{QStringLiteral("a")}); };
    static_assert(std::is_same_v<decltype(*make()), QStringList>);
    static_assert(std::is_same_v<decltype(make().value()), QStringList>);
    int count = 0;
    for (const QString &text : *make())
        count += int(text.size());
    QCOMPARE(count, 1);
}

void tst_Result::ofNothing()
{
    const Result<void> good;
    QVERIFY(good);
    QCOMPARE(good.error(), Error());
    const Result<void> bad = Error("broken");
    QVERIFY(!bad.hasValue());
    QCOMPARE(bad.error(), Error("broken"));
    QVERIFY(!(good == bad));
    QVERIFY(good == Result<void>());
    QVERIFY(bad == Result<void>(Error("broken")));
}

void tst_Result::compare()
{
    QVERIFY(Result<int>(1) == Result<int>(1));
    QVERIFY(!(Result<int>(1) == Result<int>(2)));
    QVERIFY(!(Result<int>(0) == Result<int>(Error())));
    QVERIFY(Result<int>(Error("a")) == Result<int>(Error("a")));
    QVERIFY(!(Result<int>(Error("a")) == Result<int>(Error("b"))));
}

QTEST_APPLESS_MAIN(tst_Result)
#include "tst_result.moc"
