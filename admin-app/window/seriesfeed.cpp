// SPDX-License-Identifier: MIT
#include "seriesfeed.h"

namespace QsioAdmin {

constexpr qint64 sampleInterval = 1'000; // ms

// The types of the aggregated events of the admin protocol.
constexpr const char *rates[]
    = {"rawConnection", "rawDisconnection", "packetsIn", "packetsOut", "bytesIn", "bytesOut"};

SeriesFeed::SeriesFeed(const AdminStore *store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    connect(store, &AdminStore::changed, this, [this](const StoreChanges &changes) {
        const bool isDue = m_store->now() - m_sampledAt >= sampleInterval;
        if (!changes.servers.isEmpty() && !m_store->isStale() && isDue)
            sample();
    });
}

void SeriesFeed::sample()
{
    const qint64 now = m_store->now();
    m_sampledAt = now;
    const ServerStore &servers = m_store->servers();
    m_series.add("clients", now, servers.clients());
    m_series.add("polling", now, servers.pollingClients());
    for (const char *rate : rates)
        m_series.add(rate, now, servers.rate(rate));
    if (m_store->listState() == ListState::Current) {
        m_series.add("sockets", now, m_store->sockets().size());
        m_series.add("rooms", now, m_store->rooms().size());
    }
    for (int slot = 0; slot < servers.slotCount(); ++slot) {
        if (!servers.isLive(slot) || servers.at(slot).health == ServerHealth::Lost)
            continue;
        const ServerStats &stats = servers.at(slot).stats;
        if (stats.clients)
            m_series.add(clientsOf(stats.serverId), now, *stats.clients);
    }
    Q_EMIT changed();
}

} // namespace QsioAdmin
