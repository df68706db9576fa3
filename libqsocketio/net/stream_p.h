// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_STREAM_P_H
#define QSOCKETIO_NET_STREAM_P_H

#include "../core/global.h"

#include <QtCore/QByteArray>
#include <QtNetwork/QHostAddress>

namespace QSocketIo {

// Hears of a stream; none of these calls is made from inside a call to the stream.
class QSOCKETIO_AUTOTEST_EXPORT StreamListener
{
public:
    virtual ~StreamListener();
    virtual void streamReadable() = 0; // may delete the stream
    virtual void streamDrained() = 0; // bytesQueued() has become 0
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

    virtual qint64 read(char *data, qint64 maxSize) = 0; // 0: nothing there now
    // Takes the bytes (shared, not copied where that can be helped). They leave at flush().
    virtual void write(const QByteArray &bytes) = 0;
    virtual void flush() = 0;
    virtual qint64 bytesQueued() const = 0; // written, but not yet taken by the system
    // Ends the stream politely once everything written has left. No more listener calls but
    // streamClosed().
    virtual void close() = 0;
    virtual void abort() = 0; // at once, with a reset; no listener call follows

    virtual QHostAddress peerAddress() const = 0;
    virtual quint16 peerPort() const = 0;
    virtual bool isSecure() const = 0;

protected:
    StreamListener *listener() const { return m_listener; }

private:
    StreamListener *m_listener = nullptr;
};

} // namespace QSocketIo

#endif
