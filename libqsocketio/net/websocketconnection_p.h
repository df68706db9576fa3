// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_WEBSOCKETCONNECTION_P_H
#define QSOCKETIO_NET_WEBSOCKETCONNECTION_P_H

#include "../codec/websocketframe_p.h"
#include "../core/global.h"
#include "../loop/deadlinequeue_p.h"
#include "../loop/flushqueue_p.h"
#include "lifeguard_p.h"
#include "stream_p.h"
#include "websocketdeflate_p.h"

#include <chrono>
#include <memory>

namespace QSocketIo {

// Each call may delete the connection.
class QSOCKETIO_AUTOTEST_EXPORT WebSocketListener
{
public:
    virtual ~WebSocketListener();
    virtual void webSocketText(QByteArrayView text) = 0;
    virtual void webSocketBinary(QByteArrayView bytes) = 0;
    // Everything sent so far has been handed to the system; never from inside a send.
    virtual void webSocketDrained() = 0;
    // Final. wasError: the peer broke the protocol (the close frame with the code has been sent) or
    // the stream failed while writing; else the peer closed or the connection was lost.
    virtual void webSocketClosed(bool wasError, const QString &text) = 0;
};

// The server's end of a WebSocket (RFC 6455) over a stream. Writes are gathered and flushed once
// per turn of the event loop.
class QSOCKETIO_AUTOTEST_EXPORT WebSocketConnection final : private StreamListener,
                                                            private Flushable
{
public:
    // pending: bytes already read from the stream behind the opening handshake. deflate: null
    // unless permessage-deflate has been agreed on. Nothing is delivered before setListener() and
    // then start().
    WebSocketConnection(std::unique_ptr<Stream> stream, FlushQueue *flushQueue,
                        DeadlineQueue *deadlines, qint64 maxMessageSize, const QByteArray &pending,
                        std::unique_ptr<WebSocketDeflate> deflate = {});
    ~WebSocketConnection() override; // aborts the stream unless a close is under way
    Q_DISABLE_COPY_MOVE(WebSocketConnection)

    void setListener(WebSocketListener *listener) { m_listener = listener; }
    // For the peer's close frame, and then for the stream's polite end.
    void setCloseTimeout(std::chrono::milliseconds timeout) { m_closeTimeout = timeout; }
    void start();

    void sendText(QByteArrayView text);
    // As sendText(prefix + text), without the concatenation.
    void sendText(char prefix, QByteArrayView text);
    void sendBinary(const QByteArray &bytes);
    // A whole server frame, not compressed, which many connections share.
    void sendFrame(const QByteArray &frame);
    [[nodiscard]] qint64 bytesQueued() const;

    // Sends what is queued and a close frame, then ends the stream when the peer's close frame
    // comes or after the timeout. The listener hears nothing more. The connection lives on by
    // itself if it is released to closeAndDelete().
    static void closeAndDelete(std::unique_ptr<WebSocketConnection> connection,
                               WebSocketCloseCode code = WebSocketCloseCode::None,
                               QByteArrayView reason = {});

private:
    class Keeper;
    enum class Ending { Close, Drain };

    void streamReadable() override;
    void streamDrained() override;
    void streamClosed(const QString &errorText) override;
    void flushNow() override;
    void flushIsNext() const override;

    void read();
    void process(char *data, qsizetype size);
    void deliver(const WebSocketFrameReader::Step &step, const WebSocketFrameReader &reader);
    void deliverMessage(WebSocketFrameReader::Event event, QByteArrayView message);
    void deliverDeflated(WebSocketFrameReader::Event event, QByteArrayView compressed);
    void peerClosed(WebSocketCloseCode code, QByteArrayView reason);
    void protocolFailed(WebSocketCloseCode code, QByteArrayView errorText);
    void answerPing(QByteArrayView payload);

    [[nodiscard]] bool isWritable() const { return m_stream && !m_keeper; }
    [[nodiscard]] bool isDeflated(qsizetype size) const;
    [[nodiscard]] bool appendDeflated(const QByteArray &frame);
    void appendFrame(const QByteArray &frame);
    void frameAppended();
    void writeOutput();
    void flushOutput();
    void endStream(const QByteArray &closeFrame, Ending ending);
    void tellClosed(bool wasError, const QString &text);

    Life m_life;
    WebSocketListener *m_listener = nullptr;
    std::unique_ptr<Stream> m_stream; // null: ended
    FlushQueue *m_flushQueue;
    DeadlineQueue *m_deadlines;
    Keeper *m_keeper = nullptr; // set by closeAndDelete(), and our owner then
    std::unique_ptr<WebSocketFrameReader> m_reader; // elsewhere while reading
    std::unique_ptr<WebSocketDeflate> m_deflate;
    std::chrono::milliseconds m_closeTimeout = std::chrono::seconds(30);
    QByteArray m_input; // the beginning of a frame that is not here yet
    QByteArray m_output; // frames of this turn
    QByteArray m_pendingPong; // the answer to the latest ping, while the peer does not read
    bool m_isStarted = false;
    bool m_isReading = false;
    bool m_isReadPending = true; // the stream may hold bytes that it will not tell of
    bool m_isDrainDue = false;
};

} // namespace QSocketIo

#endif
