// SPDX-License-Identifier: MIT
//
// The server that is measured: what an application would write, and nothing else.
//
// bench-server PORT [classic|sharded|streams|postgres BROKER-PORT]
#include <QSocketIo/EpollEventDispatcher>
#include <QSocketIo/Server>
#if QSOCKETIO_WITH_POSTGRES
#include <QSocketIo/PostgresAdapter>
#endif
#if QSOCKETIO_WITH_REDIS
#include <QSocketIo/RedisAdapter>
#include <QSocketIo/RedisStreamsAdapter>
#include <QSocketIo/ShardedRedisAdapter>
#endif

#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace QSocketIo;
using namespace std::chrono_literals;

// Null: there is none of that name.
static AdapterFactory adapterCalled([[maybe_unused]] const QString &name,
                                    [[maybe_unused]] quint16 port)
{
#if QSOCKETIO_WITH_POSTGRES
    PostgresOptions postgres;
    postgres.port = port;
    if (name == QStringLiteral("postgres"))
        return PostgresAdapter::factory(postgres);
#endif
#if QSOCKETIO_WITH_REDIS
    RedisOptions redis;
    redis.port = port;
    if (name == QStringLiteral("classic"))
        return RedisAdapter::factory(redis);
    if (name == QStringLiteral("sharded"))
        return ShardedRedisAdapter::factory(redis);
    if (name == QStringLiteral("streams"))
        return RedisStreamsAdapter::factory(redis);
#endif
    return {};
}

// -1: not all came.
template<typename T>
static int countOf(const Result<QList<T>> &found)
{
    return found ? int(found->size()) : -1;
}

int main(int argc, char **argv)
{
    EpollEventDispatcher::install();
    QCoreApplication app(argc, argv);
    ServerOptions options{.serveClient = false};
    if (argc > 2) {
        options.adapter = adapterCalled(app.arguments().at(2), app.arguments().value(3).toUShort());
        if (!options.adapter) {
            std::fprintf(stderr, "there is no adapter %s\n", argv[2]);
            return 1;
        }
    }
    Server io(options);
    QObject::connect(&io, &Server::connection, &io, [&io](Socket *socket) {
        socket->on("echo", &io,
                   [socket](const Payload &arguments) { socket->emitEvent("echo", arguments); });
        socket->on("broadcast", &io,
                   [&io](const Payload &arguments) { io.emitEvent("broadcast", arguments); });
        socket->on("join", &io, [socket](const QString &room, const Ack &ack) {
            socket->join(room);
            ack();
        });
        socket->on("room", &io, [&io](const QString &room, const Payload &arguments) {
            io.to(room).emitEvent("room", arguments);
        });
        socket->on("fetch", &io, [&io](const Ack &ack) {
            io.fetchSockets().then(
                &io, [ack](const Result<QList<RemoteSocket>> &sockets) { ack(countOf(sockets)); });
        });
        socket->on("ask", &io, [&io](const QString &text, const Ack &ack) {
            io.timeout(10s)
                .emitWithAck("question", text)
                .then(&io,
                      [ack](const Result<QList<QCborValue>> &answers) { ack(countOf(answers)); });
        });
    });
    const quint16 port = app.arguments().value(1).toUShort();
    if (!io.listen(QHostAddress(QHostAddress::LocalHost), port)) {
        std::fprintf(stderr, "%s\n", qPrintable(io.errorString()));
        return 1;
    }
    return app.exec();
}
