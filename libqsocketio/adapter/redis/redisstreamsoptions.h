// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISSTREAMSOPTIONS_H
#define QSOCKETIO_ADAPTER_REDIS_REDISSTREAMSOPTIONS_H

#include "../cluster/clusteroptions.h"
#include "../cluster/outboxoptions.h"
#include "redisglobal.h"

#include <QtCore/QString>

#include <chrono>
#include <optional>

namespace QSocketIo {

// What the servers of a cluster on RedisStreamsAdapter agree on.
struct RedisStreamsOptions
{
    QString streamName = QStringLiteral("socket.io");
    int streamCount = 1; // the namespaces are spread over as many
    QString channelPrefix = QStringLiteral("socket.io");
    bool useShardedPubSub = false;
    qint64 maxLen = 10'000; // entries of a stream, about; 0: no limit
    int readCount = 100; // entries read at once
    std::chrono::milliseconds blockTime = std::chrono::seconds(5); // of one XREAD
    QString sessionKeyPrefix = QStringLiteral("sio:session:");
    bool onlyPlaintext = false; // the application sends no bytes: do not look for them

    // With connection state recovery: how long nothing may come back from the stream before this
    // server's clients get a broadcast all the same, without an offset.
    std::chrono::milliseconds echoTimeout = std::chrono::seconds(1);
    // What one client may have missed; with more it starts anew.
    int maxMissedPackets = 10'000;
    qint64 maxMissedBytes = 16 * 1024 * 1024;
    std::optional<OutboxOptions> outbox = {}; // unset: what cannot be published is lost
    ClusterOptions cluster = {};
};

} // namespace QSocketIo

#endif
