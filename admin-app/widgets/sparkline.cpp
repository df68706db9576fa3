// SPDX-License-Identifier: MIT
#include "sparkline.h"

#include "themecolors.h"

#include <QtGui/QPainter>

#include <algorithm>

namespace QsioAdmin {

Sparkline::Sparkline(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Sparkline::setPoints(const QList<SeriesPoint> &points, qint64 span)
{
    m_points = points;
    m_span = std::max<qint64>(1, span);
    update();
}

void Sparkline::paintEvent(QPaintEvent *)
{
    if (m_points.isEmpty())
        return;
    double min = 0;
    double max = 0;
    for (const SeriesPoint &point : std::as_const(m_points)) {
        min = std::min(min, point.value);
        max = std::max(max, point.value);
    }
    const double range = max > min ? max - min : 1;
    const QRectF area = QRectF(rect()).adjusted(1, 2, -2, -2);
    const qint64 end = m_points.last().time;
    QList<QPointF> line;
    for (const SeriesPoint &point : std::as_const(m_points)) {
        if (end - point.time > m_span)
            continue;
        line.append({area.right() - double(end - point.time) / double(m_span) * area.width(),
                     area.bottom() - (point.value - min) / range * area.height()});
    }
    const QColor color = ThemeColors::of(palette()).series[0];
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (line.size() > 1) {
        QList<QPointF> below = line;
        below << QPointF(line.last().x(), area.bottom())
              << QPointF(line.first().x(), area.bottom());
        QColor fill = color;
        fill.setAlphaF(0.18F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(below.constData(), int(below.size()));
    }
    painter.setPen(QPen(color, 1.4));
    painter.setBrush(color);
    painter.drawPolyline(line.constData(), int(line.size()));
    painter.drawEllipse(line.last(), 1.6, 1.6);
}

} // namespace QsioAdmin
