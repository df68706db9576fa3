// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_COUNTEDCLUSTERADAPTER_H
#define QSOCKETIO_ADAPTER_CLUSTER_COUNTEDCLUSTERADAPTER_H

#include "../../core/global.h"
#include "clusteradapter.h"

namespace QSocketIo {

// A ClusterAdapter whose transport knows how many servers there are.
class QSOCKETIO_EXPORT CountedClusterAdapter : public ClusterAdapter
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CountedClusterAdapter)
public:
    using ClusterAdapter::ClusterAdapter;
    ~CountedClusterAdapter() override;

protected:
    // All of them, this one included.
    [[nodiscard]] virtual QFuture<Result<int>> queryServerCount() const = 0;
    [[nodiscard]] QFuture<Result<Peers>> queryPeers() const override;
};

} // namespace QSocketIo

#endif
