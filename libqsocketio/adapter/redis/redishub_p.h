// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISHUB_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISHUB_P_H

#include "../cluster/clusterhubs_p.h"
#include "../cluster/clusteroptions.h"
#include "redisconnection_p.h"
#include "redissubscription_p.h"

#include <QtCore/QBasicTimer>
#include <QtCore/QHash>

#include <array>
#include <memory>

namespace QSocketIo {

// The two connections of a server: one for commands, one for subscriptions, so that a subscriber
// that Redis throws out for its slowness takes no command with it. The namespaces share them.
class QSOCKETIO_REDIS_AUTOTEST_EXPORT RedisHub : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RedisHub)
public:
    using Kind = RedisSubscription::Kind;

    // See ClusterOptions for the limit.
    explicit RedisHub(const RedisOptions &options,
                      qint64 maxMessageBytes = ClusterOptions().maxMessageBytes);
    ~RedisHub() override;
    // Of the servers of a factory.
    [[nodiscard]] static std::shared_ptr<ClusterHubs<RedisHub>> shared(const RedisOptions &options,
                                                                       qint64 maxMessageBytes);

    void open();
    [[nodiscard]] const RedisOptions &options() const { return m_options; }
    [[nodiscard]] RedisConnection *commands() { return &m_commands; }
    // Each channel is subscribed to once, however many listen; and again after a reconnection.
    [[nodiscard]] std::unique_ptr<RedisSubscription> subscribe(Kind kind,
                                                               const QByteArrayList &channels);
    [[nodiscard]] bool isSubscribed(Kind kind, const QByteArray &channel) const;
    // PUBLISH, or SPUBLISH. False: it could not be sent.
    bool publish(Kind kind, const QByteArray &channel, const QByteArray &message);
    // A pattern that matches just that, and what comes behind it.
    [[nodiscard]] static QByteArray escapedPattern(const QByteArray &text);

Q_SIGNALS:
    void commandsChanged(bool areReady);
    // A connection was lost or refused, or Redis refuses a command.
    void errorOccurred(const QSocketIo::Error &error);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    friend class RedisSubscription;
    struct Channel
    {
        quint64 id = 0; // of the SUBSCRIBE that counts
        bool isConfirmed = false;
        QList<RedisSubscription *> subscribers;
    };
    using Channels = QHash<QByteArray, Channel>;

    void unsubscribe(RedisSubscription *subscription);
    void request(Kind kind, const QByteArrayList &channels);
    void requestAll();
    void answered(Kind kind, const QByteArrayList &channels, quint64 id,
                  const Result<RespValue> &reply);
    void subscriberLost(const Error &error);
    void setConfirmed(Kind kind, const QByteArray &channel, bool isConfirmed);
    void dispatch(const RespValue &push);
    Channels &channelsOf(Kind kind) { return m_channels[std::size_t(kind)]; }
    [[nodiscard]] const Channels &channelsOf(Kind kind) const
    {
        return m_channels[std::size_t(kind)];
    }

    const RedisOptions m_options;
    RedisConnection m_commands;
    RedisConnection m_subscriber;
    std::array<Channels, 3> m_channels;
    quint64 m_lastId = 0;
    bool m_hasSubscriber = false; // until it is lost
    QBasicTimer m_retryTimer; // of subscriptions that were refused
};

} // namespace QSocketIo

#endif
