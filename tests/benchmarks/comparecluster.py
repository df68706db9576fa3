#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Measures clusters of two servers on a Redis of their own: two of ours, two on Node.js, one of each.

tests/benchmarks/comparecluster.py [--rounds 3] [--seconds 5] [--clusters qt-qt,node-node,...]
    [--adapter classic|sharded] [--workloads everybody-100,...]

Half of the clients are at each server; what a client of the first emits reaches clients of both. The
servers and Redis have one core, the load generator another. The clusters take turns.
docs/performance.md says more.
"""
import argparse
import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import benchservers
from benchservers import Unavailable
from compare import listed, machine, table, text

# Name, title, and what bench-load is told.
WORKLOADS = {
    "everybody-100": ("to all of 100", {"workload": "broadcast", "connections": 100}),
    "everybody-100x20": ("to all of 100 × 20 under way", {"workload": "broadcast", "connections": 100, "window": 20}),
    "everybody-1000": ("to all of 1,000", {"workload": "broadcast", "connections": 1000}),
    "rooms": ("100 rooms of 10", {"workload": "rooms", "connections": 1000, "rooms": 100, "window": 10}),
}
SERVERS = {"qt": "qsocketio", "node": "node"}  # as benchservers calls them
CLUSTERS = {"qt-qt": "Qt–Qt", "node-node": "Node–Node", "qt-node": "Qt–Node", "node-qt": "Node–Qt"}
OURS, THEIRS = "qt-qt", "node-node"


def parse_arguments():
    cores = [str(core) for core in sorted(os.sched_getaffinity(0))]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workloads", type=listed(WORKLOADS), default=list(WORKLOADS), help=",".join(WORKLOADS))
    parser.add_argument("--clusters", type=listed(CLUSTERS), default=list(CLUSTERS), help=",".join(CLUSTERS))
    parser.add_argument("--adapter", choices=["classic", "sharded"], default="classic")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5, help="of each measurement")
    parser.add_argument("--warmup", type=float, default=2, help="seconds before it")
    parser.add_argument("--at-most", type=int, metavar="CONNECTIONS", help="for a quick look")
    parser.add_argument("--cores", type=listed(cores), metavar="A,B", default=cores[:2] if len(cores) > 1 else None,
                        help="of the servers and Redis, of the load")
    parser.add_argument("--build", type=Path, help="a build folder with the programs, instead of building them")
    parser.add_argument("--json", type=Path, help="a file for all that was measured")
    return parser.parse_args()


def ask_redis(port, line):
    """The answer to one line, as it comes."""
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        connection.sendall(line.encode() + b"\r\n")
        return connection.recv(4096)


@contextlib.contextmanager
def redis(core):
    """A Redis of this measurement; gives (its process id, its port)."""
    port = benchservers.free_port()
    with tempfile.TemporaryDirectory(prefix="qsocketio-redis-") as folder:
        process = subprocess.Popen(
            ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no",
             "--dir", folder], preexec_fn=benchservers.prepare(core), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL)
        try:
            benchservers.wait_for_port(process, port)
            yield process.pid, port
        finally:
            process.kill()
            process.wait()


def wait_for_servers(port, adapter, patience=30):
    """Until both listen to all that they have to."""
    count = {"classic": "PUBSUB NUMSUB socket.io-request#/#", "sharded": "PUBSUB SHARDNUMSUB socket.io#/#"}[adapter]
    end = time.monotonic() + patience
    while time.monotonic() < end:
        patterns = int(ask_redis(port, "INFO stats").split(b"pubsub_patterns:")[1].split()[0])
        if ask_redis(port, count).endswith(b":2\r\n") and (adapter != "classic" or patterns >= 1):
            return
        time.sleep(0.05)
    raise Unavailable("the servers do not form a cluster")


class Comparison:
    def __init__(self, options):
        self.options = options
        self.server_core, self.load_core = map(int, options.cores) if options.cores else (None, None)
        self.build = options.build or benchservers.PROJECT / "build/benchmark"
        self.load = str(self.build / "tests/benchmarks/load/bench-load")
        self.results = {}  # (workload, cluster): a list of what bench-load printed, for each round
        self.problems = {}  # (workload, cluster): why there is none

    def run(self):
        if not self.options.build:
            benchservers.build_programs(self.build)
        clusters = self.options.clusters
        names = sorted({SERVERS[kind] for cluster in clusters for kind in cluster.split("-")})
        commands = benchservers.commands(names, self.build)
        for number in range(self.options.rounds):
            turn = number % len(clusters)
            for workload in self.options.workloads:
                for cluster in clusters[turn:] + clusters[:turn]:
                    pair = [commands[SERVERS[kind]] for kind in cluster.split("-")]
                    self.measure(workload, cluster, pair)

    def measure(self, workload, cluster, commands):
        try:
            for command in commands:
                if isinstance(command, Unavailable):
                    raise command
            result = self.run_cluster(workload, commands)
        except (Unavailable, OSError) as reason:
            self.problems[workload, cluster] = str(reason)
            print(f"{workload} {cluster}: {reason}", file=sys.stderr)
            return
        result["serversCpuPerMessage"] = result["cpuPerMessage"] + result["peerCpuPerMessage"]
        self.results.setdefault((workload, cluster), []).append(result)
        print(f"{workload} {cluster}: {result['serversCpuPerMessage']:.2f} us", file=sys.stderr)

    def run_cluster(self, workload, commands):
        with contextlib.ExitStack() as stack:
            broker, broker_port = stack.enter_context(redis(self.server_core))
            arguments = [self.options.adapter, str(broker_port)]
            first, port = stack.enter_context(benchservers.running(commands[0], self.server_core, arguments))
            second, peer_port = stack.enter_context(benchservers.running(commands[1], self.server_core, arguments))
            wait_for_servers(broker_port, self.options.adapter)
            return self.put_load(workload, {"port": port, "pid": first, "peer-port": peer_port, "peer-pid": second,
                                            "broker-pid": broker})

    def put_load(self, workload, processes):
        settings = {**processes, "seconds": self.options.seconds, "warmup": self.options.warmup,
                    **WORKLOADS[workload][1]}
        if self.options.at_most:
            settings["connections"] = min(settings["connections"], self.options.at_most)
            if "rooms" in settings:
                settings["rooms"] = max(1, settings["connections"] // 10)
        patience = 120 + self.options.seconds + self.options.warmup
        return benchservers.load(self.load, self.load_core, settings, patience)

    def median(self, workload, cluster, key):
        values = [result[key] for result in self.results.get((workload, cluster), [])]
        return statistics.median(values) if values else None

    def ratio(self, workload):
        """The median of the ratios of each round."""
        pairs = zip(self.results.get((workload, OURS), []), self.results.get((workload, THEIRS), []))
        ratios = [ours["serversCpuPerMessage"] / theirs["serversCpuPerMessage"] for ours, theirs in pairs]
        return statistics.median(ratios) if ratios else None


def costs(comparison):
    clusters = comparison.options.clusters
    rows = []
    for workload in comparison.options.workloads:
        medians = [comparison.median(workload, cluster, "serversCpuPerMessage") for cluster in clusters]
        rows.append([WORKLOADS[workload][0], *(text(median, ".2f") for median in medians),
                     text(comparison.ratio(workload), ".2f")])
    head = ["CPU of both servers, µs per delivered message", *(CLUSTERS[cluster] for cluster in clusters),
            f"{CLUSTERS[OURS]} against {CLUSTERS[THEIRS]}"]
    return table(head, rows)


def details(comparison):
    rows = []
    for (workload, cluster) in comparison.results:
        def median(key, of=(workload, cluster)):
            return comparison.median(*of, key)
        rows.append([WORKLOADS[workload][0], CLUSTERS[cluster],
                     *(text(median(key), ".2f") for key in ("cpuPerMessage", "peerCpuPerMessage", "brokerCpuPerMessage")),
                     text(median("messagesPerSecond"), ",.0f"),
                     *(text(median(key) / 1000, ".2f") for key in ("p50", "p99", "max"))])
    head = ["workload", "cluster", "CPU of the first, µs", "of the second", "of Redis", "messages per s", "p50, ms", "p99",
            "max"]
    return table(head, rows) if rows else ""


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
    print(f"{machine(['node'])}, {options.adapter} adapter. Medians of {rounds} rounds of {options.seconds:g} s.\n")
    print(costs(comparison), details(comparison), sep="\n\n")
    for (workload, cluster), problem in comparison.problems.items():
        print(f"\n{WORKLOADS[workload][0]}, {CLUSTERS[cluster]}: {problem}")
    if options.json:
        results = [{"name": workload, "cluster": cluster, "adapter": options.adapter, **result}
                   for (workload, cluster), rounds in comparison.results.items() for result in rounds]
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 1 if comparison.problems else 0


if __name__ == "__main__":
    sys.exit(main())
