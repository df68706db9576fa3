// SPDX-License-Identifier: MIT
#include "lingeringstream_p.h"

#include "readbuffer_p.h"

namespace QSocketIo {

LingeringStream::LingeringStream(std::unique_ptr<Stream> stream, DeadlineQueue *deadlines,
                                 qint64 maxBytes)
    : QObject(deadlines)
    , m_stream(std::move(stream))
    , m_bytesLeft(maxBytes)
{
    m_stream->setListener(this);
}

LingeringStream::~LingeringStream() = default;

void LingeringStream::close(std::unique_ptr<Stream> stream, DeadlineQueue *deadlines)
{
    auto *self = new LingeringStream(std::move(stream), deadlines, 0);
    self->m_stream->close();
}

void LingeringStream::drain(std::unique_ptr<Stream> stream, DeadlineQueue *deadlines,
                            const Limits &limits)
{
    auto *self = new LingeringStream(std::move(stream), deadlines, limits.bytes);
    deadlines->start(self, limits.time);
    self->m_stream->endOutput();
    self->m_stream->flush();
    self->streamReadable(); // what has come is not told again
}

void LingeringStream::streamReadable()
{
    ReadBuffer buffer;
    m_bytesLeft -= m_stream->read(buffer.data(), ReadBuffer::Size);
    if (m_bytesLeft < 0)
        m_stream->close();
}

void LingeringStream::streamClosed(const QString &)
{
    delete this;
}

void LingeringStream::deadlineReached()
{
    m_stream->close();
}

} // namespace QSocketIo
