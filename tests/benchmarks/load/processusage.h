// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_PROCESSUSAGE_H
#define QSOCKETIO_BENCHMARKS_PROCESSUSAGE_H

#include <cstdint>
#include <sys/types.h>

namespace Load {

// What a process has used so far, all its threads together.
struct ProcessUsage
{
    std::uint64_t cpu = 0; // ns; to the nanosecond, and not to the tick as in /proc/PID/stat
    std::uint64_t userTicks = 0; // of /proc/PID/stat
    std::uint64_t systemTicks = 0;

    [[nodiscard]] static ProcessUsage of(pid_t process);
};

// Of the process and its children, ns: PostgreSQL has one for each connection.
[[nodiscard]] std::uint64_t cpuOfFamily(pid_t process);
[[nodiscard]] std::uint64_t residentBytes(pid_t process);

} // namespace Load

#endif
