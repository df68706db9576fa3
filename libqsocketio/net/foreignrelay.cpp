// SPDX-License-Identifier: MIT
#include "foreignrelay_p.h"

#include "../core/logging_p.h"
#include "httpconnection_p.h"

namespace QSocketIo {

ForeignChannel::~ForeignChannel() = default;
ForeignFront::~ForeignFront() = default;
ForeignServer::~ForeignServer() = default;

ForeignRelay::ForeignRelay(HttpConnection *connection)
    : m_connection(connection)
{ }

ForeignRelay::~ForeignRelay() = default;

bool ForeignRelay::open(ForeignServer *server)
{
    if (m_channel && !m_isChannelClosed)
        return true;
    m_channel.reset();
    m_isChannelClosed = false;
    m_channel = server->open(this);
    return m_channel != nullptr;
}

void ForeignRelay::beginRequest(QByteArrayView method, QByteArrayView rawHead)
{
    m_isRequestUnderWay = true;
    m_tracker.expect(method);
    m_channel->forward(rawHead);
}

void ForeignRelay::forward(QByteArrayView bytes)
{
    if (!m_isChannelClosed && !bytes.isEmpty())
        m_channel->forward(bytes);
}

void ForeignRelay::frontDrained()
{
    if (m_channel && !m_isChannelClosed)
        m_channel->frontDrained();
}

// Bytes out of turn would be taken for the answer to a request of ours.
void ForeignRelay::foreignWrite(const QByteArray &bytes)
{
    if (m_isTunnel) {
        m_connection->foreignWrite(bytes);
        return;
    }
    if (!m_tracker.isAwaiting()) {
        qCDebug(lcEngine) << "The HTTP server wrote without being asked:" << bytes.left(80);
        return;
    }
    const qsizetype size = m_tracker.feed(bytes);
    m_connection->foreignWrite(size == bytes.size() ? bytes : bytes.first(size));
    if (!m_tracker.isAwaiting())
        m_connection->foreignProgress();
}

void ForeignRelay::foreignClose()
{
    if (m_isChannelClosed)
        return;
    m_isChannelClosed = true;
    m_connection->foreignClosed();
}

qint64 ForeignRelay::foreignBytesQueued() const
{
    return m_connection->m_stream ? m_connection->m_stream->bytesQueued() : 0;
}

QHostAddress ForeignRelay::foreignPeerAddress() const
{
    return m_connection->m_stream ? m_connection->m_stream->peerAddress() : QHostAddress();
}

quint16 ForeignRelay::foreignPeerPort() const
{
    return m_connection->m_stream ? m_connection->m_stream->peerPort() : 0;
}

bool ForeignRelay::foreignIsSecure() const
{
    return m_connection->m_stream && m_connection->m_stream->isSecure();
}

} // namespace QSocketIo
