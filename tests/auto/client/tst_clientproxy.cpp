// SPDX-License-Identifier: MIT
#include "forwardproxy.h"
#include "secureclientfixture.h"

using namespace QSocketIo;

class tst_ClientProxy : public SecureClientFixture
{
    Q_OBJECT
private Q_SLOTS:
    void plain();
    void secure();
    void applicationProxy();
    void credentials_data();
    void credentials();
    void wrongCredentials_data();
    void wrongCredentials();
    void unreachable();

private:
    [[nodiscard]] ClientOptions through(const QNetworkProxy &settings) const
    {
        ClientOptions options;
        options.proxy = settings;
        options.ssl = trusting();
        return options;
    }
    // Which way the first transport's first request takes.
    static QByteArray firstMethod()
    {
        QFETCH_GLOBAL(const QStringList, transports);
        return transports.constFirst() == QLatin1StringView("polling") ? "GET" : "CONNECT";
    }
};

void tst_ClientProxy::plain()
{
    const ForwardProxy proxy;
    startServer();
    open(url(QStringLiteral("http")), through(proxy.settings()));
    verifyConnected();
    QCOMPARE(proxy.methods().constFirst(), firstMethod());
}

void tst_ClientProxy::secure()
{
    const ForwardProxy proxy;
    startSecureServer();
    open(url(QStringLiteral("https")), through(proxy.settings()));
    verifyConnected();
    QCOMPARE(proxy.methods().constFirst(), "CONNECT");
}

void tst_ClientProxy::applicationProxy()
{
    const ForwardProxy proxy;
    startServer();
    const QNetworkProxy before = QNetworkProxy::applicationProxy();
    QNetworkProxy::setApplicationProxy(proxy.settings());
    // Qt uses none for its own host.
    open(url(QStringLiteral("http"), QStringLiteral("server.test")));
    verifyConnected();
    QNetworkProxy::setApplicationProxy(before);
    QVERIFY(proxy.methods().contains(firstMethod())); // behind goodbyes of other tests
}

void tst_ClientProxy::credentials_data()
{
    QTest::addColumn<bool>("isSecure");
    QTest::newRow("plain") << false;
    QTest::newRow("secure") << true;
}

void tst_ClientProxy::credentials()
{
    QFETCH(const bool, isSecure);
    ForwardProxy proxy;
    proxy.setCredentials("jane", "secret");
    startServer(isSecure ? secureOptions() : ServerOptions());
    open(url(isSecure ? QStringLiteral("https") : QStringLiteral("http")),
         through(proxy.settings(QStringLiteral("jane"), QStringLiteral("secret"))));
    verifyConnected();
    QVERIFY(!proxy.methods().isEmpty());
}

void tst_ClientProxy::wrongCredentials_data()
{
    QTest::addColumn<QString>("user");
    QTest::newRow("none") << QString();
    QTest::newRow("wrong") << QStringLiteral("joe");
}

void tst_ClientProxy::wrongCredentials()
{
    QFETCH(const QString, user);
    ForwardProxy proxy;
    proxy.setCredentials("jane", "secret");
    startServer();
    open(url(QStringLiteral("http")), through(proxy.settings(user, user)));
    verifyRefused();
    QVERIFY(proxy.methods().isEmpty());
}

void tst_ClientProxy::unreachable()
{
    ForwardProxy proxy;
    const QNetworkProxy settings = proxy.settings();
    proxy.close();
    startServer();
    open(url(QStringLiteral("http")), through(settings));
    verifyRefused();
    QVERIFY2(firstError().contains(QStringLiteral("refused")), qPrintable(firstError()));
}

QTEST_GUILESS_MAIN(tst_ClientProxy)
#include "moc_secureclientfixture.cpp"
#include "tst_clientproxy.moc"
