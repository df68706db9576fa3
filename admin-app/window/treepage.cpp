// SPDX-License-Identifier: MIT
#include "treepage.h"

#include "pageheader.h"
#include "scope.h"
#include "slottreeview.h"

#include <QtCore/QSet>
#include <QtCore/QSettings>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QToolButton>

namespace QsioAdmin {

TreePage::TreePage(const WindowContext &context, SlotModel *model, const Look &look,
                   QWidget *parent)
    : TablePage(context, model, look, parent)
{ }

void TreePage::startTree(SlotTreeModel *tree, const TreeLook &look)
{
    m_treeModel = tree;
    m_tree = new SlotTreeView(tree, look.treeName, this);
    m_tree->setColumnWidths(look.widths);
    for (const int column : look.hiddenColumns)
        m_tree->setColumnHidden(column, true);
    m_tree->setFirstLevelOpen(look.isFirstLevelOpen);
    auto *box = qobject_cast<QBoxLayout *>(layout());
    box->insertWidget(box->indexOf(table()) + 1, m_tree, 1);
    connectView(m_tree, m_tree->selectionModel());
    connect(m_tree, &SlotTreeView::selectionEdited, this, &TreePage::noteSelection);
    connect(tree, &SlotTreeModel::rebuilt, this, &TreePage::updateCount);
    applyScope();
    setTree(false);
}

QToolButton *TreePage::addTreeButton()
{
    m_treeButton = header()->addButton(QStringLiteral("namespaces"), tr("Tree"),
                                       name() + QStringLiteral("Tree"));
    m_treeButton->setCheckable(true);
    connect(m_treeButton, &QToolButton::toggled, this, &TreePage::setTree);
    return m_treeButton;
}

void TreePage::setTree(bool isTree)
{
    const bool hadFocus = view() && view()->hasFocus();
    m_isTree = isTree;
    if (m_treeButton) {
        const QSignalBlocker blocker(m_treeButton);
        m_treeButton->setChecked(isTree);
    }
    m_tree->setVisible(isTree);
    table()->setVisible(!isTree);
    setPaused(m_isPaused);
    if (!isTree && !m_isPaused)
        table()->proxy().rebuildNow(); // it has stood still
    if (hadFocus)
        view()->setFocus();
    updateCount();
    noteSelection();
}

// The table behind a tree stands still, which costs nothing.
void TreePage::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    table()->setPaused(isPaused || m_isTree);
    m_tree->setPaused(isPaused);
}

void TreePage::setStale(bool isStale)
{
    TablePage::setStale(isStale);
    m_tree->setStale(isStale);
}

void TreePage::setHeld(bool isHeld)
{
    if (m_isTree)
        m_tree->setHeld(isHeld);
    else
        TablePage::setHeld(isHeld);
}

QAbstractItemView *TreePage::view() const
{
    return m_isTree ? static_cast<QAbstractItemView *>(m_tree) : TablePage::view();
}

QList<QAbstractItemView *> TreePage::views() const
{
    return {table(), m_tree};
}

QAbstractItemModel *TreePage::exportModel()
{
    if (m_isTree)
        table()->proxy().rebuildNow();
    return table()->model();
}

// ---- rows ------------------------------------------------------------------------------------

void TreePage::applyFilter(const FilterExpr &filter)
{
    TablePage::applyFilter(filter);
    m_treeModel->setFilter(filter);
    m_tree->expandMatches();
}

void TreePage::applyScope()
{
    TablePage::applyScope();
    if (!m_treeModel) // not started yet
        return;
    if (context().scope->nsp().isEmpty())
        m_treeModel->setScope({});
    else
        m_treeModel->setScope([this](int row) { return isInScope(row); });
}

int TreePage::shown() const
{
    return m_isTree ? m_treeModel->shown() : TablePage::shown();
}

void TreePage::setEmptyText(const QString &text)
{
    TablePage::setEmptyText(text);
    if (m_tree)
        m_tree->setEmptyText(text);
}

void TreePage::fillColumns(QMenu *menu)
{
    if (m_isTree)
        m_tree->fillColumnMenu(menu);
    else
        TablePage::fillColumns(menu);
}

// ---- the selection ---------------------------------------------------------------------------

// A group and what is in it, both selected, are the same targets once.
Selection TreePage::selection() const
{
    if (!m_isTree)
        return TablePage::selection();
    Selection all;
    const QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    for (const QModelIndex &index : rows)
        addItem(&all, index);
    Selection once;
    QSet<SocketKey> sockets;
    for (const SocketKey &key : std::as_const(all.sockets)) {
        if (!sockets.contains(key))
            once.sockets.append(key);
        sockets.insert(key);
    }
    QSet<RoomKey> rooms;
    for (const RoomKey &key : std::as_const(all.rooms)) {
        if (!rooms.contains(key))
            once.rooms.append(key);
        rooms.insert(key);
    }
    return once;
}

qsizetype TreePage::selectedCount() const
{
    return m_isTree ? m_tree->selectionModel()->selectedRows().size() : TablePage::selectedCount();
}

Subject TreePage::currentSubject() const
{
    if (!m_isTree)
        return TablePage::currentSubject();
    const QModelIndex index = m_tree->currentIndex();
    return index.isValid() && selectedCount() > 0 ? subjectOf(index) : Subject();
}

QString TreePage::cellFilterKey(const QModelIndex &cell) const
{
    return m_isTree ? treeFilterKey(cell) : TablePage::cellFilterKey(cell);
}

// ---- state -----------------------------------------------------------------------------------

void TreePage::saveState(QSettings *settings) const
{
    TablePage::saveState(settings);
    settings->setValue(name() + QStringLiteral("/isTree"), m_isTree);
    settings->setValue(name() + QStringLiteral("/treeHeader"), m_tree->header()->saveState());
}

void TreePage::restoreState(QSettings *settings)
{
    TablePage::restoreState(settings);
    const QByteArray state = settings->value(name() + QStringLiteral("/treeHeader")).toByteArray();
    if (!state.isEmpty())
        m_tree->header()->restoreState(state);
    setTree(settings->value(name() + QStringLiteral("/isTree"), m_isTree).toBool());
}

} // namespace QsioAdmin
