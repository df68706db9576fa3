// SPDX-License-Identifier: MIT
#include "childprocess.h"
#include "handlers.h"

#include <QSocketIo/Engine>
#include <QSocketIo/EpollEventDispatcher>
#include <QSocketIo/PacketParser>
#include <QSocketIo/Server>
#if QSOCKETIO_WITH_REDIS
#include <QSocketIo/RedisAdapter>
#include <QSocketIo/ShardedRedisAdapter>
#endif
#if QSOCKETIO_WITH_POSTGRES
#include <QSocketIo/PostgresAdapter>
#endif
#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtNetwork/QSslKey>

using namespace QSocketIo;

namespace {

struct Settings
{
    ServerOptions options;
    quint16 port = 0;
    bool engineEcho = false;
};

std::optional<QSslConfiguration> readTls(const QString &certificateFile, const QString &keyFile)
{
    QFile certificate(certificateFile);
    QFile key(keyFile);
    if (!certificate.open(QFile::ReadOnly) || !key.open(QFile::ReadOnly))
        qFatal("cannot read the certificate or its key");
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(&certificate));
    tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
    return tls;
}

AdapterFactory redisAdapter(const QString &kind, quint16 port)
{
#if QSOCKETIO_WITH_REDIS
    RedisOptions redis;
    redis.port = port;
    if (kind == QStringLiteral("sharded"))
        return ShardedRedisAdapter::factory(redis);
    if (kind == QStringLiteral("classic"))
        return RedisAdapter::factory(redis);
#else
    Q_UNUSED(port)
#endif
    qFatal("there is no adapter %s", qUtf8Printable(kind));
    return {};
}

AdapterFactory postgresAdapter(quint16 port)
{
#if QSOCKETIO_WITH_POSTGRES
    PostgresOptions postgres;
    postgres.port = port;
    return PostgresAdapter::factory(postgres);
#else
    qFatal("there is no adapter for PostgreSQL at port %d", port);
    return {};
#endif
}

void addOptions(QCommandLineParser &parser, const ServerOptions &options)
{
    const auto number
        = [](std::chrono::milliseconds time) { return QString::number(time.count()); };
    const QString value = QStringLiteral("value");
    parser.addHelpOption();
    parser.addOptions({
        {QStringLiteral("port"), {}, value, QStringLiteral("0")},
        {QStringLiteral("path"), {}, value, options.path},
        {QStringLiteral("transports"), {}, value, options.transports.join(u',')},
        {QStringLiteral("ping-interval"), {}, value, number(options.pingInterval)},
        {QStringLiteral("ping-timeout"), {}, value, number(options.pingTimeout)},
        {QStringLiteral("connect-timeout"), {}, value, number(options.connectTimeout)},
        {QStringLiteral("upgrade-timeout"), {}, value, number(options.upgradeTimeout)},
        {QStringLiteral("max-http-buffer-size"),
         {},
         value,
         QString::number(options.maxHttpBufferSize)},
        {QStringLiteral("cors-origin"), {}, value},
        {QStringLiteral("no-upgrades"), {}},
        {QStringLiteral("parser"), QStringLiteral("json or msgpack"), value},
        {QStringLiteral("allow-eio3"), {}},
        {QStringLiteral("per-message-deflate"), {}},
        {QStringLiteral("recovery"), QStringLiteral("Connection state recovery, for milliseconds"),
         value},
        {QStringLiteral("recovery-middlewares"),
         QStringLiteral("Those who recover meet them, too")},
        {QStringLiteral("certificate"), QStringLiteral("Speak TLS with this file"), value},
        {QStringLiteral("key"), {}, value},
        {QStringLiteral("adapter"), QStringLiteral("classic, sharded or streams"), value},
        {QStringLiteral("redis"), QStringLiteral("The port of Redis"), value},
        {QStringLiteral("postgres"), QStringLiteral("The port of PostgreSQL, instead of Redis"),
         value},
        {QStringLiteral("engine-echo"), QStringLiteral("Only Engine.IO, sending back messages")},
    });
}

Settings readSettings(const QStringList &arguments)
{
    Settings settings;
    ServerOptions &options = settings.options;
    QCommandLineParser parser;
    addOptions(parser, options);
    parser.process(arguments);
    const auto isSet
        = [&parser](const char *name) { return parser.isSet(QLatin1StringView(name)); };
    const auto text = [&parser](const char *name) { return parser.value(QLatin1StringView(name)); };
    const auto milliseconds
        = [&text](const char *name) { return std::chrono::milliseconds(text(name).toInt()); };

    settings.port = text("port").toUShort();
    settings.engineEcho = isSet("engine-echo");
    options.path = text("path");
    options.transports = text("transports").split(u',');
    options.pingInterval = milliseconds("ping-interval");
    options.pingTimeout = milliseconds("ping-timeout");
    options.connectTimeout = milliseconds("connect-timeout");
    options.upgradeTimeout = milliseconds("upgrade-timeout");
    options.maxHttpBufferSize = text("max-http-buffer-size").toLongLong();
    options.allowUpgrades = !isSet("no-upgrades");
    options.allowEIO3 = isSet("allow-eio3");
    if (isSet("per-message-deflate"))
        options.perMessageDeflate = PerMessageDeflateOptions();
    if (text("parser") == QStringLiteral("msgpack"))
        options.parser = &PacketParser::msgpack;
    if (isSet("recovery")) {
        options.connectionStateRecovery = ConnectionStateRecoveryOptions{
            .maxDisconnectionDuration = milliseconds("recovery"),
            .skipMiddlewares = !isSet("recovery-middlewares"),
        };
    }
    if (isSet("adapter"))
        options.adapter = redisAdapter(text("adapter"), text("redis").toUShort());
    if (isSet("postgres"))
        options.adapter = postgresAdapter(text("postgres").toUShort());
    if (isSet("certificate"))
        options.ssl = readTls(text("certificate"), text("key"));
    if (isSet("cors-origin"))
        options.cors = CorsOptions{.origins = {text("cors-origin")}};
    return settings;
}

int runEcho(QCoreApplication &app, const Settings &settings)
{
    Engine engine(settings.options);
    QObject::connect(&engine, &Engine::connection, &engine, [](Session *session) {
        QObject::connect(session, &Session::messageReceived, session,
                         [session](const QByteArray &data, bool isBinary) {
                             isBinary ? session->sendBinary(data) : session->sendText(data);
                         });
    });
    const auto quit = [&engine] {
        engine.close();
        QCoreApplication::quit();
    };
    onEnd(&app, quit);
    const bool listening = engine.listen(QHostAddress::LocalHost, settings.port);
    return announcePort(listening, engine.serverPort(), engine.errorString()) ? app.exec() : 1;
}

int runServer(QCoreApplication &app, const Settings &settings)
{
    Server io(settings.options);
    serveNamespaces(&io);
    const auto quit = [&io, &app] { io.close().then(&app, [] { QCoreApplication::quit(); }); };
    onEnd(&app, quit);
    const bool listening = io.listen(QHostAddress::LocalHost, settings.port);
    return announcePort(listening, io.serverPort(), io.errorString()) ? app.exec() : 1;
}

} // namespace

int main(int argc, char **argv)
{
    EpollEventDispatcher::install();
    QCoreApplication app(argc, argv);
    const Settings settings = readSettings(QCoreApplication::arguments());
    return settings.engineEcho ? runEcho(app, settings) : runServer(app, settings);
}
