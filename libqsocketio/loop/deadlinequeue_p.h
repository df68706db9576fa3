// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_LOOP_DEADLINEQUEUE_P_H
#define QSOCKETIO_LOOP_DEADLINEQUEUE_P_H

#include "../core/global.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <chrono>
#include <functional>
#include <memory>

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

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    friend class Deadline;
    Clock m_clock;
    QHash<qint64, std::shared_ptr<Deadline::Lane>> m_lanes;
    std::size_t m_count = 0;
};

} // namespace QSocketIo

#endif
