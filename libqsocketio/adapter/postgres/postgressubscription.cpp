// SPDX-License-Identifier: MIT
#include "postgressubscription_p.h"

#include "postgreshub_p.h"

namespace QSocketIo {

PostgresSubscription::PostgresSubscription(PostgresHub *hub, const QByteArray &channel)
    : m_hub(hub)
    , m_channel(channel)
{ }

PostgresSubscription::~PostgresSubscription()
{
    if (m_hub)
        m_hub->unsubscribe(this);
}

} // namespace QSocketIo
