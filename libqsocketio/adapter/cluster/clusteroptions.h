// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_CLUSTEROPTIONS_H
#define QSOCKETIO_ADAPTER_CLUSTER_CLUSTEROPTIONS_H

#include "../../core/global.h"

#include <chrono>

namespace QSocketIo {

// What the adapters of a cluster have in common, whatever carries their messages.
struct ClusterOptions
{
    // How long answers of other servers are waited for.
    std::chrono::milliseconds requestsTimeout = std::chrono::seconds(5);
    // Adapters with heartbeats only.
    std::chrono::milliseconds heartbeatInterval = std::chrono::seconds(5);
    std::chrono::milliseconds heartbeatTimeout = std::chrono::seconds(10);
    // Requests, of this server and of others, that wait for answers at the same time.
    int maxPendingRequests = 10'000;
    // Other servers, as far as they are known by their heartbeats.
    int maxServers = 1000;
    qint64 maxMessageBytes = 16 * 1024 * 1024;
    // Leaves Cookie, Authorization and auth out of what other servers are told about sockets.
    bool redactHandshakes = false;
};

} // namespace QSocketIo

#endif
