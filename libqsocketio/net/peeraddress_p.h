// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_PEERADDRESS_P_H
#define QSOCKETIO_NET_PEERADDRESS_P_H

#include "../core/global.h"

#include <QtNetwork/QHostAddress>

struct sockaddr;

namespace QSocketIo {

// The address and port of a connection's other end, as accept() tells them. A QHostAddress would
// be an allocation for each connection.
class QSOCKETIO_AUTOTEST_EXPORT PeerAddress
{
public:
    PeerAddress() = default;
    explicit PeerAddress(const sockaddr *address); // IPv4 and IPv6; any other is null

    [[nodiscard]] QHostAddress host() const;
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    enum class Family : quint8 { None, IPv4, IPv6 };

    Q_IPV6ADDR m_bytes = {}; // in network order; of IPv4 the first four
    quint32 m_scopeId = 0;
    quint16 m_port = 0;
    Family m_family = Family::None;
};

} // namespace QSocketIo

#endif
