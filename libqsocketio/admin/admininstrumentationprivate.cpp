// SPDX-License-Identifier: MIT
#include "../core/logging_p.h"
#include "../core/whenanswered_p.h"
#include "../server/server.h"
#include "admininstrumentation_p.h"

namespace QSocketIo {

// The keys of what is kept in an admin's socket: it has to survive connection state recovery, which
// asks for no password.
static const QString nameKey = QStringLiteral("name");
static const QString readonlyKey = QStringLiteral("readonly");
static const QString sessionKey = QStringLiteral("session");

static Error invalidCredentials()
{
    return Error(QStringLiteral("invalid credentials"));
}

AdminInstrumentationPrivate::AdminInstrumentationPrivate(AdminInstrumentation *instrumentation,
                                                         Server *server_,
                                                         const AdminOptions &options_)
    : q(instrumentation)
    , server(server_)
    , options(options_)
    , nsp(server_->of(options_.namespaceName))
    , serializer(options_.serverId, options_.redactedHeaders)
    , peers(nsp, options_.statsInterval * 5)
    , stream(nsp, &roster, &serializer,
             [this](Namespace *changed, const QString &socketId) {
                 for (const auto &snapshot : m_snapshots)
                     snapshot->touch(changed, socketId);
             })
    , feed(&stream, options_.maxEventPayload, options_.maxEventsPerSecond)
    , stats(server_, &stream, &feed, options_)
    , authenticator(options_.auth, options_.store)
    , commands(server_, &roster, &authenticator)
{ }

AdminInstrumentationPrivate::~AdminInstrumentationPrivate()
{
    if (nsp)
        nsp->removeObserver(this);
    const QHash<Socket *, Next> logins = std::exchange(m_logins, {});
    m_watchers.clear();
    m_snapshots.clear();
    if (!nsp)
        return;
    for (const Next &next : logins)
        next(invalidCredentials());
    QList<QPointer<Socket>> admins;
    for (const auto &client : roster.clients())
        admins.append(client->socket);
    for (const QPointer<Socket> &socket : std::as_const(admins)) {
        if (socket)
            socket->disconnectClient();
    }
}

void AdminInstrumentationPrivate::install()
{
    nsp->use(q, [this](Socket *socket, const Next &next) { logIn(socket, next); });
    nsp->addObserver(this);
    QObject::connect(nsp, &Namespace::connection, q, [this](Socket *socket) { welcome(socket); });
    QObject::connect(&commands, &AdminCommands::executed, q,
                     &AdminInstrumentation::commandExecuted);
    QObject::connect(server, &Server::newNamespace, q, [this](Namespace *created) {
        if (m_isWatching && isDevelopment())
            watch(created);
    });
    QObject::connect(&peers, &AdminPeers::changed, q, [this] { peersChanged(); });
    peers.start();
    const auto before = nsp->sockets(); // nobody has asked them for a password
    for (auto it = before.constBegin(); nsp && it != before.constEnd(); ++it) {
        if (nsp->sockets().value(it.key()) == it.value())
            it.value()->disconnectClient();
    }
}

// ---- logging in --------------------------------------------------------------------------------

void AdminInstrumentationPrivate::logIn(Socket *socket, const Next &next)
{
    m_logins.insert(socket, next);
    const QPointer<Socket> guard(socket);
    QObject::connect(socket, &QObject::destroyed, q, [this, socket] { m_logins.remove(socket); });
    whenAnswered<AdminLogin>(
        q,
        authenticator.login(socket->handshake().auth(), socket->handshake().address().toString()),
        [this, guard](const Result<AdminLogin> &login) { loggedIn(guard, login.valueOr({})); });
}

void AdminInstrumentationPrivate::loggedIn(const QPointer<Socket> &socket, const AdminLogin &login)
{
    const auto waiting = socket ? m_logins.constFind(socket) : m_logins.constEnd();
    if (waiting == m_logins.constEnd())
        return;
    const Next next = *waiting;
    m_logins.erase(waiting);
    if (!login.accepted) {
        next(invalidCredentials());
        return;
    }
    QCborMap kept{{nameKey, login.user.name},
                  {readonlyKey, login.user.readonly},
                  {sessionKey, login.sessionId}};
    socket->data().insert(SocketSerializer::privateKey(), kept);
    socket->setProperty("_qsio_newSession", login.newSessionId);
    next();
}

bool AdminInstrumentationPrivate::isReadonly(const AdminClient &client) const
{
    return options.readonly || client.user.readonly;
}

void AdminInstrumentationPrivate::socketConnected(Socket *socket)
{
    const QCborMap kept
        = std::as_const(*socket).data().value(SocketSerializer::privateKey()).toMap();
    if (kept.isEmpty()) { // on its way in before there was a password to be asked for
        socket->disconnectClient();
        return;
    }
    const QPointer<Socket> guard(socket);
    const QString newSession = socket->property("_qsio_newSession").toString();
    // Behind the CONNECT packet: the web UI listens from then on.
    if (!newSession.isEmpty())
        socket->emitEvent("session", newSession);
    if (!guard || !socket->isConnected())
        return;
    AdminClient client;
    client.socket = socket;
    client.id = socket->id();
    client.user = {kept.value(nameKey).toString(), kept.value(readonlyKey).toBool()};
    client.sessionId = kept.value(sessionKey).toString();
    client.isExtended
        = socket->handshake().query().value(QStringLiteral("qsio")) == QLatin1String("1");
    stats.adminAdded(*roster.add(client));
    peers.announce();
    if (m_isWatching)
        return; // a watcher tells the others
    startWatching();
    if (isDevelopment())
        stream.socketConnected(socket);
}

void AdminInstrumentationPrivate::welcome(Socket *socket)
{
    const AdminClient *client = roster.find(socket);
    if (!client)
        return;
    const AdminUser user = client->user;
    const QString id = client->id;
    const QPointer<AdminInstrumentation> guard(q);
    commands.attach(*client, isReadonly(*client), isDevelopment());
    sendConfig(*client);
    if (guard && isDevelopment() && (client = roster.find(socket)))
        startSnapshot(*client);
    qCInfo(lcAdmin) << "admin" << user.name << "has logged in";
    Q_EMIT q->adminConnected(user, id);
}

void AdminInstrumentationPrivate::socketDisconnected(Socket *socket, DisconnectReason reason)
{
    Q_UNUSED(reason)
    const AdminClient *client = roster.find(socket);
    if (!client)
        return;
    const AdminUser user = client->user;
    stats.adminRemoved(*client);
    roster.remove(socket);
    std::erase_if(m_snapshots,
                  [socket](const auto &snapshot) { return snapshot->admin() == socket; });
    // Not from inside of what a watcher is just telling.
    QMetaObject::invokeMethod(
        q, [this] { stopWatching(); }, Qt::QueuedConnection);
    qCInfo(lcAdmin) << "admin" << user.name << "has left";
    Q_EMIT q->adminDisconnected(user, socket->id());
}

// ---- what a new admin gets ---------------------------------------------------------------------

void AdminInstrumentationPrivate::sendConfig(const AdminClient &client)
{
    QStringList features;
    const bool readonly = isReadonly(client);
    if (!readonly) {
        features = {QStringLiteral("EMIT"),       QStringLiteral("JOIN"),  QStringLiteral("LEAVE"),
                    QStringLiteral("DISCONNECT"), QStringLiteral("MJOIN"), QStringLiteral("MLEAVE"),
                    QStringLiteral("MDISCONNECT")};
    }
    features += QStringLiteral("AGGREGATED_EVENTS");
    if (isDevelopment())
        features += QStringLiteral("ALL_EVENTS");
    QCborMap config;
    if (client.isExtended) {
        if (!readonly)
            features += {QStringLiteral("QSIO_ACK"), QStringLiteral("QSIO_EXCEPT")};
        features += {QStringLiteral("QSIO_SERVERID"), QStringLiteral("QSIO_SERVERINFO"),
                     QStringLiteral("QSIO_ROLES"), QStringLiteral("QSIO_LOGOUT")};
        if (isDevelopment())
            features += {QStringLiteral("QSIO_PAGES"), QStringLiteral("QSIO_SUBSCRIBE"),
                         QStringLiteral("QSIO_ACKEVENTS"), QStringLiteral("QSIO_CONNERRORS")};
        config.insert(QStringLiteral("user"), client.user.name);
        config.insert(QStringLiteral("role"),
                      readonly ? QStringLiteral("viewer") : QStringLiteral("operator"));
        config.insert(QStringLiteral("serverId"), options.serverId);
    }
    config.insert(QStringLiteral("supportedFeatures"), QCborArray::fromStringList(features));
    client.socket->emitEvent("config", config);
}

void AdminInstrumentationPrivate::startSnapshot(const AdminClient &client)
{
    // Not all of what may be queued: the rest is for what happens meanwhile.
    const qint64 maxBytes = server->options().sendHighWaterMark * 3 / 4;
    auto snapshot = std::make_unique<AdminSnapshot>(
        client.socket, &serializer,
        AdminSnapshot::Settings{options.snapshotSliceTime, options.snapshotPageSize,
                                client.isExtended, client.isExtended ? 0 : maxBytes});
    AdminSnapshot *started = snapshot.get();
    QObject::connect(
        started, &AdminSnapshot::finished, q,
        [this, started] {
            std::erase_if(m_snapshots,
                          [started](const auto &other) { return other.get() == started; });
        },
        Qt::QueuedConnection);
    m_snapshots.push_back(std::move(snapshot));
    started->start(server->namespaces());
}

// ---- watching ----------------------------------------------------------------------------------

void AdminInstrumentationPrivate::watch(Namespace *watched)
{
    std::erase_if(m_watchers, [](const auto &watcher) { return !watcher->nsp(); });
    // The admins' own events are not shown to them: each would make another one.
    EventFeed *events = watched == nsp ? nullptr : &feed;
    m_watchers.push_back(std::make_unique<NamespaceWatcher>(watched, &stream, events));
}

void AdminInstrumentationPrivate::startWatching()
{
    m_isWatching = true;
    if (isDevelopment()) {
        const QList<Namespace *> namespaces = server->namespaces();
        for (Namespace *watched : namespaces)
            watch(watched);
    }
    stats.start();
}

void AdminInstrumentationPrivate::peersChanged()
{
    roster.setHasOthers(peers.haveAdmins());
    if (!peers.haveAdmins())
        stopWatching();
    else if (!m_isWatching)
        startWatching();
}

void AdminInstrumentationPrivate::stopWatching()
{
    if (roster.count() > 0 || peers.haveAdmins() || !std::exchange(m_isWatching, false))
        return;
    m_watchers.clear();
    feed.reset();
    stats.stop();
}

} // namespace QSocketIo
