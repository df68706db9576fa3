// SPDX-License-Identifier: MIT
// QtWebSockets as a peer: a WebSocket implementation that is not ours, speaking Engine.IO and
// Socket.IO by hand.
#include <QSocketIo/Server>
#include <QtCore/QRegularExpression>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketHandshakeOptions>

#include <memory>

using namespace QSocketIo;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

struct Peer
{
    Peer()
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { messages.append(text); });
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket,
                         [this](const QByteArray &bytes) { messages.append(bytes); });
        QObject::connect(&socket, &QWebSocket::textFrameReceived, &socket,
                         [this](const QString &, bool) { ++frames; });
    }

    void open(const Server &io, const QString &more = {})
    {
        QWebSocketHandshakeOptions options;
        options.setSubprotocols(subprotocols);
        socket.open(
            QUrl(u"ws://127.0.0.1:%1/socket.io/?EIO=4&transport=websocket%2"_s.arg(io.serverPort())
                     .arg(more)),
            options);
    }

    [[nodiscard]] bool isClosed() const
    {
        return socket.state() == QAbstractSocket::UnconnectedState;
    }

    QWebSocket socket;
    QStringList subprotocols;
    QVariantList messages; // QString for text, QByteArray for binary
    int frames = 0;
};

// An application that sends back what it gets, and remembers how its sockets ended.
struct Application
{
    explicit Application(const ServerOptions &options = {})
        : io(options)
    {
        QObject::connect(&io, &Server::connection, &io, [this](Socket *socket) {
            last = socket;
            socket->on("echo", &io, [socket](const Payload &arguments) {
                socket->emitPayload("echo", arguments, {});
            });
            QObject::connect(socket, &Socket::disconnected, &io,
                             [this](DisconnectReason reason) { ended = reasonText(reason); });
        });
    }

    QPointer<Socket> last;
    QString ended; // the reason, in Socket.IO's words
    Server io; // goes first: its end is heard above
};

} // namespace

class tst_QtWebSocketPeer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void opensAndJoins();
    void echoesText_data();
    void echoesText();
    void echoesAttachments();
    void sendsLargeMessages();
    void acceptsExactlyTheLimit();
    void refusesMessagesOverTheLimit();
    void answersPings();
    void keepsTheHeartbeat();
    void missesTheHeartbeat();
    void endsByThePeersClose_data();
    void endsByThePeersClose();
    void endsByAnAbort();
    void closesByItself();
    void shutsDown();
    void echoesTheFirstSubprotocol();
    void upgrades();

private:
    void start(const ServerOptions &options = {});
    void join();
    QByteArray request(const QByteArray &verb, const QString &sid, const QByteArray &body = {});

    std::unique_ptr<Application> m_app;
    std::unique_ptr<Peer> m_peer;
};

void tst_QtWebSocketPeer::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void tst_QtWebSocketPeer::cleanup()
{
    m_peer.reset();
    m_app.reset();
}

void tst_QtWebSocketPeer::start(const ServerOptions &options)
{
    m_app = std::make_unique<Application>(options);
    m_peer = std::make_unique<Peer>();
    QVERIFY(m_app->io.listen(QHostAddress::LocalHost));
}

// Opens the session and joins the namespace "/"; both answers are taken out of the messages.
void tst_QtWebSocketPeer::join()
{
    m_peer->open(m_app->io);
    QTRY_COMPARE(m_peer->messages.size(), 1);
    QVERIFY(m_peer->messages.takeFirst().toString().startsWith(u"0{"));
    m_peer->socket.sendTextMessage(u"40"_s);
    QTRY_COMPARE(m_peer->messages.size(), 1);
    QVERIFY(m_peer->messages.takeFirst().toString().startsWith(u"40{\"sid\":"));
    QVERIFY(m_app->last);
    m_peer->frames = 0;
}

void tst_QtWebSocketPeer::opensAndJoins()
{
    start({.pingInterval = 20s, .pingTimeout = 10s});
    m_peer->open(m_app->io);
    QTRY_COMPARE(m_peer->messages.size(), 1);
    static const QRegularExpression expected(
        u"^0\\{\"sid\":\"[\\w-]{20}\",\"upgrades\":\\[\\],\"pingInterval\":20000,"
        "\"pingTimeout\":10000,\"maxPayload\":1000000\\}$"_s);
    QVERIFY(expected.match(m_peer->messages.first().toString()).hasMatch());
    m_peer->socket.sendTextMessage(u"40"_s);
    QTRY_VERIFY(m_app->last);
    QTRY_COMPARE(m_peer->messages.size(), 2);
    QCOMPARE(m_peer->messages.last().toString(), u"40{\"sid\":\"%1\"}"_s.arg(m_app->last->id()));
    QCOMPARE(m_app->last->conn()->transportName(), u"websocket"_s);
}

void tst_QtWebSocketPeer::echoesText_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<quint64>("frameSize"); // of what the peer sends

    const QString unicode = u"é😀\u2028 "_s;
    QTest::newRow("one frame") << u"hello"_s << quint64(1024);
    QTest::newRow("fragments of one byte") << u"hello"_s << quint64(1);
    QTest::newRow("fragments that split characters") << unicode.repeated(50) << quint64(3);
    QTest::newRow("length in 7 bits") << u"x"_s.repeated(100) << quint64(1 << 20);
    QTest::newRow("length in 16 bits") << unicode.repeated(2000) << quint64(1 << 20);
    QTest::newRow("length in 64 bits") << u"x"_s.repeated(200'000) << quint64(1 << 20);
    QTest::newRow("many fragments") << u"xyz"_s.repeated(100'000) << quint64(1000);
}

void tst_QtWebSocketPeer::echoesText()
{
    QFETCH(QString, argument);
    QFETCH(quint64, frameSize);
    start();
    join();
    m_peer->socket.setOutgoingFrameSize(frameSize);
    const QString packet = u"42[\"echo\",\"%1\"]"_s.arg(argument);
    m_peer->socket.sendTextMessage(packet);
    QTRY_COMPARE(m_peer->messages.size(), 1);
    QCOMPARE(m_peer->messages.first().toString(), packet);
}

void tst_QtWebSocketPeer::echoesAttachments()
{
    start();
    join();
    const QByteArray large(300'000, '\xa5');
    const QString packet
        = u"453-[\"echo\",{\"_placeholder\":true,\"num\":0},[{\"_placeholder\":true,"
          "\"num\":1}],{\"_placeholder\":true,\"num\":2}]"_s;
    m_peer->socket.setOutgoingFrameSize(10'000);
    m_peer->socket.sendTextMessage(packet);
    for (const QByteArray &attachment : {QByteArray("\0\1\2", 3), large, QByteArray("x")})
        m_peer->socket.sendBinaryMessage(attachment);
    QTRY_COMPARE(m_peer->messages.size(), 4);
    QCOMPARE(m_peer->messages.at(0).toString(), packet);
    QCOMPARE(m_peer->messages.at(1).toByteArray(), QByteArray("\0\1\2", 3));
    QCOMPARE(m_peer->messages.at(2).toByteArray(), large);
    QCOMPARE(m_peer->messages.at(3).toByteArray(), QByteArray("x"));
}

void tst_QtWebSocketPeer::sendsLargeMessages()
{
    start();
    join();
    const QString large = u"é"_s.repeated(2'000'000);
    m_app->last->emitEvent("large", large);
    m_app->last->emitEvent("large", QByteArray(3'000'000, '\1'));
    QTRY_COMPARE_WITH_TIMEOUT(m_peer->messages.size(), 3, 15'000);
    QCOMPARE(m_peer->messages.at(0).toString().size(), large.size() + qsizetype(14));
    QCOMPARE(m_peer->messages.at(2).toByteArray().size(), 3'000'000);
}

void tst_QtWebSocketPeer::acceptsExactlyTheLimit()
{
    start({.maxHttpBufferSize = 5000});
    join();
    m_peer->socket.setOutgoingFrameSize(1000);
    const QString packet = u"42[\"echo\",\"%1\"]"_s.arg(u"x"_s.repeated(5000 - 13));
    QCOMPARE(packet.size(), 5000);
    m_peer->socket.sendTextMessage(packet);
    QTRY_COMPARE(m_peer->messages.size(), 1);
    QCOMPARE(m_peer->messages.first().toString(), packet);
}

void tst_QtWebSocketPeer::refusesMessagesOverTheLimit()
{
    start({.maxHttpBufferSize = 5000});
    join();
    m_peer->socket.setOutgoingFrameSize(1000);
    m_peer->socket.sendTextMessage(u"42[\"echo\",\"%1\"]"_s.arg(u"x"_s.repeated(5001 - 13)));
    QTRY_VERIFY(m_peer->isClosed());
    QCOMPARE(m_peer->socket.closeCode(), QWebSocketProtocol::CloseCodeTooMuchData);
    QTRY_COMPARE(m_app->ended, u"transport error"_s);
    QVERIFY(m_peer->messages.isEmpty());
}

void tst_QtWebSocketPeer::answersPings()
{
    start();
    join();
    QSignalSpy pongs(&m_peer->socket, &QWebSocket::pong);
    m_peer->socket.ping("are you there?");
    QTRY_COMPARE(pongs.size(), 1);
    QCOMPARE(pongs.first().at(1).toByteArray(), QByteArray("are you there?"));
    m_peer->socket.ping();
    QTRY_COMPARE(pongs.size(), 2);
    m_peer->socket.sendTextMessage(u"42[\"echo\",1]"_s);
    QTRY_COMPARE(m_peer->messages, QVariantList{u"42[\"echo\",1]"_s});
}

void tst_QtWebSocketPeer::keepsTheHeartbeat()
{
    start({.pingInterval = 30ms, .pingTimeout = 5s});
    int pings = 0;
    connect(&m_peer->socket, &QWebSocket::textMessageReceived, this, [&](const QString &text) {
        if (text == u"2") {
            ++pings;
            m_peer->socket.sendTextMessage(u"3"_s);
        }
    });
    m_peer->open(m_app->io);
    QTRY_VERIFY(pings >= 5);
    QCOMPARE(m_peer->socket.state(), QAbstractSocket::ConnectedState);
}

void tst_QtWebSocketPeer::missesTheHeartbeat()
{
    start({.pingInterval = 100ms, .pingTimeout = 50ms});
    join();
    QTRY_COMPARE(m_app->ended, u"ping timeout"_s);
    QTRY_VERIFY(m_peer->isClosed());
    QCOMPARE(m_peer->messages, QVariantList{u"2"_s});
}

void tst_QtWebSocketPeer::endsByThePeersClose_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("normal") << 1000 << QString();
    QTest::newRow("going away") << 1001 << u"another page"_s;
    QTest::newRow("of the application") << 4321 << u"é"_s.repeated(50);
}

void tst_QtWebSocketPeer::endsByThePeersClose()
{
    QFETCH(int, code);
    QFETCH(QString, reason);
    start();
    join();
    m_peer->socket.close(QWebSocketProtocol::CloseCode(code), reason);
    QTRY_COMPARE(m_app->ended, u"transport close"_s);
    QTRY_VERIFY(m_peer->isClosed());
    QTRY_COMPARE(m_app->io.engine()->clientsCount(), 0);
}

void tst_QtWebSocketPeer::endsByAnAbort()
{
    start();
    join();
    m_peer->socket.abort();
    QTRY_COMPARE(m_app->ended, u"transport close"_s);
    QTRY_COMPARE(m_app->io.engine()->clientsCount(), 0);
}

void tst_QtWebSocketPeer::closesByItself()
{
    start();
    join();
    m_app->last->emitEvent("last words");
    m_app->last->disconnectClient(DisconnectMode::CloseConnection);
    QTRY_VERIFY(m_peer->isClosed());
    QCOMPARE(m_peer->messages, (QVariantList{u"42[\"last words\"]"_s, u"41"_s}));
    QCOMPARE(m_app->ended, u"server namespace disconnect"_s);
    // The close frame has no code.
    QCOMPARE(m_peer->socket.closeCode(), QWebSocketProtocol::CloseCodeNormal);
    QCOMPARE(m_peer->socket.closeReason(), QString());
}

void tst_QtWebSocketPeer::shutsDown()
{
    start();
    join();
    const QFuture<void> closed = m_app->io.close();
    QTRY_VERIFY(closed.isFinished());
    QTRY_VERIFY(m_peer->isClosed());
    QCOMPARE(m_app->ended, u"server shutting down"_s);
}

void tst_QtWebSocketPeer::echoesTheFirstSubprotocol()
{
    start();
    m_peer->subprotocols = {u"first"_s, u"second"_s};
    join();
    QCOMPARE(m_peer->socket.subprotocol(), u"first"_s);
}

QByteArray tst_QtWebSocketPeer::request(const QByteArray &verb, const QString &sid,
                                        const QByteArray &body)
{
    QNetworkAccessManager network;
    const QNetworkRequest request(QUrl(
        u"http://127.0.0.1:%1/socket.io/?EIO=4&transport=polling%2"_s.arg(m_app->io.serverPort())
            .arg(sid)));
    const std::unique_ptr<QNetworkReply> reply(network.sendCustomRequest(request, verb, body));
    [&] { QTRY_VERIFY(reply->isFinished()); }();
    return reply->readAll();
}

void tst_QtWebSocketPeer::upgrades()
{
    start();
    const QByteArray handshake = request("GET", {});
    static const QRegularExpression pattern(
        u"\"sid\":\"([\\w-]+)\",\"upgrades\":\\[\"websocket\"\\]"_s);
    const QString sid = pattern.match(QString::fromUtf8(handshake)).captured(1);
    QVERIFY(!sid.isEmpty());
    const QString more = u"&sid="_s + sid;
    QCOMPARE(request("POST", more, "40"), QByteArray("ok"));
    QVERIFY(request("GET", more).startsWith("40{\"sid\":"));

    m_peer->open(m_app->io, more);
    QTRY_COMPARE(m_peer->socket.state(), QAbstractSocket::ConnectedState);
    m_peer->socket.sendTextMessage(u"2probe"_s);
    QTRY_COMPARE(m_peer->messages, QVariantList{u"3probe"_s});
    QCOMPARE(m_app->last->conn()->transportName(), u"polling"_s);
    m_peer->socket.sendTextMessage(u"5"_s);
    m_peer->socket.sendTextMessage(u"42[\"echo\",true]"_s);
    QTRY_COMPARE(m_peer->messages.size(), 2);
    QCOMPARE(m_peer->messages.last().toString(), u"42[\"echo\",true]"_s);
    QCOMPARE(m_app->last->conn()->transportName(), u"websocket"_s);
    QVERIFY(m_app->last->conn()->isUpgraded());
}

QTEST_GUILESS_MAIN(tst_QtWebSocketPeer)
#include "tst_qtwebsocketpeer.moc"
