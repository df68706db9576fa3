// SPDX-License-Identifier: MIT
#include "eventspage.h"

#include "core/adminsession.h"
#include "eventactions.h"
#include "eventdelegate.h"
#include "eventdetail.h"
#include "filters.h"
#include "listtable.h"
#include "pageheader.h"
#include "scope.h"
#include "tableexport.h"
#include "targetactions.h"
#include "widgets/filterbar.h"
#include "widgets/icons.h"
#include "windowmodels.h"

#include <QtCore/QLocale>
#include <QtCore/QSet>
#include <QtCore/QSettings>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace QsioAdmin {

EventsPage::EventsPage(const WindowContext &context, QWidget *parent)
    : Page(QStringLiteral("events"), tr("Events"), QStringLiteral("events"), parent)
    , m_context(context)
    , m_header(new PageHeader(title(), this))
    , m_follow(new QCheckBox(tr("&Follow"), this))
    , m_filter(new FilterBar(title(), this))
    , m_table(new ListTable(tr("Events list"), this))
    , m_detail(new EventDetail(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_actions(new EventActions(this))
    , m_waiting(new QToolButton(this))
    , m_following(new QToolButton(this))
{
    context.models->events.setRules(defaultEventRules());
    m_proxy.setSourceModel(&context.models->events);
    m_table->setModel(&m_proxy);
    m_table->setHiddenColumns({EventsModel::Delta});
    m_table->setDelegate(new EventDelegate(&context.models->events, m_table));
    m_table->setColumnWidths({9, 14, 9, 9, 12, 9, 12, 22, 18, 8, 40});
    m_table->setEmptyText(tr("No events yet."));
    m_table->addActions(context.actions->commands() + context.actions->copies() + m_actions->all());
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    makeHeader();
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_header);
    layout->addWidget(m_filter);
    layout->addWidget(m_splitter, 1);
    QsioAdmin::useFilter(m_filter, this, [this](const FilterExpr &) { useFilter(); });
    connect(context.scope, &Scope::changed, this, &EventsPage::useFilter);
    connect(m_table, &QWidget::customContextMenuRequested, this, &EventsPage::showContextMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        showCurrent();
        updateActions();
        Q_EMIT selectionChanged();
    });
    connectActions();
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, &EventsPage::followNew);
    connect(&m_proxy, &EventFilterProxy::waitingChanged, this, &EventsPage::updateHeader);
    updateHeader();
}

void EventsPage::makeHeader()
{
    m_follow->setObjectName(QStringLiteral("eventsFollow"));
    m_follow->setChecked(true);
    m_header->addWidget(m_following);
    m_header->addWidget(m_waiting);
    m_header->addWidget(m_follow);
    connect(m_follow, &QCheckBox::toggled, this, [this](bool isOn) {
        if (isOn)
            m_table->scrollToBottom();
    });
    // Whoever scrolls up wants to read.
    connect(m_table->verticalScrollBar(), &QAbstractSlider::actionTriggered, this, [this] {
        const QScrollBar *bar = m_table->verticalScrollBar();
        m_follow->setChecked(bar->sliderPosition() >= bar->maximum());
    });
    QToolButton *clear
        = m_header->addButton(QStringLiteral("remove"), tr("Clear"), QStringLiteral("eventsClear"));
    connect(clear, &QToolButton::clicked, this, [this] {
        m_context.session->store().clearEvents();
        showCurrent();
        updateActions();
    });
    makeMenus();
}

// ---- the list --------------------------------------------------------------------------------

void EventsPage::useFilter()
{
    QString text = m_filter->filter();
    const QByteArray nsp = m_context.scope->nsp();
    if (!nsp.isEmpty())
        text = filterTerm(QStringLiteral("nsp"), QString::fromUtf8(nsp)) + u' ' + text;
    if (!m_followed.id.isEmpty())
        text = filterTerm(QStringLiteral("sid"), QString::fromUtf8(m_followed.id)) + u' '
            + filterTerm(QStringLiteral("nsp"), QString::fromUtf8(m_followed.nsp)) + u' ' + text;
    if (const std::optional<FilterExpr> filter = FilterExpr::parse(text)) {
        m_usedFilter = *filter;
        m_proxy.setFilter(*filter);
    }
    followNew();
}

void EventsPage::followSocket(const SocketKey &key)
{
    m_followed = key;
    const QString text
        = key.id.isEmpty() ? QString() : tr("Only socket %1").arg(QString::fromUtf8(key.id));
    m_following->setText(text);
    m_following->setToolTip(tr("Show all sockets again"));
    m_following->setVisible(!key.id.isEmpty());
    useFilter();
}

void EventsPage::followNew()
{
    if (m_follow->isChecked() && isVisible())
        m_table->scrollToBottom();
    Q_EMIT countChanged();
}

void EventsPage::updateHeader()
{
    const int all = m_context.models->events.rowCount();
    const int shown = m_proxy.rowCount();
    QString text = QLocale().toString(all);
    if (m_proxy.isPaused())
        text = tr("%1, paused").arg(text);
    else if (shown != all)
        text = tr("%1, %2 shown").arg(text, QLocale().toString(shown));
    m_header->setText(text);
    const quint64 waiting = m_proxy.isPaused() ? m_proxy.waiting() : 0;
    m_waiting->setVisible(waiting > 0);
    m_waiting->setText(tr("%1 new ▼").arg(QLocale().toString(waiting)));
    m_waiting->setAccessibleName(tr("Show the %1 new events").arg(QLocale().toString(waiting)));
    Q_EMIT countChanged();
}

QString EventsPage::count() const
{
    return QLocale().toString(m_context.models->events.rowCount());
}

const EventRecord *EventsPage::eventAt(const QModelIndex &index) const
{
    const QModelIndex source = m_proxy.mapToSource(index);
    return source.isValid() ? m_context.models->events.eventAt(source.row()) : nullptr;
}

void EventsPage::showCurrent()
{
    const QModelIndex index = m_table->currentIndex();
    const EventRecord *event = eventAt(index);
    m_detail->show(event);
    if (!event || !m_table->selectionModel()->hasSelection())
        return;
    m_follow->setChecked(false);
    Subject subject;
    subject.kind = Subject::Kind::Socket;
    subject.nsp = event->key.nsp;
    subject.id = event->key.id;
    Q_EMIT inspectRequested(subject);
}

Selection EventsPage::selection() const
{
    Selection selection;
    QSet<SocketKey> known;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &index : rows) {
        const EventRecord *event = eventAt(index);
        if (!event || known.contains(event->key)
            || !m_context.session->store().sockets().contains(event->key))
            continue;
        known.insert(event->key);
        selection.sockets.append(event->key);
    }
    return selection;
}

QAbstractItemView *EventsPage::view() const
{
    return m_table;
}

void EventsPage::setStale(bool isStale)
{
    m_table->setStale(isStale);
}

void EventsPage::setPaused(bool isPaused)
{
    m_proxy.setPaused(isPaused);
    updateHeader();
}

void EventsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    followNew();
}

void EventsPage::showTime(qint64 time)
{
    m_follow->setChecked(false);
    for (int row = 0; row < m_proxy.rowCount(); ++row) {
        const EventRecord *event = eventAt(m_proxy.index(row, 0));
        if (!event || event->at < time)
            continue;
        m_table->selectRow(row);
        m_table->scrollTo(m_proxy.index(row, 0), QAbstractItemView::PositionAtCenter);
        return;
    }
}

void EventsPage::showContextMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_context.actions->commands());
    menu->addSeparator();
    menu->addActions(m_context.actions->copies());
    if (const EventRecord *event = eventAt(m_table->indexAt(position))) {
        const auto add = [&](const QString &text, const QString &term) {
            menu->addAction(text, this, [this, term] { m_filter->addTerm(term); });
        };
        menu->addSeparator();
        menu->addActions(m_actions->ofRow());
        add(tr("Only events of this name"),
            filterTerm(QStringLiteral("name"), QString::fromUtf8(event->name)));
        add(tr("No events of this name"),
            filterTerm(QStringLiteral("name"), QString::fromUtf8(event->name), true));
    }
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void EventsPage::saveState(QSettings *settings) const
{
    settings->setValue(QStringLiteral("events/rules"),
                       eventRulesToJson(m_context.models->events.rules()));
    settings->setValue(QStringLiteral("events/header"), m_table->horizontalHeader()->saveState());
    settings->setValue(QStringLiteral("events/splitter"), m_splitter->saveState());
    saveFilters(*m_filter, name(), settings);
}

void EventsPage::restoreState(QSettings *settings)
{
    if (settings->contains(QStringLiteral("events/rules")))
        m_context.models->events.setRules(
            eventRulesFromJson(settings->value(QStringLiteral("events/rules")).toByteArray()));
    const QByteArray header = settings->value(QStringLiteral("events/header")).toByteArray();
    if (!header.isEmpty())
        m_table->horizontalHeader()->restoreState(header);
    m_splitter->restoreState(settings->value(QStringLiteral("events/splitter")).toByteArray());
    restoreFilters(m_filter, name(), settings);
}

} // namespace QsioAdmin
