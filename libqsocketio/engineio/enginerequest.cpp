// SPDX-License-Identifier: MIT
#include "enginerequest_p.h"

#include "../core/jsonwriter.h"
#include "engine.h"

namespace QSocketIo {

EngineRequest::EngineRequest(HttpExchange *exchange, Kind kind, int closeCount)
    : m_guard(exchange)
    , m_head(exchange->request())
    , m_kind(kind)
    , m_closeCount(closeCount)
{ }

static QByteArray upgradeRefusal(const QByteArray &text)
{
    return "HTTP/1.1 400 Bad Request\r\n"
           "Connection: close\r\n"
           "Content-type: text/html\r\n"
           "Content-Length: "
        + QByteArray::number(text.size()) + "\r\n\r\n" + text;
}

static QByteArray errorJson(int code, const QString &message)
{
    JsonWriter json;
    json.beginObject();
    json.key("code");
    json.integer(code);
    json.key("message");
    json.string(message);
    json.endObject();
    return json.takeText();
}

// An upgrade is always refused with 400 and plain text, whatever the code is.
void EngineRequest::refuse(const Refusal &refusal)
{
    const QString message = refusal.clientMessage.isEmpty() ? Verification::messageOf(refusal.code)
                                                            : refusal.clientMessage;
    if (isUpgrade()) {
        if (HttpExchange *exchange = m_guard.release())
            exchange->respondRaw(upgradeRefusal(message.toUtf8()));
        return;
    }
    HttpResponse response;
    response.status = refusal.code == EngineError::Forbidden ? 403 : 400;
    response.headers = m_headers;
    response.headers.set("Content-Type", "application/json");
    response.body = errorJson(refusal.code, message);
    m_guard.respond(response);
}

// An upgrade has no response that a middleware could give.
void EngineRequest::end(int status, const QByteArray &body)
{
    if (isUpgrade())
        return drop();
    HttpResponse response;
    response.status = status;
    response.headers = m_headers;
    response.body = body;
    m_guard.respond(response);
}

void EngineRequest::drop()
{
    if (HttpExchange *exchange = m_guard.release())
        exchange->destroy();
}

} // namespace QSocketIo
