// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_ALERTSPAGE_H
#define QSIOADMIN_WINDOW_ALERTSPAGE_H

#include "alerts/alert.h"
#include "page.h"
#include "windowcontext.h"

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QToolButton;
QT_END_NAMESPACE

namespace QsioAdmin {

class ListTable;
class PageHeader;

// What rules have found, the newest first, and what can be done about it.
class AlertsPage : public Page
{
    Q_OBJECT
public:
    explicit AlertsPage(const WindowContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString count() const override;
    [[nodiscard]] QAbstractItemView *view() const override;

    void editRules();

Q_SIGNALS:
    void showRequested(const QsioAdmin::AlertSubject &subject);

private:
    QToolButton *addButton(const QString &icon, const QString &text, const QString &name);
    void makeButtons();
    void makeSnoozeMenu();
    void updateState();
    void acknowledge();
    void snooze(qint64 duration); // ms
    void show();
    void showContextMenu(const QPoint &position);
    [[nodiscard]] QList<int> selectedRows() const;

    const WindowContext m_context;
    PageHeader *m_header;
    ListTable *m_table;
    QHBoxLayout *m_buttons; // below the list
    QToolButton *m_show = nullptr;
    QToolButton *m_acknowledge = nullptr;
    QToolButton *m_snooze = nullptr;
    QToolButton *m_mute = nullptr;
};

} // namespace QsioAdmin

#endif
