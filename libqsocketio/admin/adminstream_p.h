// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMINSTREAM_P_H
#define QSOCKETIO_ADMIN_ADMINSTREAM_P_H

#include "../core/disconnectreason.h"
#include "../core/error.h"
#include "../core/global.h"
#include "adminroster_p.h"
#include "socketserializer_p.h"

#include <QtCore/QPointer>
#include <QtCore/QString>

#include <functional>

namespace QSocketIo {

class HttpRequest;
class Namespace;
class Payload;
class Socket;
struct EngineError;

// What admins are told of sockets and rooms, to all of them at once.
class AdminStream
{
public:
    // A socket in a namespace is not any longer as it was.
    using Changed = std::function<void(Namespace *nsp, const QString &socketId)>;

    AdminStream(Namespace *adminNamespace, const AdminRoster *roster,
                const SocketSerializer *serializer, Changed changed);

    void socketConnected(Socket *socket);
    void transportChanged(Socket *socket);
    void dataChanged(Socket *socket);
    void socketDisconnected(Socket *socket, DisconnectReason reason);
    void roomJoined(Namespace *nsp, const QString &room, const QString &socketId);
    void roomLeft(Namespace *nsp, const QString &room, const QString &socketId);
    // To those who know this extension
    void connectionRefused(Socket *socket, const Error &error);
    void connectionRefused(const EngineError &error);

    // To everybody in the namespace, on all servers of the cluster.
    void broadcast(QAnyStringView event, const Payload &arguments);
    // To some admins of this server.
    void send(const QStringList &socketIds, QAnyStringView event, const Payload &arguments);
    // To everybody but some admins of this server.
    void broadcastExcept(const QStringList &socketIds, QAnyStringView event,
                         const Payload &arguments);

    [[nodiscard]] const AdminRoster *roster() const { return m_roster; }
    [[nodiscard]] Namespace *adminNamespace() const { return m_nsp; }

private:
    void roomChanged(QAnyStringView event, Namespace *nsp, const QString &room,
                     const QString &socketId);
    void sendRefusal(JsonWriter &json, const HttpRequest &request);

    QPointer<Namespace> m_nsp;
    const AdminRoster *m_roster;
    const SocketSerializer *m_serializer;
    Changed m_changed;
};

} // namespace QSocketIo

#endif
