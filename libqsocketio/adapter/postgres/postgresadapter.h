// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_POSTGRES_POSTGRESADAPTER_H
#define QSOCKETIO_ADAPTER_POSTGRES_POSTGRESADAPTER_H

#include "../cluster/heartbeatclusteradapter.h"
#include "postgresadapteroptions.h"
#include "postgresglobal.h"
#include "postgresoptions.h"

#include <memory>

namespace QSocketIo {

class PostgresAdapterPrivate;
class PostgresHub;

// A cluster on PostgreSQL's notifications, together with servers on Node.js with
// @socket.io/postgres-adapter.
class QSOCKETIO_POSTGRES_EXPORT PostgresAdapter : public HeartbeatClusterAdapter
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PostgresAdapter)
public:
    ~PostgresAdapter() override;

    [[nodiscard]] static AdapterFactory factory(const PostgresOptions &postgres = {},
                                                const PostgresAdapterOptions &options = {});

    QFuture<void> close() override;

protected:
    bool publish(const ClusterMessage &message) override;
    bool keep(const ClusterMessage &message) override;
    void readyChanged(bool ready) override;
    void messageReceived(const ClusterMessage &message) override;

private:
    friend class PostgresAdapterPrivate;
    PostgresAdapter(AdapterHost *host, const std::shared_ptr<PostgresHub> &hub,
                    const PostgresAdapterOptions &options);

    const std::unique_ptr<PostgresAdapterPrivate> d;
};

} // namespace QSocketIo

#endif
