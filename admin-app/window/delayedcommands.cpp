// SPDX-License-Identifier: MIT
#include "delayedcommands.h"

namespace QsioAdmin {

DelayedCommands::DelayedCommands(CommandDispatcher *dispatcher, QObject *parent)
    : QObject(parent)
    , m_dispatcher(dispatcher)
{ }

void DelayedCommands::add(const Command &command, const CommandDispatcher::Plan &plan)
{
    const quint64 id = ++m_lastId;
    m_waiting.insert(id, {command, plan});
    QTimer::singleShot(m_delay, this, [this, id] { send(id); });
    Q_EMIT began(id, command);
}

void DelayedCommands::send(quint64 id)
{
    check(); // nothing may have told
    if (!m_waiting.contains(id))
        return;
    const Waiting waiting = m_waiting.take(id);
    Q_EMIT ended(id);
    Q_EMIT due(waiting.command, waiting.plan);
}

void DelayedCommands::undo(quint64 id)
{
    if (!m_waiting.contains(id))
        return;
    const Waiting waiting = m_waiting.take(id);
    Q_EMIT ended(id);
    Q_EMIT undone(waiting.command);
}

void DelayedCommands::check()
{
    const Refusal why = m_dispatcher->closedBy();
    if (why != Refusal::None)
        dropAll(why);
}

void DelayedCommands::dropAll(Refusal why)
{
    const QHash<quint64, Waiting> all = std::exchange(m_waiting, {});
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        Q_EMIT ended(it.key());
        Q_EMIT dropped(it->command, why);
    }
}

} // namespace QsioAdmin
