// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_ACTIVITYPAGE_H
#define QSIOADMIN_WINDOW_ACTIVITYPAGE_H

#include "page.h"
#include "windowcontext.h"

namespace QsioAdmin {

class ListTable;

// What has been done from this window, and what has come of it.
class ActivityPage : public Page
{
    Q_OBJECT
public:
    explicit ActivityPage(const WindowContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString count() const override;
    [[nodiscard]] QAbstractItemView *view() const override;

    // The same list, such as for a dock.
    [[nodiscard]] static ListTable *makeTable(const WindowContext &context, const QString &name,
                                              QWidget *parent);

private:
    // Of a list: what can be done with what was done.
    static void repeat(const WindowContext &context, const ListTable *table);
    static void copyJson(const WindowContext &context, const ListTable *table);
    [[nodiscard]] static bool canRepeat(const WindowContext &context, const ListTable *table);
    static void showContextMenu(const WindowContext &context, ListTable *table,
                                const QPoint &position);

    const WindowContext m_context;
    ListTable *m_table;
};

} // namespace QsioAdmin

#endif
