// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_ROOMSTORE_H
#define QSIOADMIN_CORE_ROOMSTORE_H

#include "roomname.h"
#include "slottable.h"

#include <QtCore/QHash>

#include <functional>

namespace QsioAdmin {

struct RoomKey
{
    QByteArray nsp;
    RoomName name;

    friend bool operator==(const RoomKey &a, const RoomKey &b)
    {
        return a.name == b.name && a.nsp == b.nsp;
    }
    friend size_t qHash(const RoomKey &key, size_t seed = 0)
    {
        return qHashMulti(seed, key.nsp, key.name);
    }
};

struct RoomRecord
{
    RoomKey key;
    int members = 0;
    int peak = 0; // most members at a time, since it is known
    qint64 createdAt = 0; // when it was first seen
    qint64 changedAt = 0; // when somebody last joined or left
};

// The rooms with members, but for the private ones: a socket's room of its own id is a flag of the
// socket, see SocketRow::isInOwnRoom. Changed by SocketStore alone.
class RoomStore
{
public:
    using Clock = std::function<qint64()>;
    explicit RoomStore(Clock clock);

    [[nodiscard]] int size() const { return m_table.size(); }
    [[nodiscard]] int slotCount() const { return m_table.slotCount(); }
    [[nodiscard]] bool isLive(int slot) const { return m_table.isLive(slot); }
    [[nodiscard]] const RoomRecord &at(int slot) const { return m_table.at(slot); }
    [[nodiscard]] int find(const RoomKey &key) const { return m_slots.value(key, -1); }

    // at: milliseconds since 1970; 0: now
    void addMember(const RoomKey &key, qint64 at);
    void removeMember(const RoomKey &key, qint64 at); // a room without members is gone
    void clear();
    SlotChanges takeChanges() { return m_table.takeChanges(); }

private:
    Clock m_clock;
    SlotTable<RoomRecord> m_table;
    QHash<RoomKey, int> m_slots;
};

} // namespace QsioAdmin

#endif
