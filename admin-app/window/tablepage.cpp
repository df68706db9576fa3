// SPDX-License-Identifier: MIT
#include "tablepage.h"

#include "core/adminsession.h"
#include "filters.h"
#include "pageheader.h"
#include "scope.h"
#include "tableexport.h"
#include "targetactions.h"
#include "widgets/filterbar.h"

#include <QtCore/QLocale>
#include <QtCore/QSettings>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

namespace QsioAdmin {

using namespace std::chrono_literals;

TablePage::TablePage(const WindowContext &context, SlotModel *model, const Look &look,
                     QWidget *parent)
    : Page(look.name, look.title, look.icon, parent)
    , m_context(context)
    , m_model(model)
    , m_header(new PageHeader(look.title, this))
    , m_filter(new FilterBar(look.title, this))
    , m_table(new SlotTableView(model, look.tableName, this))
    , m_settle(this)
{
    m_table->setColumnWidths(look.widths);
    m_table->setHiddenColumns(look.hiddenColumns);
    m_settle.setSingleShot(true);
    m_settle.callOnTimeout(this, [this] { updateSelection(); });
}

void TablePage::start()
{
    makeHeader();
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_header);
    layout->addWidget(m_filter);
    layout->addWidget(m_table, 1);
    layout->addWidget(makeBulkBar());
    useFilter(m_filter, this, [this](const FilterExpr &filter) { applyFilter(filter); });
    applyScope();
    connect(m_context.scope, &Scope::changed, this, [this] { applyScope(); });
    connect(&m_table->proxy(), &FlatIndexProxy::rebuilt, this, &TablePage::updateCount);
    connect(m_model, &SlotModel::rowsChanged, this, &TablePage::countChanged);
    connect(m_table, &SlotTableView::selectionEdited, this, &TablePage::noteSelection);
    connectView(m_table, m_table->selectionModel());
    updateCount();
    updateSelection();
}

void TablePage::connectView(QAbstractItemView *view, QItemSelectionModel *selection)
{
    connect(selection, &QItemSelectionModel::currentChanged, this, &TablePage::noteSelection);
    connect(view, &QAbstractItemView::activated, this, &Page::detailsRequested);
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view, &QWidget::customContextMenuRequested, this, &TablePage::showContextMenu);
    view->addActions(m_context.actions->commands() + m_context.actions->copies());
}

void TablePage::makeHeader()
{
    QToolButton *columns = m_header->addButton(QStringLiteral("history"), tr("Columns"),
                                               name() + QStringLiteral("Columns"));
    columns->setIcon({});
    columns->setText(columns->text() + QStringLiteral("  ")); // for the arrow
    columns->setPopupMode(QToolButton::InstantPopup);
    auto *columnMenu = new QMenu(columns);
    connect(columnMenu, &QMenu::aboutToShow, this, [this, columnMenu] {
        columnMenu->clear();
        fillColumns(columnMenu);
    });
    columns->setMenu(columnMenu);
    QToolButton *save = m_header->addButton(QStringLiteral("export"), tr("Export…"),
                                            name() + QStringLiteral("Export"));
    connect(save, &QToolButton::clicked, this,
            [this] { askAndExport(exportModel(), name(), this); });
}

// Whoever has chosen columns keeps them: they change where the server becomes another one only.
void TablePage::showWith(QByteArrayView feature, const QList<int> &columns)
{
    const AdminStore *store = &m_context.session->store();
    const QByteArray name = feature.toByteArray();
    auto hadFeature = std::make_shared<bool>(false);
    for (const int column : columns)
        m_table->setColumnHidden(column, true);
    connect(store, &AdminStore::featuresChanged, this, [=, this] {
        const bool hasFeature = store->hasFeature(name);
        if (std::exchange(*hadFeature, hasFeature) && hasFeature)
            return;
        for (const int column : columns)
            m_table->setColumnHidden(column, !hasFeature);
    });
}

QWidget *TablePage::makeBulkBar()
{
    m_bulkBar = new QWidget(this);
    auto *layout = new QHBoxLayout(m_bulkBar);
    layout->setContentsMargins(0, 0, 0, 0);
    m_selected = new QLabel(m_bulkBar);
    m_selected->setObjectName(name() + QStringLiteral("Selected"));
    layout->addWidget(m_selected);
    const QList<QAction *> actions = m_context.actions->commands();
    for (QAction *action : actions) {
        auto *button = new QToolButton(m_bulkBar);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setObjectName(name() + u'_' + action->objectName());
        button->setAccessibleName(action->text().remove(u'&'));
        layout->addWidget(button);
    }
    layout->addStretch(1);
    return m_bulkBar;
}

void TablePage::hideBulkBar()
{
    m_bulkBar->hide();
}

// ---- rows ------------------------------------------------------------------------------------

void TablePage::applyFilter(const FilterExpr &filter)
{
    m_table->proxy().setFilter(filter);
}

void TablePage::applyScope()
{
    if (m_context.scope->nsp().isEmpty())
        m_table->proxy().setScope({});
    else
        m_table->proxy().setScope([this](int row) { return isInScope(row); });
}

int TablePage::shown() const
{
    return m_table->proxy().rowCount();
}

void TablePage::setEmptyText(const QString &text)
{
    m_table->setEmptyText(text);
}

void TablePage::fillColumns(QMenu *menu)
{
    m_table->fillColumnMenu(menu);
}

QString TablePage::count() const
{
    return QLocale().toString(total());
}

void TablePage::updateCount()
{
    const int all = total();
    const int some = shown();
    m_header->setText(
        some == all ? QLocale().toString(all)
                    : tr("%1, %2 shown").arg(QLocale().toString(all), QLocale().toString(some)));
    setEmptyText(all == 0 ? tr("There is nothing here yet.") : tr("Nothing matches the filter."));
    Q_EMIT countChanged();
}

Selection TablePage::selection() const
{
    Selection selection;
    const QList<int> rows = m_table->selectedSourceRows();
    for (const int row : rows)
        addTo(&selection, row);
    return selection;
}

// What the table shows may be a little behind: the place of a row may be another one's by now.
bool TablePage::selectSlot(int slot)
{
    m_table->proxy().rebuildNow(); // it may have just come
    const QModelIndex row
        = m_table->proxy().mapFromSource(m_table->proxy().sourceModel()->index(slot, 0));
    if (!row.isValid())
        return false;
    m_table->selectRow(row.row());
    m_table->scrollTo(row);
    return true;
}

Selection TablePage::shownRows() const
{
    Selection selection;
    for (const int row : m_table->proxy().matchingRows())
        addTo(&selection, row);
    return selection;
}

QAbstractItemView *TablePage::view() const
{
    return m_table;
}

void TablePage::noteSelection()
{
    if (!m_settle.isActive())
        m_settle.start(0ms);
}

qsizetype TablePage::selectedCount() const
{
    return m_table->selectedSourceRows().size();
}

Subject TablePage::currentSubject() const
{
    const int row = m_table->currentSourceRow();
    return row >= 0 && selectedCount() > 0 ? subjectAt(row) : Subject();
}

void TablePage::updateSelection()
{
    const qsizetype count = selectedCount();
    m_selected->setText(count == 0 ? tr("Nothing selected")
                                   : tr("%1 selected:").arg(QLocale().toString(count)));
    const Subject subject = currentSubject();
    if (subject.kind != Subject::Kind::None)
        Q_EMIT inspectRequested(subject);
    Q_EMIT selectionChanged();
}

void TablePage::setStale(bool isStale)
{
    m_table->setStale(isStale);
}

void TablePage::setPaused(bool isPaused)
{
    m_table->setPaused(isPaused);
}

// ---- context menu ----------------------------------------------------------------------------

void TablePage::showContextMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(name() + QStringLiteral("ContextMenu"));
    setHeld(true); // nothing moves under an open menu
    connect(menu, &QObject::destroyed, view(), [this] { setHeld(false); });
    menu->addActions(m_context.actions->commands());
    menu->addSeparator();
    menu->addActions(m_context.actions->copies());
    const QModelIndex cell = view()->indexAt(position);
    if (cell.isValid()) {
        addFilterActions(menu, cell);
        if (view() == m_table)
            fillMenu(menu, m_table->proxy().sourceRow(cell.row()));
    }
    menu->popup(view()->viewport()->mapToGlobal(position));
}

void TablePage::setHeld(bool isHeld)
{
    m_table->setHeld(isHeld);
}

QString TablePage::cellFilterKey(const QModelIndex &cell) const
{
    return filterKey(cell.column());
}

void TablePage::addFilterActions(QMenu *menu, const QModelIndex &cell)
{
    const QString key = cellFilterKey(cell);
    const QString value = cell.data(SortRole).toString();
    if (key.isEmpty() || value.isEmpty())
        return;
    menu->addSeparator();
    menu->addAction(tr("Filter by this cell"), this,
                    [this, key, value] { m_filter->addTerm(filterTerm(key, value)); });
    menu->addAction(tr("Exclude this cell"), this,
                    [this, key, value] { m_filter->addTerm(filterTerm(key, value, true)); });
}

// ---- state -----------------------------------------------------------------------------------

void TablePage::saveState(QSettings *settings) const
{
    settings->setValue(name() + QStringLiteral("/header"),
                       m_table->horizontalHeader()->saveState());
    saveFilters(*m_filter, name(), settings);
}

void TablePage::restoreState(QSettings *settings)
{
    const QByteArray state = settings->value(name() + QStringLiteral("/header")).toByteArray();
    if (!state.isEmpty())
        m_table->horizontalHeader()->restoreState(state);
    restoreFilters(m_filter, name(), settings);
}

} // namespace QsioAdmin
