// SPDX-License-Identifier: MIT
#include "bridgechannel_p.h"

#include "httpserverbridge_p.h"

#include <utility>

namespace QSocketIo {

BridgeChannel::BridgeChannel(HttpServerBridge *bridge, ForeignFront *front, BridgeSocket *socket)
    : m_bridge(bridge)
    , m_front(front)
    , m_socket(socket)
{ }

BridgeChannel::~BridgeChannel()
{
    if (m_bridge)
        m_bridge->removeChannel(this);
    if (m_socket)
        m_socket->frontGone();
}

void BridgeChannel::forward(QByteArrayView bytes)
{
    if (m_bridge) {
        if (m_socket)
            m_socket->feed(bytes); // may delete this
        return;
    }
    if (std::exchange(m_isRefused, true))
        return;
    m_front->foreignWrite("HTTP/1.1 404 Not Found\r\n"
                          "Content-Length: 0\r\n"
                          "Connection: close\r\n\r\n");
    m_front->foreignClose();
}

void BridgeChannel::frontDrained()
{
    if (m_socket)
        m_socket->frontDrained();
}

void BridgeChannel::serverGone()
{
    m_bridge = nullptr;
    if (m_socket)
        std::exchange(m_socket, nullptr)->serverGone();
}

} // namespace QSocketIo
