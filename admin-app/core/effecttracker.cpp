// SPDX-License-Identifier: MIT
#include "effecttracker.h"

#include "translation.h"

#include <QtCore/QPointer>

namespace QsioAdmin {

static QString answerText(const EffectResult &result)
{
    if (!result.error.isEmpty())
        return tr("refused by the server: %1").arg(result.error);
    if (result.missing() > 0)
        return tr("%1 of %n messages answered", nullptr, result.messages).arg(result.answers);
    return result.meant < 0 ? tr("done, says the server")
                            : tr("done, says the server: %n sockets", nullptr, result.meant);
}

QString resultText(const EffectResult &result)
{
    if (result.isAnswered)
        return answerText(result);
    if (!result.isConfirmable)
        return tr("sent, cannot be confirmed");
    QString text = tr("%1 of %2 confirmed").arg(result.confirmed).arg(result.targets);
    if (result.unneeded > 0)
        text += tr(", %1 were so already").arg(result.unneeded);
    if (result.gone > 0)
        text += tr(", %1 already gone").arg(result.gone);
    return text;
}

EffectTracker::EffectTracker(AdminStore *store, CommandDispatcher *dispatcher, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_dispatcher(dispatcher)
{
    connect(dispatcher, &CommandDispatcher::planned, this, &EffectTracker::watch);
    connect(dispatcher, &CommandDispatcher::finished, this, [this](quint64 id, bool isComplete) {
        const auto it = m_watches.find(id);
        if (it == m_watches.end())
            return;
        it->deadline = m_store->now() + patience; // many frames take their time
        it->isSent = true;
        const bool isKnown
            = it->result.isAnswered ? it->result.missing() == 0 : it->waiting.isEmpty();
        if (!isComplete || !it->result.isConfirmable || isKnown)
            end(id);
    });
    connect(dispatcher, &CommandDispatcher::answered, this, &EffectTracker::answered);
    store->addObserver([guard = QPointer<EffectTracker>(this)](const AdminEvent &event) {
        if (guard && !guard->m_watches.isEmpty())
            guard->observe(event);
    });
}

EffectTracker::~EffectTracker() = default;

// Events are reported by servers of Socket.IO 4.5 and later, and never for the admin namespace.
bool EffectTracker::isConfirmable(const Command &command) const
{
    if (m_store->listState() != ListState::Current)
        return false;
    if (command.verb != Command::Verb::Emit)
        return true;
    return m_store->hasFeature("MJOIN") && command.nsp != m_dispatcher->adminNamespace();
}

bool EffectTracker::isDone(const Command &command, const SocketKey &target) const
{
    const bool isRoomCommand
        = command.verb == Command::Verb::Join || command.verb == Command::Verb::Leave;
    const int slot = m_store->sockets().find(target);
    if (!isRoomCommand || slot < 0)
        return false;
    const bool isMember = m_store->sockets().at(slot).rooms.contains(command.room);
    return isMember == (command.verb == Command::Verb::Join);
}

void EffectTracker::watch(quint64 id, const Command &command, const CommandDispatcher::Plan &plan)
{
    Watch watch;
    watch.command = command;
    watch.deadline = m_store->now() + patience;
    watch.result.isConfirmable = isConfirmable(command);
    watch.result.targets = int(plan.targets.size());
    watch.result.usedLists = plan.usesLists;
    watch.result.messages = int(plan.frames.size());
    watch.result.isAnswered = plan.wantsAnswers;
    if (plan.wantsAnswers) { // then nothing has to be guessed
        watch.result.isConfirmable = true;
        m_watches.insert(id, watch);
        return;
    }
    for (const SocketKey &target : plan.targets) {
        if (isDone(command, target))
            ++watch.result.unneeded;
        else if (m_store->sockets().contains(target))
            watch.waiting.insert(target);
        else
            ++watch.result.gone;
    }
    m_watches.insert(id, watch);
}

bool EffectTracker::confirms(const AdminEvent &event, const Command &command)
{
    if (const auto *room = std::get_if<RoomChange>(&event))
        return room->room == command.room
            && command.verb == (room->isJoin ? Command::Verb::Join : Command::Verb::Leave);
    if (const auto *traffic = std::get_if<Traffic>(&event))
        return command.verb == Command::Verb::Emit && !traffic->isFromClient && !traffic->isAnswer()
            && traffic->name == command.event.toUtf8();
    return std::holds_alternative<SocketDisconnected>(event)
        && command.verb == Command::Verb::Disconnect;
}

static const SocketKey *keyOf(const AdminEvent &event)
{
    return std::visit(
        [](const auto &e) -> const SocketKey * {
            if constexpr (requires { e.key; })
                return &e.key;
            else
                return nullptr;
        },
        event);
}

void EffectTracker::observe(const AdminEvent &event)
{
    const SocketKey *key = keyOf(event);
    if (!key)
        return;
    QList<quint64> done;
    for (auto it = m_watches.begin(); it != m_watches.end(); ++it) {
        if (!it->waiting.contains(*key))
            continue;
        if (confirms(event, it->command))
            ++it->result.confirmed;
        else if (std::holds_alternative<SocketDisconnected>(event))
            ++it->result.gone;
        else
            continue;
        it->waiting.remove(*key);
        if (it->waiting.isEmpty())
            done.append(it.key());
    }
    for (const quint64 id : std::as_const(done))
        end(id);
}

void EffectTracker::answered(quint64 id, const CommandAnswer &answer)
{
    const auto it = m_watches.find(id);
    if (it == m_watches.end())
        return;
    EffectResult &result = it->result;
    ++result.answers;
    if (answer.isOk && answer.count >= 0)
        result.meant = qMax(0, result.meant) + answer.count;
    if (!answer.isOk && result.error.isEmpty())
        result.error = answer.error;
    if (it->isSent && result.missing() == 0)
        end(id);
}

void EffectTracker::tick()
{
    const qint64 now = m_store->now();
    QList<quint64> done;
    for (auto it = m_watches.cbegin(); it != m_watches.cend(); ++it) {
        if (now >= it->deadline)
            done.append(it.key());
    }
    for (const quint64 id : std::as_const(done))
        end(id);
}

EffectResult EffectTracker::progress(quint64 id) const
{
    return m_watches.value(id).result;
}

void EffectTracker::end(quint64 id)
{
    if (!m_watches.contains(id))
        return;
    const Watch watch = m_watches.take(id);
    Q_EMIT finished(id, watch.command, watch.result);
}

} // namespace QsioAdmin
