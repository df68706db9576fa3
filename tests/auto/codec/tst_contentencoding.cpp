// SPDX-License-Identifier: MIT
#include "codec/contentencoding_p.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <zlib.h>

#if defined(QSOCKETIO_TEST_BROTLI)
#include <brotli/decode.h>
#endif

using namespace QSocketIo;

namespace {
// With 15 bits in zlib's format, with 16 more in that of gzip.
QByteArray decompress(const QByteArray &bytes, qsizetype size, int windowBits)
{
    z_stream stream = {};
    if (inflateInit2(&stream, windowBits) != Z_OK)
        return "no memory";
    QByteArray out(size + 1, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    const int result = inflate(&stream, Z_FINISH);
    out.truncate(qsizetype(stream.total_out));
    const bool isAll = result == Z_STREAM_END && stream.avail_in == 0;
    inflateEnd(&stream);
    return isAll ? out : QByteArray("malformed");
}

QByteArray someText(qsizetype size)
{
    QByteArray text;
    for (int i = 0; text.size() < size; ++i)
        text += "line " + QByteArray::number(i * 7919) + '\n';
    return text.first(size);
}
} // namespace

class tst_ContentEncoding : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void negotiate_data();
    void negotiate();
    void names();
    void supportedOnes();
    void brotli();
    void compress_data();
    void compress();
    void levels();
    void identity();
};

// Expectations are the answers of the npm package negotiator for ["gzip", "deflate"], but for the
// capital Q, which it does not know.
void tst_ContentEncoding::negotiate_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("encoding");
    const auto row = [](const QByteArray &field, const QByteArray &encoding) {
        QTest::addRow("%s", field.constData()) << field << encoding;
    };
    row("", "identity");
    row("gzip", "gzip");
    row("GZip", "gzip");
    row("deflate", "deflate");
    row("gzip, deflate, br", "gzip");
    row("deflate, gzip", "deflate");
    row("br", "identity");
    row("br;q=1, gzip;q=0.1", "gzip");
    row("x-gzip", "identity");
    row("gzipped", "identity");
    row("identity", "identity");
    row("identity, gzip;q=0.5", "gzip");
    row("*", "gzip");
    row("*;q=0.1", "gzip");
    row("*, deflate", "deflate");
    row("*;q=1, deflate;q=0.5", "gzip");
    row("gzip;q=0, *", "deflate");
    row("gzip;q=0, *;q=0.5, deflate;q=0", "identity");
    row("*;q=0", "identity");
    row("*;q=0, deflate", "deflate");
    row("gzip;q=0.5, deflate;q=0.6", "deflate");
    row("gzip;q=0.501, deflate;q=0.5", "gzip");
    row("gzip;q=0.5, deflate;q=0.5", "gzip");
    row("deflate;q=0.5, gzip;q=0.5", "deflate");
    row("deflate;q=0.5, gzip", "gzip");
    row("gzip;q=0", "identity");
    row("gzip;q=0.0", "identity");
    row("gzip;q=0.001", "gzip");
    row("gzip;q=1.0, deflate;q=1.000", "gzip");
    row("gzip ; q=0.2 , deflate ; q=0.3", "deflate");
    row("gzip;Q=0.2, deflate;Q=0.3", "deflate");
    row("gzip;level=9;q=0.2, deflate;q=0.3", "deflate");
    row("gzip;q=nan", "identity");
    row("gzip;q=", "identity");
    row("gzip;q=-1", "identity");
    row("gzip;q=x, deflate", "deflate");
    row("gzip;", "gzip");
    row(",,gzip,,", "gzip");
    row(";q=1", "identity");
}

void tst_ContentEncoding::negotiate()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, encoding);
    QCOMPARE(contentEncodingName(negotiateContentEncoding(field)).toByteArray(), encoding);
}

void tst_ContentEncoding::names()
{
    QCOMPARE(contentEncodingName(ContentEncoding::Identity).toByteArray(), QByteArray("identity"));
    QCOMPARE(contentEncodingName(ContentEncoding::Gzip).toByteArray(), QByteArray("gzip"));
    QCOMPARE(contentEncodingName(ContentEncoding::Deflate).toByteArray(), QByteArray("deflate"));
    QCOMPARE(contentEncodingName(ContentEncoding::Brotli).toByteArray(), QByteArray("br"));
}

void tst_ContentEncoding::supportedOnes()
{
    QCOMPARE(negotiateContentEncoding("*", {ContentEncoding::Deflate, ContentEncoding::Gzip}),
             ContentEncoding::Deflate);
    QCOMPARE(negotiateContentEncoding("gzip, deflate", {ContentEncoding::Deflate}),
             ContentEncoding::Deflate);
    QCOMPARE(negotiateContentEncoding("gzip, *", {}), ContentEncoding::Identity);
}

void tst_ContentEncoding::brotli()
{
    const QList<ContentEncoding> all{ContentEncoding::Brotli, ContentEncoding::Gzip,
                                     ContentEncoding::Deflate};
    if (!isAvailable(ContentEncoding::Brotli)) {
        QCOMPARE(negotiateContentEncoding("br, *", all), ContentEncoding::Gzip);
        QVERIFY(compressContent("text", ContentEncoding::Brotli).isNull());
        return;
    }
    QCOMPARE(negotiateContentEncoding("*", all), ContentEncoding::Brotli);
    QCOMPARE(negotiateContentEncoding("gzip, br", all), ContentEncoding::Gzip);
    QCOMPARE(negotiateContentEncoding("gzip;q=0.9, br", all), ContentEncoding::Brotli);
    QCOMPARE(negotiateContentEncoding("gzip, *", all), ContentEncoding::Gzip);
#if defined(QSOCKETIO_TEST_BROTLI)
    for (const int level : {-1, 0, 11, 100}) {
        for (const qsizetype size : {0, 1, 1000, 100'000}) {
            const QByteArray body = someText(size);
            const QByteArray compressed = compressContent(body, ContentEncoding::Brotli, level);
            QVERIFY(!compressed.isEmpty());
            QVERIFY(size < 1000 || compressed.size() < size / 2);
            QByteArray out(size + 1, '\0');
            size_t outSize = size_t(out.size());
            QCOMPARE(BrotliDecoderDecompress(size_t(compressed.size()),
                                             reinterpret_cast<const uint8_t *>(compressed.data()),
                                             &outSize, reinterpret_cast<uint8_t *>(out.data())),
                     BROTLI_DECODER_RESULT_SUCCESS);
            QVERIFY(out.first(qsizetype(outSize)) == body);
        }
    }
#endif
}

void tst_ContentEncoding::compress_data()
{
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {0, 1, 1024, 100'000, 3'000'000})
        QTest::addRow("%lld", qlonglong(size)) << size;
}

void tst_ContentEncoding::compress()
{
    QFETCH(qsizetype, size);
    const QByteArray body = someText(size);
    const QByteArray gzip = compressContent(body, ContentEncoding::Gzip);
    QVERIFY(gzip.startsWith("\x1f\x8b\x08"));
    QVERIFY(decompress(gzip, size, 15 + 16) == body);
    const QByteArray deflate = compressContent(body, ContentEncoding::Deflate);
    QVERIFY(deflate.startsWith('\x78')); // zlib's format, not the bare one
    QVERIFY(decompress(deflate, size, 15) == body);
    QVERIFY(size < 1024 || (gzip.size() < size / 2 && deflate.size() < size / 2));
}

void tst_ContentEncoding::levels()
{
    const QByteArray body = someText(100'000);
    qsizetype previous = body.size() * 2;
    for (const int level : {0, 1, 9}) {
        const QByteArray gzip = compressContent(body, ContentEncoding::Gzip, level);
        QVERIFY(decompress(gzip, body.size(), 15 + 16) == body);
        QVERIFY(gzip.size() < previous);
        previous = gzip.size();
    }
    QVERIFY(decompress(compressContent(body, ContentEncoding::Deflate, 99), body.size(), 15)
            == body);
    QVERIFY(decompress(compressContent(body, ContentEncoding::Deflate, -99), body.size(), 15)
            == body);
}

void tst_ContentEncoding::identity()
{
    QCOMPARE(compressContent("text", ContentEncoding::Identity), QByteArray("text"));
    QVERIFY(isAvailable(ContentEncoding::Identity));
    QVERIFY(isAvailable(ContentEncoding::Gzip));
    QVERIFY(isAvailable(ContentEncoding::Deflate));
}

QTEST_GUILESS_MAIN(tst_ContentEncoding)
#include "tst_contentencoding.moc"
