// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_ALERTRULESDIALOG_H
#define QSIOADMIN_WINDOW_ALERTRULESDIALOG_H

#include "alerts/alertruleset.h"

#include <QtWidgets/QDialog>

QT_BEGIN_NAMESPACE
class QLabel;
class QListWidget;
class QPushButton;
class QTimeEdit;
class QToolButton;
QT_END_NAMESPACE

namespace QsioAdmin {

class AlertRuleForm;

// The rules of a profile: a list, in which they are switched on and off, beside the fields of the
// current one; and the quiet hours. They are used with OK.
class AlertRulesDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AlertRulesDialog(const AlertRuleSet &rules, QWidget *parent = nullptr);

    [[nodiscard]] AlertRuleSet rules() const;
    // In the place of those that are there; false: the text is none of ours.
    bool importRules(const QByteArray &json);

private:
    [[nodiscard]] QWidget *makeList();
    [[nodiscard]] QWidget *makeQuietHours();
    void fill(const AlertRuleSet &rules);
    void addRule(AlertRule::Kind kind);
    void removeRule();
    void showRule();
    void takeRule();
    void check();
    void askAndImport();
    void askAndExport();

    QList<AlertRule> m_rules; // as in the list
    QListWidget *m_list;
    AlertRuleForm *m_form;
    QTimeEdit *m_quietFrom;
    QTimeEdit *m_quietTo;
    QLabel *m_problem;
    QToolButton *m_remove = nullptr;
    QPushButton *m_accept = nullptr;
    bool m_isFilling = false;
};

} // namespace QsioAdmin

#endif
