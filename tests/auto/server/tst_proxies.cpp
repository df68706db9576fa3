// SPDX-License-Identifier: MIT
#include "serverfixture.h"
#include "shared/rawwebsocket.h"

using namespace QSocketIo;

// Clients that reach the server through a reverse proxy (ServerOptions::trustedProxies).
class tst_Proxies : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void handshake_data();
    void handshake();
};

void tst_Proxies::handshake_data()
{
    QTest::addColumn<bool>("isTrusted");
    QTest::addColumn<bool>("overWebSocket");
    QTest::newRow("trap 81: not trusted, polling") << false << false;
    QTest::newRow("trap 81: not trusted, websocket") << false << true;
    QTest::newRow("trusted, polling") << true << false;
    QTest::newRow("trusted, websocket") << true << true;
}

void tst_Proxies::handshake()
{
    QFETCH(const bool, isTrusted);
    QFETCH(const bool, overWebSocket);
    ServerOptions options;
    options.allowRequest = [](const HttpRequest &request) {
        return AllowRequestResult{request.header("X-Forwarded-For") == "203.0.113.1, 198.51.100.7"};
    };
    if (isTrusted)
        options.trustedProxies = {QStringLiteral("127.0.0.0/8")};
    start(options);
    const QByteArray proxied = "X-Forwarded-For: 203.0.113.1, 198.51.100.7\r\n"
                               "X-Forwarded-Proto: https\r\n";
    RawHttpClient http(port);
    RawWebSocket webSocket;
    if (overWebSocket) {
        webSocket.open(port, "/socket.io/?EIO=4&transport=websocket", proxied);
        QVERIFY(webSocket.receiveText().startsWith('0'));
        webSocket.sendText("40");
    } else {
        const QByteArray opened = http.get("/socket.io/?EIO=4&transport=polling", proxied).body;
        const QString sid
            = QJsonDocument::fromJson(opened.mid(1)).object()[QStringLiteral("sid")].toString();
        http.post("/socket.io/?EIO=4&transport=polling&sid=" + sid.toUtf8(), "40");
    }
    QTRY_VERIFY(socket);
    const QHostAddress expected(isTrusted ? QStringLiteral("198.51.100.7")
                                          : QStringLiteral("127.0.0.1"));
    QCOMPARE(socket->handshake().address(), expected);
    QCOMPARE(socket->request().peerAddress(), expected);
    QCOMPARE(socket->conn()->remoteAddress(), expected);
    QCOMPARE(socket->handshake().isSecure(), isTrusted);
}

QTEST_GUILESS_MAIN(tst_Proxies)
#include "moc_serverfixture.cpp"
#include "tst_proxies.moc"
