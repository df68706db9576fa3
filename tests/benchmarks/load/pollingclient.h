// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_POLLINGCLIENT_H
#define QSOCKETIO_BENCHMARKS_POLLINGCLIENT_H

#include "client.h"
#include "httpchannel.h"

namespace Load {

// Long polling as browsers do it: a GET that waits on one connection, POSTs on another.
class PollingClient : public Client, private HttpChannel::Owner
{
public:
    PollingClient(EventLoop &loop, std::uint16_t port, Client::Owner &owner, int index);

    // One POST at a time; what is sent meanwhile goes with the next one.
    void send(std::string_view encoded) override;
    [[nodiscard]] std::string encode(const Message &message) const override;

private:
    void answered(HttpChannel &channel, std::string_view body) override;
    void handlePacket(std::string_view packet);
    void open(std::string_view packet);

    HttpChannel m_polls;
    HttpChannel m_posts;
    std::string m_target = "/socket.io/?EIO=4&transport=polling";
    std::string m_unsent;
    bool m_isPosting = false;
};

} // namespace Load

#endif
