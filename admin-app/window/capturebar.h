// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_CAPTUREBAR_H
#define QSIOADMIN_WINDOW_CAPTUREBAR_H

#include <QtWidgets/QFrame>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QToolButton;
QT_END_NAMESPACE

namespace QsioAdmin {

class CapturePlayer;

// Above the pages while they show a capture: it says so, and moves through its time.
class CaptureBar : public QFrame
{
    Q_OBJECT
public:
    explicit CaptureBar(CapturePlayer *player, QWidget *parent = nullptr);

Q_SIGNALS:
    void closeRequested();

private:
    void makeLayout();
    void updateState();
    void updatePosition();
    void jump(int value);
    [[nodiscard]] double speed() const;

    CapturePlayer *const m_player;
    QLabel *m_text;
    QLabel *m_time;
    QSlider *m_slider;
    QToolButton *m_start;
    QToolButton *m_play;
    QToolButton *m_step;
    QToolButton *m_end;
    QComboBox *m_speed;
    QPushButton *m_close;
};

} // namespace QsioAdmin

#endif
