#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What a delivered message costs clusters of two servers: two of ours, two on Node.js, one of each.

tests/benchmarks/comparecluster.py [--rounds 3] [--seconds 5] [--clusters qt-qt,node-node,...]
    [--adapter classic,sharded,streams,postgres] [--workloads everybody-100,...]

Half of the clients are at each server; what a client of the first emits reaches clients of both. The
servers and the broker have one core, the load generator another. The clusters take turns.
docs/performance.md says more.
"""
import sys

from clusters import CLUSTERS, OURS, THEIRS, ClusterComparison, against, cluster_parser
from comparison import listed, table, text

# Name, title, and what bench-load is told.
WORKLOADS = {
    "everybody-100": ("to all of 100", {"workload": "broadcast", "connections": 100}),
    "everybody-100x20": ("to all of 100 × 20 under way", {"workload": "broadcast", "connections": 100, "window": 20}),
    "everybody-1000": ("to all of 1,000", {"workload": "broadcast", "connections": 1000}),
    "rooms": ("100 rooms of 10", {"workload": "rooms", "connections": 1000, "rooms": 100, "window": 10}),
}


def parse_arguments():
    parser = cluster_parser(__doc__, list(CLUSTERS))
    parser.add_argument("--workloads", type=listed(WORKLOADS), default=list(WORKLOADS), help=",".join(WORKLOADS))
    parser.add_argument("--at-most", type=int, metavar="CONNECTIONS", help="for a quick look")
    return parser.parse_args()


class CostComparison(ClusterComparison):
    def __init__(self, options):
        super().__init__(options, {name: WORKLOADS[name][0] for name in options.workloads})

    def settings_of(self, name):
        settings = dict(WORKLOADS[name][1])
        if self.options.at_most:
            settings["connections"] = min(settings["connections"], self.options.at_most)
            if "rooms" in settings:
                settings["rooms"] = max(1, settings["connections"] // 10)
        return settings


def costs(comparison):
    rows = []
    for workload, title in comparison.workloads.items():
        medians = [comparison.median(workload, cluster, "serversCpuPerMessage") for cluster in comparison.contestants]
        rows.append([title, *(text(median, ".2f") for median in medians),
                     text(against(comparison, workload, "serversCpuPerMessage"), ".2f")])
    head = ["CPU of both servers, µs per delivered message", *comparison.contestants.values(),
            f"{CLUSTERS[OURS]} against {CLUSTERS[THEIRS]}"]
    return table(head, rows)


def details(comparison):
    rows = []
    for workload, cluster in comparison.results:
        def median(key, of=(workload, cluster)):
            return comparison.median(*of, key)
        rows.append([comparison.workloads[workload], CLUSTERS[cluster],
                     *(text(median(key), ".2f") for key in ("cpuPerMessage", "peerCpuPerMessage", "brokerCpuPerMessage")),
                     text(median("messagesPerSecond"), ",.0f"),
                     *(text(median(key) / 1000, ".2f") for key in ("p50", "p99", "max"))])
    head = ["workload", "cluster", "CPU of the first, µs", "of the second", "of the broker", "messages per s",
            "p50, ms", "p99", "max"]
    return table(head, rows, names=2)


def main():
    comparison = CostComparison(parse_arguments())
    return comparison.main(lambda done: (costs(done), details(done)), comparison.about())


if __name__ == "__main__":
    sys.exit(main())
