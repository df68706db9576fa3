// SPDX-License-Identifier: MIT
// What lets the admin app in where a name and a password are not enough, against a real server.
#include "../client/forwardproxy.h"
#include "cli/commandline.h"
#include "core/adminsession.h"
#include "core/clientsetup.h"
#include "core/tlsconfiguration.h"
#include "profiles/connectiontest.h"
#include "shared/certificate.h"
#include "shared/waitfor.h"

#include <QSocketIo/AdminInstrumentation>
#include <QSocketIo/Namespace>
#include <QSocketIo/Server>
#include <QSocketIo/Socket>
#include <QtCore/QCryptographicHash>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QsioAdmin;
using namespace std::chrono_literals;
using QSocketIo::waitFor;

class tst_ConnectionAccess : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void secretsInOneText();
    void wrongLines_data();
    void wrongLines();
    void fingerprints_data();
    void fingerprints();
    void options_data();
    void options();
    void wrongOptions_data();
    void wrongOptions();
    void logins_data();
    void logins();
    void headersAndCookies_data();
    void headersAndCookies();
    void throughTheProxy();
    void proxyWithoutPassword();
    void proxyThatIsNotThere();
    void clientCertificate();
    void withoutClientCertificate();
    void wrongPassphrase();
    void pinned();
    void pinnedLeafOfAnAuthority();
    void otherCertificate();
    void attemptsEnd();
    void timeOfTheNextAttempt();
    void clocks_data();
    void clocks();

private:
    void start(const QSocketIo::ServerOptions &options = {});
    [[nodiscard]] ConnectionSettings settings(const char *scheme = "http") const;
    void verifyOnline(const ConnectionSettings &settings);
    void verifyFails(const ConnectionSettings &settings, Failure failure);
    [[nodiscard]] QString write(const char *name, const QByteArray &text) const;

    const QSslConfiguration m_tls = QSocketIo::makeServerTls();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSocketIo::Server> m_server;
    std::unique_ptr<AdminSession> m_session;
    QSocketIo::HttpHeaders m_headers; // of the last login
    QCborMap m_auth;
};

void tst_ConnectionAccess::initTestCase()
{
    QVERIFY(!m_tls.localCertificate().isNull());
}

void tst_ConnectionAccess::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_folder = std::make_unique<QTemporaryDir>();
    m_session = std::make_unique<AdminSession>();
    m_session->setFrameInterval(1ms);
    m_headers = {};
    m_auth = {};
}

void tst_ConnectionAccess::cleanup()
{
    m_session.reset();
    m_server.reset();
}

void tst_ConnectionAccess::start(const QSocketIo::ServerOptions &options)
{
    m_server = std::make_unique<QSocketIo::Server>(options);
    QVERIFY(QSocketIo::AdminInstrumentation::install(
        m_server.get(), {.auth = QSocketIo::AdminAuthentication::none()}));
    m_server->of("/admin")->use(this,
                                [this](QSocketIo::Socket *socket, const QSocketIo::Next &next) {
                                    m_headers = socket->handshake().headers();
                                    m_auth = socket->handshake().auth();
                                    next();
                                });
    QVERIFY(m_server->listen(QHostAddress(QHostAddress::LocalHost)));
}

ConnectionSettings tst_ConnectionAccess::settings(const char *scheme) const
{
    ConnectionSettings result = *ConnectionSettings::fromUrl(QStringLiteral("%1://127.0.0.1:%2")
                                                                 .arg(QLatin1StringView(scheme))
                                                                 .arg(m_server->serverPort()));
    result.reconnects = false;
    return result;
}

void tst_ConnectionAccess::verifyOnline(const ConnectionSettings &settings)
{
    m_session->open(settings);
    QVERIFY2(waitFor([this] { return m_session->isOnline(); }),
             qPrintable(m_session->failureText()));
}

void tst_ConnectionAccess::verifyFails(const ConnectionSettings &settings, Failure failure)
{
    m_session->open(settings);
    QVERIFY(waitFor([this] { return m_session->status().state == LinkState::Refused; }));
    QCOMPARE(m_session->status().failure, failure);
    QVERIFY(m_auth.isEmpty());
}

QString tst_ConnectionAccess::write(const char *name, const QByteArray &text) const
{
    QFile file(m_folder->filePath(QLatin1StringView(name)));
    return file.open(QFile::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                          : QString();
}

// ---- texts -----------------------------------------------------------------------------------

void tst_ConnectionAccess::secretsInOneText()
{
    ConnectionSettings settings;
    QCOMPARE(settings.accessSecrets(), QString());
    settings.headers = QStringLiteral("A: 1\nB: 2");
    settings.cookies = QStringLiteral("route=a3");
    settings.authObject = QStringLiteral("{\"token\":\"x\"}");
    settings.keyPassphrase = QStringLiteral("open");
    settings.proxy.password = QStringLiteral("sesame");
    ConnectionSettings copy;
    copy.setAccessSecrets(settings.accessSecrets());
    QCOMPARE(copy.headers, settings.headers);
    QCOMPARE(copy.cookies, settings.cookies);
    QCOMPARE(copy.authObject, settings.authObject);
    QCOMPARE(copy.keyPassphrase, settings.keyPassphrase);
    QCOMPARE(copy.proxy.password, settings.proxy.password);
    copy.setAccessSecrets(QStringLiteral("no JSON"));
    QCOMPARE(copy.accessSecrets(), QString());
    settings.password = settings.sessionId = QStringLiteral("s3");
    settings.clearSecrets();
    QCOMPARE(settings.accessSecrets(), QString());
    QVERIFY(settings.password.isEmpty() && settings.sessionId.isEmpty());
}

void tst_ConnectionAccess::wrongLines_data()
{
    QTest::addColumn<QString>("headers");
    QTest::addColumn<QString>("cookies");
    const auto row = [](const char *name, const char *headers, const char *cookies) {
        QTest::newRow(name) << QString::fromLatin1(headers) << QString::fromLatin1(cookies);
    };
    row("no colon", "secret", "");
    row("no name", ": secret", "");
    row("a blank in the name", "A secret: secret", "");
    row("of the connection", "Connection: secret", "");
    row("of the handshake", "Sec-WebSocket-Key: secret", "");
    row("a cookie among the headers", "Cookie: a=secret", "");
    row("no cookie", "", "secret");
    row("no name of a cookie", "", "=secret");
    row("several cookies", "", "a=secret; b=2");
    row("a control character", "A: \x01secret\x7f\rX: y", "");
    QTest::newRow("too many") << QStringLiteral("A: secret\n").repeated(101) << QString();
}

void tst_ConnectionAccess::wrongLines()
{
    QFETCH(QString, headers);
    QFETCH(QString, cookies);
    ConnectionSettings settings;
    settings.headers = headers;
    settings.cookies = cookies;
    const QString problem = settings.accessProblem();
    QVERIFY(!problem.isEmpty());
    QVERIFY(!problem.contains(QStringLiteral("secret")));
}

void tst_ConnectionAccess::fingerprints_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isGood");
    const QString pair = QStringLiteral("Ab:");
    QTest::newRow("colons") << pair.repeated(32).chopped(1) << true;
    QTest::newRow("plain") << QStringLiteral("0f").repeated(32) << true;
    QTest::newRow("SHA-1") << QStringLiteral("0f").repeated(20) << false;
    QTest::newRow("words") << QStringLiteral("my certificate") << false;
}

void tst_ConnectionAccess::fingerprints()
{
    QFETCH(QString, text);
    QFETCH(bool, isGood);
    ConnectionSettings settings;
    settings.fingerprint = text;
    QCOMPARE(settings.accessProblem().isEmpty(), isGood);
}

// ---- the command line ------------------------------------------------------------------------

void tst_ConnectionAccess::options_data()
{
    QTest::addColumn<QString>("proxy");
    QTest::addColumn<ProxyKind>("kind");
    QTest::addColumn<int>("port");
    QTest::newRow("none") << QStringLiteral("none") << ProxyKind::None << 0;
    QTest::newRow("system") << QStringLiteral("system") << ProxyKind::System << 0;
    QTest::newRow("http") << QStringLiteral("http://bob@proxy") << ProxyKind::Http << 8080;
    QTest::newRow("socks") << QStringLiteral("socks5://bob@proxy:99") << ProxyKind::Socks5 << 99;
}

void tst_ConnectionAccess::options()
{
    QFETCH(QString, proxy);
    QFETCH(ProxyKind, kind);
    QFETCH(int, port);
    const QString headers = write("headers", "X-Tenant: blue\r\nCookie: route=a3; b=2\n");
    const QString auth = write("auth.json", R"({"token":"t"})");
    const QStringList arguments{QStringLiteral("qsioadmin"),
                                QStringLiteral("--url"),
                                QStringLiteral("host"),
                                QStringLiteral("--headers-file"),
                                headers,
                                QStringLiteral("--proxy"),
                                proxy,
                                QStringLiteral("--auth-file"),
                                auth};
    QString message;
    const auto line = CommandLine::parse(arguments, &message);
    QVERIFY2(line, qPrintable(message));
    const ConnectionSettings &settings = line->connection;
    QCOMPARE(settings.proxy.kind, kind);
    QCOMPARE(settings.proxy.port, port);
    QCOMPARE(settings.auth, AuthKind::Custom);
    QCOMPARE(readHeaders(settings.headers, &message)->size(), 1);
    QCOMPARE(readCookies(settings.cookies, &message)->size(), 2);
}

void tst_ConnectionAccess::wrongOptions_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char *name, const char *arguments) {
        QTest::newRow(name) << QString::fromLatin1(arguments).split(u' ');
    };
    row("password of the proxy", "--proxy http://bob:secret@proxy:1");
    row("kind of proxy", "--proxy ftp://proxy");
    row("fingerprint", "--fingerprint 1234");
    row("no headers", "--headers-file /no/such/file");
    row("no object", "--auth-file /dev/null");
    row("no certificate", "--certificate /no/such/file");
}

void tst_ConnectionAccess::wrongOptions()
{
    QFETCH(QStringList, arguments);
    arguments
        = QStringList{QStringLiteral("qsioadmin"), QStringLiteral("--url"), QStringLiteral("host")}
        + arguments;
    QString message;
    QVERIFY(!CommandLine::parse(arguments, &message));
    QVERIFY(!message.isEmpty());
    QVERIFY(!message.contains(QStringLiteral("secret")));
}

// ---- the login -------------------------------------------------------------------------------

void tst_ConnectionAccess::logins_data()
{
    QTest::addColumn<AuthKind>("kind");
    QTest::addColumn<QString>("sessionId"); // of an earlier login
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("password") << AuthKind::Password << QString()
                              << QByteArray(R"({"password":"pw","username":"alice"})");
    QTest::newRow("password, known")
        << AuthKind::Password << QStringLiteral("s1") << QByteArray(R"({"sessionId":"s1"})");
    QTest::newRow("session") << AuthKind::Session << QString()
                             << QByteArray(R"({"sessionId":"pw"})");
    QTest::newRow("custom") << AuthKind::Custom << QStringLiteral("s1")
                            << QByteArray(R"({"n":[1,true],"token":"t"})");
    QTest::newRow("none") << AuthKind::None << QStringLiteral("s1") << QByteArray("{}");
}

void tst_ConnectionAccess::logins()
{
    QFETCH(AuthKind, kind);
    QFETCH(QString, sessionId);
    QFETCH(QByteArray, said);
    start();
    ConnectionSettings access = settings();
    access.auth = kind;
    access.user = QStringLiteral("alice");
    access.password = QStringLiteral("pw");
    access.authObject = QStringLiteral(R"({"token":"t","n":[1,true]})");
    access.sessionId = sessionId;
    QCOMPARE(access.accessProblem(), QString());
    verifyOnline(access);
    QCOMPARE(QJsonDocument(m_auth.toJsonObject()).toJson(QJsonDocument::Compact), said);
}

void tst_ConnectionAccess::headersAndCookies_data()
{
    QTest::addColumn<WireTransport>("transport");
    QTest::newRow("websocket") << WireTransport::WebSocket;
    QTest::newRow("polling") << WireTransport::Polling;
    QTest::newRow("both") << WireTransport::Auto;
}

void tst_ConnectionAccess::headersAndCookies()
{
    QFETCH(WireTransport, transport);
    start();
    ConnectionSettings access = settings();
    access.transport = transport;
    access.headers = QStringLiteral("X-Tenant: blue\n\nAuthorization: Bearer t:1");
    access.cookies = QStringLiteral("route=a3\nother=x");
    verifyOnline(access);
    QCOMPARE(m_headers.value("x-tenant"), "blue");
    QCOMPARE(m_headers.value("authorization"), "Bearer t:1");
    QCOMPARE(m_headers.value("cookie"), "route=a3; other=x");
}

// ---- proxies ---------------------------------------------------------------------------------

// Not localhost: Qt never asks a proxy for that.
static ConnectionSettings proxied(ConnectionSettings settings, const QTcpServer &proxy)
{
    settings.url.setHost(QStringLiteral("admin.example"));
    settings.proxy = {ProxyKind::Http, QStringLiteral("127.0.0.1"), proxy.serverPort(), {}, {}};
    return settings;
}

void tst_ConnectionAccess::throughTheProxy()
{
    start();
    QSocketIo::ForwardProxy proxy;
    proxy.setCredentials("alice", "pw");
    ConnectionSettings access = proxied(settings(), proxy);
    access.proxy.user = QStringLiteral("alice");
    access.proxy.password = QStringLiteral("pw");
    verifyOnline(access);
    QCOMPARE(proxy.methods(), QByteArrayList{"CONNECT"});
}

void tst_ConnectionAccess::proxyWithoutPassword()
{
    start();
    QSocketIo::ForwardProxy proxy;
    proxy.setCredentials("alice", "pw");
    verifyFails(proxied(settings(), proxy), Failure::ProxyFailed);
    QCOMPARE(proxy.methods(), QByteArrayList());
}

void tst_ConnectionAccess::proxyThatIsNotThere()
{
    start();
    QSocketIo::ForwardProxy proxy;
    const ConnectionSettings access = proxied(settings(), proxy);
    proxy.close();
    verifyFails(access, Failure::ProxyFailed);
    QVERIFY(m_session->failureText().contains(QStringLiteral("proxy")));
}

// ---- certificates ----------------------------------------------------------------------------

void tst_ConnectionAccess::clientCertificate()
{
    QSocketIo::ServerOptions options;
    options.ssl = m_tls;
    options.ssl->setPeerVerifyMode(QSslSocket::VerifyPeer);
    const QSslConfiguration mine = QSocketIo::makeServerTls();
    options.ssl->setCaCertificates({mine.localCertificate()});
    start(options);
    ConnectionSettings access = settings("https");
    access.caFile = write("ca.pem", m_tls.localCertificate().toPem());
    access.certificateFile = write("mine.pem", mine.localCertificate().toPem());
    access.keyFile = write("key.pem", mine.privateKey().toPem("open sesame"));
    access.keyPassphrase = QStringLiteral("open sesame");
    QCOMPARE(certificateProblem(access), QString());
    verifyOnline(access);
}

void tst_ConnectionAccess::withoutClientCertificate()
{
    QSocketIo::ServerOptions options;
    options.ssl = m_tls;
    options.ssl->setPeerVerifyMode(QSslSocket::VerifyPeer);
    start(options);
    ConnectionSettings access = settings("https");
    access.caFile = write("ca.pem", m_tls.localCertificate().toPem());
    m_session->open(access);
    QVERIFY(waitFor([this] { return m_session->status().state == LinkState::Refused; }));
    QVERIFY(m_session->status().failure != Failure::None);
}

void tst_ConnectionAccess::wrongPassphrase()
{
    start();
    ConnectionSettings access = settings("https");
    access.certificateFile = write("mine.pem", m_tls.localCertificate().toPem());
    access.keyFile = write("key.pem", m_tls.privateKey().toPem("open sesame"));
    access.keyPassphrase = QStringLiteral("secret");
    verifyFails(access, Failure::TlsFailed);
    QVERIFY(m_session->failureText().contains(QStringLiteral("passphrase")));
    QVERIFY(!m_session->failureText().contains(QStringLiteral("secret")));
    access.certificateFile = write("empty.pem", {});
    QVERIFY(certificateProblem(access).contains(QStringLiteral("no certificate")));
}

void tst_ConnectionAccess::pinned()
{
    QSocketIo::ServerOptions options;
    options.ssl = m_tls;
    start(options);
    ConnectionSettings access = settings("https");
    access.fingerprint = QString::fromLatin1(
        m_tls.localCertificate().digest(QCryptographicHash::Sha256).toHex(':').toUpper());
    verifyOnline(access);
    access.fingerprint.clear();
    verifyFails(access, Failure::TlsFailed); // nobody has signed it
}

// It is checked besides the pin.
void tst_ConnectionAccess::pinnedLeafOfAnAuthority()
{
    const auto run = [this](const QString &arguments) {
        QProcess openssl;
        openssl.setWorkingDirectory(m_folder->path());
        openssl.start(QStringLiteral("openssl"), arguments.split(u' '));
        return openssl.waitForFinished() && openssl.exitCode() == 0;
    };
    const auto subjects = write("names", "subjectAltName=DNS:localhost,IP:127.0.0.1");
    QVERIFY(!subjects.isEmpty());
    const QString key = QStringLiteral("-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes ");
    QVERIFY(run(
        QStringLiteral("req -x509 %1-days 2 -subj /CN=ca -keyout ca.key -out ca.pem").arg(key)));
    QVERIFY(
        run(QStringLiteral("req %1-subj /CN=localhost -keyout leaf.key -out leaf.csr").arg(key)));
    QVERIFY(run(QStringLiteral("x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial "
                               "-days 2 -extfile names -out leaf.pem")));
    QFile keyFile(m_folder->filePath(QStringLiteral("leaf.key")));
    QVERIFY(keyFile.open(QFile::ReadOnly));
    const auto leaf = QSslCertificate::fromPath(m_folder->filePath(QStringLiteral("leaf.pem")));
    QCOMPARE(leaf.size(), 1);
    QSocketIo::ServerOptions options;
    options.ssl = m_tls;
    options.ssl->setLocalCertificate(leaf.first());
    options.ssl->setPrivateKey(QSslKey(&keyFile, QSsl::Ec));
    start(options);
    ConnectionSettings access = settings("https");
    access.fingerprint
        = QString::fromLatin1(leaf.first().digest(QCryptographicHash::Sha256).toHex());
    verifyFails(access, Failure::TlsFailed);
    access.caFile = m_folder->filePath(QStringLiteral("ca.pem"));
    verifyOnline(access);
    access.fingerprint.replace(0, 1, access.fingerprint.startsWith(u'0') ? u'1' : u'0');
    m_auth = {};
    verifyFails(access, Failure::OtherCertificate);
}

void tst_ConnectionAccess::otherCertificate()
{
    QSocketIo::ServerOptions options;
    options.ssl = m_tls;
    start(options);
    ConnectionSettings access = settings("https");
    access.isInsecure = true; // which does not matter then
    access.fingerprint = QStringLiteral("ab").repeated(32);
    access.headers = QStringLiteral("Authorization: secret");
    verifyFails(access, Failure::OtherCertificate);
    QVERIFY(m_headers.isEmpty()); // nothing was said
    QVERIFY(m_session->failureText().contains(
        QString::fromLatin1(m_tls.localCertificate().digest(QCryptographicHash::Sha256).toHex())));
}

// ---- reconnecting ----------------------------------------------------------------------------

void tst_ConnectionAccess::attemptsEnd()
{
    start();
    ConnectionSettings access = settings();
    access.reconnects = true;
    access.reconnectionAttempts = 2;
    access.reconnectionDelay = access.reconnectionDelayMax = 1ms;
    verifyOnline(access);
    m_server.reset();
    QVERIFY(waitFor([this] { return m_session->status().state == LinkState::Refused; }));
    QVERIFY(!m_session->failureText().isEmpty());
}

void tst_ConnectionAccess::timeOfTheNextAttempt()
{
    start();
    const quint16 port = m_server->serverPort();
    ConnectionSettings access = settings();
    access.reconnects = true;
    access.reconnectionDelay = access.reconnectionDelayMax = 60s;
    verifyOnline(access);
    QCOMPARE(m_session->status().retryAt, 0);
    m_server.reset();
    QVERIFY(waitFor([this] { return m_session->status().retryAt != 0; }));
    const qint64 delay = m_session->status().retryAt - QDateTime::currentMSecsSinceEpoch();
    QVERIFY2(delay > 20'000 && delay < 100'000, qPrintable(QString::number(delay)));
    m_server = std::make_unique<QSocketIo::Server>();
    QVERIFY(QSocketIo::AdminInstrumentation::install(
        m_server.get(), {.auth = QSocketIo::AdminAuthentication::none()}));
    QVERIFY(m_server->listen(QHostAddress(QHostAddress::LocalHost), port));
    m_session->retryNow(); // and not in a minute
    QVERIFY(waitFor([this] { return m_session->isOnline(); }));
    QCOMPARE(m_session->status().retryAt, 0);
}

void tst_ConnectionAccess::clocks_data()
{
    QTest::addColumn<qint64>("ahead"); // ms
    QTest::addColumn<QString>("said");
    QTest::newRow("same") << qint64(-1400) << QStringLiteral("same time");
    QTest::newRow("ahead") << qint64(60'000) << QStringLiteral("60 seconds ahead");
    QTest::newRow("behind") << qint64(-3'000) << QStringLiteral("3 seconds behind");
}

void tst_ConnectionAccess::clocks()
{
    QFETCH(qint64, ahead);
    QFETCH(QString, said);
    QVERIFY(clockDifferenceText(ahead).contains(said));
    start();
    ConnectionProbe probe(settings());
    bool isFinished = false;
    connect(&probe, &ConnectionProbe::finished, this, [&isFinished] { isFinished = true; });
    probe.start();
    QVERIFY(waitFor([&isFinished] { return isFinished; }));
    QVERIFY(probe.clockDifference());
    QVERIFY(qAbs(*probe.clockDifference()) < 5'000); // it is this machine
}

QTEST_GUILESS_MAIN(tst_ConnectionAccess)
#include "tst_connectionaccess.moc"
