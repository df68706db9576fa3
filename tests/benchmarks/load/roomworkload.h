// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_ROOMWORKLOAD_H
#define QSOCKETIO_BENCHMARKS_ROOMWORKLOAD_H

#include "workload.h"

namespace Load {

// The clients are dealt to rooms. One of each room emits to its room, a window of rooms at a time.
class RoomWorkload : public Workload
{
public:
    using Workload::Workload;

    void start() override;

private:
    struct Room
    {
        std::string encoded; // the event for it
        Sent sent;
        int members = 0;
        int missing = 0; // members that have not got it yet
    };

    void received(Client &client, std::string_view text, std::string_view attachment) override;
    void send(Room &room);

    std::vector<Room> m_rooms;
    std::string m_expected;
    std::size_t m_next = 0;
};

} // namespace Load

#endif
