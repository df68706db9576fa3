// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_EVENTRULESDIALOG_H
#define QSIOADMIN_WINDOW_EVENTRULESDIALOG_H

#include "models/eventrules.h"

#include <QtWidgets/QDialog>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace QsioAdmin {

// The rules by which events are coloured: a list, and a form for the one that is selected. Rules
// that are not right cannot be kept.
class EventRulesDialog : public QDialog
{
    Q_OBJECT
public:
    explicit EventRulesDialog(const EventRules &rules, QWidget *parent = nullptr);

    [[nodiscard]] const EventRules &rules() const { return m_rules; }

private:
    void makeForm(QVBoxLayout *layout);
    void fill(int current);
    void select();
    void edit();
    void move(int by);
    void check();

    EventRules m_rules;
    QListWidget *m_list;
    QLineEdit *m_name;
    QLineEdit *m_filter;
    QComboBox *m_color;
    QLabel *m_problem;
    QPushButton *m_up;
    QPushButton *m_down;
    QPushButton *m_remove;
    QPushButton *m_ok = nullptr;
    bool m_isFilling = false;
};

} // namespace QsioAdmin

#endif
