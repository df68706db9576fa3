#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Measures bench-server beside Socket.IO on Node.js and on Bun, and prints tables of the medians.

tests/benchmarks/compare.py [--rounds 3] [--seconds 5] [--servers qsocketio,node,bun] [--workloads ...]

The server has one core, the load generator another. Each measurement starts a server anew; the servers
take turns, so that whatever else the machine does meets all of them. docs/performance.md says more.
"""
import argparse
import json
import os
import platform
import statistics
import sys
from pathlib import Path

import benchservers
from benchservers import Unavailable

# Name, title, and what bench-load is told.
WORKLOADS = {
    "echo-100": ("echo, 100 connections", {"connections": 100}),
    "echo-100x20": ("echo, 100 connections × 20 in flight", {"connections": 100, "window": 20}),
    "echo-5000": ("echo, 5,000 connections", {"connections": 5000}),
    "echo-10000": ("echo, 10,000 connections", {"connections": 10000}),
    "broadcast": ("broadcast to 1,000, per delivery", {"workload": "broadcast", "connections": 1000}),
    "rooms": ("1,000 rooms of 10, per delivery",
              {"workload": "rooms", "connections": 10000, "rooms": 1000, "window": 10}),
    "binary": ("binary echo 4 KB, 100 connections", {"binary": 1, "size": 4096, "connections": 100}),
    "polling": ("polling echo, 100 clients", {"polling": 1, "connections": 100}),
    "idle": ("10,000 idle connections", {"workload": "idle", "connections": 10000}),
}
SERVERS = {"qsocketio": "libqsocketio", "node": "Node.js", "bun": "Bun"}
OURS = "qsocketio"
NOTHING = "–"


def listed(known):
    def parse(text):
        names = text.split(",")
        for name in names:
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name}: there are {', '.join(known)}")
        return names
    return parse


def parse_arguments():
    cores = [str(core) for core in sorted(os.sched_getaffinity(0))]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workloads", type=listed(WORKLOADS), default=list(WORKLOADS), help=",".join(WORKLOADS))
    parser.add_argument("--servers", type=listed(SERVERS), default=list(SERVERS), help=",".join(SERVERS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5, help="of each measurement")
    parser.add_argument("--warmup", type=float, default=2, help="seconds before it")
    parser.add_argument("--at-most", type=int, metavar="CONNECTIONS", help="for a quick look")
    parser.add_argument("--cores", type=listed(cores), metavar="A,B",
                        default=cores[:2] if len(cores) > 1 else None, help="of the server, of the load")
    parser.add_argument("--build", type=Path, help="a build folder with the programs, instead of building them")
    parser.add_argument("--json", type=Path, help="a file for all that was measured")
    return parser.parse_args()


class Comparison:
    def __init__(self, options):
        self.options = options
        self.server_core, self.load_core = map(int, options.cores) if options.cores else (None, None)
        self.build = options.build or benchservers.PROJECT / "build/benchmark"
        self.load = str(self.build / "tests/benchmarks/load/bench-load")
        self.results = {}  # (workload, server): a list of what bench-load printed, for each round
        self.problems = {}  # (workload, server): why there is none

    def run(self):
        if not self.options.build:
            benchservers.build_programs(self.build)
        commands = benchservers.commands(self.options.servers, self.build)
        for number in range(self.options.rounds):
            order = self.options.servers[number % len(commands):] + self.options.servers[:number % len(commands)]
            for workload in self.options.workloads:
                for server in order:
                    self.measure(workload, server, commands[server])

    def measure(self, workload, server, command):
        try:
            if isinstance(command, Unavailable):
                raise command
            with benchservers.running(command, self.server_core) as (process, port):
                result = self.put_load(workload, process, port)
        except (Unavailable, OSError) as reason:
            self.problems[workload, server] = str(reason)
            print(f"{workload} {server}: {reason}", file=sys.stderr)
            return
        self.results.setdefault((workload, server), []).append(result)
        print(f"{workload} {server}: {result['cpuPerMessage']} us", file=sys.stderr)

    def put_load(self, workload, process, port):
        settings = {"port": port, "pid": process, "seconds": self.options.seconds, "warmup": self.options.warmup,
                    **WORKLOADS[workload][1]}
        if self.options.at_most:
            settings["connections"] = min(settings["connections"], self.options.at_most)
        patience = 180 + self.options.seconds + self.options.warmup
        return benchservers.load(self.load, self.load_core, settings, patience)

    def median(self, workload, server, key):
        values = [result[key] for result in self.results.get((workload, server), [])]
        return statistics.median(values) if values else None

    def ratio(self, one, other, key):
        """The median of the ratios of each round."""
        pairs = zip(self.results.get(one, []), self.results.get(other, []))
        ratios = [a[key] / b[key] for a, b in pairs if b[key] > 0]
        return statistics.median(ratios) if ratios else None


def text(value, form):
    return NOTHING if value is None else format(value, form)


def table(head, rows):
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def cost_rows(comparison, title, workload, key, form, scale=1.0):
    """A row for each thing measured: the medians, and ours in relation to each peer's."""
    servers = comparison.options.servers
    medians = [comparison.median(workload, server, key) for server in servers]
    row = [title, *(text(None if value is None else value * scale, form) for value in medians)]
    for peer in servers:
        if peer != OURS:
            row.append(text(comparison.ratio((workload, OURS), (workload, peer), key), ".2f"))
    return row


def costs(comparison):
    rows = []
    for workload in comparison.options.workloads:
        title = WORKLOADS[workload][0]
        if workload != "idle":
            rows.append(cost_rows(comparison, title, workload, "cpuPerMessage", ".2f"))
            continue
        rows.append(cost_rows(comparison, f"memory per connection, {title}, KB", workload, "bytesPerConnection", ".1f",
                              1 / 1024))
        rows.append(cost_rows(comparison, "connections accepted per second", workload, "connectsPerSecond", ",.0f"))
        rows.append(cost_rows(comparison, "CPU per connection accepted", workload, "cpuPerMessage", ".1f"))
    growth = ["growth: CPU per echo, 10,000 connections against 100"]
    for server in comparison.options.servers:
        growth.append(text(comparison.ratio(("echo-10000", server), ("echo-100", server), "cpuPerMessage"), ".2f"))
    if set(growth[1:]) != {NOTHING}:
        rows.append(growth + [""] * (len(rows[0]) - len(growth)))
    servers = comparison.options.servers
    against = [f"vs {SERVERS[server]}" for server in servers if server != OURS]
    return table(["server CPU, µs per message", *(SERVERS[server] for server in servers), *against], rows)


def latencies(comparison):
    rows = []
    for workload in comparison.options.workloads:
        for server in comparison.options.servers:
            if workload == "idle" or (workload, server) not in comparison.results:
                continue
            def median(key):
                return comparison.median(workload, server, key)
            rows.append([WORKLOADS[workload][0], SERVERS[server], text(median("cpuPerMessage"), ".2f"),
                         text(median("messagesPerSecond"), ",.0f"),
                         *(text(median(key) / 1000, ".2f") for key in ("p50", "p90", "p99", "max")),
                         text(100 * median("systemShare"), ".0f") + " %"])
    head = ["workload", "server", "CPU, µs", "messages per s", "p50, ms", "p90", "p99", "max", "of CPU in the kernel"]
    return table(head, rows) if rows else ""


def machine(servers):
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        names = [line.split(":", 1)[1].strip() for line in info if line.startswith("model name")]
    versions = {"Qt": lambda: benchservers.version(["qmake6", "-query", "QT_VERSION"])}
    if "node" in servers:
        versions["Node.js"] = lambda: benchservers.version(["node", "--version"])
    if "bun" in servers:
        folder = benchservers.PROJECT / "build/npm-benchmark"
        versions["Bun"] = lambda: benchservers.version([benchservers.bun_program(folder), "--version"])
    told = []
    for name, tell in versions.items():
        try:
            told.append(f"{name} {tell() or '?'}")
        except (Unavailable, OSError):
            told.append(f"{name} ?")
    name = names[0] if names else platform.machine()
    return f"{name}, {os.cpu_count()} cores, Linux {platform.release()}, " + ", ".join(told)


def main():
    options = parse_arguments()
    comparison = Comparison(options)
    try:
        comparison.run()
    except Unavailable as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        print("interrupted: this is what there is", file=sys.stderr)
    rounds = max(map(len, comparison.results.values()), default=0)
    print(f"{machine(options.servers)}. Medians of {rounds} rounds of {options.seconds:g} s.\n")
    print(costs(comparison), latencies(comparison), sep="\n\n")
    for (workload, server), problem in comparison.problems.items():
        print(f"\n{WORKLOADS[workload][0]}, {SERVERS[server]}: {problem}")
    if options.json:
        results = [{"name": workload, "server": server, **result}
                   for (workload, server), rounds in comparison.results.items() for result in rounds]
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 1 if comparison.problems else 0


if __name__ == "__main__":
    sys.exit(main())
