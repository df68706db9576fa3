// SPDX-License-Identifier: MIT
#include "../core/logging_p.h"
#include "../core/whenanswered_p.h"
#include "../loop/deadlinequeue_p.h"
#include "../loop/flushqueue_p.h"
#include "../net/frontdoor_p.h"
#include "../net/websocketconnection_p.h"
#include "cookie_p.h"
#include "engine_p.h"
#include "enginecall_p.h"
#include "enginerequest_p.h"
#include "pollingtransport_p.h"
#include "session_p.h"
#include "websockettransport_p.h"

#include <QtCore/QMetaObject>

namespace QSocketIo {

static QByteArray pathOf(const ServerOptions &options)
{
    QByteArray path = options.path.toUtf8();
    if (path.endsWith('/'))
        path.chop(1);
    return options.addTrailingSlash ? path + '/' : path;
}

static int within(int min, int value, int max, const char *option)
{
    const int allowed = qBound(min, value, max);
    if (value != allowed)
        qCWarning(lcEngine, "ServerOptions::perMessageDeflate.%s: %d is out of range, %d is used",
                  option, value, allowed);
    return allowed;
}

static ServerOptions checked(ServerOptions options)
{
    if (options.perMessageDeflate) {
        PerMessageDeflateOptions &deflate = *options.perMessageDeflate;
        deflate.serverMaxWindowBits
            = within(8, deflate.serverMaxWindowBits, 15, "serverMaxWindowBits");
        deflate.clientMaxWindowBits
            = within(8, deflate.clientMaxWindowBits, 15, "clientMaxWindowBits");
        deflate.level = within(-1, deflate.level, 9, "level");
        deflate.memoryLevel = within(1, deflate.memoryLevel, 9, "memoryLevel");
    }
    return options;
}

EnginePrivate::EnginePrivate(Engine *engine, const ServerOptions &serverOptions)
    : q(engine)
    , options(checked(serverOptions))
    , flushQueue(new FlushQueue(engine))
    , deadlines(new DeadlineQueue(engine))
    , frontDoor(new FrontDoor(options, flushQueue, deadlines, engine))
    , m_path(pathOf(options))
{
    if (options.cookie && !Cookie::isValid(*options.cookie))
        qCWarning(lcEngine) << "ServerOptions::cookie: not a valid cookie, none is sent";
    frontDoor->addHandler(this);
}

EnginePrivate::~EnginePrivate() = default;

void EnginePrivate::setPath(const QString &path)
{
    options.path = path;
    m_path = pathOf(options);
}

// ---- Requests

// The raw target counts, with its query and undecoded: /socket.io?EIO=4 is somebody else's.
bool EnginePrivate::handles(const HttpRequest &request, bool) const
{
    const QByteArray target = request.target();
    if (!target.startsWith(m_path))
        return false;
    if (options.addTrailingSlash || target.size() == m_path.size())
        return true;
    const char next = target.at(m_path.size());
    return next == '/' || next == '?';
}

void EnginePrivate::continueSession(EngineRequest *request)
{
    SessionPrivate *session = sessions.value(request->sid())->d.get();
    if (request->isUpgrade())
        return startUpgrade(request);
    const auto transport = std::static_pointer_cast<PollingTransport>(session->transport);
    transport->handleRequest(request->guard()->release(), *request->headers());
}

// ---- Upgrades

// Null: answered or gone.
std::unique_ptr<WebSocketConnection> EnginePrivate::acceptWebSocket(EngineRequest *request)
{
    ExchangeGuard *guard = request->guard();
    if (!guard->exchange()->canAcceptWebSocket()) {
        (void)guard->release()->acceptWebSocket({}, 0); // answers what is wrong
        return {};
    }
    const int closeCount = m_closeCount;
    HttpHeaders headers = *request->headers();
    if (request->sid().isEmpty() && q)
        Q_EMIT q->initialHeaders(&headers, request->head());
    if (q)
        Q_EMIT q->headers(&headers, request->head());
    if (!guard->exchange() || !q || closeCount != m_closeCount)
        return {};
    return guard->release()->acceptWebSocket(headers, options.maxHttpBufferSize);
}

// A websocket for which there is no use: the client asked for polling in it.
void EnginePrivate::closeUpgrade(EngineRequest *request)
{
    if (auto connection = acceptWebSocket(request))
        WebSocketConnection::closeAndDelete(std::move(connection));
}

void EnginePrivate::startUpgrade(EngineRequest *request)
{
    auto connection = acceptWebSocket(request);
    if (!connection)
        return;
    // Handlers of the headers have run: the session may be gone.
    const Session *session = sessions.value(request->sid());
    if (!session || !session->d->isUpgradable()) {
        qCDebug(lcEngine) << "no upgrade possible for" << request->head();
        return WebSocketConnection::closeAndDelete(std::move(connection));
    }
    const auto transport
        = std::make_shared<WebSocketTransport>(std::move(connection), Wire(request->head()));
    const auto keep = session->d;
    keep->startUpgrade(transport);
    transport->start();
}

// ---- Handshakes

static Refusal idFailure(const QString &error)
{
    return {EngineError::BadRequest,
            {{QStringLiteral("name"), QStringLiteral("ID_GENERATION_ERROR")},
             {QStringLiteral("error"), error}}};
}

void EnginePrivate::handshake(const SharedRequest &request)
{
    if (request->isUpgrade() && !request->guard()->exchange()->canAcceptWebSocket()) {
        (void)acceptWebSocket(request.get());
        return;
    }
    if (const auto refusal = Verification::verifyProtocol(request->head(), options))
        return refuse(request.get(), *refusal);
    const auto generator = idGenerator; // it may replace itself
    if (!generator)
        return idMade(request, m_builtInGenerator.next());
    const auto id = generator(request->head());
    if (!isCurrent(request.get()))
        return;
    whenAnswered<QString>(q, id, [weak = weak_from_this(), request](const Result<QString> &made) {
        if (const auto self = weak.lock())
            self->idMade(request, made);
    });
}

void EnginePrivate::idMade(const SharedRequest &request, const Result<QString> &id)
{
    const EngineCall call(this);
    if (!isCurrent(request.get()))
        return;
    if (!id)
        refuse(request.get(), idFailure(id.error().message()));
    else if (id->isEmpty())
        refuse(request.get(), idFailure(QStringLiteral("empty id")));
    else if (sessions.contains(*id))
        refuse(request.get(), idFailure(QStringLiteral("id in use")));
    else if (request->isUpgrade())
        openWebSocket(request.get(), *id);
    else
        openPolling(request.get(), *id);
}

Session *EnginePrivate::createSession(const QString &id, const HttpRequest &request)
{
    return new Session(std::make_shared<SessionPrivate>(this, id, request));
}

// The handshake's answer is written before anybody hears of the session.
void EnginePrivate::openPolling(EngineRequest *request, const QString &id)
{
    const int closeCount = m_closeCount;
    Session *session = createSession(id, request->head());
    const auto keep = session->d;
    const auto transport = std::make_shared<PollingTransport>(
        PollingTransport::Settings{options.maxHttpBufferSize, options.httpCompression,
                                   options.closeTimeout, flushQueue, deadlines},
        Wire(request->head()));
    transport->handleRequest(request->guard()->release(), *request->headers());
    keep->open(transport);
    transport->flush();
    if (q && closeCount == m_closeCount && !sessions.contains(id))
        return addSession(session);
    // A handler of the headers has closed the engine, or taken the id.
    if (!q)
        keep->engine = nullptr;
    keep->closeWith(DisconnectReason::ForcedClose, {});
}

void EnginePrivate::openWebSocket(EngineRequest *request, const QString &id)
{
    auto connection = acceptWebSocket(request);
    if (!connection)
        return;
    if (sessions.contains(id)) // taken by a handshake from inside a handler
        return WebSocketConnection::closeAndDelete(std::move(connection));
    const auto transport
        = std::make_shared<WebSocketTransport>(std::move(connection), Wire(request->head()));
    Session *session = createSession(id, request->head());
    const auto keep = session->d;
    keep->open(transport);
    addSession(session);
    transport->start();
}

void EnginePrivate::addSession(Session *session)
{
    if (session->d->state == Session::State::Closed)
        return;
    sessions.insert(session->d->id, session);
    if (session->d->transport->kind() == Transport::Kind::Polling)
        ++pollingCount;
    Q_EMIT q->connection(session);
}

void EnginePrivate::emitHeaders(HttpHeaders *headers, const HttpRequest &request,
                                const QString &sessionId)
{
    if (request.query().value(QStringLiteral("sid")).isEmpty()) {
        const QByteArray cookie
            = options.cookie ? Cookie::serialize(*options.cookie, sessionId) : QByteArray();
        if (!cookie.isNull())
            headers->append("Set-Cookie", cookie);
        if (q && !isBeingDeleted)
            Q_EMIT q->initialHeaders(headers, request);
    }
    if (q && !isBeingDeleted)
        Q_EMIT q->headers(headers, request);
}

// ---- Endings

void EnginePrivate::sessionClosed(Session *session)
{
    const auto it = sessions.constFind(session->d->id);
    if (it != sessions.cend() && *it == session) {
        if (session->d->transport->kind() == Transport::Kind::Polling)
            --pollingCount;
        sessions.erase(it);
    }
    m_closedSessions.insert(session);
}

void EnginePrivate::sessionUpgraded(Session *session)
{
    if (session && sessions.value(session->d->id) == session)
        --pollingCount;
}

void EnginePrivate::sessionDeleted(Session *session)
{
    m_closedSessions.remove(session);
}

void EnginePrivate::close()
{
    const EngineCall call(this);
    ++m_closeCount;
    frontDoor->close();
    // A handler may close any other of them.
    QList<std::shared_ptr<SessionPrivate>> open;
    open.reserve(sessions.size());
    for (const Session *session : std::as_const(sessions))
        open.append(session->d);
    for (const auto &session : std::as_const(open))
        session->close(Session::CloseMode::Discard);
}

void EnginePrivate::shutDown()
{
    const auto self = shared_from_this();
    frontDoor->removeHandler(this);
    isBeingDeleted = true;
    close();
    q = nullptr;
    const QSet<Session *> closedSessions = std::exchange(m_closedSessions, {});
    for (Session *session : closedSessions)
        session->d->engine = nullptr;
    if (callDepth == 0)
        qDeleteAll(closedSessions);
    deleteParts();
}

void EnginePrivate::deleteParts()
{
    if (callDepth == 0) {
        flushQueue->flushAll();
        delete frontDoor;
        delete deadlines;
        delete flushQueue;
        return;
    }
    // They are on the stack above: the event loop deletes them, when they have had their say.
    flushQueue->setParent(nullptr);
    deadlines->setParent(nullptr);
    frontDoor->setParent(nullptr);
    QMetaObject::invokeMethod(
        flushQueue,
        [queue = flushQueue, due = deadlines, door = frontDoor] {
            queue->flushAll();
            delete door;
            delete due;
            queue->deleteLater();
        },
        Qt::QueuedConnection);
}

} // namespace QSocketIo
