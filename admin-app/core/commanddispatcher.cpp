// SPDX-License-Identifier: MIT
#include "commanddispatcher.h"

#include "jsontext.h"
#include "translation.h"

#include <algorithm>
#include <array>

namespace QsioAdmin {

using namespace std::chrono_literals;

namespace {

constexpr int framesPerTurn = 20;
constexpr auto turn = 10ms;

// emit() of these throws in Node.js, or calls what it should not.
constexpr std::array reservedNames
    = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"};

bool isReserved(const QString &name)
{
    return std::any_of(reservedNames.begin(), reservedNames.end(), [&name](const char *reserved) {
        return name == QLatin1StringView(reserved);
    });
}

// What a server takes for no filter at all: "", 0, null and false; and what is no room.
bool isNoFilter(const RoomName &room)
{
    if (room.isText())
        return room.text().isEmpty();
    return room.json().toDouble() == 0;
}

// null can be joined, and left.
bool isNoRoom(const RoomName &room)
{
    const QByteArray json = room.json();
    return room.text().isEmpty() || json.startsWith('[') || json.startsWith('{');
}

} // namespace

QString refusalText(Refusal refusal)
{
    switch (refusal) {
    case Refusal::None:
        return {};
    case Refusal::NotConnected:
        return tr("Not connected. Nothing was sent, and nothing is kept for later.");
    case Refusal::ReadOnly:
        return tr("This connection is locked for reading only.");
    case Refusal::NotSupported:
        return tr("The server does not offer this.");
    case Refusal::UnknownNamespace:
        return tr("The server has no such namespace.");
    case Refusal::NoTarget:
        return tr("Nobody is selected.");
    case Refusal::NoEventName:
        return tr("The event has no name.");
    case Refusal::ReservedEventName:
        return tr("This name belongs to Socket.IO itself. Servers may break down over it.");
    case Refusal::InvalidArguments:
        return tr("The arguments are not valid JSON.");
    case Refusal::NoRoom:
        return tr("No room is named.");
    case Refusal::OwnRoom:
        return tr("A socket cannot leave the room of its own id: it could not be reached any "
                  "longer.");
    case Refusal::NoExceptName:
        return tr("One of the exceptions has no name.");
    case Refusal::CannotExcept:
        return tr("There can be no exceptions: it is not known who is there, and this server "
                  "does not make them itself.");
    case Refusal::Viewer:
        return tr("The server lets this user look, but not give commands.");
    case Refusal::WindowClosed:
        return tr("Not sent: the window was closed in the seconds in which it could be undone.");
    case Refusal::TooLarge:
        return tr("This is more than the server takes in one message.");
    }
    return {};
}

CommandDispatcher::CommandDispatcher(const AdminStore *store, CommandChannel *channel,
                                     QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_channel(channel)
    , m_timer(this)
{
    m_timer.callOnTimeout(this, [this] { pump(); });
}

CommandDispatcher::~CommandDispatcher() = default;

// ---- guards ----------------------------------------------------------------------------------

bool CommandDispatcher::supports(Command::Verb verb) const
{
    switch (verb) {
    case Command::Verb::Emit:
        return m_store->hasFeature("EMIT");
    case Command::Verb::Join:
        return m_store->hasFeature("JOIN");
    case Command::Verb::Leave:
        return m_store->hasFeature("LEAVE");
    case Command::Verb::Disconnect:
        return m_store->hasFeature("DISCONNECT");
    }
    return false;
}

// Servers of Socket.IO 3 take a single id, and ignore what they do not understand.
bool CommandDispatcher::supportsLists() const
{
    return m_store->hasFeature("MJOIN") && m_store->hasFeature("MLEAVE")
        && m_store->hasFeature("MDISCONNECT");
}

bool CommandDispatcher::knowsExcept() const
{
    return m_store->hasFeature("QSIO_EXCEPT");
}

Refusal CommandDispatcher::closedBy() const
{
    if (!m_channel->isReady() || !m_store->hasConfig())
        return Refusal::NotConnected;
    if (m_isReadOnly)
        return Refusal::ReadOnly;
    return m_store->isViewer() ? Refusal::Viewer : Refusal::None;
}

Refusal CommandDispatcher::check(const Command &command) const
{
    if (const Refusal refusal = closedBy(); refusal != Refusal::None)
        return refusal;
    if (!supports(command.verb))
        return Refusal::NotSupported;
    if (command.nsp.isEmpty() || !m_store->namespaces().contains(command.nsp))
        return Refusal::UnknownNamespace;
    if (command.verb == Command::Verb::Emit) {
        if (command.event.isEmpty())
            return Refusal::NoEventName;
        if (isReserved(command.event))
            return Refusal::ReservedEventName;
        if (!isJsonList(command.arguments.json()))
            return Refusal::InvalidArguments;
    }
    const bool isRoomCommand
        = command.verb == Command::Verb::Join || command.verb == Command::Verb::Leave;
    if (isRoomCommand && isNoRoom(command.room))
        return Refusal::NoRoom;
    return checkTarget(command);
}

Refusal CommandDispatcher::checkTarget(const Command &command) const
{
    const CommandTarget &target = command.target;
    const auto isEmptyText = [](const auto &text) { return text.isEmpty(); };
    switch (target.scope()) {
    case CommandTarget::Scope::Nobody:
        return Refusal::NoTarget;
    case CommandTarget::Scope::Rooms:
        if (std::any_of(target.roomNames().cbegin(), target.roomNames().cend(), isNoFilter))
            return Refusal::NoTarget;
        break;
    case CommandTarget::Scope::Sockets:
        if (std::any_of(target.socketIds().cbegin(), target.socketIds().cend(), isEmptyText))
            return Refusal::NoTarget;
        break;
    case CommandTarget::Scope::WholeNamespace:
        break;
    }
    if (std::any_of(command.except.cbegin(), command.except.cend(), isNoFilter))
        return Refusal::NoExceptName;
    if (!command.except.isEmpty() && !knowsExcept() && m_store->listState() != ListState::Current)
        return Refusal::CannotExcept;
    if (command.verb == Command::Verb::Leave) {
        const QByteArray room = command.room.isText() ? command.room.text().toUtf8() : QByteArray();
        if (m_store->sockets().contains({command.nsp, room}) || target.socketIds().contains(room))
            return Refusal::OwnRoom;
    }
    return Refusal::None;
}

// ---- sending ---------------------------------------------------------------------------------

quint64 CommandDispatcher::send(const Command &command, Refusal *refusal, bool eachAlone)
{
    return send(command, plan(command, eachAlone), refusal);
}

// Who we are on another connection may be among those that were meant on the old one.
quint64 CommandDispatcher::send(const Command &command, Plan plan, Refusal *refusal)
{
    if (plan.refusal == Refusal::None && plan.admin != m_channel->ownSocket())
        plan = this->plan(command);
    if (plan.refusal == Refusal::None)
        plan.refusal = check(command);
    if (refusal)
        *refusal = plan.refusal;
    if (plan.refusal != Refusal::None)
        return 0;
    const quint64 id = ++m_lastId;
    Q_EMIT planned(id, command, plan);
    m_jobs.push_back({id, std::move(plan.frames), 0, plan.wantsAnswers});
    pump();
    return id;
}

void CommandDispatcher::answer(quint64 number, const CommandAnswer &answer)
{
    if (const quint64 id = m_awaited.take(number))
        Q_EMIT answered(id, answer);
}

void CommandDispatcher::stop(quint64 id)
{
    const auto job
        = std::find_if(m_jobs.begin(), m_jobs.end(), [id](const Job &j) { return j.id == id; });
    if (job == m_jobs.end())
        return;
    m_jobs.erase(job);
    Q_EMIT finished(id, false);
}

bool CommandDispatcher::isSending(quint64 id) const
{
    return std::any_of(m_jobs.begin(), m_jobs.end(), [id](const Job &j) { return j.id == id; });
}

bool CommandDispatcher::sendNext(Job &job)
{
    if (closedBy() != Refusal::None)
        return false;
    if (m_awaitedAs != m_channel->ownSocket()) { // there was another connection, and it is gone
        m_awaited.clear();
        m_awaitedAs = m_channel->ownSocket();
    }
    const quint64 number = job.wantsAnswers ? ++m_lastNumber : 0;
    if (number)
        m_awaited.insert(number, job.id);
    if (m_channel->send(job.frames[job.sent], number))
        return true;
    m_awaited.remove(number);
    return false;
}

// A few at a time: the rest can still be stopped, and ends with the connection.
void CommandDispatcher::pump()
{
    for (int i = 0; i < framesPerTurn && !m_jobs.empty(); ++i) {
        Job &job = m_jobs.front();
        const bool wasSent = sendNext(job);
        job.sent += wasSent ? 1 : 0;
        if (wasSent && job.sent < job.frames.size())
            continue;
        const Job done = std::move(job);
        m_jobs.pop_front();
        Q_EMIT progressed(done.id, int(done.sent), int(done.frames.size()));
        Q_EMIT finished(done.id, wasSent);
    }
    if (m_jobs.empty()) {
        m_timer.stop();
    } else {
        Q_EMIT progressed(m_jobs.front().id, int(m_jobs.front().sent),
                          int(m_jobs.front().frames.size()));
        m_timer.start(turn);
    }
}

} // namespace QsioAdmin
