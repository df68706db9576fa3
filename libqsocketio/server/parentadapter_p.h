// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_PARENTADAPTER_P_H
#define QSOCKETIO_SERVER_PARENTADAPTER_P_H

#include "../adapter/adapter.h"

#include <functional>

namespace QSocketIo {

class Namespace;
class ParentNamespace;

// Broadcasts in every child of a ParentNamespace, which has no sockets of its own. What gathers
// answers is not possible: each child numbers its packets by itself.
class ParentAdapter final : public Adapter
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParentAdapter)
public:
    ParentAdapter(AdapterHost *host, ParentNamespace *nsp);

    void addAll(const QString &, const QStringList &) override { }
    void del(const QString &, const QString &) override { }
    void delAll(const QString &) override { }

    void broadcast(const Packet &packet, const BroadcastOptions &options) override;
    void broadcastWithAck(const Packet &packet, const BroadcastOptions &options,
                          const std::function<void(int)> &expected,
                          const std::function<void(const QCborValue &)> &answer) override;
    void cancelAnswers(quint64, const BroadcastOptions &) override { }

    [[nodiscard]] QFuture<Result<QList<SocketDescription>>>
    fetchSockets(const BroadcastOptions &options) const override;
    [[nodiscard]] QFuture<Result<QSet<QString>>>
    allSockets(const BroadcastOptions &options) const override;
    void addSockets(const BroadcastOptions &options, const QStringList &rooms) override;
    void delSockets(const BroadcastOptions &options, const QStringList &rooms) override;
    void disconnectSockets(const BroadcastOptions &options, DisconnectMode mode) override;
    [[nodiscard]] Error serverSideEmit(const QString &event, const Payload &arguments,
                                       const BroadcastAckHandler &handler) override;

    [[nodiscard]] QStringList localSockets(const BroadcastOptions &) const override { return {}; }
    [[nodiscard]] QStringList socketRooms(const QString &) const override { return {}; }
    [[nodiscard]] bool isInRoom(const QString &, const QString &) const override { return false; }
    [[nodiscard]] QStringList rooms() const override { return {}; }
    [[nodiscard]] QStringList socketsInRoom(const QString &) const override { return {}; }

private:
    void forEachChild(const std::function<void(Namespace *, Adapter *)> &function) const;

    ParentNamespace *m_nsp;
};

} // namespace QSocketIo

#endif
