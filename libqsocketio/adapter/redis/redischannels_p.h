// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISCHANNELS_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISCHANNELS_P_H

#include "../cluster/clustermessage.h"
#include "shardedredisadapteroptions.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace QSocketIo {

// The names of the channels, as all servers and emitters of a cluster must choose them.
namespace RedisChannels {
// Of createAdapter(). Broadcasts to a single room have a channel behind the common one, so that
// servers without such a room need not decode them.
[[nodiscard]] QByteArray broadcasts(const QString &key, const QString &nsp);
[[nodiscard]] QByteArray broadcastsTo(const QByteArray &broadcasts,
                                      const BroadcastOptions &options);
[[nodiscard]] QByteArray requests(const QString &key, const QString &nsp);

// Of createShardedAdapter().
[[nodiscard]] QByteArray general(const QString &prefix, const QString &nsp);
[[nodiscard]] QByteArray ofName(const QByteArray &general, const QString &roomOrUid);
[[nodiscard]] QByteArray ofMessage(const QByteArray &general, const ClusterMessage &message,
                                   ShardedRedisAdapterOptions::SubscriptionMode mode);
// JSON where that loses no bytes.
[[nodiscard]] QByteArray shardedMessage(const ClusterMessage &message);
} // namespace RedisChannels

} // namespace QSocketIo

#endif
