// SPDX-License-Identifier: MIT
#include "adapter.h"

#include <QtCore/QPointer>
#include <QtCore/QPromise>

namespace QSocketIo {

/*!
    \class QSocketIo::BroadcastOptions
    \inmodule QSocketIo
    \brief Which sockets a broadcast means, and how it travels.

    An empty list of \c rooms selects everybody; several rooms select their union, each socket once.
    Whoever is in one of the \c except rooms is left out. Rooms that do not exist select nobody.

    \code
    const QStringList ids = adapter->localSockets({.rooms = {"lobby"}, .except = {"muted"}});
    \endcode

    \section1 Thread affinity
    BroadcastOptions is a value and reentrant.
*/

/*!
    \class QSocketIo::SocketDescription
    \inmodule QSocketIo
    \brief A socket of this server or another one of the cluster, as it was when it was asked for.

    \code
    const QSocketIo::SocketDescription description{id, member->handshake(), rooms, member->data()};
    \endcode

    \section1 Thread affinity
    SocketDescription is a value; its handshake must stay in the thread of its original.
*/

/*!
    \class QSocketIo::RecoverableSession
    \inmodule QSocketIo
    \brief What a client needs to go on after its connection broke.

    The client proves with \c pid, which it got with its CONNECT answer, that the session is its
   own.

    \code
    adapter->persistSession({.sid = id, .pid = pid, .rooms = rooms, .data = data});
    \endcode

    \section1 Thread affinity
    RecoverableSession is a value and reentrant.
*/

/*!
    \class QSocketIo::AdapterMember
    \inmodule QSocketIo
    \brief A socket as its adapter sees it.

    \code
    if (QSocketIo::AdapterMember *member = host()->member(id))
        member->deliver(packet, host()->encode(packet), false);
    \endcode

    \section1 Thread affinity
    Lives in the thread of its Server.
*/

AdapterMember::~AdapterMember() = default;

/*!
    \class QSocketIo::AdapterHost
    \inmodule QSocketIo
    \brief A namespace as its adapter sees it.

    \code
    const QList<QSocketIo::EnginePacket> encoded = host()->encode(packet); // once for everybody
    \endcode

    \section1 Thread affinity
    Lives in the thread of its Server, and longer than the adapter.
*/

AdapterHost::~AdapterHost() = default;

/*!
    \class QSocketIo::Adapter
    \inmodule QSocketIo
    \brief Keeps a namespace's rooms and delivers its broadcasts.

    Each namespace has an adapter of its own, by default an InMemoryAdapter. Its signals tell of the
    rooms' lives:

    \code
    connect(io.sockets()->adapter(), &QSocketIo::Adapter::roomCreated, this, [](const QString &room)
   { qInfo() << "room" << room << "was created";
    });
    \endcode

    roomCreated() comes before the first roomJoined() of a room, roomDeleted() behind the last
    roomLeft(). Each socket is alone in a room named by its id, unless it leaves that room.

    \section1 Thread affinity
    An adapter lives in the thread of its Server.

    \sa Namespace::adapter()
*/

/*! Creates an adapter for \a host, which outlives it. */
Adapter::Adapter(AdapterHost *host, QObject *parent)
    : QObject(parent)
    , m_host(host)
{ }

Adapter::~Adapter() = default;

/*! Called once, after construction. */
void Adapter::init() { }

template<typename T>
static QFuture<T> finished(const T &value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(value);
    promise.finish();
    return promise.future();
}

/*! Ends the adapter's work; the future is finished when nothing more will come from it. */
QFuture<void> Adapter::close()
{
    QPromise<void> promise;
    promise.start();
    promise.finish();
    return promise.future();
}

/*! Returns how many servers form the cluster, this one included. */
QFuture<Result<int>> Adapter::serverCount() const
{
    return finished(Result<int>(1));
}

/*! Describes the connected sockets that \a options select. This implementation knows those of this
    server. */
QFuture<Result<QList<SocketDescription>>>
Adapter::fetchSockets(const BroadcastOptions &options) const
{
    QList<SocketDescription> sockets;
    const QStringList ids = localSockets(options);
    sockets.reserve(ids.size());
    for (const QString &id : ids) {
        if (const AdapterMember *member = m_host->member(id))
            sockets.append({id, member->handshake(), socketRooms(id), member->data()});
    }
    return finished(Result<QList<SocketDescription>>(sockets));
}

/*! Returns the ids of the connected sockets that \a options select. This implementation knows those
    of this server. */
QFuture<Result<QSet<QString>>> Adapter::allSockets(const BroadcastOptions &options) const
{
    const QStringList ids = localSockets(options);
    return finished(Result<QSet<QString>>(QSet<QString>(ids.begin(), ids.end())));
}

/*! Puts the sockets that \a options select into \a rooms. This implementation does so with those of
    this server. */
void Adapter::addSockets(const BroadcastOptions &options, const QStringList &rooms)
{
    const QPointer<Adapter> guard(this);
    const QStringList ids = localSockets(options);
    for (const QString &id : ids) {
        if (guard && m_host->member(id)) // else gone in a handler
            addAll(id, rooms);
    }
}

/*! Takes the sockets that \a options select out of \a rooms. This implementation does so with those
    of this server. */
void Adapter::delSockets(const BroadcastOptions &options, const QStringList &rooms)
{
    const QPointer<Adapter> guard(this);
    const QStringList ids = localSockets(options);
    for (const QString &id : ids) {
        for (const QString &room : rooms) {
            if (guard)
                del(id, room);
        }
    }
}

/*! Disconnects the sockets that \a options select, as far as \a mode says. This implementation does
    so with those of this server. */
void Adapter::disconnectSockets(const BroadcastOptions &options, DisconnectMode mode)
{
    const QPointer<Adapter> guard(this);
    const QStringList ids = localSockets(options);
    for (const QString &id : ids) {
        AdapterMember *member = guard ? m_host->member(id) : nullptr;
        if (member)
            member->disconnectClient(mode);
    }
}

/*! Emits \a event with \a arguments to the other servers of the cluster; \a handler, unless null,
    gets each one's answer. Returns an error where that is not possible, as in this implementation,
    which knows of no others. */
Error Adapter::serverSideEmit(const QString &event, const Payload &arguments,
                              const BroadcastAckHandler &handler)
{
    Q_UNUSED(event)
    Q_UNUSED(arguments)
    Q_UNUSED(handler)
    return Error(Error::Code::NotSupported,
                 QStringLiteral("this adapter knows of no other servers"));
}

/*! Keeps \a session for restoreSession(): its client has just been cut off. This implementation
    does not. */
void Adapter::persistSession(const RecoverableSession &session){Q_UNUSED(session)}

/*! Gives back the session of the client that knows \a pid, with the packets that it missed since
    \a offset, and forgets it. nullopt where it is unknown, as always in this implementation. */
QFuture<std::optional<RecoverableSession>> Adapter::restoreSession(const QString &pid,
                                                                   const QString &offset)
{
    Q_UNUSED(pid)
    Q_UNUSED(offset)
    return finished(std::optional<RecoverableSession>());
}

} // namespace QSocketIo
