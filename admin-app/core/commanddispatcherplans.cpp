// SPDX-License-Identifier: MIT
// The part of the dispatcher that works out what would be sent, and to whom.
#include "commanddispatcher.h"

#include "jsontext.h"

#include <algorithm>

namespace QsioAdmin {

constexpr qint64 usualMaxPayload = 1'000'000; // bytes; Node.js' default

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
        if (!isJsonList(personal.arguments.json()))
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

} // namespace QsioAdmin
