// SPDX-License-Identifier: MIT
#include "adapter.h"

#include <QtCore/QPromise>

namespace QSocketIo {

/*!
    \class QSocketIo::BroadcastOptions
    \inmodule QSocketIo
    \brief Which sockets a broadcast means, and how it travels.

    An empty list of \c rooms selects everybody; several rooms select their union, each socket once.
    Whoever is in one of the \c except rooms is left out. Rooms that do not exist select nobody.

    \section1 Thread affinity
    BroadcastOptions is a value and reentrant.
*/

/*!
    \class QSocketIo::AdapterMember
    \inmodule QSocketIo
    \brief A socket as its adapter sees it.
*/

AdapterMember::~AdapterMember() = default;

/*!
    \class QSocketIo::AdapterHost
    \inmodule QSocketIo
    \brief A namespace as its adapter sees it.
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

static QFuture<void> finished()
{
    QPromise<void> promise;
    promise.start();
    promise.finish();
    return promise.future();
}

/*! Ends the adapter's work; the future is finished when nothing more will come from it. */
QFuture<void> Adapter::close()
{
    return finished();
}

/*! Returns how many servers form the cluster, this one included. */
QFuture<Result<int>> Adapter::serverCount() const
{
    QPromise<Result<int>> promise;
    promise.start();
    promise.addResult(Result<int>(1));
    promise.finish();
    return promise.future();
}

} // namespace QSocketIo
