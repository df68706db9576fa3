// SPDX-License-Identifier: MIT
#include "redisoptions.h"

namespace QSocketIo {

namespace {
Error invalidUrl(const QString &reason)
{
    return Error(Error::Code::InvalidArgument, QStringLiteral("invalid Redis URL: ") + reason);
}
} // namespace

/*!
    \class QSocketIo::RedisOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/RedisOptions
    \brief Where Redis is, and how the connections to it are kept.

    \code
    QSocketIo::RedisOptions redis;
    redis.host = QStringLiteral("redis.example.org");
    redis.username = QStringLiteral("chat");
    redis.password = qEnvironmentVariable("REDIS_PASSWORD");
    redis.tls = QSslConfiguration::defaultConfiguration();
    QSocketIo::ServerOptions options;
    options.adapter = QSocketIo::RedisAdapter::factory(redis);

    // What rarely needs another value
    redis.port = 6380;
    redis.database = 1;
    redis.clientName = QStringLiteral("chat-1");
    redis.protocol = QSocketIo::RedisOptions::Protocol::Resp2;
    redis.connectTimeout = 2s;
    redis.pingInterval = 5s;
    redis.pingTimeout = 2s;
    redis.reconnectDelay = 100ms;
    redis.reconnectDelayMax = 2s;
    redis.maxReplyBytes = 16 * 1024 * 1024;
    redis.maxQueuedBytes = 16 * 1024 * 1024;
    redis.maxPendingCommands = 10'000;
    \endcode

    A server has one connection for commands and one for subscriptions, which its namespaces share.
    Both come back by themselves, subscribe again, and are pinged. Whoever may publish in that Redis
    can send to, move and disconnect every client: give the servers a user of their own, TLS, and
    nothing but the channels and commands that they need.

    \section1 Thread affinity
    RedisOptions is a value and reentrant.

    \sa RedisAdapter
*/

/*! \enum QSocketIo::RedisOptions::Protocol
    Which version of Redis's protocol is spoken.
    \value Auto RESP3 where Redis knows it (since version 6), else RESP2
    \value Resp2 RESP2, without asking
    \value Resp3 RESP3; a Redis that refuses it is not used */

/*! \variable QSocketIo::RedisOptions::host
    A name or an address. "127.0.0.1" by default. */

/*! \variable QSocketIo::RedisOptions::port
    6379 by default. */

/*! \variable QSocketIo::RedisOptions::username
    A user of Redis's access control lists. Empty by default: the user called default. */

/*! \variable QSocketIo::RedisOptions::password
    Empty by default: none. */

/*! \variable QSocketIo::RedisOptions::database
    The number of a database. 0 by default. It keeps sessions and streams apart, but channels are
    common to all databases. */

/*! \variable QSocketIo::RedisOptions::tls
    TLS with this configuration. Unset by default: no TLS. */

/*! \variable QSocketIo::RedisOptions::clientName
    The name in CLIENT LIST. "qsocketio" by default; "-sub" stands behind that of the connection for
    subscriptions. Without spaces; empty: none. */

/*! \variable QSocketIo::RedisOptions::protocol
    Protocol::Auto by default. */

/*! \variable QSocketIo::RedisOptions::connectTimeout
    How long it may take until a connection is ready, authentication and TLS included. 5 seconds by
    default. */

/*! \variable QSocketIo::RedisOptions::pingInterval
    How often each connection is tested with PING. 10 seconds by default. */

/*! \variable QSocketIo::RedisOptions::pingTimeout
    How long nothing may come behind a PING before the connection is given up. 5 seconds by default. */

/*! \variable QSocketIo::RedisOptions::reconnectDelay
    The longest wait before an attempt to connect. It doubles with each further one; how long is really
    waited is left to chance. Only where a connection has been fine the first attempt to renew it comes
    at once. 50 milliseconds by default. */

/*! \variable QSocketIo::RedisOptions::reconnectDelayMax
    Where the doubling ends. 2 seconds by default. */

/*! \variable QSocketIo::RedisOptions::maxReplyBytes
    How many bytes an answer of many messages may have; what is beyond is thrown away. 64 MiB by
    default. The limit of one message is ClusterOptions::maxMessageBytes. */

/*! \variable QSocketIo::RedisOptions::maxQueuedBytes
    How much may wait to be sent to Redis. What is beyond is not sent: it counts in
    ClusterAdapter::droppedPublishes(). 64 MiB by default. */

/*! \variable QSocketIo::RedisOptions::maxPendingCommands
    How many commands may wait for their answers. 100,000 by default. */

/*!
    The options in \a url: \c{redis://user:password@host:port/database}, where \c rediss stands for
    TLS and everything but the scheme and the host may be left out.

    \code
    const auto redis = QSocketIo::RedisOptions::fromUrl(
        QUrl(QStringLiteral("rediss://chat:secret@redis.example.org:6380/2")));
    if (!redis)
        qWarning() << redis.error();
    \endcode

    Returns an error with code InvalidArgument if the scheme or the database is another one.
*/
Result<RedisOptions> RedisOptions::fromUrl(const QUrl &url)
{
    const bool isTls = url.scheme() == QLatin1String("rediss");
    if (!isTls && url.scheme() != QLatin1String("redis"))
        return invalidUrl(QStringLiteral("its scheme is neither redis nor rediss"));
    if (!url.isValid() || url.host().isEmpty())
        return invalidUrl(QStringLiteral("there is no host"));
    RedisOptions options;
    options.host = url.host();
    options.port = quint16(url.port(options.port));
    options.username = url.userName(QUrl::FullyDecoded);
    options.password = url.password(QUrl::FullyDecoded);
    if (isTls)
        options.tls = QSslConfiguration::defaultConfiguration();
    const QString path = url.path().mid(1);
    if (path.isEmpty())
        return options;
    bool isNumber = false;
    options.database = path.toInt(&isNumber);
    if (!isNumber || options.database < 0)
        return invalidUrl(QStringLiteral("its path is not the number of a database"));
    return options;
}

} // namespace QSocketIo
