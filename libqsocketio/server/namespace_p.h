// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_SERVER_NAMESPACE_P_H
#define QSOCKETIO_SERVER_NAMESPACE_P_H

#include "../adapter/adapter.h"
#include "../adapter/adapterhost.h"
#include "../codec/packet_p.h"
#include "exposurelist_p.h"
#include "middlewares_p.h"
#include "namespace.h"

#include <QtCore/QHash>

#include <memory>

namespace QSocketIo {

class AnswerCollector;
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

    void setAdapter(std::unique_ptr<Adapter> adapter);
    // A client asks to join; ends in Connection::joined() or in a CONNECT_ERROR.
    void add(Connection *connection, const QCborMap &auth);
    void insert(Socket *socket); // pending -> connected
    void remove(Socket *socket);
    bool broadcast(QAnyStringView event, const Payload &arguments, const BroadcastOptions &options,
                   const BroadcastAckHandler &handler);
    [[nodiscard]] quint64 takePacketId() { return m_nextPacketId++; }
    void release(quint64 packetId); // all its answers are there

    Namespace *q = nullptr;
    ServerPrivate *server = nullptr;
    QByteArray name;
    std::unique_ptr<Adapter> adapter;
    ExposureList exposed;

private:
    friend class Namespace;
    friend class SocketPrivate;

    void decide(Socket *socket, const Error &error); // the middlewares have answered

    QString m_nameText;
    QHash<QString, Socket *> m_connected;
    QHash<QString, Socket *> m_pending;
    Middlewares<Socket *> m_middlewares;
    QHash<quint64, std::shared_ptr<AnswerCollector>> m_collectors;
    quint64 m_nextPacketId = 0;
};

} // namespace QSocketIo

#endif
