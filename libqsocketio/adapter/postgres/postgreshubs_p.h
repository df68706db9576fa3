// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_POSTGRES_POSTGRESHUBS_P_H
#define QSOCKETIO_ADAPTER_POSTGRES_POSTGRESHUBS_P_H

#include "postgreshub_p.h"

#include <QtCore/QMutex>

#include <memory>
#include <vector>

class QThread;

namespace QSocketIo {

// What the adapters of a factory share: the hub of their server, for as long as one of them lives.
// Two adapters of one namespace never share a hub, nor do two threads.
class PostgresHubs
{
public:
    explicit PostgresHubs(const PostgresOptions &options)
        : m_options(options)
    { }

    // For an adapter that will listen to channel.
    [[nodiscard]] std::shared_ptr<PostgresHub> hubFor(const QByteArray &channel);

private:
    struct Entry
    {
        QThread *thread;
        std::weak_ptr<PostgresHub> hub;
    };
    const PostgresOptions m_options;
    QMutex m_mutex;
    std::vector<Entry> m_entries;
};

} // namespace QSocketIo

#endif
