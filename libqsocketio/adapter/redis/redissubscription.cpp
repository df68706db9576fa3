// SPDX-License-Identifier: MIT
#include "redissubscription_p.h"

#include "redishub_p.h"

namespace QSocketIo {

RedisSubscription::RedisSubscription(RedisHub *hub, Kind kind, const QByteArrayList &channels)
    : m_hub(hub)
    , m_kind(kind)
    , m_channels(channels)
    , m_unconfirmed(channels.size())
{ }

RedisSubscription::~RedisSubscription()
{
    if (m_hub)
        m_hub->unsubscribe(this);
}

} // namespace QSocketIo
