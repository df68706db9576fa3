// SPDX-License-Identifier: MIT
//
// One message through each of the codecs.
#include "codec/enginecodecv4_p.h"
#include "codec/packet_p.h"
#include "codec/websocketframe_p.h"

#include <QtTest/QTest>

using namespace QSocketIo;

class bench_Codecs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodePacket_data() { packets(); }
    void decodePacket();
    void encodePacket_data() { packets(); }
    void encodePacket();
    void decodeAttachment();
    void readFrame_data() { sizes(); }
    void readFrame();
    void webSocketFrame_data() { sizes(); }
    void webSocketFrame();
    void decodePollingPayload();
    void encodePollingPayload();

private:
    static void packets();
    static void sizes();
};

void bench_Codecs::packets()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("32 bytes") << QByteArray(R"(2["echo","abcdefghijklmnopqrstuvwxyzabcdef"])");
    QTest::newRow("with an id") << QByteArray(R"(217["echo","abcdefghijklmnopqrstuvwxyzabcdef"])");
    QTest::newRow("in a namespace") << QByteArray(R"(2/chat,["echo",1,true,null,{"a":[1.5,"b"]}])");
    QByteArray long_ = R"(2["rows",[)";
    for (int i = 0; i < 40; ++i)
        long_ += R"({"id":17,"name":"somebody","on":true},)";
    long_.back() = ']';
    QTest::newRow("1.5 KB of objects") << long_ + ']';
}

void bench_Codecs::sizes()
{
    QTest::addColumn<int>("size");
    QTest::newRow("32 bytes") << 32;
    QTest::newRow("4 KB") << 4096;
    QTest::newRow("64 KB") << 65536;
}

void bench_Codecs::decodePacket()
{
    QFETCH(QByteArray, text);
    PacketDecoder decoder;
    QBENCHMARK
    {
        const auto packet = decoder.decodeText(text);
        QVERIFY(packet && *packet);
    }
}

void bench_Codecs::encodePacket()
{
    QFETCH(QByteArray, text);
    PacketDecoder decoder;
    const auto packet = decoder.decodeText(text);
    QVERIFY(packet && *packet);
    QByteArray encoded;
    QBENCHMARK
    {
        encoded = PacketEncoder::encode(**packet).constFirst().data;
    }
    QCOMPARE(encoded, text);
}

void bench_Codecs::decodeAttachment()
{
    const QByteArray bytes(4096, 'x');
    PacketDecoder decoder;
    QBENCHMARK
    {
        QVERIFY(decoder.decodeText(R"(51-["echo",{"_placeholder":true,"num":0}])"));
        const auto packet = decoder.decodeBinary(bytes);
        QVERIFY(packet && *packet);
    }
}

// Masked, as clients send it. The reader unmasks it where it is, so each time it needs a new one;
// the copy is part of what is measured, as it is part of receiving.
void bench_Codecs::readFrame()
{
    QFETCH(int, size);
    const QByteArray mask("\x5a\x13\x7e\x21", 4);
    QByteArray frame = WebSocketFrameWriter::frame(WebSocketOpcode::Text, QByteArray(size, 'x'));
    const qsizetype header = frame.size() - size;
    frame[1] = char(frame[1] | 0x80);
    for (qsizetype i = 0; i < size; ++i)
        frame[header + i] = char(frame[header + i] ^ mask[i % 4]);
    frame.insert(header, mask);
    WebSocketFrameReader reader(1'000'000);
    QBENCHMARK
    {
        QByteArray received(frame.constData(), frame.size());
        const auto step = reader.next(received.data(), received.size());
        QCOMPARE(step.payload.size(), qsizetype(size));
    }
}

void bench_Codecs::webSocketFrame()
{
    QFETCH(int, size);
    EnginePacket packet;
    packet.data = QByteArray(size, 'x');
    QBENCHMARK
    {
        QVERIFY(EngineCodecV4::webSocketFrame(packet).size() > size);
    }
}

void bench_Codecs::decodePollingPayload()
{
    EnginePacket packet;
    packet.data = R"(2["echo","abcdefghijklmnopqrstuvwxyzabcdef"])";
    const QByteArray payload = EngineCodecV4::encodePayload(QList<EnginePacket>(20, packet));
    QBENCHMARK
    {
        QCOMPARE(EngineCodecV4::decodePayload(payload).size(), 20);
    }
}

void bench_Codecs::encodePollingPayload()
{
    EnginePacket packet;
    packet.data = R"(2["echo","abcdefghijklmnopqrstuvwxyzabcdef"])";
    const QList<EnginePacket> packets(20, packet);
    QBENCHMARK
    {
        QVERIFY(EngineCodecV4::encodePayload(packets).size() > 20 * packet.data.size());
    }
}

QTEST_GUILESS_MAIN(bench_Codecs)
#include "bench_codecs.moc"
