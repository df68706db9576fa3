// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_POSTGRES_POSTGRESEMITTER_H
#define QSOCKETIO_ADAPTER_POSTGRES_POSTGRESEMITTER_H

#include "../cluster/clusteremitter.h"
#include "postgresemitteroptions.h"
#include "postgresglobal.h"
#include "postgresoptions.h"

#include <memory>

namespace QSocketIo {

class PostgresEmitterPrivate;

// Speaks to the servers of a cluster on PostgreSQL without being one.
class QSOCKETIO_POSTGRES_EXPORT PostgresEmitter : public ClusterEmitter
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PostgresEmitter)
public:
    explicit PostgresEmitter(const PostgresOptions &postgres = {},
                             const PostgresEmitterOptions &options = {}, QObject *parent = nullptr);
    ~PostgresEmitter() override;

protected:
    bool publish(const ClusterMessage &message) override;

private:
    const std::unique_ptr<PostgresEmitterPrivate> d;
};

} // namespace QSocketIo

#endif
