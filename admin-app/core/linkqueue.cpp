// SPDX-License-Identifier: MIT
#include "linkqueue.h"

#include <QtCore/QMutexLocker>

#include <utility>

namespace QsioAdmin {

void LinkQueue::setLimits(size_t maxDetailed, size_t maxTraffic)
{
    const QMutexLocker locker(&m_mutex);
    m_maxDetailed = maxDetailed;
    m_maxTraffic = maxTraffic;
}

bool LinkQueue::keeps(LinkItem &item)
{
    auto *event = std::get_if<AdminEvent>(&item);
    auto *traffic = event ? std::get_if<Traffic>(event) : nullptr;
    if (!traffic && !(event && std::holds_alternative<ConnectionRefused>(*event)))
        return true;
    if (m_items.size() >= m_maxTraffic) {
        ++m_dropped;
        return false;
    }
    if (traffic && m_items.size() >= m_maxDetailed) {
        ++m_stripped;
        traffic->arguments.clear();
        traffic->attachments.clear();
        traffic->isTruncated = true;
    }
    return true;
}

bool LinkQueue::push(LinkItem &&item)
{
    const QMutexLocker locker(&m_mutex);
    if (!keeps(item))
        return false;
    m_items.push_back(std::move(item));
    return m_items.size() == 1;
}

std::vector<LinkItem> LinkQueue::takeAll()
{
    const QMutexLocker locker(&m_mutex);
    return std::exchange(m_items, {});
}

quint64 LinkQueue::dropped() const
{
    const QMutexLocker locker(&m_mutex);
    return m_dropped;
}

quint64 LinkQueue::stripped() const
{
    const QMutexLocker locker(&m_mutex);
    return m_stripped;
}

} // namespace QsioAdmin
