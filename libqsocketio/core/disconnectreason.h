// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_DISCONNECTREASON_H
#define QSOCKETIO_CORE_DISCONNECTREASON_H

#include "global.h"

#include <QtCore/QLatin1StringView>
#include <QtCore/QMetaType>
#include <QtCore/QObject>

namespace QSocketIo {
Q_NAMESPACE_EXPORT(QSOCKETIO_EXPORT)

// Why a socket or a session ended in the words of Socket.IO.
enum class DisconnectReason {
    ClientNamespaceDisconnect,
    ServerNamespaceDisconnect,
    ServerShuttingDown,
    TransportClose,
    TransportError,
    PingTimeout,
    ParseError,
    ForcedClose,
    ForcedServerClose,
};
Q_ENUM_NS(DisconnectReason)

// Socket.IO's text for the reason, such as "transport close".
[[nodiscard]] QSOCKETIO_EXPORT QLatin1StringView reasonText(DisconnectReason reason);

} // namespace QSocketIo

#endif
