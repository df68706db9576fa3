// SPDX-License-Identifier: MIT
#include "slottableview.h"

namespace QsioAdmin {

SlotTableView::SlotTableView(SlotModel *model, const QString &name, QWidget *parent)
    : ListTable(name, parent)
    , m_slots(model)
{
    m_proxy.setSourceModel(model);
    setModel(&m_proxy);
    setSortingEnabled(true);
    sortByColumn(0, Qt::AscendingOrder);
    connect(&m_proxy, &FlatIndexProxy::rebuilt, this, &SlotTableView::dropStrangers);
}

QList<int> SlotTableView::selectedSourceRows() const
{
    QList<int> rows;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            const int source = m_proxy.sourceRow(row);
            if (m_slots->isLive(source) && m_selectedIds.value(source) == m_slots->rowId(source))
                rows.append(source);
        }
    }
    return rows;
}

int SlotTableView::currentSourceRow() const
{
    const QModelIndex index = currentIndex();
    const int row = index.isValid() ? m_proxy.sourceRow(index.row()) : -1;
    return row >= 0 && m_slots->isLive(row) ? row : -1;
}

void SlotTableView::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    updateFrozen();
}

void SlotTableView::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    updateFrozen();
}

void SlotTableView::selectionChanged(const QItemSelection &selected,
                                     const QItemSelection &deselected)
{
    ListTable::selectionChanged(selected, deselected);
    remember(deselected, false);
    remember(selected, true);
    Q_EMIT selectionEdited();
}

void SlotTableView::remember(const QItemSelection &selection, bool isSelected)
{
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom() && row < m_proxy.rowCount(); ++row) {
            const int source = m_proxy.sourceRow(row);
            if (!isSelected)
                m_selectedIds.remove(source);
            else if (m_slots->isLive(source))
                m_selectedIds.insert(source, m_slots->rowId(source));
        }
    }
}

// A slot that has become free is filled again, and the selection would be somebody else's. Whoever
// asks for the selection in the meantime gets the right one all the same.
void SlotTableView::dropStrangers()
{
    if (!selectionModel()->hasSelection()) {
        if (!m_selectedIds.isEmpty()) {
            m_selectedIds.clear();
            Q_EMIT selectionEdited();
        }
        return;
    }
    QItemSelection strangers;
    const QHash<int, QString> known = m_selectedIds;
    for (auto it = known.cbegin(); it != known.cend(); ++it) {
        if (m_slots->isLive(it.key()) && m_slots->rowId(it.key()) == it.value())
            continue;
        const QModelIndex index = m_proxy.mapFromSource(m_slots->index(it.key(), 0));
        if (index.isValid())
            strangers.select(index, index.siblingAtColumn(m_proxy.columnCount() - 1));
        m_selectedIds.remove(it.key());
    }
    if (!strangers.isEmpty())
        selectionModel()->select(strangers, QItemSelectionModel::Deselect);
    if (m_selectedIds.size() != known.size())
        Q_EMIT selectionEdited();
}

void SlotTableView::mousePressEvent(QMouseEvent *event)
{
    setHeld(true);
    ListTable::mousePressEvent(event);
}

void SlotTableView::mouseReleaseEvent(QMouseEvent *event)
{
    ListTable::mouseReleaseEvent(event);
    setHeld(false);
}

} // namespace QsioAdmin
