// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_ANNOUNCER_H
#define QSIOADMIN_WINDOW_ANNOUNCER_H

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QTimer>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace QsioAdmin {

// Has screen readers say what happens away from the focus: how the connection is doing, alerts, what
// has come of a command. In a rush of news the last of each interval is said.
class Announcer : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Announcer)
public:
    // By way of what it is said: its accessible name becomes the text.
    explicit Announcer(QWidget *voice, QObject *parent = nullptr);

    void announce(const QString &text);
    void setInterval(std::chrono::milliseconds interval) { m_timer.setInterval(interval); } // 1 s

Q_SIGNALS:
    void said(const QString &text); // whether there is a screen reader or not

private:
    void say(const QString &text);

    QWidget *const m_voice;
    QTimer m_timer; // nothing is said while it runs
    QString m_waiting;
};

} // namespace QsioAdmin

#endif
