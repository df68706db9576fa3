// SPDX-License-Identifier: MIT
#include "activitypage.h"

#include "listtable.h"
#include "pageheader.h"
#include "tableexport.h"
#include "windowmodels.h"

#include <QtCore/QLocale>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

namespace QsioAdmin {

ActivityPage::ActivityPage(const WindowContext &context, QWidget *parent)
    : Page(QStringLiteral("activity"), tr("Activity"), QStringLiteral("activity"), parent)
    , m_context(context)
    , m_table(makeTable(context, tr("Activity list"), this))
{
    auto *header = new PageHeader(title(), this);
    QToolButton *save = header->addButton(QStringLiteral("export"), tr("Export…"),
                                          QStringLiteral("activityExport"));
    ActivityModel *model = &context.models->activity;
    connect(save, &QToolButton::clicked, this,
            [this, model] { askAndExport(model, name(), this); });
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
    table->setColumnWidths({10, 12, 24, 30, 10, 20});
    table->setEmptyText(tr("Nothing has been done yet."));
    return table;
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
