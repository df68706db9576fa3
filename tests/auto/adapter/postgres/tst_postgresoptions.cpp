// SPDX-License-Identifier: MIT
#include "adapter/postgres/postgresoptions.h"

#include <QtTest/QTest>

using namespace QSocketIo;
using namespace Qt::StringLiterals;

class tst_PostgresOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void defaults();
    void url();
    void emptyUrl();
    void invalidUrls_data();
    void invalidUrls();
};

void tst_PostgresOptions::defaults()
{
    const PostgresOptions options;
    QCOMPARE(options.host, u"127.0.0.1"_s);
    QCOMPARE(options.port, 5432);
    QCOMPARE(options.sslMode, PostgresOptions::SslMode::Prefer);
    QCOMPARE(options.pingInterval, std::chrono::seconds(10));
}

void tst_PostgresOptions::url()
{
    const auto options = PostgresOptions::fromUrl(
        QUrl(u"postgresql://ch%40t:s%3Acret@db.example.org:5433/the%20chat"
             "?sslmode=verify-full&sslrootcert=/etc/a%26b.pem"_s));
    QVERIFY(options);
    QCOMPARE(options->host, u"db.example.org"_s);
    QCOMPARE(options->port, 5433);
    QCOMPARE(options->username, u"ch@t"_s);
    QCOMPARE(options->password, u"s:cret"_s);
    QCOMPARE(options->database, u"the chat"_s);
    QCOMPARE(options->sslMode, PostgresOptions::SslMode::VerifyFull);
    QCOMPARE(options->parameters, (QMap<QString, QString>{{u"sslrootcert"_s, u"/etc/a&b.pem"_s}}));
}

void tst_PostgresOptions::emptyUrl()
{
    const auto options = PostgresOptions::fromUrl(QUrl(u"postgres://[::1]"_s));
    QVERIFY(options);
    QCOMPARE(options->host, u"::1"_s);
    QCOMPARE(options->port, 5432);
    QCOMPARE(options->username, u"postgres"_s);
    QCOMPARE(options->database, u"postgres"_s);
    QVERIFY(options->parameters.isEmpty());
}

void tst_PostgresOptions::invalidUrls_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("empty") << QString();
    QTest::newRow("scheme") << u"mysql://127.0.0.1"_s;
    QTest::newRow("no host") << u"postgres:///database"_s;
    QTest::newRow("sslmode") << u"postgres://localhost?sslmode=maybe"_s;
}

void tst_PostgresOptions::invalidUrls()
{
    QFETCH(QString, url);
    const auto options = PostgresOptions::fromUrl(QUrl(url));
    QVERIFY(!options);
    QCOMPARE(options.error().code(), Error::Code::InvalidArgument);
}

QTEST_APPLESS_MAIN(tst_PostgresOptions)
#include "tst_postgresoptions.moc"
