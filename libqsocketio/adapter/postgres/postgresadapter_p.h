// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_POSTGRES_POSTGRESADAPTER_P_H
#define QSOCKETIO_ADAPTER_POSTGRES_POSTGRESADAPTER_P_H

#include "../cluster/clustercodec_p.h"
#include "../cluster/outbox_p.h"
#include "postgresadapter.h"
#include "postgreshub_p.h"
#include "postgrespublisher_p.h"

#include <QtCore/QSet>

#include <deque>
#include <memory>
#include <optional>

namespace QSocketIo {

class PostgresAdapterPrivate
{
public:
    using Rows = PostgresConnection::Rows;
    struct Incoming
    {
        std::optional<Result<ClusterMessage>> message = {}; // unset: being fetched
    };

    PostgresAdapterPrivate(PostgresAdapter *adapter,
                           const std::shared_ptr<PostgresHub> &postgresHub,
                           const PostgresAdapterOptions &adapterOptions);

    void listen();
    void updateReady();
    void received(const QByteArray &payload);
    void fetch(const QByteArray &attachmentId);
    [[nodiscard]] Result<ClusterMessage> attachmentOf(const QByteArray &attachmentId,
                                                      const Rows &rows) const;
    void deliverHeld();
    void take(const Result<ClusterMessage> &message);
    bool publish(const ClusterMessage &message);
    bool keep(const ClusterMessage &message);
    bool sendKept(const PostgresPublisher::Statement &statement, const Outbox::Done &done);
    void readyChanged(bool ready);
    void heardOf(const QString &uid);
    [[nodiscard]] AwaitedAnswers awaited() const;

    PostgresAdapter *const q;
    const PostgresAdapterOptions options;
    const QString nsp;
    const QByteArray ownEnding; // of notifications of this adapter
    // Destroyed last: what it hands out refers to it.
    const std::shared_ptr<PostgresHub> hub;
    std::unique_ptr<PostgresPublisher> publisher;
    std::unique_ptr<PostgresSubscription> subscription;
    std::unique_ptr<Outbox> outbox; // null: there is none
    QSet<QString> missing; // servers that may not listen again yet, while the outbox waits for them
    std::deque<std::shared_ptr<Incoming>> held; // the first one is being fetched
    // Destroyed first: the hub answers what it still owes when it goes.
    const std::shared_ptr<bool> isAlive = std::make_shared<bool>(true);
};

} // namespace QSocketIo

#endif
