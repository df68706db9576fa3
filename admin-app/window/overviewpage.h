// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_OVERVIEWPAGE_H
#define QSIOADMIN_WINDOW_OVERVIEWPAGE_H

#include "page.h"
#include "windowcontext.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
QT_END_NAMESPACE

namespace QsioAdmin {

class OverviewTables;
class StatTile;
struct AlertRule;
class TimeSeriesView;

// How the servers are doing: figures of now, and curves of the last while.
class OverviewPage : public Page
{
    Q_OBJECT
public:
    explicit OverviewPage(const WindowContext &context, QWidget *parent = nullptr);

    void setStale(bool isStale) override;
    void setPaused(bool isPaused) override;
    void refresh();

Q_SIGNALS:
    void timeActivated(qint64 time); // in a plot

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Curve
    {
        QByteArray series;
        QString name;
    };

    void makeTiles();
    void makePlots();
    [[nodiscard]] QWidget *makeContent();
    TimeSeriesView *makePlot(const QString &title, const QString &name, const QString &unit = {});
    void refreshTiles();
    void refreshTraffic();
    void refreshPlots();
    void refreshServers();
    void refreshAlerts();
    [[nodiscard]] TimeSeriesView *plotOf(const AlertRule &rule) const; // null: none
    void plot(TimeSeriesView *view, const QList<Curve> &curves);
    void setTile(StatTile *tile, const QByteArray &series, const QString &value,
                 const QString &detail);
    void showAsTable(TimeSeriesView *view);
    [[nodiscard]] qint64 span() const; // ms

    const WindowContext m_context;
    QComboBox *m_range;
    QLabel *m_hint;
    OverviewTables *m_tables;
    QTimer m_timer;
    QElapsedTimer m_tablesAge; // since they were made
    QList<StatTile *> m_tiles;
    StatTile *m_clients;
    StatTile *m_sockets;
    StatTile *m_rooms;
    StatTile *m_polling;
    StatTile *m_events;
    StatTile *m_packets;
    StatTile *m_bytes;
    StatTile *m_disconnects;
    QList<TimeSeriesView *> m_plots;
    TimeSeriesView *m_connections;
    TimeSeriesView *m_packetsPlot;
    TimeSeriesView *m_traffic;
    TimeSeriesView *m_servers;
    TimeSeriesView *m_reasons;
    TimeSeriesView *m_eventNames;
    bool m_isPaused = false;
};

} // namespace QsioAdmin

#endif
