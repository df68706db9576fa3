// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_CLUSTERFIXTURE_H
#define QSOCKETIO_TESTS_CLUSTERFIXTURE_H

#include "adapterfixture.h"
#include "shared/loopbackbus.h"
#include "shared/waitfor.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <memory>
#include <vector>

namespace QSocketIo {

struct Node
{
    Node(bool hasHeartbeats, LoopbackBus *bus, const ClusterOptions &options)
    {
        if (hasHeartbeats)
            own(std::make_unique<HeartbeatLoopbackAdapter>(&host, bus, options));
        else
            own(std::make_unique<CountedLoopbackAdapter>(&host, bus, options));
        adapter->init();
    }
    FakeMember *join(const QString &id, const QStringList &rooms = {})
    {
        FakeMember *member = host.add(id);
        adapter->addAll(id, QStringList{id} + rooms);
        return member;
    }

    FakeHost host;
    std::unique_ptr<ClusterAdapter> adapter;
    LoopbackEndpoint *endpoint = nullptr;

private:
    template<typename T>
    void own(std::unique_ptr<T> made)
    {
        endpoint = made.get();
        adapter = std::move(made);
    }
};

// What an acknowledged broadcast has got.
struct Acknowledgements
{
    QList<int> expected;
    QList<QCborValue> answers;
};

// Several adapters on one bus, for each kind of them.
class ClusterFixture : public QObject
{
    Q_OBJECT
protected:
    using Sockets = Result<QList<SocketDescription>>;
    using Type = ClusterMessage::Type;

    Node *add(const ClusterOptions &options = {})
    {
        nodes.push_back(std::make_unique<Node>(m_hasHeartbeats, bus.get(), options));
        return nodes.back().get();
    }
    void start(int count, const ClusterOptions &options = {})
    {
        for (int i = 0; i < count; ++i)
            add(options);
        bus->settle();
        bus->published.clear();
    }
    // For what concerns only these, whatever the row.
    void useHeartbeats() { m_hasHeartbeats = true; }
    [[nodiscard]] bool isHeartbeat() const { return m_hasHeartbeats; }

    Sockets fetch(Node *node, const BroadcastOptions &options = {})
    {
        const QFuture<Sockets> future = node->adapter->fetchSockets(options);
        bus->settle();
        return future.isFinished() ? future.result() : Error("pending");
    }
    static QStringList idsOf(const QList<SocketDescription> &sockets)
    {
        QStringList ids;
        for (const SocketDescription &socket : sockets)
            ids.append(socket.id);
        ids.sort();
        return ids;
    }
    static Packet event(const QByteArray &name, const Payload &payload = {})
    {
        Packet packet;
        packet.event = name;
        packet.payload = payload;
        return packet;
    }
    // The timeout is a second unless the options name another one.
    static void emitWithAck(Node *node, Acknowledgements *into,
                            const BroadcastOptions &options = {}, quint64 packetId = 7)
    {
        Packet packet = event("q");
        packet.id = packetId;
        BroadcastOptions timed = options;
        timed.timeout = timed.timeout.value_or(std::chrono::seconds(1));
        node->adapter->broadcastWithAck(
            packet, timed, [into](int count) { into->expected.append(count); },
            [into](const QCborValue &answer) { into->answers.append(answer); });
    }

    std::unique_ptr<LoopbackBus> bus;
    std::vector<std::unique_ptr<Node>> nodes;

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("heartbeat");
        QTest::newRow("counted") << false;
        QTest::newRow("heartbeat") << true;
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QFETCH_GLOBAL(bool, heartbeat);
        m_hasHeartbeats = heartbeat;
        bus = std::make_unique<LoopbackBus>();
    }
    void cleanup()
    {
        nodes.clear();
        bus.reset();
    }

private:
    bool m_hasHeartbeats = false;
};

} // namespace QSocketIo

#endif
