// SPDX-License-Identifier: MIT
#include "commandrunner.h"

#include "activitymodel.h"
#include "core/adminsession.h"
#include "delayedcommands.h"
#include "widgets/bannerstack.h"
#include "widgets/confirmdialog.h"

#include <QtCore/QLocale>
#include <QtWidgets/QMessageBox>

namespace QsioAdmin {

constexpr qsizetype shownFrameLength = 300; // characters
constexpr size_t shownFrames = 5;

namespace {

QString undoId(quint64 id)
{
    return QStringLiteral("undo%1").arg(id);
}

// Ends one socket, which can be named.
bool canBeDelayed(const QList<Command> &commands, const ConfirmRequest &request)
{
    return commands.size() == 1 && commands[0].verb == Command::Verb::Disconnect
        && commands[0].target.scope() == CommandTarget::Scope::Sockets && request.targetCount == 1
        && request.level == ConfirmLevel::Plain;
}

} // namespace

CommandRunner::CommandRunner(AdminSession *session, ActivityModel *activity, BannerStack *banners,
                             QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_activity(activity)
    , m_banners(banners)
    , m_window(window)
    , m_delayed(new DelayedCommands(&session->commands(), this))
{
    connect(m_delayed, &DelayedCommands::began, this, &CommandRunner::showUndo);
    connect(m_delayed, &DelayedCommands::ended, this,
            [this](quint64 id) { m_banners->removeBanner(undoId(id)); });
    connect(m_delayed, &DelayedCommands::due, this,
            [this](const Command &command, const CommandDispatcher::Plan &plan) {
                send({command}, {plan});
            });
    connect(m_delayed, &DelayedCommands::undone, this, [this](const Command &command) {
        m_activity->addUnsent(command, tr("undone before it was sent"));
        Q_EMIT refused(tr("Undone: nothing was sent."));
    });
    connect(m_delayed, &DelayedCommands::dropped, this, &CommandRunner::refuse);
    connect(m_banners, &BannerStack::actionTriggered, this, [this](const QString &banner) {
        if (banner.startsWith(undoId(0).chopped(1)))
            m_delayed->undo(banner.mid(undoId(0).size() - 1).toULongLong());
    });
    connect(session, &AdminSession::statusChanged, m_delayed, &DelayedCommands::check);
    connect(&session->store(), &AdminStore::listStateChanged, m_delayed, &DelayedCommands::check);
    connect(&session->store(), &AdminStore::featuresChanged, m_delayed, &DelayedCommands::check);
}

CommandRunner::~CommandRunner() = default;

// What is shown in a question is what is sent: the plan is made once.
void CommandRunner::run(const QList<Command> &commands, const std::function<void()> &agreed)
{
    const std::optional<Plans> plans = plansOf(commands);
    if (!plans)
        return;
    const ConfirmRequest request = confirmation(commands, *plans);
    if (canBeDelayed(commands, request)) {
        m_delayed->add(commands[0], plans->first());
        return;
    }
    confirm(request, [this, commands, plans = *plans, agreed] {
        send(commands, plans);
        if (agreed)
            agreed();
    });
}

void CommandRunner::ask(const QList<Command> &commands, int times,
                        const std::function<void()> &agreed)
{
    if (const std::optional<Plans> plans = plansOf(commands))
        confirm(confirmation(commands, *plans, times), agreed);
}

void CommandRunner::confirm(const ConfirmRequest &request, const std::function<void()> &agreed)
{
    if (request.level == ConfirmLevel::None) {
        agreed();
        return;
    }
    auto *dialog = new ConfirmDialog(request, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, agreed);
    dialog->open();
}

// Null: one of them is refused, which has been said.
std::optional<CommandRunner::Plans> CommandRunner::plansOf(const QList<Command> &commands)
{
    if (commands.isEmpty()) {
        Q_EMIT refused(refusalText(Refusal::NoTarget));
        return {};
    }
    Plans plans;
    for (const Command &command : commands) {
        plans.append(m_session->commands().plan(command));
        if (plans.last().refusal == Refusal::None)
            continue;
        refuse(command, plans.last().refusal);
        return {};
    }
    return plans;
}

// The connection may have gone while a question was open: the dispatcher looks at that.
void CommandRunner::send(const QList<Command> &commands, const Plans &plans)
{
    for (qsizetype i = 0; i < commands.size(); ++i) {
        Refusal refusal = Refusal::None;
        if (m_session->commands().send(commands[i], plans[i], &refusal) == 0)
            refuse(commands[i], refusal);
    }
}

void CommandRunner::refuse(const Command &command, Refusal refusal)
{
    m_activity->addRefusal(command, refusal);
    Q_EMIT refused(refusalText(refusal));
}

// ---- second thoughts -------------------------------------------------------------------------

void CommandRunner::showUndo(quint64 id, const Command &command)
{
    const int seconds = int(std::chrono::ceil<std::chrono::seconds>(m_delayed->delay()).count());
    const QString socket = QString::fromUtf8(command.target.socketIds().value(0));
    const QString nsp = QString::fromUtf8(command.nsp);
    const QString text = command.closesConnection
        ? tr("The connection of socket %1 in %2 ends in %n seconds.", nullptr, seconds)
        : tr("Socket %1 leaves %2 in %n seconds.", nullptr, seconds);
    m_banners->setBanner(
        {undoId(id), BannerLevel::Warning, text.arg(socket, nsp), tr("Undo"), false});
}

void CommandRunner::windowCloses()
{
    if (m_delayed->isEmpty())
        return;
    m_delayed->dropAll(Refusal::WindowClosed);
    auto *box = new QMessageBox(QMessageBox::Information, tr("qsioadmin"),
                                refusalText(Refusal::WindowClosed), QMessageBox::Close);
    box->setObjectName(QStringLiteral("windowClosedBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->show();
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

ConfirmRequest CommandRunner::confirmation(const QList<Command> &commands, const Plans &plans,
                                           int times) const
{
    ConfirmRequest request;
    QStringList frames;
    QStringList namespaces;
    bool isWhole = false;
    bool isKnown = true;
    for (qsizetype i = 0; i < commands.size(); ++i) {
        const Command &command = commands[i];
        const CommandDispatcher::Plan &plan = plans[i];
        isWhole = isWhole || command.target.scope() == CommandTarget::Scope::WholeNamespace;
        isKnown = isKnown && !plan.targets.isEmpty();
        request.targetCount += plan.targets.size();
        for (const SocketKey &key : plan.targets.mid(0, 10))
            request.targets.append(QString::fromUtf8(key.nsp + ' ' + key.id));
        for (size_t n = 0; n < plan.frames.size() && n < shownFrames; ++n)
            frames.append(
                QString::fromUtf8(plan.frames[n].event + ' ' + plan.frames[n].arguments.json())
                    .left(shownFrameLength));
        if (plan.frames.size() > shownFrames)
            frames.append(tr("and %1 more messages").arg(plan.frames.size() - shownFrames));
        namespaces.append(QString::fromUtf8(command.nsp));
    }
    const Command &first = commands.first();
    request.level = ConfirmRequest::levelFor(request.targetCount * times, isWhole,
                                             first.verb != Command::Verb::Disconnect, m_isRed);
    request.verb = verbText(first);
    request.text = meaningOf(first);
    if (times > 1)
        request.text += u' ' + tr("This is repeated: %n times in all.", nullptr, times);
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
