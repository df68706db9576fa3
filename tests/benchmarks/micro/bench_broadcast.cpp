// SPDX-License-Identifier: MIT
//
// Broadcasts through the in-memory adapter, to sockets that only count.
#include "adapter/inmemoryadapter.h"
#include "auto/adapter/adapterfixture.h"
#include "codec/packet_p.h"

#include <QtTest/QTest>

using namespace QSocketIo;

class bench_Broadcast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void toAll() { run({}, 10'000); }
    void toOneRoom() { run({.rooms = {QStringLiteral("room7")}}, 10); }
    void toTenRooms() { run({.rooms = m_tenRooms}, 100); }
    void toAllExceptARoom() { run({.except = {QStringLiteral("room7")}}, 9'990); }
    void joinAndLeave();

private:
    void run(const BroadcastOptions &options, qint64 receivers);

    FakeHost m_host;
    InMemoryAdapter m_adapter{&m_host};
    QStringList m_tenRooms;
    qint64 m_delivered = 0;
};

void bench_Broadcast::initTestCase()
{
    for (int i = 0; i < 10'000; ++i) {
        const QString id = QStringLiteral("socket%1").arg(i);
        FakeMember *const member = m_host.add(id);
        member->onDeliver = [this, member] {
            member->received.clear();
            ++m_delivered;
        };
        m_adapter.addAll(id, {id, QStringLiteral("room%1").arg(i % 1000)});
    }
    for (int i = 0; i < 10; ++i)
        m_tenRooms.append(QStringLiteral("room%1").arg(i * 100));
}

void bench_Broadcast::run(const BroadcastOptions &options, qint64 receivers)
{
    Packet packet;
    packet.event = "news";
    packet.payload = Payload::of(QStringLiteral("abcdefghijklmnopqrstuvwxyzabcdef"));
    m_delivered = 0;
    qint64 broadcasts = 0;
    QBENCHMARK
    {
        m_adapter.broadcast(packet, options);
        ++broadcasts;
    }
    QCOMPARE(m_delivered, broadcasts * receivers);
}

void bench_Broadcast::joinAndLeave()
{
    const QString id = QStringLiteral("socket5");
    const QString room = QStringLiteral("another");
    QBENCHMARK
    {
        m_adapter.addAll(id, {room});
        m_adapter.del(id, room);
    }
    QVERIFY(!m_adapter.isInRoom(id, room));
}

QTEST_GUILESS_MAIN(bench_Broadcast)
#include "bench_broadcast.moc"
