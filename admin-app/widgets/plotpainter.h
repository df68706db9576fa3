// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_PLOTPAINTER_H
#define QSIOADMIN_WIDGETS_PLOTPAINTER_H

#include "plotaxis.h"
#include "plotdata.h"

#include <QtCore/QRect>
#include <QtGui/QFont>
#include <QtGui/QPalette>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace QsioAdmin {

// Draws a plot once: on the widget, or for a picture. A curve costs at most four points for each
// column of pixels, however many it has.
class PlotPainter
{
public:
    struct Input
    {
        const PlotData *data = nullptr;
        QString title;
        QString unit;
        qint64 from = 0;
        qint64 to = 0;
        QList<PlotThreshold> thresholds;
        QList<PlotMark> marks;
        qint64 cursor = -1; // time of the cross-hair; -1: none
        qint64 selectionFrom = -1; // being dragged; -1: nothing is
        qint64 selectionTo = -1;
        QPalette palette;
        QFont font;
        bool hasFocus = false;
    };

    PlotPainter(const Input &input, const QSize &size);

    void paint(QPainter *painter) const;
    [[nodiscard]] QRect plotRect() const { return m_plot; }
    [[nodiscard]] qint64 timeAt(int x) const;
    [[nodiscard]] int legendAt(const QPoint &position) const; // a curve; -1: none

private:
    void layOut();
    void layOutLegend();
    [[nodiscard]] double x(double time) const;
    [[nodiscard]] double y(double value) const;
    [[nodiscard]] QColor color(int curve) const;
    [[nodiscard]] QList<QPointF> reduced(const SeriesPoint *begin, const SeriesPoint *end) const;

    void paintGrid(QPainter *painter) const;
    void paintCurve(QPainter *painter, int number) const;
    void paintRun(QPainter *painter, int number, const SeriesPoint *begin,
                  const SeriesPoint *end) const;
    void paintLine(QPainter *painter, const QList<QPointF> &line, const QColor &color) const;
    void paintBars(QPainter *painter, int number) const;
    void paintThresholds(QPainter *painter) const;
    void paintMarks(QPainter *painter) const;
    void paintLegend(QPainter *painter) const;
    void paintSelection(QPainter *painter) const;
    void paintCursor(QPainter *painter) const;
    void paintEmpty(QPainter *painter) const;

    const Input m_input;
    const QSize m_size;
    QRect m_plot;
    PlotAxis m_times;
    PlotAxis m_values;
    QList<QRect> m_legend; // of each curve
    bool m_isDrawn = true; // there is room for a plot
};

} // namespace QsioAdmin

#endif
