// SPDX-License-Identifier: MIT
#include "nativestream_p.h"

#include "readbuffer_p.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace QSocketIo {

namespace {
// Handed to the system in one call; more than these go in the next one.
constexpr int MaxPiecesPerSend = 64;
#ifdef MSG_NOSIGNAL
constexpr int SendFlags = MSG_NOSIGNAL;
#else
constexpr int SendFlags = 0; // SO_NOSIGPIPE does it
#endif

void setSocketFlag(int descriptor, int level, int option)
{
    const int on = 1;
    ::setsockopt(descriptor, level, option, &on, sizeof(on));
}

// One piece, as most have it, is cheaper to send as such.
ssize_t sendPieces(int descriptor, iovec *pieces, int count)
{
    if (count == 1)
        return ::send(descriptor, pieces->iov_base, pieces->iov_len, SendFlags);
    msghdr message = {};
    message.msg_iov = pieces;
    message.msg_iovlen = decltype(message.msg_iovlen)(count);
    return ::sendmsg(descriptor, &message, SendFlags);
}

bool isBlocked(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == ENOBUFS || error == ENOMEM;
}

// Null where the peer has just gone, in one way or the other.
QString textOf(int error)
{
    if (error == 0 || error == ECONNRESET || error == EPIPE)
        return {};
    return QString::fromStdString(std::generic_category().message(error));
}
} // namespace

// Tells its stream, without a signal and a connection for it.
class NativeStream::WriteNotifier final : public QSocketNotifier
{
public:
    explicit WriteNotifier(NativeStream *stream)
        : QSocketNotifier(stream->m_descriptor, QSocketNotifier::Write)
        , m_stream(stream)
    { }

    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::SockAct)
            return QSocketNotifier::event(event);
        m_stream->onWritable(); // may delete this
        return true;
    }

private:
    NativeStream *m_stream;
};

NativeStream::NativeStream(int descriptor, const PeerAddress &peer, DeadlineQueue *deadlines,
                           std::chrono::milliseconds closeTimeout)
    : QSocketNotifier(descriptor, QSocketNotifier::Read)
    , m_deadlines(deadlines)
    , m_closeTimeout(closeTimeout)
    , m_peer(peer)
    , m_descriptor(descriptor)
{
    setSocketFlag(descriptor, IPPROTO_TCP, TCP_NODELAY);
#ifdef SO_NOSIGPIPE
    setSocketFlag(descriptor, SOL_SOCKET, SO_NOSIGPIPE);
#endif
}

NativeStream::~NativeStream()
{
    drop();
}

// Hears no more of the socket.
void NativeStream::closeDescriptor()
{
    if (m_descriptor < 0)
        return;
    setEnabled(false);
    m_writeNotifier.reset();
    ::close(std::exchange(m_descriptor, -1));
}

void NativeStream::drop()
{
    m_state = State::Closed;
    m_postponed = 0;
    m_output.clear();
    m_ahead = {};
    closeDescriptor();
}

// Input

qint64 NativeStream::read(char *data, qint64 maxSize)
{
    if (m_state != State::Open)
        return 0;
    ++m_readCount;
    return m_ahead.isEmpty() ? receive(data, maxSize) : takeAhead(data, maxSize);
}

qint64 NativeStream::takeAhead(char *data, qint64 maxSize)
{
    const qsizetype size = std::min(qsizetype(maxSize), m_ahead.size());
    std::copy_n(m_ahead.constData(), size, data);
    m_ahead.remove(0, size);
    if (m_ahead.isEmpty())
        m_ahead = {}; // gives its memory back
    else
        postpone(Readable); // the notifier does not know of it
    setEnabled(!m_isInputEnded && m_ahead.size() < ReadAheadSize);
    return size;
}

qint64 NativeStream::receive(char *data, qint64 maxSize)
{
    if (m_isInputEnded || maxSize <= 0)
        return 0;
    for (;;) {
        const ssize_t size = ::recv(m_descriptor, data, std::size_t(maxSize), 0);
        if (size > 0)
            return size;
        if (size == 0) {
            inputEnded(0);
            return 0;
        }
        if (errno == EINTR)
            continue;
        if (!isBlocked(errno))
            inputEnded(errno);
        return 0;
    }
}

void NativeStream::inputEnded(int error)
{
    m_isInputEnded = true;
    if (m_error == 0)
        m_error = error;
    setEnabled(false);
    postpone(Disconnected);
}

// Without it, what nobody reads would wake us up again and again. Returns whether something came.
bool NativeStream::readAhead()
{
    ReadBuffer buffer;
    const qsizetype space = std::min(ReadAheadSize - m_ahead.size(), ReadBuffer::Size);
    const qsizetype size = qsizetype(receive(buffer.data(), space));
    m_ahead.append(buffer.data(), size);
    if (m_ahead.size() >= ReadAheadSize)
        setEnabled(false);
    return size > 0;
}

void NativeStream::discardInput()
{
    ReadBuffer buffer;
    receive(buffer.data(), ReadBuffer::Size);
}

void NativeStream::onReadable()
{
    if (m_state != State::Open) {
        discardInput();
        return;
    }
    if (!m_ahead.isEmpty()) {
        if (readAhead())
            tellReadable();
        return;
    }
    const LifeGuard guard(m_life);
    const quint16 before = m_readCount;
    tellReadable();
    const bool isUntouched = guard && m_state == State::Open && m_readCount == before;
    if (isUntouched && m_ahead.isEmpty())
        readAhead();
}

// Output

void NativeStream::write(QByteArray bytes)
{
    if (m_state == State::Open)
        m_output.append(std::move(bytes));
}

void NativeStream::flush()
{
    pushOutput();
    if (!m_output.isEmpty())
        m_isCongested = true;
    // Else, what has been congested is told by the notifier, which is still there.
}

void NativeStream::pushOutput()
{
    while (!m_output.isEmpty() && m_descriptor >= 0 && !m_isOutputFailed) {
        iovec pieces[MaxPiecesPerSend];
        const OutputQueue::Pieces gathered = m_output.gather(pieces, MaxPiecesPerSend);
        const ssize_t size = sendPieces(m_descriptor, pieces, gathered.count);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0 && !isBlocked(errno)) {
            outputFailed(errno);
            return;
        }
        if (size > 0)
            m_output.remove(size);
        if (size < gathered.size) {
            if (!m_writeNotifier)
                m_writeNotifier = std::make_unique<WriteNotifier>(this);
            return;
        }
    }
}

// What is queued never leaves, and so never counts as written.
void NativeStream::outputFailed(int error)
{
    m_isOutputFailed = true;
    if (m_error == 0)
        m_error = error;
    m_writeNotifier.reset();
    postpone(Disconnected);
}

void NativeStream::onWritable()
{
    pushOutput();
    if (!m_output.isEmpty())
        return;
    m_writeNotifier.reset();
    endIfWritten();
    if (!std::exchange(m_isCongested, false) || m_state != State::Open)
        return;
    if (listener())
        listener()->streamDrained();
}

// Ends

void NativeStream::endOutput()
{
    if (m_state != State::Open)
        return;
    m_isOutputEnding = true;
    pushOutput();
    endIfWritten();
}

void NativeStream::close()
{
    if (m_state != State::Open)
        return;
    m_state = State::Closing;
    m_ahead = {};
    setEnabled(!m_isInputEnded);
    m_deadlines->start(this, m_closeTimeout);
    pushOutput();
    endIfWritten();
}

// A socket that is closed with bytes unread resets the connection: the peer would lose our last
// words.
void NativeStream::endIfWritten()
{
    if (!m_output.isEmpty() || m_descriptor < 0)
        return;
    if (m_state == State::Closing) {
        discardInput();
        closeDescriptor();
        postpone(Disconnected);
    } else if (std::exchange(m_isOutputEnding, false)) {
        ::shutdown(m_descriptor, SHUT_WR);
    }
}

void NativeStream::abort()
{
    m_deadlines->stop(this);
    resetOnClose();
    drop();
    setListener(nullptr);
}

// A polite close has taken too long.
void NativeStream::deadlineReached()
{
    resetOnClose();
    drop();
    if (listener())
        listener()->streamClosed(QStringLiteral("The peer does not read"));
}

// The system then drops what it holds of this connection, too.
void NativeStream::resetOnClose()
{
    const linger option = {1, 0};
    if (m_descriptor >= 0)
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &option, sizeof(option));
}

// Notices

bool NativeStream::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::SockAct:
        onReadable(); // may delete this, as may the next
        return true;
    case QEvent::User:
        deliverPostponed();
        return true;
    default:
        return QSocketNotifier::event(event);
    }
}

void NativeStream::postpone(Notice notice)
{
    m_postponed |= notice;
    if (!std::exchange(m_isPosted, true))
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

void NativeStream::deliverPostponed()
{
    m_isPosted = false;
    const quint8 notices = std::exchange(m_postponed, quint8(0));
    const LifeGuard guard(m_life);
    if (notices & Readable)
        tellReadable();
    if (guard && (notices & Disconnected))
        tellDisconnected();
}

void NativeStream::tellReadable()
{
    m_postponed &= quint8(~Readable);
    if (m_state == State::Open && listener())
        listener()->streamReadable();
}

// May be preceded by bytes that the listener has not been told of yet.
void NativeStream::tellDisconnected()
{
    const LifeGuard guard(m_life);
    if (m_state == State::Open && !m_isInputEnded)
        readAhead();
    qsizetype before = -1;
    while (guard && m_state == State::Open && !m_ahead.isEmpty() && m_ahead.size() != before) {
        before = m_ahead.size();
        tellReadable();
    }
    if (!guard || m_state == State::Closed)
        return;
    m_deadlines->stop(this);
    const QString text = textOf(m_error);
    drop();
    if (listener())
        listener()->streamClosed(text);
}

} // namespace QSocketIo
