// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_ENGINEIO_POLLINGTRANSPORT_H
#define QSOCKETIO_ENGINEIO_POLLINGTRANSPORT_H

#include "../codec/contentencoding_p.h"
#include "../core/serveroptions.h"
#include "../loop/deadlinequeue_p.h"
#include "../loop/flushqueue_p.h"
#include "../net/httpexchange_p.h"
#include "transport_p.h"

#include <QtCore/QList>

#include <chrono>
#include <memory>
#include <optional>

namespace QSocketIo {

// HTTP long-polling: packets go out in the answer to a GET that waits for them, and come in as the
// bodies of POSTs. The packets of one turn of the event loop share an answer.
class QSOCKETIO_AUTOTEST_EXPORT PollingTransport final : public Transport, private Flushable
{
public:
    struct Settings
    {
        qint64 maxBodySize;
        std::optional<HttpCompressionOptions> compression;
        std::chrono::milliseconds closeTimeout;
        FlushQueue *flushQueue;
        DeadlineQueue *deadlines;
    };

    PollingTransport(const Settings &settings, const Wire &wire);
    ~PollingTransport() override;

    // Takes a request of this session. The headers go into its answer before all others.
    void handleRequest(HttpExchange *exchange, const HttpHeaders &headers);
    // Answers the waiting GET now instead of at the end of the turn, if there is something to send.
    void flush() { flushNow(); }

    [[nodiscard]] bool isWritable() const override { return accepts() && m_batch.isEmpty(); }
    [[nodiscard]] bool accepts() const override { return m_poll.exchange != nullptr; }
    void send(const EnginePacket &packet) override;
    [[nodiscard]] qint64 bytesQueued() const override { return m_batchBytes; }

    void close() override;
    void abort() override;
    CloseResult closePolitely() override;

private:
    enum class State : quint8 { Open, Closing, Closed };

    struct Request : public HttpExchangeListener
    {
        explicit Request(PollingTransport *owner)
            : transport(owner)
        { }
        void take(HttpExchange *newExchange, const HttpHeaders &newHeaders);
        [[nodiscard]] HttpExchange *release();

        PollingTransport *transport;
        HttpExchange *exchange = nullptr;
        HttpHeaders headers;
    };
    struct Poll final : public Request
    {
        using Request::Request;
        void bodyReceived(const QByteArray &) override { }
        void bodyTooLarge() override { }
        void exchangeAborted() override;
    };
    struct Post final : public Request
    {
        using Request::Request;
        void bodyReceived(const QByteArray &body) override { transport->postReceived(body); }
        void bodyTooLarge() override { transport->postTooLarge(); }
        void exchangeAborted() override;

        Wire::BodyType type = Wire::BodyType::Text;
        bool isReceiving = false;
    };

    void flushNow() override;
    void handlePoll(HttpExchange *exchange, const HttpHeaders &headers);
    void handlePost(HttpExchange *exchange, const HttpHeaders &headers);
    void postReceived(const QByteArray &body);
    void postTooLarge();
    void dispatch(const QList<EnginePacketView> &packets);
    void peerClosed();
    void refuse(HttpExchange *exchange, const HttpHeaders &headers, const QString &description);
    [[nodiscard]] ContentEncoding encodingFor(const QList<EnginePacket> &packets,
                                              const QByteArray &body) const;
    void respond(Request *request, const QByteArray &contentType, const QByteArray &body,
                 ContentEncoding encoding = ContentEncoding::Identity);
    void cancelPost();
    void endClosing();
    void fail(const QString &description);

    Settings m_settings;
    Poll m_poll{this};
    Post m_post{this};
    QList<EnginePacket> m_batch; // for the waiting GET
    qint64 m_batchBytes = 0;
    std::unique_ptr<FunctionDeadline> m_closeDeadline;
    State m_state = State::Open;
};

} // namespace QSocketIo

#endif
