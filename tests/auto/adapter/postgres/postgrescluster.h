// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_POSTGRESCLUSTER_H
#define QSOCKETIO_TESTS_POSTGRESCLUSTER_H

#include "adapter/postgres/postgresadapter.h"
#include "shared/clusterchecks.h"
#include "shared/postgresserver.h"

namespace QSocketIo {

// Two servers on one PostgreSQL, which know of each other.
class PostgresCluster : public ClusterChecks
{
    Q_OBJECT
public:
    ~PostgresCluster() override { tearDown(); } // before PostgreSQL

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
        ClusterNodes::startNodes(PostgresAdapter::factory(postgresOptions, adapterOptions));
        if (!QTest::currentTestFailed())
            QVERIFY(knowEachOther());
    }
    static QStringList peersOf(ClusterNode &node)
    {
        return qobject_cast<PostgresAdapter *>(node.adapter())->peers();
    }
    bool knowEachOther()
    {
        return waitFor(
            [this] {
                return a().adapter()->isReady() && b().adapter()->isReady()
                    && peersOf(a()).contains(b().adapter()->uid())
                    && peersOf(b()).contains(a().adapter()->uid());
            },
            20'000);
    }

    PostgresServer postgres;
};

} // namespace QSocketIo

#endif
