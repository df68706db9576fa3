// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_COMMANDDISPATCHER_H
#define QSIOADMIN_CORE_COMMANDDISPATCHER_H

#include "adminstore.h"
#include "command.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <deque>
#include <functional>
#include <optional>

namespace QsioAdmin {

// Why a command was not sent, not one frame of it.
enum class Refusal {
    None,
    NotConnected,
    ReadOnly, // this program's lock
    NotSupported, // by the server: read-only there, or too old
    UnknownNamespace, // a command would create it
    NoTarget, // nobody is meant, which the server would take for everybody
    NoEventName,
    ReservedEventName, // it would bring the server down
    InvalidArguments,
    NoRoom,
    OwnRoom, // the room of a socket's own id
    NoExceptName, // somebody without a name would be left out
    CannotExcept, // nobody knows who is there, and so who would be left
    Viewer, // this user may give no commands there
    WindowClosed, // while it waited
    TooLarge,
};
[[nodiscard]] QString refusalText(Refusal refusal);

// Where commands go out. Nothing may wait in it: send() sends now, or returns false.
class CommandChannel
{
public:
    virtual ~CommandChannel() = default;
    [[nodiscard]] virtual bool isReady() const = 0;
    [[nodiscard]] virtual qint64 maxPayload() const = 0; // bytes; 0: unknown
    [[nodiscard]] virtual SocketKey ownSocket() const = 0; // the admin's
    // number: to be told to CommandDispatcher::answer() with the server's; 0: none is wanted
    virtual bool send(const CommandFrame &frame, quint64 number) = 0;
};

// The one place that commands go through, with every guard there is: see Refusal. Many targets
// become several messages, one for each socket where the server knows no better.
class CommandDispatcher : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CommandDispatcher)
public:
    static constexpr int maxTargetsPerFrame = 500;
    // Of all messages of a command whose targets get arguments of their own.
    static constexpr qint64 maxPersonalBytes = 64'000'000;

    struct Plan
    {
        Refusal refusal = Refusal::None;
        std::vector<CommandFrame> frames;
        QList<SocketKey> targets; // as far as they are known
        SocketKey admin; // as whom it was made
        bool usesLists = false; // of targets, in a message
        bool wantsAnswers = false; // the server says of each message what came of it
    };

    CommandDispatcher(const AdminStore *store, CommandChannel *channel, QObject *parent = nullptr);
    ~CommandDispatcher() override;

    void setReadOnly(bool isReadOnly) { m_isReadOnly = isReadOnly; }
    // By this program's lock, or because of who we are there.
    [[nodiscard]] bool isReadOnly() const { return m_isReadOnly || m_store->isViewer(); }
    [[nodiscard]] bool isLocked() const { return m_isReadOnly; }
    // Servers say nothing of what happens in it.
    [[nodiscard]] QByteArray adminNamespace() const { return m_channel->ownSocket().nsp; }

    // What would be sent, and to whom: for a preview. It sends nothing. eachAlone: as if the
    // server could take one target at a time only.
    [[nodiscard]] Plan plan(const Command &command, bool eachAlone = false) const;
    // Returns the number of the command; 0 where it is refused, with the reason in refusal.
    quint64 send(const Command &command, Refusal *refusal = nullptr, bool eachAlone = false);
    // The same with a plan that was made before, such as the one that somebody has agreed to.
    // Whether it may be sent is looked at once more; whom it is for is not.
    quint64 send(const Command &command, Plan plan, Refusal *refusal = nullptr);
    void answer(quint64 number, const CommandAnswer &answer); // see CommandChannel::send()
    void stop(quint64 id); // what has been sent is sent
    [[nodiscard]] bool isSending(quint64 id) const; // a part of it waits
    // Why no command at all can be sent now; None: some can.
    [[nodiscard]] Refusal closedBy() const;

Q_SIGNALS:
    void planned(quint64 id, const QsioAdmin::Command &command,
                 const QsioAdmin::CommandDispatcher::Plan &plan);
    void progressed(quint64 id, int sent, int total);
    // isComplete: all frames were sent; else it was stopped, or the connection broke.
    void finished(quint64 id, bool isComplete);
    // What the server says of one of the messages; all of them may be sent by then, or not.
    void answered(quint64 id, const QsioAdmin::CommandAnswer &answer);

private:
    struct Job
    {
        quint64 id = 0;
        std::vector<CommandFrame> frames;
        size_t sent = 0;
        bool wantsAnswers = false;
    };

    [[nodiscard]] Refusal check(const Command &command) const;
    [[nodiscard]] Refusal checkTarget(const Command &command) const;
    [[nodiscard]] bool supports(Command::Verb verb) const;
    [[nodiscard]] bool supportsLists() const;
    [[nodiscard]] bool knowsExcept() const; // the server does
    [[nodiscard]] bool isExcepted(const Command &command, const SocketKey &key) const;
    [[nodiscard]] QByteArray exceptFor(const Command &command) const;
    [[nodiscard]] QList<SocketKey> targetsOf(const Command &command) const;
    [[nodiscard]] qint64 maxFrameBytes() const;
    [[nodiscard]] bool needsIds(const Command &command, bool eachAlone) const;
    [[nodiscard]] QByteArrayList filtersOf(const Command &command, const Plan &plan,
                                           bool eachAlone) const;
    [[nodiscard]] Refusal addFrames(const Command &command, const QByteArrayList &filters,
                                    bool eachAlone, Plan *plan) const;
    [[nodiscard]] Refusal addPersonalFrames(const Command &command, Plan *plan) const;
    static CommandFrame frame(const Command &command, const QByteArray &filter,
                              const QByteArray &except, bool needsFilter);
    [[nodiscard]] bool sendNext(Job &job);
    void pump();

    const AdminStore *const m_store;
    CommandChannel *const m_channel;
    std::deque<Job> m_jobs;
    QHash<quint64, quint64> m_awaited; // numbers of messages and of their commands
    SocketKey m_awaitedAs;
    quint64 m_lastNumber = 0;
    QTimer m_timer;
    quint64 m_lastId = 0;
    bool m_isReadOnly = false;
};

} // namespace QsioAdmin

#endif
