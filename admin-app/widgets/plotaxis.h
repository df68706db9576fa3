// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_PLOTAXIS_H
#define QSIOADMIN_WIDGETS_PLOTAXIS_H

#include <QtCore/QList>
#include <QtCore/QString>

namespace QsioAdmin {

// Where the lines of an axis are, at values that people like to read: 1, 2 and 5 times a power of
// ten, or whole seconds, minutes and hours.
struct PlotAxis
{
    double from = 0;
    double to = 1;
    QList<double> ticks; // within from and to
    double step = 1;

    // From 0 or below to what max needs, with room above it.
    [[nodiscard]] static PlotAxis ofValues(double min, double max, int maxTicks);
    // Milliseconds since 1970, in local time.
    [[nodiscard]] static PlotAxis ofTime(qint64 from, qint64 to, int maxTicks);

    [[nodiscard]] QString timeLabel(double tick) const; // as exact as the step is
};

// 1.2 k, 3.4 M: short, in the user's language.
[[nodiscard]] QString plotNumber(double value);

} // namespace QsioAdmin

#endif
