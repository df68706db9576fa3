// SPDX-License-Identifier: MIT
#include "rawclient.h"

#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

[[noreturn]] static void fail(const char *what)
{
    std::perror(what);
    std::exit(1);
}

RawClient::RawClient(std::uint16_t port, std::string_view connectPacket, std::string_view query)
    : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (m_socket < 0
        || ::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) < 0)
        fail("connect");
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    write(
        "GET /socket.io/?EIO=4&transport=websocket" + std::string(query)
        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\r\n"
          "Accept-Language: en-GB,en;q=0.9\r\nCookie: session=0123456789abcdef0123456789abcdef\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    readUntil("\"sid\"");
    write(frame(connectPacket));
    readUntil("40");
}

RawClient::RawClient(RawClient &&other) noexcept
    : m_socket(std::exchange(other.m_socket, -1))
{ }

RawClient::~RawClient()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

// Masked by zeros, which is no mask.
std::string RawClient::frame(std::string_view text)
{
    std::string result{'\x81', char(0x80 | text.size()), 0, 0, 0, 0};
    return result.append(text);
}

void RawClient::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (written <= 0)
            fail("send");
        bytes.remove_prefix(std::size_t(written));
    }
}

std::string RawClient::receive()
{
    std::string buffer(std::size_t(256 * 1024), '\0');
    const ssize_t count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
    if (count <= 0)
        fail("recv");
    buffer.resize(std::size_t(count));
    return buffer;
}

void RawClient::read(std::size_t bytes)
{
    for (std::size_t count = 0; count < bytes;)
        count += receive().size();
}

std::size_t RawClient::readUntil(std::string_view text)
{
    std::string all;
    std::size_t searched = 0;
    while (all.find(text, searched) == std::string::npos) {
        searched = all.size() > text.size() ? all.size() - text.size() : 0;
        all += receive();
    }
    return all.size();
}
