// SPDX-License-Identifier: MIT
#include "deadlinequeue_p.h"

#include <QtCore/QPointer>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <limits>

namespace QSocketIo {

using std::chrono::milliseconds;

namespace {
// Long enough for "never", and far from overflowing when added to a time.
constexpr milliseconds maxInterval = std::chrono::hours(24 * 365 * 100);
// Below it, the 5% a coarse timer may be off or the grid it is moved to would show.
constexpr milliseconds preciseBelow(50);
// Fewer empty lanes than this are not worth looking for.
constexpr std::size_t minEmptyLanes = 16;

milliseconds steadyNow()
{
    using std::chrono::steady_clock;
    return std::chrono::ceil<milliseconds>(steady_clock::now().time_since_epoch());
}
} // namespace

// A doubly linked list of the deadlines of one interval, in the order in which they are due.
struct Deadline::Lane
{
    DeadlineQueue *queue = nullptr;
    milliseconds interval{};
    milliseconds time{}; // its place in the heap, not later than the first deadline
    Deadline *first = nullptr;
    Deadline *last = nullptr;

    void append(Deadline *deadline)
    {
        deadline->m_lane = this;
        deadline->m_previous = last;
        (last ? last->m_next : first) = deadline;
        last = deadline;
    }

    void remove(Deadline *deadline)
    {
        (deadline->m_previous ? deadline->m_previous->m_next : first) = deadline->m_next;
        (deadline->m_next ? deadline->m_next->m_previous : last) = deadline->m_previous;
        deadline->m_previous = deadline->m_next = nullptr;
        deadline->m_lane = nullptr;
    }

    void clear()
    {
        while (first)
            remove(first);
    }

    // For std::push_heap, which puts the greatest first.
    static bool isLater(const Lane *a, const Lane *b) { return a->time > b->time; }
};

Deadline::~Deadline()
{
    if (m_lane)
        m_lane->queue->stop(this);
}

void FunctionDeadline::deadlineReached()
{
    const std::function<void()> function = m_function;
    function();
}

DeadlineQueue::DeadlineQueue(QObject *parent, Clock clock)
    : QObject(parent)
    , m_hasTimer(!clock)
    , m_clock(clock ? std::move(clock) : Clock(steadyNow))
    , m_collected(std::make_unique<Lane>())
{
    m_collected->queue = this;
}

DeadlineQueue::~DeadlineQueue()
{
    m_collected->clear();
    for (Lane *lane : m_heap)
        lane->clear();
}

void DeadlineQueue::start(Deadline *deadline, milliseconds interval)
{
    interval = std::clamp(interval, milliseconds::zero(), maxInterval);
    Lane *lane = deadline->m_lane;
    const bool isSameLane
        = lane && lane->queue == this && lane != m_collected.get() && lane->interval == interval;
    deadline->m_due = m_clock() + interval;
    if (isSameLane) {
        lane->remove(deadline);
        lane->append(deadline);
        return; // it moved later, as heartbeats do with every message: leave the timer alone
    }
    if (lane)
        lane->queue->stop(deadline);
    lane = laneFor(interval, deadline->m_due);
    if (!lane->first)
        --m_emptyLanes;
    lane->append(deadline);
    ++m_count;
    if (!m_wakeUp || deadline->m_due < *m_wakeUp)
        wakeUpAt(deadline->m_due);
}

DeadlineQueue::Lane *DeadlineQueue::laneFor(milliseconds interval, milliseconds due)
{
    std::unique_ptr<Lane> &lane = m_lanes[interval.count()];
    if (!lane) {
        lane = std::make_unique<Lane>();
        lane->queue = this;
        lane->interval = interval;
        lane->time = due;
        m_heap.push_back(lane.get());
        std::push_heap(m_heap.begin(), m_heap.end(), Lane::isLater);
        ++m_emptyLanes;
    }
    return lane.get();
}

void DeadlineQueue::stop(Deadline *deadline)
{
    Lane *lane = deadline->m_lane;
    if (!lane || lane->queue != this)
        return;
    lane->remove(deadline);
    --m_count;
    if (lane->first || lane == m_collected.get())
        return;
    // An empty lane is likely to be used again soon, and else dropped when its time comes.
    ++m_emptyLanes;
    if (m_emptyLanes >= minEmptyLanes && m_emptyLanes > m_lanes.size() / 2)
        removeEmptyLanes();
}

void DeadlineQueue::removeEmptyLanes()
{
    std::erase_if(m_heap, [](const Lane *lane) { return !lane->first; });
    std::make_heap(m_heap.begin(), m_heap.end(), Lane::isLater);
    std::erase_if(m_lanes, [](const auto &entry) { return !entry.second->first; });
    m_emptyLanes = 0;
}

void DeadlineQueue::removeTopLane()
{
    Lane *lane = m_heap.front();
    std::pop_heap(m_heap.begin(), m_heap.end(), Lane::isLater);
    m_heap.pop_back();
    m_lanes.erase(lane->interval.count());
    --m_emptyLanes;
}

void DeadlineQueue::processDue()
{
    m_wakeUp.reset(); // what woke us up has been used
    const milliseconds now = m_clock();
    collectDue(now);
    // For the nested event loop that a deadline may run.
    if (m_collected->first != m_collected->last)
        wakeUpAt(now);
    else
        rearm();
    const QPointer<DeadlineQueue> self(this);
    fireCollected();
    if (self)
        rearm();
}

// Moves what is due to a list of its own, earliest first: what a deadline starts waits for the next
// pass, however short its interval.
void DeadlineQueue::collectDue(milliseconds now)
{
    while (!m_heap.empty()) {
        Lane *lane = m_heap.front();
        if (!lane->first) {
            removeTopLane();
            continue;
        }
        if (lane->time > now)
            return;
        Deadline *deadline = lane->first;
        if (lane->time == deadline->m_due) {
            lane->remove(deadline);
            m_collected->append(deadline);
            if (!lane->first) {
                ++m_emptyLanes;
                removeTopLane();
                continue;
            }
        }
        std::pop_heap(m_heap.begin(), m_heap.end(), Lane::isLater);
        lane->time = lane->first->m_due;
        std::push_heap(m_heap.begin(), m_heap.end(), Lane::isLater);
    }
}

void DeadlineQueue::fireCollected()
{
    const QPointer<DeadlineQueue> self(this);
    while (self && m_collected->first) {
        Deadline *deadline = m_collected->first;
        m_collected->remove(deadline);
        --m_count;
        deadline->deadlineReached();
    }
}

void DeadlineQueue::rearm()
{
    while (!m_heap.empty() && !m_heap.front()->first)
        removeTopLane();
    if (m_heap.empty()) {
        m_wakeUp.reset();
        m_timer.stop();
    } else if (m_wakeUp != m_heap.front()->time) {
        wakeUpAt(m_heap.front()->time);
    }
}

void DeadlineQueue::wakeUpAt(milliseconds time)
{
    m_wakeUp = time;
    if (!m_hasTimer)
        return;
    constexpr milliseconds longest(std::numeric_limits<int>::max());
    const milliseconds rest = std::clamp(time - m_clock(), milliseconds::zero(), longest);
    m_timer.start(static_cast<int>(rest.count()),
                  rest < preciseBelow ? Qt::PreciseTimer : Qt::CoarseTimer, this);
}

void DeadlineQueue::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_timer.timerId())
        processDue();
    else
        QObject::timerEvent(event);
}

} // namespace QSocketIo
