// SPDX-License-Identifier: MIT
#include "alertrulesdialog.h"

#include "alertruleform.h"
#include "widgets/icons.h"
#include "widgets/themecolors.h"

#include <QtCore/QFile>
#include <QtCore/QSaveFile>
#include <QtCore/QScopedValueRollback>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTimeEdit>
#include <QtWidgets/QToolButton>

namespace QsioAdmin {

AlertRulesDialog::AlertRulesDialog(const AlertRuleSet &rules, QWidget *parent)
    : QDialog(parent)
    , m_list(new QListWidget(this))
    , m_form(new AlertRuleForm(this))
    , m_quietFrom(new QTimeEdit(this))
    , m_quietTo(new QTimeEdit(this))
    , m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("alertRulesDialog"));
    setWindowTitle(tr("Alert rules"));
    auto *middle = new QHBoxLayout;
    middle->addWidget(makeList(), 2);
    middle->addWidget(m_form, 3);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setObjectName(QStringLiteral("rulesProblem"));
    QPalette colored = m_problem->palette();
    colored.setColor(QPalette::WindowText, ThemeColors::of(palette()).bad);
    m_problem->setPalette(colored);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    m_accept->setObjectName(QStringLiteral("rulesAccept"));
    m_accept->setAccessibleName(tr("Use these rules"));
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("rulesCancel"));
    cancel->setAccessibleName(tr("Cancel"));
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(middle, 1);
    layout->addWidget(makeQuietHours());
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QListWidget::currentRowChanged, this, &AlertRulesDialog::showRule);
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem *item) {
        if (m_isFilling)
            return;
        m_rules[m_list->row(item)].isEnabled = item->checkState() == Qt::Checked;
        showRule();
    });
    connect(m_form, &AlertRuleForm::edited, this, &AlertRulesDialog::takeRule);
    resize(820, 560);
    fill(rules);
}

// ---- parts -----------------------------------------------------------------------------------

QWidget *AlertRulesDialog::makeList()
{
    auto *side = new QWidget(this);
    const auto button = [side](const QString &icon, const QString &text, const char *name) {
        auto *result = new QToolButton(side);
        result->setIcon(themedIcon(icon));
        result->setText(text);
        result->setAccessibleName(text);
        result->setObjectName(QString::fromLatin1(name));
        result->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        result->setFocusPolicy(Qt::StrongFocus);
        return result;
    };
    m_list->setObjectName(QStringLiteral("rulesList"));
    m_list->setAccessibleName(tr("Alert rules"));
    QToolButton *add = button(QStringLiteral("add"), tr("Add"), "rulesAdd");
    add->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(add);
    for (const AlertRule::Kind kind : AlertRule::kinds())
        menu->addAction(AlertRule::textOf(kind), this, [this, kind] { addRule(kind); });
    add->setMenu(menu);
    m_remove = button(QStringLiteral("remove"), tr("Remove"), "rulesRemove");
    QToolButton *import = button(QStringLiteral("file"), tr("Import…"), "rulesImport");
    QToolButton *save = button(QStringLiteral("export"), tr("Export…"), "rulesExport");
    connect(m_remove, &QToolButton::clicked, this, &AlertRulesDialog::removeRule);
    connect(import, &QToolButton::clicked, this, &AlertRulesDialog::askAndImport);
    connect(save, &QToolButton::clicked, this, &AlertRulesDialog::askAndExport);
    auto *line = new QHBoxLayout;
    for (QToolButton *each : {add, m_remove, import, save})
        line->addWidget(each);
    line->addStretch();
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list, 1);
    layout->addLayout(line);
    return side;
}

QWidget *AlertRulesDialog::makeQuietHours()
{
    auto *line = new QWidget(this);
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *from = new QLabel(tr("&Quiet from"), line);
    auto *to = new QLabel(tr("&until"), line);
    from->setBuddy(m_quietFrom);
    to->setBuddy(m_quietTo);
    m_quietFrom->setObjectName(QStringLiteral("quietFrom"));
    m_quietFrom->setAccessibleName(tr("Quiet from"));
    m_quietTo->setObjectName(QStringLiteral("quietTo"));
    m_quietTo->setAccessibleName(tr("Quiet until"));
    for (QTimeEdit *edit : {m_quietFrom, m_quietTo})
        edit->setDisplayFormat(QStringLiteral("HH:mm"));
    auto *hint
        = new QLabel(tr("Alerts are listed then, and nothing else. The same time: never."), line);
    layout->addWidget(from);
    layout->addWidget(m_quietFrom);
    layout->addWidget(to);
    layout->addWidget(m_quietTo);
    layout->addSpacing(8);
    layout->addWidget(hint);
    layout->addStretch();
    return line;
}

// ---- rules -----------------------------------------------------------------------------------

void AlertRulesDialog::fill(const AlertRuleSet &rules)
{
    {
        const QScopedValueRollback filling(m_isFilling, true);
        m_rules = rules.rules;
        m_quietFrom->setTime(rules.quietFrom);
        m_quietTo->setTime(rules.quietTo);
        m_list->clear();
        for (const AlertRule &rule : std::as_const(m_rules)) {
            auto *item = new QListWidgetItem(rule.name, m_list);
            item->setCheckState(rule.isEnabled ? Qt::Checked : Qt::Unchecked);
        }
    }
    m_list->setCurrentRow(m_rules.isEmpty() ? -1 : 0);
    showRule();
}

AlertRuleSet AlertRulesDialog::rules() const
{
    return {m_rules, m_quietFrom->time(), m_quietTo->time()};
}

void AlertRulesDialog::addRule(AlertRule::Kind kind)
{
    if (m_rules.size() >= AlertRuleSet::maxRules)
        return;
    AlertRuleSet all = rules();
    all.rules.append(AlertRule::create(kind));
    all.rules.last().isEnabled = true;
    fill(all);
    m_list->setCurrentRow(int(m_rules.size()) - 1);
    m_form->findChild<QWidget *>(QStringLiteral("ruleName"))->setFocus();
}

void AlertRulesDialog::removeRule()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    AlertRuleSet all = rules();
    all.rules.removeAt(row);
    fill(all);
    m_list->setCurrentRow(qMin(row, int(m_rules.size()) - 1));
}

void AlertRulesDialog::showRule()
{
    const int row = m_list->currentRow();
    m_form->setEnabled(row >= 0);
    m_form->setVisible(row >= 0);
    m_remove->setEnabled(row >= 0);
    if (row >= 0)
        m_form->setRule(m_rules[row]);
    check();
}

void AlertRulesDialog::takeRule()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    const QScopedValueRollback filling(m_isFilling, true);
    m_rules[row] = m_form->rule();
    m_list->item(row)->setText(m_rules[row].name);
    check();
}

// A rule that is switched on and cannot work would be taken for one that finds nothing.
void AlertRulesDialog::check()
{
    QString problem;
    for (const AlertRule &rule : std::as_const(m_rules)) {
        if (problem.isEmpty() && rule.isEnabled && !rule.problem().isEmpty())
            problem = tr("\"%1\" cannot be switched on yet: %2").arg(rule.name, rule.problem());
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_accept->setEnabled(problem.isEmpty());
}

// ---- files -----------------------------------------------------------------------------------

bool AlertRulesDialog::importRules(const QByteArray &json)
{
    QString problem;
    const std::optional<AlertRuleSet> read = AlertRuleSet::fromJson(json, &problem);
    if (read) {
        fill(*read);
        return true;
    }
    m_problem->setText(problem);
    m_problem->show();
    return false;
}

void AlertRulesDialog::askAndImport()
{
    auto *dialog = new QFileDialog(this, tr("Import alert rules"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Alert rules (*.json)"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &fileName) {
        QFile file(fileName);
        if (file.open(QIODevice::ReadOnly)) {
            importRules(file.read(AlertRuleSet::maxFileSize + 1));
            return;
        }
        m_problem->setText(tr("%1 cannot be read: %2").arg(fileName, file.errorString()));
        m_problem->show();
    });
    dialog->open();
}

void AlertRulesDialog::askAndExport()
{
    auto *dialog = new QFileDialog(this, tr("Export alert rules"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Alert rules (*.json)"));
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &fileName) {
        QSaveFile file(fileName);
        const QByteArray json = rules().toJson();
        if (file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit())
            return;
        m_problem->setText(tr("%1 cannot be written: %2").arg(fileName, file.errorString()));
        m_problem->show();
    });
    dialog->open();
}

} // namespace QsioAdmin
