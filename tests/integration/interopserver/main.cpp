// SPDX-License-Identifier: MIT
#include "handlers.h"
#include "quitonsignals.h"

#include <QSocketIo/Engine>
#include <QSocketIo/PacketParser>
#include <QSocketIo/Server>
#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace QSocketIo;

namespace {

struct Settings
{
    ServerOptions options;
    quint16 port = 0;
    bool engineEcho = false;
};

Settings readSettings(const QStringList &arguments)
{
    Settings settings;
    ServerOptions &options = settings.options;
    QCommandLineParser parser;
    const auto text = [&parser](const char *name) { return parser.value(QLatin1StringView(name)); };
    const auto milliseconds
        = [&text](const char *name) { return std::chrono::milliseconds(text(name).toInt()); };
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
        {QStringLiteral("recovery"), QStringLiteral("Connection state recovery, for milliseconds"),
         value},
        {QStringLiteral("engine-echo"), QStringLiteral("Only Engine.IO, sending back messages")},
    });
    parser.process(arguments);

    settings.port = text("port").toUShort();
    settings.engineEcho = parser.isSet(QStringLiteral("engine-echo"));
    options.path = text("path");
    options.transports = text("transports").split(u',');
    options.pingInterval = milliseconds("ping-interval");
    options.pingTimeout = milliseconds("ping-timeout");
    options.connectTimeout = milliseconds("connect-timeout");
    options.upgradeTimeout = milliseconds("upgrade-timeout");
    options.maxHttpBufferSize = text("max-http-buffer-size").toLongLong();
    options.allowUpgrades = !parser.isSet(QStringLiteral("no-upgrades"));
    options.allowEIO3 = parser.isSet(QStringLiteral("allow-eio3"));
    if (text("parser") == QStringLiteral("msgpack"))
        options.parser = &PacketParser::msgpack;
    if (parser.isSet(QStringLiteral("recovery")))
        options.connectionStateRecovery = ConnectionStateRecoveryOptions{
            .maxDisconnectionDuration = milliseconds("recovery"),
        };
    if (parser.isSet(QStringLiteral("cors-origin")))
        options.cors = CorsOptions{.origins = {text("cors-origin")}};
    return settings;
}

template<typename F>
void onEndOfInput(QObject *context, F quit)
{
    auto *notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [notifier, quit] {
        char ignored[256];
        if (::read(STDIN_FILENO, ignored, sizeof ignored) > 0)
            return;
        notifier->setEnabled(false);
        quit();
    });
}

bool announce(bool listening, quint16 port, const QString &error)
{
    if (listening)
        std::printf("PORT %d\n", port);
    else
        std::fprintf(stderr, "%s\n", qPrintable(error));
    std::fflush(stdout);
    return listening;
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
    onQuitSignals(&app, quit);
    onEndOfInput(&app, quit);
    const bool listening = engine.listen(QHostAddress::LocalHost, settings.port);
    return announce(listening, engine.serverPort(), engine.errorString()) ? app.exec() : 1;
}

int runServer(QCoreApplication &app, const Settings &settings)
{
    Server io(settings.options);
    serveNamespaces(&io);
    const auto quit = [&io, &app] { io.close().then(&app, [] { QCoreApplication::quit(); }); };
    onQuitSignals(&app, quit);
    onEndOfInput(&app, quit);
    const bool listening = io.listen(QHostAddress::LocalHost, settings.port);
    return announce(listening, io.serverPort(), io.errorString()) ? app.exec() : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const Settings settings = readSettings(QCoreApplication::arguments());
    return settings.engineEcho ? runEcho(app, settings) : runServer(app, settings);
}
