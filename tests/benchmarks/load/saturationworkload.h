// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_SATURATIONWORKLOAD_H
#define QSOCKETIO_BENCHMARKS_SATURATIONWORKLOAD_H

#include "pacedworkload.h"

namespace Load {

// Looks for the highest rate that the servers keep up with: twice as many emits a second as long as
// they do (or half as many until they do), then by halves between the last rate that went well and the
// first that did not.
class SaturationWorkload : public PacedWorkload
{
public:
    using PacedWorkload::PacedWorkload;

    void reset() override;
    void finish() override;
    [[nodiscard]] std::string figures() const override;

private:
    // Runs at that rate, two where the first goes wrong: the machine may have had something else to
    // do. False: what was late does not come any more.
    bool tryRate(double rate);
    bool run(double rate);
    // Whether they kept up, in the run that has just gone on for its time.
    [[nodiscard]] bool isInTime();
    void note(double rate, bool isGood);
    [[nodiscard]] std::uint64_t serversCpu() const;

    double m_highest = 0; // that went well
    double m_lowest = 0; // that did not; 0: none
    double m_busy = 0; // part of the time that servers and broker were, at the highest rate
    double m_deliveriesPerSecond = 0; // then
    double m_runBusy = 0; // the same of the last run
    std::uint64_t m_cpuBefore = 0;
    Clock::time_point m_before;
};

} // namespace Load

#endif
