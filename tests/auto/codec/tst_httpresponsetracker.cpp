// SPDX-License-Identifier: MIT
#include "codec/httpresponsetracker_p.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

class tst_HttpResponseTracker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void end_data();
    void end();
    void unasked();
    void severalResponses();
};

void tst_HttpResponseTracker::end_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<bool>("ends");
    QTest::addColumn<bool>("closes");
    const auto row = [](const char *name, const char *method, const QByteArray &response, bool ends,
                        bool closes) {
        QTest::newRow(name) << QByteArray(method) << response << ends << closes;
    };
    row("Content-Length", "GET", "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc", true, false);
    row("no reason", "GET", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", true, false);
    row("LF only", "GET", "HTTP/1.1 200 OK\nContent-Length: 1\n\na", true, false);
    row("chunked", "GET",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x\r\nabc\r\nA\r\n0123456789\r\n"
        "0\r\nTrailer: y\r\n\r\n",
        true, false);
    row("chunked beats Content-Length", "GET",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
        "0\r\n\r\n",
        true, false);
    row("other coding", "GET",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: gzip\r\n\r\nabc", false, true);
    row("HEAD", "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", true, false);
    row("HEAD, chunked", "HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", true,
        false);
    row("204", "GET", "HTTP/1.1 204 No Content\r\n\r\n", true, false);
    row("304", "GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", true, false);
    row("100, then 200", "POST",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na", true, false);
    row("103, then 404", "GET",
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 404 Not Found\r\n"
        "Content-Length: 0\r\n\r\n",
        true, false);
    row("101", "GET", "HTTP/1.1 101 Switching Protocols\r\n\r\nanything", false, true);
    row("until the close", "GET", "HTTP/1.1 200 OK\r\n\r\nabc", false, true);
    row("Connection: close", "GET",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: foo, Close\r\n\r\n", true, true);
    row("1.0", "GET", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", true, true);
    row("1.0 keep-alive", "GET",
        "HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n", true, false);
    row("no HTTP", "GET", "garbage\r\n\r\n", false, true);
    row("bad chunk size", "GET",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n0\r\n\r\n", false, true);
    row("bad Content-Length", "GET", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", false, true);
    row("half a head", "GET", "HTTP/1.1 200 OK\r\nContent-", false, false);
    row("half a body", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", false, false);
    row("endless line", "GET", "HTTP/1.1 200 " + QByteArray(70'000, 'x'), false, true);
}

void tst_HttpResponseTracker::end()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, response);
    QFETCH(bool, ends);
    QFETCH(bool, closes);
    HttpResponseTracker whole;
    whole.expect(method);
    QCOMPARE(whole.feed(response + (ends ? "next" : "")), response.size());
    QCOMPARE(whole.isAwaiting(), !ends);
    QCOMPARE(whole.closesConnection(), closes);

    HttpResponseTracker bytewise;
    bytewise.expect(method);
    for (qsizetype i = 0; i < response.size(); ++i) {
        QVERIFY(bytewise.isAwaiting());
        QCOMPARE(bytewise.feed(QByteArrayView(response).sliced(i, 1)), 1);
    }
    QCOMPARE(bytewise.isAwaiting(), !ends);
    QCOMPARE(bytewise.closesConnection(), closes);
}

void tst_HttpResponseTracker::unasked()
{
    HttpResponseTracker tracker;
    QVERIFY(!tracker.isAwaiting());
    QCOMPARE(tracker.feed("HTTP/1.1 200 OK\r\n"), 0);
}

void tst_HttpResponseTracker::severalResponses()
{
    HttpResponseTracker tracker;
    tracker.expect("HEAD");
    tracker.feed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n");
    QVERIFY(tracker.closesConnection());
    tracker.expect("GET");
    tracker.feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n");
    QVERIFY(!tracker.isAwaiting());
    QVERIFY(!tracker.closesConnection());
    tracker.expect("GET");
    QCOMPARE(tracker.feed("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"), 39);
    QVERIFY(!tracker.isAwaiting());
}

QTEST_GUILESS_MAIN(tst_HttpResponseTracker)

#include "tst_httpresponsetracker.moc"
