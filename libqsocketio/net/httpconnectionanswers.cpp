// SPDX-License-Identifier: MIT
// How an HttpConnection answers, for its exchange and its foreign relay, and how it ends.
#include "httpconnection_p.h"

#include "../codec/websockethandshake_p.h"
#include "../core/logging_p.h"
#include "foreignrelay_p.h"
#include "frontdoor_p.h"
#include "httpresponsewriter_p.h"
#include "lingeringstream_p.h"
#include "websocketconnection_p.h"

#include <utility>

namespace QSocketIo {

// Responses up to this size go out as one piece.
static constexpr qsizetype MaxCopiedBody = 16 * 1024;

void HttpConnection::readBody(qint64 maxSize)
{
    if (m_bodyState == Body::Reading || m_bodyState == Body::Read)
        return;
    m_bodyLimit = maxSize;
    if (m_hasBody) {
        if (std::exchange(m_expectsContinue, false)) {
            m_stream->write("HTTP/1.1 100 Continue\r\n\r\n");
            m_stream->flush();
        }
        waitFor(Wait::Body);
    }
    // The listener hears of it from the loop in consume(): the current one or the next.
    m_bodyState = Body::Reading;
    if (!m_isProcessing)
        m_door->flushQueue()->schedule(this);
}

static bool saysClose(const HttpHeaders &headers)
{
    return headers.value("Connection").compare("close", Qt::CaseInsensitive) == 0;
}

void HttpConnection::respond(const HttpResponse &response)
{
    const std::unique_ptr<HttpExchange> exchange = std::move(m_exchange);
    m_body = {};
    const bool isKept
        = m_isKeepAlive && !isBodyLeft() && !m_door->isClosing() && !saysClose(response.headers);
    writeResponse(response, isKept);
    if (isKept)
        requestFinished();
    else
        finishAnswered();
}

// The client has sent more than we have read, or not.
void HttpConnection::finishAnswered()
{
    if (isBodyLeft() || !m_unparsed.isEmpty() || !m_input.isEmpty() || m_isReadPending)
        finishDraining();
    else
        finishPolitely();
}

void HttpConnection::writeResponse(const HttpResponse &response, bool keepAlive)
{
    const auto keepAliveTime = std::max(m_door->options().keepAliveTimeout, {});
    QByteArray bytes = HttpResponseWriter::head(
        response, keepAlive ? keepAliveTime : std::chrono::milliseconds(-1));
    const bool hasBody = !m_isHeadRequest && !response.omitContentHeaders
        && HttpResponseWriter::hasBody(response.status);
    if (hasBody && response.body.size() <= MaxCopiedBody)
        bytes.append(response.body);
    m_stream->write(bytes);
    if (hasBody && response.body.size() > MaxCopiedBody)
        m_stream->write(response.body);
    m_stream->flush();
}

// Answered, and the connection stays.
void HttpConnection::requestFinished()
{
    if (m_bodyState != Body::Read)
        m_parser.next({}); // the end of a request without body
    m_bodyState = Body::Read;
    m_state = State::Head;
    if (m_stream->bytesQueued() > 0)
        waitFor(Wait::Writing);
    else if (!m_isProcessing && m_input.isEmpty())
        waitFor(Wait::Idle);
    resumeLater();
}

void HttpConnection::respondNotFound()
{
    HttpResponse response;
    response.status = 404;
    const bool isKept = m_isKeepAlive && !m_door->isClosing();
    writeResponse(response, isKept);
    if (!isKept) {
        finishAnswered();
    } else if (!m_hasBody) {
        requestFinished();
    } else {
        m_discarded = 0;
        m_state = State::Discard;
        waitFor(Wait::Body);
    }
}

// A request that is none, or is too slow. The connection is to end behind it.
void HttpConnection::refuse(int status, const QByteArray &text)
{
    qCDebug(lcEngine) << "Request of" << m_stream->peerAddress() << "refused:" << status << text;
    HttpResponse response;
    response.status = status;
    response.body = text;
    if (!text.isEmpty())
        response.headers.set("Content-Type", "text/plain; charset=UTF-8");
    m_isHeadRequest = false;
    writeResponse(response, false);
}

void HttpConnection::respondRaw(const QByteArray &bytes)
{
    const std::unique_ptr<HttpExchange> exchange = std::move(m_exchange);
    m_stream->write(bytes);
    finishAnswered();
}

void HttpConnection::destroy()
{
    const std::unique_ptr<HttpExchange> exchange = std::move(m_exchange);
    m_stream->abort();
    m_stream.reset();
    finish();
}

bool HttpConnection::canAcceptWebSocket() const
{
    return !m_hasBody
        && WebSocketHandshake::answer(m_exchange->request(), m_door->options().perMessageDeflate)
               .accepted;
}

std::unique_ptr<WebSocketConnection>
HttpConnection::acceptWebSocket(const HttpHeaders &extraHeaders, qint64 maxMessageSize)
{
    const std::unique_ptr<HttpExchange> exchange = std::move(m_exchange);
    const ServerOptions &options = m_door->options();
    const WebSocketHandshake::Answer answer
        = WebSocketHandshake::answer(exchange->request(), options.perMessageDeflate);
    if (!answer.accepted || !exchange->isUpgrade() || m_hasBody) {
        HttpResponse response;
        response.status = 400;
        response.headers = answer.headers;
        response.headers.set("Content-Type", "text/html");
        response.body = answer.errorText;
        writeResponse(response, false);
        finishAnswered();
        return nullptr;
    }
    m_stream->write(HttpResponseWriter::switchingProtocols(answer.headers, extraHeaders));
    const QByteArray pending = m_isProcessing ? m_unparsed.toByteArray() : m_input;
    std::unique_ptr<WebSocketDeflate> deflate;
    if (answer.deflate) {
        deflate = std::make_unique<WebSocketDeflate>(*answer.deflate, *options.perMessageDeflate,
                                                     maxMessageSize, m_door->deflatePool());
    }
    auto connection = std::make_unique<WebSocketConnection>(
        std::move(m_stream), m_door->flushQueue(), m_door->deadlines(), maxMessageSize, pending,
        std::move(deflate));
    connection->setCloseTimeout(options.closeTimeout);
    finish();
    return connection;
}

// The foreign server's side

void HttpConnection::foreignWrite(const QByteArray &bytes)
{
    if (!m_stream)
        return;
    m_stream->write(bytes);
    m_door->flushQueue()->schedule(this);
}

// A request or its response has ended.
void HttpConnection::foreignProgress()
{
    if (m_state != State::Foreign || m_foreign->isResponseUnderWay())
        return;
    const bool isKept = m_isKeepAlive && !m_foreign->closesConnection() && !m_door->isClosing();
    if (m_foreign->isRequestUnderWay()) {
        if (m_foreign->closesConnection())
            finishDraining();
        return;
    }
    if (!isKept) {
        finishPolitely();
        return;
    }
    m_bodyState = Body::Read; // its end has been parsed
    requestFinished();
}

// The channel is of no more use. Another one may follow while requests of ours are served.
void HttpConnection::foreignClosed()
{
    const bool isInUse = m_state == State::Foreign || m_state == State::Tunnel;
    const bool isIdle = m_state == State::Head && m_parser.isIdle() && m_input.isEmpty();
    if (isInUse || isIdle)
        finishDraining();
}

// Time

void HttpConnection::waitFor(Wait wait)
{
    const ServerOptions &options = m_door->options();
    std::chrono::milliseconds time{};
    switch (wait) {
    case Wait::Nothing:
        break;
    case Wait::Head:
        time = options.headerTimeout;
        break;
    case Wait::Body:
    case Wait::ForeignBody:
    case Wait::Writing:
        time = options.bodyTimeout;
        break;
    case Wait::Idle:
        time = options.keepAliveTimeout;
        break;
    case Wait::DestroyUpgrade:
        time = options.destroyUpgradeTimeout;
        if (time.count() == 0)
            time = std::chrono::seconds(1);
        break;
    }
    m_wait = wait;
    if (time.count() > 0)
        m_door->deadlines()->start(this, time);
    else
        m_door->deadlines()->stop(this);
}

void HttpConnection::deadlineReached()
{
    const LifeGuard guard(m_life);
    switch (m_wait) {
    case Wait::Head:
        refuse(408, {});
        finishPolitely(); // nothing that has come is unread
        break;
    case Wait::Body:
        abortExchange();
        if (!guard)
            break;
        if (m_state != State::Discard) // answered already
            refuse(408, {});
        finishDraining();
        break;
    case Wait::ForeignBody:
        finishDraining();
        break;
    case Wait::Nothing:
    case Wait::Idle:
    case Wait::Writing:
    case Wait::DestroyUpgrade:
        finishPolitely();
        break;
    }
}

// Ends

void HttpConnection::abortExchange()
{
    if (!m_exchange)
        return;
    const std::unique_ptr<HttpExchange> exchange = std::move(m_exchange);
    exchange->m_connection = nullptr;
    if (HttpExchangeListener *listener = std::exchange(exchange->m_listener, nullptr))
        listener->exchangeAborted();
}

void HttpConnection::finishPolitely()
{
    if (m_stream)
        LingeringStream::close(std::move(m_stream), m_door->deadlines());
    finish();
}

void HttpConnection::finishDraining()
{
    if (m_stream)
        LingeringStream::drain(std::move(m_stream), m_door->deadlines(), {});
    finish();
}

// Deletes this at the end of the turn, as callers may still have something to do here.
void HttpConnection::finish()
{
    m_state = State::Finished;
    m_wait = Wait::Nothing;
    m_input = {};
    m_unparsed = {};
    m_door->deadlines()->stop(this);
    m_door->flushQueue()->schedule(this);
}

void HttpConnection::removeNow()
{
    m_door->removeConnection(this);
}

} // namespace QSocketIo
