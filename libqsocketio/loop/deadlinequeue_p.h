// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_LOOP_DEADLINEQUEUE_P_H
#define QSOCKETIO_LOOP_DEADLINEQUEUE_P_H

#include "../core/global.h"

#include <QtCore/QBasicTimer>
#include <QtCore/QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace QSocketIo {

class DeadlineQueue;

// A point in time something waits for; a member or a base of what waits. Leaves its queue when
// destroyed. Starting, restarting and stopping are O(1).
class QSOCKETIO_AUTOTEST_EXPORT Deadline
{
public:
    Deadline() = default;
    virtual ~Deadline();
    Q_DISABLE_COPY_MOVE(Deadline)

    [[nodiscard]] bool isActive() const { return m_lane != nullptr; }

protected:
    // Called once, inactive already. May do anything, deleting this included.
    virtual void deadlineReached() = 0;

private:
    friend class DeadlineQueue;
    struct Lane;
    Deadline *m_previous = nullptr;
    Deadline *m_next = nullptr;
    Lane *m_lane = nullptr;
    std::chrono::milliseconds m_due{};
};

// A Deadline that calls a function.
class QSOCKETIO_AUTOTEST_EXPORT FunctionDeadline final : public Deadline
{
public:
    explicit FunctionDeadline(std::function<void()> function)
        : m_function(std::move(function))
    { }

protected:
    // Calls a copy of the function, so that it may delete this.
    void deadlineReached() override;

private:
    std::function<void()> m_function;
};

// Deadlines of a few different intervals (heartbeats, acknowledgements, connect timeouts): a FIFO
// per interval and one timer for all, instead of a QTimer each, which costs 8 µs to restart among
// ten thousand.
class QSOCKETIO_AUTOTEST_EXPORT DeadlineQueue : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DeadlineQueue)
public:
    using Clock = std::function<std::chrono::milliseconds()>; // monotonic

    // Tests pass a clock of their own and call processDue() themselves.
    explicit DeadlineQueue(QObject *parent = nullptr, Clock clock = {});
    ~DeadlineQueue() override; // deadlines still waiting become inactive

    // Starts or restarts; interval <= 0 is due in the next turn.
    void start(Deadline *deadline, std::chrono::milliseconds interval);
    void stop(Deadline *deadline);
    void processDue();
    [[nodiscard]] std::size_t count() const { return m_count; }

    // When the timer wakes the queue up next, by its clock; nullopt where it does not. May be
    // earlier than the first deadline, never later.
    [[nodiscard]] std::optional<std::chrono::milliseconds> wakeUpTime() const { return m_wakeUp; }
    [[nodiscard]] std::size_t laneCount() const { return m_lanes.size(); }

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    friend class Deadline;
    using Lane = Deadline::Lane;

    Lane *laneFor(std::chrono::milliseconds interval, std::chrono::milliseconds due);
    void collectDue(std::chrono::milliseconds now);
    void fireCollected();
    void removeTopLane();
    void removeEmptyLanes();
    void rearm();
    void wakeUpAt(std::chrono::milliseconds time);

    bool m_hasTimer;
    Clock m_clock;
    std::unordered_map<qint64, std::unique_ptr<Lane>> m_lanes; // by interval
    // A heap, the lane with the earliest time first. A lane's time is when its first deadline was
    // due at some point: since deadlines are appended in the order in which they are due, the
    // first one is never due earlier, and starting or stopping one need not touch the heap.
    std::vector<Lane *> m_heap;
    std::unique_ptr<Lane> m_collected; // due, about to be called
    std::size_t m_count = 0;
    std::size_t m_emptyLanes = 0;
    QBasicTimer m_timer;
    std::optional<std::chrono::milliseconds> m_wakeUp;
};

} // namespace QSocketIo

#endif
