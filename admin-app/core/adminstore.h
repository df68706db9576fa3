// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_ADMINSTORE_H
#define QSIOADMIN_CORE_ADMINSTORE_H

#include "adminevent.h"
#include "clientstore.h"
#include "eventring.h"
#include "namespacestore.h"
#include "roomstore.h"
#include "serverstore.h"
#include "snapshotguard.h"
#include "socketstore.h"

#include <QtCore/QObject>

#include <functional>

namespace QsioAdmin {

// What there is to see of the lists of sockets, rooms and clients.
enum class ListState {
    None, // never connected
    Loading, // connected, and the list has not come yet
    Current,
    Stale, // not connected: what is listed may be long gone
    Unavailable, // the server is in production mode, and does not tell
};

struct StoreChanges
{
    SlotChanges sockets;
    SlotChanges rooms;
    SlotChanges clients;
    SlotChanges namespaces;
    SlotChanges servers;
    bool hasEvents = false; // EventRing has new ones, or has lost old ones
};

// Everything that is known of a server. The events of the admin protocol go in; the stores are what
// comes out, and changed() once for each batch. It lives in the GUI's thread.
class AdminStore : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AdminStore)
public:
    using Clock = std::function<qint64()>; // milliseconds since 1970

    explicit AdminStore(Clock clock = {}, QObject *parent = nullptr);
    ~AdminStore() override;

    [[nodiscard]] const SocketStore &sockets() const { return m_sockets; }
    [[nodiscard]] const RoomStore &rooms() const { return m_rooms; }
    [[nodiscard]] const ClientStore &clients() const { return m_clients; }
    [[nodiscard]] const NamespaceStore &namespaces() const { return m_namespaces; }
    [[nodiscard]] const ServerStore &servers() const { return m_servers; }
    [[nodiscard]] const EventRing &events() const { return m_events; }
    [[nodiscard]] EventRing &events() { return m_events; }

    [[nodiscard]] ListState listState() const { return m_listState; }
    [[nodiscard]] bool isStale() const { return m_listState == ListState::Stale; }
    [[nodiscard]] qint64 staleSince() const { return m_staleSince; } // 0: not
    [[nodiscard]] qint64 syncedAt() const { return m_syncedAt; } // when the list came; 0: never
    [[nodiscard]] QByteArrayList features() const { return m_features; }
    [[nodiscard]] bool hasFeature(QByteArrayView name) const;
    [[nodiscard]] bool hasConfig() const { return m_hasConfig; } // of this connection
    [[nodiscard]] QByteArray user() const { return m_user; } // as whom we are there; may be empty
    [[nodiscard]] bool isViewer() const { return m_isViewer; } // who may give no commands
    [[nodiscard]] qint64 now() const { return m_clock(); }
    // What the server's clock shows: for the age of what it has dated.
    [[nodiscard]] qint64 serverNow() const { return m_clock() + m_clockDifference; }
    void setClockDifference(qint64 milliseconds) { m_clockDifference = milliseconds; }

    [[nodiscard]] quint64 ignored() const { return m_ignored; } // events of unknown sockets
    // The list is known to be incomplete, or differs from what the servers count for 6 seconds.
    [[nodiscard]] bool needsResync() const;

    void beginConnection(); // the admin socket is connected, perhaps once more
    void endConnection();
    // Without a signal: call publish() after a batch.
    void apply(AdminEvent &&event);
    void publish();
    void clearEvents(); // those that are kept
    void tick(); // about once a second: servers may have fallen silent
    void forgetServer(const QByteArray &serverId);
    void clear(); // another server is looked at

    // Told of each event before it is applied. There is no way to leave: an observer lives as long.
    void addObserver(std::function<void(const AdminEvent &)> observer);

Q_SIGNALS:
    void changed(const QsioAdmin::StoreChanges &changes);
    void listStateChanged();
    void featuresChanged();

private:
    void applyEvent(SessionIssued &event);
    void applyEvent(Features &event);
    void applyEvent(ServerStats &event);
    void applyEvent(Snapshot &event);
    void applyEvent(SnapshotPage &event);
    void applyEvent(SocketConnected &event);
    void applyEvent(SocketUpdated &event);
    void applyEvent(SocketDisconnected &event);
    void applyEvent(RoomChange &event);
    void applyEvent(Traffic &event);
    void applyEvent(ConnectionRefused &event);
    void log(EventType type, const SocketKey &key, const QByteArray &name, qint64 at);
    void setListState(ListState state);
    void checkDrift();

    const Clock m_clock;
    RoomStore m_rooms;
    ClientStore m_clients;
    SocketStore m_sockets;
    NamespaceStore m_namespaces;
    ServerStore m_servers;
    EventRing m_events;
    SnapshotGuard m_guard;
    std::vector<std::function<void(const AdminEvent &)>> m_observers;
    QByteArrayList m_features;
    QByteArray m_user;
    Snapshot m_pages; // that have come so far
    int m_nextPage = 0;
    ListState m_listState = ListState::None;
    qint64 m_clockDifference = 0;
    qint64 m_staleSince = 0;
    qint64 m_syncedAt = 0;
    qint64 m_differsSince = 0; // 0: it does not
    quint64 m_publishedEvents = 1;
    quint64 m_ignored = 0;
    bool m_hasConfig = false;
    bool m_isViewer = false;
    bool m_hasLostPages = false;
    bool m_countsChanged = false;
};

} // namespace QsioAdmin

#endif
