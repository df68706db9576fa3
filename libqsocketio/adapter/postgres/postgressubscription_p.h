// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_POSTGRES_POSTGRESSUBSCRIPTION_P_H
#define QSOCKETIO_ADAPTER_POSTGRES_POSTGRESSUBSCRIPTION_P_H

#include "postgresglobal.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QPointer>

namespace QSocketIo {

class PostgresHub;

// A channel that somebody listens to. Destroying it ends that; in any of its signals, too.
class QSOCKETIO_POSTGRES_AUTOTEST_EXPORT PostgresSubscription : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PostgresSubscription)
public:
    ~PostgresSubscription() override;

    [[nodiscard]] QByteArray channel() const { return m_channel; }
    // PostgreSQL has confirmed it.
    [[nodiscard]] bool isConfirmed() const { return m_isConfirmed; }

Q_SIGNALS:
    void received(const QByteArray &payload);
    void confirmedChanged(bool isConfirmed);

private:
    friend class PostgresHub;
    PostgresSubscription(PostgresHub *hub, const QByteArray &channel);

    const QPointer<PostgresHub> m_hub;
    const QByteArray m_channel;
    quint64 m_listenId = 0; // of the LISTEN that counts
    bool m_isConfirmed = false;
};

} // namespace QSocketIo

#endif
