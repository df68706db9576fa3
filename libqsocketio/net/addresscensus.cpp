// SPDX-License-Identifier: MIT
#include "addresscensus_p.h"

#include <QtCore/QtEndian>

namespace QSocketIo {

class AddressCensus::Ticket
{
public:
    Ticket(std::shared_ptr<AddressCensus> census, const Key &key)
        : m_census(std::move(census))
        , m_key(key)
    { }
    ~Ticket() { m_census->leave(m_key); }
    Q_DISABLE_COPY_MOVE(Ticket)

private:
    std::shared_ptr<AddressCensus> m_census;
    Key m_key;
};

AddressCensus::Key AddressCensus::keyOf(const QHostAddress &address)
{
    bool isIPv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIPv4); // ::ffff:10.0.0.1, too
    if (isIPv4)
        return {false, ipv4};
    const Q_IPV6ADDR ipv6 = address.toIPv6Address();
    return {true, qFromBigEndian<quint64>(ipv6.c)};
}

int AddressCensus::count(const QHostAddress &address) const
{
    return m_counts.value(keyOf(address));
}

std::shared_ptr<void> AddressCensus::enter(const QHostAddress &address)
{
    const Key key = keyOf(address);
    auto ticket = std::make_shared<Ticket>(shared_from_this(), key);
    ++m_counts[key];
    return ticket;
}

void AddressCensus::leave(const Key &key)
{
    const auto it = m_counts.find(key);
    if (--*it == 0)
        m_counts.erase(it);
}

} // namespace QSocketIo
