// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_SESSION_P_H
#define QSOCKETIO_ENGINEIO_SESSION_P_H

#include "../loop/flushqueue_p.h"
#include "heartbeat_p.h"
#include "session.h"
#include "transport_p.h"
#include "upgrade_p.h"

#include <QtCore/QList>

#include <atomic>
#include <memory>

namespace QSocketIo {

class SessionSink;

class SessionPrivate final : public std::enable_shared_from_this<SessionPrivate>,
                             private TransportListener,
                             private HeartbeatListener,
                             private UpgradeListener,
                             private Flushable
{
public:
    SessionPrivate(EnginePrivate *engine, const QString &id, const HttpRequest &request);
    ~SessionPrivate() override;

    static std::shared_ptr<SessionPrivate> of(const Session *session) { return session->d; }

    // Sends the open packet and begins the heartbeat.
    void open(const std::shared_ptr<Transport> &transport);
    void startUpgrade(const std::shared_ptr<Transport> &transport);
    Session::SendStatus send(const EnginePacket &packet);
    void close(Session::CloseMode mode);
    void closeWith(DisconnectReason reason, const QString &description);

    enum class WriteResult : quint8 { Written, VolatileDropped, Closed };
    // A Socket.IO packet: the parts stay together, also in being dropped.
    WriteResult write(const QList<EnginePacket> &parts, bool isVolatile);

    [[nodiscard]] bool isWritable() const;
    [[nodiscard]] qint64 bytesQueued() const;
    // A websocket may still take over: neither another one has, nor is one about to.
    [[nodiscard]] bool isUpgradable() const;

    // Who listens to a signal that few listen to and every message has.
    void observed(const QMetaMethod &signal);

    Session *q = nullptr; // null: deleted
    EnginePrivate *engine; // null: deleted
    SessionSink *sink = nullptr;
    const QString id;
    const HttpRequest request;
    const int protocol;
    Session::State state = Session::State::Opening;
    bool isUpgraded = false;
    bool isBeingDeleted = false;
    Traffic traffic;
    std::shared_ptr<Transport> transport;

private:
    void transportPacket(const EnginePacketView &packet) override;
    void transportReady() override;
    void transportDrained() override;
    void transportClosed() override;
    void transportFailed(const QString &description) override;
    void transportEnded() override;
    void transportHeaders(HttpHeaders *headers, const HttpRequest &httpRequest) override;
    void heartbeatDue() override;
    void heartbeatMissed() override;
    void upgradeProbed() override;
    void upgradeReleasesPoll() override;
    void upgradeCompleted() override;
    void upgradeFailed() override;
    void flushNow() override;

    [[nodiscard]] QByteArray openPacketData() const;
    void countIn(qsizetype bytes);
    void countOut(qsizetype bytes);
    void notifyReceived(const EnginePacketView &packet);
    void dispatch(const EnginePacketView &packet);
    void startHeartbeat();
    void receiveHeartbeat(EnginePacket::Type type);
    void deliver(const EnginePacketView &packet);
    void setTransport(const std::shared_ptr<Transport> &newTransport);
    void flushBuffer();
    void endTransport();
    void overflow();

    QList<EnginePacket> m_buffer; // waits for the transport to accept packets
    qint64 m_bufferBytes = 0;
    Heartbeat m_heartbeat{this};
    std::unique_ptr<Upgrade> m_upgrade;
    bool m_isOverflowed = false;
    // Once somebody has listened. Asking the object itself costs each message several cache misses.
    std::atomic<bool> m_isCreationObserved = false;
    std::atomic<bool> m_isDrainObserved = false;
};

} // namespace QSocketIo

#endif
