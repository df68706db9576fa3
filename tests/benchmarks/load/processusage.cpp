// SPDX-License-Identifier: MIT
#include "processusage.h"

#include "fail.h"

#include <ctime>
#include <fstream>
#include <sstream>

namespace Load {

static std::ifstream openProc(pid_t process, const char *file)
{
    const std::string path = "/proc/" + std::to_string(process) + '/' + file;
    std::ifstream stream(path);
    if (!stream)
        fail("cannot read " + path + ": is the server gone?");
    return stream;
}

// The kernel's own account of user and system time, which /proc/PID/stat rounds to ticks.
static std::uint64_t cpuTime(pid_t process)
{
    clockid_t clock{};
    timespec time{};
    if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &time) != 0)
        fail("no CPU clock for the server");
    return std::uint64_t(time.tv_sec) * 1'000'000'000 + std::uint64_t(time.tv_nsec);
}

ProcessUsage ProcessUsage::of(pid_t process)
{
    ProcessUsage usage;
    usage.cpu = cpuTime(process);
    std::string line;
    std::getline(openProc(process, "stat"), line);
    // The name, in parentheses, may have blanks; 11 fields follow before the times.
    std::istringstream fields(line.substr(line.rfind(')') + 1));
    std::string skipped;
    for (int i = 0; i < 11; ++i)
        fields >> skipped;
    fields >> usage.userTicks >> usage.systemTicks;
    return usage;
}

std::uint64_t cpuOfFamily(pid_t process)
{
    std::uint64_t cpu = cpuTime(process);
    const std::string id = std::to_string(process);
    std::ifstream children = openProc(process, ("task/" + id + "/children").c_str());
    for (pid_t child = 0; children >> child;)
        cpu += cpuTime(child);
    return cpu;
}

std::uint64_t residentBytes(pid_t process)
{
    std::ifstream stream = openProc(process, "smaps_rollup");
    std::string word;
    while (stream >> word) {
        std::uint64_t kilobytes = 0;
        if (word == "Rss:" && stream >> kilobytes)
            return kilobytes * 1024;
    }
    fail("no Rss in smaps_rollup");
}

} // namespace Load
