// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_TRUSTEDPROXIES_P_H
#define QSOCKETIO_NET_TRUSTEDPROXIES_P_H

#include "../core/global.h"
#include "../core/httprequest.h"

#include <QtCore/QList>
#include <QtCore/QStringList>
#include <QtNetwork/QHostAddress>

#include <utility>

namespace QSocketIo {

// The proxies that may say in X-Forwarded-For and X-Forwarded-Proto whose request it is.
class QSOCKETIO_AUTOTEST_EXPORT TrustedProxies
{
public:
    // Addresses and subnets ("10.0.0.0/8"). What is neither gives a warning and is left out.
    explicit TrustedProxies(const QStringList &proxies);

    [[nodiscard]] bool isEmpty() const { return m_subnets.isEmpty(); }
    [[nodiscard]] bool contains(const QHostAddress &address) const;
    // Puts the client in the place of the peer, where the peer is one of the proxies.
    void apply(HttpRequest *request) const;

private:
    QList<std::pair<QHostAddress, int>> m_subnets;
};

} // namespace QSocketIo

#endif
