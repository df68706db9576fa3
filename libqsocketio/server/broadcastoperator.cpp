// SPDX-License-Identifier: MIT
#include "broadcastoperator.h"

#include "namespace_p.h"

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

} // namespace QSocketIo
