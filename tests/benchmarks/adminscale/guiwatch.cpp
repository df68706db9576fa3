// SPDX-License-Identifier: MIT
#include "guiwatch.h"

#include "processmemory.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

GuiWatch::GuiWatch()
    : m_timer(this)
{
    m_clock.start();
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.callOnTimeout(this, &GuiWatch::tick);
    m_timer.start(std::chrono::milliseconds(10));
    begin();
}

double GuiWatch::threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

void GuiWatch::begin()
{
    m_gaps.clear();
    m_beginWall = m_lastWall = wallTime();
    m_beginProcessor = m_lastProcessor = threadTime();
}

void GuiWatch::tick()
{
    const double wall = wallTime();
    const double processor = threadTime();
    m_gaps.push_back({wall - m_lastWall, processor - m_lastProcessor});
    m_lastWall = wall;
    m_lastProcessor = processor;
}

void GuiWatch::report(const char *phase)
{
    tick();
    const auto worst = [this](double Gap::*time) {
        return *std::max_element(m_gaps.cbegin(), m_gaps.cend(),
                                 [time](const Gap &a, const Gap &b) { return a.*time < b.*time; });
    };
    std::vector<double> sorted;
    for (const Gap &gap : m_gaps)
        sorted.push_back(gap.wall);
    std::sort(sorted.begin(), sorted.end());
    const double p99 = sorted[sorted.size() * 99 / 100];
    const double took = m_lastWall - m_beginWall;
    std::printf("%-10s %7.1f s  largest gap %6.0f ms (most processor time in one: %4.0f ms)  "
                "p99 %4.0f ms  thread %3.0f %% of a core  memory %lld MB, peak %lld MB\n",
                phase, took / 1e3, worst(&Gap::wall).wall, worst(&Gap::processor).processor, p99,
                (m_lastProcessor - m_beginProcessor) * 100 / std::max(1.0, took),
                static_cast<long long>(residentMegabytes()),
                static_cast<long long>(peakMegabytes()));
    std::fflush(stdout);
}
