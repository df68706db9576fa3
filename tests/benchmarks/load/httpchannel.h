// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_HTTPCHANNEL_H
#define QSOCKETIO_BENCHMARKS_HTTPCHANNEL_H

#include "tcpsocket.h"

namespace Load {

// A connection that is kept alive: one request after the other.
class HttpChannel : private TcpSocket
{
public:
    class Owner
    {
    public:
        virtual ~Owner() = default;
        virtual void answered(HttpChannel &channel, std::string_view body) = 0; // 200
    };

    HttpChannel(EventLoop &loop, std::uint16_t port, Owner &owner)
        : TcpSocket(loop, port)
        , m_owner(owner)
    { }

    void get(std::string_view target);
    void post(std::string_view target, std::string_view body);

private:
    void received(std::string_view &bytes) override;

    Owner &m_owner;
};

} // namespace Load

#endif
