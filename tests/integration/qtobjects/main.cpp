// SPDX-License-Identifier: MIT
//
// A Qt object on the wire: its slots are called by clients, its signals come to them.
#include "library.h"
#include "quitonsignals.h"

#include <QSocketIo/Server>
#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace QSocketIo;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Server io;
    Library library;
    io.expose(&library);
    io.relay(&library, &Library::added, &io, "added");
    io.relay(&library, &Library::countChanged, &Library::count, &io, "count");
    QObject::connect(&io, &Server::connection, &io, [](Socket *socket) {
        socket->on("describe", socket, [](const Book &book) { // the types at compile time
            return QStringLiteral("%1, %2 bytes").arg(book.title).arg(book.cover.size());
        });
        QObject::connect(socket, &Socket::errorOccurred, socket, [socket](const Error &error) {
            socket->emitEvent("server-error", error.message());
        });
    });
    onQuitSignals(&app, [&] { io.close().then(&app, [] { QCoreApplication::quit(); }); });
    if (!io.listen(QHostAddress(QHostAddress::LocalHost)))
        return 1;
    std::printf("PORT %d\n", io.serverPort());
    std::fflush(stdout);
    return app.exec();
}
