// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_SERIESFEED_H
#define QSIOADMIN_WINDOW_SERIESFEED_H

#include "core/adminstore.h"
#include "models/seriesstore.h"

namespace QsioAdmin {

// Writes the curves: a point of each with the statistics of the servers. While nothing comes, the
// curves have a gap. It also counts why connections and sockets have ended.
class SeriesFeed : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SeriesFeed)
public:
    // Names are the servers' and clients' choice: so many have curves or counts of their own, and
    // what comes then is in otherName().
    static constexpr qsizetype maxReasons = 20;
    static constexpr qsizetype maxEventNames = 20;

    struct Ended
    {
        qint64 connections = 0; // as servers count them
        qint64 sockets = 0; // as we are told of them
    };

    explicit SeriesFeed(AdminStore *store, QObject *parent = nullptr);
    ~SeriesFeed() override;

    [[nodiscard]] const SeriesStore &series() const { return m_series; }
    void clear();
    // The names of the curves of a server's clients, of the disconnections of a reason, and of the
    // events of a name, both per second.
    [[nodiscard]] static QByteArray clientsOf(const QByteArray &serverId)
    {
        return "clients " + serverId;
    }
    [[nodiscard]] static QByteArray reasonOf(const QByteArray &reason)
    {
        return "reason " + reason;
    }
    [[nodiscard]] static QByteArray eventsOf(const QByteArray &name) { return "event " + name; }
    [[nodiscard]] static QByteArray otherName() { return "…"; }

    [[nodiscard]] const QHash<QByteArray, Ended> &reasons() const { return m_reasons; }
    // Those with curves, the most frequent first.
    [[nodiscard]] QByteArrayList reasonCurves() const { return m_reasonCurves; }
    [[nodiscard]] QByteArrayList eventNames() const;
    // Per second, of the last interval.
    [[nodiscard]] double eventRate(bool isFromClient) const
    {
        return isFromClient ? m_rateIn : m_rateOut;
    }

Q_SIGNALS:
    void changed();

private:
    void observe(const AdminEvent &event);
    void countEvents();
    void sample();
    void sampleServers(qint64 now);
    void sampleReasons(qint64 now);
    void sampleEvents(qint64 now);
    [[nodiscard]] Ended &ended(const QByteArray &reason);

    AdminStore *const m_store;
    SeriesStore m_series;
    QHash<QByteArray, Ended> m_reasons;
    QByteArrayList m_reasonCurves;
    QHash<QByteArray, qint64> m_eventTotals; // by name, since the beginning
    QHash<QByteArray, qint64> m_eventCounts; // since the last point
    qint64 m_countIn = 0;
    qint64 m_countOut = 0;
    double m_rateIn = 0;
    double m_rateOut = 0;
    quint64 m_nextEvent = 1; // of the ring
    qint64 m_sampledAt = 0;
};

} // namespace QsioAdmin

#endif
