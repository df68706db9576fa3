// SPDX-License-Identifier: MIT
#include "core/error.h"

#include <QtCore/QCborMap>
#include <QtCore/QDebug>
#include <QtCore/QMetaEnum>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_Error : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void defaultConstructed();
    void custom();
    void conditions_data();
    void conditions();
    void everyCodeHasACondition();
    void compare();
    void debug();
    void metaType();
};

void tst_Error::defaultConstructed()
{
    const Error error;
    QVERIFY(!error);
    QCOMPARE(error.code(), Error::Code::NoError);
    QCOMPARE(error.condition(), Error::Condition::None);
    QVERIFY(error.message().isEmpty());
    QVERIFY(error.data().isUndefined());
}

void tst_Error::custom()
{
    const Error error("not \xc3\xa9", QCborMap{{QStringLiteral("retry"), false}});
    QVERIFY(error);
    QCOMPARE(error.code(), Error::Code::Custom);
    QCOMPARE(error.message(), QStringLiteral("not \u00e9"));
    QCOMPARE(error.data()[QLatin1StringView("retry")], QCborValue(false));
    QCOMPARE(Error(QStringLiteral("not \u00e9"), error.data()), error);
    // "no data" is told from "the data is null"
    QVERIFY(Error("x").data().isUndefined());
    QVERIFY(Error("x", QCborValue(nullptr)).data().isNull());
    QVERIFY(Error(Error::Code::Timeout, QStringLiteral("x")).data().isUndefined());
}

void tst_Error::conditions_data()
{
    using Code = Error::Code;
    using Condition = Error::Condition;
    QTest::addColumn<Code>("code");
    QTest::addColumn<Condition>("condition");
    QTest::newRow("NoError") << Code::NoError << Condition::None;
    QTest::newRow("Custom") << Code::Custom << Condition::Application;
    QTest::newRow("InvalidPacket") << Code::InvalidPacket << Condition::Protocol;
    QTest::newRow("UnexpectedPacket") << Code::UnexpectedPacket << Condition::Protocol;
    QTest::newRow("InvalidArgument") << Code::InvalidArgument << Condition::Protocol;
    QTest::newRow("InvalidNamespace") << Code::InvalidNamespace << Condition::Protocol;
    QTest::newRow("LimitExceeded") << Code::LimitExceeded << Condition::Protocol;
    QTest::newRow("Timeout") << Code::Timeout << Condition::Unavailable;
    QTest::newRow("Disconnected") << Code::Disconnected << Condition::Unavailable;
    QTest::newRow("ReservedEventName") << Code::ReservedEventName << Condition::Usage;
    QTest::newRow("NotSupported") << Code::NotSupported << Condition::Usage;
    QTest::newRow("InvalidUsage") << Code::InvalidUsage << Condition::Usage;
    QTest::newRow("Network") << Code::Network << Condition::Environment;
    QTest::newRow("Adapter") << Code::Adapter << Condition::Environment;
}

void tst_Error::conditions()
{
    QFETCH(Error::Code, code);
    QFETCH(Error::Condition, condition);
    const Error error(code, QStringLiteral("message"));
    QCOMPARE(error.condition(), condition);
    QCOMPARE(bool(error), code != Error::Code::NoError);
}

void tst_Error::everyCodeHasACondition()
{
    const QMetaEnum codes = QMetaEnum::fromType<Error::Code>();
    for (int i = 0; i < codes.keyCount(); ++i) {
        const Error error(Error::Code(codes.value(i)), QString());
        QCOMPARE(error.condition() == Error::Condition::None, !error);
    }
}

void tst_Error::compare()
{
    const Error error(Error::Code::Timeout, QStringLiteral("a"), 1);
    QCOMPARE(error, Error(Error::Code::Timeout, QStringLiteral("a"), 1));
    QVERIFY(!(error == Error(Error::Code::Network, QStringLiteral("a"), 1)));
    QVERIFY(!(error == Error(Error::Code::Timeout, QStringLiteral("b"), 1)));
    QVERIFY(!(error == Error(Error::Code::Timeout, QStringLiteral("a"), 2)));
    QVERIFY(!(error == Error(Error::Code::Timeout, QStringLiteral("a"))));
}

void tst_Error::debug()
{
    QTest::ignoreMessage(QtDebugMsg, "QSocketIo::Error(NoError)");
    qDebug() << Error();
    QTest::ignoreMessage(
        QtDebugMsg,
        QRegularExpression(QStringLiteral("^QSocketIo::Error\\(Timeout, \"late\", .*7.*\\)$")));
    qDebug() << Error(Error::Code::Timeout, QStringLiteral("late"), 7);
}

void tst_Error::metaType()
{
    const Error error("a", 1);
    QCOMPARE(QVariant::fromValue(error).value<Error>(), error);
}

QTEST_APPLESS_MAIN(tst_Error)
#include "tst_error.moc"
