// SPDX-License-Identifier: MIT
#include "clientacks_p.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QPointer>

#include <algorithm>

namespace QSocketIo {

ClientAcks::ClientAcks(std::function<void(quint64 id)> expired)
    : m_expired(std::move(expired))
{
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout([this] { expire(); });
}

qint64 ClientAcks::now()
{
    return QDeadlineTimer::current().deadline();
}

quint64 ClientAcks::add(AckHandler handler, std::optional<std::chrono::milliseconds> timeout)
{
    const quint64 id = m_nextId++;
    Entry entry{std::move(handler), {}};
    if (timeout) {
        const qint64 wait = std::max<qint64>(timeout->count(), 0);
        entry.time = m_times.emplace(now() + wait, id);
    }
    m_entries.insert(id, std::move(entry));
    if (timeout && m_times.begin()->second == id)
        startTimer();
    return id;
}

AckHandler ClientAcks::take(quint64 id)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return {};
    const Entry entry = *found;
    m_entries.erase(found);
    if (entry.time)
        m_times.erase(*entry.time); // the timer may fire for nothing, once
    return entry.handler;
}

QList<quint64> ClientAcks::ids() const
{
    QList<quint64> ids = m_entries.keys();
    std::sort(ids.begin(), ids.end());
    return ids;
}

void ClientAcks::startTimer()
{
    if (m_times.empty())
        return;
    const qint64 wait = std::clamp<qint64>(m_times.begin()->first - now(), 0, 24 * 60 * 60 * 1000);
    m_timer.start(std::chrono::milliseconds(wait));
}

void ClientAcks::expire()
{
    const qint64 time = now();
    QList<quint64> due;
    for (auto it = m_times.begin(); it != m_times.end() && it->first <= time; ++it)
        due.append(it->second);
    const QPointer<QTimer> guard(&m_timer);
    for (const quint64 id : std::as_const(due)) {
        if (m_entries.contains(id))
            m_expired(id);
        if (!guard)
            return; // a handler has deleted the socket
    }
    startTimer();
}

} // namespace QSocketIo
