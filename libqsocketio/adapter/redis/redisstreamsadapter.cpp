// SPDX-License-Identifier: MIT
#include "redisstreamsadapter.h"

#include "../../core/serveroptions.h"
#include "../cluster/clustercodec_p.h"
#include "rediscount_p.h"
#include "redisstreamreaders_p.h"
#include "redisstreamsadapter_p.h"

#include <QtCore/QTimerEvent>

namespace QSocketIo {

using Type = ClusterMessage::Type;

/*!
    \class QSocketIo::RedisStreamsAdapter
    \inmodule QSocketIo
    \inheaderfile QSocketIo/RedisStreamsAdapter
    \brief A cluster of servers on a stream of Redis, whose clients recover on any of them.

    Broadcasts and what moves or disconnects sockets are entries of a stream, which each server reads;
    requests and answers travel on channels. What is written while a server cannot reach Redis it reads
    when it is back, as long as the stream holds it: RedisStreamsOptions::maxLen. Servers on Node.js
    join with \c createAdapter() of \c{@socket.io/redis-streams-adapter}; all must have the same
    RedisStreamsOptions.

    \code
    QSocketIo::Server io({.adapter = QSocketIo::RedisStreamsAdapter::factory(),
                          .connectionStateRecovery = QSocketIo::ConnectionStateRecoveryOptions()});
    \endcode

    How a cluster behaves when Redis is out of reach is told by ClusterAdapter. What this server emits
    meanwhile its own clients get alone, unless there is a RedisStreamsOptions::outbox.

    \section1 Connection state recovery
    With ServerOptions::connectionStateRecovery a client that was cut off from one server recovers on
    another. Sessions are kept by Redis for
    ConnectionStateRecoveryOptions::maxDisconnectionDuration; what clients missed is read from the
    stream. The limits of stored bytes and sessions do not count here.

    Each event then gets its entry's id as its last argument. So this server's clients, too, get
    broadcasts when they come back from the stream, in its order, and not in the call that emits them:
    the rooms of that moment count, and a socket that the application has disconnected meanwhile gets
    nothing. socketsJoin(), socketsLeave() and disconnectSockets() keep their place behind broadcasts.
    Where Redis fails, or nothing comes back for RedisStreamsOptions::echoTimeout, they are delivered
    without offset.

    End a server with Server::close() and wait for its future: sessions are written until then.

    \section1 Limits
    The slots of a Redis Cluster are not known: stream, sessions and channels must be at the Redis that
    RedisOptions name.

    \section1 Thread affinity
    Lives in the thread of its Server.

    \sa RedisOptions, Socket::isRecovered()
*/

/*!
    Returns what makes the adapters of a server, for ServerOptions::adapter or Server::setAdapter().
    The namespaces of the server share two connections to \a redis and one more for each stream; \a
    options are the same on all servers of the cluster. The server does not wait for Redis.

    \code
    io.setAdapter(QSocketIo::RedisStreamsAdapter::factory({}, {.streamName = QStringLiteral("chat")}));
    \endcode
*/
AdapterFactory RedisStreamsAdapter::factory(const RedisOptions &redis,
                                            const RedisStreamsOptions &options)
{
    using Private = RedisStreamsAdapterPrivate;
    const auto hubs = RedisHub::shared(redis, options.cluster.maxMessageBytes);
    const auto readers = std::make_shared<RedisStreamReaders>();
    return [hubs, readers, options](AdapterHost *host) -> std::unique_ptr<Adapter> {
        const QString nsp = host->namespaceName();
        const auto hub
            = hubs->hubFor(Private::kindFor(options), Private::generalChannel(options, nsp));
        const auto reader = readers->readerFor(hub, Private::readerFor(options, nsp));
        return std::unique_ptr<Adapter>(new RedisStreamsAdapter(host, hub, reader, options));
    };
}

RedisStreamsAdapter::RedisStreamsAdapter(AdapterHost *host, const std::shared_ptr<RedisHub> &hub,
                                         const std::shared_ptr<RedisStreamReader> &reader,
                                         const RedisStreamsOptions &options)
    : CountedClusterAdapter(host, options.cluster)
    , d(std::make_unique<RedisStreamsAdapterPrivate>(this, hub, reader, options))
{
    d->begin();
}

RedisStreamsAdapter::~RedisStreamsAdapter() = default;

/*! Returns the name of the stream that the namespace's messages go to: one of several where
    RedisStreamsOptions::streamCount is more than 1.

    \code
    auto *adapter = qobject_cast<QSocketIo::RedisStreamsAdapter *>(io.sockets()->adapter());
    connect(adapter, &QSocketIo::RedisStreamsAdapter::messagesLost, this,
            [adapter] { qWarning() << "maxLen is too small for" << adapter->streamName(); });
    \endcode */
QString RedisStreamsAdapter::streamName() const
{
    return QString::fromUtf8(d->reader->stream());
}

/*! \fn void RedisStreamsAdapter::messagesLost()
    What others have written may have been removed from the stream before it was read: there was more
    than RedisStreamsOptions::maxLen while this server was cut off or slow, or the stream is another
    one, as with a Redis that keeps nothing and was started again. */

/*! \reimp
    Unsubscribes. The future ends when the sessions of clients are written. */
QFuture<void> RedisStreamsAdapter::close()
{
    const QPointer<RedisStreamsAdapter> guard(this);
    const QFuture<void> closed = d->close();
    if (guard)
        CountedClusterAdapter::close();
    return closed;
}

/*! \reimp
    Delivers \a packet to the sockets that \a options select. With connection state recovery that
    is done when it comes back from the stream. */
void RedisStreamsAdapter::broadcast(const Packet &packet, const BroadcastOptions &options)
{
    if (!d->recovers() || options.isLocal || !isReady())
        return CountedClusterAdapter::broadcast(packet, options);
    ClusterMessage message;
    message.type = ClusterMessage::Type::Broadcast;
    message.packet = packet;
    message.options = options;
    d->sendAndAwait(message);
}

/*! \reimp
    Puts the sockets that \a options select into \a rooms, behind what was broadcast before. */
void RedisStreamsAdapter::addSockets(const BroadcastOptions &options, const QStringList &rooms)
{
    if (!d->mustWait(options))
        return CountedClusterAdapter::addSockets(options, rooms);
    ClusterMessage message;
    message.type = ClusterMessage::Type::SocketsJoin;
    message.options = options;
    message.rooms = rooms;
    d->sendAndAwait(message);
}

/*! \reimp
    Takes the sockets that \a options select out of \a rooms, behind what was broadcast before. */
void RedisStreamsAdapter::delSockets(const BroadcastOptions &options, const QStringList &rooms)
{
    if (!d->mustWait(options))
        return CountedClusterAdapter::delSockets(options, rooms);
    ClusterMessage message;
    message.type = ClusterMessage::Type::SocketsLeave;
    message.options = options;
    message.rooms = rooms;
    d->sendAndAwait(message);
}

/*! \reimp
    Disconnects the sockets that \a options select as far as \a mode says, behind what was broadcast
    before. */
void RedisStreamsAdapter::disconnectSockets(const BroadcastOptions &options, DisconnectMode mode)
{
    if (!d->mustWait(options))
        return CountedClusterAdapter::disconnectSockets(options, mode);
    ClusterMessage message;
    message.type = ClusterMessage::Type::DisconnectSockets;
    message.options = options;
    message.mode = mode;
    d->sendAndAwait(message);
}

/*! \reimp
    Writes \a session to Redis. */
void RedisStreamsAdapter::persistSession(const RecoverableSession &session)
{
    const ConnectionStateRecoveryOptions *const recovery = host()->connectionStateRecovery();
    if (recovery && recovery->maxDisconnectionDuration.count() > 0)
        d->persist(session, recovery->maxDisconnectionDuration);
}

/*! \reimp
    Restores the session of \a pid, whichever server wrote it, with the packets that it missed since
    \a offset. It fails where either is no longer there, where the cluster is out of reach, and where
    more was missed than RedisStreamsOptions allow. */
QFuture<std::optional<RecoverableSession>>
RedisStreamsAdapter::restoreSession(const QString &pid, const QString &offset)
{
    if (!isReady())
        return CountedClusterAdapter::restoreSession(pid, offset);
    auto *const restore = new RedisRestore({.hub = d->hub,
                                            .reader = d->reader,
                                            .sessionKeyPrefix = d->options.sessionKeyPrefix,
                                            .host = host(),
                                            .maxPackets = d->options.maxMissedPackets,
                                            .maxBytes = d->options.maxMissedBytes,
                                            .timeout = d->options.cluster.requestsTimeout},
                                           pid, this);
    connect(restore, &RedisRestore::failed, this, &ClusterAdapter::clusterError);
    return restore->start(offset);
}

/*! \reimp
    Adds \a message to the stream; an acknowledged broadcast and a request it publishes. */
bool RedisStreamsAdapter::publish(const ClusterMessage &message)
{
    const bool isShortLived = message.type == Type::FetchSockets
        || message.type == Type::ServerSideEmit
        || (message.type == Type::Broadcast && !message.requestId.isNull());
    if (!isShortLived)
        return d->add(message);
    return d->hub->publish(RedisStreamsAdapterPrivate::kindFor(d->options), d->general,
                           ClusterCodec::encode(message, ClusterCodec::Format::Msgpack));
}

/*! \reimp
    Puts \a message into the outbox, where there is one and it is for later. */
bool RedisStreamsAdapter::keep(const ClusterMessage &message)
{
    return d->keep(message);
}

/*! \reimp
    What the outbox holds goes out when \a ready. */
void RedisStreamsAdapter::readyChanged(bool ready)
{
    d->readyChanged(ready);
}

/*! \reimp
    Publishes \a message on the channel of \a requesterUid. */
bool RedisStreamsAdapter::respond(const QString &requesterUid, const ClusterMessage &message)
{
    const QByteArray channel = requesterUid.isEmpty() ? d->general : d->channelOf(requesterUid);
    return d->hub->publish(RedisStreamsAdapterPrivate::kindFor(d->options), channel,
                           ClusterCodec::encode(message, ClusterCodec::Format::Msgpack));
}

/*! \reimp
    Asks Redis how many have subscribed to the common channel. */
QFuture<Result<int>> RedisStreamsAdapter::queryServerCount() const
{
    return subscriberCount(*d->hub, d->options.useShardedPubSub ? "SHARDNUMSUB" : "NUMSUB",
                           d->general);
}

/*! \reimp
    Delivers what has not come back in time. */
void RedisStreamsAdapter::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == d->lateTimer.timerId())
        d->deliverLate();
    else
        CountedClusterAdapter::timerEvent(event);
}

/*!
    \class QSocketIo::RedisStreamsOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/RedisStreamsOptions
    \brief What the servers of a cluster on RedisStreamsAdapter agree on.

    \code
    QSocketIo::RedisStreamsOptions options;
    options.streamName = QStringLiteral("chat");
    options.streamCount = 4;
    options.channelPrefix = QStringLiteral("chat");
    options.useShardedPubSub = true;
    options.maxLen = 100'000;
    options.readCount = 500;
    options.blockTime = std::chrono::seconds(2);
    options.onlyPlaintext = true;
    options.outbox = QSocketIo::OutboxOptions();
    options.cluster.requestsTimeout = std::chrono::seconds(2);
    // Recovery
    options.sessionKeyPrefix = QStringLiteral("chat:session:");
    options.echoTimeout = std::chrono::milliseconds(300);
    options.maxMissedPackets = 1000;
    options.maxMissedBytes = 1024 * 1024;
    \endcode

    \section1 Thread affinity
    RedisStreamsOptions is a value and reentrant.
*/

/*! \variable QSocketIo::RedisStreamsOptions::streamName
    The key of the stream; of several ones the name in front of "-0", "-1" and so on. "socket.io" by
    default. */

/*! \variable QSocketIo::RedisStreamsOptions::streamCount
    How many streams the namespaces are spread over by their names. 1 by default. Servers on Node.js
    do not hear each other in those namespaces whose stream has a negative number there, as
    "socket.io--3", nor do they hear this server; this one hears them. */

/*! \variable QSocketIo::RedisStreamsOptions::channelPrefix
    What the names of all channels begin with. "socket.io" by default. */

/*! \variable QSocketIo::RedisStreamsOptions::useShardedPubSub
    Use the sharded channels of Redis 7. False by default. */

/*! \variable QSocketIo::RedisStreamsOptions::maxLen
    How many entries a stream keeps, about: a few more where that is cheaper for Redis. What clients
    and servers that were away have missed must be among them. 10,000 by default; 0 means no limit. */

/*! \variable QSocketIo::RedisStreamsOptions::readCount
    How many entries are read at once. 100 by default. */

/*! \variable QSocketIo::RedisStreamsOptions::blockTime
    How long Redis waits for an entry before it says that there is none. 5 seconds by default. A
    Redis that hangs is noticed that much later by the connection that reads. */

/*! \variable QSocketIo::RedisStreamsOptions::sessionKeyPrefix
    What the keys of sessions begin with. "sio:session:" by default. */

/*! \variable QSocketIo::RedisStreamsOptions::onlyPlaintext
    The application sends no bytes: they would arrive as objects {"type":"Buffer"}. False by
    default. */

/*! \variable QSocketIo::RedisStreamsOptions::echoTimeout
    With connection state recovery: how long nothing may come back from the stream before this
    server's clients get a broadcast all the same, without offset. 1 second by default. */

/*! \variable QSocketIo::RedisStreamsOptions::maxMissedPackets
    How many events a client may have missed. One that missed more does not recover. 10,000 by
    default. */

/*! \variable QSocketIo::RedisStreamsOptions::maxMissedBytes
    How many bytes of entries a client may have missed. One that missed more does not recover. 16 MiB
    by default. */

/*! \variable QSocketIo::RedisStreamsOptions::outbox
    What is kept while Redis is out of reach, for each namespace. Unset by default: nothing. */

/*! \variable QSocketIo::RedisStreamsOptions::cluster
    Timeouts and limits. */

} // namespace QSocketIo
