// SPDX-License-Identifier: MIT
#include "codec/messagedeflater_p.h"
#include "codec/messageinflater_p.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace QSocketIo;
using Status = MessageInflater::Status;

namespace {
QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

QByteArray inflated(MessageInflater &inflater, const QByteArray &compressed)
{
    QByteArray message;
    switch (inflater.inflate(compressed, message)) {
    case Status::Ok:
        return message;
    case Status::TooBig:
        return message.isEmpty() ? "too big" : "too big, but there is a message";
    case Status::Malformed:
        return message.isEmpty() ? "malformed" : "malformed, but there is a message";
    case Status::OutOfMemory:
        break;
    }
    return "out of memory";
}

// Half of it can be compressed.
QByteArray someBytes(qsizetype size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes;
    while (bytes.size() < size) {
        if (random.bounded(2))
            bytes += QByteArray(1 + random.bounded(40), char(random.bounded(256)));
        else
            bytes += char(random.bounded(256));
    }
    return bytes.first(size);
}
} // namespace

class tst_MessageDeflate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void rfc7692Examples_data();
    void rfc7692Examples();
    void rfc7692ContextTakeover();
    void deflatesAsInTheRfc();
    void emptyMessages();
    void malformed_data();
    void malformed();
    void nothingAfterAFailure();
    void finalBlocks();
    void roundTrip_data();
    void roundTrip();
    void sharedWithoutContext();
    void limit_data();
    void limit();
    void bombStopsEarly();
    void windowIsKeptTo();
    void messagesAreNotOversized();
};

// RFC 7692, 7.2.3
void tst_MessageDeflate::rfc7692Examples_data()
{
    QTest::addColumn<QByteArray>("compressed");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("7.2.3.1: one block") << hex("f248cdc9c90700") << QByteArray("Hello");
    QTest::newRow("7.2.3.3: no compression")
        << hex("000500faff48656c6c6f00") << QByteArray("Hello");
    QTest::newRow("7.2.3.4: final block") << hex("f348cdc9c9070000") << QByteArray("Hello");
    QTest::newRow("7.2.3.5: two blocks")
        << hex("f248050000 00ffff cac9c90700") << QByteArray("Hello");
    QTest::newRow("7.2.3.6: empty message") << hex("00") << QByteArray();
}

void tst_MessageDeflate::rfc7692Examples()
{
    QFETCH(QByteArray, compressed);
    QFETCH(QByteArray, message);
    MessageInflater inflater({});
    QCOMPARE(inflated(inflater, compressed), message);
    QCOMPARE(inflated(inflater, compressed), message);
    QCOMPARE(inflated(inflater, hex("f248cdc9c90700")), QByteArray("Hello"));
    MessageInflater withoutContext({.keepsContext = false});
    QCOMPARE(inflated(withoutContext, compressed), message);
    QCOMPARE(inflated(withoutContext, hex("f248cdc9c90700")), QByteArray("Hello"));
}

// RFC 7692, 7.2.3.2
void tst_MessageDeflate::rfc7692ContextTakeover()
{
    MessageInflater inflater({});
    QCOMPARE(inflated(inflater, hex("f248cdc9c90700")), QByteArray("Hello"));
    QCOMPARE(inflated(inflater, hex("f200110000")), QByteArray("Hello"));
    MessageInflater withoutContext({.keepsContext = false});
    QCOMPARE(inflated(withoutContext, hex("f248cdc9c90700")), QByteArray("Hello"));
    QCOMPARE(inflated(withoutContext, hex("f200110000")), QByteArray("malformed"));
}

void tst_MessageDeflate::deflatesAsInTheRfc()
{
    MessageDeflater deflater({});
    QCOMPARE(deflater.deflate("Hello")->toHex(), QByteArray("f248cdc9c90700"));
    QCOMPARE(deflater.deflate("Hello")->toHex(), QByteArray("f200110000"));
    MessageDeflater withoutContext({.keepsContext = false});
    QCOMPARE(withoutContext.deflate("Hello")->toHex(), QByteArray("f248cdc9c90700"));
    QCOMPARE(withoutContext.deflate("Hello")->toHex(), QByteArray("f248cdc9c90700"));
}

void tst_MessageDeflate::emptyMessages()
{
    MessageDeflater deflater({});
    MessageInflater inflater({});
    for (const QByteArray &message : QByteArrayList{"", "Hello", "", "", "Hello", ""}) {
        const QByteArray compressed = *deflater.deflate(message);
        if (message.isEmpty())
            QCOMPARE(compressed.toHex(), QByteArray("00"));
        QCOMPARE(inflated(inflater, compressed), message);
    }
    // from encoders that have nothing to flush
    QCOMPARE(inflated(inflater, ""), QByteArray());
    QCOMPARE(inflated(inflater, *deflater.deflate("Hello")), QByteArray("Hello"));
}

void tst_MessageDeflate::malformed_data()
{
    QTest::addColumn<QByteArray>("compressed");
    QTest::newRow("reserved block type") << hex("06");
    QTest::newRow("length and its complement differ") << hex("000500faf048656c6c6f00");
    QTest::newRow("refers to what was before") << hex("f200110000");
    QTest::newRow("cut within a fixed block") << hex("f248cdc9");
    QTest::newRow("cut by its last byte") << hex("f248cdc9c907");
    QTest::newRow("cut within an uncompressed block") << hex("000500faff4865");
    QTest::newRow("cut behind a block's begin") << hex("02");
    QTest::newRow("bytes behind it") << hex("f248cdc9c9070007");
    QTest::newRow("garbage behind a final block") << hex("f348cdc9c9070007");
    QTest::newRow("zlib's header") << hex("789cf348cdc9c9070005 8c01f5");
    QTest::newRow("text") << QByteArray("Hello, world");
    QTest::newRow("high bytes") << QByteArray(100, '\xff');
}

void tst_MessageDeflate::malformed()
{
    QFETCH(QByteArray, compressed);
    for (const bool keepsContext : {true, false}) {
        MessageInflater inflater({.keepsContext = keepsContext});
        QCOMPARE(inflated(inflater, compressed), QByteArray("malformed"));
    }
}

void tst_MessageDeflate::nothingAfterAFailure()
{
    MessageInflater inflater({.maxMessageSize = 4});
    QCOMPARE(inflated(inflater, hex("f248cdc9c90700")), QByteArray("too big"));
    QCOMPARE(inflated(inflater, hex("00")), QByteArray("too big"));
    MessageInflater other({});
    QCOMPARE(inflated(other, hex("06")), QByteArray("malformed"));
    QCOMPARE(inflated(other, hex("f248cdc9c90700")), QByteArray("malformed"));
}

void tst_MessageDeflate::finalBlocks()
{
    MessageInflater inflater({});
    const QByteArray final = hex("f348cdc9c90700");
    QCOMPARE(inflated(inflater, final), QByteArray("Hello")); // nothing behind it
    QCOMPARE(inflated(inflater, final + final + '\0'), QByteArray("HelloHello"));
    QCOMPARE(inflated(inflater, final + hex("f248cdc9c90700")), QByteArray("HelloHello"));
    QCOMPARE(inflated(inflater, hex("0300").repeated(10000) + final), QByteArray("Hello"));
    QCOMPARE(inflated(inflater, hex("f248cdc9c90700")), QByteArray("Hello"));
    MessageInflater limited({.maxMessageSize = 9});
    QCOMPARE(inflated(limited, final + final), QByteArray("too big"));
}

void tst_MessageDeflate::roundTrip_data()
{
    QTest::addColumn<int>("windowBits");
    QTest::addColumn<bool>("keepsContext");
    QTest::addColumn<int>("level");
    for (int windowBits = 8; windowBits <= 15; ++windowBits) {
        for (const bool keepsContext : {true, false}) {
            for (const int level : {0, 1, 9})
                QTest::addRow("%d bits, %s, level %d", windowBits,
                              keepsContext ? "context" : "no context", level)
                    << windowBits << keepsContext << level;
        }
    }
}

void tst_MessageDeflate::roundTrip()
{
    QFETCH(int, windowBits);
    QFETCH(bool, keepsContext);
    QFETCH(int, level);
    MessageDeflater deflater(
        {.windowBits = windowBits, .keepsContext = keepsContext, .level = level});
    MessageInflater inflater({.windowBits = windowBits, .keepsContext = keepsContext});
    quint32 seed = 1;
    for (const qsizetype size :
         {1, 100, 255, 256, 257, 1000, 0, 16'383, 16'384, 16'385, 3, 65'536, 600, 70'000}) {
        const QByteArray message = someBytes(size, seed++ / 2); // some refer to those before
        const std::optional<QByteArray> compressed = deflater.deflate(message);
        QVERIFY(compressed);
        QVERIFY(inflated(inflater, *compressed) == message);
    }
}

void tst_MessageDeflate::sharedWithoutContext()
{
    MessageDeflater deflater({.keepsContext = false});
    MessageInflater one({.keepsContext = false});
    MessageInflater other({.keepsContext = true});
    for (int i = 0; i < 10; ++i) {
        const QByteArray message = someBytes(1000, quint32(i / 4));
        QCOMPARE(inflated(i % 2 ? one : other, *deflater.deflate(message)), message);
    }
}

void tst_MessageDeflate::limit_data()
{
    QTest::addColumn<qint64>("size");
    for (const qint64 size : {1, 2, 511, 512, 513, 65'535, 65'536, 65'537, 1'000'000})
        QTest::addRow("%lld", size) << size;
}

void tst_MessageDeflate::limit()
{
    QFETCH(qint64, size);
    for (const QByteArray &message : {QByteArray(size, 'x'), someBytes(size, 1)}) {
        const QByteArray compressed = *MessageDeflater({}).deflate(message);
        MessageInflater exact({.maxMessageSize = size});
        QVERIFY(inflated(exact, compressed) == message);
        QVERIFY(inflated(exact, *MessageDeflater({}).deflate(message)) == message);
        MessageInflater shorter({.maxMessageSize = size - 1});
        QCOMPARE(inflated(shorter, compressed), QByteArray("too big"));
        MessageInflater longer({.maxMessageSize = size + 1});
        QVERIFY(inflated(longer, compressed) == message);
    }
    MessageInflater none({.maxMessageSize = 0});
    QCOMPARE(inflated(none, hex("00")), QByteArray());
    QCOMPARE(inflated(none, hex("f248cdc9c90700")), QByteArray("too big"));
}

// 30 MB in 30 kB.
void tst_MessageDeflate::bombStopsEarly()
{
    const QByteArray bomb = *MessageDeflater({}).deflate(QByteArray(30'000'000, '\0'));
    QVERIFY(bomb.size() < 40'000);
    MessageInflater inflater({.maxMessageSize = 100'000});
    QByteArray message;
    QCOMPARE(inflater.inflate(bomb, message), Status::TooBig);
    QVERIFY(message.capacity() <= 100'100);
}

// A peer with a window of 256 bytes can read what is made for it, and no other can write to it.
void tst_MessageDeflate::windowIsKeptTo()
{
    const QByteArray unique = someBytes(300, 7);
    MessageInflater inflater({.windowBits = 8});
    MessageDeflater small({.windowBits = 8});
    QVERIFY(inflated(inflater, *small.deflate(unique)) == unique);
    QVERIFY(inflated(inflater, *small.deflate(unique)) == unique);

    MessageInflater another({.windowBits = 8});
    MessageDeflater great({.windowBits = 15});
    QVERIFY(inflated(another, *great.deflate(unique)) == unique);
    QCOMPARE(inflated(another, *great.deflate(unique)), QByteArray("malformed"));
}

void tst_MessageDeflate::messagesAreNotOversized()
{
    MessageInflater inflater({});
    const QByteArray text(600'000, 'x');
    QByteArray message;
    QCOMPARE(inflater.inflate(*MessageDeflater({}).deflate(text), message), Status::Ok);
    QCOMPARE(message, text);
    QVERIFY(message.capacity() <= 1'000'100);
}

QTEST_GUILESS_MAIN(tst_MessageDeflate)
#include "tst_messagedeflate.moc"
