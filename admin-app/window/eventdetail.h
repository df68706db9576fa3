// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_EVENTDETAIL_H
#define QSIOADMIN_WINDOW_EVENTDETAIL_H

#include "core/eventring.h"
#include "models/jsontreemodel.h"

#include <QtWidgets/QTabWidget>

QT_BEGIN_NAMESPACE
class QPlainTextEdit;
class QTreeView;
QT_END_NAMESPACE

namespace QsioAdmin {

// The arguments of an event: as a tree, as text, and the binary ones in hexadecimal.
class EventDetail : public QTabWidget
{
    Q_OBJECT
public:
    explicit EventDetail(QWidget *parent = nullptr);

    void show(const EventRecord *event); // null: nothing

private:
    JsonTreeModel m_model;
    QTreeView *m_tree;
    QPlainTextEdit *m_raw;
    QPlainTextEdit *m_hex;
};

} // namespace QsioAdmin

#endif
