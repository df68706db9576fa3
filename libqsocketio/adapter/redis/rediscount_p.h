// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISCOUNT_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISCOUNT_P_H

#include "../../core/result.h"
#include "redisglobal.h"

#include <QtCore/QByteArray>
#include <QtCore/QFuture>

namespace QSocketIo {

class RedisHub;

// How many servers have subscribed to channel. what: NUMSUB or SHARDNUMSUB.
[[nodiscard]] QFuture<Result<int>> subscriberCount(RedisHub &hub, const QByteArray &what,
                                                   const QByteArray &channel);

} // namespace QSocketIo

#endif
