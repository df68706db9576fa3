// SPDX-License-Identifier: MIT
#include "serverfixture.h"

#include "adapter/adapter.h"

#include <QtNetwork/QTcpServer>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_Connecting : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void trap37_connectAnswers();
    void trap38_eventRightBehindConnect();
    void trap39_secondConnect();
    void secondConnectWhileTheFirstIsPending();
    void trap40_disconnectPackets();
    void trap43_duplicateConnectReasons();
    void trap47_unknownNamespace();
    void trap48_namespaceNameIsLiteral();
    void trap52_answerComesBeforeTheHandlersPackets();
    void trap53_emptyConnectionIsNotClosed();
    void connectTimeoutClosesTheIdle();
    void trap74_namespaceNames();
    void trap78_constructorOptionsHold();
    void namedAddressIsNoPort();
    void trap80_repeatedQueryKeys();
    void trap81_handshakeAddressAndXdomain();
    void handshakeTellsWhatTheClientSaid();
    void socketIdDiffersFromTheSessions();
    void severalNamespacesOverOneConnection();
    void trap91_keyOrder();
};

void tst_Connecting::trap37_connectAnswers()
{
    Namespace *a = io->of("/a");
    WsClient client(port);
    client.send("40");
    const QByteArray root = client.next();
    QCOMPARE(root, "40{\"sid\":\"" + socket->id().toUtf8() + "\"}");
    client.send("40/a,");
    const QByteArray answer = client.next();
    QCOMPARE(a->sockets().size(), 1);
    Socket *inA = *a->sockets().begin();
    QCOMPARE(answer, "40/a,{\"sid\":\"" + inA->id().toUtf8() + "\"}");
    QCOMPARE(inA->id().size(), 20);
    inA->disconnectClient();
    QCOMPARE(client.next(), "41/a,");
}

void tst_Connecting::trap38_eventRightBehindConnect()
{
    PollingClient client(port);
    QSignalSpy connected(io.get(), &Server::connection);
    QCOMPARE(client
                 .post("40\x1e"
                       "42[\"x\"]")
                 .status,
             200);
    QTRY_COMPARE(io->engine()->clientsCount(), 1); // closing politely: the next poll ends it
    QVERIFY(client.poll().contains("1"));
    QTRY_COMPARE(io->engine()->clientsCount(), 0);
    QCOMPARE(connected.count(), 0);
}

void tst_Connecting::trap39_secondConnect()
{
    WsClient client(port);
    QVERIFY(!client.join().isEmpty());
    client.send("40");
    QVERIFY(client.waitForClosed());
    QCOMPARE(reasons, QStringList{QStringLiteral("forced close")});

    PollingClient polling(port);
    polling.join();
    socket->emitEvent("buffered");
    polling.post("40");
    QCOMPARE(polling.poll(), QList<QByteArray>{"42[\"buffered\"]"});
    QCOMPARE(polling.poll(), (QList<QByteArray>{"6", "1"}));
}

void tst_Connecting::secondConnectWhileTheFirstIsPending()
{
    // The reference makes two sockets; here the second CONNECT breaks the protocol.
    QList<Next> waiting;
    io->use(this, [&](Socket *, const Next &next) { waiting.append(next); });
    WsClient client(port);
    client.send("40");
    QTRY_COMPARE(waiting.size(), 1);
    client.send("40");
    QVERIFY(client.waitForClosed());
    QCOMPARE(waiting.size(), 1);
}

void tst_Connecting::trap40_disconnectPackets()
{
    io->of("/a");
    WsClient stranger(port);
    stranger.send("41");
    QVERIFY(stranger.waitForClosed());

    WsClient client(port);
    client.join();
    client.join("/a");
    client.send("41");
    QTRY_COMPARE(reasons, QStringList{QStringLiteral("client namespace disconnect")});
    QVERIFY(!client.join().isEmpty()); // no answer to 41; the connection lives
    client.send("41");
    QTRY_COMPARE(reasons.size(), 2);
    client.send("41");
    QVERIFY(client.waitForClosed());
}

void tst_Connecting::trap43_duplicateConnectReasons()
{
    PollingClient polling(port);
    polling.join();
    polling.post("40"); // no poll is pending, so the session cannot close at once
    QTRY_COMPARE(reasons, QStringList{QStringLiteral("forced server close")});

    reasons.clear();
    PollingClient pending(port);
    pending.join();
    pending.startPoll();
    pending.post("40");
    QTRY_COMPARE(reasons, QStringList{QStringLiteral("forced close")});
    QCOMPARE(pending.finishPoll(), QList<QByteArray>{"1"});
}

void tst_Connecting::trap47_unknownNamespace()
{
    io.reset();
    start({.connectTimeout = 300ms});
    WsClient client(port);
    client.send("40/x,");
    QCOMPARE(client.next(), "44/x,{\"message\":\"Invalid namespace\"}");
    QVERIFY(client.isOpen());
    QVERIFY(client.waitForClosed()); // a refusal does not stop the clock
}

void tst_Connecting::trap48_namespaceNameIsLiteral()
{
    io->of("/a?x=1");
    io->of("/a");
    WsClient client(port);
    QVERIFY(!client.join("/a?x=1").isEmpty());
    QCOMPARE(io->of("/a?x=1")->sockets().size(), 1);
    QCOMPARE(io->of("/a")->sockets().size(), 0);
}

// The signal connection stands for both events of the reference, "connect" and "connection". Of the
// two that tell of a socket in "/", the server's comes first.
void tst_Connecting::trap52_answerComesBeforeTheHandlersPackets()
{
    QStringList order;
    connect(io->sockets(), &Namespace::connection, this, [&](Socket *joined) {
        order << QStringLiteral("namespace");
        joined->emitEvent("hello");
    });
    connect(io.get(), &Server::connection, this, [&] { order << QStringLiteral("server"); });
    WsClient client(port);
    client.send("40");
    QVERIFY(client.next().startsWith("40{\"sid\""));
    QCOMPARE(client.next(), "42[\"hello\"]");
    QCOMPARE(order, (QStringList{QStringLiteral("server"), QStringLiteral("namespace")}));
}

void tst_Connecting::trap53_emptyConnectionIsNotClosed()
{
    io.reset();
    start({.connectTimeout = 100ms});
    WsClient client(port);
    client.join();
    client.send("41");
    QTRY_COMPARE(reasons.size(), 1);
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY(timer.elapsed() > 300);
    QVERIFY(client.isOpen());
    QVERIFY(!client.join().isEmpty());
}

void tst_Connecting::connectTimeoutClosesTheIdle()
{
    io.reset();
    start({.connectTimeout = 50ms});
    WsClient client(port);
    QVERIFY(client.waitForClosed());
    io->setConnectTimeout(0ms);
    QCOMPARE(io->connectTimeout(), 45s);
}

void tst_Connecting::trap74_namespaceNames()
{
    QSignalSpy created(io.get(), &Server::newNamespace);
    QCOMPARE(io->of("x"), io->of("/x"));
    QCOMPARE(io->of(""), io->of("/"));
    QCOMPARE(io->of("/"), io->sockets());
    QCOMPARE(created.count(), 1);
    QCOMPARE(io->of("x")->name(), QStringLiteral("/x"));
}

// An enumerator would rather be a number than a QHostAddress.
void tst_Connecting::namedAddressIsNoPort()
{
    Server first;
    Server second;
    QVERIFY2(first.listen(QHostAddress::LocalHost), qPrintable(first.errorString()));
    QVERIFY2(second.listen(QHostAddress::LocalHost), qPrintable(second.errorString()));
    QVERIFY(first.serverPort() != quint16(QHostAddress::LocalHost));
    QVERIFY(first.serverPort() != second.serverPort());
    RawHttpClient http(first.serverPort());
    QCOMPARE(http.get("/socket.io/?EIO=4&transport=polling").status, 200);
    QTcpSocket elsewhere;
    elsewhere.connectToHost(QHostAddress(QStringLiteral("127.0.0.2")), first.serverPort());
    QTRY_COMPARE(elsewhere.error(), QAbstractSocket::ConnectionRefusedError);
}

// Here attach() has no options of its own, which the constructor's could beat.
void tst_Connecting::trap78_constructorOptionsHold()
{
    QTcpServer tcp;
    QVERIFY(tcp.listen(QHostAddress::LocalHost));
    Server server({.path = QStringLiteral("/mine"), .pingInterval = 7s});
    QVERIFY(server.attach(&tcp));
    RawHttpClient http(tcp.serverPort());
    const QByteArray query = "/?EIO=4&transport=polling";
    QVERIFY(http.get("/mine" + query).body.contains("\"pingInterval\":7000"));
    QCOMPARE(http.get("/socket.io" + query).status, 404);
    QCOMPARE(server.path(), QStringLiteral("/mine"));
}

void tst_Connecting::trap80_repeatedQueryKeys()
{
    WsClient client(port, "&k=1&k=2&empty=&plus=a+b%20c");
    client.join();
    const HttpRequest::Query &query = socket->handshake().query();
    QCOMPARE(query.value(QStringLiteral("k")), QStringLiteral("2"));
    QCOMPARE(query.value(QStringLiteral("empty")), QString());
    QCOMPARE(query.value(QStringLiteral("plus")), QStringLiteral("a b c"));
    QCOMPARE(query.value(QStringLiteral("EIO")), QStringLiteral("4"));
    QCOMPARE(query.value(QStringLiteral("transport")), QStringLiteral("websocket"));
}

void tst_Connecting::trap81_handshakeAddressAndXdomain()
{
    RawHttpClient http(port);
    const QByteArray opened = http.get("/socket.io/?EIO=4&transport=polling",
                                       "X-Forwarded-For: 10.1.2.3\r\nOrigin: http://localhost\r\n")
                                  .body;
    const QString sid
        = QJsonDocument::fromJson(opened.mid(1)).object()[QStringLiteral("sid")].toString();
    http.post("/socket.io/?EIO=4&transport=polling&sid=" + sid.toUtf8(), "40");
    QTRY_VERIFY(socket);
    QVERIFY(socket->handshake().address().isLoopback());
    QVERIFY(socket->handshake().isCrossDomain());
    WsClient client(port);
    const QString id = client.join();
    QCOMPARE(socket->id(), id);
    QVERIFY(!socket->handshake().isCrossDomain()); // QWebSocket sends no Origin
    QVERIFY(!socket->handshake().isSecure());
}

void tst_Connecting::handshakeTellsWhatTheClientSaid()
{
    const QDateTime before = QDateTime::currentDateTimeUtc();
    WsClient client(port);
    client.join("/", "{\"token\":\"abc\",\"n\":[1,{\"x\":true}]}");
    const Handshake &handshake = socket->handshake();
    QCOMPARE(handshake.auth()[QStringLiteral("token")].toString(), QStringLiteral("abc"));
    QCOMPARE(handshake.auth()[QStringLiteral("n")].toArray().size(), 2);
    QCOMPARE(handshake.url(), "/socket.io/?EIO=4&transport=websocket");
    QVERIFY(handshake.headers().contains("host"));
    QVERIFY(handshake.issued() >= before && handshake.issued() <= QDateTime::currentDateTimeUtc());
    QCOMPARE(socket->request().method(), "GET");

    WsClient silent(port);
    silent.join();
    QVERIFY(socket->handshake().auth().isEmpty());
}

void tst_Connecting::socketIdDiffersFromTheSessions()
{
    WsClient client(port);
    const QString id = client.join();
    QCOMPARE(socket->id(), id);
    QVERIFY(socket->conn()->id() != id);
    QCOMPARE(socket->connection()->id(), socket->conn()->id());
    QCOMPARE(socket->connection()->server(), io.get());
    QCOMPARE(socket->connection()->session(), socket->conn());
    QCOMPARE(socket->connection()->request().target(), socket->request().target());
    QCOMPARE(socket->nsp()->server(), io.get());
    QCOMPARE(socket->rooms(), QSet<QString>{id});
    QCOMPARE(socket->conn()->transportName(), QStringLiteral("websocket"));
}

void tst_Connecting::severalNamespacesOverOneConnection()
{
    io->of("/a")->use(this, [](Socket *joined, const Next &next) {
        joined->on("who", joined, [joined] { joined->emitEvent("me", joined->nsp()->name()); });
        next();
    });
    WsClient client(port);
    client.join();
    client.join("/a");
    QCOMPARE(socket->connection()->sockets().size(), 2);
    QCOMPARE(io->engine()->clientsCount(), 1);
    client.send("42/a,[\"who\"]");
    QCOMPARE(client.next(), "42/a,[\"me\",\"/a\"]");
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_Connecting::trap91_keyOrder()
{
    WsClient client(port);
    client.join();
    socket->emitEvent("x",
                      QCborMap{{QStringLiteral("z"), 1},
                               {QStringLiteral("a"), QByteArray("\1\2", 2)},
                               {QStringLiteral("m"), 2}});
    QCOMPARE(client.next(),
             "451-[\"x\",{\"z\":1,\"a\":{\"_placeholder\":true,\"num\":0},\"m\":2}]");
    QCOMPARE(client.next(), QByteArray("binary:\1\2"));
}

QTEST_GUILESS_MAIN(tst_Connecting)
#include "moc_serverfixture.cpp"
#include "tst_connecting.moc"
