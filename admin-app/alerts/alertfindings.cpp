// SPDX-License-Identifier: MIT
// The part of the engine that knows the kinds of rules.
#include "alertengine.h"

#include "core/eventsubject.h"
#include "core/socketsubject.h"

#include <QtCore/QLocale>

#include <cmath>

namespace QsioAdmin {

using Kind = AlertRule::Kind;

constexpr qint64 clientHistory = 3'600'000; // ms

static QString figure(double value)
{
    return QLocale().toString(value, 'f', value < 100 && value != std::floor(value) ? 1 : 0);
}

static QString nameOf(const ServerRecord &server)
{
    const ServerStats &stats = server.stats;
    return QString::fromUtf8(stats.hostname.isEmpty() ? stats.serverId : stats.hostname);
}

void AlertEngine::lookAt(const AlertRule &rule)
{
    const ServerStore &servers = m_store->servers();
    switch (rule.kind) {
    case Kind::ConnectionLost:
        judge(rule, {},
              {m_link == Link::Lost, m_link == Link::Lost, {}, tr("The connection is lost.")});
        break;
    case Kind::ServerLost:
    case Kind::ServerLate:
        lookAtServers(rule);
        break;
    case Kind::ClientsDropped:
        lookAtClients(rule);
        break;
    case Kind::Disconnects: {
        const double rate = rule.reason.isEmpty()
            ? servers.rate("rawDisconnection")
            : servers.partsOf("rawDisconnection").value(rule.reason.toUtf8());
        compare(rule, rate,
                rule.reason.isEmpty()
                    ? tr("%1 disconnections per second").arg(figure(rate))
                    : tr("%1 disconnections per second: %2").arg(figure(rate), rule.reason));
        break;
    }
    case Kind::PollingShare: {
        const int clients = servers.clients();
        const double share = clients > 0 ? 100.0 * servers.pollingClients() / clients : 0;
        compare(rule, share, tr("%1 % of the clients are polling").arg(figure(share)));
        break;
    }
    case Kind::Above:
    case Kind::Below:
        if (const std::optional<double> value = metric(rule.metric))
            compare(rule, *value,
                    tr("%1: %2").arg(AlertRule::metricText(rule.metric), figure(*value)));
        else
            keep(rule);
        break;
    case Kind::RoomEmpty:
    case Kind::RoomAbove:
        lookAtRoom(rule);
        break;
    case Kind::ListDrift: {
        const bool drifts = m_store->needsResync();
        judge(rule, {},
              {drifts,
               drifts,
               {},
               tr("The servers count other numbers of sockets than are listed.")});
        break;
    }
    case Kind::ServerRestarted:
    case Kind::EventMatches:
    case Kind::SocketConnected:
    case Kind::SocketLeft:
        break; // these happen
    }
}

// Beyond the threshold it becomes an alert; it is one until it is clearly on the other side.
void AlertEngine::compare(const AlertRule &rule, double value, const QString &text)
{
    const double margin = rule.threshold * rule.hysteresis / 100;
    Finding finding;
    if (rule.kind == Kind::Below) {
        finding.isTrue = value < rule.threshold;
        finding.isStillTrue = value < rule.threshold + margin;
    } else {
        finding.isTrue = value > rule.threshold;
        finding.isStillTrue = value > rule.threshold - margin;
    }
    finding.text = text;
    judge(rule, {}, finding);
}

std::optional<double> AlertEngine::metric(const QByteArray &name) const
{
    const ServerStore &servers = m_store->servers();
    const bool hasLists = m_store->listState() == ListState::Current;
    if (name == "sockets")
        return hasLists ? std::optional<double>(m_store->sockets().size()) : std::nullopt;
    if (name == "rooms")
        return hasLists ? std::optional<double>(m_store->rooms().size()) : std::nullopt;
    if (servers.size() == 0)
        return {};
    if (name == "clients")
        return servers.clients();
    if (name == "polling")
        return servers.pollingClients();
    return servers.rate(name);
}

// Silence counts from when we could hear.
void AlertEngine::lookAtServers(const AlertRule &rule)
{
    const bool isLost = rule.kind == Kind::ServerLost;
    const qint64 patience = isLost ? ServerStore::lostAfter : ServerStore::lateAfter;
    const ServerStore &servers = m_store->servers();
    for (int slot = 0; slot < servers.slotCount(); ++slot) {
        if (!servers.isLive(slot))
            continue;
        const ServerRecord &server = servers.at(slot);
        const qint64 silence = m_store->now() - qMax(server.lastSeenAt, m_onlineSince);
        const bool isSilent = silence > patience;
        AlertSubject subject;
        subject.kind = AlertSubject::Kind::Server;
        subject.id = server.stats.serverId;
        const QString text = isSilent
            ? tr("%1 has said nothing for %2 s").arg(nameOf(server)).arg(silence / 1'000)
            : QString();
        judge(rule, server.stats.serverId, {isSilent, isSilent, subject, text});
    }
}

void AlertEngine::lookAtRoom(const AlertRule &rule)
{
    if (m_store->listState() != ListState::Current) {
        keep(rule);
        return;
    }
    const RoomKey key{rule.nsp.toUtf8(), RoomName(rule.room)};
    const int slot = m_store->rooms().find(key);
    const int members = slot < 0 ? 0 : m_store->rooms().at(slot).members;
    AlertSubject subject;
    subject.kind = AlertSubject::Kind::Room;
    subject.nsp = key.nsp;
    subject.room = key.name;
    Finding finding{false, false, subject, {}};
    if (rule.kind == Kind::RoomEmpty) {
        if (members > 0)
            m_inhabited.insert(rule.id);
        finding.isTrue = finding.isStillTrue = members == 0 && m_inhabited.contains(rule.id);
        finding.text = tr("Nobody is in the room any more");
    } else {
        finding.isTrue = members > rule.threshold;
        finding.isStillTrue = members > rule.threshold * (1 - rule.hysteresis / 100);
        finding.text = tr("%n members", nullptr, members);
    }
    judge(rule, {}, finding);
}

// ---- clients ---------------------------------------------------------------------------------

void AlertEngine::sampleClients()
{
    if (m_store->servers().size() == 0)
        return;
    const qint64 now = m_store->now();
    const int count = m_store->servers().clients();
    if (m_clients.empty() || now - m_clients.back().first >= 1'000)
        m_clients.emplace_back(now, count);
    else
        m_clients.back().second = qMax(m_clients.back().second, count);
    while (m_clients.front().first < now - clientHistory)
        m_clients.pop_front();
}

void AlertEngine::lookAtClients(const AlertRule &rule)
{
    if (m_clients.empty())
        return;
    const qint64 from = m_store->now() - qint64(rule.window) * 1'000;
    const int count = m_store->servers().clients();
    int most = count;
    for (auto sample = m_clients.rbegin(); sample != m_clients.rend() && sample->first >= from;
         ++sample)
        most = qMax(most, sample->second);
    const double drop = most > 0 ? 100.0 * (most - count) / most : 0;
    Finding finding;
    finding.isTrue = drop >= rule.threshold && drop > 0;
    finding.isStillTrue = drop >= rule.threshold * (1 - rule.hysteresis / 100) && drop > 0;
    finding.text = tr("%1 of %2 clients are left").arg(count).arg(most);
    judge(rule, {}, finding);
}

// ---- what happens ----------------------------------------------------------------------------

void AlertEngine::noteRestarts()
{
    const ServerStore &servers = m_store->servers();
    for (int slot = 0; slot < servers.slotCount(); ++slot) {
        if (!servers.isLive(slot))
            continue;
        const ServerRecord &server = servers.at(slot);
        const int known = m_restarts.value(server.stats.serverId);
        m_restarts.insert(server.stats.serverId, server.restarts);
        if (server.restarts <= known)
            continue;
        AlertSubject subject;
        subject.kind = AlertSubject::Kind::Server;
        subject.id = server.stats.serverId;
        const Rules rules = m_levels;
        for (const Rule &level : *rules) {
            if (level.rule.kind == Kind::ServerRestarted)
                happen(level.rule, subject.id, subject,
                       tr("%1 has been started anew").arg(nameOf(server)));
        }
    }
    if (m_restarts.size() > servers.size() + 100) // of servers that were forgotten
        m_restarts.removeIf(
            [&servers](const auto &entry) { return servers.find(entry.key()) < 0; });
}

void AlertEngine::noteEvents()
{
    const EventRing &ring = m_store->events();
    const quint64 first = qMax(m_nextEvent, ring.firstNumber());
    m_nextEvent = ring.nextNumber();
    if (m_events->empty() || m_link == Link::None)
        return;
    const Rules rules = m_events;
    for (quint64 number = first; number < m_nextEvent && number >= ring.firstNumber(); ++number) {
        const EventRecord event = ring.at(number); // whoever is told may clear the ring
        const EventSubject asked(event, m_store->now());
        for (const Rule &rule : *rules) {
            if (!rule.filter.matches(asked))
                continue;
            AlertSubject subject;
            subject.kind = AlertSubject::Kind::Event;
            subject.nsp = event.key.nsp;
            subject.id = event.key.id;
            subject.event = number;
            happen(rule.rule, {}, subject, QString::fromUtf8(event.name));
        }
    }
}

// Before it is applied: a socket that leaves is still there.
void AlertEngine::observe(const AdminEvent &event)
{
    const SocketStore &sockets = m_store->sockets();
    if (const auto *connected = std::get_if<SocketConnected>(&event)) {
        // Python's servers repeat it at each heartbeat.
        if (!sockets.contains(connected->socket.key))
            noteSocket(Kind::SocketConnected, connected->socket, connected->at);
    } else if (const auto *left = std::get_if<SocketDisconnected>(&event)) {
        const int slot = sockets.find(left->key);
        if (slot >= 0)
            noteSocket(Kind::SocketLeft, sockets.at(slot), sockets.at(slot).connectedAt);
    }
}

void AlertEngine::noteSocket(Kind kind, const SocketRow &socket, qint64 connectedAt)
{
    if (m_link == Link::None)
        return;
    const SocketSubject asked(socket, connectedAt, m_store->now());
    const Rules rules = m_sockets;
    for (const Rule &rule : *rules) {
        if (rule.rule.kind != kind || !rule.filter.matches(asked))
            continue;
        AlertSubject subject;
        subject.kind = AlertSubject::Kind::Socket;
        subject.nsp = socket.key.nsp;
        subject.id = socket.key.id;
        happen(rule.rule, {}, subject,
               kind == Kind::SocketLeft ? tr("A socket left") : tr("A socket connected"));
    }
}

} // namespace QsioAdmin
