// SPDX-License-Identifier: MIT
#include "workload.h"

#include "broadcastworkload.h"
#include "echoworkload.h"
#include "fail.h"
#include "pollingclient.h"
#include "roomworkload.h"
#include "websocketclient.h"

namespace Load {

Workload::Workload(EventLoop &loop, const Options &options)
    : m_loop(loop)
    , m_options(options)
{ }

std::unique_ptr<Workload> Workload::make(EventLoop &loop, const Options &options)
{
    if (options.workload == "echo")
        return std::make_unique<EchoWorkload>(loop, options);
    if (options.workload == "broadcast")
        return std::make_unique<BroadcastWorkload>(loop, options);
    if (options.workload == "rooms")
        return std::make_unique<RoomWorkload>(loop, options);
    if (options.workload == "idle")
        return std::make_unique<Workload>(loop, options);
    return nullptr;
}

std::unique_ptr<Client> Workload::makeClient(int index)
{
    const bool isOfPeer = m_options.peerPort && index >= m_options.connections / 2;
    const std::uint16_t port = isOfPeer ? m_options.peerPort : m_options.port;
    if (m_options.isPolling)
        return std::make_unique<PollingClient>(m_loop, port, *this, index);
    return std::make_unique<WebSocketClient>(m_loop, port, *this, index);
}

Clock::duration Workload::connectClients(int count)
{
    const Clock::time_point start = Clock::now();
    const int all = clientCount() + count;
    const auto progress = [this, all] {
        while (clientCount() < all && clientCount() - m_connectedCount < m_options.burst)
            m_clients.push_back(makeClient(clientCount()));
        return m_connectedCount == all;
    };
    m_loop.runUntil(progress, std::chrono::seconds(60));
    return Clock::now() - start;
}

Message Workload::message(const std::string &begin, const std::string &end) const
{
    std::string content(m_options.size, ' ');
    for (std::size_t i = 0; i < content.size(); ++i)
        content[i] = char('a' + i % 26);
    if (!m_options.isBinary)
        return {"42" + begin + '"' + content + '"' + end, {}};
    return {"451-" + begin + R"({"_placeholder":true,"num":0})" + end, content};
}

void Workload::delivered(Sent sent)
{
    m_latency.add(std::uint64_t(std::chrono::nanoseconds(m_loop.now() - sent).count()));
}

void Workload::received(Client &, std::string_view text, std::string_view)
{
    fail("an event that nobody asked for: " + std::string(text));
}

} // namespace Load
