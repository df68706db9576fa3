// SPDX-License-Identifier: MIT
#include "httpconnection_p.h"

#include "foreignrelay_p.h"
#include "frontdoor_p.h"
#include "readbuffer_p.h"

#include <utility>

namespace QSocketIo {

namespace {
// What a client may send ahead, of a body nobody has asked for or of further requests.
constexpr qsizetype MaxInputAhead = 64 * 1024;
// An unwanted body up to this size is read for the sake of a connection that can be kept.
constexpr qint64 MaxDiscardedBody = 256 * 1024;

HttpParserLimits limitsOf(const ServerOptions &options)
{
    return {options.maxHeaderSize, options.maxHeaderCount};
}
} // namespace

HttpConnection::HttpConnection(FrontDoor *door, std::unique_ptr<Stream> stream)
    : m_door(door)
    , m_stream(std::move(stream))
    , m_parser(limitsOf(door->options()))
{
    m_stream->setListener(this);
    waitFor(Wait::Head);
}

HttpConnection::~HttpConnection()
{
    m_state = State::Finished;
    abortExchange();
}

void HttpConnection::closeWhenIdle()
{
    const bool isIdle = m_state == State::Head && m_parser.isIdle() && m_input.isEmpty();
    if (isIdle || m_state == State::Unwanted)
        finishPolitely();
}

// Input

// Until the turn of what comes next.
bool HttpConnection::isHoldingInput() const
{
    switch (m_state) {
    case State::Head:
        return m_stream->bytesQueued() > 0; // the last answer is still on its way
    case State::Exchange:
        return m_bodyState != Body::Reading;
    case State::Foreign:
        return !m_foreign->isRequestUnderWay();
    default:
        return false;
    }
}

void HttpConnection::streamReadable()
{
    m_isReadPending = true;
    if (m_isProcessing) // a handler runs an event loop
        return;
    const LifeGuard guard(m_life);
    while (guard && m_stream && m_isReadPending) {
        if (isHoldingInput() && m_input.size() >= MaxInputAhead)
            return; // goes on in flushNow()
        m_isReadPending = false;
        readStream();
    }
}

void HttpConnection::readStream()
{
    ReadBuffer buffer;
    const qsizetype space
        = isHoldingInput() ? MaxInputAhead - m_input.size() : qsizetype(ReadBuffer::Size);
    const qsizetype size = qsizetype(m_stream->read(buffer.data(), space));
    if (size <= 0)
        return;
    const QByteArrayView bytes(buffer.data(), size);
    if (m_input.isEmpty()) {
        consume({}, bytes);
        return;
    }
    m_input.append(bytes);
    const QByteArray input = std::exchange(m_input, {});
    consume(input, input);
}

// owner: what data is a view of, if it is worth keeping; empty for the shared buffer.
void HttpConnection::consume(const QByteArray &owner, QByteArrayView data)
{
    const LifeGuard guard(m_life);
    m_isProcessing = true;
    m_unparsed = data;
    bool goesOn = true;
    while (goesOn) {
        goesOn = step();
        if (!guard)
            return;
    }
    m_isProcessing = false;
    if (m_state == State::Finished)
        return;
    if (m_unparsed.size() == owner.size())
        m_input = owner;
    else
        m_input = m_unparsed.toByteArray();
    m_unparsed = {};
    if (m_state == State::Head && m_input.isEmpty() && m_parser.isIdle() && m_wait == Wait::Nothing)
        waitFor(Wait::Idle);
}

void HttpConnection::resumeLater()
{
    if (!m_isProcessing && (!m_input.isEmpty() || m_isReadPending))
        m_door->flushQueue()->schedule(this);
}

void HttpConnection::flushNow()
{
    if (m_state == State::Finished) {
        removeNow();
        return;
    }
    const LifeGuard guard(m_life);
    if (m_foreign) {
        m_stream->flush();
        if (m_stream->bytesQueued() == 0)
            m_foreign->frontDrained();
    }
    if (!guard || m_isProcessing || !m_stream)
        return;
    if (m_wait == Wait::Writing && m_stream->bytesQueued() == 0)
        waitFor(Wait::Idle);
    if (!m_input.isEmpty()) {
        const QByteArray input = std::exchange(m_input, {});
        consume(input, input);
    }
    if (guard && m_isReadPending && m_stream)
        streamReadable();
}

void HttpConnection::streamDrained()
{
    const LifeGuard guard(m_life);
    if (m_foreign)
        m_foreign->frontDrained();
    if (!guard || m_state == State::Finished)
        return;
    if (m_wait == Wait::Writing)
        waitFor(Wait::Idle);
    resumeLater();
}

void HttpConnection::streamClosed(const QString &)
{
    const LifeGuard guard(m_life);
    m_state = State::Finished;
    abortExchange();
    if (guard)
        removeNow();
}

// Steps

HttpRequestParser::Step HttpConnection::parse()
{
    const HttpRequestParser::Step step = m_parser.next(m_unparsed);
    m_unparsed = m_unparsed.sliced(step.consumed);
    return step;
}

bool HttpConnection::step()
{
    switch (m_state) {
    case State::Head:
        return stepHead();
    case State::Exchange:
        return m_bodyState == Body::Reading && stepExchange();
    case State::Discard:
        return stepDiscard();
    case State::Foreign:
        return m_foreign->isRequestUnderWay() && stepForeign();
    case State::Tunnel:
        m_foreign->forward(std::exchange(m_unparsed, {}));
        return false;
    case State::Unwanted:
        m_unparsed = {};
        return false;
    case State::Finished:
        return false;
    }
    return false;
}

bool HttpConnection::stepHead()
{
    if (m_unparsed.isEmpty() || m_stream->bytesQueued() > 0)
        return false;
    const QByteArrayView raw = m_unparsed;
    const HttpRequestParser::Step step = parse();
    switch (step.event) {
    case HttpRequestParser::Event::Head:
        return dispatch(raw.first(step.consumed));
    case HttpRequestParser::Event::Failed:
        refuse(m_parser.errorStatus(), m_parser.errorText());
        finishDraining();
        return false;
    default:
        if (!m_parser.isIdle() && m_wait != Wait::Head)
            waitFor(Wait::Head);
        return false;
    }
}

bool HttpConnection::dispatch(QByteArrayView rawHead)
{
    waitFor(Wait::Nothing);
    const HttpRequestHead head = m_parser.takeHead();
    m_isKeepAlive = head.isKeepAlive;
    m_isHeadRequest = head.method == "HEAD";
    m_expectsContinue = head.expectsContinue;
    m_hasBody = head.isChunked || head.contentLength > 0;
    m_bodyState = Body::Unread;

    HttpRequest request;
    request.setMethod(head.method);
    request.setTarget(head.target);
    request.setHeaders(head.headers);
    request.setPeer(m_stream->peerAddress(), m_stream->peerPort());
    request.setSecure(m_stream->isSecure());
    m_door->trustedProxies().apply(&request);

    if (HttpHandler *handler = m_door->handlerFor(request, head.isUpgrade)) {
        m_state = State::Exchange;
        m_exchange = std::make_unique<HttpExchange>(this, request, head.isUpgrade);
        handler->handle(m_exchange.get());
        return true;
    }
    if (dispatchForeign(request, rawHead, head.isUpgrade))
        return true;
    if (head.isUpgrade) {
        m_state = State::Unwanted;
        if (m_door->options().destroyUpgrade)
            waitFor(Wait::DestroyUpgrade);
        return true;
    }
    const bool isCheap = !head.isChunked && head.contentLength <= MaxDiscardedBody;
    m_isKeepAlive = m_isKeepAlive && isCheap && !(m_hasBody && m_expectsContinue);
    respondNotFound();
    return true;
}

// May delete this where it returns true.
bool HttpConnection::dispatchForeign(const HttpRequest &request, QByteArrayView rawHead,
                                     bool isUpgrade)
{
    ForeignServer *server = m_door->foreignServer();
    if (!server)
        return false;
    if (!m_foreign)
        m_foreign = std::make_unique<ForeignRelay>(this);
    if (!m_foreign->open(server))
        return false;
    if (isUpgrade) {
        m_state = State::Tunnel;
        m_foreign->beginTunnel();
    } else {
        m_state = State::Foreign;
        if (m_hasBody)
            waitFor(Wait::ForeignBody);
    }
    m_foreign->beginRequest(request.method(), rawHead);
    return true;
}

bool HttpConnection::stepExchange()
{
    const HttpRequestParser::Step step = parse();
    switch (step.event) {
    case HttpRequestParser::Event::Body:
        bodyPiece(step.body);
        return true;
    case HttpRequestParser::Event::End:
        bodyComplete();
        return true;
    case HttpRequestParser::Event::Failed:
        bodyFailed();
        return false;
    default:
        return false;
    }
}

void HttpConnection::bodyPiece(QByteArrayView piece)
{
    if (m_body.size() + piece.size() <= m_bodyLimit) {
        m_body.append(piece);
        return;
    }
    m_body = {};
    m_bodyState = Body::Unread;
    waitFor(Wait::Nothing);
    if (HttpExchangeListener *listener = m_exchange->m_listener)
        listener->bodyTooLarge();
}

void HttpConnection::bodyComplete()
{
    m_bodyState = Body::Read;
    waitFor(Wait::Nothing);
    const QByteArray body = std::exchange(m_body, {});
    if (HttpExchangeListener *listener = m_exchange->m_listener)
        listener->bodyReceived(body);
}

void HttpConnection::bodyFailed()
{
    const LifeGuard guard(m_life);
    abortExchange();
    if (!guard)
        return;
    refuse(m_parser.errorStatus(), m_parser.errorText());
    finishDraining();
}

bool HttpConnection::stepDiscard()
{
    const HttpRequestParser::Step step = parse();
    m_discarded += step.consumed;
    if (step.event == HttpRequestParser::Event::End) {
        m_bodyState = Body::Read;
        requestFinished();
        return true;
    }
    if (step.event == HttpRequestParser::Event::Failed || m_discarded > MaxDiscardedBody) {
        finishDraining();
        return false;
    }
    return step.event == HttpRequestParser::Event::Body;
}

bool HttpConnection::stepForeign()
{
    const QByteArrayView raw = m_unparsed;
    const HttpRequestParser::Step step = parse();
    const LifeGuard guard(m_life);
    m_foreign->forward(raw.first(step.consumed));
    if (!guard || m_state == State::Finished)
        return false;
    switch (step.event) {
    case HttpRequestParser::Event::Body:
        waitFor(Wait::ForeignBody);
        return true;
    case HttpRequestParser::Event::End:
        waitFor(Wait::Nothing);
        m_foreign->endRequest();
        foreignProgress();
        return true;
    case HttpRequestParser::Event::Failed:
        finishDraining();
        return false;
    default:
        return false;
    }
}

} // namespace QSocketIo
