// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_ADMINAPP_NODECLIENTS_H
#define QSOCKETIO_TESTS_ADMINAPP_NODECLIENTS_H

#include "shared/waitfor.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMap>
#include <QtCore/QProcess>
#include <QtCore/QSet>
#include <QtCore/QUrl>

namespace QsioAdmin {

// Clients that are not ours: clients.mjs in a process of its own. What they have seen is told by
// their numbers.
class NodeClients
{
public:
    NodeClients() { m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel); }
    ~NodeClients()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(5'000))
            m_process.kill();
    }

    bool start(const QUrl &url, int count, const QString &nsp)
    {
        m_process.start(qEnvironmentVariable("QSOCKETIO_NODE", QStringLiteral("node")),
                        {qEnvironmentVariable("QSIOADMIN_CLIENTS"), url.toString(),
                         QString::number(count), nsp});
        return waitUntilReady();
    }
    // All of them are connected, for the first time or once more.
    bool waitUntilReady()
    {
        ids.clear();
        return waitFor([this] { return !ids.isEmpty(); });
    }
    // The clients that are in a room now, as the server answers them.
    QSet<int> inRoom(const QString &room)
    {
        m_rooms = {};
        m_process.write("rooms\n");
        if (!waitFor([this] { return !m_rooms.isEmpty(); }))
            return {-1};
        QSet<int> found;
        for (int client = 0; client < m_rooms.size(); ++client) {
            if (m_rooms[client].toArray().contains(room))
                found.insert(client);
        }
        return found;
    }
    template<typename Predicate>
    bool waitFor(Predicate predicate)
    {
        return QSocketIo::waitFor(
            [&] {
                read();
                return predicate();
            },
            20'000);
    }
    [[nodiscard]] QSet<int> gone() const { return {reasons.keyBegin(), reasons.keyEnd()}; }

    QStringList ids; // of the sockets, once all are connected
    QMap<int, QList<QJsonArray>> events; // the name of each, and its arguments
    QMap<int, QString> reasons; // of their disconnection

private:
    void read()
    {
        while (m_process.canReadLine()) {
            const QJsonObject line = QJsonDocument::fromJson(m_process.readLine()).object();
            const QString type = line[QLatin1StringView("type")].toString();
            const int client = line[QLatin1StringView("client")].toInt();
            if (type == QLatin1StringView("ready")) {
                for (const QJsonValue id : line[QLatin1StringView("ids")].toArray())
                    ids.append(id.toString());
            } else if (type == QLatin1StringView("event")) {
                QJsonArray event = line[QLatin1StringView("args")].toArray();
                event.prepend(line[QLatin1StringView("event")]);
                events[client].append(event);
            } else if (type == QLatin1StringView("gone")) {
                reasons.insert(client, line[QLatin1StringView("reason")].toString());
            } else if (type == QLatin1StringView("rooms")) {
                m_rooms = line[QLatin1StringView("rooms")].toArray();
            }
        }
    }

    QProcess m_process;
    QJsonArray m_rooms;
};

} // namespace QsioAdmin

#endif
