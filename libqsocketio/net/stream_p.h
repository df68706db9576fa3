// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_STREAM_P_H
#define QSOCKETIO_NET_STREAM_P_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtNetwork/QHostAddress>

#include <memory>

namespace QSocketIo {

// Hears of a stream; none of these calls is made from inside a call to the stream, and each may
// delete the stream.
class QSOCKETIO_AUTOTEST_EXPORT StreamListener
{
public:
    virtual ~StreamListener();
    // Bytes have come. Who leaves some unread is told again when more come, not before.
    virtual void streamReadable() = 0;
    // bytesQueued() has become 0 after a flush() that left something. A flush() that leaves nothing
    // is not reported: bytesQueued() tells at once.
    virtual void streamDrained() = 0;
    virtual void streamClosed(const QString &errorText) = 0; // by the peer or by an error; final
};

// A byte stream to one peer: the seam between the protocols and QTcpSocket, QSslSocket or (for
// plain TCP that we accept ourselves) a bare descriptor. Belongs to one thread.
class QSOCKETIO_AUTOTEST_EXPORT Stream
{
public:
    Stream() = default;
    virtual ~Stream(); // aborts
    Q_DISABLE_COPY_MOVE(Stream)

    void setListener(StreamListener *listener) { m_listener = listener; }
    // Kept as long as the stream: how a FrontDoor counts its connections, whoever holds them.
    void setToken(std::shared_ptr<void> token) { m_token = std::move(token); }

    virtual qint64 read(char *data, qint64 maxSize) = 0; // 0: nothing there now
    // Takes the bytes (shared, not copied where that can be helped). They leave at flush().
    virtual void write(QByteArray bytes) = 0;
    virtual void flush() = 0;
    // No more is written: where the transport can say so by itself, the peer sees the end once
    // everything has left, and may still send.
    virtual void endOutput() { }
    virtual qint64 bytesQueued() const = 0; // written, but not yet taken by the system
    // Ends the stream politely once everything written has left, or after a time limit. No more
    // listener calls but streamClosed().
    virtual void close() = 0;
    virtual void abort() = 0; // at once, with a reset; no listener call follows

    virtual QHostAddress peerAddress() const = 0;
    virtual quint16 peerPort() const = 0;
    virtual bool isSecure() const = 0;

protected:
    StreamListener *listener() const { return m_listener; }

private:
    StreamListener *m_listener = nullptr;
    std::shared_ptr<void> m_token;
};

} // namespace QSocketIo

#endif
