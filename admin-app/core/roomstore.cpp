// SPDX-License-Identifier: MIT
#include "roomstore.h"

namespace QsioAdmin {

RoomStore::RoomStore(Clock clock)
    : m_clock(std::move(clock))
{ }

void RoomStore::addMember(const RoomKey &key, qint64 at)
{
    if (at == 0)
        at = m_clock();
    int slot = find(key);
    if (slot < 0) {
        RoomRecord record;
        record.key = key;
        record.createdAt = at;
        slot = m_table.insert(std::move(record));
        m_slots.insert(key, slot);
    }
    RoomRecord &room = m_table.edit(slot);
    ++room.members;
    room.peak = qMax(room.peak, room.members);
    room.changedAt = at;
}

void RoomStore::removeMember(const RoomKey &key, qint64 at)
{
    const int slot = find(key);
    if (slot < 0)
        return;
    if (m_table.at(slot).members <= 1) {
        m_slots.remove(key);
        m_table.remove(slot);
        return;
    }
    RoomRecord &room = m_table.edit(slot);
    --room.members;
    room.changedAt = at ? at : m_clock();
}

void RoomStore::clear()
{
    m_slots.clear();
    m_table.clear();
}

} // namespace QsioAdmin
