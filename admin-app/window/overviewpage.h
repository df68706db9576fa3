// SPDX-License-Identifier: MIT
#ifndef QSIOADMIN_WINDOW_OVERVIEWPAGE_H
#define QSIOADMIN_WINDOW_OVERVIEWPAGE_H

#include "page.h"
#include "windowcontext.h"

#include <QtCore/QTimer>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
QT_END_NAMESPACE

namespace QsioAdmin {

class StatTile;
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
    TimeSeriesView *makePlot(const QString &title, const QString &name, const QString &unit = {});
    void refreshTiles();
    void refreshPlots();
    void plot(TimeSeriesView *view, const QList<Curve> &curves);
    void showAsTable(TimeSeriesView *view);
    [[nodiscard]] qint64 span() const; // ms

    const WindowContext m_context;
    QComboBox *m_range;
    QLabel *m_hint;
    QTimer m_timer;
    StatTile *m_clients;
    StatTile *m_sockets;
    StatTile *m_rooms;
    StatTile *m_in;
    StatTile *m_out;
    StatTile *m_bytes;
    TimeSeriesView *m_connections;
    TimeSeriesView *m_packets;
    TimeSeriesView *m_traffic;
    TimeSeriesView *m_servers;
    bool m_isPaused = false;
};

} // namespace QsioAdmin

#endif
