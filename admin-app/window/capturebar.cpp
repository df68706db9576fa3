// SPDX-License-Identifier: MIT
#include "capturebar.h"

#include "core/captureplayer.h"
#include "models/celltext.h"
#include "widgets/icons.h"

#include <QtCore/QFileInfo>
#include <QtCore/QLocale>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSlider>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

namespace QsioAdmin {

constexpr int sliderSteps = 1'000;

CaptureBar::CaptureBar(CapturePlayer *player, QWidget *parent)
    : QFrame(parent)
    , m_player(player)
    , m_text(new QLabel(this))
    , m_time(new QLabel(this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_start(new QToolButton(this))
    , m_play(new QToolButton(this))
    , m_step(new QToolButton(this))
    , m_end(new QToolButton(this))
    , m_speed(new QComboBox(this))
    , m_close(new QPushButton(tr("Close capture"), this))
{
    setObjectName(QStringLiteral("captureBar"));
    setAccessibleName(tr("Capture"));
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::AlternateBase);
    setAutoFillBackground(true);
    makeLayout();
    connect(m_slider, &QSlider::valueChanged, this, &CaptureBar::jump);
    connect(m_start, &QToolButton::clicked, this, [this] { m_player->seek(m_player->begin()); });
    connect(m_end, &QToolButton::clicked, this, [this] { m_player->seek(m_player->end()); });
    connect(m_step, &QToolButton::clicked, m_player, &CapturePlayer::step);
    connect(m_play, &QToolButton::clicked, this, [this] {
        if (m_player->isPlaying())
            m_player->pause();
        else
            m_player->play(speed());
    });
    connect(m_speed, &QComboBox::currentIndexChanged, this, [this] {
        if (m_player->isPlaying())
            m_player->play(speed());
    });
    connect(m_close, &QPushButton::clicked, this, &CaptureBar::closeRequested);
    connect(player, &CapturePlayer::stateChanged, this, &CaptureBar::updateState);
    connect(player, &CapturePlayer::positionChanged, this, &CaptureBar::updatePosition);
    updateState();
}

void CaptureBar::makeLayout()
{
    const auto prepare = [](QToolButton *button, const QString &name, const QString &text) {
        button->setObjectName(name);
        button->setText(text);
        button->setAccessibleName(text);
        button->setFocusPolicy(Qt::StrongFocus);
    };
    prepare(m_start, QStringLiteral("captureStart"), tr("To the start"));
    prepare(m_play, QStringLiteral("capturePlay"), tr("Play"));
    prepare(m_step, QStringLiteral("captureStep"), tr("Next message"));
    prepare(m_end, QStringLiteral("captureEnd"), tr("To the end"));
    m_play->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setObjectName(QStringLiteral("captureText"));
    m_time->setTextFormat(Qt::PlainText);
    m_time->setObjectName(QStringLiteral("captureTime"));
    m_slider->setObjectName(QStringLiteral("captureSlider"));
    m_slider->setAccessibleName(tr("Time of the capture"));
    m_slider->setRange(0, sliderSteps);
    m_slider->setPageStep(sliderSteps / 20);
    m_slider->setTracking(false); // not each time that is passed
    m_speed->setObjectName(QStringLiteral("captureSpeed"));
    m_speed->setAccessibleName(tr("Speed"));
    for (const int times : {1, 10, 60, 600})
        m_speed->addItem(tr("%1×").arg(times), times);
    m_close->setObjectName(QStringLiteral("captureClose"));
    auto *top = new QHBoxLayout;
    top->addWidget(m_text, 1);
    top->addWidget(m_close);
    auto *bottom = new QHBoxLayout;
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_start, m_play, m_step, m_end, m_speed})
        bottom->addWidget(widget);
    bottom->addWidget(m_slider, 1);
    bottom->addWidget(m_time);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addLayout(bottom);
}

double CaptureBar::speed() const
{
    return m_speed->currentData().toDouble();
}

void CaptureBar::updateState()
{
    setVisible(m_player->isOpen());
    const bool isPlaying = m_player->isPlaying();
    m_play->setIcon(themedIcon(isPlaying ? QStringLiteral("pause") : QStringLiteral("resume")));
    m_play->setText(isPlaying ? tr("Pause") : tr("Play"));
    m_play->setAccessibleName(m_play->text());
    updatePosition();
}

void CaptureBar::updatePosition()
{
    if (!m_player->isOpen())
        return;
    const qint64 length = qMax(qint64(1), m_player->end() - m_player->begin());
    const qint64 passed = m_player->position() - m_player->begin();
    QString text = tr("This is the recording \"%1\", and no server: nothing can be sent.")
                       .arg(QFileInfo(m_player->fileName()).fileName());
    if (m_player->skipped() > 0)
        text += u' '
            + tr("Lines that make no sense and were left out: %1.")
                  .arg(QLocale().toString(m_player->skipped()));
    m_text->setText(text);
    m_time->setText(tr("%1 of %2").arg(timeText(m_player->position()), timeText(m_player->end())));
    m_end->setEnabled(m_player->position() < m_player->end());
    m_step->setEnabled(m_end->isEnabled());
    m_play->setEnabled(m_end->isEnabled() || m_player->isPlaying());
    if (m_slider->isSliderDown())
        return;
    const QSignalBlocker blocker(m_slider);
    m_slider->setValue(int(double(passed) / double(length) * sliderSteps));
}

void CaptureBar::jump(int value)
{
    const double part = double(value) / sliderSteps;
    m_player->seek(m_player->begin() + qint64(part * double(m_player->end() - m_player->begin())));
}

} // namespace QsioAdmin
