// SPDX-License-Identifier: MIT
#include "disconnectreason.h"

namespace QSocketIo {

/*!
    \enum QSocketIo::DisconnectReason
    \brief Why a socket or a session ended.

    \value ClientNamespaceDisconnect The client left the namespace; its connection stays open.
    \value ServerNamespaceDisconnect Socket::disconnectClient() was called.
    \value ServerShuttingDown Server::close() was called.
    \value TransportClose The peer closed the connection, or it was lost.
    \value TransportError A transport's rules were broken, or a request was aborted.
    \value PingTimeout No heartbeat came in time.
    \value ParseError An undecodable Engine.IO packet came.
    \value ForcedClose The server closed the session, for example after a malformed Socket.IO packet.
    \value ForcedServerClose As ForcedClose, where the session could not close at once.

    \code
    connect(socket, &QSocketIo::Socket::disconnected, this, [](QSocketIo::DisconnectReason reason) {
        if (reason == QSocketIo::DisconnectReason::PingTimeout)
            qInfo() << "lost:" << QSocketIo::reasonText(reason); // "ping timeout"
    });
    \endcode
*/

/*! Returns Socket.IO's text for \a reason, such as "transport close". */
QLatin1StringView reasonText(DisconnectReason reason)
{
    switch (reason) {
    case DisconnectReason::ClientNamespaceDisconnect:
        return QLatin1StringView("client namespace disconnect");
    case DisconnectReason::ServerNamespaceDisconnect:
        return QLatin1StringView("server namespace disconnect");
    case DisconnectReason::ServerShuttingDown:
        return QLatin1StringView("server shutting down");
    case DisconnectReason::TransportClose:
        return QLatin1StringView("transport close");
    case DisconnectReason::TransportError:
        return QLatin1StringView("transport error");
    case DisconnectReason::PingTimeout:
        return QLatin1StringView("ping timeout");
    case DisconnectReason::ParseError:
        return QLatin1StringView("parse error");
    case DisconnectReason::ForcedClose:
        return QLatin1StringView("forced close");
    case DisconnectReason::ForcedServerClose:
        return QLatin1StringView("forced server close");
    }
    return {};
}

} // namespace QSocketIo
