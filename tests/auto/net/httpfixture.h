// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_HTTPFIXTURE_H
#define QSOCKETIO_TESTS_HTTPFIXTURE_H

#include "core/serveroptions.h"
#include "loop/deadlinequeue_p.h"
#include "loop/flushqueue_p.h"
#include "net/frontdoor_p.h"
#include "shared/memorystream.h"
#include "shared/rawhttp.h"

#include <functional>
#include <memory>

namespace QSocketIo {

// Serves everything below /io; each test says how.
class TestHandler : public HttpHandler, public HttpExchangeListener
{
public:
    bool handles(const HttpRequest &request, bool) const override
    {
        return request.target().startsWith("/io");
    }
    void handle(HttpExchange *newExchange) override
    {
        targets += newExchange->request().target();
        exchange = newExchange;
        exchange->setListener(this);
        if (onRequest)
            onRequest(newExchange);
    }
    void bodyReceived(const QByteArray &body) override
    {
        bodies += body;
        if (onBody)
            onBody(body);
    }
    void bodyTooLarge() override
    {
        ++tooLarge;
        if (onTooLarge)
            onTooLarge();
    }
    void exchangeAborted() override
    {
        ++aborted;
        exchange = nullptr;
        if (onAborted)
            onAborted();
    }

    void answer(const QByteArray &body, int status = 200)
    {
        HttpResponse response;
        response.status = status;
        response.body = body;
        std::exchange(exchange, nullptr)->respond(response);
    }

    std::function<void(HttpExchange *)> onRequest;
    std::function<void(const QByteArray &)> onBody;
    std::function<void()> onTooLarge;
    std::function<void()> onAborted;
    HttpExchange *exchange = nullptr;
    QList<QByteArray> targets;
    QList<QByteArray> bodies;
    int tooLarge = 0;
    int aborted = 0;
};

// A front door, its queues with a clock of their own, and one connection to it.
struct Fixture
{
    explicit Fixture(const ServerOptions &options = {})
        : deadlines(nullptr, [this] { return now; })
        , door(std::make_unique<FrontDoor>(options, &flushQueue, &deadlines))
    {
        door->addHandler(&handler);
        handler.onRequest
            = [this](HttpExchange *exchange) { handler.answer(exchange->request().target()); };
        connectPeer();
    }

    void connectPeer()
    {
        peer = std::make_shared<MemoryPeer>();
        door->serve(std::make_unique<MemoryStream>(peer));
    }
    void turn() { flushQueue.flushAll(); }
    void send(const QByteArray &bytes)
    {
        peer->inject(bytes);
        turn();
    }
    void pass(std::chrono::milliseconds time)
    {
        now += time;
        deadlines.processDue();
        turn();
    }
    RawResponse response(bool withoutBody = false)
    {
        received += peer->takeWritten();
        RawResponse result;
        const qsizetype size = RawHttpClient::parse(received, peer->isEnded(), withoutBody, result);
        if (size <= 0)
            return {};
        received.remove(0, size);
        return result;
    }

    std::chrono::milliseconds now{1000};
    FlushQueue flushQueue;
    DeadlineQueue deadlines;
    TestHandler handler;
    std::unique_ptr<FrontDoor> door;
    std::shared_ptr<MemoryPeer> peer;
    QByteArray received;
};

inline QByteArray get(const QByteArray &target, const QByteArray &headers = {})
{
    return RawHttpClient::getRequest(target, headers);
}
inline QByteArray post(const QByteArray &target, const QByteArray &body,
                       const QByteArray &headers = {})
{
    return RawHttpClient::postRequest(target, body, headers);
}

} // namespace QSocketIo

#endif
