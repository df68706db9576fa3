// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WIDGETS_CONFIRMDIALOG_H
#define QSIOADMIN_WIDGETS_CONFIRMDIALOG_H

#include "confirmrequest.h"

#include <QtWidgets/QDialog>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace QsioAdmin {

// Asks before a command. Return does not confirm: the default is Cancel until the word is typed.
// Use it with open() and accepted(); it deletes itself when it closes.
class ConfirmDialog : public QDialog
{
    Q_OBJECT
public:
    static constexpr qsizetype shownTargets = 10;

    explicit ConfirmDialog(const ConfirmRequest &request, QWidget *parent = nullptr);

private:
    void addTargets(QVBoxLayout *layout);
    void addCommands(QVBoxLayout *layout);
    void addTyping(QVBoxLayout *layout);
    void addButtons(QVBoxLayout *layout);
    void checkTyped();

    const ConfirmRequest m_request;
    QLineEdit *m_typed = nullptr;
    QPushButton *m_confirm = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace QsioAdmin

#endif
