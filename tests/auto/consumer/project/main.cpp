// SPDX-License-Identifier: MIT
//
// Serves one Socket.IO handshake, the JavaScript client where there is one, and then a client of its
// own, with the installed library.
#include <QSocketIo/ClientSocket>
#include <QSocketIo/Server>

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>
#include <QtNetwork/QTcpSocket>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QSocketIo::Server io({.pingInterval = 10s});
    io.use(&app, [](QSocketIo::Socket *, const QSocketIo::Next &next) { next(); });
    QObject::connect(&io, &QSocketIo::Server::connection, &app, [&app](QSocketIo::Socket *socket) {
        socket->on("sum", &app, [](int a, int b) { return a + b; });
    });
    if (!io.listen(QHostAddress::LocalHost)) {
        std::fputs(qPrintable(io.errorString()), stderr);
        return 1;
    }

    QTcpSocket client;
    QByteArray answer;
    QObject::connect(&client, &QTcpSocket::connected, &app, [&client] {
        client.write("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n"
                     "GET /socket.io/socket.io.min.js HTTP/1.1\r\nHost: localhost\r\n\r\n");
    });
    const QByteArray expected
        = io.isServeClient() ? "* Socket.IO v" : "{\"code\":0,\"message\":\"Transport unknown\"}";
    QObject::connect(&client, &QTcpSocket::readyRead, &app, [&] {
        answer += client.readAll();
        if (!answer.contains("\"sid\":") || !answer.contains(expected))
            return;
        if (!answer.contains("200 OK") || !answer.contains("\"pingInterval\":10000"))
            app.exit(2);
        auto *socket = QSocketIo::ClientSocket::open(
            QUrl(QString::fromLatin1("http://127.0.0.1:%1").arg(io.serverPort())), {}, &app);
        socket->emitEvent("sum", 1, 2, [&app](int sum) { app.exit(sum == 3 ? 0 : 4); });
        client.disconnect();
    });
    QTimer::singleShot(30s, &app, [&app] { app.exit(3); });
    client.connectToHost(QHostAddress::LocalHost, io.serverPort());
    const int result = app.exec();
    std::puts(result == 0 ? "it works" : answer.constData());
    return result;
}
