// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_NATIVESTREAM_P_H
#define QSOCKETIO_NET_NATIVESTREAM_P_H

#include "../core/global.h"
#include "../loop/deadlinequeue_p.h"
#include "lifeguard_p.h"
#include "outputqueue_p.h"
#include "peeraddress_p.h"
#include "stream_p.h"

#include <QtCore/QSocketNotifier>

#include <chrono>
#include <memory>

namespace QSocketIo {

// A Stream over a bare TCP socket: a tenth of a QTcpSocket's memory, and bytes go straight between
// the system and whoever reads or writes. It is its own notifier for reading, so that an idle one
// is a single object; a second notifier exists only while the system does not take everything.
class QSOCKETIO_AUTOTEST_EXPORT NativeStream final : public QSocketNotifier,
                                                     public Stream,
                                                     private Deadline
{
public:
    // What is taken from the system while the listener does not read, so that the peer's end is
    // seen behind it; more stays in the system's buffers.
    static constexpr qsizetype ReadAheadSize = 64 * 1024;

    // Takes over the descriptor of a connected socket that does not block. closeTimeout: how long
    // close() waits for a peer who does not read.
    NativeStream(int descriptor, const PeerAddress &peer, DeadlineQueue *deadlines,
                 std::chrono::milliseconds closeTimeout);
    ~NativeStream() override;

    qint64 read(char *data, qint64 maxSize) override;
    void write(QByteArray bytes) override;
    void flush() override;
    void endOutput() override;
    qint64 bytesQueued() const override { return m_output.size(); }
    void close() override;
    void abort() override;

    QHostAddress peerAddress() const override { return m_peer.host(); }
    quint16 peerPort() const override { return m_peer.port(); }
    bool isSecure() const override { return false; }

    bool event(QEvent *event) override;

private:
    enum class State : quint8 { Open, Closing, Closed };
    enum Notice : quint8 { Readable = 1, Disconnected = 2 };
    class WriteNotifier;

    void onReadable();
    void onWritable();
    void deadlineReached() override;

    void postpone(Notice notice);
    void deliverPostponed();
    void tellReadable();
    void tellDisconnected();
    qint64 receive(char *data, qint64 maxSize);
    qint64 takeAhead(char *data, qint64 maxSize);
    bool readAhead();
    void discardInput();
    void inputEnded(int error);
    void pushOutput();
    void outputFailed(int error);
    void endIfWritten();
    void resetOnClose();
    void closeDescriptor();
    void drop();

    Life m_life;
    DeadlineQueue *m_deadlines;
    std::chrono::milliseconds m_closeTimeout;
    OutputQueue m_output;
    std::unique_ptr<WriteNotifier> m_writeNotifier; // null unless there is something it waits for
    QByteArray m_ahead; // what the listener has left unread
    PeerAddress m_peer;
    int m_descriptor; // -1: closed
    int m_error = 0; // why the connection has ended: an errno
    quint16 m_readCount = 0; // of calls to read()
    State m_state = State::Open;
    quint8 m_postponed = 0;
    bool m_isPosted = false;
    bool m_isInputEnded = false;
    bool m_isOutputEnding = false;
    bool m_isOutputFailed = false;
    bool m_isCongested = false; // a flush() has left something: streamDrained() is due
};

} // namespace QSocketIo

#endif
