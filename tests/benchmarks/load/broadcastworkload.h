// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_BROADCASTWORKLOAD_H
#define QSOCKETIO_BENCHMARKS_BROADCASTWORKLOAD_H

#include "workload.h"

namespace Load {

// The first client emits to all, itself too, and again when everybody has it.
class BroadcastWorkload : public Workload
{
public:
    using Workload::Workload;

    void start() override;

private:
    void received(Client &client, std::string_view text, std::string_view attachment) override;
    void readDone(Client &client) override;
    void send();

    Message m_message;
    std::string m_encoded;
    Sent m_sent;
    int m_missing = 0;
};

} // namespace Load

#endif
