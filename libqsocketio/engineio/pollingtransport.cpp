// SPDX-License-Identifier: MIT
#include "pollingtransport_p.h"

#include "exchangeguard_p.h"

namespace QSocketIo {

void PollingTransport::Request::take(HttpExchange *newExchange, const HttpHeaders &newHeaders)
{
    exchange = newExchange;
    headers = newHeaders;
    exchange->setListener(this);
}

HttpExchange *PollingTransport::Request::release()
{
    headers.clear();
    return std::exchange(exchange, nullptr);
}

void PollingTransport::Poll::exchangeAborted()
{
    exchange = nullptr;
    transport->fail(QStringLiteral("poll connection closed prematurely"));
}

void PollingTransport::Post::exchangeAborted()
{
    exchange = nullptr;
    transport->fail(QStringLiteral("data request connection closed prematurely"));
}

PollingTransport::PollingTransport(const Settings &settings, Encoding encoding)
    : Transport(Kind::Polling, encoding)
    , m_settings(settings)
{ }

PollingTransport::~PollingTransport()
{
    for (Request *request : {static_cast<Request *>(&m_poll), static_cast<Request *>(&m_post)}) {
        if (HttpExchange *exchange = request->release()) {
            exchange->setListener(nullptr);
            exchange->destroy();
        }
    }
}

void PollingTransport::handleRequest(HttpExchange *exchange, const HttpHeaders &headers)
{
    const auto self = shared_from_this();
    const QByteArray method = exchange->request().method();
    if (m_state == State::Closed)
        exchange->destroy();
    else if (method == "GET")
        handlePoll(exchange, headers);
    else if (method == "POST")
        handlePost(exchange, headers);
    else
        ExchangeGuard(exchange).respondStatus(500, headers);
}

void PollingTransport::handlePoll(HttpExchange *exchange, const HttpHeaders &headers)
{
    if (m_poll.exchange && !m_batch.isEmpty()) {
        // That one is answered but for the end of the turn: no overlap.
        ExchangeGuard guard(exchange);
        flushNow();
        if (!guard.exchange())
            return;
        if (m_state == State::Closed)
            return guard.respondStatus(400, headers);
        exchange = guard.release();
    }
    if (m_poll.exchange)
        return refuse(exchange, headers, QStringLiteral("overlap from client"));

    m_poll.take(exchange, headers);
    if (m_state == State::Open) {
        if (listener())
            listener()->transportReady();
        return;
    }
    m_batch = {{EnginePacket::Type::Noop}, {EnginePacket::Type::Close}};
    flushNow();
    endClosing();
}

void PollingTransport::handlePost(HttpExchange *exchange, const HttpHeaders &headers)
{
    if (m_post.exchange)
        return refuse(exchange, headers, QStringLiteral("data request overlap from client"));
    // Engine.IO protocol v4, "HTTP long-polling": binary travels as base64 text. The comparison is
    // that of the reference: with parameters behind it the type counts as text.
    if (exchange->request().header("Content-Type") == "application/octet-stream")
        return refuse(exchange, headers, QStringLiteral("invalid content"));

    m_post.take(exchange, headers);
    m_post.isReceiving = true;
    exchange->readBody(m_settings.maxBodySize);
}

// Closes the session first, as the reference does; the pending requests hear of it in that order.
void PollingTransport::refuse(HttpExchange *exchange, const HttpHeaders &headers,
                              const QString &description)
{
    ExchangeGuard guard(exchange);
    fail(description);
    guard.respondStatus(400, headers);
}

void PollingTransport::postReceived(const QByteArray &body)
{
    const auto self = shared_from_this();
    m_post.isReceiving = false;
    dispatch(toValidUtf8(body));
    respond(&m_post, QByteArrayLiteral("text/html"), QByteArrayLiteral("ok"));
}

void PollingTransport::postTooLarge()
{
    const auto self = shared_from_this();
    m_post.isReceiving = false;
    const HttpHeaders headers = m_post.headers;
    ExchangeGuard(m_post.release()).respondStatus(413, headers);
}

void PollingTransport::dispatch(const QByteArray &payload)
{
    const QList<EnginePacketView> packets = EngineCodecV4::decodePayload(payload);
    for (const EnginePacketView &packet : packets) {
        if (!listener())
            return;
        if (packet.isValid && packet.type == EnginePacket::Type::Close)
            peerClosed();
        else
            listener()->transportPacket(packet);
    }
}

void PollingTransport::peerClosed()
{
    if (isWritable())
        send({EnginePacket::Type::Noop});
    flushNow();
    m_state = State::Closed;
    if (listener())
        listener()->transportClosed();
}

void PollingTransport::send(const EnginePacket &packet)
{
    m_batch.append(packet);
    m_batchBytes += packet.data.size();
    m_settings.flushQueue->schedule(this);
}

void PollingTransport::flushNow()
{
    if (!m_poll.exchange || m_batch.isEmpty())
        return;
    const auto self = shared_from_this();
    m_settings.flushQueue->cancel(this);
    const QByteArray payload = EngineCodecV4::encodePayload(std::exchange(m_batch, {}));
    m_batchBytes = 0;
    respond(&m_poll, QByteArrayLiteral("text/plain; charset=UTF-8"), payload);
    if (listener())
        listener()->transportDrained();
}

void PollingTransport::respond(Request *request, const QByteArray &contentType,
                               const QByteArray &body)
{
    if (!request->exchange)
        return;
    HttpResponse response;
    response.headers = request->headers;
    response.headers.set("Content-Type", contentType);
    const HttpRequest head = request->exchange->request();
    const QByteArray userAgent = head.header("User-Agent");
    if (userAgent.contains(";MSIE") || userAgent.contains("Trident/"))
        response.headers.set("X-XSS-Protection", "0");
    response.headers.set("cache-control", "no-store");
    response.body = body;
    // Handlers of the headers may close all of this, so the exchange is no longer ours then.
    ExchangeGuard guard(request->release());
    if (listener())
        listener()->transportHeaders(&response.headers, head);
    guard.respond(response);
}

void PollingTransport::close()
{
    const auto self = shared_from_this();
    if (m_poll.exchange && m_state != State::Closed) {
        m_state = State::Closed;
        send({EnginePacket::Type::Close});
        flushNow();
    }
    m_state = State::Closed;
    setListener(nullptr);
    m_closeDeadline.reset();
    cancelPost();
}

void PollingTransport::abort()
{
    m_batch.clear();
    m_batchBytes = 0;
    close();
}

// A POST whose body is complete is still answered: it is being processed right now.
void PollingTransport::cancelPost()
{
    if (m_post.exchange && m_post.isReceiving) {
        m_post.exchange->setListener(nullptr);
        m_post.release()->destroy();
    }
}

Transport::CloseResult PollingTransport::closePolitely()
{
    const auto self = shared_from_this();
    if (isWritable() || m_state == State::Closed) {
        close();
        return CloseResult::Ended;
    }
    m_state = State::Closing;
    cancelPost();
    m_closeDeadline = std::make_unique<FunctionDeadline>([this] { endClosing(); });
    m_settings.deadlines->start(m_closeDeadline.get(), m_settings.closeTimeout);
    return CloseResult::Pending;
}

void PollingTransport::endClosing()
{
    const auto self = shared_from_this();
    m_state = State::Closed;
    m_closeDeadline.reset();
    if (listener())
        listener()->transportEnded();
}

void PollingTransport::fail(const QString &description)
{
    const auto self = shared_from_this();
    if (listener())
        listener()->transportFailed(description);
}

} // namespace QSocketIo
