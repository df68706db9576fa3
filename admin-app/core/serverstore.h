// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_SERVERSTORE_H
#define QSIOADMIN_CORE_SERVERSTORE_H

#include "adminevent.h"
#include "slottable.h"

#include <QtCore/QHash>

namespace QsioAdmin {

// Servers say every two seconds how they are, and nothing when they go.
enum class ServerHealth { Healthy, Late, Lost };

struct ServerRecord
{
    ServerStats stats; // the last ones
    QHash<QByteArray, double> rates; // per second, by type, in the last interval
    QHash<QByteArray, QHash<QByteArray, double>> parts; // of them, by type and subtype
    qint64 firstSeenAt = 0;
    qint64 lastSeenAt = 0;
    qint64 restartedAt = 0; // 0: not while it is known
    int restarts = 0;
    ServerHealth health = ServerHealth::Healthy;
    bool isDuplicated = false; // two processes call themselves so
};

// The processes that send statistics.
class ServerStore
{
public:
    static constexpr qint64 lateAfter = 4'000; // ms without statistics
    static constexpr qint64 lostAfter = 10'000;

    [[nodiscard]] int size() const { return m_table.size(); }
    [[nodiscard]] int slotCount() const { return m_table.slotCount(); }
    [[nodiscard]] bool isLive(int slot) const { return m_table.isLive(slot); }
    [[nodiscard]] const ServerRecord &at(int slot) const { return m_table.at(slot); }
    [[nodiscard]] int find(const QByteArray &serverId) const { return m_slots.value(serverId, -1); }
    [[nodiscard]] int count(ServerHealth health) const;
    // Of the servers that are not lost.
    [[nodiscard]] int clients() const;
    [[nodiscard]] int pollingClients() const;
    [[nodiscard]] double rate(const QByteArray &type) const;
    // By subtype: of rawDisconnection, by reason.
    [[nodiscard]] QHash<QByteArray, double> partsOf(const QByteArray &type) const;
    [[nodiscard]] QHash<QByteArray, int> socketsByNamespace() const;

    void update(const ServerStats &stats, qint64 now);
    void checkHealth(qint64 now);
    bool forget(const QByteArray &serverId); // until it says something again
    void clear();
    SlotChanges takeChanges() { return m_table.takeChanges(); }

private:
    static void checkIdentity(ServerRecord &server, const ServerStats &stats, qint64 now);

    SlotTable<ServerRecord> m_table;
    QHash<QByteArray, int> m_slots;
};

} // namespace QsioAdmin

#endif
