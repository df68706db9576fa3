// SPDX-License-Identifier: MIT
// The part of the page of events that is about its menus: marks, statistics, colours.
#include "core/adminsession.h"
#include "eventactions.h"
#include "eventdetail.h"
#include "eventrulesdialog.h"
#include "eventspage.h"
#include "eventstatisticsdialog.h"
#include "listtable.h"
#include "pageheader.h"
#include "tableexport.h"
#include "widgets/icons.h"
#include "windowmodels.h"

#include <QtGui/QAction>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

#include <algorithm>

namespace QsioAdmin {

void EventsPage::makeMenus()
{
    const auto makeMenu = [](QToolButton *button) {
        button->setText(button->text() + QStringLiteral("  ")); // for the arrow
        button->setPopupMode(QToolButton::InstantPopup);
        auto *menu = new QMenu(button);
        button->setMenu(menu);
        return menu;
    };
    m_export = m_header->addButton(QStringLiteral("export"), tr("Export"),
                                   QStringLiteral("eventsExport"));
    QMenu *exports = makeMenu(m_export);
    exports->addAction(tr("All that are &shown…"), this,
                       [this] { askAndExport(&m_proxy, name(), this); });
    QAction *selected
        = exports->addAction(tr("Only the s&elected ones…"), this, &EventsPage::exportSelected);
    connect(exports, &QMenu::aboutToShow, this,
            [this, selected] { selected->setEnabled(m_table->selectionModel()->hasSelection()); });
    QToolButton *more = m_header->addButton({}, tr("More"), QStringLiteral("eventsMore"));
    QMenu *menu = makeMenu(more);
    menu->addActions(
        {m_actions->mark, m_actions->nextMark, m_actions->previousMark, m_actions->clearMarks});
    menu->addSeparator();
    menu->addAction(m_actions->follow);
    menu->addSeparator();
    menu->addActions({m_actions->statistics, m_actions->rules});
    for (QToolButton *button : {m_waiting, m_following}) {
        button->setFocusPolicy(Qt::StrongFocus);
        button->hide();
    }
    m_waiting->setObjectName(QStringLiteral("eventsWaiting"));
    m_following->setObjectName(QStringLiteral("eventsFollowing"));
    m_following->setAccessibleName(tr("Show all sockets again"));
    m_following->setIcon(themedIcon(QStringLiteral("close")));
    m_following->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_waiting, &QToolButton::clicked, this, [this] {
        m_proxy.catchUp();
        m_table->scrollToBottom();
    });
    connect(m_following, &QToolButton::clicked, this, [this] { followSocket({}); });
}

void EventsPage::connectActions()
{
    EventsModel &events = m_context.models->events;
    connect(m_actions->mark, &QAction::triggered, this, &EventsPage::toggleMarks);
    connect(m_actions->nextMark, &QAction::triggered, this, [this] { goToMark(true); });
    connect(m_actions->previousMark, &QAction::triggered, this, [this] { goToMark(false); });
    connect(m_actions->clearMarks, &QAction::triggered, this, [this, &events] {
        events.clearMarks();
        m_reference = 0;
        m_detail->setMarked(nullptr);
        updateActions();
    });
    connect(m_actions->follow, &QAction::triggered, this, [this] {
        if (const EventRecord *event = eventAt(m_table->currentIndex()))
            followSocket(event->key);
    });
    connect(m_actions->statistics, &QAction::triggered, this, &EventsPage::showStatistics);
    connect(m_actions->rules, &QAction::triggered, this, &EventsPage::editRules);
    updateActions();
}

void EventsPage::updateActions()
{
    const bool isSelected = m_table->selectionModel()->hasSelection();
    const bool hasMarks = m_context.models->events.markCount() > 0;
    m_actions->mark->setEnabled(isSelected);
    m_actions->follow->setEnabled(isSelected);
    m_actions->nextMark->setEnabled(hasMarks);
    m_actions->previousMark->setEnabled(hasMarks);
    m_actions->clearMarks->setEnabled(hasMarks);
}

// ---- marks, statistics, rules ----------------------------------------------------------------

void EventsPage::toggleMarks()
{
    EventsModel &events = m_context.models->events;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    QList<quint64> numbers;
    bool isMarkedAlready = !rows.isEmpty();
    for (const QModelIndex &index : rows) {
        if (const EventRecord *event = eventAt(index))
            numbers.append(event->number);
    }
    for (const quint64 number : std::as_const(numbers))
        isMarkedAlready = isMarkedAlready && events.isMarked(number);
    for (const quint64 number : std::as_const(numbers))
        events.setMarked(number, !isMarkedAlready);
    if (!isMarkedAlready && !numbers.isEmpty()) // the last mark is what others are compared with
        m_reference = numbers.first();
    else if (numbers.contains(m_reference))
        m_reference = events.previousMark(events.numberAt(events.rowCount()));
    m_detail->setMarked(events.eventAt(events.rowOf(m_reference)));
    updateActions();
}

// Those that the filter hides are passed over.
void EventsPage::goToMark(bool isForward)
{
    const EventsModel &events = m_context.models->events;
    const EventRecord *current = eventAt(m_table->currentIndex());
    quint64 number = current ? current->number : 0;
    QModelIndex index;
    do {
        number = isForward ? events.nextMark(number) : events.previousMark(number);
        index = m_proxy.mapFromSource(events.index(events.rowOf(number), 0));
    } while (number != 0 && !index.isValid());
    if (!index.isValid())
        return;
    m_follow->setChecked(false);
    // Not selectRow(), which takes Shift of the key for a wish to select more.
    m_table->selectionModel()->setCurrentIndex(
        index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void EventsPage::exportSelected()
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    const QList<QPersistentModelIndex> kept(rows.cbegin(), rows.cend());
    askAndExport(kept, name(), this);
}

void EventsPage::showStatistics()
{
    std::function<bool(quint64)> filter;
    if (!m_usedFilter.isEmpty()) {
        const EventsModel *events = &m_context.models->events;
        filter = [events, used = m_usedFilter](quint64 number) {
            return events->matches(events->rowOf(number), used);
        };
    }
    auto *dialog = new EventStatisticsDialog(&m_context.session->store().events(), filter, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void EventsPage::editRules()
{
    auto *dialog = new EventRulesDialog(m_context.models->events.rules(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { m_context.models->events.setRules(dialog->rules()); });
    dialog->open();
}

} // namespace QsioAdmin
