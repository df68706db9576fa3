// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_CONNECTION_P_H
#define QSOCKETIO_SERVER_CONNECTION_P_H

#include "../codec/packet_p.h"
#include "../engineio/sessionsink_p.h"
#include "../loop/deadlinequeue_p.h"
#include "connection.h"

#include <QtCore/QPointer>

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

    enum class WriteResult { Written, VolatileDropped, Closed };
    WriteResult write(const QList<EnginePacket> &packets, bool isVolatile);
    [[nodiscard]] bool isOpen() const;

    void reserve(const QByteArray &nsp, Socket *socket); // its middlewares run
    void joined(Socket *socket);
    void refuse(const QByteArray &nsp, const Error &error);
    void remove(Socket *socket);
    // All sockets leave, each with its DISCONNECT packet, then the session closes.
    void disconnectAll();
    void close();

    [[nodiscard]] ServerPrivate *server() const { return m_server; }

private:
    friend class Connection;

    struct Entry
    {
        QByteArray nsp;
        Socket *socket;
        bool isJoined;
    };

    void handle(const Result<std::optional<Packet>> &decoded);
    void route(const Packet &packet);
    void connectTo(const Packet &packet);
    void violation(const Packet &packet, const char *why);
    void malformed(const Error &error);
    void closeSockets(DisconnectReason reason, const QString &description);
    [[nodiscard]] Entry *find(const QByteArray &nsp);

    Connection *q = nullptr;
    ServerPrivate *m_server;
    QPointer<Session> m_session;
    HttpRequest m_request;
    QString m_id;
    PacketDecoder m_decoder;
    std::vector<Entry> m_sockets; // in the order they came
    FunctionDeadline m_connectDeadline;
    bool m_isClosed = false;
};

} // namespace QSocketIo

#endif
