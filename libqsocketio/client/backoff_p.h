// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CLIENT_BACKOFF_P_H
#define QSOCKETIO_CLIENT_BACKOFF_P_H

#include "../core/global.h"

#include <chrono>
#include <functional>

namespace QSocketIo {

// How long to wait before each further attempt: twice as long each time, with jitter, so that the
// clients of a restarted server do not all come back at once.
class QSOCKETIO_AUTOTEST_EXPORT Backoff
{
public:
    // Where it gets its chance from: numbers from 0 up to, but not including, 1.
    using Random = std::function<double()>;

    // randomizationFactor: 0 (none) to 1; what is outside of that means 0.
    Backoff(std::chrono::milliseconds delay, std::chrono::milliseconds maxDelay,
            double randomizationFactor, Random random = {});

    // Counts an attempt and returns how long to wait before it.
    [[nodiscard]] std::chrono::milliseconds next();
    [[nodiscard]] int attempts() const { return m_attempts; }
    void reset() { m_attempts = 0; }

private:
    std::chrono::milliseconds m_delay;
    std::chrono::milliseconds m_maxDelay;
    double m_jitter;
    Random m_random;
    int m_attempts = 0;
};

} // namespace QSocketIo

#endif
