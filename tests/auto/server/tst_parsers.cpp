// SPDX-License-Identifier: MIT
// ServerOptions::parser, by the bytes on the wire.
#include "serverfixture.h"

#include "codec/msgpackcodec_p.h"
#include "codec/packetparser.h"

using namespace QSocketIo;
using namespace Qt::StringLiterals;

class tst_Parsers : public ServerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void msgpack();
    void msgpackBroadcastsAndAcknowledgements();
    void msgpackMalformed_data();
    void msgpackMalformed();
    void ownParser();
    void factoryGivesNothing();

private:
    static QByteArray message(const Packet &packet) { return MsgpackCodec::encode(packet); }
    // The next packet, which must be a binary message.
    static Packet next(WsClient *client)
    {
        const QByteArray bytes = client->next();
        if (!bytes.startsWith("binary:"))
            return {};
        return MsgpackCodec::decode(bytes.sliced(7)).valueOr({});
    }
    static bool join(WsClient *client, const QByteArray &nsp = "/")
    {
        Packet packet;
        packet.type = Packet::Type::Connect;
        packet.nsp = nsp;
        client->sendBinary(message(packet));
        const Packet answer = next(client);
        return answer.type == Packet::Type::Connect && answer.nsp == nsp
            && answer.data[u"sid"_s].isString();
    }
};

void tst_Parsers::msgpack()
{
    start({.parser = PacketParser::msgpack});
    io->of("/n");
    WsClient client(port);
    // {"type":0,"nsp":"/"} is answered by {"type":0,"data":{"sid":...},"nsp":"/"}
    client.sendBinary(QByteArray::fromHex("82a47479706500a36e7370a12f"));
    const QByteArray answer = client.next();
    QVERIFY(
        answer.startsWith("binary:" + QByteArray::fromHex("83a47479706500a46461746181a3736964b4")));
    QVERIFY(answer.endsWith(QByteArray::fromHex("a36e7370a12f")));
    QVERIFY(join(&client, "/n"));

    QList<QByteArray> got;
    socket->on("e", this, [&](const QByteArray &bytes, int number) {
        got.append(bytes + QByteArray::number(number));
        return number + 1;
    });
    Packet packet;
    packet.event = "e";
    packet.id = 5;
    packet.payload = Payload::of(QByteArray("\x01\x02"), 7);
    client.sendBinary(message(packet));
    const Packet ack = next(&client);
    QCOMPARE(got,
             QList<QByteArray>({"\x01\x02"
                                "7"}));
    QCOMPARE(ack.type, Packet::Type::Ack);
    QCOMPARE(ack.id, std::optional<quint64>(5));
    QCOMPARE(ack.payload, Payload::of(8));
}

void tst_Parsers::msgpackBroadcastsAndAcknowledgements()
{
    start({.parser = PacketParser::msgpack});
    WsClient one(port);
    WsClient two(port);
    QVERIFY(join(&one));
    QVERIFY(join(&two));
    const QFuture<Result<QList<QCborValue>>> answers
        = io->timeout(std::chrono::seconds(5)).emitWithAck("q", QByteArray("b"));
    int number = 0;
    for (WsClient *client : {&one, &two}) {
        const Packet question = next(client);
        QCOMPARE(question.event, "q");
        QCOMPARE(question.payload, Payload::of(QByteArray("b")));
        Packet answer;
        answer.type = Packet::Type::Ack;
        answer.id = question.id;
        answer.payload = Payload::of(++number);
        client->sendBinary(message(answer));
    }
    QTRY_VERIFY(answers.isFinished());
    QCOMPARE(answers.result()->size(), 2);

    io->of("/refusing")->use(this, [](Socket *, const Next &refuse) { refuse(Error("no", 7)); });
    Packet connect;
    connect.type = Packet::Type::Connect;
    connect.nsp = "/refusing";
    one.sendBinary(message(connect));
    const Packet error = next(&one);
    QCOMPARE(error.type, Packet::Type::ConnectError);
    QCOMPARE(error.data[u"message"_s], QCborValue(u"no"_s));
    QCOMPARE(error.data[u"data"_s], QCborValue(7));
    socket->disconnectClient();
    QCOMPARE(next(&two).type, Packet::Type::Disconnect);
}

void tst_Parsers::msgpackMalformed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isText");
    QTest::newRow("text") << QByteArray("2[\"x\"]") << true;
    QTest::newRow("no map") << QByteArray::fromHex("01") << false;
    QTest::newRow("cut off") << QByteArray::fromHex("82a47479706500a36e73") << false;
    QTest::newRow("trailing bytes") << QByteArray::fromHex("82a47479706500a36e7370a12f00") << false;
    QTest::newRow("type 5") << QByteArray::fromHex("82a47479706505a36e7370a12f") << false;
    QTest::newRow("a second CONNECT") << QByteArray::fromHex("82a47479706500a36e7370a12f") << false;
}

void tst_Parsers::msgpackMalformed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isText);
    start({.parser = PacketParser::msgpack});
    WsClient client(port);
    WsClient other(port);
    QVERIFY(join(&client));
    QVERIFY(join(&other));
    if (isText)
        client.send('4' + bytes);
    else
        client.sendBinary(bytes);
    QVERIFY(client.waitForClosed());
    QCOMPARE(reasons, QStringList({u"forced close"_s}));
    QCOMPARE(io->sockets()->sockets().size(), 1);
}

namespace {
// Upper case on the wire.
class ShoutingParser final : public PacketParser
{
    class ShoutingDecoder final : public Decoder
    {
    public:
        explicit ShoutingDecoder(const PacketLimits &limits)
            : m_inner(JsonPacketParser().createDecoder(limits))
        { }
        Result<std::optional<Packet>> decodeText(QByteArrayView text) override
        {
            return m_inner->decodeText(text.toByteArray().toLower());
        }
        Result<std::optional<Packet>> decodeBinary(const QByteArray &) override
        {
            return Error(Error::Code::InvalidPacket, u"no binary"_s);
        }
        void reset() override { m_inner->reset(); }

    private:
        std::unique_ptr<Decoder> m_inner;
    };

public:
    QList<EnginePacket> encode(const Packet &packet) const override
    {
        QList<EnginePacket> messages = m_inner.encode(packet);
        messages.first().data = messages.constFirst().data.toUpper();
        return messages;
    }
    std::unique_ptr<Decoder> createDecoder(const PacketLimits &limits) const override
    {
        return std::make_unique<ShoutingDecoder>(limits);
    }

private:
    JsonPacketParser m_inner;
};
} // namespace

void tst_Parsers::ownParser()
{
    int made = 0;
    start({.parser = [&made] {
        ++made;
        return std::make_unique<ShoutingParser>();
    }});
    WsClient client(port);
    client.send("40");
    QVERIFY(client.next().startsWith("40{\"SID\":"));
    client.send("427[\"SYNC\"]");
    QCOMPARE(client.next(), "437[]");
    io->emitEvent("x", "y");
    QCOMPARE(client.next(), "42[\"X\",\"Y\"]");
    QString error;
    connect(socket, &Socket::errorOccurred, this, [&](const Error &e) { error = e.message(); });
    client.sendBinary("x");
    QVERIFY(client.waitForClosed());
    QCOMPARE(error, u"no binary"_s);
    QCOMPARE(made, 1);
}

void tst_Parsers::factoryGivesNothing()
{
    start({.parser = [] { return std::unique_ptr<PacketParser>(); }});
    WsClient client(port);
    QVERIFY(!client.join().isEmpty());
}

QTEST_GUILESS_MAIN(tst_Parsers)
#include "moc_serverfixture.cpp"
#include "tst_parsers.moc"
