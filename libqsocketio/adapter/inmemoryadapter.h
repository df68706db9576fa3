// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_INMEMORYADAPTER_H
#define QSOCKETIO_ADAPTER_INMEMORYADAPTER_H

#include "../core/global.h"
#include "adapter.h"

#include <memory>

namespace QSocketIo {

class InMemoryAdapterPrivate;

// The adapter of a server that stands alone.
class QSOCKETIO_EXPORT InMemoryAdapter : public Adapter
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InMemoryAdapter)
public:
    explicit InMemoryAdapter(AdapterHost *host, QObject *parent = nullptr);
    ~InMemoryAdapter() override;

    void addAll(const QString &socketId, const QStringList &rooms) override;
    void del(const QString &socketId, const QString &room) override;
    void delAll(const QString &socketId) override;

    void broadcast(const Packet &packet, const BroadcastOptions &options) override;
    void broadcastWithAck(const Packet &packet, const BroadcastOptions &options,
                          const std::function<void(int)> &expected,
                          const std::function<void(const QCborValue &)> &answer) override;
    void cancelAnswers(quint64 packetId, const BroadcastOptions &options) override;

    [[nodiscard]] QStringList localSockets(const BroadcastOptions &options) const override;
    [[nodiscard]] QStringList socketRooms(const QString &socketId) const override;
    [[nodiscard]] bool isInRoom(const QString &socketId, const QString &room) const override;
    [[nodiscard]] QStringList rooms() const override;
    [[nodiscard]] QStringList socketsInRoom(const QString &room) const override;

protected:
    [[nodiscard]] bool hasRoom(const QString &room) const;

private:
    [[nodiscard]] QList<EnginePacket>
    encodedOnce(const Packet &packet, const BroadcastOptions &options, std::size_t count) const;

    const std::unique_ptr<InMemoryAdapterPrivate> d;
};

} // namespace QSocketIo

#endif
