// SPDX-License-Identifier: MIT
// How requests get in: CORS, middlewares, verification, and what the application says to them.
#include "../core/logging_p.h"
#include "../core/whenanswered_p.h"
#include "cors_p.h"
#include "engine_p.h"
#include "enginecall_p.h"
#include "enginerequest_p.h"
#include "transport_p.h"

namespace QSocketIo {

void EnginePrivate::handle(HttpExchange *exchange)
{
    const EngineCall call(this);
    // Without the websocket transport an upgrade is an ordinary request.
    const bool isUpgrade = exchange->isUpgrade()
        && options.transports.contains(Transport::nameOf(Transport::Kind::WebSocket));
    const auto kind = isUpgrade ? EngineRequest::Kind::Upgrade : EngineRequest::Kind::Http;
    const auto request = std::make_shared<EngineRequest>(exchange, kind, m_closeCount);
    if (!applyCors(request.get()))
        return;
    if (middlewares.isEmpty())
        serve(request);
    else
        runMiddlewares(request);
}

// False: a preflight, and answered. Nothing else sees it.
bool EnginePrivate::applyCors(EngineRequest *request)
{
    if (!options.cors.isEnabled()
        || Cors::apply(options.cors, request->head(), request->headers())
            == Cors::Outcome::Continue)
        return isCurrent(request); // a predicate is the application's code
    request->guard()->respondStatus(options.cors.optionsSuccessStatus, *request->headers());
    return false;
}

void EnginePrivate::runMiddlewares(const SharedRequest &request)
{
    middlewares.run(
        [request](const decltype(middlewares)::Call &call) {
            if (!request->isWaiting())
                return false;
            HttpReply reply(request);
            call(request->head(), reply);
            return true;
        },
        [weak = weak_from_this(), request](const Error &error) {
            if (const auto self = weak.lock())
                self->middlewaresDone(request, error);
        });
}

void EnginePrivate::middlewaresDone(const SharedRequest &request, const Error &error)
{
    const EngineCall call(this);
    if (!isCurrent(request.get()))
        return;
    if (!error)
        return serve(request);
    qCDebug(lcEngine) << "a middleware refuses" << request->head() << error;
    refuse(request.get(),
           {EngineError::BadRequest,
            {{QStringLiteral("name"), QStringLiteral("MIDDLEWARE_FAILURE")}}});
}

bool EnginePrivate::isCurrent(EngineRequest *request) const
{
    if (!q || request->closeCount() != m_closeCount)
        request->drop();
    return request->isWaiting();
}

void EnginePrivate::serve(const SharedRequest &request)
{
    if (const auto refusal = verify(*request))
        refuse(request.get(), *refusal);
    else if (options.allowRequest && request->sid().isEmpty())
        askApplication(request);
    else
        admit(request);
}

void EnginePrivate::askApplication(const SharedRequest &request)
{
    const auto answer = options.allowRequest(request->head());
    if (!isCurrent(request.get()))
        return;
    whenAnswered<AllowRequestResult>(
        q, answer, [weak = weak_from_this(), request](const Result<AllowRequestResult> &result) {
            if (const auto self = weak.lock())
                self->applicationAnswered(request, result);
        });
}

// An answer that cannot be had is no.
void EnginePrivate::applicationAnswered(const SharedRequest &request,
                                        const Result<AllowRequestResult> &answer)
{
    const EngineCall call(this);
    if (!isCurrent(request.get()))
        return;
    if (answer && answer->allowed)
        return admit(request);
    const QString message = answer ? answer->message : answer.error().message();
    Refusal refusal{EngineError::Forbidden};
    if (!message.isNull())
        refusal.context.insert(QStringLiteral("message"), message);
    if (answer)
        refusal.clientMessage = message;
    refuse(request.get(), refusal);
}

void EnginePrivate::admit(const SharedRequest &request)
{
    const bool wantsPolling
        = request->queryValue(QStringLiteral("transport")) == QLatin1String("polling");
    if (request->isUpgrade() && wantsPolling)
        closeUpgrade(request.get());
    else if (request->sid().isEmpty())
        handshake(request);
    else
        continueSession(request.get());
}

std::optional<Refusal> EnginePrivate::verify(const EngineRequest &request) const
{
    const auto findSession
        = [this](const QString &sid) -> std::optional<VerificationInput::KnownSession> {
        if (const Session *session = sessions.value(sid))
            return VerificationInput::KnownSession{session->transportName(), session->protocol()};
        return {};
    };
    return Verification::verify({request.head(), request.isUpgrade(), options, findSession});
}

void EnginePrivate::refuse(EngineRequest *request, const Refusal &refusal)
{
    qCDebug(lcEngine) << "refused" << request->head() << "code" << refusal.code << refusal.context;
    EngineError error;
    error.request = request->head();
    error.code = refusal.code;
    error.message = Verification::messageOf(refusal.code);
    error.context = refusal.context;
    if (q)
        Q_EMIT q->connectionError(error);
    request->refuse(refusal);
}

} // namespace QSocketIo
