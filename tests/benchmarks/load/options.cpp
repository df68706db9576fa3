// SPDX-License-Identifier: MIT
#include "options.h"

#include "fail.h"

#include <map>
#include <sstream>

namespace Load {

static constexpr std::size_t smallestPaced = 10;

static constexpr char usage[]
    = "--port NUMBER --pid PROCESS\n"
      "    [--workload echo|broadcast|rooms|idle|paced|saturation|fetch|ask] [--connections 100]\n"
      "    [--window 1] [--rooms 1000] [--size 32] [--binary 0|1] [--polling 0|1] [--burst 128]\n"
      "    [--rate 100] [--max-rate 1000000] [--patience 5]\n"
      "    [--peer-port NUMBER,... --peer-pid PROCESS,... --broker-pid PROCESS]\n"
      "    [--spin 1|0] [--warmup 2] [--seconds 5]";

static double numberIn(const std::string &name, const std::string &text)
{
    char *end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0' || number < 0)
        fail(name + " wants a number\nUsage: bench-load " + usage);
    return number;
}

static std::vector<double> numbersIn(const std::string &name, const std::string &text)
{
    std::vector<double> numbers;
    std::istringstream list(text);
    for (std::string number; std::getline(list, number, ',');)
        numbers.push_back(numberIn(name, number));
    return numbers;
}

static void takePeers(std::map<std::string, std::string> &values, std::vector<Options::Peer> &peers)
{
    const auto ports = values.extract("--peer-port");
    const auto processes = values.extract("--peer-pid");
    if (!ports && !processes)
        return;
    if (!ports || !processes)
        fail("another server has a port and a process");
    const std::vector<double> portNumbers = numbersIn("--peer-port", ports.mapped());
    const std::vector<double> processNumbers = numbersIn("--peer-pid", processes.mapped());
    if (portNumbers.size() != processNumbers.size())
        fail("each other server has a port and a process");
    for (std::size_t i = 0; i < portNumbers.size(); ++i)
        peers.push_back({std::uint16_t(portNumbers[i]), pid_t(processNumbers[i])});
}

Options Options::parse(int argc, char **argv)
{
    std::map<std::string, std::string> values;
    for (int i = 1; i + 1 < argc; i += 2)
        values[argv[i]] = argv[i + 1];
    Options options;
    const auto take = [&values](const char *name, auto &value) {
        if (const auto found = values.extract(name))
            value = std::decay_t<decltype(value)>(numberIn(name, found.mapped()));
    };
    if (const auto found = values.extract("--workload"))
        options.workload = found.mapped();
    take("--port", options.port);
    take("--pid", options.process);
    takePeers(values, options.peers);
    take("--broker-pid", options.brokerProcess);
    take("--polling", options.isPolling);
    take("--binary", options.isBinary);
    take("--spin", options.spins);
    take("--connections", options.connections);
    take("--window", options.window);
    take("--rooms", options.rooms);
    take("--burst", options.burst);
    take("--size", options.size);
    take("--rate", options.rate);
    take("--max-rate", options.maxRate);
    take("--patience", options.patience);
    take("--warmup", options.warmup);
    take("--seconds", options.seconds);
    const bool isPaced = options.workload == "paced" || options.workload == "saturation";
    const bool isUseful = options.connections > 0 && options.window > 0
        && (options.rooms > 0 || isPaced) && options.burst > 0 && options.seconds.count() > 0
        && options.rate > 0;
    if (argc % 2 == 0 || !values.empty() || !options.port || options.process <= 0 || !isUseful)
        fail(std::string("Usage: bench-load ") + usage);
    const bool isCluster = !options.peers.empty() || options.brokerProcess;
    if (isCluster && (options.peers.empty() || options.workload == "idle"))
        fail("a cluster has another server, and something to do");
    if (isPaced && (options.isPolling || options.size < smallestPaced))
        fail("what is paced carries its number in 10 bytes, and goes by WebSocket");
    if (options.isPolling && (options.window > 1 || options.isBinary))
        fail("polling goes with one text in flight only");
    return options;
}

} // namespace Load
