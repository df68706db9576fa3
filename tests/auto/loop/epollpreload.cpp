// SPDX-License-Identifier: MIT
//
// Loaded before a program (LD_PRELOAD), this gives it our event dispatcher.
#include <QSocketIo/EpollEventDispatcher>

#include <cstdlib>

__attribute__((constructor)) static void installDispatcher()
{
    if (!QSocketIo::EpollEventDispatcher::install())
        std::abort();
}
