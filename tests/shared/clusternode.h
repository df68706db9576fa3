// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_CLUSTERNODE_H
#define QSOCKETIO_TESTS_CLUSTERNODE_H

#include "adapter/cluster/clusteradapter.h"
#include "server/namespace.h"
#include "server/server.h"
#include "shared/socketioclients.h"
#include "shared/waitfor.h"

#include <QtTest/QTest>

#include <array>
#include <memory>

namespace QSocketIo {

// A server of a cluster, with a client.
class ClusterNode
{
public:
    explicit ClusterNode(const AdapterFactory &factory)
        : ClusterNode(ServerOptions{.adapter = factory})
    { }
    explicit ClusterNode(const ServerOptions &options)
        : io(options)
    {
        QObject::connect(io.sockets(), &Namespace::connection, io.sockets(),
                         [this](Socket *joined) {
                             joined->on("sync", joined, [](const Ack &ack) { ack(); });
                             socket = joined;
                         });
        isListening = io.listen(QHostAddress(QHostAddress::LocalHost));
    }
    bool addClient()
    {
        return client.open(io.serverPort()) && !client.join().isEmpty()
            && waitFor([this] { return !socket.isNull(); });
    }
    ClusterAdapter *adapter() { return qobject_cast<ClusterAdapter *>(io.sockets()->adapter()); }

    Server io;
    bool isListening = false;
    WsClient client;
    QPointer<Socket> socket;
};

// Two of them.
class ClusterNodes : public QObject
{
protected:
    void startNodes(const AdapterFactory &factory)
    {
        for (auto &node : nodes) {
            node = std::make_unique<ClusterNode>(factory);
            QVERIFY(node->isListening);
            QVERIFY(node->addClient());
        }
    }
    template<typename T>
    static T resultOf(const QFuture<T> &future)
    {
        if (!waitFor([&future] { return future.isFinished(); }, 20'000))
            return T(Error("nothing came"));
        return future.result();
    }
    void tearDown()
    {
        for (auto &node : nodes)
            node.reset();
    }

    ClusterNode &a() { return *nodes[0]; }
    ClusterNode &b() { return *nodes[1]; }
    // Both clients have got it, and nothing else before.
    void expectAll(const QByteArray &packet)
    {
        QCOMPARE(a().client.next(), packet);
        QCOMPARE(b().client.next(), packet);
    }
    // Past all that is on its way to b's client.
    bool drain()
    {
        a().io.to(b().socket->id()).emitEvent("last");
        while (true) {
            const QByteArray packet = b().client.next();
            if (packet.isEmpty() || packet == "42[\"last\"]")
                return !packet.isEmpty();
        }
    }

    std::array<std::unique_ptr<ClusterNode>, 2> nodes;
};

} // namespace QSocketIo

#endif
