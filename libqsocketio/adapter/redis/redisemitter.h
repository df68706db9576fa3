// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISEMITTER_H
#define QSOCKETIO_ADAPTER_REDIS_REDISEMITTER_H

#include "../cluster/clusteremitter.h"
#include "redisemitteroptions.h"
#include "redisglobal.h"
#include "redisoptions.h"

#include <memory>

namespace QSocketIo {

class RedisEmitterPrivate;

// Speaks to the servers of a cluster on Redis without being one.
class QSOCKETIO_REDIS_EXPORT RedisEmitter : public ClusterEmitter
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RedisEmitter)
public:
    explicit RedisEmitter(const RedisOptions &redis = {}, const RedisEmitterOptions &options = {},
                          QObject *parent = nullptr);
    ~RedisEmitter() override;

protected:
    bool publish(const ClusterMessage &message) override;

private:
    const std::unique_ptr<RedisEmitterPrivate> d;
};

} // namespace QSocketIo

#endif
