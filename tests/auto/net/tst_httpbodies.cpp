// SPDX-License-Identifier: MIT
#include "httpfixture.h"

#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

// Requests with bodies, to handlers that want them and to others.
class tst_HttpBodies : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void bodyIsReadOnDemand();
    void bodyLater();
    void emptyBody();
    void chunkedBody();
    void expectContinue();
    void expectContinueUnasked();
    void bodyAtLimit();
    void trap15_bodyOverLimit_data();
    void trap15_bodyOverLimit();
    void hugeContentLengthAllocatesNothing();
    void unreadBodyIsDrained();
    void malformedChunk();
    void notFound();
    void notFoundDrainsBody();
    void notFoundWithLargeBody();
    void bodyTimeout();
};

void tst_HttpBodies::bodyIsReadOnDemand()
{
    Fixture f;
    f.handler.onRequest = {};
    f.send(post("/io", QByteArray(300'000, 'b')));
    QVERIFY(f.handler.bodies.isEmpty());
    QVERIFY(f.peer->unread() > 200'000);
    f.handler.exchange->readBody(1'000'000);
    QVERIFY(f.handler.bodies.isEmpty()); // never from inside the call
    f.turn();
    f.peer->inject({});
    QCOMPARE(f.handler.bodies, QList<QByteArray>{QByteArray(300'000, 'b')});
    f.handler.answer("ok");
    QCOMPARE(f.response().header("Connection"), QByteArray("keep-alive"));
}

void tst_HttpBodies::bodyLater()
{
    Fixture f;
    f.handler.onRequest = [](HttpExchange *exchange) { exchange->readBody(10); };
    f.send("POST /io HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
    QVERIFY(f.handler.bodies.isEmpty());
    f.send("cd" + get("/io/2"));
    QCOMPARE(f.handler.bodies, QList<QByteArray>{"abcd"});
    f.handler.answer("1");
    f.turn();
    QCOMPARE(f.handler.targets.last(), QByteArray("/io/2"));
}

void tst_HttpBodies::emptyBody()
{
    Fixture f;
    f.handler.onRequest = [](HttpExchange *exchange) { exchange->readBody(10); };
    f.handler.onBody = [&f](const QByteArray &) { f.handler.answer("ok"); };
    f.send(post("/io", {}) + get("/io"));
    QCOMPARE(f.handler.bodies, (QList<QByteArray>{{}, {}}));
    QCOMPARE(f.response().header("Connection"), QByteArray("keep-alive"));
    QCOMPARE(f.response().status, 200);
}

void tst_HttpBodies::chunkedBody()
{
    Fixture f;
    f.handler.onRequest = [](HttpExchange *exchange) { exchange->readBody(10); };
    f.handler.onBody = [&f](const QByteArray &body) { f.handler.answer(body); };
    f.send("POST /io HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
           "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nTrailer: t\r\n\r\n"
           + get("/io/next"));
    QCOMPARE(f.response().body, QByteArray("abcdefg"));
    QCOMPARE(f.handler.targets.last(), QByteArray("/io/next"));
}

void tst_HttpBodies::expectContinue()
{
    Fixture f;
    f.handler.onRequest = [](HttpExchange *exchange) { exchange->readBody(10); };
    f.handler.onBody = [&f](const QByteArray &body) { f.handler.answer(body); };
    f.send("POST /io HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(f.peer->takeWritten(), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    f.send("ab");
    QCOMPARE(f.response().body, QByteArray("ab"));
}

void tst_HttpBodies::expectContinueUnasked()
{
    Fixture f;
    f.send("POST /io HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    const RawResponse response = f.response();
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Connection"), QByteArray("close"));
}

void tst_HttpBodies::bodyAtLimit()
{
    Fixture f;
    f.handler.onRequest = [](HttpExchange *exchange) { exchange->readBody(5); };
    f.handler.onBody = [&f](const QByteArray &body) { f.handler.answer(body); };
    f.send(post("/io", "12345"));
    QCOMPARE(f.response().body, QByteArray("12345"));
    QCOMPARE(f.handler.tooLarge, 0);
}

void tst_HttpBodies::trap15_bodyOverLimit_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("Content-Length") << post("/io", "123456");
    QTest::newRow("before it is complete")
        << QByteArray("POST /io HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n123456");
    QTest::newRow("chunked") << QByteArray(
        "POST /io HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\n123\r\n3\r\n456\r\n");
}

void tst_HttpBodies::trap15_bodyOverLimit()
{
    QFETCH(QByteArray, request);
    Fixture f;
    f.handler.onRequest = [](HttpExchange *exchange) { exchange->readBody(5); };
    f.handler.onTooLarge = [&f] { f.handler.answer({}, 413); };
    f.send(request);
    QCOMPARE(f.handler.tooLarge, 1);
    QVERIFY(f.handler.bodies.isEmpty());
    const RawResponse response = f.response();
    QCOMPARE(response.status, 413);
    QCOMPARE(response.header("Connection"), QByteArray("close"));
    // What the client still sends is read, so that no reset outruns the answer.
    QVERIFY(!f.peer->isEnded());
    f.send(QByteArray(10'000, 'x'));
    QCOMPARE(f.peer->unread(), 0);
    QVERIFY(!f.peer->isEnded());
    f.pass(2s);
    QVERIFY(f.peer->isClosed());
    QVERIFY(f.peer->takeWritten().isEmpty());
}

void tst_HttpBodies::hugeContentLengthAllocatesNothing()
{
    Fixture f;
    f.handler.onRequest = [](HttpExchange *exchange) { exchange->readBody(qint64(1) << 60); };
    f.send("POST /io HTTP/1.1\r\nHost: a\r\nContent-Length: 1152921504606846975\r\n\r\nabc");
    QVERIFY(!f.response().isValid());
    f.peer->close();
    QCOMPARE(f.handler.aborted, 1);
}

void tst_HttpBodies::unreadBodyIsDrained()
{
    Fixture f;
    f.send("POST /io HTTP/1.1\r\nHost: a\r\nContent-Length: 99000000\r\n\r\nabc");
    QCOMPARE(f.response().header("Connection"), QByteArray("close"));
    QVERIFY(!f.peer->isEnded());
    for (int i = 0; i < 6; ++i)
        f.send(QByteArray(50'000, 'x'));
    QVERIFY(f.peer->isClosed()); // 256 KiB are enough
    QCOMPARE(f.door->connectionCount(), 1);
    f.peer->close();
    QCOMPARE(f.door->connectionCount(), 0);
}

void tst_HttpBodies::malformedChunk()
{
    Fixture f;
    f.handler.onRequest = [](HttpExchange *exchange) { exchange->readBody(10); };
    f.send("POST /io HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    QCOMPARE(f.handler.aborted, 1);
    QCOMPARE(f.response().status, 400);
}

void tst_HttpBodies::notFound()
{
    Fixture f;
    f.send(get("/"));
    const RawResponse response = f.response();
    QCOMPARE(response.status, 404);
    QCOMPARE(response.header("Content-Length"), QByteArray("0"));
    QCOMPARE(response.header("Connection"), QByteArray("keep-alive"));
    f.send(get("/io"));
    QCOMPARE(f.response().status, 200);
}

void tst_HttpBodies::notFoundDrainsBody()
{
    Fixture f;
    f.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
    QCOMPARE(f.response().status, 404);
    f.send("67890" + get("/io"));
    QCOMPARE(f.response().status, 200);
    // A body that does not come is waited for, but not forever, and answered only once.
    f.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
    QCOMPARE(f.response().status, 404);
    f.pass(60s);
    f.pass(2s);
    QVERIFY(f.peer->isClosed());
    QVERIFY(f.peer->takeWritten().isEmpty());
}

void tst_HttpBodies::notFoundWithLargeBody()
{
    Fixture f;
    f.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n12345");
    const RawResponse response = f.response();
    QCOMPARE(response.status, 404);
    QCOMPARE(response.header("Connection"), QByteArray("close"));
}

void tst_HttpBodies::bodyTimeout()
{
    Fixture f;
    f.handler.onRequest = [](HttpExchange *exchange) { exchange->readBody(1000); };
    f.send("POST /io HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n");
    for (int i = 0; i < 59; ++i) {
        f.pass(1s);
        f.send("x");
        QVERIFY(f.handler.aborted == 0);
    }
    f.pass(1s);
    QCOMPARE(f.handler.aborted, 1);
    QCOMPARE(f.response().status, 408);
}

QTEST_GUILESS_MAIN(tst_HttpBodies)

#include "tst_httpbodies.moc"
