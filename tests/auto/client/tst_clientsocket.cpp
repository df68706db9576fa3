// SPDX-License-Identifier: MIT
#include "clientsocketfixture.h"

#include <QtCore/QPromise>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_ClientSocket : public ClientSocketFixture
{
    Q_OBJECT
private Q_SLOTS:
    void joins();
    void namespaceOfTheUrl();
    void auth_data();
    void auth();
    void authLater();
    void authCancelled();
    void authTooLate();
    void authDeletesTheSocket();
    void refused_data();
    void refused();
    void refusedAndAgain();
    void withoutId();
    void eventsReceived_data();
    void eventsReceived();
    void binaryEvents();
    void earlyEvents();
    void earlyEventsAreLimited();
    void wrongArguments();
    void catchAll();
    void catchAllComeAndGo();
    void handlersComeAndGo();
    void reservedNames();
    void disconnectedByTheServer();
    void disconnectedByTheServerAndBack();
    void disconnectsItself();
    void disconnectsBeforeTheAnswer();
    void comesBackBeforeTheAnswer();
    void unexpectedPackets();
    void malformedPackets_data();
    void malformedPackets();
    void packetLimits_data();
    void packetLimits();
    void withoutAutoConnect();
    void msgpack();
    void deletedInHandlers_data();
    void deletedInHandlers();
};

void tst_ClientSocket::joins()
{
    start();
    QVERIFY(socket->isActive());
    QVERIFY(!socket->isConnected());
    QCOMPARE(socket->nsp(), QStringLiteral("/"));
    accept();
    QCOMPARE(peer->next(), "40");
    QVERIFY(events.isEmpty());
    peer->send("40{\"sid\":\"s1\"}");
    QCOMPARE(said(), "connected");
    QVERIFY(socket->isConnected());
    QVERIFY(!socket->isRecovered());
    QCOMPARE(socket->id(), QStringLiteral("s1"));
    QCOMPARE(socket->manager()->state(), Manager::State::Open);
    QCOMPARE(socket->manager()->sessionId(), QStringLiteral("abc"));
    QCOMPARE(socket->manager()->transportName(), QStringLiteral("websocket"));
}

void tst_ClientSocket::namespaceOfTheUrl()
{
    start(quick(), QStringLiteral("/chat?room=1"));
    accept();
    QVERIFY(peer->target().endsWith("&room=1"));
    QCOMPARE(peer->next(), "40/chat,");
    peer->send("40/other,{\"sid\":\"x\"}"); // nobody's
    peer->send("40/chat,{\"sid\":\"s1\"}");
    QCOMPARE(said(), "connected");
    QCOMPARE(socket->id(), QStringLiteral("s1"));
    socket->emitEvent("e", 1);
    QCOMPARE(peer->next(), "42/chat,[\"e\",1]");
}

void tst_ClientSocket::auth_data()
{
    QTest::addColumn<bool>("isFunction");
    QTest::newRow("value") << false;
    QTest::newRow("function") << true;
}

void tst_ClientSocket::auth()
{
    QFETCH(const bool, isFunction);
    ClientOptions options = quick();
    const QCborMap value{{QStringLiteral("token"), QStringLiteral("t")}, {QStringLiteral("a"), 1}};
    if (isFunction)
        options.auth = [value] { return value; };
    else
        options.auth = value;
    start(options);
    accept();
    QCOMPARE(peer->next(), "40{\"token\":\"t\",\"a\":1}"); // in this order
}

void tst_ClientSocket::authLater()
{
    QPromise<QCborMap> promise;
    promise.start();
    ClientOptions options = quick();
    options.auth = [&promise] { return promise.future(); };
    start(options);
    accept();
    peer->send("2");
    QCOMPARE(peer->next(), "3"); // it is there, and says nothing yet
    promise.addResult(QCborMap{{QStringLiteral("token"), QStringLiteral("t")}});
    promise.finish();
    QCOMPARE(peer->next(), "40{\"token\":\"t\"}");
}

void tst_ClientSocket::authCancelled()
{
    ClientOptions options = quick();
    options.auth = [] {
        QPromise<QCborMap> promise;
        promise.start();
        return promise.future(); // the promise dies without an answer
    };
    start(options);
    accept();
    QCOMPARE(said(), "connectError:cancelled");
    QVERIFY(!socket->isActive());
    QVERIFY(peer->waitForClosed()); // nobody needs the connection
}

void tst_ClientSocket::authTooLate()
{
    QPromise<QCborMap> first;
    first.start();
    int asked = 0;
    ClientOptions options = quick();
    options.auth = [&]() -> ValueOrFuture<QCborMap> {
        if (++asked == 1)
            return first.future();
        return QCborMap{{QStringLiteral("n"), asked}};
    };
    start(options);
    accept();
    QTRY_COMPARE(asked, 1);
    peer->abort();
    accept(); // it connects again
    QCOMPARE(peer->next(), "40{\"n\":2}");
    first.addResult(QCborMap{{QStringLiteral("n"), 1}});
    first.finish();
    peer->send("2");
    QCOMPARE(peer->next(), "3");
}

void tst_ClientSocket::authDeletesTheSocket()
{
    ClientOptions options = quick();
    const QString token(100, u't');
    options.auth = [this, token] {
        delete socket; // and the function with it
        return QCborMap{{QStringLiteral("token"), token}};
    };
    start(options);
    accept();
    QTRY_VERIFY(!socket);
    QVERIFY(peer->waitForClosed());
    QVERIFY(peer->hasNothing());
}

void tst_ClientSocket::refused_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QCborValue>("errorData");
    QTest::newRow("message") << QByteArray(R"({"message":"no"})") << QByteArray("no")
                             << QCborValue(QCborValue::Undefined);
    QTest::newRow("message and data")
        << QByteArray(R"({"message":"no","data":{"code":401}})") << QByteArray("no")
        << QCborValue(QCborMap{{QStringLiteral("code"), 401}});
    QTest::newRow("empty") << QByteArray("{}") << QByteArray() << QCborValue(QCborValue::Undefined);
    QTest::newRow("text") << QByteArray("\"no\"") << QByteArray("no")
                          << QCborValue(QCborValue::Undefined);
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QCborValue(QCborValue::Undefined);
}

void tst_ClientSocket::refused()
{
    QFETCH(const QByteArray, data);
    QFETCH(const QByteArray, message);
    start();
    Error error;
    connect(socket, &ClientSocket::connectError, this, [&error](const Error &e) { error = e; });
    accept();
    QCOMPARE(peer->next(), "40");
    peer->send("44" + data);
    QCOMPARE(said(), "connectError:" + message);
    QCOMPARE(error.code(), Error::Code::Custom);
    QTEST(error.data(), "errorData");
    QVERIFY(!socket->isActive());
    QVERIFY(peer->waitForClosed());
    QCOMPARE(socket->manager()->state(), Manager::State::Closed);
    QVERIFY(!socket->manager()->isReconnecting());
}

void tst_ClientSocket::refusedAndAgain()
{
    start();
    reaction = [this](const QByteArray &event) {
        if (event != "connectError:no")
            return;
        socket->setAuth({{QStringLiteral("token"), QStringLiteral("t")}});
        socket->connectToServer();
    };
    accept();
    QCOMPARE(peer->next(), "40");
    peer->send("44{\"message\":\"no\"}");
    QCOMPARE(said(), "connectError:no");
    QCOMPARE(peer->next(), "40{\"token\":\"t\"}"); // over the same connection
    peer->send("40{\"sid\":\"s1\"}");
    QCOMPARE(said(), "connected");
}

void tst_ClientSocket::withoutId()
{
    start();
    accept();
    QCOMPARE(peer->next(), "40");
    peer->send("40");
    QVERIFY(said().startsWith("connectError:the server has sent no id"));
    QVERIFY(!socket->isConnected());
}

void tst_ClientSocket::eventsReceived_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("value") << QByteArray("421[\"sum\",1,2]") << QByteArray("431[3]");
    QTest::newRow("Ack") << QByteArray("422[\"ask\",\"q\"]") << QByteArray("432[\"got q\",42]");
    QTest::newRow("future") << QByteArray("420[\"later\"]") << QByteArray("430[\"late\"]");
    QTest::newRow("not asked for") << QByteArray("42[\"ask\",\"q\"]") << QByteArray();
}

void tst_ClientSocket::eventsReceived()
{
    QFETCH(const QByteArray, event);
    QFETCH(const QByteArray, answer);
    connectSocket();
    socket->on("sum", this, [](int a, int b) { return a + b; });
    socket->on("ask", this,
               [](const QString &q, const Ack &ack) { ack(QStringLiteral("got ") + q, 42); });
    socket->on("later", this, [] {
        QPromise<QString> promise;
        promise.start();
        promise.addResult(QStringLiteral("late"));
        promise.finish();
        return promise.future();
    });
    peer->send(event);
    if (answer.isNull())
        peer->send("2");
    QCOMPARE(peer->next(), answer.isNull() ? "3" : answer);
}

void tst_ClientSocket::binaryEvents()
{
    connectSocket();
    QByteArray received;
    socket->on("bytes", this, [&received](const QByteArray &bytes) {
        received = bytes;
        return bytes;
    });
    peer->send("451-7[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
    peer->sendBinary("\x01\x02");
    QCOMPARE(peer->next(), "461-7[{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(peer->next(), "binary:\x01\x02");
    QCOMPARE(received, "\x01\x02");
    socket->emitEvent("up", QByteArray("\x03"), 1);
    QCOMPARE(peer->next(), "451-[\"up\",{\"_placeholder\":true,\"num\":0},1]");
    QCOMPARE(peer->next(), "binary:\x03");
}

void tst_ClientSocket::earlyEvents()
{
    start();
    socket->on("e", this, [this](int i) {
        record("e" + QByteArray::number(i));
        return i;
    });
    accept();
    QCOMPARE(peer->next(), "40");
    peer->send("42[\"e\",1]");
    peer->send("427[\"e\",2]");
    QVERIFY(peer->sync());
    QVERIFY(events.isEmpty());
    peer->send("40{\"sid\":\"s1\"}");
    peer->send("42[\"e\",3]");
    QCOMPARE(said(), "e1");
    QCOMPARE(said(), "e2");
    QCOMPARE(said(), "connected");
    QCOMPARE(said(), "e3");
    QCOMPARE(peer->next(), "437[2]");
}

void tst_ClientSocket::earlyEventsAreLimited()
{
    ClientOptions options = quick();
    options.maxBufferedEvents = 2;
    options.maxBufferedBytes = 20;
    start(options);
    socket->on("e", this, [this](const QString &s) { record("e:" + s.toUtf8()); });
    accept();
    QCOMPARE(peer->next(), "40");
    peer->send("42[\"e\",\"xxxxxxxxxxxxxxxxxxxx\"]"); // too long
    QCOMPARE(said(), "error:too many events came before the socket was connected");
    peer->send("42[\"e\",\"a\"]");
    peer->send("42[\"e\",\"b\"]");
    peer->send("42[\"e\",\"c\"]"); // too many
    QCOMPARE(said(), "error:too many events came before the socket was connected");
    QCOMPARE(socket->eventsDropped(), 2);
    peer->send("40{\"sid\":\"s1\"}");
    QCOMPARE(said(), "e:a");
    QCOMPARE(said(), "e:b");
    QCOMPARE(said(), "connected");
}

void tst_ClientSocket::wrongArguments()
{
    connectSocket();
    socket->on("sum", this, [](int a, int b) { return a + b; });
    peer->send("421[\"sum\",1]");
    QVERIFY(said().startsWith("error:event \"sum\": "));
    peer->send("422[\"sum\",1,2]");
    QCOMPARE(peer->next(), "432[3]"); // the first one is not acknowledged
}

void tst_ClientSocket::catchAll()
{
    connectSocket();
    socket->onAny(this, [this](const QString &event, const Payload &payload) {
        record("any:" + event.toUtf8() + payload.json());
    });
    socket->onAnyOutgoing(this, [this](const QString &event, const Payload &payload) {
        record("out:" + event.toUtf8() + payload.json());
    });
    connect(socket, &ClientSocket::eventReceived, this,
            [this](const QString &event) { record("received:" + event.toUtf8()); });
    socket->on("in", this, [this](int i) { record("in:" + QByteArray::number(i)); });
    peer->send("42[\"in\",1]");
    QCOMPARE(said(), "any:in1");
    QCOMPARE(said(), "received:in");
    QCOMPARE(said(), "in:1");
    socket->emitEvent("up", 2);
    QCOMPARE(said(), "out:up2");
    socket->offAny();
    socket->offAnyOutgoing();
    QVERIFY(socket->listenersAny().isEmpty());
    QVERIFY(socket->listenersAnyOutgoing().isEmpty());
}

void tst_ClientSocket::catchAllComeAndGo()
{
    connectSocket();
    const auto log = [this](const char *name) {
        return [this, name](const QString &, const Payload &) { record(name); };
    };
    const Subscription second = socket->onAny(this, log("in 2"));
    const Subscription first = socket->prependAny(this, log("in 1"));
    QCOMPARE(socket->listenersAny(), (QList<Subscription>{first, second}));
    const Subscription later = socket->onAnyOutgoing(this, log("out 2"));
    const Subscription sooner = socket->prependAnyOutgoing(this, log("out 1"));
    QCOMPARE(socket->listenersAnyOutgoing(), (QList<Subscription>{sooner, later}));
    socket->emitEvent("e");
    QCOMPARE(events, (QList<QByteArray>{"out 1", "out 2"}));
    events.clear();
    peer->send("42[\"e\"]");
    QCOMPARE(said(), "in 1");
    QCOMPARE(said(), "in 2");
    socket->offAny(first);
    socket->offAnyOutgoing(later);
    QCOMPARE(socket->listenersAny(), QList<Subscription>{second});
    QCOMPARE(socket->listenersAnyOutgoing(), QList<Subscription>{sooner});
}

void tst_ClientSocket::handlersComeAndGo()
{
    connectSocket();
    QByteArray called;
    const auto note = [&called](char c) { return [&called, c] { called += c; }; };
    const Subscription a = socket->on("e", this, note('a'));
    socket->on("e", this, note('b'));
    socket->once("e", this, note('c'));
    socket->on("sync", this, [] { return 0; });
    const auto send = [&] {
        called.clear();
        peer->send("42[\"e\"]");
        peer->send("421[\"sync\"]");
        return peer->next() == "431[0]" ? called : QByteArray("no answer");
    };
    QCOMPARE(send(), "abc");
    QCOMPARE(send(), "ab");
    socket->off("e", a);
    QCOMPARE(send(), "b");
    socket->off("e");
    QCOMPARE(send(), "");
    QCOMPARE(socket->eventNames(), QStringList{QStringLiteral("sync")});
    socket->removeAllListeners();
    QVERIFY(socket->eventNames().isEmpty());
    QTest::ignoreMessage(QtWarningMsg, "ClientSocket::on: the context must not be null");
    QVERIFY(!socket->on("e", static_cast<QObject *>(nullptr), [] {}));
}

void tst_ClientSocket::reservedNames()
{
    connectSocket();
    for (const char *name : {"connect", "connect_error", "disconnect", "disconnecting",
                             "newListener", "removeListener"}) {
        const QByteArray warning
            = QByteArray("emitEvent: \"") + name + "\" is a reserved event name";
        QTest::ignoreMessage(QtWarningMsg, warning.constData());
        QVERIFY(!socket->emitEvent(name));
    }
    socket->emitEvent("error");
    QCOMPARE(peer->next(), "42[\"error\"]");
}

void tst_ClientSocket::disconnectedByTheServer()
{
    connectSocket();
    peer->send("41");
    QCOMPARE(said(), "disconnected:server namespace disconnect");
    QVERIFY(!socket->isActive());
    QVERIFY(socket->id().isEmpty());
    QVERIFY(peer->waitForClosed());
    QVERIFY(!socket->manager()->isReconnecting());
    socket->connectToServer();
    accept();
    letIn("{\"sid\":\"s2\"}");
    QCOMPARE(socket->id(), QStringLiteral("s2"));
}

void tst_ClientSocket::disconnectedByTheServerAndBack()
{
    connectSocket();
    reaction = [this](const QByteArray &event) {
        if (event.startsWith("disconnected"))
            socket->connectToServer();
    };
    peer->send("41");
    QCOMPARE(said(), "disconnected:server namespace disconnect");
    letIn(); // over the same connection
    reaction = {};
}

void tst_ClientSocket::disconnectsItself()
{
    connectSocket();
    socket->emitEvent("last");
    socket->disconnectFromServer();
    QCOMPARE(said(), "disconnected:client namespace disconnect");
    QVERIFY(!socket->isActive());
    QCOMPARE(peer->next(), "42[\"last\"]");
    QCOMPARE(peer->next(), "41");
    QVERIFY(peer->waitForClosed());
    socket->disconnectFromServer();
    QVERIFY(events.isEmpty());
}

void tst_ClientSocket::disconnectsBeforeTheAnswer()
{
    Manager manager(server->url(), quick());
    ClientSocket *other = manager.socket("/other");
    socket = manager.socket();
    observe(socket, {});
    accept();
    QSet<QByteArray> joins{peer->next(), peer->next()};
    QCOMPARE(joins, (QSet<QByteArray>{"40", "40/other,"}));
    peer->send("40/other,{\"sid\":\"o\"}");
    QTRY_VERIFY(other->isConnected());
    socket->disconnectFromServer();
    peer->send("40{\"sid\":\"s1\"}");
    QCOMPARE(peer->next(), "41");
    QVERIFY(!socket->isConnected());
    QVERIFY(events.isEmpty());
}

void tst_ClientSocket::comesBackBeforeTheAnswer()
{
    Manager manager(server->url(), quick());
    ClientSocket *other = manager.socket("/other");
    accept();
    QCOMPARE(peer->next(), "40/other,");
    peer->send("40/other,{\"sid\":\"o\"}");
    QTRY_VERIFY(other->isConnected());
    socket = manager.socket();
    observe(socket, {});
    QCOMPARE(peer->next(), "40");
    socket->disconnectFromServer();
    socket->connectToServer();
    peer->send("40{\"sid\":\"s1\"}"); // a second CONNECT would have been a violation
    QCOMPARE(said(), "connected");
    peer->send("2");
    QCOMPARE(peer->next(), "3");
}

void tst_ClientSocket::unexpectedPackets()
{
    connectSocket();
    peer->send("40{\"sid\":\"s2\"}");
    peer->send("44{\"message\":\"no\"}");
    peer->send("4399[1]");
    peer->send("43[1]");
    peer->send("42/nowhere,[\"e\"]");
    peer->send("42"); // an event without a name
    peer->send("2");
    QCOMPARE(peer->next(), "3");
    QVERIFY(events.isEmpty());
    QCOMPARE(socket->id(), QStringLiteral("s1"));
}

void tst_ClientSocket::malformedPackets_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"4", "4x", "42{}", "42[\"connect\"]", "45", "4511-[\"e\"]"})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("nested deeply")
        << "42[\"e\"," + QByteArray(300, '[') + QByteArray(300, ']') + ']';
    QTest::newRow("binary") << QByteArray("binary");
}

void tst_ClientSocket::malformedPackets()
{
    QFETCH(const QByteArray, text);
    connectSocket();
    text == "binary" ? peer->sendBinary(text) : peer->send(text);
    QCOMPARE(said(), "disconnected:parse error");
    QVERIFY(peer->waitForClosed());
    accept(); // it tries again
    letIn();
}

void tst_ClientSocket::packetLimits_data()
{
    QTest::addColumn<QByteArray>("fine");
    QTest::addColumn<QByteArray>("tooMuch");
    QTest::newRow("maxAttachments")
        << QByteArray("451-[\"e\",{\"_placeholder\":true,\"num\":0}]") << QByteArray("452-[\"e\"]");
    QTest::newRow("maxNestingDepth")
        << QByteArray("42[\"e\",[[1]]]") << QByteArray("42[\"e\",[[[1]]]]");
}

void tst_ClientSocket::packetLimits()
{
    QFETCH(const QByteArray, fine);
    QFETCH(const QByteArray, tooMuch);
    ClientOptions options = quick();
    options.maxAttachments = 1;
    options.maxNestingDepth = 3;
    connectSocket(options);
    socket->on("e", this, [this](const Payload &) { record("e"); });
    peer->send(fine);
    if (fine.startsWith("45"))
        peer->sendBinary("\x01");
    QCOMPARE(said(), "e");
    peer->send(tooMuch);
    QCOMPARE(said(), "disconnected:parse error");
    accept();
    letIn();
}

void tst_ClientSocket::withoutAutoConnect()
{
    ClientOptions options = quick();
    options.autoConnect = false;
    start(options);
    QVERIFY(!socket->isActive());
    QCOMPARE(socket->manager()->state(), Manager::State::Closed);
    socket->connectToServer();
    accept();
    letIn();
}

void tst_ClientSocket::msgpack()
{
    ClientOptions options = quick();
    options.parser = PacketParser::msgpack;
    start(options);
    accept();
    const auto parser = PacketParser::msgpack();
    const auto decoder = parser->createDecoder({});
    const auto next = [&] {
        const QByteArray message = peer->next();
        const auto packet = decoder->decodeBinary(message.mid(7));
        return packet && *packet ? **packet : Packet();
    };
    QCOMPARE(next().type, Packet::Type::Connect);
    Packet answer;
    answer.type = Packet::Type::Connect;
    answer.data = QCborMap{{QStringLiteral("sid"), QStringLiteral("s1")}};
    peer->sendBinary(parser->encode(answer).constFirst().data);
    QCOMPARE(said(), "connected");
    socket->emitEvent("e", 1, QByteArray("\x02"));
    const Packet event = next();
    QCOMPARE(event.event, "e");
    QCOMPARE(event.payload.at(1).toByteArray(), "\x02");
}

void tst_ClientSocket::deletedInHandlers_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("connected") << QByteArray("connected") << QByteArray("40{\"sid\":\"s1\"}");
    QTest::newRow("refused") << QByteArray("connectError:no")
                             << QByteArray("44{\"message\":\"no\"}");
    QTest::newRow("early event") << QByteArray("e") << QByteArray("42[\"e\"]");
    QTest::newRow("event") << QByteArray("e") << QByteArray("42[\"e\"]");
    QTest::newRow("any") << QByteArray("any") << QByteArray("42[\"e\"]");
    QTest::newRow("answer") << QByteArray("answer") << QByteArray("430[1]");
    QTest::newRow("left by the server")
        << QByteArray("disconnected:server namespace disconnect") << QByteArray("41");
    QTest::newRow("malformed") << QByteArray("disconnected:parse error") << QByteArray("4x");
}

void tst_ClientSocket::deletedInHandlers()
{
    QFETCH(const QByteArray, event);
    QFETCH(const QByteArray, text);
    start();
    reaction = [&](const QByteArray &happened) {
        if (happened == event)
            delete socket;
    };
    socket->onAny(this, [this](const QString &, const Payload &) { record("any"); });
    socket->on("e", this, [this] { record("e"); });
    accept();
    QCOMPARE(peer->next(), "40");
    const bool isEarly = QByteArray(QTest::currentDataTag()).startsWith("early");
    if (!isEarly && event != "connected" && !event.startsWith("connectError")) {
        peer->send("40{\"sid\":\"s1\"}");
        QCOMPARE(said(), "connected");
        if (event == "answer")
            socket->emitEvent("q", [this](int) { record("answer"); });
    }
    peer->send(text);
    if (isEarly)
        peer->send("40{\"sid\":\"s1\"}");
    QTRY_VERIFY(!socket);
    QVERIFY(peer->waitForClosed());
}

QTEST_GUILESS_MAIN(tst_ClientSocket)
#include "moc_clientsocketfixture.cpp"
#include "tst_clientsocket.moc"
