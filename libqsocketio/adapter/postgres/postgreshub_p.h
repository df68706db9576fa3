// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_POSTGRES_POSTGRESHUB_P_H
#define QSOCKETIO_ADAPTER_POSTGRES_POSTGRESHUB_P_H

#include "../cluster/clusterhubs_p.h"
#include "postgresconnection_p.h"
#include "postgressubscription_p.h"

#include <QtCore/QBasicTimer>
#include <QtCore/QHash>

#include <memory>

namespace QSocketIo {

// The two connections of a server: one listens, the other one runs statements. The namespaces share
// them.
class QSOCKETIO_POSTGRES_AUTOTEST_EXPORT PostgresHub : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PostgresHub)
public:
    explicit PostgresHub(const PostgresOptions &options, QObject *parent = nullptr);
    ~PostgresHub() override;
    // Of the servers of a factory.
    [[nodiscard]] static std::shared_ptr<ClusterHubs<PostgresHub>>
    shared(const PostgresOptions &options);

    void open();
    [[nodiscard]] PostgresConnection *statements() { return &m_statements; }
    // Null: somebody listens to it already. It is listened to again after a reconnection.
    [[nodiscard]] std::unique_ptr<PostgresSubscription> subscribe(const QByteArray &channel);
    [[nodiscard]] bool isSubscribed(const QByteArray &channel) const;
    // Deletes what is older than the interval from the table of attachments, once each interval.
    void keepClean(const QByteArray &tableName, std::chrono::milliseconds interval);

Q_SIGNALS:
    void statementsChanged(bool areReady);
    // A connection was lost or refused, or PostgreSQL refuses a statement.
    void errorOccurred(const QSocketIo::Error &error);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    friend class PostgresSubscription;

    void unsubscribe(PostgresSubscription *subscription);
    void listen(PostgresSubscription *subscription);
    void listenToAll();
    void answered(const QByteArray &channel, quint64 id,
                  const Result<PostgresConnection::Rows> &rows);
    [[nodiscard]] QList<QPointer<PostgresSubscription>> subscriptions() const;
    void setConfirmed(PostgresSubscription *subscription, bool isConfirmed);
    void listenerLost(const Error &error);
    void clean();

    PostgresConnection m_statements;
    PostgresConnection m_listener;
    QHash<QByteArray, PostgresSubscription *> m_subscriptions;
    quint64 m_lastId = 0;
    QBasicTimer m_retryTimer; // of channels that were refused
    QBasicTimer m_cleanTimer;
    QByteArray m_tableName;
    std::chrono::milliseconds m_cleanInterval{};
};

} // namespace QSocketIo

#endif
