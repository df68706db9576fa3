// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_CORE_DEFERREDHANDSHAKE_P_H
#define QSOCKETIO_CORE_DEFERREDHANDSHAKE_P_H

#include "handshake.h"

#include <functional>
#include <memory>
#include <utility>

namespace QSocketIo {

// A handshake that is read when somebody looks at it: most of those that come with the sockets of
// other servers nobody does.
class DeferredHandshake
{
public:
    [[nodiscard]] static Handshake make(std::function<Handshake()> read)
    {
        Handshake handshake;
        handshake.m_deferred = std::make_shared<DeferredHandshake>(std::move(read));
        return handshake;
    }

    explicit DeferredHandshake(std::function<Handshake()> read)
        : m_read(std::move(read))
    { }

    [[nodiscard]] const Handshake &content()
    {
        if (const auto read = std::exchange(m_read, nullptr))
            m_content = read();
        return m_content;
    }

private:
    std::function<Handshake()> m_read; // null once it has been
    Handshake m_content;
};

} // namespace QSocketIo

#endif
