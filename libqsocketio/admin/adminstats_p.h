// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMINSTATS_P_H
#define QSOCKETIO_ADMIN_ADMINSTATS_P_H

#include "../core/global.h"
#include "adminoptions.h"
#include "processinfo_p.h"
#include "trafficmeter_p.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

namespace QSocketIo {

class AdminStream;
class Engine;
class EventFeed;
class JsonWriter;
class Server;
struct AdminClient;

// The counters of this server, reported again and again while somebody looks.
class AdminStats final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AdminStats)
public:
    AdminStats(Server *server, AdminStream *stream, const EventFeed *feed,
               const AdminOptions &options);
    ~AdminStats() override;

    void start();
    void stop();
    void adminAdded(const AdminClient &client);
    void adminRemoved(const AdminClient &client);

private:
    void watchEngine();
    void sample();
    void report();
    [[nodiscard]] Traffic trafficOfAdmins();
    void addTraffic(const AdminClient &client, Traffic &sum);
    void writeNamespaces(JsonWriter &json) const;
    void writeServerInfo(JsonWriter &json);
    [[nodiscard]] qint64 backlog() const;

    Server *m_server;
    AdminStream *m_stream;
    const EventFeed *m_feed;
    const AdminOptions m_options;
    QPointer<Engine> m_engine;
    TrafficMeter m_meter;
    ProcessInfo m_process;
    QTimer m_sampling;
    QTimer m_reporting;
    QElapsedTimer m_sinceSample;
    qint64 m_lag = 0; // ms; the longest since the last report
    quint64 m_reportedDrops = 0;
    QHash<const AdminClient *, Traffic> m_admins; // what of their traffic has been dealt with
    Traffic m_goneAdmins; // what they had since the last sample
};

} // namespace QSocketIo

#endif
