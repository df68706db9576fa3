// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_READBUFFER_P_H
#define QSOCKETIO_NET_READBUFFER_P_H

#include "../core/global.h"

#include <memory>

namespace QSocketIo {

// Lends the thread's one read buffer to whoever reads a stream just now, so that an idle connection
// needs none. A reader in a nested event loop gets a buffer of its own.
class QSOCKETIO_AUTOTEST_EXPORT ReadBuffer
{
public:
    static constexpr qsizetype Size = 64 * 1024;

    ReadBuffer();
    ~ReadBuffer();
    Q_DISABLE_COPY_MOVE(ReadBuffer)

    [[nodiscard]] char *data() { return m_data.get(); }

private:
    std::unique_ptr<char[]> m_data;
};

} // namespace QSocketIo

#endif
