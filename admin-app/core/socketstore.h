// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_SOCKETSTORE_H
#define QSIOADMIN_CORE_SOCKETSTORE_H

#include "adminevent.h"
#include "slottable.h"

#include <QtCore/QHash>

namespace QsioAdmin {

// A socket, with what has been counted since it is known.
struct SocketRecord : SocketRow
{
    qint64 connectedAt = 0; // as the server said, else when its handshake was
    qint64 lastActivity = 0; // 0: none yet
    quint32 eventsIn = 0; // from the client
    quint32 eventsOut = 0; // to the client

    [[nodiscard]] qsizetype roomCount() const { return rooms.size() + (isInOwnRoom ? 1 : 0); }
};

class RoomStore;
class ClientStore;

// The sockets of all namespaces. Who is in which room and on which connection follows from them,
// so that this store alone changes the two others.
class SocketStore
{
public:
    SocketStore(RoomStore *rooms, ClientStore *clients);

    [[nodiscard]] int size() const { return m_table.size(); }
    [[nodiscard]] int slotCount() const { return m_table.slotCount(); }
    [[nodiscard]] bool isLive(int slot) const { return m_table.isLive(slot); }
    [[nodiscard]] const SocketRecord &at(int slot) const { return m_table.at(slot); }
    [[nodiscard]] int find(const SocketKey &key) const { return m_slots.value(key, -1); }
    [[nodiscard]] bool contains(const SocketKey &key) const { return m_slots.contains(key); }
    [[nodiscard]] int countIn(const QByteArray &nsp) const { return m_counts.value(nsp); }
    [[nodiscard]] const QHash<QByteArray, int> &counts() const { return m_counts; } // by namespace

    // A socket that is known keeps its counters. connectedAt 0: see SocketRecord.
    void upsert(const SocketRow &socket, qint64 connectedAt);
    // The following do nothing for sockets that are not known.
    bool update(const SocketUpdated &update);
    bool remove(const SocketKey &key);
    void changeRoom(const RoomChange &change);
    void count(const Traffic &event, qint64 now);

    void replaceAll(std::vector<SocketRow> sockets);
    void clear();
    SlotChanges takeChanges() { return m_table.takeChanges(); }

private:
    void insert(SocketRow &&socket, qint64 connectedAt);
    void assign(int slot, SocketRow &&socket, qint64 connectedAt);
    void removeSlot(int slot);
    void enter(int slot); // its rooms and its client
    void leave(int slot);

    RoomStore *const m_rooms;
    ClientStore *const m_clients;
    SlotTable<SocketRecord> m_table;
    QHash<SocketKey, int> m_slots;
    QHash<QByteArray, int> m_counts; // by namespace
};

} // namespace QsioAdmin

#endif
