// SPDX-License-Identifier: MIT
#include "workload.h"

#include "broadcastworkload.h"
#include "echoworkload.h"
#include "fail.h"
#include "pacedworkload.h"
#include "pollingclient.h"
#include "roomworkload.h"
#include "roundtripworkload.h"
#include "saturationworkload.h"
#include "websocketclient.h"

#include <algorithm>

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
    if (options.workload == "paced")
        return std::make_unique<PacedWorkload>(loop, options);
    if (options.workload == "saturation")
        return std::make_unique<SaturationWorkload>(loop, options);
    if (options.workload == "fetch")
        return std::make_unique<RoundTripWorkload>(loop, options, "[\"fetch\"");
    if (options.workload == "ask")
        return std::make_unique<RoundTripWorkload>(loop, options, "[\"ask\"");
    if (options.workload == "idle")
        return std::make_unique<Workload>(loop, options);
    return nullptr;
}

std::unique_ptr<Client> Workload::makeClient(int index)
{
    const std::size_t server = serverOf(index);
    const std::uint16_t port = server ? m_options.peers[server - 1].port : m_options.port;
    if (m_options.isPolling)
        return std::make_unique<PollingClient>(m_loop, port, *this, index);
    return std::make_unique<WebSocketClient>(m_loop, port, *this, index);
}

std::size_t Workload::serverOf(int index) const
{
    // idle connects some more than it counts
    const std::size_t servers = m_options.peers.size() + 1;
    return std::min(servers - 1, std::size_t(index) * servers / std::size_t(m_options.connections));
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

std::string Workload::roomName(std::size_t room)
{
    return "\"room" + std::to_string(room) + '"';
}

void Workload::joinRooms(std::size_t rooms)
{
    for (int i = 0; i < clientCount(); ++i) {
        const std::string room = roomName(std::size_t(i) % rooms);
        client(i).send(client(i).encode({"421[\"join\"," + room + ']', {}}));
    }
    m_loop.runUntil([this] { return m_joinedCount == clientCount(); }, std::chrono::seconds(60));
    if (!m_options.peers.empty()) // A server of a cluster listens for its rooms a moment later.
        m_loop.runFor(std::chrono::seconds(1));
}

bool Workload::isJoinAnswer(std::string_view text)
{
    const bool isAnswer = text.starts_with("43");
    m_joinedCount += isAnswer;
    return isAnswer;
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
