// SPDX-License-Identifier: MIT
#include "redisemitter.h"

#include "../cluster/clustercodec_p.h"
#include "redischannels_p.h"
#include "redisconnection_p.h"
#include "redisstreamentry_p.h"

#include <QtCore/QPointer>

namespace QSocketIo {

class RedisEmitterPrivate
{
public:
    using Type = ClusterMessage::Type;

    RedisEmitterPrivate(const RedisOptions &redis, const RedisEmitterOptions &emitterOptions)
        : options(emitterOptions)
        , connection(redis)
    { }

    [[nodiscard]] QByteArrayList command(const ClusterMessage &message) const;
    [[nodiscard]] QByteArrayList classicCommand(const ClusterMessage &message) const;
    [[nodiscard]] QByteArrayList shardedCommand(const ClusterMessage &message) const;
    [[nodiscard]] QByteArrayList streamsCommand(const ClusterMessage &message) const;

    const RedisEmitterOptions options;
    RedisConnection connection;
};

QByteArrayList RedisEmitterPrivate::command(const ClusterMessage &message) const
{
    using Format = RedisEmitterOptions::Format;
    switch (options.format) {
    case Format::Sharded:
        return shardedCommand(message);
    case Format::Streams:
        return streamsCommand(message);
    case Format::Classic:
        break;
    }
    return classicCommand(message);
}

QByteArrayList RedisEmitterPrivate::classicCommand(const ClusterMessage &message) const
{
    if (message.type == Type::Broadcast) {
        const QByteArray all = RedisChannels::broadcasts(options.key, message.nsp);
        return {"PUBLISH", RedisChannels::broadcastsTo(all, message.options),
                ClassicRedisCodec::encodeBroadcast(message)};
    }
    ClusterMessage request = message;
    if (message.type != Type::ServerSideEmit)
        request.uid.clear(); // as Node.js's emitter has it
    return {"PUBLISH", RedisChannels::requests(options.key, message.nsp),
            ClassicRedisCodec::encodeRequest(request)};
}

QByteArrayList RedisEmitterPrivate::shardedCommand(const ClusterMessage &message) const
{
    const QByteArray general = RedisChannels::general(options.channelPrefix, message.nsp);
    return {"SPUBLISH", RedisChannels::ofMessage(general, message, options.subscriptionMode),
            RedisChannels::shardedMessage(message)};
}

QByteArrayList RedisEmitterPrivate::streamsCommand(const ClusterMessage &message) const
{
    const QByteArrayList command{"XADD",
                                 options.streamName.toUtf8(),
                                 "MAXLEN",
                                 "~",
                                 QByteArray::number(qMax(1, options.maxLen)),
                                 "*"};
    return command + RedisStreamEntry::fieldsOf(message, false);
}

/*!
    \class QSocketIo::RedisEmitter
    \inmodule QSocketIo
    \inheaderfile QSocketIo/RedisEmitter
    \brief Speaks to the servers of a cluster on Redis without being one.

    The servers may be ours or on Node.js. For those with RedisAdapter it speaks as
    \c{@socket.io/redis-emitter} does; RedisEmitterOptions::format lets it speak to the other adapters.

    \code
    QSocketIo::RedisOptions redis;
    redis.host = QStringLiteral("redis.example.org");
    QSocketIo::RedisEmitter emitter(redis, {.key = QStringLiteral("chat")});
    connect(&emitter, &QSocketIo::RedisEmitter::readyChanged, this, [&emitter](bool ready) {
        if (ready)
            emitter.to("lobby").emitEvent("news", "there is cake");
    });
    \endcode

    It has one connection, which comes back by itself. Redis does not tell whether a server listens.

    It is part of the component Redis: \c{find_package(QSocketIo COMPONENTS Redis)}.

    \section1 Thread affinity
    Use it in the thread that it lives in.

    \sa RedisEmitterOptions, RedisAdapter, ShardedRedisAdapter
*/

/*! Creates an emitter with \a parent for servers with \a options and begins to connect to \a redis.
    readyChanged() tells when it is there. */
RedisEmitter::RedisEmitter(const RedisOptions &redis, const RedisEmitterOptions &options,
                           QObject *parent)
    : ClusterEmitter(parent)
    , d(std::make_unique<RedisEmitterPrivate>(redis, options))
{
    connect(&d->connection, &RedisConnection::ready, this, [this] { setReady(true); });
    connect(&d->connection, &RedisConnection::lost, this, [this](const Error &error) {
        const QPointer<RedisEmitter> guard(this);
        setReady(false);
        if (guard)
            Q_EMIT errorOccurred(error);
    });
    d->connection.open();
}

RedisEmitter::~RedisEmitter()
{
    d->connection.disconnect(this);
}

/*! \reimp
    Sends \a message in the form of RedisEmitterOptions::format. */
bool RedisEmitter::publish(const ClusterMessage &message)
{
    const auto answered = [guard = QPointer<RedisEmitter>(this)](const Result<RespValue> &reply) {
        if (!guard)
            return;
        const bool isTaken = reply && !reply->isError();
        guard->published(isTaken);
        if (guard && reply && reply->isError()) {
            Q_EMIT guard->errorOccurred(Error(Error::Code::Adapter,
                                              QStringLiteral("Redis refuses a message: %1")
                                                  .arg(QString::fromUtf8(reply->bytes))));
        }
    };
    return d->connection.send(d->command(message), answered);
}

/*!
    \class QSocketIo::RedisEmitterOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/RedisEmitterOptions
    \brief Which servers a RedisEmitter speaks to.

    They are the same as those of the servers' adapters.

    \code
    QSocketIo::RedisEmitterOptions classic;
    classic.key = QStringLiteral("chat");

    QSocketIo::RedisEmitterOptions sharded;
    sharded.format = QSocketIo::RedisEmitterOptions::Format::Sharded;
    sharded.channelPrefix = QStringLiteral("chat");
    sharded.subscriptionMode = QSocketIo::ShardedRedisAdapterOptions::SubscriptionMode::Static;

    QSocketIo::RedisEmitterOptions streams;
    streams.format = QSocketIo::RedisEmitterOptions::Format::Streams;
    streams.streamName = QStringLiteral("chat");
    streams.maxLen = 1000;
    const QSocketIo::RedisEmitter toStreams({}, streams);
    \endcode

    \section1 Thread affinity
    RedisEmitterOptions is a value and reentrant.
*/

/*! \enum QSocketIo::RedisEmitterOptions::Format
    The adapter of the servers.

    \value Classic RedisAdapter, \c createAdapter() on Node.js
    \value Sharded ShardedRedisAdapter, \c createShardedAdapter() on Node.js
    \value Streams the adapter of \c{@socket.io/redis-streams-adapter}, with one stream */

/*! \variable QSocketIo::RedisEmitterOptions::format
    The adapter of the servers. Classic by default. */

/*! \variable QSocketIo::RedisEmitterOptions::key
    Classic: RedisAdapterOptions::key of the servers. "socket.io" by default. */

/*! \variable QSocketIo::RedisEmitterOptions::channelPrefix
    Sharded: ShardedRedisAdapterOptions::channelPrefix of the servers. "socket.io" by default. */

/*! \variable QSocketIo::RedisEmitterOptions::subscriptionMode
    Sharded: ShardedRedisAdapterOptions::subscriptionMode of the servers. Dynamic by default. */

/*! \variable QSocketIo::RedisEmitterOptions::streamName
    Streams: the key of the stream. "socket.io" by default. */

/*! \variable QSocketIo::RedisEmitterOptions::maxLen
    Streams: about how many messages the stream keeps. 10,000 by default. */

} // namespace QSocketIo
