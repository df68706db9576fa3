// SPDX-License-Identifier: MIT
#include "listtable.h"

#include "staledelegate.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>

#include <utility>

namespace QsioAdmin {

ListTable::ListTable(const QString &name, QWidget *parent)
    : QTableView(parent)
    , m_delegate(new StaleDelegate(this))
{
    setObjectName(QString(name).replace(u' ', u'_'));
    setAccessibleName(name);
    setItemDelegate(m_delegate);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leaves the table
    setHorizontalScrollMode(ScrollPerPixel);
    setEditTriggers(NoEditTriggers);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillColumnMenu(menu);
        menu->popup(horizontalHeader()->mapToGlobal(position));
    });
    updateRowHeight();
}

void ListTable::setStale(bool isStale)
{
    m_delegate->setStale(isStale);
    viewport()->update();
}

void ListTable::setDelegate(StaleDelegate *delegate)
{
    delegate->setStale(m_delegate->isStale());
    delete std::exchange(m_delegate, delegate);
    setItemDelegate(delegate);
}

void ListTable::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

void ListTable::setHiddenColumns(const QList<int> &columns)
{
    for (const int column : columns)
        setColumnHidden(column, true);
}

void ListTable::setColumnWidths(const QList<int> &characters)
{
    const int width = fontMetrics().averageCharWidth();
    for (int column = 0; column < characters.size(); ++column)
        setColumnWidth(column, characters[column] * width + 14);
}

void ListTable::fillColumnMenu(QMenu *menu)
{
    QsioAdmin::fillColumnMenu(menu, horizontalHeader());
}

// The last column that is shown stays: there would be no header to bring another one back.
void fillColumnMenu(QMenu *menu, QHeaderView *header, int first)
{
    const QAbstractItemModel *model = header->model();
    for (int column = first; model && column < model->columnCount(); ++column) {
        QAction *action = menu->addAction(model->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        const int shown = model->columnCount() - header->hiddenSectionCount();
        action->setEnabled(shown > 1 || header->isSectionHidden(column));
        QObject::connect(action, &QAction::toggled, header, [header, column](bool isShown) {
            header->setSectionHidden(column, !isShown);
        });
    }
}

QString ListTable::rowText(int row) const
{
    QStringList cells;
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (!isColumnHidden(column))
            cells.append(model()->index(row, column).data().toString());
    }
    return cells.join(u'\t');
}

void ListTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_emptyText.isEmpty() || (model() && model()->rowCount() > 0))
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::Disabled, QPalette::Text));
    painter.drawText(viewport()->rect().adjusted(16, 16, -16, -16),
                     Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

void ListTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateRowHeight();
}

void ListTable::updateRowHeight()
{
    verticalHeader()->setMinimumSectionSize(fontMetrics().height());
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
}

} // namespace QsioAdmin
