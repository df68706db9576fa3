// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_BREADCRUMB_H
#define QSIOADMIN_WINDOW_BREADCRUMB_H

#include "subject.h"

#include <QtWidgets/QWidget>

QT_BEGIN_NAMESPACE
class QAction;
class QLabel;
QT_END_NAMESPACE

namespace QsioAdmin {

// In plain words, such as "room-1 in /chat"; empty for none.
[[nodiscard]] QString subjectText(const Subject &subject);

// Where the window is: its page, and what is looked at there. With the ways back and forward.
class Breadcrumb : public QWidget
{
    Q_OBJECT
public:
    Breadcrumb(QAction *back, QAction *forward, QWidget *parent = nullptr);

    void show(const QString &page, const Subject &subject);

private:
    QLabel *m_place;
};

} // namespace QsioAdmin

#endif
