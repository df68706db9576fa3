// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISOPTIONS_H
#define QSOCKETIO_ADAPTER_REDIS_REDISOPTIONS_H

#include "../../core/result.h"
#include "redisglobal.h"

#include <QtCore/QString>
#include <QtCore/QUrl>
#include <QtNetwork/QSslConfiguration>

#include <chrono>
#include <optional>

namespace QSocketIo {

// Where Redis is, and how its connections are kept.
struct QSOCKETIO_REDIS_EXPORT RedisOptions
{
    enum class Protocol { Auto, Resp2, Resp3 };

    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 6379;
    QString username = {}; // empty: the default user
    QString password = {};
    int database = 0;
    std::optional<QSslConfiguration> tls = {};
    QString clientName = QStringLiteral("qsocketio");
    Protocol protocol = Protocol::Auto;

    std::chrono::milliseconds connectTimeout = std::chrono::seconds(5); // until it is ready
    std::chrono::milliseconds pingInterval = std::chrono::seconds(10);
    std::chrono::milliseconds pingTimeout = std::chrono::seconds(5);
    std::chrono::milliseconds reconnectDelay = std::chrono::milliseconds(50);
    std::chrono::milliseconds reconnectDelayMax = std::chrono::seconds(2);

    qint64 maxReplyBytes = 64 * 1024 * 1024;
    qint64 maxQueuedBytes = 64 * 1024 * 1024; // not taken by Redis yet
    int maxPendingCommands = 100'000;

    // redis://user:password@host:port/database, or rediss: with TLS.
    [[nodiscard]] static Result<RedisOptions> fromUrl(const QUrl &url);
};

} // namespace QSocketIo

#endif
