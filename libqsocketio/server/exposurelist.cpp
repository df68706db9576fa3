// SPDX-License-Identifier: MIT
#include "exposurelist_p.h"

#include "socket.h"

#include <QtCore/QPointer>

namespace QSocketIo {

Subscription ExposureList::add(std::shared_ptr<const ExposedObject> object)
{
    if (!object)
        return {};
    m_entries.removeIf([](const Entry &entry) { return !entry.object->isAlive(); });
    m_entries.append({Subscription(++m_lastId), std::move(object)});
    return m_entries.constLast().subscription;
}

void ExposureList::remove(Subscription subscription)
{
    m_entries.removeIf(
        [subscription](const Entry &entry) { return entry.subscription == subscription; });
}

void ExposureList::collectNames(QSet<QString> &names, quint64 upTo) const
{
    for (const Entry &entry : m_entries) {
        if (entry.subscription.id() > upTo || !entry.object->isAlive())
            continue;
        const QList<QByteArray> own = entry.object->names();
        for (const QByteArray &name : own)
            names.insert(QString::fromUtf8(name));
    }
}

void ExposureList::dispatch(const Event &event, Socket *socket,
                            const std::function<void(const Error &)> &failed, quint64 upTo) const
{
    if (m_entries.isEmpty())
        return;
    const QPointer<Socket> guard(socket);
    const QList<Entry> entries = m_entries; // a snapshot
    for (const Entry &entry : entries) {
        if (entry.subscription.id() > upTo)
            return;
        const Error error
            = entry.object->call(event.utf8Name(), event.payload(), socket, event.ack());
        if (error && guard)
            failed(error);
        if (!guard)
            return;
    }
}

} // namespace QSocketIo
