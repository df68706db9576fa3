// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_CORE_EVENTSTATISTICS_H
#define QSIOADMIN_CORE_EVENTSTATISTICS_H

#include "eventring.h"

#include <functional>

namespace QsioAdmin {

// Events that have something in common.
struct EventGroup
{
    QByteArray name; // what it is; a type or direction by its word of the protocol
    quint64 count = 0;
    qint64 bytes = 0; // of all
    qint64 largest = 0;
    qint64 first = 0; // milliseconds since 1970
    qint64 last = 0;
};

struct EventStatistics
{
    enum class By { Name, Namespace, Direction, Type };
    static constexpr qsizetype maxGroups = 10'000; // what is more is one group, without a name

    QList<EventGroup> groups; // the largest numbers first
    EventGroup all;

    // Of the events that are kept, and of these those that a filter lets pass; null: all.
    [[nodiscard]] static EventStatistics of(const EventRing &ring, By by,
                                            const std::function<bool(quint64 number)> &filter = {});
    // Per second, from the first of all events to the last.
    [[nodiscard]] double rate(const EventGroup &group) const;
};

// What filters call it: received, sent, connected, disconnected, joined, left.
[[nodiscard]] QByteArray eventTypeName(EventType type);
// "in", "out", or empty for what is no event of an application
[[nodiscard]] QByteArray eventDirection(EventType type);

} // namespace QsioAdmin

#endif
