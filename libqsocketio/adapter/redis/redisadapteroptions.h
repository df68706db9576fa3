// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISADAPTEROPTIONS_H
#define QSOCKETIO_ADAPTER_REDIS_REDISADAPTEROPTIONS_H

#include "../cluster/clusteroptions.h"
#include "redisglobal.h"

#include <QtCore/QString>

namespace QSocketIo {

// What the servers of a cluster on RedisAdapter agree on.
struct RedisAdapterOptions
{
    QString key = QStringLiteral("socket.io");
    bool publishOnSpecificResponseChannel = false;
    ClusterOptions cluster = {};
};

} // namespace QSocketIo

#endif
