// SPDX-License-Identifier: MIT
#include "seriesring.h"

#include <algorithm>
#include <cmath>

namespace QsioAdmin {

SeriesRing::SeriesRing(qint64 bucketWidth, int bucketCount, SeriesKind kind)
    : m_buckets(size_t(std::max(1, bucketCount)))
    , m_width(std::max<qint64>(1, bucketWidth))
    , m_kind(kind)
{ }

qint64 SeriesRing::oldest() const
{
    return std::max<qint64>(0, m_newest - qint64(m_buckets.size()) + 1) * m_width;
}

void SeriesRing::advance(qint64 number)
{
    const qint64 first = std::max(m_newest + 1, number - qint64(m_buckets.size()) + 1);
    for (qint64 i = first; i <= number; ++i)
        bucket(i) = {};
    m_newest = number;
}

bool SeriesRing::add(qint64 time, double value)
{
    if (time < 0 || !std::isfinite(value))
        return false;
    const qint64 number = time / m_width;
    if (number > m_newest)
        advance(number);
    else if (number <= m_newest - qint64(m_buckets.size()))
        return false;
    Bucket &target = bucket(number);
    ++target.count;
    if (m_kind == SeriesKind::Count)
        target.value += float(value);
    else
        target.value += (float(value) - target.value) / float(target.count);
    return true;
}

QList<SeriesPoint> SeriesRing::points(qint64 from, qint64 to) const
{
    QList<SeriesPoint> result;
    if (isEmpty() || to < from)
        return result;
    const qint64 size = qint64(m_buckets.size());
    const qint64 first = std::max({qint64(0), m_newest - size + 1, from / m_width});
    const qint64 last = std::min(m_newest, to / m_width);
    for (qint64 number = first; number <= last; ++number) {
        const Bucket &bucket = m_buckets[size_t(number) % m_buckets.size()];
        if (bucket.count > 0)
            result.append({number * m_width, double(bucket.value)});
    }
    return result;
}

} // namespace QsioAdmin
