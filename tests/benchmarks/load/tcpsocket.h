// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_TCPSOCKET_H
#define QSOCKETIO_BENCHMARKS_TCPSOCKET_H

#include "eventloop.h"

#include <string>
#include <string_view>

namespace Load {

// A non-blocking connection to a port of this machine.
class TcpSocket : private Watcher
{
public:
    TcpSocket(EventLoop &loop, std::uint16_t port);
    ~TcpSocket() override;
    TcpSocket(const TcpSocket &) = delete;
    TcpSocket &operator=(const TcpSocket &) = delete;

    void send(std::string_view bytes);

protected:
    // Takes what it can use off the bytes; what is left comes again with those that follow.
    virtual void received(std::string_view &bytes) = 0;
    [[nodiscard]] EventLoop &loop() const { return m_loop; }

private:
    void ready(std::uint32_t events) override;
    void flush();
    void read();
    void handle(std::string_view bytes);

    EventLoop &m_loop;
    int m_socket;
    bool m_isConnected = false;
    std::string m_unread;
    std::string m_unsent;
};

} // namespace Load

#endif
