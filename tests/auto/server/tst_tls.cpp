// SPDX-License-Identifier: MIT
#include "serverfixture.h"
#include "shared/certificate.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtNetwork/QSslServer>
#include <QtNetwork/QSslSocket>

using namespace QSocketIo;
using namespace std::chrono_literals;

// The server over TLS, with Qt's own clients at the other end.
class tst_Tls : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void polling_data();
    void polling();
    void webSocket_data();
    void webSocket();
    void failedHandshakes_data();
    void failedHandshakes();
    void slowHandshake();
    void unusableConfiguration_data();
    void unusableConfiguration();

private:
    void startTls(bool attached, ServerOptions options = {});
    [[nodiscard]] QUrl url() const
    {
        return QUrl(
            QStringLiteral("wss://127.0.0.1:%1/socket.io/?EIO=4&transport=websocket").arg(port));
    }

    QSslConfiguration m_tls;
    std::unique_ptr<QSslServer> m_sslServer;
};

namespace {
// Takes a certificate that nobody has signed.
struct SecureWsClient : WsClient
{
    SecureWsClient()
    {
        QObject::connect(&socket(), &QWebSocket::sslErrors, &socket(),
                         [this] { socket().ignoreSslErrors(); });
    }
};

QByteArray request(QSslSocket &socket, const QByteArray &bytes)
{
    socket.write(bytes);
    QByteArray received;
    RawResponse response;
    const bool isDone = QTest::qWaitFor([&] {
        received += socket.readAll();
        return RawHttpClient::parse(received, false, false, response) > 0;
    });
    return isDone && response.status == 200 ? response.body : QByteArray();
}

void addServers()
{
    QTest::addColumn<bool>("attached");
    QTest::newRow("listen") << false;
    QTest::newRow("attach") << true;
}
} // namespace

void tst_Tls::initTestCase()
{
    m_tls = makeServerTls();
    QVERIFY(!m_tls.localCertificate().isNull());
}

void tst_Tls::startTls(bool attached, ServerOptions options)
{
    if (!attached)
        options.ssl = m_tls;
    start(options);
    if (attached) {
        io->engine()->close();
        m_sslServer = std::make_unique<QSslServer>();
        m_sslServer->setSslConfiguration(m_tls);
        QVERIFY(m_sslServer->listen(QHostAddress::LocalHost));
        QVERIFY(io->attach(m_sslServer.get()));
        port = io->serverPort();
        QCOMPARE(port, m_sslServer->serverPort());
    }
}

void tst_Tls::polling_data()
{
    addServers();
}

void tst_Tls::polling()
{
    QFETCH(const bool, attached);
    startTls(attached);
    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    client.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    QByteArray target = "/socket.io/?EIO=4&transport=polling";
    const QByteArray open = request(client, RawHttpClient::getRequest(target));
    QVERIFY(open.startsWith('0'));
    target += "&sid="
        + QJsonDocument::fromJson(open.mid(1)).object()[QStringLiteral("sid")].toString().toUtf8();
    QCOMPARE(request(client, RawHttpClient::postRequest(target, "40")), "ok");
    QTRY_VERIFY(socket);
    QVERIFY(socket->handshake().isSecure());
    QVERIFY(socket->request().isSecure());
    QVERIFY(socket->handshake().address().isLoopback());
    socket->on("echo", this, [this](const QByteArray &bytes) { socket->emitEvent("echo", bytes); });
    QVERIFY(request(client, RawHttpClient::getRequest(target)).startsWith("40{"));
    const QByteArray base64 = QByteArray(300'000, '\xff').toBase64();
    QCOMPARE(
        request(client,
                RawHttpClient::postRequest(target,
                                           "451-[\"echo\",{\"_placeholder\":true,\"num\":0}]\x1e"
                                           "b" + base64)),
        "ok");
    QVERIFY(request(client, RawHttpClient::getRequest(target))
                .endsWith("\x1e"
                          "b"
                          + base64));
}

void tst_Tls::webSocket_data()
{
    addServers();
}

void tst_Tls::webSocket()
{
    QFETCH(const bool, attached);
    startTls(attached);
    SecureWsClient client;
    QVERIFY(client.open(url()));
    QVERIFY(!client.join().isEmpty());
    QVERIFY(socket->handshake().isSecure());
    QVERIFY(client.syncsWithNothingBetween());
    socket->on("echo", this, [this](const QString &text) { socket->emitEvent("echo", text); });
    const QByteArray large = "42[\"echo\",\"" + QByteArray(900'000, 'x') + "\"]";
    client.send(large);
    QVERIFY(client.next() == large);
    socket->disconnectClient(DisconnectMode::CloseConnection);
    QCOMPARE(client.next(), "41");
    QVERIFY(client.waitForClosed());
}

void tst_Tls::failedHandshakes_data()
{
    QTest::addColumn<bool>("attached");
    QTest::addColumn<QString>("how");
    for (const char *how : {"plain HTTP", "garbage", "cut", "distrust", "no common cipher"}) {
        QTest::addRow("listen, %s", how) << false << QString::fromLatin1(how);
        QTest::addRow("attach, %s", how) << true << QString::fromLatin1(how);
    }
}

// One client's handshake fails, and nobody else notices.
void tst_Tls::failedHandshakes()
{
    QFETCH(const bool, attached);
    QFETCH(const QString, how);
    startTls(attached);
    SecureWsClient before;
    QVERIFY(before.open(url()));
    QVERIFY(!before.join().isEmpty());

    RawHttpClient raw;
    QSslSocket failing;
    if (how == QLatin1String("plain HTTP")) {
        raw.connectTo(port);
        raw.send(RawHttpClient::getRequest("/socket.io/?EIO=4&transport=polling"));
        QVERIFY(raw.waitForClosed());
        QVERIFY(!raw.unparsed().startsWith("HTTP"));
    } else if (how == QLatin1String("garbage")) {
        raw.connectTo(port);
        raw.send(QByteArray("\x16\x03\x01\xff\xff", 5) + QByteArray(70'000, '\x2a'));
        QVERIFY(raw.waitForClosed());
    } else if (how == QLatin1String("cut")) {
        raw.connectTo(port);
        raw.send(QByteArray("\x16\x03\x01\x02\x00\x01\x00", 7)); // a ClientHello begins
        QTest::qWait(20); // so that it is looked at
        raw.abort();
    } else {
        if (how == QLatin1String("distrust")) {
            failing.setPeerVerifyMode(QSslSocket::VerifyPeer);
        } else {
            QSslConfiguration configuration = failing.sslConfiguration();
            configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
            configuration.setProtocol(QSsl::TlsV1_2);
            configuration.setCiphers(QStringLiteral("AES128-SHA256")); // for RSA keys only
            failing.setSslConfiguration(configuration);
        }
        failing.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
        QTRY_COMPARE(failing.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(!failing.isEncrypted());
    }

    QVERIFY(before.syncsWithNothingBetween());
    SecureWsClient after;
    QVERIFY(after.open(url()));
    QVERIFY(!after.join().isEmpty());
    QCOMPARE(io->engine()->clientsCount(), 2);
}

// A byte now and then does not make it longer.
void tst_Tls::slowHandshake()
{
    ServerOptions options;
    options.headerTimeout = 400ms;
    startTls(false, options);
    RawHttpClient slow(port);
    QElapsedTimer timer;
    timer.start();
    QTimer drip;
    const QByteArray hello("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);
    int sent = 0;
    connect(&drip, &QTimer::timeout, this, [&] {
        slow.send(sent < hello.size() ? hello.mid(sent, 1) : QByteArray(1, 'x'));
        ++sent;
    });
    drip.start(20);
    SecureWsClient other;
    QVERIFY(other.open(url())); // meanwhile
    QVERIFY(slow.waitForClosed());
    QVERIFY(timer.elapsed() >= 300);
    QVERIFY(slow.unparsed().isEmpty());
    QVERIFY(other.isOpen());
}

void tst_Tls::unusableConfiguration_data()
{
    QTest::addColumn<bool>("hasKey");
    QTest::addColumn<bool>("hasCertificate");
    QTest::newRow("neither") << false << false;
    QTest::newRow("no certificate") << true << false;
    QTest::newRow("no key") << false << true;
}

void tst_Tls::unusableConfiguration()
{
    QFETCH(const bool, hasKey);
    QFETCH(const bool, hasCertificate);
    QSslConfiguration ssl = QSslConfiguration::defaultConfiguration();
    if (hasKey)
        ssl.setPrivateKey(m_tls.privateKey());
    if (hasCertificate)
        ssl.setLocalCertificate(m_tls.localCertificate());
    ServerOptions options;
    options.ssl = ssl;
    Server server(options);
    QVERIFY(!server.listen(QHostAddress(QHostAddress::LocalHost)));
    QCOMPARE(server.errorString(),
             QStringLiteral("ServerOptions::ssl: there is no certificate, or no private key"));
    QVERIFY(!server.isListening());
}

QTEST_GUILESS_MAIN(tst_Tls)
#include "moc_serverfixture.cpp"
#include "tst_tls.moc"
