// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMINPEERS_P_H
#define QSOCKETIO_ADMIN_ADMINPEERS_P_H

#include "../core/result.h"

#include <QtCore/QBasicTimer>
#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <chrono>

namespace QSocketIo {

class ClusterAdapter;
class Namespace;
class RemoteSocket;

// Whether other servers of the cluster have admins, who are to be told of this one, too. Ours say so
// when an admin comes; those on Node.js do not, and words get lost: it looks now and then as well.
class AdminPeers : public QObject
{
    Q_OBJECT
public:
    AdminPeers(Namespace *adminNamespace, std::chrono::milliseconds lookInterval);

    void start();
    // An admin has come to this server.
    void announce();
    void look();
    [[nodiscard]] bool haveAdmins() const { return m_haveAdmins; }

Q_SIGNALS:
    void changed();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void watchAdapter();
    void setHaveAdmins(bool have);
    void answered(const Result<QList<RemoteSocket>> &sockets);
    [[nodiscard]] bool isReady() const;

    const QPointer<Namespace> m_nsp;
    const std::chrono::milliseconds m_lookInterval;
    QPointer<ClusterAdapter> m_adapter; // null: no cluster
    QBasicTimer m_timer;
    bool m_haveAdmins = false;
    bool m_isLooking = false;
};

} // namespace QSocketIo

#endif
