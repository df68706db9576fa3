// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISEMITTEROPTIONS_H
#define QSOCKETIO_ADAPTER_REDIS_REDISEMITTEROPTIONS_H

#include "redisglobal.h"
#include "shardedredisadapteroptions.h"

#include <QtCore/QString>

namespace QSocketIo {

// Which servers a RedisEmitter speaks to: those with the same options of their adapter.
struct RedisEmitterOptions
{
    enum class Format { Classic, Sharded, Streams };

    Format format = Format::Classic;
    QString key = QStringLiteral("socket.io"); // Classic
    QString channelPrefix = QStringLiteral("socket.io"); // Sharded
    ShardedRedisAdapterOptions::SubscriptionMode subscriptionMode
        = ShardedRedisAdapterOptions::SubscriptionMode::Dynamic; // Sharded
    QString streamName = QStringLiteral("socket.io"); // Streams
    int maxLen = 10'000; // Streams
};

} // namespace QSocketIo

#endif
