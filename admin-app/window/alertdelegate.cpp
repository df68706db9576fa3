// SPDX-License-Identifier: MIT
#include "alertdelegate.h"

#include "alerts/alertsmodel.h"
#include "widgets/icons.h"

namespace QsioAdmin {

static QIcon iconOf(AlertSeverity severity)
{
    switch (severity) {
    case AlertSeverity::Information:
        return themedIcon(QStringLiteral("information"));
    case AlertSeverity::Warning:
        return themedIcon(QStringLiteral("warning"));
    case AlertSeverity::Critical:
        return themedIcon(QStringLiteral("error"));
    }
    return {};
}

AlertDelegate::AlertDelegate(const AlertsModel *model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{ }

void AlertDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Alert *alert = m_model->alertAt(index.row());
    if (!alert)
        return;
    option->font.setBold(alert->isActive() && !m_model->isAcknowledged(index.row()));
    if (index.column() != AlertsModel::Severity)
        return;
    option->icon = iconOf(alert->severity);
    option->decorationSize = {16, 16};
    option->features |= QStyleOptionViewItem::HasDecoration;
}

} // namespace QsioAdmin
