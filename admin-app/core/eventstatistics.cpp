// SPDX-License-Identifier: MIT
#include "eventstatistics.h"

#include <QtCore/QHash>

#include <algorithm>

namespace QsioAdmin {

QByteArray eventTypeName(EventType type)
{
    switch (type) {
    case EventType::Received:
        return "received";
    case EventType::Sent:
        return "sent";
    case EventType::AnswerReceived:
        return "ack_received";
    case EventType::AnswerSent:
        return "ack_sent";
    case EventType::Connected:
        return "connected";
    case EventType::Disconnected:
        return "disconnected";
    case EventType::Joined:
        return "joined";
    case EventType::Left:
        return "left";
    case EventType::Refused:
        return "refused";
    }
    return {};
}

QByteArray eventDirection(EventType type)
{
    if (type == EventType::Received || type == EventType::AnswerReceived)
        return "in";
    return type == EventType::Sent || type == EventType::AnswerSent ? "out" : QByteArray();
}

// Only events of applications have names; of others it is the room, or the reason.
static QByteArray keyOf(const EventRecord &event, EventStatistics::By by)
{
    switch (by) {
    case EventStatistics::By::Name:
        return eventDirection(event.type).isEmpty() ? '(' + eventTypeName(event.type) + ')'
                                                    : event.name;
    case EventStatistics::By::Namespace:
        return event.key.nsp;
    case EventStatistics::By::Direction:
        return eventDirection(event.type);
    case EventStatistics::By::Type:
        return eventTypeName(event.type);
    }
    return {};
}

static void add(EventGroup *group, const EventRecord &event)
{
    group->first = group->count == 0 ? event.at : qMin(group->first, event.at);
    group->last = group->count == 0 ? event.at : qMax(group->last, event.at);
    ++group->count;
    group->bytes += event.size;
    group->largest = qMax(group->largest, event.size);
}

EventStatistics EventStatistics::of(const EventRing &ring, By by,
                                    const std::function<bool(quint64 number)> &filter)
{
    EventStatistics statistics;
    QHash<QByteArray, qsizetype> found;
    for (quint64 number = ring.firstNumber(); number < ring.nextNumber(); ++number) {
        if (filter && !filter(number))
            continue;
        const EventRecord &event = ring.at(number);
        add(&statistics.all, event);
        QByteArray key = keyOf(event, by);
        if (statistics.groups.size() >= maxGroups && !found.contains(key))
            key.clear();
        const auto known = found.constFind(key);
        const qsizetype index = known == found.constEnd() ? statistics.groups.size() : *known;
        if (known == found.constEnd()) {
            found.insert(key, index);
            EventGroup group;
            group.name = key;
            statistics.groups.append(group);
        }
        add(&statistics.groups[index], event);
    }
    std::stable_sort(statistics.groups.begin(), statistics.groups.end(),
                     [](const EventGroup &a, const EventGroup &b) { return a.count > b.count; });
    return statistics;
}

double EventStatistics::rate(const EventGroup &group) const
{
    const double seconds = double(all.last - all.first) / 1000;
    return double(group.count) / qMax(1.0, seconds);
}

} // namespace QsioAdmin
