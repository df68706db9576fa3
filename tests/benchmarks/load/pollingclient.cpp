// SPDX-License-Identifier: MIT
#include "pollingclient.h"

#include "fail.h"

#include <algorithm>
#include <utility>

namespace Load {

static constexpr char separator = '\x1e';

PollingClient::PollingClient(EventLoop &loop, std::uint16_t port, Client::Owner &owner, int index)
    : Client(owner, index)
    , m_polls(loop, port, *this)
    , m_posts(loop, port, *this)
{
    m_polls.get(m_target);
}

std::string PollingClient::encode(const Message &message) const
{
    return message.text;
}

void PollingClient::send(std::string_view encoded)
{
    if (m_isPosting) {
        if (!m_unsent.empty())
            m_unsent += separator;
        m_unsent += encoded;
        return;
    }
    m_isPosting = true;
    m_posts.post(m_target, encoded);
}

void PollingClient::answered(HttpChannel &channel, std::string_view body)
{
    if (&channel == &m_posts) {
        m_isPosting = false;
        if (!m_unsent.empty())
            send(std::exchange(m_unsent, {}));
        return;
    }
    while (!body.empty()) {
        const std::size_t end = std::min(body.find(separator), body.size());
        handlePacket(body.substr(0, end));
        body.remove_prefix(std::min(end + 1, body.size()));
    }
    m_polls.get(m_target); // the next one waits before anything is answered
    owner().readDone(*this);
}

void PollingClient::handlePacket(std::string_view packet)
{
    if (packet.starts_with("42"))
        owner().received(*this, packet, {});
    else if (packet == "2")
        send("3");
    else if (packet.starts_with('0'))
        open(packet);
    else if (packet.starts_with("40"))
        owner().connected();
    else
        fail("unexpected packet: " + std::string(packet));
}

void PollingClient::open(std::string_view packet)
{
    static constexpr std::string_view key = "\"sid\":\"";
    const std::size_t start = packet.find(key);
    const std::size_t end = packet.find('"', start + key.size());
    if (start == std::string_view::npos || end == std::string_view::npos)
        fail("no sid in " + std::string(packet));
    m_target += "&sid=";
    m_target += packet.substr(start + key.size(), end - start - key.size());
    send("40");
}

} // namespace Load
