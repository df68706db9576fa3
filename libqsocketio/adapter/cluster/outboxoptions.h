// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_OUTBOXOPTIONS_H
#define QSOCKETIO_ADAPTER_CLUSTER_OUTBOXOPTIONS_H

#include "../../core/global.h"

#include <chrono>

namespace QSocketIo {

// What a namespace keeps of the messages that it could not publish, until the cluster is back.
struct OutboxOptions
{
    int maxMessages = 1000;
    qint64 maxBytes = 4 * 1024 * 1024; // of these, as they are sent
    std::chrono::milliseconds maxAge = std::chrono::seconds(5); // and never more
};

} // namespace QSocketIo

#endif
