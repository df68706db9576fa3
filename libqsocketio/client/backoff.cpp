// SPDX-License-Identifier: MIT
#include "backoff_p.h"

#include <QtCore/QRandomGenerator>

#include <algorithm>
#include <cmath>
#include <limits>

namespace QSocketIo {

Backoff::Backoff(std::chrono::milliseconds delay, std::chrono::milliseconds maxDelay,
                 double randomizationFactor, Random random)
    : m_delay(std::max(delay, std::chrono::milliseconds(0)))
    , m_maxDelay(std::max(maxDelay, std::chrono::milliseconds(0)))
    , m_jitter(randomizationFactor > 0 && randomizationFactor <= 1 ? randomizationFactor : 0)
    , m_random(random ? std::move(random)
                      : [] { return QRandomGenerator::global()->generateDouble(); })
{ }

// The formula of Socket.IO's client, cut at the maximum after the jitter.
std::chrono::milliseconds Backoff::next()
{
    // Beyond this power any delay is over any maximum, and infinity is not far.
    constexpr int maxExponent = 62;
    const auto maximum = static_cast<double>(m_maxDelay.count());
    double delay
        = std::ldexp(static_cast<double>(m_delay.count()), std::min(m_attempts, maxExponent));
    if (m_attempts < std::numeric_limits<int>::max())
        ++m_attempts;
    if (m_jitter > 0) {
        const double random = m_random();
        const double deviation = std::floor(random * m_jitter * delay);
        const bool isEarlier = (static_cast<int>(random * 10) & 1) == 0;
        delay += isEarlier ? -deviation : deviation;
    }
    return std::chrono::milliseconds(static_cast<qint64>(std::min(delay, maximum)));
}

} // namespace QSocketIo
