// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_CLIENTUPGRADE_P_H
#define QSOCKETIO_CLIENT_CLIENTUPGRADE_P_H

#include "clientwebsockettransport_p.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <memory>

namespace QSocketIo {

// Tries whether a session that polls could go on by WebSocket: 2probe, 3probe. It is used once.
class ClientUpgrade final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClientUpgrade)
public:
    ClientUpgrade(const std::shared_ptr<ClientNetwork> &network, const QString &sid,
                  std::chrono::milliseconds timeout, QObject *parent = nullptr);

    void start();
    [[nodiscard]] bool isProbed() const { return m_isProbed; }
    // The WebSocket, for the session to use. Precondition: isProbed().
    [[nodiscard]] std::unique_ptr<ClientTransport> takeTransport();

Q_SIGNALS:
    void probed(); // it works
    void failed(const QString &description);

private:
    void probe();
    void handlePacket(const EnginePacketView &packet);
    void fail(const QString &description);

    std::unique_ptr<ClientWebSocketTransport> m_transport;
    QTimer m_timer;
    bool m_isProbed = false;
};

} // namespace QSocketIo

#endif
