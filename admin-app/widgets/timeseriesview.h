// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_TIMESERIESVIEW_H
#define QSIOADMIN_WIDGETS_TIMESERIESVIEW_H

#include "plotpainter.h"

#include <QtGui/QImage>
#include <QtWidgets/QWidget>

#include <optional>

namespace QsioAdmin {

// Curves over time. The mouse shows the values under it, a drag zooms, a double click shows
// everything again, and a click on the legend hides a curve. With the keyboard: Left and Right move
// the cross-hair, Plus and Minus zoom, Escape shows everything, Return activates the time; the rest
// is in the context menu.
class TimeSeriesView : public QWidget
{
    Q_OBJECT
public:
    explicit TimeSeriesView(QWidget *parent = nullptr);

    void setTitle(const QString &title, const QString &unit = {}); // also the accessible name
    void setStyle(PlotStyle style);
    void setSeries(const QList<Series> &series); // drawn with the next frame
    void setTimeRange(qint64 from, qint64 to); // while zoomed in, of what is seen again later
    // One that is far above all values is not seen.
    void setThresholds(const QList<PlotThreshold> &thresholds);
    void setMarks(const QList<PlotMark> &marks);
    [[nodiscard]] const QList<PlotThreshold> &thresholds() const { return m_thresholds; }
    [[nodiscard]] const QList<PlotMark> &marks() const { return m_marks; }
    void setCurveVisible(int curve, bool visible);
    [[nodiscard]] const PlotData &plotData() const { return m_data; }

    [[nodiscard]] bool isZoomed() const { return m_zoom.has_value(); }
    [[nodiscard]] std::pair<qint64, qint64> visibleRange() const;
    void zoomTo(qint64 from, qint64 to); // not less than a second
    void resetZoom();
    [[nodiscard]] qint64 cursorTime() const { return m_cursor; } // -1: there is no cross-hair

    [[nodiscard]] QImage toImage(const QSize &size, qreal ratio = 1) const;
    bool exportPng(const QString &fileName) const; // false: it cannot be written
    // A line for each time, with tabs: time, then a column for each visible curve.
    [[nodiscard]] QString toTable() const;
    [[nodiscard]] QString spokenSummary() const; // last, lowest and highest values

    QSize sizeHint() const override { return {480, 220}; }
    QSize minimumSizeHint() const override { return {160, 100}; }

Q_SIGNALS:
    void zoomChanged(qint64 from, qint64 to);
    void timeActivated(qint64 time); // show what happened then
    void exportRequested(); // from the context menu
    void tableRequested();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    [[nodiscard]] PlotPainter painterFor(const QSize &size, bool isInteractive) const;
    void setCursorTime(qint64 time);
    void moveCursor(int steps);
    void zoomBy(double factor);
    void describe();

    PlotData m_data;
    QString m_title;
    QString m_unit;
    QList<PlotThreshold> m_thresholds;
    QList<PlotMark> m_marks;
    std::pair<qint64, qint64> m_range{0, 600'000};
    std::optional<std::pair<qint64, qint64>> m_zoom;
    qint64 m_cursor = -1;
    qint64 m_dragFrom = -1; // -1: nothing is dragged
    qint64 m_dragTo = -1;
    int m_dragStart = 0;
    qint64 m_describedAt = 0;
};

} // namespace QsioAdmin

#endif
