// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_MODELS_SERIES_H
#define QSIOADMIN_MODELS_SERIES_H

#include <QtCore/QList>
#include <QtCore/QString>

namespace QsioAdmin {

struct SeriesPoint
{
    qint64 time = 0; // milliseconds since 1970
    double value = 0;

    friend bool operator==(const SeriesPoint &, const SeriesPoint &) = default;
};

// A curve: points in the order of time, at least interval apart.
struct Series
{
    QString name; // for the legend
    QList<SeriesPoint> points;
    qint64 interval = 1000; // ms
};

// What the values of a series are, and so what becomes of several in one bucket.
enum class SeriesKind {
    Level, // as many as there are now, or a rate: their mean
    Count, // as many as there were since: their sum
};

} // namespace QsioAdmin

Q_DECLARE_TYPEINFO(QsioAdmin::SeriesPoint, Q_PRIMITIVE_TYPE);

#endif
