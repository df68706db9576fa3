// SPDX-License-Identifier: MIT
#include "seriesfeed.h"

#include <QtCore/QPointer>

#include <algorithm>

namespace QsioAdmin {

constexpr qint64 sampleInterval = 1'000; // ms

// The types of the aggregated events of the admin protocol.
constexpr const char *rates[]
    = {"rawConnection", "rawDisconnection", "packetsIn", "packetsOut", "bytesIn", "bytesOut"};

SeriesFeed::SeriesFeed(AdminStore *store, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_nextEvent(store->events().nextNumber())
{
    store->addObserver([self = QPointer(this)](const AdminEvent &event) {
        if (self)
            self->observe(event);
    });
    connect(store, &AdminStore::changed, this, [this](const StoreChanges &changes) {
        if (changes.hasEvents)
            countEvents();
        const bool isDue = m_store->now() - m_sampledAt >= sampleInterval;
        if (!changes.servers.isEmpty() && !m_store->isStale() && isDue)
            sample();
    });
}

SeriesFeed::~SeriesFeed() = default;

void SeriesFeed::clear()
{
    m_series.clear();
    m_reasons.clear();
    m_reasonCurves.clear();
    m_eventTotals.clear();
    m_eventCounts.clear();
    m_countIn = m_countOut = 0;
    m_rateIn = m_rateOut = 0;
    m_nextEvent = m_store->events().nextNumber();
}

// ---- counts ----------------------------------------------------------------------------------

SeriesFeed::Ended &SeriesFeed::ended(const QByteArray &reason)
{
    const bool isKnown = m_reasons.contains(reason) || m_reasons.size() < maxReasons;
    return m_reasons[isKnown ? reason : otherName()];
}

void SeriesFeed::observe(const AdminEvent &event)
{
    if (const auto *stats = std::get_if<ServerStats>(&event)) {
        for (const AggregatedCount &count : stats->counts) {
            if (count.type == "rawDisconnection")
                ended(count.subType).connections += qint64(qBound(0.0, count.count, 1e9));
        }
    } else if (const auto *left = std::get_if<SocketDisconnected>(&event)) {
        ++ended(left->reason).sockets;
    }
}

void SeriesFeed::countEvents()
{
    const EventRing &ring = m_store->events();
    for (quint64 number = qMax(m_nextEvent, ring.firstNumber()); number < ring.nextNumber();
         ++number) {
        const EventRecord &event = ring.at(number);
        if (event.type != EventType::Received && event.type != EventType::Sent)
            continue;
        ++(event.type == EventType::Received ? m_countIn : m_countOut);
        const bool isKnown
            = m_eventTotals.contains(event.name) || m_eventTotals.size() < maxEventNames;
        const QByteArray name = isKnown ? event.name : otherName();
        ++m_eventTotals[name];
        ++m_eventCounts[name];
    }
    m_nextEvent = ring.nextNumber();
}

QByteArrayList SeriesFeed::eventNames() const
{
    QByteArrayList names = m_eventTotals.keys();
    std::sort(names.begin(), names.end(), [this](const QByteArray &a, const QByteArray &b) {
        const qint64 countA = m_eventTotals.value(a);
        const qint64 countB = m_eventTotals.value(b);
        return countA != countB ? countA > countB : a < b;
    });
    return names;
}

// ---- curves ----------------------------------------------------------------------------------

void SeriesFeed::sample()
{
    const qint64 now = m_store->now();
    sampleServers(now);
    sampleReasons(now);
    sampleEvents(now);
    m_sampledAt = now;
    Q_EMIT changed();
}

void SeriesFeed::sampleServers(qint64 now)
{
    const ServerStore &servers = m_store->servers();
    m_series.add("clients", now, servers.clients());
    m_series.add("polling", now, servers.pollingClients());
    if (servers.clients() > 0)
        m_series.add("pollingShare", now, 100.0 * servers.pollingClients() / servers.clients());
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
}

// A curve that has begun goes on: between its disconnections it is at zero.
void SeriesFeed::sampleReasons(qint64 now)
{
    const QHash<QByteArray, double> parts = m_store->servers().partsOf("rawDisconnection");
    QHash<QByteArray, double> known;
    for (auto part = parts.cbegin(); part != parts.cend(); ++part)
        known[m_reasons.contains(part.key()) ? part.key() : otherName()] += part.value();
    for (auto part = known.cbegin(); part != known.cend(); ++part) {
        if (!m_reasonCurves.contains(part.key()))
            m_reasonCurves.append(part.key());
    }
    std::sort(m_reasonCurves.begin(), m_reasonCurves.end(),
              [this](const QByteArray &a, const QByteArray &b) {
                  const qint64 countA = m_reasons.value(a).connections;
                  const qint64 countB = m_reasons.value(b).connections;
                  return countA != countB ? countA > countB : a < b;
              });
    for (const QByteArray &reason : std::as_const(m_reasonCurves))
        m_series.add(reasonOf(reason), now, known.value(reason));
}

void SeriesFeed::sampleEvents(qint64 now)
{
    const double seconds = double(now - m_sampledAt) / 1'000;
    const auto rate
        = [seconds, this](qint64 count) { return m_sampledAt == 0 ? 0 : double(count) / seconds; };
    for (auto total = m_eventTotals.cbegin(); total != m_eventTotals.cend(); ++total)
        m_series.add(eventsOf(total.key()), now, rate(m_eventCounts.value(total.key())));
    m_eventCounts.clear();
    m_rateIn = rate(std::exchange(m_countIn, 0));
    m_rateOut = rate(std::exchange(m_countOut, 0));
    m_series.add("eventsIn", now, m_rateIn);
    m_series.add("eventsOut", now, m_rateOut);
}

} // namespace QsioAdmin
