// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_EFFECTTRACKER_H
#define QSIOADMIN_CORE_EFFECTTRACKER_H

#include "commanddispatcher.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QSet>

namespace QsioAdmin {

// What has come of a command. Most servers do not answer: what they say of everybody's sockets has
// to tell.
struct EffectResult
{
    bool isConfirmable = false; // else it was sent, and no more is known
    int targets = 0;
    int confirmed = 0;
    int unneeded = 0; // it was so already
    int gone = 0; // disconnected meanwhile
    bool usedLists = false;

    bool isAnswered = false; // the server says of each message what it has done
    int messages = 0;
    int answers = 0; // that have come
    int meant = -1; // sockets, by the answers; -1: they do not tell
    QString error; // of the first message that was refused

    [[nodiscard]] int missing() const
    {
        return isAnswered ? messages - answers : targets - confirmed - unneeded - gone;
    }
    [[nodiscard]] bool isComplete() const
    {
        return isConfirmable && missing() == 0 && error.isEmpty();
    }
};

[[nodiscard]] QString resultText(const EffectResult &result); // for people

// Watches for the effects of commands, each for five seconds at most.
class EffectTracker : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EffectTracker)
public:
    static constexpr qint64 patience = 5'000; // ms

    EffectTracker(AdminStore *store, CommandDispatcher *dispatcher, QObject *parent = nullptr);
    ~EffectTracker() override;

    void tick(); // about once a second: see patience
    [[nodiscard]] EffectResult progress(quint64 id) const;

Q_SIGNALS:
    void finished(quint64 id, const QsioAdmin::Command &command,
                  const QsioAdmin::EffectResult &result);

private:
    struct Watch
    {
        Command command;
        EffectResult result;
        QSet<SocketKey> waiting;
        qint64 deadline = 0;
        bool isSent = false; // all of it
    };

    void watch(quint64 id, const Command &command, const CommandDispatcher::Plan &plan);
    [[nodiscard]] bool isConfirmable(const Command &command) const;
    [[nodiscard]] bool isDone(const Command &command, const SocketKey &target) const;
    void observe(const AdminEvent &event);
    void answered(quint64 id, const CommandAnswer &answer);
    void end(quint64 id);
    static bool confirms(const AdminEvent &event, const Command &command);

    AdminStore *const m_store;
    CommandDispatcher *const m_dispatcher;
    QHash<quint64, Watch> m_watches;
};

} // namespace QsioAdmin

#endif
