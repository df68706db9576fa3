// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_WEBSOCKETTRANSPORT_H
#define QSOCKETIO_ENGINEIO_WEBSOCKETTRANSPORT_H

#include "../net/websocketconnection_p.h"
#include "transport_p.h"

namespace QSocketIo {

// One packet per WebSocket message. The connection gathers what is sent in one turn of the event
// loop and writes it at once, so packets are accepted at any time.
class QSOCKETIO_AUTOTEST_EXPORT WebSocketTransport final : private WebSocketListener,
                                                           public Transport
{
public:
    WebSocketTransport(std::unique_ptr<WebSocketConnection> connection, const Wire &wire);
    ~WebSocketTransport() override;

    void start(); // the listener must be set

    [[nodiscard]] bool isWritable() const override { return m_isDrained && m_connection; }
    [[nodiscard]] bool accepts() const override { return m_connection != nullptr; }
    void send(const EnginePacket &packet) override;
    [[nodiscard]] qint64 bytesQueued() const override;

    void close() override;
    void abort() override;
    CloseResult closePolitely() override;

private:
    void sendTranscribed(const EnginePacket &packet);
    void webSocketText(QByteArrayView text) override;
    void webSocketBinary(QByteArrayView bytes) override;
    void webSocketDrained() override;
    void webSocketClosed(bool wasError, const QString &text) override;

    std::unique_ptr<WebSocketConnection> m_connection;
    bool m_isDrained = true;
};

} // namespace QSocketIo

#endif
