// SPDX-License-Identifier: MIT
#include "options.h"

#include "fail.h"

#include <map>

namespace Load {

static constexpr char usage[]
    = "--port NUMBER --pid PROCESS [--workload echo|broadcast|rooms|idle] [--connections 100]\n"
      "    [--window 1] [--rooms 1000] [--size 32] [--binary 0|1] [--polling 0|1] [--burst 128]\n"
      "    [--peer-port NUMBER --peer-pid PROCESS --broker-pid PROCESS]\n"
      "    [--spin 1|0] [--warmup 2] [--seconds 5]";

static double numberIn(const std::string &name, const std::string &text)
{
    char *end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0' || number < 0)
        fail(name + " wants a number\nUsage: bench-load " + usage);
    return number;
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
    take("--peer-port", options.peerPort);
    take("--peer-pid", options.peerProcess);
    take("--broker-pid", options.brokerProcess);
    take("--polling", options.isPolling);
    take("--binary", options.isBinary);
    take("--spin", options.spins);
    take("--connections", options.connections);
    take("--window", options.window);
    take("--rooms", options.rooms);
    take("--burst", options.burst);
    take("--size", options.size);
    take("--warmup", options.warmup);
    take("--seconds", options.seconds);
    const bool isUseful = options.connections > 0 && options.window > 0 && options.rooms > 0
        && options.burst > 0 && options.seconds.count() > 0;
    if (argc % 2 == 0 || !values.empty() || !options.port || options.process <= 0 || !isUseful)
        fail(std::string("Usage: bench-load ") + usage);
    const bool isCluster = options.peerPort || options.peerProcess || options.brokerProcess;
    if (isCluster
        && (!options.peerPort || options.peerProcess <= 0 || options.brokerProcess <= 0
            || options.workload == "idle"))
        fail("a cluster has another server, a broker and something to do");
    if (options.isPolling && (options.window > 1 || options.isBinary))
        fail("polling goes with one text in flight only");
    return options;
}

} // namespace Load
