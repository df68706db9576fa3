// SPDX-License-Identifier: MIT
#include "bridgesocket_p.h"

#include "../frontdoor_p.h"
#include "requesthead_p.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QMetaMethod>
#include <QtCore/QPointer>
#include <QtCore/QSet>

#include <cstring>
#include <utility>

namespace QSocketIo {
namespace {

// A QIODevice is read no faster than the front connection drains below this.
constexpr qint64 maxTransferBytesQueued = 256 * 1024;
// Many small writes make a response; they are gathered up to this size.
constexpr qsizetype maxGathered = 64 * 1024;

// From Qt 6.5 on a responder notices that its socket has gone.
constexpr bool isResponderUnsafe = QT_VERSION < QT_VERSION_CHECK(6, 5, 0);

// Owns the sockets that live on without a connection.
class KeptAlive
{
public:
    KeptAlive() = default;
    ~KeptAlive()
    {
        while (!sockets.isEmpty())
            delete *sockets.begin(); // removes itself
    }
    Q_DISABLE_COPY_MOVE(KeptAlive)

    QSet<BridgeSocket *> sockets;
};

KeptAlive &keptAlive()
{
    thread_local KeptAlive keptAlive;
    return keptAlive;
}

QMetaMethod bytesWrittenSignal()
{
    static const QMetaMethod signal = QMetaMethod::fromSignal(&QIODevice::bytesWritten);
    return signal;
}

QMetaMethod destroyedSignal()
{
    static const QMetaMethod signal = QMetaMethod::fromSignal(&QObject::destroyed);
    return signal;
}

} // namespace

BridgeSocket::BridgeSocket(ForeignFront *front, quint16 localPort)
    : m_front(front)
{
    setPeerAddress(front->foreignPeerAddress());
    setPeerName(front->foreignPeerAddress().toString());
    setPeerPort(front->foreignPeerPort());
    setLocalPort(localPort);
    setSocketState(ConnectedState);
    setOpenMode(ReadWrite);
}

BridgeSocket::~BridgeSocket()
{
    m_isClosing = true;
    flushToFront();
    leaveFront(); // deleted by the application, which owns a WebSocket's socket
    setSocketState(UnconnectedState); // the base class has nothing to abort
    if (m_isKeptAlive)
        keptAlive().sockets.remove(this);
}

void BridgeSocket::handedOver()
{
    m_disconnectedReceivers = receivers(SIGNAL(disconnected()));
}

int BridgeSocket::keptAliveCount()
{
    return int(keptAlive().sockets.size());
}

// ---- from the front ----

void BridgeSocket::feed(QByteArrayView bytes)
{
    if (!m_front || m_isClosing)
        return;
    if (!m_tracker.isAwaiting() || !m_requestStart.isEmpty()) {
        m_requestStart.append(bytes.data(), bytes.size());
        startRequest();
    } else {
        m_incoming.append(bytes.data(), bytes.size());
    }
    m_isFedMeanwhile = true;
    if (m_isEmittingReadyRead || m_incoming.isEmpty())
        return;
    announceIncoming();
}

void BridgeSocket::announceIncoming()
{
    const QPointer<BridgeSocket> self(this);
    m_isEmittingReadyRead = true;
    do { // what is fed meanwhile must be announced, too
        m_isFedMeanwhile = false;
        Q_EMIT readyRead();
    } while (self && m_front && m_isFedMeanwhile);
    if (!self)
        return;
    m_isEmittingReadyRead = false;
    if (m_isKeptAlive && (!m_tracker.isAwaiting() || m_transfers > 0))
        endKeptAlive();
    noteDispatch();
}

// The front passes a head in one piece, but what comes next in a tunnel may have any form.
void BridgeSocket::startRequest()
{
    const qsizetype space = m_requestStart.indexOf(' ');
    if (space < 0)
        return;
    m_isDispatched = false;
    m_isResponderUsedUp = false;
    m_tracker.expect(QByteArrayView(m_requestStart).first(space));
    if (m_front->foreignIsSecure())
        setSecureScheme(&m_requestStart);
    if (takeExpectation(&m_requestStart)) {
        static const QByteArray continuation = "HTTP/1.1 100 Continue\r\n\r\n";
        m_outgoing.append(continuation.constData(), m_tracker.feed(continuation));
        flushLater();
    }
    m_incoming.append(std::exchange(m_requestStart, {}));
}

void BridgeSocket::noteDispatch()
{
    // QHttpServer reads a request within a transaction, and commits it before it calls a handler.
    if (m_tracker.isAwaiting() && !isTransactionStarted())
        m_isDispatched = true;
}

void BridgeSocket::frontDrained()
{
    if (!m_front || m_isEmittingBytesWritten)
        return;
    const qint64 written = m_unconfirmed - qMin(m_unconfirmed, m_front->foreignBytesQueued());
    m_unconfirmed -= written;
    if (written == 0 && !m_isTransferStalled)
        return;
    m_isTransferStalled = false;
    const QPointer<BridgeSocket> self(this);
    m_isEmittingBytesWritten = true;
    Q_EMIT bytesWritten(written);
    if (self)
        m_isEmittingBytesWritten = false;
}

void BridgeSocket::frontGone()
{
    m_front = nullptr;
    end();
}

void BridgeSocket::serverGone()
{
    const bool isAwaited = m_tracker.isAwaiting();
    flushToFront();
    if (isAwaited)
        leaveFront();
    m_front = nullptr;
    end();
    if (!m_isReleased)
        deleteLater();
}

void BridgeSocket::leaveFront()
{
    if (m_front)
        std::exchange(m_front, nullptr)->foreignClose();
}

// ---- the end ----

// The QHttpServer, or the QWebSocket that has the socket now, deletes it when it is disconnected.
void BridgeSocket::end()
{
    if (std::exchange(m_hasEnded, true))
        return;
    noteDispatch();
    m_incoming.clear();
    m_incomingOffset = 0;
    m_outgoing.clear();
    if (m_transfers > 0) {
        keepAlive();
        endKeptAlive();
    } else if (mayHaveResponder()) {
        keepAlive();
    }
    const QPointer<BridgeSocket> self(this);
    setSocketState(UnconnectedState);
    Q_EMIT stateChanged(UnconnectedState);
    if (self)
        Q_EMIT readChannelFinished();
    if (self)
        Q_EMIT disconnected();
    // A future's response is written to a connected socket only; that it is written is what tells
    // that it was the last to know this one.
    if (self && m_isKeptAlive)
        setSocketState(ConnectedState);
}

bool BridgeSocket::mayHaveResponder() const
{
    if (!isResponderUnsafe || m_isReleased)
        return false;
    // An application that listens to disconnected() itself ends its responder there.
    const bool applicationKnows = receivers(SIGNAL(disconnected())) > m_disconnectedReceivers;
    return m_isDispatched && !m_isResponderUsedUp && m_tracker.isAwaiting() && !applicationKnows;
}

void BridgeSocket::keepAlive()
{
    m_isKeptAlive = true;
    setParent(nullptr);
    keptAlive().sockets.insert(this);
}

// A transfer of Qt 6.4 crashes if it is to write when its socket has gone. It has nothing to write
// after a write that took nothing; one that it may have posted comes before what is posted here;
// and its source, which is deleted later then, must get no event before that.
void BridgeSocket::endKeptAlive()
{
    if (!m_isKeptAlive || std::exchange(m_isEndQueued, true))
        return;
    const auto end = [this] {
        m_isEndQueued = false;
        if (m_isEmittingReadyRead)
            return; // QHttpServer is still at it, in an outer event loop
        const bool hasTransfers = m_transfers > 0;
        delete this;
        if (hasTransfers)
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    QMetaObject::invokeMethod(this, end, Qt::QueuedConnection);
}

bool BridgeSocket::event(QEvent *event)
{
    if (event->type() == QEvent::DeferredDelete && m_isKeptAlive)
        return true;
    return QTcpSocket::event(event);
}

void BridgeSocket::close()
{
    disconnectFromHost();
    if (!m_isKeptAlive) // else still written to
        QIODevice::close();
}

void BridgeSocket::disconnectFromHost()
{
    if (m_hasEnded || std::exchange(m_isClosing, true))
        return;
    const QPointer<BridgeSocket> self(this);
    flushToFront();
    if (!self)
        return;
    leaveFront();
    end();
}

// ---- for the QHttpServer to read ----

qint64 BridgeSocket::bytesAvailable() const
{
    if (m_hasEnded && !m_isReleased)
        return 0; // no further request
    return QTcpSocket::bytesAvailable() + m_incoming.size() - m_incomingOffset;
}

bool BridgeSocket::canReadLine() const
{
    return QTcpSocket::canReadLine() || m_incoming.indexOf('\n', m_incomingOffset) >= 0;
}

qint64 BridgeSocket::readData(char *data, qint64 maxSize)
{
    const qint64 size = qMin<qint64>(maxSize, m_incoming.size() - m_incomingOffset);
    if (size == 0)
        return m_hasEnded ? -1 : 0;
    std::memcpy(data, m_incoming.constData() + m_incomingOffset, std::size_t(size));
    return skipData(size);
}

qint64 BridgeSocket::readLineData(char *data, qint64 maxSize)
{
    const qsizetype newline = m_incoming.indexOf('\n', m_incomingOffset);
    return readData(data,
                    newline < 0 ? maxSize : qMin<qint64>(maxSize, newline + 1 - m_incomingOffset));
}

qint64 BridgeSocket::skipData(qint64 maxSize)
{
    const qint64 size = qMin<qint64>(maxSize, m_incoming.size() - m_incomingOffset);
    m_incomingOffset += size;
    if (m_incomingOffset == m_incoming.size()) {
        m_incoming.clear();
        m_incomingOffset = 0;
    }
    return size;
}

// ---- for the QHttpServer to write ----

qint64 BridgeSocket::bytesToWrite() const
{
    return m_front ? m_outgoing.size() + m_front->foreignBytesQueued() : 0;
}

// Takes all or nothing: the transfer of Qt 6.4 reads beyond its buffer after a short write, but
// waits for bytesWritten() after an empty one. All others do not look at what is returned.
qint64 BridgeSocket::writeData(const char *data, qint64 size)
{
    if (m_transfers > 0 && (!m_front || bytesToWrite() >= maxTransferBytesQueued)) {
        m_isTransferStalled = true;
        flushLater();
        return 0;
    }
    // What goes beyond the response, the body of an answer to HEAD for one, is left out.
    m_outgoing.append(data, m_tracker.feed(QByteArrayView(data, size)));
    if (!m_front) {
        m_outgoing.clear();
        if (!m_tracker.isAwaiting())
            endKeptAlive();
    } else if (m_outgoing.size() >= maxGathered && m_tracker.isAwaiting()) {
        flushToFront();
    } else {
        flushLater();
    }
    return size;
}

void BridgeSocket::flushLater()
{
    if (std::exchange(m_isFlushQueued, true))
        return;
    const auto flush = [this] {
        m_isFlushQueued = false;
        // A transfer writes 512 bytes a turn (Qt 6.4); as long as it goes on, they are gathered.
        if (m_transfers > 0 && std::exchange(m_seenOutgoing, m_outgoing.size()) < m_outgoing.size())
            flushLater();
        else
            flushToFront();
    };
    QMetaObject::invokeMethod(this, flush, Qt::QueuedConnection);
}

void BridgeSocket::flushToFront()
{
    // The end of a response lets the front go on to the next request. Not while a transfer could
    // still write: that would end up in the next response.
    if (!m_front || m_outgoing.isEmpty() || (!m_tracker.isAwaiting() && m_transfers > 0))
        return;
    const QByteArray bytes = std::exchange(m_outgoing, {});
    m_seenOutgoing = 0;
    m_unconfirmed += bytes.size();
    m_front->foreignWrite(bytes);
}

// QHttpServer sends a QIODevice with an object that connects to bytesWritten() and then to
// destroyed(), and disconnects from bytesWritten() when it is done.
void BridgeSocket::connectNotify(const QMetaMethod &signal)
{
    if (signal == bytesWrittenSignal()) {
        m_isTransferStarting = true;
    } else if (signal == destroyedSignal() && std::exchange(m_isTransferStarting, false)) {
        ++m_transfers;
        m_isResponderUsedUp = true;
        endKeptAlive();
    }
    QTcpSocket::connectNotify(signal);
}

void BridgeSocket::disconnectNotify(const QMetaMethod &signal)
{
    if (!signal.isValid())
        m_isReleased = true; // all signals at once: QHttpServer makes a WebSocket of it
    else if (signal == bytesWrittenSignal() && m_transfers > 0 && --m_transfers == 0)
        transferEnded();
    QTcpSocket::disconnectNotify(signal);
}

void BridgeSocket::transferEnded()
{
    if (!m_front)
        return;
    // Called from a destructor: what follows waits for the event loop.
    QMetaObject::invokeMethod(
        this,
        [this, self = QPointer<BridgeSocket>(this)] {
            flushToFront();
            if (self && m_tracker.isUntilClose() && m_transfers == 0)
                disconnectFromHost();
        },
        Qt::QueuedConnection);
}

} // namespace QSocketIo
