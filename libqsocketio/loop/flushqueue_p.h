// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_LOOP_FLUSHQUEUE_P_H
#define QSOCKETIO_LOOP_FLUSHQUEUE_P_H

#include "../core/global.h"

#include <QtCore/QObject>

#include <vector>

namespace QSocketIo {

class FlushQueue;

// Something with output to flush once at the end of the event loop's turn.
class QSOCKETIO_AUTOTEST_EXPORT Flushable
{
public:
    Flushable() = default;
    virtual ~Flushable(); // leaves its queue
    Q_DISABLE_COPY_MOVE(Flushable)

protected:
    // May do anything, deleting this or others in the queue included.
    virtual void flushNow() = 0;
    // It is next: time to prefetch() what flushNow() needs and does not lie next to this.
    virtual void flushIsNext() const { }

private:
    friend class FlushQueue;
    FlushQueue *m_queue = nullptr; // set while queued
    std::size_t m_index = 0;
    quint64 m_round = 0; // of the queue when it was flushed last
};

// Collects the writers of one turn of the event loop and flushes each of them once, at its end.
// Depends on no particular dispatcher: it posts itself one low-priority event per turn.
class QSOCKETIO_AUTOTEST_EXPORT FlushQueue : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FlushQueue)
public:
    explicit FlushQueue(QObject *parent = nullptr);
    ~FlushQueue() override;

    void schedule(Flushable *flushable); // once per turn, however often called
    void cancel(Flushable *flushable);
    // Flushes everything now, including what is scheduled meanwhile by others but not a second
    // round of the same one (that waits for the next turn).
    void flushAll();

    bool event(QEvent *event) override;

private:
    friend class Flushable;
    using Flushables = std::vector<Flushable *>; // null where one was cancelled

    static void append(Flushables &list, Flushable *flushable);
    void wakeUp();
    void prefetchNext() const;

    Flushables m_pending;
    Flushables m_next; // flushed in this round already, waiting for the next one
    std::size_t m_position = 0; // in m_pending, while flushing
    quint64 m_round = 0;
    int m_depth = 0; // of flushAll() calls on the stack
    bool m_posted = false;
};

} // namespace QSocketIo

#endif
