// SPDX-License-Identifier: MIT
#include "secureclientfixture.h"

#include "engineio/engine.h"

#include <QtNetwork/QNetworkCookie>

using namespace QSocketIo;

// TLS, and what goes along with requests: header fields and cookies.
class tst_ClientTls : public SecureClientFixture
{
    Q_OBJECT
private Q_SLOTS:
    void trusted();
    void distrusted();
    void notVerified();
    void otherHost();
    void clientCertificate();
    void clientWithoutCertificate();
    void plainServer();
    void plainClient();
    void headersAndCookies();
    void cookiesOfTheServer();
};

void tst_ClientTls::trusted()
{
    startSecureServer();
    ClientOptions options;
    options.ssl = trusting();
    open(url(QStringLiteral("https")), options);
    verifyConnected();
    QVERIFY(joinedSocket->handshake().isSecure());
}

void tst_ClientTls::distrusted()
{
    startSecureServer();
    open(url(QStringLiteral("https")));
    verifyRefused();
    QVERIFY2(firstError().contains(QStringLiteral("certificate")), qPrintable(firstError()));
}

void tst_ClientTls::notVerified()
{
    startSecureServer();
    ClientOptions options;
    options.ssl = QSslConfiguration::defaultConfiguration();
    options.ssl->setPeerVerifyMode(QSslSocket::VerifyNone);
    open(url(QStringLiteral("wss")), options);
    verifyConnected();
}

// The certificate is good, but for another host.
void tst_ClientTls::otherHost()
{
    startServer(secureOptions(), QHostAddress(QStringLiteral("127.0.0.2")));
    ClientOptions options;
    options.ssl = trusting();
    open(url(QStringLiteral("https"), QStringLiteral("127.0.0.2")), options);
    verifyRefused();
    QVERIFY2(firstError().contains(QStringLiteral("host name")), qPrintable(firstError()));
}

void tst_ClientTls::clientCertificate()
{
    ServerOptions serverOptions = secureOptions();
    serverOptions.ssl->setPeerVerifyMode(QSslSocket::VerifyPeer);
    serverOptions.ssl->setCaCertificates({tls.localCertificate()});
    startServer(serverOptions);
    ClientOptions options;
    options.ssl = trusting();
    options.ssl->setLocalCertificate(tls.localCertificate());
    options.ssl->setPrivateKey(tls.privateKey());
    open(url(QStringLiteral("https")), options);
    verifyConnected();
}

void tst_ClientTls::clientWithoutCertificate()
{
    ServerOptions serverOptions = secureOptions();
    serverOptions.ssl->setPeerVerifyMode(QSslSocket::VerifyPeer);
    serverOptions.ssl->setCaCertificates({tls.localCertificate()});
    startServer(serverOptions);
    ClientOptions options;
    options.ssl = trusting();
    open(url(QStringLiteral("https")), options);
    verifyRefused();
}

void tst_ClientTls::plainServer()
{
    startServer();
    open(url(QStringLiteral("https")));
    verifyRefused();
}

void tst_ClientTls::plainClient()
{
    startSecureServer();
    open(url(QStringLiteral("http")));
    verifyRefused();
}

void tst_ClientTls::headersAndCookies()
{
    startSecureServer();
    ClientOptions options;
    options.ssl = trusting();
    options.extraHeaders = {{"Authorization", "Bearer secret"}};
    options.cookieJar = std::make_shared<QNetworkCookieJar>();
    QNetworkCookie cookie("user", "jane");
    cookie.setSecure(true);
    options.cookieJar->setCookiesFromUrl({cookie}, url(QStringLiteral("https")));
    open(url(QStringLiteral("https")), options);
    verifyConnected();
    QCOMPARE(joinedSocket->request().header("Authorization"), "Bearer secret");
    QCOMPARE(joinedSocket->request().header("Cookie"), "user=jane");
}

// Those of a session come back with each of its requests, the WebSocket's too.
void tst_ClientTls::cookiesOfTheServer()
{
    QFETCH_GLOBAL(const QStringList, transports);
    ServerOptions serverOptions = secureOptions();
    serverOptions.cookie.emplace();
    startServer(serverOptions);
    QByteArrayList cookies; // of requests that belong to a session
    io->engine()->use(this, [&](const HttpRequest &request, HttpReply &, const Next &next) {
        if (request.query().contains(QStringLiteral("sid")))
            cookies.append(request.header("Cookie"));
        next();
    });
    ClientOptions options;
    options.ssl = trusting();
    open(url(QStringLiteral("https")), options);
    verifyConnected();
    const QByteArray expected = "io=" + client->manager()->sessionId().toLatin1();
    for (const QByteArray &value : std::as_const(cookies))
        QCOMPARE(value, expected);
    QCOMPARE(cookies.isEmpty(), !transports.contains(QStringLiteral("polling")));
}

QTEST_GUILESS_MAIN(tst_ClientTls)
#include "moc_secureclientfixture.cpp"
#include "tst_clienttls.moc"
