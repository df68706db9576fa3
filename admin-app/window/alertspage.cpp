// SPDX-License-Identifier: MIT
#include "alertspage.h"

#include "alertdelegate.h"
#include "alertnotifier.h"
#include "alertrulesdialog.h"
#include "alerts/alertengine.h"
#include "alerts/alertsmodel.h"
#include "core/adminsession.h"
#include "listtable.h"
#include "pageheader.h"
#include "widgets/icons.h"
#include "windowmodels.h"

#include <QtCore/QLocale>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace QsioAdmin {

constexpr qint64 minute = 60'000; // ms

AlertsPage::AlertsPage(const WindowContext &context, QWidget *parent)
    : Page(QStringLiteral("alerts"), tr("Alerts"), QStringLiteral("alerts"), parent)
    , m_context(context)
    , m_header(new PageHeader(title(), this))
    , m_table(new ListTable(tr("Alerts list"), this))
    , m_buttons(new QHBoxLayout)
{
    AlertsModel *model = &context.models->alerts;
    m_table->setModel(model);
    m_table->setItemDelegate(new AlertDelegate(model, m_table));
    m_table->setColumnWidths({10, 18, 19, 28, 16, 28, 14});
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    makeButtons();
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_header);
    layout->addWidget(m_table, 1);
    layout->addLayout(m_buttons);
    connect(m_table, &QWidget::customContextMenuRequested, this, &AlertsPage::showContextMenu);
    connect(m_table, &QAbstractItemView::activated, this, [this] { show(); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &AlertsPage::updateState);
    connect(model, &AlertsModel::activeCountChanged, this, [this] {
        updateState();
        Q_EMIT countChanged();
    });
    updateState();
}

QToolButton *AlertsPage::addButton(const QString &icon, const QString &text, const QString &name)
{
    auto *button = new QToolButton(this);
    button->setIcon(themedIcon(icon));
    button->setText(text);
    button->setObjectName(name);
    button->setAccessibleName(text.trimmed());
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    m_buttons->addWidget(button);
    return button;
}

void AlertsPage::makeButtons()
{
    m_show = addButton(QStringLiteral("search"), tr("Show"), QStringLiteral("alertShow"));
    m_acknowledge
        = addButton(QStringLiteral("done"), tr("Acknowledge"), QStringLiteral("alertAcknowledge"));
    m_snooze = addButton(QStringLiteral("pause"), tr("Snooze") + QStringLiteral("  "),
                         QStringLiteral("alertSnooze"));
    m_snooze->setPopupMode(QToolButton::InstantPopup);
    makeSnoozeMenu();
    m_buttons->addStretch();
    QToolButton *clear
        = addButton(QStringLiteral("remove"), tr("Clear"), QStringLiteral("alertClear"));
    clear->setToolTip(tr("Removes the alerts that are over from the list."));
    m_mute = m_header->addButton(QStringLiteral("alerts"), tr("Mute"), QStringLiteral("alertMute"));
    m_mute->setCheckable(true);
    m_mute->setToolTip(tr("No messages and no sound: alerts are listed only."));
    QToolButton *rules = m_header->addButton(QStringLiteral("compose"), tr("Rules…"),
                                             QStringLiteral("alertRules"));
    connect(m_show, &QToolButton::clicked, this, &AlertsPage::show);
    connect(m_acknowledge, &QToolButton::clicked, this, &AlertsPage::acknowledge);
    connect(clear, &QToolButton::clicked, this, [this] { m_context.models->alerts.removeOver(); });
    connect(rules, &QToolButton::clicked, this, &AlertsPage::editRules);
    AlertNotifier *notifier = m_context.notifier;
    m_mute->setChecked(notifier->isMuted());
    connect(m_mute, &QToolButton::toggled, notifier, &AlertNotifier::setMuted);
    connect(notifier, &AlertNotifier::mutedChanged, m_mute, &QToolButton::setChecked);
}

void AlertsPage::makeSnoozeMenu()
{
    auto *menu = new QMenu(m_snooze);
    const auto add = [this, menu](const QString &text, qint64 duration) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QStringLiteral("snooze%1").arg(duration / minute));
        connect(action, &QAction::triggered, this, [this, duration] { snooze(duration); });
    };
    add(tr("10 minutes"), 10 * minute);
    add(tr("1 hour"), 60 * minute);
    add(tr("8 hours"), 8 * 60 * minute);
    add(tr("24 hours"), 24 * 60 * minute);
    m_snooze->setMenu(menu);
}

QString AlertsPage::count() const
{
    const int active = m_context.models->alerts.activeCount();
    return active == 0 ? QString() : QLocale().toString(active);
}

QAbstractItemView *AlertsPage::view() const
{
    return m_table;
}

void AlertsPage::updateState()
{
    const QList<int> rows = selectedRows();
    for (QToolButton *button : {m_show, m_acknowledge, m_snooze})
        button->setEnabled(!rows.isEmpty());
    const QList<AlertRule> &rules = m_context.models->alertEngine.rules().rules;
    const auto enabled
        = std::count_if(rules.begin(), rules.end(), [](const AlertRule &r) { return r.isEnabled; });
    const int active = m_context.models->alerts.activeCount();
    m_header->setText(tr("%n active", nullptr, active) + QStringLiteral(" · ")
                      + tr("%n rules watch", nullptr, int(enabled)));
    m_table->setEmptyText(enabled > 0 ? tr("Nothing has happened that a rule is about.")
                                      : tr("No rule is switched on. \"Rules…\" has some ready."));
}

QList<int> AlertsPage::selectedRows() const
{
    QList<int> rows;
    const QModelIndexList selected = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows.append(index.row());
    return rows;
}

// ---- what can be done ------------------------------------------------------------------------

void AlertsPage::acknowledge()
{
    m_context.models->alerts.acknowledge(selectedRows());
}

void AlertsPage::snooze(qint64 duration)
{
    const qint64 until = m_context.session->store().now() + duration;
    const QList<int> rows = selectedRows();
    for (const int row : rows)
        m_context.models->alertEngine.snooze(m_context.models->alerts.alertAt(row)->ruleId, until);
    m_context.models->alerts.acknowledge(rows);
}

void AlertsPage::show()
{
    const QList<int> rows = selectedRows();
    if (const Alert *alert = m_context.models->alerts.alertAt(rows.value(0, -1)))
        Q_EMIT showRequested(AlertSubject(alert->subject));
}

void AlertsPage::showContextMenu(const QPoint &position)
{
    if (selectedRows().isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_show->icon(), m_show->text(), this, &AlertsPage::show);
    menu->addAction(m_acknowledge->icon(), m_acknowledge->text(), this, &AlertsPage::acknowledge);
    QMenu *snoozes = menu->addMenu(m_snooze->icon(), m_snooze->text().trimmed());
    snoozes->addActions(m_snooze->menu()->actions());
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void AlertsPage::editRules()
{
    auto *dialog = new AlertRulesDialog(m_context.models->alertEngine.rules(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_context.notifier->setRules(dialog->rules());
        updateState();
    });
    dialog->open();
}

} // namespace QsioAdmin
