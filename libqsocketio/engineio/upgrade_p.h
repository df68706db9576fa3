// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_UPGRADE_H
#define QSOCKETIO_ENGINEIO_UPGRADE_H

#include "../loop/deadlinequeue_p.h"
#include "transport_p.h"

#include <chrono>
#include <memory>

namespace QSocketIo {

// Decides what an upgrade's progress means for its session.
class QSOCKETIO_AUTOTEST_EXPORT UpgradeListener
{
public:
    virtual ~UpgradeListener();
    virtual void upgradeProbed() = 0;
    // The client waits for its GET to end before it goes on.
    virtual void upgradeReleasesPoll() = 0;
    // Both destroy the upgrade. The first one must take the transport before.
    virtual void upgradeCompleted() = 0;
    virtual void upgradeFailed() = 0;
};

// A transport that wants to take a session over (Engine.IO protocol v4, "Upgrade"): its probe, and
// the time until its client confirms. Destroying it closes the transport.
class QSOCKETIO_AUTOTEST_EXPORT Upgrade final : private TransportListener
{
public:
    Upgrade(UpgradeListener *listener, std::shared_ptr<Transport> transport,
            DeadlineQueue *deadlines, std::chrono::milliseconds timeout);
    ~Upgrade() override;
    Q_DISABLE_COPY_MOVE(Upgrade)

    [[nodiscard]] const std::shared_ptr<Transport> &transport() const { return m_transport; }
    [[nodiscard]] std::shared_ptr<Transport> takeTransport();

private:
    void transportPacket(const EnginePacketView &packet) override;
    void transportReady() override { }
    void transportDrained() override { }
    void transportClosed() override { fail(); }
    void transportFailed(const QString &) override { fail(); }
    void transportEnded() override { fail(); }
    void transportHeaders(HttpHeaders *, const HttpRequest &) override { }

    void answerProbe();
    void releasePoll();
    void fail() { m_listener->upgradeFailed(); }

    UpgradeListener *m_listener;
    std::shared_ptr<Transport> m_transport;
    DeadlineQueue *m_deadlines;
    FunctionDeadline m_timeout{[this] { fail(); }};
    FunctionDeadline m_nextRelease{[this] { releasePoll(); }};
};

} // namespace QSocketIo

#endif
