// SPDX-License-Identifier: MIT
#include "peeraddress_p.h"

#include <QtCore/QtEndian>
#include <QtNetwork/QNetworkInterface>

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

namespace QSocketIo {

PeerAddress::PeerAddress(const sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        sockaddr_in ipv4;
        std::memcpy(&ipv4, address, sizeof(ipv4));
        std::memcpy(m_bytes.c, &ipv4.sin_addr, sizeof(ipv4.sin_addr));
        m_port = qFromBigEndian(ipv4.sin_port);
        m_family = Family::IPv4;
    } else if (address->sa_family == AF_INET6) {
        sockaddr_in6 ipv6;
        std::memcpy(&ipv6, address, sizeof(ipv6));
        std::memcpy(m_bytes.c, &ipv6.sin6_addr, sizeof(m_bytes.c));
        m_scopeId = ipv6.sin6_scope_id;
        m_port = qFromBigEndian(ipv6.sin6_port);
        m_family = Family::IPv6;
    }
}

QHostAddress PeerAddress::host() const
{
    switch (m_family) {
    case Family::None:
        break;
    case Family::IPv4:
        return QHostAddress(qFromBigEndian<quint32>(m_bytes.c));
    case Family::IPv6: {
        QHostAddress address(m_bytes);
        if (m_scopeId != 0)
            address.setScopeId(QNetworkInterface::interfaceNameFromIndex(int(m_scopeId)));
        return address;
    }
    }
    return {};
}

} // namespace QSocketIo
