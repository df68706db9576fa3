// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_LATENCYHISTOGRAM_H
#define QSOCKETIO_BENCHMARKS_LATENCYHISTOGRAM_H

#include <array>
#include <cstddef>
#include <cstdint>

namespace Load {

// Counts durations in steps of 3 % at most: as many as one likes, in 16 KiB.
class LatencyHistogram
{
public:
    void add(std::uint64_t nanoseconds);
    void clear() { *this = {}; }

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] std::uint64_t max() const { return m_max; } // ns
    // ns that this share of the durations, 0 to 1, does not exceed.
    [[nodiscard]] std::uint64_t percentile(double share) const;

private:
    static constexpr int StepBits = 5; // 32 steps from a power of two to the next

    [[nodiscard]] static std::size_t indexOf(std::uint64_t nanoseconds);
    [[nodiscard]] static std::uint64_t upperBound(std::size_t index);

    std::array<std::uint64_t, std::size_t(64 - StepBits + 1) << StepBits> m_counts{};
    std::uint64_t m_count = 0;
    std::uint64_t m_max = 0;
};

} // namespace Load

#endif
