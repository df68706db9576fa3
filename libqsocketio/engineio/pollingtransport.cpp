// SPDX-License-Identifier: MIT
#include "pollingtransport_p.h"

#include "exchangeguard_p.h"

#include <algorithm>

namespace QSocketIo {

static QByteArray contentTypeOf(Wire::BodyType type)
{
    return type == Wire::BodyType::Bytes ? QByteArrayLiteral("application/octet-stream")
                                         : QByteArrayLiteral("text/plain; charset=UTF-8");
}

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

PollingTransport::PollingTransport(const Settings &settings, const Wire &wire)
    : Transport(Kind::Polling, wire)
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
    // The comparison is that of the reference: with parameters behind it the type counts as text.
    const bool isBytes
        = exchange->request().header("Content-Type") == contentTypeOf(Wire::BodyType::Bytes);
    const Wire::BodyType type = isBytes ? Wire::BodyType::Bytes : Wire::BodyType::Text;
    if (!wire().takes(type))
        return refuse(exchange, headers, QStringLiteral("invalid content"));

    m_post.take(exchange, headers);
    m_post.type = type;
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
    const Wire::Payload payload = wire().decodeBody(body, m_post.type);
    dispatch(payload.packets);
    respond(&m_post, QByteArrayLiteral("text/html"), QByteArrayLiteral("ok"));
}

void PollingTransport::postTooLarge()
{
    const auto self = shared_from_this();
    m_post.isReceiving = false;
    const HttpHeaders headers = m_post.headers;
    ExchangeGuard(m_post.release()).respondStatus(413, headers);
}

void PollingTransport::dispatch(const QList<EnginePacketView> &packets)
{
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
    const QList<EnginePacket> packets = std::exchange(m_batch, {});
    m_batchBytes = 0;
    const Wire::Body body = wire().encodePayload(packets);
    respond(&m_poll, contentTypeOf(body.type), body.data, encodingFor(packets, body.data));
    if (listener())
        listener()->transportDrained();
}

// What the transport says by itself is not worth it.
static bool mayBeCompressed(const EnginePacket &packet)
{
    return packet.compress && packet.type != EnginePacket::Type::Noop
        && packet.type != EnginePacket::Type::Close;
}

ContentEncoding PollingTransport::encodingFor(const QList<EnginePacket> &packets,
                                              const QByteArray &body) const
{
    if (!m_settings.compression || body.size() < m_settings.compression->threshold
        || std::none_of(packets.begin(), packets.end(), mayBeCompressed))
        return ContentEncoding::Identity;
    const HttpHeaders &headers = m_poll.exchange->request().headers();
    return negotiateContentEncoding(headers.combinedValue("Accept-Encoding"));
}

// Without the memory for it the body stays what it is.
static void compress(HttpResponse *response, ContentEncoding encoding, int level)
{
    const QByteArray compressed = compressContent(response->body, encoding, level);
    if (compressed.isNull())
        return;
    response->headers.set("Content-Encoding", contentEncodingName(encoding).toByteArray());
    response->body = compressed;
}

void PollingTransport::respond(Request *request, const QByteArray &contentType,
                               const QByteArray &body, ContentEncoding encoding)
{
    if (!request->exchange)
        return;
    HttpResponse response;
    response.headers = request->headers;
    response.headers.set("Content-Type", contentType);
    response.body = body;
    if (encoding != ContentEncoding::Identity)
        compress(&response, encoding, m_settings.compression->level);
    const HttpRequest head = request->exchange->request();
    const QByteArray userAgent = head.header("User-Agent");
    if (userAgent.contains(";MSIE") || userAgent.contains("Trident/"))
        response.headers.set("X-XSS-Protection", "0");
    response.headers.set("cache-control", "no-store");
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
