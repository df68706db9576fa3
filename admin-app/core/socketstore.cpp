// SPDX-License-Identifier: MIT
#include "socketstore.h"

#include "clientstore.h"
#include "roomstore.h"

#include <QtCore/QSet>

namespace QsioAdmin {

SocketStore::SocketStore(RoomStore *rooms, ClientStore *clients)
    : m_rooms(rooms)
    , m_clients(clients)
{ }

void SocketStore::enter(int slot)
{
    const SocketRecord &socket = m_table.at(slot);
    for (const RoomName &room : socket.rooms)
        m_rooms->addMember({socket.key.nsp, room}, 0);
    m_clients->add(slot, socket);
}

void SocketStore::leave(int slot)
{
    const SocketRecord &socket = m_table.at(slot);
    for (const RoomName &room : socket.rooms)
        m_rooms->removeMember({socket.key.nsp, room}, 0);
    m_clients->remove(slot, socket.clientId);
}

void SocketStore::upsert(const SocketRow &socket, qint64 connectedAt)
{
    const int slot = find(socket.key);
    if (slot < 0)
        insert(SocketRow(socket), connectedAt);
    else
        assign(slot, SocketRow(socket), connectedAt);
}

void SocketStore::insert(SocketRow &&socket, qint64 connectedAt)
{
    SocketRecord record{std::move(socket)};
    record.connectedAt = connectedAt ? connectedAt : record.issuedAt;
    const SocketKey key = record.key;
    const int slot = m_table.insert(std::move(record));
    m_slots.insert(key, slot);
    ++m_counts[key.nsp];
    enter(slot);
}

void SocketStore::assign(int slot, SocketRow &&socket, qint64 connectedAt)
{
    leave(slot);
    SocketRecord &record = m_table.edit(slot);
    static_cast<SocketRow &>(record) = std::move(socket);
    // Python's servers say at each heartbeat that a socket has connected: the first time counts.
    if (record.connectedAt == 0)
        record.connectedAt = connectedAt ? connectedAt : record.issuedAt;
    enter(slot);
}

bool SocketStore::update(const SocketUpdated &update)
{
    const int slot = find(update.key);
    if (slot < 0)
        return false;
    SocketRecord &record = m_table.edit(slot);
    if (update.transport) {
        record.transport = *update.transport;
        m_clients->setTransport(record.clientId, *update.transport);
    }
    if (update.data)
        record.data = *update.data;
    return true;
}

bool SocketStore::remove(const SocketKey &key)
{
    const int slot = find(key);
    if (slot < 0)
        return false;
    removeSlot(slot);
    return true;
}

void SocketStore::removeSlot(int slot)
{
    const SocketKey key = m_table.at(slot).key;
    leave(slot);
    m_slots.remove(key);
    const auto count = m_counts.find(key.nsp);
    if (count != m_counts.end() && --*count == 0)
        m_counts.erase(count);
    m_table.remove(slot);
}

void SocketStore::changeRoom(const RoomChange &change)
{
    const int slot = find(change.key);
    if (slot < 0)
        return;
    if (change.isOwnRoom()) {
        m_table.edit(slot).isInOwnRoom = change.isJoin;
        return;
    }
    if (m_table.at(slot).rooms.contains(change.room) == change.isJoin)
        return;
    SocketRecord &record = m_table.edit(slot);
    const RoomKey room{record.key.nsp, change.room};
    if (change.isJoin) {
        record.rooms.append(change.room);
        m_rooms->addMember(room, change.at);
    } else {
        record.rooms.removeOne(change.room);
        m_rooms->removeMember(room, change.at);
    }
}

void SocketStore::count(const Traffic &event, qint64 now)
{
    const int slot = find(event.key);
    if (slot < 0)
        return;
    SocketRecord &record = m_table.edit(slot);
    ++(event.isFromClient ? record.eventsIn : record.eventsOut);
    record.lastActivity = event.at ? event.at : now;
}

void SocketStore::replaceAll(std::vector<SocketRow> sockets)
{
    QSet<int> kept;
    const bool isFirst = size() == 0;
    m_slots.reserve(qsizetype(sockets.size()));
    for (SocketRow &socket : sockets) {
        const int slot = find(socket.key);
        if (slot < 0) {
            const SocketKey key = socket.key;
            insert(std::move(socket), 0);
            if (!isFirst)
                kept.insert(m_slots.value(key));
        } else {
            assign(slot, std::move(socket), 0);
            if (!isFirst)
                kept.insert(slot);
        }
    }
    if (isFirst)
        return;
    for (int slot = slotCount() - 1; slot >= 0; --slot) {
        if (isLive(slot) && !kept.contains(slot))
            removeSlot(slot);
    }
}

void SocketStore::clear()
{
    m_slots.clear();
    m_counts.clear();
    m_table.clear();
    m_rooms->clear();
    m_clients->clear();
}

} // namespace QsioAdmin
