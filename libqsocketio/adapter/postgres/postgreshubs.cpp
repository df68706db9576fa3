// SPDX-License-Identifier: MIT
#include "postgreshubs_p.h"

#include <QtCore/QMutexLocker>
#include <QtCore/QThread>

#include <algorithm>

namespace QSocketIo {

std::shared_ptr<PostgresHub> PostgresHubs::hubFor(const QByteArray &channel)
{
    const QMutexLocker locker(&m_mutex);
    m_entries.erase(std::remove_if(m_entries.begin(), m_entries.end(),
                                   [](const Entry &entry) { return entry.hub.expired(); }),
                    m_entries.end());
    QThread *const thread = QThread::currentThread();
    for (const Entry &entry : m_entries) {
        if (entry.thread != thread) // its hub may go any moment
            continue;
        std::shared_ptr<PostgresHub> hub = entry.hub.lock();
        if (hub && !hub->isSubscribed(channel))
            return hub;
    }
    auto hub = std::make_shared<PostgresHub>(m_options);
    m_entries.push_back({thread, hub});
    hub->open();
    return hub;
}

} // namespace QSocketIo
