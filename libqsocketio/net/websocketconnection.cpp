// SPDX-License-Identifier: MIT
#include "websocketconnection_p.h"

#include "../core/logging_p.h"
#include "../core/prefetch_p.h"
#include "lingeringstream_p.h"
#include "readbuffer_p.h"

#include <QtCore/QObject>

#include <algorithm>
#include <limits>
#include <utility>

namespace QSocketIo {

namespace {
// Payloads from this size on are queued as they are, smaller ones are copied together.
constexpr qsizetype LargePayload = 16 * 1024;
// A peer who does not read gets no more pongs than fit here, and then only the latest.
constexpr qint64 MaxQueuedBeforePong = 16 * 1024;
// How much of them is needed to flush and to tell of it.
constexpr std::size_t StreamSize = 256;
constexpr std::size_t ListenerSize = 128;
} // namespace

WebSocketListener::~WebSocketListener() = default;

// Owns a connection that waits for its peer's close frame.
class WebSocketConnection::Keeper final : public QObject, private Deadline
{
public:
    Keeper(std::unique_ptr<WebSocketConnection> connection, DeadlineQueue *deadlines)
        : QObject(deadlines)
        , m_connection(std::move(connection))
    {
        deadlines->start(this, m_connection->m_closeTimeout);
    }

private:
    void deadlineReached() override
    {
        if (m_connection->m_stream)
            m_connection->m_stream->abort();
        delete this;
    }

    std::unique_ptr<WebSocketConnection> m_connection;
};

WebSocketConnection::WebSocketConnection(std::unique_ptr<Stream> stream, FlushQueue *flushQueue,
                                         DeadlineQueue *deadlines, qint64 maxMessageSize,
                                         const QByteArray &pending,
                                         std::unique_ptr<WebSocketDeflate> deflate)
    : m_stream(std::move(stream))
    , m_flushQueue(flushQueue)
    , m_deadlines(deadlines)
    , m_reader(std::make_unique<WebSocketFrameReader>(
          maxMessageSize,
          deflate ? WebSocketCompression::PerMessageDeflate : WebSocketCompression::None))
    , m_deflate(std::move(deflate))
    , m_input(pending)
{
    m_stream->setListener(this);
    m_flushQueue->schedule(this); // the 101, together with what is sent in the same turn
}

WebSocketConnection::~WebSocketConnection() = default;

void WebSocketConnection::start()
{
    m_isStarted = true;
    m_flushQueue->schedule(this);
}

// Whether a message goes compressed.
bool WebSocketConnection::isDeflated(qsizetype size) const
{
    return m_deflate && m_deflate->appliesTo(size);
}

// False where the memory did not suffice: the message may then go as it is.
bool WebSocketConnection::appendDeflated(const QByteArray &frame)
{
    if (frame.isNull())
        return false;
    appendFrame(frame);
    return true;
}

void WebSocketConnection::sendText(QByteArrayView text)
{
    if (!isWritable())
        return;
    if (isDeflated(text.size()) && appendDeflated(m_deflate->frame(WebSocketOpcode::Text, text)))
        return;
    WebSocketFrameWriter::appendHeader(m_output, WebSocketOpcode::Text, text.size());
    m_output.append(text);
    frameAppended();
}

void WebSocketConnection::sendText(char prefix, QByteArrayView text)
{
    if (!isWritable())
        return;
    if (isDeflated(text.size() + 1)) {
        QByteArray message;
        message.reserve(text.size() + 1);
        return sendText(message.append(prefix).append(text));
    }
    WebSocketFrameWriter::appendHeader(m_output, WebSocketOpcode::Text, text.size() + 1);
    m_output.append(prefix).append(text);
    frameAppended();
}

void WebSocketConnection::sendBinary(const QByteArray &bytes)
{
    if (!isWritable())
        return;
    if (isDeflated(bytes.size())
        && appendDeflated(m_deflate->frame(WebSocketOpcode::Binary, bytes)))
        return;
    WebSocketFrameWriter::appendHeader(m_output, WebSocketOpcode::Binary, bytes.size());
    if (bytes.size() >= LargePayload) {
        writeOutput();
        m_stream->write(bytes);
    } else {
        m_output.append(bytes);
    }
    frameAppended();
}

void WebSocketConnection::sendFrame(const QByteArray &frame)
{
    if (!isWritable())
        return;
    const bool isToBeDeflated
        = m_deflate && isDeflated(WebSocketFrameWriter::contentOf(frame).payload.size());
    if (!isToBeDeflated || !appendDeflated(m_deflate->sharedFrame(frame)))
        appendFrame(frame);
}

void WebSocketConnection::appendFrame(const QByteArray &frame)
{
    if (frame.size() >= LargePayload) {
        writeOutput();
        m_stream->write(frame);
    } else if (m_output.isEmpty()) {
        m_output = frame; // shared as long as nothing follows it in this turn
    } else {
        m_output.append(frame);
    }
    frameAppended();
}

void WebSocketConnection::frameAppended()
{
    if (m_output.size() >= LargePayload)
        writeOutput();
    m_isDrainDue = true;
    m_flushQueue->schedule(this);
}

qint64 WebSocketConnection::bytesQueued() const
{
    return m_output.size() + (m_stream ? m_stream->bytesQueued() : 0);
}

void WebSocketConnection::writeOutput()
{
    if (!m_output.isEmpty())
        m_stream->write(std::exchange(m_output, {}));
}

void WebSocketConnection::flushOutput()
{
    if (!m_pendingPong.isEmpty() && bytesQueued() < MaxQueuedBeforePong)
        m_output.append(std::exchange(m_pendingPong, {}));
    writeOutput();
    m_stream->flush();
}

void WebSocketConnection::flushNow()
{
    const LifeGuard guard(m_life);
    if (m_stream && !m_keeper) {
        flushOutput();
        if (m_isDrainDue && m_stream->bytesQueued() == 0 && m_isStarted) {
            m_isDrainDue = false;
            if (m_listener)
                m_listener->webSocketDrained();
            if (!guard)
                return;
            // What the listener has sent just now does not wait for the next turn; hearing that
            // it has left does.
            if (isWritable() && (m_isDrainDue || !m_output.isEmpty()))
                flushOutput();
        }
    }
    if (!m_isStarted)
        return;
    if (!m_stream)
        tellClosed(false, {}); // the peer has gone before start()
    else if (m_isReadPending)
        streamReadable();
}

void WebSocketConnection::flushIsNext() const
{
    prefetch<StreamSize>(m_stream.get());
    prefetch<ListenerSize>(m_listener);
}

void WebSocketConnection::streamDrained()
{
    if (!isWritable())
        return;
    const LifeGuard guard(m_life);
    flushOutput();
    if (!m_isDrainDue || m_stream->bytesQueued() > 0)
        return;
    m_isDrainDue = false;
    if (m_listener)
        m_listener->webSocketDrained();
}

void WebSocketConnection::streamClosed(const QString &errorText)
{
    m_stream.reset();
    if (m_isStarted)
        tellClosed(false, errorText);
}

void WebSocketConnection::streamReadable()
{
    m_isReadPending = true;
    if (!m_isStarted || m_isReading) // a listener runs an event loop
        return;
    const LifeGuard guard(m_life);
    while (guard && m_stream && m_isReadPending) {
        m_isReadPending = false;
        read();
    }
}

// What is left of the last time goes in front of what has come: the reader gets one piece.
void WebSocketConnection::read()
{
    ReadBuffer buffer;
    Q_ASSERT(m_input.size() <= ReadBuffer::Size);
    std::copy(m_input.cbegin(), m_input.cend(), buffer.data());
    const qsizetype before = std::exchange(m_input, {}).size();
    const qint64 size = m_stream->read(buffer.data() + before, ReadBuffer::Size - before);
    process(buffer.data(), before + qsizetype(size));
}

// The reader moves to the stack, so that its payloads outlive a connection that a listener deletes.
void WebSocketConnection::process(char *data, qsizetype size)
{
    const LifeGuard guard(m_life);
    std::unique_ptr<WebSocketFrameReader> reader = std::move(m_reader);
    m_isReading = true;
    qsizetype offset = 0;
    while (m_stream) {
        const WebSocketFrameReader::Step step = reader->next(data + offset, size - offset);
        offset += step.consumed;
        if (step.event == WebSocketFrameReader::Event::NeedMore)
            break;
        deliver(step, *reader);
        if (!guard)
            return;
    }
    m_isReading = false;
    m_reader = std::move(reader);
    if (m_stream && offset < size)
        m_input = QByteArray(data + offset, size - offset);
}

void WebSocketConnection::deliver(const WebSocketFrameReader::Step &step,
                                  const WebSocketFrameReader &reader)
{
    using Event = WebSocketFrameReader::Event;
    switch (step.event) {
    case Event::Text:
    case Event::Binary:
        if (!m_listener)
            break; // closed by us: nobody wants it
        if (step.isCompressed)
            deliverDeflated(step.event, step.payload);
        else
            deliverMessage(step.event, step.payload);
        break;
    case Event::Ping:
        answerPing(step.payload);
        break;
    case Event::Close:
        peerClosed(reader.closeCode(), step.payload);
        break;
    case Event::Failed:
        protocolFailed(reader.closeCode(), reader.errorText());
        break;
    case Event::NeedMore:
    case Event::Pong:
        break;
    }
}

// May delete this.
void WebSocketConnection::deliverMessage(WebSocketFrameReader::Event event, QByteArrayView message)
{
    if (event == WebSocketFrameReader::Event::Text)
        m_listener->webSocketText(message);
    else
        m_listener->webSocketBinary(message);
}

// May delete this, but not the message.
void WebSocketConnection::deliverDeflated(WebSocketFrameReader::Event event,
                                          QByteArrayView compressed)
{
    const bool isText = event == WebSocketFrameReader::Event::Text;
    const WebSocketDeflate::Inflated inflated = m_deflate->inflate(compressed, isText);
    if (inflated.closeCode == WebSocketCloseCode::None)
        deliverMessage(event, inflated.message);
    else
        protocolFailed(inflated.closeCode, inflated.errorText);
}

// RFC 6455, 5.5.3: of several pings it is enough to answer the latest.
void WebSocketConnection::answerPing(QByteArrayView payload)
{
    if (!isWritable())
        return;
    if (bytesQueued() < MaxQueuedBeforePong) {
        WebSocketFrameWriter::appendHeader(m_output, WebSocketOpcode::Pong, payload.size());
        m_output.append(payload);
    } else {
        m_pendingPong = WebSocketFrameWriter::frame(WebSocketOpcode::Pong, payload);
    }
    m_flushQueue->schedule(this);
}

// RFC 6455, 5.5.1 and 7.1.1: the code comes back, then the server ends the stream first.
void WebSocketConnection::peerClosed(WebSocketCloseCode code, QByteArrayView reason)
{
    const QString text = QString::fromUtf8(reason);
    endStream(m_keeper ? QByteArray() : WebSocketFrameWriter::closeFrame(code), Ending::Close);
    tellClosed(false, text);
}

// RFC 6455, 7.1.7. The peer may be in the middle of a long message, which is read and dropped lest
// a reset outrun the close frame.
void WebSocketConnection::protocolFailed(WebSocketCloseCode code, QByteArrayView errorText)
{
    const QString text = QString::fromUtf8(errorText);
    qCDebug(lcEngine) << "WebSocket of" << m_stream->peerAddress() << "failed:" << text;
    endStream(m_keeper ? QByteArray() : WebSocketFrameWriter::closeFrame(code), Ending::Drain);
    tellClosed(true, text);
}

void WebSocketConnection::endStream(const QByteArray &closeFrame, Ending ending)
{
    m_flushQueue->cancel(this);
    writeOutput();
    m_stream->write(closeFrame);
    if (ending == Ending::Close)
        LingeringStream::close(std::move(m_stream), m_deadlines);
    else
        LingeringStream::drain(std::move(m_stream), m_deadlines,
                               {std::numeric_limits<qint64>::max(), m_closeTimeout});
}

// May delete this.
void WebSocketConnection::tellClosed(bool wasError, const QString &text)
{
    if (m_keeper) {
        delete m_keeper;
        return;
    }
    if (WebSocketListener *listener = std::exchange(m_listener, nullptr))
        listener->webSocketClosed(wasError, text);
}

void WebSocketConnection::closeAndDelete(std::unique_ptr<WebSocketConnection> connection,
                                         WebSocketCloseCode code, QByteArrayView reason)
{
    if (!connection || !connection->m_stream)
        return;
    WebSocketConnection *self = connection.get();
    self->m_listener = nullptr;
    self->m_pendingPong.clear();
    self->writeOutput();
    self->m_stream->write(WebSocketFrameWriter::closeFrame(code, reason));
    self->m_stream->flush();
    self->m_isStarted = true;
    if (self->m_isReadPending)
        self->m_flushQueue->schedule(self); // to read what came before start()
    self->m_keeper = new Keeper(std::move(connection), self->m_deadlines);
}

} // namespace QSocketIo
