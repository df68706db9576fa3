// SPDX-License-Identifier: MIT
#include "adminstore.h"

#include <QtCore/QDateTime>

#include <algorithm>
#include <iterator>

namespace QsioAdmin {

constexpr size_t maxListed = 5'000'000; // sockets, in pages
constexpr qint64 toleratedDrift = 6'000; // ms; servers count every two seconds

static AdminStore::Clock clockOr(AdminStore::Clock clock)
{
    return clock ? std::move(clock) : AdminStore::Clock(&QDateTime::currentMSecsSinceEpoch);
}

AdminStore::AdminStore(Clock clock, QObject *parent)
    : QObject(parent)
    , m_clock(clockOr(std::move(clock)))
    , m_rooms(m_clock)
    , m_sockets(&m_rooms, &m_clients)
{ }

AdminStore::~AdminStore() = default;

bool AdminStore::hasFeature(QByteArrayView name) const
{
    return std::find(m_features.cbegin(), m_features.cend(), name) != m_features.cend();
}

bool AdminStore::needsResync() const
{
    return m_listState == ListState::Current
        && (m_guard.hasOverflowed() || m_hasLostPages
            || (m_differsSince && m_clock() - m_differsSince > toleratedDrift));
}

void AdminStore::addObserver(std::function<void(const AdminEvent &)> observer)
{
    m_observers.push_back(std::move(observer));
}

// ---- connections -----------------------------------------------------------------------------

void AdminStore::beginConnection()
{
    m_guard.start();
    m_hasConfig = false;
    // What is listed stays grey until the new list is there.
    if (m_listState != ListState::Stale)
        setListState(ListState::Loading);
}

void AdminStore::endConnection()
{
    m_guard.stop();
    m_hasConfig = false;
    m_differsSince = 0;
    if (m_listState == ListState::Current) {
        m_staleSince = m_clock();
        setListState(ListState::Stale);
    } else if (m_listState == ListState::Loading) {
        setListState(ListState::None);
    }
}

void AdminStore::setListState(ListState state)
{
    if (state != ListState::Stale)
        m_staleSince = 0;
    if (m_listState == state)
        return;
    m_listState = state;
    Q_EMIT listStateChanged();
}

void AdminStore::clear()
{
    m_guard.stop();
    m_sockets.clear();
    m_servers.clear();
    m_namespaces.clear();
    m_events.clear();
    m_publishedEvents = 0; // what was shown is no more
    m_features.clear();
    m_user.clear();
    m_isViewer = false;
    m_pages = {};
    m_hasConfig = false;
    m_syncedAt = 0;
    m_differsSince = 0;
    setListState(ListState::None);
    publish();
}

void AdminStore::clearEvents()
{
    m_events.clear();
    m_publishedEvents = 0;
    publish();
}

void AdminStore::publish()
{
    if (std::exchange(m_countsChanged, false))
        m_namespaces.setListed(m_sockets.counts());
    StoreChanges changes;
    changes.sockets = m_sockets.takeChanges();
    changes.rooms = m_rooms.takeChanges();
    changes.clients = m_clients.takeChanges();
    changes.namespaces = m_namespaces.takeChanges();
    changes.servers = m_servers.takeChanges();
    changes.hasEvents
        = std::exchange(m_publishedEvents, m_events.nextNumber()) != m_events.nextNumber();
    Q_EMIT changed(changes);
}

void AdminStore::tick()
{
    m_servers.checkHealth(m_clock());
    m_namespaces.setReported(m_servers.socketsByNamespace());
    checkDrift();
    publish();
}

void AdminStore::checkDrift()
{
    bool differs = false;
    for (int slot = 0; slot < m_namespaces.slotCount() && !differs; ++slot)
        differs = m_namespaces.isLive(slot) && m_namespaces.at(slot).differs();
    if (!differs || m_listState != ListState::Current)
        m_differsSince = 0;
    else if (m_differsSince == 0)
        m_differsSince = m_clock();
}

void AdminStore::forgetServer(const QByteArray &serverId)
{
    if (!m_servers.forget(serverId))
        return;
    m_namespaces.setReported(m_servers.socketsByNamespace());
    publish();
}

// ---- events ----------------------------------------------------------------------------------

void AdminStore::apply(AdminEvent &&event)
{
    for (const auto &observer : m_observers)
        observer(event);
    std::visit([this](auto &e) { applyEvent(e); }, event);
}

// The link keeps it: it is no business of anybody who looks at lists.
void AdminStore::applyEvent(SessionIssued &event)
{
    event.sessionId.fill('\0');
}

void AdminStore::applyEvent(Features &event)
{
    m_features = event.names;
    m_user = event.user;
    m_isViewer = event.isViewer;
    m_hasConfig = true;
    m_pages = {}; // a new list begins
    m_nextPage = 0;
    m_hasLostPages = false;
    // Servers before 0.4 of the admin package do not say ALL_EVENTS, but do not count either.
    const bool isDevelopment = hasFeature("ALL_EVENTS") || !hasFeature("AGGREGATED_EVENTS");
    if (!isDevelopment) {
        m_guard.stop();
        m_sockets.clear();
        m_countsChanged = true;
        setListState(ListState::Unavailable);
    }
    Q_EMIT featuresChanged();
}

void AdminStore::applyEvent(ServerStats &event)
{
    m_servers.update(event, m_clock());
    m_namespaces.setReported(m_servers.socketsByNamespace());
    checkDrift();
}

void AdminStore::applyEvent(Snapshot &event)
{
    m_sockets.replaceAll(m_guard.correct(std::move(event), m_sockets));
    m_countsChanged = true;
    m_syncedAt = m_clock();
    m_differsSince = 0;
    setListState(ListState::Current);
}

// What has been listed stays until the new list is complete.
void AdminStore::applyEvent(SnapshotPage &event)
{
    m_hasLostPages = m_hasLostPages || event.number != m_nextPage
        || m_pages.sockets.size() + event.sockets.size() > maxListed;
    m_nextPage = event.number + 1;
    if (m_pages.sockets.size() + event.sockets.size() <= maxListed)
        std::move(event.sockets.begin(), event.sockets.end(), std::back_inserter(m_pages.sockets));
    if (!event.isLast)
        return;
    Snapshot complete = std::exchange(m_pages, {});
    applyEvent(complete);
}

void AdminStore::applyEvent(SocketConnected &event)
{
    m_guard.note(event);
    // Python's servers repeat it at each heartbeat.
    if (!m_sockets.contains(event.socket.key))
        log(EventType::Connected, event.socket.key, {}, event.at);
    m_sockets.upsert(event.socket, event.at);
    m_countsChanged = true;
}

void AdminStore::applyEvent(SocketUpdated &event)
{
    m_guard.note(event);
    if (!m_sockets.update(event))
        ++m_ignored;
}

void AdminStore::applyEvent(SocketDisconnected &event)
{
    m_guard.note(event);
    log(EventType::Disconnected, event.key, event.reason, event.at);
    if (m_sockets.remove(event.key))
        m_countsChanged = true;
    else
        ++m_ignored;
}

void AdminStore::applyEvent(RoomChange &event)
{
    m_guard.note(event);
    if (!event.isOwnRoom())
        log(event.isJoin ? EventType::Joined : EventType::Left, event.key,
            event.room.text().toUtf8(), event.at);
    if (m_sockets.contains(event.key))
        m_sockets.changeRoom(event);
    else
        ++m_ignored;
}

void AdminStore::applyEvent(Traffic &event)
{
    EventRecord record;
    if (event.isAnswer()) {
        record.type = event.isFromClient ? EventType::AnswerReceived : EventType::AnswerSent;
        record.latency = event.latency;
    } else {
        m_sockets.count(event, m_clock());
        record.type = event.isFromClient ? EventType::Received : EventType::Sent;
    }
    record.at = event.at ? event.at : m_clock();
    record.key = std::move(event.key);
    record.name = std::move(event.name);
    record.arguments = std::move(event.arguments);
    record.attachments = std::move(event.attachments);
    record.size = event.size;
    record.isTruncated = event.isTruncated;
    m_events.append(std::move(record));
}

void AdminStore::applyEvent(ConnectionRefused &event)
{
    EventRecord record;
    record.type = EventType::Refused;
    record.at = event.at ? event.at : m_clock();
    record.key.nsp = std::move(event.nsp);
    record.name = std::move(event.message);
    record.size = event.details.size();
    record.isTruncated = event.details.isEmpty();
    record.arguments = std::move(event.details);
    m_events.append(std::move(record));
}

void AdminStore::log(EventType type, const SocketKey &key, const QByteArray &name, qint64 at)
{
    EventRecord record;
    record.type = type;
    record.at = at ? at : m_clock();
    record.key = key;
    record.name = name;
    m_events.append(std::move(record));
}

} // namespace QsioAdmin
