// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_ADAPTER_H
#define QSOCKETIO_ADAPTER_ADAPTER_H

#include "../core/ackhandler.h"
#include "../core/global.h"
#include "../core/modes.h"
#include "../core/result.h"
#include "adapterhost.h"
#include "recoverablesession.h"
#include "socketdescription.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QStringList>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace QSocketIo {

// Which sockets a broadcast means, and how it travels.
struct BroadcastOptions
{
    QStringList rooms = {}; // the union; empty: everybody
    QStringList except = {}; // not those in any of these
    bool isVolatile = false;
    bool isLocal = false; // this server only
    bool compress = true;
    std::optional<std::chrono::milliseconds> timeout = {};
};

// Keeps a namespace's rooms and delivers its broadcasts. Subclass it to form a cluster.
class QSOCKETIO_EXPORT Adapter : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Adapter)
public:
    explicit Adapter(AdapterHost *host, QObject *parent = nullptr);
    ~Adapter() override;

    [[nodiscard]] AdapterHost *host() const { return m_host; }

    virtual void init();
    virtual QFuture<void> close();
    [[nodiscard]] virtual QFuture<Result<int>> serverCount() const;

    virtual void addAll(const QString &socketId, const QStringList &rooms) = 0;
    virtual void del(const QString &socketId, const QString &room) = 0;
    virtual void delAll(const QString &socketId) = 0;

    virtual void broadcast(const Packet &packet, const BroadcastOptions &options) = 0;
    // expected: how many clients of all servers will answer, told when it is known and when it becomes
    // less; answer: the first argument of each answer. cancelAnswers() ends the waiting.
    virtual void broadcastWithAck(const Packet &packet, const BroadcastOptions &options,
                                  const std::function<void(int)> &expected,
                                  const std::function<void(const QCborValue &)> &answer)
        = 0;
    virtual void cancelAnswers(quint64 packetId, const BroadcastOptions &options) = 0;

    // Of all servers of the cluster; these implementations know the local sockets only.
    [[nodiscard]] virtual QFuture<Result<QList<SocketDescription>>>
    fetchSockets(const BroadcastOptions &options) const;
    [[nodiscard]] virtual QFuture<Result<QSet<QString>>>
    allSockets(const BroadcastOptions &options) const;
    virtual void addSockets(const BroadcastOptions &options, const QStringList &rooms);
    virtual void delSockets(const BroadcastOptions &options, const QStringList &rooms);
    virtual void disconnectSockets(const BroadcastOptions &options, DisconnectMode mode);
    // To the other servers. Error: not possible, and handler, null without one, is not called.
    [[nodiscard]] virtual Error serverSideEmit(const QString &event, const Payload &arguments,
                                               const BroadcastAckHandler &handler);

    // Connection state recovery. These keep nothing.
    virtual void persistSession(const RecoverableSession &session);
    // nullopt: unknown, or too late. A session is restored once.
    [[nodiscard]] virtual QFuture<std::optional<RecoverableSession>>
    restoreSession(const QString &pid, const QString &offset);

    // Connected local sockets that the options select, in the order of delivery.
    [[nodiscard]] virtual QStringList localSockets(const BroadcastOptions &options) const = 0;
    // The rooms of a local socket; empty where it is unknown.
    [[nodiscard]] virtual QStringList socketRooms(const QString &socketId) const = 0;
    [[nodiscard]] virtual bool isInRoom(const QString &socketId, const QString &room) const = 0;
    [[nodiscard]] virtual QStringList rooms() const = 0;
    [[nodiscard]] virtual QStringList socketsInRoom(const QString &room) const = 0;

Q_SIGNALS:
    void roomCreated(const QString &room);
    void roomDeleted(const QString &room);
    void roomJoined(const QString &room, const QString &socketId);
    void roomLeft(const QString &room, const QString &socketId);

private:
    AdapterHost *const m_host;
};

using AdapterFactory = std::function<std::unique_ptr<Adapter>(AdapterHost *host)>;

} // namespace QSocketIo

#endif
