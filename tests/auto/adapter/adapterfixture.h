// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_ADAPTERFIXTURE_H
#define QSOCKETIO_TESTS_ADAPTERFIXTURE_H

#include "adapter/adapterhost.h"
#include "codec/packet_p.h"

#include <functional>
#include <map>
#include <memory>

namespace QSocketIo {

// Sockets and their namespace, as an adapter sees them.
class FakeMember final : public AdapterMember
{
public:
    explicit FakeMember(const QString &id)
        : m_id(id)
    { }
    QString id() const override { return m_id; }
    bool isConnected() const override { return connected; }
    bool isRecovering() const override { return recovering; }
    Handshake handshake() const override { return shaken; }
    QCborMap data() const override { return properties; }
    void deliver(const Packet &, const QList<EnginePacket> &encoded, bool isVolatile) override
    {
        received.append(encoded.constFirst().data);
        compressed = encoded.constFirst().compress;
        volatileSeen = isVolatile;
        if (onDeliver)
            onDeliver();
    }
    void expectAnswer(quint64 id, std::function<void(const QCborValue &)> answer) override
    {
        expected.emplace(id, std::move(answer));
    }
    void forgetAnswer(quint64 id) override { expected.erase(id); }
    void disconnectClient(DisconnectMode mode) override
    {
        disconnections.append(mode);
        if (onDisconnect)
            onDisconnect();
    }

    QList<QByteArray> received;
    std::map<quint64, std::function<void(const QCborValue &)>> expected;
    std::function<void()> onDeliver;
    std::function<void()> onDisconnect;
    QList<DisconnectMode> disconnections;
    QCborMap properties;
    Handshake shaken;
    bool connected = true;
    bool recovering = false;
    bool compressed = false;
    bool volatileSeen = false;

private:
    QString m_id;
};

class FakeHost final : public AdapterHost
{
public:
    QString namespaceName() const override { return QStringLiteral("/"); }
    AdapterMember *member(const QString &id) const override
    {
        const auto found = members.find(id);
        return found == members.end() ? nullptr : found->second.get();
    }
    QList<EnginePacket> encode(const Packet &packet) const override
    {
        ++encodings;
        return PacketEncoder::encode(packet);
    }
    void serverSideEvent(const QString &event, const Payload &arguments, const Ack &ack) override
    {
        serverSideEvents.append(event);
        if (onServerSideEvent)
            onServerSideEvent(arguments, ack);
    }
    quint64 takePacketId() override { return nextPacketId++; }
    void answersIncomplete(quint64 packetId, const Error &error) override
    {
        incomplete.append({packetId, error});
    }
    FakeMember *add(const QString &id)
    {
        return (members[id] = std::make_unique<FakeMember>(id)).get();
    }

    std::map<QString, std::unique_ptr<FakeMember>> members;
    QStringList serverSideEvents;
    std::function<void(const Payload &arguments, const Ack &ack)> onServerSideEvent;
    quint64 nextPacketId = 1000;
    QList<std::pair<quint64, Error>> incomplete;
    mutable int encodings = 0;
};

} // namespace QSocketIo

#endif
