// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADAPTER_REDIS_REDISSTREAMREADERS_P_H
#define QSOCKETIO_ADAPTER_REDIS_REDISSTREAMREADERS_P_H

#include "redishub_p.h"
#include "redisstreamreader_p.h"

#include <QtCore/QMutex>

#include <memory>
#include <vector>

namespace QSocketIo {

// The readers of the servers of one factory, for as long as an adapter listens: those of a hub share
// the one of their stream.
class RedisStreamReaders
{
public:
    [[nodiscard]] std::shared_ptr<RedisStreamReader>
    readerFor(const std::shared_ptr<RedisHub> &hub, const RedisStreamReader::Settings &settings);

private:
    struct Entry
    {
        std::weak_ptr<RedisHub> hub;
        QByteArray stream;
        std::weak_ptr<RedisStreamReader> reader;
    };
    QMutex m_mutex;
    std::vector<Entry> m_entries;
};

} // namespace QSocketIo

#endif
