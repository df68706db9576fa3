// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_ECHOWORKLOAD_H
#define QSOCKETIO_BENCHMARKS_ECHOWORKLOAD_H

#include "workload.h"

namespace Load {

// Each client keeps a window of messages in flight: what comes back goes out again at once.
class EchoWorkload : public Workload
{
public:
    using Workload::Workload;

    void start() override;

private:
    void received(Client &client, std::string_view text, std::string_view attachment) override;
    void readDone(Client &client) override;

    Message m_message;
    std::string m_encoded; // the whole window
    std::size_t m_encodedSize = 0; // of one message
    // When the messages in flight went out: answers keep their order.
    struct Flight
    {
        std::vector<Sent> sent;
        std::size_t first = 0;
        int answered = 0; // of what is being read
    };
    std::vector<Flight> m_flights;
};

} // namespace Load

#endif
