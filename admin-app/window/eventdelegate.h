// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_EVENTDELEGATE_H
#define QSIOADMIN_WINDOW_EVENTDELEGATE_H

#include "staledelegate.h"

namespace QsioAdmin {

class EventsModel;

// Draws events in the colours of their rules, and marked ones in bold. What the rule is called and
// that an event is marked is in its cells, too.
class EventDelegate : public StaleDelegate
{
    Q_OBJECT
public:
    EventDelegate(const EventsModel *model, QObject *parent);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const EventsModel *const m_model;
};

} // namespace QsioAdmin

#endif
