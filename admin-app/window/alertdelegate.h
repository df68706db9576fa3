// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_ALERTDELEGATE_H
#define QSIOADMIN_WINDOW_ALERTDELEGATE_H

#include <QtWidgets/QStyledItemDelegate>

namespace QsioAdmin {

class AlertsModel;

// Draws alerts: with an icon for how severe they are, and in bold what is active and nobody has seen
// to.
class AlertDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit AlertDelegate(const AlertsModel *model, QObject *parent = nullptr);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const AlertsModel *const m_model; // the one that is shown
};

} // namespace QsioAdmin

#endif
