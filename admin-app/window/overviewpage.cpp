// SPDX-License-Identifier: MIT
#include "overviewpage.h"

#include "core/adminsession.h"
#include "overviewtables.h"
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
#include <QtWidgets/QScrollArea>

namespace QsioAdmin {

using namespace std::chrono_literals;

constexpr qint64 sparkSpan = 60'000; // ms
constexpr qint64 tablesInterval = 2'000; // ms
constexpr qsizetype maxCurves = 8; // more cannot be told apart
constexpr qsizetype maxMarks = 50;

OverviewPage::OverviewPage(const WindowContext &context, QWidget *parent)
    : Page(QStringLiteral("overview"), tr("Overview"), QStringLiteral("overview"), parent)
    , m_context(context)
    , m_range(new QComboBox(this))
    , m_hint(new QLabel(this))
    , m_tables(new OverviewTables(context, this))
    , m_timer(this)
{
    auto *header = new PageHeader(title(), this);
    m_range->setObjectName(QStringLiteral("overviewRange"));
    m_range->setAccessibleName(tr("Time of the plots"));
    m_range->addItem(tr("10 minutes"), 600'000);
    m_range->addItem(tr("1 hour"), 3'600'000);
    m_range->addItem(tr("24 hours"), 86'400'000);
    header->addWidget(m_range);
    makeTiles();
    makePlots();
    m_hint->setWordWrap(true);
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("overviewScroll"));
    scroll->setAccessibleName(tr("Figures and plots"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(makeContent());
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(header);
    layout->addWidget(scroll, 1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(500ms);
    m_timer.callOnTimeout(this, [this] {
        if (!m_isPaused)
            refresh();
    });
    connect(m_range, &QComboBox::currentIndexChanged, this, &OverviewPage::refresh);
    connect(m_tables, &OverviewTables::inspectRequested, this, &Page::inspectRequested);
    connect(&context.session->store(), &AdminStore::changed, this, [this] {
        if (isVisible() && !m_isPaused && !m_timer.isActive())
            m_timer.start();
    });
}

QWidget *OverviewPage::makeContent()
{
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 6, 0);
    auto *tiles = new QGridLayout;
    for (int i = 0; i < m_tiles.size(); ++i)
        tiles->addWidget(m_tiles[i], i / 4, i % 4);
    auto *plots = new QGridLayout;
    for (int i = 0; i < m_plots.size(); ++i)
        plots->addWidget(m_plots[i], i / 2, i % 2);
    for (int column = 0; column < 4; ++column)
        tiles->setColumnStretch(column, 1);
    for (int column = 0; column < 2; ++column)
        plots->setColumnStretch(column, 1);
    layout->addLayout(tiles);
    layout->addWidget(m_hint);
    layout->addLayout(plots, 1);
    layout->addWidget(m_tables);
    return content;
}

void OverviewPage::makeTiles()
{
    const auto tile = [this](const QString &name, const QString &text) {
        auto *result = new StatTile(text, this);
        result->setObjectName(name);
        m_tiles.append(result);
        return result;
    };
    m_clients = tile(QStringLiteral("clientsTile"), tr("Clients"));
    m_sockets = tile(QStringLiteral("socketsTile"), tr("Sockets"));
    m_rooms = tile(QStringLiteral("roomsTile"), tr("Rooms"));
    m_polling = tile(QStringLiteral("pollingTile"), tr("By polling"));
    m_events = tile(QStringLiteral("eventsTile"), tr("Events"));
    m_packets = tile(QStringLiteral("packetsTile"), tr("Packets"));
    m_bytes = tile(QStringLiteral("bytesTile"), tr("Traffic"));
    m_disconnects = tile(QStringLiteral("disconnectsTile"), tr("Disconnections"));
}

void OverviewPage::makePlots()
{
    const QString perSecond = tr("per second");
    m_connections = makePlot(tr("Connections"), QStringLiteral("connectionsPlot"), perSecond);
    m_packetsPlot = makePlot(tr("Packets"), QStringLiteral("packetsPlot"), perSecond);
    m_traffic = makePlot(tr("Traffic"), QStringLiteral("trafficPlot"), tr("bytes per second"));
    m_servers = makePlot(tr("Clients per server"), QStringLiteral("serversPlot"));
    m_reasons = makePlot(tr("Disconnections by reason"), QStringLiteral("reasonsPlot"), perSecond);
    m_eventNames = makePlot(tr("Events by name"), QStringLiteral("eventNamesPlot"), perSecond);
    for (TimeSeriesView *stacked : {m_servers, m_reasons, m_eventNames})
        stacked->setStyle(PlotStyle::Stack);
}

TimeSeriesView *OverviewPage::makePlot(const QString &title, const QString &name,
                                       const QString &unit)
{
    auto *view = new TimeSeriesView(this);
    view->setObjectName(name);
    view->setTitle(title, unit);
    view->setMinimumHeight(190);
    m_plots.append(view);
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
    for (StatTile *tile : std::as_const(m_tiles))
        tile->setEnabled(!isStale);
    m_tables->setStale(isStale);
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
    m_tablesAge.invalidate();
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
    refreshTraffic();
    refreshPlots();
    refreshAlerts();
    if (m_tablesAge.isValid() && m_tablesAge.elapsed() < tablesInterval)
        return;
    m_tablesAge.start();
    m_tables->refresh();
}

// ---- tiles -----------------------------------------------------------------------------------

static QString rateText(double rate)
{
    return OverviewPage::tr("%1/s").arg(QLocale().toString(rate, 'f', rate < 10 ? 1 : 0));
}

void OverviewPage::setTile(StatTile *tile, const QByteArray &series, const QString &value,
                           const QString &detail)
{
    const qint64 now = m_context.session->store().now();
    tile->setValue(value, detail);
    tile->setPoints(m_context.models->series.series().series(series, now - sparkSpan, now).points,
                    sparkSpan);
}

void OverviewPage::refreshTiles()
{
    AdminSession &session = *m_context.session;
    const ServerStore &servers = session.store().servers();
    const QLocale locale;
    const int clients = servers.clients();
    setTile(m_clients, "clients", locale.toString(clients),
            tr("on %n servers", nullptr, servers.size()));
    setTile(m_polling, "pollingShare",
            clients == 0 ? QString(QChar(0x2013))
                         : tr("%1 %").arg(100 * servers.pollingClients() / clients),
            tr("%n clients", nullptr, servers.pollingClients()));
    if (session.isProduction()) {
        for (StatTile *tile : {m_sockets, m_rooms, m_events})
            tile->setValue(tr("unknown"), tr("production mode"));
        return;
    }
    setTile(m_sockets, "sockets", locale.toString(session.store().sockets().size()),
            tr("in %1 namespaces").arg(session.store().namespaces().size()));
    setTile(m_rooms, "rooms", locale.toString(session.store().rooms().size()), {});
    const double in = m_context.models->series.eventRate(true);
    const double out = m_context.models->series.eventRate(false);
    setTile(m_events, "eventsOut", rateText(in + out),
            tr("%1 in, %2 out").arg(rateText(in), rateText(out)));
}

void OverviewPage::refreshTraffic()
{
    AdminSession &session = *m_context.session;
    const ServerStore &servers = session.store().servers();
    const QLocale locale;
    const double packetsIn = servers.rate("packetsIn");
    const double packetsOut = servers.rate("packetsOut");
    setTile(m_packets, "packetsOut", rateText(packetsIn + packetsOut),
            tr("%1 in, %2 out").arg(rateText(packetsIn), rateText(packetsOut)));
    const double in = servers.rate("bytesIn");
    const double out = servers.rate("bytesOut");
    setTile(m_bytes, "bytesOut", tr("%1/s").arg(locale.formattedDataSize(qint64(in + out), 1)),
            tr("%1 in, %2 out")
                .arg(locale.formattedDataSize(qint64(in), 1),
                     locale.formattedDataSize(qint64(out), 1)));
    const qint64 now = session.store().now();
    double perMinute = 0; // of the last one
    const QList<SeriesPoint> points
        = m_context.models->series.series().series("rawDisconnection", now - sparkSpan, now).points;
    for (const SeriesPoint &point : points)
        perMinute += point.value;
    perMinute = points.isEmpty() ? 0 : 60 * perMinute / double(points.size());
    setTile(m_disconnects, "rawDisconnection",
            tr("%1/min").arg(locale.toString(perMinute, 'f', perMinute < 10 ? 1 : 0)),
            tr("mean of a minute"));
    m_hint->setVisible(session.isOnline() && !session.store().hasFeature("AGGREGATED_EVENTS"));
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
    plot(m_packetsPlot, {{"packetsIn", tr("in")}, {"packetsOut", tr("out")}});
    plot(m_traffic, {{"bytesIn", tr("in")}, {"bytesOut", tr("out")}});
    refreshServers();
    const SeriesFeed &feed = m_context.models->series;
    QList<Curve> reasons;
    for (const QByteArray &reason : feed.reasonCurves().mid(0, maxCurves))
        reasons.append({SeriesFeed::reasonOf(reason), QString::fromUtf8(reason)});
    plot(m_reasons, reasons);
    QList<Curve> names;
    for (const QByteArray &name : feed.eventNames().mid(0, maxCurves))
        names.append({SeriesFeed::eventsOf(name), QString::fromUtf8(name)});
    plot(m_eventNames, names);
    m_eventNames->setVisible(!m_context.session->isProduction());
}

void OverviewPage::refreshServers()
{
    const ServerStore &servers = m_context.session->store().servers();
    QList<Curve> curves;
    for (int slot = 0; slot < servers.slotCount() && curves.size() < maxCurves; ++slot) {
        if (!servers.isLive(slot))
            continue;
        const ServerStats &stats = servers.at(slot).stats;
        const QByteArray &name = stats.hostname.isEmpty() ? stats.serverId : stats.hostname;
        curves.append({SeriesFeed::clientsOf(stats.serverId),
                       QString::fromUtf8(name + ':' + QByteArray::number(stats.pid))});
    }
    plot(m_servers, curves);
}

// ---- alerts ----------------------------------------------------------------------------------

TimeSeriesView *OverviewPage::plotOf(const AlertRule &rule) const
{
    using Kind = AlertRule::Kind;
    if (rule.kind == Kind::Disconnects)
        return rule.reason.isEmpty() ? m_connections : m_reasons;
    if (rule.kind != Kind::Above && rule.kind != Kind::Below)
        return nullptr;
    if (rule.metric == "clients")
        return m_servers;
    if (rule.metric == "rawConnection" || rule.metric == "rawDisconnection")
        return m_connections;
    if (rule.metric.startsWith("packets"))
        return m_packetsPlot;
    return rule.metric.startsWith("bytes") ? m_traffic : nullptr;
}

// When there were alerts, in all plots; and the limits of rules in the plots they are about.
void OverviewPage::refreshAlerts()
{
    const qint64 from = m_context.session->store().now() - span();
    const AlertsModel &alerts = m_context.models->alerts;
    QList<PlotMark> marks;
    for (int row = 0; row < alerts.rowCount() && marks.size() < maxMarks; ++row) {
        const Alert *alert = alerts.alertAt(row); // the newest first
        if (alert->raisedAt < from)
            break;
        marks.append({alert->raisedAt, alert->rule});
    }
    QHash<TimeSeriesView *, QList<PlotThreshold>> thresholds;
    for (const AlertRule &rule : m_context.models->alertEngine.rules().rules) {
        TimeSeriesView *view = rule.isEnabled ? plotOf(rule) : nullptr;
        if (view)
            thresholds[view].append({rule.threshold, rule.name});
    }
    for (TimeSeriesView *view : std::as_const(m_plots)) {
        view->setMarks(marks);
        view->setThresholds(thresholds.value(view));
    }
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
