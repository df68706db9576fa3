// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_SOCKETSERIALIZER_P_H
#define QSOCKETIO_ADMIN_SOCKETSERIALIZER_P_H

#include "../core/global.h"
#include "../core/handshake.h"

#include <QtCore/QByteArray>
#include <QtCore/QCborMap>
#include <QtCore/QList>
#include <QtCore/QSet>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace QSocketIo {

class JsonWriter;
class RemoteSocket;
class Session;
class Socket;

// A socket as admins see it: without secrets.
class QSOCKETIO_AUTOTEST_EXPORT SocketSerializer
{
public:
    SocketSerializer(const QString &serverId, const QList<QByteArray> &redactedHeaders);

    void write(JsonWriter &json, const Socket *socket) const;
    void write(JsonWriter &json, const QString &nsp, const RemoteSocket &socket) const;
    // The key "data": without what is private, binary values as a text.
    static void writeData(JsonWriter &json, const QCborMap &data);
    [[nodiscard]] static QCborMap visibleData(const QCborMap &data);
    // What of a session's id may be known: who has all of it can take the session over.
    [[nodiscard]] static QString clientId(const QString &sessionId) { return sessionId.left(12); }
    [[nodiscard]] const QString &serverId() const { return m_serverId; }

    // The key of an admin's own data: kept for connection state recovery.
    static QString privateKey() { return QStringLiteral("_admin"); }

private:
    void writeHandshake(JsonWriter &json, const Handshake &handshake) const;
    void writeHeaders(JsonWriter &json, const HttpHeaders &headers) const;

    QString m_serverId;
    QSet<QByteArray> m_redacted; // lower case
};

} // namespace QSocketIo

#endif
