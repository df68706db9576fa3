// SPDX-License-Identifier: MIT
#include "clientsocketfixture.h"

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_ClientEmitting : public ClientSocketFixture
{
    Q_OBJECT
private Q_SLOTS:
    void verbs();
    void answers();
    void wrongAnswers();
    void timeouts();
    void timeoutsInTheirOrder();
    void ackTimeoutOption();
    void disconnectionFailsWhatIsPending();
    void keptUntilConnected();
    void keptWhileAway();
    void keptAnswersAreNotAbandoned();
    void timedOutWhileKept();
    void limits_data();
    void limits();
    void volatileEvents();
    void retriesInOrder();
    void retriesGiveUp();
    void retriesSurviveTheConnection();
    void retriesAreLimited();
    void volatileIsNotRetried();
    void answersOfAnEarlierConnection();
    void recovery();
    void recoveryFailed();
    void deletedInAHandler();
    void deletedAgain_data();
    void deletedAgain();
    void emitsInHandlers();

private:
    // The connection breaks, and the client is back.
    void reconnect(const QByteArray &data = "{\"sid\":\"s2\"}")
    {
        peer->abort();
        QCOMPARE(said(), "disconnected:transport close");
        accept();
        QCOMPARE(peer->next().left(2), "40");
        peer->send("40" + data);
    }
};

void tst_ClientEmitting::verbs()
{
    connectSocket();
    QVERIFY(
        socket->emitEvent("e", 1, QStringLiteral("two"), QJsonObject{{QStringLiteral("a"), 3}}));
    QCOMPARE(peer->next(), "42[\"e\",1,\"two\",{\"a\":3}]");
    QVERIFY(socket->emitPayload("e", Payload::of(1, QByteArrayLiteral("\x01")), {}));
    QCOMPARE(peer->next(), "451-[\"e\",1,{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(peer->next(), "binary:\x01");
    QVERIFY(socket->send("hello"));
    QCOMPARE(peer->next(), "42[\"message\",\"hello\"]");
    QVERIFY(socket->emitEvent("q", [](int) {}));
    QCOMPARE(peer->next(), "420[\"q\"]");
    const auto future = socket->timeout(1h).emitWithAck("q", 1);
    QCOMPARE(peer->next(), "421[\"q\",1]");
    QVERIFY(!future.isFinished());
}

void tst_ClientEmitting::answers()
{
    connectSocket();
    int sum = 0;
    QString text;
    QByteArray bytes;
    socket->emitEvent("sum", 1, 2, [&sum](int value) { sum = value; });
    socket->emitEvent("text", [&text](const Error &, const QString &value) { text = value; });
    socket->emitEvent("bytes", [&bytes](const Result<QByteArray> &value) { bytes = *value; });
    const QFuture<Result<Payload>> future = socket->emitWithAck("all");
    peer->send("431[\"text\"]"); // in any order
    peer->send("430[3]");
    peer->send("430[4]"); // once only
    peer->send("462-2[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
    peer->sendBinary("\x01");
    peer->sendBinary("\x02");
    peer->send("433[1,2]");
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(sum, 3);
    QCOMPARE(text, QStringLiteral("text"));
    QCOMPARE(bytes, "\x01");
    QCOMPARE(future.result()->json(), "1,2");
}

void tst_ClientEmitting::wrongAnswers()
{
    connectSocket();
    socket->emitEvent("sum", [this](int) { record("called"); });
    peer->send("430[\"three\"]");
    QVERIFY(said().startsWith("error:acknowledgement: "));
    QVERIFY(events.isEmpty());
}

void tst_ClientEmitting::timeouts()
{
    connectSocket();
    const QFuture<Result<Payload>> future = socket->timeout(20ms).emitWithAck("q");
    QCOMPARE(peer->next(), "420[\"q\"]");
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().code(), Error::Code::Timeout);
    QCOMPARE(future.result().error().message(), QStringLiteral("operation has timed out"));
    peer->send("430[1]"); // too late
    const QFuture<Result<Payload>> other = socket->timeout(1h).emitWithAck("q");
    peer->send("431[2]");
    QTRY_VERIFY(other.isFinished());
    QCOMPARE(other.result()->at(0).toInteger(), 2);
    QVERIFY(events.isEmpty());
}

void tst_ClientEmitting::timeoutsInTheirOrder()
{
    connectSocket();
    const auto ask = [this](std::chrono::milliseconds time, const QByteArray &name) {
        socket->timeout(time).emitEvent("q",
                                        [this, name](const Result<Payload> &) { record(name); });
    };
    ask(60ms, "third");
    ask(20ms, "first");
    ask(40ms, "second");
    ask(1h, "never");
    ask(0ms, "at once");
    QVERIFY(events.isEmpty());
    for (const char *name : {"at once", "first", "second", "third"})
        QCOMPARE(said(), name);
}

void tst_ClientEmitting::ackTimeoutOption()
{
    ClientOptions options = quick();
    options.ackTimeout = 20ms;
    connectSocket(options);
    const auto usual = socket->emitWithAck("q");
    const auto longer = socket->timeout(1h).emitWithAck("q");
    QTRY_VERIFY(usual.isFinished());
    QCOMPARE(usual.result().error().code(), Error::Code::Timeout);
    QVERIFY(!longer.isFinished());
}

void tst_ClientEmitting::disconnectionFailsWhatIsPending()
{
    connectSocket();
    socket->emitEvent("q", [this](const Result<Payload> &answer) {
        record("answer:" + answer.error().message().toUtf8());
    });
    const auto future = socket->emitWithAck("q");
    peer->abort();
    QCOMPARE(said(), "answer:the socket has been disconnected");
    QCOMPARE(said(), "disconnected:transport close");
    QCOMPARE(future.result().error().code(), Error::Code::Disconnected);
    accept();
    letIn();
}

void tst_ClientEmitting::keptUntilConnected()
{
    start();
    socket->emitEvent("a", 1);
    socket->emitEvent("b", QByteArray("\x01"),
                      [this](int i) { record("answer:" + QByteArray::number(i)); });
    connect(socket, &ClientSocket::connected, this, [this] { socket->emitEvent("c"); });
    accept();
    QCOMPARE(peer->next(), "40");
    peer->send("40{\"sid\":\"s1\"}");
    QCOMPARE(peer->next(), "42[\"a\",1]");
    QCOMPARE(peer->next(), "451-0[\"b\",{\"_placeholder\":true,\"num\":0}]");
    QCOMPARE(peer->next(), "binary:\x01");
    QCOMPARE(peer->next(), "42[\"c\"]");
    peer->send("430[5]");
    QCOMPARE(said(), "connected");
    QCOMPARE(said(), "answer:5");
}

void tst_ClientEmitting::keptWhileAway()
{
    connectSocket();
    connect(socket, &ClientSocket::disconnected, this, [this] { socket->emitEvent("away"); });
    reconnect();
    QCOMPARE(peer->next(), "42[\"away\"]");
    QCOMPARE(said(), "connected");
}

void tst_ClientEmitting::keptAnswersAreNotAbandoned()
{
    start();
    accept();
    QCOMPARE(peer->next(), "40");
    const auto future = socket->emitWithAck("q");
    peer->abort(); // before it was connected
    accept();
    letIn();
    QCOMPARE(peer->next(), "420[\"q\"]");
    peer->send("430[1]");
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result());
}

void tst_ClientEmitting::timedOutWhileKept()
{
    start();
    const auto future = socket->timeout(20ms).emitWithAck("q");
    socket->emitEvent("other");
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().code(), Error::Code::Timeout);
    accept();
    letIn();
    QCOMPARE(peer->next(), "42[\"other\"]"); // and nothing before it
}

void tst_ClientEmitting::limits_data()
{
    QTest::addColumn<int>("maxEvents");
    QTest::addColumn<qint64>("maxBytes");
    QTest::newRow("number") << 2 << qint64(1000);
    QTest::newRow("bytes") << 1000 << qint64(10); // "e" and four digits each
}

void tst_ClientEmitting::limits()
{
    QFETCH(const int, maxEvents);
    QFETCH(const qint64, maxBytes);
    ClientOptions options = quick();
    options.maxBufferedEvents = maxEvents;
    options.maxBufferedBytes = maxBytes;
    start(options);
    QVERIFY(socket->emitEvent("e", 1001));
    QVERIFY(socket->emitEvent("e", 1002));
    const auto dropped = socket->emitWithAck("e", 1003);
    QVERIFY(events.isEmpty()); // not in the middle of the call
    QCOMPARE(said(), "error:too many events wait for the connection");
    QTRY_VERIFY(dropped.isFinished());
    QCOMPARE(dropped.result().error().code(), Error::Code::LimitExceeded);
    QCOMPARE(socket->eventsDropped(), 1);
    accept();
    letIn();
    QCOMPARE(peer->next(), "42[\"e\",1001]");
    QCOMPARE(peer->next(), "42[\"e\",1002]");
    socket->emitEvent("e", 1004); // there is room again
    QCOMPARE(peer->next(), "42[\"e\",1004]");
}

void tst_ClientEmitting::volatileEvents()
{
    start();
    socket->asVolatile().emitEvent("away");
    const auto answer = socket->asVolatile().emitWithAck("away");
    QCOMPARE(socket->volatileDropped(), 2);
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result().error().code(), Error::Code::Disconnected);
    accept();
    QTRY_COMPARE(socket->manager()->state(), Manager::State::Open);
    socket->asVolatile().emitEvent("not in the namespace yet");
    QCOMPARE(socket->volatileDropped(), 3);
    letIn();
    QTRY_COMPARE(socket->manager()->bytesQueued(), 0);
    socket->emitEvent("first");
    socket->asVolatile().emitEvent("in the same turn");
    QCOMPARE(socket->volatileDropped(), 4);
    QCOMPARE(peer->next(), "42[\"first\"]");
    peer->send("2");
    QCOMPARE(peer->next(), "3");
    QVERIFY(QTest::qWaitFor([this] { // as soon as it is writable again
        const quint64 before = socket->volatileDropped();
        socket->asVolatile().emitEvent("tick");
        return socket->volatileDropped() == before;
    }));
    QCOMPARE(peer->next(), "42[\"tick\"]");
}

void tst_ClientEmitting::retriesInOrder()
{
    ClientOptions options = quick();
    options.retries = 3;
    options.ackTimeout = 50ms;
    connectSocket(options);
    int answer = 0;
    socket->emitEvent("a", [&answer](int value) { answer = value; });
    socket->emitEvent("b");
    QCOMPARE(peer->next(), "420[\"a\"]");
    QCOMPARE(peer->next(), "421[\"a\"]"); // again, before anything else
    peer->send("431[7]");
    QCOMPARE(peer->next(), "422[\"b\"]");
    QCOMPARE(answer, 7);
    peer->send("430[8]"); // the answer to the first try is too late
    peer->send("432[]");
    socket->emitEvent("c");
    QCOMPARE(peer->next(), "423[\"c\"]");
    QCOMPARE(answer, 7);
    peer->send("433[]");
}

void tst_ClientEmitting::retriesGiveUp()
{
    ClientOptions options = quick();
    options.retries = 2;
    options.ackTimeout = 10ms;
    connectSocket(options);
    const auto future = socket->emitWithAck("a");
    socket->timeout(1h).emitEvent("b");
    for (int i = 0; i < 3; ++i) // once, and two retries
        QCOMPARE(peer->next(), "42" + QByteArray::number(i) + "[\"a\"]");
    QCOMPARE(peer->next(), "423[\"b\"]");
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().code(), Error::Code::Timeout);
    peer->send("433[]");
}

void tst_ClientEmitting::retriesSurviveTheConnection()
{
    ClientOptions options = quick();
    options.retries = 10;
    connectSocket(options);
    const auto future = socket->emitWithAck("a", 1);
    socket->emitEvent("b");
    QCOMPARE(peer->next(), "420[\"a\",1]");
    reconnect();
    QCOMPARE(peer->next(), "421[\"a\",1]");
    QVERIFY(!future.isFinished());
    peer->send("431[2]");
    QCOMPARE(peer->next(), "422[\"b\"]");
    peer->send("432[]");
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result()->at(0).toInteger(), 2);
    QCOMPARE(said(), "connected");
}

void tst_ClientEmitting::retriesAreLimited()
{
    ClientOptions options = quick();
    options.retries = 10;
    options.maxBufferedEvents = 1;
    connectSocket(options);
    socket->emitEvent("a");
    const auto dropped = socket->emitWithAck("b");
    QCOMPARE(said(), "error:too many events wait for the connection");
    QTRY_VERIFY(dropped.isFinished());
    QCOMPARE(dropped.result().error().code(), Error::Code::LimitExceeded);
    QCOMPARE(peer->next(), "420[\"a\"]");
}

void tst_ClientEmitting::volatileIsNotRetried()
{
    ClientOptions options = quick();
    options.retries = 10;
    connectSocket(options);
    QTRY_COMPARE(socket->manager()->bytesQueued(), 0);
    QVERIFY(QTest::qWaitFor([this] {
        const quint64 before = socket->volatileDropped();
        socket->asVolatile().emitEvent("tick");
        return socket->volatileDropped() == before;
    }));
    QCOMPARE(peer->next(), "42[\"tick\"]"); // without an id
}

void tst_ClientEmitting::answersOfAnEarlierConnection()
{
    connectSocket();
    Ack kept;
    socket->on("q", this, [&kept](const Ack &ack) { kept = ack; });
    peer->send("425[\"q\"]");
    QTRY_VERIFY(kept.isWanted());
    reconnect();
    QCOMPARE(said(), "connected");
    kept(1); // the server of now has asked nothing
    socket->emitEvent("e");
    QCOMPARE(peer->next(), "42[\"e\"]");
}

void tst_ClientEmitting::recovery()
{
    start();
    socket->on("e", this, [this](int i) { record("e" + QByteArray::number(i)); });
    accept();
    QCOMPARE(peer->next(), "40");
    peer->send("40{\"sid\":\"s1\",\"pid\":\"p1\"}");
    QCOMPARE(said(), "connected");
    peer->send("42[\"e\",1,\"o1\"]");
    peer->send("42[\"e\",2,\"o2\"]");
    QCOMPARE(said(), "e1");
    QCOMPARE(said(), "e2");
    peer->abort();
    QCOMPARE(said(), "disconnected:transport close");
    accept();
    QCOMPARE(peer->next(), "40{\"pid\":\"p1\",\"offset\":\"o2\"}");
    peer->send("42[\"e\",3,\"o3\"]"); // what it missed comes first
    peer->send("40{\"sid\":\"s1\",\"pid\":\"p1\"}");
    QCOMPARE(said(), "e3");
    QCOMPARE(said(), "connected");
    QVERIFY(socket->isRecovered());
    QCOMPARE(socket->id(), QStringLiteral("s1"));
    peer->abort();
    QCOMPARE(said(), "disconnected:transport close");
    accept();
    QCOMPARE(peer->next(), "40{\"pid\":\"p1\",\"offset\":\"o3\"}");
}

void tst_ClientEmitting::recoveryFailed()
{
    ClientOptions options = quick();
    options.auth = {{QStringLiteral("token"), QStringLiteral("t")}};
    start(options);
    socket->on("e", this, [] {});
    accept();
    QCOMPARE(peer->next(), "40{\"token\":\"t\"}");
    peer->send("40{\"sid\":\"s1\",\"pid\":\"p1\"}");
    peer->send("42[\"e\",\"o1\"]");
    QCOMPARE(said(), "connected");
    QVERIFY(peer->sync());
    peer->abort();
    QCOMPARE(said(), "disconnected:transport close");
    accept();
    QCOMPARE(peer->next(), "40{\"pid\":\"p1\",\"offset\":\"o1\",\"token\":\"t\"}");
    peer->send("40{\"sid\":\"s2\",\"pid\":\"p2\"}"); // another one
    QCOMPARE(said(), "connected");
    QVERIFY(!socket->isRecovered());
    peer->abort();
    QCOMPARE(said(), "disconnected:transport close");
    accept();
    // The offset was the other session's.
    QCOMPARE(peer->next(), "40{\"pid\":\"p2\",\"token\":\"t\"}");
}

void tst_ClientEmitting::deletedInAHandler()
{
    ClientOptions options = quick();
    options.retries = 1;
    options.ackTimeout = 5ms;
    connectSocket(options);
    int called = 0;
    const auto handler = [this, &called](const Result<Payload> &) {
        if (++called == 1)
            delete socket; // which fails the other one
    };
    socket->emitEvent("a", handler);
    socket->emitEvent("b", handler);
    QTRY_VERIFY(!socket);
    QCOMPARE(called, 2);
}

void tst_ClientEmitting::deletedAgain_data()
{
    QTest::addColumn<int>("retries");
    QTest::addColumn<QByteArray>("what");
    for (const char *what : {"socket", "parent", "manager"}) {
        QTest::addRow("%s", what) << 0 << QByteArray(what);
        QTest::addRow("%s, retries", what) << 1 << QByteArray(what);
    }
}

// By the handlers of what fails because it is deleted.
void tst_ClientEmitting::deletedAgain()
{
    QFETCH(const int, retries);
    QFETCH(const QByteArray, what);
    ClientOptions options = quick();
    options.retries = retries;
    connectSocket(options);
    const QPointer<QObject> parent = new QObject(this);
    const QPointer<Manager> manager = socket->manager();
    socket->setParent(parent);
    int called = 0;
    const auto handler = [&](const Result<Payload> &answer) {
        QCOMPARE(answer.error().code(), Error::Code::Disconnected);
        ++called;
        if (what == "socket")
            delete socket;
        else if (what == "parent")
            delete parent;
        else
            delete manager;
    };
    socket->emitEvent("a", handler);
    socket->emitEvent("b", handler);
    delete socket;
    QCOMPARE(called, 2);
    QVERIFY(!socket && !manager);
    delete parent;
}

void tst_ClientEmitting::emitsInHandlers()
{
    connectSocket();
    socket->emitEvent("q", [this](const Result<Payload> &) { socket->emitEvent("again"); });
    peer->abort();
    QCOMPARE(said(), "disconnected:transport close");
    accept();
    QCOMPARE(peer->next(), "40");
    peer->send("40{\"sid\":\"s2\"}");
    QCOMPARE(peer->next(), "42[\"again\"]");
    QCOMPARE(said(), "connected");
}

QTEST_GUILESS_MAIN(tst_ClientEmitting)
#include "moc_clientsocketfixture.cpp"
#include "tst_clientemitting.moc"
