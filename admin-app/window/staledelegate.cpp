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

} // namespace QsioAdmin
