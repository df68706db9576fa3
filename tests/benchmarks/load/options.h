// SPDX-License-Identifier: MIT
#ifndef QSOCKETIO_BENCHMARKS_OPTIONS_H
#define QSOCKETIO_BENCHMARKS_OPTIONS_H

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace Load {

// What the command line says; main.cpp tells what each is.
struct Options
{
    std::string workload = "echo";
    std::uint16_t port = 0;
    pid_t process = 0; // the server's
    // The other servers of a cluster: each server has its share of the connections.
    struct Peer
    {
        std::uint16_t port = 0;
        pid_t process = 0;
    };
    std::vector<Peer> peers;
    pid_t brokerProcess = 0;
    bool isPolling = false;
    bool isBinary = false;
    bool spins = true; // never sleeps
    int connections = 100;
    int window = 1; // messages in flight: of each connection, or all of them in broadcasts
    int rooms = 1000; // 0, of paced ones: no room, everybody
    double rate = 100; // emits per second, of paced ones
    double maxRate = 1e6; // no higher one is tried
    std::chrono::duration<double> patience{5}; // that the last of them have to arrive
    int burst = 128; // connections that are being made at a time
    std::size_t size = 32; // bytes of a message's text or attachment
    std::chrono::duration<double> warmup{2};
    std::chrono::duration<double> seconds{5};

    // Ends the program where the arguments are wrong.
    [[nodiscard]] static Options parse(int argc, char **argv);
};

} // namespace Load

#endif
