// SPDX-License-Identifier: MIT
#include "clientsocketoperator.h"

#include "clientsocket_p.h"

namespace QSocketIo {

/*!
    \class QSocketIo::ClientSocketOperator
    \inmodule QSocketIo
    \brief Emits to the server, in a way: volatile, or with a time limit for the answer.

    ClientSocket's modifiers return one; each modifier returns a new one, so an operator can be kept
    and used again.

    \code
    auto *client = QSocketIo::ClientSocket::open(QUrl(QStringLiteral("https://example.com")));
    client->timeout(5s).emitWithAck("confirm", 42)
        .then(this, [](const QSocketIo::Result<QSocketIo::Payload> &answer) {
            if (!answer)
                qWarning() << answer.error();
        });
    const QSocketIo::ClientSocketOperator position = client->asVolatile();
    position.emitEvent("position", 1.5, 2.5);
    position.emitPayload("position", QSocketIo::Payload::of(1.5, 2.5), {});
    \endcode

    \section1 Thread affinity
    Use it in the thread of the socket. It may outlive the socket: emitting then returns false.

    \sa ClientSocket
*/

ClientSocketOperator::ClientSocketOperator(const ClientSocket *socket)
    : m_socket(const_cast<ClientSocket *>(socket))
{ }

/*! Returns an operator whose events are dropped, not kept, where they cannot go out at once: while
    the socket is not connected, or the one before is still on its way. They are not sent again
    either, whatever ClientOptions::retries says. ClientSocket::volatileDropped() counts those that
    were dropped. */
ClientSocketOperator ClientSocketOperator::asVolatile() const
{
    ClientSocketOperator result = *this;
    result.m_isVolatile = true;
    return result;
}

/*! Returns an operator whose acknowledgements fail with Error::Code::Timeout after \a timeout. It
    goes before ClientOptions::ackTimeout. */
ClientSocketOperator ClientSocketOperator::timeout(std::chrono::milliseconds timeout) const
{
    ClientSocketOperator result = *this;
    result.m_timeout = timeout;
    return result;
}

/*! Emits \a event with \a arguments; \a handler, unless null, gets the answer. What emitEvent(),
    send() and emitWithAck() call. Returns false where the socket is gone, and, with a warning, for
    a reserved event name. */
bool ClientSocketOperator::emitPayload(QAnyStringView event, const Payload &arguments,
                                       AckHandler handler) const
{
    return m_socket
        && ClientSocketPrivate::get(m_socket)->emitEvent(event, arguments, std::move(handler),
                                                         {m_isVolatile, m_timeout});
}

} // namespace QSocketIo
