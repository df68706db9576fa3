// SPDX-License-Identifier: MIT
#include "childprocess.h"

#include <QSocketIo/HttpServer>
#include <QSocketIo/Server>
#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtWebSockets/QWebSocket>

using namespace QSocketIo;
using namespace Qt::StringLiterals;

namespace {

using Status = QHttpServerResponder::StatusCode;
using Method = QHttpServerRequest::Method;

struct Application : QObject
{
    explicit Application(const QString &file)
        : largeFile(file)
    {
        addPages();
        addOrders();
        http.route(u"/ws"_s, [](QHttpServerResponder &&) {}); // Qt 6.4 asks for a route
        connect(&http, &QHttpServer::newWebSocketConnection, this, &Application::serveWebSocket);
        connect(&io, &Server::connection, this, &Application::serveSocket);
    }

    void addPages()
    {
        http.route(u"/"_s, [] { return QHttpServerResponse::fromFile(u":/index.html"_s); });
        http.route(u"/large"_s, [this](QHttpServerResponder &&responder) {
            responder.write(new QFile(largeFile), "application/octet-stream");
        });
        http.route(u"/report"_s, [this] {
            return QtConcurrent::run([total = orders.size()] {
                return QHttpServerResponse(QJsonObject{{u"orders"_s, total}});
            });
        });
    }

    void addOrders()
    {
        http.route(u"/orders"_s, Method::Get, [this] { return QHttpServerResponse(orders); });
        http.route(u"/orders"_s, Method::Post, [this](const QHttpServerRequest &request) {
            const QJsonObject order = QJsonDocument::fromJson(request.body()).object();
            if (order[u"item"_s].toString().isEmpty() || order[u"count"_s].toInt() < 1)
                return QHttpServerResponse(QJsonObject{{u"error"_s, u"no order"_s}},
                                           Status::BadRequest);
            orders.append(order);
            io.emitEvent("order", order);
            return QHttpServerResponse(QJsonObject{{u"number"_s, orders.size()}}, Status::Created);
        });
    }

    // The application's own, not Socket.IO's.
    void serveWebSocket()
    {
        QWebSocket *webSocket = http.nextPendingWebSocketConnection().release();
        webSocket->setParent(this);
        connect(webSocket, &QWebSocket::textMessageReceived, webSocket,
                [webSocket](const QString &text) { webSocket->sendTextMessage(u"own "_s + text); });
        connect(webSocket, &QWebSocket::disconnected, webSocket, &QObject::deleteLater);
    }

    void serveSocket(Socket *socket)
    {
        socket->on("order", this, [this](const QJsonObject &order) {
            orders.append(order);
            io.emitEvent("order", order);
            return orders.size();
        });
        socket->on("echo", this,
                   [](const Payload &arguments, const Ack &ack) { ack.reply(arguments); });
    }

    const QString largeFile;
    QJsonArray orders;
    QHttpServer http;
    Server io;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser arguments;
    arguments.addOption({u"file"_s, u"The large file"_s, u"file"_s});
    arguments.process(app);

    Application application(arguments.value(u"file"_s));
    if (!application.io.attach(&application.http))
        return 1;
    const quint16 port = application.http.listen(QHostAddress::LocalHost);
    onEnd(&app, [&] { application.io.close().then(&app, [] { QCoreApplication::quit(); }); });
    return announcePort(port != 0, port, u"no port"_s) ? app.exec() : 1;
}
