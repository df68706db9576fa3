// SPDX-License-Identifier: MIT
#include "eventdelegate.h"

#include "models/eventsmodel.h"
#include "widgets/themecolors.h"

namespace QsioAdmin {

static QColor colorOf(EventRule::Color color, const ThemeColors &colors)
{
    switch (color) {
    case EventRule::Color::Good:
        return colors.good;
    case EventRule::Color::Warning:
        return colors.warning;
    case EventRule::Color::Bad:
        return colors.bad;
    case EventRule::Color::Information:
        return colors.information;
    case EventRule::Color::Muted:
        return colors.muted;
    }
    return {};
}

EventDelegate::EventDelegate(const EventsModel *model, QObject *parent)
    : StaleDelegate(parent)
    , m_model(model)
{ }

void EventDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    StaleDelegate::initStyleOption(option, index);
    if (index.data(EventsModel::IsMarkedRole).toBool())
        option->font.setBold(true);
    const int rule = index.data(EventsModel::RuleRole).toInt();
    if (rule >= 0 && rule < m_model->rules().size())
        option->palette.setColor(
            QPalette::Text,
            colorOf(m_model->rules()[rule].color, ThemeColors::of(option->palette)));
}

} // namespace QsioAdmin
