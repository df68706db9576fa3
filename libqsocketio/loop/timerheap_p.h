// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_LOOP_TIMERHEAP_P_H
#define QSOCKETIO_LOOP_TIMERHEAP_P_H

#include "../core/global.h"

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QHash>
#include <QtCore/QList>

#include <chrono>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace QSocketIo {

// The timers of an event dispatcher. Starting, restarting and stopping are O(log n), and none takes
// a descriptor.
class QSOCKETIO_AUTOTEST_EXPORT TimerHeap
{
public:
    using Clock = std::function<std::chrono::nanoseconds()>; // monotonic

    explicit TimerHeap(Clock clock = {}); // tests pass one of their own
    ~TimerHeap();
    Q_DISABLE_COPY_MOVE(TimerHeap)

    // Preconditions: the id is not used, the interval not negative.
    void start(int id, std::chrono::milliseconds interval, Qt::TimerType type, QObject *object);
    bool stop(int id);
    bool stopAll(QObject *object);
    [[nodiscard]] QList<QAbstractEventDispatcher::TimerInfo> timers(QObject *object) const;
    // Rounded up; 0 where it is due, nullopt where there is no such timer.
    [[nodiscard]] std::optional<std::chrono::milliseconds> remainingTime(int id) const;

    // Until the next one is to fire, rounded up: a loop that slept less would come back for nothing.
    // Timers whose handlers are running do not count. nullopt where there are no others.
    [[nodiscard]] std::optional<std::chrono::milliseconds> timeToWait() const;
    // Fires what is due, earliest first, each timer once. Handlers may do anything, including to run
    // this again, in which their own timer does not take part. Returns how many of those that fired
    // had an interval: those without always do.
    int fireDue();

private:
    struct Timer
    {
        int id;
        Qt::TimerType type;
        std::chrono::milliseconds interval;
        QObject *object;
        std::chrono::nanoseconds time; // when it should fire; when it does is due()
        std::size_t position = 0; // in the heap, or notInHeap
        Timer **firing
            = nullptr; // set while its handler runs, to null where it is stopped meanwhile
        Timer *previous = nullptr; // of the same object
        Timer *next = nullptr;

        [[nodiscard]] std::chrono::nanoseconds due() const;
        void advance(std::chrono::nanoseconds now);
    };
    struct Entry
    {
        std::chrono::nanoseconds due;
        quint64 sequence; // equal times fire in the order in which they were set
        Timer *timer;

        bool operator<(const Entry &other) const
        {
            return due != other.due ? due < other.due : sequence < other.sequence;
        }
    };

    void stop(Timer *timer);
    void fire(Timer *timer, std::chrono::nanoseconds now);
    void link(Timer *timer);
    void unlink(Timer *timer);

    void push(Timer *timer);
    void removeAt(std::size_t position);
    void place(std::size_t position, const Entry &entry);
    void siftUp(std::size_t position, const Entry &entry);
    void siftDown(std::size_t position, const Entry &entry);

    Clock m_clock;
    std::unordered_map<int, Timer> m_timers; // by id
    QHash<const QObject *, Timer *> m_firstOf; // a list of each object's
    std::vector<Entry> m_heap;
    quint64 m_nextSequence = 0;
};

} // namespace QSocketIo

#endif
