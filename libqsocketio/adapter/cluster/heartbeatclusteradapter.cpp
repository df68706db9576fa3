// SPDX-License-Identifier: MIT
#include "heartbeatclusteradapter.h"

#include "clusteradapter_p.h"

#include <QtCore/QFuture>
#include <QtCore/QPointer>

#include <map>

namespace QSocketIo {

using std::chrono::milliseconds;

class HeartbeatClusterAdapterPrivate
{
public:
    explicit HeartbeatClusterAdapterPrivate(HeartbeatClusterAdapter *adapter)
        : q(adapter)
        , heartbeat([this] { (void)say(ClusterMessage::Type::Heartbeat); })
    { }

    // A server is lost when nothing has been heard of it for that long.
    struct Peer
    {
        std::unique_ptr<FunctionDeadline> deadline;
    };

    [[nodiscard]] ClusterAdapterPrivate *base() const { return ClusterAdapterPrivate::get(q); }
    bool say(ClusterMessage::Type type);
    void refresh(const QString &uid);
    void remove(const QString &uid);

    HeartbeatClusterAdapter *q;
    FunctionDeadline heartbeat;
    std::map<QString, Peer> peers;
};

bool HeartbeatClusterAdapterPrivate::say(ClusterMessage::Type type)
{
    ClusterMessage message;
    message.type = type;
    return base()->transmit(message);
}

void HeartbeatClusterAdapterPrivate::refresh(const QString &uid)
{
    if (uid.isEmpty() || uid == QLatin1StringView("emitter"))
        return;
    const bool isNew = !peers.contains(uid);
    if (isNew && peers.size() >= std::size_t(std::max(0, base()->options.maxServers))) {
        return q->reportError(Error(Error::Code::LimitExceeded,
                                    QStringLiteral("there are more servers than maxServers")));
    }
    Peer &peer = peers[uid];
    if (!peer.deadline)
        peer.deadline = std::make_unique<FunctionDeadline>([this, uid] { remove(uid); });
    base()->deadlines->start(peer.deadline.get(), base()->options.heartbeatTimeout);
    if (isNew)
        Q_EMIT q->peerAdded(uid);
}

void HeartbeatClusterAdapterPrivate::remove(const QString &uid)
{
    if (peers.erase(uid) == 0)
        return;
    const QPointer<HeartbeatClusterAdapter> guard(q);
    q->peerRemoved(uid);
    if (guard)
        Q_EMIT q->peerLost(uid);
}

/*!
    \class QSocketIo::HeartbeatClusterAdapter
    \inmodule QSocketIo
    \inheaderfile QSocketIo/HeartbeatClusterAdapter
    \brief A ClusterAdapter that knows the other servers by their messages.

    Each server says when it comes and when it goes, and a heartbeat every
    ClusterOptions::heartbeatInterval in between. Whoever has said nothing for
    ClusterOptions::heartbeatTimeout is lost, and requests no longer wait for it. PostgreSQL's is such
    an adapter.

    \code
    auto *adapter = qobject_cast<QSocketIo::HeartbeatClusterAdapter *>(io.sockets()->adapter());
    connect(adapter, &QSocketIo::HeartbeatClusterAdapter::peerAdded, this,
            [](const QString &uid) { qInfo() << uid << "has come"; });
    connect(adapter, &QSocketIo::HeartbeatClusterAdapter::peerLost, this,
            [](const QString &uid) { qInfo() << uid << "has gone"; });
    qInfo() << adapter->peers();
    \endcode

    \section1 Thread affinity
    Lives in the thread of its Server.
*/

/*! Creates the adapter of \a host, which keeps to \a options, with \a parent. */
HeartbeatClusterAdapter::HeartbeatClusterAdapter(AdapterHost *host, const ClusterOptions &options,
                                                 QObject *parent)
    : ClusterAdapter(host, options, parent)
    , d(std::make_unique<HeartbeatClusterAdapterPrivate>(this))
{ }

HeartbeatClusterAdapter::~HeartbeatClusterAdapter() = default;

/*! Returns the uids of the other servers' adapters, sorted. */
QStringList HeartbeatClusterAdapter::peers() const
{
    QStringList uids;
    for (const auto &peer : d->peers)
        uids.append(peer.first);
    return uids;
}

/*! \reimp
    Tells the other servers that this one goes. */
QFuture<void> HeartbeatClusterAdapter::close()
{
    const QPointer<HeartbeatClusterAdapter> guard(this);
    if (isReady())
        d->say(ClusterMessage::Type::AdapterClosed);
    return guard ? ClusterAdapter::close() : QtFuture::makeReadyFuture();
}

/*! \reimp
    Returns the servers of which something has been heard. */
QFuture<Result<ClusterAdapter::Peers>> HeartbeatClusterAdapter::queryPeers() const
{
    const QStringList uids = peers();
    return QtFuture::makeReadyFuture(
        Result<Peers>(Peers{int(uids.size()), QSet<QString>(uids.begin(), uids.end())}));
}

/*! \reimp
    Returns how many of the \a expected answers are missing, as Node.js words it; \a received have
    come to the request of the kind \a type. */
QString HeartbeatClusterAdapter::timeoutText(ClusterMessage::Type type, int received,
                                             int expected) const
{
    Q_UNUSED(type)
    return QStringLiteral("timeout reached: missing %1 responses").arg(expected - received);
}

/*! \reimp
    Whoever sends \a message is there; the first one of a server is answered. */
void HeartbeatClusterAdapter::messageReceived(const ClusterMessage &message)
{
    const QPointer<HeartbeatClusterAdapter> guard(this);
    if (message.type == ClusterMessage::Type::AdapterClosed)
        return d->remove(message.uid);
    d->refresh(message.uid);
    // Who is not ready will say that it is there when it is.
    if (guard && message.type == ClusterMessage::Type::InitialHeartbeat && isReady())
        d->say(ClusterMessage::Type::Heartbeat);
}

/*! \reimp
    Any message is a sign of life: the next heartbeat has time. */
void HeartbeatClusterAdapter::messagePublished()
{
    ClusterAdapterPrivate *base = d->base();
    base->deadlines->start(&d->heartbeat, base->options.heartbeatInterval);
}

/*! \reimp
    Where \a ready, says that this server is there. */
void HeartbeatClusterAdapter::readyChanged(bool ready)
{
    if (ready)
        d->say(ClusterMessage::Type::InitialHeartbeat);
    else
        d->base()->deadlines->stop(&d->heartbeat);
}

/*! \fn void HeartbeatClusterAdapter::peerAdded(const QString &uid)
    Something has been heard of the adapter \a uid for the first time. */

/*! \fn void HeartbeatClusterAdapter::peerLost(const QString &uid)
    The adapter \a uid has said that it goes, or nothing for too long. */

} // namespace QSocketIo
