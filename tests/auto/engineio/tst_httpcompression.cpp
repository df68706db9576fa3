// SPDX-License-Identifier: MIT
#include "protocol3fixture.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <zlib.h>

using namespace QSocketIo;

class tst_HttpCompression : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void negotiation_data();
    void negotiation();
    void severalFields();
    void threshold_data();
    void threshold();
    void thresholdCountsBytes();
    void trap79_otherMembersKeepTheThreshold();
    void zeroThreshold();
    void off();
    void level();
    void uncompressedPackets_data();
    void uncompressedPackets();
    void connectionIsKept();
    void headersSeeTheEncoding();
    void protocol3AndJsonp();
    void webSocketIsNotConcerned();
};

static const QByteArray &acceptGzip()
{
    static const QByteArray header = "Accept-Encoding: gzip\r\n";
    return header;
}

static QByteArray decompress(const RawResponse &response)
{
    constexpr int anyFormat = 15 + 32;
    z_stream stream = {};
    if (inflateInit2(&stream, anyFormat) != Z_OK)
        return "no memory";
    QByteArray out(1'000'000, '\0');
    QByteArray in = response.body;
    stream.next_in = reinterpret_cast<Bytef *>(in.data());
    stream.avail_in = uInt(in.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    const bool isAll = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0;
    out.truncate(qsizetype(stream.total_out));
    inflateEnd(&stream);
    return isAll ? out : QByteArray("malformed");
}

static EnginePacket packet(qsizetype size, bool compress = true)
{
    EnginePacket result;
    result.data = QByteArray(size, 'x');
    result.compress = compress;
    return result;
}

// What a GET brings for a message of so many bytes, its type included.
static RawResponse pollMessage(const ServerOptions &options, qsizetype size,
                               const QByteArray &headers = acceptGzip())
{
    EngineFixture fixture(options);
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    fixture.session->sendPacket(packet(size - 1));
    return client.get(EngineFixture::polling(sid), headers);
}

void tst_HttpCompression::negotiation_data()
{
    QTest::addColumn<QByteArray>("field"); // null: none
    QTest::addColumn<QByteArray>("encoding");
    const auto row = [](const char *field, const QByteArray &encoding) {
        QTest::addRow("%s", field) << QByteArray(field) << encoding;
    };
    QTest::newRow("no field") << QByteArray() << QByteArray();
    row("gzip", "gzip");
    row("deflate", "deflate");
    row("gzip, deflate, br", "gzip");
    row("deflate, gzip", "deflate");
    row("gzip;q=0.5, deflate;q=0.8", "deflate");
    row("*", "gzip");
    row("br", {});
    row("br, gzip;q=0.1", "gzip");
    row("gzip;q=0", {});
    row("identity", {});
}

void tst_HttpCompression::negotiation()
{
    QFETCH(const QByteArray, field);
    QFETCH(const QByteArray, encoding);
    const RawResponse response = pollMessage(
        {}, 5000, field.isNull() ? QByteArray() : "Accept-Encoding: " + field + "\r\n");
    const QByteArray payload = '4' + QByteArray(4999, 'x');
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Content-Encoding"), encoding);
    QCOMPARE(encoding.isEmpty() ? response.body : decompress(response), payload);
    QCOMPARE(response.body.size() < 500, !encoding.isEmpty());
    QCOMPARE(response.header("Content-Length"), QByteArray::number(response.body.size()));
    QCOMPARE(response.header("Content-Type"), QByteArray("text/plain; charset=UTF-8"));
    QVERIFY(!response.hasHeader("Vary"));
    if (encoding == "gzip")
        QVERIFY(response.body.startsWith("\x1f\x8b"));
}

void tst_HttpCompression::severalFields()
{
    QCOMPARE(pollMessage({}, 5000, "Accept-Encoding: br\r\nAccept-Encoding: deflate\r\n")
                 .header("Content-Encoding"),
             QByteArray("deflate"));
}

void tst_HttpCompression::threshold_data()
{
    QTest::addColumn<qsizetype>("threshold");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("isCompressed");
    QTest::newRow("the default itself") << qsizetype(1024) << qsizetype(1024) << true;
    QTest::newRow("below the default") << qsizetype(1024) << qsizetype(1023) << false;
    QTest::newRow("another one itself") << qsizetype(100) << qsizetype(100) << true;
    QTest::newRow("below another one") << qsizetype(100) << qsizetype(99) << false;
}

void tst_HttpCompression::threshold()
{
    QFETCH(const qsizetype, threshold);
    QFETCH(const qsizetype, size);
    QFETCH(const bool, isCompressed);
    ServerOptions options;
    options.httpCompression->threshold = threshold;
    QCOMPARE(pollMessage(options, size).hasHeader("Content-Encoding"), isCompressed);
    QCOMPARE(HttpCompressionOptions().threshold, 1024);
}

void tst_HttpCompression::thresholdCountsBytes()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    fixture.session->sendText(QByteArray("é").repeated(512));
    QVERIFY(client.get(EngineFixture::polling(sid), acceptGzip()).hasHeader("Content-Encoding"));
}

// The reference compresses everything as soon as any member is set: its object has no defaults.
void tst_HttpCompression::trap79_otherMembersKeepTheThreshold()
{
    ServerOptions options{.httpCompression = HttpCompressionOptions{.level = 9}};
    QVERIFY(!pollMessage(options, 1023).hasHeader("Content-Encoding"));
    QVERIFY(pollMessage(options, 1024).hasHeader("Content-Encoding"));
}

void tst_HttpCompression::zeroThreshold()
{
    ServerOptions options;
    options.httpCompression->threshold = 0;
    EngineFixture fixture(options);
    RawHttpClient client(fixture.port());
    const RawResponse open = client.get(EngineFixture::polling(), acceptGzip());
    QCOMPARE(open.header("Content-Encoding"), QByteArray("gzip"));
    QVERIFY(decompress(open).startsWith("0{\"sid\":"));

    const QByteArray target = EngineFixture::polling(fixture.sid());
    fixture.session->sendText("a");
    QCOMPARE(decompress(client.get(target, acceptGzip())), QByteArray("4a"));
    const RawResponse post = client.post(target, "4x", acceptGzip());
    QVERIFY(!post.hasHeader("Content-Encoding"));
    QCOMPARE(post.body, QByteArray("ok"));
    // What the transport says by itself stays as it is.
    fixture.session->close();
    const RawResponse close = client.get(target, acceptGzip());
    QVERIFY(!close.hasHeader("Content-Encoding"));
    QCOMPARE(close.body,
             QByteArray("6\x1e"
                        "1"));
}

void tst_HttpCompression::off()
{
    const RawResponse response = pollMessage({.httpCompression = {}}, 5000);
    QVERIFY(!response.hasHeader("Content-Encoding"));
    QCOMPARE(response.body.size(), 5000);
}

void tst_HttpCompression::level()
{
    qsizetype previous = 100'000;
    for (const int level : {0, 1, 9}) {
        ServerOptions options;
        options.httpCompression->level = level;
        const RawResponse response = pollMessage(options, 50'000);
        QCOMPARE(decompress(response).size(), 50'000);
        QVERIFY(response.body.size() < previous);
        previous = response.body.size();
    }
    ServerOptions options;
    options.httpCompression->level = 1000;
    QCOMPARE(decompress(pollMessage(options, 50'000)).size(), 50'000);
}

void tst_HttpCompression::uncompressedPackets_data()
{
    QTest::addColumn<QList<bool>>("flags");
    QTest::addColumn<bool>("isCompressed");
    QTest::newRow("none may be") << QList<bool>{false, false} << false;
    QTest::newRow("one may be") << QList<bool>{false, true} << true;
    QTest::newRow("all may be") << QList<bool>{true, true} << true;
}

void tst_HttpCompression::uncompressedPackets()
{
    QFETCH(const QList<bool>, flags);
    QFETCH(const bool, isCompressed);
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    for (const bool flag : flags)
        fixture.session->sendPacket(packet(2000, flag));
    const RawResponse response = client.get(EngineFixture::polling(sid), acceptGzip());
    QCOMPARE(response.hasHeader("Content-Encoding"), isCompressed);
}

void tst_HttpCompression::connectionIsKept()
{
    EngineFixture fixture;
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    for (int i = 0; i < 3; ++i) {
        fixture.session->sendPacket(packet(2000 + i));
        const RawResponse response = client.get(EngineFixture::polling(sid), acceptGzip());
        QCOMPARE(decompress(response).size(), 2001 + i);
    }
    QVERIFY(!client.isClosed());
}

void tst_HttpCompression::headersSeeTheEncoding()
{
    EngineFixture fixture;
    QByteArrayList encodings;
    QObject::connect(fixture.engine, &Engine::headers, [&](HttpHeaders *headers) {
        encodings.append(headers->value("Content-Encoding"));
    });
    RawHttpClient client(fixture.port());
    const QByteArray sid = fixture.open(client);
    fixture.session->sendPacket(packet(2000));
    QVERIFY(client.get(EngineFixture::polling(sid), acceptGzip()).isValid());
    QCOMPARE(encodings, (QByteArrayList{"", "gzip"}));
}

void tst_HttpCompression::protocol3AndJsonp()
{
    Protocol3Fixture fixture;
    RawHttpClient client(fixture.port());
    QByteArray target = Protocol3Fixture::polling3(fixture.open3(client));
    fixture.session->sendBinary(QByteArray(2000, 'x'));
    const RawResponse binary = client.get(target, acceptGzip());
    QCOMPARE(binary.header("Content-Type"), QByteArray("application/octet-stream"));
    QCOMPARE(binary.header("Content-Encoding"), QByteArray("gzip"));
    QCOMPARE(decompress(binary), QByteArray::fromHex("0102000001ff04") + QByteArray(2000, 'x'));

    QVERIFY(client.get(Protocol3Fixture::polling3("&j=0")).isValid());
    target = Protocol3Fixture::polling3(fixture.sid());
    fixture.session->sendText(QByteArray(1100, '"'));
    QCOMPARE(decompress(client.get(target, acceptGzip())),
             "___eio[0](\"1101:4" + QByteArray(R"(\")").repeated(1100) + "\");");
}

void tst_HttpCompression::webSocketIsNotConcerned()
{
    EngineFixture fixture;
    RawWebSocket socket;
    QVERIFY(socket.open(fixture.port(), EngineFixture::webSocket(), acceptGzip()).status == 101);
    QVERIFY(!socket.response().hasHeader("Content-Encoding"));
    QVERIFY(socket.receiveText().startsWith('0'));
    fixture.session->sendPacket(packet(2000));
    QCOMPARE(socket.receiveText(), '4' + QByteArray(2000, 'x'));
}

QTEST_GUILESS_MAIN(tst_HttpCompression)
#include "tst_httpcompression.moc"
