// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_SOCKETDESCRIPTION_H
#define QSOCKETIO_ADAPTER_SOCKETDESCRIPTION_H

#include "../core/global.h"
#include "../core/handshake.h"

#include <QtCore/QCborMap>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace QSocketIo {

// A socket of this server or another one of the cluster, as it was when it was asked for.
struct SocketDescription
{
    QString id = {};
    Handshake handshake = {};
    QStringList rooms = {};
    QCborMap data = {};
};

} // namespace QSocketIo

#endif
