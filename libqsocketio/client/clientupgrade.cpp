// SPDX-License-Identifier: MIT
#include "clientupgrade_p.h"

namespace QSocketIo {

static const QByteArray probeData = QByteArrayLiteral("probe");

ClientUpgrade::ClientUpgrade(const std::shared_ptr<ClientNetwork> &network, const QString &sid,
                             std::chrono::milliseconds timeout, QObject *parent)
    : QObject(parent)
    , m_transport(std::make_unique<ClientWebSocketTransport>(network, sid))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(timeout);
    m_timer.callOnTimeout(this, [this] { fail(QStringLiteral("the upgrade takes too long")); });
    ClientTransport *transport = m_transport.get();
    connect(transport, &ClientTransport::opened, this, &ClientUpgrade::probe);
    connect(transport, &ClientTransport::packetReceived, this, &ClientUpgrade::handlePacket);
    connect(transport, &ClientTransport::failed, this, &ClientUpgrade::fail);
    connect(transport, &ClientTransport::closed, this, &ClientUpgrade::fail);
}

void ClientUpgrade::start()
{
    m_timer.start();
    m_transport->open();
}

void ClientUpgrade::probe()
{
    m_transport->send({{.type = EnginePacket::Type::Ping, .data = probeData}});
}

void ClientUpgrade::handlePacket(const EnginePacketView &packet)
{
    if (m_isProbed)
        return; // the server has no reason to say anything yet
    const bool isAnswer
        = packet.isValid && packet.type == EnginePacket::Type::Pong && packet.data == probeData;
    if (!isAnswer) {
        fail(QStringLiteral("the server has not answered the probe"));
        return;
    }
    m_isProbed = true;
    Q_EMIT probed();
}

std::unique_ptr<ClientTransport> ClientUpgrade::takeTransport()
{
    m_timer.stop();
    m_transport->disconnect(this);
    return std::move(m_transport);
}

void ClientUpgrade::fail(const QString &description)
{
    m_timer.stop();
    m_transport->disconnect(this);
    m_transport->close();
    Q_EMIT failed(description);
}

} // namespace QSocketIo
