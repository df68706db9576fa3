// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_NET_LINGERINGSTREAM_P_H
#define QSOCKETIO_NET_LINGERINGSTREAM_P_H

#include "../core/global.h"
#include "../loop/deadlinequeue_p.h"
#include "stream_p.h"

#include <QtCore/QObject>

#include <chrono>
#include <memory>

namespace QSocketIo {

// Ends a stream that nobody serves any more, and deletes itself with it. It may first read and drop
// what the peer still sends: a socket closed with bytes unread resets the connection, and the peer
// would lose our last words (RFC 9112, 9.6).
class QSOCKETIO_AUTOTEST_EXPORT LingeringStream final : public QObject,
                                                        private StreamListener,
                                                        private Deadline
{
public:
    struct Limits
    {
        qint64 bytes = 256 * 1024;
        std::chrono::milliseconds time = std::chrono::seconds(2);
    };

    // Closes once everything written has left. Dies with the deadlines at the latest.
    static void close(std::unique_ptr<Stream> stream, DeadlineQueue *deadlines);
    // Closes when the peer has closed or a limit is reached.
    static void drain(std::unique_ptr<Stream> stream, DeadlineQueue *deadlines,
                      const Limits &limits);

    ~LingeringStream() override;

private:
    LingeringStream(std::unique_ptr<Stream> stream, DeadlineQueue *deadlines, qint64 maxBytes);

    void streamReadable() override;
    void streamDrained() override { }
    void streamClosed(const QString &errorText) override;
    void deadlineReached() override;

    std::unique_ptr<Stream> m_stream;
    qint64 m_bytesLeft;
};

} // namespace QSocketIo

#endif
