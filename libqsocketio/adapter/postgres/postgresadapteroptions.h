// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_POSTGRES_POSTGRESADAPTEROPTIONS_H
#define QSOCKETIO_ADAPTER_POSTGRES_POSTGRESADAPTEROPTIONS_H

#include "../cluster/clusteroptions.h"
#include "../cluster/outboxoptions.h"
#include "postgresglobal.h"

#include <QtCore/QString>

#include <chrono>
#include <optional>

namespace QSocketIo {

// What the servers of a cluster on PostgresAdapter agree on.
struct PostgresAdapterOptions
{
    QString channelPrefix = QStringLiteral("socket.io");
    QString tableName = QStringLiteral("socket_io_attachments");
    int payloadThreshold = 8000; // bytes
    std::chrono::milliseconds cleanupInterval = std::chrono::seconds(30);
    std::optional<OutboxOptions> outbox = {}; // unset: what cannot be published is lost
    ClusterOptions cluster = {};
};

} // namespace QSocketIo

#endif
