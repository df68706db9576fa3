// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_DELAYEDCOMMANDS_H
#define QSIOADMIN_WINDOW_DELAYEDCOMMANDS_H

#include "core/commanddispatcher.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>

namespace QsioAdmin {

// Commands that are sent after a few seconds, unless somebody thinks better of it. They do not wait
// for anything else: where commands cannot be given meanwhile, they are not sent at all.
class DelayedCommands : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DelayedCommands)
public:
    static constexpr std::chrono::milliseconds defaultDelay{5'000};

    explicit DelayedCommands(CommandDispatcher *dispatcher, QObject *parent = nullptr);

    void setDelay(std::chrono::milliseconds delay) { m_delay = delay; }
    [[nodiscard]] std::chrono::milliseconds delay() const { return m_delay; }
    [[nodiscard]] bool isEmpty() const { return m_waiting.isEmpty(); }

    void add(const Command &command, const CommandDispatcher::Plan &plan);
    void undo(quint64 id);
    void check(); // whether commands can still be given
    void dropAll(Refusal why);

Q_SIGNALS:
    void began(quint64 id, const QsioAdmin::Command &command);
    void ended(quint64 id); // in whatever way
    void due(const QsioAdmin::Command &command, const QsioAdmin::CommandDispatcher::Plan &plan);
    void undone(const QsioAdmin::Command &command);
    void dropped(const QsioAdmin::Command &command, QsioAdmin::Refusal why);

private:
    struct Waiting
    {
        Command command;
        CommandDispatcher::Plan plan;
    };

    void send(quint64 id);

    CommandDispatcher *const m_dispatcher;
    QHash<quint64, Waiting> m_waiting;
    std::chrono::milliseconds m_delay = defaultDelay;
    quint64 m_lastId = 0;
};

} // namespace QsioAdmin

#endif
