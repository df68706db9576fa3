// SPDX-License-Identifier: MIT
#include "serverstore.h"

namespace QsioAdmin {

namespace {

constexpr int maxServers = 10'000; // ids are the sender's to choose
constexpr qsizetype maxParts = 100; // of a type, and so are subtypes

void setRates(ServerRecord *server, qint64 milliseconds)
{
    server->rates.clear();
    server->parts.clear();
    if (milliseconds < 100)
        return;
    for (const AggregatedCount &count : server->stats.counts) {
        const double rate = count.count * 1000 / double(milliseconds);
        server->rates[count.type] += rate;
        if (count.subType.isEmpty())
            continue;
        QHash<QByteArray, double> &parts = server->parts[count.type];
        if (parts.size() < maxParts || parts.contains(count.subType))
            parts[count.subType] += rate;
    }
}

} // namespace

int ServerStore::count(ServerHealth health) const
{
    int count = 0;
    for (int slot = 0; slot < slotCount(); ++slot)
        count += isLive(slot) && at(slot).health == health;
    return count;
}

int ServerStore::clients() const
{
    int count = 0;
    for (int slot = 0; slot < slotCount(); ++slot) {
        if (isLive(slot) && at(slot).health != ServerHealth::Lost)
            count += at(slot).stats.clients.value_or(0);
    }
    return count;
}

int ServerStore::pollingClients() const
{
    int count = 0;
    for (int slot = 0; slot < slotCount(); ++slot) {
        if (isLive(slot) && at(slot).health != ServerHealth::Lost)
            count += at(slot).stats.pollingClients.value_or(0);
    }
    return count;
}

double ServerStore::rate(const QByteArray &type) const
{
    double rate = 0;
    for (int slot = 0; slot < slotCount(); ++slot) {
        if (isLive(slot) && at(slot).health != ServerHealth::Lost)
            rate += at(slot).rates.value(type);
    }
    return rate;
}

QHash<QByteArray, double> ServerStore::partsOf(const QByteArray &type) const
{
    QHash<QByteArray, double> parts;
    for (int slot = 0; slot < slotCount(); ++slot) {
        if (!isLive(slot) || at(slot).health == ServerHealth::Lost)
            continue;
        const QHash<QByteArray, double> of = at(slot).parts.value(type);
        for (auto part = of.cbegin(); part != of.cend(); ++part)
            parts[part.key()] += part.value();
    }
    return parts;
}

QHash<QByteArray, int> ServerStore::socketsByNamespace() const
{
    QHash<QByteArray, int> counts;
    for (int slot = 0; slot < slotCount(); ++slot) {
        if (!isLive(slot) || at(slot).health == ServerHealth::Lost)
            continue;
        for (const NamespaceCount &nsp : at(slot).stats.namespaces)
            counts[nsp.name] += nsp.sockets;
    }
    return counts;
}

void ServerStore::update(const ServerStats &stats, qint64 now)
{
    int slot = find(stats.serverId);
    if (slot < 0) {
        if (size() >= maxServers)
            return;
        ServerRecord server;
        server.firstSeenAt = now;
        slot = m_table.insert(std::move(server));
        m_slots.insert(stats.serverId, slot);
    }
    ServerRecord &server = m_table.edit(slot);
    const bool isKnown = server.lastSeenAt != 0;
    if (isKnown)
        checkIdentity(server, stats, now);
    server.stats = stats;
    if (isKnown)
        setRates(&server, now - server.lastSeenAt);
    server.lastSeenAt = now;
    server.health = ServerHealth::Healthy;
}

// A restarted server has a new process, or its clock has begun again. Two that use one id take
// turns: then the uptime jumps back and forth.
void ServerStore::checkIdentity(ServerRecord &server, const ServerStats &stats, qint64 now)
{
    const bool isOther = stats.pid != server.stats.pid || stats.hostname != server.stats.hostname;
    const bool hasBegunAgain = stats.uptime + 1 < server.stats.uptime;
    if (!isOther && !hasBegunAgain)
        return;
    const bool wasThereBefore = stats.uptime > double(now - server.firstSeenAt) / 1000 + 1;
    const bool isBack = server.restarts > 0 && now - server.restartedAt < lateAfter;
    if (isOther && (wasThereBefore || isBack))
        server.isDuplicated = true;
    ++server.restarts;
    server.restartedAt = now;
}

void ServerStore::checkHealth(qint64 now)
{
    for (int slot = 0; slot < slotCount(); ++slot) {
        if (!isLive(slot))
            continue;
        const qint64 silence = now - at(slot).lastSeenAt;
        const ServerHealth health = silence > lostAfter ? ServerHealth::Lost
            : silence > lateAfter                       ? ServerHealth::Late
                                                        : ServerHealth::Healthy;
        if (health != at(slot).health)
            m_table.edit(slot).health = health;
    }
}

bool ServerStore::forget(const QByteArray &serverId)
{
    const int slot = find(serverId);
    if (slot < 0)
        return false;
    m_slots.remove(serverId);
    m_table.remove(slot);
    return true;
}

void ServerStore::clear()
{
    m_slots.clear();
    m_table.clear();
}

} // namespace QsioAdmin
