// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_WORKLOAD_H
#define QSOCKETIO_BENCHMARKS_WORKLOAD_H

#include "client.h"
#include "eventloop.h"
#include "latencyhistogram.h"
#include "options.h"

#include <memory>
#include <string>
#include <vector>

namespace Load {

// Some clients, and what they do.
class Workload : public Client::Owner
{
public:
    Workload(EventLoop &loop, const Options &options);

    // Null where there is none of that name.
    [[nodiscard]] static std::unique_ptr<Workload> make(EventLoop &loop, const Options &options);

    // Connects this many more; returns how long that took.
    Clock::duration connectClients(int count);
    virtual void start() { }

    // Deliveries since the last reset.
    [[nodiscard]] const LatencyHistogram &latency() const { return m_latency; }
    // What comes from now on counts.
    virtual void reset() { m_latency.clear(); }
    // The time is over: waits for what still counts.
    virtual void finish() { }
    // Members of a JSON object, each with a comma behind it, that only this workload has.
    [[nodiscard]] virtual std::string figures() const { return {}; }

protected:
    using Sent = Clock::time_point;

    [[nodiscard]] const Options &options() const { return m_options; }
    [[nodiscard]] EventLoop &loop() const { return m_loop; }
    [[nodiscard]] int clientCount() const { return int(m_clients.size()); }
    [[nodiscard]] Client &client(int index) const { return *m_clients[std::size_t(index)]; }
    // A text or an attachment, of the size that was asked for, between two parts of an event.
    [[nodiscard]] Message message(const std::string &begin, const std::string &end) const;
    void delivered(Sent sent);
    // Which server it is at, from 0; the first one emits.
    [[nodiscard]] std::size_t serverOf(int index) const;

    // Deals the clients to as many rooms: each has all whose index leaves its number.
    void joinRooms(std::size_t rooms);
    // To be asked about all that comes meanwhile.
    [[nodiscard]] bool isJoinAnswer(std::string_view text);
    [[nodiscard]] static std::string roomName(std::size_t room); // as JSON

    void received(Client &client, std::string_view text, std::string_view attachment) override;
    void readDone(Client &) override { }

private:
    void connected() override { ++m_connectedCount; }
    [[nodiscard]] std::unique_ptr<Client> makeClient(int index);

    EventLoop &m_loop;
    const Options m_options;
    std::vector<std::unique_ptr<Client>> m_clients;
    int m_connectedCount = 0;
    int m_joinedCount = 0;
    LatencyHistogram m_latency;
};

} // namespace Load

#endif
