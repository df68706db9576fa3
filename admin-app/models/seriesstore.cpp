// SPDX-License-Identifier: MIT
#include "seriesstore.h"

#include <algorithm>

namespace QsioAdmin {

SeriesStore::Curve::Curve(SeriesKind kind)
    : seconds(1'000, 3'600, kind)
    , decades(10'000, 8'640, kind)
{ }

bool SeriesStore::add(const QByteArray &name, qint64 time, double value, SeriesKind kind)
{
    auto curve = m_curves.find(name);
    if (curve == m_curves.end()) {
        if (m_curves.size() >= maxSeries)
            return false;
        curve = m_curves.insert(name, Curve(kind));
    }
    if (!curve->decades.add(time, value))
        return false;
    curve->seconds.add(time, value);
    if (time >= curve->latest.time)
        curve->latest = {time, value};
    return true;
}

QByteArrayList SeriesStore::names() const
{
    QByteArrayList names = m_curves.keys();
    std::sort(names.begin(), names.end());
    return names;
}

std::optional<SeriesPoint> SeriesStore::latest(const QByteArray &name) const
{
    const auto curve = m_curves.constFind(name);
    if (curve == m_curves.constEnd() || curve->decades.isEmpty())
        return {};
    return curve->latest;
}

Series SeriesStore::series(const QByteArray &name, qint64 from, qint64 to) const
{
    Series result;
    result.name = QString::fromUtf8(name);
    const auto curve = m_curves.constFind(name);
    if (curve == m_curves.constEnd())
        return result;
    const bool isFine = from >= curve->seconds.oldest();
    const SeriesRing &ring = isFine ? curve->seconds : curve->decades;
    result.interval = ring.bucketWidth();
    result.points = ring.points(from, to);
    return result;
}

} // namespace QsioAdmin
