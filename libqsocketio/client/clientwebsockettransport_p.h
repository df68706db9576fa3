// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_CLIENTWEBSOCKETTRANSPORT_P_H
#define QSOCKETIO_CLIENT_CLIENTWEBSOCKETTRANSPORT_P_H

#include "clienttransport_p.h"

#include <QtNetwork/QAbstractSocket>

#include <deque>
#include <memory>

QT_BEGIN_NAMESPACE
class QWebSocket;
QT_END_NAMESPACE

namespace QSocketIo {

class ClientNetwork;

// A WebSocket, one packet for each message: from the beginning, or for the upgrade of a session.
class ClientWebSocketTransport final : public ClientTransport
{
    Q_OBJECT
public:
    // sid: of the session to upgrade; empty for a new one.
    ClientWebSocketTransport(const std::shared_ptr<ClientNetwork> &network, const QString &sid,
                             QObject *parent = nullptr);
    ~ClientWebSocketTransport() override;

    [[nodiscard]] QLatin1StringView name() const override { return QLatin1StringView("websocket"); }
    void open() override;
    void joinSession(const QString &, qint64) override { }
    [[nodiscard]] bool isWritable() const override { return m_isOpen && !m_isWriting; }
    void send(const QList<EnginePacket> &packets) override;
    [[nodiscard]] qint64 bytesQueued() const override;
    void close() override;

private:
    struct Message
    {
        QByteArray bytes;
        bool isBinary = false;
    };

    void connectSignals();
    void receive(Message &&message);
    void deliver(Message &&message);
    void deliverWaiting();
    void handleError(QAbstractSocket::SocketError error);
    void handleDisconnected();
    void checkWritten();
    void release(); // lets go of the socket

    const std::shared_ptr<ClientNetwork> m_network;
    const QString m_sid;
    QWebSocket *m_socket = nullptr;
    std::deque<Message> m_waiting;
    bool m_isOpen = false;
    bool m_isWriting = false; // the last batch is not far enough
};

} // namespace QSocketIo

#endif
