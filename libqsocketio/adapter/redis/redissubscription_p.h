// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISSUBSCRIPTION_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISSUBSCRIPTION_P_H

#include "redisglobal.h"

#include <QtCore/QByteArrayList>
#include <QtCore/QObject>
#include <QtCore/QPointer>

namespace QSocketIo {

class RedisHub;

// Channels that somebody listens to. Destroying it ends that; in any of its signals, too.
class QSOCKETIO_REDIS_AUTOTEST_EXPORT RedisSubscription : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RedisSubscription)
public:
    enum class Kind { Channel, Pattern, Shard };

    ~RedisSubscription() override;

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] QByteArrayList channels() const { return m_channels; }
    // Redis has confirmed all of them.
    [[nodiscard]] bool isConfirmed() const { return m_unconfirmed == 0; }

Q_SIGNALS:
    // channel: where it was published, also with a pattern. message is null where it was too large.
    void received(const QByteArray &channel, const QByteArray &message);
    void confirmedChanged(bool isConfirmed);

private:
    friend class RedisHub;
    RedisSubscription(RedisHub *hub, Kind kind, const QByteArrayList &channels);

    const QPointer<RedisHub> m_hub;
    const Kind m_kind;
    const QByteArrayList m_channels;
    qsizetype m_unconfirmed;
};

} // namespace QSocketIo

#endif
