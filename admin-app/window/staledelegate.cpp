// SPDX-License-Identifier: MIT
#include "staledelegate.h"

namespace QsioAdmin {

void StaleDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (m_isStale)
        option->state &= ~QStyle::State_Enabled;
}

} // namespace QsioAdmin
