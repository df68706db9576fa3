// SPDX-License-Identifier: MIT
// What a ClusterAdapter lets its subclass keep while the cluster is out of reach.
#include "clusterfixture.h"

using namespace QSocketIo;
using namespace Qt::StringLiterals;

namespace {
class KeepingAdapter final : public HeartbeatLoopbackAdapter
{
public:
    using ClusterAdapter::messagesDropped;
    using HeartbeatLoopbackAdapter::HeartbeatLoopbackAdapter;

    QList<ClusterMessage> kept;
    bool hasRoom = true;

protected:
    bool keep(const ClusterMessage &message) override
    {
        kept.append(message);
        return hasRoom;
    }
};
} // namespace

class tst_ClusterKeep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { adapter.reset(); }

    void onlyWhileAway();
    void noRoom();
    void closed();
    void messagesDropped();
    void noHeartbeatBeforeItsTime();

private:
    using Type = ClusterMessage::Type;

    void broadcast()
    {
        Packet packet;
        packet.event = "x";
        adapter->broadcast(packet, {});
    }

    LoopbackBus bus;
    FakeHost host;
    std::unique_ptr<KeepingAdapter> adapter;
    QList<Error> errors;
};

void tst_ClusterKeep::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    adapter = std::make_unique<KeepingAdapter>(&host, &bus);
    errors.clear();
    bus.published.clear();
    connect(adapter.get(), &ClusterAdapter::clusterError, this,
            [this](const Error &error) { errors.append(error); });
}

void tst_ClusterKeep::onlyWhileAway()
{
    broadcast();
    adapter->addSockets({}, {u"room"_s});
    QCOMPARE(adapter->kept.size(), 2);
    QCOMPARE(adapter->kept[0].type, Type::Broadcast);
    QCOMPARE(adapter->kept[0].uid, adapter->uid());
    QCOMPARE(adapter->kept[0].nsp, host.namespaceName());
    QCOMPARE(adapter->kept[1].type, Type::SocketsJoin);
    // What waits for answers ends at once.
    QVERIFY(adapter->fetchSockets({}).isFinished());
    QCOMPARE(adapter->kept.size(), 2);
    QCOMPARE(adapter->droppedPublishes(), 0);
    QVERIFY(errors.isEmpty());
    adapter->setUp(true);
    broadcast();
    QCOMPARE(adapter->kept.size(), 2);
    QCOMPARE(bus.publishedOf(Type::Broadcast), 1);
}

void tst_ClusterKeep::noRoom()
{
    adapter->hasRoom = false;
    broadcast();
    QCOMPARE(adapter->droppedPublishes(), 1);
    QVERIFY(errors.isEmpty());
    adapter->addSockets({}, {u"room"_s});
    QCOMPARE(adapter->droppedPublishes(), 2);
    QCOMPARE(errors.size(), 1);
}

void tst_ClusterKeep::closed()
{
    adapter->close();
    broadcast();
    QVERIFY(adapter->kept.isEmpty());
    QCOMPARE(adapter->droppedPublishes(), 1);
}

void tst_ClusterKeep::messagesDropped()
{
    adapter->messagesDropped(2);
    adapter->messagesDropped(3, u"too old"_s);
    QCOMPARE(adapter->droppedPublishes(), 5);
    QVERIFY(errors.isEmpty()); // not from inside of what publishes
    QVERIFY(waitFor([this] { return !errors.isEmpty(); }));
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors[0].message(), u"too old"_s);
    QCOMPARE(errors[0].code(), Error::Code::Adapter);
    adapter->messagesDropped(1, u"too old"_s);
    adapter.reset(); // and nothing comes any more
    QCoreApplication::processEvents();
    QCOMPARE(errors.size(), 1);
}

// Who hears others, but cannot say so yet, loses no message by that.
void tst_ClusterKeep::noHeartbeatBeforeItsTime()
{
    adapter->take(R"({"type":1,"uid":"other","nsp":"/"})");
    QCOMPARE(adapter->peers(), QStringList{u"other"_s});
    QVERIFY(adapter->kept.isEmpty());
    QCOMPARE(adapter->droppedPublishes(), 0);
    adapter->setUp(true);
    QCOMPARE(bus.publishedOf(Type::InitialHeartbeat), 1);
    adapter->take(R"({"type":1,"uid":"another","nsp":"/"})");
    QCOMPARE(bus.publishedOf(Type::Heartbeat), 1);
}

QTEST_GUILESS_MAIN(tst_ClusterKeep)
#include "tst_clusterkeep.moc"
