// SPDX-License-Identifier: MIT
#include "timeseriesview.h"

#include <QtCore/QDateTime>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMenu>

#include <algorithm>

namespace QsioAdmin {

namespace {

constexpr qint64 shortestZoom = 1'000; // ms
constexpr qsizetype maxTableLines = 20'000;

} // namespace

TimeSeriesView::TimeSeriesView(QWidget *parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

// ---- what is shown ---------------------------------------------------------------------------

void TimeSeriesView::setTitle(const QString &title, const QString &unit)
{
    m_title = title;
    m_unit = unit;
    setAccessibleName(tr("%1 plot").arg(title));
    update();
}

void TimeSeriesView::setStyle(PlotStyle style)
{
    m_data.setStyle(style);
    update();
}

void TimeSeriesView::setSeries(const QList<Series> &series)
{
    m_data.setSeries(series);
    describe();
    update();
}

// For each new value it would be too often: whoever reads it aloud starts again each time.
void TimeSeriesView::describe()
{
    constexpr qint64 interval = 5'000; // ms
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (now - m_describedAt < interval)
        return;
    m_describedAt = now;
    setAccessibleDescription(spokenSummary());
}

void TimeSeriesView::setTimeRange(qint64 from, qint64 to)
{
    m_range = {from, std::max(to, from + shortestZoom)};
    update();
}

void TimeSeriesView::setThresholds(const QList<PlotThreshold> &thresholds)
{
    m_thresholds = thresholds;
    update();
}

void TimeSeriesView::setMarks(const QList<PlotMark> &marks)
{
    m_marks = marks;
    update();
}

void TimeSeriesView::setCurveVisible(int curve, bool visible)
{
    if (curve < 0 || curve >= int(m_data.curves().size()))
        return;
    m_data.setVisible(curve, visible);
    update();
}

std::pair<qint64, qint64> TimeSeriesView::visibleRange() const
{
    return m_zoom.value_or(m_range);
}

void TimeSeriesView::zoomTo(qint64 from, qint64 to)
{
    if (to < from)
        std::swap(from, to);
    const qint64 missing = std::max<qint64>(0, shortestZoom - (to - from));
    m_zoom = {from - missing / 2, to + missing - missing / 2};
    update();
    Q_EMIT zoomChanged(m_zoom->first, m_zoom->second);
}

void TimeSeriesView::resetZoom()
{
    if (!m_zoom)
        return;
    m_zoom.reset();
    update();
    Q_EMIT zoomChanged(m_range.first, m_range.second);
}

// ---- painting and export ---------------------------------------------------------------------

PlotPainter TimeSeriesView::painterFor(const QSize &size, bool isInteractive) const
{
    PlotPainter::Input input;
    input.data = &m_data;
    input.title = m_title;
    input.unit = m_unit;
    std::tie(input.from, input.to) = visibleRange();
    input.thresholds = m_thresholds;
    input.marks = m_marks;
    input.palette = palette();
    input.font = font();
    if (isInteractive) {
        input.cursor = m_cursor;
        input.selectionFrom = m_dragFrom;
        input.selectionTo = m_dragTo;
        input.hasFocus = hasFocus();
    }
    return {input, size};
}

void TimeSeriesView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painterFor(size(), true).paint(&painter);
}

QImage TimeSeriesView::toImage(const QSize &size, qreal ratio) const
{
    QImage image((QSizeF(size) * ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    QPainter painter(&image);
    painterFor(size, false).paint(&painter);
    return image;
}

bool TimeSeriesView::exportPng(const QString &fileName) const
{
    return toImage(size(), 2).save(fileName, "PNG");
}

QString TimeSeriesView::toTable() const
{
    QString table = tr("Time");
    for (const PlotData::Curve &curve : m_data.curves()) {
        if (curve.isVisible)
            table += u'\t' + curve.series.name;
    }
    const auto [from, to] = visibleRange();
    const QList<qint64> times = m_data.times(from, to);
    const QList<qint64> shown = times.last(std::min(times.size(), maxTableLines));
    for (const qint64 time : shown) {
        table += u'\n' + QDateTime::fromMSecsSinceEpoch(time).toString(Qt::ISODate);
        for (const PlotData::Curve &curve : m_data.curves()) {
            if (!curve.isVisible)
                continue;
            const SeriesPoint *point = PlotData::nearest(curve.series, time);
            table += u'\t';
            if (point && point->time == time)
                table += QString::number(point->value, 'g', 8);
        }
    }
    return table;
}

QString TimeSeriesView::spokenSummary() const
{
    const auto [from, to] = visibleRange();
    QStringList parts;
    for (const PlotData::Curve &curve : m_data.curves()) {
        const SeriesPoint *last = nullptr;
        double min = 0;
        double max = 0;
        for (const SeriesPoint &point : curve.series.points) {
            if (point.time < from || point.time > to)
                continue;
            min = last ? std::min(min, point.value) : point.value;
            max = last ? std::max(max, point.value) : point.value;
            last = &point;
        }
        if (last && curve.isVisible)
            parts.append(tr("%1: last %2, lowest %3, highest %4")
                             .arg(curve.series.name, plotNumber(last->value), plotNumber(min),
                                  plotNumber(max)));
    }
    return parts.isEmpty() ? tr("No data yet") : parts.join(QStringLiteral("; "));
}

// ---- mouse and keyboard ----------------------------------------------------------------------

bool TimeSeriesView::event(QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::event(event);
}

void TimeSeriesView::setCursorTime(qint64 time)
{
    if (m_cursor == time)
        return;
    m_cursor = time;
    update();
}

void TimeSeriesView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const PlotPainter painter = painterFor(size(), true);
    const QPoint position = event->position().toPoint();
    const int curve = painter.legendAt(position);
    if (curve >= 0) {
        setCurveVisible(curve, !m_data.curves()[size_t(curve)].isVisible);
        return;
    }
    if (!painter.plotRect().contains(position))
        return;
    m_dragStart = position.x();
    m_dragFrom = m_dragTo = painter.timeAt(position.x());
}

void TimeSeriesView::mouseMoveEvent(QMouseEvent *event)
{
    const PlotPainter painter = painterFor(size(), true);
    const QPoint position = event->position().toPoint();
    if (m_dragFrom >= 0) {
        m_dragTo = painter.timeAt(position.x());
        update();
    }
    setCursorTime(painter.plotRect().contains(position) ? painter.timeAt(position.x()) : -1);
    setCursor(painter.legendAt(position) >= 0 ? Qt::PointingHandCursor : Qt::CrossCursor);
}

void TimeSeriesView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_dragFrom < 0)
        return;
    const qint64 from = std::exchange(m_dragFrom, -1);
    update();
    const int distance = std::abs(event->position().toPoint().x() - m_dragStart);
    if (distance >= QApplication::startDragDistance())
        zoomTo(from, m_dragTo);
}

void TimeSeriesView::mouseDoubleClickEvent(QMouseEvent *)
{
    resetZoom();
}

void TimeSeriesView::leaveEvent(QEvent *)
{
    setCursorTime(-1);
}

void TimeSeriesView::moveCursor(int steps)
{
    const auto [from, to] = visibleRange();
    const qint64 step = std::max<qint64>(1, (to - from) / 100);
    const qint64 start = m_cursor < 0 ? to - step : m_cursor;
    setCursorTime(std::clamp(start + steps * step, from, to));
}

void TimeSeriesView::zoomBy(double factor)
{
    const auto [from, to] = visibleRange();
    const double middle = m_cursor < 0 ? double(from + to) / 2 : double(m_cursor);
    const qint64 newFrom = qint64(middle - (middle - double(from)) * factor);
    const qint64 newTo = qint64(middle + (double(to) - middle) * factor);
    if (newFrom <= m_range.first && newTo >= m_range.second)
        resetZoom();
    else
        zoomTo(std::max(newFrom, m_range.first), std::min(newTo, m_range.second));
}

void TimeSeriesView::keyPressEvent(QKeyEvent *event)
{
    const int steps = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        moveCursor(-steps);
        return;
    case Qt::Key_Right:
        moveCursor(steps);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(0.5);
        return;
    case Qt::Key_Minus:
        zoomBy(2);
        return;
    case Qt::Key_Escape:
        if (!m_zoom)
            break; // somebody else may want it
        resetZoom();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_cursor < 0)
            break;
        Q_EMIT timeActivated(m_cursor);
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void TimeSeriesView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("plotMenu"));
    const qint64 time = m_cursor;
    QAction *jump = menu->addAction(tr("Show events at this time"));
    jump->setEnabled(time >= 0);
    connect(jump, &QAction::triggered, this, [this, time] { Q_EMIT timeActivated(time); });
    QAction *reset = menu->addAction(tr("Reset zoom"), this, &TimeSeriesView::resetZoom);
    reset->setEnabled(isZoomed());
    menu->addSeparator();
    menu->addAction(tr("Show as table"), this, &TimeSeriesView::tableRequested);
    menu->addAction(tr("Export picture…"), this, &TimeSeriesView::exportRequested);
    menu->addSeparator();
    for (int i = 0; i < int(m_data.curves().size()); ++i) {
        QAction *action = menu->addAction(m_data.curves()[size_t(i)].series.name);
        action->setCheckable(true);
        action->setChecked(m_data.curves()[size_t(i)].isVisible);
        connect(action, &QAction::toggled, this, [this, i](bool on) { setCurveVisible(i, on); });
    }
    menu->popup(event->globalPos());
}

} // namespace QsioAdmin
