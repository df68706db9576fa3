// SPDX-License-Identifier: MIT
//
// One message for the cluster through the codecs, and what a broadcast that comes from another server
// takes until all clients of this one have it.
#include "adapter/cluster/clustercodec_p.h"
#include "auto/adapter/adapterfixture.h"
#include "shared/loopbackbus.h"

#include <QtTest/QTest>

using namespace QSocketIo;

namespace {
enum class Wire { Classic, Json, Msgpack };

ClusterMessage broadcastOf(int size)
{
    ClusterMessage message;
    message.type = ClusterMessage::Type::Broadcast;
    message.uid = QStringLiteral("another");
    message.nsp = QStringLiteral("/");
    message.packet.event = "news";
    message.packet.payload = Payload::of(QString(size, u'x'));
    return message;
}

QByteArray encoded(const ClusterMessage &message, Wire wire)
{
    if (wire == Wire::Classic)
        return ClassicRedisCodec::encodeBroadcast(message);
    return ClusterCodec::encode(
        message, wire == Wire::Json ? ClusterCodec::Format::Json : ClusterCodec::Format::Msgpack);
}

Result<ClusterMessage> decoded(const QByteArray &bytes, Wire wire)
{
    return wire == Wire::Classic ? ClassicRedisCodec::decodeBroadcast(bytes)
                                 : ClusterCodec::decode(bytes);
}
} // namespace

class bench_Cluster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encode_data() { messages(); }
    void encode();
    void decode_data() { messages(); }
    void decode();
    void remoteBroadcast_data();
    void remoteBroadcast();

private:
    static void messages();
};

void bench_Cluster::messages()
{
    QTest::addColumn<Wire>("wire");
    QTest::addColumn<int>("size");
    for (int size : {64, 1024, 16384}) {
        QTest::addRow("classic, %d bytes", size) << Wire::Classic << size;
        QTest::addRow("JSON, %d bytes", size) << Wire::Json << size;
        QTest::addRow("MessagePack, %d bytes", size) << Wire::Msgpack << size;
    }
}

void bench_Cluster::encode()
{
    QFETCH(Wire, wire);
    QFETCH(int, size);
    const ClusterMessage message = broadcastOf(size);
    QBENCHMARK
    {
        QVERIFY(encoded(message, wire).size() > size);
    }
}

void bench_Cluster::decode()
{
    QFETCH(Wire, wire);
    QFETCH(int, size);
    const QByteArray bytes = encoded(broadcastOf(size), wire);
    QBENCHMARK
    {
        const Result<ClusterMessage> message = decoded(bytes, wire);
        QVERIFY(message && message->packet.event == "news");
    }
}

void bench_Cluster::remoteBroadcast_data()
{
    QTest::addColumn<int>("clients");
    QTest::addColumn<int>("size");
    for (int clients : {1, 100, 10'000}) {
        for (int size : {64, 16384})
            QTest::addRow("%d clients, %d bytes", clients, size) << clients << size;
    }
}

// It is encoded once for all clients here, who share its bytes: neither grows with their number.
void bench_Cluster::remoteBroadcast()
{
    QFETCH(int, clients);
    QFETCH(int, size);
    LoopbackBus bus;
    FakeHost host;
    CountedLoopbackAdapter adapter(&host, &bus);
    adapter.init();
    for (int i = 0; i < clients; ++i) {
        const QString id = QStringLiteral("socket%1").arg(i);
        host.add(id);
        adapter.addAll(id, {id});
    }
    const QByteArray bytes = encoded(broadcastOf(size), Wire::Json);
    int broadcasts = 0;
    QBENCHMARK
    {
        for (const auto &[id, member] : host.members)
            member->received.clear();
        adapter.take(bytes);
        ++broadcasts;
    }
    QCOMPARE(host.encodings, broadcasts);
    const FakeMember *first = host.members.begin()->second.get();
    QVERIFY(first->received.constFirst().size() > size);
    for (const auto &[id, member] : host.members) {
        QCOMPARE(member->received.size(), 1);
        QVERIFY(member->received.constFirst().isSharedWith(first->received.constFirst()));
    }
}

QTEST_GUILESS_MAIN(bench_Cluster)
#include "bench_cluster.moc"
