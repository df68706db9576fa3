// SPDX-License-Identifier: MIT
#include "shardedredisadapter.h"

#include "../cluster/clustercodec_p.h"
#include "redischannels_p.h"
#include "rediscount_p.h"
#include "redishub_p.h"

#include <map>

namespace QSocketIo {

using Kind = RedisSubscription::Kind;
using Type = ClusterMessage::Type;
using Mode = ShardedRedisAdapterOptions::SubscriptionMode;

class ShardedRedisAdapterPrivate
{
public:
    ShardedRedisAdapterPrivate(ShardedRedisAdapter *adapter,
                               const std::shared_ptr<RedisHub> &redisHub,
                               const ShardedRedisAdapterOptions &adapterOptions);

    [[nodiscard]] QByteArray channelOf(const QString &roomOrUid) const
    {
        return RedisChannels::ofName(general, roomOrUid);
    }
    void subscribe();
    [[nodiscard]] std::unique_ptr<RedisSubscription> listenTo(const QByteArrayList &channels);
    void updateReady();
    void roomCreated(const QString &room);

    ShardedRedisAdapter *const q;
    const ShardedRedisAdapterOptions options;
    const QByteArray general;
    const QByteArray ownEnding; // of messages of this adapter, which come back
    const QByteArray ownBinaryEnding;
    // Destroyed last: what it hands out refers to it.
    const std::shared_ptr<RedisHub> hub;
    std::unique_ptr<RedisSubscription> subscription;
    std::map<QString, std::unique_ptr<RedisSubscription>> rooms;
};

ShardedRedisAdapterPrivate::ShardedRedisAdapterPrivate(
    ShardedRedisAdapter *adapter, const std::shared_ptr<RedisHub> &redisHub,
    const ShardedRedisAdapterOptions &adapterOptions)
    : q(adapter)
    , options(adapterOptions)
    , general(RedisChannels::general(options.channelPrefix, adapter->host()->namespaceName()))
    , ownEnding(ClusterCodec::ending(adapter->uid(), adapter->host()->namespaceName(),
                                     ClusterCodec::Format::Json))
    , ownBinaryEnding(ClusterCodec::ending(adapter->uid(), adapter->host()->namespaceName(),
                                           ClusterCodec::Format::Msgpack))
    , hub(redisHub)
{ }

void ShardedRedisAdapterPrivate::subscribe()
{
    subscription = listenTo({general, channelOf(q->uid())});
    QObject::connect(subscription.get(), &RedisSubscription::confirmedChanged, q,
                     [this] { updateReady(); });
    QObject::connect(hub.get(), &RedisHub::commandsChanged, q, [this] { updateReady(); });
    QObject::connect(hub.get(), &RedisHub::errorOccurred, q, &ClusterAdapter::clusterError);
    if (options.subscriptionMode != Mode::Static) {
        QObject::connect(q, &Adapter::roomCreated, q,
                         [this](const QString &room) { roomCreated(room); });
        QObject::connect(q, &Adapter::roomDeleted, q,
                         [this](const QString &room) { rooms.erase(room); });
    }
    updateReady();
}

std::unique_ptr<RedisSubscription>
ShardedRedisAdapterPrivate::listenTo(const QByteArrayList &channels)
{
    auto listening = hub->subscribe(Kind::Shard, channels);
    QObject::connect(listening.get(), &RedisSubscription::received, q,
                     [this](const QByteArray &, const QByteArray &bytes) {
                         if (bytes.endsWith(ownEnding) || bytes.endsWith(ownBinaryEnding))
                             return;
                         const Result<ClusterMessage> message = ClusterCodec::decode(bytes);
                         if (message)
                             q->receive(*message);
                         else
                             q->receiveMalformed(message.error().message());
                     });
    return listening;
}

void ShardedRedisAdapterPrivate::updateReady()
{
    q->setReady(hub->commands()->isReady() && subscription && subscription->isConfirmed());
}

void ShardedRedisAdapterPrivate::roomCreated(const QString &room)
{
    const bool isPrivate
        = options.subscriptionMode == Mode::Dynamic && q->host()->member(room) != nullptr;
    if (!isPrivate && subscription) // not while it closes
        rooms[room] = listenTo({channelOf(room)});
}

/*!
    \class QSocketIo::ShardedRedisAdapter
    \inmodule QSocketIo
    \inheaderfile QSocketIo/ShardedRedisAdapter
    \brief A cluster of servers on the sharded channels of Redis 7.

    Each room has a channel of its own, to which only those servers listen that have somebody in it.
    Servers on Node.js join with \c createShardedAdapter() of \c{@socket.io/redis-adapter}; all
    must have the same ShardedRedisAdapterOptions.

    \code
    QSocketIo::Server io({.adapter = QSocketIo::ShardedRedisAdapter::factory()});
    \endcode

    How a cluster behaves when Redis is out of reach is told by ClusterAdapter. What others broadcast
    meanwhile is lost. A room's first socket may miss what is broadcast to the room before Redis has
    confirmed the subscription.

    \section1 Limits
    As those of RedisAdapter, but that bytes travel everywhere. The slots of a Redis Cluster are not
    known: all channels must be at the Redis that RedisOptions name.

    \section1 Thread affinity
    Lives in the thread of its Server.

    \sa RedisAdapter, RedisOptions
*/

/*!
    Returns what makes the adapters of a server, for ServerOptions::adapter or Server::setAdapter().
    The namespaces of the server share two connections to \a redis; \a options are the same on all
    servers of the cluster. The server does not wait for Redis.

    \code
    io.setAdapter(QSocketIo::ShardedRedisAdapter::factory({}, {.channelPrefix = QStringLiteral("chat")}));
    \endcode
*/
AdapterFactory ShardedRedisAdapter::factory(const RedisOptions &redis,
                                            const ShardedRedisAdapterOptions &options)
{
    const auto hubs = RedisHub::shared(redis, options.cluster.maxMessageBytes);
    return [hubs, options](AdapterHost *host) -> std::unique_ptr<Adapter> {
        const auto hub = hubs->hubFor(
            Kind::Shard, RedisChannels::general(options.channelPrefix, host->namespaceName()));
        return std::unique_ptr<Adapter>(new ShardedRedisAdapter(host, hub, options));
    };
}

ShardedRedisAdapter::ShardedRedisAdapter(AdapterHost *host, const std::shared_ptr<RedisHub> &hub,
                                         const ShardedRedisAdapterOptions &options)
    : CountedClusterAdapter(host, options.cluster)
    , d(std::make_unique<ShardedRedisAdapterPrivate>(this, hub, options))
{
    d->subscribe();
}

ShardedRedisAdapter::~ShardedRedisAdapter() = default;

/*! \reimp
    Unsubscribes. */
QFuture<void> ShardedRedisAdapter::close()
{
    d->subscription.reset();
    d->rooms.clear();
    return CountedClusterAdapter::close();
}

/*! \reimp
    Publishes \a message on the channel of its room, or on the common one. */
bool ShardedRedisAdapter::publish(const ClusterMessage &message)
{
    return d->hub->publish(
        Kind::Shard, RedisChannels::ofMessage(d->general, message, d->options.subscriptionMode),
        RedisChannels::shardedMessage(message));
}

/*! \reimp
    Publishes \a message on the channel of \a requesterUid. */
bool ShardedRedisAdapter::respond(const QString &requesterUid, const ClusterMessage &message)
{
    const QByteArray channel = requesterUid.isEmpty() ? d->general : d->channelOf(requesterUid);
    return d->hub->publish(Kind::Shard, channel, RedisChannels::shardedMessage(message));
}

/*! \reimp
    Asks Redis how many have subscribed to the common channel. */
QFuture<Result<int>> ShardedRedisAdapter::queryServerCount() const
{
    return subscriberCount(*d->hub, "SHARDNUMSUB", d->general);
}

/*!
    \class QSocketIo::ShardedRedisAdapterOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/ShardedRedisAdapterOptions
    \brief What the servers of a cluster on ShardedRedisAdapter agree on.

    \code
    QSocketIo::ShardedRedisAdapterOptions options;
    options.channelPrefix = QStringLiteral("chat");
    options.subscriptionMode
        = QSocketIo::ShardedRedisAdapterOptions::SubscriptionMode::DynamicPrivate;
    options.cluster.requestsTimeout = std::chrono::seconds(2);
    \endcode

    \section1 Thread affinity
    ShardedRedisAdapterOptions is a value and reentrant.
*/

/*! \enum QSocketIo::ShardedRedisAdapterOptions::SubscriptionMode
    Which rooms have a channel of their own.
    \value Static none: two subscriptions for each namespace, however many rooms there are
    \value Dynamic all but those of a single socket, which has its id for a name
    \value DynamicPrivate these, too */

/*! \variable QSocketIo::ShardedRedisAdapterOptions::channelPrefix
    What the names of all channels begin with. "socket.io" by default. */

/*! \variable QSocketIo::ShardedRedisAdapterOptions::subscriptionMode
    SubscriptionMode::Dynamic by default. */

/*! \variable QSocketIo::ShardedRedisAdapterOptions::cluster
    Timeouts and limits. */

} // namespace QSocketIo
