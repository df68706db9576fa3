// SPDX-License-Identifier: MIT
#include "snapshotguard.h"

#include "socketstore.h"

namespace QsioAdmin {

namespace {

void apply(const SocketUpdated &update, SocketRow &socket)
{
    if (update.transport)
        socket.transport = *update.transport;
    if (update.data)
        socket.data = *update.data;
}

void apply(const RoomChange &change, SocketRow &socket)
{
    if (change.isOwnRoom())
        socket.isInOwnRoom = change.isJoin;
    else if (!change.isJoin)
        socket.rooms.removeOne(change.room);
    else if (!socket.rooms.contains(change.room))
        socket.rooms.append(change.room);
}

} // namespace

void SnapshotGuard::start()
{
    stop();
    m_isWaiting = true;
    m_hasOverflowed = false;
}

void SnapshotGuard::stop()
{
    m_isWaiting = false;
    m_isAlive = {};
    m_changes = {};
}

bool SnapshotGuard::hasRoom()
{
    if (size_t(m_isAlive.size()) + m_changes.size() < maxChanges)
        return true;
    m_hasOverflowed = true;
    return false;
}

void SnapshotGuard::noteLife(const SocketKey &key, bool isAlive)
{
    if (m_isWaiting && hasRoom())
        m_isAlive.insert(key, isAlive);
}

void SnapshotGuard::noteChange(const Change &change)
{
    if (m_isWaiting && hasRoom())
        m_changes.push_back(change);
}

std::vector<SocketRow> SnapshotGuard::correct(Snapshot snapshot, const SocketStore &known)
{
    std::vector<SocketRow> sockets = std::move(snapshot.sockets);
    if (!m_isAlive.isEmpty())
        std::erase_if(sockets,
                      [this](const SocketRow &row) { return m_isAlive.contains(row.key); });
    applyChanges(sockets);
    for (auto it = m_isAlive.cbegin(); it != m_isAlive.cend(); ++it) {
        const int slot = *it ? known.find(it.key()) : -1;
        if (slot >= 0)
            sockets.push_back(known.at(slot));
    }
    stop();
    return sockets;
}

// In their order: whatever the list has seen of them already, the last one of them is right.
void SnapshotGuard::applyChanges(std::vector<SocketRow> &sockets) const
{
    if (m_changes.empty())
        return;
    QHash<SocketKey, size_t> rows;
    rows.reserve(qsizetype(sockets.size()));
    for (size_t i = 0; i < sockets.size(); ++i)
        rows.insert(sockets[i].key, i);
    for (const Change &change : m_changes) {
        std::visit(
            [&](const auto &c) {
                if (const auto it = rows.constFind(c.key); it != rows.cend())
                    apply(c, sockets[*it]);
            },
            change);
    }
}

} // namespace QsioAdmin
