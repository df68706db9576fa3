// SPDX-License-Identifier: MIT
#include "commandrunner.h"

#include "activitymodel.h"
#include "core/adminsession.h"
#include "widgets/confirmdialog.h"

#include <QtCore/QLocale>

namespace QsioAdmin {

constexpr qsizetype shownFrameLength = 300; // characters
constexpr size_t shownFrames = 5;

CommandRunner::CommandRunner(AdminSession *session, ActivityModel *activity, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_activity(activity)
    , m_window(window)
{ }

void CommandRunner::run(const QList<Command> &commands)
{
    if (!isAllowed(commands))
        return;
    const ConfirmRequest request = confirmation(commands);
    if (request.level == ConfirmLevel::None) {
        send(commands);
        return;
    }
    auto *dialog = new ConfirmDialog(request, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, commands] {
        if (isAllowed(commands)) // the connection may have gone while the question was open
            send(commands);
    });
    dialog->open();
}

bool CommandRunner::isAllowed(const QList<Command> &commands)
{
    if (commands.isEmpty()) {
        Q_EMIT refused(refusalText(Refusal::NoTarget));
        return false;
    }
    for (const Command &command : commands) {
        const Refusal refusal = m_session->commands().plan(command).refusal;
        if (refusal == Refusal::None)
            continue;
        m_activity->addRefusal(command, refusal);
        Q_EMIT refused(refusalText(refusal));
        return false;
    }
    return true;
}

void CommandRunner::send(const QList<Command> &commands)
{
    for (const Command &command : commands) {
        Refusal refusal = Refusal::None;
        if (m_session->commands().send(command, &refusal) != 0)
            continue;
        m_activity->addRefusal(command, refusal);
        Q_EMIT refused(refusalText(refusal));
    }
}

// ---- confirmation ----------------------------------------------------------------------------

static QString verbText(const Command &command)
{
    switch (command.verb) {
    case Command::Verb::Emit:
        return CommandRunner::tr("Emit");
    case Command::Verb::Join:
        return CommandRunner::tr("Join");
    case Command::Verb::Leave:
        return CommandRunner::tr("Leave");
    case Command::Verb::Disconnect:
        return CommandRunner::tr("Disconnect");
    }
    return {};
}

static QString meaningOf(const Command &command)
{
    switch (command.verb) {
    case Command::Verb::Emit:
        return CommandRunner::tr("They all receive the event \"%1\".").arg(command.event);
    case Command::Verb::Join:
        return CommandRunner::tr("They all enter the room \"%1\".").arg(command.room.text());
    case Command::Verb::Leave:
        return CommandRunner::tr("They all leave the room \"%1\".").arg(command.room.text());
    case Command::Verb::Disconnect:
        return command.closesConnection
            ? CommandRunner::tr("Their connections end, in all namespaces. Clients may come back "
                                "by themselves.")
            : CommandRunner::tr("They leave the namespace. Their connections stay.");
    }
    return {};
}

ConfirmRequest CommandRunner::confirmation(const QList<Command> &commands) const
{
    ConfirmRequest request;
    QStringList frames;
    QStringList namespaces;
    bool isWhole = false;
    bool isKnown = true;
    for (const Command &command : commands) {
        const CommandDispatcher::Plan plan = m_session->commands().plan(command);
        isWhole = isWhole || command.target.scope() == CommandTarget::Scope::WholeNamespace;
        isKnown = isKnown && !plan.targets.isEmpty();
        request.targetCount += plan.targets.size();
        for (const SocketKey &key : plan.targets.mid(0, 10))
            request.targets.append(QString::fromUtf8(key.nsp + ' ' + key.id));
        for (size_t i = 0; i < plan.frames.size() && i < shownFrames; ++i)
            frames.append(
                QString::fromUtf8(plan.frames[i].event + ' ' + plan.frames[i].arguments.json())
                    .left(shownFrameLength));
        if (plan.frames.size() > shownFrames)
            frames.append(tr("and %1 more messages").arg(plan.frames.size() - shownFrames));
        namespaces.append(QString::fromUtf8(command.nsp));
    }
    const Command &first = commands.first();
    request.level = ConfirmRequest::levelFor(request.targetCount, isWhole,
                                             first.verb != Command::Verb::Disconnect, m_isRed);
    request.verb = verbText(first);
    request.text = meaningOf(first);
    request.commands = frames.join(u'\n');
    const QString count = QLocale().toString(request.targetCount);
    const QString where = namespaces.join(QStringLiteral(", "));
    if (isWhole)
        request.title = tr("%1 everybody in %2?").arg(request.verb, where);
    else if (!isKnown)
        request.title = tr("%1: an unknown number of sockets in %2?").arg(request.verb, where);
    else if (request.targetCount == 1)
        request.title = tr("%1 this socket in %2?").arg(request.verb, where);
    else
        request.title = tr("%1: %2 sockets in %3?").arg(request.verb, count, where);
    if (request.level == ConfirmLevel::Typed)
        request.expected = isWhole ? namespaces.first() : QString::number(request.targetCount);
    return request;
}

} // namespace QsioAdmin
