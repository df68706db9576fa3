// SPDX-License-Identifier: MIT
#include "remotesocket.h"

#include "broadcastoperator.h"
#include "namespace.h"

namespace QSocketIo {

/*!
    \class QSocketIo::RemoteSocket
    \inmodule QSocketIo
    \inheaderfile QSocketIo/RemoteSocket
    \brief A socket of any server of the cluster: what it was like when it was fetched, and a way to
    it.

    fetchSockets() returns these, for sockets of this server, too. rooms() and data() are as they
    were then; the verbs act on the socket as it is now, and do nothing where it has gone.

    \code
    io.in("lobby").fetchSockets().then(
        this, [](const QSocketIo::Result<QList<QSocketIo::RemoteSocket>> &sockets) {
            for (const QSocketIo::RemoteSocket &socket : sockets.valueOr({})) {
                socket.emitEvent("hello", socket.data()[QStringLiteral("name")]);
                if (socket.rooms().contains("banned"))
                    socket.disconnectClient(QSocketIo::DisconnectMode::CloseConnection);
                qInfo() << socket.id() << socket.handshake().address();
                socket.join({"seen", "counted"});
                socket.leave("new");
                socket.emitPayload("tick", QSocketIo::Payload::of(42), nullptr);
            }
        });
    \endcode

    \section1 Thread affinity
    RemoteSocket is a value; use it in the thread of the server. It may outlive the server.

    \sa BroadcastOperator
*/

/*! Creates a way to the socket of \a nsp that \a description describes. */
RemoteSocket::RemoteSocket(Namespace *nsp, const SocketDescription &description)
    : m_nsp(nsp)
    , m_description(description)
{ }

/*! \fn QString RemoteSocket::id() const
    Returns the id of the socket. */

/*! \fn const Handshake &RemoteSocket::handshake() const
    Returns what the client said when it joined. */

/*! \fn const QCborMap &RemoteSocket::data() const
    Returns the application's data about the client; see Socket::data(). */

/*! Returns the rooms that the socket was in. */
QSet<QString> RemoteSocket::rooms() const
{
    return {m_description.rooms.begin(), m_description.rooms.end()};
}

/*! Returns the same socket, whose acknowledgements fail with Error::Code::Timeout after \a timeout.
    As with every broadcast, an acknowledgement needs one.

    \code
    const QSocketIo::RemoteSocket remote(chat, {.id = socket->id()});
    remote.timeout(5s).emitEvent("ping", [](const QSocketIo::Error &error, const QString &answer) {
        qInfo() << error << answer;
    });
    \endcode */
RemoteSocket RemoteSocket::timeout(std::chrono::milliseconds timeout) const
{
    RemoteSocket result = *this;
    result.m_timeout = timeout;
    return result;
}

// Everything goes by the room that each socket is in alone.
BroadcastOperator RemoteSocket::itself() const
{
    BroadcastOptions options;
    options.rooms = QStringList{m_description.id};
    options.timeout = m_timeout;
    return BroadcastOperator(m_nsp, options);
}

/*! Makes the socket join \a rooms. */
void RemoteSocket::join(const Rooms &rooms) const
{
    itself().socketsJoin(rooms);
}

/*! Makes the socket leave \a rooms. */
void RemoteSocket::leave(const Rooms &rooms) const
{
    itself().socketsLeave(rooms);
}

/*! Disconnects the client, as Socket::disconnectClient() does with \a mode. */
void RemoteSocket::disconnectClient(DisconnectMode mode) const
{
    itself().disconnectSockets(mode);
}

/*! Emits \a event with \a arguments to the client; \a handler, unless null, gets the first argument
    of its answer. What emitEvent(), send() and emitWithAck() call. Where the socket has gone, the
    handler gets an Error with the code Disconnected. Returns false, with a warning, for a reserved
    event name. */
bool RemoteSocket::emitPayload(QAnyStringView event, const Payload &arguments,
                               AckHandler handler) const
{
    if (!handler)
        return itself().emitPayload(event, arguments, {});
    return itself().emitPayload(
        event, arguments, [handler](const Result<QList<QCborValue>> &answers) -> Error {
            if (!answers)
                return handler(Error(answers.error().code(), answers.error().message()));
            if (answers->isEmpty())
                return handler(Error(Error::Code::Disconnected,
                                     QStringLiteral("the socket has been disconnected")));
            return handler(Payload::fromCborArray({answers->first()}));
        });
}

} // namespace QSocketIo
