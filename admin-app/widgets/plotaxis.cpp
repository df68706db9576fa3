// SPDX-License-Identifier: MIT
#include "plotaxis.h"

#include "models/celltext.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>

#include <algorithm>
#include <cmath>

namespace QsioAdmin {

namespace {

double niceStep(double rough)
{
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough * 0.999)
            return factor * power;
    }
    return 10 * power;
}

constexpr qint64 second = 1'000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 timeSteps[] = {
    second,     2 * second, 5 * second,  10 * second, 15 * second, 30 * second, minute,
    2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour,        2 * hour,
    3 * hour,   6 * hour,   12 * hour,   24 * hour,   48 * hour,   168 * hour,
};

} // namespace

PlotAxis PlotAxis::ofValues(double min, double max, int maxTicks)
{
    PlotAxis axis;
    if (!std::isfinite(min) || !std::isfinite(max)
        || std::max(std::abs(min), std::abs(max)) > 1e15) {
        min = 0;
        max = 1;
    }
    axis.from = std::min(0.0, min);
    axis.to = std::max(max, axis.from);
    if (axis.to - axis.from < 1e-9)
        axis.to = axis.from + 1; // a flat line
    axis.step = niceStep((axis.to - axis.from) / std::max(1, maxTicks));
    axis.from = std::floor(axis.from / axis.step) * axis.step;
    axis.to = std::ceil(axis.to / axis.step - 1e-9) * axis.step;
    const int count = int(std::lround((axis.to - axis.from) / axis.step));
    for (int i = 0; i <= count; ++i)
        axis.ticks.append(axis.from + i * axis.step);
    return axis;
}

PlotAxis PlotAxis::ofTime(qint64 from, qint64 to, int maxTicks)
{
    PlotAxis axis;
    axis.from = double(from);
    axis.to = double(std::max(to, from + 1));
    const qint64 rough = qint64(axis.to - axis.from) / std::max(1, maxTicks);
    const auto it = std::lower_bound(std::begin(timeSteps), std::end(timeSteps), rough);
    qint64 step = it == std::end(timeSteps) ? *std::prev(it) : *it;
    while (step < rough)
        step *= 2;
    axis.step = double(step);
    const QDateTime middle = shownTime(from);
    const qint64 offset = qint64(middle.offsetFromUtc()) * second;
    qint64 tick = ((from + offset + step - 1) / step) * step - offset;
    for (; tick <= to; tick += step)
        axis.ticks.append(double(tick));
    return axis;
}

QString PlotAxis::timeLabel(double tick) const
{
    const QDateTime time = shownTime(qint64(tick));
    if (step < minute)
        return time.toString(QStringLiteral("HH:mm:ss"));
    if (step < 24 * hour)
        return time.toString(QStringLiteral("HH:mm"));
    return QLocale().toString(time.date(), QLocale::ShortFormat);
}

QString plotNumber(double value)
{
    struct Unit
    {
        double factor;
        const char16_t *suffix;
    };
    static constexpr Unit units[]
        = {{1e12, u"\u202fT"}, {1e9, u"\u202fG"}, {1e6, u"\u202fM"}, {1e3, u"\u202fk"}};
    const QLocale locale;
    const double magnitude = std::abs(value);
    if (magnitude >= 10'000) {
        for (const Unit &unit : units) {
            if (magnitude >= unit.factor)
                return locale.toString(value / unit.factor, 'g', 3)
                    + QString::fromUtf16(unit.suffix);
        }
    }
    if (magnitude >= 100 || value == std::round(value))
        return locale.toString(value, 'f', 0);
    return locale.toString(value, 'g', magnitude >= 10 ? 3 : 2);
}

} // namespace QsioAdmin
