// SPDX-License-Identifier: MIT
#include "httpexchange_p.h"

#include "httpconnection_p.h"
#include "websocketconnection_p.h"

namespace QSocketIo {

HttpExchangeListener::~HttpExchangeListener() = default;
HttpHandler::~HttpHandler() = default;

HttpExchange::HttpExchange(HttpConnection *connection, const HttpRequest &request, bool isUpgrade)
    : m_connection(connection)
    , m_request(request)
    , m_isUpgrade(isUpgrade)
{ }

HttpExchange::~HttpExchange() = default;

// The connection is null while the exchange is being aborted. Answering ends the exchange: nothing
// of it may be touched behind these calls.

void HttpExchange::readBody(qint64 maxSize)
{
    if (m_connection)
        m_connection->readBody(maxSize);
}

void HttpExchange::respond(const HttpResponse &response)
{
    if (m_connection)
        m_connection->respond(response);
}

void HttpExchange::respondRaw(const QByteArray &bytes)
{
    if (m_connection)
        m_connection->respondRaw(bytes);
}

void HttpExchange::destroy()
{
    if (m_connection)
        m_connection->destroy();
}

bool HttpExchange::canAcceptWebSocket() const
{
    return m_isUpgrade && m_connection && m_connection->canAcceptWebSocket();
}

std::unique_ptr<WebSocketConnection> HttpExchange::acceptWebSocket(const HttpHeaders &extraHeaders,
                                                                   qint64 maxMessageSize)
{
    return m_connection ? m_connection->acceptWebSocket(extraHeaders, maxMessageSize) : nullptr;
}

} // namespace QSocketIo
