// SPDX-License-Identifier: MIT
#include "engineio/cookie_p.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QTimeZone>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_Cookie : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void serialize_data();
    void serialize();
    void invalid_data();
    void invalid();
};

Q_DECLARE_METATYPE(QSocketIo::CookieOptions)

void tst_Cookie::serialize_data()
{
    QTest::addColumn<CookieOptions>("options");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("expected");

    const QString id = QStringLiteral("J6BCygE1fBcVk-9nAAAA");
    QTest::newRow("trap 10: defaults")
        << CookieOptions() << id
        << QByteArray("io=J6BCygE1fBcVk-9nAAAA; Path=/; HttpOnly; SameSite=Lax");

    CookieOptions all;
    all.name = QStringLiteral("c");
    all.path = QStringLiteral("/p");
    all.domain = QStringLiteral("example.com");
    all.maxAge = 3600s;
    all.expires = QDateTime(QDate(2015, 10, 7), QTime(7, 28, 0), QTimeZone::utc());
    all.secure = true;
    all.partitioned = true;
    all.priority = CookieOptions::Priority::High;
    all.sameSite = CookieOptions::SameSite::None;
    QTest::newRow("everything, in order")
        << all << QStringLiteral("x")
        << QByteArray("c=x; Max-Age=3600; Domain=example.com; Path=/p; "
                      "Expires=Wed, 07 Oct 2015 07:28:00 GMT; HttpOnly; Secure; Partitioned; "
                      "Priority=High; SameSite=None");

    CookieOptions little;
    little.path.clear();
    little.httpOnly = false;
    little.sameSite = CookieOptions::SameSite::Unset;
    QTest::newRow("nothing set") << little << QStringLiteral("x") << QByteArray("io=x");

    little.sameSite = CookieOptions::SameSite::Strict;
    little.maxAge = 0s;
    little.priority = CookieOptions::Priority::Low;
    QTest::newRow("zero is set") << little << QStringLiteral("x")
                                 << QByteArray("io=x; Max-Age=0; Priority=Low; SameSite=Strict");

    QTest::newRow("encoded as a URI component")
        << CookieOptions() << QStringLiteral("a b;c/d%é-_.!~*'()")
        << QByteArray("io=a%20b%3Bc%2Fd%25%C3%A9-_.!~*'(); Path=/; HttpOnly; SameSite=Lax");
}

void tst_Cookie::serialize()
{
    QFETCH(const CookieOptions, options);
    QFETCH(const QString, value);
    QFETCH(const QByteArray, expected);
    QVERIFY(Cookie::isValid(options));
    QCOMPARE(Cookie::serialize(options, value), expected);
}

void tst_Cookie::invalid_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("domain");

    const QString none;
    const QString io = QStringLiteral("io");
    QTest::newRow("no name") << none << none << none;
    QTest::newRow("blank in the name") << QStringLiteral("a b") << none << none;
    QTest::newRow("equals sign in the name") << QStringLiteral("a=b") << none << none;
    QTest::newRow("letter beyond ASCII") << QStringLiteral("é") << none << none;
    QTest::newRow("attribute in the path") << io << QStringLiteral("/; Secure") << none;
    QTest::newRow("line break in the domain") << io << none << QStringLiteral("a\r\nb");
}

void tst_Cookie::invalid()
{
    QFETCH(const QString, name);
    QFETCH(const QString, path);
    QFETCH(const QString, domain);
    CookieOptions options;
    options.name = name;
    options.path = path;
    options.domain = domain;
    QVERIFY(!Cookie::isValid(options));
    QVERIFY(Cookie::serialize(options, QStringLiteral("x")).isNull());
}

QTEST_GUILESS_MAIN(tst_Cookie)
#include "tst_cookie.moc"
