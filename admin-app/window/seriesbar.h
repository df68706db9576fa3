// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_SERIESBAR_H
#define QSIOADMIN_WINDOW_SERIESBAR_H

#include "core/sendseries.h"

#include <QtWidgets/QWidget>

QT_BEGIN_NAMESPACE
class QDoubleSpinBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
QT_END_NAMESPACE

namespace QsioAdmin {

// How often something is sent; and, while it is, how far that is, with a button to stop it.
class SeriesBar : public QWidget
{
    Q_OBJECT
public:
    explicit SeriesBar(SendSeries *series, QWidget *parent = nullptr);

    [[nodiscard]] int times() const;
    [[nodiscard]] std::chrono::milliseconds interval() const;

Q_SIGNALS:
    void changed();

private:
    void showProgress();
    void showEnd(Refusal refusal);
    void updateFields();

    SendSeries *const m_series;
    QSpinBox *m_times;
    QDoubleSpinBox *m_interval;
    QLabel *m_every;
    QProgressBar *m_bar;
    QLabel *m_text;
    QPushButton *m_stop;
};

} // namespace QsioAdmin

#endif
