// SPDX-License-Identifier: MIT
#include "heartbeat_p.h"

namespace QSocketIo {

HeartbeatListener::~HeartbeatListener() = default;

void Heartbeat::start(DeadlineQueue *deadlines, std::chrono::milliseconds interval,
                      std::chrono::milliseconds timeout)
{
    m_deadlines = deadlines;
    m_interval = interval;
    m_timeout = timeout;
    enter(Phase::Resting);
}

void Heartbeat::startListening(DeadlineQueue *deadlines, std::chrono::milliseconds timeout)
{
    m_deadlines = deadlines;
    m_timeout = timeout;
    enter(Phase::Listening);
}

void Heartbeat::stop()
{
    m_phase = Phase::Stopped;
    if (m_deadlines)
        m_deadlines->stop(this);
}

void Heartbeat::pingReceived()
{
    if (m_phase == Phase::Listening)
        enter(Phase::Listening);
}

void Heartbeat::pongReceived()
{
    if (m_phase != Phase::Stopped)
        enter(Phase::Resting);
}

void Heartbeat::packetReceived()
{
    if (m_phase == Phase::Waiting)
        enter(Phase::WaitingLonger);
}

void Heartbeat::restartTimeout()
{
    if (m_phase != Phase::Stopped && m_phase != Phase::Resting)
        enter(m_phase);
}

void Heartbeat::enter(Phase phase)
{
    m_phase = phase;
    m_deadlines->start(this, phase == Phase::Resting ? m_interval : m_timeout);
}

void Heartbeat::deadlineReached()
{
    if (m_phase == Phase::Resting) {
        enter(Phase::Waiting);
        m_listener->heartbeatDue();
    } else {
        m_phase = Phase::Stopped;
        m_listener->heartbeatMissed();
    }
}

} // namespace QSocketIo
