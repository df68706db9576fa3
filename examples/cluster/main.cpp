// SPDX-License-Identifier: MIT
//
// The chat, on as many servers as you like: whoever is connected to one of them meets the people of
// all. run.sh beside this file starts a broker and two servers.
#include "adapters.h"
#include "administrate.h"
#include "listen.h"
#include "quitonsignals.h"

#include <QSocketIo/ClusterAdapter>
#include <QSocketIo/EpollEventDispatcher>
#include <QSocketIo/HttpServer>
#include <QSocketIo/Server>
#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>

using namespace QSocketIo;
using namespace Qt::StringLiterals;

struct Person
{
    QString id;
    QString name;
    QString room;
};

struct ClusterChat : QObject
{
    explicit ClusterChat(const ServerOptions &options)
        : io(options)
    {
        connect(&io, &Server::connection, this, &ClusterChat::serve);
    }

    void serve(Socket *socket)
    {
        socket->on("enter", this,
                   [=, this](const QString &room, const QString &name, const Ack &ack) {
                       enter(socket, room, name.simplified(), ack);
                   });
        socket->on("say", this, [=, this](const QString &text) {
            const bool isFine = !text.trimmed().isEmpty() && text.size() <= 2000;
            return isFine ? say(socket, text) : refusal(u"1 to 2000 characters"_s);
        });
        socket->on("typing", this, [=](bool isTyping) {
            const Person me = personOf(socket->id(), socket->data());
            socket->asVolatile().to(me.room).emitEvent("typing", me.room, me.name, isTyping);
        });
        connect(socket, &Socket::disconnected, this, [=, this] { leave(socket); });
    }

    // Who is called that may be on another server: all of them are asked first.
    void enter(Socket *socket, const QString &room, const QString &name, const Ack &ack)
    {
        if (room.isEmpty() || room.size() > 24 || name.isEmpty() || name.size() > 24)
            return ack(refusal(u"A name has 1 to 24 characters"_s));
        withEverybody([=, this, entering = QPointer<Socket>(socket)](const QList<Person> &people) {
            if (!entering || !entering->isConnected())
                return;
            for (const Person &person : people) {
                if (person.id != entering->id() && person.name == name)
                    return ack(refusal(u"Somebody is called that already"_s));
            }
            leave(entering);
            entering->data() = {{u"room"_s, room}, {u"name"_s, name}};
            entering->join(room);
            announce(room, ack);
        });
    }

    QCborMap say(Socket *socket, const QString &text)
    {
        const Person me = personOf(socket->id(), socket->data());
        if (me.room.isEmpty())
            return refusal(u"Enter a room first"_s);
        const QCborMap message{{u"room"_s, me.room},
                               {u"from"_s, me.name},
                               {u"time"_s, QDateTime::currentMSecsSinceEpoch()},
                               {u"text"_s, text}};
        socket->to(me.room).emitEvent("message", message);
        return {}; // the acknowledgement: all is well
    }

    void leave(Socket *socket)
    {
        const QString left = std::exchange(socket->data(), {})[u"room"_s].toString();
        if (left.isEmpty())
            return;
        socket->leave(left);
        announce(left, {});
    }

    // Tells everybody in the room, and whoever asks, who is there.
    void announce(const QString &room, const Ack &ack)
    {
        withEverybody([=, this](const QList<Person> &people) {
            QStringList names;
            for (const Person &person : people) {
                if (person.room == room)
                    names.append(person.name);
            }
            names.sort();
            io.to(room).emitEvent("people", room, names);
            if (ack)
                ack(QCborMap{{u"people"_s, QCborArray::fromStringList(names)}});
        });
    }

    // The people of all servers; without a broker, those of this one.
    template<typename F>
    void withEverybody(const F &function)
    {
        io.fetchSockets().then(this, [function](const Result<QList<RemoteSocket>> &sockets) {
            QList<Person> people;
            for (const RemoteSocket &socket : sockets.valueOr({}))
                people.append(personOf(socket.id(), socket.data()));
            if (!sockets) {
                for (const SocketDescription &socket :
                     ClusterAdapter::partialSockets(sockets.error()))
                    people.append(personOf(socket.id, socket.data));
            }
            function(people);
        });
    }

    static Person personOf(const QString &id, const QCborMap &data)
    {
        return {id, data[u"name"_s].toString(), data[u"room"_s].toString()};
    }
    static QCborMap refusal(const QString &why) { return {{u"error"_s, why}}; }

    Server io;
};

int main(int argc, char **argv)
{
    EpollEventDispatcher::install();
    QCoreApplication app(argc, argv);
    const Administration administration;
    const QCommandLineOption adapterOption(u"adapter"_s, u"How the servers talk to each other."_s,
                                           u"name"_s, u"redis"_s);
    const QCommandLineOption brokerOption(u"broker"_s, u"Where their broker is."_s, u"url"_s,
                                          u"redis://127.0.0.1:6379"_s);
    const QList<QCommandLineOption> others = administration.commandLine()
        << adapterOption << brokerOption;
    QCommandLineParser parser;
    parser.addOptions(others);
    parser.parse(app.arguments()); // the rest is for listenOnPort()

    const auto adapter
        = adapterCalled(parser.value(adapterOption), QUrl(parser.value(brokerOption)));
    if (!adapter) {
        std::fprintf(stderr, "--adapter: %s\n", qPrintable(adapter.error().message()));
        return 1;
    }
    ServerOptions options = administration.serverOptions(app.arguments());
    options.adapter = *adapter;
    QHttpServer http;
    for (const QString &file : {u""_s, u"chat.css"_s, u"chat.js"_s, u"socket.io.min.js"_s}) {
        http.route(u'/' + file, [path = u":/chat/"_s + (file.isEmpty() ? u"index.html"_s : file)] {
            return QHttpServerResponse::fromFile(path);
        });
    }
    ClusterChat chat(options);
    if (!administration.install(&chat.io, app.arguments()) || !chat.io.attach(&http)
        || !listenOnPort(&http, app.arguments(), 3000, others))
        return 1;
    onQuitSignals(&app, [&] { chat.io.close().then(&app, [] { QCoreApplication::quit(); }); });
    return app.exec();
}
