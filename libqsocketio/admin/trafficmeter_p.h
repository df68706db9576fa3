// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_TRAFFICMETER_P_H
#define QSOCKETIO_ADMIN_TRAFFICMETER_P_H

#include "../core/global.h"
#include "../engineio/traffic.h"

#include <QtCore/QLatin1StringView>
#include <QtCore/QList>

namespace QSocketIo {

class JsonWriter;

// Counters by the second, until they are reported.
class QSOCKETIO_AUTOTEST_EXPORT TrafficMeter
{
public:
    // From here on; forgets what was counted.
    void start(const Traffic &total);
    // time: ms since the epoch. excluded: what of the growth is not to be counted.
    void sample(qint64 time, const Traffic &total, const Traffic &excluded = {});
    void count(qint64 time, QLatin1StringView type, QLatin1StringView subType, quint64 count = 1);
    // As a JSON array; begins anew.
    void take(JsonWriter &json);

    [[nodiscard]] static Traffic difference(const Traffic &now, const Traffic &before);

private:
    struct Entry
    {
        qint64 second;
        QLatin1StringView type;
        QLatin1StringView subType;
        quint64 count;
    };

    QList<Entry> m_entries; // a few of them
    Traffic m_last;
};

} // namespace QSocketIo

#endif
