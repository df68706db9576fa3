#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Measures bench-server beside Socket.IO on Node.js and on Bun, and prints tables of the medians.

tests/benchmarks/compare.py [--rounds 3] [--seconds 5] [--servers qsocketio,node,bun] [--workloads ...]

The server has one core, the load generator another. Each measurement starts a server anew; the servers
take turns, so that whatever else the machine does meets all of them. docs/performance.md says more.
"""
import sys

import benchservers
from comparison import NOTHING, Comparison, listed, parser_of, table, text

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


def parse_arguments():
    parser = parser_of(__doc__, "the server")
    parser.add_argument("--workloads", type=listed(WORKLOADS), default=list(WORKLOADS), help=",".join(WORKLOADS))
    parser.add_argument("--servers", type=listed(SERVERS), default=list(SERVERS), help=",".join(SERVERS))
    parser.add_argument("--at-most", type=int, metavar="CONNECTIONS", help="for a quick look")
    return parser.parse_args()


class ServerComparison(Comparison):
    def __init__(self, options):
        super().__init__(options, {name: WORKLOADS[name][0] for name in options.workloads},
                         {name: SERVERS[name] for name in options.servers})

    def servers(self):
        return self.options.servers

    def measure(self, workload, contestant):
        settings = {"seconds": self.options.seconds, "warmup": self.options.warmup, **WORKLOADS[workload][1]}
        if self.options.at_most:
            settings["connections"] = min(settings["connections"], self.options.at_most)
        patience = 180 + self.options.seconds + self.options.warmup
        with benchservers.running(self.command(contestant), self.server_core) as (process, port):
            return benchservers.load(self.load, self.load_core, {"port": port, "pid": process, **settings}, patience)


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
    return table(head, rows)


def main():
    comparison = ServerComparison(parse_arguments())
    return comparison.main(lambda done: (costs(done), latencies(done)))


if __name__ == "__main__":
    sys.exit(main())
