// SPDX-License-Identifier: MIT
#include "overviewpage.h"

#include "core/adminsession.h"
#include "pageheader.h"
#include "widgets/stattile.h"
#include "widgets/timeseriesview.h"
#include "windowmodels.h"

#include <QtCore/QLocale>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>

namespace QsioAdmin {

using namespace std::chrono_literals;

constexpr qint64 sparkSpan = 60'000; // ms

OverviewPage::OverviewPage(const WindowContext &context, QWidget *parent)
    : Page(QStringLiteral("overview"), tr("Overview"), QStringLiteral("overview"), parent)
    , m_context(context)
    , m_range(new QComboBox(this))
    , m_hint(new QLabel(this))
    , m_timer(this)
{
    auto *header = new PageHeader(title(), this);
    m_range->setObjectName(QStringLiteral("overviewRange"));
    m_range->setAccessibleName(tr("Time of the plots"));
    m_range->addItem(tr("10 minutes"), 600'000);
    m_range->addItem(tr("1 hour"), 3'600'000);
    m_range->addItem(tr("24 hours"), 86'400'000);
    header->addWidget(m_range);
    auto *tiles = new QGridLayout;
    auto *layout = new QVBoxLayout(this);
    makeTiles();
    StatTile *const all[] = {m_clients, m_sockets, m_rooms, m_in, m_out, m_bytes};
    for (int i = 0; i < 6; ++i) {
        tiles->addWidget(all[i], 0, i);
        tiles->setColumnStretch(i, 1);
    }
    m_connections
        = makePlot(tr("Connections"), QStringLiteral("connectionsPlot"), tr("per second"));
    m_packets = makePlot(tr("Packets"), QStringLiteral("packetsPlot"), tr("per second"));
    m_traffic = makePlot(tr("Traffic"), QStringLiteral("trafficPlot"), tr("bytes per second"));
    m_servers = makePlot(tr("Clients per server"), QStringLiteral("serversPlot"));
    m_servers->setStyle(PlotStyle::Stack);
    auto *plots = new QGridLayout;
    plots->addWidget(m_connections, 0, 0);
    plots->addWidget(m_packets, 0, 1);
    plots->addWidget(m_traffic, 1, 0);
    plots->addWidget(m_servers, 1, 1);
    m_hint->setWordWrap(true);
    layout->addWidget(header);
    layout->addLayout(tiles);
    layout->addWidget(m_hint);
    layout->addLayout(plots, 1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(500ms);
    m_timer.callOnTimeout(this, [this] { refresh(); });
    connect(m_range, &QComboBox::currentIndexChanged, this, &OverviewPage::refresh);
    connect(&context.session->store(), &AdminStore::changed, this, [this] {
        if (isVisible() && !m_isPaused && !m_timer.isActive())
            m_timer.start();
    });
}

void OverviewPage::makeTiles()
{
    const auto tile = [this](const QString &name, const QString &text) {
        auto *result = new StatTile(text, this);
        result->setObjectName(name);
        return result;
    };
    m_clients = tile(QStringLiteral("clientsTile"), tr("Clients"));
    m_sockets = tile(QStringLiteral("socketsTile"), tr("Sockets"));
    m_rooms = tile(QStringLiteral("roomsTile"), tr("Rooms"));
    m_in = tile(QStringLiteral("inTile"), tr("Packets in"));
    m_out = tile(QStringLiteral("outTile"), tr("Packets out"));
    m_bytes = tile(QStringLiteral("bytesTile"), tr("Traffic"));
}

TimeSeriesView *OverviewPage::makePlot(const QString &title, const QString &name,
                                       const QString &unit)
{
    auto *view = new TimeSeriesView(this);
    view->setObjectName(name);
    view->setTitle(title, unit);
    view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(view, &TimeSeriesView::timeActivated, this, &OverviewPage::timeActivated);
    connect(view, &TimeSeriesView::tableRequested, this, [this, view] { showAsTable(view); });
    connect(view, &TimeSeriesView::exportRequested, this, [this, view] {
        auto *dialog = new QFileDialog(this, tr("Export"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setNameFilter(tr("Pictures (*.png)"));
        dialog->setDefaultSuffix(QStringLiteral("png"));
        connect(dialog, &QFileDialog::fileSelected, view,
                [view](const QString &file) { view->exportPng(file); });
        dialog->open();
    });
    return view;
}

void OverviewPage::setStale(bool isStale)
{
    for (StatTile *tile : {m_clients, m_sockets, m_rooms, m_in, m_out, m_bytes})
        tile->setEnabled(!isStale);
    refresh();
}

void OverviewPage::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    if (!isPaused)
        refresh();
}

void OverviewPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    refresh();
}

qint64 OverviewPage::span() const
{
    return m_range->currentData().toLongLong();
}

void OverviewPage::refresh()
{
    if (!isVisible())
        return;
    refreshTiles();
    refreshPlots();
}

// ---- tiles -----------------------------------------------------------------------------------

static QString rateText(double rate)
{
    return OverviewPage::tr("%1/s").arg(QLocale().toString(rate, 'f', rate < 10 ? 1 : 0));
}

void OverviewPage::refreshTiles()
{
    AdminSession &session = *m_context.session;
    const ServerStore &servers = session.store().servers();
    const SeriesStore &series = m_context.models->series.series();
    const qint64 now = session.store().now();
    const auto set
        = [&](StatTile *tile, const char *name, const QString &value, const QString &detail) {
              tile->setValue(value, detail);
              tile->setPoints(series.series(name, now - sparkSpan, now).points, sparkSpan);
          };
    const QLocale locale;
    const int clients = servers.clients();
    const QString polling = clients == 0
        ? QString()
        : tr("%1 % by polling").arg(100 * servers.pollingClients() / clients);
    set(m_clients, "clients", locale.toString(clients), polling);
    if (session.isProduction()) {
        set(m_sockets, "sockets", tr("unknown"), tr("production mode"));
        set(m_rooms, "rooms", tr("unknown"), tr("production mode"));
    } else {
        set(m_sockets, "sockets", locale.toString(session.store().sockets().size()),
            tr("in %1 namespaces").arg(session.store().namespaces().size()));
        set(m_rooms, "rooms", locale.toString(session.store().rooms().size()), {});
    }
    set(m_in, "packetsIn", rateText(servers.rate("packetsIn")), {});
    set(m_out, "packetsOut", rateText(servers.rate("packetsOut")), {});
    const double in = servers.rate("bytesIn");
    const double out = servers.rate("bytesOut");
    set(m_bytes, "bytesOut", tr("%1/s").arg(locale.formattedDataSize(qint64(in + out), 1)),
        tr("%1 in, %2 out")
            .arg(locale.formattedDataSize(qint64(in), 1),
                 locale.formattedDataSize(qint64(out), 1)));
    const bool hasRates = session.store().hasFeature("AGGREGATED_EVENTS");
    m_hint->setVisible(session.isOnline() && !hasRates);
    m_hint->setText(tr("This server does not count packets and connections."));
}

// ---- plots -----------------------------------------------------------------------------------

void OverviewPage::plot(TimeSeriesView *view, const QList<Curve> &curves)
{
    const SeriesStore &series = m_context.models->series.series();
    const qint64 now = m_context.session->store().now();
    // At first little is known, and it would fill a corner only.
    const QList<SeriesPoint> known = series.series("clients", now - span(), now).points;
    const qint64 first = known.isEmpty() ? now : known.first().time;
    const qint64 begin = qMax(now - span(), qMin(first, now - sparkSpan));
    QList<Series> shown;
    for (const Curve &curve : curves) {
        Series found = series.series(curve.series, now - span(), now);
        found.name = curve.name;
        found.interval = qMax(found.interval, qint64(2'000)); // as servers send them
        shown.append(found);
    }
    view->setTimeRange(begin, now);
    view->setSeries(shown);
}

void OverviewPage::refreshPlots()
{
    plot(m_connections,
         {{"rawConnection", tr("connected")}, {"rawDisconnection", tr("disconnected")}});
    plot(m_packets, {{"packetsIn", tr("in")}, {"packetsOut", tr("out")}});
    plot(m_traffic, {{"bytesIn", tr("in")}, {"bytesOut", tr("out")}});
    const ServerStore &servers = m_context.session->store().servers();
    QList<Curve> curves;
    for (int slot = 0; slot < servers.slotCount() && curves.size() < 8; ++slot) {
        if (!servers.isLive(slot))
            continue;
        const ServerStats &stats = servers.at(slot).stats;
        const QByteArray &name = stats.hostname.isEmpty() ? stats.serverId : stats.hostname;
        curves.append({SeriesFeed::clientsOf(stats.serverId),
                       QString::fromUtf8(name + ':' + QByteArray::number(stats.pid))});
    }
    plot(m_servers, curves);
}

void OverviewPage::showAsTable(TimeSeriesView *view)
{
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(view->accessibleName());
    auto *text = new QPlainTextEdit(view->toTable(), dialog);
    text->setObjectName(QStringLiteral("plotTable"));
    text->setAccessibleName(tr("Values of the plot"));
    text->setReadOnly(true);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(text);
    dialog->resize(520, 420);
    dialog->open();
}

} // namespace QsioAdmin
