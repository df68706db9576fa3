// SPDX-License-Identifier: MIT
#include "saturationworkload.h"

#include "processusage.h"

#include <algorithm>
#include <cstdio>

namespace Load {

static constexpr int bisections = 4; // to one part in 16

void SaturationWorkload::reset()
{
    PacedWorkload::reset();
    m_cpuBefore = serversCpu();
    m_before = Clock::now();
}

// The first run has been made by main.cpp, which measures others that way.
void SaturationWorkload::finish()
{
    note(options().rate, isInTime());
    while (m_highest == 0 && m_lowest > 1 && tryRate(m_lowest / 2)) { }
    while (m_lowest == 0 && m_highest < options().maxRate && tryRate(m_highest * 2)) { }
    for (int i = 0; i < bisections && m_highest > 0 && m_lowest > 0; ++i) {
        if (!tryRate((m_highest + m_lowest) / 2))
            return;
    }
}

bool SaturationWorkload::tryRate(double rate)
{
    const bool isGood = run(rate) || (end(std::chrono::seconds(30)) && run(rate));
    note(rate, isGood);
    return end(std::chrono::seconds(30));
}

bool SaturationWorkload::run(double rate)
{
    begin(rate);
    loop().runFor(std::chrono::duration_cast<Clock::duration>(options().seconds));
    return isInTime();
}

// With a backlog that grows by more than a tenth of the time they would be a second behind after ten.
bool SaturationWorkload::isInTime()
{
    using namespace std::chrono;
    const duration<double> time = Clock::now() - m_before;
    m_runBusy = double(serversCpu() - m_cpuBefore) / 1e9 / time.count();
    const auto allowed = std::min<Clock::duration>(
        seconds(1), duration_cast<Clock::duration>(options().seconds / 10));
    return end(allowed) && remoteMax() < seconds(1);
}

void SaturationWorkload::note(double rate, bool isGood)
{
    if (!isGood) {
        m_lowest = rate;
        return;
    }
    m_highest = rate;
    m_busy = m_runBusy;
    m_deliveriesPerSecond = double(latency().count()) / options().seconds.count();
}

std::uint64_t SaturationWorkload::serversCpu() const
{
    std::uint64_t cpu = ProcessUsage::of(options().process).cpu;
    for (const Options::Peer &peer : options().peers)
        cpu += ProcessUsage::of(peer.process).cpu;
    return cpu + (options().brokerProcess > 0 ? cpuOfFamily(options().brokerProcess) : 0);
}

std::string SaturationWorkload::figures() const
{
    char text[200];
    std::snprintf(text, sizeof text,
                  "\"highestRate\":%.1f,\"lowestFailedRate\":%.1f,\"busy\":%.3f,"
                  "\"deliveriesPerSecond\":%.0f,",
                  m_highest, m_lowest, m_busy, m_deliveriesPerSecond);
    return text;
}

} // namespace Load
