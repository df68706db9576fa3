// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_LOOP_WAKEUPEVENT_P_H
#define QSOCKETIO_LOOP_WAKEUPEVENT_P_H

#include "../core/global.h"

#include <atomic>

namespace QSocketIo {

// What wakes an event loop up, from any thread. It costs a system call only where the loop sleeps:
// all that comes while it is awake is one flag.
class WakeUpEvent
{
public:
    WakeUpEvent();
    ~WakeUpEvent();
    Q_DISABLE_COPY_MOVE(WakeUpEvent)

    // An eventfd that nobody reads: to be watched edge-triggered. -1 where there is none.
    [[nodiscard]] int descriptor() const { return m_descriptor; }

    void wakeUp(); // thread-safe

    // The rest is for the loop's own thread.
    [[nodiscard]] bool isWoken() const { return m_state.load() == State::Woken; }
    [[nodiscard]] bool take() { return m_state.exchange(State::Awake) == State::Woken; }
    // False where it has been woken already, and must not sleep.
    [[nodiscard]] bool beginSleep();
    void endSleep(); // isWoken() tells whether by this
    // Sleeps for that many milliseconds, -1 being for ever, waiting for nothing else. Returns what
    // poll() does.
    int wait(int timeout);

private:
    enum class State { Awake, Sleeping, Woken };

    std::atomic<State> m_state = State::Awake;
    int m_descriptor;
};

} // namespace QSocketIo

#endif
