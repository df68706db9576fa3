// SPDX-License-Identifier: MIT
#include "broadcastoperator.h"

#include "namespace_p.h"
#include "remotesocket.h"

#include <QtCore/QPromise>

namespace QSocketIo {

/*!
    \class QSocketIo::BroadcastOperator
    \inmodule QSocketIo
    \brief Chooses sockets of a namespace and emits to them.

    to() and in() add rooms (their union is meant, each socket once), except() takes rooms out.
    Every modifier returns a new operator and leaves the old one as it was.

    \code
    io.to("lobby").except(socket->id()).asVolatile().emitEvent("tick", 42);

    io.to("jury").timeout(10s).emitWithAck("vote?", motion)
        .then(this, [](const QSocketIo::Result<QList<QCborValue>> &votes) { ... });
    \endcode

    The acknowledgement of a broadcast is a list with the first argument of each client's answer. A
    client that does not answer in time makes it an Error with code Timeout, whose data() is the
    array of the answers that did come. A broadcast with acknowledgement needs a timeout(): without
    one it fails at once, as in Socket.IO.

    socketsJoin(), socketsLeave(), disconnectSockets(), fetchSockets() and allSockets() do something
    with the selected sockets themselves, wherever in the cluster they are:

    \code
    io.in("lobby").socketsJoin("announcements");
    io.in("banned").disconnectSockets(QSocketIo::DisconnectMode::CloseConnection);
    io.in("jury").fetchSockets().then(
        this, [](const QSocketIo::Result<QList<QSocketIo::RemoteSocket>> &sockets) { ... });
    \endcode

    \section1 Thread affinity
    Use it in the thread of the server. It may outlive its namespace: emitting then returns false.
*/

/*! Creates an operator for \a nsp that starts with \a options. */
BroadcastOperator::BroadcastOperator(Namespace *nsp, const BroadcastOptions &options)
    : m_nsp(nsp)
    , m_options(options)
{ }

/*! Returns the namespace, or nullptr if it is gone. */
Namespace *BroadcastOperator::nsp() const
{
    return m_nsp;
}

/*! Emits \a event with \a arguments; \a handler, unless null, gets the answers. What emitEvent(),
    send() and emitWithAck() call. Returns false, with a warning, for a reserved event name. */
bool BroadcastOperator::emitPayload(QAnyStringView event, const Payload &arguments,
                                    BroadcastAckHandler handler) const
{
    return m_nsp && NamespacePrivate::get(m_nsp)->broadcast(event, arguments, m_options, handler);
}

/*!
    \fn template<typename Derived> QFuture<Result<QList<RemoteSocket>>>
   BroadcastVerbs<Derived>::fetchSockets() const Fetches descriptions of the selected sockets from
   all servers of the cluster, as RemoteSocket values. The Error is the adapter's: that a server did
   not answer in time, for one.

    \code
    io.in("lobby").fetchSockets().then(
        this, [](const QSocketIo::Result<QList<QSocketIo::RemoteSocket>> &sockets) {
            for (const QSocketIo::RemoteSocket &socket : sockets.valueOr({}))
                qInfo() << socket.id() << socket.rooms();
        });
    \endcode
*/

/*!
    \fn template<typename Derived> QFuture<Result<QSet<QString>>>
   BroadcastVerbs<Derived>::allSockets() const Fetches the ids of the selected sockets from all
   servers of the cluster. Unlike in the reference implementation, except() counts.
*/

/*!
    \fn template<typename Derived> void BroadcastVerbs<Derived>::socketsJoin(const Rooms &rooms)
   const Makes the selected sockets, on all servers of the cluster, join \a rooms. Those of this
   server have joined when this returns.

    \code
    io.in("room1").socketsJoin({"room2", "room3"});
    \endcode
*/

/*!
    \fn template<typename Derived> void BroadcastVerbs<Derived>::socketsLeave(const Rooms &rooms)
   const Makes the selected sockets, on all servers of the cluster, leave \a rooms.

    \code
    io.socketsLeave("room1"); // everybody
    \endcode
*/

/*!
    \fn template<typename Derived> void BroadcastVerbs<Derived>::disconnectSockets(DisconnectMode
   mode) const Disconnects the selected sockets, on all servers of the cluster, as
   Socket::disconnectClient() does with \a mode.

    \code
    io.in("room1").disconnectSockets(QSocketIo::DisconnectMode::CloseConnection);
    \endcode
*/

template<typename T>
static QFuture<Result<T>> failed()
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(Error(Error::Code::InvalidUsage,
                            QStringLiteral("the namespace does not exist any longer")));
    promise.finish();
    return promise.future();
}

static Adapter *adapterOf(const QPointer<Namespace> &nsp)
{
    return nsp ? nsp->adapter() : nullptr;
}

QFuture<Result<QList<RemoteSocket>>> BroadcastOperator::fetchSelected() const
{
    using Sockets = Result<QList<RemoteSocket>>;
    Adapter *adapter = adapterOf(m_nsp);
    if (!adapter)
        return failed<QList<RemoteSocket>>();
    return adapter->fetchSockets(m_options).then(
        [nsp = m_nsp](const Result<QList<SocketDescription>> &fetched) -> Sockets {
            if (!fetched)
                return fetched.error();
            QList<RemoteSocket> sockets;
            sockets.reserve(fetched->size());
            for (const SocketDescription &description : *fetched)
                sockets.append(RemoteSocket(nsp, description));
            return sockets;
        });
}

QFuture<Result<QSet<QString>>> BroadcastOperator::selectedIds() const
{
    Adapter *adapter = adapterOf(m_nsp);
    return adapter ? adapter->allSockets(m_options) : failed<QSet<QString>>();
}

void BroadcastOperator::joinSelected(const QStringList &rooms) const
{
    if (Adapter *adapter = adapterOf(m_nsp))
        adapter->addSockets(m_options, rooms);
}

void BroadcastOperator::leaveSelected(const QStringList &rooms) const
{
    if (Adapter *adapter = adapterOf(m_nsp))
        adapter->delSockets(m_options, rooms);
}

void BroadcastOperator::disconnectSelected(DisconnectMode mode) const
{
    if (Adapter *adapter = adapterOf(m_nsp))
        adapter->disconnectSockets(m_options, mode);
}

} // namespace QSocketIo
