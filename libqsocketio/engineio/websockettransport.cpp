// SPDX-License-Identifier: MIT
#include "websockettransport_p.h"

namespace QSocketIo {

WebSocketTransport::WebSocketTransport(std::unique_ptr<WebSocketConnection> connection,
                                       const Wire &wire)
    : Transport(Kind::WebSocket, wire)
    , m_connection(std::move(connection))
{
    m_connection->setListener(this);
}

WebSocketTransport::~WebSocketTransport() = default;

void WebSocketTransport::start()
{
    const auto self = shared_from_this();
    if (m_connection) // not closed by whoever heard of it first
        m_connection->start();
}

void WebSocketTransport::send(const EnginePacket &packet)
{
    if (!m_connection)
        return;
    m_isDrained = false;
    if (packet.isBinary && !wire().hasBareBinary())
        sendTranscribed(packet); // not the shared frame, which holds bare bytes
    else if (!packet.webSocketFrame.isNull())
        m_connection->sendFrame(packet.webSocketFrame);
    else if (packet.isBinary)
        m_connection->sendBinary(packet.data);
    else
        m_connection->sendText(char('0' + int(packet.type)), packet.data);
}

void WebSocketTransport::sendTranscribed(const EnginePacket &packet)
{
    if (wire().supportsBinary())
        m_connection->sendBinary(EngineCodecV3::encodeBinary(packet));
    else
        m_connection->sendText(wire().encodeText(packet));
}

qint64 WebSocketTransport::bytesQueued() const
{
    return m_connection ? m_connection->bytesQueued() : 0;
}

void WebSocketTransport::close()
{
    setListener(nullptr);
    if (m_connection)
        WebSocketConnection::closeAndDelete(std::move(m_connection));
}

void WebSocketTransport::abort()
{
    setListener(nullptr);
    m_connection.reset();
}

Transport::CloseResult WebSocketTransport::closePolitely()
{
    close();
    return CloseResult::Ended;
}

void WebSocketTransport::webSocketText(QByteArrayView text)
{
    const auto self = shared_from_this();
    if (listener())
        listener()->transportPacket(wire().decodeText(text));
}

void WebSocketTransport::webSocketBinary(QByteArrayView bytes)
{
    const auto self = shared_from_this();
    if (listener())
        listener()->transportPacket(wire().decodeBinary(bytes));
}

void WebSocketTransport::webSocketDrained()
{
    m_isDrained = true;
    if (listener())
        listener()->transportDrained(); // may be the last of this
}

void WebSocketTransport::webSocketClosed(bool wasError, const QString &text)
{
    const auto self = shared_from_this();
    // The connection has ended by itself; closing it once more would only keep it.
    m_connection.reset();
    if (!listener())
        return;
    if (wasError)
        listener()->transportFailed(text);
    else
        listener()->transportClosed();
}

} // namespace QSocketIo
