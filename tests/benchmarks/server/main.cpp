// SPDX-License-Identifier: MIT
//
// The server that is measured: what an application would write, and nothing else.
//
// bench-server PORT
#include <QSocketIo/EpollEventDispatcher>
#include <QSocketIo/Server>

#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace QSocketIo;

int main(int argc, char **argv)
{
    EpollEventDispatcher::install();
    QCoreApplication app(argc, argv);
    Server io{{.serveClient = false}};
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
    });
    const quint16 port = app.arguments().value(1).toUShort();
    if (!io.listen(QHostAddress(QHostAddress::LocalHost), port)) {
        std::fprintf(stderr, "%s\n", qPrintable(io.errorString()));
        return 1;
    }
    return app.exec();
}
