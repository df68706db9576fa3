// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_RECOVERABLESESSION_H
#define QSOCKETIO_ADAPTER_RECOVERABLESESSION_H

#include "../codec/packet.h"
#include "../core/global.h"

#include <QtCore/QCborMap>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace QSocketIo {

// What a client needs to go on after its connection broke.
struct RecoverableSession
{
    QString sid = {}; // the socket's id
    QString pid = {}; // known to this client only
    QStringList rooms = {}; // its own one included
    QCborMap data = {};
    QList<Packet> missedPackets = {}; // filled when it is restored
};

} // namespace QSocketIo

#endif
