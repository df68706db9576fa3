// SPDX-License-Identifier: MIT
#include "commanddispatcher.h"

#include "jsontext.h"
#include "translation.h"

#include <QtCore/QJsonDocument>

#include <algorithm>
#include <array>

namespace QsioAdmin {

using namespace std::chrono_literals;

namespace {

constexpr qint64 usualMaxPayload = 1'000'000; // bytes; Node.js' default
constexpr int framesPerTurn = 20;
constexpr auto turn = 10ms;

// emit() of these throws in Node.js, or calls what it should not.
constexpr std::array reservedNames
    = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"};

bool isReserved(const QString &name)
{
    return std::any_of(reservedNames.begin(), reservedNames.end(), [&name](const char *reserved) {
        return name == QLatin1StringView(reserved);
    });
}

// What a server takes for no filter at all: "", 0, null and false; and what is no room.
bool isNoFilter(const RoomName &room)
{
    if (room.isText())
        return room.text().isEmpty();
    return room.json().toDouble() == 0;
}

// null can be joined, and left.
bool isNoRoom(const RoomName &room)
{
    const QByteArray json = room.json();
    return room.text().isEmpty() || json.startsWith('[') || json.startsWith('{');
}

bool isValidJson(const QSocketIo::Payload &arguments)
{
    QJsonParseError error;
    QJsonDocument::fromJson('[' + arguments.json() + ']', &error);
    return error.error == QJsonParseError::NoError;
}

} // namespace

QString refusalText(Refusal refusal)
{
    switch (refusal) {
    case Refusal::None:
        return {};
    case Refusal::NotConnected:
        return tr("Not connected. Nothing was sent, and nothing is kept for later.");
    case Refusal::ReadOnly:
        return tr("This connection is locked for reading only.");
    case Refusal::NotSupported:
        return tr("The server does not offer this.");
    case Refusal::UnknownNamespace:
        return tr("The server has no such namespace.");
    case Refusal::NoTarget:
        return tr("Nobody is selected.");
    case Refusal::NoEventName:
        return tr("The event has no name.");
    case Refusal::ReservedEventName:
        return tr("This name belongs to Socket.IO itself. Servers may break down over it.");
    case Refusal::InvalidArguments:
        return tr("The arguments are not valid JSON.");
    case Refusal::NoRoom:
        return tr("No room is named.");
    case Refusal::OwnRoom:
        return tr("A socket cannot leave the room of its own id: it could not be reached any "
                  "longer.");
    case Refusal::NoExceptName:
        return tr("One of the exceptions has no name.");
    case Refusal::CannotExcept:
        return tr("There can be no exceptions: it is not known who is there, and this server "
                  "does not make them itself.");
    case Refusal::Viewer:
        return tr("The server lets this user look, but not give commands.");
    case Refusal::WindowClosed:
        return tr("Not sent: the window was closed in the seconds in which it could be undone.");
    case Refusal::TooLarge:
        return tr("This is more than the server takes in one message.");
    }
    return {};
}

CommandDispatcher::CommandDispatcher(const AdminStore *store, CommandChannel *channel,
                                     QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_channel(channel)
    , m_timer(this)
{
    m_timer.callOnTimeout(this, [this] { pump(); });
}

CommandDispatcher::~CommandDispatcher() = default;

// ---- guards ----------------------------------------------------------------------------------

bool CommandDispatcher::supports(Command::Verb verb) const
{
    switch (verb) {
    case Command::Verb::Emit:
        return m_store->hasFeature("EMIT");
    case Command::Verb::Join:
        return m_store->hasFeature("JOIN");
    case Command::Verb::Leave:
        return m_store->hasFeature("LEAVE");
    case Command::Verb::Disconnect:
        return m_store->hasFeature("DISCONNECT");
    }
    return false;
}

// Servers of Socket.IO 3 take a single id, and ignore what they do not understand.
bool CommandDispatcher::supportsLists() const
{
    return m_store->hasFeature("MJOIN") && m_store->hasFeature("MLEAVE")
        && m_store->hasFeature("MDISCONNECT");
}

bool CommandDispatcher::knowsExcept() const
{
    return m_store->hasFeature("QSIO_EXCEPT");
}

Refusal CommandDispatcher::closedBy() const
{
    if (!m_channel->isReady() || !m_store->hasConfig())
        return Refusal::NotConnected;
    if (m_isReadOnly)
        return Refusal::ReadOnly;
    return m_store->isViewer() ? Refusal::Viewer : Refusal::None;
}

Refusal CommandDispatcher::check(const Command &command) const
{
    if (const Refusal refusal = closedBy(); refusal != Refusal::None)
        return refusal;
    if (!supports(command.verb))
        return Refusal::NotSupported;
    if (command.nsp.isEmpty() || !m_store->namespaces().contains(command.nsp))
        return Refusal::UnknownNamespace;
    if (command.verb == Command::Verb::Emit) {
        if (command.event.isEmpty())
            return Refusal::NoEventName;
        if (isReserved(command.event))
            return Refusal::ReservedEventName;
        if (!isValidJson(command.arguments))
            return Refusal::InvalidArguments;
    }
    const bool isRoomCommand
        = command.verb == Command::Verb::Join || command.verb == Command::Verb::Leave;
    if (isRoomCommand && isNoRoom(command.room))
        return Refusal::NoRoom;
    return checkTarget(command);
}

Refusal CommandDispatcher::checkTarget(const Command &command) const
{
    const CommandTarget &target = command.target;
    const auto isEmptyText = [](const auto &text) { return text.isEmpty(); };
    switch (target.scope()) {
    case CommandTarget::Scope::Nobody:
        return Refusal::NoTarget;
    case CommandTarget::Scope::Rooms:
        if (std::any_of(target.roomNames().cbegin(), target.roomNames().cend(), isNoFilter))
            return Refusal::NoTarget;
        break;
    case CommandTarget::Scope::Sockets:
        if (std::any_of(target.socketIds().cbegin(), target.socketIds().cend(), isEmptyText))
            return Refusal::NoTarget;
        break;
    case CommandTarget::Scope::WholeNamespace:
        break;
    }
    if (std::any_of(command.except.cbegin(), command.except.cend(), isNoFilter))
        return Refusal::NoExceptName;
    if (!command.except.isEmpty() && !knowsExcept() && m_store->listState() != ListState::Current)
        return Refusal::CannotExcept;
    if (command.verb == Command::Verb::Leave) {
        const QByteArray room = command.room.isText() ? command.room.text().toUtf8() : QByteArray();
        if (m_store->sockets().contains({command.nsp, room}) || target.socketIds().contains(room))
            return Refusal::OwnRoom;
    }
    return Refusal::None;
}

// ---- plans -----------------------------------------------------------------------------------

// Of a list of ids, each once.
static QList<SocketKey> keysOf(const QByteArray &nsp, QByteArrayList ids)
{
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    QList<SocketKey> keys;
    keys.reserve(ids.size());
    for (const QByteArray &id : std::as_const(ids))
        keys.append({nsp, id});
    return keys;
}

bool CommandDispatcher::isExcepted(const Command &command, const SocketKey &key) const
{
    if (command.except.isEmpty())
        return false;
    const int slot = m_store->sockets().find(key);
    return std::any_of(command.except.cbegin(), command.except.cend(), [&](const RoomName &room) {
        return room.is(key.id) || (slot >= 0 && m_store->sockets().at(slot).rooms.contains(room));
    });
}

// For servers that make exceptions themselves: a list as JSON; empty: there is none.
QByteArray CommandDispatcher::exceptFor(const Command &command) const
{
    if (!knowsExcept())
        return {};
    QByteArrayList names;
    for (const RoomName &room : command.except)
        names.append(room.json());
    const SocketKey own = m_channel->ownSocket();
    if (!command.includesSelf && command.nsp == own.nsp && !own.id.isEmpty())
        names.append(jsonString(own.id));
    return names.isEmpty() ? QByteArray() : '[' + names.join(',') + ']';
}

// The sockets that are meant, without the admin's own; empty where they are not known.
QList<SocketKey> CommandDispatcher::targetsOf(const Command &command) const
{
    const SocketKey own = command.includesSelf ? SocketKey() : m_channel->ownSocket();
    if (command.target.scope() == CommandTarget::Scope::Sockets) {
        QList<SocketKey> keys = keysOf(command.nsp, command.target.socketIds());
        keys.removeAll(own);
        keys.removeIf([&](const SocketKey &key) { return isExcepted(command, key); });
        return keys;
    }
    QList<SocketKey> keys;
    const QList<RoomName> &rooms = command.target.roomNames();
    const SocketStore &sockets = m_store->sockets();
    for (int slot = 0; slot < sockets.slotCount(); ++slot) {
        if (!sockets.isLive(slot) || sockets.at(slot).key.nsp != command.nsp)
            continue;
        const SocketRecord &socket = sockets.at(slot);
        const auto isMember = [&socket](const RoomName &room) {
            return room.is(socket.key.id) ? socket.isInOwnRoom : socket.rooms.contains(room);
        };
        const bool isMeant = command.target.scope() == CommandTarget::Scope::WholeNamespace
            || std::any_of(rooms.cbegin(), rooms.cend(), isMember);
        if (isMeant && socket.key != own && !isExcepted(command, socket.key))
            keys.append(socket.key);
    }
    return keys;
}

qint64 CommandDispatcher::maxFrameBytes() const
{
    const qint64 maxPayload = m_channel->maxPayload();
    return (maxPayload > 0 ? maxPayload : usualMaxPayload) * 8 / 10;
}

// Whether the sockets have to be named one by one, whatever the target is: the server cannot take
// rooms, or would not leave out whom it should, such as the admin's own socket.
bool CommandDispatcher::needsIds(const Command &command, bool eachAlone) const
{
    const bool hasExceptions = !command.except.isEmpty()
        || (!command.includesSelf && command.nsp == m_channel->ownSocket().nsp);
    return command.target.scope() == CommandTarget::Scope::Sockets || command.argumentsFor
        || (eachAlone && command.verb != Command::Verb::Emit) || (hasExceptions && !knowsExcept());
}

QByteArrayList CommandDispatcher::filtersOf(const Command &command, const Plan &plan,
                                            bool eachAlone) const
{
    QByteArrayList filters;
    if (needsIds(command, eachAlone)) {
        for (const SocketKey &target : plan.targets)
            filters.append(jsonString(target.id));
    } else {
        for (const RoomName &room : command.target.roomNames())
            filters.append(room.json());
    }
    return filters;
}

CommandDispatcher::Plan CommandDispatcher::plan(const Command &command, bool eachAlone) const
{
    Plan plan;
    plan.admin = m_channel->ownSocket();
    plan.wantsAnswers = m_store->hasFeature("QSIO_ACK");
    plan.refusal = check(command);
    if (plan.refusal != Refusal::None)
        return plan;
    const bool isAlone = eachAlone || !supportsLists();
    plan.targets = targetsOf(command);
    const bool isForAll = command.target.scope() == CommandTarget::Scope::WholeNamespace
        && !needsIds(command, isAlone);
    if (isForAll) {
        plan.frames.push_back(frame(command, {}, exceptFor(command), plan.wantsAnswers));
        if (plan.frames.back().arguments.json().size() > maxFrameBytes())
            plan.refusal = Refusal::TooLarge;
    } else {
        const QByteArrayList filters = filtersOf(command, plan, isAlone);
        const bool isKnown = command.target.scope() == CommandTarget::Scope::Sockets
            || m_store->listState() == ListState::Current;
        if (filters.isEmpty())
            plan.refusal = isKnown ? Refusal::NoTarget : Refusal::NotSupported;
        else if (command.argumentsFor)
            plan.refusal = addPersonalFrames(command, &plan);
        else
            plan.refusal = addFrames(command, filters, isAlone, &plan);
    }
    if (plan.refusal != Refusal::None)
        plan.frames.clear();
    return plan;
}

Refusal CommandDispatcher::addFrames(const Command &command, const QByteArrayList &filters,
                                     bool eachAlone, Plan *plan) const
{
    const QByteArray except = exceptFor(command);
    const qsizetype room
        = maxFrameBytes() - frame(command, "[]", except, true).arguments.json().size();
    const qsizetype maxCount = eachAlone ? 1 : maxTargetsPerFrame;
    qsizetype next = 0;
    while (next < filters.size()) {
        QByteArrayList chunk;
        qsizetype bytes = 0;
        while (next < filters.size() && chunk.size() < maxCount) {
            bytes += filters[next].size() + 1;
            if (bytes > room)
                break;
            chunk.append(filters[next++]);
        }
        if (chunk.isEmpty())
            return Refusal::TooLarge;
        plan->usesLists = plan->usesLists || chunk.size() > 1;
        plan->frames.push_back(
            frame(command, chunk.size() == 1 ? chunk.first() : '[' + chunk.join(',') + ']', except,
                  true));
    }
    return Refusal::None;
}

Refusal CommandDispatcher::addPersonalFrames(const Command &command, Plan *plan) const
{
    Command personal = command;
    personal.except.clear(); // they are not among the targets
    qint64 bytes = 0;
    for (const SocketKey &target : std::as_const(plan->targets)) {
        personal.arguments = command.argumentsFor(target);
        if (!isValidJson(personal.arguments))
            return Refusal::InvalidArguments;
        plan->frames.push_back(frame(personal, jsonString(target.id), {}, true));
        const qint64 size = plan->frames.back().arguments.json().size();
        bytes += size;
        if (size > maxFrameBytes() || bytes > maxPersonalBytes)
            return Refusal::TooLarge;
    }
    return Refusal::None;
}

// rooms: JSON; empty: all. except: a JSON list; empty: nobody. needsFilter: even for everybody.
CommandFrame CommandDispatcher::frame(const Command &command, const QByteArray &rooms,
                                      const QByteArray &except, bool needsFilter)
{
    QByteArray json = jsonString(command.nsp);
    QByteArray filter = rooms;
    if (!except.isEmpty())
        filter = (rooms.isEmpty() ? QByteArray("{") : "{\"rooms\":" + rooms + ',')
            + "\"except\":" + except + '}';
    else if (rooms.isEmpty() && needsFilter)
        filter = "null";
    const QByteArray last = filter.isEmpty() ? QByteArray() : ',' + filter;
    switch (command.verb) {
    case Command::Verb::Emit: {
        const QByteArray arguments = command.arguments.json();
        json += ',' + (filter.isEmpty() ? QByteArray("null") : filter) + ','
            + jsonString(command.event.toUtf8()) + (arguments.isEmpty() ? "" : ",") + arguments;
        return {"emit", QSocketIo::Payload::fromJson(json, command.arguments.attachments())};
    }
    case Command::Verb::Join:
        json += ',' + command.room.json() + last;
        return {"join", QSocketIo::Payload::fromJson(json)};
    case Command::Verb::Leave:
        json += ',' + command.room.json() + last;
        return {"leave", QSocketIo::Payload::fromJson(json)};
    case Command::Verb::Disconnect:
        json += (command.closesConnection ? ",true" : ",false") + last;
        return {"_disconnect", QSocketIo::Payload::fromJson(json)};
    }
    return {};
}

// ---- sending ---------------------------------------------------------------------------------

quint64 CommandDispatcher::send(const Command &command, Refusal *refusal, bool eachAlone)
{
    return send(command, plan(command, eachAlone), refusal);
}

// Who we are on another connection may be among those that were meant on the old one.
quint64 CommandDispatcher::send(const Command &command, Plan plan, Refusal *refusal)
{
    if (plan.refusal == Refusal::None && plan.admin != m_channel->ownSocket())
        plan = this->plan(command);
    if (plan.refusal == Refusal::None)
        plan.refusal = check(command);
    if (refusal)
        *refusal = plan.refusal;
    if (plan.refusal != Refusal::None)
        return 0;
    const quint64 id = ++m_lastId;
    Q_EMIT planned(id, command, plan);
    m_jobs.push_back({id, std::move(plan.frames), 0, plan.wantsAnswers});
    pump();
    return id;
}

void CommandDispatcher::answer(quint64 number, const CommandAnswer &answer)
{
    if (const quint64 id = m_awaited.take(number))
        Q_EMIT answered(id, answer);
}

void CommandDispatcher::stop(quint64 id)
{
    const auto job
        = std::find_if(m_jobs.begin(), m_jobs.end(), [id](const Job &j) { return j.id == id; });
    if (job == m_jobs.end())
        return;
    m_jobs.erase(job);
    Q_EMIT finished(id, false);
}

bool CommandDispatcher::isSending(quint64 id) const
{
    return std::any_of(m_jobs.begin(), m_jobs.end(), [id](const Job &j) { return j.id == id; });
}

bool CommandDispatcher::sendNext(Job &job)
{
    if (closedBy() != Refusal::None)
        return false;
    if (m_awaitedAs != m_channel->ownSocket()) { // there was another connection, and it is gone
        m_awaited.clear();
        m_awaitedAs = m_channel->ownSocket();
    }
    const quint64 number = job.wantsAnswers ? ++m_lastNumber : 0;
    if (number)
        m_awaited.insert(number, job.id);
    if (m_channel->send(job.frames[job.sent], number))
        return true;
    m_awaited.remove(number);
    return false;
}

// A few at a time: the rest can still be stopped, and ends with the connection.
void CommandDispatcher::pump()
{
    for (int i = 0; i < framesPerTurn && !m_jobs.empty(); ++i) {
        Job &job = m_jobs.front();
        const bool wasSent = sendNext(job);
        job.sent += wasSent ? 1 : 0;
        if (wasSent && job.sent < job.frames.size())
            continue;
        const Job done = std::move(job);
        m_jobs.pop_front();
        Q_EMIT progressed(done.id, int(done.sent), int(done.frames.size()));
        Q_EMIT finished(done.id, wasSent);
    }
    if (m_jobs.empty()) {
        m_timer.stop();
    } else {
        Q_EMIT progressed(m_jobs.front().id, int(m_jobs.front().sent),
                          int(m_jobs.front().frames.size()));
        m_timer.start(turn);
    }
}

} // namespace QsioAdmin
