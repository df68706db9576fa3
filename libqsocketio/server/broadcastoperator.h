// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_BROADCASTOPERATOR_H
#define QSOCKETIO_SERVER_BROADCASTOPERATOR_H

#include "../adapter/adapter.h"
#include "../core/emitverbs.h"
#include "../core/global.h"
#include "../core/modes.h"
#include "../core/rooms.h"
#include "remotesocket.h"

#include <QtCore/QFuture>
#include <QtCore/QPointer>
#include <QtCore/QSet>

#include <chrono>

namespace QSocketIo {

class BroadcastOperator;
class Namespace;

// The modifiers of everything that broadcasts. Each returns a new operator. Derived has
//     BroadcastOperator newOperator() const
template<typename Derived>
class BroadcastVerbs : public EmitVerbs<Derived, BroadcastAckHandler>
{
public:
    [[nodiscard]] BroadcastOperator to(const Rooms &rooms) const;
    [[nodiscard]] BroadcastOperator in(const Rooms &rooms) const;
    [[nodiscard]] BroadcastOperator except(const Rooms &rooms) const;
    [[nodiscard]] BroadcastOperator compress(Compression compression) const;
    [[nodiscard]] BroadcastOperator asVolatile() const;
    [[nodiscard]] BroadcastOperator local() const;
    [[nodiscard]] BroadcastOperator timeout(std::chrono::milliseconds timeout) const;

    // What is selected, on all servers of the cluster.
    [[nodiscard]] QFuture<Result<QList<RemoteSocket>>> fetchSockets() const;
    [[nodiscard]] QFuture<Result<QSet<QString>>> allSockets() const;
    void socketsJoin(const Rooms &rooms) const;
    void socketsLeave(const Rooms &rooms) const;
    void disconnectSockets(DisconnectMode mode = DisconnectMode::LeaveNamespace) const;

protected:
    BroadcastVerbs() = default;
    ~BroadcastVerbs() = default;
};

// Chooses the sockets of a namespace and emits to them.
class QSOCKETIO_EXPORT BroadcastOperator : public BroadcastVerbs<BroadcastOperator>
{
public:
    BroadcastOperator(Namespace *nsp, const BroadcastOptions &options);

    [[nodiscard]] const BroadcastOptions &options() const { return m_options; }
    [[nodiscard]] Namespace *nsp() const;

    bool emitPayload(QAnyStringView event, const Payload &arguments,
                     BroadcastAckHandler handler) const;

private:
    template<typename>
    friend class BroadcastVerbs;
    [[nodiscard]] BroadcastOperator newOperator() const { return *this; }
    [[nodiscard]] QFuture<Result<QList<RemoteSocket>>> fetchSelected() const;
    [[nodiscard]] QFuture<Result<QSet<QString>>> selectedIds() const;
    void joinSelected(const QStringList &rooms) const;
    void leaveSelected(const QStringList &rooms) const;
    void disconnectSelected(DisconnectMode mode) const;

    QPointer<Namespace> m_nsp;
    BroadcastOptions m_options;
};

template<typename Derived>
BroadcastOperator BroadcastVerbs<Derived>::to(const Rooms &rooms) const
{
    BroadcastOperator result = static_cast<const Derived *>(this)->newOperator();
    result.m_options.rooms += rooms.names();
    return result;
}

template<typename Derived>
BroadcastOperator BroadcastVerbs<Derived>::in(const Rooms &rooms) const
{
    return to(rooms);
}

template<typename Derived>
BroadcastOperator BroadcastVerbs<Derived>::except(const Rooms &rooms) const
{
    BroadcastOperator result = static_cast<const Derived *>(this)->newOperator();
    result.m_options.except += rooms.names();
    return result;
}

template<typename Derived>
BroadcastOperator BroadcastVerbs<Derived>::compress(Compression compression) const
{
    BroadcastOperator result = static_cast<const Derived *>(this)->newOperator();
    result.m_options.compress = compression == Compression::Enabled;
    return result;
}

template<typename Derived>
BroadcastOperator BroadcastVerbs<Derived>::asVolatile() const
{
    BroadcastOperator result = static_cast<const Derived *>(this)->newOperator();
    result.m_options.isVolatile = true;
    return result;
}

template<typename Derived>
BroadcastOperator BroadcastVerbs<Derived>::local() const
{
    BroadcastOperator result = static_cast<const Derived *>(this)->newOperator();
    result.m_options.isLocal = true;
    return result;
}

template<typename Derived>
BroadcastOperator BroadcastVerbs<Derived>::timeout(std::chrono::milliseconds timeout) const
{
    BroadcastOperator result = static_cast<const Derived *>(this)->newOperator();
    result.m_options.timeout = timeout;
    return result;
}

template<typename Derived>
QFuture<Result<QList<RemoteSocket>>> BroadcastVerbs<Derived>::fetchSockets() const
{
    return static_cast<const Derived *>(this)->newOperator().fetchSelected();
}

template<typename Derived>
QFuture<Result<QSet<QString>>> BroadcastVerbs<Derived>::allSockets() const
{
    return static_cast<const Derived *>(this)->newOperator().selectedIds();
}

template<typename Derived>
void BroadcastVerbs<Derived>::socketsJoin(const Rooms &rooms) const
{
    static_cast<const Derived *>(this)->newOperator().joinSelected(rooms.names());
}

template<typename Derived>
void BroadcastVerbs<Derived>::socketsLeave(const Rooms &rooms) const
{
    static_cast<const Derived *>(this)->newOperator().leaveSelected(rooms.names());
}

template<typename Derived>
void BroadcastVerbs<Derived>::disconnectSockets(DisconnectMode mode) const
{
    static_cast<const Derived *>(this)->newOperator().disconnectSelected(mode);
}

} // namespace QSocketIo

#endif
