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
    const WindowContext m_context;
    ListTable *m_table;
};

} // namespace QsioAdmin

#endif
