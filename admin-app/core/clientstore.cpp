// SPDX-License-Identifier: MIT
#include "clientstore.h"

#include <algorithm>

namespace QsioAdmin {

void ClientStore::add(int socketSlot, const SocketRecord &socket)
{
    if (socket.clientId.isEmpty())
        return;
    int slot = find(socket.clientId);
    if (slot < 0) {
        ClientRecord record;
        record.id = socket.clientId;
        record.since = socket.connectedAt;
        slot = m_table.insert(std::move(record));
        m_slots.insert(socket.clientId, slot);
    }
    ClientRecord &client = m_table.edit(slot);
    client.sockets.append(socketSlot);
    client.since = qMin(client.since, socket.connectedAt);
    if (!socket.address.isEmpty())
        client.address = socket.address;
    if (!socket.transport.isEmpty())
        client.transport = socket.transport;
}

void ClientStore::remove(int socketSlot, const QByteArray &clientId)
{
    const int slot = find(clientId);
    if (slot < 0)
        return;
    ClientRecord &client = m_table.edit(slot);
    const auto it = std::find(client.sockets.begin(), client.sockets.end(), socketSlot);
    if (it != client.sockets.end())
        client.sockets.erase(it);
    if (client.sockets.isEmpty()) {
        m_slots.remove(clientId);
        m_table.remove(slot);
    }
}

void ClientStore::setTransport(const QByteArray &clientId, const QByteArray &transport)
{
    const int slot = find(clientId);
    if (slot >= 0 && m_table.at(slot).transport != transport)
        m_table.edit(slot).transport = transport;
}

void ClientStore::clear()
{
    m_slots.clear();
    m_table.clear();
}

} // namespace QsioAdmin
