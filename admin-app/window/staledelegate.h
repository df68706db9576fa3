// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_STALEDELEGATE_H
#define QSIOADMIN_WINDOW_STALEDELEGATE_H

#include <QtWidgets/QStyledItemDelegate>

namespace QsioAdmin {

// Draws cells in grey while what they say is old. They can still be selected and copied.
class StaleDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setStale(bool isStale) { m_isStale = isStale; }
    [[nodiscard]] bool isStale() const { return m_isStale; }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    bool m_isStale = false;
};

} // namespace QsioAdmin

#endif
