// SPDX-License-Identifier: MIT
#include "readbuffer_p.h"

#include <utility>

namespace QSocketIo {

static thread_local std::unique_ptr<char[]> s_spare;

ReadBuffer::ReadBuffer()
    : m_data(std::move(s_spare))
{
    if (!m_data)
        m_data.reset(new char[Size]); // not make_unique: it would write to all of it
}

ReadBuffer::~ReadBuffer()
{
    s_spare = std::move(m_data);
}

} // namespace QSocketIo
