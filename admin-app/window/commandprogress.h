// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_COMMANDPROGRESS_H
#define QSIOADMIN_WINDOW_COMMANDPROGRESS_H

#include <QtWidgets/QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QProgressBar;
class QPushButton;
QT_END_NAMESPACE

namespace QsioAdmin {

class CommandDispatcher;

// How far a command of many messages is, and a button that stops it. It is there only as long as
// one is on its way.
class CommandProgress : public QWidget
{
    Q_OBJECT
public:
    explicit CommandProgress(CommandDispatcher *dispatcher, QWidget *parent = nullptr);

private:
    void show(quint64 id, int sent, int total);

    QLabel *m_text;
    QProgressBar *m_bar;
    QPushButton *m_stop;
    quint64 m_id = 0; // of the command that is shown; 0: none
};

} // namespace QsioAdmin

#endif
