// SPDX-License-Identifier: MIT
#include "seriesbar.h"

#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>

namespace QsioAdmin {

SeriesBar::SeriesBar(SendSeries *series, QWidget *parent)
    : QWidget(parent)
    , m_series(series)
    , m_times(new QSpinBox(this))
    , m_interval(new QDoubleSpinBox(this))
    , m_every(new QLabel(tr("s&econds apart"), this))
    , m_bar(new QProgressBar(this))
    , m_text(new QLabel(this))
    , m_stop(new QPushButton(tr("S&top"), this))
{
    m_times->setObjectName(QStringLiteral("composeTimes"));
    m_times->setAccessibleName(tr("How often it is sent"));
    m_times->setRange(1, SendSeries::maxTimes);
    m_interval->setObjectName(QStringLiteral("composeInterval"));
    m_interval->setAccessibleName(tr("Seconds between two"));
    m_interval->setRange(double(SendSeries::minInterval.count()) / 1000, 3'600);
    m_interval->setDecimals(2);
    m_interval->setValue(1);
    m_every->setBuddy(m_interval);
    m_bar->setObjectName(QStringLiteral("composeProgress"));
    m_bar->setTextVisible(false);
    m_text->setObjectName(QStringLiteral("composeSeriesText"));
    m_text->setTextFormat(Qt::PlainText);
    m_stop->setObjectName(QStringLiteral("composeStop"));
    m_stop->setAccessibleName(tr("Stop the series"));
    auto *label = new QLabel(tr("Ti&mes:"), this);
    label->setBuddy(m_times);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label);
    layout->addWidget(m_times);
    layout->addWidget(m_interval);
    layout->addWidget(m_every);
    layout->addSpacing(12);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_stop);
    connect(m_times, &QSpinBox::valueChanged, this, [this] {
        updateFields();
        Q_EMIT changed();
    });
    connect(m_stop, &QPushButton::clicked, series, &SendSeries::stop);
    connect(series, &SendSeries::progressed, this, &SeriesBar::showProgress);
    connect(series, &SendSeries::finished, this, &SeriesBar::showEnd);
    updateFields();
}

int SeriesBar::times() const
{
    return m_times->value();
}

std::chrono::milliseconds SeriesBar::interval() const
{
    return std::chrono::milliseconds(qRound64(m_interval->value() * 1000));
}

void SeriesBar::updateFields()
{
    const bool isRunning = m_series->isRunning();
    m_times->setEnabled(!isRunning);
    m_interval->setEnabled(!isRunning && times() > 1);
    m_every->setEnabled(m_interval->isEnabled());
    m_bar->setVisible(isRunning);
    m_stop->setVisible(isRunning);
}

void SeriesBar::showProgress()
{
    m_bar->setRange(0, m_series->times());
    m_bar->setValue(m_series->done());
    m_text->setText(tr("%1 of %2").arg(m_series->done()).arg(m_series->times()));
    updateFields();
}

void SeriesBar::showEnd(Refusal refusal)
{
    const int done = m_series->done();
    const int times = m_series->times();
    if (refusal != Refusal::None)
        m_text->setText(
            tr("Stopped after %1 of %2: %3").arg(done).arg(times).arg(refusalText(refusal)));
    else if (done < times)
        m_text->setText(tr("Stopped after %1 of %2.").arg(done).arg(times));
    else
        m_text->setText(tr("Sent %n times.", nullptr, done));
    m_text->setVisible(times > 1 || refusal != Refusal::None);
    updateFields();
    Q_EMIT changed();
}

} // namespace QsioAdmin
