// SPDX-License-Identifier: MIT
// Engine::handleUpgrade(): connections that the application has accepted.
#include "enginefixture.h"
#include "shared/certificate.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QThread>
#include <QtNetwork/QSslSocket>
#include <QtNetwork/QTcpServer>
#include <QtTest/QTest>

#include <functional>
#include <memory>

using namespace QSocketIo;

namespace {
// Hands over each of its connections.
class Acceptor : public QTcpServer
{
public:
    std::function<void(QTcpSocket *)> onSocket;
    QSslConfiguration tls; // without a certificate: plain

protected:
    void incomingConnection(qintptr descriptor) override
    {
        QTcpSocket *socket;
        if (tls.localCertificate().isNull()) {
            socket = new QTcpSocket(this);
            socket->setSocketDescriptor(descriptor);
        } else {
            auto *sslSocket = new QSslSocket(this);
            sslSocket->setSslConfiguration(tls);
            sslSocket->setSocketDescriptor(descriptor);
            sslSocket->startServerEncryption();
            socket = sslSocket;
        }
        onSocket(socket);
    }
};
} // namespace

class tst_HandleUpgrade : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void webSocket();
    void polling();
    void afterPeeking();
    void tls();
    void maxConnections();
    void peerGoneBefore();
    void socketsParentGone();
    void engineDeleted();
    void unusableSockets();

private:
    [[nodiscard]] quint16 port() const { return m_acceptor->serverPort(); }

    std::unique_ptr<Acceptor> m_acceptor;
    std::unique_ptr<EngineFixture> m_fixture;
};

// The engine itself does not listen: closed, it serves what it is given.
void tst_HandleUpgrade::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    ServerOptions options;
    options.maxConnections = 2;
    m_fixture = std::make_unique<EngineFixture>(options);
    m_fixture->engine->close();
    m_acceptor = std::make_unique<Acceptor>();
    m_acceptor->onSocket = [this](QTcpSocket *socket) { m_fixture->engine->handleUpgrade(socket); };
    QVERIFY(m_acceptor->listen(QHostAddress::LocalHost));
}

void tst_HandleUpgrade::cleanup()
{
    m_fixture.reset();
    m_acceptor.reset();
}

void tst_HandleUpgrade::webSocket()
{
    RawWebSocket socket(port(), EngineFixture::webSocket());
    QVERIFY(socket.isOpen());
    QVERIFY(socket.receiveText().startsWith('0'));
    QVERIFY(!m_fixture->engine->isListening());
    m_fixture->session->sendText("x");
    QCOMPARE(socket.receiveText(), QByteArray("4x"));
    socket.sendText("4y");
    QTRY_COMPARE(m_fixture->sink.messages, QByteArrayList{"y"});
    m_fixture->engine->close();
    QCOMPARE(socket.receive().closeCode(), 1005);
}

void tst_HandleUpgrade::polling()
{
    RawHttpClient client(port());
    const QByteArray sid = m_fixture->open(client);
    QVERIFY(!sid.isEmpty());
    RawHttpClient second(port()); // whichever connection the next request comes by
    QCOMPARE(second.post(EngineFixture::polling(sid), "4x").body, QByteArray("ok"));
    QCOMPARE(m_fixture->sink.messages, QByteArrayList{"x"});
    QCOMPARE(second.get("/elsewhere").status, 404);
}

void tst_HandleUpgrade::afterPeeking()
{
    QByteArray seen;
    m_acceptor->onSocket = [&](QTcpSocket *socket) {
        connect(socket, &QTcpSocket::readyRead, this, [&, socket] {
            seen = socket->peek(15);
            disconnect(socket, nullptr, this, nullptr);
            m_fixture->engine->handleUpgrade(socket);
        });
    };
    RawWebSocket socket(port(), EngineFixture::webSocket());
    QVERIFY(socket.isOpen());
    QCOMPARE(seen, QByteArray("GET /socket.io/"));
    QVERIFY(socket.receiveText().startsWith('0'));
}

void tst_HandleUpgrade::tls()
{
    m_acceptor->tls = makeServerTls();
    QVERIFY(!m_acceptor->tls.localCertificate().isNull());
    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    client.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port());
    client.write(RawHttpClient::webSocketRequest(EngineFixture::webSocket()));
    QTRY_VERIFY(m_fixture->session);
    QVERIFY(m_fixture->session->request().isSecure());
    QTRY_VERIFY(client.peek(100).startsWith("HTTP/1.1 101 "));
}

void tst_HandleUpgrade::maxConnections()
{
    RawHttpClient first(port());
    RawHttpClient second(port());
    QVERIFY(!m_fixture->open(first).isEmpty());
    QCOMPARE(second.get("/elsewhere").status, 404);
    RawHttpClient third(port());
    QCOMPARE(third.receive().status, 503);
    QVERIFY(third.waitForClosed());
}

void tst_HandleUpgrade::peerGoneBefore()
{
    QTcpSocket *accepted = nullptr;
    m_acceptor->onSocket = [&](QTcpSocket *socket) { accepted = socket; };
    RawHttpClient client(port());
    client.send(RawHttpClient::getRequest(EngineFixture::polling()));
    QTRY_VERIFY(accepted);
    client.abort();
    QTRY_COMPARE(accepted->state(), QAbstractSocket::UnconnectedState);
    const QPointer<QTcpSocket> guard(accepted);
    m_fixture->engine->handleUpgrade(accepted);
    QTRY_VERIFY(!guard); // owned, and dropped
}

// The engine takes the socket out of whatever owned it.
void tst_HandleUpgrade::socketsParentGone()
{
    RawWebSocket socket(port(), EngineFixture::webSocket());
    QVERIFY(socket.receiveText().startsWith('0'));
    m_acceptor.reset();
    m_fixture->session->sendText("x");
    QCOMPARE(socket.receiveText(), QByteArray("4x"));
}

void tst_HandleUpgrade::engineDeleted()
{
    RawWebSocket socket(port(), EngineFixture::webSocket());
    QVERIFY(socket.receiveText().startsWith('0'));
    delete m_fixture->engine;
    QVERIFY(socket.waitForClosed());
}

void tst_HandleUpgrade::unusableSockets()
{
    QTest::ignoreMessage(QtWarningMsg, "Engine::handleUpgrade: there is no socket");
    m_fixture->engine->handleUpgrade(nullptr);
    QThread thread;
    thread.start();
    auto *elsewhere = new QTcpSocket;
    const QPointer<QTcpSocket> guard(elsewhere);
    elsewhere->moveToThread(&thread);
    QTest::ignoreMessage(QtWarningMsg,
                         "Engine::handleUpgrade: the socket does not live in the engine's thread");
    m_fixture->engine->handleUpgrade(elsewhere);
    QTRY_VERIFY(!guard); // owned nevertheless
    thread.quit();
    thread.wait();
}

QTEST_GUILESS_MAIN(tst_HandleUpgrade)
#include "tst_handleupgrade.moc"
