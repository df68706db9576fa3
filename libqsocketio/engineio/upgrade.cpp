// SPDX-License-Identifier: MIT
#include "upgrade_p.h"

namespace QSocketIo {

using namespace std::chrono_literals;

// How often a GET is released while the client waits for its polling to pause.
static constexpr auto ReleaseInterval = 100ms;

UpgradeListener::~UpgradeListener() = default;

Upgrade::Upgrade(UpgradeListener *listener, std::shared_ptr<Transport> transport,
                 DeadlineQueue *deadlines, std::chrono::milliseconds timeout)
    : m_listener(listener)
    , m_transport(std::move(transport))
    , m_deadlines(deadlines)
{
    m_transport->setListener(this);
    m_deadlines->start(&m_timeout, timeout);
}

Upgrade::~Upgrade()
{
    if (m_transport)
        m_transport->close();
}

std::shared_ptr<Transport> Upgrade::takeTransport()
{
    m_transport->setListener(nullptr);
    return std::move(m_transport);
}

void Upgrade::transportPacket(const EnginePacketView &packet)
{
    if (packet.isValid && packet.type == EnginePacket::Type::Ping && packet.data == "probe")
        answerProbe();
    else if (packet.isValid && packet.type == EnginePacket::Type::Upgrade)
        m_listener->upgradeCompleted();
    else
        fail();
}

void Upgrade::answerProbe()
{
    EnginePacket pong;
    pong.type = EnginePacket::Type::Pong;
    pong.data = QByteArrayLiteral("probe");
    m_transport->send(pong);
    m_deadlines->start(&m_nextRelease, ReleaseInterval);
    m_listener->upgradeProbed();
}

void Upgrade::releasePoll()
{
    m_deadlines->start(&m_nextRelease, ReleaseInterval);
    m_listener->upgradeReleasesPoll();
}

} // namespace QSocketIo
