// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_MODES_H
#define QSOCKETIO_CORE_MODES_H

#include "global.h"

#include <QtCore/QObject>

namespace QSocketIo {

// Whether a packet may be compressed on its way.
enum class Compression { Enabled, Disabled };

// How far a socket is disconnected.
enum class DisconnectMode {
    LeaveNamespace, // the connection and its other namespaces stay
    CloseConnection
};

} // namespace QSocketIo

#endif
