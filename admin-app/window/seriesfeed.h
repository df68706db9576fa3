// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_SERIESFEED_H
#define QSIOADMIN_WINDOW_SERIESFEED_H

#include "core/adminstore.h"
#include "models/seriesstore.h"

namespace QsioAdmin {

// Writes the curves: a point of each with the statistics of the servers. While nothing comes, the
// curves have a gap.
class SeriesFeed : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SeriesFeed)
public:
    explicit SeriesFeed(const AdminStore *store, QObject *parent = nullptr);

    [[nodiscard]] const SeriesStore &series() const { return m_series; }
    void clear() { m_series.clear(); }
    // The name of the curve of a server's clients.
    [[nodiscard]] static QByteArray clientsOf(const QByteArray &serverId)
    {
        return "clients " + serverId;
    }

Q_SIGNALS:
    void changed();

private:
    void sample();

    const AdminStore *const m_store;
    SeriesStore m_series;
    qint64 m_sampledAt = 0;
};

} // namespace QsioAdmin

#endif
