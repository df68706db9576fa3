// SPDX-License-Identifier: MIT
#include "tcpstream_p.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtNetwork/QTcpSocket>
#if QT_CONFIG(ssl)
#include <QtNetwork/QSslSocket>
#endif
#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

#include <utility>

namespace QSocketIo {

namespace {
// Smaller writes are copied together, larger ones stay shared.
constexpr qsizetype SmallWrite = 16 * 1024;
constexpr qsizetype CoalescedWrite = 64 * 1024;
// OpenSSL encrypts all it is given at once: the more it gets, the more is no longer shared.
constexpr qsizetype SecureWrite = 64 * 1024;

// The system then drops what it holds of this connection, too.
void resetOnClose(QTcpSocket *socket)
{
#ifdef Q_OS_UNIX
    const linger option = {1, 0};
    ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &option, sizeof(option));
#else
    Q_UNUSED(socket);
#endif
}

// TLS has its own way to end, which Qt offers for both directions only.
void shutDownOutput(QTcpSocket *socket, const QSslSocket *sslSocket)
{
#ifdef Q_OS_UNIX
    if (!sslSocket)
        ::shutdown(int(socket->socketDescriptor()), SHUT_WR);
#else
    Q_UNUSED(socket);
    Q_UNUSED(sslSocket);
#endif
}
} // namespace

// Inside a call to the stream, so that the socket's signals are kept for later.
class TcpStream::CallScope
{
public:
    explicit CallScope(TcpStream *stream)
        : m_stream(stream)
    {
        ++m_stream->m_calls;
    }
    ~CallScope() { --m_stream->m_calls; }
    Q_DISABLE_COPY_MOVE(CallScope)

private:
    TcpStream *m_stream;
};

// Inside a signal of the socket, which must survive it, unlike the stream.
class TcpStream::SlotScope
{
public:
    explicit SlotScope(TcpStream *stream)
        : m_stream(stream)
        , m_guard(stream->m_life)
    {
        ++m_stream->m_slots;
    }
    ~SlotScope()
    {
        if (m_guard)
            --m_stream->m_slots;
    }
    Q_DISABLE_COPY_MOVE(SlotScope)

    [[nodiscard]] bool isStreamAlive() const { return bool(m_guard); }

private:
    TcpStream *m_stream;
    LifeGuard m_guard;
};

TcpStream::TcpStream(std::unique_ptr<QTcpSocket> socket, DeadlineQueue *deadlines,
                     std::chrono::milliseconds closeTimeout)
    : m_socket(socket.release())
    , m_deadlines(deadlines)
    , m_closeTimeout(closeTimeout)
{
    m_socket->setParent(nullptr);
    m_socket->setReadBufferSize(ReadBufferSize);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &TcpStream::onReadyRead);
    connect(m_socket, &QTcpSocket::disconnected, this, &TcpStream::onDisconnected);
#if QT_CONFIG(ssl)
    m_sslSocket = qobject_cast<QSslSocket *>(m_socket);
    if (m_sslSocket)
        connect(m_sslSocket, &QSslSocket::encryptedBytesWritten, this, &TcpStream::onBytesWritten);
#endif
    connect(m_socket, &QTcpSocket::bytesWritten, this, &TcpStream::onBytesWritten);
    if (m_socket->bytesAvailable() > 0)
        postpone(Readable);
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        postpone(Disconnected);
}

TcpStream::~TcpStream()
{
    dropSocket();
    if (m_slots > 0)
        m_socket->deleteLater();
    else
        delete m_socket;
}

// Closes the descriptor and hears no more of it.
void TcpStream::dropSocket()
{
    m_state = State::Closed;
    m_postponed = 0;
    disconnect(m_socket, nullptr, this, nullptr);
    m_socket->abort();
}

qint64 TcpStream::read(char *data, qint64 maxSize)
{
    if (m_state != State::Open)
        return 0;
    const CallScope scope(this);
    const qint64 size = m_socket->read(data, maxSize);
    // readyRead() does not come again for what is already here.
    if (m_socket->bytesAvailable() > 0)
        postpone(Readable);
    return qMax<qint64>(size, 0);
}

void TcpStream::write(QByteArray bytes)
{
    if (m_state != State::Open || bytes.isEmpty() || isHandshaking())
        return;
    m_queueSize += bytes.size();
    m_queue.append(std::move(bytes));
}

void TcpStream::flush()
{
    if (m_state == State::Closed || m_queue.isEmpty())
        return;
    const CallScope scope(this);
    pushQueue();
    if (bytesQueued() > 0)
        m_isCongested = true;
    else if (m_isCongested)
        postpone(Drained);
}

// The socket gets the next piece when the system has taken the previous one.
void TcpStream::pushQueue()
{
    while (!m_queue.isEmpty() && socketQueued() == 0
           && m_socket->state() == QAbstractSocket::ConnectedState) {
        pushNext();
        m_socket->flush();
    }
}

void TcpStream::pushNext()
{
    const QByteArray &first = m_queue.constFirst();
    if (m_queue.size() > 1 && first.size() < SmallWrite) {
        pushSmallOnes();
        return;
    }
    const qsizetype rest = first.size() - m_offset;
    const qsizetype size = m_sslSocket ? qMin(rest, SecureWrite) : rest;
    if (size == first.size())
        m_socket->write(first); // shared
    else
        m_socket->write(first.constData() + m_offset, size);
    m_queueSize -= size;
    m_offset += size;
    if (size == rest) {
        m_queue.removeFirst();
        m_offset = 0;
    }
}

void TcpStream::pushSmallOnes()
{
    QByteArray block;
    block.reserve(qMin<qint64>(m_queueSize, CoalescedWrite + SmallWrite));
    qsizetype count = 0;
    while (count < m_queue.size() && m_queue.at(count).size() < SmallWrite
           && block.size() < CoalescedWrite)
        block.append(m_queue.at(count++));
    m_queue.remove(0, count);
    m_queueSize -= block.size();
    m_socket->write(block);
}

qint64 TcpStream::socketQueued() const
{
#if QT_CONFIG(ssl)
    if (m_sslSocket)
        return m_sslSocket->bytesToWrite() + m_sslSocket->encryptedBytesToWrite();
#endif
    return m_socket->bytesToWrite();
}

qint64 TcpStream::bytesQueued() const
{
    return m_state == State::Closed ? 0 : m_queueSize + socketQueued();
}

bool TcpStream::isHandshaking() const
{
#if QT_CONFIG(ssl)
    return m_sslSocket && m_sslSocket->mode() != QSslSocket::UnencryptedMode
        && !m_sslSocket->isEncrypted();
#else
    return false;
#endif
}

void TcpStream::close()
{
    if (m_state != State::Open)
        return;
    if (isHandshaking()) {
        dropSocket();
        postpone(Disconnected);
        return;
    }
    const CallScope scope(this);
    m_state = State::Closing;
    m_deadlines->start(this, m_closeTimeout);
    pushQueue();
    endIfWritten();
}

void TcpStream::endOutput()
{
    if (m_state != State::Open)
        return;
    const CallScope scope(this);
    m_isOutputEnding = true;
    pushQueue();
    endIfWritten();
}

void TcpStream::endIfWritten()
{
    if (!m_queue.isEmpty() || socketQueued() > 0)
        return;
    if (m_state == State::Closing)
        m_socket->disconnectFromHost();
    else if (m_state == State::Open && std::exchange(m_isOutputEnding, false))
        shutDownOutput(m_socket, m_sslSocket);
}

void TcpStream::abort()
{
    m_deadlines->stop(this);
    resetOnClose(m_socket);
    dropSocket();
    setListener(nullptr);
}

// A polite close has taken too long.
void TcpStream::deadlineReached()
{
    resetOnClose(m_socket);
    dropSocket();
    if (listener())
        listener()->streamClosed(QStringLiteral("The peer does not read"));
}

QHostAddress TcpStream::peerAddress() const
{
    return m_socket->peerAddress();
}

quint16 TcpStream::peerPort() const
{
    return m_socket->peerPort();
}

bool TcpStream::isSecure() const
{
#if QT_CONFIG(ssl)
    return m_sslSocket && m_sslSocket->mode() != QSslSocket::UnencryptedMode;
#else
    return false;
#endif
}

void TcpStream::onReadyRead()
{
    if (m_calls > 0) {
        postpone(Readable);
        return;
    }
    const SlotScope scope(this);
    tellReadable();
}

void TcpStream::onBytesWritten()
{
    if (m_calls > 0)
        return; // flush() and close() look for themselves
    const SlotScope scope(this);
    {
        const CallScope callScope(this);
        pushQueue();
        endIfWritten();
    }
    if (!m_isCongested || m_state != State::Open || bytesQueued() > 0)
        return;
    m_isCongested = false;
    if (listener())
        listener()->streamDrained();
}

void TcpStream::onDisconnected()
{
    if (m_calls > 0) {
        postpone(Disconnected);
        return;
    }
    const SlotScope scope(this);
    tellDisconnected();
}

void TcpStream::postpone(Notice notice)
{
    m_postponed |= notice;
    if (std::exchange(m_isPosted, true))
        return;
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

bool TcpStream::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    deliverPostponed();
    return true;
}

void TcpStream::deliverPostponed()
{
    m_isPosted = false;
    const quint8 notices = std::exchange(m_postponed, quint8(0));
    const LifeGuard guard(m_life);
    if (notices & Readable)
        tellReadable();
    if (guard && (notices & Drained) && m_state == State::Open && m_isCongested
        && bytesQueued() == 0) {
        m_isCongested = false;
        if (listener())
            listener()->streamDrained();
    }
    if (guard && (notices & Disconnected))
        tellDisconnected();
}

void TcpStream::tellReadable()
{
    m_postponed &= quint8(~Readable);
    if (m_state == State::Open && listener())
        listener()->streamReadable();
}

// May be preceded by bytes that the listener has not been told of yet.
void TcpStream::tellDisconnected()
{
    const LifeGuard guard(m_life);
    qint64 before = -1;
    while (guard && m_state == State::Open && m_socket->bytesAvailable() > 0
           && m_socket->bytesAvailable() != before) {
        before = m_socket->bytesAvailable();
        tellReadable();
    }
    if (!guard)
        return;
    m_deadlines->stop(this);
    const bool isOrdinary = m_socket->error() == QAbstractSocket::RemoteHostClosedError
        || m_socket->error() == QAbstractSocket::UnknownSocketError;
    const QString text = isOrdinary ? QString() : m_socket->errorString();
    dropSocket();
    if (listener())
        listener()->streamClosed(text);
}

} // namespace QSocketIo
