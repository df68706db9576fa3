// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CLI_COMMANDRUN_H
#define QSIOADMIN_CLI_COMMANDRUN_H

#include "commandline.h"
#include "core/effecttracker.h"

#include <QtCore/QObject>

namespace QsioAdmin {

class AdminSession;

// Gives the command of a command line, once, and waits for what comes of it.
class CommandRun : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CommandRun)
public:
    CommandRun(AdminSession *session, const CommandLine &line, QObject *parent = nullptr);

    // Whether enough is known of the server to give it.
    [[nodiscard]] bool canStart() const;
    void start();
    [[nodiscard]] bool hasStarted() const { return m_hasStarted; }

Q_SIGNALS:
    // text: the result; empty: problem says why there is none
    void finished(QsioAdmin::ExitCode code, const QByteArray &text, const QString &problem);

private:
    void fail(ExitCode code, const QString &problem);
    void report(const EffectResult &result);
    [[nodiscard]] bool needsConsent(const CommandDispatcher::Plan &plan,
                                    const Command &command) const;
    [[nodiscard]] QByteArray resultAsJson(const EffectResult &result) const;

    AdminSession *const m_session;
    const CommandLine m_line;
    int m_underWay = 0; // the command, and what is tried again
    bool m_hasStarted = false;
};

} // namespace QsioAdmin

#endif
