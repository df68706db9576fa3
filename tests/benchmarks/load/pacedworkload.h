// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_PACEDWORKLOAD_H
#define QSOCKETIO_BENCHMARKS_PACEDWORKLOAD_H

#include "workload.h"

#include <array>

namespace Load {

// The first client emits so many times a second, to everybody or to one room after the other,
// whether the servers keep up or not. What they take longer than they should is counted from the
// time that each emit was due, so that a server does not look better for holding up its load.
class PacedWorkload : public Workload
{
public:
    using Workload::Workload;

    void start() override;
    void reset() override;
    void finish() override;
    [[nodiscard]] std::string figures() const override;

protected:
    // What is sent from now on counts, and nothing else does.
    void begin(double rate);
    // Sends no more. Whether all arrives in that time.
    bool end(Clock::duration patience);
    [[nodiscard]] Clock::duration remoteMax() const;

private:
    // What clients of the first server get, and what those of the others do.
    struct Side
    {
        LatencyHistogram latency;
        std::uint64_t expected = 0; // deliveries, when all has been sent
    };

    void received(Client &client, std::string_view text, std::string_view attachment) override;
    [[nodiscard]] std::uint64_t numberIn(std::string_view content) const;
    void arrived(std::size_t client, std::uint64_t number);
    void arrivedRemotely();
    void sendDue();
    void send(std::uint64_t number);
    void countExpected();
    [[nodiscard]] bool hasAll() const;
    [[nodiscard]] Clock::time_point dueTime(std::uint64_t number) const;
    [[nodiscard]] std::size_t roomCount() const; // 0: everybody

    Message m_event; // as it arrives, but for its number
    std::size_t m_at = 0; // where that is, in the text or the attachment
    std::size_t m_roomAt = 0; // where the room is in what is sent
    double m_rate = 0; // a second
    Clock::time_point m_start; // when m_base was due
    std::uint64_t m_base = 0;
    std::uint64_t m_sent = 0;
    std::uint64_t m_first = 0; // that counts
    std::vector<std::vector<bool>> m_has; // by client, of those meant for it
    std::uint64_t m_repeated = 0;
    std::array<Side, 2> m_sides;
    LatencyHistogram m_late; // emits, by how much
    Clock::duration m_backlog{}; // from the end to the last delivery
    // The longest time in which nothing came to the other servers' clients.
    Clock::time_point m_lastRemote;
    Clock::duration m_silence{};
    Clock::time_point m_silenceEnd;
};

} // namespace Load

#endif
