// SPDX-License-Identifier: MIT
#include "redisstreamreaders_p.h"

namespace QSocketIo {

std::shared_ptr<RedisStreamReader>
RedisStreamReaders::readerFor(const std::shared_ptr<RedisHub> &hub,
                              const RedisStreamReader::Settings &settings)
{
    const QMutexLocker locker(&m_mutex);
    std::erase_if(m_entries, [](const Entry &entry) { return entry.reader.expired(); });
    for (const Entry &entry : m_entries) {
        // A hub belongs to a thread: so does its reader, which no other thread lets go.
        const bool isOfHub = !entry.hub.owner_before(hub) && !hub.owner_before(entry.hub);
        if (isOfHub && entry.stream == settings.stream)
            return entry.reader.lock();
    }
    const auto reader = std::make_shared<RedisStreamReader>(hub->options(), settings);
    m_entries.push_back({hub, settings.stream, reader});
    reader->open();
    return reader;
}

} // namespace QSocketIo
