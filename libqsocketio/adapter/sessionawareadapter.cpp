// SPDX-License-Identifier: MIT
#include "sessionawareadapter.h"

#include "../core/logging_p.h"
#include "packetlog_p.h"

#include <QtCore/QBasicTimer>
#include <QtCore/QDateTime>
#include <QtCore/QFuture>
#include <QtCore/QHash>
#include <QtCore/QTimerEvent>

#include <map>

namespace QSocketIo {

class SessionAwareAdapterPrivate
{
public:
    explicit SessionAwareAdapterPrivate(const ConnectionStateRecoveryOptions &recoveryOptions)
        : options(recoveryOptions)
        , log(recoveryOptions.maxStoredBytes)
    { }

    struct Stored
    {
        RecoverableSession session;
        qint64 since;
        quint64 number;
    };

    [[nodiscard]] qint64 oldest() const
    {
        return clock() - options.maxDisconnectionDuration.count();
    }
    void removeOld();
    void store(const RecoverableSession &session);
    void removeSession(const QString &pid);
    std::optional<RecoverableSession> take(const QString &pid, const QString &offset);

    ConnectionStateRecoveryOptions options;
    SessionAwareAdapter::Clock clock = &QDateTime::currentMSecsSinceEpoch;
    PacketLog log;
    QHash<QString, Stored> sessions; // by pid
    std::map<quint64, QString> order; // the pids as they came
    quint64 lastNumber = 0;
    quint64 sessionsDropped = 0;
    QBasicTimer timer; // runs while something is stored
};

void SessionAwareAdapterPrivate::store(const RecoverableSession &session)
{
    removeSession(session.pid);
    while (!order.empty() && sessions.size() >= options.maxStoredSessions) {
        removeSession(order.begin()->second);
        ++sessionsDropped;
    }
    if (options.maxStoredSessions <= 0) {
        ++sessionsDropped;
        return;
    }
    order.emplace(++lastNumber, session.pid);
    sessions.insert(session.pid, {session, clock(), lastNumber});
}

void SessionAwareAdapterPrivate::removeSession(const QString &pid)
{
    const auto found = sessions.constFind(pid);
    if (found == sessions.cend())
        return;
    order.erase(found->number);
    sessions.erase(found);
}

void SessionAwareAdapterPrivate::removeOld()
{
    const qint64 limit = oldest();
    log.removeBefore(limit);
    while (!order.empty()) {
        const QString pid = order.begin()->second;
        if (sessions.constFind(pid)->since >= limit)
            break;
        removeSession(pid);
    }
}

// One whose offset is unknown stays: its client may know another.
std::optional<RecoverableSession> SessionAwareAdapterPrivate::take(const QString &pid,
                                                                   const QString &offset)
{
    removeOld();
    const auto found = sessions.constFind(pid);
    if (found == sessions.cend())
        return {};
    std::optional<QList<Packet>> missed = log.missed(offset, found->session.rooms);
    if (!missed)
        return {};
    RecoverableSession session = found->session;
    session.missedPackets = *std::move(missed);
    removeSession(pid);
    return session;
}

/*!
    \class QSocketIo::SessionAwareAdapter
    \inmodule QSocketIo
    \inheaderfile QSocketIo/SessionAwareAdapter
    \brief The adapter of a server that stands alone, with connection state recovery.

    Namespaces have it where ServerOptions::connectionStateRecovery is set and no other adapter is
    asked for. Each event without acknowledgement that is not volatile gets an offset as its last
    argument; a client that comes back names the last one it got, and the later ones follow. Events
    are kept for ConnectionStateRecoveryOptions::maxDisconnectionDuration and within its limits.

    \code
    auto *adapter = qobject_cast<QSocketIo::SessionAwareAdapter *>(io.sockets()->adapter());
    qInfo() << adapter->sessionsStored() << "clients are away," << adapter->bytesStored() << "bytes";
    if (adapter->packetsDropped() > 0 || adapter->sessionsDropped() > 0)
        qWarning() << "too little space for recovery";
    \endcode

    \section1 Thread affinity
    Lives in the thread of its Server.

    \sa Socket::isRecovered()
*/

/*! \typedef QSocketIo::SessionAwareAdapter::Clock
    A function that tells the time in milliseconds since the epoch. */

/*! Creates the adapter of \a host, which keeps what \a options say, with \a parent. */
SessionAwareAdapter::SessionAwareAdapter(AdapterHost *host,
                                         const ConnectionStateRecoveryOptions &options,
                                         QObject *parent)
    : InMemoryAdapter(host, parent)
    , d(std::make_unique<SessionAwareAdapterPrivate>(options))
{ }

SessionAwareAdapter::~SessionAwareAdapter() = default;

/*! Asks \a clock instead of the system's for the time, in milliseconds since the epoch. Tests need
    not wait then:

    \code
    auto now = std::make_shared<qint64>(0);
    auto *adapter = qobject_cast<QSocketIo::SessionAwareAdapter *>(io.sockets()->adapter());
    adapter->setClock([now] { return *now; });
    *now += 120'000;
    \endcode */
void SessionAwareAdapter::setClock(const Clock &clock)
{
    d->clock = clock;
}

/*! \reimp
    Keeps \a packet, unless it is volatile or to be acknowledged, and delivers it to the
    sockets that \a options select. */
void SessionAwareAdapter::broadcast(const Packet &packet, const BroadcastOptions &options)
{
    if (packet.type != Packet::Type::Event || packet.id || options.isVolatile) {
        InMemoryAdapter::broadcast(packet, options);
        return;
    }
    d->log.removeBefore(d->oldest());
    const quint64 dropped = d->log.dropped();
    const Packet sent = d->log.append(packet, options, d->clock());
    if (d->log.dropped() != dropped)
        qCDebug(lcAdapter) << host()->namespaceName() << "too many events for recovery,"
                           << d->log.dropped() << "dropped";
    if (!d->timer.isActive())
        d->timer.start(60'000, Qt::VeryCoarseTimer, this);
    InMemoryAdapter::broadcast(sent, options);
}

/*! \reimp
    Keeps \a session. */
void SessionAwareAdapter::persistSession(const RecoverableSession &session)
{
    d->removeOld();
    d->store(session);
    if (!d->timer.isActive())
        d->timer.start(60'000, Qt::VeryCoarseTimer, this);
}

/*! \reimp
    Restores the session of \a pid with the packets that it missed since \a offset. */
QFuture<std::optional<RecoverableSession>>
SessionAwareAdapter::restoreSession(const QString &pid, const QString &offset)
{
    return QtFuture::makeReadyFuture(d->take(pid, offset));
}

/*! Returns how many bytes of events are kept. */
qint64 SessionAwareAdapter::bytesStored() const
{
    return d->log.bytes();
}

/*! Returns how many clients are away that may come back. */
int SessionAwareAdapter::sessionsStored() const
{
    return int(d->sessions.size());
}

/*! Returns how many events were dropped before their time because of
    ConnectionStateRecoveryOptions::maxStoredBytes. */
quint64 SessionAwareAdapter::packetsDropped() const
{
    return d->log.dropped();
}

/*! Returns how many sessions were dropped before their time because of
    ConnectionStateRecoveryOptions::maxStoredSessions. */
quint64 SessionAwareAdapter::sessionsDropped() const
{
    return d->sessionsDropped;
}

/*! \reimp
    */
void SessionAwareAdapter::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != d->timer.timerId()) {
        InMemoryAdapter::timerEvent(event);
        return;
    }
    d->removeOld();
    if (d->log.isEmpty() && d->sessions.isEmpty())
        d->timer.stop();
}

} // namespace QSocketIo
