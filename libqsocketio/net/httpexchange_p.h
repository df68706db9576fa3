// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_HTTPEXCHANGE_P_H
#define QSOCKETIO_NET_HTTPEXCHANGE_P_H

#include "../core/global.h"
#include "../core/httpheaders.h"
#include "../core/httprequest.h"

#include <QtCore/QByteArray>

#include <memory>

namespace QSocketIo {

class HttpConnection;
class WebSocketConnection;

struct HttpResponse
{
    int status = 200;
    HttpHeaders headers; // without Content-Length, Connection and Date: the connection adds them
    QByteArray body;
    bool omitContentHeaders = false; // 304 and the like
};

// Hears how an exchange goes on; each call may delete or answer the exchange.
class QSOCKETIO_AUTOTEST_EXPORT HttpExchangeListener
{
public:
    virtual ~HttpExchangeListener();
    virtual void bodyReceived(const QByteArray &body) = 0; // all of it, within the limit
    virtual void bodyTooLarge() = 0; // more than the limit came; answer (413), the rest is dropped
    virtual void exchangeAborted() = 0; // the client went away; the exchange is gone after this
};

// One request and its one answer. Owned by its HttpConnection, and valid until it is answered,
// destroyed or aborted; whoever holds a pointer must be its listener.
class QSOCKETIO_AUTOTEST_EXPORT HttpExchange
{
public:
    HttpExchange(HttpConnection *connection, const HttpRequest &request, bool isUpgrade);
    ~HttpExchange();
    Q_DISABLE_COPY_MOVE(HttpExchange)

    [[nodiscard]] const HttpRequest &request() const { return m_request; }
    [[nodiscard]] bool isUpgrade() const { return m_isUpgrade; }
    void setListener(HttpExchangeListener *listener) { m_listener = listener; }

    // Asks for the body; until then it is not read. The listener hears of it, perhaps at once.
    void readBody(qint64 maxSize);
    // Answers. A body that was not read to its end makes the connection close behind the answer.
    void respond(const HttpResponse &response);
    // Writes these bytes as they are and closes: an upgrade's refusal.
    void respondRaw(const QByteArray &bytes);
    // Drops the TCP connection without an answer.
    void destroy();

    // Upgrades only: answers 101 with these fields added and hands the stream over. Null, with the
    // 400 of RFC 6455 sent, where the opening handshake is wrong (canAcceptWebSocket() asks first).
    [[nodiscard]] bool canAcceptWebSocket() const;
    [[nodiscard]] std::unique_ptr<WebSocketConnection>
    acceptWebSocket(const HttpHeaders &extraHeaders, qint64 maxMessageSize);

private:
    friend class HttpConnection;
    HttpConnection *m_connection;
    HttpRequest m_request;
    HttpExchangeListener *m_listener = nullptr;
    bool m_isUpgrade;
};

// Serves requests; the front door asks its handlers in order.
class QSOCKETIO_AUTOTEST_EXPORT HttpHandler
{
public:
    virtual ~HttpHandler();
    [[nodiscard]] virtual bool handles(const HttpRequest &request, bool isUpgrade) const = 0;
    // The exchange may be answered now or later, and may be gone when this returns.
    virtual void handle(HttpExchange *exchange) = 0;
};

} // namespace QSocketIo

#endif
