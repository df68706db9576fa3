// SPDX-License-Identifier: MIT
#include "redisadapter.h"

#include "../../codec/packet_p.h"
#include "../cluster/clustercodec_p.h"
#include "redischannels_p.h"
#include "rediscount_p.h"
#include "redishub_p.h"

namespace QSocketIo {

using Kind = RedisSubscription::Kind;
using Type = ClusterMessage::Type;

class RedisAdapterPrivate
{
public:
    RedisAdapterPrivate(RedisAdapter *adapter, const std::shared_ptr<RedisHub> &redisHub,
                        const RedisAdapterOptions &adapterOptions);

    void subscribe();
    void updateReady();
    void broadcastReceived(const QByteArray &channel, const QByteArray &bytes);
    void messageReceived(const QByteArray &channel, const QByteArray &bytes);
    void take(const Result<ClusterMessage> &message);

    RedisAdapter *const q;
    const RedisAdapterOptions options;
    const QString nsp;
    const QByteArray broadcastPrefix;
    const QByteArray requests;
    const QByteArray responses;
    const QByteArray ownBeginning; // of broadcasts of this adapter
    // Destroyed last: what it hands out refers to it.
    const std::shared_ptr<RedisHub> hub;
    std::unique_ptr<RedisSubscription> broadcastSubscription;
    std::unique_ptr<RedisSubscription> messageSubscription;
};

RedisAdapterPrivate::RedisAdapterPrivate(RedisAdapter *adapter,
                                         const std::shared_ptr<RedisHub> &redisHub,
                                         const RedisAdapterOptions &adapterOptions)
    : q(adapter)
    , options(adapterOptions)
    , nsp(adapter->host()->namespaceName())
    , broadcastPrefix(RedisChannels::broadcasts(options.key, nsp))
    , requests(RedisChannels::requests(options.key, nsp))
    , responses(options.key.toUtf8() + "-response#" + nsp.toUtf8() + '#')
    , ownBeginning(ClassicRedisCodec::broadcastBeginning(adapter->uid()))
    , hub(redisHub)
{ }

// One subscription of each channel: servers are counted by them.
void RedisAdapterPrivate::subscribe()
{
    broadcastSubscription
        = hub->subscribe(Kind::Pattern, {RedisHub::escapedPattern(broadcastPrefix)});
    messageSubscription
        = hub->subscribe(Kind::Channel, {requests, responses, responses + q->uid().toUtf8() + '#'});
    QObject::connect(broadcastSubscription.get(), &RedisSubscription::received, q,
                     [this](const QByteArray &channel, const QByteArray &bytes) {
                         broadcastReceived(channel, bytes);
                     });
    QObject::connect(messageSubscription.get(), &RedisSubscription::received, q,
                     [this](const QByteArray &channel, const QByteArray &bytes) {
                         messageReceived(channel, bytes);
                     });
    for (const auto *subscription : {broadcastSubscription.get(), messageSubscription.get()}) {
        QObject::connect(subscription, &RedisSubscription::confirmedChanged, q,
                         [this] { updateReady(); });
    }
    QObject::connect(hub.get(), &RedisHub::commandsChanged, q, [this] { updateReady(); });
    QObject::connect(hub.get(), &RedisHub::errorOccurred, q, &ClusterAdapter::clusterError);
    updateReady();
}

void RedisAdapterPrivate::updateReady()
{
    q->setReady(hub->commands()->isReady() && broadcastSubscription
                && broadcastSubscription->isConfirmed() && messageSubscription
                && messageSubscription->isConfirmed());
}

void RedisAdapterPrivate::broadcastReceived(const QByteArray &channel, const QByteArray &bytes)
{
    if (bytes.startsWith(ownBeginning))
        return;
    const QByteArrayView room
        = QByteArrayView(channel).sliced(qMin(broadcastPrefix.size(), channel.size()));
    if (room.size() > 1 && !q->hasRoom(QString::fromUtf8(room.chopped(1))))
        return;
    take(ClassicRedisCodec::decodeBroadcast(bytes));
}

void RedisAdapterPrivate::messageReceived(const QByteArray &channel, const QByteArray &bytes)
{
    const auto isAwaited = [this](const QString &requestId) { return q->awaitsAnswer(requestId); };
    take(channel == requests ? ClassicRedisCodec::decodeRequest(bytes, nsp)
                             : ClassicRedisCodec::decodeResponse(bytes, nsp, isAwaited));
}

// May destroy the adapter.
void RedisAdapterPrivate::take(const Result<ClusterMessage> &message)
{
    if (message)
        q->receive(*message);
    else
        q->receiveMalformed(message.error().message());
}

/*!
    \class QSocketIo::RedisAdapter
    \inmodule QSocketIo
    \inheaderfile QSocketIo/RedisAdapter
    \brief A cluster of servers on the channels of a Redis.

    Servers with the same Redis and the same RedisAdapterOptions::key form one cluster: what one of
    them broadcasts reaches the clients of all. They may be servers on Node.js with
    \c{@socket.io/redis-adapter}, and its emitter can send to them.

    \code
    QSocketIo::RedisOptions redis;
    redis.host = QStringLiteral("redis.example.org");
    QSocketIo::Server io({.adapter = QSocketIo::RedisAdapter::factory(redis)});
    \endcode

    How a cluster behaves when Redis is out of reach is told by ClusterAdapter. What others broadcast
    meanwhile is lost here.

    It is part of the component Redis: \c{find_package(QSocketIo COMPONENTS Redis)}.

    \section1 Limits
    Redis tells the number of servers by their subscriptions. A stranger who subscribes to the channel
    of the requests makes all of them time out, and so does a server that has gone without a word,
    until Redis has noticed. Bytes in the answers of Server::serverSideEmitWithAck() and in
    Socket::data() arrive as \c{{"type":"Buffer","data":[…]}}: the protocol has no other form for
    them. Of a Redis Cluster, one node can be used if it holds all the subscribers.

    \section1 Thread affinity
    Lives in the thread of its Server.

    \sa RedisOptions, RedisAdapterOptions, ServerOptions::adapter
*/

/*!
    Returns what makes the adapters of a server, for ServerOptions::adapter or Server::setAdapter().
    The namespaces of the server share two connections to \a redis; \a options are the same on all
    servers of the cluster.

    The server does not wait for Redis: isReady() and clusterStateChanged() tell when it is there.

    \code
    io.setAdapter(QSocketIo::RedisAdapter::factory({}, {.key = QStringLiteral("chat")}));
    \endcode
*/
AdapterFactory RedisAdapter::factory(const RedisOptions &redis, const RedisAdapterOptions &options)
{
    const auto hubs = RedisHub::shared(redis, options.cluster.maxMessageBytes);
    return [hubs, options](AdapterHost *host) -> std::unique_ptr<Adapter> {
        const auto hub = hubs->hubFor(Kind::Channel,
                                      RedisChannels::requests(options.key, host->namespaceName()));
        return std::unique_ptr<Adapter>(new RedisAdapter(host, hub, options));
    };
}

RedisAdapter::RedisAdapter(AdapterHost *host, const std::shared_ptr<RedisHub> &hub,
                           const RedisAdapterOptions &options)
    : CountedClusterAdapter(host, options.cluster)
    , d(std::make_unique<RedisAdapterPrivate>(this, hub, options))
{
    d->subscribe();
}

RedisAdapter::~RedisAdapter() = default;

/*! \reimp
    Unsubscribes. */
QFuture<void> RedisAdapter::close()
{
    d->broadcastSubscription.reset();
    d->messageSubscription.reset();
    return CountedClusterAdapter::close();
}

/*! \reimp
    Publishes \a message on the channel that its type has. */
bool RedisAdapter::publish(const ClusterMessage &message)
{
    if (message.isResponse())
        return respond({}, message);
    if (message.type == Type::Broadcast && message.requestId.isNull()) {
        return d->hub->publish(Kind::Channel,
                               RedisChannels::broadcastsTo(d->broadcastPrefix, message.options),
                               ClassicRedisCodec::encodeBroadcast(message));
    }
    return d->hub->publish(Kind::Channel, d->requests, ClassicRedisCodec::encodeRequest(message));
}

/*! \reimp
    Publishes \a message on the channel of answers, or on that of \a requesterUid alone. */
bool RedisAdapter::respond(const QString &requesterUid, const ClusterMessage &message)
{
    // Node.js sends the answers of servers to the common channel in any case.
    const bool isSpecific = d->options.publishOnSpecificResponseChannel && !requesterUid.isEmpty()
        && message.type != Type::ServerSideEmitResponse;
    const QByteArray channel
        = isSpecific ? d->responses + requesterUid.toUtf8() + '#' : d->responses;
    return d->hub->publish(Kind::Channel, channel, ClassicRedisCodec::encodeResponse(message));
}

/*! \reimp
    Asks Redis how many have subscribed to the channel of requests. */
QFuture<Result<int>> RedisAdapter::queryServerCount() const
{
    return subscriberCount(*d->hub, "NUMSUB", d->requests);
}

/*! \reimp
    Returns what Node.js says when \a received of \a expected servers have answered a request of \a type
    in time. */
QString RedisAdapter::timeoutText(ClusterMessage::Type type, int received, int expected) const
{
    if (type == Type::FetchSockets)
        return QStringLiteral("timeout reached while waiting for fetchSockets response");
    if (type == Type::AllRooms)
        return QStringLiteral("timeout reached while waiting for allRooms response");
    return CountedClusterAdapter::timeoutText(type, received, expected);
}

/*!
    \class QSocketIo::RedisAdapterOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/RedisAdapterOptions
    \brief What the servers of a cluster on RedisAdapter agree on.

    \code
    QSocketIo::RedisAdapterOptions options;
    options.key = QStringLiteral("chat");
    options.publishOnSpecificResponseChannel = true;
    options.cluster.requestsTimeout = std::chrono::seconds(2);
    \endcode

    \section1 Thread affinity
    RedisAdapterOptions is a value and reentrant.
*/

/*! \variable QSocketIo::RedisAdapterOptions::key
    What the names of all channels begin with. "socket.io" by default. Clusters of different adapters
    must not have the same. */

/*! \variable QSocketIo::RedisAdapterOptions::publishOnSpecificResponseChannel
    Whether answers go to the server that has asked alone. False by default: all get them. Servers may
    differ in that. */

/*! \variable QSocketIo::RedisAdapterOptions::cluster
    Timeouts and limits. */

} // namespace QSocketIo
