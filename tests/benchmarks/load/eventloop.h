// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_EVENTLOOP_H
#define QSOCKETIO_BENCHMARKS_EVENTLOOP_H

#include <chrono>
#include <cstdint>
#include <functional>

namespace Load {

using Clock = std::chrono::steady_clock;

// What waits for its descriptor.
class Watcher
{
public:
    virtual ~Watcher() = default;
    virtual void ready(std::uint32_t events) = 0; // of epoll
};

// One epoll instance, one thread.
class EventLoop
{
public:
    // Spins: asks for events all the time. A server that writes to somebody who sleeps has to wake
    // them, which costs about as much as the writing, and only where they are on its own machine.
    enum class Waiting { Sleeps, Spins };

    explicit EventLoop(Waiting waiting);
    ~EventLoop();
    EventLoop(const EventLoop &) = delete;
    EventLoop &operator=(const EventLoop &) = delete;

    void watch(int descriptor, Watcher &watcher, std::uint32_t events);
    void change(int descriptor, Watcher &watcher, std::uint32_t events);

    void runFor(Clock::duration duration);
    // Whether it is done in that time.
    [[nodiscard]] bool waitFor(const std::function<bool()> &isDone, Clock::duration patience);
    // Ends the program where that takes longer than it may.
    void runUntil(const std::function<bool()> &isDone, Clock::duration patience);
    // Calls that once, as soon as it is due; there is one such call at a time.
    void callAt(Clock::time_point due, std::function<void()> call);

    // When the events that are being handled arrived.
    [[nodiscard]] Clock::time_point now() const { return m_now; }

private:
    void turn(Clock::time_point deadline);
    void callIfDue();

    int m_epoll;
    const Waiting m_waiting;
    Clock::time_point m_now = Clock::now();
    Clock::time_point m_due = Clock::time_point::max();
    std::function<void()> m_call;
};

} // namespace Load

#endif
