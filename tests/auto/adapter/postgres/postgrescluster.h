// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_POSTGRESCLUSTER_H
#define QSOCKETIO_TESTS_POSTGRESCLUSTER_H

#include "adapter/postgres/postgresadapter.h"
#include "server/namespace.h"
#include "server/server.h"
#include "shared/postgresserver.h"
#include "shared/socketioclients.h"
#include "shared/waitfor.h"

#include <QtTest/QTest>

#include <array>
#include <memory>

namespace QSocketIo {

// A server of a cluster, with a client.
class PostgresNode
{
public:
    explicit PostgresNode(const AdapterFactory &factory)
        : io({.adapter = factory})
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
    PostgresAdapter *adapter() { return qobject_cast<PostgresAdapter *>(io.sockets()->adapter()); }

    Server io;
    bool isListening = false;
    WsClient client;
    QPointer<Socket> socket;
};

// Two servers on one PostgreSQL, which know of each other.
class PostgresCluster : public QObject
{
    Q_OBJECT
protected:
    PostgresOptions options() const
    {
        PostgresOptions local;
        local.port = postgres.port();
        local.reconnectDelayMax = std::chrono::milliseconds(100);
        return local;
    }
    void startPostgres()
    {
        QVERIFY2(postgres.isRunning() || postgres.start(),
                 "PostgreSQL is needed (Debian: postgresql)");
    }
    void startNodes(const PostgresOptions &postgresOptions,
                    const PostgresAdapterOptions &adapterOptions = {})
    {
        tearDown();
        for (auto &node : nodes) {
            node = std::make_unique<PostgresNode>(
                PostgresAdapter::factory(postgresOptions, adapterOptions));
            QVERIFY(node->isListening);
            QVERIFY(node->addClient());
        }
        QVERIFY(knowEachOther());
    }
    bool knowEachOther()
    {
        return waitFor(
            [this] {
                return a().adapter()->isReady() && b().adapter()->isReady()
                    && a().adapter()->peers().contains(b().adapter()->uid())
                    && b().adapter()->peers().contains(a().adapter()->uid());
            },
            20'000);
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
    PostgresNode &a() { return *nodes[0]; }
    PostgresNode &b() { return *nodes[1]; }
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

    PostgresServer postgres;
    std::array<std::unique_ptr<PostgresNode>, 2> nodes;
};

} // namespace QSocketIo

#endif
