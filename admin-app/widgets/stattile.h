// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_STATTILE_H
#define QSIOADMIN_WIDGETS_STATTILE_H

#include "models/series.h"

#include <QtWidgets/QFrame>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace QsioAdmin {

class Sparkline;

// A figure with its name, in large, and how it was in the last minute.
class StatTile : public QFrame
{
    Q_OBJECT
public:
    explicit StatTile(const QString &title, QWidget *parent = nullptr);

    // detail: a second line, such as "12 % by polling".
    void setValue(const QString &value, const QString &detail = {});
    void setPoints(const QList<SeriesPoint> &points, qint64 span = 60'000);
    [[nodiscard]] QString value() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void style();

    QLabel *m_title;
    QLabel *m_value;
    QLabel *m_detail;
    Sparkline *m_sparkline;
    bool m_isStyling = false;
};

} // namespace QsioAdmin

#endif
