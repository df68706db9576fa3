// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_ADAPTERHOST_H
#define QSOCKETIO_ADAPTER_ADAPTERHOST_H

#include "../codec/enginepacket.h"
#include "../core/ack.h"
#include "../core/error.h"
#include "../core/global.h"
#include "../core/handshake.h"
#include "../core/modes.h"
#include "../core/payload.h"

#include <QtCore/QCborMap>
#include <QtCore/QCborValue>
#include <QtCore/QList>
#include <QtCore/QString>

#include <functional>

namespace QSocketIo {

struct ConnectionStateRecoveryOptions;
struct Packet;

// A socket as its adapter sees it.
class QSOCKETIO_EXPORT AdapterMember
{
public:
    virtual ~AdapterMember();
    [[nodiscard]] virtual QString id() const = 0;
    // False while its middlewares run: it may be in rooms, but gets no broadcast yet.
    [[nodiscard]] virtual bool isConnected() const = 0;
    // True while middlewares run for one that recovers: deliver() keeps what it missed.
    [[nodiscard]] virtual bool isRecovering() const;
    [[nodiscard]] virtual Handshake handshake() const = 0;
    [[nodiscard]] virtual QCborMap data() const = 0;
    // packet has been encoded once for everybody. Runs the application's outgoing listeners.
    virtual void deliver(const Packet &packet, const QList<EnginePacket> &encoded, bool isVolatile)
        = 0;
    // Before deliver(): the answer with this packet id goes to that function, once.
    virtual void expectAnswer(quint64 packetId, std::function<void(const QCborValue &)> answer) = 0;
    virtual void forgetAnswer(quint64 packetId) = 0;
    // May destroy this.
    virtual void disconnectClient(DisconnectMode mode) = 0;
};

// A namespace as its adapter sees it.
class QSOCKETIO_EXPORT AdapterHost
{
public:
    virtual ~AdapterHost();
    [[nodiscard]] virtual QString namespaceName() const = 0;
    // Also a socket whose middlewares still run. Valid until Adapter::delAll(id) returns.
    [[nodiscard]] virtual AdapterMember *member(const QString &id) const = 0;
    // By the server's parser.
    [[nodiscard]] virtual QList<EnginePacket> encode(const Packet &packet) const = 0;
    // Another server of the cluster has emitted event to the servers.
    virtual void serverSideEvent(const QString &event, const Payload &arguments, const Ack &ack)
        = 0;
    // An id for a packet that other servers' clients answer: of no other packet in this namespace.
    [[nodiscard]] virtual quint64 takePacketId() = 0;
    // What was broadcast with that id gets fewer answers than it should, because of error.
    virtual void answersIncomplete(quint64 packetId, const Error &error);
    // Null: clients that are cut off do not recover.
    [[nodiscard]] virtual const ConnectionStateRecoveryOptions *connectionStateRecovery() const;
};

} // namespace QSocketIo

#endif
