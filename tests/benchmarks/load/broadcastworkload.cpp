// SPDX-License-Identifier: MIT
#include "broadcastworkload.h"

#include "fail.h"

namespace Load {

void BroadcastWorkload::start()
{
    m_message = message("[\"broadcast\",", "]");
    m_encoded = client(0).encode(m_message);
    m_seen.resize(std::size_t(clientCount()));
    for (int i = 0; i < options().window; ++i)
        send();
}

void BroadcastWorkload::send()
{
    m_underWay.push_back({loop().now(), clientCount()});
    client(0).send(m_encoded);
}

void BroadcastWorkload::received(Client &client, std::string_view text, std::string_view attachment)
{
    if (text != m_message.text || attachment != m_message.attachment)
        fail("not what was sent to everybody: " + std::string(text));
    const std::uint64_t number = m_seen[std::size_t(client.index())]++;
    if (number - m_finished >= m_underWay.size())
        fail("more than was sent");
    Broadcast &broadcast = m_underWay[std::size_t(number - m_finished)];
    delivered(broadcast.sent);
    --broadcast.missing;
}

void BroadcastWorkload::readDone(Client &)
{
    while (!m_underWay.empty() && m_underWay.front().missing == 0) {
        m_underWay.pop_front();
        ++m_finished;
        send();
    }
}

} // namespace Load
