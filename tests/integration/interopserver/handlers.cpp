// SPDX-License-Identifier: MIT
#include "handlers.h"

#include <QSocketIo/RemoteSocket>
#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QTimer>

using namespace QSocketIo;
using namespace std::chrono_literals;

namespace {

QStringList roomNames(const QCborValue &oneOrSeveral)
{
    if (!oneOrSeveral.isArray())
        return {oneOrSeveral.toString()};
    QStringList names;
    const QCborArray array = oneOrSeveral.toArray();
    for (const QCborValue name : array)
        names.append(name.toString());
    return names;
}

QCborMap describe(Socket *socket)
{
    const Handshake &handshake = socket->handshake();
    QCborMap query;
    for (auto it = handshake.query().cbegin(); it != handshake.query().cend(); ++it)
        query.insert(it.key(), it.value());
    return {
        {QStringLiteral("id"), socket->id()},
        {QStringLiteral("nsp"), socket->nsp()->name()},
        {QStringLiteral("transport"), socket->conn()->transportName()},
        {QStringLiteral("auth"), handshake.auth()},
        {QStringLiteral("query"), query},
        {QStringLiteral("url"), QString::fromLatin1(handshake.url())},
        {QStringLiteral("xdomain"), handshake.isCrossDomain()},
        {QStringLiteral("secure"), handshake.isSecure()},
        {QStringLiteral("userAgent"), QString::fromLatin1(handshake.headers().value("user-agent"))},
        {QStringLiteral("custom"), QString::fromLatin1(handshake.headers().value("x-custom"))},
        {QStringLiteral("data"), socket->data()},
        {QStringLiteral("recovered"), socket->isRecovered()},
    };
}

void serveEchoes(Socket *socket)
{
    const auto answerBy = [socket](const char *event, const char *answer) {
        socket->on(event, socket, [socket, answer](const Payload &arguments) {
            socket->emitPayload(answer, arguments, {});
        });
    };
    answerBy("message", "message-back");
    answerBy("echo", "echo");
    socket->once("echo-once", socket, [socket](const Payload &arguments) {
        socket->emitPayload("echo-once", arguments, {});
    });
    socket->on("many", socket, [socket](int count, const QString &text) {
        for (int i = 0; i < count; ++i)
            socket->emitEvent("item", i, text);
    });
    socket->on("volatile", socket, [socket](int count, const Ack &ack) {
        for (int i = 0; i < count; ++i)
            socket->asVolatile().emitEvent("tick", i);
        ack();
    });
}

QCborMap examineParts(const QCborMap &argument)
{
    const QCborArray parts = argument.value(QStringLiteral("parts")).toArray();
    QCborArray sizes;
    QByteArray joined;
    for (const QCborValue part : parts) {
        sizes.append(part.toByteArray().size());
        joined += part.toByteArray();
    }
    const QCborValue first = parts.at(0);
    return {
        {QStringLiteral("sizes"), sizes},
        {QStringLiteral("joined"), joined},
        {QStringLiteral("nested"),
         QCborMap{{QStringLiteral("first"), QCborArray{first}}, {QStringLiteral("again"), first}}},
    };
}

void serveAcknowledgements(Socket *socket)
{
    const auto reply = [](const Payload &arguments, const Ack &ack) { ack.reply(arguments); };
    socket->on("ack", socket, reply);
    socket->on("message-with-ack", socket, reply);
    socket->on("ack-never", socket, [](const Ack &) {});
    socket->on("sum", socket, [](int a, int b) { return a + b; });
    socket->on("binary", socket, &examineParts);
    socket->on("bytes", socket, [](int size) { return QByteArray(size, '\xab'); });
    socket->on("whoami", socket, [socket] { return describe(socket); });
    socket->on("remember", socket,
               [socket](const QString &key, const QCborValue &value, const Ack &ack) {
                   socket->data().insert(key, value);
                   ack();
               });
}

void serveQuestions(Socket *socket)
{
    socket->on("ask-client", socket, [socket](const Payload &arguments, const Ack &ack) {
        socket->emitPayload("question", arguments, [ack](const Result<Payload> &answer) {
            if (answer)
                ack.reply(*answer);
            return Error();
        });
    });
    socket->on("ask-timeout", socket, [socket](int ms, const Ack &ack) {
        socket->timeout(std::chrono::milliseconds(ms))
            .emitEvent("question-unanswered", [ack](const Result<Payload> &answer) {
                answer ? ack(nullptr) : ack(answer.error().message());
            });
    });
    socket->on("ask-room", socket, [socket](const QString &room, int ms, const Ack &ack) {
        socket->nsp()
            ->to(room)
            .timeout(std::chrono::milliseconds(ms))
            .emitEvent("question", room,
                       [ack](const Error &error, const QList<QCborValue> &answers) {
                           QCborArray responses;
                           for (const QCborValue &answer : answers)
                               responses.append(answer);
                           ack(QCborMap{
                               {QStringLiteral("error"),
                                error ? QCborValue(error.message()) : QCborValue(nullptr)},
                               {QStringLiteral("responses"), responses},
                           });
                       });
    });
}

void serveRooms(Socket *socket)
{
    Namespace *nsp = socket->nsp();
    socket->on("join", socket, [socket](const QCborValue &rooms, const Ack &ack) {
        socket->join(roomNames(rooms));
        ack();
    });
    socket->on("leave", socket, [socket](const QString &room, const Ack &ack) {
        socket->leave(room);
        ack();
    });
    socket->on("rooms", socket, [socket] { return socket->rooms().values(); });
    socket->on("fetch", socket, [nsp](const QString &room) {
        return nsp->in(room).fetchSockets().then(
            nsp, [](const Result<QList<RemoteSocket>> &sockets) {
                QStringList ids;
                for (const RemoteSocket &remote : sockets.valueOr({}))
                    ids.append(remote.id());
                ids.sort();
                return ids;
            });
    });
    socket->on("move", socket, [nsp](const QString &from, const QString &to, const Ack &ack) {
        nsp->in(from).socketsJoin(to);
        ack();
    });
    socket->on("remove", socket, [nsp](const QString &room, const Ack &ack) {
        nsp->in(room).socketsLeave(room);
        ack();
    });
    socket->on("kick", socket, [nsp](const QString &room) { nsp->in(room).disconnectSockets(); });
}

// What concerns the other servers of a cluster.
void serveCluster(Socket *socket)
{
    Namespace *nsp = socket->nsp();
    socket->on("servers", socket, [nsp] {
        return nsp->adapter()->serverCount().then(
            nsp, [](const Result<int> &count) { return count.valueOr(0); });
    });
    socket->on("tell-servers", socket, [nsp](const Payload &arguments) {
        nsp->serverSideEmitPayload("server-event", arguments, {});
    });
    socket->on("ask-servers", socket, [nsp](const Payload &question, const Ack &ack) {
        nsp->serverSideEmitPayload(
            "server-question", question, [ack](const Result<QList<QCborValue>> &answers) {
                QCborArray list;
                for (const QCborValue &answer : answers.valueOr({}))
                    list.append(answer);
                ack(answers ? QCborValue(nullptr) : QCborValue(answers.error().message()), list);
                return Error();
            });
    });
    socket->on("remote", socket, [nsp](const QString &room, const QString &text, const Ack &ack) {
        nsp->in(room).fetchSockets().then(nsp,
                                          [ack, text](const Result<QList<RemoteSocket>> &sockets) {
                                              for (const RemoteSocket &remote : sockets.valueOr({}))
                                                  remote.emitEvent("remote", text, remote.data());
                                              ack();
                                          });
    });
}

void answerServers(Namespace *nsp)
{
    nsp->on("server-event", nsp, [nsp](const Payload &arguments) {
        nsp->local().emitPayload("server-event", arguments, {});
    });
    nsp->on("server-question", nsp, [](const Payload &question, const Ack &ack) {
        ack(QCborArray{QStringLiteral("Qt"), question.at(0)});
    });
}

void serveBroadcasts(Socket *socket)
{
    Namespace *nsp = socket->nsp();
    socket->on("room-message", socket, [socket](const QCborValue &rooms, const Payload &arguments) {
        socket->to(roomNames(rooms)).emitPayload("room-message", arguments, {});
    });
    socket->on("all", socket,
               [nsp](const Payload &arguments) { nsp->emitPayload("all", arguments, {}); });
    socket->on("broadcast", socket, [socket](const Payload &arguments) {
        socket->broadcast().emitPayload("broadcast", arguments, {});
    });
    socket->on("except", socket, [nsp](const QCborValue &rooms, const Payload &arguments) {
        nsp->except(roomNames(rooms)).emitPayload("except", arguments, {});
    });
    socket->on("volatile-room", socket, [nsp](const QString &room, const Payload &arguments) {
        nsp->to(room).asVolatile().emitPayload("tick", arguments, {});
    });
}

void serveFlow(Socket *socket)
{
    auto anyCount = std::make_shared<int>(0);
    socket->onAny(socket, [anyCount](const QString &, const Payload &) { ++*anyCount; });
    socket->on("any-count", socket, [anyCount] { return *anyCount; });
    socket->use(socket, [](Event &event, const Next &next) {
        event.name() == QLatin1StringView("refuse") ? next(Error("refused")) : next();
    });
    QObject::connect(socket, &Socket::errorOccurred, socket, [socket](const Error &error) {
        socket->emitEvent("server-error", error.message());
    });
    socket->on("disconnect-me", socket, [socket] { socket->disconnectClient(); });
    socket->on("close-me", socket,
               [socket] { socket->disconnectClient(DisconnectMode::CloseConnection); });
}

// The namespace /watch sees why sockets end.
void reportEnd(Socket *socket, Namespace *watch)
{
    const auto report = [socket, watch](const char *event, DisconnectReason reason) {
        QCborArray rooms;
        for (const QString &room : socket->rooms())
            rooms.append(room);
        watch->emitEvent(event,
                         QCborMap{
                             {QStringLiteral("id"), socket->id()},
                             {QStringLiteral("nsp"), socket->nsp()->name()},
                             {QStringLiteral("reason"), reasonText(reason)},
                             {QStringLiteral("rooms"), rooms},
                         });
    };
    QObject::connect(socket, &Socket::disconnecting, watch,
                     [report](DisconnectReason reason) { report("leaving", reason); });
    QObject::connect(socket, &Socket::disconnected, watch,
                     [report](DisconnectReason reason) { report("left", reason); });
}

void checkToken(Namespace *nsp)
{
    nsp->use(nsp, [nsp](Socket *socket, const Next &next) {
        if (socket->handshake().auth().value(QStringLiteral("token")).toString()
            == QLatin1StringView("secret")) {
            next();
            return;
        }
        const Error error("not authorized", QCborMap{{QStringLiteral("code"), 401}});
        QTimer::singleShot(20ms, nsp, [next, error] { next(error); });
    });
}

// Tells how often a client was asked.
void countChecks(Namespace *nsp)
{
    nsp->use(nsp, [](Socket *socket, const Next &next) {
        const QString key = QStringLiteral("checks");
        socket->data().insert(key, socket->data().value(key).toInteger() + 1);
        next();
    });
}

} // namespace

void serveNamespaces(Server *io)
{
    Namespace *watch = io->of("/watch");
    checkToken(io->of("/auth"));
    countChecks(io->of("/counted"));
    QStringList names{QStringLiteral("/"), QStringLiteral("/custom"), QStringLiteral("/auth"),
                      QStringLiteral("/counted")};
    for (int i = 0; i < 50; ++i)
        names.append(QStringLiteral("/numbered-%1").arg(i));
    for (const QString &name : std::as_const(names)) {
        answerServers(io->of(name));
        QObject::connect(io->of(name), &Namespace::connection, watch, [watch](Socket *socket) {
            reportEnd(socket, watch);
            serveEchoes(socket);
            serveAcknowledgements(socket);
            serveQuestions(socket);
            serveRooms(socket);
            serveCluster(socket);
            serveBroadcasts(socket);
            serveFlow(socket);
            socket->emitEvent("auth", socket->handshake().auth());
        });
    }
}
