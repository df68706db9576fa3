// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISHUBS_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISHUBS_P_H

#include "redishub_p.h"

#include <QtCore/QMutex>

#include <memory>
#include <vector>

class QThread;

namespace QSocketIo {

// What the adapters of a factory share: the hub of their server, for as long as one of them lives.
// Servers are counted by their connections: two adapters of one namespace never share a hub, nor do
// two threads.
class RedisHubs
{
public:
    explicit RedisHubs(const RedisOptions &options)
        : m_options(options)
    { }

    // For an adapter that will subscribe to channel.
    [[nodiscard]] std::shared_ptr<RedisHub> hubFor(RedisSubscription::Kind kind,
                                                   const QByteArray &channel);

private:
    struct Entry
    {
        QThread *thread;
        std::weak_ptr<RedisHub> hub;
    };
    const RedisOptions m_options;
    QMutex m_mutex;
    std::vector<Entry> m_entries;
};

} // namespace QSocketIo

#endif
