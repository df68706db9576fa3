// SPDX-License-Identifier: MIT
#include "latencyhistogram.h"

#include <algorithm>
#include <bit>

namespace Load {

void LatencyHistogram::add(std::uint64_t nanoseconds)
{
    ++m_counts[indexOf(nanoseconds)];
    ++m_count;
    m_max = std::max(m_max, nanoseconds);
}

std::uint64_t LatencyHistogram::percentile(double share) const
{
    const auto wanted = std::uint64_t(share * double(m_count));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        seen += m_counts[i];
        if (seen > 0 && seen >= wanted)
            return std::min(upperBound(i), m_max);
    }
    return 0;
}

// Small numbers are exact; of others the leading bits count, and how many follow.
std::size_t LatencyHistogram::indexOf(std::uint64_t nanoseconds)
{
    const int dropped = std::max(0, int(std::bit_width(nanoseconds)) - StepBits - 1);
    return (std::size_t(dropped) << StepBits) + std::size_t(nanoseconds >> dropped);
}

std::uint64_t LatencyHistogram::upperBound(std::size_t index)
{
    if (index < std::size_t(2) << StepBits)
        return index;
    const std::size_t dropped = (index >> StepBits) - 1;
    return ((index - (dropped << StepBits) + 1) << dropped) - 1;
}

} // namespace Load
