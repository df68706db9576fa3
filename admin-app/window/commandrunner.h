// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_COMMANDRUNNER_H
#define QSIOADMIN_WINDOW_COMMANDRUNNER_H

#include "core/commanddispatcher.h"
#include "widgets/confirmrequest.h"

#include <QtCore/QObject>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace QsioAdmin {

class ActivityModel;
class AdminSession;

// What all parts of a window run commands by: it asks first where that is needed, and says why a
// command was refused. The guards themselves are those of CommandDispatcher.
class CommandRunner : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CommandRunner)
public:
    CommandRunner(AdminSession *session, ActivityModel *activity, QWidget *window);

    void setRedProfile(bool isRed) { m_isRed = isRed; }
    // Several for one wish, such as one for each namespace. If one is refused, none is sent.
    void run(const QList<Command> &commands);
    // What would be asked. Its level is None where nothing is.
    [[nodiscard]] ConfirmRequest confirmation(const QList<Command> &commands) const;

Q_SIGNALS:
    void refused(const QString &text);

private:
    [[nodiscard]] bool isAllowed(const QList<Command> &commands);
    void send(const QList<Command> &commands);

    AdminSession *const m_session;
    ActivityModel *const m_activity;
    QWidget *const m_window;
    bool m_isRed = false;
};

} // namespace QsioAdmin

#endif
