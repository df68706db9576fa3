// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_HEARTBEAT_H
#define QSOCKETIO_ENGINEIO_HEARTBEAT_H

#include "../core/global.h"
#include "../loop/deadlinequeue_p.h"

#include <chrono>

namespace QSocketIo {

class QSOCKETIO_AUTOTEST_EXPORT HeartbeatListener
{
public:
    virtual ~HeartbeatListener();
    virtual void heartbeatDue() = 0; // send a ping
    virtual void heartbeatMissed() = 0; // the peer is gone
};

// Engine.IO protocol v4, "Heartbeat": the server sends a ping one interval after the last pong, and
// the pong must come within the timeout. In v3 the client sends the pings, and the server just
// waits for them. Each call to the listener may destroy the heartbeat.
class QSOCKETIO_AUTOTEST_EXPORT Heartbeat final : private Deadline
{
public:
    explicit Heartbeat(HeartbeatListener *listener)
        : m_listener(listener)
    { }

    void start(DeadlineQueue *deadlines, std::chrono::milliseconds interval,
               std::chrono::milliseconds timeout);
    // The client pings: it is gone when the timeout passes after its last ping.
    void startListening(DeadlineQueue *deadlines, std::chrono::milliseconds timeout);
    void stop();

    void pingReceived(); // while listening
    void pongReceived(); // asked for or not
    // Any other packet is a sign of life too: the first one after a ping grants more time.
    void packetReceived();
    // The way of the packets has changed; what is waited for gets its full time again.
    void restartTimeout();

private:
    enum class Phase : quint8 { Stopped, Resting, Waiting, WaitingLonger, Listening };
    void deadlineReached() override;
    void enter(Phase phase);

    HeartbeatListener *m_listener;
    DeadlineQueue *m_deadlines = nullptr;
    std::chrono::milliseconds m_interval{};
    std::chrono::milliseconds m_timeout{};
    Phase m_phase = Phase::Stopped;
};

} // namespace QSocketIo

#endif
