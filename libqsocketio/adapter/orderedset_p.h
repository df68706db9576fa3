// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_ORDEREDSET_P_H
#define QSOCKETIO_ADAPTER_ORDEREDSET_P_H

#include <QtCore/QHash>

#include <algorithm>
#include <memory>
#include <vector>

namespace QSocketIo {

// A set of pointers in the order of insertion, because the order of delivery is observable. Most
// sets hold one or two members (a socket's own room), so the index is built only for larger ones.
template<typename T>
class OrderedSet
{
public:
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    [[nodiscard]] std::size_t count() const { return m_count; }

    [[nodiscard]] bool contains(T *item) const { return find(item) != npos; }

    // False where it was there already.
    bool insert(T *item)
    {
        if (contains(item))
            return false;
        if (m_index)
            m_index->insert(item, m_items.size());
        m_items.push_back(item);
        ++m_count;
        if (!m_index && m_items.size() > indexThreshold)
            compact();
        return true;
    }

    bool remove(T *item)
    {
        const std::size_t position = find(item);
        if (position == npos)
            return false;
        m_items[position] = nullptr;
        if (m_index)
            m_index->remove(item);
        --m_count;
        if (m_items.size() > 2 * m_count)
            compact();
        return true;
    }

    // The items; null where one has been removed.
    [[nodiscard]] const std::vector<T *> &positions() const { return m_items; }

private:
    static constexpr std::size_t npos = std::size_t(-1);
    static constexpr std::size_t indexThreshold = 16;

    [[nodiscard]] std::size_t find(T *item) const
    {
        if (m_index)
            return m_index->value(item, npos);
        const auto found = std::find(m_items.begin(), m_items.end(), item);
        return found == m_items.end() ? npos : std::size_t(found - m_items.begin());
    }

    // Closes the gaps and makes, renews or drops the index.
    void compact()
    {
        m_items.erase(std::remove(m_items.begin(), m_items.end(), nullptr), m_items.end());
        if (m_items.capacity() > 4 * m_items.size())
            m_items.shrink_to_fit();
        m_index.reset();
        if (m_items.size() <= indexThreshold)
            return;
        m_index = std::make_unique<QHash<T *, std::size_t>>();
        m_index->reserve(qsizetype(m_items.size()));
        for (std::size_t i = 0; i < m_items.size(); ++i)
            m_index->insert(m_items[i], i);
    }

    std::vector<T *> m_items;
    std::unique_ptr<QHash<T *, std::size_t>> m_index;
    std::size_t m_count = 0;
};

} // namespace QSocketIo

#endif
