// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_POSTGRES_POSTGRESOPTIONS_H
#define QSOCKETIO_ADAPTER_POSTGRES_POSTGRESOPTIONS_H

#include "../../core/result.h"
#include "postgresglobal.h"

#include <QtCore/QMap>
#include <QtCore/QString>
#include <QtCore/QUrl>

#include <chrono>

namespace QSocketIo {

// Where PostgreSQL is, and how its connections are kept.
struct QSOCKETIO_POSTGRES_EXPORT PostgresOptions
{
    enum class SslMode { Disable, Prefer, Require, VerifyCa, VerifyFull };

    QString host = QStringLiteral("127.0.0.1"); // with a slash in front: a folder of sockets
    quint16 port = 5432;
    QString username = QStringLiteral("postgres");
    QString password = {};
    QString database = QStringLiteral("postgres");
    SslMode sslMode = SslMode::Prefer;
    QString applicationName = QStringLiteral("qsocketio");
    // Whatever else libpq knows, such as sslrootcert.
    QMap<QString, QString> parameters = {};

    std::chrono::milliseconds connectTimeout = std::chrono::seconds(5); // until it is ready
    std::chrono::milliseconds pingInterval = std::chrono::seconds(10);
    std::chrono::milliseconds pingTimeout = std::chrono::seconds(5);
    std::chrono::milliseconds reconnectDelay = std::chrono::milliseconds(50);
    std::chrono::milliseconds reconnectDelayMax = std::chrono::seconds(2);

    qint64 maxQueuedBytes = 64 * 1024 * 1024; // of statements without an answer
    int maxPendingStatements = 100'000;

    // postgres://user:password@host:port/database?sslmode=require
    [[nodiscard]] static Result<PostgresOptions> fromUrl(const QUrl &url);
};

} // namespace QSocketIo

#endif
