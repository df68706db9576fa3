// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_EVENTDETAIL_H
#define QSIOADMIN_WINDOW_EVENTDETAIL_H

#include "core/eventring.h"
#include "models/jsondiffmodel.h"
#include "models/jsontreemodel.h"

#include <QtWidgets/QTabWidget>

#include <optional>

QT_BEGIN_NAMESPACE
class QLabel;
class QPlainTextEdit;
class QTreeView;
QT_END_NAMESPACE

namespace QsioAdmin {

class ListTable;

// The arguments of an event: as a tree, as text, the binary ones in hexadecimal, and what is
// different from the event that was marked.
class EventDetail : public QTabWidget
{
    Q_OBJECT
public:
    explicit EventDetail(QWidget *parent = nullptr);

    void show(const EventRecord *event); // null: nothing
    void setMarked(const EventRecord *event); // to compare others with; null: none

private:
    void compare();

    JsonTreeModel m_model;
    QTreeView *m_tree;
    QPlainTextEdit *m_raw;
    QPlainTextEdit *m_hex;
    std::optional<EventRecord> m_marked; // it may be gone from the list
    std::optional<EventRecord> m_shown;
    JsonDiffModel m_diff;
    QLabel *m_diffText;
    ListTable *m_diffTable;
};

} // namespace QsioAdmin

#endif
