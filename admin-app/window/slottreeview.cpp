// SPDX-License-Identifier: MIT
#include "slottreeview.h"

#include "listtable.h"
#include "models/modelroles.h"
#include "models/slottreemodel.h"
#include "staledelegate.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>

namespace QsioAdmin {

constexpr int fewMatches = 200;
constexpr int mostOpened = 1'000; // ids that are remembered

SlotTreeView::SlotTreeView(SlotTreeModel *model, const QString &name, QWidget *parent)
    : QTreeView(parent)
    , m_tree(model)
    , m_delegate(new StaleDelegate(this))
{
    setObjectName(QString(name).replace(u' ', u'_'));
    setAccessibleName(name);
    setItemDelegate(m_delegate);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setAlternatingRowColors(true);
    setUniformRowHeights(true);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setModel(model);
    setSortingEnabled(true);
    sortByColumn(0, Qt::AscendingOrder);
    header()->setSectionsMovable(true);
    header()->setFirstSectionMovable(false);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header(), &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillColumnMenu(menu);
        menu->popup(header()->mapToGlobal(position));
    });
    connect(model, &SlotTreeModel::rebuilt, this, &SlotTreeView::followModel);
    updateFrozen();
}

void SlotTreeView::setStale(bool isStale)
{
    m_delegate->setStale(isStale);
    viewport()->update();
}

void SlotTreeView::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    updateFrozen();
}

void SlotTreeView::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    updateFrozen();
}

void SlotTreeView::updateFrozen()
{
    m_tree->setFrozen(m_isPaused || m_isHeld || !isVisible());
}

void SlotTreeView::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

void SlotTreeView::setColumnWidths(const QList<int> &characters)
{
    const int width = fontMetrics().averageCharWidth();
    for (int column = 0; column < characters.size(); ++column)
        setColumnWidth(column, characters[column] * width + 16);
}

void SlotTreeView::setFirstLevelOpen(bool isOpen)
{
    m_isFirstLevelOpen = isOpen;
    followModel();
}

void SlotTreeView::expandMatches()
{
    if (!m_tree->filter().isEmpty() && m_tree->shown() <= fewMatches)
        expandAll();
}

// The first column stays: it has the branches.
void SlotTreeView::fillColumnMenu(QMenu *menu)
{
    QsioAdmin::fillColumnMenu(menu, header(), 1);
}

// What has gone is not announced as deselected.
void SlotTreeView::followModel()
{
    for (int row = 0; m_isFirstLevelOpen && row < m_tree->rowCount(); ++row) {
        const QModelIndex index = m_tree->index(row, 0);
        const QString id = index.data(IdRole).toString();
        if (m_opened.size() >= mostOpened || m_opened.contains(id))
            continue;
        m_opened.insert(id);
        expand(index);
    }
    const qsizetype selected = selectionModel()->selectedRows().size();
    if (std::exchange(m_selected, selected) != selected)
        Q_EMIT selectionEdited();
}

void SlotTreeView::selectionChanged(const QItemSelection &selected,
                                    const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    m_selected = selectionModel()->selectedRows().size();
    Q_EMIT selectionEdited();
}

void SlotTreeView::mousePressEvent(QMouseEvent *event)
{
    setHeld(true);
    QTreeView::mousePressEvent(event);
}

void SlotTreeView::mouseReleaseEvent(QMouseEvent *event)
{
    QTreeView::mouseReleaseEvent(event);
    setHeld(false);
}

void SlotTreeView::showEvent(QShowEvent *event)
{
    updateFrozen();
    m_tree->rebuildNow();
    QTreeView::showEvent(event);
}

void SlotTreeView::hideEvent(QHideEvent *event)
{
    QTreeView::hideEvent(event);
    updateFrozen();
}

void SlotTreeView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (m_emptyText.isEmpty() || m_tree->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::Disabled, QPalette::Text));
    painter.drawText(viewport()->rect().adjusted(16, 16, -16, -16),
                     Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

} // namespace QsioAdmin
