// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_EMITTEROPERATOR_H
#define QSOCKETIO_ADAPTER_CLUSTER_EMITTEROPERATOR_H

#include "../../core/emitverbs.h"
#include "../../core/global.h"
#include "../../core/modes.h"
#include "../../core/rooms.h"
#include "../adapter.h"

#include <QtCore/QPointer>

namespace QSocketIo {

class ClusterEmitter;
class EmitterOperator;

// What can be told to a cluster from outside. Nobody answers. Derived has
//     EmitterOperator newOperator() const
template<typename Derived>
class EmitterVerbs
{
public:
    [[nodiscard]] EmitterOperator to(const Rooms &rooms) const;
    [[nodiscard]] EmitterOperator in(const Rooms &rooms) const;
    [[nodiscard]] EmitterOperator except(const Rooms &rooms) const;
    [[nodiscard]] EmitterOperator compress(Compression compression) const;
    [[nodiscard]] EmitterOperator asVolatile() const;

    // False: not sent.
    template<typename... Args>
    bool emitEvent(QAnyStringView event, const Args &...args) const;
    template<typename... Args>
    bool send(const Args &...args) const;
    bool socketsJoin(const Rooms &rooms) const;
    bool socketsLeave(const Rooms &rooms) const;
    bool disconnectSockets(DisconnectMode mode = DisconnectMode::LeaveNamespace) const;
    // To the servers themselves, whatever rooms are chosen.
    template<typename... Args>
    bool serverSideEmit(QAnyStringView event, const Args &...args) const;

protected:
    EmitterVerbs() = default;
    ~EmitterVerbs() = default;

private:
    auto here() const { return static_cast<const Derived *>(this)->newOperator(); }
};

// Chooses the sockets of a namespace of a cluster and emits to them.
class QSOCKETIO_EXPORT EmitterOperator : public EmitterVerbs<EmitterOperator>
{
public:
    EmitterOperator(const ClusterEmitter *emitter, const QString &nsp);

    [[nodiscard]] const BroadcastOptions &options() const { return m_options; }
    [[nodiscard]] QString nsp() const { return m_nsp; }

    bool emitPayload(QAnyStringView event, const Payload &arguments) const;
    bool serverSideEmitPayload(QAnyStringView event, const Payload &arguments) const;

private:
    template<typename>
    friend class EmitterVerbs;
    [[nodiscard]] EmitterOperator newOperator() const { return *this; }
    void addRooms(const QStringList &rooms);
    void addExcept(const QStringList &rooms);
    [[nodiscard]] bool joinSelected(const QStringList &rooms) const;
    [[nodiscard]] bool leaveSelected(const QStringList &rooms) const;
    [[nodiscard]] bool disconnectSelected(DisconnectMode mode) const;

    QPointer<const ClusterEmitter> m_emitter;
    QString m_nsp;
    BroadcastOptions m_options;
};

template<typename Derived>
EmitterOperator EmitterVerbs<Derived>::to(const Rooms &rooms) const
{
    EmitterOperator result = here();
    result.addRooms(rooms.names());
    return result;
}

template<typename Derived>
EmitterOperator EmitterVerbs<Derived>::in(const Rooms &rooms) const
{
    return to(rooms);
}

template<typename Derived>
EmitterOperator EmitterVerbs<Derived>::except(const Rooms &rooms) const
{
    EmitterOperator result = here();
    result.addExcept(rooms.names());
    return result;
}

template<typename Derived>
EmitterOperator EmitterVerbs<Derived>::compress(Compression compression) const
{
    EmitterOperator result = here();
    result.m_options.compress = compression == Compression::Enabled;
    return result;
}

template<typename Derived>
EmitterOperator EmitterVerbs<Derived>::asVolatile() const
{
    EmitterOperator result = here();
    result.m_options.isVolatile = true;
    return result;
}

template<typename Derived>
template<typename... Args>
bool EmitterVerbs<Derived>::emitEvent(QAnyStringView event, const Args &...args) const
{
    static_assert(!Internal::endsInCallable<Args...>, "an emitter gets no acknowledgements");
    return here().emitPayload(event, Payload::of(args...));
}

template<typename Derived>
template<typename... Args>
bool EmitterVerbs<Derived>::send(const Args &...args) const
{
    return emitEvent(QLatin1StringView("message"), args...);
}

template<typename Derived>
bool EmitterVerbs<Derived>::socketsJoin(const Rooms &rooms) const
{
    return here().joinSelected(rooms.names());
}

template<typename Derived>
bool EmitterVerbs<Derived>::socketsLeave(const Rooms &rooms) const
{
    return here().leaveSelected(rooms.names());
}

template<typename Derived>
bool EmitterVerbs<Derived>::disconnectSockets(DisconnectMode mode) const
{
    return here().disconnectSelected(mode);
}

template<typename Derived>
template<typename... Args>
bool EmitterVerbs<Derived>::serverSideEmit(QAnyStringView event, const Args &...args) const
{
    static_assert(!Internal::endsInCallable<Args...>, "an emitter gets no acknowledgements");
    return here().serverSideEmitPayload(event, Payload::of(args...));
}

} // namespace QSocketIo

#endif
