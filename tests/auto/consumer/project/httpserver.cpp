// SPDX-License-Identifier: MIT
//
// Shares the port of a QHttpServer with the installed library.
#include <QSocketIo/HttpServer>
#include <QSocketIo/Server>

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>
#include <QtHttpServer/QHttpServer>
#include <QtNetwork/QTcpSocket>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QHttpServer http;
    http.route("/", [] { return "a page"; });
    QSocketIo::Server io;
    const quint16 port = http.listen(QHostAddress::LocalHost);
    if (port == 0 || !io.attach(&http)) {
        std::fputs(qPrintable(io.errorString()), stderr);
        return 1;
    }

    QTcpSocket client;
    QByteArray answer;
    QObject::connect(&client, &QTcpSocket::connected, &app,
                     [&client] { client.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"); });
    QObject::connect(&client, &QTcpSocket::readyRead, &app, [&] {
        answer += client.readAll();
        if (answer.endsWith("a page"))
            client.write(
                "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n");
        else if (answer.contains("\"sid\":"))
            app.exit();
    });
    QTimer::singleShot(30s, &app, [&app] { app.exit(3); });
    client.connectToHost(QHostAddress::LocalHost, port);
    const int result = app.exec();
    std::puts(result == 0 ? "it works" : answer.constData());
    return result;
}
