// SPDX-License-Identifier: MIT
#include "broadcastworkload.h"

#include "fail.h"

namespace Load {

void BroadcastWorkload::start()
{
    m_message = message("[\"broadcast\",", "]");
    m_encoded = client(0).encode(m_message);
    send();
}

void BroadcastWorkload::send()
{
    m_sent = loop().now();
    m_missing = clientCount();
    client(0).send(m_encoded);
}

void BroadcastWorkload::received(Client &, std::string_view text, std::string_view attachment)
{
    if (text != m_message.text || attachment != m_message.attachment)
        fail("not what was sent to everybody: " + std::string(text));
    delivered(m_sent);
    --m_missing;
}

void BroadcastWorkload::readDone(Client &)
{
    if (m_missing == 0 && !m_encoded.empty())
        send();
}

} // namespace Load
