// SPDX-License-Identifier: MIT
#include "roomworkload.h"

#include "fail.h"

#include <algorithm>

namespace Load {

void RoomWorkload::start()
{
    m_rooms.resize(std::size_t(std::min(options().rooms, clientCount())));
    m_expected = message("[\"room\",", "]").text;
    for (std::size_t i = 0; i < m_rooms.size(); ++i)
        m_rooms[i].encoded = client(0).encode(message("[\"room\"," + roomName(i) + ',', "]"));
    for (int i = 0; i < clientCount(); ++i)
        ++m_rooms[std::size_t(i) % m_rooms.size()].members;
    joinRooms(m_rooms.size());
    const std::size_t window = std::min(std::size_t(options().window), m_rooms.size());
    for (std::size_t i = 0; i < window; ++i)
        send(m_rooms[m_next++ % m_rooms.size()]);
}

void RoomWorkload::send(Room &room)
{
    room.sent = loop().now();
    room.missing = room.members;
    client(int(&room - m_rooms.data())).send(room.encoded);
}

void RoomWorkload::received(Client &client, std::string_view text, std::string_view)
{
    if (isJoinAnswer(text))
        return;
    if (text != m_expected)
        fail("not what was sent to the room: " + std::string(text));
    Room &room = m_rooms[std::size_t(client.index()) % m_rooms.size()];
    delivered(room.sent);
    if (--room.missing > 0)
        return;
    // As many rooms as before are waiting again; one that still waits is passed over.
    while (m_rooms[m_next % m_rooms.size()].missing > 0)
        ++m_next;
    send(m_rooms[m_next++ % m_rooms.size()]);
}

} // namespace Load
