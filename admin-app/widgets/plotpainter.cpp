// SPDX-License-Identifier: MIT
#include "plotpainter.h"

#include "models/celltext.h"
#include "themecolors.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace QsioAdmin {

namespace {

constexpr int margin = 8;
constexpr double farThreshold = 5; // times the highest value

QString translated(const char *text)
{
    return QCoreApplication::translate("PlotPainter", text);
}

} // namespace

PlotPainter::PlotPainter(const Input &input, const QSize &size)
    : m_input(input)
    , m_size(size)
{
    layOut();
}

// ---- where everything is ---------------------------------------------------------------------

void PlotPainter::layOut()
{
    const QFontMetrics metrics(m_input.font);
    const int line = metrics.height();
    const int top = margin + (m_input.title.isEmpty() ? 0 : line + 4);
    m_plot = QRect(margin, top, m_size.width() - 2 * margin, m_size.height() - top - margin);
    layOutLegend();
    if (!m_legend.isEmpty())
        m_plot.setTop(m_legend.last().bottom() + 8);
    m_plot.setBottom(m_plot.bottom() - line - 4);
    const auto range = m_input.data->range(m_input.from, m_input.to).value_or(std::pair(0.0, 1.0));
    double max = range.second;
    for (const PlotThreshold &threshold : m_input.thresholds) {
        if (threshold.value <= farThreshold * range.second) // else it would flatten the curves
            max = std::max(max, threshold.value);
    }
    m_values = PlotAxis::ofValues(range.first, max, std::clamp(m_plot.height() / (2 * line), 1, 8));
    int labels = 0;
    for (const double tick : m_values.ticks)
        labels = std::max(labels, metrics.horizontalAdvance(plotNumber(tick)));
    m_plot.setLeft(m_plot.left() + labels + 6);
    m_plot.setRight(m_plot.right() - 4);
    const int labelWidth = metrics.horizontalAdvance(QStringLiteral("00:00:00")) * 3 / 2;
    m_times = PlotAxis::ofTime(m_input.from, m_input.to,
                               std::max(1, m_plot.width() / std::max(1, labelWidth)));
    m_isDrawn = m_plot.width() > 10 && m_plot.height() > 10;
}

// In lines, as words are. A single curve is what the title says, but for the first of a stack.
void PlotPainter::layOutLegend()
{
    const bool isStack = m_input.data->style() == PlotStyle::Stack;
    if (m_input.data->curves().size() < (isStack ? 1 : 2))
        return;
    const QFontMetrics metrics(m_input.font);
    const int swatch = metrics.height();
    QPoint at = m_plot.topLeft();
    for (const PlotData::Curve &curve : m_input.data->curves()) {
        const int width
            = std::min(swatch + 4 + metrics.horizontalAdvance(curve.series.name), m_plot.width());
        if (at.x() + width > m_plot.right() && at.x() > m_plot.left())
            at = QPoint(m_plot.left(), at.y() + swatch + 2);
        m_legend.append(QRect(at, QSize(width, swatch)));
        at.rx() += width + 14;
    }
}

double PlotPainter::x(double time) const
{
    return m_plot.left() + (time - m_times.from) / (m_times.to - m_times.from) * m_plot.width();
}

double PlotPainter::y(double value) const
{
    return m_plot.bottom()
        - (value - m_values.from) / (m_values.to - m_values.from) * m_plot.height();
}

qint64 PlotPainter::timeAt(int x) const
{
    const double part
        = std::clamp((x - m_plot.left()) / double(std::max(1, m_plot.width())), 0.0, 1.0);
    return qint64(m_times.from + part * (m_times.to - m_times.from));
}

int PlotPainter::legendAt(const QPoint &position) const
{
    for (qsizetype i = 0; i < m_legend.size(); ++i) {
        if (m_legend.at(i).contains(position))
            return int(i);
    }
    return -1;
}

QColor PlotPainter::color(int curve) const
{
    const ThemeColors &colors = ThemeColors::of(m_input.palette);
    return colors.series[size_t(curve) % colors.series.size()];
}

// Of each column of pixels the first, lowest, highest and last point: what is seen is the same.
QList<QPointF> PlotPainter::reduced(const SeriesPoint *begin, const SeriesPoint *end) const
{
    QList<QPointF> result;
    while (begin != end) {
        const int column = int(std::floor(x(double(begin->time))));
        const SeriesPoint *last = begin;
        const SeriesPoint *lowest = begin;
        const SeriesPoint *highest = begin;
        const SeriesPoint *point = begin;
        for (; point != end && int(std::floor(x(double(point->time)))) == column; ++point) {
            last = point;
            lowest = point->value < lowest->value ? point : lowest;
            highest = point->value > highest->value ? point : highest;
        }
        const auto [second, third] = std::minmax(lowest, highest);
        const SeriesPoint *previous = nullptr;
        for (const SeriesPoint *kept : {begin, second, third, last}) {
            if (kept != previous)
                result.append({x(double(kept->time)), y(kept->value)});
            previous = kept;
        }
        begin = point;
    }
    return result;
}

// ---- painting --------------------------------------------------------------------------------

void PlotPainter::paint(QPainter *painter) const
{
    painter->setFont(m_input.font);
    painter->fillRect(QRect(QPoint(), m_size), m_input.palette.color(QPalette::Base));
    if (!m_isDrawn)
        return;
    paintGrid(painter);
    painter->save();
    painter->setClipRect(m_plot.adjusted(0, -2, 1, 2));
    painter->setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < int(m_input.data->curves().size()); ++i)
        paintCurve(painter, i);
    painter->setRenderHint(QPainter::Antialiasing, false);
    paintThresholds(painter);
    paintMarks(painter);
    paintSelection(painter);
    painter->restore();
    paintLegend(painter);
    if (m_input.data->hasPoints())
        paintCursor(painter);
    else
        paintEmpty(painter);
    if (m_input.hasFocus) {
        painter->setPen(QPen(m_input.palette.color(QPalette::Highlight), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRect(QPoint(), m_size).adjusted(1, 1, -1, -1));
    }
}

void PlotPainter::paintGrid(QPainter *painter) const
{
    const ThemeColors &colors = ThemeColors::of(m_input.palette);
    const QFontMetrics metrics(m_input.font);
    const int line = metrics.height();
    for (const double tick : m_values.ticks) {
        const int at = int(std::lround(y(tick)));
        painter->setPen(colors.grid);
        painter->drawLine(m_plot.left(), at, m_plot.right(), at);
        painter->setPen(colors.muted);
        painter->drawText(QRect(0, at - line / 2, m_plot.left() - 6, line),
                          Qt::AlignRight | Qt::AlignVCenter, plotNumber(tick));
    }
    for (const double tick : m_times.ticks) {
        const int at = int(std::lround(x(tick)));
        painter->setPen(colors.grid);
        painter->drawLine(at, m_plot.top(), at, m_plot.bottom());
        const QString label = m_times.timeLabel(tick);
        const int width = metrics.horizontalAdvance(label);
        const int left = std::clamp(at - width / 2, 0, std::max(0, m_size.width() - width - 2));
        painter->setPen(colors.muted);
        painter->drawText(left, m_plot.bottom() + 4 + metrics.ascent(), label);
    }
    if (!m_input.title.isEmpty()) {
        QFont bold = m_input.font;
        bold.setBold(true);
        painter->setFont(bold);
        painter->setPen(m_input.palette.color(QPalette::Text));
        const QString title = m_input.unit.isEmpty()
            ? m_input.title
            : m_input.title + QStringLiteral(" (%1)").arg(m_input.unit);
        painter->drawText(
            QRect(margin, margin - 2, m_size.width() - 2 * margin, line + 2),
            Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(bold).elidedText(title, Qt::ElideRight, m_size.width() - 2 * margin));
        painter->setFont(m_input.font);
    }
}

void PlotPainter::paintCurve(QPainter *painter, int number) const
{
    const PlotData::Curve &curve = m_input.data->curves()[size_t(number)];
    if (!curve.isVisible || curve.drawn.isEmpty())
        return;
    if (m_input.data->style() == PlotStyle::Bar) {
        paintBars(painter, number);
        return;
    }
    const qint64 gap = PlotData::gap(curve.series);
    const SeriesPoint *const all = curve.drawn.constData();
    const SeriesPoint *const allEnd = all + curve.drawn.size();
    // One point on each side of what is seen, for the lines that lead there.
    const auto isEarlier = [](const SeriesPoint &point, qint64 time) { return point.time < time; };
    const SeriesPoint *begin = std::lower_bound(all, allEnd, m_input.from, isEarlier);
    const SeriesPoint *end = std::lower_bound(begin, allEnd, m_input.to + 1, isEarlier);
    begin = begin == all ? begin : begin - 1;
    end = end == allEnd ? end : end + 1;
    while (begin != end) {
        const SeriesPoint *run = begin + 1;
        while (run != end && run->time - (run - 1)->time <= gap)
            ++run;
        paintRun(painter, number, begin, run);
        begin = run;
    }
}

void PlotPainter::paintRun(QPainter *painter, int number, const SeriesPoint *begin,
                           const SeriesPoint *end) const
{
    const PlotData::Curve &curve = m_input.data->curves()[size_t(number)];
    const QList<QPointF> line = reduced(begin, end);
    const PlotStyle style = m_input.data->style();
    if (style != PlotStyle::Line && line.size() > 1) {
        QList<QPointF> area = line;
        if (curve.below.isEmpty()) {
            area.append({line.last().x(), y(0)});
            area.append({line.first().x(), y(0)});
        } else {
            const qsizetype offset = begin - curve.drawn.constData();
            QList<QPointF> edge = reduced(curve.below.constData() + offset,
                                          curve.below.constData() + offset + (end - begin));
            std::reverse(edge.begin(), edge.end());
            area += edge;
        }
        QColor fill = color(number);
        fill.setAlphaF(style == PlotStyle::Stack ? 0.55F : 0.22F);
        painter->setPen(Qt::NoPen);
        painter->setBrush(fill);
        painter->drawPolygon(area.constData(), int(area.size()));
    }
    paintLine(painter, line, color(number));
}

// Joined and smoothed lines take a time that grows faster than their length: they are drawn in
// pieces, and plainly where there is a point for each column of pixels anyway.
void PlotPainter::paintLine(QPainter *painter, const QList<QPointF> &line,
                            const QColor &color) const
{
    if (line.size() == 1) {
        painter->setPen(color);
        painter->setBrush(color);
        painter->drawEllipse(line.first(), 1.5, 1.5);
        return;
    }
    const bool isDense = line.size() > m_plot.width();
    painter->setRenderHint(QPainter::Antialiasing, !isDense);
    painter->setPen(QPen(color, isDense ? 0 : 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    constexpr qsizetype piece = 32;
    for (qsizetype i = 0; i + 1 < line.size(); i += piece)
        painter->drawPolyline(line.constData() + i, int(std::min(piece + 1, line.size() - i)));
    painter->setRenderHint(QPainter::Antialiasing, true);
}

// Side by side where there are several curves; of one column of pixels the highest.
void PlotPainter::paintBars(QPainter *painter, int number) const
{
    const PlotData &data = *m_input.data;
    const PlotData::Curve &curve = data.curves()[size_t(number)];
    const double slot = x(m_times.from + double(curve.series.interval)) - x(m_times.from);
    const double width = std::max(1.0, slot * 0.8 / double(data.curves().size()));
    const double zero = y(0);
    double lastColumn = -1e9;
    painter->setPen(Qt::NoPen);
    painter->setBrush(color(number));
    for (const SeriesPoint &point : curve.drawn) {
        if (point.time < m_input.from || point.time > m_input.to)
            continue;
        const double left = x(double(point.time)) + width * number;
        if (std::floor(left) == lastColumn && width <= 1 && point.value == 0)
            continue;
        lastColumn = std::floor(left);
        const double top = y(point.value);
        painter->drawRect(QRectF(left, std::min(top, zero), width, std::abs(zero - top)));
    }
}

void PlotPainter::paintThresholds(QPainter *painter) const
{
    const QColor color = ThemeColors::of(m_input.palette).bad;
    const QFontMetrics metrics(m_input.font);
    QColor paper = m_input.palette.color(QPalette::Base);
    paper.setAlphaF(0.8F);
    painter->setPen(QPen(color, 1, Qt::DashLine));
    for (const PlotThreshold &threshold : m_input.thresholds) {
        const int at = int(std::lround(y(threshold.value)));
        painter->drawLine(m_plot.left(), at, m_plot.right(), at);
        const int above = at - metrics.height() < m_plot.top() ? 2 : -metrics.height() - 1;
        const int width = qMin(metrics.horizontalAdvance(threshold.text), m_plot.width() - 8);
        const QRect label(m_plot.right() - 4 - width, at + above, width, metrics.height());
        painter->fillRect(label.adjusted(-3, 0, 3, 0), paper); // curves may be behind it
        painter->drawText(label, Qt::AlignRight, threshold.text);
    }
}

void PlotPainter::paintMarks(QPainter *painter) const
{
    const QColor color = ThemeColors::of(m_input.palette).warning;
    QColor pale = color;
    pale.setAlphaF(0.5F);
    for (const PlotMark &mark : m_input.marks) {
        const double at = x(double(mark.time));
        painter->setPen(QPen(pale, 1, Qt::DotLine));
        painter->drawLine(QPointF(at, m_plot.top()), QPointF(at, m_plot.bottom()));
        const QPointF triangle[] = {{at - 5, double(m_plot.top())},
                                    {at + 5, double(m_plot.top())},
                                    {at, m_plot.top() + 8.0}};
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawPolygon(triangle, 3);
    }
}

void PlotPainter::paintLegend(QPainter *painter) const
{
    const QFontMetrics metrics(m_input.font);
    for (qsizetype i = 0; i < m_legend.size(); ++i) {
        const PlotData::Curve &curve = m_input.data->curves()[size_t(i)];
        const QRect rect = m_legend.at(i);
        const int side = metrics.height() * 2 / 3;
        const QRect swatch(rect.left(), rect.center().y() - side / 2, side, side);
        painter->setPen(color(int(i)));
        painter->setBrush(curve.isVisible ? QBrush(color(int(i))) : QBrush(Qt::NoBrush));
        painter->drawRect(swatch);
        painter->setPen(curve.isVisible ? m_input.palette.color(QPalette::Text)
                                        : ThemeColors::of(m_input.palette).muted);
        const QRect text = rect.adjusted(metrics.height() + 2, 0, 0, 0);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(curve.series.name, Qt::ElideRight, text.width()));
    }
}

void PlotPainter::paintSelection(QPainter *painter) const
{
    if (m_input.selectionFrom < 0)
        return;
    QColor color = m_input.palette.color(QPalette::Highlight);
    painter->setPen(color);
    color.setAlphaF(0.2F);
    painter->setBrush(color);
    const double left = x(double(m_input.selectionFrom));
    painter->drawRect(
        QRectF(left, m_plot.top(), x(double(m_input.selectionTo)) - left, m_plot.height()));
}

void PlotPainter::paintEmpty(QPainter *painter) const
{
    painter->setPen(ThemeColors::of(m_input.palette).muted);
    painter->drawText(m_plot, Qt::AlignCenter,
                      translated(QT_TRANSLATE_NOOP("PlotPainter", "No data yet")));
}

void PlotPainter::paintCursor(QPainter *painter) const
{
    if (m_input.cursor < m_input.from || m_input.cursor > m_input.to)
        return;
    const QFontMetrics metrics(m_input.font);
    QList<std::pair<QString, QColor>> lines{
        {shortClockText(m_input.cursor), m_input.palette.color(QPalette::ToolTipText)}};
    for (int i = 0; i < int(m_input.data->curves().size()); ++i) {
        const PlotData::Curve &curve = m_input.data->curves()[size_t(i)];
        const SeriesPoint *point = PlotData::nearest(curve.series, m_input.cursor);
        if (curve.isVisible && point)
            lines.append({QStringLiteral("%1: %2").arg(curve.series.name, plotNumber(point->value)),
                          color(i)});
    }
    for (const PlotMark &mark : m_input.marks) {
        if (std::abs(x(double(mark.time)) - x(double(m_input.cursor))) < 6)
            lines.append({mark.text, ThemeColors::of(m_input.palette).warning});
    }
    const int at = int(std::lround(x(double(m_input.cursor))));
    painter->setPen(ThemeColors::of(m_input.palette).muted);
    painter->drawLine(at, m_plot.top(), at, m_plot.bottom());
    int width = 0;
    for (const auto &[text, color] : std::as_const(lines))
        width = std::max(width, metrics.horizontalAdvance(text));
    const int line = metrics.height();
    QRect box(at + 10, m_plot.top() + 6, width + line + 12, int(lines.size()) * line + 8);
    if (box.right() > m_plot.right())
        box.moveRight(at - 10);
    if (box.left() < 0)
        box.moveLeft(0);
    painter->setPen(m_input.palette.color(QPalette::Mid));
    painter->setBrush(m_input.palette.color(QPalette::Window));
    painter->drawRect(box);
    QRect row(box.left() + 6, box.top() + 4, box.width() - 12, line);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto &[text, color] = lines.at(i);
        if (i > 0)
            painter->fillRect(QRect(row.left(), row.center().y() - 4, 8, 8), color);
        painter->setPen(m_input.palette.color(QPalette::WindowText));
        painter->drawText(row.adjusted(i > 0 ? line : 0, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                          text);
        row.translate(0, line);
    }
}

} // namespace QsioAdmin
