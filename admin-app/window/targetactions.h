// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_TARGETACTIONS_H
#define QSIOADMIN_WINDOW_TARGETACTIONS_H

#include "selection.h"
#include "windowcontext.h"

#include <QtCore/QObject>
#include <QtGui/QAction>

#include <functional>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace QsioAdmin {

// What can be done to what is selected on the page that is shown: the same actions in the menu of
// the window, in the context menu and below the table, with single letters as shortcuts while a
// table has the focus.
class TargetActions : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TargetActions)
public:
    // context: its runner and session; source: what is selected now
    TargetActions(const WindowContext &context, std::function<Selection()> source, QWidget *window);

    [[nodiscard]] QList<QAction *> commands() const; // emit, join, leave, disconnect, close
    [[nodiscard]] QList<QAction *> copies() const; // id, row as JSON
    void update(); // what is possible now
    // Asks for a room, then has everybody in selection join or leave it.
    void askForRoom(Command::Verb verb, const Selection &selection);

Q_SIGNALS:
    void emitRequested(const QsioAdmin::Selection &selection);
    void copyIdRequested();
    void copyJsonRequested();

private:
    QAction *add(const QString &text, const QString &icon, const QString &name,
                 const QKeySequence &shortcut);
    void disconnectSelected(bool closesConnection);

    const WindowContext m_context;
    const std::function<Selection()> m_source;
    QWidget *const m_window;
    QAction *m_emit;
    QAction *m_join;
    QAction *m_leave;
    QAction *m_disconnect;
    QAction *m_close;
    QAction *m_copyId;
    QAction *m_copyJson;
};

} // namespace QsioAdmin

#endif
