// SPDX-License-Identifier: MIT
#include "broadcastoperator.h"

#include "namespace_p.h"
#include "remotesocket.h"

#include <QtCore/QFuture>

namespace QSocketIo {

/*!
    \class QSocketIo::BroadcastOperator
    \inmodule QSocketIo
    \inheaderfile QSocketIo/BroadcastOperator
    \brief Chooses sockets of a namespace and emits to them.

    to() and in() add rooms (their union is meant, each socket once), except() takes rooms out.
    Every modifier returns a new operator and leaves the old one as it was.

    \code
    io.to("lobby").except(socket->id()).asVolatile().emitEvent("tick", 42);

    io.to("jury").timeout(10s).emitWithAck("vote?", "yes or no").then(
        this, [](const QSocketIo::Result<QList<QCborValue>> &votes) {
            qInfo() << (votes ? votes->size() : votes.error().data().toArray().size()) << "votes";
        });

    const QSocketIo::BroadcastOperator lobby = io.to("lobby");
    qInfo() << lobby.options().rooms << lobby.nsp()->name();
    lobby.emitPayload("tick", QSocketIo::Payload::of(42), nullptr);
    \endcode

    The acknowledgement of a broadcast is a list with the first argument of each client's answer. A
    client that does not answer in time makes it an Error with code Timeout, whose data() is the
    array of the answers that did come. A broadcast with acknowledgement needs a timeout(): without
    one it fails at once, as in Socket.IO.

    \section1 Thread affinity
    Use it in the thread of the server. It may outlive its namespace: emitting then returns false.

    \sa BroadcastVerbs, EmitVerbs
*/

/*! Creates an operator for \a nsp that starts with \a options. */
BroadcastOperator::BroadcastOperator(Namespace *nsp, const BroadcastOptions &options)
    : m_nsp(nsp)
    , m_options(options)
{ }

/*! \fn const QSocketIo::BroadcastOptions &BroadcastOperator::options() const
    Returns what has been chosen. */

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

template<typename T>
static QFuture<Result<T>> failed()
{
    return QtFuture::makeReadyFuture(Result<T>(Error(
        Error::Code::InvalidUsage, QStringLiteral("the namespace does not exist any longer"))));
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
