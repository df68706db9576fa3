// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_HTTPCONNECTION_P_H
#define QSOCKETIO_NET_HTTPCONNECTION_P_H

#include "../codec/httpparser_p.h"
#include "../core/global.h"
#include "../loop/deadlinequeue_p.h"
#include "../loop/flushqueue_p.h"
#include "httpexchange_p.h"
#include "lifeguard_p.h"
#include "stream_p.h"

#include <chrono>
#include <memory>

namespace QSocketIo {

class ForeignRelay;
class FrontDoor;

// One connection of the front door: HTTP/1.1 requests one after the other, each to a handler or to
// the foreign server. What a peer sends ahead waits, in bounded memory, until its turn has come.
class QSOCKETIO_AUTOTEST_EXPORT HttpConnection final : private StreamListener,
                                                       private Deadline,
                                                       private Flushable
{
public:
    HttpConnection(FrontDoor *door, std::unique_ptr<Stream> stream);
    ~HttpConnection() override;
    Q_DISABLE_COPY_MOVE(HttpConnection)

    void closeWhenIdle();

    // Where the front door keeps it.
    [[nodiscard]] std::size_t index() const { return m_index; }
    void setIndex(std::size_t index) { m_index = index; }

private:
    friend class ForeignRelay;
    friend class HttpExchange;
    enum class State : quint8 {
        Head, // between requests, or in the head of one
        Exchange, // a handler has the request
        Discard, // answered; the rest of its body is dropped
        Foreign, // the foreign server has the request
        Tunnel, // it has the connection
        Unwanted, // an upgrade that nobody takes
        Finished // the stream is gone, and soon this
    };
    enum class Body : quint8 { Unread, Reading, Read };
    enum class Wait : quint8 { Nothing, Head, Body, ForeignBody, Idle, Writing, DestroyUpgrade };

    // As HttpExchange
    void readBody(qint64 maxSize);
    void respond(const HttpResponse &response);
    void respondRaw(const QByteArray &bytes);
    void destroy();
    [[nodiscard]] bool canAcceptWebSocket() const;
    [[nodiscard]] std::unique_ptr<WebSocketConnection>
    acceptWebSocket(const HttpHeaders &extraHeaders, qint64 maxMessageSize);

    // For the ForeignRelay
    void foreignWrite(const QByteArray &bytes);
    void foreignProgress();
    void foreignClosed();

    void streamReadable() override;
    void streamDrained() override;
    void streamClosed(const QString &errorText) override;
    void deadlineReached() override;
    void flushNow() override;

    [[nodiscard]] bool isHoldingInput() const;
    void readStream();
    void consume(const QByteArray &owner, QByteArrayView data);
    void resumeLater();

    // Each takes from m_unparsed, and returns false when there is nothing more to do for now. May
    // delete this.
    bool step();
    bool stepHead();
    bool stepExchange();
    bool stepDiscard();
    bool stepForeign();
    bool dispatch(QByteArrayView rawHead);
    bool dispatchForeign(const HttpRequest &request, QByteArrayView rawHead, bool isUpgrade);
    HttpRequestParser::Step parse();
    void bodyPiece(QByteArrayView piece);
    void bodyComplete();
    void bodyFailed();

    void writeResponse(const HttpResponse &response, bool keepAlive);
    void respondNotFound();
    void refuse(int status, const QByteArray &text);
    void finishAnswered();
    [[nodiscard]] bool isBodyLeft() const { return m_hasBody && m_bodyState != Body::Read; }
    void requestFinished();
    void abortExchange();
    void finishPolitely();
    void finishDraining();
    void finish();
    void removeNow();
    void waitFor(Wait wait);

    Life m_life;
    FrontDoor *m_door;
    std::unique_ptr<Stream> m_stream; // null: finished
    std::unique_ptr<HttpExchange> m_exchange;
    std::unique_ptr<ForeignRelay> m_foreign; // since the first foreign request
    HttpRequestParser m_parser;
    QByteArray m_input; // came ahead of its turn, or is incomplete
    QByteArrayView m_unparsed; // while processing: the rest of what is being looked at
    QByteArray m_body;
    qint64 m_bodyLimit = 0;
    qint64 m_discarded = 0;
    std::size_t m_index = 0;
    State m_state = State::Head;
    Body m_bodyState = Body::Unread;
    Wait m_wait = Wait::Nothing;
    bool m_isProcessing = false;
    bool m_isReadPending = false; // the stream holds bytes that it will not tell of
    bool m_isKeepAlive = true; // as far as the client goes
    bool m_isHeadRequest = false;
    bool m_hasBody = false;
    bool m_expectsContinue = false;
};

} // namespace QSocketIo

#endif
