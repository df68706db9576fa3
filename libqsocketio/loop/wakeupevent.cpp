// SPDX-License-Identifier: MIT
#include "wakeupevent_p.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace QSocketIo {

WakeUpEvent::WakeUpEvent()
    : m_descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{ }

WakeUpEvent::~WakeUpEvent()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void WakeUpEvent::wakeUp()
{
    // Not a load before it: only an exchange is sure to be seen by take(), with all that was written
    // before.
    if (m_state.exchange(State::Woken) == State::Sleeping)
        ::eventfd_write(m_descriptor, 1);
}

bool WakeUpEvent::beginSleep()
{
    State expected = State::Awake;
    return m_state.compare_exchange_strong(expected, State::Sleeping);
}

void WakeUpEvent::endSleep()
{
    State expected = State::Sleeping;
    m_state.compare_exchange_strong(expected, State::Awake);
}

int WakeUpEvent::wait(int timeout)
{
    // What was written for an earlier sleep. Before beginSleep(): behind it, it may be for this one.
    eventfd_t value = 0;
    ::eventfd_read(m_descriptor, &value);
    const bool isAsleep = timeout != 0 && beginSleep();
    // Without a descriptor nothing ends the sleep.
    constexpr int shortSleep = 10;
    if (m_descriptor < 0 && (timeout < 0 || timeout > shortSleep))
        timeout = shortSleep;
    pollfd watched{m_descriptor, POLLIN, 0};
    const int result = ::poll(&watched, 1, isAsleep ? timeout : 0);
    if (isAsleep)
        endSleep();
    return result;
}

} // namespace QSocketIo
