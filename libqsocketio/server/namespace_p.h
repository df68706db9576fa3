// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_NAMESPACE_P_H
#define QSOCKETIO_SERVER_NAMESPACE_P_H

#include "../adapter/adapter.h"
#include "../adapter/adapterhost.h"
#include "../adapter/recoverablesession.h"
#include "../codec/packet_p.h"
#include "../core/eventtable_p.h"
#include "../core/middlewares_p.h"
#include "exposurelist_p.h"
#include "namespace.h"
#include "namespaceobserver.h"

#include <QtCore/QHash>
#include <QtCore/QPointer>

#include <memory>
#include <optional>

namespace QSocketIo {

class AnswerCollector;
class ParentNamespace;
class ServerPrivate;

class NamespacePrivate final : public AdapterHost
{
public:
    static NamespacePrivate *get(const Namespace *nsp) { return nsp->d.get(); }
    static Namespace *create(ServerPrivate *server, const QByteArray &name);

    // AdapterHost
    [[nodiscard]] QString namespaceName() const override { return m_nameText; }
    [[nodiscard]] AdapterMember *member(const QString &id) const override;
    [[nodiscard]] QList<EnginePacket> encode(const Packet &packet) const override;
    void serverSideEvent(const QString &event, const Payload &arguments, const Ack &ack) override;
    [[nodiscard]] quint64 takePacketId() override { return m_nextPacketId++; }
    void answersIncomplete(quint64 packetId, const Error &error) override;
    [[nodiscard]] const ConnectionStateRecoveryOptions *connectionStateRecovery() const override;

    void setAdapter(std::unique_ptr<Adapter> adapter);
    // A client asks to join; ends in Connection::joined() or in a CONNECT_ERROR.
    void add(Connection *connection, const QCborMap &auth);
    void insert(Socket *socket); // pending -> connected
    void remove(Socket *socket);
    [[nodiscard]] bool isEmpty() const { return m_connected.isEmpty() && m_pending.isEmpty(); }
    // As a child: takes over what its parent has now.
    void inherit(ParentNamespace *from);
    bool broadcast(QAnyStringView event, const Payload &arguments, const BroadcastOptions &options,
                   const BroadcastAckHandler &handler);
    bool serverSideEmit(const QString &event, const Payload &arguments,
                        const BroadcastAckHandler &handler);
    void release(quint64 packetId); // all its answers are there

    Namespace *q = nullptr;
    ServerPrivate *server = nullptr;
    QByteArray name;
    std::unique_ptr<Adapter> adapter;
    QPointer<ParentNamespace> parent; // of a child
    ExposureList exposed;
    QList<NamespaceObserver *> observers;

    // Calls the observers there are now; they may remove each other, or delete the namespace.
    template<typename F>
    void notify(const F &call)
    {
        if (observers.isEmpty())
            return;
        const QPointer<Namespace> guard(q);
        const QList<NamespaceObserver *> current = observers;
        for (NamespaceObserver *observer : current) {
            if (guard && observers.contains(observer))
                call(observer);
        }
    }

private:
    friend class Namespace;
    friend class SocketPrivate;
    friend class ParentNamespace;

    using Session = std::optional<RecoverableSession>;
    [[nodiscard]] bool tryToRestore(Connection *connection, const QCborMap &auth);
    void begin(Connection *connection, const QCborMap &auth, const Session &session);
    void runMiddlewares(Socket *socket);
    void decide(Socket *socket, const Error &error); // the middlewares have answered

    QString m_nameText;
    QHash<QString, Socket *> m_connected;
    QHash<QString, Socket *> m_pending;
    Middlewares<Socket *> m_middlewares;
    EventTable m_events; // from other servers
    QHash<quint64, std::shared_ptr<AnswerCollector>> m_collectors;
    quint64 m_nextPacketId = 0;
};

} // namespace QSocketIo

#endif
