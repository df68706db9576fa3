// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_EVENTRING_H
#define QSIOADMIN_CORE_EVENTRING_H

#include "adminevent.h"

#include <QtCore/QString>

#include <deque>

namespace QsioAdmin {

enum class EventType {
    Received,
    Sent,
    AnswerReceived, // to an event that was sent
    AnswerSent,
    Connected,
    Disconnected,
    Joined,
    Left,
    Refused, // somebody who was not let in
};

// A line of the list of events.
struct EventRecord
{
    quint64 number = 0; // counts on for ever, from 1
    qint64 at = 0; // of the server's clock, else of ours
    SocketKey key = {};
    // Of the event; for others the room, or the reason of a disconnection or refusal.
    QByteArray name = {};
    QByteArray arguments = {}; // JSON text: an array; empty: there are none, or they were too long
    QList<QByteArray> attachments = {};
    qint64 size = 0; // bytes
    qint32 latency = -1; // ms until an answer; -1: it is none
    EventType type = EventType::Received;
    bool isTruncated = false;
};

// The last events: the oldest go where there are too many, or where they need too much memory.
class EventRing
{
public:
    static constexpr qsizetype defaultMaxEvents = 200'000;
    static constexpr qint64 defaultMaxBytes = 256 * 1024 * 1024;

    void setLimits(qsizetype maxEvents, qint64 maxBytes);

    [[nodiscard]] qsizetype size() const { return qsizetype(m_events.size()); }
    // Of the oldest one that is left; where there is none, of the next.
    [[nodiscard]] quint64 firstNumber() const { return m_next - m_events.size(); }
    [[nodiscard]] quint64 nextNumber() const { return m_next; }
    // number: from firstNumber() up to nextNumber() - 1
    [[nodiscard]] const EventRecord &at(quint64 number) const
    {
        return m_events[size_t(number - firstNumber())];
    }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    [[nodiscard]] quint64 overwritten() const
    {
        return m_overwritten;
    } // the oldest, for lack of room

    void append(EventRecord event); // gives it its number
    void clear(); // the numbers go on

private:
    void trim();

    std::deque<EventRecord> m_events;
    quint64 m_next = 1;
    quint64 m_overwritten = 0;
    qint64 m_bytes = 0;
    qsizetype m_maxEvents = defaultMaxEvents;
    qint64 m_maxBytes = defaultMaxBytes;
};

} // namespace QsioAdmin

#endif
