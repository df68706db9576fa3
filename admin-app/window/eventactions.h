// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_EVENTACTIONS_H
#define QSIOADMIN_WINDOW_EVENTACTIONS_H

#include <QtCore/QObject>

QT_BEGIN_NAMESPACE
class QAction;
class QKeySequence;
QT_END_NAMESPACE

namespace QsioAdmin {

// What can be done on the page of events, for its menus. What it does is the page's business.
class EventActions : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EventActions)
public:
    explicit EventActions(QObject *parent);

    QAction *const mark;
    QAction *const nextMark;
    QAction *const previousMark;
    QAction *const clearMarks;
    QAction *const follow;
    QAction *const statistics;
    QAction *const rules;

    [[nodiscard]] QList<QAction *> ofRow() const { return {mark, follow}; }
    [[nodiscard]] QList<QAction *> all() const
    {
        return {mark, nextMark, previousMark, clearMarks, follow, statistics, rules};
    }

private:
    [[nodiscard]] QAction *make(const QString &text, const QString &name,
                                const QKeySequence &shortcut);
};

} // namespace QsioAdmin

#endif
