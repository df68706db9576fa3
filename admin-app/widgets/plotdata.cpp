// SPDX-License-Identifier: MIT
#include "plotdata.h"

#include <QtCore/QSet>

#include <algorithm>

namespace QsioAdmin {

namespace {

constexpr auto isEarlier = [](const SeriesPoint &point, qint64 time) { return point.time < time; };

} // namespace

void PlotData::setSeries(const QList<Series> &series)
{
    QSet<QString> hidden;
    for (const Curve &curve : m_curves) {
        if (!curve.isVisible)
            hidden.insert(curve.series.name);
    }
    m_curves.clear();
    for (const Series &one : series)
        m_curves.push_back({one, {}, {}, !hidden.contains(one.name)});
    stack();
}

void PlotData::setStyle(PlotStyle style)
{
    m_style = style;
    stack();
}

void PlotData::setVisible(int curve, bool visible)
{
    m_curves.at(size_t(curve)).isVisible = visible;
    stack();
}

// At each time that any curve has; who says nothing at that time counts as zero.
void PlotData::stack()
{
    if (m_style != PlotStyle::Stack) {
        for (Curve &curve : m_curves) {
            curve.drawn = curve.series.points;
            curve.below.clear();
        }
        return;
    }
    const QList<qint64> all = times(0, std::numeric_limits<qint64>::max());
    std::vector<double> sums(size_t(all.size()), 0);
    for (Curve &curve : m_curves) {
        curve.drawn.clear();
        curve.below.clear();
        if (!curve.isVisible)
            continue;
        auto point = curve.series.points.constBegin();
        for (qsizetype i = 0; i < all.size(); ++i) {
            curve.below.append({all.at(i), sums[size_t(i)]});
            while (point != curve.series.points.constEnd() && point->time < all.at(i))
                ++point;
            if (point != curve.series.points.constEnd() && point->time == all.at(i))
                sums[size_t(i)] += point->value;
            curve.drawn.append({all.at(i), sums[size_t(i)]});
        }
    }
}

bool PlotData::hasPoints() const
{
    return std::any_of(m_curves.begin(), m_curves.end(),
                       [](const Curve &curve) { return !curve.series.points.isEmpty(); });
}

std::optional<std::pair<double, double>> PlotData::range(qint64 from, qint64 to) const
{
    std::optional<std::pair<double, double>> range;
    for (const Curve &curve : m_curves) {
        if (!curve.isVisible)
            continue;
        auto point = std::lower_bound(curve.drawn.begin(), curve.drawn.end(), from, isEarlier);
        for (; point != curve.drawn.end() && point->time <= to; ++point) {
            if (!range)
                range = {point->value, point->value};
            range->first = std::min(range->first, point->value);
            range->second = std::max(range->second, point->value);
        }
    }
    return range;
}

qint64 PlotData::gap(const Series &series)
{
    // Servers speak every two seconds, and are late now and then.
    return std::max<qint64>(10'000, series.interval * 5 / 2);
}

const SeriesPoint *PlotData::nearest(const Series &series, qint64 time)
{
    const auto after
        = std::lower_bound(series.points.begin(), series.points.end(), time, isEarlier);
    const SeriesPoint *best = after == series.points.end() ? nullptr : &*after;
    if (after != series.points.begin()) {
        const auto before = std::prev(after);
        if (!best || time - before->time <= best->time - time)
            best = &*before;
    }
    return best && std::abs(best->time - time) <= gap(series) / 2 ? best : nullptr;
}

QList<qint64> PlotData::times(qint64 from, qint64 to) const
{
    QList<qint64> times;
    for (const Curve &curve : m_curves) {
        if (!curve.isVisible)
            continue;
        for (const SeriesPoint &point : curve.series.points) {
            if (point.time >= from && point.time <= to)
                times.append(point.time);
        }
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

} // namespace QsioAdmin
