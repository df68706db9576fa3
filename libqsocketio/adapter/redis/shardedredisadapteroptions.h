// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_SHARDEDREDISADAPTEROPTIONS_H
#define QSOCKETIO_ADAPTER_REDIS_SHARDEDREDISADAPTEROPTIONS_H

#include "../cluster/clusteroptions.h"
#include "redisglobal.h"

#include <QtCore/QString>

namespace QSocketIo {

// What the servers of a cluster on ShardedRedisAdapter agree on.
struct ShardedRedisAdapterOptions
{
    // Dynamic: rooms have channels of their own, but not those of a single socket.
    enum class SubscriptionMode { Static, Dynamic, DynamicPrivate };

    QString channelPrefix = QStringLiteral("socket.io");
    SubscriptionMode subscriptionMode = SubscriptionMode::Dynamic;
    ClusterOptions cluster = {};
};

} // namespace QSocketIo

#endif
