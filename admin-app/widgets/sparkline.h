// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_SPARKLINE_H
#define QSIOADMIN_WIDGETS_SPARKLINE_H

#include "models/series.h"

#include <QtWidgets/QWidget>

namespace QsioAdmin {

// A curve of the last while, without axes, in a line of text or on a tile.
class Sparkline : public QWidget
{
    Q_OBJECT
public:
    explicit Sparkline(QWidget *parent = nullptr);

    // The newest point is at the right edge, and span milliseconds are the whole width.
    void setPoints(const QList<SeriesPoint> &points, qint64 span = 60'000);
    QSize sizeHint() const override { return {120, 28}; }
    QSize minimumSizeHint() const override { return {40, 16}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<SeriesPoint> m_points;
    qint64 m_span = 60'000;
};

} // namespace QsioAdmin

#endif
