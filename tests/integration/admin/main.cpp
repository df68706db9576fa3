// SPDX-License-Identifier: MIT
#include "childprocess.h"

#include <QSocketIo/AdminInstrumentation>
#include <QSocketIo/PacketParser>
#include <QSocketIo/Server>
#include <QtCore/QCborArray>
#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QLoggingCategory>

using namespace QSocketIo;

// A server with the namespace for admins. reference-server.mjs is the same in JavaScript.
namespace {

struct Settings
{
    ServerOptions options;
    AdminOptions admin;
    quint16 port = 0;
};

void addOptions(QCommandLineParser &parser)
{
    const QString value = QStringLiteral("value");
    parser.addHelpOption();
    parser.addOptions({
        {QStringLiteral("port"), {}, value, QStringLiteral("0")},
        {QStringLiteral("cors-origin"), {}, value},
        {QStringLiteral("parser"), QStringLiteral("json or msgpack"), value},
        {QStringLiteral("recovery"), QStringLiteral("Connection state recovery, for milliseconds"),
         value},
        {QStringLiteral("admin-auth"), QStringLiteral("open or basic"), value,
         QStringLiteral("basic")},
        {QStringLiteral("admin-mode"), QStringLiteral("development, production or anything else"),
         value, QStringLiteral("development")},
        {QStringLiteral("admin-namespace"), {}, value, QStringLiteral("/admin")},
        {QStringLiteral("admin-readonly"), {}},
        {QStringLiteral("server-id"), {}, value},
    });
}

AdminOptions adminOptions(const QCommandLineParser &parser)
{
    const auto text = [&parser](const char *name) { return parser.value(QLatin1StringView(name)); };
    AdminOptions admin;
    admin.namespaceName = text("admin-namespace");
    admin.serverId = text("server-id");
    admin.readonly = parser.isSet(QStringLiteral("admin-readonly"));
    // What the environment says is for the library to understand.
    qputenv("QSOCKETIO_ENV", text("admin-mode").toUtf8());
    admin.auth = text("admin-auth") == QLatin1StringView("open")
        ? AdminAuthentication::none()
        : AdminAuthentication::basic( // "changeit"
            QStringLiteral("admin"),
            "$2b$04$p/AkgZb1n4Ac5eEv5Vi67e6WytQ2ycSHdCSBDlXKRgHY8ZEkt6N.y");
    return admin;
}

Settings readSettings(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(arguments);
    const auto text = [&parser](const char *name) { return parser.value(QLatin1StringView(name)); };

    Settings settings;
    settings.admin = adminOptions(parser);
    settings.port = text("port").toUShort();
    ServerOptions &options = settings.options;
    options.cleanupEmptyChildNamespaces = true;
    if (text("parser") == QLatin1StringView("msgpack"))
        options.parser = &PacketParser::msgpack;
    if (parser.isSet(QStringLiteral("cors-origin")))
        options.cors = CorsOptions{.origins = {text("cors-origin")}, .credentials = true};
    if (parser.isSet(QStringLiteral("recovery"))) {
        options.connectionStateRecovery = ConnectionStateRecoveryOptions{
            .maxDisconnectionDuration = std::chrono::milliseconds(text("recovery").toInt()),
        };
    }
    return settings;
}

void serveMessages(Socket *socket)
{
    socket->on("echo", socket,
               [socket](const Payload &arguments) { socket->emitPayload("echo", arguments, {}); });
    socket->on("ack", socket,
               [](const Payload &arguments, const Ack &ack) { ack.reply(arguments); });
    socket->on("ask", socket, [socket](const Payload &arguments, const Ack &ack) {
        socket->emitPayload("question", arguments, [ack](const Result<Payload> &answer) {
            if (answer)
                ack.reply(*answer);
            return Error();
        });
    });
    socket->on("all", socket, [socket](const Payload &arguments) {
        socket->nsp()->emitPayload("all", arguments, {});
    });
    socket->on("room-message", socket, [socket](const QString &room, const Payload &arguments) {
        socket->to(room).emitPayload("room-message", arguments, {});
    });
    socket->on("tick", socket, [socket](const Payload &arguments) {
        socket->asVolatile().emitPayload("tick", arguments, {});
    });
}

void serveRooms(Socket *socket)
{
    socket->on("join", socket, [socket](const QCborValue &rooms, const Ack &ack) {
        const QCborArray names = rooms.isArray() ? rooms.toArray() : QCborArray{rooms};
        for (const QCborValue name : names)
            socket->join(name.toString());
        ack();
    });
    socket->on("leave", socket, [socket](const QString &room, const Ack &ack) {
        socket->leave(room);
        ack();
    });
    socket->on("rooms", socket, [socket] {
        QCborArray names;
        for (const QString &room : socket->rooms())
            names.append(room);
        return names;
    });
}

void serveState(Socket *socket)
{
    socket->on("remember", socket,
               [socket](const QString &key, const QCborValue &value, const Ack &ack) {
                   socket->data().insert(key, value);
                   ack();
               });
    socket->on("disconnect-me", socket, [socket] { socket->disconnectClient(); });
    socket->on("close-me", socket,
               [socket] { socket->disconnectClient(DisconnectMode::CloseConnection); });
}

void checkClient(Socket *socket, const Next &next)
{
    const QString user = socket->handshake().query().value(QStringLiteral("user"));
    if (!user.isEmpty())
        socket->data().insert(QStringLiteral("user"), user);
    const bool isRefused = socket->handshake().auth().contains(QStringLiteral("refuse"));
    isRefused ? next(Error("refused")) : next();
}

template<typename N>
void serve(N *nsp)
{
    nsp->use(nsp, &checkClient);
    QObject::connect(nsp, &N::connection, nsp, [](Socket *socket) {
        const auto fromUrl = [query = socket->handshake().query()](const char *key) {
            return query.value(QLatin1StringView(key));
        };
        if (const QString room = fromUrl("room"); !room.isEmpty())
            socket->join(room);
        if (const QString greeting = fromUrl("greeting"); !greeting.isEmpty())
            socket->emitEvent("greeting", greeting);
        if (!fromUrl("unwanted").isEmpty())
            socket->disconnectClient();
        serveMessages(socket);
        serveRooms(socket);
        serveState(socket);
    });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    // The log tells who did what. What else is in it is a complaint.
    QLoggingCategory::setFilterRules(QStringLiteral("qsocketio.admin.info=false"));
    const Settings settings = readSettings(QCoreApplication::arguments());
    Server io(settings.options);
    if (const auto admin = AdminInstrumentation::install(&io, settings.admin); !admin)
        qFatal("%s", qPrintable(admin.error().message()));
    for (const char *name : {"/", "/chat", "/barrier"})
        serve(io.of(name));
    serve(io.of(QRegularExpression(QStringLiteral("^/room-\\d+$"))));

    onEnd(&app, [&io, &app] { io.close().then(&app, [] { QCoreApplication::quit(); }); });
    const bool listening = io.listen(QHostAddress::LocalHost, settings.port);
    return announcePort(listening, io.serverPort(), io.errorString()) ? app.exec() : 1;
}
