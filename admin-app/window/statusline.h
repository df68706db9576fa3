// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_STATUSLINE_H
#define QSIOADMIN_WINDOW_STATUSLINE_H

#include <QtCore/QTimer>
#include <QtWidgets/QStatusBar>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace QsioAdmin {

class AdminSession;

// The figures of a session below its window, once a second; what has just been done is shown in
// front of them for a while.
class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    explicit StatusLine(AdminSession *session, QWidget *parent = nullptr);

    void update();
    void say(const QString &text); // what has just been done

Q_SIGNALS:
    void ticked(); // once a second

private:
    AdminSession *const m_session;
    QLabel *m_figures;
    QTimer m_timer;
    quint64 m_lastEvent = 0;
};

} // namespace QsioAdmin

#endif
