// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ADMIN_ADMININSTRUMENTATION_P_H
#define QSOCKETIO_ADMIN_ADMININSTRUMENTATION_P_H

#include "../core/next.h"
#include "../server/namespaceobserver.h"
#include "adminauthenticator_p.h"
#include "admincommands_p.h"
#include "admininstrumentation.h"
#include "adminpeers_p.h"
#include "adminroster_p.h"
#include "adminsnapshot_p.h"
#include "adminstats_p.h"
#include "adminstream_p.h"
#include "eventfeed_p.h"
#include "namespacewatcher_p.h"
#include "socketserializer_p.h"

#include <QtCore/QHash>
#include <QtCore/QPointer>

#include <memory>
#include <vector>

namespace QSocketIo {

// Who may come in, and what begins when somebody has. Observes the namespace of the admins.
class AdminInstrumentationPrivate final : public NamespaceObserver
{
public:
    AdminInstrumentationPrivate(AdminInstrumentation *instrumentation, Server *server,
                                const AdminOptions &options);
    ~AdminInstrumentationPrivate() override;

    void install();

    AdminInstrumentation *q;
    Server *server;
    const AdminOptions options;
    QPointer<Namespace> nsp;
    AdminRoster roster;
    SocketSerializer serializer;
    AdminPeers peers;
    AdminStream stream;
    EventFeed feed;
    AdminStats stats;
    AdminAuthenticator authenticator;
    AdminCommands commands;

private:
    void logIn(Socket *socket, const Next &next);
    void loggedIn(const QPointer<Socket> &socket, const AdminLogin &login);
    void socketConnected(Socket *socket) override;
    void socketDisconnected(Socket *socket, DisconnectReason reason) override;
    void welcome(Socket *socket);
    void sendConfig(const AdminClient &client);
    void startSnapshot(const AdminClient &client);
    void startWatching();
    void stopWatching();
    void peersChanged();
    void watch(Namespace *nsp);
    [[nodiscard]] bool isReadonly(const AdminClient &client) const;
    [[nodiscard]] bool isDevelopment() const { return options.mode == AdminMode::Development; }

    QHash<Socket *, Next> m_logins; // under way
    std::vector<std::unique_ptr<NamespaceWatcher>> m_watchers;
    std::vector<std::unique_ptr<AdminSnapshot>> m_snapshots;
    bool m_isWatching = false;
};

} // namespace QSocketIo

#endif
