// SPDX-License-Identifier: MIT
//
// A server of a cluster whose Redis is away goes on alone, and an emitter reaches nobody, with the
// installed library.
#include <QSocketIo/RedisAdapter>
#include <QSocketIo/RedisEmitter>
#include <QSocketIo/RedisStreamsAdapter>
#include <QSocketIo/Server>
#include <QSocketIo/ShardedRedisAdapter>

#include <QtCore/QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QSocketIo::RedisOptions redis;
    redis.port = 1;
    QSocketIo::Server io({.adapter = QSocketIo::RedisAdapter::factory(redis)});
    if (!io.listen(QHostAddress(QHostAddress::LocalHost)))
        return 1;
    io.setAdapter(QSocketIo::ShardedRedisAdapter::factory(redis));
    io.setAdapter(QSocketIo::RedisStreamsAdapter::factory(redis));
    io.emitEvent("hello");
    const QSocketIo::RedisEmitter emitter(redis);
    if (emitter.to("room").emitEvent("hello"))
        return 1;
    std::puts("it works");
    return 0;
}
