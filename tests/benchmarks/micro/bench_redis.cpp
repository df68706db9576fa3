// SPDX-License-Identifier: MIT
//
// What Redis says, read: messages of channels, and entries of a stream.
#include "adapter/redis/redisstreamentry_p.h"
#include "adapter/redis/respparser_p.h"

#include <QtTest/QTest>

#include <algorithm>
#include <optional>

using namespace QSocketIo;

class bench_Redis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void message_data() { sizes(); }
    void message();
    void messageInPieces_data() { sizes(); }
    void messageInPieces();
    void manyMessages();
    void streamEntry_data() { sizes(); }
    void streamEntry();

private:
    static void sizes();
    // What a server writes of an array, or of what it tells unasked: the kind is its first byte.
    static QByteArray resp(char kind, const QByteArrayList &strings);
    static QByteArray channelMessage(int size)
    {
        return resp('>', {"pmessage", "socket.io#/#*", "socket.io#/#", QByteArray(size, 'x')});
    }
};

void bench_Redis::sizes()
{
    QTest::addColumn<int>("size");
    QTest::newRow("64 bytes") << 64;
    QTest::newRow("1 KB") << 1024;
    QTest::newRow("16 KB") << 16384;
}

QByteArray bench_Redis::resp(char kind, const QByteArrayList &strings)
{
    QByteArray text = kind + QByteArray::number(strings.size()) + "\r\n";
    for (const QByteArray &string : strings)
        text += '$' + QByteArray::number(string.size()) + "\r\n" + string + "\r\n";
    return text;
}

void bench_Redis::message()
{
    QFETCH(int, size);
    const QByteArray bytes = channelMessage(size);
    RespParser parser;
    QBENCHMARK
    {
        parser.feed(bytes);
        const auto value = parser.next();
        QVERIFY(value && value->stringAt(3).size() == size);
    }
}

// As a socket gives what is long, or what somebody is slow to send.
void bench_Redis::messageInPieces()
{
    QFETCH(int, size);
    const QByteArray bytes = channelMessage(size);
    RespParser parser;
    QBENCHMARK
    {
        std::optional<RespValue> value;
        for (qsizetype at = 0; at < bytes.size(); at += 64) {
            parser.feed(
                QByteArrayView(bytes).sliced(at, std::min<qsizetype>(64, bytes.size() - at)));
            value = parser.next();
        }
        QVERIFY(value && value->stringAt(3).size() == size);
    }
}

void bench_Redis::manyMessages()
{
    const QByteArray bytes = channelMessage(64).repeated(100);
    RespParser parser;
    QBENCHMARK
    {
        parser.feed(bytes);
        int count = 0;
        while (parser.next())
            ++count;
        QCOMPARE(count, 100);
    }
}

void bench_Redis::streamEntry()
{
    QFETCH(int, size);
    ClusterMessage message;
    message.type = ClusterMessage::Type::Broadcast;
    message.uid = QStringLiteral("another");
    message.nsp = QStringLiteral("/");
    message.packet.event = "news";
    message.packet.payload = Payload::of(QString(size, u'x'));
    const QByteArray bytes = "*1\r\n*2\r\n$9\r\nsocket.io\r\n*1\r\n*2\r\n$3\r\n7-1\r\n"
        + resp('*', RedisStreamEntry::fieldsOf(message));
    RespParser parser;
    QBENCHMARK
    {
        parser.feed(bytes);
        const auto value = parser.next();
        QVERIFY(value);
        const auto reply = RedisStreamReply::ofRead(*value);
        QVERIFY(reply && reply->entries.size() == 1);
        const Result<ClusterMessage> read = reply->entries.constFirst().message();
        QVERIFY(read && read->packet.event == "news");
    }
}

QTEST_GUILESS_MAIN(bench_Redis)
#include "bench_redis.moc"
