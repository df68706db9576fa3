// SPDX-License-Identifier: MIT
#include "chat.h"
#include "quitonsignals.h"

#include <QSocketIo/HttpServer>
#include <QSocketIo/Server>
#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtNetwork/QTcpServer>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

// The port that was asked for, or else 3000 or the next free one.
bool listen(QTcpServer *server, const QString &asked)
{
    if (!asked.isEmpty())
        return server->listen(QHostAddress::Any, asked.toUShort());
    for (quint16 port = 3000; port < 3100; ++port) {
        if (server->listen(QHostAddress::Any, port))
            return true;
    }
    return false;
}

void serveFiles(QHttpServer *http)
{
    const auto serve = [http](const QString &path, const QString &name) {
        http->route(path, [name] { return QHttpServerResponse::fromFile(u":/chat/"_s + name); });
    };
    serve(u"/"_s, u"index.html"_s);
    for (const QString &name : {u"chat.css"_s, u"chat.js"_s, u"socket.io.min.js"_s})
        serve(u'/' + name, name);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"A chat for browsers."_s);
    parser.addHelpOption();
    parser.addOption(
        {u"port"_s, u"The port; by default 3000 or the next free one."_s, u"number"_s});
    parser.process(app);

    QHttpServer http;
    auto *tcp = new QTcpServer(&http);
    if (!listen(tcp, parser.value(u"port"_s))) {
        std::fprintf(stderr, "Cannot listen: %s\n", qPrintable(tcp->errorString()));
        return 1;
    }
    serveFiles(&http);
    http.bind(tcp);

    QSocketIo::Server io;
    const Chat chat(&io);
    if (!io.attach(&http)) {
        std::fprintf(stderr, "Cannot serve: %s\n", qPrintable(io.errorString()));
        return 1;
    }
    onQuitSignals(&app, [&io, &app] { io.close().then(&app, [] { QCoreApplication::quit(); }); });
    std::printf("Chat is running on http://localhost:%d\n", tcp->serverPort());
    std::fflush(stdout);
    return app.exec();
}
