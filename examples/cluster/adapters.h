// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_CLUSTER_ADAPTERS_H
#define EXAMPLES_CLUSTER_ADAPTERS_H

#include <QSocketIo/RedisAdapter>
#include <QSocketIo/RedisStreamsAdapter>
#include <QSocketIo/ShardedRedisAdapter>
#include <QtCore/QUrl>
#if EXAMPLE_WITH_POSTGRES
#include <QSocketIo/PostgresAdapter>
#endif

// The adapters that --adapter knows, each for a broker at a URL.

inline QSocketIo::Result<QSocketIo::AdapterFactory> redisAdapter(const QUrl &broker)
{
    const auto redis = QSocketIo::RedisOptions::fromUrl(broker);
    if (!redis)
        return redis.error();
    return QSocketIo::RedisAdapter::factory(*redis);
}

inline QSocketIo::Result<QSocketIo::AdapterFactory> shardedRedisAdapter(const QUrl &broker)
{
    const auto redis = QSocketIo::RedisOptions::fromUrl(broker);
    if (!redis)
        return redis.error();
    return QSocketIo::ShardedRedisAdapter::factory(*redis);
}

inline QSocketIo::Result<QSocketIo::AdapterFactory> redisStreamsAdapter(const QUrl &broker)
{
    const auto redis = QSocketIo::RedisOptions::fromUrl(broker);
    if (!redis)
        return redis.error();
    return QSocketIo::RedisStreamsAdapter::factory(*redis);
}

#if EXAMPLE_WITH_POSTGRES
inline QSocketIo::Result<QSocketIo::AdapterFactory> postgresAdapter(const QUrl &broker)
{
    const auto postgres = QSocketIo::PostgresOptions::fromUrl(broker);
    if (!postgres)
        return postgres.error();
    return QSocketIo::PostgresAdapter::factory(*postgres);
}
#endif

struct KnownAdapter
{
    const char *name;
    QSocketIo::Result<QSocketIo::AdapterFactory> (*make)(const QUrl &broker);
};

inline constexpr KnownAdapter knownAdapters[] = {
    {"redis", redisAdapter},
    {"sharded", shardedRedisAdapter},
    {"streams", redisStreamsAdapter},
#if EXAMPLE_WITH_POSTGRES
    {"postgres", postgresAdapter},
#endif
};

inline QSocketIo::Result<QSocketIo::AdapterFactory> adapterCalled(const QString &name,
                                                                  const QUrl &broker)
{
    QStringList names;
    for (const KnownAdapter &known : knownAdapters) {
        if (name == QLatin1StringView(known.name))
            return known.make(broker);
        names.append(QLatin1StringView(known.name));
    }
    return QSocketIo::Error(
        QStringLiteral("\"%1\" is none of: %2").arg(name, names.join(QStringLiteral(", "))));
}

#endif
