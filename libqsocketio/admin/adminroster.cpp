// SPDX-License-Identifier: MIT
#include "adminroster_p.h"

#include <algorithm>

namespace QSocketIo {

AdminClient *AdminRoster::add(AdminClient client)
{
    m_clients.push_back(std::make_unique<AdminClient>(std::move(client)));
    update();
    return m_clients.back().get();
}

void AdminRoster::remove(const Socket *socket)
{
    std::erase_if(m_clients, [socket](const auto &client) { return client->socket == socket; });
    update();
}

AdminClient *AdminRoster::find(const Socket *socket) const
{
    const auto found
        = std::find_if(m_clients.begin(), m_clients.end(),
                       [socket](const auto &client) { return client->socket == socket; });
    return found == m_clients.end() ? nullptr : found->get();
}

void AdminRoster::setFilter(AdminClient *client, std::optional<EventFilter> filter)
{
    client->filter = std::move(filter);
    update();
}

void AdminRoster::update()
{
    m_filtered.clear();
    m_extended.clear();
    for (const auto &client : m_clients) {
        if (client->filter)
            m_filtered.append(client->id);
        if (client->isExtended)
            m_extended.append(client->id);
    }
}

} // namespace QSocketIo
