// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_CONNECTION_P_H
#define QSOCKETIO_SERVER_CONNECTION_P_H

#include "../codec/packetparser.h"
#include "../engineio/sessionsink_p.h"
#include "../loop/deadlinequeue_p.h"
#include "connection.h"

#include <QtCore/QPointer>

#include <memory>
#include <vector>

namespace QSocketIo {

class ServerPrivate;
class Socket;

class ConnectionPrivate final : public SessionSink
{
public:
    static ConnectionPrivate *get(const Connection *connection) { return connection->d.get(); }
    static Connection *create(ServerPrivate *server, Session *session);

    ConnectionPrivate(ServerPrivate *server, Session *session);
    ~ConnectionPrivate() override;

    // SessionSink
    void sessionText(const QByteArray &text) override;
    void sessionBinary(const QByteArray &bytes) override;
    void sessionClosed(DisconnectReason reason, const QString &description) override;

    [[nodiscard]] bool isOpen() const;

    // The client has asked for the namespace; without a socket, it is still to be seen whether
    // there is one.
    void reserve(const QByteArray &nsp, Socket *socket = nullptr);
    void joined(Socket *socket);
    void refuse(const QByteArray &nsp, const Error &error);
    void remove(Socket *socket);
    // All sockets leave, each with its DISCONNECT packet, then the session closes.
    void disconnectAll();
    void close();
    // Clients of Socket.IO 2 (Engine.IO 3) are in "/" without asking.
    void joinRoot();

    [[nodiscard]] ServerPrivate *server() const { return m_server; }
    [[nodiscard]] QString id() const { return m_id; }
    // Socket.IO protocol 4: that of Socket.IO 1 and 2.
    [[nodiscard]] bool isLegacy() const { return m_protocol == 3; }

private:
    friend class Connection;

    struct Entry
    {
        QByteArray nsp;
        Socket *socket;
        bool isJoined;
    };

    void handle(const Result<std::optional<Packet>> &decoded);
    void handleLegacy(Packet packet);
    void route(const Packet &packet);
    void connectTo(const QByteArray &nsp, const QCborMap &auth);
    void lookUp(const QByteArray &nsp, const QCborMap &auth);
    void refuseUnknown(const QByteArray &nsp);
    void sendConnectError(const QByteArray &nsp, const QCborValue &data);
    void violation(const Packet &packet, const char *why);
    void malformed(const Error &error);
    void closeSockets(DisconnectReason reason, const QString &description);
    [[nodiscard]] bool isFull() const;
    [[nodiscard]] Entry *find(const QByteArray &nsp);

    Connection *q = nullptr;
    ServerPrivate *m_server;
    QPointer<Session> m_session;
    HttpRequest m_request;
    QString m_id;
    const int m_protocol; // Engine.IO's
    const std::unique_ptr<PacketParser::Decoder> m_decoder;
    std::vector<Entry> m_sockets; // in the order they came
    FunctionDeadline m_connectDeadline;
    bool m_isClosed = false;
};

} // namespace QSocketIo

#endif
