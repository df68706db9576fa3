// SPDX-License-Identifier: MIT
#include "trafficmeter_p.h"

#include "../core/jsonwriter.h"

namespace QSocketIo {

// Never below nothing: the parts of a sum are not read at the same moment.
static quint64 growth(quint64 now, quint64 before)
{
    return now > before ? now - before : 0;
}

Traffic TrafficMeter::difference(const Traffic &now, const Traffic &before)
{
    return {growth(now.packetsIn, before.packetsIn), growth(now.packetsOut, before.packetsOut),
            growth(now.bytesIn, before.bytesIn), growth(now.bytesOut, before.bytesOut)};
}

void TrafficMeter::start(const Traffic &total)
{
    m_entries.clear();
    m_last = total;
}

void TrafficMeter::sample(qint64 time, const Traffic &total, const Traffic &excluded)
{
    const Traffic grown = difference(difference(total, std::exchange(m_last, total)), excluded);
    count(time, QLatin1StringView("packetsIn"), {}, grown.packetsIn);
    count(time, QLatin1StringView("packetsOut"), {}, grown.packetsOut);
    count(time, QLatin1StringView("bytesIn"), {}, grown.bytesIn);
    count(time, QLatin1StringView("bytesOut"), {}, grown.bytesOut);
}

void TrafficMeter::count(qint64 time, QLatin1StringView type, QLatin1StringView subType,
                         quint64 count)
{
    if (count == 0)
        return;
    const qint64 second = time - time % 1000;
    for (Entry &entry : m_entries) {
        if (entry.second == second && entry.type == type && entry.subType == subType) {
            entry.count += count;
            return;
        }
    }
    m_entries.append({second, type, subType, count});
}

void TrafficMeter::take(JsonWriter &json)
{
    json.beginArray();
    for (const Entry &entry : std::exchange(m_entries, {})) {
        json.beginObject();
        json.key("timestamp");
        json.integer(entry.second);
        json.key("type");
        json.string(entry.type);
        if (!entry.subType.isEmpty()) {
            json.key("subType");
            json.string(entry.subType);
        }
        json.key("count");
        json.unsignedInteger(entry.count);
        json.endObject();
    }
    json.endArray();
}

} // namespace QSocketIo
