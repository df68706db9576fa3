// SPDX-License-Identifier: MIT
//
// Puts one kind of load on a Socket.IO server on this machine, warms it up first, and prints what it
// did and what that cost the server's process as one line of JSON.
//
// --workload echo       each connection emits "echo", which comes back (--window of them in flight)
//            broadcast  the first connection emits "broadcast", which reaches all of them (--window of
//                       them under way)
//            rooms      --rooms rooms; --window of them at a time get an event "room" from a member
//            paced      the first connection emits --rate times a second, to everybody (--rooms 0) or to
//                       one of --rooms rooms after the other, whether it arrives or not
//            saturation the same at --rate, twice --rate and so on, as long as all arrives in time, for
//                       the highest rate at which it does
//            fetch      the first connection asks how many sockets the cluster has, again and again
//            ask        it asks how many clients answer an event
//            idle       connections are made and do nothing
// --binary 1: an attachment instead of a text. --polling 1: long polling instead of WebSocket.
// --peer-port: the other servers of the same cluster; each server has as many connections, and what
// emits is at the first.
// --spin 0: sleeps where there is nothing to do; the server then pays for waking it.
//
// One thread on epoll; a message costs it a fraction of what it costs a server.
#include "fail.h"
#include "processusage.h"
#include "workload.h"

#include <algorithm>
#include <ctime>
#include <sys/resource.h>
#include <unistd.h>

using namespace Load;

namespace {

struct Figures
{
    std::uint64_t messages = 0;
    double seconds = 0;
    double cpuPerMessage = 0; // us of the server
    double systemShare = 0; // of that
    double peerCpuPerMessage = 0; // us of a cluster's other servers, not in cpuPerMessage
    double brokerCpuPerMessage = 0;
    double loadCpuShare = 0; // of the time, that this program was busy
    double connectsPerSecond = 0;
    double bytesPerConnection = 0;
};

double secondsOf(Clock::duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

// ns
std::uint64_t peersCpu(const Options &options)
{
    std::uint64_t cpu = 0;
    for (const Options::Peer &peer : options.peers)
        cpu += ProcessUsage::of(peer.process).cpu;
    return cpu;
}

// ns; 0 where there is none.
std::uint64_t brokerCpu(const Options &options)
{
    return options.brokerProcess > 0 ? cpuOfFamily(options.brokerProcess) : 0;
}

// Measures what happens while run() runs; it returns how many messages or connections there were.
template<typename F>
void measure(Figures &figures, const Options &options, F run)
{
    const ProcessUsage before = ProcessUsage::of(options.process);
    const std::uint64_t peerBefore = peersCpu(options);
    const std::uint64_t brokerBefore = brokerCpu(options);
    const std::uint64_t ownBefore = ProcessUsage::of(::getpid()).cpu;
    const Clock::time_point start = Clock::now();
    figures.messages = run();
    figures.seconds = secondsOf(Clock::now() - start);
    const ProcessUsage after = ProcessUsage::of(options.process);
    const std::uint64_t peer = peersCpu(options) - peerBefore;
    const std::uint64_t broker = brokerCpu(options) - brokerBefore;
    const std::uint64_t own = ProcessUsage::of(::getpid()).cpu - ownBefore;
    if (figures.messages == 0)
        fail("not one message came back");
    const auto perMessage
        = [&figures](std::uint64_t cpu) { return double(cpu) / 1e3 / double(figures.messages); };
    figures.cpuPerMessage = perMessage(after.cpu - before.cpu);
    figures.peerCpuPerMessage = perMessage(peer);
    figures.brokerCpuPerMessage = perMessage(broker);
    const auto system = double(after.systemTicks - before.systemTicks);
    const double all = system + double(after.userTicks - before.userTicks);
    figures.systemShare = all > 0 ? system / all : 0;
    figures.loadCpuShare = double(own) / 1e9 / figures.seconds;
}

// A few connections first: what those cost that come later is the question.
Figures idle(EventLoop &loop, Workload &workload, const Options &options)
{
    Figures figures;
    workload.connectClients(std::max(1, options.connections / 20));
    loop.runFor(std::chrono::duration_cast<Clock::duration>(options.warmup));
    const std::uint64_t before = residentBytes(options.process);
    Clock::duration time{};
    measure(figures, options, [&] {
        time = workload.connectClients(options.connections);
        return std::uint64_t(options.connections);
    });
    loop.runFor(std::chrono::duration_cast<Clock::duration>(options.seconds));
    const auto growth = double(residentBytes(options.process)) - double(before);
    figures.bytesPerConnection = growth / options.connections;
    figures.connectsPerSecond = options.connections / secondsOf(time);
    return figures;
}

Figures traffic(EventLoop &loop, Workload &workload, const Options &options)
{
    Figures figures;
    const std::uint64_t before = residentBytes(options.process);
    const Clock::duration time = workload.connectClients(options.connections);
    figures.connectsPerSecond = options.connections / secondsOf(time);
    workload.start();
    loop.runFor(std::chrono::duration_cast<Clock::duration>(options.warmup));
    workload.reset();
    measure(figures, options, [&] {
        loop.runFor(std::chrono::duration_cast<Clock::duration>(options.seconds));
        workload.finish();
        return workload.latency().count();
    });
    const auto growth = double(residentBytes(options.process)) - double(before);
    figures.bytesPerConnection = growth / options.connections;
    return figures;
}

void print(const Options &options, const Figures &figures, const Workload &workload)
{
    const LatencyHistogram &latency = workload.latency();
    std::printf("{\"workload\":\"%s\",\"connections\":%d,\"window\":%d,\"messages\":%llu,"
                "\"seconds\":%.3f,\"cpuPerMessage\":%.3f,\"systemShare\":%.3f,"
                "\"messagesPerSecond\":%.0f,",
                options.workload.c_str(), options.connections, options.window,
                static_cast<unsigned long long>(figures.messages), figures.seconds,
                figures.cpuPerMessage, figures.systemShare,
                double(figures.messages) / figures.seconds);
    const auto microseconds
        = [&latency](double share) { return double(latency.percentile(share)) / 1e3; };
    std::printf("\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,\"max\":%.1f,", microseconds(0.5),
                microseconds(0.9), microseconds(0.99), double(latency.max()) / 1e3);
    if (!options.peers.empty()) {
        std::printf("\"peerCpuPerMessage\":%.3f,\"brokerCpuPerMessage\":%.3f,\"resident\":%llu,"
                    "\"peerResident\":%llu,",
                    figures.peerCpuPerMessage, figures.brokerCpuPerMessage,
                    static_cast<unsigned long long>(residentBytes(options.process)),
                    static_cast<unsigned long long>(residentBytes(options.peers[0].process)));
    }
    std::printf("%s", workload.figures().c_str());
    std::printf("\"connectsPerSecond\":%.0f,\"bytesPerConnection\":%.0f,\"loadCpuShare\":%.3f}\n",
                figures.connectsPerSecond, figures.bytesPerConnection, figures.loadCpuShare);
}

} // namespace

int main(int argc, char **argv)
{
    const Options options = Options::parse(argc, argv);
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);

    EventLoop loop(options.spins ? EventLoop::Waiting::Spins : EventLoop::Waiting::Sleeps);
    const std::unique_ptr<Workload> workload = Workload::make(loop, options);
    if (!workload)
        fail("no such workload: " + options.workload);
    const bool isIdle = options.workload == "idle";
    const Figures figures
        = isIdle ? idle(loop, *workload, options) : traffic(loop, *workload, options);
    print(options, figures, *workload);
    return 0;
}
