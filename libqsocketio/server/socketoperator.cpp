// SPDX-License-Identifier: MIT
#include "socketoperator.h"

#include "namespace.h"
#include "socket_p.h"

namespace QSocketIo {

/*!
    \class QSocketIo::SocketOperator
    \inmodule QSocketIo
    \inheaderfile QSocketIo/SocketOperator
    \brief Emits to one socket, in a way: volatile, uncompressed, with a time limit for the answer.

    Socket's modifiers return one; each modifier returns a new one, so an operator can be kept and
    used again.

    \code
    socket->timeout(5s).emitWithAck("confirm", "order 66")
        .then(this, [](const QSocketIo::Result<QSocketIo::Payload> &answer) {
            if (!answer)
                qWarning() << answer.error();
        });

    const QSocketIo::SocketOperator tick = socket->asVolatile();
    tick.emitEvent("tick", 42);
    tick.to("lobby").emitEvent("tick", 42); // to others, volatile as well
    tick.in({"red", "green"}).emitEvent("tick", 42);
    tick.except("muted").emitEvent("tick", 42);
    tick.broadcast().emitEvent("tick", 42);
    tick.local().emitEvent("tick", 42);
    tick.compress(QSocketIo::Compression::Disabled).emitEvent("picture", QByteArray());
    qInfo() << tick.asVolatile().options().isVolatile;
    tick.emitPayload("tick", QSocketIo::Payload::of(42), nullptr);
    \endcode

    \section1 Thread affinity
    Use it in the thread of the socket. It may outlive the socket: emitting then returns false.

    \sa EmitVerbs
*/

/*!
    \class QSocketIo::SocketEmitOptions
    \inmodule QSocketIo
    \inheaderfile QSocketIo/SocketOperator
    \brief How a SocketOperator emits.

    \code
    const QSocketIo::SocketEmitOptions options{.isVolatile = true, .compress = false, .timeout = 5s};
    QSocketIo::SocketOperator(socket, options).emitEvent("tick", 42);
    \endcode

    \section1 Thread affinity
    SocketEmitOptions is a value and reentrant.
*/

/*! \variable QSocketIo::SocketEmitOptions::isVolatile
    See SocketOperator::asVolatile(). False by default. */

/*! \variable QSocketIo::SocketEmitOptions::compress
    See SocketOperator::compress(). True by default. */

/*! \variable QSocketIo::SocketEmitOptions::timeout
    See SocketOperator::timeout(). Unset by default. */

/*! \fn const QSocketIo::SocketEmitOptions &SocketOperator::options() const
    Returns what has been chosen. */

/*! Creates an operator that emits to \a socket as \a options say. */
SocketOperator::SocketOperator(const Socket *socket, const SocketEmitOptions &options)
    : m_socket(const_cast<Socket *>(socket))
    , m_options(options)
{ }

/*! Returns an operator whose packets may be compressed or not, as \a compression says (long polling
    only, as in Socket.IO; default: they may). */
SocketOperator SocketOperator::compress(Compression compression) const
{
    SocketOperator result = *this;
    result.m_options.compress = compression == Compression::Enabled;
    return result;
}

/*! Returns an operator whose packets are dropped, not queued, where the transport is not writable
    at that moment. Socket::volatileDropped() counts them. */
SocketOperator SocketOperator::asVolatile() const
{
    SocketOperator result = *this;
    result.m_options.isVolatile = true;
    return result;
}

/*! Returns an operator whose acknowledgements fail with Error::Code::Timeout after \a timeout.
    Without it they wait until the socket is disconnected. */
SocketOperator SocketOperator::timeout(std::chrono::milliseconds timeout) const
{
    SocketOperator result = *this;
    result.m_options.timeout = timeout;
    return result;
}

/*! Returns an operator that broadcasts to \a rooms, but not to this socket. */
BroadcastOperator SocketOperator::to(const Rooms &rooms) const
{
    return broadcast().to(rooms);
}

/*! Returns the same as to(\a rooms). */
BroadcastOperator SocketOperator::in(const Rooms &rooms) const
{
    return to(rooms);
}

/*! Returns an operator that broadcasts to everybody but this socket and those in \a rooms. */
BroadcastOperator SocketOperator::except(const Rooms &rooms) const
{
    return broadcast().except(rooms);
}

/*! Returns an operator that broadcasts to everybody but this socket: to be exact, but those in the
    room named by its id. */
BroadcastOperator SocketOperator::broadcast() const
{
    BroadcastOptions options;
    options.isVolatile = m_options.isVolatile;
    options.compress = m_options.compress;
    options.timeout = m_options.timeout;
    if (m_socket)
        options.except = QStringList{m_socket->id()};
    return BroadcastOperator(m_socket ? m_socket->nsp() : nullptr, options);
}

/*! Returns an operator as broadcast() does, for this server's clients only. */
BroadcastOperator SocketOperator::local() const
{
    return broadcast().local();
}

/*! Returns the socket, or nullptr if it is gone. */
Socket *SocketOperator::socket() const
{
    return m_socket;
}

/*! Emits \a event with \a arguments; \a handler, unless null, gets the answer. What emitEvent(),
    send() and emitWithAck() call. Returns false, with a warning, for a reserved event name. */
bool SocketOperator::emitPayload(QAnyStringView event, const Payload &arguments,
                                 AckHandler handler) const
{
    return m_socket && m_socket->d->emitPacket(event, arguments, handler, m_options);
}

} // namespace QSocketIo
