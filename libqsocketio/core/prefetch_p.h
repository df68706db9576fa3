// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_PREFETCH_P_H
#define QSOCKETIO_CORE_PREFETCH_P_H

#include <QtCore/qglobal.h>

#include <cstddef>

namespace QSocketIo {

// Asks for memory that is needed soon. A loop over thousands of clients otherwise waits for each
// one's objects in turn: nothing of them is left in the caches since the last time.
template<std::size_t Size>
inline void prefetch(const void *memory)
{
#ifdef Q_CC_GNU // Clang, too
    constexpr std::size_t LineSize = 64;
    const char *line = static_cast<const char *>(memory);
    for (std::size_t offset = 0; offset < Size; offset += LineSize)
        __builtin_prefetch(line + offset);
#else
    Q_UNUSED(memory)
#endif
}

} // namespace QSocketIo

#endif
