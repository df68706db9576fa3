// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_ROUNDTRIPWORKLOAD_H
#define QSOCKETIO_BENCHMARKS_ROUNDTRIPWORKLOAD_H

#include "workload.h"

namespace Load {

// The first client asks its server for what all servers have to answer, one time after the other:
// "fetch", how many sockets there are, or "ask", how many clients answer an event.
class RoundTripWorkload : public Workload
{
public:
    // event: with its name, and without its end: a text of the size that was asked for may follow.
    RoundTripWorkload(EventLoop &loop, const Options &options, std::string event);

    void start() override;

private:
    void received(Client &client, std::string_view text, std::string_view attachment) override;
    void readDone(Client &client) override;
    void send();
    void answer(Client &client, std::string_view question);

    const std::string m_event;
    std::string m_encoded;
    std::string m_expected;
    Sent m_sent;
    bool m_isAnswered = false;
    std::string m_questionId;
    std::string m_answer; // to that
};

} // namespace Load

#endif
