// SPDX-License-Identifier: MIT
#include "codec/websockethandshake_p.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;

using Fields = QList<HttpHeaders::Field>;

// RFC 6455, 1.3
static const QByteArray SampleKey = "dGhlIHNhbXBsZSBub25jZQ==";
static const QByteArray SampleAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

static HttpRequest request(const Fields &fields)
{
    HttpHeaders headers;
    headers.append("Host", "example.com");
    headers.append("Connection", "Upgrade");
    for (const HttpHeaders::Field &field : fields)
        headers.append(field.name, field.value);
    HttpRequest result;
    result.setMethod("GET");
    result.setTarget("/socket.io/?EIO=4&transport=websocket");
    result.setHeaders(headers);
    return result;
}

static Fields goodFields()
{
    return {{"Upgrade", "websocket"},
            {"Sec-WebSocket-Key", SampleKey},
            {"Sec-WebSocket-Version", "13"}};
}

static HttpRequest goodRequest(const Fields &more = {})
{
    return request(goodFields() + more);
}

// A good request with the fields of that name replaced.
static HttpRequest withField(const QByteArray &name, const QByteArray &value)
{
    Fields fields = goodFields();
    fields.removeIf([&name](const HttpHeaders::Field &field) { return field.name == name; });
    if (!value.isNull())
        fields.append(HttpHeaders::Field{name, value});
    return request(fields);
}

class tst_WebSocketHandshake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void acceptKey();
    void accepted_data();
    void accepted();
    void refused_data();
    void refused();
    void checksComeInOrder();
    void deflate_data();
    void deflate();
};

void tst_WebSocketHandshake::acceptKey()
{
    QCOMPARE(WebSocketHandshake::acceptKey(SampleKey), SampleAccept);
    QCOMPARE(WebSocketHandshake::acceptKey("x3JJHMbDL1EzLkh9GBhXDw=="),
             "HSmrc0sMlYUkAGmm5OPpG2HaGWk=");
}

void tst_WebSocketHandshake::accepted_data()
{
    QTest::addColumn<HttpRequest>("request");
    QTest::addColumn<QByteArray>("subprotocol");

    QTest::newRow("plain") << goodRequest() << QByteArray();
    QTest::newRow("Upgrade in another case") << withField("Upgrade", "WebSocket") << QByteArray();
    QTest::newRow("version 8") << withField("Sec-WebSocket-Version", "8") << QByteArray();
    QTest::newRow("one subprotocol")
        << goodRequest({{"Sec-WebSocket-Protocol", "chat"}}) << QByteArray("chat");
    QTest::newRow("the first subprotocol is taken")
        << goodRequest({{"Sec-WebSocket-Protocol", "v2 ,\tv1,v0"}}) << QByteArray("v2");
    QTest::newRow("the first of two fields is taken")
        << goodRequest({{"Sec-WebSocket-Protocol", "b"}, {"Sec-WebSocket-Protocol", "a"}})
        << QByteArray("b");
    QTest::newRow("subprotocols differ in case")
        << goodRequest({{"Sec-WebSocket-Protocol", "a, A"}}) << QByteArray("a");
    for (const char *offer :
         {"permessage-deflate", "permessage-deflate; client_max_window_bits",
          "permessage-deflate;server_max_window_bits=10 ; client_max_window_bits , x-other",
          "x; a=\"token\"", "x; a=\"\\to\\ken\"; b", "a, b; c=d, e", "", ",", "a,", ",a"}) {
        QTest::newRow(qPrintable(QStringLiteral("ignored extension: ") + QLatin1String(offer)))
            << goodRequest({{"Sec-WebSocket-Extensions", offer}}) << QByteArray();
    }
}

void tst_WebSocketHandshake::accepted()
{
    QFETCH(const HttpRequest, request);
    QFETCH(const QByteArray, subprotocol);
    const WebSocketHandshake::Answer answer = WebSocketHandshake::answer(request);
    QVERIFY2(answer.accepted, answer.errorText);
    QCOMPARE(answer.status, 101);
    QCOMPARE(answer.errorText, QByteArray());
    QCOMPARE(answer.subprotocol, subprotocol);
    Fields expected = {{"Upgrade", "websocket"},
                       {"Connection", "Upgrade"},
                       {"Sec-WebSocket-Accept", SampleAccept}};
    if (!subprotocol.isEmpty())
        expected.append(HttpHeaders::Field{"Sec-WebSocket-Protocol", subprotocol});
    QCOMPARE(answer.headers.fields(), expected);
}

void tst_WebSocketHandshake::refused_data()
{
    QTest::addColumn<HttpRequest>("request");
    QTest::addColumn<QByteArray>("errorText");

    HttpRequest post = goodRequest();
    post.setMethod("POST");
    QTest::newRow("POST") << post << QByteArray("Invalid HTTP method");
    HttpRequest lower = goodRequest();
    lower.setMethod("get");
    QTest::newRow("methods have a case") << lower << QByteArray("Invalid HTTP method");

    const auto rows
        = [](const char *name, const QByteArray &errorText, const QList<QByteArray> &values) {
              for (const QByteArray &value : values)
                  QTest::newRow(name + (value.isNull() ? QByteArray(" missing") : ": " + value))
                      << withField(name, value) << errorText;
          };
    rows("Upgrade", "Invalid Upgrade header",
         {QByteArray(), "", "h2c", "websockets", "websocket, h2c"});
    rows("Sec-WebSocket-Key", "Missing or invalid Sec-WebSocket-Key header",
         {QByteArray(), "", "dGhlIHNhbXBsZSBub25jZQ",
          "dGhlIHNhbXBsZSBub25jZQ=", "AAAAAAAAAAAAAAAAAAAAAAAA",
          "dGhlIHNhbXBsZSBub25jZ===", "dGhlIHNhbXBsZSBub25j!Q==", "dGhlIHNhbXBsZSBub25j-Q==",
          "dGhlIHNhbXBsZSBub25jZQ== ", "dGhlIHNhbXBsZSBub25jZWQ==", "dGhlIHNhbXBsZSBub25jZQ==, x"});
    rows("Sec-WebSocket-Version", "Missing or invalid Sec-WebSocket-Version header",
         {QByteArray(), "", "12", "14", "7", "0", "13, 8", "13x", "-13", "thirteen"});
    const QList<QByteArray> badProtocols
        = {"", ",", "a,", ",a", "a,,b", "a b", "a, a", "a, b, a", "a/b", "\"a\"", "caf\xc3\xa9"};
    rows("Sec-WebSocket-Protocol", "Invalid Sec-WebSocket-Protocol header", badProtocols);
    rows("Sec-WebSocket-Extensions", "Invalid or unacceptable Sec-WebSocket-Extensions header",
         {"a b", "a;", "a;;b", "a;=b", "a; b=", "a; b=c d", "a; b=\"", "a; b=\"c", "a; b=\"\"",
          "a; b=\"c d\"", "a; b=\"c\\", "a; b=\"c\"d", "a=b", "a; b==c", "(a)"});
    QTest::newRow("two keys") << goodRequest({{"Sec-WebSocket-Key", SampleKey}})
                              << QByteArray("Missing or invalid Sec-WebSocket-Key header");
    QTest::newRow("the same subprotocol in two fields")
        << goodRequest({{"Sec-WebSocket-Protocol", "a"}, {"Sec-WebSocket-Protocol", "a"}})
        << QByteArray("Invalid Sec-WebSocket-Protocol header");
}

void tst_WebSocketHandshake::refused()
{
    QFETCH(const HttpRequest, request);
    QFETCH(const QByteArray, errorText);
    const WebSocketHandshake::Answer answer = WebSocketHandshake::answer(request);
    QVERIFY(!answer.accepted);
    QCOMPARE(answer.errorText, errorText);
    QCOMPARE(answer.status, errorText == "Invalid HTTP method" ? 405 : 400);
    Fields expected;
    if (errorText.contains("Version"))
        expected.append(HttpHeaders::Field{"Sec-WebSocket-Version", "13, 8"});
    QCOMPARE(answer.headers.fields(), expected);
}

void tst_WebSocketHandshake::checksComeInOrder()
{
    Fields fields = {{"Sec-WebSocket-Protocol", ","}, {"Sec-WebSocket-Extensions", "a b"}};
    const auto error = [&fields] { return WebSocketHandshake::answer(request(fields)).errorText; };
    QCOMPARE(error(), "Invalid Upgrade header");
    fields.append(HttpHeaders::Field{"Upgrade", "websocket"});
    QCOMPARE(error(), "Missing or invalid Sec-WebSocket-Key header");
    fields.append(HttpHeaders::Field{"Sec-WebSocket-Key", SampleKey});
    QCOMPARE(error(), "Missing or invalid Sec-WebSocket-Version header");
    fields.append(HttpHeaders::Field{"Sec-WebSocket-Version", "13"});
    QCOMPARE(error(), "Invalid Sec-WebSocket-Protocol header");
    fields[0].value = "a";
    QCOMPARE(error(), "Invalid or unacceptable Sec-WebSocket-Extensions header");
    fields[1].value = "a";
    QCOMPARE(error(), QByteArray());
}

void tst_WebSocketHandshake::deflate_data()
{
    QTest::addColumn<QByteArrayList>("offers"); // one field each
    QTest::addColumn<QByteArray>("answer"); // null: none
    QTest::addColumn<bool>("accepted");
    const QByteArray plain = "permessage-deflate";
    QTest::newRow("no field") << QByteArrayList{} << QByteArray() << true;
    QTest::newRow("nothing offered") << QByteArrayList{"x-other"} << QByteArray() << true;
    QTest::newRow("plain") << QByteArrayList{plain} << plain << true;
    QTest::newRow("in the second field") << QByteArrayList{"x-other", plain} << plain << true;
    QTest::newRow("first acceptable one")
        << QByteArrayList{"permessage-deflate; server_max_window_bits=7", plain} << plain << true;
    QTest::newRow("malformed") << QByteArrayList{"permessage-deflate; a b"} << QByteArray()
                               << false;
    QTest::newRow("unacceptable") << QByteArrayList{"permessage-deflate; server_max_window_bits=7"}
                                  << QByteArray() << false;
}

void tst_WebSocketHandshake::deflate()
{
    QFETCH(const QByteArrayList, offers);
    QFETCH(const QByteArray, answer);
    QFETCH(const bool, accepted);
    Fields fields;
    for (const QByteArray &offer : offers)
        fields.append(HttpHeaders::Field{"Sec-WebSocket-Extensions", offer});
    const WebSocketHandshake::Answer got
        = WebSocketHandshake::answer(goodRequest(fields), PerMessageDeflateOptions());
    QCOMPARE(got.accepted, accepted);
    QCOMPARE(got.headers.value("Sec-WebSocket-Extensions"), answer);
    QCOMPARE(got.deflate.has_value(), !answer.isNull());
    if (!accepted) {
        QCOMPARE(got.status, 400);
        QCOMPARE(got.errorText,
                 QByteArray("Invalid or unacceptable Sec-WebSocket-Extensions header"));
    }
}

QTEST_APPLESS_MAIN(tst_WebSocketHandshake)
#include "tst_websockethandshake.moc"
