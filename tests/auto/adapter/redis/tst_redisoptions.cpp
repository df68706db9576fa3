// SPDX-License-Identifier: MIT
#include "adapter/redis/redisoptions.h"

#include <QtTest/QTest>

using namespace QSocketIo;

class tst_RedisOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void fromUrl();
    void invalidUrl_data();
    void invalidUrl();
};

void tst_RedisOptions::fromUrl()
{
    const auto options = RedisOptions::fromUrl(
        QUrl(QStringLiteral("rediss://chat:p%40ss@redis.example.org:6380/2")));
    QVERIFY(options);
    QCOMPARE(options->host, QStringLiteral("redis.example.org"));
    QCOMPARE(options->port, 6380);
    QCOMPARE(options->username, QStringLiteral("chat"));
    QCOMPARE(options->password, QStringLiteral("p@ss"));
    QCOMPARE(options->database, 2);
    QVERIFY(options->tls);

    const auto plain = RedisOptions::fromUrl(QUrl(QStringLiteral("redis://localhost")));
    QVERIFY(plain);
    QCOMPARE(plain->port, 6379);
    QCOMPARE(plain->database, 0);
    QVERIFY(plain->password.isEmpty());
    QVERIFY(!plain->tls);
}

void tst_RedisOptions::invalidUrl_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url : {"http://localhost", "redis:", "redis:///1", "redis://localhost/one",
                            "redis://localhost/-1", ""})
        QTest::newRow(url) << QString::fromLatin1(url);
}

void tst_RedisOptions::invalidUrl()
{
    QFETCH(QString, url);
    const auto options = RedisOptions::fromUrl(QUrl(url));
    QVERIFY(!options);
    QCOMPARE(options.error().code(), Error::Code::InvalidArgument);
}

QTEST_GUILESS_MAIN(tst_RedisOptions)
#include "tst_redisoptions.moc"
