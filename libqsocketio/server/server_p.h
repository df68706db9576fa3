// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_SERVER_P_H
#define QSOCKETIO_SERVER_SERVER_P_H

#include "../codec/packetparser.h"
#include "../engineio/idgenerator_p.h"
#include "../loop/deadlinequeue_p.h"
#include "../loop/tickqueue_p.h"
#include "server.h"

#include <QtCore/QHash>
#include <QtCore/QPointer>
#include <QtCore/QSet>

#include <vector>

namespace QSocketIo {

class ClientFiles;
class Connection;
class NamespaceRule;

class ServerPrivate
{
public:
    ServerPrivate(Server *server, const ServerOptions &serverOptions);
    ~ServerPrivate();

    static ServerPrivate *get(const Server *server) { return server->d.get(); }

    void start();
    QFuture<void> close();
    void accept(Session *session);
    [[nodiscard]] Namespace *find(const QByteArray &name) const { return namespaces.value(name); }
    Namespace *findOrCreate(const QByteArray &name);
    ParentNamespace *createParent(std::unique_ptr<NamespaceRule> rule);
    // For a client. nullptr: there are too many.
    Namespace *createChild(ParentNamespace *parent, const QByteArray &name);
    void removeIfEmpty(Namespace *child);
    void bind(Engine *engine);
    [[nodiscard]] Engine *currentEngine() const;
    void setPath(const QString &path);
    void setServeClient(bool on);
    // Its own engine, with the path and the client files as they are set now.
    [[nodiscard]] Engine *preparedEngine();
    [[nodiscard]] std::unique_ptr<Adapter> makeAdapter(AdapterHost *host) const;

    // A packet for a joined socket is handled one tick later, and its event another tick later: a
    // DISCONNECT behind it in the same batch wins (as in the reference).
    void enqueuePacket(Socket *socket, const Packet &packet);
    void enqueueEvent(Socket *socket, const Event &event);

    Server *q;
    ServerOptions options;
    AdapterFactory adapterFactory;
    TickQueue ticks;
    DeadlineQueue deadlines;
    IdGenerator ids;
    std::unique_ptr<const PacketParser> parser;
    std::unique_ptr<Engine> ownEngine;
    std::unique_ptr<ClientFiles> clientFiles;
    QPointer<Engine> boundEngine;
    QHash<QByteArray, Namespace *> namespaces;
    QList<Namespace *> namespaceOrder;
    QList<ParentNamespace *> parents;
    QSet<Connection *> connections;

private:
    Namespace *registered(Namespace *nsp);
    void removeChild(Namespace *child);
    void closeSessions();
    void handlePackets();
    void handleEvents();

    struct InboundPacket
    {
        QPointer<Socket> socket;
        Packet packet;
    };
    struct InboundEvent
    {
        QPointer<Socket> socket;
        Event event;
    };
    std::vector<InboundPacket> m_packets;
    std::vector<InboundEvent> m_events;
    int m_childCount = 0;
};

// The name as on the wire, with its leading '/'.
[[nodiscard]] QByteArray namespaceName(QAnyStringView name);

} // namespace QSocketIo

#endif
