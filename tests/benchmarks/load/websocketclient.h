// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_WEBSOCKETCLIENT_H
#define QSOCKETIO_BENCHMARKS_WEBSOCKETCLIENT_H

#include "client.h"
#include "frames.h"
#include "tcpsocket.h"

namespace Load {

class WebSocketClient : public Client, private TcpSocket
{
public:
    WebSocketClient(EventLoop &loop, std::uint16_t port, Owner &owner, int index);

    void send(std::string_view encoded) override { TcpSocket::send(encoded); }
    [[nodiscard]] std::string encode(const Message &message) const override;

private:
    void received(std::string_view &bytes) override;
    void takeHandshake(std::string_view &bytes);
    void handle(const ServerFrame &frame);
    void handleText(std::string_view text);

    bool m_isUpgraded = false;
    std::string m_awaitsAttachment; // the text before it
};

} // namespace Load

#endif
