// SPDX-License-Identifier: MIT
#include "timerheap_p.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <array>
#include <limits>

namespace QSocketIo {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using namespace std::chrono_literals;

namespace {
// Long enough for "never", and far from overflowing when added to a time.
constexpr milliseconds longestInterval = std::chrono::hours(24 * 365 * 100);
constexpr std::size_t notInHeap = std::numeric_limits<std::size_t>::max();

// Timers fire at multiples of these, so that many of them share a turn. Each divides the next: timers
// of different intervals meet, too.
constexpr std::array<milliseconds, 6> grids{1ms, 5ms, 10ms, 50ms, 100ms, 500ms};

nanoseconds monotonicNow()
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

// At most 5 % of a coarse timer's interval; below 20 ms that is less than a clock tick, and from 20 s
// on more than the second that a very coarse timer may be late. 0 for none.
milliseconds gridOf(milliseconds interval, Qt::TimerType type)
{
    if (type == Qt::PreciseTimer || interval == 0ms)
        return 0ms;
    if (type == Qt::VeryCoarseTimer || interval >= 20s)
        return 1s;
    const auto above = std::upper_bound(grids.begin(), grids.end(), interval / 20);
    return above == grids.begin() ? 0ms : *std::prev(above);
}

nanoseconds roundedUp(nanoseconds time, nanoseconds grid)
{
    const nanoseconds excess = time % grid;
    return excess == 0ns ? time : time + grid - excess;
}

milliseconds roundedUpUntil(nanoseconds time, nanoseconds now)
{
    return std::max(std::chrono::ceil<milliseconds>(time - now), 0ms);
}
} // namespace

// Late by the grid at most, never early.
nanoseconds TimerHeap::Timer::due() const
{
    const milliseconds grid = gridOf(interval, type);
    return grid == 0ms ? time : roundedUp(time, grid);
}

// From when it should have fired, so that it does not drift, but without catching up what it has
// missed altogether.
void TimerHeap::Timer::advance(nanoseconds now)
{
    time += interval;
    if (time < now)
        time = now + interval;
}

TimerHeap::TimerHeap(Clock clock)
    : m_clock(clock ? std::move(clock) : Clock(monotonicNow))
{ }

TimerHeap::~TimerHeap() = default;

void TimerHeap::start(int id, milliseconds interval, Qt::TimerType type, QObject *object)
{
    interval = std::min(interval, longestInterval);
    const auto [place, isNew]
        = m_timers.try_emplace(id, Timer{id, type, interval, object, m_clock() + interval});
    Q_ASSERT(isNew);
    Timer *timer = &place->second;
    link(timer);
    push(timer);
}

bool TimerHeap::stop(int id)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return false;
    stop(&found->second);
    return true;
}

void TimerHeap::stop(Timer *timer)
{
    if (timer->firing)
        *timer->firing = nullptr;
    else
        removeAt(timer->position);
    unlink(timer);
    m_timers.erase(timer->id);
}

bool TimerHeap::stopAll(QObject *object)
{
    if (!m_firstOf.contains(object))
        return false;
    while (Timer *timer = m_firstOf.value(object))
        stop(timer);
    return true;
}

QList<QAbstractEventDispatcher::TimerInfo> TimerHeap::timers(QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> result;
    for (const Timer *timer = m_firstOf.value(object); timer; timer = timer->next)
        result.emplace_back(timer->id, static_cast<int>(timer->interval.count()), timer->type);
    return result;
}

std::optional<milliseconds> TimerHeap::remainingTime(int id) const
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return {};
    return roundedUpUntil(found->second.time, m_clock());
}

std::optional<milliseconds> TimerHeap::timeToWait() const
{
    if (m_heap.empty())
        return {};
    return roundedUpUntil(m_heap.front().due, m_clock());
}

int TimerHeap::fireDue()
{
    if (m_heap.empty())
        return 0;
    const nanoseconds now = m_clock();
    // What is set from here on is due at now at the earliest, and thus behind all that was set
    // before and is due: the first of it ends the pass.
    const quint64 firstOfNextPass = m_nextSequence;
    int count = 0;
    while (!m_heap.empty() && m_heap.front().due <= now
           && m_heap.front().sequence < firstOfNextPass) {
        Timer *timer = m_heap.front().timer;
        if (timer->interval > 0ms)
            ++count;
        fire(timer, now);
    }
    return count;
}

// Out of the heap while its handler runs, so that nested event loops neither fire it nor wake up for
// it.
void TimerHeap::fire(Timer *timer, nanoseconds now)
{
    removeAt(timer->position);
    timer->advance(now);
    timer->firing = &timer;
    QTimerEvent event(timer->id);
    QCoreApplication::sendEvent(timer->object, &event);
    if (!timer)
        return; // stopped
    timer->firing = nullptr;
    push(timer);
}

void TimerHeap::link(Timer *timer)
{
    Timer *&first = m_firstOf[timer->object];
    timer->next = first;
    if (first)
        first->previous = timer;
    first = timer;
}

void TimerHeap::unlink(Timer *timer)
{
    if (timer->next)
        timer->next->previous = timer->previous;
    if (timer->previous)
        timer->previous->next = timer->next;
    else if (timer->next)
        m_firstOf[timer->object] = timer->next;
    else
        m_firstOf.remove(timer->object);
}

void TimerHeap::push(Timer *timer)
{
    const Entry entry{timer->due(), m_nextSequence++, timer};
    m_heap.push_back(entry);
    siftUp(m_heap.size() - 1, entry);
}

void TimerHeap::removeAt(std::size_t position)
{
    m_heap[position].timer->position = notInHeap;
    const Entry last = m_heap.back();
    m_heap.pop_back();
    if (position == m_heap.size())
        return;
    if (position > 0 && last < m_heap[(position - 1) / 2])
        siftUp(position, last);
    else
        siftDown(position, last);
}

void TimerHeap::place(std::size_t position, const Entry &entry)
{
    m_heap[position] = entry;
    entry.timer->position = position;
}

void TimerHeap::siftUp(std::size_t position, const Entry &entry)
{
    while (position > 0) {
        const std::size_t parent = (position - 1) / 2;
        if (!(entry < m_heap[parent]))
            break;
        place(position, m_heap[parent]);
        position = parent;
    }
    place(position, entry);
}

void TimerHeap::siftDown(std::size_t position, const Entry &entry)
{
    for (;;) {
        std::size_t child = 2 * position + 1;
        if (child >= m_heap.size())
            break;
        if (child + 1 < m_heap.size() && m_heap[child + 1] < m_heap[child])
            ++child;
        if (!(m_heap[child] < entry))
            break;
        place(position, m_heap[child]);
        position = child;
    }
    place(position, entry);
}

} // namespace QSocketIo
