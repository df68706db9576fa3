// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_POSTGRES_POSTGRESPUBLISHER_P_H
#define QSOCKETIO_ADAPTER_POSTGRES_POSTGRESPUBLISHER_P_H

#include "../../core/error.h"
#include "../cluster/clustermessage.h"
#include "postgresadapteroptions.h"
#include "postgresglobal.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>

#include <functional>
#include <memory>

namespace QSocketIo {

class PostgresConnection;

// Writes messages into a cluster on PostgreSQL, as adapters and emitters do: as a notification, or
// as a row of the table of attachments and a notification that names it. Everything of one
// connection keeps its order.
class QSOCKETIO_POSTGRES_AUTOTEST_EXPORT PostgresPublisher
{
public:
    using Report = std::function<void(const Error &error)>;

    // The connection must outlive it; report is called when PostgreSQL refuses a message, and not
    // any more once the publisher has gone.
    PostgresPublisher(PostgresConnection *connection, const PostgresAdapterOptions &options,
                      const Report &report);

    // Called once for a message. The error has the code Adapter where PostgreSQL refuses it, and null
    // where it has taken it.
    using Done = std::function<void(const Error &error)>;

    // False: it could not be sent.
    bool publish(const ClusterMessage &message, const Done &done = {})
    {
        return send(statementFor(message), done);
    }

    // The same in two steps.
    struct Statement
    {
        QByteArray sql;
        QByteArrayList parameters;
    };
    [[nodiscard]] Statement statementFor(const ClusterMessage &message) const;
    bool send(const Statement &statement, const Done &done = {});

    // Of a namespace.
    [[nodiscard]] static QByteArray channelOf(const QString &prefix, const QString &nsp);
    // What is wrong with the options, or with that namespace; no error: nothing.
    [[nodiscard]] static Error check(const PostgresAdapterOptions &options, const QString &nsp);

    // The text of the notification; null where the message needs an attachment.
    [[nodiscard]] static QByteArray notificationOf(const ClusterMessage &message,
                                                   int payloadThreshold);

private:
    PostgresConnection *const m_connection;
    const PostgresAdapterOptions m_options;
    const std::shared_ptr<Report> m_report;
};

} // namespace QSocketIo

#endif
