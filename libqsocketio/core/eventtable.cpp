// SPDX-License-Identifier: MIT
#include "eventtable_p.h"

#include "logging_p.h"

#include <QtCore/QThread>

#include <algorithm>

namespace QSocketIo {

// The order of the names is of no account, so the shorter ones come first: that is soon compared.
static bool isBefore(const QByteArray &a, const QByteArray &b)
{
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

EventTable::Range EventTable::rangeOf(const QByteArray &event) const
{
    const auto begin = std::lower_bound(
        m_entries.cbegin(), m_entries.cend(), event,
        [](const Entry &entry, const QByteArray &name) { return isBefore(entry.event, name); });
    const auto end = std::find_if(begin, m_entries.cend(),
                                  [&event](const Entry &entry) { return entry.event != event; });
    return {begin - m_entries.cbegin(), end - m_entries.cbegin()};
}

Subscription EventTable::add(const QByteArray &event, QObject *context, EventHandler handler,
                             Lifetime lifetime)
{
    m_entries.removeIf([](const Entry &entry) { return !entry.context; });
    const Subscription subscription(++m_lastId);
    m_entries.insert(rangeOf(event).end,
                     {event, subscription, context,
                      std::make_shared<const EventHandler>(std::move(handler)), lifetime});
    return subscription;
}

bool EventTable::remove(const QByteArray &event, Subscription subscription)
{
    const Range range = rangeOf(event);
    for (qsizetype i = range.begin; i < range.end; ++i) {
        if (m_entries.at(i).subscription == subscription) {
            m_entries.removeAt(i);
            return true;
        }
    }
    return false;
}

void EventTable::removeAll(const QByteArray &event)
{
    const Range range = rangeOf(event);
    m_entries.remove(range.begin, range.end - range.begin);
}

QStringList EventTable::eventNames() const
{
    QStringList names;
    QByteArray last;
    for (const Entry &entry : m_entries) {
        if (!entry.context || (!names.isEmpty() && entry.event == last))
            continue;
        last = entry.event;
        names.append(QString::fromUtf8(last));
    }
    return names;
}

void EventTable::dispatch(const QByteArray &event, const Payload &payload, const Ack &ack,
                          const QObject *owner, const std::function<void(const Error &)> &failed)
{
    const Range range = rangeOf(event);
    if (range.begin == range.end)
        return;
    const QList<Entry> entries = m_entries; // a snapshot
    const QPointer<const QObject> guard(owner);
    for (qsizetype i = range.begin; i < range.end; ++i) {
        const Entry &entry = entries.at(i);
        if (!entry.context) {
            remove(event, entry.subscription);
            continue;
        }
        if (entry.lifetime == Lifetime::Once && !remove(event, entry.subscription))
            continue; // a nested dispatch has used it up
        const Error error = (*entry.handler)(payload, ack);
        if (!guard)
            return;
        if (error)
            failed(error);
        if (!guard)
            return;
    }
}

CatchAllList::Entry CatchAllList::make(QObject *context, Handler handler)
{
    m_entries.removeIf([](const Entry &entry) { return !entry.context; });
    return {Subscription(++m_lastId), context, std::make_shared<const Handler>(std::move(handler))};
}

Subscription CatchAllList::append(QObject *context, Handler handler)
{
    m_entries.append(make(context, std::move(handler)));
    return m_entries.constLast().subscription;
}

Subscription CatchAllList::prepend(QObject *context, Handler handler)
{
    m_entries.prepend(make(context, std::move(handler)));
    return m_entries.constFirst().subscription;
}

bool CatchAllList::remove(Subscription subscription)
{
    return m_entries.removeIf([subscription](const Entry &entry) {
        return entry.subscription == subscription;
    }) > 0;
}

QList<Subscription> CatchAllList::subscriptions() const
{
    QList<Subscription> result;
    for (const Entry &entry : m_entries) {
        if (entry.context)
            result.append(entry.subscription);
    }
    return result;
}

void CatchAllList::dispatch(const QByteArray &event, const Payload &payload,
                            const QObject *owner) const
{
    if (m_entries.isEmpty())
        return;
    const QList<Entry> entries = m_entries;
    const QString name = QString::fromUtf8(event);
    const QPointer<const QObject> guard(owner);
    for (const Entry &entry : entries) {
        if (entry.context)
            (*entry.handler)(name, payload);
        if (!guard)
            return;
    }
}

bool checkContext(const QObject *owner, const QObject *context, const char *caller)
{
    if (!context) {
        qCWarning(lcServer, "%s: the context must not be null", caller);
        return false;
    }
    if (context->thread() != owner->thread()) {
        qCWarning(lcServer, "%s: the context lives in another thread", caller);
        return false;
    }
    return true;
}

} // namespace QSocketIo
