// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_TESTS_MEMORYSTREAM_H
#define QSOCKETIO_TESTS_MEMORYSTREAM_H

#include "net/stream_p.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <memory>
#include <utility>

namespace QSocketIo {

class MemoryStream;

// The peer's end of a MemoryStream, and the test's handle on it: outlives the stream.
class MemoryPeer
{
public:
    // Bytes from the peer; the stream's listener hears of them at once.
    inline void inject(const QByteArray &bytes);
    inline void injectByteByByte(const QByteArray &bytes);
    // The peer closes, or the connection breaks.
    inline void close(const QString &errorText = {});
    // What the stream has flushed since the last call.
    QByteArray takeWritten() { return std::exchange(m_written, {}); }
    // A kernel that takes no more: flushed bytes stay queued until release().
    void hold() { m_isHeld = true; }
    inline void release();

    [[nodiscard]] bool isAlive() const { return m_stream != nullptr; } // the stream exists
    [[nodiscard]] bool isClosed() const { return m_isClosed; } // closed politely, all written
    [[nodiscard]] bool isAborted() const { return m_isAborted; }
    [[nodiscard]] bool isEnded() const { return m_isClosed || m_isAborted || !m_stream; }
    [[nodiscard]] qsizetype unread() const { return m_input.size(); }
    [[nodiscard]] int flushCount() const { return m_flushCount; } // flushes that wrote something

private:
    friend class MemoryStream;
    MemoryStream *m_stream = nullptr;
    QByteArray m_input;
    QByteArray m_written;
    int m_flushCount = 0;
    bool m_isHeld = false;
    bool m_isClosed = false;
    bool m_isAborted = false;
};

// A Stream without a network.
class MemoryStream final : public Stream
{
public:
    explicit MemoryStream(const std::shared_ptr<MemoryPeer> &peer)
        : m_peer(peer)
    {
        m_peer->m_stream = this;
    }
    ~MemoryStream() override
    {
        if (!m_peer->m_isClosed)
            m_peer->m_isAborted = true;
        m_peer->m_stream = nullptr;
    }

    qint64 read(char *data, qint64 maxSize) override
    {
        const qsizetype size = std::min<qsizetype>(maxSize, m_peer->m_input.size());
        std::copy_n(m_peer->m_input.constData(), size, data);
        m_peer->m_input.remove(0, size);
        return size;
    }
    void write(QByteArray bytes) override
    {
        if (!m_isClosing)
            m_queue += bytes;
    }
    void flush() override
    {
        if (m_peer->m_isHeld || m_queue.isEmpty())
            return;
        m_peer->m_written += std::exchange(m_queue, {});
        ++m_peer->m_flushCount;
    }
    qint64 bytesQueued() const override { return m_queue.size(); }
    void close() override
    {
        flush();
        m_isClosing = true;
        m_peer->m_isClosed = m_queue.isEmpty();
    }
    void abort() override
    {
        m_queue.clear();
        m_isClosing = true;
        m_peer->m_isAborted = true;
    }

    QHostAddress peerAddress() const override { return QHostAddress(QStringLiteral("192.0.2.7")); }
    quint16 peerPort() const override { return 4711; }
    bool isSecure() const override { return false; }

private:
    friend class MemoryPeer;
    std::shared_ptr<MemoryPeer> m_peer;
    QByteArray m_queue;
    bool m_isClosing = false;
};

void MemoryPeer::inject(const QByteArray &bytes)
{
    m_input += bytes;
    // Like a socket: told again while bytes are left and the listener goes on reading.
    while (m_stream && !m_stream->m_isClosing && !m_input.isEmpty()) {
        const qsizetype before = m_input.size();
        if (m_stream->listener())
            m_stream->listener()->streamReadable();
        if (m_input.size() == before)
            return;
    }
}

void MemoryPeer::injectByteByByte(const QByteArray &bytes)
{
    for (qsizetype i = 0; i < bytes.size(); ++i)
        inject(bytes.sliced(i, 1));
}

void MemoryPeer::close(const QString &errorText)
{
    if (m_stream && m_stream->listener())
        m_stream->listener()->streamClosed(errorText);
}

void MemoryPeer::release()
{
    m_isHeld = false;
    if (!m_stream)
        return;
    const bool hadBytes = !m_stream->m_queue.isEmpty();
    m_stream->flush();
    if (m_stream->m_isClosing)
        m_isClosed = !m_isAborted;
    else if (hadBytes && m_stream->listener())
        m_stream->listener()->streamDrained();
}

} // namespace QSocketIo

#endif
