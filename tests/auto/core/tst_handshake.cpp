// SPDX-License-Identifier: MIT
#include "core/handshake.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_Handshake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void defaultConstructed();
    void members();
    void crossDomain_data();
    void crossDomain();
    void metaType();
};

void tst_Handshake::defaultConstructed()
{
    const Handshake handshake;
    QVERIFY(handshake.headers().isEmpty());
    QVERIFY(handshake.query().isEmpty());
    QVERIFY(handshake.auth().isEmpty());
    QVERIFY(!handshake.issued().isValid());
    QVERIFY(handshake.address().isNull());
    QVERIFY(handshake.url().isEmpty());
    QVERIFY(!handshake.isSecure());
    QVERIFY(!handshake.isCrossDomain());
}

void tst_Handshake::members()
{
    HttpHeaders headers;
    QVERIFY(headers.append("User-Agent", "x"));
    HttpRequest request;
    request.setTarget("/socket.io/?EIO=4&token=a&token=b");
    request.setHeaders(headers);
    request.setPeer(QHostAddress(QStringLiteral("192.0.2.1")), 1);
    request.setSecure(true);
    const QCborMap auth{{QStringLiteral("token"), QStringLiteral("abc")}};
    const QDateTime issued = QDateTime::fromMSecsSinceEpoch(1700000000123, Qt::UTC);

    const Handshake handshake(request, auth, issued);
    QCOMPARE(handshake.headers(), headers);
    QVERIFY2(handshake.query().value(QStringLiteral("token")) == QStringLiteral("b"), "trap 80");
    QCOMPARE(handshake.auth(), auth);
    QCOMPARE(handshake.issued(), issued);
    QCOMPARE(handshake.address(), QHostAddress(QStringLiteral("192.0.2.1")));
    QCOMPARE(handshake.url(), QByteArray("/socket.io/?EIO=4&token=a&token=b"));
    QVERIFY(handshake.isSecure());
}

void tst_Handshake::crossDomain_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("crossDomain");
    QTest::newRow("no Origin") << QByteArray("Host") << QByteArray("a") << false;
    QTest::newRow("empty Origin") << QByteArray("Origin") << QByteArray() << false;
    QTest::newRow("Origin") << QByteArray("origin") << QByteArray("https://a") << true;
    QTest::newRow("Origin: null") << QByteArray("Origin") << QByteArray("null") << true;
}

void tst_Handshake::crossDomain()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, crossDomain);
    HttpHeaders headers;
    QVERIFY(headers.append(name, value));
    HttpRequest request;
    request.setHeaders(headers);
    QCOMPARE(Handshake(request, {}, {}).isCrossDomain(), crossDomain);
}

void tst_Handshake::metaType()
{
    HttpRequest request;
    request.setTarget("/x");
    const QVariant variant = QVariant::fromValue(Handshake(request, {}, {}));
    QCOMPARE(variant.value<Handshake>().url(), QByteArray("/x"));
}

QTEST_APPLESS_MAIN(tst_Handshake)
#include "tst_handshake.moc"
