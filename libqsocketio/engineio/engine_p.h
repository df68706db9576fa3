// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_ENGINE_P_H
#define QSOCKETIO_ENGINEIO_ENGINE_P_H

#include "../core/middlewares_p.h"
#include "../core/result.h"
#include "../net/httpexchange_p.h"
#include "engine.h"
#include "idgenerator_p.h"
#include "verification_p.h"

#include <QtCore/QHash>
#include <QtCore/QSet>

#include <memory>
#include <optional>

namespace QSocketIo {

class DeadlineQueue;
class EngineRequest;
class FlushQueue;
class FrontDoor;
class WebSocketConnection;

// Shared, so that it survives an Engine that is deleted while it handles a request.
class EnginePrivate final : public std::enable_shared_from_this<EnginePrivate>, private HttpHandler
{
public:
    EnginePrivate(Engine *engine, const ServerOptions &options);
    ~EnginePrivate() override;
    Q_DISABLE_COPY_MOVE(EnginePrivate)

    void setPath(const QString &path);
    void close();
    void shutDown(); // the Engine is being deleted

    // A session's own calls.
    void sessionClosed(Session *session);
    void sessionUpgraded(Session *session);
    void sessionDeleted(Session *session);
    void emitHeaders(HttpHeaders *headers, const HttpRequest &request, const QString &sessionId);

    Engine *q;
    ServerOptions options;
    FlushQueue *flushQueue;
    DeadlineQueue *deadlines;
    FrontDoor *frontDoor;
    QHash<QString, Session *> sessions;
    int pollingCount = 0; // of them
    Traffic traffic;
    Engine::IdGenerator idGenerator;
    Middlewares<const HttpRequest &, HttpReply &> middlewares;
    int callDepth = 0; // see EngineCall
    bool isBeingDeleted = false;

private:
    bool handles(const HttpRequest &request, bool isUpgrade) const override;
    void handle(HttpExchange *exchange) override;

    using SharedRequest = std::shared_ptr<EngineRequest>;

    [[nodiscard]] bool applyCors(EngineRequest *request);
    void runMiddlewares(const SharedRequest &request);
    void middlewaresDone(const SharedRequest &request, const Error &error);
    void serve(const SharedRequest &request);
    void askApplication(const SharedRequest &request);
    void applicationAnswered(const SharedRequest &request,
                             const Result<AllowRequestResult> &answer);
    void admit(const SharedRequest &request);
    // False: the application has answered or closed the engine meanwhile, or the client has gone.
    [[nodiscard]] bool isCurrent(EngineRequest *request) const;
    [[nodiscard]] std::optional<Refusal> verify(const EngineRequest &request) const;
    void refuse(EngineRequest *request, const Refusal &refusal);
    void continueSession(EngineRequest *request);
    [[nodiscard]] std::unique_ptr<WebSocketConnection> acceptWebSocket(EngineRequest *request);
    void closeUpgrade(EngineRequest *request);
    void startUpgrade(EngineRequest *request);
    void handshake(const SharedRequest &request);
    void idMade(const SharedRequest &request, const Result<QString> &id);
    void openPolling(EngineRequest *request, const QString &id);
    void openWebSocket(EngineRequest *request, const QString &id);
    [[nodiscard]] Session *createSession(const QString &id, const HttpRequest &request);
    void addSession(Session *session);
    void deleteParts();

    QByteArray m_path;
    IdGenerator m_builtInGenerator;
    QSet<Session *> m_closedSessions; // closed, and not yet deleted
    int m_closeCount = 0;
};

} // namespace QSocketIo

#endif
