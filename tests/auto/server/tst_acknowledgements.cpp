// SPDX-License-Identifier: MIT
#include "serverfixture.h"

#include <QtCore/QPromise>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_Acknowledgements : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void answersByTheServer_data();
    void answersByTheServer();
    void laterAnswers();
    void trap62_onceOnly();
    void trap62_unknownIds();
    void ackOutlivesTheSocket();
    void callbackForms();
    void wrongAnswers();
    void emptyAnswer();
    void binaryAnswers();
    void timeouts();
    void timeoutZero();
    void answersInTime();
    void futureOutlivesItsContext();
    void futures();
    void disconnectionFailsWhatIsPending();
    void deletedAgain();
    void emittingToADisconnectedSocket();
    void idsUpTo53Bits();
};

void tst_Acknowledgements::answersByTheServer_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("Ack") << QByteArray("[\"ack\",\"q\"]") << QByteArray("431[\"got q\",42]");
    QTest::newRow("value") << QByteArray("[\"sum\",1,2]") << QByteArray("431[3]");
    QTest::newRow("text") << QByteArray("[\"text\"]") << QByteArray("431[\"text\"]");
    QTest::newRow("tuple") << QByteArray("[\"tuple\"]") << QByteArray("431[1,\"two\"]");
    QTest::newRow("object") << QByteArray("[\"object\"]") << QByteArray("431[{\"a\":1}]");
    QTest::newRow("payload") << QByteArray("[\"payload\",1,[2]]") << QByteArray("431[1,[2]]");
    QTest::newRow("future") << QByteArray("[\"future\"]") << QByteArray("431[\"later\"]");
    QTest::newRow("void future") << QByteArray("[\"void future\"]") << QByteArray("431[]");
    QTest::newRow("result") << QByteArray("[\"result\"]") << QByteArray("431[5]");
    QTest::newRow("binary") << QByteArray("[\"binary\"]")
                            << QByteArray("461-1[{\"_placeholder\":true,\"num\":0}]");
}

template<typename T>
static QFuture<T> ready(const T &value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(value);
    promise.finish();
    return promise.future();
}

void tst_Acknowledgements::answersByTheServer()
{
    QFETCH(const QByteArray, event);
    WsClient client(port);
    client.join();
    socket->on("ack", this, [](const QString &q, const Ack &ack) {
        if (!ack.isWanted())
            return; // the second time
        ack(QStringLiteral("got ") + q, 42);
    });
    socket->on("sum", this, [](int a, int b) { return a + b; });
    socket->on("text", this, [] { return QStringLiteral("text"); });
    socket->on("tuple", this, [] { return std::tuple(1, QStringLiteral("two")); });
    socket->on("object", this, [] { return QJsonObject{{QStringLiteral("a"), 1}}; });
    socket->on("payload", this, [](const Payload &payload) { return payload; });
    socket->on("future", this, [] { return ready(QStringLiteral("later")); });
    socket->on("void future", this, [] {
        QPromise<void> promise;
        promise.start();
        promise.finish();
        return promise.future();
    });
    socket->on("result", this, [] { return Result<int>(5); });
    socket->on("binary", this, [] { return QByteArray("bytes"); });
    client.send("421" + event);
    QTEST(client.next(), "answer");
    if (event.contains("binary"))
        QCOMPARE(client.next(), "binary:bytes");
    client.send("42" + event); // nobody asks for an answer
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_Acknowledgements::laterAnswers()
{
    WsClient client(port);
    client.join();
    QPromise<QString> promise;
    promise.start();
    Ack kept;
    socket->on("future", this, [&] { return promise.future(); });
    socket->on("ack", this, [&](const Ack &ack) { kept = ack; });
    client.send("425[\"future\"]");
    client.send("426[\"ack\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QVERIFY(!kept.isReplied());
    kept(true);
    QVERIFY(kept.isReplied());
    QCOMPARE(client.next(), "436[true]");
    promise.addResult(QStringLiteral("done"));
    promise.finish();
    QCOMPARE(client.next(), "435[\"done\"]");
}

void tst_Acknowledgements::trap62_onceOnly()
{
    WsClient client(port);
    client.join();
    socket->on("x", this, [](const Ack &ack) {
        ack(1);
        QTest::ignoreMessage(QtWarningMsg,
                             "Ack: an event is answered once; this second answer is ignored");
        ack(2);
    });
    client.send("421[\"x\"]");
    QCOMPARE(client.next(), "431[1]");
    QVERIFY(client.syncsWithNothingBetween());

    int answers = 0;
    socket->emitEvent("q", [&answers] { ++answers; });
    QCOMPARE(client.next(), "420[\"q\"]");
    client.send("430[]");
    client.send("430[]");
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(answers, 1);
}

void tst_Acknowledgements::trap62_unknownIds()
{
    WsClient client(port);
    client.join();
    client.send("4377[1]");
    client.send("43[1]");
    QVERIFY(client.syncsWithNothingBetween());
}

void tst_Acknowledgements::ackOutlivesTheSocket()
{
    Ack kept;
    {
        WsClient client(port);
        client.join();
        socket->on("x", this, [&](const Ack &ack) { kept = ack; });
        client.send("421[\"x\"]");
        QVERIFY(client.syncsWithNothingBetween());
        client.close();
        QTRY_VERIFY(!socket);
    }
    kept(1); // nobody is there: nothing happens
    QVERIFY(kept.isReplied());
}

void tst_Acknowledgements::callbackForms()
{
    WsClient client(port);
    client.join();
    QString text;
    int number = 0;
    Payload raw;
    Error error(Error::Code::Custom, QString());
    Result<QString> typed;
    socket->emitEvent("a", [&](const QString &t, int n) {
        text = t;
        number = n;
    });
    socket->emitEvent("b", 1, [&](const Payload &payload) { raw = payload; });
    socket->emitEvent("c", [&](const Error &e, const QString &t) {
        error = e;
        text += t;
    });
    socket->emitEvent("d", [&](const Result<QString> &result) { typed = result; });
    for (const char *packet : {"420[\"a\"]", "421[\"b\",1]", "422[\"c\"]", "423[\"d\"]"})
        QCOMPARE(client.next(), packet);
    client.send("430[\"t\",7,\"ignored\"]");
    client.send("431[1,2,3]");
    client.send("432[\"u\"]");
    client.send("433[\"v\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(text, QStringLiteral("tu"));
    QCOMPARE(number, 7);
    QCOMPARE(raw.json(), "1,2,3");
    QVERIFY(!error);
    QCOMPARE(typed.valueOr({}), QStringLiteral("v"));
}

void tst_Acknowledgements::wrongAnswers()
{
    WsClient client(port);
    client.join();
    QSignalSpy errors(socket, &Socket::errorOccurred);
    bool called = false;
    Error error;
    socket->emitEvent("a", [&](int) { called = true; });
    socket->emitEvent("b", [&](const Error &e, int) { error = e; });
    client.send("430[\"text\"]");
    client.send("431[]");
    QCOMPARE(client.next(), "420[\"a\"]");
    QCOMPARE(client.next(), "421[\"b\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QVERIFY(!called);
    QCOMPARE(errors.count(), 1);
    QVERIFY(errors.constFirst().constFirst().value<Error>().message().startsWith(
        QStringLiteral("acknowledgement: argument 1 is a string")));
    QCOMPARE(error.code(), Error::Code::InvalidArgument);
}

void tst_Acknowledgements::emptyAnswer()
{
    WsClient client(port);
    client.join();
    std::optional<Payload> answer;
    socket->emitEvent("a", [&](const Payload &payload) { answer = payload; });
    client.send("430");
    QTRY_VERIFY(answer);
    QVERIFY(answer->isEmpty());
}

void tst_Acknowledgements::binaryAnswers()
{
    WsClient client(port);
    client.join();
    QByteArray bytes;
    socket->emitEvent("a", QByteArray("question"), [&](const QByteArray &b) { bytes = b; });
    QCOMPARE(client.next(), "451-0[\"a\",{\"_placeholder\":true,\"num\":0}]");
    client.send("461-0[{\"_placeholder\":true,\"num\":0}]");
    client.sendBinary("answer");
    QTRY_COMPARE(bytes, "answer");
}

void tst_Acknowledgements::timeouts()
{
    WsClient client(port);
    client.join();
    Error error;
    QString text = QStringLiteral("untouched");
    bool plainCalled = false;
    socket->timeout(50ms).emitEvent("a", [&](const Error &e, const QString &t) {
        error = e;
        text = t;
    });
    socket->timeout(50ms).emitEvent("b", [&](const QString &) { plainCalled = true; });
    QTRY_COMPARE(error.code(), Error::Code::Timeout);
    QCOMPARE(error.message(), QStringLiteral("operation has timed out"));
    QCOMPARE(text, QString());
    client.send("430[\"late\"]");
    QCOMPARE(client.next(), "420[\"a\"]");
    QCOMPARE(client.next(), "421[\"b\"]");
    QVERIFY(client.syncsWithNothingBetween());
    QCOMPARE(text, QString());
    QVERIFY(!plainCalled);
}

void tst_Acknowledgements::timeoutZero()
{
    WsClient client(port);
    client.join();
    const auto future = socket->timeout(0ms).emitWithAck("a");
    QVERIFY(!future.isFinished());
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().code(), Error::Code::Timeout);
    QCOMPARE(client.next(), "420[\"a\"]");
}

void tst_Acknowledgements::answersInTime()
{
    WsClient client(port);
    client.join();
    const auto future = socket->timeout(1h).emitWithAck("a", 1);
    QCOMPARE(client.next(), "420[\"a\",1]");
    client.send("430[\"x\",2]");
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result());
    QCOMPARE(future.result()->json(), "\"x\",2");
}

// What happens when clients leave during a slow query.
void tst_Acknowledgements::futureOutlivesItsContext()
{
    WsClient client(port);
    client.join();
    QPromise<int> promise;
    promise.start();
    auto context = std::make_unique<QObject>();
    socket->on("x", context.get(), [&] { return promise.future(); });
    socket->on("x", socket.data(), [&] { return promise.future(); });
    client.send("421[\"x\"]");
    QVERIFY(client.syncsWithNothingBetween());
    context.reset();
    client.close();
    QTRY_VERIFY(!socket);
    promise.addResult(1);
    promise.finish();
    QCoreApplication::processEvents();
}

void tst_Acknowledgements::futures()
{
    WsClient client(port);
    client.join();
    QString seen;
    QFuture<Result<Payload>> future = socket->emitWithAck("a");
    future.then(this, [&](const Result<Payload> &r) { seen = r->at(0).toString(); });
    QCOMPARE(client.next(), "420[\"a\"]");
    client.send("430[\"x\"]");
    QTRY_COMPARE(seen, QStringLiteral("x"));
}

void tst_Acknowledgements::disconnectionFailsWhatIsPending()
{
    WsClient client(port);
    client.join();
    const auto future = socket->emitWithAck("a");
    const auto timed = socket->timeout(1h).emitWithAck("b");
    bool plainCalled = false;
    socket->emitEvent("c", [&] { plainCalled = true; });
    client.send("41");
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().code(), Error::Code::Disconnected);
    QCOMPARE(timed.result().error().code(), Error::Code::Disconnected);
    QVERIFY(!plainCalled);
}

// By the handlers of what fails because the socket is deleted; or one deletes another socket.
void tst_Acknowledgements::deletedAgain()
{
    WsClient first(port);
    first.join();
    const QPointer<Socket> one = socket;
    WsClient second(port);
    second.join();
    const QPointer<Socket> other = socket;
    QVERIFY(one && other && one != other);
    int called = 0;
    const auto handler = [&](const Result<Payload> &answer) {
        QCOMPARE(answer.error().code(), Error::Code::Disconnected);
        ++called;
        delete one;
        delete other;
    };
    one->emitEvent("a", handler);
    one->emitEvent("b", handler);
    other->emitEvent("c", handler);
    delete one;
    QCOMPARE(called, 3);
    QVERIFY(!one && !other);
    QCOMPARE(first.next(), "420[\"a\"]");
    QCOMPARE(first.next(), "421[\"b\"]");
    QCOMPARE(first.next(), "41");
}

void tst_Acknowledgements::emittingToADisconnectedSocket()
{
    WsClient client(port);
    client.join();
    connect(socket, &Socket::disconnected, this, [this] {
        auto future = socket->emitWithAck("late");
        QVERIFY(!future.isFinished());
        future.then(this, [this](const Result<Payload> &answer) {
            QCOMPARE(answer.error().code(), Error::Code::Disconnected);
            reasons << QStringLiteral("answered");
        });
    });
    client.close();
    QTRY_VERIFY(reasons.contains(QStringLiteral("answered")));
}

void tst_Acknowledgements::idsUpTo53Bits()
{
    WsClient client(port);
    client.join();
    socket->on("x", this, [] { return 1; });
    client.send("429007199254740991[\"x\"]");
    QCOMPARE(client.next(), "439007199254740991[1]");
    client.send("42100000000000000000000[\"x\"]");
    QVERIFY(client.waitForClosed()); // it could not be answered truly
}

QTEST_GUILESS_MAIN(tst_Acknowledgements)
#include "moc_serverfixture.cpp"
#include "tst_acknowledgements.moc"
