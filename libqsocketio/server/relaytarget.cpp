// SPDX-License-Identifier: MIT
#include "relaytarget.h"

#include "../adapter/inmemoryadapter.h"
#include "server.h"

#include <typeinfo>

namespace QSocketIo {

/*!
    \class QSocketIo::RelayTarget
    \inmodule QSocketIo
    \inheaderfile QSocketIo/RelayTarget
    \brief Where relay() sends a signal: a socket, a namespace, or the sockets of an operator.

    It is made of what you name as the target:

    \code
    io.relay(sensor, &Sensor::valueChanged, &io, "value"); // everybody in "/"
    io.relay(sensor, &Sensor::valueChanged, io.of("/lab"), "value");
    io.relay(sensor, &Sensor::valueChanged, io.to("dashboard").asVolatile(), "value");
    socket->relay(sensor, &Sensor::valueChanged, socket, "value"); // one client
    socket->relay(sensor, &Sensor::valueChanged, socket->asVolatile(), "value");

    const QSocketIo::RelayTarget dashboard = io.to("dashboard");
    if (dashboard.hasAudience())
        dashboard.emitPayload("value", QSocketIo::Payload::of(42));
    Q_ASSERT(dashboard.object() == io.sockets());
    \endcode

    \section1 Thread affinity
    A value that belongs to the thread of the server.

    \sa RelayVerbs
*/

/*! Emits to \a socket. */
RelayTarget::RelayTarget(Socket *socket)
    : m_operator(SocketOperator(socket, {}))
{ }

/*! \overload */
RelayTarget::RelayTarget(const QPointer<Socket> &socket)
    : RelayTarget(socket.data())
{ }

/*! Emits to all of \a nsp. */
RelayTarget::RelayTarget(Namespace *nsp)
    : m_operator(BroadcastOperator(nsp, {}))
{ }

/*! Emits to all of the namespace "/" of \a server. */
RelayTarget::RelayTarget(Server *server)
    : RelayTarget(server ? server->sockets() : nullptr)
{ }

/*! Emits to one socket as \a socket says. */
RelayTarget::RelayTarget(const SocketOperator &socket)
    : m_operator(socket)
{ }

/*! Emits to the \a sockets that the operator chooses. */
RelayTarget::RelayTarget(const BroadcastOperator &sockets)
    : m_operator(sockets)
{ }

/*! Returns the socket or the namespace, or nullptr once it is gone. */
QObject *RelayTarget::object() const
{
    if (const auto *one = std::get_if<SocketOperator>(&m_operator))
        return one->socket();
    return std::get<BroadcastOperator>(m_operator).nsp();
}

// Another server of a cluster may have sockets, and an adapter that recovers sessions keeps events
// for those who are away: only of the plain adapter is it known that nobody is there.
static bool isDeserted(const Namespace *nsp)
{
    const Adapter &adapter = *nsp->adapter();
    return nsp->sockets().isEmpty() && typeid(adapter) == typeid(InMemoryAdapter);
}

/*! Returns whether anybody might get an event: false where the socket is not connected, or the
    namespace has no socket. */
bool RelayTarget::hasAudience() const
{
    if (const auto *one = std::get_if<SocketOperator>(&m_operator))
        return one->socket() && one->socket()->isConnected();
    const Namespace *const nsp = std::get<BroadcastOperator>(m_operator).nsp();
    return nsp && !isDeserted(nsp);
}

/*! Emits \a event with \a arguments. Returns false where the target is gone, or for a reserved
    name. */
bool RelayTarget::emitPayload(QAnyStringView event, const Payload &arguments) const
{
    return std::visit([&](const auto &target) { return target.emitPayload(event, arguments, {}); },
                      m_operator);
}

} // namespace QSocketIo
