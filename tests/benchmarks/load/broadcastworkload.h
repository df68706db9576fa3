// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_BROADCASTWORKLOAD_H
#define QSOCKETIO_BENCHMARKS_BROADCASTWORKLOAD_H

#include "workload.h"

#include <deque>

namespace Load {

// The first client emits to all, itself too, and again when everybody has it; --window of them are
// under way at a time.
class BroadcastWorkload : public Workload
{
public:
    using Workload::Workload;

    void start() override;

private:
    void received(Client &client, std::string_view text, std::string_view attachment) override;
    void readDone(Client &client) override;
    void send();

    struct Broadcast
    {
        Sent sent;
        int missing;
    };

    Message m_message;
    std::string m_encoded;
    std::deque<Broadcast> m_underWay; // everybody gets them in this order
    std::uint64_t m_finished = 0;
    std::vector<std::uint64_t> m_seen; // how many, by client
};

} // namespace Load

#endif
