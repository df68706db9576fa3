// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_ADDRESSCENSUS_P_H
#define QSOCKETIO_NET_ADDRESSCENSUS_P_H

#include "../core/global.h"

#include <QtCore/QHash>
#include <QtNetwork/QHostAddress>

#include <memory>
#include <utility>

namespace QSocketIo {

// How many connections there are of each address. The addresses of an IPv6 network of 64 bits count
// as one: whoever has one of them has all of them.
class QSOCKETIO_AUTOTEST_EXPORT AddressCensus : public std::enable_shared_from_this<AddressCensus>
{
public:
    [[nodiscard]] int count(const QHostAddress &address) const;
    // Counted as long as the ticket lives, which may be longer than the census is of use.
    [[nodiscard]] std::shared_ptr<void> enter(const QHostAddress &address);
    [[nodiscard]] qsizetype size() const { return m_counts.size(); } // addresses that are there

private:
    using Key = std::pair<bool, quint64>; // is it IPv6?, the address or its network
    class Ticket;

    [[nodiscard]] static Key keyOf(const QHostAddress &address);
    void leave(const Key &key);

    QHash<Key, int> m_counts;
};

} // namespace QSocketIo

#endif
