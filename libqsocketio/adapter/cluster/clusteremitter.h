// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_CLUSTEREMITTER_H
#define QSOCKETIO_ADAPTER_CLUSTER_CLUSTEREMITTER_H

#include "../../core/error.h"
#include "../../core/global.h"
#include "emitteroperator.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>

#include <memory>

namespace QSocketIo {

class ClusterEmitterPrivate;
struct ClusterMessage;

// Speaks to the servers of a cluster without being one. Subclasses carry the messages.
class QSOCKETIO_EXPORT ClusterEmitter : public QObject, public EmitterVerbs<ClusterEmitter>
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClusterEmitter)
public:
    ~ClusterEmitter() override;

    [[nodiscard]] EmitterOperator of(QAnyStringView nsp) const;

    [[nodiscard]] bool isReady() const;
    [[nodiscard]] quint64 droppedPublishes() const;
    [[nodiscard]] int pendingPublishes() const;
    [[nodiscard]] QFuture<void> flush();

Q_SIGNALS:
    void readyChanged(bool ready);
    void errorOccurred(const QSocketIo::Error &error);

protected:
    explicit ClusterEmitter(QObject *parent = nullptr);

    virtual bool publish(const ClusterMessage &message) = 0;
    void published(bool isTaken);
    void setReady(bool ready);

private:
    template<typename>
    friend class EmitterVerbs;
    friend class EmitterOperator;
    [[nodiscard]] EmitterOperator newOperator() const;
    bool sendMessage(const ClusterMessage &message) const;

    const std::unique_ptr<ClusterEmitterPrivate> d;
};

} // namespace QSocketIo

#endif
