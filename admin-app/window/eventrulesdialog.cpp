// SPDX-License-Identifier: MIT
#include "eventrulesdialog.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace QsioAdmin {

EventRulesDialog::EventRulesDialog(const EventRules &rules, QWidget *parent)
    : QDialog(parent)
    , m_rules(rules)
    , m_list(new QListWidget(this))
    , m_name(new QLineEdit(this))
    , m_filter(new QLineEdit(this))
    , m_color(new QComboBox(this))
    , m_problem(new QLabel(this))
    , m_up(new QPushButton(tr("&Up"), this))
    , m_down(new QPushButton(tr("&Down"), this))
    , m_remove(new QPushButton(tr("&Remove"), this))
{
    setWindowTitle(tr("Colours of events"));
    setObjectName(QStringLiteral("eventRules"));
    resize(560, 420);
    auto *layout = new QVBoxLayout(this);
    auto *text = new QLabel(tr("The first rule that fits an event names and colours it."), this);
    layout->addWidget(text);
    makeForm(layout);
    auto *buttons = new QDialogButtonBox(
        QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    for (QDialogButtonBox::StandardButton which :
         {QDialogButtonBox::Ok, QDialogButtonBox::Cancel, QDialogButtonBox::RestoreDefaults})
        buttons->button(which)->setObjectName(QStringLiteral("rules%1").arg(int(which)));
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
            [this] {
                m_rules = defaultEventRules();
                fill(0);
            });
    fill(0);
}

void EventRulesDialog::makeForm(QVBoxLayout *layout)
{
    m_list->setObjectName(QStringLiteral("rulesList"));
    m_list->setAccessibleName(tr("Rules"));
    m_name->setObjectName(QStringLiteral("ruleName"));
    m_name->setMaxLength(40);
    m_filter->setObjectName(QStringLiteral("ruleFilter"));
    m_filter->setMaxLength(1'000);
    m_color->setObjectName(QStringLiteral("ruleColor"));
    for (int color = 0; color <= int(EventRule::Color::Muted); ++color)
        m_color->addItem(eventColorText(EventRule::Color(color)));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("rulesProblem"));
    auto *add = new QPushButton(tr("&Add"), this);
    add->setObjectName(QStringLiteral("ruleAdd"));
    m_up->setObjectName(QStringLiteral("ruleUp"));
    m_down->setObjectName(QStringLiteral("ruleDown"));
    m_remove->setObjectName(QStringLiteral("ruleRemove"));
    auto *side = new QVBoxLayout;
    for (QPushButton *button : {add, m_remove, m_up, m_down}) {
        button->setAutoDefault(false);
        side->addWidget(button);
    }
    side->addStretch(1);
    auto *line = new QHBoxLayout;
    line->addWidget(m_list, 1);
    line->addLayout(side);
    layout->addLayout(line, 1);
    auto *form = new QFormLayout;
    form->addRow(tr("&Name:"), m_name);
    form->addRow(tr("&Filter:"), m_filter);
    form->addRow(tr("&Colour:"), m_color);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    connect(m_list, &QListWidget::currentRowChanged, this, &EventRulesDialog::select);
    connect(m_name, &QLineEdit::textEdited, this, &EventRulesDialog::edit);
    connect(m_filter, &QLineEdit::textEdited, this, &EventRulesDialog::edit);
    connect(m_color, &QComboBox::activated, this, &EventRulesDialog::edit);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        const int row = m_list->currentRow();
        m_rules.removeAt(row);
        fill(qMin(row, int(m_rules.size()) - 1));
    });
    connect(add, &QPushButton::clicked, this, [this] {
        if (m_rules.size() >= maxEventRules)
            return;
        m_rules.append({tr("new rule"), {}, EventRule::Color::Information});
        fill(int(m_rules.size()) - 1);
        m_filter->setFocus();
    });
}

void EventRulesDialog::fill(int current)
{
    m_isFilling = true;
    m_list->clear();
    for (const EventRule &rule : std::as_const(m_rules))
        m_list->addItem(tr("%1: %2 (%3)").arg(rule.name, rule.filter, eventColorText(rule.color)));
    m_isFilling = false;
    m_list->setCurrentRow(current);
    select();
}

void EventRulesDialog::select()
{
    if (m_isFilling)
        return;
    const int row = m_list->currentRow();
    const bool isThere = row >= 0 && row < m_rules.size();
    const EventRule rule = isThere ? m_rules[row] : EventRule();
    m_name->setText(rule.name);
    m_filter->setText(rule.filter);
    m_color->setCurrentIndex(int(rule.color));
    for (QWidget *widget : {static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_filter),
                            static_cast<QWidget *>(m_color), static_cast<QWidget *>(m_remove)})
        widget->setEnabled(isThere);
    m_up->setEnabled(isThere && row > 0);
    m_down->setEnabled(isThere && row + 1 < m_rules.size());
    check();
}

void EventRulesDialog::edit()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_rules.size())
        return;
    EventRule &rule = m_rules[row];
    rule = {m_name->text(), m_filter->text(), EventRule::Color(m_color->currentIndex())};
    m_list->item(row)->setText(
        tr("%1: %2 (%3)").arg(rule.name, rule.filter, eventColorText(rule.color)));
    check();
}

void EventRulesDialog::move(int by)
{
    const int row = m_list->currentRow();
    m_rules.swapItemsAt(row, row + by);
    fill(row + by);
}

void EventRulesDialog::check()
{
    QString problem;
    for (const EventRule &rule : std::as_const(m_rules)) {
        FilterError error;
        if (rule.name.trimmed().isEmpty())
            problem = tr("A rule has no name.");
        else if (rule.filter.trimmed().isEmpty())
            problem = tr("The rule \"%1\" has no filter.").arg(rule.name);
        else if (!FilterExpr::parse(rule.filter, &error))
            problem = tr("The rule \"%1\": %2").arg(rule.name, error.message);
    }
    m_problem->setText(problem);
    m_ok->setEnabled(problem.isEmpty());
}

} // namespace QsioAdmin
