// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_HEARTBEATCLUSTERADAPTER_H
#define QSOCKETIO_ADAPTER_CLUSTER_HEARTBEATCLUSTERADAPTER_H

#include "../../core/global.h"
#include "clusteradapter.h"

#include <QtCore/QStringList>

#include <memory>

namespace QSocketIo {

class HeartbeatClusterAdapterPrivate;

// A ClusterAdapter that knows the other servers by their messages.
class QSOCKETIO_EXPORT HeartbeatClusterAdapter : public ClusterAdapter
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HeartbeatClusterAdapter)
public:
    explicit HeartbeatClusterAdapter(AdapterHost *host, const ClusterOptions &options = {},
                                     QObject *parent = nullptr);
    ~HeartbeatClusterAdapter() override;

    // The uids of the other servers' adapters.
    [[nodiscard]] QStringList peers() const;
    QFuture<void> close() override;

Q_SIGNALS:
    void peerAdded(const QString &uid);
    void peerLost(const QString &uid);

protected:
    [[nodiscard]] QFuture<Result<Peers>> queryPeers() const override;
    [[nodiscard]] QString timeoutText(ClusterMessage::Type type, int received,
                                      int expected) const override;
    void messageReceived(const ClusterMessage &message) override;
    void messagePublished() override;
    void readyChanged(bool ready) override;

private:
    friend class HeartbeatClusterAdapterPrivate;
    const std::unique_ptr<HeartbeatClusterAdapterPrivate> d;
};

} // namespace QSocketIo

#endif
