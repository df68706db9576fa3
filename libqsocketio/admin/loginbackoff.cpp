// SPDX-License-Identifier: MIT
#include "loginbackoff_p.h"

#include <QtNetwork/QHostAddress>

#include <algorithm>

namespace QSocketIo {

LoginBackoff::LoginBackoff(const LoginBackoffLimits &limits)
    : m_limits(limits)
{ }

LoginBackoff::~LoginBackoff() = default;

QByteArray LoginBackoff::keyOf(const QString &address)
{
    const QHostAddress host(address);
    bool isIPv4 = false;
    const quint32 ipv4 = host.toIPv4Address(&isIPv4); // ::ffff:10.0.0.1, too
    if (isIPv4)
        return QByteArray::number(ipv4);
    if (host.protocol() == QHostAddress::IPv6Protocol) {
        constexpr qsizetype networkBytes = 8;
        const Q_IPV6ADDR ipv6 = host.toIPv6Address();
        const QByteArrayView network(ipv6.c, networkBytes);
        return '/' + network.toByteArray().toHex();
    }
    constexpr qsizetype maxLength = 64; // of what is no address
    return '?' + address.left(maxLength).toUtf8();
}

bool LoginBackoff::isBlocked(const QByteArray &key, std::chrono::milliseconds now) const
{
    const auto it = m_byKey.constFind(key);
    return it != m_byKey.cend() && now < (*it)->blockedUntil;
}

std::chrono::milliseconds LoginBackoff::waitAfter(int failures) const
{
    if (failures < m_limits.freeFailures)
        return {};
    constexpr int maxDoublings = 20; // beyond any sensible wait, far from an overflow
    const int doublings = std::min(failures - m_limits.freeFailures, maxDoublings);
    return std::min(m_limits.firstWait * (1 << doublings), m_limits.maxWait);
}

void LoginBackoff::failed(const QByteArray &key, std::chrono::milliseconds now)
{
    forgetOld(now);
    const auto it = m_byKey.constFind(key);
    if (it != m_byKey.cend()) {
        m_entries.splice(m_entries.end(), m_entries, *it);
    } else {
        m_entries.push_back({key, 0, {}, {}});
        m_byKey.insert(key, std::prev(m_entries.end()));
    }
    Entry &entry = m_entries.back();
    constexpr int enough = 1'000'000; // for the longest wait
    entry.failures = std::min(entry.failures + 1, enough);
    entry.latest = now;
    entry.blockedUntil = now + waitAfter(entry.failures);
    if (m_byKey.size() > m_limits.maxAddresses) {
        m_byKey.remove(m_entries.front().key);
        m_entries.pop_front();
    }
}

void LoginBackoff::succeeded(const QByteArray &key)
{
    if (const auto it = m_byKey.constFind(key); it != m_byKey.cend()) {
        m_entries.erase(*it);
        m_byKey.erase(it);
    }
}

void LoginBackoff::forgetOld(std::chrono::milliseconds now)
{
    while (!m_entries.empty() && now - m_entries.front().latest >= m_limits.forgetAfter) {
        m_byKey.remove(m_entries.front().key);
        m_entries.pop_front();
    }
}

} // namespace QSocketIo
