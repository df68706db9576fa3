// SPDX-License-Identifier: MIT
#include "eventloop.h"

#include "fail.h"

#include <algorithm>
#include <array>
#include <sys/epoll.h>
#include <unistd.h>
#include <utility>

namespace Load {

EventLoop::EventLoop(Waiting waiting)
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_waiting(waiting)
{
    if (m_epoll < 0)
        fail("epoll_create1");
}

EventLoop::~EventLoop()
{
    ::close(m_epoll);
}

static void control(int epoll, int operation, int descriptor, Watcher &watcher,
                    std::uint32_t events)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = &watcher;
    if (::epoll_ctl(epoll, operation, descriptor, &event) != 0)
        fail("epoll_ctl");
}

void EventLoop::watch(int descriptor, Watcher &watcher, std::uint32_t events)
{
    control(m_epoll, EPOLL_CTL_ADD, descriptor, watcher, events);
}

void EventLoop::change(int descriptor, Watcher &watcher, std::uint32_t events)
{
    control(m_epoll, EPOLL_CTL_MOD, descriptor, watcher, events);
}

void EventLoop::turn(Clock::time_point deadline)
{
    using namespace std::chrono;
    std::array<epoll_event, 1024> events;
    const auto left = ceil<milliseconds>(std::min(deadline, m_due) - Clock::now()).count();
    const auto timeout = m_waiting == Waiting::Sleeps ? std::clamp<std::int64_t>(left, 0, 1000) : 0;
    const int count = ::epoll_wait(m_epoll, events.data(), int(events.size()), int(timeout));
    for (int i = 0; i < count; ++i) {
        m_now = Clock::now();
        callIfDue(); // and not only after all of them
        static_cast<Watcher *>(events[std::size_t(i)].data.ptr)
            ->ready(events[std::size_t(i)].events);
    }
    m_now = Clock::now();
    callIfDue();
}

void EventLoop::callAt(Clock::time_point due, std::function<void()> call)
{
    m_due = due;
    m_call = std::move(call);
}

void EventLoop::callIfDue()
{
    if (m_now < m_due)
        return;
    m_due = Clock::time_point::max();
    std::exchange(m_call, {})(); // may ask for the next one
}

void EventLoop::runFor(Clock::duration duration)
{
    m_now = Clock::now();
    for (const Clock::time_point end = m_now + duration; Clock::now() < end;)
        turn(end);
}

bool EventLoop::waitFor(const std::function<bool()> &isDone, Clock::duration patience)
{
    m_now = Clock::now();
    const Clock::time_point end = m_now + patience;
    while (!isDone()) {
        if (Clock::now() >= end)
            return false;
        turn(end);
    }
    return true;
}

void EventLoop::runUntil(const std::function<bool()> &isDone, Clock::duration patience)
{
    if (!waitFor(isDone, patience))
        fail("the server is too slow, or does not answer at all");
}

} // namespace Load
