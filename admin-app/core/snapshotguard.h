// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_SNAPSHOTGUARD_H
#define QSIOADMIN_CORE_SNAPSHOTGUARD_H

#include "adminevent.h"

#include <QtCore/QHash>

#include <variant>
#include <vector>

namespace QsioAdmin {

class SocketStore;

// A server works on the list of all sockets while life goes on: what it says meanwhile may be newer
// than the list that it sends later. The guard remembers what has come since the connection, and
// corrects the list by it.
class SnapshotGuard
{
public:
    static constexpr size_t maxChanges = 1'000'000;

    void start(); // there is a new connection
    void stop(); // there will be no list
    [[nodiscard]] bool isWaiting() const { return m_isWaiting; }
    // Too much came before the list: it may be wrong in places, and should be asked for again.
    [[nodiscard]] bool hasOverflowed() const { return m_hasOverflowed; }

    void note(const SocketConnected &event) { noteLife(event.socket.key, true); }
    void note(const SocketDisconnected &event) { noteLife(event.key, false); }
    void note(const SocketUpdated &event) { noteChange(event); }
    void note(const RoomChange &event) { noteChange(event); }

    // The sockets as they are now: those of the list that have not gone since, and those that have
    // come since as known has them. Ends the waiting.
    [[nodiscard]] std::vector<SocketRow> correct(Snapshot snapshot, const SocketStore &known);

private:
    using Change = std::variant<SocketUpdated, RoomChange>;
    void noteLife(const SocketKey &key, bool isAlive);
    void noteChange(const Change &change);
    [[nodiscard]] bool hasRoom();
    void applyChanges(std::vector<SocketRow> &sockets) const;

    QHash<SocketKey, bool> m_isAlive; // the last word on sockets that have come or gone
    std::vector<Change> m_changes;
    bool m_isWaiting = false;
    bool m_hasOverflowed = false;
};

} // namespace QsioAdmin

#endif
