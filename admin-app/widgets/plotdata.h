// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_PLOTDATA_H
#define QSIOADMIN_WIDGETS_PLOTDATA_H

#include "models/series.h"

#include <optional>
#include <vector>

namespace QsioAdmin {

enum class PlotStyle { Line, Area, Bar, Stack };

struct PlotThreshold
{
    double value = 0;
    QString text;
};

// Something that happened, such as an alert.
struct PlotMark
{
    qint64 time = 0;
    QString text;
};

// The curves of a plot, as they are drawn: with those below them added, where they are stacked.
class PlotData
{
public:
    struct Curve
    {
        Series series;
        QList<SeriesPoint> drawn; // the points, or the upper edge of a stack
        QList<SeriesPoint> below; // the lower edge of a stack; empty: zero
        bool isVisible = true;
    };

    void setSeries(const QList<Series> &series); // visibility stays with the name
    void setStyle(PlotStyle style);
    void setVisible(int curve, bool visible);

    [[nodiscard]] PlotStyle style() const { return m_style; }
    [[nodiscard]] const std::vector<Curve> &curves() const { return m_curves; }
    [[nodiscard]] bool hasPoints() const;
    // Of what is drawn between two times; null: nothing is.
    [[nodiscard]] std::optional<std::pair<double, double>> range(qint64 from, qint64 to) const;
    // The point that is nearest to a time, and not further away than a gap.
    [[nodiscard]] static const SeriesPoint *nearest(const Series &series, qint64 time);
    // Points that are further apart are not connected.
    [[nodiscard]] static qint64 gap(const Series &series);
    [[nodiscard]] QList<qint64> times(qint64 from, qint64 to) const; // of all visible curves

private:
    void stack();

    std::vector<Curve> m_curves;
    PlotStyle m_style = PlotStyle::Line;
};

} // namespace QsioAdmin

#endif
