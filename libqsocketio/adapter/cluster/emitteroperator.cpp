// SPDX-License-Identifier: MIT
#include "emitteroperator.h"

#include "../../core/logging_p.h"
#include "../../core/names_p.h"
#include "clusteremitter.h"
#include "clustermessage.h"

namespace QSocketIo {

/*!
    \class QSocketIo::EmitterVerbs
    \inmodule QSocketIo
    \inheaderfile QSocketIo/EmitterOperator
    \brief What can be told to a cluster from outside.

    ClusterEmitter and EmitterOperator have it. The modifiers to(), in(), except(), compress() and
    asVolatile() each return a new operator.

    \code
    emitter.in("guests").socketsJoin("lobby");
    emitter.of("/chat").to("lobby").except("quiet").emitEvent("news", "there is cake");
    \endcode

    \section1 Thread affinity
    Use it in the thread of the emitter.
*/

/*! \fn template<typename Derived> QSocketIo::EmitterOperator EmitterVerbs<Derived>::to(const QSocketIo::Rooms &rooms) const
    Returns an operator that means the sockets in any of \a rooms, and those in rooms chosen before.
    The id of a socket is a room.

    \code
    emitter.to("lobby").to({"hall", "kitchen"}).emitEvent("news", 1);
    \endcode */

/*! \fn template<typename Derived> QSocketIo::EmitterOperator EmitterVerbs<Derived>::in(const QSocketIo::Rooms &rooms) const
    The same as to() with \a rooms.

    \code
    emitter.in("lobby").disconnectSockets();
    \endcode */

/*! \fn template<typename Derived> QSocketIo::EmitterOperator EmitterVerbs<Derived>::except(const QSocketIo::Rooms &rooms) const
    Returns an operator that leaves out the sockets in any of \a rooms.

    \code
    emitter.except({"quiet", "away"}).emitEvent("ring");
    \endcode */

/*! \fn template<typename Derived> QSocketIo::EmitterOperator EmitterVerbs<Derived>::compress(QSocketIo::Compression compression) const
    Returns an operator whose events the servers send to their clients with \a compression. Enabled
    where the servers have it, by default.

    \code
    emitter.compress(QSocketIo::Compression::Disabled).emitEvent("photo", QByteArray("\xff\xd8"));
    \endcode */

/*! \fn template<typename Derived> QSocketIo::EmitterOperator EmitterVerbs<Derived>::asVolatile() const
    Returns an operator whose events clients miss that cannot take them at once.

    \code
    emitter.asVolatile().emitEvent("position", 47.1, 8.5);
    \endcode */

/*! \fn template<typename Derived> template<typename... Args> bool EmitterVerbs<Derived>::emitEvent(QAnyStringView event, const Args &...args) const
    Emits \a event with \a args to the clients that are meant. Returns false where it was not sent: the
    name is reserved, which warns, or ClusterEmitter::isReady() is false.

    \code
    if (!emitter.to("lobby").emitEvent("news", "there is cake"))
        qWarning() << "nobody has heard of it";
    \endcode */

/*! \fn template<typename Derived> template<typename... Args> bool EmitterVerbs<Derived>::send(const Args &...args) const
    Emits the event "message" with \a args. Returns what emitEvent() does.

    \code
    emitter.send("to everybody");
    \endcode */

/*! \fn template<typename Derived> bool EmitterVerbs<Derived>::socketsJoin(const QSocketIo::Rooms &rooms) const
    Puts the sockets that are meant into \a rooms. Returns false where it was not sent.

    \code
    emitter.in("lobby").socketsJoin({"hall", "kitchen"});
    \endcode */

/*! \fn template<typename Derived> bool EmitterVerbs<Derived>::socketsLeave(const QSocketIo::Rooms &rooms) const
    Takes the sockets that are meant out of \a rooms. Returns false where it was not sent.

    \code
    emitter.socketsLeave("kitchen");
    \endcode */

/*! \fn template<typename Derived> bool EmitterVerbs<Derived>::disconnectSockets(QSocketIo::DisconnectMode mode) const
    Disconnects the sockets that are meant, as far as \a mode says: from the namespace alone by
    default. Returns false where it was not sent.

    \code
    emitter.in("guests").disconnectSockets(QSocketIo::DisconnectMode::CloseConnection);
    \endcode */

/*! \fn template<typename Derived> template<typename... Args> bool EmitterVerbs<Derived>::serverSideEmit(QAnyStringView event, const Args &...args) const
    Emits \a event with \a args to the servers of the cluster, which receive it with Namespace::on().
    The rooms that are chosen do not matter. Returns what emitEvent() does.

    \code
    emitter.serverSideEmit("reload", "settings");
    \endcode */

/*!
    \class QSocketIo::EmitterOperator
    \inmodule QSocketIo
    \inheaderfile QSocketIo/EmitterOperator
    \brief Chooses the sockets of a namespace of a cluster and emits to them.

    \code
    const QSocketIo::EmitterOperator lobby = emitter.of("/chat").to("lobby");
    lobby.emitEvent("news", "there is cake");
    qInfo() << lobby.nsp() << lobby.options().rooms;
    \endcode

    \section1 Thread affinity
    Use it in the thread of its emitter. It may outlive it: emitting then returns false.

    \sa ClusterEmitter, EmitterVerbs
*/

/*! Creates an operator that means all sockets of \a nsp, whose name has its slash, and sends by
    \a emitter. */
EmitterOperator::EmitterOperator(const ClusterEmitter *emitter, const QString &nsp)
    : m_emitter(emitter)
    , m_nsp(nsp)
{ }

/*! \fn const QSocketIo::BroadcastOptions &EmitterOperator::options() const
    Returns what has been chosen. */

/*! \fn QString EmitterOperator::nsp() const
    Returns the name of the namespace. */

// Each room once: how many there are decides about the channel.
static void appendNewNames(QStringList *names, const QStringList &added)
{
    for (const QString &name : added) {
        if (!names->contains(name))
            names->append(name);
    }
}

void EmitterOperator::addRooms(const QStringList &rooms)
{
    appendNewNames(&m_options.rooms, rooms);
}

void EmitterOperator::addExcept(const QStringList &rooms)
{
    appendNewNames(&m_options.except, rooms);
}

static ClusterMessage emitterMessage(ClusterMessage::Type type, const EmitterOperator &from)
{
    ClusterMessage message;
    message.type = type;
    message.uid = QStringLiteral("emitter");
    message.nsp = from.nsp();
    message.packet.nsp = message.nsp.toUtf8();
    message.options = from.options();
    return message;
}

/*! Emits \a event with \a arguments. What emitEvent() and send() call. Returns false where it was
    not sent.

    \code
    emitter.to("lobby").emitPayload("tick", QSocketIo::Payload::of(42));
    \endcode */
bool EmitterOperator::emitPayload(QAnyStringView event, const Payload &arguments) const
{
    ClusterMessage message = emitterMessage(ClusterMessage::Type::Broadcast, *this);
    message.packet.event = toUtf8(event);
    message.packet.payload = arguments;
    if (isReservedEvent(message.packet.event)) {
        qCWarning(lcAdapter, "emitEvent: \"%s\" is a reserved event name",
                  message.packet.event.constData());
        return false;
    }
    return m_emitter && m_emitter->sendMessage(message);
}

/*! Emits \a event with \a arguments to the servers. What serverSideEmit() calls. Returns false where
    it was not sent.

    \code
    emitter.of("/chat").serverSideEmitPayload("reload", QSocketIo::Payload::of("settings"));
    \endcode */
bool EmitterOperator::serverSideEmitPayload(QAnyStringView event, const Payload &arguments) const
{
    ClusterMessage message = emitterMessage(ClusterMessage::Type::ServerSideEmit, *this);
    message.packet.event = toUtf8(event);
    message.packet.payload = arguments;
    const QByteArray &name = message.packet.event;
    // What servers call themselves when somebody connects
    if (name == "connect" || name == "connection" || name == "new_namespace") {
        qCWarning(lcAdapter, "serverSideEmit: \"%s\" is a reserved event name", name.constData());
        return false;
    }
    return m_emitter && m_emitter->sendMessage(message);
}

bool EmitterOperator::joinSelected(const QStringList &rooms) const
{
    ClusterMessage message = emitterMessage(ClusterMessage::Type::SocketsJoin, *this);
    message.rooms = rooms;
    return m_emitter && m_emitter->sendMessage(message);
}

bool EmitterOperator::leaveSelected(const QStringList &rooms) const
{
    ClusterMessage message = emitterMessage(ClusterMessage::Type::SocketsLeave, *this);
    message.rooms = rooms;
    return m_emitter && m_emitter->sendMessage(message);
}

bool EmitterOperator::disconnectSelected(DisconnectMode mode) const
{
    ClusterMessage message = emitterMessage(ClusterMessage::Type::DisconnectSockets, *this);
    message.mode = mode;
    return m_emitter && m_emitter->sendMessage(message);
}

} // namespace QSocketIo
