// SPDX-License-Identifier: MIT
#include "activitypage.h"

#include "commandrunner.h"
#include "listtable.h"
#include "pageheader.h"
#include "tableexport.h"
#include "widgets/icons.h"
#include "windowmodels.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QLocale>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <functional>

namespace QsioAdmin {

ActivityPage::ActivityPage(const WindowContext &context, QWidget *parent)
    : Page(QStringLiteral("activity"), tr("Activity"), QStringLiteral("activity"), parent)
    , m_context(context)
    , m_table(makeTable(context, tr("Activity list"), this))
{
    auto *header = new PageHeader(title(), this);
    QToolButton *again = header->addButton(QStringLiteral("refresh"), tr("Repeat"),
                                           QStringLiteral("activityRepeat"));
    QToolButton *copy = header->addButton(QStringLiteral("copy"), tr("Copy as JSON"),
                                          QStringLiteral("activityCopy"));
    QToolButton *save = header->addButton(QStringLiteral("export"), tr("Export…"),
                                          QStringLiteral("activityExport"));
    ActivityModel *model = &context.models->activity;
    connect(save, &QToolButton::clicked, this,
            [this, model] { askAndExport(model, name(), this); });
    connect(again, &QToolButton::clicked, this, [this] { repeat(m_context, m_table); });
    connect(copy, &QToolButton::clicked, this, [this] { copyJson(m_context, m_table); });
    const auto update = [this, again, copy] {
        again->setEnabled(canRepeat(m_context, m_table));
        copy->setEnabled(m_table->selectionModel()->hasSelection());
    };
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, update);
    update();
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(header);
    layout->addWidget(m_table, 1);
    connect(model, &QAbstractItemModel::rowsInserted, this, &Page::countChanged);
}

ListTable *ActivityPage::makeTable(const WindowContext &context, const QString &name,
                                   QWidget *parent)
{
    auto *table = new ListTable(name, parent);
    table->setModel(&context.models->activity);
    table->setColumnWidths({10, 12, 24, 30, 12, 20});
    table->setEmptyText(tr("Nothing has been done yet."));
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(
        table, &QWidget::customContextMenuRequested, table,
        [context, table](const QPoint &position) { showContextMenu(context, table, position); });
    return table;
}

// ---- once more -------------------------------------------------------------------------------

static QList<int> selectedRows(const ListTable *table)
{
    QList<int> rows;
    const QModelIndexList selected = table->selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows.append(index.row());
    std::sort(rows.begin(), rows.end(), std::greater<>()); // the oldest first
    return rows;
}

bool ActivityPage::canRepeat(const WindowContext &context, const ListTable *table)
{
    const QList<int> rows = selectedRows(table);
    return rows.size() == 1 && context.models->activity.commandAt(rows.first());
}

// Through the same guards and questions as the first time.
void ActivityPage::repeat(const WindowContext &context, const ListTable *table)
{
    if (canRepeat(context, table))
        context.runner->run({*context.models->activity.commandAt(selectedRows(table).first())});
}

void ActivityPage::copyJson(const WindowContext &context, const ListTable *table)
{
    QByteArrayList lines;
    for (const int row : selectedRows(table))
        lines.append(
            QJsonDocument(context.models->activity.jsonAt(row)).toJson(QJsonDocument::Compact));
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(lines.join('\n')));
}

void ActivityPage::showContextMenu(const WindowContext &context, ListTable *table,
                                   const QPoint &position)
{
    if (!table->selectionModel()->hasSelection())
        return;
    auto *menu = new QMenu(table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *again = menu->addAction(themedIcon(QStringLiteral("refresh")), tr("Repeat"), table,
                                     [context, table] { repeat(context, table); });
    again->setEnabled(canRepeat(context, table));
    menu->addAction(themedIcon(QStringLiteral("copy")), tr("Copy as JSON"), table,
                    [context, table] { copyJson(context, table); });
    menu->popup(table->viewport()->mapToGlobal(position));
}

QString ActivityPage::count() const
{
    const int rows = m_context.models->activity.rowCount();
    return rows == 0 ? QString() : QLocale().toString(rows);
}

QAbstractItemView *ActivityPage::view() const
{
    return m_table;
}

} // namespace QsioAdmin
