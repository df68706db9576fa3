// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMINROSTER_P_H
#define QSOCKETIO_ADMIN_ADMINROSTER_P_H

#include "../core/global.h"
#include "adminsession.h"
#include "eventfilter_p.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace QSocketIo {

class Socket;

// One admin who is connected to this server.
struct AdminClient
{
    Socket *socket = nullptr;
    QString id = {}; // of the socket
    AdminUser user = {};
    QString sessionId = {}; // of the login; may be empty
    bool isExtended = false; // knows our extensions: qsio=1
    std::optional<EventFilter> filter = {};
};

// The admins of this server, and which of them are to be told what.
class AdminRoster
{
public:
    AdminClient *add(AdminClient client);
    void remove(const Socket *socket);
    [[nodiscard]] AdminClient *find(const Socket *socket) const;
    // Whether other servers have admins, too: they get all events.
    void setHasOthers(bool hasOthers) { m_hasOthers = hasOthers; }
    // nullopt: all events again.
    void setFilter(AdminClient *client, std::optional<EventFilter> filter);

    [[nodiscard]] int count() const { return int(m_clients.size()); }
    [[nodiscard]] const std::vector<std::unique_ptr<AdminClient>> &clients() const
    {
        return m_clients;
    }
    // Ids of sockets
    [[nodiscard]] const QStringList &filtered() const { return m_filtered; }
    [[nodiscard]] const QStringList &extended() const { return m_extended; }
    [[nodiscard]] bool hasUnfiltered() const { return m_hasOthers || count() > m_filtered.size(); }

private:
    void update();

    std::vector<std::unique_ptr<AdminClient>> m_clients;
    QStringList m_filtered;
    QStringList m_extended;
    bool m_hasOthers = false;
};

} // namespace QSocketIo

#endif
