// SPDX-License-Identifier: MIT
#include "alertruleform.h"

#include "alerts/alertsmodel.h"
#include "widgets/themecolors.h"

#include <QtCore/QScopedValueRollback>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSpinBox>

namespace QsioAdmin {

using Kind = AlertRule::Kind;

AlertRuleForm::AlertRuleForm(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QFormLayout(this))
    , m_problem(new QLabel(this))
    , m_name(new QLineEdit(this))
    , m_kind(new QComboBox(this))
    , m_severity(new QComboBox(this))
    , m_metric(new QComboBox(this))
    , m_limit(new QDoubleSpinBox(this))
    , m_window(new QSpinBox(this))
    , m_reason(new QLineEdit(this))
    , m_filter(new QLineEdit(this))
    , m_nsp(new QLineEdit(this))
    , m_room(new QLineEdit(this))
    , m_hold(new QSpinBox(this))
    , m_hysteresis(new QDoubleSpinBox(this))
    , m_notifies(new QCheckBox(tr("A message of the desktop"), this))
    , m_sounds(new QCheckBox(tr("A sound"), this))
{
    for (const Kind kind : AlertRule::kinds())
        m_kind->addItem(AlertRule::textOf(kind), int(kind));
    for (const AlertSeverity severity :
         {AlertSeverity::Information, AlertSeverity::Warning, AlertSeverity::Critical})
        m_severity->addItem(AlertsModel::severityText(severity), int(severity));
    for (const QByteArray &metric : AlertRule::metrics())
        m_metric->addItem(AlertRule::metricText(metric), metric);
    m_limit->setRange(0, 1e12);
    m_limit->setDecimals(1);
    m_window->setRange(1, 3'600);
    m_hold->setRange(0, 3'600);
    m_hysteresis->setRange(0, 100);
    m_hysteresis->setDecimals(0);
    for (QSpinBox *box : {m_window, m_hold})
        box->setSuffix(tr(" s"));
    m_hysteresis->setSuffix(tr(" %"));
    for (QLineEdit *edit : {m_name, m_reason, m_filter, m_nsp, m_room})
        edit->setMaxLength(1'000);
    m_reason->setPlaceholderText(tr("any"));
    m_filter->setPlaceholderText(tr("as on the pages, such as name=error or data.user:ann"));
    makeFields();
    setRule(AlertRule());
}

void AlertRuleForm::addRow(const QString &label, QWidget *field, const char *name, int needs)
{
    field->setObjectName(QString::fromLatin1(name));
    field->setAccessibleName(QString(label).remove(u'&').remove(u':').trimmed());
    auto *text = new QLabel(label, this);
    text->setBuddy(field);
    m_layout->addRow(text, field);
    m_rows.append({text, field, needs});
    const auto edit = [this] {
        if (m_isFilling)
            return;
        showFields();
        Q_EMIT edited();
    };
    if (auto *line = qobject_cast<QLineEdit *>(field))
        connect(line, &QLineEdit::textChanged, this, edit);
    else if (auto *combo = qobject_cast<QComboBox *>(field))
        connect(combo, &QComboBox::currentIndexChanged, this, edit);
    else if (auto *spin = qobject_cast<QSpinBox *>(field))
        connect(spin, &QSpinBox::valueChanged, this, edit);
    else if (auto *number = qobject_cast<QDoubleSpinBox *>(field))
        connect(number, &QDoubleSpinBox::valueChanged, this, edit);
    else if (auto *check = qobject_cast<QCheckBox *>(field))
        connect(check, &QCheckBox::toggled, this, edit);
}

void AlertRuleForm::makeFields()
{
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addRow(tr("&Name:"), m_name, "ruleName", 0);
    addRow(tr("&When:"), m_kind, "ruleKind", 0);
    addRow(tr("&Figure:"), m_metric, "ruleMetric", AlertRule::Metric);
    addRow(tr("&Limit:"), m_limit, "ruleThreshold", AlertRule::Threshold);
    m_threshold = qobject_cast<QLabel *>(m_rows.last().label);
    addRow(tr("Wi&thin:"), m_window, "ruleWindow", AlertRule::Window);
    addRow(tr("&Reason:"), m_reason, "ruleReason", AlertRule::Reason);
    addRow(tr("F&ilter:"), m_filter, "ruleFilter", AlertRule::Filter);
    addRow(tr("Name&space:"), m_nsp, "ruleNamespace", AlertRule::Room);
    addRow(tr("R&oom:"), m_room, "ruleRoom", AlertRule::Room);
    addRow(tr("&Held for:"), m_hold, "ruleHold", AlertRule::Hold);
    m_hold->setToolTip(tr("It has to be so for this time before it is an alert."));
    addRow(tr("&Margin:"), m_hysteresis, "ruleHysteresis", AlertRule::Hysteresis);
    m_hysteresis->setToolTip(tr("So far from the limit it has to be to be over."));
    addRow(tr("Se&verity:"), m_severity, "ruleSeverity", 0);
    addRow(tr("T&ell by:"), m_notifies, "ruleNotifies", 0);
    addRow(QString(), m_sounds, "ruleSounds", 0);
    m_sounds->setAccessibleName(m_sounds->text());
    m_notifies->setAccessibleName(m_notifies->text());
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setObjectName(QStringLiteral("ruleProblem"));
    m_layout->addRow(m_problem);
}

void AlertRuleForm::setRule(const AlertRule &rule)
{
    {
        const QScopedValueRollback filling(m_isFilling, true);
        m_rule = rule;
        m_name->setText(rule.name);
        m_kind->setCurrentIndex(qMax(0, m_kind->findData(int(rule.kind))));
        m_severity->setCurrentIndex(qMax(0, m_severity->findData(int(rule.severity))));
        m_metric->setCurrentIndex(qMax(0, m_metric->findData(rule.metric)));
        m_limit->setValue(rule.threshold);
        m_window->setValue(rule.window);
        m_reason->setText(rule.reason);
        m_filter->setText(rule.filter);
        m_nsp->setText(rule.nsp);
        m_room->setText(rule.room);
        m_hold->setValue(rule.hold);
        m_hysteresis->setValue(rule.hysteresis);
        m_notifies->setChecked(rule.notifies);
        m_sounds->setChecked(rule.sounds);
    }
    showFields();
}

AlertRule AlertRuleForm::rule() const
{
    AlertRule rule = m_rule;
    rule.name = m_name->text();
    rule.kind = Kind(m_kind->currentData().toInt());
    rule.severity = AlertSeverity(m_severity->currentData().toInt());
    rule.metric = m_metric->currentData().toByteArray();
    rule.threshold = m_limit->value();
    rule.window = m_window->value();
    rule.reason = m_reason->text().trimmed();
    rule.filter = m_filter->text();
    rule.nsp = m_nsp->text().trimmed();
    rule.room = m_room->text();
    rule.hold = m_hold->value();
    rule.hysteresis = m_hysteresis->value();
    rule.notifies = m_notifies->isChecked();
    rule.sounds = m_sounds->isChecked();
    return rule;
}

QString AlertRuleForm::thresholdText() const
{
    switch (Kind(m_kind->currentData().toInt())) {
    case Kind::ClientsDropped:
        return tr("By &percent:");
    case Kind::Disconnects:
        return tr("Above, &per second:");
    case Kind::PollingShare:
        return tr("Above, &percent:");
    case Kind::RoomAbove:
        return tr("More members &than:");
    case Kind::Below:
        return tr("&Below:");
    default:
        return tr("A&bove:");
    }
}

void AlertRuleForm::showFields()
{
    const AlertRule shown = rule();
    const int fields = AlertRule::fieldsOf(shown.kind);
    for (const Row &row : std::as_const(m_rows)) {
        const bool isShown = row.needs == 0 || (fields & row.needs) != 0;
        row.label->setVisible(isShown);
        row.field->setVisible(isShown);
    }
    m_threshold->setText(thresholdText());
    m_limit->setAccessibleName(thresholdText().remove(u'&').remove(u':').trimmed());
    m_problem->setText(isEnabled() ? shown.problem() : QString());
    QPalette colored = m_problem->palette();
    colored.setColor(QPalette::WindowText, ThemeColors::of(palette()).bad);
    m_problem->setPalette(colored);
}

} // namespace QsioAdmin
