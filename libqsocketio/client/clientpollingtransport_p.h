// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_CLIENTPOLLINGTRANSPORT_P_H
#define QSOCKETIO_CLIENT_CLIENTPOLLINGTRANSPORT_P_H

#include "clienttransport_p.h"

#include <memory>

QT_BEGIN_NAMESPACE
class QNetworkAccessManager;
class QNetworkReply;
QT_END_NAMESPACE

namespace QSocketIo {

class ClientNetwork;

// HTTP long polling: there is always one GET on its way, and at most one POST.
class ClientPollingTransport final : public ClientTransport
{
    Q_OBJECT
public:
    explicit ClientPollingTransport(const std::shared_ptr<ClientNetwork> &network,
                                    QObject *parent = nullptr);
    ~ClientPollingTransport() override;

    [[nodiscard]] QLatin1StringView name() const override { return QLatin1StringView("polling"); }
    void open() override;
    void joinSession(const QString &sid, qint64 maxPayload) override;
    [[nodiscard]] bool isWritable() const override;
    void send(const QList<EnginePacket> &packets) override;
    [[nodiscard]] qint64 bytesQueued() const override { return m_bytesQueued; }
    [[nodiscard]] qint64 maxBatchSize() const override { return m_maxPayload; }
    void close() override;

    // What a packet needs of maxBatchSize(), its separator included.
    [[nodiscard]] static qint64 payloadSize(const EnginePacket &packet);

    // For an upgrade: no further request; paused() is emitted when none is on its way.
    void pause();
    void resume();

Q_SIGNALS:
    void paused();

private:
    void poll();
    void post(const QByteArray &payload);
    void watchSize(QNetworkReply *reply);
    void finishPoll();
    void finishPost();
    bool deliver(const QByteArray &payload); // false: it is over
    bool succeeded(QNetworkReply *reply); // otherwise it has failed
    void fail(const QString &description);
    void stop();
    void checkPaused();

    const std::shared_ptr<ClientNetwork> m_network;
    const std::shared_ptr<QNetworkAccessManager> m_http;
    QNetworkReply *m_get = nullptr;
    QNetworkReply *m_post = nullptr;
    QString m_sid;
    qint64 m_maxPayload = 0;
    qint64 m_bytesQueued = 0;
    bool m_isActive = false;
    bool m_isPausing = false;
};

} // namespace QSocketIo

#endif
