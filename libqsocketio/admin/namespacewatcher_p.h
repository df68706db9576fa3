// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_NAMESPACEWATCHER_P_H
#define QSOCKETIO_ADMIN_NAMESPACEWATCHER_P_H

#include "../core/global.h"
#include "../server/namespaceobserver.h"

#include <QtCore/QCborMap>
#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QSet>

namespace QSocketIo {

class Adapter;
class AdminStream;
class EventFeed;
class Namespace;
class Socket;

// Tells the admins of what happens in one namespace, as long as it exists. What concerns a socket
// comes behind its socket_connected, and nothing twice.
class NamespaceWatcher final : public QObject, private NamespaceObserver
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NamespaceWatcher)
public:
    // feed: null where events are not shown.
    NamespaceWatcher(Namespace *nsp, AdminStream *stream, EventFeed *feed);
    ~NamespaceWatcher() override;

    [[nodiscard]] Namespace *nsp() const { return m_nsp; }

private:
    void socketConnected(Socket *socket) override;
    void socketRefused(Socket *socket, const Error &error) override;
    void socketDisconnected(Socket *socket, DisconnectReason reason) override;
    void dataAccessed(Socket *socket) override;
    void eventReceived(Socket *socket, const QByteArray &event, const Payload &arguments,
                       std::optional<quint64> ackId) override;
    void eventSent(Socket *socket, const QByteArray &event, const Payload &arguments,
                   std::optional<quint64> ackId) override;
    void answerReceived(Socket *socket, quint64 ackId, const Payload &arguments) override;
    void answerSent(Socket *socket, quint64 ackId, const Payload &arguments) override;

    void watchAdapter();
    void watchTransport(Socket *socket);
    void roomJoined(const QString &room, const QString &socketId);
    void roomLeft(const QString &room, const QString &socketId);
    // At the end of the turn
    void scheduleFlush();
    void flush();

    QPointer<Namespace> m_nsp;
    QPointer<Adapter> m_adapter;
    AdminStream *m_stream;
    EventFeed *m_feed;
    QSet<QString> m_announced; // sockets that admins know of
    QSet<QString> m_leaving; // of these, gone in this turn
    QHash<QString, QCborMap> m_accessed; // the data as it was at the beginning of the turn
    bool m_isFlushScheduled = false;
};

} // namespace QSocketIo

#endif
