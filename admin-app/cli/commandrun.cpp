// SPDX-License-Identifier: MIT
#include "commandrun.h"

#include "core/adminsession.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace QsioAdmin {

using namespace Qt::Literals::StringLiterals;

namespace {

ExitCode codeOf(Refusal refusal)
{
    switch (refusal) {
    case Refusal::NotSupported:
    case Refusal::Viewer:
        return ExitCode::Refused;
    case Refusal::NoEventName:
    case Refusal::ReservedEventName:
    case Refusal::InvalidArguments:
    case Refusal::NoRoom:
    case Refusal::OwnRoom:
    case Refusal::NoExceptName:
        return ExitCode::Usage;
    default:
        return ExitCode::Failed;
    }
}

bool isSuccess(const EffectResult &result)
{
    if (result.isAnswered)
        return result.isComplete() && result.meant != 0;
    if (!result.isConfirmable)
        return true; // it was sent, and nobody can know more
    return result.isComplete() && result.confirmed + result.unneeded > 0;
}

} // namespace

CommandRun::CommandRun(AdminSession *session, const CommandLine &line, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_line(line)
{
    connect(&session->commands(), &CommandDispatcher::planned, this, [this] { ++m_underWay; });
    connect(&session->effects(), &EffectTracker::finished, this,
            [this](quint64, const Command &, const EffectResult &result) {
                if (--m_underWay == 0)
                    report(result);
            });
}

// A namespace without sockets is known by the statistics only, which come within two seconds.
bool CommandRun::canStart() const
{
    const AdminStore &store = m_session->store();
    const bool hasLists
        = store.listState() == ListState::Current || store.listState() == ListState::Unavailable;
    const QByteArray nsp = m_line.command.command.nsp;
    return hasLists && (store.namespaces().contains(nsp) || store.servers().size() > 0);
}

void CommandRun::fail(ExitCode code, const QString &problem)
{
    Q_EMIT finished(code, {}, problem);
}

// Somebody who is meant by name is one; all else may be more than was thought of.
bool CommandRun::needsConsent(const CommandDispatcher::Plan &plan, const Command &command) const
{
    if (m_line.command.isConfirmed)
        return false;
    const bool isKnown = m_session->store().listState() == ListState::Current
        || command.target.scope() == CommandTarget::Scope::Sockets;
    return plan.targets.size() > 1 || !isKnown
        || command.target.scope() == CommandTarget::Scope::WholeNamespace;
}

void CommandRun::start()
{
    m_hasStarted = true;
    const std::optional<Command> command = m_line.command.resolved(m_session->store());
    if (!command)
        return fail(ExitCode::Failed,
                    tr("The server is in production mode: it does not tell who is there."));
    CommandDispatcher::Plan plan = m_session->commands().plan(*command);
    const bool isNobody = plan.refusal == Refusal::None && plan.targets.isEmpty()
        && m_session->store().listState() == ListState::Current;
    if (plan.refusal == Refusal::NoTarget || isNobody)
        return fail(ExitCode::Failed, tr("Nobody is meant by that."));
    if (plan.refusal != Refusal::None)
        return fail(codeOf(plan.refusal), refusalText(plan.refusal));
    if (needsConsent(plan, *command)) {
        const bool isKnown = m_session->store().listState() == ListState::Current;
        const QString nsp = QString::fromUtf8(command->nsp);
        return fail(ExitCode::Usage,
                    isKnown ? tr("This is for %n sockets in %1. Say --yes if it is meant so.",
                                 nullptr, int(plan.targets.size()))
                                  .arg(nsp)
                            : tr("Nobody knows for how many sockets in %1 this is. Say --yes if "
                                 "it is meant so.")
                                  .arg(nsp));
    }
    Refusal refusal = Refusal::None;
    if (m_session->commands().send(*command, std::move(plan), &refusal) == 0)
        fail(codeOf(refusal), refusalText(refusal));
}

QByteArray CommandRun::resultAsJson(const EffectResult &result) const
{
    QJsonObject object{{u"ok"_s, isSuccess(result)}, {u"confirmable"_s, result.isConfirmable}};
    if (result.isAnswered) {
        object.insert(u"messages"_s, result.messages);
        object.insert(u"answers"_s, result.answers);
        if (result.meant >= 0)
            object.insert(u"sockets"_s, result.meant);
        if (!result.error.isEmpty())
            object.insert(u"error"_s, result.error);
    } else {
        object.insert(u"sockets"_s, result.targets);
        object.insert(u"confirmed"_s, result.confirmed);
        object.insert(u"unneeded"_s, result.unneeded);
        object.insert(u"gone"_s, result.gone);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

void CommandRun::report(const EffectResult &result)
{
    const bool isJson
        = m_line.format == OutputFormat::Json || m_line.format == OutputFormat::Ndjson;
    const QByteArray text = isJson ? resultAsJson(result) : resultText(result).toUtf8() + '\n';
    Q_EMIT finished(isSuccess(result) ? ExitCode::Ok : ExitCode::Failed, text, {});
}

} // namespace QsioAdmin
