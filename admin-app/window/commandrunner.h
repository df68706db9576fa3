// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_COMMANDRUNNER_H
#define QSIOADMIN_WINDOW_COMMANDRUNNER_H

#include "core/commanddispatcher.h"
#include "widgets/confirmrequest.h"

#include <QtCore/QObject>

#include <functional>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace QsioAdmin {

class ActivityModel;
class AdminSession;
class BannerStack;
class DelayedCommands;

// What all parts of a window run commands by: it asks first where that is needed, and says why a
// command was refused. The guards themselves are those of CommandDispatcher. What ends one socket
// is sent a little later, and can be undone until then.
class CommandRunner : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CommandRunner)
public:
    using Plans = QList<CommandDispatcher::Plan>;

    // banners: where commands that wait can be undone
    CommandRunner(AdminSession *session, ActivityModel *activity, BannerStack *banners,
                  QWidget *window);
    ~CommandRunner() override;

    void setRedProfile(bool isRed) { m_isRed = isRed; }
    [[nodiscard]] DelayedCommands &delayed() { return *m_delayed; }
    // Several for one wish, such as one for each namespace. If one is refused, none is sent.
    // agreed: called where they are about to be sent.
    void run(const QList<Command> &commands, const std::function<void()> &agreed = {});
    // Asks as run() does, and leaves the sending to agreed. times: how often it is sent
    void ask(const QList<Command> &commands, int times, const std::function<void()> &agreed);
    void windowCloses(); // what waits is not sent, and that is said
    // What would be asked. Its level is None where nothing is.
    [[nodiscard]] ConfirmRequest confirmation(const QList<Command> &commands, const Plans &plans,
                                              int times = 1) const;

Q_SIGNALS:
    void refused(const QString &text);

private:
    [[nodiscard]] std::optional<Plans> plansOf(const QList<Command> &commands);
    void confirm(const ConfirmRequest &request, const std::function<void()> &agreed);
    void send(const QList<Command> &commands, const Plans &plans);
    void refuse(const Command &command, Refusal refusal);
    void showUndo(quint64 id, const Command &command);

    AdminSession *const m_session;
    ActivityModel *const m_activity;
    BannerStack *const m_banners;
    QWidget *const m_window;
    DelayedCommands *const m_delayed;
    bool m_isRed = false;
};

} // namespace QsioAdmin

#endif
