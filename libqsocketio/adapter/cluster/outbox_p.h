// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_OUTBOX_P_H
#define QSOCKETIO_ADAPTER_CLUSTER_OUTBOX_P_H

#include "../../core/global.h"
#include "outboxoptions.h"

#include <QtCore/QString>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>

namespace QSocketIo {

struct ClusterMessage;
class DeadlineQueue;
class FunctionDeadline;

// What could not be published, in order, until it can be: the oldest goes first where there is too
// much. A message leaves when the broker has answered; one whose connection ended before that is
// sent again. It may be destroyed in anything that it calls.
//
//     if (outbox && outbox->isWaiting()) // what is newer stays behind
//         return outbox->keep(bytes, send);
class QSOCKETIO_COMPONENT_EXPORT Outbox
{
    Q_DISABLE_COPY_MOVE(Outbox)
public:
    enum class State {
        Away, // nothing can be sent
        Holding, // it could, but who is to hear it is not back yet: for as long as the oldest may wait
        Open
    };
    enum class Answer { Taken, Refused, Lost };
    using Clock = std::function<std::chrono::milliseconds()>; // monotonic
    using Done = std::function<void(Answer answer)>; // called once; the outbox may be gone by then
    using Send = std::function<bool(const Done &done)>; // false: not now, whatever done is told
    // How many messages are lost; the reason is null where it has been told already.
    using Dropped = std::function<void(int count, const QString &reason)>;

    // Tests pass a clock of their own and call processDue() themselves.
    Outbox(const OutboxOptions &options, const Dropped &dropped, const Clock &clock = {});
    ~Outbox(); // tells nobody

    // Broadcasts and changes of rooms that are for good, and for which nobody waits.
    [[nodiscard]] static bool isForLater(const ClusterMessage &message);

    [[nodiscard]] State state() const { return m_state; }
    // Something is to be sent.
    [[nodiscard]] bool isWaiting() const { return m_sent < m_entries.size(); }
    // What has no answer yet included.
    [[nodiscard]] int count() const { return int(m_entries.size()); }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

    // False: it is too long, and not counted as dropped.
    bool keep(qint64 bytes, const Send &send);
    void setState(State state);
    // Drops what is not under way.
    void clear();
    void processDue();

private:
    struct Entry
    {
        quint64 id;
        Send send;
        qint64 bytes;
        std::chrono::milliseconds keptAt;
    };
    using Entries = std::deque<Entry>;

    [[nodiscard]] std::chrono::milliseconds mayWaitUntil(const Entry &entry) const;
    [[nodiscard]] bool isOverLimit() const;
    Entries::iterator firstUnsent() { return m_entries.begin() + std::ptrdiff_t(m_sent); }
    Entries::iterator find(quint64 id);
    void remove(Entries::iterator entry);
    void answered(quint64 id, Answer answer);
    void transmit();
    void expire();
    void oldestIsDue();
    void rearm();

    const OutboxOptions m_options;
    const Dropped m_dropped;
    const Clock m_clock;
    const std::unique_ptr<DeadlineQueue> m_deadlines;
    Entries m_entries;
    std::size_t m_sent = 0; // of these, the first ones: they are under way
    qint64 m_bytes = 0;
    quint64 m_lastId = 0;
    State m_state = State::Away;
    bool m_isTransmitting = false;
    bool m_isOverflowTold = false; // since it was open
    std::unique_ptr<FunctionDeadline> m_oldest; // may wait that long
    std::unique_ptr<FunctionDeadline> m_retry; // of what the connection has no room for
    const std::shared_ptr<bool> m_isAlive = std::make_shared<bool>(true);
};

} // namespace QSocketIo

#endif
