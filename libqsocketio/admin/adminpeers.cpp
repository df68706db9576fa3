// SPDX-License-Identifier: MIT
#include "adminpeers_p.h"

#include "../adapter/cluster/clusteradapter.h"
#include "../core/whenanswered_p.h"
#include "../server/namespace.h"
#include "../server/remotesocket.h"

#include <QtCore/QTimerEvent>

#include <algorithm>

namespace QSocketIo {

// What the servers say to each other. Node.js's take no notice.
static const QString announcement = QStringLiteral("qsio_admin_connected");

AdminPeers::AdminPeers(Namespace *adminNamespace, std::chrono::milliseconds lookInterval)
    : m_nsp(adminNamespace)
    , m_lookInterval(lookInterval)
{ }

void AdminPeers::start()
{
    m_nsp->on(announcement, this, [this] { setHaveAdmins(true); });
    connect(m_nsp, &Namespace::adapterChanged, this, &AdminPeers::watchAdapter);
    watchAdapter();
}

void AdminPeers::watchAdapter()
{
    if (m_adapter)
        disconnect(m_adapter, nullptr, this, nullptr);
    m_timer.stop();
    m_adapter = qobject_cast<ClusterAdapter *>(m_nsp->adapter());
    if (!m_adapter)
        return setHaveAdmins(false);
    m_timer.start(int(m_lookInterval.count()), this);
    connect(m_adapter, &ClusterAdapter::clusterStateChanged, this, &AdminPeers::look);
    look();
}

bool AdminPeers::isReady() const
{
    return m_nsp && m_adapter && m_adapter->isReady();
}

void AdminPeers::announce()
{
    if (isReady())
        m_nsp->serverSideEmit(announcement);
}

void AdminPeers::look()
{
    if (!isReady() || m_isLooking)
        return;
    m_isLooking = true;
    using Sockets = Result<QList<RemoteSocket>>;
    whenAnswered<Sockets>(this, m_nsp->fetchSockets(), [this](const Result<Sockets> &sockets) {
        m_isLooking = false;
        answered(sockets ? *sockets : Sockets(sockets.error()));
    });
}

void AdminPeers::answered(const Result<QList<RemoteSocket>> &sockets)
{
    if (!m_nsp)
        return;
    const auto isElsewhere = [this](const QString &id) { return !m_nsp->sockets().contains(id); };
    if (sockets) {
        return setHaveAdmins(
            std::any_of(sockets->begin(), sockets->end(),
                        [&](const RemoteSocket &socket) { return isElsewhere(socket.id()); }));
    }
    // A server that does not answer may have some: nothing is known but those that were found.
    const QList<SocketDescription> found = ClusterAdapter::partialSockets(sockets.error());
    if (std::any_of(found.begin(), found.end(),
                    [&](const SocketDescription &socket) { return isElsewhere(socket.id); }))
        setHaveAdmins(true);
}

void AdminPeers::setHaveAdmins(bool have)
{
    if (std::exchange(m_haveAdmins, have) != have)
        Q_EMIT changed();
}

void AdminPeers::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_timer.timerId())
        look();
}

} // namespace QSocketIo
