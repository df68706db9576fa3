// SPDX-License-Identifier: MIT
#include "adminstats_p.h"

#include "../adapter/adapter.h"
#include "../core/jsonwriter.h"
#include "../core/logging_p.h"
#include "../engineio/engine.h"
#include "../server/server.h"
#include "adminstream_p.h"
#include "eventfeed_p.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QSysInfo>

namespace QSocketIo {

static constexpr std::chrono::milliseconds samplingInterval(1000);

AdminStats::AdminStats(Server *server, AdminStream *stream, const EventFeed *feed,
                       const AdminOptions &options)
    : m_server(server)
    , m_stream(stream)
    , m_feed(feed)
    , m_options(options)
{
    m_sampling.setTimerType(Qt::PreciseTimer);
    connect(&m_sampling, &QTimer::timeout, this, &AdminStats::sample);
    connect(&m_reporting, &QTimer::timeout, this, &AdminStats::report);
}

AdminStats::~AdminStats() = default;

void AdminStats::start()
{
    watchEngine();
    m_lag = 0;
    m_sinceSample.start();
    m_sampling.start(samplingInterval);
    m_reporting.start(m_options.statsInterval);
    (void)m_process.takeCpuPercent();
    // Soon, so that nobody looks at an empty page for long.
    QMetaObject::invokeMethod(this, &AdminStats::report, Qt::QueuedConnection);
}

void AdminStats::stop()
{
    m_sampling.stop();
    m_reporting.stop();
    if (m_engine)
        disconnect(m_engine, nullptr, this, nullptr);
    m_engine = nullptr;
    m_admins.clear();
}

// Server::bind() may have put another one in place.
void AdminStats::watchEngine()
{
    if (m_engine == m_server->engine())
        return;
    if (m_engine)
        disconnect(m_engine, nullptr, this, nullptr);
    m_engine = m_server->engine();
    m_meter.start(m_engine->traffic());
    connect(m_engine, &Engine::connection, this, [this] {
        m_meter.count(QDateTime::currentMSecsSinceEpoch(), QLatin1StringView("rawConnection"), {});
    });
    connect(m_engine, &Engine::sessionClosed, this, [this](Session *, DisconnectReason reason) {
        m_meter.count(QDateTime::currentMSecsSinceEpoch(), QLatin1StringView("rawDisconnection"),
                      reasonText(reason));
    });
    if (m_options.mode == AdminMode::Development) {
        connect(m_engine, &Engine::connectionError, this, [this](const EngineError &error) {
            if (!m_stream->roster()->extended().isEmpty())
                m_stream->connectionRefused(error);
        });
    }
}

// ---- traffic -----------------------------------------------------------------------------------

void AdminStats::adminAdded(const AdminClient &client)
{
    if (!m_options.countAdminTraffic && client.socket->conn())
        m_admins.insert(&client, client.socket->conn()->traffic());
}

void AdminStats::adminRemoved(const AdminClient &client)
{
    addTraffic(client, m_goneAdmins);
    m_admins.remove(&client);
}

void AdminStats::addTraffic(const AdminClient &client, Traffic &sum)
{
    const auto known = m_admins.find(&client);
    const Session *session = client.socket->conn();
    if (known == m_admins.end() || !session)
        return;
    const Traffic now = session->traffic();
    const Traffic grown = TrafficMeter::difference(now, std::exchange(*known, now));
    sum.packetsIn += grown.packetsIn;
    sum.packetsOut += grown.packetsOut;
    sum.bytesIn += grown.bytesIn;
    sum.bytesOut += grown.bytesOut;
}

Traffic AdminStats::trafficOfAdmins()
{
    Traffic sum = std::exchange(m_goneAdmins, {});
    if (!m_options.countAdminTraffic) {
        for (const auto &client : m_stream->roster()->clients())
            addTraffic(*client, sum);
    }
    return sum;
}

void AdminStats::sample()
{
    watchEngine();
    m_lag = std::max(m_lag, m_sinceSample.restart() - samplingInterval.count());
    m_meter.sample(QDateTime::currentMSecsSinceEpoch(), m_engine->traffic(), trafficOfAdmins());
}

// ---- reporting ---------------------------------------------------------------------------------

void AdminStats::report()
{
    if (!m_reporting.isActive())
        return; // nobody looks any longer
    watchEngine();
    m_meter.sample(QDateTime::currentMSecsSinceEpoch(), m_engine->traffic(), trafficOfAdmins());
    JsonWriter json;
    json.beginObject();
    json.key("serverId");
    json.string(m_options.serverId);
    json.key("hostname");
    json.string(QSysInfo::machineHostName());
    json.key("pid");
    json.integer(QCoreApplication::applicationPid());
    json.key("uptime");
    json.number(ProcessInfo::uptime());
    json.key("clientsCount");
    json.integer(m_engine->clientsCount());
    json.key("pollingClientsCount");
    json.integer(m_engine->pollingClientsCount());
    json.key("aggregatedEvents");
    m_meter.take(json);
    json.key("namespaces");
    writeNamespaces(json);
    json.key("serverInfo");
    writeServerInfo(json);
    json.endObject();
    m_stream->broadcast("server_stats", json.takePayload());
}

void AdminStats::writeNamespaces(JsonWriter &json) const
{
    json.beginArray();
    const QList<Namespace *> namespaces = m_server->namespaces();
    for (const Namespace *nsp : namespaces) {
        json.beginObject();
        json.key("name");
        json.string(nsp->name());
        json.key("socketsCount");
        json.integer(nsp->sockets().size());
        json.endObject();
    }
    json.endArray();
}

qint64 AdminStats::backlog() const
{
    qint64 bytes = 0;
    const QList<Session *> sessions = m_engine->sessions();
    for (const Session *session : sessions)
        bytes += session->bytesQueued();
    return bytes;
}

void AdminStats::writeServerInfo(JsonWriter &json)
{
    const quint64 dropped = m_feed->dropped();
    const quint64 newlyDropped = dropped - std::exchange(m_reportedDrops, dropped);
    if (newlyDropped > 0)
        qCInfo(lcAdmin) << newlyDropped << "events were not shown to admins";
    json.beginObject();
    json.key("cpu");
    json.number(m_process.takeCpuPercent());
    json.key("rss");
    if (const std::optional<qint64> bytes = ProcessInfo::residentBytes())
        json.integer(*bytes);
    else
        json.null();
    json.key("loopLag");
    json.integer(std::exchange(m_lag, 0));
    json.key("libraryVersion");
    json.string(ProcessInfo::libraryVersion());
    json.key("qtVersion");
    json.string(qVersion());
    json.key("adapter");
    json.string(m_server->sockets()->adapter()->metaObject()->className());
    json.key("tls");
#if QT_CONFIG(ssl)
    json.boolean(m_server->options().ssl.has_value());
#else
    json.boolean(false);
#endif
    json.key("backlogBytes");
    json.integer(backlog());
    json.key("droppedEvents");
    json.unsignedInteger(newlyDropped);
    json.endObject();
}

} // namespace QSocketIo
