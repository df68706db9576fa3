#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""How many emits a second a cluster of two servers carries before what it delivers falls behind.

tests/benchmarks/clustersaturation.py [--clusters qt-qt,node-node] [--adapter classic,sharded,streams,postgres]
    [--workloads everybody,room,rooms]

A client of the first server has it emit at a rate that is doubled as long as all arrives in time, and then
halved in between. docs/performance.md says more.
"""
import sys

from clusters import CLUSTERS, OURS, THEIRS, ClusterComparison, against, cluster_parser
from comparison import listed, table, text

# Name, title, and what bench-load is told.
WORKLOADS = {
    "everybody": ("to all of 1,000", {"connections": 1000, "rooms": 0, "rate": 16}),
    "room": ("one room of 100", {"connections": 100, "rooms": 1, "rate": 128}),
    "rooms": ("1,000 rooms of 10", {"connections": 10000, "rooms": 1000, "rate": 512}),
}


def parse_arguments():
    parser = cluster_parser(__doc__, [OURS, THEIRS], adapters=("classic", "sharded"), rounds=1, seconds=2, warmup=1)
    parser.add_argument("--workloads", type=listed(WORKLOADS), default=list(WORKLOADS), help=",".join(WORKLOADS))
    parser.add_argument("--at-most", type=int, metavar="CONNECTIONS", help="for a quick look")
    parser.add_argument("--at-most-rate", type=int, metavar="N", default=1_000_000, help="for a quick look")
    return parser.parse_args()


class SaturationComparison(ClusterComparison):
    headline = "highestRate"

    def __init__(self, options):
        super().__init__(options, {name: WORKLOADS[name][0] for name in options.workloads})

    def settings_of(self, name):
        settings = {"workload": "saturation", "size": 64, "max-rate": self.options.at_most_rate, **WORKLOADS[name][1]}
        if self.options.at_most:
            settings["connections"] = min(settings["connections"], self.options.at_most)
            settings["rooms"] = min(settings["rooms"], settings["connections"] // 10)
        return settings


def rates(comparison):
    rows = []
    for workload, title, cluster, median in comparison.medians():
        share = ""
        if cluster == OURS:
            share = text(against(comparison, workload, "highestRate"), ".2f")
        rows.append([title, CLUSTERS[cluster], text(median("highestRate"), ",.0f"),
                     text(median("lowestFailedRate"), ",.0f"), text(median("deliveriesPerSecond"), ",.0f"),
                     text(median("busy") * 100, ".0f") + " %", share])
    head = ["workload", "cluster", "emits per s that it carries", "and that it does not", "deliveries per s",
            "servers and broker busy", f"against {CLUSTERS[THEIRS]}"]
    return table(head, rows, names=2)


def main():
    comparison = SaturationComparison(parse_arguments())
    return comparison.main(lambda done: (rates(done),), comparison.about())


if __name__ == "__main__":
    sys.exit(main())
