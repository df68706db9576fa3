// SPDX-License-Identifier: MIT
// cluster-emitter classic|sharded|streams|postgres PORT, PORT being that of the broker. Prints "READY", then for
// each line of standard input "SENT", or "DROPPED", once Redis has it:
//   { "of", "to", "except", "volatile", "compress", then one of
//     "emit": [event, ...], "bytes": Base64 of a last argument; "serverSideEmit": [event, ...];
//     "join": rooms; "leave": rooms; "disconnect": whether to close }
#include <QSocketIo/RedisEmitter>
#if QSOCKETIO_WITH_POSTGRES
#include <QSocketIo/PostgresEmitter>
#endif
#include <QtCore/QCborArray>
#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSocketNotifier>

#include <cstdio>
#include <memory>
#include <unistd.h>

using namespace QSocketIo;
using namespace Qt::StringLiterals;

namespace {

QStringList texts(const QJsonValue &value)
{
    return value.toVariant().toStringList();
}

RedisEmitterOptions optionsOf(const QString &format)
{
    using Format = RedisEmitterOptions::Format;
    return {.format = format == u"sharded"_s ? Format::Sharded
                : format == u"streams"_s     ? Format::Streams
                                             : Format::Classic};
}

std::unique_ptr<ClusterEmitter> emitterFor(const QString &format, quint16 port)
{
#if QSOCKETIO_WITH_POSTGRES
    if (format == u"postgres"_s) {
        PostgresOptions postgres;
        postgres.port = port;
        return std::make_unique<PostgresEmitter>(postgres);
    }
#endif
    RedisOptions redis;
    redis.port = port;
    return std::make_unique<RedisEmitter>(redis, optionsOf(format));
}

Payload argumentsOf(const QJsonArray &event, const QJsonValue &bytes)
{
    QCborArray arguments = QCborArray::fromJsonArray(event);
    arguments.removeFirst();
    if (bytes.isString())
        arguments.append(QByteArray::fromBase64(bytes.toString().toLatin1()));
    return Payload::fromCborArray(arguments);
}

bool obey(const ClusterEmitter &emitter, const QJsonObject &command)
{
    EmitterOperator target = emitter.of(command[u"of"].toString())
                                 .to(texts(command[u"to"]))
                                 .except(texts(command[u"except"]));
    if (command[u"volatile"].toBool())
        target = target.asVolatile();
    if (!command[u"compress"].toBool(true))
        target = target.compress(Compression::Disabled);
    if (const QJsonArray event = command[u"emit"].toArray(); !event.isEmpty())
        return target.emitPayload(event[0].toString(), argumentsOf(event, command[u"bytes"]));
    if (const QJsonArray event = command[u"serverSideEmit"].toArray(); !event.isEmpty())
        return target.serverSideEmitPayload(event[0].toString(), argumentsOf(event, {}));
    if (command.contains(u"join"))
        return target.socketsJoin(texts(command[u"join"]));
    if (command.contains(u"leave"))
        return target.socketsLeave(texts(command[u"leave"]));
    return target.disconnectSockets(command[u"disconnect"].toBool()
                                        ? DisconnectMode::CloseConnection
                                        : DisconnectMode::LeaveNamespace);
}

void say(const char *word)
{
    std::printf("%s\n", word);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc != 3)
        qFatal("usage: cluster-emitter classic|sharded|streams|postgres PORT");
    const std::unique_ptr<ClusterEmitter> emitter
        = emitterFor(app.arguments().at(1), app.arguments().at(2).toUShort());
    QObject::connect(emitter.get(), &ClusterEmitter::readyChanged, &app, [](bool ready) {
        if (ready)
            say("READY");
    });
    QByteArray input;
    QSocketNotifier notifier(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &app, [&] {
        char bytes[65536];
        const auto size = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (size <= 0)
            return QCoreApplication::quit();
        input.append(bytes, size);
        for (qsizetype end = input.indexOf('\n'); end >= 0; end = input.indexOf('\n')) {
            const bool isSent = obey(*emitter, QJsonDocument::fromJson(input.first(end)).object());
            input.remove(0, end + 1);
            emitter->flush().then(&app, [isSent] { say(isSent ? "SENT" : "DROPPED"); });
        }
    });
    return app.exec();
}
