// SPDX-License-Identifier: MIT
#include "administrate.h"
#include "listen.h"
#include "quitonsignals.h"

#include <QSocketIo/EpollEventDispatcher>
#include <QSocketIo/HttpServer>
#include <QSocketIo/Server>
#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QMimeDatabase>

using namespace QSocketIo;
using namespace Qt::StringLiterals;

struct Chat : QObject
{
    explicit Chat(const ServerOptions &options)
        : io(options)
    {
        connect(&io, &Server::connection, this, &Chat::serve);
    }

    void serve(Socket *socket)
    {
        socket->on("enter", this, [=, this](const QString &roomName, const QString &nickname) {
            return enter(socket, roomName, nickname.simplified());
        });
        socket->on("say", this, [=, this](const QString &text) {
            const bool isFine = !text.trimmed().isEmpty() && text.size() <= 2000;
            return isFine ? post(socket, {{u"text"_s, text}}) : refusal(u"1 to 2000 characters"_s);
        });
        socket->on("image", this, [=, this](const QByteArray &bytes) {
            const QString type = QMimeDatabase().mimeTypeForData(bytes).name(); // by the content
            const bool isFine = pictures.contains(type) && bytes.size() <= 512 * 1024;
            return isFine ? post(socket, {{u"image"_s, bytes}, {u"type"_s, type}})
                          : refusal(u"That is no picture of up to 512 KiB"_s);
        });
        socket->on("typing", this, [=](bool isTyping) {
            const QString here = room(socket);
            socket->asVolatile().to(here).emitEvent("typing", here, name(socket), isTyping);
        });
        connect(socket, &Socket::disconnected, this, [=, this] { leave(socket); });
    }

    QCborMap enter(Socket *socket, const QString &roomName, const QString &nickname)
    {
        if (!history.contains(roomName) || nickname.isEmpty() || nickname.size() > 24)
            return refusal(u"A name has 1 to 24 characters"_s);
        for (const Socket *other : io.sockets()->sockets()) {
            if (other != socket && name(other) == nickname)
                return refusal(u"Somebody is called that already"_s);
        }
        leave(socket);
        socket->data() = {{u"room"_s, roomName}, {u"name"_s, nickname}};
        socket->join(roomName);
        for (const QCborMap &message : history.value(roomName))
            socket->emitEvent("message", message);
        return {{u"people"_s, QCborArray::fromStringList(announce(roomName))}};
    }

    QCborMap post(Socket *socket, QCborMap message)
    {
        const QString here = room(socket);
        if (here.isEmpty())
            return refusal(u"Enter a room first"_s);
        message.insert(u"room"_s, here);
        message.insert(u"from"_s, name(socket));
        message.insert(u"time"_s, QDateTime::currentMSecsSinceEpoch());
        QList<QCborMap> &messages = history[here] << message;
        messages = messages.last(qMin(messages.size(), 50));
        socket->to(here).emitEvent("message", message);
        return {}; // the acknowledgement: all is well
    }

    void leave(Socket *socket)
    {
        const QString left = std::exchange(socket->data(), {})[u"room"_s].toString();
        socket->leave(left);
        announce(left);
    }

    QStringList announce(const QString &roomName) // who is there
    {
        QStringList names;
        for (const Socket *socket : io.sockets()->sockets()) {
            if (room(socket) == roomName)
                names.append(name(socket));
        }
        io.to(roomName).emitEvent("people", roomName, names);
        return names;
    }

    static QString room(const Socket *socket) { return socket->data()[u"room"_s].toString(); }
    static QString name(const Socket *socket) { return socket->data()[u"name"_s].toString(); }
    static QCborMap refusal(const QString &why) { return {{u"error"_s, why}}; }

    const QStringList pictures{u"image/png"_s, u"image/jpeg"_s, u"image/gif"_s, u"image/webp"_s};
    Server io;
    QHash<QString, QList<QCborMap>> history{{u"Lobby"_s, {}}, {u"Qt"_s, {}}, {u"Random"_s, {}}};
};

int main(int argc, char **argv)
{
    EpollEventDispatcher::install();
    QCoreApplication app(argc, argv);
    QHttpServer http;
    for (const QString &file : {u""_s, u"chat.css"_s, u"chat.js"_s, u"socket.io.min.js"_s}) {
        http.route(u'/' + file, [path = u":/chat/"_s + (file.isEmpty() ? u"index.html"_s : file)] {
            return QHttpServerResponse::fromFile(path);
        });
    }
    const Administration administration;
    Chat chat(administration.serverOptions(app.arguments()));
    if (!administration.install(&chat.io, app.arguments()) || !chat.io.attach(&http)
        || !listenOnPort(&http, app.arguments(), 3000, administration.commandLine()))
        return 1;
    onQuitSignals(&app, [&] { chat.io.close().then(&app, [] { QCoreApplication::quit(); }); });
    return app.exec();
}
