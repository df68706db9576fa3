// SPDX-License-Identifier: MIT
#include "core/httpheaders.h"

#include <QtCore/QDebug>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_HttpHeaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void empty();
    void namesCompareWithoutCase();
    void repeatedFields();
    void set();
    void remove();
    void names_data();
    void names();
    void injection_data();
    void injection();
    void compareAndDebug();
};

void tst_HttpHeaders::empty()
{
    HttpHeaders headers;
    QVERIFY(headers.isEmpty());
    QCOMPARE(headers.count(), 0);
    QVERIFY(!headers.contains("Host"));
    QVERIFY(headers.value("Host").isNull());
    QVERIFY(headers.values("Host").isEmpty());
    QVERIFY(headers.combinedValue("Host").isEmpty());
    headers.remove("Host");
    QVERIFY(headers.append("Host", ""));
    QVERIFY(!headers.isEmpty());
    QVERIFY(headers.contains("Host"));
    QVERIFY(!headers.value("Host").isNull());
    headers.clear();
    QVERIFY(headers.isEmpty());
}

void tst_HttpHeaders::namesCompareWithoutCase()
{
    HttpHeaders headers;
    QVERIFY(headers.append("Content-Type", "text/plain"));
    QCOMPARE(headers.value("content-type"), QByteArray("text/plain"));
    QCOMPARE(headers.value("CONTENT-TYPE"), QByteArray("text/plain"));
    QVERIFY(!headers.contains("Content-Typ"));
    QCOMPARE(headers.fields().first().name, QByteArray("Content-Type"));
}

void tst_HttpHeaders::repeatedFields()
{
    HttpHeaders headers;
    QVERIFY(headers.append("Set-Cookie", "a=1"));
    QVERIFY(headers.append("Via", "x"));
    QVERIFY(headers.append("set-cookie", "b=2"));
    QCOMPARE(headers.count(), 3);
    QCOMPARE(headers.value("Set-Cookie"), QByteArray("a=1"));
    const QList<QByteArray> expected{"a=1", "b=2"};
    QCOMPARE(headers.values("SET-COOKIE"), expected);
    QCOMPARE(headers.combinedValue("Set-Cookie"), QByteArray("a=1, b=2"));
}

void tst_HttpHeaders::set()
{
    HttpHeaders headers;
    QVERIFY(headers.set("A", "1"));
    QVERIFY(headers.append("B", "2"));
    QVERIFY(headers.append("a", "3"));
    QVERIFY(headers.append("A", "4"));
    QVERIFY(headers.set("a", "5"));
    const QList<HttpHeaders::Field> expected{{"a", "5"}, {"B", "2"}};
    QCOMPARE(headers.fields(), expected);
}

void tst_HttpHeaders::remove()
{
    HttpHeaders headers;
    QVERIFY(headers.append("A", "1"));
    QVERIFY(headers.append("B", "2"));
    QVERIFY(headers.append("a", "3"));
    headers.remove("A");
    const QList<HttpHeaders::Field> expected{{"B", "2"}};
    QCOMPARE(headers.fields(), expected);
}

void tst_HttpHeaders::names_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("valid");
    QTest::newRow("token") << QByteArray("!#$%&'*+-.^_`|~09azAZ") << true;
    QTest::newRow("empty") << QByteArray() << false;
    for (const char *name : {"a b", "a:", "a\t", "a\r\nb", "\xc3\xa9", "a(", "a/", "a@", "\x7f"})
        QTest::newRow(QByteArray(name).toPercentEncoding().constData())
            << QByteArray(name) << false;
    QTest::newRow("NUL") << QByteArray("a\0", 2) << false;
}

void tst_HttpHeaders::names()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, valid);
    HttpHeaders headers;
    QCOMPARE(headers.append(name, "x"), valid);
    QCOMPARE(headers.isEmpty(), !valid);
    QCOMPARE(headers.set(name, "x"), valid);
}

void tst_HttpHeaders::injection_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("CRLF") << QByteArray("a\r\nSet-Cookie: evil=1");
    QTest::newRow("LF") << QByteArray("a\nb");
    QTest::newRow("CR") << QByteArray("a\rb");
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
    QTest::newRow("at the end") << QByteArray("a\n");
}

void tst_HttpHeaders::injection()
{
    QFETCH(QByteArray, value);
    HttpHeaders headers;
    QVERIFY(headers.append("X", "kept"));
    const HttpHeaders before = headers;
    QVERIFY(!headers.append("X", value));
    QVERIFY(!headers.set("X", value));
    QCOMPARE(headers, before);
    QVERIFY(headers.set("X", "caf\xe9 \t\x01")); // odd, but it breaks nothing apart
}

void tst_HttpHeaders::compareAndDebug()
{
    HttpHeaders a;
    HttpHeaders b;
    QCOMPARE(a, b);
    QVERIFY(a.append("A", "1"));
    QVERIFY(!(a == b));
    QVERIFY(b.append("A", "1"));
    QCOMPARE(a, b);
    QTest::ignoreMessage(
        QtDebugMsg, QRegularExpression(QStringLiteral("^QSocketIo::HttpHeaders\\(.*A.*1.*\\)$")));
    qDebug() << a;
}

QTEST_APPLESS_MAIN(tst_HttpHeaders)
#include "tst_httpheaders.moc"
