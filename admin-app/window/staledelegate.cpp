// SPDX-License-Identifier: MIT
#include "staledelegate.h"

namespace QsioAdmin {

void StaleDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (option->displayAlignment & Qt::AlignRight)
        option->text += QChar(0x2002); // from the text of the next column
    if (m_isStale)
        option->state &= ~QStyle::State_Enabled;
}

// Trees ask for it; rows of tables have a height of their own.
QSize StaleDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), option.fontMetrics.height() + 8};
}

} // namespace QsioAdmin
