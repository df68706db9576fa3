// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_CLUSTER_CLUSTERHUBS_P_H
#define QSOCKETIO_ADAPTER_CLUSTER_CLUSTERHUBS_P_H

#include <QtCore/QMutex>
#include <QtCore/QMutexLocker>
#include <QtCore/QThread>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace QSocketIo {

// What the adapters of a factory share: the hub of their server, which has its connections, for as
// long as one of them lives. Servers are counted by their connections: two adapters of one namespace
// never share a hub, nor do two threads.
template<typename Hub>
class ClusterHubs
{
public:
    using Make = std::function<std::shared_ptr<Hub>()>;

    explicit ClusterHubs(Make make)
        : m_make(std::move(make))
    { }

    // For an adapter that will subscribe to channel, as Hub::isSubscribed() is asked.
    template<typename... Channel>
    [[nodiscard]] std::shared_ptr<Hub> hubFor(const Channel &...channel)
    {
        const QMutexLocker locker(&m_mutex);
        std::erase_if(m_entries, [](const Entry &entry) { return entry.hub.expired(); });
        QThread *const thread = QThread::currentThread();
        for (const Entry &entry : m_entries) {
            if (entry.thread != thread) // its hub may go any moment
                continue;
            std::shared_ptr<Hub> hub = entry.hub.lock();
            if (hub && !hub->isSubscribed(channel...))
                return hub;
        }
        const std::shared_ptr<Hub> hub = m_make();
        m_entries.push_back({thread, hub});
        hub->open();
        return hub;
    }

private:
    struct Entry
    {
        QThread *thread;
        std::weak_ptr<Hub> hub;
    };
    const Make m_make;
    QMutex m_mutex;
    std::vector<Entry> m_entries;
};

} // namespace QSocketIo

#endif
