// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_ALERTRULEFORM_H
#define QSIOADMIN_WINDOW_ALERTRULEFORM_H

#include "alerts/alertrule.h"

#include <QtWidgets/QWidget>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
QT_END_NAMESPACE

namespace QsioAdmin {

// The fields of a rule: those that its kind asks for.
class AlertRuleForm : public QWidget
{
    Q_OBJECT
public:
    explicit AlertRuleForm(QWidget *parent = nullptr);

    void setRule(const AlertRule &rule);
    [[nodiscard]] AlertRule rule() const;

Q_SIGNALS:
    void edited();

private:
    void addRow(const QString &label, QWidget *field, const char *name, int needs);
    void makeFields();
    void showFields();
    [[nodiscard]] QString thresholdText() const;

    struct Row
    {
        QWidget *label;
        QWidget *field;
        int needs; // AlertRule::Field; 0: always there
    };

    AlertRule m_rule; // what has no field
    QFormLayout *m_layout;
    QList<Row> m_rows;
    QLabel *m_problem;
    QLabel *m_threshold = nullptr; // what its field means
    QLineEdit *m_name;
    QComboBox *m_kind;
    QComboBox *m_severity;
    QComboBox *m_metric;
    QDoubleSpinBox *m_limit;
    QSpinBox *m_window;
    QLineEdit *m_reason;
    QLineEdit *m_filter;
    QLineEdit *m_nsp;
    QLineEdit *m_room;
    QSpinBox *m_hold;
    QDoubleSpinBox *m_hysteresis;
    QCheckBox *m_notifies;
    QCheckBox *m_sounds;
    bool m_isFilling = false;
};

} // namespace QsioAdmin

#endif
