// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_DATAPANEL_H
#define QSIOADMIN_WINDOW_DATAPANEL_H

#include "core/datahistory.h"
#include "models/jsondiffmodel.h"
#include "models/jsontreemodel.h"

#include <QtWidgets/QSplitter>

QT_BEGIN_NAMESPACE
class QComboBox;
class QTreeView;
QT_END_NAMESPACE

namespace QsioAdmin {

class ListTable;

// The data of a socket as a tree, and below how it has changed: a change can be chosen, and shows
// what is different since.
class DataPanel : public QSplitter
{
    Q_OBJECT
public:
    explicit DataPanel(const DataHistory *history, QWidget *parent = nullptr);

    void setSocket(const SocketRecord &socket);

private:
    void showChanges();
    void showChange();

    const DataHistory *const m_history;
    SocketKey m_key;
    QByteArray m_shown;
    JsonTreeModel m_model;
    JsonDiffModel m_diff;
    QList<DataChange> m_changes; // the newest first
    QTreeView *m_tree;
    QComboBox *m_choice;
    ListTable *m_table;
};

} // namespace QsioAdmin

#endif
