// SPDX-License-Identifier: MIT
#include "websocketclient.h"

#include "fail.h"

namespace Load {

WebSocketClient::WebSocketClient(EventLoop &loop, std::uint16_t port, Owner &owner, int index)
    : Client(owner, index)
    , TcpSocket(loop, port)
{
    TcpSocket::send("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
                    "Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\r\n"
                    "Accept-Language: en-GB,en;q=0.9\r\nOrigin: http://localhost\r\n"
                    "Sec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
}

std::string WebSocketClient::encode(const Message &message) const
{
    std::string frames = clientFrame(Opcode::Text, message.text);
    if (!message.attachment.empty())
        frames += clientFrame(Opcode::Binary, message.attachment);
    return frames;
}

void WebSocketClient::received(std::string_view &bytes)
{
    if (!m_isUpgraded)
        takeHandshake(bytes);
    if (!m_isUpgraded)
        return;
    while (const auto frame = takeFrame(bytes))
        handle(*frame);
    owner().readDone(*this);
}

void WebSocketClient::takeHandshake(std::string_view &bytes)
{
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return;
    if (!bytes.starts_with("HTTP/1.1 101 "))
        fail("no WebSocket: " + std::string(bytes.substr(0, end)));
    bytes.remove_prefix(end + 4);
    m_isUpgraded = true;
}

void WebSocketClient::handle(const ServerFrame &frame)
{
    switch (frame.opcode) {
    case Opcode::Text:
        return handleText(frame.payload);
    case Opcode::Binary:
        owner().received(*this, m_awaitsAttachment, frame.payload);
        return;
    case Opcode::Ping:
        return TcpSocket::send(clientFrame(Opcode::Pong, frame.payload));
    case Opcode::Pong:
        return;
    case Opcode::Close:
        break;
    }
    fail("the server closed a WebSocket");
}

void WebSocketClient::handleText(std::string_view text)
{
    if (text.starts_with("42") || text.starts_with("43"))
        owner().received(*this, text, {});
    else if (text.starts_with("45"))
        m_awaitsAttachment = text;
    else if (text == "2")
        TcpSocket::send(clientFrame(Opcode::Text, "3"));
    else if (text.starts_with('0'))
        TcpSocket::send(clientFrame(Opcode::Text, "40"));
    else if (text.starts_with("40"))
        owner().connected();
    else
        fail("unexpected packet: " + std::string(text));
}

} // namespace Load
