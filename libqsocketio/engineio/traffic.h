// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_TRAFFIC_H
#define QSOCKETIO_ENGINEIO_TRAFFIC_H

#include "../core/global.h"

#include <QtCore/QtGlobal>

namespace QSocketIo {

// Engine.IO packets that carried data, and their bytes, since the beginning.
struct Traffic
{
    quint64 packetsIn = 0;
    quint64 packetsOut = 0;
    quint64 bytesIn = 0;
    quint64 bytesOut = 0;

    friend bool operator==(const Traffic &a, const Traffic &b) = default;
};

} // namespace QSocketIo

#endif
