// SPDX-License-Identifier: MIT
#include "eventtable_p.h"

#include "logging_p.h"

#include <QtCore/QThread>

#include <algorithm>

namespace QSocketIo {

Subscription EventTable::add(const QByteArray &event, QObject *context, EventHandler handler,
                             Lifetime lifetime)
{
    QList<Entry> &entries = m_handlers[event];
    entries.removeIf([](const Entry &entry) { return !entry.context; });
    const Subscription subscription(++m_lastId);
    entries.append({subscription, context, std::make_shared<const EventHandler>(std::move(handler)),
                    lifetime});
    return subscription;
}

bool EventTable::remove(const QByteArray &event, Subscription subscription)
{
    const auto found = m_handlers.find(event);
    if (found == m_handlers.end())
        return false;
    const auto removed = found->removeIf(
        [subscription](const Entry &entry) { return entry.subscription == subscription; });
    if (found->isEmpty())
        m_handlers.erase(found);
    return removed > 0;
}

QStringList EventTable::eventNames() const
{
    QStringList names;
    for (auto it = m_handlers.begin(); it != m_handlers.end(); ++it) {
        const bool alive = std::any_of(it->begin(), it->end(),
                                       [](const Entry &entry) { return !entry.context.isNull(); });
        if (alive)
            names.append(QString::fromUtf8(it.key()));
    }
    return names;
}

void EventTable::dispatch(const QByteArray &event, const Payload &payload, const Ack &ack,
                          const QObject *owner, const std::function<void(const Error &)> &failed)
{
    const QList<Entry> entries = m_handlers.value(event); // a snapshot that shares its entries
    if (entries.isEmpty())
        return;
    const QPointer<const QObject> guard(owner);
    for (const Entry &entry : entries) {
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
