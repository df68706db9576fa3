// SPDX-License-Identifier: MIT
#include "tcpsocket.h"

#include "fail.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace Load {

static constexpr std::uint32_t whenReadable = EPOLLIN;
static constexpr std::uint32_t whenEither = EPOLLIN | EPOLLOUT;

TcpSocket::TcpSocket(EventLoop &loop, std::uint16_t port)
    : m_loop(loop)
    , m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
{
    if (m_socket < 0)
        fail(std::string("socket: ") + std::strerror(errno));
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
        && errno != EINPROGRESS)
        fail(std::string("connect: ") + std::strerror(errno));
    m_loop.watch(m_socket, *this, whenEither);
}

TcpSocket::~TcpSocket()
{
    ::close(m_socket);
}

void TcpSocket::send(std::string_view bytes)
{
    if (m_isConnected && m_unsent.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN)
            fail(std::string("send: ") + std::strerror(errno));
        bytes.remove_prefix(std::size_t(std::max<ssize_t>(sent, 0)));
        if (bytes.empty())
            return;
        m_loop.change(m_socket, *this, whenEither);
    }
    m_unsent += bytes;
}

void TcpSocket::ready(std::uint32_t events)
{
    if (events & EPOLLOUT)
        flush();
    if (events & ~EPOLLOUT)
        read();
}

void TcpSocket::flush()
{
    m_isConnected = true;
    m_loop.change(m_socket, *this, whenReadable);
    send(std::exchange(m_unsent, {}));
}

void TcpSocket::read()
{
    static char buffer[256 * 1024]; // one for all: there is one thread
    const ssize_t count = ::recv(m_socket, buffer, sizeof buffer, 0);
    if (count > 0)
        handle({buffer, std::size_t(count)});
    else if (count == 0 || errno != EAGAIN)
        fail(count == 0 ? "the server closed a connection"
                        : std::string("recv: ") + std::strerror(errno));
}

void TcpSocket::handle(std::string_view bytes)
{
    if (m_unread.empty()) {
        received(bytes);
        m_unread = bytes;
        return;
    }
    m_unread += bytes;
    std::string_view all = m_unread;
    received(all);
    m_unread.erase(0, m_unread.size() - all.size());
}

} // namespace Load
