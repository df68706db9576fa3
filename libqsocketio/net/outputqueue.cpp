// SPDX-License-Identifier: MIT
#include "outputqueue_p.h"

#include <utility>

namespace QSocketIo {

void OutputQueue::append(QByteArray bytes)
{
    if (bytes.isEmpty())
        return;
    const bool isFirst = isEmpty();
    m_size += bytes.size();
    if (isFirst)
        m_first = std::move(bytes);
    else
        m_rest.append(std::move(bytes));
}

void OutputQueue::remove(qint64 size)
{
    m_size -= size;
    m_offset += qsizetype(size);
    while (!m_first.isEmpty() && m_offset >= m_first.size()) {
        m_offset -= m_first.size();
        m_first = m_rest.isEmpty() ? QByteArray() : m_rest.takeFirst();
    }
    if (m_rest.isEmpty() && m_rest.capacity() > 0)
        m_rest = {}; // gives its memory back
}

void OutputQueue::clear()
{
    *this = {};
}

OutputQueue::Pieces OutputQueue::gather(iovec *pieces, int maxCount) const
{
    Pieces result;
    const auto add = [&](const QByteArray &bytes, qsizetype offset) {
        const std::size_t size = std::size_t(bytes.size() - offset);
        pieces[result.count++] = {const_cast<char *>(bytes.constData()) + offset, size};
        result.size += qint64(size);
    };
    if (!isEmpty())
        add(m_first, m_offset);
    for (qsizetype i = 0; i < m_rest.size() && result.count < maxCount; ++i)
        add(m_rest.at(i), 0);
    return result;
}

} // namespace QSocketIo
