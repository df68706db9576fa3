// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_TCPSTREAM_P_H
#define QSOCKETIO_NET_TCPSTREAM_P_H

#include "../core/global.h"
#include "../loop/deadlinequeue_p.h"
#include "lifeguard_p.h"
#include "stream_p.h"

#include <QtCore/QList>
#include <QtCore/QObject>

#include <chrono>
#include <memory>

QT_BEGIN_NAMESPACE
class QSslSocket;
class QTcpSocket;
QT_END_NAMESPACE

namespace QSocketIo {

// A Stream over a connected QTcpSocket or QSslSocket; the latter may still be in its handshake.
class QSOCKETIO_AUTOTEST_EXPORT TcpStream final : public QObject, public Stream, private Deadline
{
public:
    // What the peer may have sent ahead of our reading; more stays in the system's buffers.
    static constexpr qint64 ReadBufferSize = 64 * 1024;

    // closeTimeout: how long close() waits for a peer who does not read.
    TcpStream(std::unique_ptr<QTcpSocket> socket, DeadlineQueue *deadlines,
              std::chrono::milliseconds closeTimeout);
    ~TcpStream() override;

    qint64 read(char *data, qint64 maxSize) override;
    void write(QByteArray bytes) override;
    void flush() override;
    void endOutput() override;
    qint64 bytesQueued() const override;
    void close() override;
    void abort() override;

    QHostAddress peerAddress() const override;
    quint16 peerPort() const override;
    bool isSecure() const override;

    bool event(QEvent *event) override;

private:
    enum class State : quint8 { Open, Closing, Closed };
    enum Notice : quint8 { Readable = 1, Drained = 2, Disconnected = 4 };
    class CallScope;
    class SlotScope;

    void onReadyRead();
    void onBytesWritten();
    void onDisconnected();
    void deadlineReached() override;

    void postpone(Notice notice);
    void deliverPostponed();
    void tellReadable();
    void tellDisconnected();
    void pushQueue();
    void pushNext();
    void pushSmallOnes();
    [[nodiscard]] qint64 socketQueued() const;
    [[nodiscard]] bool isHandshaking() const;
    void endIfWritten();
    void dropSocket();

    Life m_life;
    QTcpSocket *m_socket;
    QSslSocket *m_sslSocket = nullptr; // the same one
    DeadlineQueue *m_deadlines;
    std::chrono::milliseconds m_closeTimeout;
    QList<QByteArray> m_queue; // not yet given to the socket
    qsizetype m_offset = 0; // of the first one's rest
    qint64 m_queueSize = 0;
    State m_state = State::Open;
    quint8 m_postponed = 0;
    bool m_isPosted = false;
    bool m_isOutputEnding = false;
    bool m_isCongested = false; // a flush() has left something: streamDrained() is due
    int m_calls = 0; // how deep we are inside calls to this stream
    int m_slots = 0; // and inside the socket's signals
};

} // namespace QSocketIo

#endif
