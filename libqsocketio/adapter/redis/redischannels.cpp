// SPDX-License-Identifier: MIT
#include "redischannels_p.h"

#include "../cluster/clustercodec_p.h"

namespace QSocketIo {

QByteArray RedisChannels::broadcasts(const QString &key, const QString &nsp)
{
    return key.toUtf8() + '#' + nsp.toUtf8() + '#';
}

QByteArray RedisChannels::broadcastsTo(const QByteArray &broadcasts,
                                       const BroadcastOptions &options)
{
    if (options.rooms.size() != 1)
        return broadcasts;
    return broadcasts + options.rooms.constFirst().toUtf8() + '#';
}

QByteArray RedisChannels::requests(const QString &key, const QString &nsp)
{
    return key.toUtf8() + "-request#" + nsp.toUtf8() + '#';
}

QByteArray RedisChannels::general(const QString &prefix, const QString &nsp)
{
    return prefix.toUtf8() + '#' + nsp.toUtf8() + '#';
}

QByteArray RedisChannels::ofName(const QByteArray &general, const QString &roomOrUid)
{
    return general + roomOrUid.toUtf8() + '#';
}

// The others decide by the same rule which channels to listen to. They take a name of 20 characters
// for the id of a socket.
QByteArray RedisChannels::ofMessage(const QByteArray &general, const ClusterMessage &message,
                                    ShardedRedisAdapterOptions::SubscriptionMode mode)
{
    using Mode = ShardedRedisAdapterOptions::SubscriptionMode;
    constexpr qsizetype socketIdLength = 20;
    const QStringList &names = message.options.rooms;
    const bool isForOneRoom = message.type == ClusterMessage::Type::Broadcast
        && message.requestId.isNull() && names.size() == 1 && mode != Mode::Static;
    if (isForOneRoom
        && (mode == Mode::DynamicPrivate || names.constFirst().size() != socketIdLength))
        return ofName(general, names.constFirst());
    return general;
}

QByteArray RedisChannels::shardedMessage(const ClusterMessage &message)
{
    const bool isBinary = ClusterCodec::hasBinary(message);
    return ClusterCodec::encode(
        message, isBinary ? ClusterCodec::Format::Msgpack : ClusterCodec::Format::Json);
}

} // namespace QSocketIo
