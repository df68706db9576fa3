// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_LOOP_TICKQUEUE_P_H
#define QSOCKETIO_LOOP_TICKQUEUE_P_H

#include "../core/global.h"
#include "tick_p.h"

#include <QtCore/QObject>

#include <vector>

namespace QSocketIo {

// Small tasks that run one tick later: behind the current call stack and, the queue posting one
// event of normal priority for a whole batch, before the dispatcher reads from connections again.
class QSOCKETIO_AUTOTEST_EXPORT TickQueue : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TickQueue)
public:
    // More than these in one pass and the rest waits for a new event, so that tasks posting tasks
    // do not starve the loop.
    static constexpr std::size_t maxTasksPerPass = 10'000;

    explicit TickQueue(QObject *parent = nullptr);
    ~TickQueue() override; // drops the tasks

    void post(Tick tick);
    // Runs the tasks, in the order they were posted, and what they post, behind them. Tasks may do
    // anything, running a nested event loop and deleting the queue included.
    void runPending();
    [[nodiscard]] std::size_t count() const { return m_tasks.size() - m_position; }
    [[nodiscard]] bool isRunning() const { return m_depth > 0; } // inside a task

    bool event(QEvent *event) override;

private:
    void wakeUp();
    void dropDone();

    std::vector<Tick> m_tasks;
    std::size_t m_position = 0; // of the first task that has not run
    int m_depth = 0;
    bool m_posted = false;
    bool m_closing = false;
};

} // namespace QSocketIo

#endif
