// SPDX-License-Identifier: MIT
#include "enginefixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using namespace std::chrono_literals;

class tst_Polling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void trap8_handshake();
    void handshakeHeaders();
    void xssProtection_data();
    void xssProtection();

    void packetsOfATurnShareAnAnswer();
    void onlyTheFirstPacketOfATurnFindsItWritable();
    void getAfterSend();
    void binaryAsBase64();
    void encodedText();

    void postPackets_data();
    void postPackets();
    void postAnswer();
    void chunkedPost();
    void trap15_bodyOverLimit();
    void trap15_chunkedBodyOverLimit();
    void trap16_malformedPayload();
    void trap16_earlierPacketsAreDelivered();
    void trap17_octetStream();
    void octetStreamWithParametersIsText();
    void trap18_overlappingGets();
    void overlappingPosts();
    void trap19_otherMethods_data();
    void trap19_otherMethods();
    void trap20_closePacketReleasesGet();
    void trap25_messageWithoutData();
    void trap95_limitCountsBytes();
    void abortedGet();
    void abortedPost();
    void closingHandlerInsideAPost();
    void sendFromInsideAPost();
    void highWaterMark();
    void highWaterMarkCountsEmptyPackets();
    void aLargeMessageIsNoOverflow();
};

void tst_Polling::trap8_handshake()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const RawResponse response = client.get(EngineFixture::polling());
    QCOMPARE(response.status, 200);
    const QByteArray expected = "0{\"sid\":\"" + fixture.session->id().toLatin1()
        + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000,"
          "\"maxPayload\":1000000}";
    QCOMPARE(response.body, expected);
    QCOMPARE(response.body.size(), 118);
}

void tst_Polling::handshakeHeaders()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const RawResponse response = client.get(EngineFixture::polling());
    QCOMPARE(response.header("Content-Type"), QByteArray("text/plain; charset=UTF-8"));
    QCOMPARE(response.header("Content-Length"), QByteArray("118"));
    QCOMPARE(response.header("cache-control"), QByteArray("no-store"));
    QVERIFY(!response.hasHeader("Set-Cookie"));
    QVERIFY(!response.hasHeader("X-XSS-Protection"));
    QVERIFY(!response.hasHeader("Access-Control-Allow-Origin"));
}

void tst_Polling::xssProtection_data()
{
    QTest::addColumn<QByteArray>("userAgent");
    QTest::addColumn<bool>("isExpected");
    QTest::newRow("Trident") << QByteArray("Mozilla/5.0 (Windows NT 6.3; Trident/7.0; rv:11.0)")
                             << true;
    QTest::newRow(";MSIE") << QByteArray("Mozilla/5.0 (compatible;MSIE 9.0)") << true;
    QTest::newRow("; MSIE") << QByteArray("Mozilla/5.0 (compatible; MSIE 9.0)") << false;
    QTest::newRow("other") << QByteArray("curl/8") << false;
}

void tst_Polling::xssProtection()
{
    QFETCH(const QByteArray, userAgent);
    QFETCH(const bool, isExpected);
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray header = "User-Agent: " + userAgent + "\r\n";
    const QByteArray expected = isExpected ? "0" : "";
    QCOMPARE(client.get(EngineFixture::polling(), header).header("X-XSS-Protection"), expected);
    const QByteArray target = EngineFixture::polling(fixture.sid());
    QCOMPARE(client.post(target, "4x", header).header("X-XSS-Protection"), expected);
}

void tst_Polling::packetsOfATurnShareAnAnswer()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    client.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_VERIFY(fixture.session->isWritable());
    fixture.session->sendText("a");
    fixture.session->sendText("b");
    fixture.session->sendText("c");
    QCOMPARE(client.receive().body,
             QByteArray("4a\x1e"
                        "4b\x1e"
                        "4c"));
}

void tst_Polling::onlyTheFirstPacketOfATurnFindsItWritable()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    QVERIFY(!fixture.session->isWritable()); // no GET
    QCOMPARE(fixture.session->sendText("a"), Session::SendStatus::Backpressure);
    QCOMPARE(client.get(EngineFixture::polling(sid)).body, QByteArray("4a"));

    client.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_VERIFY(fixture.session->isWritable());
    QSignalSpy drained(fixture.session, &Session::drained);
    QCOMPARE(fixture.session->sendText("b"), Session::SendStatus::Queued);
    QVERIFY(!fixture.session->isWritable());
    QCOMPARE(fixture.session->bytesQueued(), 1);
    QCOMPARE(fixture.session->sendText("c"), Session::SendStatus::Backpressure);
    QCOMPARE(drained.count(), 0);
    QCOMPARE(client.receive().body,
             QByteArray("4b\x1e"
                        "4c"));
    QCOMPARE(drained.count(), 1);
    QCOMPARE(fixture.session->bytesQueued(), 0);
}

void tst_Polling::getAfterSend()
{
    EngineFixture fixture;
    QObject::connect(fixture.engine, &Engine::connection, [](Session *session) {
        session->sendText("hello");
        session->sendText("you");
    });
    RawHttpClient client(fixture.port());
    // The handshake's answer is the open packet alone.
    const QByteArray sid = fixture.open(client);
    QVERIFY(!sid.isEmpty());
    QCOMPARE(fixture.session->bytesQueued(), 8);
    QCOMPARE(client.get(EngineFixture::polling(sid)).body,
             QByteArray("4hello\x1e"
                        "4you"));
}

void tst_Polling::binaryAsBase64()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    fixture.session->sendBinary(QByteArray("\x01\x02\x03\x04", 4));
    fixture.session->sendText("x");
    QCOMPARE(client.get(EngineFixture::polling(sid)).body,
             QByteArray("bAQIDBA==\x1e"
                        "4x"));
}

void tst_Polling::encodedText()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    fixture.session->sendText("€é😀");
    const RawResponse response = client.get(EngineFixture::polling(sid));
    QCOMPARE(response.body, QByteArray("4€é😀"));
    QCOMPARE(response.header("Content-Length"), QByteArray("10"));
}

void tst_Polling::postPackets_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArrayList>("messages");
    QTest::newRow("one") << QByteArray("4hello") << QByteArrayList{"hello"};
    QTest::newRow("several") << QByteArray("4a\x1e"
                                           "4b\x1e"
                                           "4c")
                             << QByteArrayList{"a", "b", "c"};
    QTest::newRow("binary") << QByteArray("bAQIDBA==") << QByteArrayList{"b:01020304"};
    QTest::newRow("mixed") << QByteArray("4a\x1e"
                                         "bAQ==\x1e"
                                         "4b")
                           << QByteArrayList{"a", "b:01", "b"};
    QTest::newRow("empty binary") << QByteArray("b") << QByteArrayList{"b:"};
    QTest::newRow("UTF-8") << QByteArray("4€é😀") << QByteArrayList{"€é😀"};
    QTest::newRow("invalid UTF-8") << QByteArray("4a\xff"
                                                 "b")
                                   << QByteArrayList{"a\xef\xbf\xbd"
                                                     "b"};
    QTest::newRow("noop, open and upgrade are ignored") << QByteArray("6\x1e"
                                                                      "0\x1e"
                                                                      "5\x1e"
                                                                      "4a")
                                                        << QByteArrayList{"a"};
    QTest::newRow("trap 25: no data") << QByteArray("4") << QByteArrayList{"<null>"};
}

void tst_Polling::postPackets()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArrayList, messages);
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    QCOMPARE(client.post(EngineFixture::polling(sid), body).body, QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, messages);
    QCOMPARE(fixture.session->state(), Session::State::Open);
}

void tst_Polling::postAnswer()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    const RawResponse response
        = client.post(EngineFixture::polling(sid), "4x", "Content-Type: text/plain\r\n");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body, QByteArray("ok"));
    QCOMPARE(response.header("Content-Type"), QByteArray("text/html"));
    QCOMPARE(response.header("Content-Length"), QByteArray("2"));
    QCOMPARE(response.header("cache-control"), QByteArray("no-store"));
}

void tst_Polling::chunkedPost()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    const RawResponse response
        = client.request("POST " + EngineFixture::polling(sid)
                         + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                           "3\r\n4he\r\n3\r\nllo\r\n0\r\n\r\n");
    QCOMPARE(response.body, QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, QByteArrayList{"hello"});
}

static ServerOptions withBodyLimit(qint64 limit)
{
    ServerOptions options;
    options.maxHttpBufferSize = limit;
    return options;
}

void tst_Polling::trap15_bodyOverLimit()
{
    EngineFixture fixture(withBodyLimit(10));
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    QCOMPARE(client.post(EngineFixture::polling(sid), "4123456789").body, QByteArray("ok"));
    const RawResponse response = client.post(EngineFixture::polling(sid), "41234567890");
    QCOMPARE(response.status, 413);
    QCOMPARE(response.body, QByteArray());
    QVERIFY(!response.hasHeader("cache-control"));
    QCOMPARE(fixture.sink.messages, QByteArrayList{"123456789"});

    RawHttpClient next(fixture.port());
    QCOMPARE(next.post(EngineFixture::polling(sid), "4x").body, QByteArray("ok"));
    QCOMPARE(fixture.sink.messages.last(), QByteArray("x"));
    QCOMPARE(fixture.session->state(), Session::State::Open);
}

void tst_Polling::trap15_chunkedBodyOverLimit()
{
    EngineFixture fixture(withBodyLimit(10));
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    // Refused at once: the rest of the body never comes.
    const RawResponse response
        = client.request("POST " + EngineFixture::polling(sid)
                         + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                           "10\r\n4123456789012345\r\n");
    QCOMPARE(response.status, 413);
    QCOMPARE(fixture.sink.messages, QByteArrayList());
    QCOMPARE(fixture.session->state(), Session::State::Open);
}

void tst_Polling::trap16_malformedPayload()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    RawHttpClient poller(fixture.port());
    const QByteArray sid = fixture.open(client);
    poller.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_VERIFY(fixture.session->isWritable());

    const RawResponse response = client.post(EngineFixture::polling(sid), "abc");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body, QByteArray("ok"));
    QCOMPARE(poller.receive().body, QByteArray("1"));
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("parse error"));
    const RawResponse next = client.get(EngineFixture::polling(sid));
    QCOMPARE(next.status, 400);
    QCOMPARE(next.body, QByteArray(R"({"code":1,"message":"Session ID unknown"})"));
}

void tst_Polling::trap16_earlierPacketsAreDelivered()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    QCOMPARE(client
                 .post(EngineFixture::polling(sid),
                       "4a\x1e"
                       "4b\x1e"
                       "abc\x1e"
                       "4c")
                 .body,
             QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, (QByteArrayList{"a", "b"}));
    QCOMPARE(fixture.sink.closedReason, QByteArray("parse error"));
}

void tst_Polling::trap17_octetStream()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    const RawResponse response = client.post(EngineFixture::polling(sid), "4x",
                                             "Content-Type: application/octet-stream\r\n");
    QCOMPARE(response.status, 400);
    QCOMPARE(response.body, QByteArray());
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport error"));
    QCOMPARE(fixture.sink.description, QStringLiteral("invalid content"));
    QCOMPARE(fixture.sink.messages, QByteArrayList());
}

void tst_Polling::octetStreamWithParametersIsText()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    QCOMPARE(client
                 .post(EngineFixture::polling(sid), "4x",
                       "Content-Type: application/octet-stream; a=b\r\n")
                 .body,
             QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, QByteArrayList{"x"});
}

void tst_Polling::trap18_overlappingGets()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    RawHttpClient second(fixture.port());
    const QByteArray sid = fixture.open(client);
    client.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_VERIFY(fixture.session->isWritable());

    const RawResponse refused = second.get(EngineFixture::polling(sid));
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.body, QByteArray());
    const RawResponse first = client.receive();
    QCOMPARE(first.status, 200);
    QCOMPARE(first.body, QByteArray("1"));
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport error"));
    QCOMPARE(fixture.sink.description, QStringLiteral("overlap from client"));
    QCOMPARE(client.get(EngineFixture::polling(sid)).body,
             QByteArray(R"({"code":1,"message":"Session ID unknown"})"));
}

// Sends a part of a POST; the server has taken it up when this returns.
static bool beginPost(RawHttpClient &client, const QByteArray &sid)
{
    client.send(
        "POST " + EngineFixture::polling(sid)
        + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    if (client.receive().status != 100)
        return false;
    client.send("4ab");
    return true;
}

void tst_Polling::overlappingPosts()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    RawHttpClient second(fixture.port());
    const QByteArray sid = fixture.open(client);
    QVERIFY(beginPost(client, sid));
    const RawResponse refused = second.post(EngineFixture::polling(sid), "4x");
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.body, QByteArray());
    QVERIFY(client.waitForClosed());
    QCOMPARE(client.unparsed(), QByteArray());
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport error"));
    QCOMPARE(fixture.sink.description, QStringLiteral("data request overlap from client"));
    QCOMPARE(fixture.sink.messages, QByteArrayList());
}

void tst_Polling::trap19_otherMethods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::newRow("trap 19: HEAD") << QByteArray("HEAD");
    QTest::newRow("trap 19: PUT") << QByteArray("PUT");
    QTest::newRow("trap 19: OPTIONS") << QByteArray("OPTIONS");
    QTest::newRow("trap 19: DELETE") << QByteArray("DELETE");
}

void tst_Polling::trap19_otherMethods()
{
    QFETCH(const QByteArray, method);
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    const RawResponse response = client.request(method + ' ' + EngineFixture::polling(sid)
                                                    + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                                                method == "HEAD");
    QCOMPARE(response.status, 500);
    QCOMPARE(response.body, QByteArray());
    QCOMPARE(client.post(EngineFixture::polling(sid), "4x").body, QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, QByteArrayList{"x"});
}

void tst_Polling::trap20_closePacketReleasesGet()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    RawHttpClient poller(fixture.port());
    const QByteArray sid = fixture.open(client);
    poller.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_VERIFY(fixture.session->isWritable());
    QCOMPARE(client.post(EngineFixture::polling(sid), "1").body, QByteArray("ok"));
    QCOMPARE(poller.receive().body, QByteArray("6"));
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport close"));
}

void tst_Polling::trap25_messageWithoutData()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    QSignalSpy messages(fixture.session, &Session::messageReceived);
    QSignalSpy packets(fixture.session, &Session::packetReceived);
    client.post(EngineFixture::polling(sid), "4");
    QCOMPARE(messages.count(), 1);
    QVERIFY(messages.at(0).at(0).toByteArray().isNull());
    QCOMPARE(messages.at(0).at(1).toBool(), false);
    QVERIFY(packets.at(0).at(0).value<EnginePacket>().data.isNull());
    // And back: no data is the digit alone.
    fixture.session->sendText({});
    QCOMPARE(client.get(EngineFixture::polling(sid)).body, QByteArray("4"));
}

void tst_Polling::trap95_limitCountsBytes()
{
    EngineFixture fixture(withBodyLimit(100));
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    // The type takes one byte of the hundred.
    QCOMPARE(client.post(EngineFixture::polling(sid), "4" + QByteArray("é").repeated(49)).status,
             200);
    QCOMPARE(client.post(EngineFixture::polling(sid), "4" + QByteArray("é").repeated(50)).status,
             413);
    QCOMPARE(fixture.sink.messages.size(), 1);
}

void tst_Polling::abortedGet()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    client.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_VERIFY(fixture.session->isWritable());
    client.abort();
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport error"));
    QCOMPARE(fixture.sink.description, QStringLiteral("poll connection closed prematurely"));
    QCOMPARE(fixture.engine->clientsCount(), 0);
}

void tst_Polling::abortedPost()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    RawHttpClient poller(fixture.port());
    const QByteArray sid = fixture.open(client);
    poller.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_VERIFY(fixture.session->isWritable());
    QVERIFY(beginPost(client, sid));
    client.close();
    QCOMPARE(poller.receive().body, QByteArray("1"));
    QCOMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport error"));
    QCOMPARE(fixture.sink.description,
             QStringLiteral("data request connection closed prematurely"));
    QCOMPARE(fixture.sink.messages, QByteArrayList());
}

void tst_Polling::closingHandlerInsideAPost()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    QObject::connect(fixture.session, &Session::messageReceived, fixture.session,
                     [&] { fixture.session->close(Session::CloseMode::Discard); });
    QCOMPARE(client
                 .post(EngineFixture::polling(sid),
                       "4a\x1e"
                       "4b")
                 .body,
             QByteArray("ok"));
    QCOMPARE(fixture.sink.messages, QByteArrayList());
    QCOMPARE(fixture.sink.closedReason, QByteArray("forced close"));
}

void tst_Polling::sendFromInsideAPost()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    RawHttpClient poller(fixture.port());
    const QByteArray sid = fixture.open(client);
    poller.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_VERIFY(fixture.session->isWritable());
    QObject::connect(fixture.session, &Session::messageReceived, fixture.session,
                     [&](const QByteArray &data) { fixture.session->sendText(data); });
    QCOMPARE(client
                 .post(EngineFixture::polling(sid),
                       "4a\x1e"
                       "4b")
                 .body,
             QByteArray("ok"));
    QCOMPARE(poller.receive().body,
             QByteArray("4a\x1e"
                        "4b"));
}

void tst_Polling::highWaterMark()
{
    ServerOptions options;
    options.sendHighWaterMark = 1000;
    EngineFixture fixture(options);
    RawHttpClient client(fixture.port());
    QVERIFY(!fixture.open(client).isEmpty());
    QCOMPARE(fixture.session->sendText(QByteArray(900, 'x')), Session::SendStatus::Backpressure);
    QCOMPARE(fixture.session->sendText(QByteArray(100, 'y')), Session::SendStatus::Dropped);
    QCOMPARE(fixture.session->sendText("z"), Session::SendStatus::Dropped);
    QCOMPARE(fixture.sink.closedCount, 0); // not from inside a send
    QTRY_COMPARE(fixture.sink.closedCount, 1);
    QCOMPARE(fixture.sink.closedReason, QByteArray("transport error"));
    QCOMPARE(fixture.sink.description, QStringLiteral("send high-water mark exceeded"));
}

// Nothing but the packets themselves takes memory here.
void tst_Polling::highWaterMarkCountsEmptyPackets()
{
    ServerOptions options;
    options.sendHighWaterMark = 10'000;
    EngineFixture fixture(options);
    RawHttpClient client(fixture.port());
    QVERIFY(!fixture.open(client).isEmpty());
    int sent = 0;
    while (sent < 10'000 && fixture.session->sendText({}) != Session::SendStatus::Dropped)
        ++sent;
    QVERIFY(sent < 1000);
    QTRY_COMPARE(fixture.sink.closedCount, 1);
}

void tst_Polling::aLargeMessageIsNoOverflow()
{
    ServerOptions options;
    options.sendHighWaterMark = 100;
    EngineFixture fixture(options);
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    client.send(RawHttpClient::getRequest(EngineFixture::polling(sid)));
    QTRY_VERIFY(fixture.session->isWritable());
    QCOMPARE(fixture.session->sendText(QByteArray(1000, 'x')), Session::SendStatus::Queued);
    QCOMPARE(client.receive().body.size(), 1001);
    QCOMPARE(fixture.session->state(), Session::State::Open);
}

QTEST_GUILESS_MAIN(tst_Polling)
#include "tst_polling.moc"
