// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_SLOTTABLEVIEW_H
#define QSIOADMIN_WINDOW_SLOTTABLEVIEW_H

#include "listtable.h"
#include "models/flatindexproxy.h"

#include <QtCore/QHash>

namespace QsioAdmin {

// The table of a SlotModel, filtered and sorted. What is selected is what somebody saw: a row whose
// place another one has taken meanwhile is not selected any longer.
class SlotTableView : public ListTable
{
    Q_OBJECT
public:
    SlotTableView(SlotModel *model, const QString &name, QWidget *parent = nullptr);

    [[nodiscard]] FlatIndexProxy &proxy() { return m_proxy; }
    [[nodiscard]] const FlatIndexProxy &proxy() const { return m_proxy; }
    // Of the model, in the order of the table.
    [[nodiscard]] QList<int> selectedSourceRows() const;
    [[nodiscard]] int currentSourceRow() const; // -1: none
    void setPaused(bool isPaused);
    void setHeld(bool isHeld); // rows stay where they are, such as under an open menu

Q_SIGNALS:
    void selectionEdited();

protected:
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void remember(const QItemSelection &selection, bool isSelected);
    void dropStrangers();
    void updateFrozen() { m_proxy.setFrozen(m_isPaused || m_isHeld); }

    SlotModel *const m_slots;
    FlatIndexProxy m_proxy;
    QHash<int, QString> m_selectedIds; // by row of the model
    bool m_isPaused = false;
    bool m_isHeld = false;
};

} // namespace QsioAdmin

#endif
