// SPDX-License-Identifier: MIT
#include "admincommands_p.h"

#include "../core/jsonreader_p.h"
#include "../core/jsonscan_p.h"
#include "../core/logging_p.h"
#include "../server/server.h"
#include "adminauthenticator_p.h"
#include "adminroster_p.h"

#include <QtCore/QFuture>

namespace QSocketIo {

AdminCommands::AdminCommands(Server *server, AdminRoster *roster, AdminAuthenticator *authenticator)
    : m_server(server)
    , m_roster(roster)
    , m_authenticator(authenticator)
{ }

AdminCommands::~AdminCommands() = default;

static void refuse(const QString &command, const Error &error, const Ack &ack)
{
    qCDebug(lcAdmin) << "command" << command << "ignored:" << error.message();
    ack(QCborMap{{QStringLiteral("ok"), false}, {QStringLiteral("error"), error.message()}});
}

void AdminCommands::attach(const AdminClient &client, bool isReadonly, bool seesEvents)
{
    Socket *socket = client.socket;
    if (!isReadonly) {
        addCommand(socket, QStringLiteral("emit"), 1, &AdminCommands::parseEmit);
        addCommand(socket, QStringLiteral("join"), 2, &AdminCommands::parseJoin);
        addCommand(socket, QStringLiteral("leave"), 2, &AdminCommands::parseLeave);
        addCommand(socket, QStringLiteral("_disconnect"), 2, &AdminCommands::parseDisconnect);
    }
    if (!client.isExtended)
        return;
    const QPointer<Socket> guard(socket);
    if (seesEvents) {
        socket->on("subscribe", this, [this, guard](const Payload &arguments, const Ack &ack) {
            if (guard)
                subscribe(guard, arguments, ack);
        });
    }
    socket->on("logout", this, [this, guard](const Payload &, const Ack &ack) {
        if (guard)
            logOut(guard, ack);
    });
}

void AdminCommands::addCommand(Socket *socket, const QString &name, qsizetype filterIndex,
                               Parser parser)
{
    const QPointer<Socket> guard(socket);
    socket->on(name, this, [=, this](const Payload &arguments, const Ack &ack) {
        // Who forgets the filter next to a callback must not reach everybody.
        const Result<Action> action = ack.isWanted() && arguments.count() <= filterIndex
            ? Result<Action>(
                Error(Error::Code::InvalidArgument, QStringLiteral("a filter is required")))
            : (this->*parser)(arguments);
        if (!action)
            refuse(name, action.error(), ack);
        else if (guard)
            execute(guard, name, *action, arguments, ack);
    });
}

void AdminCommands::execute(Socket *socket, const QString &name, const Action &action,
                            const Payload &arguments, const Ack &ack)
{
    const AdminClient *client = m_roster->find(socket);
    if (!client)
        return;
    const AdminUser user = client->user;
    const BroadcastOperator sockets = action.target.sockets();
    if (ack.isWanted()) {
        // Asked for before: afterwards they may be gone.
        sockets.allSockets().then(this, [ack](const Result<QSet<QString>> &ids) {
            QCborMap answer{{QStringLiteral("ok"), true}};
            if (ids)
                answer.insert(QStringLiteral("count"), ids->size());
            ack(answer);
        });
    }
    qCInfo(lcAdmin) << "admin" << user.name << "executes" << name << "in"
                    << action.target.nsp()->name();
    const QPointer<AdminCommands> guard(this);
    action.execute(sockets);
    if (guard)
        Q_EMIT executed(user, name, arguments);
}

// ---- the commands ------------------------------------------------------------------------------

static Error eventNameError(const QCborValue &name)
{
    static const QStringList reserved{
        QStringLiteral("connect"),     QStringLiteral("connect_error"),
        QStringLiteral("disconnect"),  QStringLiteral("disconnecting"),
        QStringLiteral("newListener"), QStringLiteral("removeListener")};
    if (!name.isString() || name.toString().isEmpty())
        return Error(Error::Code::InvalidArgument, QStringLiteral("no event name"));
    if (reserved.contains(name.toString()))
        return Error(Error::Code::ReservedEventName, QStringLiteral("reserved event name"));
    return {};
}

// The arguments behind the first ones, which hold no attachments, undecoded.
static Payload withoutFirst(const Payload &arguments, int count)
{
    const QByteArray text = arguments.json();
    JsonReader reader(text, JsonScan::MaxDepth);
    for (int i = 0; i < count; ++i) {
        if (!reader.skipValue() || !reader.skip(','))
            return {};
    }
    return Payload::fromJson(text.mid(reader.position()), arguments.attachments());
}

Result<AdminCommands::Action> AdminCommands::parseEmit(const Payload &arguments) const
{
    if (const Error error = eventNameError(arguments.at(2)))
        return error;
    const Result<CommandTarget> target
        = CommandTarget::parse(m_server, arguments.at(0), arguments.at(1));
    if (!target)
        return target.error();
    return Action{*target, [arguments](const BroadcastOperator &sockets) {
                      sockets.emitPayload(arguments.at(2).toString(), withoutFirst(arguments, 3),
                                          nullptr);
                  }};
}

Result<AdminCommands::Action> AdminCommands::parseJoin(const Payload &arguments) const
{
    const Result<QStringList> rooms = CommandTarget::parseRooms(arguments.at(1));
    if (!rooms)
        return rooms.error();
    const Result<CommandTarget> target
        = CommandTarget::parse(m_server, arguments.at(0), arguments.at(2));
    if (!target)
        return target.error();
    return Action{*target, [rooms = *rooms](const BroadcastOperator &sockets) {
                      sockets.socketsJoin(rooms);
                  }};
}

Result<AdminCommands::Action> AdminCommands::parseLeave(const Payload &arguments) const
{
    const Result<QStringList> rooms = CommandTarget::parseRooms(arguments.at(1));
    if (!rooms)
        return rooms.error();
    const Result<CommandTarget> target
        = CommandTarget::parse(m_server, arguments.at(0), arguments.at(2));
    if (!target)
        return target.error();
    return Action{*target, [rooms = *rooms](const BroadcastOperator &sockets) {
                      sockets.socketsLeave(rooms);
                  }};
}

Result<AdminCommands::Action> AdminCommands::parseDisconnect(const Payload &arguments) const
{
    const QCborValue close = arguments.at(1);
    if (!close.isBool())
        return Error(Error::Code::InvalidArgument,
                     QStringLiteral("\"close\" is neither true nor false"));
    const Result<CommandTarget> target
        = CommandTarget::parse(m_server, arguments.at(0), arguments.at(2));
    if (!target)
        return target.error();
    const DisconnectMode mode
        = close.toBool() ? DisconnectMode::CloseConnection : DisconnectMode::LeaveNamespace;
    return Action{*target,
                  [mode](const BroadcastOperator &sockets) { sockets.disconnectSockets(mode); }};
}

// ---- extensions --------------------------------------------------------------------------------

void AdminCommands::subscribe(Socket *socket, const Payload &arguments, const Ack &ack)
{
    AdminClient *client = m_roster->find(socket);
    if (!client)
        return;
    if (arguments.at(0).isNull()) {
        m_roster->setFilter(client, {});
    } else {
        const Result<EventFilter> filter = EventFilter::parse(arguments.at(0));
        if (!filter)
            return refuse(QStringLiteral("subscribe"), filter.error(), ack);
        m_roster->setFilter(client, *filter);
    }
    ack(QCborMap{{QStringLiteral("ok"), true}});
}

void AdminCommands::logOut(Socket *socket, const Ack &ack)
{
    const AdminClient *client = m_roster->find(socket);
    if (!client)
        return;
    const QPointer<Socket> guard(socket);
    m_authenticator->logout(client->sessionId).then(this, [guard, ack] {
        ack(QCborMap{{QStringLiteral("ok"), true}});
        if (guard)
            guard->disconnectClient();
    });
}

} // namespace QSocketIo
