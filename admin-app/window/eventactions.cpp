// SPDX-License-Identifier: MIT
#include "eventactions.h"

#include <QtGui/QAction>

namespace QsioAdmin {

using namespace Qt::Literals::StringLiterals;

EventActions::EventActions(QObject *parent)
    : QObject(parent)
    , mark(make(tr("&Mark, or remove the mark"), "eventsMark"_L1, Qt::Key_M))
    , nextMark(make(tr("&Next mark"), "eventsNextMark"_L1, Qt::Key_N))
    , previousMark(
          make(tr("&Previous mark"), "eventsPreviousMark"_L1, QKeySequence(Qt::SHIFT | Qt::Key_N)))
    , clearMarks(make(tr("&Remove all marks"), "eventsClearMarks"_L1, {}))
    , follow(make(tr("&Follow this socket"), "eventsFollowSocket"_L1, Qt::Key_F))
    , statistics(make(tr("&Statistics…"), "eventsStatistics"_L1, {}))
    , rules(make(tr("&Colours…"), "eventsRules"_L1, {}))
{ }

QAction *EventActions::make(const QString &text, const QString &name, const QKeySequence &shortcut)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut); // of the list, not where text is typed
    return action;
}

} // namespace QsioAdmin
